"""Rules are compiled from the axioms that the engine covers, and any other axiom is refused."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from samgraph.errors import ReasoningError
from samgraph.rules import Rules, compile_rules
from samgraph.schema import read_schema

PREFIXES = """
    @prefix ex: <https://example.org/> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    @prefix sg: <https://w3id.org/samgraph/ns#> .
"""


def compiled(axioms: str) -> Rules:
    """Return the rules of some axioms in Turtle."""
    return compile_rules(
        quad.triple for quad in ox.parse(PREFIXES + axioms, format=ox.RdfFormat.TURTLE)
    )


def names(pairs: tuple[tuple[str, ...], ...]) -> set[str]:
    """Return pairs of IRIs as words."""
    return {" ".join(iri.removeprefix("https://example.org/") for iri in pair) for pair in pairs}


def test_hierarchies_are_closed() -> None:
    """A class has every class above it, through equivalences too, and never itself."""
    rules = compiled(
        "ex:A rdfs:subClassOf ex:B . ex:B owl:equivalentClass ex:C . ex:C rdfs:subClassOf ex:D ."
        "ex:p rdfs:subPropertyOf ex:q . ex:q owl:equivalentProperty ex:r ."
    )
    assert names(rules.classes) == {"A B", "A C", "A D", "B C", "B D", "C B", "C D"}
    assert names(rules.properties) == {"p q", "p r", "q r", "r q"}


def test_a_loop_of_classes_ends() -> None:
    """Classes that are below each other are each above the other, and not above themselves."""
    rules = compiled("ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:A .")
    assert names(rules.classes) == {"A B", "B A"}


def test_inverses_go_both_ways_round() -> None:
    """An inverse is one both ways, and a symmetric property is its own."""
    rules = compiled("ex:p owl:inverseOf ex:q . ex:s a owl:SymmetricProperty .")
    assert names(rules.inverses) == {"p q", "q p", "s s"}


def test_a_chain_keeps_its_order() -> None:
    """A property may have several chains, each in the order of its list."""
    rules = compiled(
        "ex:r owl:propertyChainAxiom ( ex:p ex:q ex:p ) , ( ex:q ex:p ) . "
        "ex:t a owl:TransitiveProperty ."
    )
    chains = [" ".join(step.rsplit("/", 1)[-1] for step in chain) for _, chain in rules.chains]
    assert sorted(chains) == ["p q p", "q p"]
    assert [iri.rsplit("/", 1)[-1] for iri in rules.transitive] == ["t"]


def test_disjoint_classes_are_pairs() -> None:
    """All classes of a list are disjoint, pair by pair, each pair once."""
    rules = compiled(
        "[] a owl:AllDisjointClasses ; owl:members ( ex:A ex:B ex:C ) . "
        "ex:B owl:disjointWith ex:A . ex:D owl:disjointWith ex:A ."
    )
    assert names(rules.disjoint) == {"A B", "A C", "B C", "A D"}


def test_domains_ranges_and_selves_are_kept() -> None:
    """Several domains of one property are all kept."""
    rules = compiled("ex:p rdfs:domain ex:A , ex:B ; rdfs:range ex:C . ex:isA sg:selfOf ex:A .")
    assert names(rules.domains) == {"p A", "p B"}
    assert names(rules.ranges) == {"p C"}
    assert names(rules.selves) == {"A isA"}


UNCOVERED = {
    "owl:FunctionalProperty": "ex:p a owl:FunctionalProperty .",
    "owl:InverseFunctionalProperty": "ex:p a owl:InverseFunctionalProperty .",
    "owl:AsymmetricProperty": "ex:p a owl:AsymmetricProperty .",
    "owl:IrreflexiveProperty": "ex:p a owl:IrreflexiveProperty .",
    "owl:ReflexiveProperty": "ex:p a owl:ReflexiveProperty .",
    "owl:Restriction": "ex:A rdfs:subClassOf [ a owl:Restriction ] .",
    "owl:onProperty": "[] owl:onProperty ex:p .",
    "owl:someValuesFrom": "[] owl:someValuesFrom ex:A .",
    "owl:allValuesFrom": "[] owl:allValuesFrom ex:A .",
    "owl:hasValue": "[] owl:hasValue ex:a .",
    "owl:hasSelf": "[] owl:hasSelf true .",
    "owl:maxCardinality": '[] owl:maxCardinality "1"^^xsd:nonNegativeInteger .',
    "owl:sameAs": "ex:a owl:sameAs ex:b .",
    "owl:differentFrom": "ex:a owl:differentFrom ex:b .",
    "owl:AllDifferent": "[] a owl:AllDifferent .",
    "owl:unionOf": "ex:A owl:unionOf ( ex:B ex:C ) .",
    "owl:intersectionOf": "ex:A owl:intersectionOf ( ex:B ex:C ) .",
    "owl:complementOf": "ex:A owl:complementOf ex:B .",
    "owl:oneOf": "ex:A owl:oneOf ( ex:a ) .",
    "owl:disjointUnionOf": "ex:A owl:disjointUnionOf ( ex:B ex:C ) .",
    "owl:hasKey": "ex:A owl:hasKey ( ex:p ) .",
    "owl:propertyDisjointWith": "ex:p owl:propertyDisjointWith ex:q .",
    "owl:AllDisjointProperties": "[] a owl:AllDisjointProperties ; owl:members ( ex:p ex:q ) .",
    "owl:NegativePropertyAssertion": "[] a owl:NegativePropertyAssertion .",
    "owl:onDatatype": "ex:d owl:onDatatype xsd:integer .",
    "owl:Nothing": "ex:A rdfs:subClassOf owl:Nothing .",
    "owl:bottomObjectProperty": "ex:p rdfs:subPropertyOf owl:bottomObjectProperty .",
    "owl:AnAxiomNobodyHasThoughtOf": "ex:p a owl:AnAxiomNobodyHasThoughtOf .",
}


@pytest.mark.parametrize("name", UNCOVERED)
def test_an_axiom_that_is_not_covered_is_named(name: str) -> None:
    """The engine refuses what it would leave out, and says what that is."""
    with pytest.raises(ReasoningError) as caught:
        compiled(UNCOVERED[name])
    assert name in {fault.message.split()[0] for fault in caught.value.faults}
    assert "owlrl" in caught.value.hint


def test_every_uncovered_axiom_is_named_at_once() -> None:
    """Nobody removes one axiom only to meet the next."""
    with pytest.raises(ReasoningError) as caught:
        compiled(UNCOVERED["owl:sameAs"] + UNCOVERED["owl:hasKey"] + UNCOVERED["owl:oneOf"])
    found = [fault.message.split()[0] for fault in caught.value.faults]
    assert found == ["owl:hasKey", "owl:oneOf", "owl:sameAs"]


@pytest.mark.parametrize(
    "axioms",
    [
        "ex:r owl:propertyChainAxiom ( [ owl:inverseOf ex:p ] ex:q ) .",
        "[] owl:inverseOf ex:p .",
        "ex:p owl:inverseOf [] .",
        "ex:r owl:propertyChainAxiom () .",
        "ex:A rdfs:subClassOf [] .",
        "[] rdfs:subClassOf ex:A .",
        "ex:p rdfs:domain [] .",
        "ex:p rdfs:range [] .",
        "ex:A owl:disjointWith [] .",
        "ex:p sg:selfOf [] .",
    ],
)
def test_an_axiom_about_something_nameless_is_refused(axioms: str) -> None:
    """An axiom with a blank node where a name is wanted, or an empty chain, is no silent loss."""
    with pytest.raises(ReasoningError):
        compiled(axioms)


@pytest.mark.parametrize(
    "axioms",
    [
        "ex:p rdfs:subPropertyOf rdf:type .",
        "rdf:type rdfs:subPropertyOf ex:p .",
        "ex:p rdfs:subPropertyOf rdfs:subClassOf .",
        "ex:p owl:inverseOf rdf:type .",
        "rdf:type owl:propertyChainAxiom ( ex:p ex:q ) .",
        "ex:p owl:propertyChainAxiom ( rdf:type ex:q ) .",
    ],
)
def test_an_axiom_that_would_mix_the_strata_is_refused(axioms: str) -> None:
    """Types come after properties, so an axiom by which they depend on each other is refused."""
    with pytest.raises(ReasoningError):
        compiled(axioms)


def test_annotations_and_declarations_are_no_axioms() -> None:
    """Versions, imports, labels and declarations say nothing about the plan's things."""
    rules = compiled(
        "ex: a owl:Ontology ; owl:versionInfo '1' ; owl:versionIRI ex:1 ; owl:imports ex:2 ; "
        "owl:priorVersion ex:0 . ex:A a owl:Class ; owl:deprecated true ; rdfs:label 'a' . "
        "ex:p a owl:ObjectProperty , owl:DatatypeProperty , owl:AnnotationProperty . "
        "ex:a a owl:NamedIndividual , ex:A ; ex:p ex:b ."
    )
    assert rules == Rules((), (), (), (), (), (), (), (), ())


def test_the_ontology_compiles() -> None:
    """The ontology itself uses nothing but what the engine covers, and some of each."""
    rules = compile_rules(read_schema().triples)
    for kind in Rules.__slots__:
        assert getattr(rules, kind), kind


def test_the_order_of_axioms_makes_no_difference() -> None:
    """The same axioms in another order compile to the same rules."""
    triples = read_schema().triples
    assert compile_rules(reversed(triples)) == compile_rules(triples)
