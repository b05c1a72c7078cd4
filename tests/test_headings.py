"""Headings, paragraphs and lists are found in text as it comes out of a PDF."""

from __future__ import annotations

import pytest
from plantexts import DUTCH, ENGLISH, read, source

from samgraph.extraction.keywords import SIGNALS, TOPICS, language_of
from samgraph.extraction.labels import capitalised, first_words, sentence_case, slug
from samgraph.extraction.lines import mend, text_of


def numbered(text: str) -> list[tuple[str, str]]:
    """Return numbers and titles of the numbered headings of a text."""
    return [(one.number, one.title) for one in read(text).outline.headings if one.number]


def test_chapters_sections_and_titles_over_several_lines_are_headings() -> None:
    """A chapter's title goes on in lower case, or in capitals."""
    found = dict(numbered(DUTCH))
    assert found["2"] == "Opdrachten en uitdagingen"
    assert found["7"] == "Samenwerking met partners"
    assert found["4.1"] == "DROGE VOETEN"
    split = DUTCH.replace("4.1. DROGE VOETEN", "4.1. DROGE\n\nVOETEN IN DE\n\nSTAD")
    assert dict(numbered(split))["4.1"] == "DROGE"
    tight = DUTCH.replace("4.1. DROGE VOETEN", "4.1. DROGE\nVOETEN IN DE\nSTAD")
    assert dict(numbered(tight))["4.1"] == "DROGE VOETEN IN DE STAD"


@pytest.mark.parametrize("style", ["{n}. {t}", "{n} {t}", "Chapter {n}: {t}"])
def test_chapters_are_known_in_every_usual_style(style: str) -> None:
    """A number alone makes a chapter only if sections of that number follow."""
    text = ENGLISH
    for number, title in enumerate(("Introduction", "Goals", "Result areas", "Partners"), start=1):
        text = text.replace(f"{number}. {title}", style.format(n=number, t=title))
    assert [number for number, _ in numbered(text)][:4] == ["1", "1.1", "1.2", "1.2.1"]
    assert ("4", "Partners") in numbered(text)


CHAPTERS = """\
1. Introduction

We want a better town, in which everybody has a home and nobody is alone in it.

1. first by hand
2. then by car

2. Trends

2.1 Housing

Rents have risen.

3. Result areas

- More homes

4. Risks

We see two of them:

1. Rising rents

2. Falling rents
"""


def test_a_number_and_a_title_head_a_chapter_where_they_stand_apart_in_order() -> None:
    """Chapters need no sections, and a list is none of them, also where blank lines part it."""
    assert numbered(CHAPTERS) == [
        ("1", "Introduction"), ("2", "Trends"), ("2.1", "Housing"), ("3", "Result areas"),
        ("4", "Risks"),
    ]  # fmt: skip


def test_two_numbered_lines_are_no_chapters() -> None:
    """A plan has three or more; what is less may be a list."""
    assert ("1", "Introduction") in numbered(CHAPTERS)
    text = CHAPTERS.replace("3. Result areas", "Result areas").replace("4. Risks", "Risks")
    assert numbered(text) == [("2", "Trends"), ("2.1", "Housing")]


@pytest.mark.parametrize(
    "line",
    ["248.900 huizen staan er leeg", "1.5 miljoen,", "12.4. artikel", "3 — jaar later", "2. Leren"],
)
def test_numbers_in_running_text_are_no_headings(line: str) -> None:
    """A heading follows on the chapter it belongs to, and is a title."""
    text = DUTCH.replace("Het water stijgt.", line)
    assert numbered(text) == numbered(DUTCH)


def test_every_line_has_the_section_above_it() -> None:
    """Before the first heading the section is 0; a chapter without sections has its own number."""
    outline = read("Vooraf gaat dit.\n\n" + DUTCH).outline
    line = DUTCH[: DUTCH.index("OK2.3")].count("\n") + 3
    assert [outline.section(number) for number in (1, line)] == ["0", "4.2.2"]


def test_the_usual_white_space_breaks_no_paragraph() -> None:
    """A text of which every second line is blank is read like one without them."""
    spaced = "\n\n".join(DUTCH.split("\n"))
    once, twice = read(DUTCH), read(spaced)
    assert [goal.words for goal in twice.goals] == [goal.words for goal in once.goals]
    assert [topic.label for topic in twice.topics] == [topic.label for topic in once.topics]
    assert [row.amounts for row in twice.budget] == [row.amounts for row in once.budget]


def test_running_heads_are_set_aside_and_reported() -> None:
    """What comes back on most pages, whatever its number, is no text of the plan."""
    pages = DUTCH.split("\n\n4")
    lines = "\n\n4".join(pages).split("\n")
    cut = [lines[begin : begin + 30] for begin in range(0, len(lines), 30)]
    text = "\n".join(
        "\n".join([f"\f Het Huis aan de Vaart, bladzijde {number}", *page])
        for number, page in enumerate(cut, start=1)
    )
    plan = read(text)
    assert len(plan.text.heads) == len(cut)
    assert [row.label for row in plan.budget] == [row.label for row in read(DUTCH).budget]
    assert any("come back on most pages" in fault.message for fault in plan.faults)


def test_a_page_without_text_is_reported_by_its_number() -> None:
    """It may be a picture of a table."""
    plan = read(f"\f{DUTCH}\n\f\n\f{ENGLISH}")
    assert [str(fault) for fault in plan.faults if "has no text" in fault.message] == [
        "plan.txt, page 2: has no text\n  hint: if it is a picture, run OCR on it"
    ]


def test_pages_are_counted_alike_where_a_form_feed_ends_them() -> None:
    """As pdftotext writes them; behind the last page there is no other one."""
    before, behind = (text_of(source(text)) for text in ("\feen\n\ftwee", "een\n\ftwee\n\f"))
    assert before.pages == behind.pages == (1, 2)
    assert before.empty_pages == behind.empty_pages == ()
    assert str(behind.fault(2, "is odd")) == "plan.txt:2 (page 2): is odd"
    assert str(text_of(source("een\ntwee")).fault(2, "is odd")) == "plan.txt:2: is odd"


def test_footnotes_stand_apart_from_the_text() -> None:
    """A footnote in the middle of a list breaks neither the list nor its items."""
    note = "• droogte in\n—\n1 Zie https://example.org/droogte\n\nde stad"
    topics = [topic.label for topic in read(DUTCH.replace("• droogte in de stad", note)).topics]
    assert "droogte in de stad" in topics
    text = text_of(source(DUTCH.replace("• droogte in de stad", note)))
    assert [line.text for line in text.notes] == ["1 Zie https://example.org/droogte"]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["hulpverle-", "ning"], "hulpverlening"),
        (["hulp-", "en dienstverlening"], "hulp- en dienstverlening"),
        (["Midden-", "Limburg"], "Midden-Limburg"),
        (["RESULTAATS-", "GEBIEDEN"], "RESULTAATSGEBIEDEN"),
        (["water\u00ad", "schap"], "waterschap"),
        (["dit -", "en dat"], "dit - en dat"),
    ],
)
def test_what_is_broken_off_is_joined(lines: list[str], whole: str) -> None:
    """A hyphen at a line's end goes, unless it stands for something."""
    assert mend(lines) == whole


def test_titles_in_capitals_become_sentences_and_names_stay() -> None:
    """A word that the running text writes in capitals keeps them."""
    capitals = capitalised(["Het OCMW helpt.", "het plan van OCMW en stad", "ALLES GROOT"])
    assert sentence_case("WERKEN MET HET OCMW", capitals) == "Werken met het OCMW"
    assert sentence_case("Blijft zo", capitals) == "Blijft zo"


def test_labels_and_ids_are_short() -> None:
    """No more than seven words are copied, and an id is plain ASCII."""
    assert (
        first_words("een twee drie vier vijf zes zeven acht")
        == "een twee drie vier vijf zes zeven …"
    )
    assert slug("‘T Ĳzeren huis – België & co") == "t-ijzeren-huis-belgie-co"
    assert slug("…") == "x"


def test_the_language_is_told_by_small_words() -> None:
    """A few words are enough, and without any it is Dutch."""
    assert language_of(["the", "house", "of"]) == "en"
    assert language_of(["het", "huis", "van"]) == "nl"
    assert language_of([]) == "nl"


def test_lists_of_nothing_that_is_known_are_reported_together() -> None:
    """One line says how many lists were passed over, and where they begin."""
    plan = read(DUTCH.replace("Het water stijgt.", "Het water stijgt:\n\n• snel\n• hoog"))
    (fault,) = [one for one in plan.faults if "1 list is not drafted" in one.message]
    assert fault.where == f"plan.txt:{DUTCH[: DUTCH.index('Het water stijgt')].count(chr(10)) + 3}"


def test_every_topic_has_words_in_both_languages() -> None:
    """The table of words is the one place that knows a language."""
    dutch = "signalen resultaatsgebieden kernopdrachten begroting partners beleidskeuzes tendensen"
    dutch += " uitdagingen waarden; prioritaire terreinen"
    english = "signals, result areas, core tasks, priority fields, budget, partners, policy choices"
    english += ", trends, challenges, values"
    for words in (dutch, english):
        assert [kind for kind, pattern in TOPICS.items() if not pattern.search(words)] == []
    for words in ("knelpunt, nood, uitdaging, vraag", "barrier, need, challenge, request"):
        assert [kind for kind, pattern in SIGNALS.items() if not pattern.search(words)] == []
