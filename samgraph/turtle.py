"""Turtle files of a plan package, with a place for every fault."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from samgraph.cells import CellError, check_lexical
from samgraph.contents import Written, name_of
from samgraph.csvtable import read_ordinary
from samgraph.errors import Fault, near_match
from samgraph.schema import Schema, stable
from samgraph.terms import OWL, PREFIXES, RDF, RDFS, XSD, compact

_TYPE = ox.NamedNode(RDF + "type")
_VOCABULARIES = tuple(PREFIXES.values())
_BUILT_IN = frozenset(
    [RDF + name for name in ("type", "first", "rest", "value", "subject", "predicate", "object")]
    + [RDFS + name for name in ("label", "comment", "seeAlso", "isDefinedBy")]
)
_AXIOMS = frozenset(RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range"))


@dataclass(slots=True)
class Document:
    """One Turtle file: its triples, its prefixes and its text to find places in."""

    name: str
    triples: list[ox.Triple]
    prefixes: dict[str, str]
    text: str
    lost: str = ""
    """The text of a file that could not be parsed, in which ids may stand."""

    def where(self, triple: ox.Triple) -> str:
        """Return the file and the line on which a triple's object is written after its property.

        The parser keeps no places, so they are looked for in the text.
        """
        names = self._written(triple.predicate)
        if triple.predicate == _TYPE:
            names.append("a")
        values = self._written(triple.object)
        lines = self.text.split("\n")
        inside = [
            number
            for number, line in enumerate(lines, start=1)
            if any(_stands(value, line) for value in values)
        ]
        for number in inside:
            if any(_stands(name, lines[number - 1]) for name in names):
                return f"{self.name}:{number}"
        if inside:
            return f"{self.name}:{inside[0]}"
        return self.place(triple.predicate)

    def place(self, term: object) -> str:
        """Return the file and the first line that names a term."""
        for number, line in enumerate(self.text.split("\n"), start=1):
            if any(_stands(name, line) for name in self._written(term)):
                return f"{self.name}:{number}"
        return self.name

    def _written(self, term: object) -> list[str]:
        """Return the ways in which a term may be written in this file."""
        if isinstance(term, ox.NamedNode):
            return [compact(term.value, self.prefixes), f"<{term.value}>"]
        if isinstance(term, ox.Literal):
            quoted = [f'"{term.value}"', f"'{term.value}'"]
            if term.language:
                return [f"{text}@{term.language}" for text in quoted]
            if term.datatype.value == XSD + "string":
                return quoted
            return [*(f"{text}^^" for text in quoted), term.value]
        return []


def _stands(name: str, line: str) -> bool:
    """Tell whether a line holds a name by itself, and not as part of a longer one."""
    start = line.find(name)
    while start >= 0:
        before, after = line[start - 1 : start], line[start + len(name) : start + len(name) + 2]
        whole = not (before.isalnum() or before in tuple("_-:.\"'")) or not name[0].isalnum()
        if whole and not re.match(r"[\w-]|\.\w", after):
            return True
        if not name[-1].isalnum() and whole:
            return True
        start = line.find(name, start + 1)
    return False


def read_documents(
    files: Iterable[Written],
    schema: Schema,
    faults: list[Fault],
    beside: Callable[[list[Document]], Iterable[Path]] = lambda _: (),
) -> list[Document]:
    """Return the Turtle of files and sheets; append what is wrong with it to `faults`.

    `beside` tells, from what these files say, which others have to be read with them.
    """
    documents = [_read(file, faults) for file in files]
    documents += [_read(file, faults) for file in beside(documents)]
    for document in documents:
        if not document.lost:
            _check_terms(document, schema, faults)
    _check_prefixes(documents, faults)
    return documents


def _read(file: Written, faults: list[Fault]) -> Document:
    name, text = name_of(file), ""
    try:
        text = read_ordinary(file).decode("utf-8-sig") if isinstance(file, Path) else file[1]
    except OSError as error:
        faults.append(Fault(name, f"cannot be read: {error.strerror or error}"))
        return Document(name, [], {}, "", lost="*")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        faults.append(Fault(f"{name}:{line}", "is not UTF-8", "save it as UTF-8"))
        return Document(name, [], {}, "", lost=error.object.decode("latin-1"))
    parser = ox.parse(text, format=ox.RdfFormat.TURTLE)
    try:
        triples = [quad.triple for quad in parser]
    except SyntaxError as error:
        faults.append(Fault(f"{name}:{error.lineno}", _what(error), _hint(error, text)))
        return Document(name, [], dict(parser.prefixes), text, lost=text)
    # Nameless nodes are named after what the file holds, so that a file may be renamed.
    tag = f"plan{zlib.crc32(text.encode()):08x}"
    return Document(name, stable(triples, tag), dict(parser.prefixes), text)


def _hint(error: SyntaxError, text: str) -> str:
    """Return what to do about Turtle that does not parse."""
    line = text.split("\n")[max(0, (error.lineno or 1) - 1)]
    if any(mark in line for mark in "“”„") and '"' not in line:
        return 'quotation marks are straight: write " instead of “ and ”'
    return "correct the Turtle"


def _what(error: SyntaxError) -> str:
    """Return the parser's message without the place, which the fault gives already."""
    message = str(error.args[0] if error.args else error)
    _, colon, rest = message.partition(": ")
    column = f" (column {error.offset})" if error.offset else ""
    return f"is not Turtle: {rest if colon else message}{column}"


def _check_prefixes(documents: Iterable[Document], faults: list[Fault]) -> None:
    """Report a prefix that two files, or a file and samgraph, bind differently."""
    bound = {prefix: ("samgraph", namespace) for prefix, namespace in PREFIXES.items()}
    ordered = sorted(documents, key=lambda one: (one.name != "plan.ttl", one.name))
    for document in ordered:
        for prefix, namespace in sorted(document.prefixes.items()):
            other, known = bound.setdefault(prefix, (document.name, namespace))
            if known != namespace:
                faults.append(
                    Fault(
                        document.name,
                        f'the prefix "{prefix}:" stands for <{namespace}> here, '
                        f"and for <{known}> in {other}",
                        "give one of them another prefix",
                    )
                )


def _check_terms(document: Document, schema: Schema, faults: list[Fault]) -> None:
    """Report properties, classes and values that the ontology does not know."""
    reported: set[str] = set()
    own = tuple(space for prefix, space in document.prefixes.items() if prefix not in PREFIXES)
    for triple in document.triples:
        predicate = triple.predicate.value
        known = schema.properties.get(predicate)
        if predicate in _AXIOMS or predicate.startswith(OWL):
            faults.append(
                Fault(
                    document.where(triple),
                    f'"{compact(predicate, PREFIXES)}" is an axiom, and a plan holds none',
                    "leave it out; what the ontology lacks belongs in the ontology",
                )
            )
            continue
        unknown = known is None and predicate not in _BUILT_IN
        if unknown and predicate not in reported and predicate.startswith((*_VOCABULARIES, *own)):
            reported.add(predicate)
            names = [*schema.properties, *_BUILT_IN]
            _report(document, triple.predicate, "property", names, faults)
        kind = triple.object
        if triple.predicate == _TYPE and isinstance(kind, ox.NamedNode):
            foreign = not kind.value.startswith(_VOCABULARIES)
            if kind.value not in schema.classes and not foreign and kind.value not in reported:
                reported.add(kind.value)
                _report(document, kind, "class", schema.classes, faults)
        elif known is not None:
            _check_value(document, triple, known.takes_iri, known.datatype, faults)


def _report(
    document: Document, term: ox.NamedNode, what: str, known: Iterable[str], faults: list[Fault]
) -> None:
    name = compact(term.value, {**PREFIXES, **document.prefixes})
    hint = near_match(name, [compact(one, PREFIXES) for one in known])
    faults.append(Fault(document.place(term), f'no {what} is called "{name}"', hint))


def _check_value(
    document: Document, triple: ox.Triple, takes_iri: bool, datatype: str, faults: list[Fault]
) -> None:
    name = compact(triple.predicate.value, PREFIXES)
    value = triple.object
    message = hint = ""
    if takes_iri == isinstance(value, ox.Literal):
        wants = "an IRI" if takes_iri else "text or a number"
        message = f'"{name}" takes {wants}, here stands {value}'
    elif isinstance(value, ox.Literal):
        wants = compact(datatype, PREFIXES)
        try:
            check_lexical(value.value, value.datatype.value)
        except CellError as error:
            message, hint = error.message, error.hint
        else:
            free = datatype in ("", RDF + "langString", RDFS + "Literal")
            if not free and value.datatype.value != datatype:
                message = f'"{name}" takes {wants}, here stands {value}'
                hint = f'write "{value.value}"^^{wants}'
    if message:
        faults.append(Fault(document.where(triple), message, hint))
