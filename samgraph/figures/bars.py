"""Bars: coverage as an interval, and one number for each of a list of things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from samgraph.figures.inks import STANDING, definitions, legend, swatch
from samgraph.figures.lettering import LINE, broken, lettered, text_width
from samgraph.figures.svg import MUTED, RULE, WASH, image, join, tag
from samgraph.numerals import said

_WORDS: Final = {
    "nl": {
        "stated": "gesteld",
        "derived": "ook afgeleid",
        "judged": "ook beoordeeld",
        "none": "er is niets om te tonen",
    },
    "en": {
        "stated": "stated",
        "derived": "derived too",
        "judged": "judged too",
        "none": "there is nothing to show",
    },
}
_LABEL, _PLOT, _MARGIN = 240.0, 320.0, 8.0


@dataclass(frozen=True, slots=True)
class Range:
    """How many of a total are covered in each reading."""

    label: str
    stated: int
    derived: int
    judged: int
    total: int
    note: str = ""
    """What stands at the end of the bar, such as the numbers in words."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing with its number."""

    label: str
    value: float
    note: str = ""
    """What is said beside the number."""


def draw_ranges(
    title: str, description: str, ranges: Sequence[Range], lang: str, ident: str = "ranges"
) -> str:
    """Return shares of a whole as SVG, a bar each, from what is stated to what is also judged."""
    words = _WORDS[lang]
    labels, tops = _labelled([one.label for one in ranges], _MARGIN + 16)
    x0 = _MARGIN + _LABEL + 10
    width = x0 + _PLOT + 12 + max((text_width(one.note) for one in ranges), default=0.0) + _MARGIN
    parts = [
        tag(
            "path",
            d="".join(
                f"M{x0 + _PLOT * tick / 4:.1f} {_MARGIN + 14}V{tops[-1]:.1f}" for tick in range(5)
            ),
            stroke=RULE,
        ),
        *[
            lettered(
                [f"{25 * tick}%"],
                x0 + _PLOT * tick / 4,
                _MARGIN + 6,
                size=10,
                fill=MUTED,
                anchor="middle",
            )
            for tick in range(5)
        ],
    ]
    for one, label, (top, bottom) in zip(ranges, labels, pairwise(tops), strict=True):
        y = (top + bottom) / 2
        parts.append(lettered(label, x0 - 10, y, anchor="end"))
        parts.append(tag("rect", x=x0, y=y - 6, width=_PLOT, height=12, fill=WASH, stroke=RULE))
        before = 0.0
        for name, ink in STANDING.items():
            upto = _PLOT * getattr(one, name) / one.total if one.total else 0.0
            if upto > before:
                box = tag(
                    "rect",
                    x=x0 + before,
                    y=y - 6,
                    width=upto - before,
                    height=12,
                    fill=ink.fill(ident),
                    stroke=ink.mark or ink.ground,
                )
                parts.append(box)
                before = upto
        parts.append(lettered([one.note], x0 + _PLOT + 12, y) if one.note else Markup(""))
    shown = [
        name
        for name, less in (("stated", ""), ("derived", "stated"), ("judged", "derived"))
        if any(getattr(one, name) > (getattr(one, less) if less else 0) for one in ranges)
    ]
    entries = [(swatch(STANDING[name].fill(ident)), words[name]) for name in shown]
    key, high = legend(entries, x0, tops[-1] + 12, _PLOT + 200)
    size = (width, tops[-1] + 12 + high + _MARGIN)
    defs = definitions(ident, STANDING.values())
    return image(ident, size, title, description, defs, join(parts), key)


def draw_bars(
    title: str,
    description: str,
    bars: Sequence[Bar],
    lang: str,
    ident: str = "bars",
    *,
    unit: str = "",
) -> str:
    """Return a number for each thing as SVG, in the order given; bars begin at zero.

    Values are zero or more; `unit` stands behind each.
    """
    labels, tops = _labelled([bar.label for bar in bars], _MARGIN)
    x0 = _MARGIN + _LABEL + 10
    most = max((bar.value for bar in bars), default=0.0)
    told = [" · ".join(filter(None, (f"{said(bar.value, lang)}{unit}", bar.note))) for bar in bars]
    wide = max((text_width(text) for text in told), default=0.0)
    parts: list[Markup] = []
    for bar, label, text, (top, bottom) in zip(bars, labels, told, pairwise(tops), strict=True):
        y = (top + bottom) / 2
        length = _PLOT * max(bar.value, 0.0) / most if most > 0 else 0.0
        parts += [
            lettered(label, x0 - 10, y, anchor="end"),
            tag("rect", x=x0, y=y - 6, width=max(length, 1), height=12, fill="#0b5f66"),
            lettered([text], x0 + length + 8, y),
        ]
    axis = tag("path", d=f"M{x0} {_MARGIN}V{tops[-1]:.1f}", stroke=MUTED)
    if not bars:
        parts.append(lettered([_WORDS[lang]["none"]], _MARGIN, tops[-1] + 8, fill=MUTED))
        tops[-1] += 18
    size = (x0 + _PLOT + 8 + wide + _MARGIN, tops[-1] + _MARGIN)
    return image(ident, size, title, description, axis if bars else "", join(parts))


def _labelled(names: Sequence[str], top: float) -> tuple[list[tuple[str, ...]], list[float]]:
    """Return the lines of every label, and where its row begins and the last one ends."""
    labels = [broken(name, _LABEL) for name in names]
    tops = [top]
    for label in labels:
        tops.append(tops[-1] + max(20.0, len(label) * 11 * LINE + 6))
    return labels, tops
