"""The closure of a plan under its ontology, in a named graph of its own.

`close` runs compiled rules on the store and is the everyday engine. `close_with_owlrl` does the
same with owlrl, which is complete for OWL 2 RL and a hundred times slower; tests hold the two
equal on everything outside the vocabularies of RDF, RDFS, OWL and XSD.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from samgraph.errors import Fault, ReasoningError
from samgraph.rules import Rules
from samgraph.terms import OWL, PREFIXES, RDF, RDFS, XSD, compact

if TYPE_CHECKING:
    import rdflib

_TYPE = f"<{RDF}type>"
_OWN_VOCABULARY = (RDF, RDFS, OWL, XSD)


@dataclass(frozen=True, slots=True, order=True)
class Clash:
    """A thing in two classes that share no member, with the asserted triples behind each."""

    thing: str
    classes: tuple[str, str]
    because: tuple[tuple[str, str, str], ...]

    def fault(self, prefixes: dict[str, str]) -> Fault:
        """Return the clash as a fault that names the triples."""
        first, second = (compact(iri, PREFIXES) for iri in self.classes)
        triples = "; ".join(
            " ".join(compact(term, prefixes) for term in triple) for triple in self.because
        )
        return Fault(
            compact(self.thing, prefixes),
            f"is a {first} and a {second}, which nothing can be at once",
            f"one of these is wrong: {triples}",
        )


def close(
    store: ox.Store, rules: Rules, sources: Sequence[ox.NamedNode], target: ox.NamedNode
) -> None:
    """Add to `target` what follows from `sources` and is not already in them.

    Rules run in strata: properties until nothing new follows, then types, which no property rule
    depends on.
    """
    _relate_to_themselves(store, rules, sources, target)
    before = -1
    while len(store) != before:
        before = len(store)
        for update in _property_updates(rules, sources, target):
            store.update(update)
    for update in _type_updates(rules, sources, target):
        store.update(update)
    _keep_apart(store, sources, target)


def _using(graphs: Iterable[ox.NamedNode]) -> str:
    return " ".join(f"USING {graph}" for graph in graphs)


def _insert(
    template: str, where: str, sources: Sequence[ox.NamedNode], target: ox.NamedNode
) -> str:
    return (
        f"INSERT {{ GRAPH {target} {{ {template} }} }} "
        f"{_using((*sources, target))} WHERE {{ {where} }}"
    )


def _table(names: str, pairs: Iterable[tuple[str, str]]) -> str:
    rows = " ".join(f"(<{a}> <{b}>)" for a, b in pairs)
    return f"VALUES ({names}) {{ {rows} }}"


def _relate_to_themselves(
    store: ox.Store, rules: Rules, sources: Sequence[ox.NamedNode], target: ox.NamedNode
) -> None:
    """Relate the members of a class to themselves, so that a chain can ask for that class.

    OWL 2 RL has no ObjectHasSelf; asserting its instances beforehand gives both engines the same
    start (rolification, Krisnadhi, Maier and Hitzler, "OWL and Rules", 2011).
    """
    below: dict[str, list[str]] = {}
    for low, high in rules.classes:
        below.setdefault(high, []).append(low)
    pairs = [(kind, iri) for top, iri in rules.selves for kind in (top, *below.get(top, ()))]
    if pairs:
        where = f"{_table('?class ?self', pairs)} ?thing {_TYPE} ?class"
        store.update(_insert("?thing ?self ?thing", where, sources, target))


def _property_updates(
    rules: Rules, sources: Sequence[ox.NamedNode], target: ox.NamedNode
) -> Iterable[str]:
    if rules.inverses:
        where = f"{_table('?p ?q', rules.inverses)} ?s ?p ?o FILTER(isIRI(?o) || isBlank(?o))"
        yield _insert("?o ?q ?s", where, sources, target)
    if rules.properties:
        where = f"{_table('?p ?q', rules.properties)} ?s ?p ?o"
        yield _insert("?s ?q ?o", where, sources, target)
    for iri in rules.transitive:
        yield _insert(f"?s <{iri}> ?o", f"?s <{iri}>/<{iri}>+ ?o", sources, target)
    for iri, chain in rules.chains:
        path = "/".join(f"<{step}>" for step in chain)
        yield _insert(f"?s <{iri}> ?o", f"?s {path} ?o", sources, target)


def _type_updates(
    rules: Rules, sources: Sequence[ox.NamedNode], target: ox.NamedNode
) -> Iterable[str]:
    if rules.domains:
        where = f"{_table('?p ?c', rules.domains)} ?s ?p ?o"
        yield _insert(f"?s {_TYPE} ?c", where, sources, target)
    ranges = [(p, c) for p, c in rules.ranges if not c.startswith((XSD, RDF, RDFS))]
    if ranges:
        where = f"{_table('?p ?c', ranges)} ?s ?p ?o FILTER(!isLiteral(?o))"
        yield _insert(f"?o {_TYPE} ?c", where, sources, target)
    if rules.classes:
        where = f"{_table('?b ?c', rules.classes)} ?s {_TYPE} ?b"
        yield _insert(f"?s {_TYPE} ?c", where, sources, target)


def _keep_apart(store: ox.Store, sources: Sequence[ox.NamedNode], target: ox.NamedNode) -> None:
    """Take from `target` what a source holds already: a derived triple is nobody's assertion."""
    known = " UNION ".join(f"{{ GRAPH {graph} {{ ?s ?p ?o }} }}" for graph in sources)
    inside = f"GRAPH {target} {{ ?s ?p ?o }}"
    store.update(f"DELETE {{ {inside} }} WHERE {{ {inside} {known} }}")


def clashes(store: ox.Store, rules: Rules, sources: Sequence[ox.NamedNode]) -> tuple[Clash, ...]:
    """Return every thing that is in two disjoint classes, ordered by its IRI."""
    if not rules.disjoint:
        return ()
    query = (
        f"SELECT DISTINCT ?thing ?a ?b {{ {_table('?a ?b', rules.disjoint)} "
        f"?thing {_TYPE} ?a , ?b }}"
    )
    found: dict[str, list[tuple[str, str]]] = {}
    solutions = store.query(query, default_graph=list(sources))
    for thing, first, second in solutions:  # type: ignore[union-attr]
        found.setdefault(thing.value, []).append((first.value, second.value))
    return tuple(
        Clash(thing, pair, _behind(store, rules, sources, thing, pair))
        for thing, pairs in sorted(found.items())
        for pair in sorted(pairs)
    )


def _behind(
    store: ox.Store,
    rules: Rules,
    sources: Sequence[ox.NamedNode],
    thing: str,
    pair: tuple[str, str],
) -> tuple[tuple[str, str, str], ...]:
    """Return the asserted triples from which the membership in both classes follows."""
    node = ox.NamedNode(thing)
    below = {kind: {kind} | {a for a, b in rules.classes if b == kind} for kind in pair}
    subject_of = {p: {c} for p, c in rules.domains}
    object_of = {p: {c} for p, c in rules.ranges}
    above: dict[str, set[str]] = {}
    for low, high in rules.properties:
        above.setdefault(low, {low}).add(high)
    because: set[tuple[str, str, str]] = set()
    for kind in pair:
        for graph in sources:
            for quad in store.quads_for_pattern(node, None, None, graph):
                triple = (thing, quad.predicate.value, str(quad.object).strip("<>"))
                names = above.get(quad.predicate.value, {quad.predicate.value})
                typed = set().union(*(subject_of.get(name, set()) for name in names))
                if triple[1] == RDF + "type":
                    typed = {triple[2]}
                if typed & below[kind]:
                    because.add(triple)
            for quad in store.quads_for_pattern(None, None, node, graph):
                names = above.get(quad.predicate.value, {quad.predicate.value})
                typed = set().union(*(object_of.get(name, set()) for name in names))
                if typed & below[kind]:
                    subject = str(quad.subject).strip("<>")
                    because.add((subject, quad.predicate.value, thing))
    return tuple(sorted(because))


def close_with_owlrl(
    store: ox.Store, rules: Rules, sources: Sequence[ox.NamedNode], target: ox.NamedNode
) -> None:
    """Do what `close` does by means of owlrl, keeping the domain triples only.

    Raises:
        ReasoningError: owlrl found the graph inconsistent.

    """
    import owlrl
    import rdflib

    _relate_to_themselves(store, rules, sources, target)
    graph = rdflib.Graph()
    content = b"".join(
        store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=source) or b""
        for source in (*sources, target)
    )
    graph.parse(data=content, format="nt")
    owlrl.DeductiveClosure(
        owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False
    ).expand(graph)
    said = sorted(
        str(message)
        for message in graph.objects(
            None, rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
        )
    )
    if said:
        raise ReasoningError(
            "owlrl finds the graph inconsistent",
            faults=[Fault("graph", message) for message in said],
        )
    store.extend(
        ox.Quad(triple.subject, triple.predicate, triple.object, target)
        for triple in domain_triples(graph)
    )
    _keep_apart(store, sources, target)


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
