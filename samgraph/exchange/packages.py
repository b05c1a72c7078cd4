"""Statements written as a plan package: tables for what has rows, Turtle for the rest."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from samgraph.cells import CellError, Reader, check_lexical
from samgraph.exchange.statements import term
from samgraph.outputs import refuse_taken, whole_folder
from samgraph.schema import Schema
from samgraph.sheets import defused
from samgraph.terms import PREFIXES, RDF, RDFS, XSD, compact, sg

_Node = ox.NamedNode | ox.BlankNode
_TYPE: Final = ox.NamedNode(RDF + "type")
_TABLES: Final[Mapping[str, str]] = {
    "StrategicGoal": "goals",
    "OperationalGoal": "goals",
    "Indicator": "indicators",
    "PartnerOrganisation": "partners",
    "PartnerGroup": "partners",
    "Partner": "partners",
    "PartnerCategory": "partner-categories",
    "Organisation": "organisations",
    "Value": "values",
    "Mission": "mission",
    "Vision": "mission",
    "Theme": "themes",
    "SubTheme": "themes",
    "Challenge": "challenges",
    "Right": "rights",
    "CoreTask": "core-tasks",
    "PriorityField": "priority-fields",
    "ResultArea": "result-areas",
    "Figure": "figures",
    "Passage": "passages",
    "Link": "links",
}
_ORDER: Final = (
    *("rdf:subject", "rdf:predicate", "rdf:object", "sg:standing", "sg:evidence"),
    *("skos:notation", "sg:codeInText", "sg:goalRole", "sg:partOf", "sg:inCategory"),
    *("dcterms:isPartOf", "dcterms:type", "skos:prefLabel", "skos:altLabel"),
    *("dcterms:description", "skos:note", "dcterms:language"),
)
"""The properties that come first in a table, in this order; others follow by name."""
_UNTYPED: Final = frozenset({"", RDF + "langString", RDFS + "Literal"})


def write_package(
    triples: Iterable[ox.Triple],
    folder: Path,
    schema: Schema,
    prefix: str,
    namespace: str,
    heading: str,
    beside_tables: Mapping[str, str] | None = None,
) -> dict[str, int]:
    """Write statements as a plan package in a new or empty folder, and count the rows by table.

    What no cell can hold as it stands, such as a text that ends with a backslash, goes to
    `more.ttl`. `heading` is a comment at the head of plan.ttl. `beside_tables` holds the texts of
    other files by name; an empty one is not written.

    Raises:
        SamgraphError: the folder holds something, or cannot be written.

    """
    refuse_taken(folder)
    writer = _Writer(schema, prefix, namespace)
    tables, rest, more = writer.sort(triples)
    with whole_folder(folder, "plan.ttl") as beside:
        (beside / "plan.ttl").write_text(
            f"# {' '.join(heading.split())}\n\n" + writer.turtle(rest), encoding="utf-8"
        )
        if more:
            (beside / "more.ttl").write_text(writer.turtle(more), encoding="utf-8")
        for name, text in (beside_tables or {}).items():
            if text:
                (beside / name).write_text(text, encoding="utf-8")
        for name, rows in tables.items():
            with (beside / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
                sheet = csv.writer(out, lineterminator="\n")
                for row in writer.cells(rows):
                    sheet.writerow([defused(cell) for cell in row])
    return {name: len(rows) for name, rows in tables.items()}


class _Writer:
    """Sorts statements into tables and Turtle, and writes terms as cells."""

    def __init__(self, schema: Schema, prefix: str, namespace: str) -> None:
        self.prefixes = {**PREFIXES, prefix: namespace}
        self._own = {prefix: namespace}
        self._schema = schema
        self._reader = Reader(schema, self._own)
        self._curies: dict[str, str] = {}
        self._columns: dict[str, bool] = {}

    def sort(
        self, triples: Iterable[ox.Triple]
    ) -> tuple[dict[str, list[tuple[str, dict[str, list[str]]]]], list[ox.Triple], list[ox.Triple]]:
        """Return the rows of each table, the statements of plan.ttl, and what no cell can hold.

        A row is an id, empty for a link, and its values by column.
        """
        about: dict[_Node, list[ox.Triple]] = defaultdict(list)
        for one in dict.fromkeys(triples):
            if not isinstance(one.subject, ox.Triple):
                about[one.subject].append(one)
        tables: dict[str, list[tuple[str, dict[str, list[str]]]]] = defaultdict(list)
        rest: list[ox.Triple] = []
        more: list[ox.Triple] = []
        inner = {
            one.object: one.subject
            for said in about.values()
            for one in said
            if one.predicate == term("sg:position") and _inner(one)
        }
        for subject, said in about.items():
            if subject in inner:
                continue
            table = self._table(said)
            if not table or (isinstance(subject, ox.BlankNode) and table != "links"):
                rest.extend(said)
                continue
            row: dict[str, list[str]] = defaultdict(list)
            for one in said:
                if _inner(one) and isinstance(one.object, ox.NamedNode):
                    for part in about[one.object]:
                        self._put(row, part, more, f"{self._curie(one.predicate)}/")
                else:
                    self._put(row, one, more)
            name = "" if table == "links" else self._curie(subject)
            tables[table].append((name, row))
        return dict(sorted(tables.items())), rest, more

    def _table(self, said: list[ox.Triple]) -> str:
        kinds = [
            one.object.value
            for one in said
            if one.predicate == _TYPE and isinstance(one.object, ox.NamedNode)
        ]
        names = [kind.removeprefix(sg("")) for kind in kinds if kind.startswith(sg(""))]
        if any(name in _TABLES for name in names):
            return next(_TABLES[name] for name in _TABLES if name in names)
        is_part = any(one.predicate == term("dcterms:isPartOf") for one in said)
        return "parts" if is_part and not kinds else ""

    def _put(
        self, row: dict[str, list[str]], one: ox.Triple, more: list[ox.Triple], outer: str = ""
    ) -> None:
        value = one.object
        is_type = one.predicate == _TYPE
        if is_type and value == ox.NamedNode(sg("Link")):
            return
        column, cell = ("a", self._curie(value)) if is_type else self._cell(one)
        if cell:
            row[outer + column].append(cell)
        else:
            more.append(one)

    def _cell(self, one: ox.Triple) -> tuple[str, str]:
        """Return the column and the cell of a statement, an empty cell where none can hold it."""
        name, value = self._curie(one.predicate), one.object
        known = self._schema.properties.get(one.predicate.value)
        if known is None or isinstance(value, ox.BlankNode | ox.Triple):
            return name, ""
        if isinstance(value, ox.NamedNode):
            return name, self._curie(value) if known.takes_iri else ""
        text = value.value
        holds = text and text == text.strip() and "\\|" not in text and not text.endswith("\\")
        if known.takes_iri or not holds or any(ord(one) < 32 and one not in "\n\t" for one in text):
            return name, ""
        column, wanted = name, known.datatype if known.datatype not in _UNTYPED else ""
        if value.language:
            column = f"{name}@{value.language}"
        elif value.datatype.value != (wanted or XSD + "string"):
            column = f"{name}^^{compact(value.datatype.value, self.prefixes)}"
        if not self._is_column(column):
            return name, ""
        try:
            check_lexical(text, value.datatype.value)
        except CellError:
            return name, ""
        return column, text.replace("|", "\\|")

    def _curie(self, node: object) -> str:
        """Return a node as a table writes it: a CURIE, or an IRI in angle brackets."""
        iri = getattr(node, "value", "")
        if iri not in self._curies:
            curie = compact(iri, self.prefixes)
            self._curies[iri] = curie if curie != iri and "|" not in curie else f"<{iri}>"
        return self._curies[iri]

    def _is_column(self, header: str) -> bool:
        """Tell whether a table may have a column."""
        if header not in self._columns:
            try:
                self._reader.column(header)
                self._columns[header] = True
            except CellError:
                self._columns[header] = False
        return self._columns[header]

    def cells(self, rows: list[tuple[str, dict[str, list[str]]]]) -> list[list[str]]:
        """Return rows under a header, their columns in a fixed order."""
        columns = sorted({column for _, row in rows for column in row} - {"a"}, key=_rank)
        typed = ["a"] * any("a" in row for _, row in rows)
        named = ["id"] * any(name for name, _ in rows)
        found = [[*named, *typed, *columns]]
        for name, row in rows:
            cells = ["|".join(row.get(column, ())) for column in (*typed, *columns)]
            found.append([name] * len(named) + cells)
        return found

    def turtle(self, triples: list[ox.Triple]) -> str:
        """Return statements as Turtle with the prefixes that stand in it."""
        lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        used = {
            prefix: space
            for prefix, space in self.prefixes.items()
            if f"<{space}".encode() in lines or prefix in self._own
        }
        content = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=used) or b""
        return content.decode()


def _inner(one: ox.Triple) -> bool:
    """Tell whether a statement leads to a node of the row's own, as `sg:position/oa:start` does."""
    subject, value = one.subject, one.object
    return (
        one.predicate == term("sg:position")
        and isinstance(subject, ox.NamedNode)
        and isinstance(value, ox.NamedNode)
        and value.value == f"{subject.value}/position"
    )


def _rank(column: str) -> tuple[int, str]:
    name = column.split("@")[0].split("^^")[0]
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), column)
