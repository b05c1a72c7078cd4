"""Observed against chance: each measure on a scale of its own, what chance gives as one band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from samgraph.figures.inks import legend
from samgraph.figures.lettering import LINE, broken, lettered, text_width
from samgraph.figures.svg import INK, MUTED, RULE, image, join, tag
from samgraph.numerals import said

_WORDS: Final = {
    "nl": {
        "less": "← minder dan toeval geeft",
        "more": "meer dan toeval geeft →",
        "observed": "waargenomen",
        "chance": "toeval: van–tot",
        "inside": "waargenomen, binnen wat toeval geeft",
        "outside": "waargenomen, erbuiten",
        "band": "wat toeval geeft, met het gemiddelde",
        "beyond": "verder dan de schaal reikt",
    },
    "en": {
        "less": "← less than chance gives",
        "more": "more than chance gives →",
        "observed": "observed",
        "chance": "chance: from–to",
        "inside": "observed, within what chance gives",
        "outside": "observed, outside it",
        "band": "what chance gives, with its mean",
        "beyond": "further than the scale reaches",
    },
}
_LABEL, _PLOT, _BAND, _MARGIN = 230.0, 300.0, 34.0, 8.0
_DARK, _CHANCE = "#0b5f66", "#c3ccd2"


@dataclass(frozen=True, slots=True)
class Dot:
    """One measure beside what a null model gives for it."""

    label: str
    observed: float
    mean: float
    low: float
    high: float
    """`low` and `high` bound what chance gives, such as the middle 95%."""
    note: str = ""
    """What stands at the end of the row, such as a p-value."""

    @property
    def inside(self) -> bool:
        """Whether chance gives as much."""
        return self.low <= self.observed <= self.high

    def standardised(self, value: float) -> float:
        """Return a value in half-widths of the band, counted from its middle.

        A band without width puts all that differs from it far outside.
        """
        half = (self.high - self.low) / 2
        off = value - (self.high + self.low) / 2
        if half > 0:
            return off / half
        return 0.0 if off == 0 else (1e9 if off > 0 else -1e9)


def draw_dots(
    title: str, description: str, dots: Sequence[Dot], lang: str, ident: str = "dots"
) -> str:
    """Return measures beside what chance gives, one a row, as SVG.

    Each row has its own scale, such that the band of chance is equally wide in all: what is to be
    seen is whether a mark lies inside it, and how many bands away it is where it does not.
    """
    words = _WORDS[lang]
    labels = [broken(dot.label, _LABEL) for dot in dots]
    heights = [max(26.0, len(label) * 11 * LINE + 10) for label in labels]
    x0 = _MARGIN + _LABEL + 10
    middle = x0 + _PLOT / 2
    seen, chance = _values(dots, lang)
    x1 = x0 + _PLOT + 14 + max(text_width(text) for text in (*seen, words["observed"]))
    x2 = x1 + 14 + max(text_width(text) for text in (*chance, words["chance"]))
    notes = max((text_width(dot.note) for dot in dots), default=0.0)
    width = max(x2 + 14 + notes, 620.0) + _MARGIN
    top = _MARGIN + 22
    bottom = top + sum(heights)
    parts: list[Markup] = [
        tag("rect", x=middle - _BAND, y=top, width=2 * _BAND, height=bottom - top, fill="#edf0f2"),
        lettered([words["less"]], x0, _MARGIN + 7, size=10, fill=MUTED),
        lettered([words["more"]], x0 + _PLOT, _MARGIN + 7, size=10, fill=MUTED, anchor="end"),
        lettered([words["observed"]], x1, _MARGIN + 7, size=10, fill=MUTED, anchor="end"),
        lettered([words["chance"]], x2, _MARGIN + 7, size=10, fill=MUTED, anchor="end"),
    ]
    y = top
    for number, (dot, label, high) in enumerate(zip(dots, labels, heights, strict=True)):
        parts.append(tag("path", d=f"M{_MARGIN} {y:.1f}H{width - _MARGIN:.1f}", stroke=RULE))
        y += high / 2
        parts += [
            lettered(label, x0 - 10, y, anchor="end"),
            _row(dot, middle, y),
            lettered([seen[number]], x1, y, anchor="end", bold=True),
            lettered([chance[number]], x2, y, anchor="end"),
            lettered([dot.note], x2 + 14, y, fill=MUTED) if dot.note else Markup(""),
        ]
        y += high / 2
    parts.append(tag("path", d=f"M{_MARGIN} {y:.1f}H{width - _MARGIN:.1f}", stroke=RULE))
    key, high = legend(_entries(words, dots), _MARGIN, bottom + 12, width - 16)
    return image(ident, (width, bottom + 12 + high + _MARGIN), title, description, join(parts), key)


def _values(dots: Sequence[Dot], lang: str) -> tuple[list[str], list[str]]:
    """Return what is observed and what chance gives, as text."""
    seen = [said(dot.observed, lang) for dot in dots]
    return seen, [f"{said(dot.low, lang)} – {said(dot.high, lang)}" for dot in dots]


def _row(dot: Dot, middle: float, y: float) -> Markup:
    """Return the band, its mean and the mark of one row."""
    reach = _PLOT / 2 - 8

    def spot(value: float) -> float:
        return middle + max(-reach, min(reach, dot.standardised(value) * _BAND))

    mark = spot(dot.observed)
    beyond = abs(dot.standardised(dot.observed) * _BAND) > reach
    line = tag("path", d=f"M{middle - reach - 8} {y:.1f}h{2 * reach + 16}", stroke="#dfe4e7")
    band = tag(
        "rect", x=middle - _BAND, y=y - 4, width=2 * _BAND, height=8, fill=_CHANCE, stroke="#7f8b94"
    )
    mean = tag("path", d=f"M{spot(dot.mean):.1f} {y - 7:.1f}v14", stroke=INK, stroke_width=1.2)
    if beyond:
        return line + band + mean + _arrow(mark, y, 1 if mark > middle else -1)
    return line + band + mean + _mark(mark, y, inside=dot.inside)


def _mark(x: float, y: float, *, inside: bool) -> Markup:
    if inside:
        return tag("circle", cx=x, cy=y, r=5, fill=_DARK, stroke="#fff", stroke_width=1.2)
    path = f"M{x:.1f} {y - 6.5:.1f}l6.5 6.5l-6.5 6.5l-6.5-6.5z"
    return tag("path", d=path, fill="#b0500f", stroke="#fff", stroke_width=1.2)


def _arrow(x: float, y: float, way: int) -> Markup:
    path = (
        f"M{x - 5 * way:.1f} {y - 6:.1f}L{x + 7 * way:.1f} {y:.1f}L{x - 5 * way:.1f} {y + 6:.1f}z"
    )
    return tag("path", d=path, fill="#b0500f", stroke="#fff", stroke_width=1.2)


def _entries(words: dict[str, str], dots: Sequence[Dot]) -> list[tuple[Markup, str]]:
    """Return the legend: the marks that occur."""
    band = tag("rect", x=0, y=3, width=14, height=8, fill=_CHANCE, stroke="#7f8b94")
    entries = [(band + tag("path", d="M7 0v14", stroke=INK), words["band"])]
    reach = (_PLOT / 2 - 8) / _BAND
    far = [abs(dot.standardised(dot.observed)) > reach for dot in dots]
    if any(dot.inside for dot in dots):
        entries.append((_mark(7, 7, inside=True), words["inside"]))
    if any(not dot.inside and not off for dot, off in zip(dots, far, strict=True)):
        entries.append((_mark(7, 7, inside=False), words["outside"]))
    if any(far):
        entries.append((_arrow(7, 7, 1), words["beyond"]))
    return entries
