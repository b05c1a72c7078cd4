"""How near two things stand that nothing links yet, by what both are linked with.

The weights are Adamic and Adar's (2003): what is linked with few things says more about those few
than what is linked with many, so that a thing of degree d weighs 1/ln d. Liben-Nowell and Kleinberg
(2007) compare this with other measures. Things of two kinds often share no neighbour, since links
run from the one kind to the other; Huang, Li and Chen (2005) look at neighbours of neighbours then.
Here every kind of link ties, so that both are used: what two things are both linked with
(`neighbours`), and who shares a neighbour with the one and is linked with the other (`paths`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from samgraph.worklist.kinds import Kind, Links
from samgraph.worklist.ranking import fuse
from samgraph.worklist.texts import likeness

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

SCORERS = ("neighbours", "paths", "texts")
"""The measures that are fused, in the order in which their reasons are given."""

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


def neighbour_scores(
    matrix: sparse.csr_array, subjects: Sequence[int], objects: Sequence[int]
) -> Floats:
    """Return for each pair u, v the sum of 1/ln d(z) over what both are linked with."""
    middle = sparse.diags_array(weights(matrix))
    return _dense(matrix[list(subjects), :] @ middle @ matrix[:, list(objects)])


def path_scores(
    matrix: sparse.csr_array, subjects: Sequence[int], objects: Sequence[int]
) -> Floats:
    """Return for each pair u, v the sum of 1/(ln d(z) · ln d(w)) over the paths u – z – w – v.

    Right for pairs that no edge ties: a walk of three steps between these is always a path.
    """
    middle = sparse.diags_array(weights(matrix))
    near = matrix[list(subjects), :] @ middle @ matrix
    return _dense(near @ middle @ matrix[:, list(objects)])


def _dense(product: sparse.csr_array) -> Floats:
    found: Floats = np.round(np.asarray(product.todense(), dtype=float), _DIGITS)
    return found


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pairs of one kind: a row for each subject, a column for each object."""

    kind: Kind
    open: Bools
    """Which pairs are candidates."""
    scores: dict[str, Floats]
    """By measure: `SCORERS`, `fused`, and the yardsticks `popularity` and `chance`."""


def sheets(
    links: Links, rows: sparse.csr_array, held_out: Collection[tuple[int, int]] = ()
) -> tuple[Sheet, ...]:
    """Return the pairs of every kind with their scores, as if links held out were not known.

    `rows` are the vectors of the texts; `held_out` are pairs of a kind and a link, by number. What
    is fused are the ranks among the candidates of one kind. Popularity is the product of how many
    links of the kind the two ends have (preferential attachment, Newman 2001).
    """
    hidden = set(held_out)
    known = [
        [link for place, link in enumerate(kind.links) if (number, place) not in hidden]
        for number, kind in enumerate(links.kinds)
    ]
    matrix = adjacency(len(links.things), [*links.ties, *(one for some in known for one in some)])
    found = []
    for kind, some in zip(links.kinds, known, strict=True):
        linked = cells_of(kind, some)
        candidates = open_pairs(links, kind, linked, matrix)
        scores = {
            "neighbours": neighbour_scores(matrix, kind.subjects, kind.objects),
            "paths": path_scores(matrix, kind.subjects, kind.objects),
            "texts": np.round(likeness(rows, kind.subjects, kind.objects), _DIGITS),
            "popularity": _popularity(kind, linked),
            "chance": np.zeros(linked.shape),
            "fused": np.zeros(linked.shape),
        }
        scores["fused"][candidates] = fuse([scores[name][candidates] for name in SCORERS])
        found.append(Sheet(kind, candidates, scores))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Listed:
    """One pair in the order in which candidates are listed."""

    sheet: Sheet
    row: int
    column: int
    score: float

    @property
    def pair(self) -> tuple[int, int]:
        """The two things, by number."""
        return self.sheet.kind.subjects[self.row], self.sheet.kind.objects[self.column]


def in_order(found: Sequence[Sheet], measure: str = "fused") -> Iterator[Listed]:
    """Yield the candidates with a score above zero, the highest first, each pair of things once.

    Scores of two kinds compare by how far up the measures agree to put a pair within its kind.
    Where kinds tie, the one with more links goes first: it has more to go by.
    """
    by_size = sorted(found, key=lambda one: (-len(one.kind.links), one.kind.name))
    cells = [np.argwhere(sheet.open & (sheet.scores[measure] > 0)) for sheet in by_size]
    scores = [
        sheet.scores[measure][tuple(some.T)] for sheet, some in zip(by_size, cells, strict=True)
    ]
    every = np.concatenate([*scores, np.zeros(0)])
    of = np.repeat(np.arange(len(by_size)), [len(some) for some in cells])
    places = np.concatenate([*cells, np.zeros((0, 2), dtype=int)])
    seen: set[frozenset[int]] = set()
    for place in np.argsort(-every, kind="stable"):
        row, column = (int(one) for one in places[place])
        listed = Listed(by_size[of[place]], row, column, float(every[place]))
        if frozenset(listed.pair) not in seen:
            seen.add(frozenset(listed.pair))
            yield listed


def cells_of(kind: Kind, links: Collection[tuple[int, int]]) -> Bools:
    """Return a matrix that is true where a pair is linked."""
    row = {thing: place for place, thing in enumerate(kind.subjects)}
    column = {thing: place for place, thing in enumerate(kind.objects)}
    cells = np.zeros((len(row), len(column)), dtype=bool)
    for subject, value in links:
        cells[row[subject], column[value]] = True
    return cells


def _popularity(kind: Kind, linked: Bools) -> Floats:
    rows, columns = linked.sum(axis=1), linked.sum(axis=0)
    if kind.symmetric:
        rows = columns = rows + columns
    product: Floats = np.outer(rows, columns).astype(np.float64)
    return product


def open_pairs(links: Links, kind: Kind, linked: Bools, matrix: sparse.csr_array) -> Bools:
    """Return which pairs of a kind are candidates.

    No candidate is what anything ties already, what is on record as suggested or contested, or what
    follows along the hierarchy: if a part of the one is linked with the other, or with something
    narrower than it, then a reader finds nothing new.
    """
    subjects, objects = list(kind.subjects), list(kind.objects)
    tied = np.asarray(matrix[subjects, :][:, objects].todense()) > 0
    size = len(links.things)
    ends = np.array(links.below, dtype=int).reshape(-1, 2)
    below = sparse.csr_array(
        (np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size)
    ) + sparse.eye_array(size, format="csr")
    under_subject, under_object = (
        sparse.csr_array(below[side, :][:, side]).T for side in (subjects, objects)
    )
    follows = np.asarray(under_subject @ linked.astype(float) @ under_object.T) > 0
    candidates: Bools = ~(tied | follows | linked)
    candidates &= np.not_equal.outer(np.array(subjects), np.array(objects))
    if kind.symmetric:
        candidates &= np.less.outer(np.array(subjects), np.array(objects))
    number = {iri: place for place, iri in enumerate(links.things)}
    row = {thing: place for place, thing in enumerate(subjects)}
    column = {thing: place for place, thing in enumerate(objects)}
    for s, p, o in links.set_aside:
        first, second = row.get(number.get(s, -1)), column.get(number.get(o, -1))
        if p == kind.predicate and first is not None and second is not None:
            candidates[first, second] = False
            if kind.symmetric:
                candidates[second, first] = False
    return candidates
