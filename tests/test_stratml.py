"""StratML comes in as it is found: mended with every line, and nothing of it runs or is fetched."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from stratmlfiles import CORE, PERFORMANCE, SHARED, SMALL, imported, mended

from samgraph.building import build
from samgraph.errors import SamgraphError
from samgraph.exchange.imported import write_imported
from samgraph.exchange.stratml import read_stratml
from samgraph.package import read_package
from samgraph.schema import read_schema
from samgraph.validation import validate


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a small sound document of part 1."""
    file = tmp_path / "small.xml"
    file.write_text(SMALL, encoding="utf-8")
    return file


def asked(folder: Path, query: str) -> set[tuple[str, ...]]:
    """Return the rows of a query on the package in a folder, IRIs by their last part."""
    knowledge = build(folder)
    return {
        tuple(str(getattr(term, "value", "")).rsplit("/", 1)[-1] for term in row)
        for row in knowledge.select(query, standing="stated")
    }


def test_goals_and_objectives_become_goals_by_depth(small: Path, tmp_path: Path) -> None:
    """A goal is a strategic goal, an objective below it an operational goal, each by its code."""
    imported(small, tmp_path / "plan")
    query = "SELECT ?goal ?code ?label ?whole { ?goal a sg:%s ; skos:notation ?code ; "
    query += "skos:prefLabel ?label ; sg:partOf ?whole . FILTER(?whole != sg:none) }"
    assert asked(tmp_path / "plan", query % "StrategicGoal") == {
        ("_living", "1", "Living together", "plan")
    }
    assert ("_garden", "1.1", "A garden", "_living") in asked(
        tmp_path / "plan", query % "OperationalGoal"
    )


def test_stakeholders_become_partners_of_their_kind(small: Path, tmp_path: Path) -> None:
    """A stakeholder supports the goal that names it, and nothing is made up of its kind."""
    imported(small, tmp_path / "plan")
    query = "SELECT ?label ?kind ?goal { ?one skos:prefLabel ?label ; a ?kind ; sg:supports ?goal }"
    found = asked(tmp_path / "plan", query)
    kinds = {(label, kind.partition("#")[2], goal) for label, kind, goal in found}
    assert ("The school", "PartnerOrganisation", "_living") in kinds
    assert ("A gardener", "Person", "_garden") in kinds
    assert ("Somebody", "Agent", "_garden") in kinds
    assert not any(
        label == "Somebody" and kind in ("PartnerOrganisation", "PartnerGroup", "Person")
        for label, kind, _ in kinds
    )


def test_one_who_only_benefits_supports_nothing(small: Path, tmp_path: Path) -> None:
    """A stakeholder named as a beneficiary is mentioned by the goal, and carries nothing."""
    text = SMALL.replace("StrategicPlan ", "PerformancePlanOrReport Type='Strategic_Plan' ", 1)
    text = text.replace(CORE, CORE.replace("stratml_core", "PerformancePlanOrReport"))
    text = text.replace("</StrategicPlan>", "</PerformancePlanOrReport>")
    role = "<Role><Name/><RoleType>Beneficiary</RoleType></Role>"
    text = text.replace("<Name>Somebody</Name>", f"<Name>Somebody</Name>{role}")
    small.write_text(text, encoding="utf-8")
    imported(small, tmp_path / "plan")
    query = "SELECT ?label { ?one skos:prefLabel ?label ; sg:supports ?goal }"
    assert asked(tmp_path / "plan", query) == {("The school",), ("A gardener",)}
    query = "SELECT ?label { ?goal sg:mentions ?one . ?one skos:prefLabel ?label }"
    assert asked(tmp_path / "plan", query) == {("Somebody",)}


def test_an_imported_plan_breaks_no_shape(small: Path, tmp_path: Path) -> None:
    """A package made of StratML builds and has no violation, in whatever language it is."""
    for language in ("en", "fr", ""):
        folder = tmp_path / f"plan-{language}"
        write_imported(read_stratml(small, language=language), folder)
        package = read_package(folder, read_schema())
        found = validate(package.quads)
        assert [one for one in found if one.severity == "violation"] == []
        assert any(one.shape.endswith("label-languages") for one in found)


def test_no_translation_is_made_up(small: Path, tmp_path: Path) -> None:
    """Texts bear the language that was told, and things say that they have no other."""
    imported(small, tmp_path / "plan", language="pt-BR")
    query = "SELECT ?label ?lang ?mark { ?goal a sg:StrategicGoal ; skos:prefLabel ?label ; "
    query += "dcterms:language ?mark BIND(LANG(?label) AS ?lang) }"
    assert asked(tmp_path / "plan", query) == {("Living together", "pt-br", "pt-br")}


def test_the_language_of_the_file_counts(small: Path) -> None:
    """A file that says its language needs no option; one that does not is marked as unknown."""
    said = [one.message for one in read_stratml(small).mended]
    assert any("its language is not told" in message for message in said)
    small.write_text(SMALL.replace("<StrategicPlan ", "<StrategicPlan xml:lang='fr' "), "utf-8")
    found = read_stratml(small)
    assert not any("its language is not told" in one.message for one in found.mended)
    languages = {one.object.language for one in found.triples if isinstance(one.object, ox.Literal)}
    assert languages == {"fr", "nl", "en", None}


def test_every_thing_has_its_lines(small: Path, tmp_path: Path) -> None:
    """A passage gives the lines of the element and where in the document it stands."""
    imported(small, tmp_path / "plan")
    query = "SELECT ?section ?from ?to { ?goal skos:notation '1.1' ; sg:statedIn ?passage . "
    query += "?passage sg:section ?section ; sg:fromLine ?from ; sg:toLine ?to }"
    first = SMALL.split("<Objective>")[0].count("\n") + 1
    last = SMALL.split("</Objective>")[0].count("\n") + 1
    assert asked(tmp_path / "plan", query) == {("Objective[1]", str(first), str(last))}


BROKEN = [
    ("<StartDate>2021-01-01", "<StartDate>2021/01/01", "is read as 2021-01-01"),
    ("<StartDate>2021-01-01", "<StartDate>soon", '<StartDate> is no date: left out: "soon"'),
    ("<StartDate>2021-01-01</StartDate>", "<StartDate/>", "<StartDate> is empty: left out"),
    ("<Identifier>_garden", "<Identifier>1 garden", "<Identifier> is no identifier: left out"),
    ("<Identifier>_garden", "<Identifier>_living", "<Identifier> stands there twice: left out"),
    ('"Person"', '"person"', 'StakeholderTypeType "person" is read as Person'),
    ('"Person"', '"Robot"', "StakeholderTypeType is none of Person, Organization"),
    ("<Name>A garden</Name>", "<name>A garden</name>", "<name> is written <Name>"),
    ("<Objective>", "<Objective><id/>", "<Objective> knows no <id>: left out, it is empty"),
    ("<Objective>", "<Objective><Cost>9</Cost>", '<Objective> knows no <Cost>: left out: "9"'),
    ("<Objective>", "<Objective>loose words", "<Objective> holds loose text, left out"),
    ("<Name>A garden</Name>", "<Name>A <b>big</b> garden</Name>", "only their text is kept"),
    ("<Acronym>NH</Acronym>", "<Acronym>NH</Acronym><Acronym>N</Acronym>", "more than 1 <Acronym>"),
    ("<Description>Nobody lives alone.</Description>", "", "<Goal> lacks its <Description>"),
    ("<Goal>", '<Goal colour="red">', "<Goal> knows no attribute colour: left out"),
    (f' xmlns="{CORE}"', "", "the namespace should be"),
    ("</Objective>", "<Objective><Name>Shed</Name></Objective></Objective>", "put beside it"),
    (
        "<Identifier>_garden</Identifier>\n        <SequenceIndicator>1.1</SequenceIndicator>",
        "<SequenceIndicator>1.1</SequenceIndicator>\n<Identifier>_garden</Identifier>",
        "<Identifier> stands too late in <Objective>: moved up",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), BROKEN)
def test_what_is_mended_is_said(
    small: Path, tmp_path: Path, old: str, new: str, message: str
) -> None:
    """A document that breaks its schema is read all the same; what was mended has its line."""
    assert SMALL.count(old) == 1
    small.write_text(SMALL.replace(old, new), encoding="utf-8")
    found = [one for one in mended(small).faults if message in one.message]
    assert len(found) == 1
    name, line = found[0].where.split(":")
    assert name == "small.xml"
    around = SMALL[: SMALL.index(old)].count("\n") + 1
    assert abs(int(line) - around) <= 2
    imported(small, tmp_path / "plan")


def test_one_value_twice_is_said_once(small: Path) -> None:
    """A role that is Beneficiary twice is so once."""
    role = "<Role><Name>x</Name>" + "<RoleType>Beneficiary</RoleType>" * 2 + "</Role>"
    text = SMALL.replace(CORE, PERFORMANCE).replace("StrategicPlan ", "PerformancePlanOrReport ", 1)
    text = text.replace("</StrategicPlan>", "</PerformancePlanOrReport>")
    text = text.replace("<Name>Somebody</Name>", f"<Name>Somebody</Name>{role}")
    small.write_text(text, encoding="utf-8")
    assert any("twice with one value" in one.message for one in mended(small).faults)


def test_a_sound_document_needs_no_mending(small: Path) -> None:
    """Nothing is said of a document that keeps its schema."""
    assert mended(small).faults == ()
    assert mended(small).lost == ()


def test_what_is_left_out_is_kept_beside(small: Path, tmp_path: Path) -> None:
    """A text that a package has no room for stands whole in a file of its own, with its line."""
    long = "word " * 60
    broken = SMALL.replace("<Objective>", f"<Objective><Cost>{long}</Cost>")
    small.write_text(broken, encoding="utf-8")
    folder = tmp_path / "plan"
    write_imported(read_stratml(small), folder)
    line = SMALL.split("<Objective>")[0].count("\n") + 1
    kept = (folder / "not-imported.txt").read_text(encoding="utf-8")
    assert kept == f"small.xml:{line}: <Cost>: {long.strip()}\n"


def test_alike_mends_are_said_once(small: Path) -> None:
    """A hundred empty identifiers are one line that says how many more there are."""
    extra = "<Value><Name>x</Name><Extra/></Value>" * 100
    small.write_text(SMALL.replace("<Goal>", f"{extra}<Goal>"), encoding="utf-8")
    (found,) = mended(small).faults
    assert found.message.endswith("(99 more like this)")


def laughing(depth: int = 20) -> str:
    entities = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(depth)
    )
    return f"<!DOCTYPE p [{entities}]><StrategicPlan><Name>&l{depth - 1};</Name></StrategicPlan>"


HOSTILE = {
    "empty": (b"", "is empty"),
    "blank": (b"  \n ", "is empty"),
    "binary": (bytes(range(256)) * 20, "is no XML"),
    "zip": (b"PK\x03\x04" + bytes(50), "is a zip archive"),
    "pdf": (b"%PDF-1.7\n", "is a PDF"),
    "page": (b"<!DOCTYPE html><html></html>", "is a web page"),
    "other root": (b"<Plan/>", "is no StratML: its root is <Plan>"),
    "rdf": (b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', "is RDF/XML"),
    "near root": (b"<StrategicPlans/>", "did you mean StrategicPlan?"),
    "no goal": (b"<StrategicPlan><Name>x</Name></StrategicPlan>", "holds no Goal"),
    "cut off": (b"<StrategicPlan><Name>x", "is no well-formed XML"),
    "encoding": (b'<?xml version="1.0" encoding="klingon"?><a/>', "is in an encoding"),
    "laughs": (laughing().encode(), "declares a document type"),
    "external": (b'<!DOCTYPE p SYSTEM "file:///etc/hostname"><StrategicPlan/>', "document type"),
    "entity": (b"<StrategicPlan>&nbsp;</StrategicPlan>", "only &amp;"),
    "deep": (b"<StrategicPlan>" + b"<a>" * 100, "elements more than 40 deep"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_get_one_message(tmp_path: Path, name: str) -> None:
    """What is no StratML, or would run or fetch something, is refused, and says where."""
    content, message = HOSTILE[name]
    file = tmp_path / "plan.xml"
    file.write_bytes(content)
    with pytest.raises(SamgraphError) as error:
        read_stratml(file)
    assert message in str(error.value)
    assert "plan.xml" in error.value.where


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """Two hundred megabytes are named, not read."""
    file = tmp_path / "huge.xml"
    with file.open("wb") as opened:
        opened.truncate(200_000_000)
    with pytest.raises(SamgraphError, match="is too large: 200,000,000 bytes"):
        read_stratml(file)


def test_a_stream_that_does_not_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file whose size nobody knows beforehand meets the same bound while it is read."""
    monkeypatch.setattr("samgraph.exchange.xmltree.MOST_BYTES", 100_000)
    file = tmp_path / "grows.xml"
    file.write_text(SMALL.replace("</Value>", "</Value>" + " " * 200_000), encoding="utf-8")
    real = Path.stat

    class Unknown:
        st_size = 0

    monkeypatch.setattr(
        Path, "stat", lambda self, **more: Unknown() if self == file else real(self, **more)
    )
    with pytest.raises(SamgraphError, match="is too large"):
        read_stratml(file)


def test_other_encodings_are_read(tmp_path: Path) -> None:
    """A file says its encoding in its first line, and is read by it."""
    text = SMALL.replace("Openness", "Ouverture à tous").replace("UTF-8", "ENCODING")
    for encoding in ("windows-1252", "utf-16", "utf-8"):
        file = tmp_path / f"{encoding}.xml"
        file.write_bytes(text.replace("ENCODING", encoding).encode(encoding))
        found = read_stratml(file, language="fr").triples
        assert any(getattr(one.object, "value", "") == "Ouverture à tous" for one in found)


@pytest.mark.parametrize(("file", "parts"), [("PMOAI.xml", 1), ("temp.xml", 2)])
def test_real_files_come_in(tmp_path: Path, file: str, parts: int) -> None:
    """Files that nobody here wrote build and break no shape; one of them breaks its own schema."""
    if not (SHARED / file).is_file():
        pytest.skip(f"there is no {file}: the shared test data is not part of the project")
    assert mended(SHARED / file).part.number == parts
    assert bool(mended(SHARED / file).faults) == (file == "temp.xml")
    imported(SHARED / file, tmp_path / "plan")
    package = read_package(tmp_path / "plan", read_schema())
    assert [one for one in validate(package.quads) if one.severity == "violation"] == []
