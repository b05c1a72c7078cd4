"""The headings of a plan: chapters, numbered sections, and short titles without a number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from samgraph.extraction.goalcodes import codes_in, statement_in
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
_FEWEST_CHAPTERS = 3
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
        self._parents = _parents(self.headings)

    def at(self, line: int) -> Heading | None:
        """Return the heading that a line is part of."""
        place = bisect_right(self._begins, line) - 1
        found = self.headings[place] if place >= 0 else None
        return found if found and line <= found.span.last else None

    def above(self, line: int) -> tuple[Heading, ...]:
        """Return the headings under which a line stands, the nearest first."""
        found: list[Heading] = []
        place = bisect_right(self._begins, line) - 1
        while place >= 0:
            found.append(self.headings[place])
            place = self._parents[place]
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

    def own(self, heading: Heading) -> Span:
        """Return the lines between a heading and the next one of any kind."""
        below = self._below(heading)
        last = below[0].span.first - 1 if below else self.last_line
        return Span(heading.span.last + 1, last)

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


def _parents(headings: Sequence[Heading]) -> list[int]:
    """Return for each heading the place of the nearest one before it that is less deep, or -1."""
    found: list[int] = []
    open_places: list[int] = []
    for place, heading in enumerate(headings):
        while open_places and headings[open_places[-1]].depth >= heading.depth:
            open_places.pop()
        found.append(open_places[-1] if open_places else -1)
        open_places.append(place)
    return found


def read_headings(text: Text) -> Outline:
    """Return the outline of a plan."""
    lines = text.lines
    dashed = sum(_DASHED.fullmatch(line.text) is not None for line in lines) > 1
    chapters = frozenset[int]() if dashed else _plain_chapters(lines)
    found: list[Heading] = []
    above: list[Heading] = []
    place = 0
    while place < len(lines):
        chapter = above[-1].number.split(".")[0] if above else ""
        numbered = _numbered(lines, place, chapter, chapters, dashed=dashed)
        size = 1
        if numbered:
            number, title = numbered
            size = _title_lines(lines, place, title)
            taken = lines[place : place + size]
            whole = mend([title, *(line.text for line in taken[1:])])
            heading = Heading(number, whole, Span(taken[0].number, taken[-1].number))
            found.append(heading)
            above = [*(one for one in above if one.depth < heading.depth), heading]
        elif _is_title(text, place, found, above):
            line = lines[place]
            found.append(Heading("", line.text, Span(line.number, line.number)))
        place += size
    return Outline(found, lines[-1].number if lines else 0)


def _plain_chapters(lines: Sequence[Line]) -> frozenset[int]:
    """Return the places of the lines that head a chapter with nothing but a number and a title.

    Such a line may as well be an item of a list. It heads a chapter if the next numbered section is
    the chapter's first; or if it is short and set apart, bears the number that is due after the
    chapter before it, and no line with the number before or after its own stands next to it; of
    these a plan has three or more, counted with the first kind.
    """
    plain = {place: int(found["number"]) for place, found in _matching(lines, _PLAIN)}
    sections = [(place, found["number"]) for place, found in _matching(lines, _SECTION)]
    sure: set[int] = set()
    chain: list[int] = []
    for place, number in plain.items():
        after = bisect_right(sections, place, key=lambda one: one[0])
        section = sections[after][1] if after < len(sections) else ""
        if section == f"{number}.1":
            sure.add(place)
        elif (
            not _is_apart(lines, place)
            or plain.get(place - 1) == number - 1
            or plain.get(place + 1) == number + 1
            or (section and int(section.split(".")[0]) <= number)
        ):
            continue
        if number == (plain[chain[-1]] + 1 if chain else 1):
            chain.append(place)
    return frozenset(sure | set(chain if len(chain) >= _FEWEST_CHAPTERS else ()))


def _matching(
    lines: Sequence[Line], pattern: re.Pattern[str]
) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the places of lines that may be headings, with how they match."""
    for place, line in enumerate(lines):
        found = pattern.fullmatch(line.text)
        if found and len(line.text.split()) <= _LONGEST:
            yield place, found


def _is_apart(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a line is short and unended, and goes on with nothing before it."""
    line = lines[place]
    if len(line.text.split()) > _LONGEST_UNNUMBERED or not line.ends:
        return False
    if line.text.endswith(tuple(".,:;!?…-")):
        return False
    before = lines[place - 1].text if place else ""
    ended = not before or ENDS_SENTENCE.search(before) or marker_in(before)
    return line.breaks or bool(ended)


def _numbered(
    lines: Sequence[Line],
    place: int,
    chapter: str,
    chapters: Container[int],
    *,
    dashed: bool,
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
    if chosen is None and place in chapters:
        chosen = _PLAIN.fullmatch(text)
    if chosen is None or (chapter and int(chosen["number"]) <= int(chapter)):
        return None
    return chosen["number"], chosen["title"]


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


def _is_title(text: Text, place: int, found: Sequence[Heading], above: Sequence[Heading]) -> bool:
    """Tell whether a line without a number is a title: short, unended, and set apart.

    In a list of partners, where every line is short, it is one only if it names partners itself;
    and where nothing is set apart, by the same word as the first title in that list. `found` holds
    the headings before the line, `above` the numbered ones over it.
    """
    lines = text.lines
    line = lines[place]
    before = lines[place - 1] if place else None
    after = lines[place + 1] if place + 1 < len(lines) else None
    if after is None or len(line.text.split()) > _LONGEST_UNNUMBERED or not line.ends:
        return False
    if not line.text[0].isupper() or after.text[0].islower():
        return False
    if marker_in(line.text) or line.text.endswith(tuple(".,:;!…-")):
        return False
    if codes_in(line.text) or statement_in(line.text):
        return False
    if sum(any(one.isdigit() for one in word) for word in line.text.split()) > _MOST_NUMBERS:
        return False
    under = found[-1] if found else None
    first_below = under is not None and before is not None and before.number <= under.span.last
    if any(TOPICS["partner"].search(one.title) for one in above):
        named = _partner_word(line.text)
        again = text.flat and any(
            _partner_word(one.title) == named for one in found if one.span > above[-1].span
        )
        return bool(named) and (line.breaks or first_below or again)
    ended = before is None or ENDS_SENTENCE.search(before.text) is not None
    return line.breaks or first_below or ended


def _partner_word(text: str) -> str:
    """Return the word by which a title names partners, or an empty string."""
    words = text.casefold().replace(":", " ").split()
    return next((word for word in words if TOPICS["partner"].search(word)), "")
