"""What is said of one thing, in RDF: what it says, what points to it, and its links' records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from samgraph.terms import DCTERMS, PREFIXES, RDF, SG
from samgraph.web.media import SERIALISED
from samgraph.web.shelf import Shelf

MOST: Final = 10_000
"""Statements that point to one thing, as many as are given."""

_TYPE: Final = ox.NamedNode(RDF + "type")
_ENDS: Final = tuple(ox.NamedNode(RDF + name) for name in ("subject", "object"))


def statements(shelf: Shelf, iri: str) -> tuple[list[ox.Quad], bool]:
    """Return what the plan says of a thing, each in its named graph, and whether that is all.

    These are the statements about it, with nodes that have no name of their own; those that point
    to it; and all that the records of its links say. What is only suggested is given of a
    suggestion alone. What is in a class is not counted among what is said of the class.
    """
    node = ox.NamedNode(iri)
    graphs = shelf.knowledge.graphs()
    found: dict[ox.Quad, None] = {}
    for graph in graphs:
        found.update(dict.fromkeys(_closed(shelf.store, node, graph)))
    if not found:
        found.update(dict.fromkeys(_closed(shelf.store, node, shelf.knowledge.graph("suggested"))))
    pointing = 0
    for graph in graphs:
        for quad in shelf.store.quads_for_pattern(None, None, node, graph):
            if iri.startswith(SG) and quad.graph_name != shelf.knowledge.graph("ontology"):
                continue
            if pointing == MOST:
                return list(found), False
            pointing += 1
            found[quad] = None
            if quad.predicate in _ENDS:
                found.update(dict.fromkeys(_closed(shelf.store, quad.subject, graph)))
    return list(found), True


def _closed(
    store: ox.Store, node: ox.NamedNode | ox.BlankNode | ox.Triple, graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    waiting, seen = [node], {node}
    while waiting:
        for quad in store.quads_for_pattern(waiting.pop(), None, None, graph):
            yield quad
            if isinstance(quad.object, ox.BlankNode) and quad.object not in seen:
                seen.add(quad.object)
                waiting.append(quad.object)


def about_document(document: str, topic: str, dataset: str, license_: str) -> list[ox.Quad]:
    """Return what a document says of itself: what it is about, what it is part of, its licence."""
    node = ox.NamedNode(document)
    said = [
        (_TYPE, PREFIXES["foaf"] + "Document"),
        (ox.NamedNode(PREFIXES["foaf"] + "primaryTopic"), topic),
        (ox.NamedNode(PREFIXES["void"] + "inDataset"), dataset),
        (ox.NamedNode(DCTERMS + "license"), license_),
    ]
    return [
        ox.Quad(node, predicate, ox.NamedNode(value), ox.DefaultGraph())
        for predicate, value in said
        if value
    ]


def written(quads: Iterable[ox.Quad], form: str, prefixes: dict[str, str]) -> bytes:
    """Return statements in a format, always in one order; where it has no graphs, they merge."""
    ordered = sorted(quads, key=_order)
    content: list[ox.Quad] | list[ox.Triple] = ordered
    if not SERIALISED[form].supports_datasets or form == "jsonld":
        content = list(dict.fromkeys(quad.triple for quad in ordered))
    return ox.serialize(content, format=SERIALISED[form], prefixes=_used(prefixes, ordered)) or b""


def _order(quad: ox.Quad) -> tuple[str, ...]:
    return (str(quad.graph_name), str(quad.subject), "" if quad.predicate == _TYPE else "1",
            str(quad.predicate), str(quad.object))  # fmt: skip


def _used(prefixes: dict[str, str], quads: list[ox.Quad]) -> dict[str, str]:
    """Return the prefixes that some statement can use, so that a small answer stays small."""
    iris: set[str] = set()
    for quad in quads:
        terms = (quad.graph_name, quad.subject, quad.predicate, quad.object)
        iris.update(term.value for term in terms if isinstance(term, ox.NamedNode))
        if isinstance(quad.object, ox.Literal):
            iris.add(quad.object.datatype.value)
    return {
        prefix: namespace
        for prefix, namespace in prefixes.items()
        if any(iri.startswith(namespace) for iri in iris)
    }


def license_of(shelf: Shelf) -> str:
    """Return the IRI of the licence under which the plan's graph is published, empty if none is."""
    plan, license_ = ox.NamedNode(shelf.served.plan), ox.NamedNode(DCTERMS + "license")
    found = {
        quad.object.value
        for quad in shelf.store.quads_for_pattern(plan, license_, None)
        if isinstance(quad.object, ox.NamedNode)
    }
    return min(found, default="")
