"""From the header and the cells of a table to RDF terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from samgraph.errors import near_match
from samgraph.schema import Schema
from samgraph.terms import PREFIXES, RDF, XSD, compact

_COLUMN = re.compile(
    r"(?:(?P<outer>[^\s/@^]+)/)?(?P<property>[^\s/@^]+)"
    r"(?:@(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)|\^\^(?P<datatype>\S+))?\Z"
)
_SEVERAL = re.compile(r"(?<!\\)\|")

_LEXICAL = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+\Z"),
    XSD + "nonNegativeInteger": re.compile(r"\+?[0-9]+\Z"),
    XSD + "decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z"),
    XSD + "boolean": re.compile(r"(?:true|false|1|0)\Z"),
    XSD + "gYear": re.compile(r"-?[0-9]{4,}\Z"),
    XSD + "gMonthDay": re.compile(r"--(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\Z"),
    XSD + "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"),
}
_EXAMPLES = {
    "integer": "12",
    "nonNegativeInteger": "12",
    "decimal": "39.7",
    "boolean": "true or false",
    "gYear": "2021",
    "gMonthDay": "--10-30",
    "date": "2021-01-31",
}


class CellError(Exception):
    """A header or a cell that cannot be read, with what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Column:
    """What one column of a table says of the thing in its row."""

    header: str
    property: ox.NamedNode
    takes_iri: bool
    language: str = ""
    datatype: ox.NamedNode | None = None
    outer: ox.NamedNode | None = None
    """In `sg:position/oa:start`, the property that leads to a node of the row's own."""


class Reader:
    """Reads CURIEs and literals by a set of prefixes and a schema."""

    def __init__(self, schema: Schema, prefixes: dict[str, str]) -> None:
        self.schema = schema
        self.prefixes = {**PREFIXES, **prefixes}
        self._iris: dict[str, ox.NamedNode] = {}

    def column(self, header: str) -> Column:
        """Return the column that `header` maps.

        Raises:
            CellError: the header is malformed or names a property nobody declared.

        """
        match = _COLUMN.match(header)
        if match is None:
            raise CellError(
                f'"{header}" is no column',
                "write a property, with @nl for a language or ^^xsd:decimal for a datatype",
            )
        outer = self._property(match["outer"]) if match["outer"] else None
        iri = self._property(match["property"])
        known = self.schema.properties[iri.value]
        if known.takes_iri and (match["language"] or match["datatype"]):
            raise CellError(
                f'"{header}" takes CURIEs, not text', f"name the column {match['property']}"
            )
        datatype = self.iri(match["datatype"]).value if match["datatype"] else known.datatype
        if match["language"] or datatype == RDF + "langString":
            datatype = ""
        return Column(
            header,
            iri,
            known.takes_iri,
            match["language"] or "",
            ox.NamedNode(datatype) if datatype else None,
            outer,
        )

    def _property(self, curie: str) -> ox.NamedNode:
        message = f'no property is called "{curie}"'
        hint = "the ontology lists every property"
        try:
            iri = self.iri(curie)
            if iri.value in self.schema.properties:
                return iri
        except CellError as error:
            message, hint = error.message, error.hint
        known = [compact(iri, self.prefixes) for iri in self.schema.properties]
        raise CellError(message, near_match(curie, known) or hint)

    def iri(self, curie: str) -> ox.NamedNode:
        """Return the IRI that a CURIE, or an IRI in angle brackets, stands for.

        Raises:
            CellError: it is neither, or its prefix is not declared.

        """
        found = self._iris.get(curie)
        if found is not None:
            return found
        if curie.startswith("<") and curie.endswith(">"):
            text = curie[1:-1]
        else:
            prefix, colon, local = curie.partition(":")
            if not colon:
                raise CellError(
                    f'"{curie}" is no CURIE', f"write a prefix before it, as in sg:{curie}"
                )
            if prefix not in self.prefixes:
                raise CellError(
                    f'the prefix "{prefix}:" is not declared',
                    near_match(prefix, self.prefixes) or "declare it in plan.ttl",
                )
            text = self.prefixes[prefix] + local
        try:
            node = ox.NamedNode(text)
        except ValueError:
            raise CellError(f'"{curie}" is no IRI', 'leave out spaces and < > " { } | ^') from None
        if any(character in text for character in ' <>"{}|^`\\') or ":" not in text:
            raise CellError(f'"{curie}" is no IRI', 'leave out spaces and < > " { } | ^')
        self._iris[curie] = node
        return node

    def values(self, column: Column, cell: str) -> Iterator[ox.NamedNode | ox.Literal]:
        """Yield the values in one cell; `|` separates several, a backslash before it keeps it.

        Raises:
            CellError: a value is not of the kind that the column takes.

        """
        parts = _SEVERAL.split(cell) if "|" in cell else (cell,)
        for part in parts:
            text = part.strip().replace("\\|", "|")
            if not text:
                continue
            if column.takes_iri:
                yield self.iri(text)
            elif column.language:
                yield ox.Literal(text, language=column.language)
            elif column.datatype is not None:
                check_lexical(text, column.datatype.value)
                yield ox.Literal(text, datatype=column.datatype)
            else:
                yield ox.Literal(text)


def check_lexical(text: str, datatype: str) -> None:
    """Check that `text` is in the lexical space of `datatype`, where that is one we know.

    Raises:
        CellError: it is not.

    """
    pattern = _LEXICAL.get(datatype)
    name = datatype.removeprefix(XSD)
    if pattern is None:
        return
    valid = pattern.match(text) is not None
    if valid and name == "date":
        try:
            date.fromisoformat(text)
        except ValueError:
            valid = False
    if not valid:
        raise CellError(f'"{text}" is no xsd:{name}', f"write it as in {_EXAMPLES[name]}")
