"""Coverage: which rows of a frame meet which of its columns, and how that is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from samgraph.errors import QueryError, SamgraphError
from samgraph.findings import Place, known_frame
from samgraph.knowledge import Knowledge
from samgraph.places import places
from samgraph.terms import STANDINGS, sg

_PATH = re.compile(r"(?:\s|[()^/|*+?!]|<[^<>\"{}|^`\\\s]+>|[A-Za-z][\w.-]*:[\w.-]+|\ba\b)+\Z")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Frame:
    """One coverage question, as the plan package declares it."""

    iri: str
    name: str
    """The short name by which commands know it."""
    labels: Mapping[str, str]
    path: str
    scope: str
    """`exhaustive`, `selective` or `silent`: what the source says of pairing the two lists."""
    expects: frozenset[str]
    """Of `everyCell`, `everyRow`, `everyColumn`: whose emptiness is a gap."""
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    places: tuple[Place, ...]


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
class Matrix:
    """A frame with its cells."""

    frame: Frame
    cells: Mapping[tuple[str, str], str]
    """By row and column, the narrowest reading that fills the cell; an empty cell has no entry."""

    def fills(self, row: str, column: str, standing: str) -> bool:
        """Tell whether the cell of a row and a column is filled in a reading."""
        narrowest = self.cells.get((row, column))
        return narrowest is not None and _within(narrowest, standing)

    def interval(self) -> Interval:
        """Return how many cells are filled."""
        return self._interval(lambda pair: pair, len(self.frame.rows) * len(self.frame.columns))

    def row_interval(self) -> Interval:
        """Return how many rows meet at least one column."""
        return self._interval(lambda pair: pair[0], len(self.frame.rows))

    def column_interval(self) -> Interval:
        """Return how many columns meet at least one row."""
        return self._interval(lambda pair: pair[1], len(self.frame.columns))

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


def _within(narrowest: str, standing: str) -> bool:
    return STANDINGS.index(narrowest) <= STANDINGS.index(standing)


_Key = tuple[tuple[int, str], ...]


def natural(text: str) -> _Key:
    """Return a key that sorts OD1.10 after OD1.9."""
    return tuple(
        (int(part), "") if part.isdigit() else (-1, part.casefold()) for part in _DIGITS.split(text)
    )


def frames(knowledge: Knowledge) -> tuple[Frame, ...]:
    """Return every frame that the plan declares, ordered by name.

    Raises:
        SamgraphError: a frame lacks its rows, its columns or a readable path.

    """
    query = """
        SELECT ?frame ?property ?value {
          VALUES ?property { sg:rows sg:columns sg:path sg:scope sg:expects skos:prefLabel }
          ?frame a sg:Frame ; ?property ?value .
        }"""
    said: dict[str, dict[str, list[object]]] = {}
    for frame, name, value in knowledge.select(query):
        said.setdefault(frame.value, {}).setdefault(name.value, []).append(value)
    where = places(knowledge)
    members = _Members(knowledge)
    found: dict[str, Frame] = {}
    for iri, values in sorted(said.items()):
        frame = _frame(iri, values, where.get(iri, ()), members, knowledge)
        other = found.setdefault(frame.name, frame)
        if other is not frame:
            names = f"{knowledge.curie(other.iri)} and {knowledge.curie(iri)}"
            raise SamgraphError(
                f'two frames are called "{frame.name}": {names}', hint="rename one of them"
            )
    return tuple(found[name] for name in sorted(found))


def _frame(
    iri: str,
    values: Mapping[str, list[object]],
    where: tuple[Place, ...],
    members: _Members,
    knowledge: Knowledge,
) -> Frame:
    name = iri.removeprefix(knowledge.namespace).removeprefix("frame-")

    def one(term: str) -> str:
        some = values.get(sg(term), [])
        if len(some) != 1:
            raise SamgraphError(
                f"the frame has {len(some)} values for sg:{term}",
                where=f"frame {name}",
                hint="give it exactly one in plan.ttl",
            )
        return str(getattr(some[0], "value", some[0]))

    path = one("path")
    if not _PATH.match(path):
        raise SamgraphError(
            f'"{path}" is no SPARQL property path',
            where=f"frame {name}",
            hint="write properties as CURIEs, joined by / and |, with ^ for the way back",
        )
    scope = one("scope").removeprefix(sg(""))
    expects = frozenset(
        str(getattr(value, "value", value)).removeprefix(sg(""))
        for value in values.get(sg("expects"), ())
    )
    labels = {
        getattr(label, "language", "") or "": str(getattr(label, "value", label))
        for label in values.get("http://www.w3.org/2004/02/skos/core#prefLabel", ())
    }
    return Frame(
        iri,
        name,
        labels,
        path,
        scope,
        expects or frozenset({"everyCell" if scope != "silent" else "everyRow"}),
        members.of(one("rows")),
        members.of(one("columns")),
        where,
    )


class _Members:
    """What a frame's axis holds: the members of a class or of a collection, in reading order."""

    def __init__(self, knowledge: Knowledge) -> None:
        query = """
            SELECT ?whole ?thing (MIN(?code) AS ?notation) (MIN(?from) AS ?line)
                   (MIN(?text) AS ?label) {
              { SELECT DISTINCT ?whole { ?frame sg:rows|sg:columns ?whole } }
              { ?thing a ?whole } UNION { ?whole skos:member ?thing }
              OPTIONAL { ?thing skos:prefLabel ?text }
              OPTIONAL { ?thing skos:notation ?code }
              OPTIONAL { ?thing sg:statedIn/sg:fromLine ?from }
            } GROUP BY ?whole ?thing"""
        found: dict[str, list[tuple[bool, _Key, int, _Key, str]]] = {}
        for whole, thing, code, line, label in knowledge.select(query):
            notation, text = code.value if code else "", label.value if label else ""
            first = int(line.value) if line else 0
            key = (not code, natural(notation), first, natural(text), thing.value)
            found.setdefault(whole.value, []).append(key)
        self._found = {
            whole: tuple(key[-1] for key in sorted(some)) for whole, some in found.items()
        }

    def of(self, whole: str) -> tuple[str, ...]:
        """Return the members by code, else in the order of the source, then by label."""
        return self._found.get(whole, ())


def find_frame(knowledge: Knowledge, name: str) -> Frame:
    """Return the frame that commands call `name`.

    Raises:
        SamgraphError: the plan declares no such frame; the nearest names are given.

    """
    every = {frame.name: frame for frame in frames(knowledge)}
    return every[known_frame(name, every)]


def path_query(frame: Frame) -> str:
    """Return the query whose solutions fill the cells of a frame, in whatever reading it is put."""
    return f"SELECT DISTINCT ?row ?column {{ ?row {frame.path} ?column }}"


def cover(knowledge: Knowledge, frame: Frame) -> Matrix:
    """Return the coverage matrix of a frame.

    Raises:
        SamgraphError: the path does not parse.

    """
    rows, columns = set(frame.rows), set(frame.columns)
    query = path_query(frame)
    cells: dict[tuple[str, str], str] = {}
    for standing in STANDINGS:
        try:
            for row, column in knowledge.select(query, standing=standing):
                if row.value in rows and column.value in columns:
                    cells.setdefault((row.value, column.value), standing)
        except QueryError as error:
            raise SamgraphError(
                f'"{frame.path}" is no SPARQL property path: {error.message}',
                where=f"frame {frame.name}",
            ) from error
    return Matrix(frame, dict(sorted(cells.items())))


def has_contested(knowledge: Knowledge) -> bool:
    """Tell whether a review contests any link of the plan."""
    return bool(knowledge.query("ASK { ?link sg:review sg:contested }"))


def differing(matrix: Matrix, other: Matrix) -> frozenset[tuple[str, str]]:
    """Return the cells that two matrices of one frame fill differently."""
    pairs = set(matrix.cells) | set(other.cells)
    return frozenset(pair for pair in pairs if matrix.cells.get(pair) != other.cells.get(pair))
