"""What the ontology tells a reader: which terms exist and what their values look like."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from samgraph.errors import SamgraphError
from samgraph.resources import ontology_files
from samgraph.terms import OWL, RDF, RDFS, sg

_TYPE = RDF + "type"
_IRI_RANGES = frozenset({OWL + "Class", RDFS + "Class", RDFS + "Resource", OWL + "Thing"})

# RDF's own terms need no declaration, and OWL forbids declaring them.
_BUILT_IN = {
    RDF + "type": "",
    RDF + "subject": "",
    RDF + "predicate": "",
    RDF + "object": "",
    RDFS + "seeAlso": "",
}


@dataclass(frozen=True, slots=True)
class Property:
    """How the values of one property are written: as IRIs, or as literals of a datatype."""

    iri: str
    takes_iri: bool
    datatype: str = ""
    """IRI of the datatype, or an empty string where the ontology names none."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The ontology as a reader of plans sees it."""

    triples: tuple[ox.Triple, ...]
    classes: frozenset[str]
    properties: dict[str, Property]
    link_properties: frozenset[str]
    """Every property at or below `sg:linkedTo` or `sg:alignsWith`: what needs a record."""
    declared: frozenset[str]
    """Every term with a type, in any namespace."""


def read_schema(files: Iterable[Path] | None = None) -> Schema:
    """Return the schema held by the ontology files, by default the packaged ones.

    Raises:
        SamgraphError: a file is missing or is not Turtle.

    """
    triples: list[ox.Triple] = []
    for number, file in enumerate(ontology_files() if files is None else files):
        try:
            parsed = ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE)
            triples.extend(stable([quad.triple for quad in parsed], f"ontology{number}"))
        except OSError as error:
            raise SamgraphError("the ontology cannot be read", where=file.name) from error
        except SyntaxError as error:
            raise SamgraphError(str(error), where=file.name) from error
    return schema_of(triples)


def stable(triples: list[ox.Triple], tag: str) -> list[ox.Triple]:
    """Return the triples with blank nodes named by their order in the file.

    The parser names them at random, and the same input has to give the same bytes.
    """
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def name(node: ox.BlankNode) -> ox.BlankNode:
        return names.setdefault(node, ox.BlankNode(f"{tag}n{len(names)}"))

    return [
        ox.Triple(
            name(triple.subject) if isinstance(triple.subject, ox.BlankNode) else triple.subject,
            triple.predicate,
            name(triple.object) if isinstance(triple.object, ox.BlankNode) else triple.object,
        )
        for triple in triples
    ]


def schema_of(triples: list[ox.Triple]) -> Schema:
    """Return the schema that `triples` declare."""
    types: dict[str, set[str]] = {}
    ranges: dict[str, str] = {}
    above: dict[str, set[str]] = {}
    for triple in triples:
        subject, predicate, value = triple.subject, triple.predicate.value, triple.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode):
            continue
        if predicate == _TYPE:
            types.setdefault(subject.value, set()).add(value.value)
        elif predicate == RDFS + "range":
            ranges[subject.value] = value.value
        elif predicate == RDFS + "subPropertyOf":
            above.setdefault(subject.value, set()).add(value.value)
    properties = {iri: Property(iri, takes_iri=True) for iri in _BUILT_IN}
    for iri, kinds in types.items():
        range_ = ranges.get(iri, "")
        if OWL + "ObjectProperty" in kinds or (
            OWL + "AnnotationProperty" in kinds and range_ in _IRI_RANGES
        ):
            properties[iri] = Property(iri, takes_iri=True)
        elif kinds & {OWL + "DatatypeProperty", OWL + "AnnotationProperty", RDF + "Property"}:
            properties[iri] = Property(iri, takes_iri=False, datatype=range_)
    classes = frozenset(
        iri for iri, kinds in types.items() if kinds & {OWL + "Class", RDFS + "Class"}
    )
    links = frozenset(
        iri for iri in properties if {sg("linkedTo"), sg("alignsWith")} & upwards(iri, above)
    )
    return Schema(tuple(triples), classes, properties, links, frozenset(types))


def upwards(iri: str, above: dict[str, set[str]]) -> set[str]:
    """Return a term and everything above it, by the terms right above each."""
    seen: set[str] = set()
    waiting = [iri]
    while waiting:
        term = waiting.pop()
        if term not in seen:
            seen.add(term)
            waiting.extend(above.get(term, ()))
    return seen
