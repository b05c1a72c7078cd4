"""What a picture of the plan consists of: every node with its place and sign, every link.

The page that carries everything itself and the explorer's map are drawn from the same document by
the same modules (`templates/explorer/picture`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from samgraph.findings import Place
from samgraph.layout import Layout, drawing_order, place
from samgraph.looks import Look, looks_of
from samgraph.projection import Link, Node, Projection
from samgraph.terms import PREFIXES, sg

LIMIT: Final = 3000
"""As many nodes as a browser draws at ease without a graphics card; the page says what is left."""

OPTIONS: Final[Mapping[str, object]] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"borderWidth": 1, "borderWidthSelected": 1},
    "edges": {
        "smooth": False,
        "arrows": {"to": {"enabled": False, "scaleFactor": 0.45}},
        "width": 1,
        "selectionWidth": 0,
        "hoverWidth": 0,
    },
    "interaction": {
        "hover": False,
        "dragNodes": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": True,
        "keyboard": {"enabled": False, "bindToWindow": False},
    },
}
"""How vis-network draws: places are given, nothing moves by itself, edges hide while moving."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The nodes that are drawn, in drawing order, the links between them, and where all stand."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    looks: Mapping[str, Look]
    layout: Layout
    left: Mapping[str, int]
    """How many `nodes` and `links` go beyond the limit."""

    @property
    def numbers(self) -> dict[str, int]:
        """Return the number of every node by IRI: its place in `nodes`."""
        return {node.iri: number for number, node in enumerate(self.nodes)}


def compose(projection: Projection, limit: int = LIMIT) -> Picture:
    """Return the picture of a plan, with at most `limit` nodes; the last types are left out."""
    looks = looks_of(node.type for node in projection.nodes)
    nodes = drawing_order(projection.nodes, looks)
    kept = nodes[:limit]
    known = {node.iri for node in kept}
    links = [link for link in projection.links if {link.source, link.target} <= known]
    left = {"nodes": len(nodes) - len(kept), "links": len(projection.links) - len(links)}
    return Picture(tuple(kept), tuple(links), looks, place(kept, links, looks), left)


def details(picture: Picture, quotes: Mapping[Place, str]) -> dict[str, object]:
    """Return what is said about types, relations, nodes and links, in every language, as JSON.

    Links name their ends, and nodes their type, by number: no text of the plan becomes a key.
    Where `quotes` holds what the source says at a place, the place carries it.
    """
    present = list(picture.looks)
    numbers = picture.numbers
    labels = {node.type: node.type_labels for node in reversed(picture.nodes)}
    relations = {link.predicate: link.predicate_labels for link in reversed(picture.links)}
    predicates = sorted(relations)
    index = {predicate: number for number, predicate in enumerate(predicates)}
    return {
        "types": [
            {
                "name": type_,
                "iri": sg(type_),
                "labels": words(labels.get(type_, {})),
                "ring": look.ring,
                "shape": look.shape,
                "size": look.size,
                "light": look.light,
                "dark": look.dark,
                "start": look.start,
            }
            for type_, look in picture.looks.items()
        ],
        "relations": [
            {"name": name, "iri": _expand(name), "labels": words(relations[name])}
            for name in predicates
        ],
        "nodes": [
            {
                "iri": node.iri,
                "curie": node.curie,
                "type": present.index(node.type),
                "code": node.code,
                "labels": words(node.labels),
                "about": words(node.descriptions),
                "places": _places(node.places, quotes),
            }
            for node in picture.nodes
        ],
        "links": [
            {
                "from": numbers[link.source],
                "to": numbers[link.target],
                "relation": index[link.predicate],
                "standing": link.standing,
                "places": _places(link.places, quotes),
                "why": words(link.rationales),
                "review": link.review,
            }
            for link in picture.links
        ],
        "captions": [
            [caption.type, caption.x, caption.y, caption.side]
            for caption in picture.layout.captions
        ],
    }


def _places(found: Sequence[Place], quotes: Mapping[Place, str]) -> list[list[str | int]]:
    return [
        [where.section, where.from_line, where.to_line, *filter(None, [quotes.get(where)])]
        for where in found
    ]


def words(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that are not empty, by language, in a fixed order."""
    return {lang: texts[lang] for lang in sorted(texts) if texts[lang]}


def _expand(curie: str) -> str:
    """Return the IRI of a property that a projection names by its CURIE."""
    prefix, _, name = curie.partition(":")
    return PREFIXES[prefix] + name if prefix in PREFIXES else curie
