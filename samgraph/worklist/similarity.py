"""How near two things stand that nothing links yet, by what both are linked with.

The weights are Adamic and Adar's (2003): what is linked with few things says more about those few
than what is linked with many, so that a thing of degree d weighs 1/ln d. Liben-Nowell and Kleinberg
(2007) compare this with other measures. Things of two kinds often share no neighbour, since links
run from the one kind to the other; Huang, Li and Chen (2005) look at neighbours of neighbours then.
Here every kind of link ties, so that both are used: what two things are both linked with
(`neighbours`), and who shares a neighbour with the one and is linked with the other (`paths`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float64]

_DIGITS = 9
"""Sums of the same terms in another order are equal to this many digits, and then tied."""


def adjacency(size: int, edges: Collection[tuple[int, int]]) -> sparse.csr_array:
    """Return the symmetric matrix of an undirected graph, with ones for edges."""
    both = sorted({pair for a, b in edges for pair in ((a, b), (b, a))})
    ends = np.array(both, dtype=int).reshape(-1, 2)
    ones = np.ones(len(ends))
    return sparse.csr_array((ones, (ends[:, 0], ends[:, 1])), shape=(size, size))


def weights(matrix: sparse.csr_array) -> Floats:
    """Return 1/ln d for each thing of degree d, and 0 where d is below two.

    Whatever lies in the middle of a path has two neighbours, so that ln 1 = 0 divides nothing.
    """
    degrees = np.asarray(matrix.sum(axis=1), dtype=float)
    logs = np.log(np.maximum(degrees, 1.0))
    found: Floats = np.divide(1.0, logs, out=np.zeros_like(logs), where=degrees > 1)
    return found


@dataclass(frozen=True, slots=True)
class Nearness:
    """A graph with the walks of two steps in it, each weighted by what lies in the middle."""

    matrix: sparse.csr_array
    middle: sparse.dia_array
    two_steps: sparse.csr_array

    def neighbours(self, subjects: Sequence[int], objects: Sequence[int]) -> Floats:
        """Return for each pair u, v the sum of 1/ln d(z) over what both are linked with."""
        return _dense(self.two_steps[list(subjects), :][:, list(objects)])

    def paths(self, subjects: Sequence[int], objects: Sequence[int]) -> Floats:
        """Return for each pair the sum of 1/(ln d(z) · ln d(w)) over the paths u – z – w – v.

        Right for pairs that no edge ties: a walk of three steps between these is always a path.
        """
        last = self.middle @ self.matrix[:, list(objects)]
        return _dense(self.two_steps[list(subjects), :] @ last)


def nearness(matrix: sparse.csr_array) -> Nearness:
    """Return the walks in a graph given by its adjacency."""
    middle = sparse.diags_array(weights(matrix))
    return Nearness(matrix, middle, sparse.csr_array(matrix @ middle @ matrix))


def _dense(product: sparse.csr_array) -> Floats:
    found: Floats = np.round(np.asarray(product.todense(), dtype=float), _DIGITS)
    return found
