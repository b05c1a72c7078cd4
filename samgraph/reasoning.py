"""The closure of a plan under its ontology, in a named graph of its own.

`close` runs compiled rules on the store and is the everyday engine. `close_with_owlrl` does the
same with owlrl, which is complete for OWL 2 RL and a hundred times slower; tests hold the two
equal on everything outside the vocabularies of RDF, RDFS, OWL and XSD.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
        before = -1
        # A type that follows may make a thing one that a chain asks for, so the strata run again.
        while len(self.work) != before:
            before = len(self.work)
            _relate_to_themselves(self.work, self.rules)
            self._relate()
            for update in _type_updates(self.rules):
                self.work.update(update)
        new = [quad.triple for quad in self.work.quads_for_pattern(None, None, None, _NEW)]
        self.work.update(f"DROP SILENT GRAPH {_NEW}")
        return new

    def _relate(self) -> None:
        """Apply the rules on properties until nothing new follows."""
        before = -1
        while len(self.work) != before:
            before = len(self.work)
            for update in _property_updates(self.rules):
                self.work.update(update)


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


def clashes(
    store: ox.Store,
    rules: Rules,
    sources: Sequence[ox.NamedNode],
    derived: Set[ox.Triple] = frozenset(),
) -> tuple[Clash, ...]:
    """Return every thing that is in two disjoint classes, ordered by its IRI.

    What is in `derived` was asserted by nobody, and is not named among the reasons.
    """
    if not rules.disjoint:
        return ()
    kinds = sorted({iri for pair in rules.disjoint for iri in pair})
    classes = " ".join(f"<{iri}>" for iri in kinds)
    query = f"SELECT ?thing ?class {{ VALUES ?class {{ {classes} }} ?thing {_TYPE} ?class }}"
    typed: dict[ox.NamedNode | ox.BlankNode, set[str]] = {}
    for thing, class_ in store.query(query, default_graph=list(sources)):  # type: ignore[union-attr]
        typed.setdefault(thing, set()).add(class_.value)
    reasons = _Reasons(store, rules, sources, derived)
    return tuple(
        Clash(thing.value, pair, reasons.of(thing, pair))
        for thing, some in sorted(typed.items(), key=lambda item: item[0].value)
        for pair in rules.disjoint
        if some.issuperset(pair)
    )


class _Reasons:
    """Finds the asserted triples from which a membership follows."""

    def __init__(
        self,
        store: ox.Store,
        rules: Rules,
        sources: Sequence[ox.NamedNode],
        derived: Set[ox.Triple],
    ) -> None:
        self.store = store
        self.sources = sources
        self.derived = derived
        self.below: dict[str, set[str]] = {}
        for low, high in rules.classes:
            self.below.setdefault(high, set()).add(low)
        self.above: dict[str, set[tuple[str, bool]]] = {}
        for low, high in rules.properties:
            self.above.setdefault(low, set()).add((high, False))
        for one, other in rules.inverses:
            self.above.setdefault(one, set()).add((other, True))
        self.domains: dict[str, set[str]] = {}
        for name, kind in rules.domains:
            self.domains.setdefault(name, set()).add(kind)
        self.ranges: dict[str, set[str]] = {}
        for name, kind in rules.ranges:
            self.ranges.setdefault(name, set()).add(kind)

    def of(
        self, thing: ox.NamedNode | ox.BlankNode, pair: tuple[str, str]
    ) -> tuple[tuple[str, str, str], ...]:
        """Return the triples behind the membership of a thing in both classes, in order."""
        wanted = set(pair).union(*(self.below.get(kind, ()) for kind in pair))
        because = set()
        for graph in self.sources:
            quads = [
                *((quad, True) for quad in self.store.quads_for_pattern(thing, None, None, graph)),
                *((quad, False) for quad in self.store.quads_for_pattern(None, None, thing, graph)),
            ]
            for quad, is_subject in quads:
                if quad.triple not in self.derived and self._types(quad, is_subject) & wanted:
                    terms = (quad.subject, quad.predicate, quad.object)
                    because.add(tuple(str(term).strip("<>") for term in terms))
        return tuple(sorted((one[0], one[1], one[2]) for one in because))

    def _types(self, quad: ox.Quad, is_subject: bool) -> set[str]:
        """Return the classes that a triple gives to its subject or to its object."""
        if quad.predicate.value == RDF + "type":
            return {quad.object.value} if is_subject else set()  # type: ignore[union-attr]
        found: set[str] = set()
        waiting = [(quad.predicate.value, is_subject)]
        seen = set(waiting)
        while waiting:
            name, forward = waiting.pop()
            found |= (self.domains if forward else self.ranges).get(name, set())
            for higher, turned in self.above.get(name, ()):
                step = (higher, forward != turned)
                if step not in seen:
                    seen.add(step)
                    waiting.append(step)
        return found


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
        _relate_to_themselves(work, rules)
        work.update(f"DROP SILENT GRAPH {_NEW}")
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
