"""Balance: over which rows and columns of a frame its links lie, and which cells stand out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from samgraph.balance.concentration import MEASURES, Concentration, concentration_of
from samgraph.framing import Frame, frames
from samgraph.knowledge import Knowledge
from samgraph.routes import Route, Tracer
from samgraph.rows import Cell, Rows, Tabular
from samgraph.terms import STANDINGS

LEAST = 5
"""Links that a row and a column need each for a location quotient to mean anything."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """How much more, or less, a row and a column meet than their sizes alone would give.

    The location quotient LQ = (M_ab / M_a·) / (M_·b / M_··), with M_ab the links of the cell
    (Isard, "Methods of Regional Analysis", 1960): 1 where the row has the column's share of all.
    """

    row: str
    column: str
    count: int
    value: float | None
    """None where the row or the column has no links at all."""
    small: bool
    """Whether row or column has fewer than `LEAST` links, so that one more would turn it over."""


@dataclass(frozen=True, slots=True)
class Balance(Tabular):
    """How the links of a table are divided over its rows, its columns and its cells."""

    rows: Concentration
    columns: Concentration
    quotients: tuple[Quotient, ...]
    """For every cell, row by row."""

    def to_rows(self) -> Rows:
        """Return a row for each cell; an undefined quotient is empty."""
        cells: list[tuple[Cell, ...]] = [
            (one.row, one.column, one.count, "" if one.value is None else one.value, one.small)
            for one in self.quotients
        ]
        return Rows(("row", "column", "count", "location_quotient", "small"), tuple(cells))


@dataclass(frozen=True, slots=True)
class FrameBalance(Tabular):
    """The balance of a frame in every reading."""

    frame: Frame
    by_reading: Mapping[str, Balance]

    def to_rows(self) -> Rows:
        """Return a row for each reading and axis; an undefined measure is empty."""
        cells: list[tuple[Cell, ...]] = []
        for standing, balance in self.by_reading.items():
            for axis, one in (("rows", balance.rows), ("columns", balance.columns)):
                size = (self.frame.name, standing, axis, one.parts, int(one.total))
                cells.append((*size, *one.measures()))
        header = ("frame", "standing", "axis", "parts", "links")
        return Rows((*header, *MEASURES), tuple(cells))


def balance_of(
    counts: Mapping[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str]
) -> Balance:
    """Return how links are divided over rows and columns, from the number of links of each cell.

    Cells that `counts` leaves out have none; those outside `rows` and `columns` do not count.
    """
    by_row = {row: sum(counts.get((row, column), 0) for column in columns) for row in rows}
    by_column = {column: sum(counts.get((row, column), 0) for row in rows) for column in columns}
    total = sum(by_row.values())
    quotients = []
    for row in rows:
        for column in columns:
            count, product = counts.get((row, column), 0), by_row[row] * by_column[column]
            value = count * total / product if product else None
            small = min(by_row[row], by_column[column]) < LEAST
            quotients.append(Quotient(row, column, count, value, small))
    return Balance(concentration_of(by_row), concentration_of(by_column), tuple(quotients))


def link_counts(routes: Iterable[Route], standing: str) -> dict[tuple[str, str], int]:
    """Return how many routes fill each cell in a reading: by how many links row and column meet."""
    widest = STANDINGS.index(standing)
    return Counter(
        (route.row, route.column) for route in routes if STANDINGS.index(route.standing) <= widest
    )


def frame_balance(knowledge: Knowledge, frame: Frame, tracer: Tracer | None = None) -> FrameBalance:
    """Return the balance of a frame; whoever weighs several gives one `tracer` for all.

    Raises:
        SamgraphError: the path has more ways than anybody could read.

    """
    routes = (tracer or Tracer(knowledge)).routes(frame)
    # A line of which no cell applies is no part over which links could be divided.
    rows, columns = frame.rows, frame.columns
    if frame.excluded:
        rows = tuple(row for row in rows if any(frame.applies(row, one) for one in columns))
        columns = tuple(one for one in columns if any(frame.applies(row, one) for row in rows))
    return FrameBalance(
        frame,
        {
            standing: balance_of(link_counts(routes, standing), rows, columns)
            for standing in STANDINGS
        },
    )


def frame_balances(knowledge: Knowledge) -> tuple[FrameBalance, ...]:
    """Return the balance of every frame that the plan declares, in order of their names."""
    tracer = Tracer(knowledge)
    return tuple(frame_balance(knowledge, frame, tracer) for frame in frames(knowledge))
