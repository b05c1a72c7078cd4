"""Lists of partners, with or without bullets, under headings that speak of partners.

Without bullets nothing marks where an entry begins but the shape of the lines. A line goes on with
the entry before it

1. if it begins in lower case (an elided article before a capital, `l’Observatoire`, is no lower
   case), or
2. if the line before it ends with a hyphen, with a word that ends no name (`van`, `en`, `&`) or
   inside brackets, or
3. if the line before it is full, so that this line's first word did not fit in the list any more,
   and its last words stand together with that word elsewhere in the plan.

Everything else begins an entry. A paragraph that reads as a sentence is none; below the first entry
it is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samgraph.errors import Fault
from samgraph.extraction.goalcodes import statement_in
from samgraph.extraction.headings import Heading, Outline
from samgraph.extraction.keywords import FOR_EXAMPLE, TOPICS, UNFINISHED
from samgraph.extraction.lines import Line, Span, Text, marker_in, mend, span_of
from samgraph.extraction.paragraphs import run_from

_ELIDED = re.compile(r"\w{1,2}['’‘](?=[A-Z])")
_SIZE = re.compile(r"(?P<size>\d{1,6})\s+(?=\D)")
_MEMBERS = re.compile(r"(?P<name>[^()]+?)\s*\((?P<members>[^()]*,[^()]*,[^()]*)\)\Z")
_PLURAL = re.compile(r"(?:\w{3}[^aeiouy\W]en|ties|\w['’]s|centra|oren)\Z", re.IGNORECASE)
_SENTENCE_WORDS = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list of partners."""

    words: str
    """The whole entry, mended."""
    name: str
    """The entry without its size, its members or its examples."""
    size: int | None
    group: bool
    """It reads as a group: it has a size, or a plural among its common nouns."""
    span: Span


@dataclass(frozen=True, slots=True)
class PartnerList:
    """One list of partners: the heading above it and its entries."""

    heading: Heading
    entries: tuple[Entry, ...]


def read_partner_lists(
    text: Text, outline: Outline, faults: list[Fault]
) -> tuple[PartnerList, ...]:
    """Return the lists of partners in the chapters and sections whose headings name partners."""
    found: list[PartnerList] = []
    together = "\n".join(line.text for line in text.lines).casefold()
    for heading in outline.headings:
        chain = (heading, *outline.above(heading.span.first)[1:])
        if not any(TOPICS["partner"].search(one.title) for one in chain):
            continue
        lines = text.within(outline.own(heading))
        entries = _entries(lines, together, text, outline, faults)
        if entries:
            found.append(PartnerList(heading, entries))
    return tuple(found)


def _entries(
    lines: Sequence[Line], together: str, text: Text, outline: Outline, faults: list[Fault]
) -> tuple[Entry, ...]:
    """Return the entries among some lines; `together` is the whole text, case aside."""
    width = max((len(line.text) for line in lines if len(line.text) < text.width), default=0)
    bulleted = sum(marker_in(line.text) is not None for line in lines) > len(lines) / 2
    groups: list[list[Line]] = []
    for paragraph in _paragraphs(lines, outline):
        if statement_in(paragraph[0].text):
            continue
        words = mend(line.text for line in paragraph)
        if words.endswith((".", ":")) and len(words.split()) >= _SENTENCE_WORDS:
            if groups:
                message = f'"{words[:40]}…" reads as a sentence, not as a partner'
                hint = "add it to partners.csv if it is one"
                faults.append(text.fault(paragraph[0].number, message, hint))
            continue
        for line in paragraph:
            if groups and _goes_on(groups[-1], line, width, together, bulleted=bulleted):
                groups[-1].append(line)
            else:
                groups.append([line])
    return tuple(map(_entry, groups))


def _paragraphs(lines: Sequence[Line], outline: Outline) -> Iterator[Sequence[Line]]:
    place = 0
    while place < len(lines):
        found = run_from(lines, place, outline)
        yield found
        place += len(found)


def _goes_on(
    group: Sequence[Line], line: Line, width: int, together: str, *, bulleted: bool
) -> bool:
    """Tell whether a line goes on with the entry before it, by the rules above."""
    if marker_in(line.text):
        return False
    before = mend(one.text for one in group)
    if bulleted and not line.breaks:
        return True
    if line.text[0].islower() and not _ELIDED.match(line.text):
        return True
    if line.breaks:
        return False
    last, first = before.split()[-1], line.text.split()[0]
    open_bracket = before.count("(") > before.count(")")
    if before.endswith("-") or last.casefold() in UNFINISHED or open_bracket or last[-1] == ",":
        return True
    full = len(group[-1].text) + 1 + len(first) > width
    tail = " ".join([*group[-1].text.split()[-2:], first]).casefold()
    return full and tail in together


def _entry(group: Sequence[Line]) -> Entry:
    bullet = marker_in(group[0].text)
    first = bullet[1] if bullet else group[0].text
    words = mend([first, *(line.text for line in group[1:])])
    size = _SIZE.match(words)
    name = FOR_EXAMPLE.split(words)[0].rstrip(" ,;") or words
    members = _MEMBERS.fullmatch(name)
    name = members["name"] if members else name
    count = int(size["size"]) if size else None
    return Entry(words, name, count, count is not None or _is_group(name), span_of(group))


def _is_group(name: str) -> bool:
    """Tell whether a name reads as a group: a plural opens it, or stands in it in lower case."""
    bare = re.sub(r"\([^)]*\)", "", name).split()
    return any(
        _PLURAL.search(word.strip(".,")) is not None
        for place, word in enumerate(bare)
        if place == 0 or word[0].islower()
    )
