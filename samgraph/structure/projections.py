"""Pairs of rows that share columns, and which share more of them than chance would give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from samgraph.structure.biadjacency import Cells
from samgraph.structure.bicm import Bicm, poisson_binomial
from samgraph.structure.significance import (
    BICM,
    CURVEBALL,
    HIGH,
    LOW,
    Null,
    benjamini_hochberg,
    z_score,
)

Floats = NDArray[np.float64]
Counts = NDArray[np.intp]

_TINY = float(np.finfo(np.float64).tiny)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows, what they share, and what chance would give them."""

    first: str
    second: str
    shared: int
    """Columns that both meet."""
    nulls: tuple[Null, ...] = ()
    """One for each model, or none where nothing is tested. p is the chance of as many or more."""


@dataclass(frozen=True, slots=True, eq=False)
class _Kinds:
    """Pairs of rows, sorted by the degrees of the two.

    Rows of equal degree are alike in both null models, so that pairs with equal degrees have one
    distribution, for which the draws of all of them count together.
    """

    first: Counts
    """Positions of rows, one for each pair."""
    second: Counts
    kind: Counts
    """Of each pair."""
    example: Counts
    """A pair of each kind."""


def project(cells: csr_array) -> coo_array:
    """Return the one-mode projection of a sparse biadjacency matrix on its rows.

    Entry i, j of the result, for i < j only, counts the columns that rows i and j share: the upper
    triangle of M Mᵀ. For the projection on columns, give the transpose.
    """
    ones = csr_array(cells, dtype=np.int32)
    shared = (ones @ ones.T).tocoo()
    first, second = shared.coords
    upper = first < second
    return coo_array((shared.data[upper], (first[upper], second[upper])), shape=shared.shape)


def shared_columns(cells: Cells, names: tuple[str, ...]) -> tuple[Pair, ...]:
    """Return every two rows that share a column, those that share most first; nothing is tested."""
    found = project(csr_array(cells))
    pairs = (
        Pair(names[i], names[j], int(count))
        for i, j, count in zip(*found.coords, found.data, strict=True)
    )
    return tuple(sorted(pairs, key=lambda pair: (-pair.shared, pair.first, pair.second)))


def validate(
    cells: Cells,
    names: tuple[str, ...],
    free: NDArray[np.intp],
    drawn: Iterable[Cells],
    model: Bicm,
) -> tuple[Pair, ...]:
    """Return every two of the `free` rows with what both null models give, the least likely first.

    `drawn` are stacks of curveball matrices; under the BiCM the number shared is Poisson binomial
    and computed exactly (Saracco, Straka, Di Clemente, Gabrielli, Caldarelli and Squartini 2017). q
    corrects p for the number of pairs, for each model apart.
    """
    kinds = _kinds(cells, free)
    if not kinds.first.size:
        return ()
    ones = cells.astype(np.intp)
    shared = (ones @ ones.T)[kinds.first, kinds.second]
    counts = _counts(kinds, drawn, cells.shape[1])
    chances = poisson_binomial(
        model.probabilities[kinds.first[kinds.example]]
        * model.probabilities[kinds.second[kinds.example]]
    )
    nulls = [_nulls(kinds, shared, counts, CURVEBALL), _nulls(kinds, shared, chances, BICM)]
    pairs = [
        Pair(names[i], names[j], int(count), (one, two))
        for i, j, count, one, two in zip(kinds.first, kinds.second, shared, *nulls, strict=True)
    ]
    return tuple(sorted(pairs, key=_unlikely))


def _unlikely(pair: Pair) -> tuple[float, float, int, str, str]:
    values = [null.p for null in pair.nulls]
    return (max(values), sum(values), -pair.shared, pair.first, pair.second)


def _kinds(cells: Cells, free: NDArray[np.intp]) -> _Kinds:
    first, second = (free[side] for side in np.triu_indices(free.size, k=1))
    degrees = cells.sum(axis=1)
    low = np.minimum(degrees[first], degrees[second])
    high = np.maximum(degrees[first], degrees[second])
    _, example, kind = np.unique(
        low * (cells.shape[1] + 1) + high, return_index=True, return_inverse=True
    )
    return _Kinds(first, second, kind, example)


def _counts(kinds: _Kinds, drawn: Iterable[Cells], width: int) -> Floats:
    """Return how often each kind of pair shared 0, 1, 2, … columns in the drawn matrices."""
    total = np.zeros((kinds.example.size, width + 1))
    for stack in drawn:
        ones = stack.astype(np.float32)
        shared = (ones @ ones.transpose(0, 2, 1))[:, kinds.first, kinds.second].astype(np.intp)
        keys = kinds.kind * (width + 1) + shared
        total += np.bincount(keys.ravel(), minlength=total.size).reshape(total.shape)
    return total


def _nulls(kinds: _Kinds, shared: Counts, table: Floats, model: str) -> list[Null]:
    """Return the null of each pair from how often, or how likely, its kind shares so many."""
    draws = table.sum(axis=1)
    chances = table / draws[:, np.newaxis]
    values = np.arange(table.shape[1])
    mean = chances @ values
    deviation = np.sqrt(np.maximum(chances @ values**2 - mean**2, 0))
    reached = np.cumsum(chances, axis=1)
    low, high = ((reached < level - 1e-12).sum(axis=1) for level in (LOW, HIGH))
    tails = np.cumsum(table[:, ::-1], axis=1)[:, ::-1]
    exact = model == BICM
    tails = np.clip(tails, _TINY, 1) if exact else (1 + tails) / (1 + draws)[:, np.newaxis]
    found = [
        Null(
            model,
            0 if exact else int(draws[kind]),
            float(mean[kind]),
            float(deviation[kind]),
            float(low[kind]),
            float(high[kind]),
            z_score(float(count), float(mean[kind]), float(deviation[kind])),
            float(tails[kind, count]),
        )
        for kind, count in zip(kinds.kind, shared, strict=True)
    ]
    corrected = benjamini_hochberg([null.p for null in found])
    return [replace(null, q=q) for null, q in zip(found, corrected, strict=True)]
