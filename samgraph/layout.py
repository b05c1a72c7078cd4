"""Where every node of the picture stands.

Core tasks stand in the heart, strategic goals around them, operational goals beside their
strategic goal. All else stands on rims, one row below the other, so that a label written outwards
never meets its neighbour. Nothing is drawn by lot: the same plan gives the same picture.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from samgraph.looks import LOOKS, SHAPES, Look, looks_of
from samgraph.projection import Link, Node

__all__ = [
    "LOOKS",
    "REACH",
    "SHAPES",
    "Caption",
    "Layout",
    "Look",
    "drawing_order",
    "looks_of",
    "natural",
    "place",
]

REACH: Final = 400
"""The radius of what is drawn at the start; at about this size labels are still readable."""

_HEART, _GOALS, _STEPS = 64, 172, 262
_ROW, _RIM_STEP, _STAGGER = 17, 230, 27
_NARROW: Final = 0.92


@dataclass(frozen=True, slots=True)
class Caption:
    """The name of a type, written above its rows on the rim; `side` is 1 for right, -1 for left."""

    type: str
    x: float
    y: float
    side: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A place for every node, by IRI, and the captions on the rim."""

    spots: Mapping[str, tuple[float, float]]
    captions: tuple[Caption, ...]


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key that puts OD2.2 before OD10.1."""
    parts = re.findall(r"([0-9]{1,9})|([^0-9]+|[0-9])", text)
    return tuple((0, int(digits), "") if digits else (1, 0, other) for digits, other in parts)


def drawing_order(nodes: Sequence[Node], looks: Mapping[str, Look]) -> list[Node]:
    """Return each node once: by type, then by code, then in the order given."""
    rank = {type_: number for number, type_ in enumerate(looks)}
    once = {node.iri: node for node in reversed(nodes)}
    order = {node.iri: number for number, node in reversed(list(enumerate(nodes)))}
    return sorted(
        once.values(), key=lambda node: (rank[node.type], natural(node.code), order[node.iri])
    )


def place(nodes: Sequence[Node], links: Sequence[Link], looks: Mapping[str, Look]) -> Layout:
    """Return a spot for every node; those on view at the start lie within `REACH` of the middle.

    `nodes` come in drawing order. Operational goals follow their strategic goal, and what stands
    on a rim keeps to the height of the things that it is linked to.
    """
    plane = _Plane(nodes, links, looks)
    plane.fill_goals()
    plane.fill_heart()
    captions: list[Caption] = []
    radius = float(max(REACH, plane.edge + 110))
    for start in (True, False):
        groups = plane.rim_groups(start=start)
        while groups:
            captions.extend(_fill_rim(plane, groups, radius))
            radius += _RIM_STEP
    spots = {iri: (round(x, 1), round(y, 1)) for iri, (x, y) in plane.spots.items()}
    return Layout(spots, tuple(captions))


class _Plane:
    """The drawing plane while it fills up, ring by ring from the middle."""

    def __init__(
        self, nodes: Sequence[Node], links: Sequence[Link], looks: Mapping[str, Look]
    ) -> None:
        self.nodes, self.looks = nodes, looks
        self.spots: dict[str, tuple[float, float]] = {}
        self.edge = 0.0
        rings = {node.iri: looks[node.type].ring for node in nodes}
        self.near: dict[str, list[str]] = {node.iri: [] for node in nodes}
        self.above: dict[str, str] = {}
        for link in links:
            if not {link.source, link.target} <= rings.keys() or link.source == link.target:
                continue
            self.near[link.source].append(link.target)
            self.near[link.target].append(link.source)
            kind = re.split(r"[:/#]", link.predicate)[-1]
            if kind in ("partOf", "broader") and (
                link.source not in self.above or rings[link.target] == "goals"
            ):
                self.above[link.source] = link.target

    def on_ring(self, ring: str) -> list[Node]:
        """Return the nodes of one ring, in drawing order."""
        return [node for node in self.nodes if self.looks[node.type].ring == ring]

    def fill_goals(self) -> None:
        """Give every strategic goal a sector, as wide as the operational goals in it."""
        heads, steps = self.on_ring("goals"), self.on_ring("steps")
        sectors = [
            [step for step in steps if self.above.get(step.iri) == head.iri] for head in heads
        ]
        owned = {step.iri for sector in sectors for step in sector}
        loose = [step for step in steps if step.iri not in owned]
        if loose:
            sectors.append(loose)
        widths = [max(len(sector), 2) + 1 for sector in sectors]
        turn = 2 * math.pi / max(sum(widths), 1)
        rows = max(1, math.ceil(sum(widths) * 46 / (2 * math.pi * _STEPS)))
        angle, number = -math.pi / 2 - turn * (widths[0] if widths else 0) / 2, 0
        ring = max(_GOALS, len(heads) * 84 / (2 * math.pi))
        outer = max(_STEPS, ring + 88)
        for head, sector, width in zip_longest(heads, sectors, widths):
            if head:
                self.put(head, ring, angle + turn * width / 2)
            first = angle + turn * (width - len(sector) + 1) / 2
            for offset, step in enumerate(sector):
                self.put(step, outer + number % rows * _STAGGER, first + turn * offset)
                number += 1
            angle += turn * width

    def fill_heart(self) -> None:
        """Spread what stands in the heart evenly, further out if there is much of it."""
        found = self.on_ring("heart")
        radius = max(_HEART, len(found) * 52 / (2 * math.pi))
        for number, node in enumerate(found):
            self.put(node, radius, 2 * math.pi * (number + 0.5) / len(found) - math.pi / 2)

    def put(self, node: Node, radius: float, angle: float) -> None:
        """Place one node by radius and angle, clockwise from three o'clock."""
        self.spots[node.iri] = (radius * math.cos(angle), radius * math.sin(angle))
        self.edge = max(self.edge, radius)

    def rim_groups(self, *, start: bool) -> list[tuple[str, list[Node]]]:
        """Return the nodes that go on rims, by type, in drawing order."""
        groups = [
            (type_, [node for node in self.nodes if node.type == type_])
            for type_, look in self.looks.items()
            if look.ring == "rim" and look.start is start
        ]
        return [(type_, group) for type_, group in groups if group]

    def pull(self, node: Node, axis: int) -> float:
        """Return where the neighbours of a node lie on average, as far as they have a place."""
        found = [self.spots[iri][axis] for iri in self.near[node.iri] if iri in self.spots]
        return sum(found) / len(found) if found else math.inf

    def ordered(self, group: Sequence[Node]) -> list[Node]:
        """Return a group from top to bottom: by pull, with narrower things under their broader."""
        inside = {node.iri for node in group}
        below: dict[str, list[Node]] = {}
        roots: list[Node] = []
        for node in sorted(group, key=lambda node: (self.pull(node, 1), natural(node.curie))):
            head = self.above.get(node.iri, "")
            if head in inside and not self._circles(node.iri):
                below.setdefault(head, []).append(node)
            else:
                roots.append(node)
        result: list[Node] = []
        while roots:
            result.append(roots.pop(0))
            roots[:0] = below.get(result[-1].iri, [])
        return result

    def _circles(self, iri: str) -> bool:
        seen: set[str] = set()
        while iri in self.above and iri not in seen:
            seen.add(iri)
            iri = self.above[iri]
        return iri in seen


def _fill_rim(plane: _Plane, groups: list[tuple[str, list[Node]]], radius: float) -> list[Caption]:
    """Put as many groups on one rim as it holds, take them off `groups`, return the captions."""
    room = int(2 * 0.95 * radius / _ROW)
    sides: tuple[list[tuple[str, list[Node]]], ...] = ([], [])
    used = [0, 0]
    taken: list[tuple[str, list[Node]]] = []
    left = 2 * room
    while groups and left > 2:
        type_, group = groups.pop(0)
        if len(group) > left - 4:
            cut = 0 if taken or len(group) <= 2 * room - 4 else left - 4
            groups.insert(0, (type_, group[cut:]))
            group = group[:cut]
        if not group:
            break
        taken.append((type_, group))
        left -= len(group) + 2
    for type_, group in sorted(taken, key=lambda pair: (-len(pair[1]), pair[0])):
        side = 0 if used[0] <= used[1] else 1
        parts = ([], group) if side else (group, [])
        if used[side] + len(group) + 2 > room:
            inward = sorted(group, key=lambda node: (plane.pull(node, 0), natural(node.curie)))
            parts = (inward[len(group) // 2 :], inward[: len(group) // 2])
        for number, part in enumerate(parts):
            if part:
                sides[number].append((type_, plane.ordered(part)))
                used[number] += len(part) + 2
    captions: list[Caption] = []
    rank = list(plane.looks)
    for blocks, side in zip(sides, (1, -1), strict=True):
        blocks.sort(key=lambda pair: rank.index(pair[0]))
        captions.extend(_fill_side(plane, blocks, radius, side))
    return captions


def _fill_side(
    plane: _Plane, blocks: Sequence[tuple[str, list[Node]]], radius: float, side: int
) -> list[Caption]:
    """Write the blocks of one side of a rim in rows, each with its caption above it."""
    rows = sum(len(group) + 2 for _, group in blocks) - 1
    step = min(1.9 * radius / max(rows - 1, 1), 30.0)
    y = -step * (rows - 1) / 2
    captions: list[Caption] = []
    for type_, group in blocks:
        captions.append(Caption(type_, *_on_rim(radius, y, side), side))
        for number, node in enumerate(group, start=1):
            plane.spots[node.iri] = _on_rim(radius, y + number * step, side)
        y += step * (len(group) + 2)
    return captions


def _on_rim(radius: float, y: float, side: int) -> tuple[float, float]:
    """Return the spot on a rim at a height; rims are a little narrow, to leave labels more room."""
    return (round(side * _NARROW * math.sqrt(max(radius**2 - y**2, 0.0)), 1), round(y, 1))
