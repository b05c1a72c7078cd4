"""The SAM plan closed by both engines, for a process of its own: owlrl takes its time."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import pyoxigraph as ox

from samgraph.building import asserted
from samgraph.package import read_package
from samgraph.reasoning import close
from samgraph.reference import close_with_owlrl, is_domain
from samgraph.resources import plan_folder
from samgraph.rules import compile_rules
from samgraph.schema import read_schema

TARGET = ox.NamedNode("https://example.org/inferred")

READINGS = {
    "stated": ("structure", "stated", "links", "ontology"),
    "judged": ("structure", "stated", "links", "ontology", "judged"),
}


@dataclass(frozen=True)
class Compared:
    """What the two engines infer: how much, of which with literals, and where they differ."""

    count: int
    literals: int
    only_rules: tuple[str, ...]
    only_owlrl: tuple[str, ...]


def domain(store: ox.Store, graph: ox.NamedNode) -> set[ox.Triple]:
    """Return the triples of a graph outside the vocabularies of RDF, RDFS, OWL and XSD."""
    return {
        quad.triple
        for quad in store.quads_for_pattern(None, None, None, graph)
        if is_domain(quad.triple)
    }


def compare(reading: str) -> Compared:
    """Return what both engines infer from the SAM plan in one reading."""
    logging.disable(logging.CRITICAL)
    schema = read_schema()
    rules = compile_rules(schema.triples)
    package = read_package(plan_folder(), schema)
    graphs = [ox.NamedNode(f"{package.namespace}graph/{name}") for name in READINGS[reading]]
    found = []
    for engine in (close, close_with_owlrl):
        store = asserted(package, schema)
        engine(store, rules, graphs, TARGET)
        found.append(domain(store, TARGET))
    rules_only, owlrl_only = found[0] - found[1], found[1] - found[0]
    return Compared(
        len(found[0]),
        sum(isinstance(triple.object, ox.Literal) for triple in found[0]),
        tuple(sorted(map(str, rules_only))),
        tuple(sorted(map(str, owlrl_only))),
    )
