"""What a plan's lists and headings name: result areas, challenges, themes, values, signals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samgraph.errors import Fault
from samgraph.extraction.headings import Heading, Outline
from samgraph.extraction.keywords import RIGHT, SIGNALS, TOPICS
from samgraph.extraction.labels import MOST_WORDS, first_words, sentence_case
from samgraph.extraction.lines import Span, Text
from samgraph.extraction.lists import Item, Listing

_BY_HEADING = ("theme", "value")
"""What a plan gives headings of their own; a list below them says something else."""
_IN_LISTS = ("result area", "core task", "priority field", "challenge", "policy choice")
_TITLED = frozenset({"result area", "core task", "priority field", "challenge", "right"})
"""What lists name by a title, which is carried over whole."""
_ELSEWHERE = ("", "partner")
_NAMED = re.compile(r"(?P<name>[^:.;]{2,80})(?::\s|\.\s+(?=[A-Z]))")
_LONGEST_TITLE = 20


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that a list or a heading names."""

    kind: str
    label: str
    words: str
    """The item's own words, mended; a heading's title."""
    span: Span
    under: Span | None = None
    """The lines of the item that this is a part of."""


def read_topics(
    lists: Sequence[Listing],
    outline: Outline,
    text: Text,
    capitals: frozenset[str],
    faults: list[Fault],
) -> tuple[Topic, ...]:
    """Return what the lists and the headings name, in the order of the plan.

    What a list is of, its lead-in says; where that is silent, the nearest heading that says it.
    Under a heading on signals, everything listed is a signal. The lists of which nothing says what
    they hold are reported together.
    """
    found = list(_headed(outline, text, capitals))
    passed: list[int] = []
    for listing in lists:
        kind = _kind(listing, outline)
        for item in listing.items if kind not in _ELSEWHERE else ():
            found.extend(_topics(kind, item))
        if not kind:
            passed.append(listing.span.first)
    if passed:
        many = "1 list is" if len(passed) == 1 else f"{len(passed)} lists are"
        message = f"{many} not drafted: no lead-in or heading says what they hold"
        lines = ", ".join(map(str, passed))
        hint = (
            f"they begin on the lines {lines}" if len(passed) > 1 else "add what it holds by hand"
        )
        faults.append(text.fault(passed[0], message, hint))
    return tuple(sorted(found, key=lambda topic: topic.span))


def _topics(kind: str, item: Item) -> Iterator[Topic]:
    """Yield an item, and as parts of their own the items below a request."""
    below = item.below if kind == "request" else ()
    last = item.below[-1].span.last if item.below else item.span.last
    span = Span(item.span.first, last)
    yield Topic(kind, _label(kind, item.words), item.words, span)
    for part in below:
        yield Topic("request item", _label("", part.words), part.words, part.span, span)


def _headed(outline: Outline, text: Text, capitals: frozenset[str]) -> Iterator[Topic]:
    """Yield the headings at the lowest level below the narrowest heading that names a topic."""
    for kind in _BY_HEADING:
        named = {
            heading: outline.body(heading)
            for heading in outline.headings
            if heading.number and TOPICS[kind].search(heading.title)
        }
        for heading, body in named.items():
            within = (other.span.first for other in named if other != heading)
            if any(body.first < first <= body.last for first in within):
                continue
            for leaf in outline.leaves(heading):
                label = sentence_case(leaf.title, capitals)
                yield Topic(kind, label, leaf.title, _filled(outline, leaf, text))


def _filled(outline: Outline, heading: Heading, text: Text) -> Span:
    """Return the lines of a heading's body up to the last one that is not blank."""
    body = outline.body(heading)
    lines = text.within(body)
    return Span(body.first, lines[-1].number if lines else heading.span.last)


def _kind(listing: Listing, outline: Outline) -> str:
    """Return what a list is of, or an empty string."""
    if all(RIGHT.match(item.words) for item in listing.items):
        return "right"
    titles = [heading.title for heading in outline.above(listing.span.first)]
    if any(TOPICS["signal"].search(title) for title in titles):
        for words in (listing.lead, *titles):
            for kind, pattern in SIGNALS.items():
                if pattern.search(words):
                    return kind
        return "signal"
    for words in (listing.lead, *titles):
        kinds = [kind for kind, pattern in TOPICS.items() if pattern.search(words)]
        if kinds:
            return next((kind for kind in kinds if kind in (*_IN_LISTS, "partner")), "")
    return ""


def _label(kind: str, words: str) -> str:
    named = _NAMED.match(words)
    if named and len(named["name"].split()) <= MOST_WORDS:
        return named["name"].strip()
    if kind in _TITLED and len(words.split()) <= _LONGEST_TITLE:
        return words.rstrip(" .;,")
    return first_words(words)
