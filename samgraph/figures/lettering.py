"""Text in pictures: how wide it is, where it breaks, where it stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from samgraph.figures.svg import INK, tag
from samgraph.text import printable

LINE: Final = 1.2
"""The height of a line, in font sizes."""

_WIDTHS: Final = {
    character: width
    for width, characters in {
        0.20: "'|",
        0.24: "ijl",
        0.28: " !,./:;I[\\]tf·",
        0.34: '()-r`"',
        0.40: "*°",
        0.50: "ckvxyzsJ",
        0.56: "abdeghnopqu0123456789?_$#L–",
        0.59: "+<=>~×÷−",
        0.61: "FTZ",
        0.67: "ABEKPSVXY&",
        0.73: "CDHNRUw",
        0.78: "GOQ",
        0.84: "Mm",
        0.90: "%",
        0.95: "W",
        1.00: "—…@→",
    }.items()
    for character in characters
}
"""Widths of the Helvetica family, in font sizes, rounded up."""

_OTHER: Final = 0.7


def text_width(text: str, size: float = 11, *, bold: bool = False) -> float:
    """Return how wide a text is at a font size, rather too wide than too narrow."""
    total = 0.0
    for character in unicodedata.normalize("NFD", printable(text)):
        if unicodedata.combining(character):
            continue
        wide = unicodedata.east_asian_width(character) in "WF"
        total += 1.0 if wide else _WIDTHS.get(character, _OTHER)
    return total * size * (1.09 if bold else 1.02)


def broken(text: str, room: float, size: float = 11, most: int = 3) -> tuple[str, ...]:
    """Return a text as at most so many lines that fit a width; what is left ends in an ellipsis.

    A word that is wider than a line is broken.
    """
    lines: list[str] = []
    line = ""
    for word in _pieces(_head(text).split(), room, size):
        joined = f"{line} {word}" if line else word
        if line and text_width(joined, size) > room:
            lines.append(line)
            line = word
        else:
            line = joined
    if line:
        lines.append(line)
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and text_width(f"{last}…", size) > room:
        last = last[:-1].rstrip()
    return (*lines[: most - 1], f"{last}…")


def _head(text: str) -> str:
    """Return a text as far as any label could show it."""
    shown = printable(text)
    return shown if len(shown) <= _ENOUGH else f"{shown[:_ENOUGH]}…"


def _pieces(words: Sequence[str], room: float, size: float) -> list[str]:
    """Return the words, those that no line holds broken with hyphens."""
    pieces: list[str] = []
    for word in words:
        rest = word
        while text_width(rest, size) > room and len(rest) > 1:
            end = 1
            while text_width(f"{rest[: end + 1]}-", size) <= room:
                end += 1
            pieces.append(f"{rest[:end]}-")
            rest = rest[end:]
        pieces.append(rest)
    return pieces


_ENOUGH: Final = 600
"""More characters than these no label shows."""


def lettered(
    lines: Sequence[str],
    x: float,
    y: float,
    *,
    size: float = 11,
    anchor: str = "start",
    fill: str = INK,
    bold: bool = False,
    halo: bool = False,
    turn: float = 0,
) -> Markup:
    """Return lines of text whose block is centred in height on `y`."""
    step = size * LINE
    first = -step * (len(lines) - 1) / 2 + size * 0.35
    more: dict[str, str | float] = {"font_size": size}
    if anchor != "start":
        more["text_anchor"] = anchor
    if fill != INK:
        more["fill"] = fill
    if bold:
        more["font_weight"] = "bold"
    if halo:
        more |= {"stroke": "#fff", "stroke_width": 3, "paint_order": "stroke"}
    if turn:
        more["transform"] = f"translate({x:.1f} {y:.1f}) rotate({turn:.0f})"
        x, y = 0.0, 0.0
    if len(lines) == 1:
        return tag("text", lines[0], x=x, y=y + first, **more)
    spans = [
        tag("tspan", line, x=x, **({"dy": step} if number else {"y": y + first}))
        for number, line in enumerate(lines)
    ]
    return tag("text", *spans, **more)
