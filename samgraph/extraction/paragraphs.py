"""Where one paragraph, list item or stated goal ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence

from samgraph.extraction.goalcodes import statement_in
from samgraph.extraction.headings import Outline
from samgraph.extraction.lines import ENDS_SENTENCE, Line, Text, marker_in


def goes_on(before: Line, line: Line, outline: Outline) -> bool:
    """Tell whether a line goes on with what the line before it says.

    It does not when it is a heading, opens a list item or states a goal, after a break, or when
    the line before it had room to spare and this one begins with a capital. An unended sentence
    that goes on in lower case runs on over a break, as it does from page to page.
    """
    if outline.at(line.number) or outline.at(before.number):
        return False
    if marker_in(line.text) or statement_in(line.text):
        return False
    lower = line.text[0].islower()
    if line.breaks:
        return lower and ENDS_SENTENCE.search(before.text) is None
    return lower or not before.ends


def run_from(lines: Sequence[Line], place: int, outline: Outline) -> Sequence[Line]:
    """Return the line at a place with all that go on with it."""
    end = place + 1
    while end < len(lines) and goes_on(lines[end - 1], lines[end], outline):
        end += 1
    return lines[place:end]


def read_paragraphs(text: Text, outline: Outline) -> tuple[Sequence[Line], ...]:
    """Return the plan's lines in paragraphs, items and headings, footnotes last."""
    found: list[Sequence[Line]] = []
    place = 0
    while place < len(text.lines):
        found.append(run_from(text.lines, place, outline))
        place += len(found[-1])
    return (*found, *((note,) for note in text.notes))
