"""Discrepancies as text and as rows, in Dutch and English."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from samgraph.discrepancy_phrases import KINDS
from samgraph.findings import Discrepancy, Place
from samgraph.gaptext import place_text
from samgraph.text import printable, width, wrapped

if TYPE_CHECKING:
    from samgraph.knowledge import Knowledge
    from samgraph.rows import Rows

SEVERITIES = {
    "nl": {"high": "hoog", "medium": "gemiddeld", "low": "laag"},
    "en": {"high": "high", "medium": "medium", "low": "low"},
}
_MANY = 6
"""From so many places on, neighbours are cited as one run of lines, and nothing is quoted."""
_NEAR = 8
"""How many lines may lie between two places of one run: blank ones, and the break of a page."""


def discrepancy_text(
    found: Sequence[Discrepancy], lang: str, quotes: Mapping[Place, str] | None = None
) -> str:
    """Return discrepancies as a numbered list of sentences with their places in the source.

    Where `quotes` holds what the source says at a place, it is quoted.
    """
    if not found:
        return "Geen tegenspraken gevonden." if lang == "nl" else "No discrepancies found."
    margin = len(str(len(found))) + 2
    columns = max(40, min(width() if sys.stdout.isatty() else 100, 110))
    indent = " " * margin
    lines = []
    for number, one in enumerate(found, start=1):
        kind = KINDS[lang].get(one.kind, one.kind)
        lines.append(f"{number:>{margin - 2}}. [{SEVERITIES[lang][one.severity]}] {kind}")
        lines += wrapped(printable(one.descriptions.get(lang, "")), columns, indent)
        if one.places:
            cited = "; ".join(place_text(place, lang) for place in runs(one.places))
            source = "Bron" if lang == "nl" else "Source"
            lines += wrapped(f"{source}: {cited}", columns, indent)
        for place in one.places if len(one.places) < _MANY else ():
            if quotes and place in quotes:
                said = f"{place_text(place, lang)}: “{printable(quotes[place])}”"
                lines += wrapped(said, columns, indent + "  ")
    return "\n".join(lines)


def runs(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return the places; where they are many, neighbours in one section are put together."""
    every = sorted(places)
    if len(every) < _MANY:
        return tuple(every)
    found = every[:1]
    for place in every[1:]:
        last = found[-1]
        if place.section == last.section and place.from_line - last.to_line <= _NEAR:
            until = max(last.to_line, place.to_line)
            found[-1] = Place(last.from_line, until, last.section)
        else:
            found.append(place)
    return tuple(found)


def discrepancy_rows(
    knowledge: Knowledge,
    found: Sequence[Discrepancy],
    lang: str,
    quotes: Mapping[Place, str] | None = None,
) -> Rows:
    """Return discrepancies as rows for programs."""
    from samgraph.rows import Rows

    labels = knowledge.labels(lang)
    return Rows(
        (
            "number",
            "severity",
            "kind",
            "about",
            "about_label",
            "description",
            "source",
            "discrepancy",
            *(["quotation"] if quotes else []),
        ),
        tuple(
            (
                number,
                one.severity,
                one.kind,
                "; ".join(knowledge.curie(thing) for thing in one.about),
                "; ".join(labels[thing] for thing in one.about if thing in labels),
                one.descriptions.get(lang, ""),
                "; ".join(place_text(place, lang) for place in runs(one.places)),
                knowledge.curie(one.iri),
                *(
                    [" … ".join(quotes[place] for place in one.places if place in quotes)]
                    if quotes
                    else []
                ),
            )
            for number, one in enumerate(found, start=1)
        ),
    )
