"""What StratML can say survives both ways, and what it cannot say is listed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
import xmlschema
from generate import generate_plans, write_package
from stratmlfiles import SHARED, SMALL, imported, made_up, mended, said
from tinyplan import Tiny

from samgraph.building import build
from samgraph.errors import SamgraphError
from samgraph.exchange.formats import export
from samgraph.exchange.options import Options
from samgraph.knowledge import Knowledge

SEEDS = range(12)
ADDED = ("/Identifier", "/SequenceIndicator", "/Name", "/MeasurementDimension")
"""What an export adds where a document had none: identifiers, codes, and names of the nameless."""

_SCHEMAS = {
    1: "StrategicPlanISOVersion20140401.xsd",
    2: "PerformancePlanOrReport20160216.xsd",
}


def written(knowledge: Knowledge, folder: Path, name: str = "stratml", lang: str = "en") -> Path:
    """Write a plan as StratML, and return the file."""
    target = folder / "out.xml"
    export(knowledge, name, target, Options(lang, "stated"))
    return target


def assert_valid(file: Path) -> None:
    """Assert that a file keeps its schema: by our own tables, and by the XSD where it is here."""
    assert mended(file).faults == ()
    schema = SHARED / _SCHEMAS[mended(file).part.number]
    if schema.is_file():
        errors = [str(one) for one in xmlschema.XMLSchema(str(schema)).iter_errors(str(file))]
        assert errors == []


def assert_nothing_lost(before: Path, after: Path) -> None:
    """Assert that a document still says all that it said, and little more."""
    old, new = said(mended(before).root), said(mended(after).root)
    assert old - new == Counter()
    assert all(path.endswith(ADDED) for path, _, _ in new - old)


@pytest.mark.parametrize("part", [1, 2])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_made_up_document_loses_nothing(tmp_path: Path, seed: int, part: int) -> None:
    """A document, whatever its texts, comes out of samgraph as it went in."""
    before = tmp_path / "in.xml"
    before.write_text(made_up(seed, part), encoding="utf-8")
    assert mended(before).faults == ()
    after = written(imported(before, tmp_path / "plan"), tmp_path, f"stratml{part}")
    assert_valid(after)
    assert_nothing_lost(before, after)


def test_made_up_documents_say_much(tmp_path: Path) -> None:
    """The documents of this test have goals, roles, measurements and texts to escape."""
    everything: Counter[str] = Counter()
    for seed in SEEDS:
        for part in (1, 2):
            file = tmp_path / f"{seed}-{part}.xml"
            file.write_text(made_up(seed, part), encoding="utf-8")
            assert_valid(file)
            everything.update(path.rsplit("/", 1)[-1] for path, _, _ in said(mended(file).root))
    for name in ("RoleType", "NumberOfUnits", "DescriptorValue", "ReferentIdentifier", "Surname"):
        assert everything[name] >= 3, name


@pytest.mark.parametrize("file", ["PMOAI.xml", "temp.xml"])
def test_real_files_lose_nothing(tmp_path: Path, file: str) -> None:
    """Files that nobody here wrote come out valid, in their own part, with all that they said."""
    if not (SHARED / file).is_file():
        pytest.skip(f"there is no {file}: the shared test data is not part of the project")
    after = written(imported(SHARED / file, tmp_path / "plan"), tmp_path)
    assert mended(after).part == mended(SHARED / file).part
    assert_valid(after)
    assert_nothing_lost(SHARED / file, after)


def test_the_part_follows_what_there_is_to_say(tmp_path: Path) -> None:
    """Part 1 serves until there is something that only part 2 can say; either can be asked for."""
    file = tmp_path / "in.xml"
    file.write_text(SMALL, encoding="utf-8")
    plain = imported(file, tmp_path / "plain")
    assert mended(written(plain, tmp_path)).part.number == 1
    assert mended(written(plain, tmp_path, "stratml2")).part.number == 2
    file.write_text(made_up(1, 2), encoding="utf-8")
    rich = imported(file, tmp_path / "rich")
    assert mended(written(rich, tmp_path)).part.number == 2
    assert_valid(written(rich, tmp_path, "stratml1"))


PLANS = ("sam", "tiny", "generated")


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Return a plan as the benchmarks make them up."""
    (plan,) = generate_plans(1, seed=7, size=0.3)
    folder = tmp_path_factory.mktemp("generated") / "plan"
    write_package(plan, folder)
    return build(folder)


@pytest.fixture
def knowledge_of(sam: Knowledge, tiny: Tiny, generated: Knowledge) -> dict[str, Knowledge]:
    return {"sam": sam, "tiny": tiny.build(), "generated": generated}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("form", ["stratml", "stratml1", "stratml2"])
def test_a_plan_is_valid_stratml(
    knowledge_of: dict[str, Knowledge], tmp_path: Path, name: str, form: str, lang: str
) -> None:
    """Plans that were never StratML come out valid, in both parts and both languages."""
    assert_valid(written(knowledge_of[name], tmp_path, form, lang))


@pytest.mark.parametrize("name", PLANS)
def test_goals_values_and_partners_come_back(
    knowledge_of: dict[str, Knowledge], tmp_path: Path, name: str
) -> None:
    """What a plan and StratML both know is the same after there and back, by id, code and text."""
    before = knowledge_of[name]
    after = imported(written(before, tmp_path), tmp_path / "back")
    queries = [
        f"SELECT ?thing ?label ?text {{ ?thing a sg:{kind} ; skos:prefLabel ?label . "
        "FILTER(LANG(?label) = 'en') OPTIONAL { ?thing dcterms:description ?text "
        "FILTER(LANG(?text) = 'en') } }"
        for kind in ("StrategicGoal", "OperationalGoal")
    ] + [
        "SELECT ?label { ?thing a sg:Value ; skos:prefLabel ?label . FILTER(LANG(?label) = 'en') }",
        "SELECT ?label ?goal { ?one sg:supports ?goal ; skos:prefLabel ?label . ?goal a sg:Goal "
        "FILTER(LANG(?label) = 'en') }",
        "SELECT ?goal ?whole { ?goal a sg:OperationalGoal ; sg:partOf ?whole . "
        "?whole a sg:StrategicGoal }",
        "SELECT ?from ?to { ?plan dcterms:temporal ?p . ?p schema:startDate ?from ; "
        "schema:endDate ?to . ?plan a sg:Plan }",
    ]
    for query in queries:
        one, other = (
            {
                tuple(str(getattr(term, "value", "")).replace(each.namespace, "") for term in row)
                for row in each.select(query, standing="stated")
            }
            for each in (before, after)
        )
        assert one == other, query
        assert one or "Goal ; skos:prefLabel" not in query


def test_what_stratml_cannot_say_is_listed(sam: Knowledge, tmp_path: Path) -> None:
    """Core tasks, links of other kinds, standings and the other language are counted."""
    left = export(sam, "stratml", tmp_path / "sam.xml", Options("en", "stated"))
    assert left is not None
    counts = {(kind, term): int(count) for kind, term, count, _ in left.cells}
    assert counts["thing", "sg:CoreTask"] == 6
    assert counts["thing", "sg:Theme"] == 14
    assert counts["statement", "sg:carriesOut"] > 60
    assert counts["other language", "nl"] > 100
    assert counts["link", "sg:judged"] > 500
    assert ("thing", "sg:StrategicGoal") not in counts
    assert ("statement", "sg:supports") not in counts
    assert left.header == ("kind", "term", "count", "example")


def test_nothing_is_listed_that_stratml_says(tmp_path: Path) -> None:
    """Of a plan that was StratML, no name, description, date or partner is left out."""
    file = tmp_path / "in.xml"
    file.write_text(SMALL, encoding="utf-8")
    left = export(imported(file, tmp_path / "plan"), "stratml", tmp_path / "o.xml", Options("en"))
    assert left is not None
    terms = {term for kind, term, _, _ in left.cells if kind in ("statement", "other language")}
    assert not terms & {"dcterms:description", "skos:note", "schema:startDate", "sg:supports", "en"}
    json.dumps(left.cells)


def test_a_plan_without_goals_is_no_stratml(tmp_path: Path) -> None:
    """StratML wants a goal; a plan without one is refused and nothing is written."""
    folder = tmp_path / "plan"
    folder.mkdir()
    text = "@prefix t: <https://example.org/t/> .\n@prefix sg: <https://w3id.org/samgraph/ns#> .\n"
    (folder / "plan.ttl").write_text(f"{text}t:plan a sg:Plan .\n", encoding="utf-8")
    with pytest.raises(SamgraphError, match="has no strategic goal"):
        export(build(folder), "stratml", tmp_path / "out.xml", Options())
    assert [one.name for one in tmp_path.iterdir()] == ["plan"]


def test_control_characters_are_named(tiny: Tiny, tmp_path: Path) -> None:
    """XML has no way of writing them: the plan is refused, and a file that stood there stays."""
    tiny.change("goals.csv", "On living together.", '"bell \x07"')
    target = tmp_path / "out.xml"
    target.write_text("before", encoding="utf-8")
    with pytest.raises(SamgraphError, match=r"its text holds U\+0007"):
        export(tiny.build(), "stratml", target, Options("en"))
    assert target.read_text(encoding="utf-8") == "before"
