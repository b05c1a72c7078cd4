"""What a picture of a plan needs to know, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samgraph.findings import Place
from samgraph.knowledge import Knowledge
from samgraph.places import places
from samgraph.terms import sg


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the plan, ready to be drawn.

    `type` is the local name of its most specific class, for example `StrategicGoal`.
    """

    iri: str
    curie: str
    type: str
    type_labels: Mapping[str, str]
    labels: Mapping[str, str]
    descriptions: Mapping[str, str]
    code: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """One link between two things, with how it is known.

    `standing` is `stated`, `derived` or `judged`; `source` and `target` are IRIs.
    """

    source: str
    target: str
    predicate: str
    predicate_labels: Mapping[str, str]
    standing: str
    places: tuple[Place, ...]
    rationales: Mapping[str, str]
    review: str


@dataclass(frozen=True, slots=True)
class Projection:
    """A plan as nodes and links, in a fixed order."""

    title: Mapping[str, str]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


THINGS = (
    "StrategicGoal",
    "OperationalGoal",
    "CoreTask",
    "PriorityField",
    "SubTheme",
    "Theme",
    "Challenge",
    "Right",
    "Value",
    "Indicator",
    "ResultArea",
    "PartnerCategory",
    "PartnerOrganisation",
    "PartnerGroup",
    "Partner",
    "SteeringGroup",
    "RespondentGroup",
    "Organisation",
    "FieldChallenge",
    "Obstacle",
    "Need",
    "Request",
    "RequestItem",
    "PolicyChoice",
)
"""The classes whose members are nodes of the network; of a thing in several, the first counts."""

STRUCTURE = ("sg:partOf", "sg:inCategory", "skos:broader", "org:unitOf", "org:memberOf")
"""What the plan's own arrangement says, shown among the stated links."""


def project(knowledge: Knowledge, *, derived: bool = False) -> Projection:
    """Return the plan as nodes and links, ordered by IRI.

    With `derived`, what follows by a chain (`sg:relevantTo`) is among the links: derived where it
    follows from what the plan says, as judged where it rests on a judgement.
    """
    where = places(knowledge)
    nodes = _nodes(knowledge, where)
    known = {node.iri for node in nodes}
    names = _texts(knowledge, "rdfs:label")
    links = [
        *_recorded(knowledge, names, where),
        *_unrecorded(knowledge, names, "structure", STRUCTURE, "stated"),
    ]
    if derived:
        for graph in ("derived", "judged"):
            links += _unrecorded(knowledge, names, graph, ("sg:relevantTo",), graph)
    kept = [link for link in links if {link.source, link.target} <= known]
    kept.sort(key=lambda link: (link.source, link.predicate, link.target, link.standing))
    title = _texts(knowledge, "skos:prefLabel").get(knowledge.plan.value, {})
    return Projection(title, nodes, tuple(kept))


def _texts(knowledge: Knowledge, name: str) -> dict[str, dict[str, str]]:
    """Return the values of a text property by thing and by language."""
    found: dict[str, dict[str, str]] = {}
    for thing, text in knowledge.select(f"SELECT ?thing ?text {{ ?thing {name} ?text }}"):
        found.setdefault(thing.value, {})[text.language or ""] = text.value
    return found


def _nodes(knowledge: Knowledge, where: Mapping[str, tuple[Place, ...]]) -> tuple[Node, ...]:
    classes = " ".join(f"sg:{name}" for name in THINGS)
    query = f"""
        SELECT ?thing ?class ?code {{
          VALUES ?class {{ {classes} }}
          ?thing a ?class
          OPTIONAL {{ ?thing skos:notation ?code }}
        }}"""
    rank = {sg(name): number for number, name in enumerate(THINGS)}
    kind: dict[str, str] = {}
    code: dict[str, str] = {}
    for thing, class_, notation in knowledge.select(query):
        iri = thing.value
        if iri not in kind or rank[class_.value] < rank[kind[iri]]:
            kind[iri] = class_.value
        if notation:
            code[iri] = notation.value
    labels = _texts(knowledge, "skos:prefLabel")
    descriptions = _texts(knowledge, "dcterms:description")
    names = _texts(knowledge, "rdfs:label")
    return tuple(
        Node(
            iri,
            knowledge.curie(iri),
            kind[iri].removeprefix(sg("")),
            names.get(kind[iri], {}),
            labels.get(iri, {}),
            descriptions.get(iri, {}),
            code.get(iri, ""),
            where.get(iri, ()),
        )
        for iri in sorted(kind)
    )


def _recorded(
    knowledge: Knowledge,
    names: Mapping[str, Mapping[str, str]],
    where: Mapping[str, tuple[Place, ...]],
) -> list[Link]:
    """Return the links that have a record and count, so without the suggested ones."""
    query = """
        SELECT ?link ?s ?p ?o ?standing ?review {
          ?link a sg:Link ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
            sg:standing ?standing .
          ?s ?p ?o .
          OPTIONAL { ?link sg:review ?review }
          FILTER(?standing != sg:suggested)
        }"""
    rationales = _texts(knowledge, "sg:rationale")
    return [
        Link(
            source.value,
            target.value,
            knowledge.curie(predicate.value),
            names.get(predicate.value, {}),
            standing.value.removeprefix(sg("")),
            where.get(link.value, ()),
            rationales.get(link.value, {}),
            review.value.removeprefix(sg("")) if review else "",
        )
        for link, source, predicate, target, standing, review in knowledge.select(query)
    ]


def _unrecorded(
    knowledge: Knowledge,
    names: Mapping[str, Mapping[str, str]],
    graph: str,
    predicates: tuple[str, ...],
    standing: str,
) -> list[Link]:
    query = (
        f"SELECT ?s ?p ?o {{ VALUES ?p {{ {' '.join(predicates)} }} "
        f"GRAPH {knowledge.graph(graph)} {{ ?s ?p ?o }} }}"
    )
    return [
        Link(
            source.value,
            target.value,
            knowledge.curie(predicate.value),
            names.get(predicate.value, {}),
            standing,
            (),
            {},
            "",
        )
        for source, predicate, target in knowledge.select(query)
    ]
