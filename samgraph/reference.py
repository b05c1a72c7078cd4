"""The closure of a plan by owlrl: the reference engine, complete for OWL 2 RL and slow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from samgraph.errors import Fault, ReasoningError
from samgraph.reasoning import NEW, relate_to_themselves
from samgraph.rules import Rules
from samgraph.terms import OWL, RDF, RDFS, XSD

if TYPE_CHECKING:
    import rdflib

_OWN_VOCABULARY = (RDF, RDFS, OWL, XSD)
_BLANK = "urn:x-samgraph:blank:"


def close_with_owlrl(
    store: ox.Store, rules: Rules, sources: Sequence[ox.NamedNode], target: ox.NamedNode
) -> None:
    """Do what `close` does by means of owlrl, keeping the domain triples only.

    Raises:
        ReasoningError: owlrl found the graph inconsistent.

    """
    work = ox.Store()
    work.extend(
        ox.Quad(_named(quad.subject), quad.predicate, _named(quad.object))
        for source in (*sources, target)
        for quad in store.quads_for_pattern(None, None, None, source)
    )
    asserted = set(work)
    before = -1
    while len(work) != before:
        before = len(work)
        relate_to_themselves(work, rules)
        work.update(f"DROP SILENT GRAPH {NEW}")
        inferred = list(_expanded(work))
        work.extend(ox.Quad(one.subject, one.predicate, one.object) for one in inferred)
    new = [quad.triple for quad in work if quad not in asserted and is_domain(quad.triple)]
    store.extend(
        ox.Quad(_nameless(one.subject), one.predicate, _nameless(one.object), target) for one in new
    )


def _named(term: Any) -> Any:  # noqa: ANN401
    """Return a blank node as an IRI, which keeps its identity through another library."""
    return ox.NamedNode(_BLANK + term.value) if isinstance(term, ox.BlankNode) else term


def _nameless(term: Any) -> Any:  # noqa: ANN401
    """Return the blank node that `_named` made an IRI of."""
    if isinstance(term, ox.NamedNode) and term.value.startswith(_BLANK):
        return ox.BlankNode(term.value.removeprefix(_BLANK))
    return term


def _expanded(work: ox.Store) -> Iterable[ox.Triple]:
    """Yield the domain triples in owlrl's closure of a store.

    Raises:
        ReasoningError: owlrl found the graph inconsistent.

    """
    import logging

    import rdflib.term

    mapping = rdflib.term._toPythonMapping
    readings = dict(mapping)
    import owlrl

    graph = rdflib.Graph()
    content = work.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
    # owlrl reads some datatypes wrongly (xsd:gMonthDay) and rdflib writes others anew; neither is
    # to change a literal that somebody asserted.
    normalise, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    logger = logging.getLogger("rdflib.term")
    silenced, logger.disabled = logger.disabled, True
    try:
        graph.parse(data=content, format="nt")
        owlrl.DeductiveClosure(
            owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False
        ).expand(graph)
    finally:
        # owlrl leaves its own readings of datatypes behind, which other users of rdflib would meet.
        mapping.clear()
        mapping.update(readings)
        rdflib.NORMALIZE_LITERALS = normalise
        logger.disabled = silenced
    agent = "http://www.daml.org/2002/03/agents/agent-ont#error"
    said = sorted(str(message) for message in graph.objects(None, rdflib.URIRef(agent)))
    if said:
        raise ReasoningError(
            "owlrl finds the graph inconsistent",
            faults=[Fault("graph", message) for message in said],
        )
    return domain_triples(graph)


def domain_triples(graph: rdflib.Graph) -> Iterable[ox.Triple]:
    """Yield the triples of an rdflib graph that say something about the plan.

    Left out are triples with a literal as subject, which owlrl makes and RDF forbids, and those
    that only speak of RDF's, RDFS's, OWL's or XSD's own terms.
    """
    lines = graph.serialize(format="nt", encoding="utf-8").split(b"\n")
    sound = b"\n".join(line for line in lines if line.startswith((b"<", b"_:")))
    for quad in ox.parse(sound, format=ox.RdfFormat.N_TRIPLES):
        if is_domain(quad.triple):
            yield quad.triple


def is_domain(triple: ox.Triple) -> bool:
    """Tell whether a triple speaks of more than the vocabularies of RDF, RDFS, OWL and XSD."""
    subject, value = triple.subject, triple.object
    if isinstance(subject, ox.NamedNode) and subject.value.startswith(_OWN_VOCABULARY):
        return False
    if triple.predicate.value == RDF + "type":
        return isinstance(value, ox.NamedNode) and not value.value.startswith(_OWN_VOCABULARY)
    return not triple.predicate.value.startswith(_OWN_VOCABULARY)
