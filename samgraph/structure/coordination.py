"""Coordination gaps: rows that share a subject and nobody who carries both."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samgraph.coverage import Matrix, cover
from samgraph.errors import SamgraphError
from samgraph.framing import Frame, find_frame
from samgraph.knowledge import Knowledge
from samgraph.rows import Rows, Tabular
from samgraph.structure.analysis import check_arguments
from samgraph.structure.biadjacency import Cells, free_parts
from samgraph.structure.bicm import draw_bicm, fit_bicm
from samgraph.structure.curveball import draw
from samgraph.structure.results import Measured
from samgraph.structure.significance import (
    BICM,
    CURVEBALL,
    DRAWS,
    FEWEST,
    SEED,
    Null,
    Purpose,
    against,
    benjamini_hochberg,
    generator,
)


@dataclass(frozen=True, slots=True)
class Motif:
    """Two rows with the subjects they share, and who carries both."""

    first: str
    second: str
    shared: tuple[str, ...]
    carriers: tuple[str, ...]
    """None, and the motif is open: a coordination gap."""


@dataclass(frozen=True, slots=True)
class Coordination(Tabular):
    """How well those who carry a plan's rows fit what the rows share."""

    sharing: Frame
    """Its rows share its columns: goals share themes."""
    carrying: Frame
    """It says who carries the same rows: partners of goals."""
    standing: str
    draws: int
    seed: int
    untested: str
    """Why there are no p-values: `empty`, `fixed` or `few`; else empty."""
    free_rows: int
    """Rows that the degrees allow to be carried otherwise."""
    fit: Measured
    """The share of motifs that are closed, against chance in who carries what."""
    motifs: tuple[Motif, ...]
    """The open ones first, those that share most before others."""

    @property
    def open(self) -> tuple[Motif, ...]:
        """Return the coordination gaps."""
        return tuple(motif for motif in self.motifs if not motif.carriers)

    def to_rows(self) -> Rows:
        """Return a row for each two rows that share a subject."""
        header = ("first", "second", "shared", "carriers", "closed")
        return Rows(
            header,
            tuple(
                (
                    motif.first,
                    motif.second,
                    " ".join(motif.shared),
                    " ".join(motif.carriers),
                    bool(motif.carriers),
                )
                for motif in self.motifs
            ),
        )


def coordination_gaps(
    knowledge: Knowledge,
    sharing: str,
    carrying: str,
    standing: str = "judged",
    draws: int = DRAWS,
    seed: int = SEED,
) -> Coordination:
    """Return which rows of the frame `sharing` share a column, and whether somebody carries both.

    The frame `carrying` has the same rows, as its rows or as its columns, and on its other side
    those who carry them. Fit is closed / (open + closed), after the fit of Guerrero, Bodin,
    McAllister and Wilson (2015); its null models draw who carries what, and leave alone what is
    shared.

    Raises:
        SamgraphError: a frame is unknown, or the second has no row of the first on either side.

    """
    check_arguments(standing, draws)
    shared = cover(knowledge, find_frame(knowledge, sharing))
    carried = cover(knowledge, find_frame(knowledge, carrying))
    rows = shared.frame.rows
    cells, subjects = _cells(shared, rows, 0, standing), shared.frame.columns
    carriers, who = _carried(carried, rows, standing)
    ones = cells.astype(np.intp)
    first, second = np.nonzero(np.triu(ones @ ones.T, k=1))
    motifs = [
        Motif(
            rows[i],
            rows[j],
            tuple(subjects[k] for k in np.flatnonzero(cells[i] & cells[j])),
            tuple(who[k] for k in np.flatnonzero(carriers[i] & carriers[j])),
        )
        for i, j in zip(first, second, strict=True)
    ]
    motifs.sort(key=lambda one: (bool(one.carriers), -len(one.shared), one.first, one.second))
    closed = sum(bool(motif.carriers) for motif in motifs)
    fit = Measured("fit", closed / len(motifs) if motifs else None)
    free = sum(part.rows.size for part in free_parts(carriers))
    untested = _untested(carriers, motifs, free)
    if not untested:
        fit = replace(
            fit, nulls=_nulls(closed / len(motifs), carriers, (first, second), draws, seed)
        )
    return Coordination(
        shared.frame, carried.frame, standing, draws, seed, untested, free, fit, tuple(motifs)
    )


def _cells(matrix: Matrix, things: tuple[str, ...], axis: int, standing: str) -> Cells:
    """Return the cells of things on one axis of a frame, 0 for rows, against its other axis."""
    across = matrix.frame.columns if axis == 0 else matrix.frame.rows
    found = [
        [matrix.fills(*((thing, other) if axis == 0 else (other, thing)), standing)
         for other in across]
        for thing in things
    ]  # fmt: skip
    return np.array(found, dtype=bool).reshape(len(things), len(across))


def _carried(matrix: Matrix, rows: tuple[str, ...], standing: str) -> tuple[Cells, tuple[str, ...]]:
    """Return who carries each row, as cells, and their names."""
    frame = matrix.frame
    if set(rows) & set(frame.rows):
        return _cells(matrix, rows, 0, standing), frame.columns
    if set(rows) & set(frame.columns):
        return _cells(matrix, rows, 1, standing), frame.rows
    raise SamgraphError(
        "the two frames have no row in common",
        where=f"frame {frame.name}",
        hint="name a frame that has the rows of the first on one of its sides",
    )


def _untested(carriers: Cells, motifs: list[Motif], free: int) -> str:
    if not motifs or not carriers.any():
        return "empty"
    return "fixed" if not free else "few" if free < FEWEST else ""


def _nulls(
    fit: float,
    carriers: Cells,
    pairs: tuple[NDArray[np.intp], NDArray[np.intp]],
    draws: int,
    seed: int,
) -> tuple[Null, ...]:
    """Return what chance gives for the fit."""
    drawn = {
        CURVEBALL: draw(carriers, draws, generator(seed, Purpose.CARRIERS_CURVEBALL)),
        BICM: draw_bicm(fit_bicm(carriers), draws, generator(seed, Purpose.CARRIERS_BICM)),
    }
    nulls = []
    for model, stacks in drawn.items():
        values = [
            (stack[:, pairs[0]] & stack[:, pairs[1]]).any(axis=2).mean(axis=1) for stack in stacks
        ]
        null = against(fit, np.concatenate(values), model)
        nulls.append(replace(null, q=benjamini_hochberg([null.p])[0]))
    return tuple(nulls)
