"""The rows and triples of a package put together, and everything that does not fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pyoxigraph as ox

from samgraph.cells import CellError, Column, Reader, holds_text
from samgraph.csvtable import Table
from samgraph.errors import Fault, near_match
from samgraph.references import Known, undefined
from samgraph.schema import Schema
from samgraph.spreadsheets import UNDO, damage_of_code
from samgraph.terms import PREFIXES, RDF, compact, sg
from samgraph.turtle import Document

_TYPE = ox.NamedNode(RDF + "type")
_LINK = ox.NamedNode(sg("Link"))
_PARTS = (RDF + "subject", RDF + "predicate", RDF + "object")
_GRAPH_OF = {sg("stated"): "stated", sg("judged"): "judged", sg("suggested"): "suggested"}
_LOOKED_AT = frozenset({RDF + "predicate", sg("standing")})
"""What a link is looked at for, and needs no second look as a reference."""

_Value = ox.NamedNode | ox.Literal
_Record = Mapping[str, list[_Value]]


class Assembly:
    """Gathers quads, and remembers what was defined and what was referred to, and where."""

    def __init__(
        self, schema: Schema, prefixes: dict[str, str], namespace: str, faults: list[Fault]
    ) -> None:
        self.schema = schema
        self.reader = Reader(schema, prefixes)
        self.namespace = namespace
        self.faults = faults
        self.quads: list[ox.Quad] = []
        self.defined: dict[str, str] = {}
        self.rows: dict[str, str] = {}
        self.referred: list[tuple[str, Callable[[], str]]] = []
        self.links: dict[tuple[str, str, str], str] = {}
        self.lost: list[str] = []
        self.graphs = {
            name: ox.NamedNode(f"{namespace or sg('')}graph/{name}")
            for name in ("structure", "links", "stated", "judged", "suggested")
        }

    def add_document(self, document: Document) -> None:
        """Add what a Turtle file says; its link records go the way of a table's."""
        self.lost.append(document.lost)
        records: dict[ox.NamedNode | ox.BlankNode, dict[str, list[_Value]]] = {}
        linked = {
            triple.subject
            for triple in document.triples
            if triple.predicate == _TYPE and triple.object == _LINK
        }
        for triple in document.triples:
            subject, value = triple.subject, triple.object
            if isinstance(subject, ox.Triple):
                continue
            if isinstance(subject, ox.NamedNode) and subject.value not in self.defined:
                self.defined[subject.value] = document.name
            if isinstance(value, ox.NamedNode) and triple.predicate != _TYPE:
                self.referred.append((value.value, partial(document.where, triple)))
            if triple.predicate.value in self.schema.link_properties:
                name = compact(triple.predicate.value, PREFIXES)
                self._refuse_plain_link(name, document.where(triple))
            graph = self.graphs["links" if subject in linked else "structure"]
            self.quads.append(ox.Quad(subject, triple.predicate, value, graph))
            if subject in linked and isinstance(value, _Value):
                record = records.setdefault(subject, {})
                record.setdefault(triple.predicate.value, []).append(value)
        for subject, record in records.items():
            named = isinstance(subject, ox.NamedNode)
            self._add_link(record, document.place(subject if named else _LINK))

    def add_table(self, table: Table) -> None:
        """Add the rows of a table under the mapping that its header is."""
        self.faults.extend(table.faults)
        self.lost.append(table.lost)
        columns, ids, types = self._columns(table)
        is_links = any(column and column.property.value in _PARTS for column in columns)
        if table.header and ids is None and not is_links:
            where = f"{table.name}:{table.header_line}"
            self.faults.append(Fault(where, "no column is called id", "name the column of ids: id"))
            self.lost.append("\n".join(" ".join(cells) for _, cells in table.rows))
            return
        for number, column in enumerate(columns, start=1):
            if is_links and column and column.outer:
                where = f"{table.name}:{table.header_line}, column {number}"
                message = f'a link has no nodes of its own, so no column "{column.header}"'
                self.faults.append(Fault(where, message))
        for line, cells in table.rows:
            where = f"{table.name}:{line}"
            values = self._row(columns, cells, where, decimal_comma=table.decimal_comma)
            self._refuse_fractions(table, line, columns, cells)
            kinds = self._kinds(cells[types], where) if types is not None else []
            if is_links:
                if kinds and _LINK not in kinds and types is not None:
                    message = f'"{cells[types]}" stands in a table of links'
                    hint = "leave the column a out, or write sg:Link"
                    self.faults.append(Fault(f"{where}, column a", message, hint))
                self._add_link_row(values, where)
            elif ids is not None:
                if types is not None and not cells[types]:
                    hint = "say what it is, as in sg:OperationalGoal"
                    self.faults.append(Fault(f"{where}, column a", "the row has no class", hint))
                self._add_thing(cells[ids], kinds, values, where)

    def _columns(self, table: Table) -> tuple[list[Column | None], int | None, int | None]:
        columns: list[Column | None] = []
        ids = types = None
        seen: set[str] = set()
        for number, header in enumerate(table.header, start=1):
            where = f"{table.name}:{table.header_line}, column {number}"
            if header in seen:
                self.faults.append(Fault(where, f'the column "{header}" stands there twice'))
            seen.add(header)
            column: Column | None = None
            if header == "id":
                ids = number - 1
            elif header == "a":
                types = number - 1
            elif not header:
                self.faults.append(Fault(where, "the column has no name"))
            else:
                try:
                    column = self.reader.column(header)
                except CellError as error:
                    self.faults.append(Fault(where, error.message, error.hint))
                named = {column.property, column.outer} if column else set()
                if any(one and one.value in self.schema.link_properties for one in named):
                    self._refuse_plain_link(header, where)
                    column = None
            columns.append(column)
        return columns, ids, types

    def _refuse_plain_link(self, name: str, where: str) -> None:
        self.faults.append(
            Fault(
                where,
                f'"{name}" is a link, and a link needs its standing and its evidence',
                "write it as a row of links.csv",
            )
        )

    def _refuse_fractions(
        self, table: Table, line: int, columns: list[Column | None], cells: list[str]
    ) -> None:
        """Report numbers of a workbook where text is meant: it may be 1.10 that became 1.1."""
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            if (line, place) not in table.fractions or column is None or column.takes_iri:
                continue
            if holds_text(column):
                where = f"{table.name}:{line}, column {column.header}"
                message = (
                    f'the cell holds the number {cell}, and text is meant: "{cell}0" looks alike'
                )
                self.faults.append(Fault(where, message, UNDO))

    def _row(
        self, columns: list[Column | None], cells: list[str], where: str, *, decimal_comma: bool
    ) -> list[tuple[Column, _Value]]:
        values: list[tuple[Column, _Value]] = []
        for column, cell in zip(columns, cells, strict=True):
            if column is None or not cell:
                continue
            try:
                for value in self.reader.values(column, cell, decimal_comma=decimal_comma):
                    values.append((column, value))
                    if column.takes_iri and column.property.value not in _LOOKED_AT:
                        place = f"{where}, column {column.header}"
                        self.referred.append((value.value, partial(str, place)))
            except CellError as error:
                place = f"{where}, column {column.header}"
                self.faults.append(Fault(place, error.message, error.hint))
        return values

    def _kinds(self, cell: str, where: str) -> list[ox.NamedNode]:
        kinds: list[ox.NamedNode] = []
        for name in filter(None, (part.strip() for part in cell.split("|"))):
            try:
                kind = self.reader.iri(name)
            except CellError as error:
                self.faults.append(Fault(f"{where}, column a", error.message, error.hint))
                continue
            if kind.value not in self.schema.classes:
                known = [compact(iri, PREFIXES) for iri in self.schema.classes]
                message = f'no class is called "{name}"'
                self.faults.append(Fault(f"{where}, column a", message, near_match(name, known)))
            kinds.append(kind)
        return kinds

    def _add_thing(
        self,
        cell: str,
        kinds: list[ox.NamedNode],
        values: list[tuple[Column, _Value]],
        where: str,
    ) -> None:
        if not cell:
            self.faults.append(Fault(f"{where}, column id", "the row has no id"))
            return
        try:
            subject = self.reader.iri(cell)
        except CellError as error:
            self.faults.append(Fault(f"{where}, column id", error.message, error.hint))
            # What a spreadsheet has rewritten had another name before, to which rows refer.
            self.lost.append("*" if damage_of_code(cell) else cell)
            return
        earlier = self.rows.setdefault(subject.value, where)
        if earlier != where:
            self.faults.append(
                Fault(
                    f"{where}, column id",
                    f'the id "{cell}" already stands in {earlier}',
                    "give this row an id of its own, or merge the two rows",
                )
            )
        self.defined.setdefault(subject.value, where)
        graph = self.graphs["structure"]
        self.quads.extend(ox.Quad(subject, _TYPE, kind, graph) for kind in kinds)
        for column, value in values:
            node = subject
            if column.outer is not None:
                node = ox.NamedNode(f"{subject.value}/{_local(column.outer.value)}")
                self.quads.append(ox.Quad(subject, column.outer, node, graph))
            self.quads.append(ox.Quad(node, column.property, value, graph))

    def _add_link_row(self, values: list[tuple[Column, _Value]], where: str) -> None:
        record: dict[str, list[_Value]] = {}
        for column, value in values:
            record.setdefault(column.property.value, []).append(value)
        triple = self._add_link(record, where)
        if triple is None:
            return
        names = (part.value.removeprefix(self.namespace).removeprefix(sg("")) for part in triple)
        link = ox.NamedNode(f"{self.namespace}link/{'/'.join(_safe(name) for name in names)}")
        graph = self.graphs["links"]
        self.defined.setdefault(link.value, where)
        self.quads.append(ox.Quad(link, _TYPE, _LINK, graph))
        for column, value in values:
            self.quads.append(ox.Quad(link, column.property, value, graph))

    def _add_link(
        self, record: dict[str, list[_Value]], where: str
    ) -> tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode] | None:
        """Add the plain triple of a link to the graph of its standing, and return it."""
        parts: list[ox.NamedNode] = []
        for name in _PARTS:
            values = [v for v in record.get(name, ()) if isinstance(v, ox.NamedNode)]
            if len(values) != 1:
                column = compact(name, PREFIXES)
                self.faults.append(
                    Fault(
                        f"{where}, column {column}",
                        "a link has one value here",
                        "write one link a row",
                    )
                )
                return None
            parts.append(values[0])
        subject, predicate, value = parts
        known = self.schema.properties.get(predicate.value)
        if known is None or not known.takes_iri:
            names = [compact(iri, PREFIXES) for iri in self.schema.link_properties]
            name = compact(predicate.value, PREFIXES)
            self.faults.append(
                Fault(
                    f"{where}, column rdf:predicate",
                    f'"{name}" is no link',
                    near_match(name, names) or f"the links are {', '.join(sorted(names))}",
                )
            )
            return None
        standings = [v.value for v in record.get(sg("standing"), ())]
        if len(standings) != 1 or standings[0] not in _GRAPH_OF:
            written = ", ".join(compact(value, PREFIXES) for value in standings) or "nothing"
            self.faults.append(
                Fault(
                    f"{where}, column sg:standing",
                    f"a link is sg:stated, sg:judged or sg:suggested, here stands {written}",
                    near_match(written, [compact(iri, PREFIXES) for iri in _GRAPH_OF]),
                )
            )
            return None
        key = (subject.value, predicate.value, value.value)
        earlier = self.links.setdefault(key, where)
        if earlier != where:
            self.faults.append(
                Fault(
                    where,
                    f"this link already stands in {earlier}",
                    "keep one row; several passages go in one cell, separated by |",
                )
            )
        self.quads.append(ox.Quad(subject, predicate, value, self.graphs[_GRAPH_OF[standings[0]]]))
        return subject, predicate, value

    def check_references(self, beside: tuple[str, ...] = ()) -> None:
        """Report everything referred to that nobody defined.

        `beside` are namespaces of what was read with the plan, which has to be defined there too.

        What stood in a row or a file that could not be read may be what is referred to, and is not
        reported a second time.
        """
        known = Known(
            self.defined, self.schema.declared, self.reader.prefixes, (self.namespace, *beside)
        )
        self.faults.extend(undefined(self.referred, known, self.lost))


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _safe(name: str) -> str:
    """Return `name` fit for a part of an IRI, different names staying different."""
    if all(character.isalnum() or character in "-_." for character in name):
        return name
    return "~" + name.encode().hex()
