"""Measures from 0 to 1 in two readings: a mark for each, with a line between the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from samgraph.figures.inks import STANDING, definitions, legend
from samgraph.figures.lettering import LINE, broken, lettered, text_width
from samgraph.figures.svg import INK, MUTED, PAPER, RULE, WASH, image, join, tag
from samgraph.numerals import decimal, pair

_WORDS: Final = {
    "nl": {
        "first": "volgens wat het plan zelf zegt",
        "last": "ook met wat beoordeeld is",
        "none": "er is niets om te tonen",
    },
    "en": {
        "first": "by what the plan itself says",
        "last": "with what is judged too",
        "none": "there is nothing to show",
    },
}
_LABEL, _PLOT, _MARGIN = 220.0, 150.0, 8.0


@dataclass(frozen=True, slots=True)
class Span:
    """One thing with its measures, each in the narrowest and in the widest reading."""

    label: str
    values: tuple[tuple[float | None, float | None], ...]
    """From 0 to 1, one pair for each measure; None where a measure has no meaning."""


def draw_spans(
    title: str,
    description: str,
    measures: Sequence[str],
    spans: Sequence[Span],
    lang: str,
    ident: str = "spans",
) -> str:
    """Return measures as SVG, side by side, each on a scale from 0 to 1."""
    words = _WORDS[lang]
    labels = [broken(span.label, _LABEL) for span in spans]
    top = _MARGIN + 34
    tops = [top]
    for label in labels:
        tops.append(tops[-1] + max(20.0, len(label) * 11 * LINE + 6))
    parts: list[Markup] = [
        lettered(label, _MARGIN + _LABEL, (one + other) / 2, anchor="end")
        for label, (one, other) in zip(labels, pairwise(tops), strict=True)
    ]
    x = _MARGIN + _LABEL + 22
    for number, name in enumerate(measures):
        shown = [span.values[number] for span in spans]
        texts = [pair(*(decimal(lang, value) for value in values)) for values in shown]
        parts.append(lettered([name], x, _MARGIN + 7, bold=True))
        parts += _scale(x, top, tops[-1], lang)
        for values, text, (one, other) in zip(shown, texts, pairwise(tops), strict=True):
            middle = (one + other) / 2
            parts += _marks(values, x, middle, ident)
            parts.append(lettered([text], x + _PLOT + 12, middle))
        widest = max((text_width(text) for text in texts), default=0.0)
        x += max(_PLOT + 12 + widest, text_width(name, bold=True)) + 26
    if not spans:
        parts.append(lettered([words["none"]], _MARGIN, top + 8, fill=MUTED))
        tops[-1] += 20
    width = max(x - 26 + _MARGIN, 360.0)
    bands = [
        tag("rect", x=0, y=one, width=width, height=other - one, fill=WASH)
        for one, other in list(pairwise(tops))[1::2]
    ]
    key, high = legend(_entries(words, ident), _MARGIN, tops[-1] + 12, width - 16)
    size = (width, tops[-1] + 12 + high + _MARGIN)
    inks = definitions(ident, STANDING.values())
    return image(ident, size, title, description, inks, *bands, join(parts), key)


def _scale(x: float, top: float, bottom: float, lang: str) -> list[Markup]:
    """Return the lines of a scale from 0 to 1, with its numbers above."""
    ticks = (0.0, 0.5, 1.0)
    path = "".join(f"M{x + _PLOT * tick:.1f} {top - 4:.1f}V{bottom:.1f}" for tick in ticks)
    return [
        tag("path", d=path, stroke=RULE),
        *[
            lettered(
                [decimal(lang, tick, 1)],
                x + _PLOT * tick,
                top - 11,
                size=10,
                fill=MUTED,
                anchor="middle",
            )
            for tick in ticks
        ],
    ]


def _marks(
    values: tuple[float | None, float | None], x: float, y: float, ident: str
) -> list[Markup]:
    """Return a line from the one reading to the other with a mark at each end."""
    first, last = (None if one is None else x + _PLOT * max(0.0, min(1.0, one)) for one in values)
    made = []
    if first is not None and last is not None:
        made.append(tag("path", d=f"M{first:.1f} {y:.1f}H{last:.1f}", stroke=INK, stroke_width=1.2))
    if last is not None:
        made.append(_round(last, y, ident))
    if first is not None:
        made.append(_square(first, y))
    return made


def _round(x: float, y: float, ident: str) -> Markup:
    ink = STANDING["judged"]
    return tag("circle", cx=x, cy=y, r=5.6, fill=ink.fill(ident), stroke=ink.mark, stroke_width=1.4)


def _square(x: float, y: float) -> Markup:
    fill = STANDING["stated"].ground
    return tag("rect", x=x - 3, y=y - 3, width=6, height=6, fill=fill, stroke=PAPER)


def _entries(words: dict[str, str], ident: str) -> list[tuple[Markup, str]]:
    return [(_square(7, 7), words["first"]), (_round(7, 7, ident), words["last"])]
