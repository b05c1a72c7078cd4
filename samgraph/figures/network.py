"""The plan as a network, still: the shapes, colours and places of the interactive one."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Final

from markupsafe import Markup

from samgraph.figures.inks import legend
from samgraph.figures.lettering import broken, lettered, text_width
from samgraph.figures.svg import MUTED, PAPER, image, join, number, tag
from samgraph.layout import Layout, Look, drawing_order, looks_of, place
from samgraph.projection import Link, Node, Projection

_WORDS: Final = {
    "nl": {"stated": "gesteld", "derived": "afgeleid", "judged": "beoordeeld"},
    "en": {"stated": "stated", "derived": "derived", "judged": "judged"},
}
_LINES: Final[Mapping[str, dict[str, str | float]]] = {
    "stated": {"stroke": "#4a5b66"},
    "derived": {"stroke": "#2c6fb3", "stroke_dasharray": "7 4"},
    "judged": {"stroke": "#b0500f", "stroke_dasharray": "1.5 3"},
}
_LETTERS, _ROOM, _MARGIN = 12.0, 250.0, 12.0
_INSIDE: Final = ("goals", "heart")
"""Rings whose nodes are written on, with their code."""
_Box = tuple[float, float, float, float]


def draw_network(
    projection: Projection,
    title: str,
    description: str,
    lang: str,
    ident: str = "network",
    *,
    types: Collection[str] | None = None,
    labelled: Collection[str] = (),
) -> str:
    """Return a plan's network as SVG; of things that are linked to nothing, nothing is drawn.

    `types` are the classes to draw, by local name; without them those that the interactive picture
    shows at its start. Strategic goals and core tasks bear their names, operational goals their
    codes, and of all others those in `labelled` (IRIs, the most important first), as far as there
    is room.
    """
    looks = looks_of(node.type for node in projection.nodes)
    shown = {type_ for type_, look in looks.items() if look.start} if types is None else types
    linked = {end for link in projection.links for end in (link.source, link.target)}
    kept = [node for node in projection.nodes if node.type in shown and node.iri in linked]
    looks = {type_: look for type_, look in looks.items() if type_ in {node.type for node in kept}}
    nodes = drawing_order(kept, looks)
    known = {node.iri for node in nodes}
    links = [link for link in projection.links if {link.source, link.target} <= known]
    layout = place(nodes, links, looks)
    letters = _letters(nodes, layout, looks, labelled, lang)
    left, top, right, bottom = _frame(layout, looks, nodes, [box for _, box in letters])
    key, high = legend(
        _entries(nodes, links, looks, lang),
        left + _MARGIN,
        bottom + 18,
        right - left - 2 * _MARGIN,
        12,
    )
    moved = tag(
        "g",
        _lines(links, layout),
        *[_shape(looks[node.type], *layout.spots[node.iri]) for node in nodes],
        *[text for text, _ in letters],
        key,
        transform=f"translate({number(-left)} {number(-top)})",
    )
    size = (right - left, bottom - top + 18 + high + _MARGIN)
    return image(ident, size, title, description, moved)


def _lines(links: Sequence[Link], layout: Layout) -> Markup:
    """Return all links, those of one standing as one path."""
    made = []
    for standing, style in _LINES.items():
        path = "".join(
            "M{} {}L{} {}".format(
                *(number(value) for end in (one.source, one.target) for value in layout.spots[end])
            )
            for one in links
            if one.standing == standing and one.source != one.target
        )
        if path:
            made.append(
                tag("path", d=path, fill="none", stroke_width=0.9, stroke_opacity="0.45", **style)
            )
    return join(made)


def _polygon(corners: int, turn: float, stretch: float = 1.0) -> Callable[[float], list[float]]:
    """Return what gives the corners of a regular polygon of a size, as x and y in turn."""

    def corners_of(size: float) -> list[float]:
        angles = [2 * math.pi * (index / corners) + turn for index in range(corners)]
        return [
            value * size * stretch
            for angle in angles
            for value in (math.cos(angle), math.sin(angle))
        ]

    return corners_of


def _star(size: float) -> list[float]:
    found = []
    for index in range(10):
        radius = size * (1.25 if index % 2 == 0 else 0.55)
        angle = math.pi * index / 5 - math.pi / 2
        found += [radius * math.cos(angle), radius * math.sin(angle)]
    return found


_CORNERS: Final[Mapping[str, Callable[[float], list[float]]]] = {
    "square": _polygon(4, math.pi / 4, 1.25),
    "diamond": _polygon(4, 0.0, 1.2),
    "triangle": _polygon(3, -math.pi / 2, 1.25),
    "triangleDown": _polygon(3, math.pi / 2, 1.25),
    "hexagon": _polygon(6, 0.0, 1.1),
    "star": _star,
}


def _shape(look: Look, x: float, y: float) -> Markup:
    """Return a node as the interactive picture draws it."""
    style: dict[str, str | float] = {"fill": look.light, "stroke": PAPER, "stroke_width": 1}
    if look.shape == "dot":
        return tag("circle", cx=x, cy=y, r=look.size, **style)
    values = iter(_CORNERS[look.shape](look.size))
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in zip(values, values, strict=True))
    return tag("polygon", points=points, **style)


def _letters(
    nodes: Sequence[Node],
    layout: Layout,
    looks: Mapping[str, Look],
    labelled: Collection[str],
    lang: str,
) -> list[tuple[Markup, _Box]]:
    """Return the labels that find room, each with the box it takes."""
    rank = {iri: order for order, iri in enumerate(labelled)}
    first = [node for node in nodes if looks[node.type].ring in _INSIDE]
    steps = [node for node in nodes if looks[node.type].ring == "steps"]
    rims = [node for node in nodes if looks[node.type].ring == "rim" and node.iri in rank]
    taken: list[_Box] = [
        (x - 5, y - 5, x + 5, y + 5) for node in nodes for x, y in [layout.spots[node.iri]]
    ]
    found: list[tuple[Markup, _Box]] = []
    for node in (*first, *sorted(rims, key=lambda node: rank[node.iri]), *steps):
        for text, box in _places(node, looks[node.type], layout.spots[node.iri], lang):
            if not any(_meet(box, other) for other in taken):
                taken.append(box)
                found.append((text, box))
                break
    for caption in layout.captions:
        words = next(node.type_labels for node in nodes if node.type == caption.type)
        name = words.get(lang) or caption.type
        wide = text_width(name, _LETTERS)
        x = caption.x + 12 if caption.side > 0 else caption.x - 12
        box = (x, caption.y - 8, x + wide, caption.y + 8)
        if caption.side < 0:
            box = (x - wide, caption.y - 8, x, caption.y + 8)
        if not any(_meet(box, other) for other in taken):
            anchor = "start" if caption.side > 0 else "end"
            text = lettered([name], x, caption.y, size=_LETTERS, anchor=anchor, fill=MUTED)
            found.append((text, box))
    return found


def _places(
    node: Node, look: Look, spot: tuple[float, float], lang: str
) -> Iterator[tuple[Markup, _Box]]:
    """Yield where and how a node's label may stand, the best way first."""
    x, y = spot
    name = node.labels.get(lang) or next(iter(node.labels.values()), node.curie)
    words = f"{node.code} {name}" if node.code and not node.code.isdigit() else name
    inside = look.ring in _INSIDE
    sizes: tuple[float, ...] = (_LETTERS,)
    ways = [(1, 0), (-1, 0)] if x >= 0 else [(-1, 0), (1, 0)]
    if inside:
        ways = [(0, 1), (0, -1), *ways]
        shapes = [broken(words, room, _LETTERS, most=4) for room in (136.0, 100.0, 87.0)]
        sizes = (_LETTERS, 10.0)
    elif look.ring == "steps" and node.code:
        sizes, shapes = (10.0,), [(node.code,)]
    else:
        shapes = [broken(words, _ROOM, _LETTERS, most=most) for most in (3, 1)]
        ways = ways[:1]
    for size, lines, (across, down) in product(sizes, shapes, ways):
        wide = max(text_width(line, size, bold=inside) for line in lines)
        high = len(lines) * size * 1.2
        off = look.size + 4
        middle = y + down * (off + high / 2)
        at = x + across * off
        left = x - wide / 2 if not across else (at if across > 0 else at - wide)
        anchor = "middle" if not across else ("start" if across > 0 else "end")
        text = lettered(lines, at, middle, size=size, anchor=anchor, bold=inside, halo=True)
        yield text, (left - 2, middle - high / 2, left + wide + 2, middle + high / 2)


def _meet(one: _Box, other: _Box) -> bool:
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart


def _frame(
    layout: Layout, looks: Mapping[str, Look], nodes: Sequence[Node], boxes: Sequence[_Box]
) -> _Box:
    """Return the box that holds every node and every label, with a margin."""
    spots = [(layout.spots[node.iri], looks[node.type].size * 1.4) for node in nodes]
    every = [*boxes, *[(x - r, y - r, x + r, y + r) for (x, y), r in spots], (-150, 0, 150, 20)]
    left, top = min(box[0] for box in every), min(box[1] for box in every)
    right, bottom = max(box[2] for box in every), max(box[3] for box in every)
    return left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom


def _entries(
    nodes: Sequence[Node], links: Sequence[Link], looks: Mapping[str, Look], lang: str
) -> list[tuple[Markup, str]]:
    """Return the legend: the types with their number, and the lines that occur."""
    entries = []
    for type_, look in looks.items():
        of_type = [node for node in nodes if node.type == type_]
        name = of_type[0].type_labels.get(lang) or type_
        entries.append((_shape(replace(look, size=6), 7, 7), f"{name} ({len(of_type)})"))
    for standing, style in _LINES.items():
        count = sum(link.standing == standing for link in links)
        if count:
            line = tag("path", d="M-4 7H18", stroke_width=1.8, **style)
            entries.append((line, f"{_WORDS[lang][standing]} ({count})"))
    return entries
