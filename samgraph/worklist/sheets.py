"""Every pair of a kind with what speaks for it, all links known or some of them hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from samgraph.worklist.kinds import Kind, Links
from samgraph.worklist.ranking import fuse
from samgraph.worklist.similarity import adjacency, nearness
from samgraph.worklist.texts import likeness

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

SCORERS = ("neighbours", "paths", "texts")
"""The measures that are fused, in the order in which their reasons are given."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What stays the same for the pairs of one kind, whatever is hidden."""

    allowed: Bools
    """Which pairs are of two things and not on record as suggested or contested."""
    under: tuple[sparse.csr_array, sparse.csr_array]
    """Of subjects and of objects, which of them are at or below which."""
    texts: Floats


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pairs of one kind: a row for each subject, a column for each object."""

    kind: Kind
    open: Bools
    """Which pairs are candidates."""
    scores: dict[str, Floats]
    """By measure: `SCORERS`, `fused`, and the yardsticks `popularity` and `chance`."""


def grounds(links: Links, rows: sparse.csr_array) -> tuple[Ground, ...]:
    """Return the ground of each kind; `rows` are the vectors of the texts."""
    size = len(links.things)
    ends = np.array(links.below, dtype=int).reshape(-1, 2)
    below = sparse.csr_array(
        (np.ones(len(ends)), (ends[:, 1], ends[:, 0])), shape=(size, size)
    ) + sparse.eye_array(size, format="csr")
    number = {iri: place for place, iri in enumerate(links.things)}
    return tuple(
        Ground(
            _allowed(kind, links, number),
            (_within(below, kind.subjects), _within(below, kind.objects)),
            np.round(likeness(rows, kind.subjects, kind.objects), 9),
        )
        for kind in links.kinds
    )


def _within(matrix: sparse.csr_array, side: Sequence[int]) -> sparse.csr_array:
    return sparse.csr_array(matrix[list(side), :][:, list(side)])


def _allowed(kind: Kind, links: Links, number: dict[str, int]) -> Bools:
    subjects, objects = np.array(kind.subjects), np.array(kind.objects)
    compared = np.less if kind.symmetric else np.not_equal
    allowed: Bools = compared.outer(subjects, objects)
    row = {thing: place for place, thing in enumerate(kind.subjects)}
    column = {thing: place for place, thing in enumerate(kind.objects)}
    for s, p, o in links.set_aside:
        for one, other in ((s, o), (o, s)) if kind.symmetric else ((s, o),):
            first, second = row.get(number.get(one, -1)), column.get(number.get(other, -1))
            if p == kind.predicate and first is not None and second is not None:
                allowed[first, second] = False
    return allowed


def sheets(
    links: Links, ground: Sequence[Ground], hidden: Sequence[Collection[int]] = ()
) -> tuple[Sheet, ...]:
    """Return the pairs of every kind with their scores, as if hidden links were not known.

    `hidden` holds for each kind the numbers of its hidden links. No candidate is what anything ties
    already, nor what follows along the hierarchy: if a part of the one is linked with the other, or
    with something narrower than it, a reader finds nothing new. What is fused are the ranks among
    the candidates of one kind. Popularity is the product of how many links of the kind the two ends
    have (preferential attachment, Newman 2001).
    """
    gone = hidden or [()] * len(links.kinds)
    known = [
        [link for place, link in enumerate(kind.links) if place not in some]
        for kind, some in zip(links.kinds, map(frozenset, gone), strict=True)
    ]
    matrix = adjacency(len(links.things), [*links.ties, *(one for some in known for one in some)])
    near = nearness(matrix)
    found = []
    for kind, some, own in zip(links.kinds, known, ground, strict=True):
        linked = cells_of(kind, some)
        tied = np.asarray(matrix[list(kind.subjects), :][:, list(kind.objects)].todense()) > 0
        follows = (own.under[0] @ linked.astype(float) @ own.under[1].T) > 0
        candidates = own.allowed & ~(tied | linked | follows)
        scores = {
            "neighbours": near.neighbours(kind.subjects, kind.objects),
            "paths": near.paths(kind.subjects, kind.objects),
            "texts": own.texts,
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
