"""The structure of a frame: every measure, and what chance gives for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samgraph.coverage import Frame, Matrix, cover, find_frame, frames
from samgraph.errors import SamgraphError, near_match
from samgraph.knowledge import Knowledge
from samgraph.structure.agreement import (
    Grouping,
    adjusted_rand,
    adjusted_rand_each,
    groupings,
)
from samgraph.structure.biadjacency import Biadjacency, Cells, biadjacency, free_parts
from samgraph.structure.bicm import draw_bicm, fit_bicm
from samgraph.structure.brokerage import Broker, Certainty, brokers
from samgraph.structure.curveball import draw
from samgraph.structure.modularity import Division, communities
from samgraph.structure.nestedness import nodf, nodf_each
from samgraph.structure.projections import shared_columns, validate
from samgraph.structure.results import Community, Structure, Tested
from samgraph.structure.significance import (
    BICM,
    CURVEBALL,
    DRAWS,
    FEWEST,
    SEED,
    Null,
    against,
    benjamini_hochberg,
    generator,
)
from samgraph.terms import STANDINGS

RUNS = 10
"""Divisions into communities that are compared to see whether the search is stable."""
_MOST_SEARCHED, _FEWEST_SEARCHED = 500, 50
"""Draws in which communities are searched, which takes longest: the smallest p is then 0.004."""
_SEARCH = 50_000_000
"""Cells times the shorter side, in all draws that are searched: 347 draws of 40 × 90."""

_CURVEBALL, _BICM, _COMMUNITIES, _RESAMPLES = range(1, 5)
"""Purposes of random numbers."""

_SURE = Certainty()


def _silent(_: str) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """The measures of matrices drawn from one null model."""

    nestedness: NDArray[np.float64]
    modularity: NDArray[np.float64]
    agreements: tuple[NDArray[np.float64], ...]


def analyse_structure(
    knowledge: Knowledge,
    frame_name: str,
    standing: str = "judged",
    draws: int = DRAWS,
    seed: int = SEED,
    *,
    certainty: Certainty = _SURE,
    disputed: Set[tuple[str, str]] = frozenset(),
) -> Structure:
    """Return the structure of a frame in one reading, tested against both null models.

    `disputed` holds the cells, as row and column, that only links under dispute fill. Where fewer
    than ten rows are free to be filled otherwise, figures are counted and nothing is tested. The
    same arguments give the same result.

    Raises:
        SamgraphError: the plan declares no such frame, there is no such reading, or nothing is
            drawn.

    """
    _check(standing, draws, certainty)
    matrix = cover(knowledge, find_frame(knowledge, frame_name))
    return _structure(knowledge, matrix, standing, draws, seed, certainty, disputed)


def analyse_structures(
    knowledge: Knowledge,
    standing: str = "judged",
    draws: int = DRAWS,
    seed: int = SEED,
    *,
    certainty: Certainty = _SURE,
    disputed: Callable[[Frame], Set[tuple[str, str]]] = lambda _: frozenset(),
    progress: Callable[[str], None] = _silent,
) -> tuple[Structure, ...]:
    """Return the structure of every frame, by name.

    The q-values of whole-matrix figures are corrected for all frames together, because they were
    asked together: they can be higher than those of one frame by itself.

    Raises:
        SamgraphError: there is no such reading, or nothing is drawn.

    """
    _check(standing, draws, certainty)
    found = []
    for frame in frames(knowledge):
        progress(frame.name)
        matrix = cover(knowledge, frame)
        found.append(
            _structure(knowledge, matrix, standing, draws, seed, certainty, disputed(frame))
        )
    corrected = iter(_corrected([test for structure in found for test in structure.tests]))
    return tuple(
        replace(structure, tests=tuple(next(corrected) for _ in structure.tests))
        for structure in found
    )


def _check(standing: str, draws: int, certainty: Certainty) -> None:
    if standing not in STANDINGS:
        raise SamgraphError(
            f'no reading is called "{standing}"',
            hint=near_match(standing, STANDINGS) or f"the readings are {', '.join(STANDINGS)}",
        )
    if draws < 1 or certainty.resamples < 1:
        raise SamgraphError("nothing can be tested without draws", hint="draw at least 1")
    if not all(0 <= share <= 1 for share in (certainty.judged, certainty.contested)):
        raise SamgraphError("a link is kept with a chance from 0 to 1")


def _structure(
    knowledge: Knowledge,
    matrix: Matrix,
    standing: str,
    draws: int,
    seed: int,
    certainty: Certainty,
    disputed: Set[tuple[str, str]],
) -> Structure:
    adjacency = biadjacency(matrix, standing)
    cells = adjacency.cells
    free = _free_rows(cells)
    untested = "empty" if not cells.any() else "fixed" if not free.size else ""
    if not untested and free.size < FEWEST:
        untested = "few"
    divisions = _divisions(cells, generator(seed, _COMMUNITIES))
    groups = [
        *groupings(knowledge, adjacency.rows, "rows"),
        *groupings(knowledge, adjacency.columns, "columns"),
    ]
    tests = _observed(cells, divisions, groups)
    pairs = shared_columns(cells, adjacency.rows)
    if not untested:
        stacks = list(draw(cells, draws, generator(seed, _CURVEBALL)))
        model = fit_bicm(cells)
        random = generator(seed, _COMMUNITIES)
        number = _searched(cells.shape, draws)
        fixed = _measured(stacks, groups, number, random)
        expected = _measured(draw_bicm(model, draws, generator(seed, _BICM)), groups, number, random)
        tests = _corrected(_tested(tests, {CURVEBALL: fixed, BICM: expected}))
        pairs = validate(cells, adjacency.rows, free, stacks, model)
    return Structure(
        matrix.frame,
        standing,
        draws,
        seed,
        certainty,
        adjacency.rows,
        adjacency.columns,
        int(cells.sum()),
        int(free.size),
        untested,
        tuple(tests),
        _communities(adjacency, divisions),
        _stability(divisions),
        pairs,
        _brokers(matrix, adjacency, certainty, disputed, seed),
    )


def _free_rows(cells: Cells) -> NDArray[np.intp]:
    """Return the positions of the rows that the margins allow to be filled otherwise."""
    parts = [part.rows for part in free_parts(cells)]
    return np.sort(np.concatenate(parts)) if parts else np.empty(0, dtype=np.intp)


def _searched(shape: tuple[int, ...], draws: int) -> int:
    """Return in how many draws communities are searched."""
    affordable = _SEARCH // (shape[0] * shape[1] * min(shape))
    return min(draws, _MOST_SEARCHED, max(_FEWEST_SEARCHED, affordable))


def _divisions(cells: Cells, random: np.random.Generator) -> Division | None:
    """Return divisions of the observed matrix: the first counts, the others show how stable."""
    if not cells.any():
        return None
    return communities(np.repeat(cells[np.newaxis], RUNS, axis=0), random)


def _observed(
    cells: Cells, divisions: Division | None, groups: Iterable[Grouping]
) -> list[Tested]:
    """Return every measure on the observed matrix."""
    found = [
        Tested("nestedness", nodf(cells)),
        Tested("modularity", float(divisions.q[0]) if divisions else None),
    ]
    for grouping in groups:
        labels, reference = _labels(divisions, grouping) if divisions else (None, [])
        found.append(
            Tested(
                "agreement",
                adjusted_rand(labels[0], reference) if labels is not None else None,
                axis=grouping.axis,
                grouping=grouping.property,
            )
        )
    return found


def _labels(
    division: Division, grouping: Grouping
) -> tuple[NDArray[np.intp], list[int]]:
    """Return the communities of the things that the plan groups, and their groups."""
    labels = division.rows if grouping.axis == "rows" else division.columns
    return labels[:, [number for number, _ in grouping.members]], [
        group for _, group in grouping.members
    ]


def _measured(
    stacks: Iterable[Cells], groups: Iterable[Grouping], number: int, random: np.random.Generator
) -> _Drawn:
    """Return every measure on drawn matrices; communities are searched in the first `number`."""
    nestedness, modularity = [], []
    agreements: list[list[NDArray[np.float64]]] = [[] for _ in groups]
    for stack in stacks:
        nestedness.append(nodf_each(stack))
        searched = stack[: max(0, number)]
        number -= len(searched)
        if not len(searched):
            continue
        division = communities(searched, random)
        modularity.append(division.q)
        for values, grouping in zip(agreements, groups, strict=True):
            values.append(adjusted_rand_each(*_labels(division, grouping)))
    return _Drawn(
        np.concatenate(nestedness),
        np.concatenate(modularity),
        tuple(np.concatenate(values) for values in agreements),
    )


def _tested(tests: list[Tested], drawn: dict[str, _Drawn]) -> list[Tested]:
    """Return the tests with their nulls."""
    found = []
    for number, test in enumerate(tests):
        nulls = []
        for model, measures in drawn.items():
            values = (measures.nestedness, measures.modularity, *measures.agreements)[number]
            values = values[~np.isnan(values)]
            if test.observed is not None and values.size:
                nulls.append(against(test.observed, values, model))
        found.append(replace(test, nulls=tuple(nulls)))
    return found


def _corrected(tests: list[Tested]) -> list[Tested]:
    """Return tests with q-values: of all that were asked together, for each null model apart."""
    corrected: dict[tuple[int, str], Null] = {}
    for model in (CURVEBALL, BICM):
        asked = [
            (number, null)
            for number, test in enumerate(tests)
            for null in test.nulls
            if null.model == model
        ]
        values = benjamini_hochberg([null.p for _, null in asked])
        for (number, null), q in zip(asked, values, strict=True):
            corrected[number, model] = replace(null, q=q)
    return [
        replace(test, nulls=tuple(corrected[number, null.model] for null in test.nulls))
        for number, test in enumerate(tests)
    ]


def _communities(adjacency: Biadjacency, divisions: Division | None) -> tuple[Community, ...]:
    if divisions is None:
        return ()
    rows, columns = divisions.rows[0], divisions.columns[0]
    found = [
        Community(
            tuple(name for name, own in zip(adjacency.rows, rows, strict=True) if own == label),
            tuple(
                name for name, own in zip(adjacency.columns, columns, strict=True) if own == label
            ),
        )
        for label in sorted({*rows.tolist(), *columns.tolist()})
    ]
    return tuple(
        sorted(found, key=lambda one: (-len(one.rows) - len(one.columns), one.rows, one.columns))
    )


def _stability(divisions: Division | None) -> float | None:
    """Return the mean adjusted Rand index between all pairs of divisions."""
    if divisions is None:
        return None
    labels = np.concatenate([divisions.rows, divisions.columns], axis=1)
    values = np.concatenate(
        [adjusted_rand_each(labels[number + 1 :], labels[number]) for number in range(RUNS - 1)]
    )
    values = values[~np.isnan(values)]
    return float(values.mean()) if values.size else None


def _brokers(
    matrix: Matrix,
    adjacency: Biadjacency,
    certainty: Certainty,
    disputed: Set[tuple[str, str]],
    seed: int,
) -> tuple[Broker, ...]:
    keep = np.ones(adjacency.cells.shape)
    for i, row in enumerate(adjacency.rows):
        for j, column in enumerate(adjacency.columns):
            if (row, column) in disputed:
                keep[i, j] = certainty.contested
            elif matrix.cells.get((row, column)) == "judged":
                keep[i, j] = certainty.judged
    return brokers(adjacency, keep, certainty.resamples, generator(seed, _RESAMPLES))
