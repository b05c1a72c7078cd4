"""A plan read as if its contested links were not there, from its graph and not from its package."""

from __future__ import annotations

import pyoxigraph as ox

from samgraph.building import conclude, leave_out_contested
from samgraph.knowledge import Knowledge
from samgraph.package import Package
from samgraph.records import records
from samgraph.rules import compile_rules
from samgraph.terms import RDF, sg


def without_contested(knowledge: Knowledge) -> Knowledge:
    """Return a plan's knowledge, concluded anew, in which contested links count for nothing.

    It is what building the package without them gives, for whoever has the graph alone: what was
    inferred and found is left out, what was asserted is taken over, and the rest follows from that.

    Raises:
        PackageError: what is asserted contradicts the ontology.

    """
    graph = {name: knowledge.graph(name) for name in ("structure", "stated", "links", "ontology")}
    store = ox.Store()
    for name in graph.values():
        store.extend(knowledge.store.quads_for_pattern(None, None, None, name))
    judged, suggested = knowledge.graph("judged"), knowledge.graph("suggested")
    for link, record in records(knowledge).items():
        subject, predicate, value = map(ox.NamedNode, link)
        quad = ox.Quad(subject, predicate, value, judged)
        # A contested link that counts for nothing already has a record and no triple.
        if record.standing == "judged" and quad in knowledge.store:
            store.add(quad)
    store.extend(_proposed(knowledge, suggested))
    leave_out_contested(store, knowledge.namespace)
    package = Package(
        knowledge.name, knowledge.plan, knowledge.namespace, dict(knowledge.prefixes), ()
    )
    triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, graph["ontology"]))
    return conclude(package, store, compile_rules(triples))


def _proposed(knowledge: Knowledge, graph: ox.NamedNode) -> list[ox.Quad]:
    """Return what is suggested by a person or a program, without what follows from the gaps."""
    quads = list(knowledge.store.quads_for_pattern(None, None, None, graph))
    type_, suggestion = ox.NamedNode(RDF + "type"), ox.NamedNode(sg("Suggestion"))
    closing = {
        quad.subject for quad in quads if quad.predicate == type_ and quad.object == suggestion
    }
    return [quad for quad in quads if quad.subject not in closing]
