"""A frame as a matrix of ones and zeros, and how much of it its margins leave open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from samgraph.coverage import Matrix

Cells = NDArray[np.bool_]
"""Rows by columns; true where a row meets a column. A stack of them has draws in front."""


@dataclass(frozen=True, slots=True, eq=False)
class Biadjacency:
    """The rows and columns of a frame that meet something, and which meet which."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Cells


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Rows and columns, as positions, between which every cell could be filled otherwise."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]


def biadjacency(matrix: Matrix, standing: str) -> Biadjacency:
    """Return the cells that are filled in one reading, without the rows and columns left empty.

    What meets nothing has no place in any structure, and no null model moves it.
    """
    filled = [pair for pair in matrix.cells if matrix.fills(*pair, standing)]
    linked = [{pair[axis] for pair in filled} for axis in (0, 1)]
    rows = tuple(row for row in matrix.frame.rows if row in linked[0])
    columns = tuple(column for column in matrix.frame.columns if column in linked[1])
    place = [{thing: number for number, thing in enumerate(side)} for side in (rows, columns)]
    cells = np.zeros((len(rows), len(columns)), dtype=bool)
    for row, column in filled:
        cells[place[0][row], place[1][column]] = True
    return Biadjacency(rows, columns, cells)


def free_parts(cells: Cells) -> tuple[Part, ...]:
    """Return the parts of a matrix that its margins leave open, the largest first.

    Two matrices with equal margins differ by closed walks that go from a row to a column over a
    one and back to a row over a zero (Ryser 1957). A cell can therefore be filled otherwise exactly
    where its row and its column lie in one strongly connected component of that directed graph; all
    other cells are alike in every matrix with these margins. A full or an empty row, for one, is in
    no part.
    """
    height, width = cells.shape
    row, column = np.indices(cells.shape).reshape(2, -1)
    ones = cells.ravel()
    start = np.where(ones, row, height + column)
    end = np.where(ones, height + column, row)
    size = height + width
    graph = coo_array((np.ones(start.size, dtype=np.int8), (start, end)), shape=(size, size))
    number, labels = connected_components(graph.tocsr(), directed=True, connection="strong")
    sizes = np.bincount(labels, minlength=number)
    parts = []
    for label in np.flatnonzero(sizes > 1):
        members = np.flatnonzero(labels == label)
        parts.append(Part(members[members < height], members[members >= height] - height))
    parts.sort(key=lambda part: (-part.rows.size, -part.columns.size, int(part.rows[0])))
    return tuple(parts)
