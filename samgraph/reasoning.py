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


class Closure:
    """A growing set of triples that is closed again whenever something is added.

    It is kept in a store without named graphs, where rules find what they look for several times
    faster than in the union of many. Rules run in strata: properties until nothing new follows,
    then types, which no property rule depends on.
    """

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.work = ox.Store()

    def add(self, store: ox.Store, graphs: Iterable[ox.NamedNode]) -> None:
        """Add the triples of some graphs of a store."""
        self.work.extend(
            ox.Quad(quad.subject, quad.predicate, quad.object)
            for graph in graphs
            for quad in store.quads_for_pattern(None, None, None, graph)
        )

    def close(self) -> list[ox.Triple]:
        """Return what follows from everything added and was neither added nor returned before."""
        _relate_to_themselves(self.work, self.rules)
        before = -1
        while len(self.work) != before:
            before = len(self.work)
            for update in _property_updates(self.rules):
                self.work.update(update)
        for update in _type_updates(self.rules):
            self.work.update(update)
        new = [quad.triple for quad in self.work.quads_for_pattern(None, None, None, _NEW)]
        self.work.update(f"DROP SILENT GRAPH {_NEW}")
        return new


def close(
    store: ox.Store, rules: Rules, sources: Sequence[ox.NamedNode], target: ox.NamedNode
) -> None:
    """Add to `target` what follows from `sources` and is not already in them."""
    closure = Closure(rules)
    closure.add(store, (*sources, target))
    put(store, closure.close(), target)


def put(store: ox.Store, triples: Iterable[ox.Triple], graph: ox.NamedNode) -> None:
    """Add triples to a named graph."""
    store.extend(ox.Quad(one.subject, one.predicate, one.object, graph) for one in triples)


_NEW = ox.NamedNode("urn:x-samgraph:new")


def _insert(template: str, where: str) -> str:
    """Return an update that adds what is new, and notes it in a graph of its own."""
    return (
        f"INSERT {{ {template} GRAPH {_NEW} {{ {template} }} }} "
        f"WHERE {{ {where} FILTER NOT EXISTS {{ {template} }} }}"
    )


def _table(names: str, pairs: Iterable[tuple[str, str]]) -> str:
    rows = " ".join(f"(<{a}> <{b}>)" for a, b in pairs)
    return f"VALUES ({names}) {{ {rows} }}"


def _relate_to_themselves(work: ox.Store, rules: Rules) -> None:
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
        work.update(_insert("?thing ?self ?thing", where))


def _property_updates(rules: Rules) -> Iterable[str]:
    if rules.inverses:
        where = f"{_table('?p ?q', rules.inverses)} ?s ?p ?o FILTER(!isLiteral(?o))"
        yield _insert("?o ?q ?s", where)
    if rules.properties:
        yield _insert("?s ?q ?o", f"{_table('?p ?q', rules.properties)} ?s ?p ?o")
    for iri in rules.transitive:
        yield _insert(f"?s <{iri}> ?o", f"?s <{iri}>/<{iri}>+ ?o")
    for iri, chain in rules.chains:
        yield _insert(f"?s <{iri}> ?o", f"?s {'/'.join(f'<{step}>' for step in chain)} ?o")


def _type_updates(rules: Rules) -> Iterable[str]:
    if rules.domains:
        yield _insert(f"?s {_TYPE} ?c", f"{_table('?p ?c', rules.domains)} ?s ?p ?o")
    ranges = [(p, c) for p, c in rules.ranges if not c.startswith((XSD, RDF, RDFS))]
    if ranges:
        where = f"{_table('?p ?c', ranges)} ?s ?p ?o FILTER(!isLiteral(?o))"
        yield _insert(f"?o {_TYPE} ?c", where)
    if rules.classes:
        yield _insert(f"?s {_TYPE} ?c", f"{_table('?b ?c', rules.classes)} ?s {_TYPE} ?b")


def clashes(store: ox.Store, rules: Rules, sources: Sequence[ox.NamedNode]) -> tuple[Clash, ...]:
    """Return every thing that is in two disjoint classes, ordered by its IRI."""
    if not rules.disjoint:
        return ()
    classes = " ".join(
        f"<{iri}>" for iri in sorted({iri for pair in rules.disjoint for iri in pair})
    )
    query = f"SELECT ?thing ?class {{ VALUES ?class {{ {classes} }} ?thing {_TYPE} ?class }}"
    typed: dict[str, set[str]] = {}
    for thing, class_ in store.query(query, default_graph=list(sources)):  # type: ignore[union-attr]
        typed.setdefault(thing.value, set()).add(class_.value)
    found = {
        thing: [pair for pair in rules.disjoint if some.issuperset(pair)]
        for thing, some in typed.items()
        if len(some) > 1
    }
    return tuple(
        Clash(thing, pair, _behind(store, rules, sources, thing, pair))
        for thing, pairs in sorted(found.items())
        for pair in pairs
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

    work = ox.Store()
    for source in (*sources, target):
        for quad in store.quads_for_pattern(None, None, None, source):
            work.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    asserted = set(work)
    _relate_to_themselves(work, rules)
    graph = rdflib.Graph()
    content = work.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
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
        if ox.Quad(triple.subject, triple.predicate, triple.object) not in asserted
    )


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
