"""Bulleted and numbered lists, with the words that lead them in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from samgraph.extraction.goalcodes import statement_in
from samgraph.extraction.headings import Outline
from samgraph.extraction.lines import ENDS_SENTENCE, Line, Span, Text, marker_in, mend, span_of
from samgraph.extraction.paragraphs import run_from

_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z“‘])")
_LONGEST_LEAD = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, mended, with the items below it."""

    marker: str
    words: str
    span: Span
    below: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with its lead-in: the sentence before it, empty where none ends with a colon."""

    lead: str
    items: tuple[Item, ...]
    span: Span


def read_lists(text: Text, outline: Outline) -> tuple[Listing, ...]:
    """Return the plan's lists in their order.

    An item runs on until the next marker, a heading, a stated goal, a break between paragraphs, or
    a line that ends a sentence with room to spare. Items with another marker than the first one's
    stand below the item before them.
    """
    lines = text.lines
    found: list[Listing] = []
    place = 0
    while place < len(lines):
        if _marker(lines[place], outline) is None:
            place += 1
            continue
        begin = place
        items: list[Item] = []
        while place < len(lines) and (marker := _marker(lines[place], outline)):
            if items and _is_number(marker[0]) and not _follows(items, marker[0]):
                break
            taken = run_from(lines, place, outline)
            words = mend([marker[1], *(line.text for line in taken[1:])])
            items.append(Item(marker[0], words, span_of(taken)))
            place += len(taken)
        whole = span_of(lines[begin:place])
        found.append(Listing(_lead(lines, begin, outline), _nested(items), whole))
    return tuple(found)


def _marker(line: Line, outline: Outline) -> tuple[str, str] | None:
    if outline.at(line.number) or statement_in(line.text):
        return None
    return marker_in(line.text)


def _is_number(marker: str) -> bool:
    return marker.isalnum()


def _follows(items: Sequence[Item], marker: str) -> bool:
    """Tell whether a number or letter comes next after the last of its kind in the list."""
    last = next((item.marker for item in reversed(items) if _is_number(item.marker)), "")
    if not last:
        return marker in ("1", "a")
    if marker.isdigit() and last.isdigit():
        return int(marker) == int(last) + 1
    return marker in ("1", "a") or (marker.isalpha() and ord(marker) == ord(last) + 1)


def _nested(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with those of a second kind of marker below the ones before them."""
    kind = _kind(items[0])
    top: list[Item] = []
    for item in items:
        if _kind(item) == kind or not top:
            top.append(item)
        else:
            last = top[-1]
            top[-1] = Item(last.marker, last.words, last.span, (*last.below, item))
    return tuple(top)


def _kind(item: Item) -> str:
    if item.marker.isdigit():
        return "1"
    return "a" if item.marker.isalpha() else item.marker


def _lead(lines: Sequence[Line], place: int, outline: Outline) -> str:
    """Return the last sentence before a list, if it ends with a colon or is a single line."""
    begin = place
    while begin and place - begin < _LONGEST_LEAD:
        before = lines[begin - 1]
        if outline.at(before.number) or _marker(before, outline):
            break
        if begin < place and (lines[begin].breaks or ENDS_SENTENCE.search(before.text)):
            break
        begin -= 1
    paragraph = mend(line.text for line in lines[begin:place])
    if not paragraph.endswith((":", ".", "?")):
        return ""
    return _SENTENCES.split(paragraph)[-1]
