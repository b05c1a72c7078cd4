"""What the SAM plan's tables judge: everything was considered, and what was not found is said."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from samgraph.catalogue import ask, find_question
from samgraph.knowledge import Knowledge, Term
from samgraph.resources import plan_folder

CONSIDERED = ("Goal", "ResultArea", "Partner", "Signal", "PolicyChoice")
TO_SUBJECTS = """
    VALUES ?kind { sg:Theme sg:PriorityField }
    VALUES ?relation { sg:addresses sg:serves sg:worksOn sg:concerns }
    ?thing ?relation ?subject .
    ?subject a/rdfs:subClassOf* ?kind .
"""


def tables(pattern: str) -> list[dict[str, str]]:
    """Return the rows of the SAM tables whose names fit a pattern, in order."""
    rows: list[dict[str, str]] = []
    for file in sorted(plan_folder().glob(pattern)):
        with Path(file).open(encoding="utf-8", newline="") as text:
            rows.extend(csv.DictReader(text))
    return rows


def noted(knowledge: Knowledge, lang: str) -> set[str]:
    """Return what has a scope note in a language."""
    query = f'SELECT ?thing {{ ?thing skos:scopeNote ?note FILTER(LANG(?note) = "{lang}") }}'
    return {thing.value for (thing,) in knowledge.select(query)}


@pytest.mark.parametrize("class_", CONSIDERED)
def test_everything_has_a_theme_or_field_or_says_why_not(sam: Knowledge, class_: str) -> None:
    """A thing is linked to a theme or field, or has a note in both languages; never both."""
    every = {
        thing.value
        for (thing,) in sam.select(f"SELECT ?thing {{ ?thing a/rdfs:subClassOf* sg:{class_} }}")
    }
    linked = {thing.value for (thing,) in sam.select(f"SELECT ?thing {{ {TO_SUBJECTS} }}")}
    assert every
    for lang in ("nl", "en"):
        assert every - linked == every & noted(sam, lang)


def answer(knowledge: Knowledge) -> dict[str, tuple[str, tuple[Term | None, ...]]]:
    """Return the class and the notes of each thing that was considered without finding a link."""
    found = ask(knowledge, find_question("considered-without-link"), {}, "judged")
    assert isinstance(found, ox.QuerySolutions)
    rows = [tuple(row) for row in found]
    assert len({thing for _, thing, *_ in rows}) == len(rows)
    return {
        knowledge.curie(thing.value): (knowledge.curie(class_.value), tuple(notes))
        for class_, thing, *notes in rows
    }


def test_the_question_lists_them_with_their_notes(sam: Knowledge) -> None:
    """Every row of the question has a note: nothing is left that nobody considered."""
    rows = answer(sam)
    assert {class_ for class_, _ in rows.values()} < {f"sg:{class_}" for class_ in CONSIDERED}
    assert all(None not in notes for _, notes in rows.values())
    assert rows["sam:pn-imo"][0] == "sg:Partner"
    assert "sam:pn-dg-epi" not in rows


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_note_is_written_for_its_thing(lang: str) -> None:
    """No two things share a note: each says what was considered there."""
    names = ("goals.csv", "signals.csv", "policy-choices.csv", "partners.csv")
    notes = [row[f"skos:scopeNote@{lang}"] for name in names for row in tables(name)]
    written = [note for note in notes if note]
    assert len(written) > 50
    assert len(set(written)) == len(written)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_rationale_is_no_formula(lang: str) -> None:
    """Rationales of judged links do not open with the same ten words, nor hold a bare subject."""
    rows = [row for row in tables("links-*.csv") if row["sg:standing"] == "sg:judged"]
    assert len(rows) > 600
    opened: dict[str, list[str]] = {}
    for row in rows:
        words = re.findall(r"\w+", row[f"sg:rationale@{lang}"])
        assert len(words) >= 4, row
        opened.setdefault(" ".join(words[:10]).casefold(), []).append(row["rdf:subject"])
    assert {start: subjects for start, subjects in opened.items() if len(subjects) > 2} == {}


def test_a_contested_link_says_what_is_against_it() -> None:
    """A review that contests has a comment in both languages, and only then is there one."""
    for row in tables("links-*.csv"):
        contested = row["sg:review"] == "sg:contested"
        for lang in ("nl", "en"):
            assert bool(row[f"sg:reviewComment@{lang}"]) == contested, row


@pytest.mark.parametrize(
    "name", ["challenges", "core-tasks", "partner-categories", "priority-fields", "sub-themes"]
)
def test_concepts_have_english_labels_as_in_running_text(name: str) -> None:
    """A concept's English label begins in lower case, unless its first word is an abbreviation."""
    for row in [*tables(f"{name}.csv"), *tables("themes.csv")]:
        first = row["skos:prefLabel@en"].split()[0]
        assert first[0].islower() or first.isupper(), first


def test_no_judgement_rests_on_outside_knowledge() -> None:
    """The name or the text gives the reason: what is known in public is none, for any partner."""
    outside = re.compile(r"generally known|publicly|well known|algemeen bekend|publiek sta", re.I)
    said = [
        (row["rdf:subject"], row[f"sg:rationale@{lang}"])
        for row in tables("links-*.csv")
        for lang in ("nl", "en")
    ]
    assert [one for one in said if outside.search(one[1])] == []
    notes = [
        row[f"skos:scopeNote@{lang}"] for row in tables("partners.csv") for lang in ("nl", "en")
    ]
    assert [note for note in notes if outside.search(note)] == []
