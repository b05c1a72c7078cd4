"""A draft holds what the plan's text holds, suggested, with passages; nothing is lost silently."""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from plantexts import DUTCH, ENGLISH, source, written

from samgraph.building import build
from samgraph.cli.extract import extract as command
from samgraph.errors import SamgraphError
from samgraph.extraction.drafts import write_draft
from samgraph.extraction.reader import Extract, extract
from samgraph.extraction.vocabularies import Term
from samgraph.package import read_package
from samgraph.schema import read_schema
from samgraph.terms import SG
from samgraph.validation import validate

DAY = date(2031, 5, 1)


def draft(text: str, namespace: str = "") -> Extract:
    """Return the draft of a text, on a fixed day."""
    return extract(source(text), namespace=namespace, on=DAY)


def rows(found: Extract, table: str) -> list[dict[str, str]]:
    """Return the rows of a drafted table without their empty cells."""
    return [
        {name: value for name, value in row.items() if value} for row in found.draft.tables[table]
    ]


def run(*arguments: str | Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(command, [str(one) for one in arguments])


def test_every_kind_of_thing_is_drafted() -> None:
    """The small Dutch plan has one table of each kind that the reader knows."""
    assert draft(DUTCH).counts() == (
        ("goals", 10), ("core-tasks", 2), ("challenges", 4), ("themes", 2), ("result-areas", 3),
        ("partner-categories", 2), ("partners", 8), ("budget-lines", 6), ("amounts", 18),
        ("links", 12), ("passages", 45),
    )  # fmt: skip


def test_a_goal_is_drafted_with_codes_parent_role_and_passage_but_not_its_sentence() -> None:
    """The label is the code with the heading's words; the person writes the rest."""
    found = draft(DUTCH)
    by_code = {row["skos:notation"]: row for row in rows(found, "goals")}
    assert by_code["OK2.1"] == {
        "id": "plan:OK2.1", "a": "sg:OperationalGoal", "skos:notation": "OK2.1",
        "sg:partOf": "plan:KD2", "sg:codeInGrid": "0K2.1", "sg:codeInText": "OK2.1",
        "skos:prefLabel@nl": "OK2.1 Kennis", "sg:statedIn": "plan:p-ok2-1",
        "skos:scopeNote@nl": "Voorgesteld: een code met een streepje erachter opent een regel.",
        "skos:scopeNote@en": "Suggested: a code with a dash behind it opens a line.",
    }  # fmt: skip
    assert by_code["KD1"]["skos:prefLabel@nl"] == "Droge voeten"
    assert by_code["KD1"]["sg:partOf"] == "plan:plan"
    assert "sg:goalRole" not in by_code["KD1"]
    assert by_code["OKI1.1"]["sg:goalRole"] == "sg:internal"
    assert by_code["OKI1.1"]["skos:prefLabel@nl"] == "OKI1.1 De kas klopt"
    copied = [row for row in rows(found, "goals") if len(row["skos:prefLabel@nl"].split()) > 9]
    assert copied == []


def test_every_drafted_thing_has_a_passage_with_its_place_and_fingerprint() -> None:
    """A passage is whole lines, in the section that the outline gives, as `stamp` would have it."""
    text = source(DUTCH)
    found = draft(DUTCH)
    passages = {row["id"]: row for row in rows(found, "passages")}
    for table in found.draft.tables:
        for row in rows(found, table):
            if table not in ("passages", "links"):
                assert set(row["sg:statedIn"].split("|")) <= set(passages), row
    one = passages["plan:p-ok1-2"]
    first = DUTCH[: DUTCH.index("OK 1.2 —")].count("\n") + 1
    assert (one["sg:fromLine"], one["sg:toLine"]) == (str(first), str(first))
    assert one["sg:section"] == "4.1.2"
    assert one["sg:fingerprint"] == text.fingerprint(first, first)
    assert one["sg:position/oa:start"] == str(text.span(first, first)[0])


def test_links_are_suggested_with_evidence_reason_and_date() -> None:
    """A person finds in the row what it rests on, and accepts or rejects it there."""
    links = rows(draft(DUTCH), "links")
    assert {row["sg:standing"] for row in links} == {"sg:suggested"}
    assert {row["sg:review"] for row in links} == {"sg:proposed"}
    assert {row["sg:assertedOn"] for row in links} == {"2031-05-01"}
    found = {(row["rdf:subject"], row["rdf:predicate"], row["rdf:object"]): row for row in links}
    cell = found["plan:OK2.2", "sg:carriesOut", "plan:ct-leren"]
    assert cell["sg:evidence"] == "plan:p-ct-leren-2"
    assert cell["sg:reviewComment@en"] == "The code stands in this task's row of the grid."
    assert "sg:rationale@en" not in cell
    assert ("plan:KD2", "sg:carriesOut", "plan:ct-leren") in found
    named = found["plan:OK1.2", "sg:addresses", "plan:th-armoede"]
    assert named["sg:rationale@en"] == "The text names it by the words “armoede”."
    assert named["sg:evidence"] == "plan:p-ok1-2"


def test_an_organisation_points_to_every_sentence_that_names_it() -> None:
    """A partner of two lists is one partner, with its entries and where the text names it."""
    partners = {row["skos:prefLabel@nl"]: row for row in rows(draft(DUTCH), "partners")}
    watch = partners["De Dijkwacht"]
    assert watch["sg:inCategory"].count("|") == 1
    assert watch["sg:statedIn"].count("|") == 2
    assert partners["12 Buurthuizen"]["sg:declaredSize"] == "12"
    assert partners["Waterschap"]["skos:altLabel@nl"] == "Waterschap o.a. Meetdienst"


def test_a_draft_loads_and_its_links_stay_out_of_every_count(tmp_path: Path) -> None:
    """The package is read without a fault; the shapes ask only for what a person has to add."""
    folder = tmp_path / "draft"
    assert run(written(tmp_path, DUTCH), "-o", folder).exit_code == 0
    package = read_package(folder, read_schema())
    asked = {(one.path, one.shape.rsplit("/")[-1]) for one in validate(package.quads)
             if one.severity == "violation"}  # fmt: skip
    assert {path for path, _ in asked} == {"skos:prefLabel", "sg:goalRole"}
    knowledge = build(folder)
    counted = set(knowledge.store.quads_for_pattern(None, None, None, knowledge.graph("stated")))
    assert counted == set()
    suggested = ox.NamedNode(SG + "carriesOut")
    graph = knowledge.graph("suggested")
    assert len(list(knowledge.store.quads_for_pattern(None, suggested, None, graph))) == 8


def test_an_english_plan_is_drafted_in_english() -> None:
    """The language decides on the column of labels; headings and lead-ins are known in both."""
    found = draft(ENGLISH)
    assert found.draft.language == "en"
    assert [row["skos:prefLabel@en"] for row in rows(found, "values")] == ["Patient", "Plain"]
    assert {row["a"] for row in rows(found, "signals")} == {"sg:Obstacle"}
    assert [row["sg:partOf"] for row in rows(found, "goals")] == ["plan:plan", *["plan:G1"] * 2]


def test_a_vocabulary_lends_labels_and_adds_terms() -> None:
    """A term of the same name lends its other labels; another that is named becomes a row."""
    home = "https://example.org/other/"
    lent = Term(home + "poor", "theme", "Theme", (("nl", "Armoede"),), (("nl", "hulp"),))
    added = Term(home + "cellar", "theme", "SubTheme", (("en", "cellar"), ("nl", "kelder")), ())
    unnamed = Term(home + "fire", "theme", "Theme", (("nl", "brand"),), ())
    found = extract(source(DUTCH), vocabulary=(lent, added, unnamed), on=DAY)
    links = {(row["rdf:subject"], row["rdf:object"]) for row in rows(found, "links")}
    assert ("plan:KD1", "plan:th-armoede") in links
    assert ("plan:OK1.2", f"<{home}cellar>") in links
    (row,) = rows(found, "vocabulary")
    assert (row["id"], row["a"]) == (f"<{home}cellar>", "sg:SubTheme")
    assert "plan:p-ok1-2" in row["sg:statedIn"].split("|")


def test_a_spoilt_text_gives_a_draft_that_loads_or_a_reason(tmp_path: Path) -> None:
    """Lines lost, cut, shuffled or full of odd characters never make a package with a fault."""
    chance = random.Random(7)  # noqa: S311
    schema = read_schema()
    drafted = 0
    for number in range(40):
        lines = chance.choice([DUTCH, ENGLISH]).split("\n")
        kind = number % 4
        if kind == 0:
            chance.shuffle(lines)
        elif kind == 1:
            lines = [line for line in lines if chance.random() < 0.7]
        elif kind == 2:
            lines = [part for line in lines for part in (line[:7], line[7:])]
        else:
            odd = '|"\\<>{}•—-.,;0O1 \t\f\u00ad'
            lines = [
                "".join(one if chance.random() < 0.97 else chance.choice(odd) for one in line)
                for line in lines
            ]
        try:
            found = draft("\n".join(lines))
        except SamgraphError as error:
            assert "is this the plan?" in error.hint
            continue
        write_draft(found.draft, tmp_path / str(number))
        read_package(tmp_path / str(number), schema)
        drafted += 1
    assert drafted > 30


def test_the_same_text_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing in a draft depends on chance."""
    file = written(tmp_path, DUTCH)
    for name in ("one", "two"):
        assert run(file, "-o", tmp_path / name).exit_code == 0
    first = {one.name: one.read_bytes() for one in (tmp_path / "one").iterdir()}
    assert first == {one.name: one.read_bytes() for one in (tmp_path / "two").iterdir()}


def test_what_cannot_be_read_is_listed_with_its_line_and_counted(tmp_path: Path) -> None:
    """The status stays 0 unless asked: a draft with holes is still a draft."""
    text = DUTCH.replace("610000 Huur 1.200 1.250 0", "610000 Huur 1,200 1.250 0")
    text = text.replace("OK1.1. — Het", "OK1,1. — Het")
    file = written(tmp_path, text)
    done = run(file, "-o", tmp_path / "draft")
    assert done.exit_code == 0
    row, code = (text[: text.index(one)].count("\n") + 1 for one in ("610000", "OK1,1."))
    assert f'plan.txt:{row}: "610000 Huur": "1,200" is no Belgian amount' in done.stderr
    assert f'plan.txt:{code}: "OK1,1. —" looks like a code and cannot be read' in done.stderr
    assert "stands in the grid, and no line states it" in done.stderr
    assert "places to look at" in done.stderr.splitlines()[-2]
    assert "    10  goals" in done.stdout.splitlines()
    assert run(file, "-o", tmp_path / "strict", "--strict").exit_code == 1


def test_a_plan_that_can_all_be_read_says_so(tmp_path: Path) -> None:
    """Even with --strict the status is then 0."""
    done = run(written(tmp_path, ENGLISH), "-o", tmp_path / "draft", "--strict")
    assert done.exit_code == 0
    verdict, hint = done.stderr.splitlines()[-2:]
    assert verdict.endswith("draft: everything could be read")
    assert hint.endswith("draft --source " + str(tmp_path / "plan.txt") + " shows what to fill in")


def test_another_document_than_a_plan_is_refused(tmp_path: Path) -> None:
    """A text without anything of a plan gives no empty draft."""
    file = written(tmp_path, "Een brief.\n\nHij gaat over niets van dit alles.\n")
    done = run(file, "-o", tmp_path / "draft")
    assert isinstance(done.exception, SamgraphError)
    assert "plan.txt: holds no goals, lists, partners or budget" in str(done.exception)
    assert "is this the plan?" in str(done.exception)
    assert not (tmp_path / "draft").exists()


def test_a_text_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    """Nothing is guessed: the file is to be saved as UTF-8."""
    file = tmp_path / "plan.txt"
    file.write_bytes(DUTCH.replace("Gewest", "België").encode("latin-1", "replace") + b"\xe9")
    done = run(file, "-o", tmp_path / "draft")
    assert isinstance(done.exception, SamgraphError)
    assert f"plan.txt:{DUTCH.count(chr(10)) + 1}: is not UTF-8 text" in str(done.exception)


def test_a_folder_that_holds_something_is_never_written_over(tmp_path: Path) -> None:
    """Not even an earlier draft: a person may have worked on it."""
    file = written(tmp_path, ENGLISH)
    folder = tmp_path / "draft"
    folder.mkdir()
    assert run(file, "-o", folder).exit_code == 0
    goals = folder / "goals.csv"
    goals.write_text("worked on", encoding="utf-8")
    done = run(file, "-o", folder)
    assert isinstance(done.exception, SamgraphError)
    assert "something stands there already" in str(done.exception)
    assert goals.read_text(encoding="utf-8") == "worked on"


def test_nothing_is_left_behind_where_a_draft_cannot_be_written(tmp_path: Path) -> None:
    """A missing folder above is named, and no half of a draft stays."""
    done = run(written(tmp_path, ENGLISH), "-o", tmp_path / "none" / "draft")
    assert isinstance(done.exception, SamgraphError)
    assert "make the folder first" in str(done.exception)
    assert [one.name for one in tmp_path.iterdir()] == ["plan.txt"]


@pytest.mark.parametrize("namespace", ["no iri", "https://example.org/plan", "plan/"])
def test_a_namespace_that_no_iri_can_begin_with_is_refused(namespace: str) -> None:
    """The message says how to write it."""
    with pytest.raises(SamgraphError, match="write it as in https"):
        draft(ENGLISH, namespace=namespace)


def test_the_namespace_is_made_of_the_name_of_the_file_or_given(tmp_path: Path) -> None:
    """The plan's IRI begins with it, and so do all its things."""
    file = written(tmp_path, ENGLISH, "Mijn plan (2031).txt")
    assert run(file, "-o", tmp_path / "one").exit_code == 0
    one = read_package(tmp_path / "one", read_schema())
    assert one.plan.value == "https://w3id.org/samgraph/mijn-plan-2031/plan"
    given = "https://example.org/canal#"
    assert run(file, "-o", tmp_path / "two", "--namespace", given).exit_code == 0
    assert read_package(tmp_path / "two", read_schema()).plan.value == given + "plan"


def test_cells_with_bars_and_quotes_survive_the_tables(tmp_path: Path) -> None:
    """What separates values in a table may stand in a name."""
    text = ENGLISH.replace("- Canal Watch", '- Canal|Watch "C, W"')
    folder = tmp_path / "draft"
    assert run(written(tmp_path, text), "-o", folder).exit_code == 0
    with (folder / "partners.csv").open(encoding="utf-8", newline="") as table:
        first = next(csv.DictReader(table))
    assert first["skos:prefLabel@en"] == 'Canal\\|Watch "C, W"'
    labels = {quad.object.value for quad in read_package(folder, read_schema()).quads
              if isinstance(quad.object, ox.Literal)}  # fmt: skip
    assert 'Canal|Watch "C, W"' in labels
