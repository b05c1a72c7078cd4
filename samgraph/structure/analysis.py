"""The structure of a frame: every measure, and what chance gives for it."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from samgraph.coverage import Matrix, cover
from samgraph.errors import SamgraphError, near_match
from samgraph.framing import Frame, find_frame, frames
from samgraph.knowledge import Knowledge
from samgraph.structure.agreement import adjusted_rand_each, groupings
from samgraph.structure.biadjacency import Biadjacency, Cells, biadjacency, free_parts
from samgraph.structure.bicm import draw_bicm, fit_bicm
from samgraph.structure.brokerage import Broker, Certainty, brokers
from samgraph.structure.curveball import draw
from samgraph.structure.measures import corrected, drawn_measures, observed_measures, with_nulls
from samgraph.structure.modularity import Division, communities
from samgraph.structure.projections import shared_columns, validate
from samgraph.structure.results import Community, Structure
from samgraph.structure.significance import (
    BICM,
    CURVEBALL,
    DRAWS,
    FEWEST,
    SEED,
    Purpose,
    generator,
)
from samgraph.terms import STANDINGS

RUNS = 10
"""Divisions into communities that are compared to see whether the search is stable."""
_SURE = Certainty()


def _silent(_: str) -> None:
    """Show no progress."""


def analyse_structure(
    knowledge: Knowledge,
    frame_name: str,
    standing: str = "judged",
    draws: int = DRAWS,
    seed: int = SEED,
    *,
    certainty: Certainty = _SURE,
    undisputed: Knowledge | None = None,
) -> Structure:
    """Return the structure of a frame in one reading, tested against both null models.

    `undisputed` is the plan without contested links, from `load(plan, contested=False)`: with it, a
    cell that only links under dispute fill is less certain than one that others judge. Where fewer
    than ten rows are free to be filled otherwise, figures are counted and nothing is tested. The
    same arguments give the same result.

    Raises:
        SamgraphError: the plan declares no such frame, there is no such reading, or nothing is
            drawn.

    """
    check_arguments(standing, draws, certainty)
    matrix = cover(knowledge, find_frame(knowledge, frame_name))
    other = None if undisputed is None else find_frame(undisputed, matrix.frame.name)
    disputed = _disputed(matrix, undisputed, other)
    return _structure(knowledge, matrix, standing, draws, seed, certainty, disputed)


def analyse_structures(
    knowledge: Knowledge,
    standing: str = "judged",
    draws: int = DRAWS,
    seed: int = SEED,
    *,
    certainty: Certainty = _SURE,
    undisputed: Knowledge | None = None,
    progress: Callable[[str], None] = _silent,
) -> tuple[Structure, ...]:
    """Return the structure of every frame, by name.

    The q-values of whole-matrix figures are corrected for all frames together, because they were
    asked together: they can be higher than those of one frame by itself.

    Raises:
        SamgraphError: there is no such reading, or nothing is drawn.

    """
    check_arguments(standing, draws, certainty)
    found = []
    others = {} if undisputed is None else {one.name: one for one in frames(undisputed)}
    for frame in frames(knowledge):
        progress(frame.name)
        matrix = cover(knowledge, frame)
        disputed = _disputed(matrix, undisputed, others.get(frame.name))
        found.append(_structure(knowledge, matrix, standing, draws, seed, certainty, disputed))
    figures = iter(corrected([figure for structure in found for figure in structure.measured]))
    return tuple(
        replace(structure, measured=tuple(next(figures) for _ in structure.measured))
        for structure in found
    )


def _disputed(
    matrix: Matrix, undisputed: Knowledge | None, frame: Frame | None
) -> frozenset[tuple[str, str]]:
    """Return the cells that are empty in the plan without contested links."""
    if undisputed is None or frame is None:
        return frozenset()
    return frozenset(matrix.cells) - frozenset(cover(undisputed, frame).cells)


def check_arguments(standing: str, draws: int, certainty: Certainty = _SURE) -> None:
    """Refuse arguments with which nothing can be tested.

    Raises:
        SamgraphError: there is no such reading, nothing is drawn, or a chance is none.

    """
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
    divisions = _divisions(cells, generator(seed, Purpose.COMMUNITIES))
    groups = [
        *groupings(knowledge, adjacency.rows, "rows"),
        *groupings(knowledge, adjacency.columns, "columns"),
    ]
    figures = observed_measures(cells, divisions, groups)
    pairs = shared_columns(cells, adjacency.rows)
    if not untested:
        model = fit_bicm(cells)
        fixed = draw(cells, draws, generator(seed, Purpose.CURVEBALL))
        expected = draw_bicm(model, draws, generator(seed, Purpose.BICM))
        random = generator(seed, Purpose.COMMUNITIES)
        drawn = {
            CURVEBALL: drawn_measures(fixed, groups, draws, random),
            BICM: drawn_measures(expected, groups, draws, random),
        }
        figures = corrected(with_nulls(figures, drawn))
        # The same matrices again, for to keep a thousand large ones would fill the memory.
        fixed = draw(cells, draws, generator(seed, Purpose.CURVEBALL))
        pairs = validate(cells, adjacency.rows, free, fixed, model)
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
        tuple(figures),
        _communities(adjacency, divisions),
        _stability(divisions),
        pairs,
        _brokers(matrix, adjacency, certainty, disputed, seed),
    )


def _free_rows(cells: Cells) -> NDArray[np.intp]:
    """Return the positions of the rows that the margins allow to be filled otherwise."""
    parts = [part.rows for part in free_parts(cells)]
    return np.sort(np.concatenate(parts)) if parts else np.empty(0, dtype=np.intp)


def _divisions(cells: Cells, random: np.random.Generator) -> Division | None:
    """Return divisions of the observed matrix: the first counts, the others show how stable."""
    if not cells.any():
        return None
    return communities(np.repeat(cells[np.newaxis], RUNS, axis=0), random)


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
    return brokers(adjacency, keep, certainty.resamples, generator(seed, Purpose.RESAMPLES))
