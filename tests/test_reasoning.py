"""What follows from a plan is what OWL 2 RL says, kept apart from what the plan asserts."""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import Future

import pyoxigraph as ox
import pytest
from closures import READINGS, Compared, domain
from tinyplan import NS, Tiny

from samgraph.building import infer
from samgraph.contradictions import Clash, clashes
from samgraph.errors import PackageError, ReasoningError
from samgraph.knowledge import Knowledge
from samgraph.reasoning import Closure, close
from samgraph.reference import close_with_owlrl
from samgraph.rules import Rules, compile_rules
from samgraph.schema import stable
from samgraph.terms import RDF, sg

EX = "https://example.org/"
PREFIXES = f"""
    @prefix ex: <{EX}> .
    @prefix rdf: <{RDF}> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    @prefix sg: <https://w3id.org/samgraph/ns#> .
"""
ASSERTED, ONTOLOGY, DERIVED = (ox.NamedNode(f"{EX}graph/{name}") for name in "aod")
SOURCES = (ASSERTED, ONTOLOGY)

ENGINES = {"rules": close, "owlrl": close_with_owlrl}


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Keep rdflib's remarks on literals, which owlrl provokes, out of the tests' output."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def triples(text: str, tag: str) -> list[ox.Triple]:
    parsed = ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)
    return stable([quad.triple for quad in parsed], tag)


def prepared(axioms: str, data: str) -> tuple[ox.Store, Rules]:
    """Return a store with axioms and data in graphs of their own, and the rules."""
    store = ox.Store()
    for graph, text, tag in ((ONTOLOGY, axioms, "o"), (ASSERTED, data, "a")):
        store.extend(
            ox.Quad(one.subject, one.predicate, one.object, graph) for one in triples(text, tag)
        )
    return store, compile_rules(triples(axioms, "o"))


def closed(axioms: str, data: str, engine: str = "rules") -> ox.Store:
    """Return a store in which what follows is in the derived graph."""
    store, rules = prepared(axioms, data)
    ENGINES[engine](store, rules, SOURCES, DERIVED)
    return store


def inferred(axioms: str, data: str, engine: str = "rules") -> set[ox.Triple]:
    """Return what an engine infers about the data."""
    return domain(closed(axioms, data, engine), DERIVED)


KINDS = {
    "subclass": (
        "ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:C .",
        "ex:x a ex:A .",
        "ex:x a ex:B , ex:C .",
    ),
    "subproperty": (
        "ex:p rdfs:subPropertyOf ex:q . ex:q rdfs:subPropertyOf ex:r .",
        "ex:x ex:p ex:y .",
        "ex:x ex:q ex:y ; ex:r ex:y .",
    ),
    "domain": ("ex:p rdfs:domain ex:A , ex:B .", "ex:x ex:p ex:y .", "ex:x a ex:A , ex:B ."),
    "range": ("ex:p rdfs:range ex:A .", "ex:x ex:p ex:y .", "ex:y a ex:A ."),
    "inverse": (
        "ex:p owl:inverseOf ex:q .",
        "ex:x ex:p ex:y . ex:z ex:q ex:w .",
        "ex:y ex:q ex:x . ex:w ex:p ex:z .",
    ),
    "symmetric": ("ex:p a owl:SymmetricProperty .", "ex:x ex:p ex:y .", "ex:y ex:p ex:x ."),
    "transitive": (
        "ex:p a owl:TransitiveProperty .",
        "ex:a ex:p ex:b . ex:b ex:p ex:c . ex:c ex:p ex:d .",
        "ex:a ex:p ex:c , ex:d . ex:b ex:p ex:d .",
    ),
    "transitive loop": (
        "ex:p a owl:TransitiveProperty .",
        "ex:a ex:p ex:b . ex:b ex:p ex:a .",
        "ex:a ex:p ex:a . ex:b ex:p ex:b .",
    ),
    "chain": (
        "ex:r owl:propertyChainAxiom ( ex:p ex:q ex:p ) .",
        "ex:a ex:p ex:b . ex:b ex:q ex:c . ex:c ex:p ex:d . ex:a ex:q ex:d .",
        "ex:a ex:r ex:d .",
    ),
    "chain of itself": (
        "ex:r owl:propertyChainAxiom ( ex:p ex:r ) . ex:p rdfs:subPropertyOf ex:r .",
        "ex:a ex:p ex:b . ex:b ex:p ex:c .",
        "ex:a ex:r ex:b , ex:c . ex:b ex:r ex:c .",
    ),
    "equivalent class": (
        "ex:A owl:equivalentClass ex:B .",
        "ex:x a ex:A . ex:y a ex:B .",
        "ex:x a ex:B . ex:y a ex:A .",
    ),
    "equivalent property": (
        "ex:p owl:equivalentProperty ex:q .",
        "ex:x ex:p ex:y . ex:z ex:q ex:w .",
        "ex:x ex:q ex:y . ex:z ex:p ex:w .",
    ),
    "rolification": (
        "ex:isA sg:selfOf ex:A . ex:B rdfs:subClassOf ex:A ."
        "ex:r owl:propertyChainAxiom ( ex:isA ex:p ) .",
        "ex:x a ex:A ; ex:p ex:z . ex:y a ex:B ; ex:p ex:z . ex:w ex:p ex:z .",
        "ex:x ex:isA ex:x ; ex:r ex:z . ex:y a ex:A ; ex:isA ex:y ; ex:r ex:z .",
    ),
    "domain by way of a subproperty": (
        "ex:p rdfs:subPropertyOf ex:q . ex:q rdfs:domain ex:A . ex:A rdfs:subClassOf ex:B .",
        "ex:x ex:p ex:y .",
        "ex:x ex:q ex:y ; a ex:A , ex:B .",
    ),
    "inverse of a chain of inverses": (
        "ex:q owl:inverseOf ex:p . ex:r owl:propertyChainAxiom ( ex:q ex:s ) ."
        "ex:t owl:inverseOf ex:r .",
        "ex:a ex:p ex:b . ex:a ex:s ex:c .",
        "ex:b ex:q ex:a ; ex:r ex:c . ex:c ex:t ex:b .",
    ),
    "literals": (
        "ex:p rdfs:subPropertyOf ex:q . ex:p rdfs:range ex:A . ex:r a owl:SymmetricProperty ."
        "ex:c owl:propertyChainAxiom ( ex:s ex:p ) .",
        'ex:x ex:p "text" , "tekst"@nl , 31.5 , true . ex:y ex:r "no subject" . ex:z ex:s ex:x .',
        'ex:x ex:q "text" , "tekst"@nl , 31.5 , true .'
        'ex:z ex:c "text" , "tekst"@nl , 31.5 , true .',
    ),
    "nothing": ("", "ex:x a ex:A ; ex:p ex:y .", ""),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_axiom_is_applied(kind: str, engine: str) -> None:
    """What follows from an axiom is inferred by both engines, and nothing else is."""
    axioms, data, expected = KINDS[kind]
    assert inferred(axioms, data, engine) == set(triples(expected, "e"))


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_derived_stays_apart_from_what_is_asserted(engine: str) -> None:
    """Asserted graphs are left as they were, and the derived graph repeats nothing of them."""
    axioms, data, _ = KINDS["inverse of a chain of inverses"]
    data += " ex:b ex:q ex:a ."
    before, _ = prepared(axioms, data)
    store = closed(axioms, data, engine)
    for graph in SOURCES:
        assert set(store.quads_for_pattern(None, None, None, graph)) == set(
            before.quads_for_pattern(None, None, None, graph)
        )
    said = {quad.triple for quad in before}
    assert not said & {quad.triple for quad in store.quads_for_pattern(None, None, None, DERIVED)}
    assert {str(graph) for graph in store.named_graphs()} == {
        str(graph) for graph in (*SOURCES, DERIVED)
    }


def test_only_the_named_sources_are_reasoned_with() -> None:
    """A graph that is no source, such as that of the suggested links, gives no consequences."""
    store, rules = prepared("ex:p rdfs:subPropertyOf ex:q .", "ex:x ex:p ex:y .")
    other = ox.NamedNode(f"{EX}graph/suggested")
    store.extend(ox.Quad(t.subject, t.predicate, t.object, other) for t in triples(
        "ex:v ex:p ex:w .", "s"))  # fmt: skip
    close(store, rules, SOURCES, DERIVED)
    assert domain(store, DERIVED) == set(triples("ex:x ex:q ex:y .", "e"))


@pytest.mark.parametrize("engine", ENGINES)
def test_closing_twice_adds_nothing(engine: str) -> None:
    """A closure is closed: the second time round nothing new follows."""
    axioms = KINDS["rolification"][0] + "ex:p rdfs:domain ex:B ; rdfs:range ex:C ."
    store, rules = prepared(axioms, KINDS["rolification"][1])
    ENGINES[engine](store, rules, SOURCES, DERIVED)
    once = domain(store, DERIVED)
    ENGINES[engine](store, rules, SOURCES, DERIVED)
    assert domain(store, DERIVED) == once


SPELLINGS = (
    '"01"^^xsd:integer',
    '"+1"^^xsd:integer',
    '".5"^^xsd:decimal',
    '"0.50"^^xsd:decimal',
    '"1"^^xsd:boolean',
    '"2021"^^xsd:gYear',
    '"--10-30"^^xsd:gMonthDay',
    '"2021-01-01"^^xsd:date',
    '"2021-01-01T00:00:00Z"^^xsd:dateTime',
    '"1E3"^^xsd:double',
    '"text"@en-GB',
    '" spaced  out "',
    '"a\\nb\\r\\nc\\td"',
    '"caf\\u00e9 cafe\\u0301 \\u202e"',
    '"x"^^ex:own',
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_both_engines_leave_the_spelling_of_literals_alone(spelling: str) -> None:
    """A literal is inferred as it was asserted, and never asserted again in another spelling."""
    axioms, data = "ex:p rdfs:subPropertyOf ex:q .", f"ex:x ex:p {spelling} ."
    expected = set(triples(data.replace("ex:p", "ex:q"), "e"))
    store = ox.Store()
    store.extend(ox.Quad(one.subject, one.predicate, one.object) for one in expected)
    kept = {quad.triple for quad in store}
    assert inferred(axioms, data, "rules") == kept
    assert inferred(axioms, data, "owlrl") == kept


@pytest.mark.parametrize("engine", ENGINES)
def test_nameless_nodes_keep_their_identity(engine: str) -> None:
    """What follows about a blank node is said of that very node, and of no copy."""
    store = closed("ex:p rdfs:domain ex:A .", "[] ex:p ex:y .", engine)
    (said,) = store.quads_for_pattern(None, ox.NamedNode(f"{EX}p"), None, None)
    (typed,) = store.quads_for_pattern(None, None, ox.NamedNode(f"{EX}A"), DERIVED)
    assert typed.subject == said.subject


def random_axioms(chance: random.Random) -> str:
    """Return some axioms of every kind that is covered."""

    def some() -> str:
        return f"ex:C{chance.randrange(4)}"

    def one() -> str:
        return f"ex:p{chance.randrange(5)}"

    def axiom() -> str:
        return chance.choice(
            (
                f"{some()} rdfs:subClassOf {some()} .",
                f"{some()} owl:equivalentClass {some()} .",
                f"{one()} rdfs:subPropertyOf {one()} .",
                f"{one()} owl:equivalentProperty {one()} .",
                f"{one()} rdfs:domain {some()} .",
                f"{one()} rdfs:range {some()} .",
                f"{one()} owl:inverseOf {one()} .",
                f"{one()} a owl:SymmetricProperty .",
                f"{one()} a owl:TransitiveProperty .",
                f"{one()} owl:propertyChainAxiom ( {one()} {one()} ) .",
                f"{one()} owl:propertyChainAxiom ( {one()} {one()} {one()} ) .",
                f"ex:is{chance.randrange(2)} sg:selfOf {some()} .",
                f"{one()} owl:propertyChainAxiom ( ex:is0 {one()} ex:is1 ) .",
            )
        )

    return "\n".join(axiom() for _ in range(chance.randint(3, 9)))


def random_data(chance: random.Random) -> str:
    """Return some statements about a few things."""
    lines = []
    for _ in range(chance.randint(3, 8)):
        thing = f"ex:x{chance.randrange(5)}"
        if chance.random() < 0.3:
            lines.append(f"{thing} a ex:C{chance.randrange(4)} .")
        else:
            lines.append(f"{thing} ex:p{chance.randrange(5)} ex:x{chance.randrange(5)} .")
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(40))
def test_both_engines_agree_on_whatever_axioms(seed: int) -> None:
    """On random axioms of the kinds covered, and random data, the two closures are equal."""
    chance = random.Random(seed)  # noqa: S311 - a test wants the same axioms every time
    axioms, data = random_axioms(chance), random_data(chance)
    rules, owlrl = inferred(axioms, data, "rules"), inferred(axioms, data, "owlrl")
    assert rules == owlrl, f"{axioms}\n\n{data}"


def test_the_reference_engine_leaves_rdflib_as_it_was() -> None:
    """After owlrl, rdflib reads literals as before: owlrl would have it refuse --04-30."""
    import rdflib
    import rdflib.term

    before = dict(rdflib.term._toPythonMapping), rdflib.NORMALIZE_LITERALS
    inferred(*KINDS["literals"][:2], "owlrl")
    axioms, _, guilty = CONTRADICTIONS["asserted types"]
    with pytest.raises(ReasoningError):
        closed(axioms, guilty, "owlrl")
    assert (dict(rdflib.term._toPythonMapping), rdflib.NORMALIZE_LITERALS) == before
    assert not rdflib.Literal("--04-30", datatype=rdflib.XSD.gMonthDay).ill_typed


@pytest.mark.parametrize("reading", READINGS)
def test_both_engines_agree_on_the_sam_plan(
    sam_compared: Mapping[str, Future[Compared]], reading: str
) -> None:
    """On the real plan, literals included, the two closures are equal."""
    compared = sam_compared[reading].result(timeout=600)
    assert compared.only_rules == ()
    assert compared.only_owlrl == ()
    assert compared.count > 5_000


def relevant(knowledge: Knowledge, standing: str) -> set[tuple[str, str]]:
    """Return the pairs of a partner and what it is relevant to, as local names."""
    query = "SELECT ?partner ?goal { ?partner sg:relevantTo ?goal }"
    return {
        (partner.value.removeprefix(NS), goal.value.removeprefix(NS))
        for partner, goal in knowledge.select(query, standing=standing)
    }


def test_relevance_is_derived_from_what_is_stated(tiny: Tiny) -> None:
    """A partner that works on what a goal addresses is relevant to it, from *derived* on."""
    knowledge = tiny.build()
    assert relevant(knowledge, "stated") == set()
    assert relevant(knowledge, "derived") == {("school", "O1")}
    assert relevant(knowledge, "judged") == {("school", "O1")}


def test_relevance_runs_from_partner_to_goal_only(tiny: Tiny) -> None:
    """Others that serve, address or work on the same thing are not made relevant."""
    tiny.add_link("t:garden; sg:addresses; t:loneliness; sg:stated; t:p-all")
    tiny.add_link("t:green; sg:addresses; t:loneliness; sg:stated; t:p-all")
    tiny.add_link("t:garden; sg:serves; t:youth; sg:stated; t:p-all")
    tiny.add_link("t:O2; sg:serves; t:youth; sg:stated; t:p-all")
    tiny.add_link("t:shops; sg:serves; t:youth; sg:stated; t:p-all")
    tiny.add_link("t:school; sg:worksOn; t:youth; sg:judged; t:p-all; a; a")
    knowledge = tiny.build()
    by_field = {("shops", "S1"), ("shops", "O2")}
    assert relevant(knowledge, "derived") == {("school", "O1")} | by_field
    assert relevant(knowledge, "judged") == {("school", "O1"), ("school", "S1"),
                                             ("school", "O2")} | by_field  # fmt: skip


def test_relevance_in_the_sam_plan_runs_from_partner_to_goal_only(sam: Knowledge) -> None:
    """In the real plan too, and there is some."""
    wrong = "ASK { ?a sg:relevantTo ?b FILTER NOT EXISTS { ?a a sg:Partner . ?b a sg:Goal } }"
    assert not sam.query(wrong)
    assert sam.query("ASK { ?a sg:relevantTo ?b }")


def test_what_is_judged_is_not_among_what_is_derived(tiny: Tiny) -> None:
    """Consequences of a judgement are in the judged graph, and a suggestion has none."""
    knowledge = tiny.build()
    linked = ox.NamedNode(sg("linkedTo"))
    found = {
        str(quad.graph_name).rsplit("/", 1)[-1].rstrip(">")
        for quad in knowledge.store.quads_for_pattern(
            ox.NamedNode(f"{NS}shops"), linked, ox.NamedNode(f"{NS}O2")
        )
    }
    assert found == {"judged"}
    assert not list(
        knowledge.store.quads_for_pattern(
            ox.NamedNode(f"{NS}shops"), linked, ox.NamedNode(f"{NS}O1")
        )
    )


CONTRADICTIONS = {
    "asserted types": ("ex:A owl:disjointWith ex:B .", "", "ex:x a ex:A , ex:B ."),
    "subclasses": (
        "ex:A owl:disjointWith ex:B . ex:A1 rdfs:subClassOf ex:A . ex:B1 rdfs:subClassOf ex:B .",
        "",
        "ex:x a ex:A1 , ex:B1 .",
    ),
    "domain": (
        "ex:A owl:disjointWith ex:B . ex:p rdfs:domain ex:B .",
        "ex:x ex:q ex:y . ex:z ex:p ex:y .",
        "ex:x a ex:A ; ex:p ex:y .",
    ),
    "range": (
        "ex:A owl:disjointWith ex:B . ex:p rdfs:range ex:B .",
        "ex:x ex:p ex:y .",
        "ex:x a ex:A . ex:y ex:p ex:x .",
    ),
    "subproperty": (
        "ex:A owl:disjointWith ex:B . ex:q rdfs:subPropertyOf ex:p . ex:p rdfs:domain ex:B .",
        "ex:z ex:q ex:y .",
        "ex:x a ex:A ; ex:q ex:y .",
    ),
    "two domains": (
        "ex:A owl:disjointWith ex:B . ex:p rdfs:domain ex:B , ex:C .",
        "",
        "ex:x a ex:A ; ex:p ex:y .",
    ),
    "domain against range": (
        "ex:A owl:disjointWith ex:B . ex:p rdfs:domain ex:A . ex:q rdfs:range ex:B .",
        "",
        "ex:x ex:p ex:y . ex:z ex:q ex:x .",
    ),
    "inverse": (
        "ex:A owl:disjointWith ex:B . ex:p owl:inverseOf ex:q . ex:q rdfs:domain ex:B .",
        "",
        "ex:x a ex:A . ex:y ex:p ex:x .",
    ),
    "symmetry": (
        "ex:A owl:disjointWith ex:B . ex:p a owl:SymmetricProperty ; rdfs:domain ex:B .",
        "ex:y a ex:B .",
        "ex:x a ex:A . ex:y ex:p ex:x .",
    ),
    "list of classes": (
        "[] a owl:AllDisjointClasses ; owl:members ( ex:A ex:C ex:B ) .",
        "ex:y a ex:C .",
        "ex:x a ex:A , ex:B .",
    ),
}
"""By kind: axioms, data that is innocent, and exactly the data that clashes."""


def refusal(axioms: str, data: str) -> PackageError:
    """Return the error with which a plan of this data is refused under these axioms."""
    store, rules = ox.Store(), compile_rules(triples(axioms, "o"))
    for name, text in (("ontology", axioms), ("structure", data)):
        graph = ox.NamedNode(f"{EX}graph/{name}")
        store.extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples(text, name))
    with pytest.raises(PackageError) as caught:
        infer(store, EX, rules)
    return caught.value


@pytest.mark.parametrize("kind", CONTRADICTIONS)
def test_a_contradiction_is_found_and_named(kind: str) -> None:
    """A thing in two disjoint classes is found, with exactly the asserted triples that clash."""
    axioms, innocent, guilty = CONTRADICTIONS[kind]
    (fault,) = refusal(axioms, f"{innocent} {guilty}").faults
    assert fault.where == ":x"
    assert re.findall(r"example\.org/(\w)", fault.message) == ["A", "B"]
    named = fault.hint.partition(": ")[2].split("; ")
    words = {
        tuple(
            str(term).strip("<>").replace(EX, ":").replace(RDF, "rdf:")
            for term in (one.subject, one.predicate, one.object)
        )
        for one in triples(guilty, "g")
    }
    assert sorted(named) == sorted(" ".join(parts) for parts in words)


@pytest.mark.parametrize("kind", CONTRADICTIONS)
def test_owlrl_finds_the_same_contradiction(kind: str) -> None:
    """The reference engine calls the same graph inconsistent, and says of which thing."""
    axioms, innocent, guilty = CONTRADICTIONS[kind]
    store, rules = prepared(axioms, f"{innocent} {guilty}")
    with pytest.raises(ReasoningError) as caught:
        close_with_owlrl(store, rules, SOURCES, DERIVED)
    assert f"{EX}x" in str(caught.value)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_sound_graph_has_no_contradiction(kind: str, engine: str) -> None:
    """Nothing clashes where nothing is in two disjoint classes."""
    axioms, data, _ = KINDS[kind]
    store, rules = prepared(axioms + "ex:E owl:disjointWith ex:F .", data)
    ENGINES[engine](store, rules, SOURCES, DERIVED)
    assert clashes(store, rules, (*SOURCES, DERIVED)) == ()


def test_a_nameless_thing_can_contradict_itself() -> None:
    """A blank node in two disjoint classes is found like any other."""
    (fault,) = refusal("ex:A owl:disjointWith ex:B .", "[] a ex:A , ex:B .").faults
    assert re.findall(r"example\.org/(\w)", fault.message) == ["A", "B"]


def test_a_class_that_shares_no_member_with_itself_is_empty() -> None:
    """A member of a class that is disjoint with itself contradicts the ontology."""
    assert refusal("ex:A owl:disjointWith ex:A .", "ex:x a ex:A .").faults[0].where == ":x"


def test_every_contradiction_is_found() -> None:
    """Several things and several pairs of classes come out one by one, in order."""
    store, rules = prepared(
        "[] a owl:AllDisjointClasses ; owl:members ( ex:A ex:B ex:C ) .",
        "ex:y a ex:C , ex:A . ex:x a ex:A , ex:B , ex:C .",
    )
    close(store, rules, SOURCES, DERIVED)
    found = clashes(store, rules, (*SOURCES, DERIVED))
    assert [(one.thing[-1], one.classes[0][-1] + one.classes[1][-1]) for one in found] == [
        ("x", "AB"),
        ("x", "AC"),
        ("x", "BC"),
        ("y", "AC"),
    ]


PLAN_CONTRADICTIONS = {
    "two types": (
        "lists.csv",
        "t:heat,sg:Challenge,",
        "t:heat,sg:Challenge|sg:Value,",
        ("t:heat", "sg:Challenge", "sg:Value"),
    ),
    "a link from the wrong thing": (
        "links.csv",
        "t:garden,sg:advances,t:O1",
        "t:heat,sg:advances,t:O1",
        ("t:heat", "sg:Challenge", "sg:ResultArea"),
    ),
    "a link to the wrong thing": (
        "links.csv",
        "t:O1,sg:carriesOut,t:meeting",
        "t:O1,sg:carriesOut,t:heat",
        ("t:heat", "sg:Challenge", "sg:CoreTask"),
    ),
    "strategic and operational": (
        "goals.csv",
        "t:S1,sg:StrategicGoal,",
        "t:S1,sg:StrategicGoal|sg:OperationalGoal,",
        ("t:S1", "sg:OperationalGoal", "sg:StrategicGoal"),
    ),
}


@pytest.mark.parametrize("kind", PLAN_CONTRADICTIONS)
def test_a_plan_that_contradicts_the_ontology_is_refused(tiny: Tiny, kind: str) -> None:
    """The error names the thing, both classes, and only triples that the plan itself holds."""
    file, old, text, (thing, first, second) = PLAN_CONTRADICTIONS[kind]
    tiny.change(file, old, text)
    with pytest.raises(PackageError) as caught:
        tiny.build()
    (fault,) = caught.value.faults
    assert fault.where.endswith(thing.removeprefix("t"))
    assert f"{first} and a {second}" in fault.message
    prefixes = {"": NS, "rdf": RDF, "sg": sg("")}
    said = set()
    for quad in tiny.read().quads:
        words = []
        for term in (quad.subject, quad.predicate, quad.object):
            word = str(term).strip("<>")
            for prefix, namespace in prefixes.items():
                if word.startswith(namespace):
                    word = f"{prefix}:{word.removeprefix(namespace)}"
            words.append(word)
        said.add(" ".join(words))
    named = fault.hint.partition(": ")[2].split("; ")
    assert len(named) == 2
    assert set(named) <= said


def test_a_suggested_link_cannot_contradict(tiny: Tiny) -> None:
    """What is only suggested is never reasoned with."""
    tiny.change("links.csv", "t:shops,sg:supports,t:O1,sg:suggested",
                "t:heat,sg:advances,t:O1,sg:suggested")  # fmt: skip
    assert tiny.build()


def test_a_clash_reads_as_a_sentence() -> None:
    """A clash becomes a fault with the thing, its classes and the triples as CURIEs."""
    clash = Clash(
        f"{EX}x",
        (sg("Goal"), sg("Theme")),
        ((f"{EX}x", RDF + "type", sg("Goal")), (f"{EX}x", sg("influences"), f"{EX}y")),
    )
    prefixes = {"ex": EX, "sg": sg(""), "rdf": RDF}
    fault = clash.fault(prefixes)
    assert fault.where == "ex:x"
    assert "sg:Goal" in fault.message
    assert "sg:Theme" in fault.message
    assert "ex:x sg:influences ex:y" in fault.hint


def test_the_engine_is_never_asked_for_a_path_of_any_length() -> None:
    """It follows one from every thing anew: ten thousand goals took minutes to close."""
    asked: list[str] = []

    class Listening:
        def __init__(self, store: ox.Store) -> None:
            self.store = store

        def update(self, text: str) -> None:
            asked.append(text)
            self.store.update(text)

        def __getattr__(self, name: str) -> object:
            return getattr(self.store, name)

        def __len__(self) -> int:
            return len(self.store)

    store, rules = prepared(
        "ex:in a owl:TransitiveProperty .", "ex:a ex:in ex:b . ex:b ex:in ex:c . ex:c ex:in ex:d ."
    )
    closure = Closure(rules)
    closure.work = Listening(closure.work)  # type: ignore[assignment]
    closure.add(store, SOURCES)
    found = {(one.subject.value, one.object.value) for one in closure.close()}  # type: ignore[union-attr]
    assert found == {(EX + one, EX + other) for one, other in ("ac", "ad", "bd")}
    assert asked
    assert not [text for text in asked if ">+" in text or ">*" in text]
