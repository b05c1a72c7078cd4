"""The ontology as a reader sees it: its terms one by one, with everything that is said of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import Final

import pyoxigraph as ox

from samgraph.schema import read_schema, schema_of
from samgraph.terms import DCTERMS, OWL, RDF, RDFS, SG, SKOS, sg

NAMESPACE: Final = SG.removesuffix("#")
"""IRI of the ontology itself."""

KINDS: Final = ("class", "link", "property", "datatype", "annotation", "individual")
"""What a term is, in the order in which a reader wants them; a link is a property that needs a
record with its standing."""

_SCHEMA: Final = "http://schema.org/"
_MAPPINGS: Final = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
_ABOVE: Final = (RDFS + "subClassOf", RDFS + "subPropertyOf")
_RELATIONS: Final[Mapping[str, str]] = {
    RDFS + "domain": "domain",
    RDFS + "range": "range",
    _SCHEMA + "domainIncludes": "domainIncludes",
    _SCHEMA + "rangeIncludes": "rangeIncludes",
    OWL + "inverseOf": "inverse",
    OWL + "disjointWith": "disjoint",
    sg("selfOf"): "selfOf",
    **dict.fromkeys(_ABOVE, "broader"),
    **{SKOS + name: name for name in _MAPPINGS},
}
_TURNED: Final[Mapping[str, str]] = {
    "broader": "narrower",
    "domain": "fromHere",
    "domainIncludes": "fromHere",
    "range": "toHere",
    "rangeIncludes": "toHere",
    "inverse": "inverse",
    "disjoint": "disjoint",
}
RELATIONS: Final = (
    "broader", "narrower", "domain", "domainIncludes", "range", "rangeIncludes", "inverse",
    "selfOf", "fromHere", "toHere", "members", "disjoint", *_MAPPINGS,
)  # fmt: skip
"""How a term stands to others, in the order in which a reader wants them."""

_TRAITS: Final[Mapping[str, str]] = {
    OWL + "TransitiveProperty": "transitive",
    OWL + "SymmetricProperty": "symmetric",
    OWL + "FunctionalProperty": "functional",
}


@dataclass(frozen=True, slots=True)
class OntologyTerm:
    """One class, property or individual."""

    iri: str
    kind: str
    """One of `KINDS`."""
    labels: Mapping[str, str]
    """By language, as are definitions, examples and notes."""
    definitions: Mapping[str, str]
    examples: Mapping[str, str]
    notes: Mapping[str, str]
    related: Mapping[str, tuple[str, ...]]
    """IRIs by one of `RELATIONS`, those that have any."""
    classes: tuple[str, ...]
    """Of an individual, IRIs of the classes it is said to be in."""
    chains: tuple[tuple[str, ...], ...]
    """Of a property, the chains of properties from which it follows."""
    traits: tuple[str, ...]
    """Of a property: `transitive`, `symmetric`, `functional`."""

    @property
    def name(self) -> str:
        """The name within the namespace."""
        return self.iri.removeprefix(SG)

    def label(self, lang: str) -> str:
        """Return the label in a language, else in any, else the name."""
        return self.labels.get(lang) or next(iter(self.labels.values()), self.name)


@dataclass(frozen=True, slots=True)
class Ontology:
    """A vocabulary with its header."""

    iri: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    version: str
    version_iri: str
    license: str
    modified: str
    terms: tuple[OntologyTerm, ...]
    """In the order of the file, which puts together what belongs together."""
    foreign: Mapping[str, Mapping[str, str]]
    """Labels of terms of other vocabularies, by IRI and language."""

    def of_kind(self, kind: str) -> tuple[OntologyTerm, ...]:
        """Return the terms of one kind."""
        return tuple(term for term in self.terms if term.kind == kind)

    def by_iri(self) -> Mapping[str, OntologyTerm]:
        """Return the terms by IRI."""
        return {term.iri: term for term in self.terms}


@cache
def packaged_ontology() -> Ontology:
    """Return samgraph's own ontology, with its alignments.

    Raises:
        SamgraphError: a file is missing or is not Turtle.

    """
    return ontology_of(read_schema().triples)


def ontology_of(triples: Iterable[ox.Triple]) -> Ontology:
    """Return the ontology that triples declare, its terms in the order of the triples."""
    triples = list(triples)
    links = schema_of(triples).link_properties
    said: dict[str, dict[str, list[ox.Triple]]] = {}
    for triple in triples:
        if isinstance(triple.subject, ox.Triple):
            continue
        about = said.setdefault(triple.subject.value, {})
        about.setdefault(triple.predicate.value, []).append(triple)
    own = [iri for iri, about in said.items() if iri.startswith(SG) and RDF + "type" in about]
    kinds = {iri: _kind(iri, said[iri], links) for iri in own}
    related = {iri: _related(said[iri]) for iri in own}
    classes: dict[str, tuple[str, ...]] = {}
    for iri in own:
        if kinds[iri] == "individual":
            classes[iri] = _iris(said[iri], RDF + "type", but=(OWL + "NamedIndividual",))
    _turn(related, classes)
    header = said.get(NAMESPACE, {})
    return Ontology(
        NAMESPACE,
        _texts(header, DCTERMS + "title"),
        _texts(header, DCTERMS + "description"),
        _one(header, OWL + "versionInfo"),
        _one(header, OWL + "versionIRI"),
        _one(header, DCTERMS + "license"),
        _one(header, DCTERMS + "modified"),
        tuple(
            OntologyTerm(
                iri,
                kinds[iri],
                _texts(said[iri], RDFS + "label"),
                _texts(said[iri], SKOS + "definition"),
                _texts(said[iri], SKOS + "example"),
                _texts(said[iri], SKOS + "note"),
                {name: related[iri][name] for name in RELATIONS if related[iri].get(name)},
                classes.get(iri, ()),
                tuple(
                    _list(triple.object.value, said)
                    for triple in said[iri].get(OWL + "propertyChainAxiom", ())
                    if isinstance(triple.object, ox.NamedNode | ox.BlankNode)
                ),
                tuple(_TRAITS[kind] for kind in _iris(said[iri], RDF + "type") if kind in _TRAITS),
            )
            for iri in own
        ),
        {
            iri: _texts(about, RDFS + "label")
            for iri, about in said.items()
            if iri not in kinds and RDFS + "label" in about
        },
    )


def _kind(iri: str, about: Mapping[str, list[ox.Triple]], links: Set[str]) -> str:
    types = set(_iris(about, RDF + "type"))
    if OWL + "Class" in types:
        return "class"
    if OWL + "ObjectProperty" in types:
        return "link" if iri in links else "property"
    if OWL + "DatatypeProperty" in types:
        return "datatype"
    return "annotation" if OWL + "AnnotationProperty" in types else "individual"


def _related(about: Mapping[str, list[ox.Triple]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for predicate, name in _RELATIONS.items():
        some = _iris(about, predicate)
        if some:
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *some)))
    return found


def _turn(
    related: Mapping[str, dict[str, tuple[str, ...]]], classes: Mapping[str, tuple[str, ...]]
) -> None:
    """Add to each term what others say of it: what is below it, what starts and ends there."""
    said = {iri: dict(some) for iri, some in related.items()}
    for iri, some in said.items():
        for name, turned in _TURNED.items():
            for other in some.get(name, ()):
                if other in related:
                    known = related[other].get(turned, ())
                    related[other][turned] = tuple(dict.fromkeys((*known, iri)))
    for iri, kinds in classes.items():
        for other in kinds:
            if other in related:
                related[other]["members"] = (*related[other].get("members", ()), iri)


def _iris(
    about: Mapping[str, list[ox.Triple]], predicate: str, but: tuple[str, ...] = ()
) -> tuple[str, ...]:
    return tuple(
        triple.object.value
        for triple in about.get(predicate, ())
        if isinstance(triple.object, ox.NamedNode) and triple.object.value not in but
    )


def _texts(about: Mapping[str, list[ox.Triple]], predicate: str) -> Mapping[str, str]:
    return {
        triple.object.language or "": triple.object.value
        for triple in about.get(predicate, ())
        if isinstance(triple.object, ox.Literal)
    }


def _one(about: Mapping[str, list[ox.Triple]], predicate: str) -> str:
    for triple in about.get(predicate, ()):
        if not isinstance(triple.object, ox.Triple):
            return str(triple.object.value)
    return ""


def _list(node: str, said: Mapping[str, Mapping[str, list[ox.Triple]]]) -> tuple[str, ...]:
    found: list[str] = []
    while node != RDF + "nil" and node in said:
        found.append(_one(said[node], RDF + "first"))
        node = _one(said[node], RDF + "rest")
    return tuple(found)
