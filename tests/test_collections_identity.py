"""Things of several plans are one where the collection says so, and only there."""

from __future__ import annotations

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest
from plancollections import add_collection, built, lines, space
from tinyplan import Tiny

from samgraph.collection.candidates import find_likenesses, known_pairs, plain, write_likenesses
from samgraph.collection.identity import canonical, classes_of, read_declared
from samgraph.coverage import cover
from samgraph.errors import PackageError
from samgraph.framing import find_frame
from samgraph.network import projection_graph
from samgraph.schema import read_schema
from samgraph.terms import OWL, SKOS

EAST, WEST = space("east"), space("west")
SAME = f"""\
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix sg: <https://w3id.org/samgraph/ns#> .
@prefix all: <https://example.org/all/> .
@prefix e: <{EAST}> .
@prefix w: <{WEST}> .

all:plans a dcat:Catalog ; skos:prefLabel "Alle plannen"@nl, "All plans"@en .
e:school owl:sameAs w:school .
w:loneliness skos:exactMatch e:loneliness .
"""
FRAME = """\
all:frame-theme-partner a sg:Frame ;
    skos:prefLabel "thema × partner"@nl, "theme × partner"@en ;
    sg:rows sg:Theme ; sg:columns sg:PartnerOrganisation ;
    sg:path "^sg:worksOn" ; sg:scope sg:silent ; sg:expects sg:everyRow .
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return add_collection(tmp_path / "plans", ("east", "west"))


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "built"


def test_nothing_is_the_same_by_its_name(place: Path, work: Path) -> None:
    """Two schools of one name stay two, and are candidates."""
    _, opened = built(place, work)
    query = "SELECT ?partner { ?partner a sg:PartnerOrganisation }"
    assert len(list(opened.knowledge.select(query))) == 2
    assert opened.same == {}
    found = {(one.iri, one.other) for one in find_likenesses(opened)}
    assert (f"{EAST}school", f"{WEST}school") in found


def test_what_is_given_as_the_same_is_one_for_queries(place: Path, work: Path) -> None:
    """Under the first of its names that a plan labels, with one label a language."""
    (place / "collection.ttl").write_text(SAME)
    _, opened = built(place, work)
    knowledge = opened.knowledge
    assert opened.same == {
        f"{WEST}school": f"{EAST}school",
        f"{WEST}loneliness": f"{EAST}loneliness",
    }
    query = "SELECT ?partner { ?partner a sg:PartnerOrganisation }"
    assert [row[0].value for row in knowledge.select(query)] == [f"{EAST}school"]
    about = f"SELECT ?label {{ <{EAST}school> skos:prefLabel ?label }}"
    assert len(list(knowledge.select(about))) == 2
    links = f"SELECT ?link {{ ?link a sg:Link ; rdf:subject <{EAST}school> }}"
    assert len(list(knowledge.select(links))) == 2
    given = f"ASK {{ GRAPH <{knowledge.namespace}graph/identity> {{ ?a owl:sameAs ?b }} }}"
    assert knowledge.query(given)


def test_each_plan_keeps_saying_what_it_says(place: Path, work: Path, tmp_path: Path) -> None:
    """Its own graphs name its own things, whatever they are the same as."""
    _, before = built(place, tmp_path / "before")
    (place / "collection.ttl").write_text(SAME)
    _, after = built(place, work)
    for name in ("east", "west"):
        assert before.plan(name).dump() == after.plan(name).dump()


def test_the_network_hangs_together_by_what_is_the_same(place: Path, work: Path) -> None:
    """Two plans without anything in common are two networks, and one once they share a theme."""
    import networkx as nx

    _, opened = built(place, work)
    apart = projection_graph(opened.knowledge, "links")
    (place / "collection.ttl").write_text(SAME)
    _, opened = built(place, work)
    joined = projection_graph(opened.knowledge, "links")
    assert f"{WEST}loneliness" not in joined
    assert nx.number_connected_components(joined) < nx.number_connected_components(apart)


def test_a_collection_asks_coverage_questions_of_its_own(place: Path, work: Path) -> None:
    """Over all plans, things that are the same being one row; the plans' own frames are theirs."""
    (place / "collection.ttl").write_text(SAME + FRAME)
    _, opened = built(place, work)
    knowledge = opened.knowledge
    matrix = cover(knowledge, find_frame(knowledge, "theme-partner"))
    assert f"{EAST}loneliness" in matrix.frame.rows
    assert f"{WEST}loneliness" not in matrix.frame.rows
    assert matrix.frame.columns == (f"{EAST}school",)
    assert matrix.fills(f"{EAST}loneliness", f"{EAST}school", "stated")


def test_identity_within_a_plan_reaches_its_coverage(place: Path, work: Path) -> None:
    """A link to another plan's name of a thing counts for the plan's own, as what follows."""
    west = Tiny(place / "west")
    west.change("links.csv", "t:O1,sg:addresses,t:ageing", f"t:O1,sg:addresses,<{EAST}ageing>")
    _, opened = built(place, work)
    pair = (f"{WEST}ageing", f"{WEST}S1")

    def status() -> str:
        plan = opened.plan("west")
        return cover(plan, find_frame(plan, "challenge-goal")).status(*pair)

    assert status() == "silent"
    (place / "identities.csv").write_text(
        "rdf:subject,rdf:predicate,rdf:object,sg:standing\n"
        f"<{EAST}ageing>,owl:sameAs,<{WEST}ageing>,sg:judged\n"
    )
    outcome, opened = built(place, work)
    assert outcome.made == ("west",)
    assert status() == "derived"
    (place / "identities.csv").unlink()
    _, opened = built(place, work)
    assert status() == "silent"


def test_a_shared_iri_needs_no_word(place: Path, work: Path) -> None:
    """A thing that plans name by one IRI is one, and what one plan drops of it others still say."""
    for name in ("east", "west"):
        for file in (place / name).iterdir():
            text = file.read_text().replace("t:loneliness", "<https://example.org/shared/alone>")
            file.write_text(text)
    _, opened = built(place, work)
    query = "SELECT DISTINCT ?partner { ?partner sg:worksOn <https://example.org/shared/alone> }"
    assert len(list(opened.knowledge.select(query))) == 2
    Tiny(place / "east").change("themes.csv", "Over eenzaamheid.", "Anders.")
    outcome, updated = built(place, work)
    _, anew = built(place, work.with_name("anew"))
    assert outcome.store == "updated"
    assert lines(updated) == lines(anew)


def test_accepting_and_taking_back_brings_the_store_along(place: Path, work: Path) -> None:
    """Suggested identities never count; judged and stated ones do."""
    table = place / "identities.csv"
    head = "rdf:subject,rdf:predicate,rdf:object,sg:standing\n"
    row = f"<{EAST}school>,owl:sameAs,<{WEST}school>,sg:%s\n"
    for standing, many in (("suggested", 2), ("judged", 1), ("stated", 1), ("suggested", 2)):
        table.write_text(head + row % standing)
        _, opened = built(place, work)
        query = "SELECT ?partner { ?partner a sg:PartnerOrganisation }"
        assert len(list(opened.knowledge.select(query))) == many, standing


def test_candidates_are_written_as_a_table_that_is_read_back(place: Path, work: Path) -> None:
    """All of them suggested; accepted, they are no candidates any more."""
    _, opened = built(place, work)
    found = find_likenesses(opened)
    kinds = {(one.kind, one.predicate) for one in found}
    assert kinds == {
        ("Partner", OWL + "sameAs"),
        ("Organisation", OWL + "sameAs"),
        ("Theme", SKOS + "exactMatch"),
    }
    assert {one.grounds for one in found} == {("name",)}
    assert list(found) == sorted(found, key=lambda one: (one.iri, one.other))
    table = place / "identities.csv"
    write_likenesses(found, table)
    with table.open(encoding="utf-8", newline="") as file:
        assert {row["sg:standing"] for row in csv.DictReader(file)} == {"sg:suggested"}
    assert len(known_pairs(place)) == len(found)
    assert find_likenesses(opened, known_pairs(place)) == ()
    table.write_text(table.read_text().replace("sg:suggested", "sg:judged"))
    _, opened = built(place, work)
    assert len(opened.same) == len(found)
    assert find_likenesses(opened, known_pairs(place)) == ()


def test_a_code_in_common_makes_a_candidate(place: Path, work: Path) -> None:
    """However it is written and whatever the things are called."""
    for name, code, label in (("east", "0412.345.678", "school A"), ("west", "0412345678", "B")):
        text = f't:school <{SKOS}notation> "{code}" .\n'
        Tiny(place / name).add("plan.ttl", text)
        Tiny(place / name).change("partners.csv", "de school,the school", f"{label},{label}")
    _, opened = built(place, work)
    (found,) = [one for one in find_likenesses(opened) if one.iri == f"{EAST}school"]
    assert found.other == f"{WEST}school"
    assert found.grounds == ("code",)
    assert "0412" in found.reason("en")


def test_names_are_likened_without_case_accents_and_punctuation() -> None:
    """But no further: other words are another name."""
    assert plain("Sociaal  Huis, “Café”") == plain("sociaal huis cafe")
    assert plain("Sociaal Huis") != plain("Sociale Huizen")
    assert plain("…") == ""


def test_sets_of_the_same_thing_are_closed() -> None:
    """What is the same as the same is the same, and the first that is labelled stands for all."""
    classes = classes_of([("b", "c"), ("d", "c"), ("x", "y"), ("z", "z")])
    assert classes == (("b", "c", "d"), ("x", "y"))
    assert canonical(classes, {"c", "d"}) == {"b": "c", "d": "c", "y": "x"}


def test_every_fault_of_the_collections_own_files_is_told(place: Path) -> None:
    """At once, each with its place, before anything is built."""
    (place / "identities.csv").write_text(
        "rdf:subject,rdf:predicate,rdf:object,sg:standing\n"
        "x:a,owl:sameAs,<https://b>,sg:judged\n"
        "<https://a>,skos:broader,<https://b>,sg:judged\n"
        "<https://a>,owl:sameAs,<https://b>,sg:juged\n"
        "<https://a>,owl:sameAs,<https://a>,sg:judged\n"
    )
    (place / "collection.ttl").write_text("broken <")
    with pytest.raises(PackageError) as caught:
        read_declared(place, read_schema())
    places = [fault.where for fault in caught.value.faults]
    assert places[0].startswith("collection.ttl:")
    assert places[1:] == [
        "identities.csv:2, column rdf:subject",
        "identities.csv:3, column rdf:predicate",
        "identities.csv:4, column sg:standing",
        "identities.csv:5, column rdf:object",
    ]
    (place / "identities.csv").write_text("rdf:subject,rdf:predicate,rdf:object\n")
    (place / "collection.ttl").unlink()
    with pytest.raises(PackageError, match="sg:standing"):
        read_declared(place, read_schema())


def test_what_a_collection_says_of_itself_is_asked_too(place: Path, work: Path) -> None:
    """Its own label and IRI, and not those that its folder would give it."""
    (place / "collection.ttl").write_text(SAME)
    _, opened = built(place, work)
    assert opened.iri == "https://example.org/all/plans"
    assert opened.knowledge.namespace == "https://example.org/all/"
    labels = opened.knowledge.labels("en")
    assert labels[opened.iri] == "All plans"
    structure = ox.NamedNode("https://example.org/all/graph/structure")
    pattern = (ox.NamedNode(opened.iri), None, None, structure)
    assert len(list(opened.knowledge.store.quads_for_pattern(*pattern))) == 5
