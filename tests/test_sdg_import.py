"""RDF of others becomes a plan by a mapping that is data, and nothing in it is made up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from samgraph.building import build
from samgraph.errors import SamgraphError
from samgraph.exchange.imports import IMPORTS, read_files, write_imported
from samgraph.exchange.mapping import mapping_folder, mapping_names
from samgraph.framing import frames
from samgraph.gaps import find_gaps
from samgraph.knowledge import Knowledge
from samgraph.package import read_package
from samgraph.passages import passages
from samgraph.resolving import resolve
from samgraph.schema import read_schema
from samgraph.sources import read_source
from samgraph.stored import stored_gaps
from samgraph.validation import validate

SHARED = Path(__file__).parent.parent.parent / "shared" / "data" / "sdg"
GOALS = SHARED / "sdg-kos-goals-targets-indicators.ttl"
SUBJECTS = SHARED / "sdg-kos-subject-mappings.ttl"

SMALL = """\
@prefix sdg: <http://metadata.un.org/sdg/> .
@prefix sdgo: <http://metadata.un.org/sdg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .

<http://metadata.un.org/sdg> skos:hasTopConcept sdg:1 .

sdg:1 a sdgo:Goal, skos:Concept .
sdg:1 skos:inScheme <http://metadata.un.org/sdg> .
sdg:1 skos:prefLabel "End poverty"@en, "Poner fin"@es .
sdg:1 skos:notation "01"^^sdgo:SDGCode , "1"^^sdgo:SDGCodeCompact .
sdg:1 dct:subject <http://eurovoc.europa.eu/2281> .

sdg:1.1 a sdgo:Target, skos:Concept ; sdgo:isTargetOf sdg:1 .
sdg:1.1 skos:prefLabel "Extreme poverty"@en,
    "Extreme poverty, the long way"@en .
sdg:1.1 skos:notation "01.01"^^sdgo:SDGCode , "1.1"^^sdgo:SDGCodeCompact .

sdg:1.2 a sdgo:Target, skos:Concept ; sdgo:isTargetOf sdg:1 .
sdg:1.2 skos:prefLabel "Poverty by half"@en .
sdg:1.2 skos:notation "01.02"^^sdgo:SDGCode , "1.2"^^sdgo:SDGCodeCompact .

sdg:C010101 a sdgo:Indicator, skos:Concept ; sdgo:isIndicatorOf sdg:1.1 .
sdg:C010101 skos:prefLabel "Below the line"@en .
sdg:C010101 skos:notation "01.01.01"^^sdgo:SDGCode , "1.1.1"^^sdgo:SDGCodeCompact ,
    "C010101"^^sdgo:SDGCodePerm .
sdg:C010101 sdgo:custodianAgency "World Bank", "WTO,ITC", "IRENA " .

sdg:C010102 a sdgo:Indicator, skos:Concept ; sdgo:isIndicatorOf sdg:1.1 .
sdg:C010102 skos:prefLabel "Essential services"@en .
sdg:C010102 skos:notation "01.01.02"^^sdgo:SDGCode , "1.1.2"^^sdgo:SDGCodeCompact ,
    "C010102"^^sdgo:SDGCodePerm .
sdg:C010102 sdgo:custodianAgency "Under discussion among agencies (ILO, UNESCO-UIS, WHO)", "SIDS" .

sdg:C010103 a sdgo:Indicator, skos:Concept ; sdgo:isIndicatorOf sdg:1.1 .
sdg:C010103 skos:prefLabel "Grants"@en .
sdg:C010103 skos:notation "01.01.03"^^sdgo:SDGCode , "1.1.3"^^sdgo:SDGCodeCompact ,
    "C010103"^^sdgo:SDGCodePerm .
sdg:C010103 sdgo:custodianAgency "IRENA" .
"""

SKOS = """\
@prefix ex: <https://example.org/goals#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

ex:scheme a skos:ConceptScheme ; skos:prefLabel "Goals"@en .

ex:green a skos:Concept ; skos:inScheme ex:scheme ; skos:prefLabel "green city"@en ;
    skos:definition "A city with trees." .
ex:trees a skos:Concept ; skos:broader ex:green ; skos:prefLabel "more trees"@en .
ex:oaks a skos:Concept ; skos:broader ex:trees ; skos:prefLabel "oaks"@en ; skos:notation "T-1" .
ex:warm a skos:Concept ; skos:prefLabel "warm city"@en .
"""


def plan_of(text: str, folder: Path, mapping: str = "sdg") -> Knowledge:
    """Return what a mapping makes of a Turtle text, built."""
    file = folder / "source.ttl"
    file.write_text(text, encoding="utf-8")
    write_imported(read_files([file], mapping=mapping), folder / "plan")
    return build(folder / "plan")


def rows(knowledge: Knowledge, query: str, standing: str = "stated") -> list[tuple[str, ...]]:
    """Return the rows of a query, sorted, IRIs by their last part."""
    return sorted(
        tuple(str(getattr(one, "value", "")).rsplit("/", 1)[-1].rpartition("#")[2] for one in row)
        for row in knowledge.select(query, standing=standing)
    )


def test_goals_targets_and_indicators_keep_their_tree(tmp_path: Path) -> None:
    """Goal, target and indicator become strategic goal, operational goal and indicator."""
    knowledge = plan_of(SMALL, tmp_path)
    query = "SELECT ?one ?code ?whole {{ ?one a sg:{} ; skos:notation ?code ; sg:partOf ?whole }}"
    assert rows(knowledge, query.format("StrategicGoal")) == [("goal-1", "1", "plan")]
    assert rows(knowledge, query.format("OperationalGoal")) == [
        ("target-1.1", "1.1", "goal-1"),
        ("target-1.2", "1.2", "goal-1"),
    ]
    assert ("indicator-C010101", "C010101", "target-1.1") in rows(
        knowledge, query.format("Indicator")
    )


def test_custodians_are_split_and_put_together_honestly(tmp_path: Path) -> None:
    """One agency a name; what is under discussion is only suggested, and counts for nothing."""
    knowledge = plan_of(SMALL, tmp_path)
    links = "SELECT ?one ?indicator { ?one sg:monitors ?indicator }"
    assert rows(knowledge, links) == [
        ("agency-irena", "indicator-C010101"),
        ("agency-irena", "indicator-C010103"),
        ("agency-itc", "indicator-C010101"),
        ("agency-sids", "indicator-C010102"),
        ("agency-world-bank", "indicator-C010101"),
        ("agency-wto", "indicator-C010101"),
    ]
    suggested = "SELECT ?one { ?link rdf:subject ?one ; sg:standing sg:suggested }"
    assert rows(knowledge, suggested) == [
        ("agency-ilo",),
        ("agency-unesco-uis",),
        ("agency-who",),
    ]
    groups = "SELECT ?one { ?one a sg:PartnerGroup }"
    assert rows(knowledge, groups) == [("agency-sids",)]


def test_gaps_follow_from_the_frames_of_the_mapping(tmp_path: Path) -> None:
    """A target without an indicator is an open gap, and one whose custodian is discussed is not."""
    knowledge = plan_of(SMALL.replace('(ILO, UNESCO-UIS, WHO)", "SIDS"', '(ILO, UNESCO-UIS, WHO)"'),
                        tmp_path)  # fmt: skip
    found = {
        (
            gap.frame.rsplit("-", 1)[-1],
            gap.kind.rpartition("#")[2] or gap.kind,
            gap.row.rsplit("/")[-1],
        )
        for gap in find_gaps(knowledge)
        if not gap.column
    }
    assert ("indicator", "open", "target-1.2") in found
    assert ("custodian", "open", "indicator-C010102") in found
    assert not any(row == "indicator-C010101" and kind == "open" for _, kind, row in found)


def test_what_the_mapping_did_is_told(tmp_path: Path) -> None:
    """Splitting, joining and choosing are said, one line each."""
    file = tmp_path / "source.ttl"
    file.write_text(SMALL, encoding="utf-8")
    found = read_files([file], mapping="sdg")
    _, told = write_imported(found, tmp_path / "plan")
    messages = [one.message for one in told]
    for message in (
        'custodian "WTO,ITC" names several agencies: split',
        'custodian "IRENA " has white space around it: taken off',
        'custodian "SIDS" is no one organisation: taken for a group',
        "6 different strings name custodians",
    ):
        assert message in messages
    assert any("target-1.1 has 2 labels" in message for message in messages)
    assert any("is not decided: its agencies are only suggested" in one for one in messages)


def test_links_to_concepts_are_kept(tmp_path: Path) -> None:
    """A goal leads to its subject in other vocabularies and to the concept that it comes from."""
    knowledge = plan_of(SMALL, tmp_path)
    query = "SELECT ?from ?subject { ?one a sg:StrategicGoal ; dcterms:source ?from ; "
    query += "dcterms:subject ?subject }"
    (row,) = knowledge.select(query)
    assert [one.value for one in row] == [
        "http://metadata.un.org/sdg/1",
        "http://eurovoc.europa.eu/2281",
    ]


def test_passages_are_found_in_the_source(tmp_path: Path) -> None:
    """Every passage points to the lines that say it, by number and by fingerprint."""
    knowledge = plan_of(SMALL, tmp_path)
    source = read_source(tmp_path / "source.ttl")
    found = resolve(passages(knowledge), source)
    assert len(found) > 8
    assert all(one.found for one in found)
    query = "SELECT ?from ?to { ?one skos:notation '1.1' ; sg:statedIn ?p . "
    query += "?p sg:fromLine ?from ; sg:toLine ?to }"
    first = SMALL.split("sdg:1.1 skos:prefLabel")[0].count("\n") + 1
    assert rows(knowledge, query) == [(str(first), str(first + 1))]


@pytest.mark.parametrize(("text", "mapping"), [(SMALL, "sdg"), (SKOS, "skos")])
def test_what_is_imported_breaks_no_shape(tmp_path: Path, text: str, mapping: str) -> None:
    """A package made by a mapping has no violation, and says in which languages it speaks."""
    plan_of(text, tmp_path, mapping)
    found = validate(read_package(tmp_path / "plan", read_schema()).quads)
    assert [one for one in found if one.severity == "violation"] == []
    assert any(one.shape.endswith("label-languages") for one in found)


def test_two_imports_give_the_same_bytes(tmp_path: Path) -> None:
    """The same file gives the same package, but for the day on which links were recorded."""
    contents = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        plan_of(SMALL, tmp_path / name)
        folder = tmp_path / name / "plan"
        contents.append({one.name: one.read_bytes() for one in folder.iterdir()})
    assert contents[0] == contents[1]
    assert len(contents[0]) >= 7


def test_any_skos_list_is_a_tree_of_goals(tmp_path: Path) -> None:
    """Top concepts are strategic goals, all below them operational ones, each with a code."""
    knowledge = plan_of(SKOS, tmp_path, "skos")
    query = "SELECT ?one ?code { ?one a sg:StrategicGoal ; skos:notation ?code }"
    assert rows(knowledge, query) == [("c-goals.green", "G1"), ("c-goals.warm", "G2")]
    query = "SELECT ?one ?code ?above { ?one a sg:OperationalGoal ; skos:notation ?code ; "
    query += "sg:partOf ?whole . ?whole a sg:StrategicGoal OPTIONAL { ?one skos:broader ?above } }"
    assert rows(knowledge, query) == [
        ("c-goals.oaks", "T-1", "c-goals.trees"),
        ("c-goals.trees", "G1.1", ""),
    ]
    query = "SELECT ?lang { ?one a sg:StrategicGoal ; dcterms:description ?text "
    query += "BIND(LANG(?text) AS ?lang) }"
    assert rows(knowledge, query) == [("und",)]


def test_a_mapping_of_ones_own_is_a_folder(tmp_path: Path) -> None:
    """Queries in a folder are a mapping, and they may not leave the machine."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "1.rq").write_text(
        "CONSTRUCT { new:plan a sg:Plan . new:a a sg:StrategicGoal ; "
        "skos:prefLabel ?l } WHERE { ?c skos:prefLabel ?l }",
        encoding="utf-8",
    )
    knowledge = plan_of('<x:a> <http://www.w3.org/2004/02/skos/core#prefLabel> "A"@en .', tmp_path,
                        str(own))  # fmt: skip
    assert rows(knowledge, "SELECT ?g { ?g a sg:StrategicGoal }") == [("a",)]
    (own / "2.rq").write_text("SELECT ?x { SERVICE <http://127.0.0.1:9/> { ?x ?y ?z } }", "utf-8")
    with pytest.raises(SamgraphError, match=r"SERVICE calls another server"):
        read_files([tmp_path / "source.ttl"], mapping=str(own))


WRONG = {
    "nothing.ttl": ("", "is empty"),
    "words.ttl": ("hello there", "is not Turtle"),
    "page.ttl": ("<!doctype html><html></html>", "is a web page"),
    "comment.ttl": ("# nothing\n", "holds no statements"),
    "entities.rdf": ('<!DOCTYPE r [<!ENTITY a "b">]><r/>', "declares a document type"),
    "far.jsonld": ('{"@context": "https://example.org/c", "@id": "x:y"}', "nothing is fetched"),
    "broken.jsonld": ("{", "is not JSON-LD"),
    "goalless.ttl": ("<x:a> <x:b> <x:c> .", "finds no goals"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_files_get_one_message(tmp_path: Path, name: str) -> None:
    """What cannot be read, or has no goals, is said with the file's name."""
    text, message = WRONG[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(SamgraphError) as error:
        read_files([tmp_path / name], mapping="sdg")
    assert message in str(error.value)
    assert name in error.value.where


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 have their line, and a huge file its size."""
    (tmp_path / "latin.ttl").write_bytes(b"# a\n# caf\xe9\n")
    with pytest.raises(SamgraphError, match=r"latin\.ttl:2: is not UTF-8"):
        read_files([tmp_path / "latin.ttl"], mapping="sdg")
    with (tmp_path / "huge.ttl").open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(SamgraphError, match="is too large: 200,000,000 bytes"):
        read_files([tmp_path / "huge.ttl"], mapping="sdg")


@pytest.mark.parametrize(
    ("names", "mapping", "message"),
    [
        (["a.ttl"], None, "none is named"),
        (["a.ttl"], "sgd", "did you mean sdg"),
        (["a.ttl"], ".", "is a folder without queries"),
        (["b.ttl"], "sdg", "there is no such file"),
        (["a.txt"], "sdg", "nothing reads files that end in"),
        (["a.ttl", "a.xml"], "sdg", "of several kinds"),
        (["a.xml"], "sdg", "StratML needs no mapping"),
        (["a.xml", "a.xml"], None, "are as many plans"),
        (["."], None, "is a folder, not a file"),
    ],
)
def test_wrong_words_are_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    names: list[str],
    mapping: str | None,
    message: str,
) -> None:
    """A wrong file, kind or mapping is one message."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.ttl", "a.txt", "a.xml"):
        Path(name).write_text("x", encoding="utf-8")
    with pytest.raises(SamgraphError, match=re.escape(message)):
        read_files([Path(name) for name in names], mapping=mapping)


def test_every_mapping_is_tried() -> None:
    """There are two mappings, each with queries, and every ending has a reader."""
    assert mapping_names() == ("sdg", "skos")
    for name in mapping_names():
        assert len(list(mapping_folder(name).glob("*.rq"))) >= 5
    assert {".xml", ".ttl", ".jsonld"} <= set(IMPORTS)


def test_the_united_nations_list_comes_in(tmp_path: Path) -> None:
    """The published list has its goals, targets, indicators, and fifty-five custodians of sixty."""
    if not GOALS.is_file():
        pytest.skip("the UN's list is not here: the shared test data is not part of the project")
    write_imported(read_files([GOALS, SUBJECTS], mapping="sdg"), tmp_path / "sdg")
    knowledge = build(tmp_path / "sdg")
    counts = {
        kind: len(rows(knowledge, f"SELECT ?one {{ ?one a sg:{kind} }}"))
        for kind in (
            "StrategicGoal",
            "OperationalGoal",
            "Indicator",
            "PartnerOrganisation",
            "PartnerGroup",
        )
    }
    assert counts == {
        "StrategicGoal": 17,
        "OperationalGoal": 169,
        "Indicator": 232,
        "PartnerOrganisation": 49,
        "PartnerGroup": 6,
    }
    assert len(rows(knowledge, "SELECT ?a ?b { ?a sg:monitors ?b }")) == 312
    gaps = stored_gaps(knowledge)
    without = {gap.row.rsplit("-", 1)[-1] for gap in gaps if gap.kind == "open" and not gap.column}
    assert {"C010a01", "C010a02", "C010a03"} <= without
    assert {frame.name for frame in frames(knowledge)} == {
        *("target-indicator", "indicator-custodian", "goal-custodian"),
    }
    found = validate(read_package(tmp_path / "sdg", read_schema()).quads)
    assert [one for one in found if one.severity == "violation"] == []
