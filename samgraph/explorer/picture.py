"""The network's document: every node with its spot and look, and every link with its evidence."""

from __future__ import annotations

from typing import Final

from samgraph.explorer.evidence import Evidence, Json, words
from samgraph.picture import LIMIT, OPTIONS, Picture, compose
from samgraph.projection import Link, project
from samgraph.terms import RDF, SG, SKOS, sg

OPENING: Final = (
    "StrategicGoal",
    "OperationalGoal",
    "Goal",
    "CoreTask",
    "PriorityField",
    "Theme",
)
"""The types with which the map opens where a plan has any of them; the rest is folded in."""


def picture(evidence: Evidence) -> Json:
    """Return the plan as a network; links are by the numbers of their nodes.

    What nodes are called stands in the index of things.
    """
    drawn = compose(project(evidence.material.knowledge, derived=True))
    types = list(drawn.looks)
    labels = {link.predicate: words(link.predicate_labels) for link in reversed(drawn.links)}
    known = sorted(labels)
    spots = drawn.layout.spots
    return {
        "limit": LIMIT,
        "left": drawn.left,
        "options": OPTIONS,
        "prefixes": {"rdf": RDF, "sg": SG, "skos": SKOS},
        "types": _types(evidence, drawn),
        "properties": [
            {"id": name, "iri": _iri(evidence, name), "labels": labels[name]} for name in known
        ],
        "nodes": [
            {
                "id": node.curie,
                "iri": node.iri,
                "type": types.index(node.type),
                "x": spots[node.iri][0],
                "y": spots[node.iri][1],
            }
            for node in drawn.nodes
        ],
        "links": _links(evidence, drawn, known),
        "captions": [
            {"type": types.index(one.type), "x": one.x, "y": one.y, "side": one.side}
            for one in drawn.layout.captions
        ],
    }


def _types(evidence: Evidence, drawn: Picture) -> list[Json]:
    labels = {node.type: node.type_labels for node in reversed(drawn.nodes)}
    opening = [name for name in drawn.looks if name in OPENING]
    return [
        {
            "id": evidence.id(sg(name)),
            "iri": sg(name),
            "labels": words(labels.get(name, {})),
            "ring": look.ring,
            "shape": look.shape,
            "light": look.light,
            "dark": look.dark,
            "size": look.size,
            "start": name in opening if opening else look.start,
        }
        for name, look in drawn.looks.items()
    ]


def _links(evidence: Evidence, drawn: Picture, known: list[str]) -> list[Json]:
    numbers = drawn.numbers

    def about(link: Link) -> Json:
        said: Json = {"places": evidence.places(link.places)} if link.places else {}
        said |= {"why": words(link.rationales)} if link.rationales else {}
        return said | ({"review": link.review} if link.review else {})

    return [
        {
            "from": numbers[link.source],
            "to": numbers[link.target],
            "property": known.index(link.predicate),
            "standing": link.standing,
            **about(link),
        }
        for link in drawn.links
    ]


def _iri(evidence: Evidence, curie: str) -> str:
    prefix, _, name = curie.partition(":")
    prefixes = evidence.material.knowledge.prefixes
    return prefixes[prefix] + name if prefix in prefixes else curie
