"""Whether two ways of grouping the same things agree, and how the plan itself groups them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samgraph.knowledge import Knowledge

GROUPINGS = {"partOf": "sg:partOf", "inCategory": "sg:inCategory", "broader": "skos:broader"}
"""The properties by which a plan groups things, by the name that results use."""

Labels = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Grouping:
    """How the plan groups some of a frame's rows or columns."""

    property: str
    """One of `GROUPINGS`."""
    axis: str
    """`rows` or `columns`."""
    groups: tuple[str, ...]
    """IRIs, sorted."""
    members: tuple[tuple[int, int], ...]
    """Position of a thing on its axis, and of its group; things in no or several are left out."""
    several: int
    """How many things were left out because they are in several groups."""


def adjusted_rand(first: Sequence[int] | Labels, second: Sequence[int] | Labels) -> float | None:
    """Return the adjusted Rand index of two groupings: 1 where equal, around 0 where unrelated.

    With n_ij things in group i of the first and j of the second, a_i and b_j in all: (Σ C(n_ij, 2)
    − E) / (½ (Σ C(a_i, 2) + Σ C(b_j, 2)) − E), where E = Σ C(a_i, 2) Σ C(b_j, 2) / C(n, 2) (Hubert
    and Arabie 1985). None where neither grouping tells anything apart, or both tell all apart.
    """
    found = adjusted_rand_each(np.asarray(first, dtype=np.intp)[np.newaxis], second)[0]
    return None if np.isnan(found) else float(found)


def adjusted_rand_each(stack: Labels, reference: Sequence[int] | Labels) -> NDArray[np.float64]:
    """Return the adjusted Rand index of each row of labels against one grouping.

    An index that is not defined is NaN here, for the caller to leave out.
    """
    other = np.asarray(reference, dtype=np.intp)
    draws, things = stack.shape
    if things < 2:
        return np.full(draws, np.nan)
    rows, columns = int(stack.max()) + 1, int(other.max()) + 1
    keys = (np.arange(draws)[:, np.newaxis] * rows + stack) * columns + other
    table = np.bincount(keys.ravel(), minlength=draws * rows * columns)
    table = table.reshape(draws, rows, columns)
    both = _pairs(table).sum(axis=(1, 2))
    one = _pairs(table.sum(axis=2)).sum(axis=1)
    two = _pairs(table.sum(axis=1)).sum(axis=1)
    expected = one * two / _pairs(np.array(things))
    room = (one + two) / 2 - expected
    defined = room > 1e-12
    index = np.full(draws, np.nan)
    np.divide(both - expected, room, out=index, where=defined)
    return index


def _pairs(counts: NDArray[np.intp]) -> NDArray[np.float64]:
    return counts * (counts - 1) / 2.0


def groupings(knowledge: Knowledge, things: Sequence[str], axis: str) -> tuple[Grouping, ...]:
    """Return the ways in which the plan groups things: each with at least two groups.

    Only what is asserted counts: an operational goal is grouped by its strategic goal, not by the
    plan that both are part of.
    """
    position = {thing: number for number, thing in enumerate(things)}
    found = []
    for name, path in GROUPINGS.items():
        query = f"SELECT DISTINCT ?thing ?group {{ ?thing {path} ?group }}"
        groups: dict[int, set[str]] = {}
        for thing, group in knowledge.select(query, standing="stated"):
            if thing.value in position:
                groups.setdefault(position[thing.value], set()).add(group.value)
        single = {number: min(some) for number, some in groups.items() if len(some) == 1}
        names = tuple(sorted(set(single.values())))
        if len(names) > 1:
            members = tuple((number, names.index(single[number])) for number in sorted(single))
            found.append(Grouping(name, axis, names, members, len(groups) - len(single)))
    return tuple(found)
