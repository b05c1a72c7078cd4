"""Colours with a pattern each, so that a picture also speaks in grey and to whoever sees no hue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from samgraph.figures.lettering import lettered, text_width
from samgraph.figures.svg import INK, tag


@dataclass(frozen=True, slots=True)
class Ink:
    """A fill: a ground, and what is drawn on it."""

    name: str
    ground: str
    mark: str = ""
    """The colour of the pattern; without one the ground is all there is."""
    form: str = ""
    """Of the pattern: `rising`, `falling`, `dots`, `across`, `upright` or `net`."""

    def fill(self, ident: str) -> str:
        """Return the value of `fill` in the picture called `ident`."""
        return f"url(#{ident}-{self.name})" if self.form else self.ground


_FORMS: Final = {
    "rising": "M-1 1L1-1M0 6L6 0M5 7L7 5",
    "falling": "M-1 5L1 7M0 0L6 6M5-1L7 1",
    "across": "M0 3H6",
    "upright": "M3 0V6",
    "net": "M0 3H6M3 0V6",
}

STANDING: Final = {
    "stated": Ink("stated", "#0b5f66"),
    "derived": Ink("derived", "#d6e6f6", "#2c6fb3", "rising"),
    "judged": Ink("judged", "#fdeedd", "#b0500f", "dots"),
}
"""How a link is known."""

LOST: Final = Ink("lost", "#ffffff", "#8c979f", "falling")
"""What drops out on the way."""

SERIES: Final = (
    Ink("one", "#0b5f66"),
    Ink("two", "#f6d9a8", "#946200", "rising"),
    Ink("three", "#b8d4ee", "#1f5f9e", "dots"),
    Ink("four", "#8a2f7a"),
    Ink("five", "#dcebc6", "#4f7a12", "across"),
    Ink("six", "#f7cfc2", "#b8431f", "falling"),
    Ink("seven", "#d9d3f3", "#6550b8", "net"),
    Ink("eight", "#5f6b76"),
    Ink("nine", "#eef0f2", "#5f6b76", "upright"),
    Ink("ten", "#e3b23c"),
)
"""Groups that have no order of their own, neighbours unlike each other in grey too."""


def definitions(ident: str, inks: Iterable[Ink]) -> Markup:
    """Return the patterns that a picture uses."""
    once = {ink.name: ink for ink in inks if ink.form}
    patterns = [
        tag(
            "pattern",
            tag("rect", width=6, height=6, fill=ink.ground),
            tag("circle", cx=3, cy=3, r=1.5, fill=ink.mark)
            if ink.form == "dots"
            else tag("path", d=_FORMS[ink.form], stroke=ink.mark, stroke_width=1.6),
            id=f"{ident}-{ink.name}",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
        )
        for ink in once.values()
    ]
    return tag("defs", *patterns) if patterns else Markup("")


def legend(
    entries: Sequence[tuple[Markup, str]], x: float, y: float, room: float, size: float = 11
) -> tuple[Markup, float]:
    """Return swatches of 14 × 14 with their words in rows as wide as `room`, and their height."""
    parts: list[Markup] = []
    across, down = 0.0, 0.0
    for swatch, words in entries:
        wide = 20 + text_width(words, size) + 16
        if across and across + wide > room:
            across, down = 0.0, down + 20
        where = f"translate({x + across:.1f} {y + down:.1f})"
        parts.append(tag("g", swatch, lettered([words], 20, 7, size=size), transform=where))
        across += wide
    return Markup("").join(parts), down + 14 if entries else 0.0


def swatch(fill: str) -> Markup:
    """Return a square of an ink for a legend."""
    return tag("rect", width=14, height=14, fill=fill, stroke=INK, stroke_width=0.6)
