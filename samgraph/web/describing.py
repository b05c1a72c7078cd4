"""What is said of one thing, as a page shows it to a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import pyoxigraph as ox

from samgraph.explorer import wording
from samgraph.findings import Discrepancy, Gap
from samgraph.ontology import OntologyTerm, packaged_ontology
from samgraph.order import natural
from samgraph.terms import DCTERMS, RDF, SG, SKOS, XSD, sg
from samgraph.web.templates import Reader, Ref
from samgraph.web.words import WORDS

SHOWN: Final = 100
"""Of a group, as many as a page shows; RDF has them all."""

_GRAPHS: Final = ("structure", "links", "findings")
"""Where a plan says what a thing is; the others say how it is linked."""
_LINKING: Final = ("stated", "derived", "judged", "suggested")
_OWN_PLACE: Final = frozenset(
    {
        *(RDF + name for name in ("type",)),
        *(SKOS + name for name in ("prefLabel", "notation")),
        *(DCTERMS + name for name in ("description", "title")),
        sg("statedIn"),
    }
)
"""Properties that a page shows elsewhere than in its list of facts."""
_NOT_INWARD: Final = frozenset(
    {
        *(RDF + name for name in ("type", "subject", "predicate", "object")),
        *map(sg, ("row", "column", "about", "candidate", "closes")),
    }
)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property: a thing, or text in a language."""

    text: str
    lang: str = ""
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with its values."""

    label: str
    href: str
    values: tuple[Value, ...]
    more: int = 0
    """How many there are beside those."""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link, seen from one of its ends."""

    other: Ref
    standing: str
    review: str
    rationale: str
    places: tuple[Ref, ...]
    record: str
    """Address of the record's page, where it has one."""
    degree: str = ""
    """How far an alignment goes, in words."""
    follows: bool = False
    """Whether the link follows from others and has no record of its own."""


@dataclass(frozen=True, slots=True)
class Relation:
    """The links of one kind in one direction."""

    label: str
    href: str
    links: tuple[LinkRow, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Thing:
    """Everything that a page shows of a thing."""

    ref: Ref
    kinds: tuple[Ref, ...]
    description: str
    names: tuple[Value, ...]
    """What it is called in each language."""
    facts: tuple[Fact, ...]
    relations: tuple[Relation, ...]
    inward: tuple[Fact, ...]
    evidence: tuple[Ref, ...]
    gaps: tuple[Gap, ...]
    discrepancies: tuple[Discrepancy, ...]
    gap: Gap | None
    """The gap itself, where that is what the thing is."""


def describe(reader: Reader, iri: str) -> Thing:
    """Return what the plan says of a thing, for a reader."""
    shelf = reader.shelf
    node = ox.NamedNode(iri)
    said: dict[str, list[ox.Quad]] = {}
    for name in (*_GRAPHS, "suggested"):
        for quad in shelf.store.quads_for_pattern(node, None, None, shelf.knowledge.graph(name)):
            if quad.predicate.value not in shelf.link_predicates:
                said.setdefault(quad.predicate.value, []).append(quad)
    kinds = shelf.classes.get(iri, ())
    evidence = sorted(
        (
            quad.object.value
            for quad in said.get(sg("statedIn"), ())
            if isinstance(quad.object, ox.NamedNode)
        ),
        key=shelf.place,
    )
    is_gap = sg("Gap") in kinds
    return Thing(
        reader.ref(iri),
        tuple(reader.ref(kind) for kind in kinds),
        shelf.text(reader.lang, iri),
        tuple(
            Value(quad.object.value, quad.object.language or "")
            for quad in sorted(said.get(SKOS + "prefLabel", ()), key=lambda one: str(one.object))
            if isinstance(quad.object, ox.Literal)
        ),
        tuple(
            _fact(reader, predicate, [quad.object for quad in some])
            for predicate, some in sorted(said.items(), key=lambda pair: _rank(pair[0]))
            if predicate not in _OWN_PLACE
        ),
        tuple(_relations(reader, node)),
        _inward(reader, node),
        tuple(reader.place(passage) for passage in dict.fromkeys(evidence)),
        shelf.gaps_of.get(iri, ()),
        shelf.discrepancies_of.get(iri, ()),
        next((gap for gap in shelf.gaps if gap.iri == iri), None) if is_gap else None,
    )


@cache
def _order() -> dict[str, int]:
    ends = [RDF + name for name in ("subject", "predicate", "object")]
    terms = [term.iri for term in packaged_ontology().terms]
    return {iri: number for number, iri in enumerate([*ends, *terms])}


def _rank(predicate: str) -> tuple[int, str]:
    """Return a key that puts the parts of a link first, then the ontology's terms in its order."""
    order = _order()
    return (order.get(predicate, len(order)), predicate)


def property_label(reader: Reader, predicate: str) -> str:
    """Return what a property is called."""
    return wording.property_label(reader.shelf, predicate, reader.lang)


def _inward_label(reader: Reader, predicate: str) -> str:
    return wording.inward_label(reader.shelf, predicate, reader.lang)


def _fact(reader: Reader, predicate: str, terms: Iterable[object], label: str = "") -> Fact:
    values = [_value(reader, term) for term in dict.fromkeys(terms)]
    languages = {value.lang for value in values if value.lang}
    if reader.lang in languages:
        # What is there in both languages is said once.
        values = [value for value in values if value.lang in ("", reader.lang)]
    values.sort(key=lambda value: _sorting(reader, value))
    return Fact(
        label or property_label(reader, predicate),
        reader.href(predicate),
        tuple(values[:SHOWN]),
        max(0, len(values) - SHOWN),
    )


def _value(reader: Reader, term: object) -> Value:
    if isinstance(term, ox.NamedNode):
        ref = reader.ref(term.value)
        return Value(ref.label, "", ref)
    if not isinstance(term, ox.Literal):
        return Value(str(term))
    if term.datatype.value == XSD + "boolean":
        return Value(WORDS[reader.lang]["yes" if term.value in ("true", "1") else "no"])
    return Value(term.value, term.language or "")


def _sorting(reader: Reader, value: Value) -> tuple[object, ...]:
    if value.ref is not None:
        return (1, reader.shelf.order(value.ref.iri))
    return (0, natural(value.text))


def _inward(reader: Reader, node: ox.NamedNode) -> tuple[Fact, ...]:
    """Return what else points to a thing, apart from links, their records and findings."""
    shelf = reader.shelf
    found: dict[str, list[object]] = {}
    for name in _GRAPHS:
        for quad in shelf.store.quads_for_pattern(None, None, node, shelf.knowledge.graph(name)):
            predicate = quad.predicate.value
            if predicate not in _NOT_INWARD | shelf.link_predicates and isinstance(
                quad.subject, ox.NamedNode
            ):
                found.setdefault(predicate, []).append(quad.subject)
    return tuple(
        _fact(reader, predicate, terms, _inward_label(reader, predicate))
        for predicate, terms in sorted(found.items(), key=lambda pair: _rank(pair[0]))
    )


def _relations(reader: Reader, node: ox.NamedNode) -> Iterable[Relation]:
    """Yield the links of a thing, kind by kind, those that it makes before those made to it."""
    shelf = reader.shelf
    by_iri = packaged_ontology().by_iri()
    found: dict[tuple[bool, str], dict[str, str]] = {}
    for standing in _LINKING:
        graph = shelf.knowledge.graph(standing)
        for inward in (False, True):
            pattern = (None, None, node, graph) if inward else (node, None, None, graph)
            for quad in shelf.store.quads_for_pattern(*pattern):
                predicate = quad.predicate.value
                other = quad.subject if inward else quad.object
                if predicate in shelf.link_predicates and isinstance(other, ox.NamedNode):
                    term = by_iri.get(predicate)
                    if not (inward and term is not None and "symmetric" in term.traits):
                        found.setdefault((inward, predicate), {}).setdefault(other.value, standing)
    for (inward, predicate), others in sorted(
        found.items(), key=lambda pair: (pair[0][0], _rank(pair[0][1]))
    ):
        narrower = _below(by_iri.get(predicate))
        rows = [
            _row(reader, node.value, predicate, other, standing, inward=inward)
            for other, standing in sorted(others.items(), key=lambda pair: shelf.order(pair[0]))
            if not any(other in found.get((inward, one), ()) for one in narrower)
        ]
        if rows:
            label = (_inward_label if inward else property_label)(reader, predicate)
            rows.sort(key=lambda row: _LINKING.index(row.standing) == len(_LINKING) - 1)
            more = max(0, len(rows) - SHOWN)
            yield Relation(label, reader.href(predicate), tuple(rows[:SHOWN]), more)


def _below(term: OntologyTerm | None) -> tuple[str, ...]:
    return term.related.get("narrower", ()) if term is not None else ()


def _row(
    reader: Reader, here: str, predicate: str, other: str, standing: str, *, inward: bool
) -> LinkRow:
    shelf = reader.shelf
    ends = (other, here) if inward else (here, other)
    record = _record(reader, ends[0], ends[1], predicate)
    term = packaged_ontology().by_iri().get(predicate)
    if record is None and term is not None and "symmetric" in term.traits:
        record = _record(reader, ends[1], ends[0], predicate)
    if record is None:
        return LinkRow(reader.ref(other), standing, "", "", (), "", follows=True)
    said: dict[str, list[object]] = {}
    graph = shelf.knowledge.graph("links")
    for quad in shelf.store.quads_for_pattern(record, None, None, graph):
        said.setdefault(quad.predicate.value, []).append(quad.object)
    passages = sorted(
        (term.value for term in said.get(sg("evidence"), ()) if isinstance(term, ox.NamedNode)),
        key=shelf.place,
    )
    known = [term.value for term in said.get(sg("standing"), ()) if isinstance(term, ox.NamedNode)]
    review = [term.value for term in said.get(sg("review"), ()) if isinstance(term, ox.NamedNode)]
    rationale = _fact(reader, sg("rationale"), said.get(sg("rationale"), ())).values
    degree = [term.value for term in said.get(sg("degree"), ()) if isinstance(term, ox.NamedNode)]
    return LinkRow(
        reader.ref(other),
        known[0].removeprefix(SG) if known else standing,
        review[0].removeprefix(SG) if review else "",
        rationale[0].text if rationale else "",
        tuple(reader.place(passage) for passage in passages),
        reader.href(record.value),
        reader.ref(degree[0]).label if degree else "",
    )


def _record(reader: Reader, subject: str, value: str, predicate: str) -> ox.NamedNode | None:
    shelf = reader.shelf
    graph = shelf.knowledge.graph("links")
    parts = (("predicate", predicate), ("object", value))
    about = ox.NamedNode(RDF + "subject")
    for quad in shelf.store.quads_for_pattern(None, about, ox.NamedNode(subject), graph):
        if isinstance(quad.subject, ox.NamedNode) and all(
            ox.Quad(quad.subject, ox.NamedNode(RDF + name), ox.NamedNode(iri), graph) in shelf.store
            for name, iri in parts
        ):
            return quad.subject
    return None
