"""The network's document: every node with its spot and look, and every link with its evidence."""

from __future__ import annotations

from typing import Final

from samgraph.explorer.evidence import Evidence, Json, words
from samgraph.findings import Place
from samgraph.layout import drawing_order, looks_of, place
from samgraph.projection import project
from samgraph.terms import SG

LIMIT: Final = 3000
"""As many nodes as a browser draws at ease without a graphics card; the page says what is left."""


def picture(evidence: Evidence) -> Json:
    """Return the plan as a network; links are by the numbers of their nodes."""
    projection = project(evidence.material.knowledge, derived=True)
    looks = looks_of(node.type for node in projection.nodes)
    nodes = drawing_order(projection.nodes, looks)
    kept, left = nodes[:LIMIT], nodes[LIMIT:]
    numbers = {node.iri: number for number, node in enumerate(kept)}
    links = [link for link in projection.links if {link.source, link.target} <= numbers.keys()]
    layout = place(kept, links, looks)
    types = list(looks)
    type_labels = {node.type: node.type_labels for node in reversed(projection.nodes)}
    properties = {link.predicate: words(link.predicate_labels) for link in reversed(links)}
    known = sorted(properties)

    def about(places: tuple[Place, ...], why: dict[str, str], review: str) -> Json:
        said: Json = {"places": evidence.places(places)} if places else {}
        said |= {"why": why} if why else {}
        return said | ({"review": review} if review else {})

    return {
        "limit": LIMIT,
        "left": {"nodes": len(left), "links": len(projection.links) - len(links)},
        "types": [
            {
                "id": evidence.id(SG + name),
                "labels": words(type_labels.get(name, {})),
                "ring": look.ring,
                "shape": look.shape,
                "light": look.light,
                "dark": look.dark,
                "size": look.size,
                "start": look.start,
            }
            for name, look in looks.items()
        ],
        "properties": [{"id": name, "labels": properties[name]} for name in known],
        "nodes": [
            {
                "id": node.curie,
                "type": types.index(node.type),
                "x": layout.spots[node.iri][0],
                "y": layout.spots[node.iri][1],
            }
            for node in kept
        ],
        "links": [
            {
                "from": numbers[link.source],
                "to": numbers[link.target],
                "property": known.index(link.predicate),
                "standing": link.standing,
                **about(link.places, words(link.rationales), link.review),
            }
            for link in links
        ],
        "captions": [
            {"type": types.index(one.type), "x": one.x, "y": one.y, "side": one.side}
            for one in layout.captions
        ],
    }
