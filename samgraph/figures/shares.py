"""Shares of a whole over the years: a column a year, the names beside the last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from samgraph.figures.inks import SERIES, definitions
from samgraph.figures.lettering import LINE, broken, lettered
from samgraph.figures.svg import MUTED, PAPER, image, join, tag

_MARGIN, _HIGH, _NAMES = 8.0, 300.0, 300.0
_READABLE: Final = 0.05
"""Below this share a segment holds no number."""


@dataclass(frozen=True, slots=True)
class Series:
    """One group with its amount in every period."""

    label: str
    amounts: tuple[float, ...]


def draw_shares(
    title: str,
    description: str,
    periods: Sequence[str],
    series: Sequence[Series],
    lang: str,
    ident: str = "shares",
) -> str:
    """Return shares of each period's whole as SVG: stacked columns with their names at the side.

    Amounts are zero or more; a period without any is an empty column. At most ten groups tell
    themselves apart; put the smallest together before.
    """
    totals = [sum(one.amounts[number] for one in series) for number in range(len(periods))]
    pitch = min(86.0, 420.0 / max(len(periods), 1))
    top, bar = _MARGIN + 4, pitch * 0.72
    parts: list[Markup] = []
    ends: list[tuple[float, str]] = []
    for number, (period, total) in enumerate(zip(periods, totals, strict=True)):
        x = _MARGIN + pitch * number + (pitch - bar) / 2
        parts.append(lettered([period], x + bar / 2, top + _HIGH + 12, anchor="middle"))
        y = top + _HIGH
        for rank, one in enumerate(series):
            share = one.amounts[number] / total if total > 0 else 0.0
            y -= share * _HIGH
            if share > 0:
                parts += _segment(rank, (x, y, bar, share * _HIGH), share, lang, ident)
            if number == len(periods) - 1:
                name = f"{one.label} · {_percent(share, lang)}"
                ends.append((y + share * _HIGH / 2, name))
    right = _MARGIN + pitch * len(periods)
    size = (right + 30 + _NAMES + _MARGIN, top + _HIGH + 24 + _MARGIN)
    names = _beside(ends, right - (pitch - bar) / 2, top) if periods else []
    defs = definitions(ident, SERIES)
    return image(ident, size, title, description, defs, join(parts), *names)


def _segment(
    rank: int, box: tuple[float, float, float, float], share: float, lang: str, ident: str
) -> list[Markup]:
    """Return one piece of a column, with its share where there is room for it."""
    x, y, width, height = box
    ink = SERIES[rank % len(SERIES)]
    made = [tag("rect", x=x, y=y, width=width, height=height, fill=ink.fill(ident), stroke=PAPER)]
    if share >= _READABLE:
        middle = (x + width / 2, y + height / 2)
        plate = tag("rect", x=middle[0] - 17, y=middle[1] - 7, width=34, height=14, fill=PAPER)
        made += [plate, lettered([_percent(share, lang)], *middle, size=10, anchor="middle")]
    return made


def _percent(share: float, lang: str) -> str:
    text = f"{100 * share:.1f}%"
    return text.replace(".", ",") if lang == "nl" else text


def _beside(ends: Sequence[tuple[float, str]], x: float, top: float) -> list[Markup]:
    """Return names beside the last column, from the bottom up, pushed apart where they meet."""
    lines = [broken(name, _NAMES, most=2) for _, name in ends]
    need = [len(text) * 11 * LINE + 3 for text in lines]
    spots = [y for y, _ in ends]
    floor = top + _HIGH
    for number in range(len(spots)):
        spots[number] = min(spots[number], floor - need[number] / 2)
        floor = spots[number] - need[number] / 2
    ceiling = top
    for number in reversed(range(len(spots))):
        spots[number] = max(spots[number], ceiling + need[number] / 2)
        ceiling = spots[number] + need[number] / 2
    made = []
    for (y, _), text, spot in zip(ends, lines, spots, strict=True):
        path = f"M{x + 3:.1f} {y:.1f}h6L{x + 24:.1f} {spot:.1f}h6"
        made.append(tag("path", d=path, fill="none", stroke=MUTED, stroke_width=0.8))
        made.append(lettered(text, x + 34, spot))
    return made
