"""The closure of a plan under its ontology, in a named graph of its own.

`close` runs compiled rules on the store and is the everyday engine. `samgraph.reference` does the
same with owlrl, which is complete for OWL 2 RL and a hundred times slower; tests hold the two
equal on everything outside the vocabularies of RDF, RDFS, OWL and XSD.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from samgraph.rules import Rules
from samgraph.terms import RDF, RDFS, XSD

_TYPE = f"<{RDF}type>"


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
            relate_to_themselves(self.work, self.rules)
            self._relate()
            for update in _type_updates(self.rules):
                self.work.update(update)
        new = [quad.triple for quad in self.work.quads_for_pattern(None, None, None, NEW)]
        self.work.update(f"DROP SILENT GRAPH {NEW}")
        return new

    def _relate(self) -> None:
        """Apply the rules on properties until nothing new follows."""
        before = -1
        while len(self.work) != before:
            before = len(self.work)
            for update in _property_updates(self.rules):
                self.work.update(update)
            for iri in self.rules.transitive:
                _reach(self.work, ox.NamedNode(iri))


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


_Subject: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Triple
_Node: TypeAlias = _Subject | ox.Literal

NEW = ox.NamedNode("urn:x-samgraph:new")
"""The graph that notes what a rule added."""


def _insert(template: str, where: str) -> str:
    """Return an update that adds what is new, and notes it in a graph of its own."""
    return (
        f"INSERT {{ {template} GRAPH {NEW} {{ {template} }} }} "
        f"WHERE {{ {where} FILTER NOT EXISTS {{ {template} }} }}"
    )


def _table(names: str, pairs: Iterable[tuple[str, str]]) -> str:
    rows = " ".join(f"(<{a}> <{b}>)" for a, b in pairs)
    return f"VALUES ({names}) {{ {rows} }}"


def relate_to_themselves(work: ox.Store, rules: Rules) -> None:
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


def _reach(work: ox.Store, transitive: ox.NamedNode) -> None:
    """Add what a transitive property leads to in several steps, and note it as new.

    Walked here and not asked of the engine, whose time for it grows with the square of the number
    of things: minutes for ten thousand goals.
    """
    steps: dict[_Subject, list[_Node]] = {}
    for quad in work.quads_for_pattern(None, transitive, None, ox.DefaultGraph()):
        steps.setdefault(quad.subject, []).append(quad.object)
    new: list[ox.Quad] = []
    for start, direct in steps.items():
        reached, ahead = set(direct), list(direct)
        while ahead:
            at = ahead.pop()
            if not isinstance(at, ox.Literal):
                further = [node for node in steps.get(at, ()) if node not in reached]
                reached.update(further)
                ahead.extend(further)
        for node in reached.difference(direct):
            new.append(ox.Quad(start, transitive, node))
            new.append(ox.Quad(start, transitive, node, NEW))
    work.extend(new)


def _property_updates(rules: Rules) -> Iterable[str]:
    if rules.inverses:
        where = f"{_table('?p ?q', rules.inverses)} ?s ?p ?o FILTER(!isLiteral(?o))"
        yield _insert("?o ?q ?s", where)
    if rules.properties:
        yield _insert("?s ?q ?o", f"{_table('?p ?q', rules.properties)} ?s ?p ?o")
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
