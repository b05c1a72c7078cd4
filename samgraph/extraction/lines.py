"""The lines of a plan's text: where paragraphs break, what is a footnote, what is broken off.

A text taken from a PDF is often spaced evenly, every second line blank. So a paragraph breaks where
the white space is *more than usual*, the usual being the least that stands between many lines.
Where nothing is blank, a line that had room for the next line's first word ends its paragraph.

Where pages are known, because a form feed begins each, lines that come back at the top or the
bottom of most pages are running heads, and no part of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from samgraph.errors import Fault
from samgraph.sources import Source

ENDS_SENTENCE = re.compile(r"[.!?:;…]['’”\")]*\Z")
_BULLET = re.compile(r"(?P<marker>[•●▪◦‣·*\uf0a7\uf0b7]|[–—-](?=\s))\s*(?P<words>\S.*)")
_NUMBER = re.compile(r"(?P<marker>\d{1,2}|[a-z])[.)]\s+(?P<words>\S.*)")
_NOTES_BEGIN = re.compile(r"[—–_-]{1,80}")
_NOTE = re.compile(r"\d{1,3}\s+\S|https?:")
_ADDRESS = re.compile(r"(?:https?:|www\.)\S+")
_HYPHENS = ("-", "\u2010", "\u00ad")
_KEPT_BEFORE = frozenset({"en", "of", "and", "or", "&", "/"})
"""A hyphen before these stands for a left-out half: `hulp- en dienstverlening`."""
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
_EDGE = 2
"""So many lines at the top and at the bottom of a page may be running heads."""
_FEWEST_PAGES = 4
_FEWEST_BREAKS = 0.02
_USUAL_SHARE = 0.15
_WIDTH_RANK = 0.9
_ROOM = 0.75
_FULL = 20


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Whole lines of the source, from the first to the last, counted from one."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank."""

    number: int
    text: str
    breaks: bool
    """More white space than usual stands before it."""
    ends: bool
    """It had room for the first word of the next line, so something ends with it."""


@dataclass(frozen=True)
class Text:
    """The lines of a plan that are not blank, footnotes apart, and the pages without any."""

    name: str
    lines: tuple[Line, ...]
    notes: tuple[Line, ...]
    """Footnotes, and addresses on lines of their own."""
    heads: tuple[Line, ...]
    """Running heads, which are no part of the text."""
    width: int
    """How long a full line is."""
    pages: tuple[int, ...]
    """The numbers of the lines with which pages begin, if a form feed tells them."""
    empty_pages: tuple[int, ...]
    """Pages without text, counted from one."""

    @cached_property
    def flat(self) -> bool:
        """Whether white space tells nothing about where paragraphs break."""
        return sum(line.breaks for line in self.lines) < _FEWEST_BREAKS * len(self.lines)

    def within(self, span: Span) -> Sequence[Line]:
        """Return the lines of a span."""
        begin = bisect_left(self.lines, span.first, key=lambda line: line.number)
        end = bisect_right(self.lines, span.last, key=lambda line: line.number)
        return self.lines[begin:end]

    def fault(self, line: int, message: str, hint: str = "") -> Fault:
        """Return what cannot be read at a line of this text, on its page where that is known."""
        page = bisect_right(self.pages, line)
        where = f"{self.name}:{line}" + (f" (page {page})" if page else "")
        return Fault(where, message, hint)


def text_of(source: Source) -> Text:
    """Return the text of a source."""
    cleaned = (" ".join(line.translate(_LIGATURES).split()) for line in source.lines)
    written = [(number, line) for number, line in enumerate(cleaned, start=1) if line]
    running = _running_heads(source.lines, written)
    heads = tuple(Line(number, line, False, True) for number, line in written if number in running)
    filled = [(number, line) for number, line in written if number not in running]
    passed = sorted(running)
    heights = [number - bisect_left(passed, number) for number, _ in filled]
    gaps = Counter(after - before for before, after in pairwise(heights))
    common = (gap for gap, count in gaps.items() if count >= _USUAL_SHARE * gaps.total())
    usual = min(common, default=1)
    lengths = sorted(len(line) for _, line in filled if len(line) >= _FULL)
    width = lengths[int(_WIDTH_RANK * (len(lengths) - 1))] if lengths else _FULL
    lines: list[Line] = []
    notes: list[Line] = []
    in_notes = first_note = False
    for place, (number, text) in enumerate(filled):
        gap = heights[place] - heights[place - 1] if place else usual + 1
        after = filled[place + 1][1] if place + 1 < len(filled) else ""
        room = not after or len(text) + 1 + len(after.split()[0]) < _ROOM * width
        line = Line(number, text, gap > usual, room)
        if in_notes and not first_note:
            evenly = gap == usual and usual > 1
            in_notes = evenly or _NOTE.match(text) is not None
        if not in_notes and _NOTES_BEGIN.fullmatch(text) and _NOTE.match(after):
            in_notes = first_note = True
        elif in_notes or _ADDRESS.fullmatch(text):
            notes.append(line)
            first_note = False
        else:
            lines.append(line)
    pages = source.pages, source.empty_pages
    return Text(source.name, tuple(lines), tuple(notes), heads, width, *pages)


def _running_heads(source: Sequence[str], written: Sequence[tuple[int, str]]) -> frozenset[int]:
    """Return the numbers of the lines that come back at the edge of more than half the pages."""
    begins = [number for number, line in enumerate(source, start=1) if line.startswith("\f")]
    if len(begins) < _FEWEST_PAGES:
        return frozenset()
    edges: list[tuple[int, str]] = []
    for begin, end in zip(begins, [*begins[1:], len(source) + 1], strict=True):
        page = [(number, line) for number, line in written if begin <= number < end]
        edges.extend(dict.fromkeys([*page[:_EDGE], *page[-_EDGE:]]))
    alike = [(number, re.sub(r"\d+", "#", line)) for number, line in edges]
    times = Counter(line for _, line in alike)
    return frozenset(number for number, line in alike if times[line] > len(begins) / 2)


def marker_in(text: str) -> tuple[str, str] | None:
    """Return the bullet, number or letter that opens a line and the words behind it, if any.

    >>> marker_in("• schulden"), marker_in("2. de wooncrisis"), marker_in("2 jaar")
    (('•', 'schulden'), ('2', 'de wooncrisis'), None)
    """
    match = _BULLET.fullmatch(text) or _NUMBER.fullmatch(text)
    return (match["marker"], match["words"]) if match else None


def mend(texts: Iterable[str]) -> str:
    """Return lines as one text, with what was broken off at line ends joined again.

    >>> mend(["hulpverle-", "ning en hulp-", "en dienstverlening in Midden-", "Limburg"])
    'hulpverlening en hulp- en dienstverlening in Midden-Limburg'
    """
    joined = ""
    for text in texts:
        joined = _join(joined, text) if joined else text
    return joined


def mended(lines: Iterable[Line]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return lines as one text, with where in it each line begins: pairs of offset and number."""
    joined = ""
    begins: list[tuple[int, int]] = []
    for line in lines:
        joined = _join(joined, line.text) if joined else line.text
        begins.append((len(joined) - len(line.text), line.number))
    return joined, tuple(begins)


def _join(before: str, text: str) -> str:
    if len(before) < 2 or not before.endswith(_HYPHENS) or before[-2].isspace():
        return f"{before} {text}"
    if before.endswith("\u00ad"):
        return before[:-1] + text
    first, last = text.split()[0], before.split()[-1][:-1]
    if first.casefold() in _KEPT_BEFORE:
        return f"{before} {text}"
    broken_capitals = last.isupper() and first.isupper() and min(len(last), len(first)) > 3
    return (before[:-1] if text[0].islower() or broken_capitals else before) + text


def span_of(lines: Sequence[Line]) -> Span:
    """Return the span of some lines that follow one another."""
    return Span(lines[0].number, lines[-1].number)
