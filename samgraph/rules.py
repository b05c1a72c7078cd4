"""Rules compiled from the ontology's own axioms.

The axioms covered are those of OWL 2 RL that a vocabulary of a plan needs; any other axiom is an
error, because a closure that silently leaves something out is worse than none. Rule names in
comments are those of the specification, https://www.w3.org/TR/owl2-profiles/, section 4.3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from samgraph.errors import Fault, ReasoningError
from samgraph.terms import OWL, PREFIXES, RDF, RDFS, compact, sg

_TYPE = RDF + "type"
_HARMLESS_TYPES = frozenset(
    OWL + name
    for name in (
        "Class",
        "ObjectProperty",
        "DatatypeProperty",
        "AnnotationProperty",
        "Ontology",
        "NamedIndividual",
        "TransitiveProperty",
        "SymmetricProperty",
        "AllDisjointClasses",
    )
)
_HARMLESS_PROPERTIES = frozenset(
    OWL + name for name in ("versionInfo", "versionIRI", "priorVersion", "imports", "deprecated")
)


@dataclass(frozen=True, slots=True)
class Rules:
    """The axioms of an ontology in the form in which the engine runs them.

    Hierarchies are already closed, so that one pass over the data is enough for each.
    """

    classes: tuple[tuple[str, str], ...]
    """(class, class above it): cax-sco, cax-eqc."""
    properties: tuple[tuple[str, str], ...]
    """(property, property above it): prp-spo1, prp-eqp."""
    inverses: tuple[tuple[str, str], ...]
    """(property, its inverse), both ways round, and symmetric properties: prp-inv, prp-symp."""
    transitive: tuple[str, ...]
    """prp-trp."""
    chains: tuple[tuple[str, tuple[str, ...]], ...]
    """(property, the chain that implies it): prp-spo2."""
    domains: tuple[tuple[str, str], ...]
    """(property, class of its subjects): prp-dom."""
    ranges: tuple[tuple[str, str], ...]
    """(property, class of its objects): prp-rng."""
    disjoint: tuple[tuple[str, str], ...]
    """(class, class that shares no member with it): cax-dw, cax-adc."""
    selves: tuple[tuple[str, str], ...]
    """(class, property that relates each of its members to itself), from `sg:selfOf`."""


def compile_rules(triples: Iterable[ox.Triple]) -> Rules:
    """Return the rules that the axioms among `triples` stand for.

    Raises:
        ReasoningError: with every axiom that is not covered.

    """
    axioms = _Axioms()
    for triple in triples:
        axioms.read(triple)
    axioms.read_chains()
    axioms.refuse_uncovered()
    return axioms.rules()


class _Axioms:
    def __init__(self) -> None:
        self.of: dict[str, list[tuple[str, str]]] = {}
        self.first: dict[str, ox.NamedNode | ox.BlankNode] = {}
        self.rest: dict[str, str] = {}
        self.types: dict[str, set[str]] = {}
        self.uncovered: set[str] = set()

    def read(self, triple: ox.Triple) -> None:
        """Take in a triple: an axiom, part of a list, or something that says nothing here."""
        subject, predicate, value = triple.subject, triple.predicate.value, triple.object
        if predicate.startswith(OWL) and predicate not in _COVERED | _HARMLESS_PROPERTIES:
            self.uncovered.add(compact(predicate, PREFIXES))
        if isinstance(subject, ox.Triple) or not isinstance(value, (ox.NamedNode, ox.BlankNode)):
            if predicate in _COVERED:
                self.uncovered.add(f"{compact(predicate, PREFIXES)} {value}")
            return
        if predicate == _TYPE:
            self.types.setdefault(value.value, set()).add(subject.value)
            if value.value.startswith(OWL) and value.value not in _HARMLESS_TYPES:
                self.uncovered.add(compact(value.value, PREFIXES))
        elif predicate == RDF + "first":
            self.first[subject.value] = value
        elif predicate == RDF + "rest":
            self.rest[subject.value] = value.value
        elif predicate in _COVERED:
            self._read_axiom(subject, predicate, value)

    def _read_axiom(
        self,
        subject: ox.NamedNode | ox.BlankNode,
        predicate: str,
        value: ox.NamedNode | ox.BlankNode,
    ) -> None:
        name = compact(predicate, PREFIXES)
        nameless_subject = isinstance(subject, ox.BlankNode) and predicate != OWL + "members"
        nameless_value = isinstance(value, ox.BlankNode) and predicate not in _LISTS
        if nameless_subject or nameless_value:
            self.uncovered.add(f"{name} with a nameless node")
        if value.value.startswith(OWL) and predicate != RDFS + "range":
            self.uncovered.add(compact(value.value, PREFIXES))
        if predicate in _OF_PROPERTIES:
            self._refuse_schema_term(name, subject.value, value.value)
        self.of.setdefault(predicate, []).append((subject.value, value.value))

    def _refuse_schema_term(self, axiom: str, *terms: str) -> None:
        """Refuse an axiom by which properties would make types or the hierarchy.

        Strata are right only as long as types never give rise to properties.
        """
        for term in terms:
            if term.startswith((RDF, RDFS, OWL)):
                self.uncovered.add(f"{axiom} of {compact(term, PREFIXES)}")

    def refuse_uncovered(self) -> None:
        if self.uncovered:
            raise ReasoningError(
                "the everyday engine does not cover every axiom of the ontology",
                hint="leave the axiom out, or reason with --reasoner owlrl",
                faults=[
                    Fault("ontology", f"{name} is not covered") for name in sorted(self.uncovered)
                ],
            )

    def members(self, head: str) -> tuple[str, ...]:
        """Return the members of an RDF list."""
        found: list[str] = []
        while head in self.first:
            found.append(self.first[head].value)
            head = self.rest.get(head, "")
        return tuple(found)

    def read_chains(self) -> None:
        """Refuse chains that are empty or hold something nameless or a term of the schema."""
        for _, head in self.pairs(OWL + "propertyChainAxiom"):
            steps = self.members(head)
            if not steps:
                self.uncovered.add("owl:propertyChainAxiom without members")
            self._refuse_schema_term("owl:propertyChainAxiom", *steps)
        heads = [head for name in _LISTS for _, head in self.pairs(name)]
        for head in heads:
            at = head
            while at in self.first:
                if isinstance(self.first[at], ox.BlankNode):
                    self.uncovered.add("a list of axioms with a nameless node")
                at = self.rest.get(at, "")

    def pairs(self, predicate: str) -> list[tuple[str, str]]:
        return self.of.get(predicate, [])

    def rules(self) -> Rules:
        classes = self.pairs(RDFS + "subClassOf") + _both_ways(self.pairs(OWL + "equivalentClass"))
        properties = self.pairs(RDFS + "subPropertyOf") + _both_ways(
            self.pairs(OWL + "equivalentProperty")
        )
        inverses = _both_ways(self.pairs(OWL + "inverseOf"))
        inverses += [(iri, iri) for iri in self.types.get(OWL + "SymmetricProperty", ())]
        disjoint = list(self.pairs(OWL + "disjointWith"))
        for node, head in self.pairs(OWL + "members"):
            if node in self.types.get(OWL + "AllDisjointClasses", ()):
                several = self.members(head)
                disjoint += [(a, b) for i, a in enumerate(several) for b in several[i + 1 :]]
        chains = [(iri, self.members(head)) for iri, head in self.pairs(OWL + "propertyChainAxiom")]
        return Rules(
            classes=_closed(classes),
            properties=_closed(properties),
            inverses=tuple(sorted(set(inverses))),
            transitive=tuple(sorted(self.types.get(OWL + "TransitiveProperty", ()))),
            chains=tuple(sorted(chains)),
            domains=tuple(sorted(self.pairs(RDFS + "domain"))),
            ranges=tuple(sorted(self.pairs(RDFS + "range"))),
            disjoint=tuple(sorted({(min(pair), max(pair)) for pair in disjoint})),
            selves=tuple(sorted((kind, iri) for iri, kind in self.pairs(sg("selfOf")))),
        )


_COVERED = frozenset(
    [RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")]
    + [
        OWL + name
        for name in (
            "equivalentClass",
            "equivalentProperty",
            "inverseOf",
            "disjointWith",
            "members",
            "propertyChainAxiom",
        )
    ]
    + [sg("selfOf")]
)
_LISTS = frozenset({OWL + "members", OWL + "propertyChainAxiom"})
_OF_PROPERTIES = frozenset(
    [RDFS + "subPropertyOf", sg("selfOf")]
    + [OWL + name for name in ("equivalentProperty", "inverseOf", "propertyChainAxiom")]
)


def _both_ways(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [*pairs, *((b, a) for a, b in pairs)]


def _closed(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the transitive closure of `pairs`, without anything above itself."""
    above: dict[str, set[str]] = {}
    for low, high in pairs:
        above.setdefault(low, set()).add(high)
    closed: set[tuple[str, str]] = set()
    for low in above:
        waiting, seen = list(above[low]), set()
        while waiting:
            high = waiting.pop()
            if high not in seen:
                seen.add(high)
                waiting.extend(above.get(high, ()))
        closed.update((low, high) for high in seen if high != low)
    return tuple(sorted(closed))
