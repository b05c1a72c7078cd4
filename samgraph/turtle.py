"""Turtle files of a plan package, with a place for every fault."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from samgraph.cells import CellError, check_lexical
from samgraph.errors import Fault, near_match
from samgraph.schema import Schema, stable
from samgraph.terms import OWL, PREFIXES, RDF, RDFS, compact

_TYPE = ox.NamedNode(RDF + "type")
_VOCABULARIES = tuple(PREFIXES[name] for name in PREFIXES if name not in ("rdf", "rdfs", "xsd"))


@dataclass(slots=True)
class Document:
    """One Turtle file: its triples, its prefixes and its text to find places in."""

    name: str
    triples: list[ox.Triple]
    prefixes: dict[str, str]
    text: str
    _places: dict[str, str] = field(default_factory=dict)

    def where(self, triple: ox.Triple) -> str:
        """Return the file and the line on which the triple's object is first written."""
        target = triple.object if isinstance(triple.object, ox.NamedNode) else triple.predicate
        return self.place(target.value)

    def place(self, iri: str) -> str:
        """Return the file and the first line that names `iri`."""
        if iri not in self._places:
            name = compact(iri, self.prefixes)
            line = next(
                (
                    number
                    for number, text in enumerate(self.text.splitlines(), start=1)
                    if name in text or iri in text
                ),
                0,
            )
            self._places[iri] = f"{self.name}:{line}" if line else self.name
        return self._places[iri]


def read_documents(files: list[Path], schema: Schema, faults: list[Fault]) -> list[Document]:
    """Return the Turtle files that can be parsed; append what is wrong to `faults`."""
    documents = []
    for number, file in enumerate(files):
        try:
            content = file.read_bytes()
            text = content.decode("utf-8-sig")
        except OSError as error:
            faults.append(Fault(file.name, f"cannot be read: {error.strerror}"))
            continue
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            faults.append(Fault(f"{file.name}:{line}", "is not UTF-8", "save it as UTF-8"))
            continue
        parser = ox.parse(text, format=ox.RdfFormat.TURTLE)
        try:
            triples = [quad.triple for quad in parser]
        except SyntaxError as error:
            faults.append(Fault(f"{file.name}:{error.lineno}", _what(error), "correct the Turtle"))
            continue
        document = Document(
            file.name, stable(triples, f"plan{number}"), dict(parser.prefixes), text
        )
        _check_terms(document, schema, faults)
        documents.append(document)
    return documents


def _what(error: SyntaxError) -> str:
    """Return the parser's message without the place, which the fault gives already."""
    message = str(error.args[0] if error.args else error)
    _, colon, rest = message.partition(": ")
    column = f" (column {error.offset})" if error.offset else ""
    return f"is not Turtle: {rest if colon else message}{column}"


def _check_terms(document: Document, schema: Schema, faults: list[Fault]) -> None:
    """Report properties, classes and values that the ontology does not know."""
    reported: set[str] = set()
    for triple in document.triples:
        predicate = triple.predicate.value
        known = schema.properties.get(predicate)
        if known is None and predicate.startswith(_VOCABULARIES) and predicate not in reported:
            reported.add(predicate)
            _report(document, predicate, "property", schema.properties, faults)
        kind = triple.object
        if triple.predicate == _TYPE and isinstance(kind, ox.NamedNode):
            own = kind.value.startswith((*_VOCABULARIES, OWL, RDFS))
            if own and kind.value not in schema.classes and kind.value not in reported:
                reported.add(kind.value)
                _report(document, kind.value, "class", schema.classes, faults)
        elif known is not None:
            _check_value(document, triple, known.takes_iri, known.datatype, faults)


def _report(document: Document, iri: str, what: str, known: object, faults: list[Fault]) -> None:
    name = compact(iri, PREFIXES)
    candidates = [compact(one, PREFIXES) for one in known] if hasattr(known, "__iter__") else []
    message = f'no {what} is called "{name}"'
    faults.append(Fault(document.place(iri), message, near_match(name, candidates)))


def _check_value(
    document: Document, triple: ox.Triple, takes_iri: bool, datatype: str, faults: list[Fault]
) -> None:
    name = compact(triple.predicate.value, PREFIXES)
    value = triple.object
    where = document.place(triple.predicate.value)
    if takes_iri == isinstance(value, ox.Literal):
        wants = "an IRI" if takes_iri else "text or a number"
        faults.append(Fault(where, f'"{name}" takes {wants}, here stands {value}'))
    elif isinstance(value, ox.Literal):
        try:
            check_lexical(value.value, value.datatype.value)
        except CellError as error:
            faults.append(Fault(where, error.message, error.hint))
            return
        if datatype and not value.language and value.datatype.value != datatype:
            wants = compact(datatype, PREFIXES)
            faults.append(
                Fault(
                    where,
                    f'"{name}" takes {wants}, here stands {value}',
                    f'write "{value.value}"^^{wants}',
                )
            )
