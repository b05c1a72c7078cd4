"""A chain from hop to hop: how many starts are still under way, and where the others stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from samgraph.figures.inks import LOST, STANDING, definitions, legend, swatch
from samgraph.figures.lettering import broken, lettered
from samgraph.figures.svg import INK, MUTED, image, join, tag

_WORDS: Final = {
    "nl": {
        "start": "{alive} om mee te beginnen",
        "alive": "{alive} van {starts} nog onderweg",
        "reached": "{reached} bereikt",
        "lost": "{lost} gaan niet verder",
        "lost1": "1 gaat niet verder",
        "sure": "volgens wat het plan zelf zegt",
        "also": "ook met wat beoordeeld is",
        "gone": "valt hier weg",
        "empty": "niets om mee te beginnen",
    },
    "en": {
        "start": "{alive} to begin with",
        "alive": "{alive} of {starts} still under way",
        "reached": "{reached} reached",
        "lost": "{lost} go no further",
        "lost1": "1 goes no further",
        "sure": "by what the plan itself says",
        "also": "with what is judged too",
        "gone": "drops out here",
        "empty": "nothing to begin with",
    },
}
_LABEL, _BAR, _MARGIN = 170.0, 320.0, 8.0
_HIGH, _GAP = 26.0, 30.0


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a chain."""

    label: str
    """What is reached in this step; in the first, what the chain starts from."""
    alive: int
    """Of the starts, how many come as far as this."""
    reached: int
    """How many things of this step are reached."""
    stated: int | None = None
    """Of `alive`, how many come so far by what the plan itself says, where that is told apart."""


def draw_flow(
    title: str, description: str, hops: Sequence[Hop], lang: str, ident: str = "flow"
) -> str:
    """Return a chain as SVG: a bar a hop, as wide as the starts still alive, with what drops out.

    The starts stream from bar to bar; the part that ends is hatched, and its number is told.
    """
    words = _WORDS[lang]
    starts = hops[0].alive if hops else 0
    width = _MARGIN + _LABEL + 10 + _BAR + 230 + _MARGIN
    x0 = _MARGIN + _LABEL + 10
    scale = _BAR / starts if starts else 0.0
    parts: list[Markup] = []
    y = _MARGIN
    for number, hop in enumerate(hops):
        if number:
            parts.append(_stream(hops[number - 1], hop, x0, y - _GAP, scale, ident))
            lost = hops[number - 1].alive - hop.alive
            if lost > 0:
                text = words["lost1"] if lost == 1 else words["lost"].format(lost=lost)
                end = x0 + hops[number - 1].alive * scale
                parts.append(lettered([text], end + 10, y - _GAP / 2, size=10, fill=MUTED))
        parts += _bar(hop, number, (x0, y), scale, words, starts, ident)
        y += _HIGH + _GAP
    if not starts:
        parts.append(lettered([words["empty"]], _MARGIN, y + 8, fill=MUTED))
        y += _GAP
    key, high = legend(_entries(words, hops, ident), _MARGIN, y - _GAP + 18, width - 16)
    size = (width, y - _GAP + 18 + high + _MARGIN)
    inks = (*STANDING.values(), LOST)
    return image(ident, size, title, description, definitions(ident, inks), join(parts), key)


def _bar(
    hop: Hop,
    number: int,
    at: tuple[float, float],
    scale: float,
    words: dict[str, str],
    starts: int,
    ident: str,
) -> list[Markup]:
    """Return the bar of a hop with its name on the left and its numbers on the right."""
    x, y = at
    told = words["alive" if number else "start"].format(alive=hop.alive, starts=starts)
    if number:
        told = f"{told} · {words['reached'].format(reached=hop.reached)}"
    stated = hop.alive if hop.stated is None else min(hop.stated, hop.alive)
    made = [lettered(broken(hop.label, _LABEL, most=2), x - 10, y + _HIGH / 2, anchor="end")]
    if hop.alive:
        ink = STANDING["judged"]
        made.append(
            tag(
                "rect",
                x=x,
                y=y,
                width=hop.alive * scale,
                height=_HIGH,
                fill=ink.fill(ident),
                stroke=ink.mark,
            )
        )
    if stated:
        fill = STANDING["stated"].ground
        made.append(tag("rect", x=x, y=y, width=stated * scale, height=_HIGH, fill=fill))
    if not hop.alive:
        made.append(tag("path", d=f"M{x:.1f} {y:.1f}v{_HIGH}", stroke=INK, stroke_width=2))
    made.append(
        lettered([told], x + max(hop.alive * scale, 2) + 10, y + _HIGH / 2, bold=not number)
    )
    return made


def _stream(before: Hop, hop: Hop, x: float, y: float, scale: float, ident: str) -> Markup:
    """Return what flows from one bar to the next, and what ends between them."""
    old, new = before.alive * scale, hop.alive * scale
    flow = tag(
        "path",
        d=f"M{x:.1f} {y:.1f}h{new:.1f}v{_GAP}h{-new:.1f}z",
        fill="#dcebec",
    )
    if old <= new:
        return flow
    lost = tag(
        "path",
        d=f"M{x + new:.1f} {y:.1f}H{x + old:.1f}"
        f"C{x + old:.1f} {y + _GAP * 0.6:.1f} {x + new:.1f} {y + _GAP * 0.3:.1f} "
        f"{x + new:.1f} {y + _GAP * 0.8:.1f}z",
        fill=LOST.fill(ident),
        stroke=LOST.mark,
        stroke_width=0.8,
    )
    return flow + lost


def _entries(words: dict[str, str], hops: Sequence[Hop], ident: str) -> list[tuple[Markup, str]]:
    entries = []
    if any(hop.stated is not None for hop in hops):
        entries.append((swatch(STANDING["stated"].ground), words["sure"]))
        entries.append((swatch(STANDING["judged"].fill(ident)), words["also"]))
    if any(one.alive > other.alive for one, other in pairwise(hops)):
        entries.append((swatch(LOST.fill(ident)), words["gone"]))
    return entries
