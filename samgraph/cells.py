"""From the header and the cells of a table to RDF terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyoxigraph as ox

from samgraph.errors import near_match
from samgraph.schema import Schema
from samgraph.spreadsheets import UNDO, advice, as_typed, damage, damage_of_code
from samgraph.terms import PREFIXES, RDF, RDFS, SKOS, XSD, compact, sg

_COLUMN = re.compile(
    r"(?:(?P<outer>[^\s/@^]+)/)?(?P<property>[^\s/@^]+)"
    r"(?:@(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)|\^\^(?P<datatype>\S+))?\Z"
)
_CODES: Final = frozenset(
    [SKOS + "notation"]
    + [sg(name) for name in ("codeInGrid", "codeInText", "fingerprint", "refersTo", "section")]
)
"""Properties whose text is a code, which a spreadsheet likes to take for a date or a number."""
_SEVERAL = re.compile(r"(?<!\\)\|")

_LEXICAL: Final[dict[str, re.Pattern[str] | None]] = {
    XSD + "string": None,
    XSD + "anyURI": re.compile(r"[^\s<>\"{}|^`\\]*\Z"),
    XSD + "double": re.compile(
        r"(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
        r"|[+-]?INF|NaN)\Z"
    ),
    XSD + "int": re.compile(r"[+-]?[0-9]{1,10}\Z"),
    XSD + "positiveInteger": re.compile(r"\+?0*[1-9][0-9]*\Z"),
    XSD + "gYearMonth": re.compile(r"-?[0-9]{4,}-(?:0[1-9]|1[0-2])\Z"),
    XSD + "time": re.compile(
        r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
        r"(?:Z|[+-][0-9]{2}:[0-9]{2})?\Z"
    ),
    XSD + "dateTime": re.compile(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]"
        r":[0-5][0-9](?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?\Z"
    ),
    XSD + "language": re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*\Z"),
    XSD + "integer": re.compile(r"[+-]?[0-9]+\Z"),
    XSD + "nonNegativeInteger": re.compile(r"\+?[0-9]+\Z"),
    XSD + "decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z"),
    XSD + "boolean": re.compile(r"(?:true|false|1|0)\Z"),
    XSD + "gYear": re.compile(r"-?[0-9]{4,}\Z"),
    XSD + "gMonthDay": re.compile(r"--(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\Z"),
    XSD + "duration": re.compile(
        r"-?P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?"
        r"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?\Z"
    ),
    XSD + "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"),
}
_EXAMPLES = {
    "integer": "12",
    "nonNegativeInteger": "12",
    "decimal": "39.7",
    "boolean": "true or false",
    "gYear": "2021",
    "gMonthDay": "--10-30",
    "duration": "P3M",
    "date": "2021-01-31",
    "language": "en",
    "anyURI": "https://example.org/",
    "double": "1.5e3",
    "float": "1.5e3",
    "int": "12",
    "positiveInteger": "12",
    "gYearMonth": "2021-01",
    "time": "09:30:00",
    "dateTime": "2021-01-31T09:30:00",
}
_LEXICAL[XSD + "float"] = _LEXICAL[XSD + "double"]


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
        if outer is not None and not self.schema.properties[outer.value].takes_iri:
            raise CellError(
                f'"{match["outer"]}" takes text, and leads to no node',
                "leave out the part before /",
            )
        datatype = self._datatype(match["datatype"], known.datatype, match["property"])
        if match["language"] and datatype:
            wants = compact(datatype, self.prefixes)
            raise CellError(
                f'"{match["property"]}" takes {wants}, which has no language',
                f"name the column {match['property']}",
            )
        return Column(
            header,
            iri,
            known.takes_iri,
            match["language"] or "",
            ox.NamedNode(datatype) if datatype else None,
            outer,
        )

    def _datatype(self, curie: str | None, known: str, name: str) -> str:
        """Return the IRI of a column's datatype, empty for text in any language."""
        known = "" if known in (RDF + "langString", RDFS + "Literal") else known
        if curie is None:
            return known
        datatypes = {compact(iri, self.prefixes): iri for iri in _LEXICAL}
        if curie not in datatypes:
            raise CellError(
                f'no datatype is called "{curie}"',
                near_match(curie, datatypes) or f"the datatypes are {', '.join(sorted(datatypes))}",
            )
        if known and datatypes[curie] != known:
            wants = compact(known, self.prefixes)
            raise CellError(f'"{name}" takes {wants}, not {curie}', f"name the column {name}")
        return datatypes[curie]

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
        rewritten = damage_of_code(curie)
        if rewritten:
            raise CellError(
                f'"{curie}" {rewritten}, and an id is meant: a spreadsheet has rewritten it', UNDO
            )
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

    def values(
        self, column: Column, cell: str, *, decimal_comma: bool = False
    ) -> Iterator[ox.NamedNode | ox.Literal]:
        """Yield the values in one cell; `|` separates several, a backslash before it keeps it.

        What a spreadsheet wrote in its own way is read where it has one meaning only; a number may
        have a decimal comma where `decimal_comma` says so.

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
                continue
            code = column.property.value in _CODES
            rewritten = damage_of_code(text) if code else damage(text)
            if rewritten:
                wants = ", and a code is meant: a spreadsheet has rewritten it" if code else ""
                raise CellError(f'"{text}" {rewritten}{wants}', UNDO)
            if column.language:
                yield ox.Literal(text, language=column.language)
            elif column.datatype is not None:
                name = column.datatype.value.removeprefix(XSD)
                text = as_typed(text, name, decimal_comma=decimal_comma)
                check_lexical(text, column.datatype.value)
                yield ox.Literal(text, datatype=column.datatype)
            else:
                yield ox.Literal(text)


def holds_text(column: Column) -> bool:
    """Tell whether a column's values are text, in a language or not, and no number or date."""
    return column.datatype is None or column.datatype.value == XSD + "string"


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
    if valid and name in ("date", "dateTime", "gMonthDay"):
        # 2020 is a leap year, and --02-29 a day of some year.
        day = f"2020-{text[2:]}" if name == "gMonthDay" else text[:10]
        try:
            date.fromisoformat(day)
        except ValueError:
            valid = False
    if not valid:
        hint = f"write it as in {_EXAMPLES[name]}"
        why = advice(text, name)
        raise CellError(f'"{text}" is no xsd:{name}', f"{hint}; {why}" if why else hint)
