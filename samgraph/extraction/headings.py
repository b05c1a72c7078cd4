"""The headings of a plan: chapters, numbered sections, and short titles without a number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from samgraph.extraction.goalcodes import codes_in
from samgraph.extraction.keywords import TOPICS
from samgraph.extraction.lines import ENDS_SENTENCE, Line, Span, Text, marker_in, mend

_DASHED = re.compile(r"(?P<number>\d{1,2})\s+[—–-]\s+(?P<title>\S.*)")
_WORDED = re.compile(
    r"(?:hoofdstuk|chapter|deel|part)\s+(?P<number>\d{1,2})\s*[.:—–-]?\s*(?P<title>.*)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?P<number>\d{1,2})\.?\s+(?P<title>[A-Z].*)")
_SECTION = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})+)\.?\s+(?P<title>[^\W\d_].*)")
_LONGEST = 14
_LONGEST_UNNUMBERED = 8
_MOST_LINES = 4
_MOST_NUMBERS = 2
_UNNUMBERED_DEPTH = 99


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading with its number, which is empty where it has none, and its lines."""

    number: str
    title: str
    span: Span

    @property
    def depth(self) -> int:
        """How deep it stands: a chapter 1, a section 2; without a number deeper than any."""
        return self.number.count(".") + 1 if self.number else _UNNUMBERED_DEPTH


class Outline:
    """The headings of a plan in their order."""

    def __init__(self, headings: Sequence[Heading], last_line: int) -> None:
        self.headings = tuple(headings)
        self.last_line = last_line
        self._begins = [heading.span.first for heading in self.headings]

    def at(self, line: int) -> Heading | None:
        """Return the heading that a line is part of."""
        place = bisect_right(self._begins, line) - 1
        found = self.headings[place] if place >= 0 else None
        return found if found and line <= found.span.last else None

    def above(self, line: int) -> tuple[Heading, ...]:
        """Return the headings under which a line stands, the nearest first."""
        found: list[Heading] = []
        for heading in reversed(self.headings[: bisect_right(self._begins, line)]):
            if not found or heading.depth < found[-1].depth:
                found.append(heading)
            if heading.depth == 1:
                break
        return tuple(found)

    def section(self, line: int) -> str:
        """Return the number of the section in which a line stands, `0` before the first."""
        return next((heading.number for heading in self.above(line) if heading.number), "0")

    def body(self, heading: Heading) -> Span:
        """Return the lines from a heading up to the next one at its level or above."""
        for later in self._below(heading):
            if later.depth <= heading.depth:
                return Span(heading.span.first, later.span.first - 1)
        return Span(heading.span.first, self.last_line)

    def leaves(self, heading: Heading) -> tuple[Heading, ...]:
        """Return the headings below one that have none below themselves."""
        last = self.body(heading).last
        below = [one for one in self._below(heading) if one.span.first <= last]
        followers: list[Heading | None] = [*below[1:], None]
        return tuple(
            one
            for one, after in zip(below, followers, strict=False)
            if after is None or after.depth <= one.depth
        )

    def _below(self, heading: Heading) -> tuple[Heading, ...]:
        return self.headings[bisect_right(self._begins, heading.span.first) :]


def read_headings(text: Text) -> Outline:
    """Return the outline of a plan."""
    lines = text.lines
    dashed = sum(_DASHED.fullmatch(line.text) is not None for line in lines) > 1
    found: list[Heading] = []
    chapter = ""
    place = 0
    while place < len(lines):
        numbered = _numbered(lines, place, chapter, dashed=dashed)
        size = 1
        if numbered:
            number, title = numbered
            chapter = number.split(".")[0]
            size = _title_lines(lines, place, title)
            taken = lines[place : place + size]
            whole = mend([title, *(line.text for line in taken[1:])])
            found.append(Heading(number, whole, Span(taken[0].number, taken[-1].number)))
        elif _is_title(text, place, found):
            line = lines[place]
            found.append(Heading("", line.text, Span(line.number, line.number)))
        place += size
    return Outline(found, lines[-1].number if lines else 0)


def _numbered(
    lines: Sequence[Line], place: int, chapter: str, *, dashed: bool
) -> tuple[str, str] | None:
    """Return number and title where a numbered heading begins, else None."""
    text = lines[place].text
    if len(text.split()) > _LONGEST:
        return None
    section = _SECTION.fullmatch(text)
    if section:
        own = section["number"].split(".")[0]
        sound = not chapter or own == chapter or (not dashed and int(own) == int(chapter) + 1)
        ended = text.endswith((",", ";", ":", "."))
        return (section["number"], section["title"]) if sound and not ended else None
    chosen = (_DASHED.fullmatch(text) if dashed else None) or _WORDED.fullmatch(text)
    if chosen is None and not dashed:
        plain = _PLAIN.fullmatch(text)
        if plain and _has_sections(lines, place, plain["number"]):
            chosen = plain
    if chosen is None or (chapter and int(chosen["number"]) <= int(chapter)):
        return None
    return chosen["number"], chosen["title"]


def _has_sections(lines: Sequence[Line], place: int, number: str) -> bool:
    """Tell whether the next numbered section is the first of chapter `number`."""
    for line in lines[place + 1 :]:
        section = _SECTION.fullmatch(line.text)
        if section and len(line.text.split()) <= _LONGEST:
            return section["number"] == f"{number}.1"
    return False


def _title_lines(lines: Sequence[Line], place: int, title: str) -> int:
    """Return over how many lines a title runs on: in lower case, or all in capitals."""
    size = 1
    while place + size < len(lines) and size < _MOST_LINES:
        after = lines[place + size]
        capitals = after.text.isupper() and not any(one.isdigit() for one in after.text)
        goes_on = after.text[0].islower() or (title.isupper() and capitals and not after.breaks)
        if not goes_on or ENDS_SENTENCE.search(after.text):
            break
        size += 1
    return size


def _is_title(text: Text, place: int, found: Sequence[Heading]) -> bool:
    """Tell whether a line without a number is a title: short, unended, and set apart.

    In a list of partners, where every line is short, it is one only if it names partners itself;
    and where nothing is set apart, by the same word as the first title in that list.
    """
    lines = text.lines
    line = lines[place]
    before = lines[place - 1] if place else None
    after = lines[place + 1] if place + 1 < len(lines) else None
    if after is None or len(line.text.split()) > _LONGEST_UNNUMBERED or not line.ends:
        return False
    if not line.text[0].isupper() or after.text[0].islower():
        return False
    if marker_in(line.text) or codes_in(line.text) or line.text.endswith(tuple(".,:;!…-")):
        return False
    if sum(any(one.isdigit() for one in word) for word in line.text.split()) > _MOST_NUMBERS:
        return False
    under = found[-1] if found else None
    first_below = under is not None and before is not None and before.number <= under.span.last
    chain = _numbered_above(found)
    if any(TOPICS["partner"].search(one.title) for one in chain):
        named = _partner_word(line.text)
        again = text.flat and any(
            _partner_word(one.title) == named for one in found if one.span > chain[0].span
        )
        return bool(named) and (line.breaks or first_below or again)
    ended = before is None or ENDS_SENTENCE.search(before.text) is not None
    return line.breaks or first_below or ended


def _partner_word(text: str) -> str:
    """Return the word by which a title names partners, or an empty string."""
    words = text.casefold().replace(":", " ").split()
    return next((word for word in words if TOPICS["partner"].search(word)), "")


def _numbered_above(found: Sequence[Heading]) -> list[Heading]:
    """Return the last numbered heading and those above it."""
    chain: list[Heading] = []
    for heading in reversed(found):
        if heading.number and (not chain or heading.depth < chain[-1].depth):
            chain.append(heading)
        if heading.depth == 1:
            break
    return chain
