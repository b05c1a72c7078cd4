"""A drafted package goes on through the other commands, and what is accepted in it counts."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from plantexts import DUTCH, written

from samgraph.building import build
from samgraph.cli import cli
from samgraph.coverage import cover
from samgraph.framing import find_frame, frames

HOSTILE = DUTCH.replace("• armoede", "• =HYPERLINK(“x”)").replace(
    "De Dijkwacht", "</script><script>alert(1)\x1b[31m\u202e"
)


def run(*arguments: str | Path) -> Result:
    """Run samgraph, which must not fail in a way of its own."""
    done = CliRunner().invoke(cli, [str(one) for one in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the draft of the small Dutch plan."""
    assert run("extract", written(tmp_path, DUTCH), "-o", tmp_path / "draft").exit_code == 0
    return tmp_path / "draft"


def filled(folder: Path) -> int:
    """Return how many cells of goals by core tasks are filled."""
    knowledge = build(folder)
    return cover(knowledge, find_frame(knowledge, "goal-coretask")).interval().judged


def change(folder: Path, table: str, old: str, new: str) -> None:
    """Replace a text everywhere in one table, as a person would in a spreadsheet."""
    file = folder / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_draft_asks_the_coverage_questions_of_the_lists_it_found(folder: Path) -> None:
    """The grid pairs its two lists; of the others a person tells whether the plan does."""
    scopes = {frame.name: frame.scope for frame in frames(build(folder))}
    assert scopes == {
        "challenge-goal": "silent", "goal-coretask": "exhaustive", "theme-goal": "silent",
        "theme-partner": "silent", "theme-resultarea": "silent",
    }  # fmt: skip
    (grid,) = find_frame(build(folder), "goal-coretask").places
    lines = DUTCH.split("\n")
    assert lines[grid.from_line - 1].startswith("Kennis OK 1.1")
    assert lines[grid.to_line - 1] == "OK 2.2"


def test_coverage_takes_a_folder_for_the_plan_that_it_is(folder: Path) -> None:
    """Who leaves out the question asks for all of them."""
    for arguments in ([folder], ["goal-coretask", folder]):
        done = run("coverage", *arguments, "--lang", "en")
        assert done.exit_code == 0
        assert "core task" in done.output


def test_a_suggestion_counts_once_its_standing_is_changed(folder: Path) -> None:
    """To accept what the grid says, its standing is all that has to change."""
    assert filled(folder) == 0
    before = run("check", folder, "--lang", "en")
    assert "12 × link only suggested: it does not count until" in before.output
    change(folder, "links", "sg:suggested", "sg:stated")
    assert filled(folder) == 4
    after = run("check", folder, "--lang", "en")
    assert "only suggested" not in after.output
    rationale = [line for line in after.output.splitlines() if "plan:link/" in line]
    assert all("addresses" in line for line in rationale)
    assert "plan:link/OK1.2/addresses/th-armoede" in after.output


def test_a_link_that_is_read_into_the_words_is_accepted_as_judged(folder: Path) -> None:
    """Its reason stands in the row already, so that the shapes have nothing to say of it."""
    change(folder, "links", "sg:suggested", "sg:judged")
    done = run("check", folder, "--lang", "en")
    assert "plan:link/OK1.2/addresses" not in done.output


def test_a_row_that_is_rejected_is_deleted_and_what_points_to_it_is_named(folder: Path) -> None:
    """So nothing is left hanging in the air."""
    file = folder / "challenges.csv"
    rows = file.read_text(encoding="utf-8").splitlines()
    gone = next(line for line in rows if line.startswith("plan:ch-armoede"))
    file.write_text("\n".join(line for line in rows if line != gone), encoding="utf-8")
    done = run("gaps", folder)
    assert done.exit_code == 2
    assert "links.csv" in done.output
    assert '"plan:ch-armoede"' in done.output


def test_what_many_rows_lack_is_said_once(folder: Path) -> None:
    """A person sees what is to be done; a program still gets every thing on a row of its own."""
    done = run("check", folder, "--lang", "en")
    assert done.exit_code == 1
    told = [line for line in done.output.splitlines() if "Give the thing an English" in line]
    assert len(told) == 1
    assert "plan:KD1, plan:KD2, plan:KDI1 and " in told[0]
    every = run("check", folder, "--lang", "en", "--format", "csv").output.splitlines()
    assert sum("Give the thing an English label" in line for line in every) > 30


def test_the_summary_says_that_suggestions_wait(folder: Path, tmp_path: Path) -> None:
    """Before anybody has looked at them, a gap says nothing of the plan."""
    page = tmp_path / "page.html"
    done = run("explore", folder, "--once", "-o", page, "--lang", "en")
    assert done.exit_code == 0
    told = " ".join(done.output.split())
    assert "12 suggested only, not counted. What is only suggested counts once" in told
    assert page.is_file()


def test_every_passage_of_a_draft_is_found_in_its_source(folder: Path, tmp_path: Path) -> None:
    """And those that hold a changed word are not."""
    done = run("check", folder, "--source", tmp_path / "plan.txt", "--lang", "en")
    assert "45 of 45 passages found in plan.txt" in done.output
    other = written(tmp_path, DUTCH.replace("eenzaam-", "tweezaam-"), "other.txt")
    done = run("check", folder, "--source", other, "--lang", "en")
    assert "44 of 45 passages found in other.txt" in done.output
    assert "plan:ch-eenzaamheid" in done.output


def test_a_plan_without_lists_to_pair_says_that_it_asks_nothing(tmp_path: Path) -> None:
    """No gap was found because none was looked for."""
    file = written(tmp_path, "SD1 — Iedereen woont droog.\n\nSD2 — Niemand is alleen.\n")
    assert run("extract", file, "-o", tmp_path / "two").exit_code == 0
    for arguments in (["gaps"], ["explore", "--once", "-o", str(tmp_path / "page.html")]):
        done = run(arguments[0], tmp_path / "two", *arguments[1:], "--lang", "en")
        assert done.exit_code == 0
        assert "asks no coverage question" in done.output


def test_labels_of_a_hostile_text_do_no_harm(tmp_path: Path) -> None:
    """No formula for a spreadsheet, no order for a terminal, no script for a page."""
    folder, page = tmp_path / "draft", tmp_path / "page.html"
    assert run("extract", written(tmp_path, HOSTILE), "-o", folder).exit_code == 0
    for file in folder.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as content:
            cells = [cell for row in csv.reader(content) for cell in row]
        assert not [one for one in cells if one.startswith(("=", "@", "+"))]
        assert not [one for one in cells if "\x1b" in one or "\u202e" in one]
    knowledge = build(folder)
    labels = set(knowledge.labels("nl").values())
    assert "=HYPERLINK(“x”)" in labels
    assert "</script><script>alert(1)[31m" in labels
    assert run("draw", folder, "-o", page).exit_code == 0
    assert "<script>alert(1)" not in page.read_text(encoding="utf-8")


def test_pages_without_text_are_named_before_passages_are_looked_for(
    folder: Path, tmp_path: Path
) -> None:
    """What stood on a picture is suspect; the reader has to know why."""
    whole = written(tmp_path, f"\f{DUTCH}", "whole.txt")
    assert "OCR" not in run("check", folder, "--source", whole, "--lang", "en").stderr
    one = written(tmp_path, f"\f{DUTCH}\n\f", "one.txt")
    done = run("check", folder, "--source", one, "--lang", "en")
    assert "one.txt: page 2 has no text; if it is a picture, run OCR on it" in done.stderr
    two = written(tmp_path, f"\f\n\f{DUTCH}\n\f", "two.txt")
    assert (
        "two.txt: pagina's 1, 3 hebben geen tekst" in run("check", folder, "--source", two).stderr
    )


def test_with_the_source_answers_that_name_things_quote_it(folder: Path, tmp_path: Path) -> None:
    """For people under a heading of its own, for programs in a column; without it, nothing."""
    source = ("--source", tmp_path / "plan.txt")
    loss = ("what-if", folder, "--without", "plan:KD1", "--lang", "en")
    loose = ("chains", folder, "--show", "orphans", "--lang", "en")
    assert "What the source says" not in run(*loose).output
    told = run(*loose, *source)
    assert told.exit_code == 0
    assert "What the source says" in told.output
    quoted = run(*loose, *source, "--format", "json").output
    assert all(row["quotation"] for row in json.loads(quoted))
    assert all("quotation" not in row for row in json.loads(run(*loose, "--format", "json").output))
    assert run(*loss, *source).exit_code == 0
    assert run("worklist", folder, *source).exit_code == 0
