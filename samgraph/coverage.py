"""Coverage: which rows of a frame meet which of its columns, and how that is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from samgraph.framing import Frame, find_frame, frames
from samgraph.knowledge import Knowledge
from samgraph.paths import Path, predicates, read_path, to_sparql
from samgraph.rows import Rows, Tabular
from samgraph.terms import GRAPHS_OF_STANDING, STANDINGS


@dataclass(frozen=True, slots=True)
class Interval:
    """How many of `total` are covered, from what is stated to what is also judged."""

    stated: int
    derived: int
    judged: int
    total: int

    def share(self, standing: str) -> float:
        """Return the covered share in one reading; zero where there is nothing to cover."""
        return float(getattr(self, standing)) / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Matrix(Tabular):
    """A frame with its cells."""

    frame: Frame
    cells: Mapping[tuple[str, str], str]
    """By row and column, the narrowest reading that fills the cell; an empty cell has no entry."""

    def fills(self, row: str, column: str, standing: str) -> bool:
        """Tell whether the cell of a row and a column is filled in a reading."""
        narrowest = self.cells.get((row, column))
        return narrowest is not None and _within(narrowest, standing)

    def status(self, row: str, column: str, standing: str = "judged") -> str:
        """Return what one cell is in a reading.

        A filled cell is `stated`, `derived` or `judged`; an empty one `deliberate`, `open`,
        `silent` or `notApplicable`.
        """
        if self.fills(row, column, standing):
            return self.cells[row, column]
        return self.frame.emptiness(row, column)

    def counts(self, row: str, column: str) -> bool:
        """Tell whether a cell is one that coverage is counted over: it is filled or could be."""
        return (row, column) in self.cells or self.frame.applies(row, column)

    def interval(self) -> Interval:
        """Return how many cells are filled."""
        frame = self.frame
        total = len(frame.rows) * len(frame.columns)
        if frame.excluded or not set(frame.rows).isdisjoint(frame.columns):
            total = sum(self.counts(row, column) for row in frame.rows for column in frame.columns)
        return self._interval(lambda pair: pair, total)

    def row_interval(self) -> Interval:
        """Return how many rows meet at least one column."""
        return self._interval(lambda pair: pair[0], self._lines(0))

    def column_interval(self) -> Interval:
        """Return how many columns meet at least one row."""
        return self._interval(lambda pair: pair[1], self._lines(1))

    def interval_of(self, thing: str, axis: int) -> Interval:
        """Return how many cells of one row (axis 0) or column (axis 1) are filled."""
        pairs = [pair for pair in self._pairs(thing, axis) if self.counts(*pair)]
        stated, derived, judged = (
            sum(self.fills(*pair, standing) for pair in pairs) for standing in STANDINGS
        )
        return Interval(stated, derived, judged, len(pairs))

    def _pairs(self, thing: str, axis: int) -> list[tuple[str, str]]:
        if axis == 0:
            return [(thing, column) for column in self.frame.columns]
        return [(row, thing) for row in self.frame.rows]

    def _lines(self, axis: int) -> int:
        """Return how many rows or columns have a cell that counts."""
        things, others = self.frame.rows, self.frame.columns
        if axis:
            things, others = others, things
        if not self.frame.excluded:
            return len(things) if len(set(others)) > 1 else len(set(things) - set(others))
        return sum(any(self.counts(*pair) for pair in self._pairs(thing, axis)) for thing in things)

    def _interval(self, part: Callable[[tuple[str, str]], object], total: int) -> Interval:
        stated, derived, judged = (
            len({part(pair) for pair, found in self.cells.items() if _within(found, standing)})
            for standing in STANDINGS
        )
        return Interval(stated, derived, judged, total)

    def meets(self, thing: str, axis: int, standing: str) -> tuple[str, ...]:
        """Return what a row (axis 0) or a column (axis 1) meets in one reading, in order."""
        if axis == 0:
            return tuple(c for c in self.frame.columns if self.fills(thing, c, standing))
        return tuple(r for r in self.frame.rows if self.fills(r, thing, standing))

    def to_rows(self) -> Rows:
        """Return one row a cell: the IRIs of its row and column, and its status."""
        return Rows(
            ("row", "column", "status"),
            tuple(
                (row, column, self.status(row, column))
                for row in self.frame.rows
                for column in self.frame.columns
            ),
        )


def _within(narrowest: str, standing: str) -> bool:
    return STANDINGS.index(narrowest) <= STANDINGS.index(standing)


def path_query(frame: Frame) -> str:
    """Return the query whose solutions are the filled cells of a frame, in the reading it is put.

    Members of the axes are looked for in that reading too; the engine takes them from the widest.
    """
    rows, columns = (" ".join(f"<{iri}>" for iri in some) for some in frame.lists)
    return f"""SELECT DISTINCT ?row ?column {{
  VALUES ?rows {{ {rows} }}
  VALUES ?columns {{ {columns} }}
  ?rows ^rdf:type|skos:member ?row .
  ?columns ^rdf:type|skos:member ?column .
  ?row {frame.path} ?column
  FILTER(?row != ?column)
}}
ORDER BY ?row ?column"""


def cover(knowledge: Knowledge, frame: Frame | str) -> Matrix:
    """Return the coverage matrix of a frame, given as a value or by its name.

    Raises:
        SamgraphError: no frame is called so.

    """
    some = find_frame(knowledge, frame) if isinstance(frame, str) else frame
    return _cover(knowledge, (some,))[0]


def _cover(knowledge: Knowledge, some: Sequence[Frame]) -> tuple[Matrix, ...]:
    """Return the matrices of several frames, reading by reading."""
    paths = [read_path(frame.path, knowledge.prefixes) for frame in some]
    queries = [
        f"SELECT DISTINCT ?row ?column {{ ?row {to_sparql(path)} ?column }}" for path in paths
    ]
    axes = [(frozenset(frame.rows), frozenset(frame.columns)) for frame in some]
    cells: list[dict[tuple[str, str], str]] = [{} for _ in some]
    work = ox.Store()
    for standing in STANDINGS:
        _add_reading(work, knowledge, standing, paths)
        for query, (rows, columns), found in zip(queries, axes, cells, strict=True):
            for row, column in work.query(query):  # type: ignore[union-attr]
                if row != column and row.value in rows and column.value in columns:
                    found.setdefault((row.value, column.value), standing)
    return tuple(
        Matrix(frame, dict(sorted(found.items()))) for frame, found in zip(some, cells, strict=True)
    )


def _add_reading(
    work: ox.Store, knowledge: Knowledge, standing: str, paths: Sequence[Path]
) -> None:
    """Add to a store what one reading holds beyond the one before, as far as paths speak of it.

    In a small store without named graphs a path is followed several times faster than in the union
    of many graphs, and the same way whichever engine holds the plan: Virtuoso refuses some paths.
    """
    before = STANDINGS[: STANDINGS.index(standing)]
    known = {name for narrower in before for name in GRAPHS_OF_STANDING[narrower]}
    followed = [predicates(path) for path in paths]
    wanted: Sequence[str | None] = [None]
    if None not in followed:
        named = sorted(frozenset().union(*(one for one in followed if one is not None)))
        knowledge.expect(named)
        wanted = named
    for name in GRAPHS_OF_STANDING[standing]:
        if name not in known:
            work.extend(
                ox.Quad(quad.subject, quad.predicate, quad.object)
                for iri in wanted
                for quad in knowledge.store.quads_for_pattern(
                    None, ox.NamedNode(iri) if iri else None, None, knowledge.graph(name)
                )
            )


@dataclass(frozen=True, slots=True)
class Coverage(Tabular):
    """The matrices of all frames of a plan, in order of their names."""

    matrices: tuple[Matrix, ...]

    def to_rows(self) -> Rows:
        """Return one row a frame: filled cells, touched rows and columns, each in every reading."""
        parts = ("cells", "rows", "columns")
        header = ["frame", "scope"]
        header += [f"{part}_{name}" for part in parts for name in (*STANDINGS, "total")]
        return Rows(
            tuple(header),
            tuple(
                (
                    one.frame.name,
                    one.frame.scope,
                    *(
                        number
                        for part in (one.interval(), one.row_interval(), one.column_interval())
                        for number in (part.stated, part.derived, part.judged, part.total)
                    ),
                )
                for one in self.matrices
            ),
        )


def cover_all(knowledge: Knowledge, some: Sequence[Frame] | None = None) -> Coverage:
    """Return the coverage of some frames, or of every frame that the plan declares.

    Raises:
        SamgraphError: a frame cannot be read.

    """
    return Coverage(_cover(knowledge, frames(knowledge) if some is None else some))


def has_contested(knowledge: Knowledge) -> bool:
    """Tell whether a review contests any link of the plan."""
    return bool(knowledge.query("ASK { ?link sg:review sg:contested }"))


def differing(matrix: Matrix, other: Matrix) -> frozenset[tuple[str, str]]:
    """Return the cells that two matrices of one frame fill differently."""
    pairs = set(matrix.cells) | set(other.cells)
    return frozenset(pair for pair in pairs if matrix.cells.get(pair) != other.cells.get(pair))
