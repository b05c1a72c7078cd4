"""Contradictions: things in two classes that share no member, with the triples that clash."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

import pyoxigraph as ox

from samgraph.errors import Fault
from samgraph.rules import Rules
from samgraph.terms import PREFIXES, RDF, compact

_TYPE = f"<{RDF}type>"


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
    empty = {first for first, second in rules.disjoint if first == second}
    reasons = _Reasons(store, rules, sources, derived)
    return tuple(
        Clash(thing.value, pair, reasons.of(thing, pair))
        for thing, some in sorted(typed.items(), key=lambda item: item[0].value)
        if len(some) > 1 or some & empty
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
