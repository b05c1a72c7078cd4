"""The page for a board: what the plan is, what matters most in it, how much of it is covered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from samgraph.coverage import Interval, Matrix, cover
from samgraph.framing import frames
from samgraph.knowledge import Knowledge
from samgraph.numerals import share
from samgraph.phrases import nouns
from samgraph.report.document import Highlight, Item, Listing, Paragraph, Section
from samgraph.summary import holdings, link_counts
from samgraph.terms import DCTERMS

FINDINGS: Final = 5
_QUESTIONS: Final = 6

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "Op één bladzijde",
        "findings": "De vijf belangrijkste bevindingen",
        "some": "De belangrijkste bevindingen",
        "nothing": "samgraph vindt geen gaten en geen tegenspraken.",
        "coverage": "Wat het plan dekt",
        "cells": "combinaties van {row} en {column}",
        "lines": "{row} met minstens één {column}",
        "same": "{judged} van de {total} ({share}), in elke lezing",
        "differ": "{stated} van de {total} ({low}) volgens wat het plan zelf zegt; {judged} "
        "({high}) als ook telt wat beoordeeld is",
        "none": "Het plan stelt geen dekkingsvragen.",
        "rest": "Nog {n} andere vragen staan verder in dit rapport.",
        "rest1": "Nog één andere vraag staat verder in dit rapport.",
        "reading": "Gesteld is wat het plan zelf zegt; afgeleid wat daar volgens vaste regels uit "
        "volgt; beoordeeld wat een lezer er met opgave van redenen uit opmaakt. Wat erachter zit, "
        "staat verder in dit rapport: elk cijfer als tabel, met de vraag die het geeft en de "
        "plaats in het plan.",
    },
    "en": {
        "title": "On one page",
        "findings": "The five most important findings",
        "some": "The most important findings",
        "nothing": "samgraph finds no gaps and no discrepancies.",
        "coverage": "What the plan covers",
        "cells": "combinations of {row} and {column}",
        "lines": "{row} with at least one {column}",
        "same": "{judged} of {total} ({share}), in every reading",
        "differ": "{stated} of {total} ({low}) by what the plan itself says; {judged} ({high}) if "
        "what is judged counts too",
        "none": "The plan asks no coverage questions.",
        "rest": "{n} other questions are further on in this report.",
        "rest1": "One other question is further on in this report.",
        "reading": "Stated is what the plan itself says; derived what follows from that by fixed "
        "rules; judged what a reader, giving reasons, takes from it. What lies behind all this is "
        "further on in this report: each figure as a table, with the question that gives it and "
        "the place in the plan.",
    },
}


def chosen(sections: Iterable[Section]) -> tuple[tuple[Highlight, str], ...]:
    """Return the findings to tell first, each with the id of its section.

    The weightiest come first, and of one kind one, so that different things are told; only where
    too few would be left does a kind return.
    """
    every = [(one, section.ident) for section in sections for one in section.highlights]
    every.sort(key=lambda pair: pair[0].weight)
    found: list[tuple[Highlight, str]] = []
    for pair in every:
        if pair[0].kind not in {one.kind for one, _ in found}:
            found.append(pair)
    found = [*found, *(pair for pair in every if pair not in found)][:FINDINGS]
    return tuple(sorted(found, key=lambda pair: (pair[0].weight, every.index(pair))))


def board(knowledge: Knowledge, lang: str, sections: Sequence[Section]) -> Section:
    """Return the first page, made from what the other sections hold worth telling."""
    words = _WORDS[lang]
    findings = chosen(one for section in sections for one in section.every())
    items = tuple(Item(one.text, one.places, one.head, ident) for one, ident in findings)
    head = words["findings" if len(items) == FINDINGS else "some"]
    return Section(
        "board",
        words["title"],
        (Paragraph(_plan(knowledge, lang)),),
        (
            Section(
                "board-findings",
                head,
                (Listing(items, numbered=True) if items else Paragraph(words["nothing"]),),
            ),
            _coverage(knowledge, lang),
        ),
    )


def _plan(knowledge: Knowledge, lang: str) -> str:
    """Return what the plan is: its own description, what it holds, how its links are known."""
    query = f"SELECT ?text {{ ?plan a sg:Plan ; <{DCTERMS}description> ?text }}"
    texts = {text.language: text.value for (text,) in knowledge.select(query)}
    about = texts.get(lang) or next((texts[key] for key in sorted(texts)), "")
    return " ".join(filter(None, (about, holdings(knowledge, lang), link_counts(knowledge, lang))))


def _coverage(knowledge: Knowledge, lang: str) -> Section:
    """Return coverage in words: first what the plan itself pairs, then where least is covered."""
    words = _WORDS[lang]
    matrices = [cover(knowledge, frame) for frame in frames(knowledge)]
    asked = [one for matrix in matrices for one in _asked(matrix, lang)]
    asked.sort(key=lambda one: one[:2])
    blocks: list[Paragraph | Listing] = []
    if asked:
        items = [Item(text, head=head) for _, _, head, text in asked[:_QUESTIONS]]
        blocks.append(Listing(tuple(items)))
    else:
        blocks.append(Paragraph(words["none"]))
    rest = len(asked) - _QUESTIONS
    if rest > 0:
        blocks.append(Paragraph(words["rest1" if rest == 1 else "rest"].format(n=rest)))
    blocks.append(Paragraph(words["reading"]))
    return Section("board-coverage", words["coverage"], tuple(blocks))


def _asked(matrix: Matrix, lang: str) -> list[tuple[int, float, str, str]]:
    """Return what a frame expects to be filled: its order, its name and its interval in words."""
    words, frame = _WORDS[lang], matrix.frame
    if not frame.rows or not frame.columns:
        return []
    row, column = nouns(lang, frame.labels.get(lang, ""))
    silent = int(frame.scope == "silent")
    found = []
    for expected, interval, head in (
        ("everyCell", matrix.interval(), words["cells"].format(row=row, column=column)),
        ("everyRow", matrix.row_interval(), words["lines"].format(row=row, column=column)),
        ("everyColumn", matrix.column_interval(), words["lines"].format(row=column, column=row)),
    ):
        if expected in frame.expects:
            found.append((silent, interval.share("judged"), head, _said(interval, words)))
    return found


def _said(interval: Interval, words: Mapping[str, str]) -> str:
    low, high = (share(part, interval.total) for part in (interval.stated, interval.judged))
    key = "same" if interval.stated == interval.judged else "differ"
    return words[key].format(
        stated=interval.stated,
        judged=interval.judged,
        total=interval.total,
        share=high,
        low=low,
        high=high,
    )
