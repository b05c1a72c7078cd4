"""The cells of a frame one by one: the status of each, how many links carry it, and which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from samgraph.coverage import Matrix, cover, differing
from samgraph.errors import SamgraphError
from samgraph.framing import Frame
from samgraph.knowledge import Knowledge
from samgraph.records import Record
from samgraph.routes import Route, Tracer, by_cell
from samgraph.rows import Rows, Tabular
from samgraph.terms import STANDINGS


@dataclass(frozen=True, slots=True)
class CellStatus:
    """What one cell of a frame is, and by what."""

    row: str
    column: str
    status: str
    """Of a filled cell the narrowest reading that fills it, `stated`, `derived` or `judged`; of an
    empty one `deliberate`, `open`, `silent` or `notApplicable`."""
    routes: tuple[Route, ...]
    links: tuple[Record, ...]
    """Of every link on a route, its record."""

    @property
    def thin(self) -> bool:
        """Whether exactly one route fills it."""
        return len(self.routes) == 1

    def count(self, standing: str) -> int:
        """Return how many routes there are whose narrowest reading is this one."""
        return sum(route.standing == standing for route in self.routes)

    @property
    def contested(self) -> bool:
        """Whether a review contests a link on any of its routes."""
        return any(record.review == "contested" for record in self.links)

    @property
    def undisputed(self) -> str:
        """The narrowest reading that fills it without contested links, empty where none does."""
        if self.status not in STANDINGS or not self.contested:
            return self.status if self.status in STANDINGS else ""
        contested = {record.link for record in self.links if record.review == "contested"}
        readings = [route.standing for route in self.routes if contested.isdisjoint(route.links)]
        return min(readings, key=STANDINGS.index, default="")

    @property
    def disputed(self) -> bool:
        """Whether it is empty, or filled in a wider reading only, without contested links."""
        return self.status in STANDINGS and self.undisputed != self.status


@dataclass(frozen=True, slots=True)
class CellStatuses(Tabular):
    """A frame with every cell of it, row by row."""

    matrix: Matrix
    cells: tuple[CellStatus, ...]

    def to_rows(self) -> Rows:
        """Return one row a cell: status, number of routes by reading, and the IRIs of its links."""
        return Rows(
            ("row", "column", "status", "stated", "derived", "judged", "thin", "links"),
            tuple(
                (
                    cell.row,
                    cell.column,
                    cell.status,
                    cell.count("stated"),
                    cell.count("derived"),
                    cell.count("judged"),
                    cell.thin,
                    " ".join(record.iri for record in cell.links),
                )
                for cell in self.cells
            ),
        )


def inspect_cells(
    knowledge: Knowledge, frame: Frame | str, tracer: Tracer | None = None
) -> CellStatuses:
    """Return every cell of a frame with its status, its routes and the links on them.

    Whoever inspects several frames gives one `tracer` for all.
    """
    matrix = cover(knowledge, frame)
    return CellStatuses(matrix, _statuses(matrix, tracer or Tracer(knowledge)))


def _statuses(matrix: Matrix, tracer: Tracer) -> tuple[CellStatus, ...]:
    frame = matrix.frame
    routes = by_cell(tracer.routes(frame))
    cells = []
    for row in frame.rows:
        for column in frame.columns:
            some = routes.get((row, column), ())
            links = dict.fromkeys(link for route in some for link in route.links)
            cells.append(
                CellStatus(
                    row,
                    column,
                    matrix.status(row, column),
                    some,
                    tuple(tracer.records[link] for link in links),
                )
            )
    return tuple(cells)


def disputed_cells(
    knowledge: Knowledge, matrix: Matrix, undisputed: Callable[[], Knowledge]
) -> frozenset[tuple[str, str]]:
    """Return the cells of a matrix that are filled as they are by contested links alone.

    They are told by their routes. Only where a path has too many of these is the plan looked at as
    it is without such links, which `undisputed` gives.
    """
    try:
        cells = _statuses(matrix, Tracer(knowledge))
    except SamgraphError:
        return differing(matrix, cover(undisputed(), matrix.frame.name))
    return frozenset((cell.row, cell.column) for cell in cells if cell.disputed)
