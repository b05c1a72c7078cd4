"""One changed word makes exactly the passages on its line suspect; how lines break does not."""

from __future__ import annotations

import os
import random
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from samgraph.errors import SamgraphError
from samgraph.findings import Place
from samgraph.fingerprints import squeeze
from samgraph.knowledge import Knowledge
from samgraph.passages import passages
from samgraph.resolving import resolve
from samgraph.shifts import Passage
from samgraph.sources import Source, read_source

SAM = os.environ.get("SAMGRAPH_SAM_SOURCE", "")
"""The text of the SAM plan, which is not part of the project."""

TEXT = """\
Een plan voor de wijk aan het water
• digitalisering
• diversiteit
• wonen

Het patrimonium van de wijk staat er slecht voor, en niemand weet nog hoe-
veel er in het begin van het jaar zal worden hersteld.
De ondersteuning van wonen en diversiteitsbeleid vraagt om digitalisering
en om een stand van zaken, inbegrepen een lijst van wie meedoet.

Naar een huis dat droog blijft voor wie er woont
Naar een buurt waar iedereen elkaar kent
• wonen

Partners

IMO

STAN

Vacature
Vacature
Vacature

GRIP

Het netwerk van verenigingen voor natte voeten

Rekening 630000 -148.415 -46.051 34.937 35.140
Rekening 640000 0 0 0 0 0
Rekening 650000 12.000 12.000 12.000 12.000
Totaal

Naar een huis dat droog blijft voor wie er woont, staat ook in de inleiding
en IMO staat er in een zin met STAN en met GRIP.
VIVEL"""
LINES = tuple(TEXT.split("\n"))
RANGES = (
    *((number, number) for number, line in enumerate(LINES, start=1) if line),
    *((6, 7), (6, 9), (8, 9), (11, 12), (15, 19), (21, 23), (29, 32), (34, 35)),
)


def recorded(lines: Sequence[str], ranges: Iterable[tuple[int, int]]) -> tuple[Passage, ...]:
    """Return passages as they are stamped, in order."""
    source = Source("plan.txt", tuple(lines))
    found = [
        Passage(
            f"p-{first}-{last}",
            Place(first, last, "1"),
            *source.span(first, last),
            source.fingerprint(first, last),
        )
        for first, last in ranges
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.iri)))


SMALL = recorded(LINES, RANGES)


def suspects(some: Sequence[Passage], lines: Sequence[str]) -> set[str]:
    """Return the passages that are not found in some lines."""
    found = resolve(some, Source("copy.txt", tuple(lines)))
    assert [one.passage for one in found] == list(some)
    return {one.passage.iri for one in found if one.found is None}


def holding(some: Sequence[Passage], line: int) -> set[str]:
    """Return the passages whose lines hold a line."""
    return {one.iri for one in some if one.place.from_line <= line <= one.place.to_line}


def words(lines: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return every word: its line counted from one, and where it begins and ends there."""
    return [
        (number, *word.span())
        for number, line in enumerate(lines, start=1)
        for word in re.finditer(r"\S+", line)
        if squeeze(word.group())
    ]


CHANGES: dict[str, Callable[[str], str]] = {
    "gone": lambda _: "",
    "another": lambda _: "vervangend",
    "as long": lambda word: "q" * len(word),
    "longer": lambda word: f"{word}en",
    "compound": lambda word: f"ver{word}",
    "shorter": lambda word: word[:-1],
}


def changed(lines: Sequence[str], word: tuple[int, int, int], how: str) -> list[str] | None:
    """Return the lines with a word changed; None where that changes no letter."""
    number, begin, end = word
    line = lines[number - 1]
    new = CHANGES[how](line[begin:end])
    if squeeze(new) == squeeze(line[begin:end]):
        return None
    return [*lines[: number - 1], line[:begin] + new + line[end:], *lines[number:]]


def rewrapped(lines: Sequence[str], columns: int) -> list[str]:
    """Return paragraphs with their lines broken elsewhere."""
    return [
        line
        for paragraph in re.split(r"\n\s*\n", "\n".join(lines))
        for line in (*textwrap.wrap(" ".join(paragraph.split()), columns), "")
    ]


@pytest.mark.parametrize("how", CHANGES)
def test_one_changed_word_makes_exactly_the_passages_on_its_line_suspect(how: str) -> None:
    """Whatever the word, and whatever it becomes; short and repeated texts are no exception."""
    tried = 0
    for word in words(LINES):
        copy = changed(LINES, word, how)
        if copy is not None:
            assert suspects(SMALL, copy) == holding(SMALL, word[0]), (word, how)
            tried += 1
    assert tried > 100


@pytest.mark.skipif(not SAM, reason="SAMGRAPH_SAM_SOURCE names no text of the SAM plan")
def test_one_changed_word_in_the_sam_plan_makes_exactly_its_passages_suspect(
    sam: Knowledge,
) -> None:
    """A sample of words that stand in passages, each changed in one way."""
    lines, some = read_source(Path(SAM)).lines, passages(sam)
    assert suspects(some, lines) == set()
    chance = random.Random(11)  # noqa: S311 - a test wants the same words every time
    held = [word for word in words(lines) if holding(some, word[0])]
    for word in chance.sample(held, 60):
        how = chance.choice(list(CHANGES))
        copy = changed(lines, word, how)
        if copy is not None:
            assert suspects(some, copy) == holding(some, word[0]), (word, how)


def test_a_name_is_not_found_within_a_word_or_in_a_sentence_elsewhere() -> None:
    """IMO stands in “patrimonium” and in a sentence, and neither is the partner."""
    copy = ["" if line in ("IMO", "STAN", "GRIP") else line for line in LINES]
    gone = set().union(
        *(holding(SMALL, n) for n, line in enumerate(LINES, 1) if line != copy[n - 1])
    )
    assert len(gone) == 4
    assert suspects(SMALL, copy) == gone


def test_a_minus_sign_that_is_lost_is_noticed() -> None:
    """However it is written, it is the same; without it, the amount is another."""
    line = next(number for number, one in enumerate(LINES, 1) if "-148.415" in one)
    for sign in ("\u2212", "\u2013", "\u2011"):
        assert suspects(SMALL, TEXT.replace(" -", f" {sign}").split("\n")) == set()
    assert suspects(SMALL, TEXT.replace("-148", "148").split("\n")) == holding(SMALL, line)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("hoe-\nveel", "hoeveel"),
        " ".join(TEXT.split()),
        "\n".join(TEXT.split()),
        TEXT.replace("hersteld", "her-\nsteld").replace("netwerk", "net\u00adwerk"),
        unicodedata.normalize("NFD", TEXT).upper().replace(" ", "\u00a0"),
        "Voorwoord\n\nIMO en STAN\n\n" + TEXT,
        TEXT.replace("Partners", "Partners\nmet wie wonen en IMO"),
        TEXT + "\n\nBijlage over wonen",
        "\n".join(rewrapped(LINES, 50)),
        "\n".join(rewrapped(["Over wonen.", "", *LINES], 200)),
    ],
    ids=[
        *("joined", "one line", "one word a line", "hyphens", "case and spaces", "before"),
        *("within", "behind", "narrow", "wide"),
    ],
)
def test_how_a_text_is_set_and_what_stands_around_a_passage_change_nothing(text: str) -> None:
    """Except for the passages whose own lines have been added to."""
    added = {"p-15-19"} if "Partners\nmet" in text else set()
    assert suspects(SMALL, text.split("\n")) == added


def test_a_changed_word_is_found_where_lines_break_elsewhere() -> None:
    """Lines are only a help."""
    for word in words(LINES):
        copy = changed(LINES, word, "as long")
        if copy is not None:
            assert suspects(SMALL, rewrapped(copy, 45)) == holding(SMALL, word[0]), word


def test_passages_that_moved_together_are_found() -> None:
    """A chapter may go elsewhere."""
    moved = [*LINES[:5], *LINES[10:], "", *LINES[5:10]]
    assert suspects(SMALL, moved) <= {"p-13-13"}


def test_another_document_is_refused() -> None:
    """It is not the plan that has changed."""
    with pytest.raises(SamgraphError, match="almost no passage of the plan is found: 0 of "):
        suspects(SMALL, ["Iets heel anders, over bossen en bomen."] * 40)
