"""Network measures on a projection of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraph.errors import SamgraphError, near_match
from samgraph.knowledge import Knowledge
from samgraph.rows import Rows, Tabular
from samgraph.terms import RDF, SKOS

if TYPE_CHECKING:
    import networkx as nx

_MOST_STEPS = 20_000_000
"""Steps along links that betweenness may take: some 20 s. Beyond, it is estimated from a sample."""
SEED = 2021
"""Of the community search; fixed, so that the same plan gives the same communities."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One way of making a network of a plan."""

    summaries: Mapping[str, str]
    query: str
    """Selects ?a, ?b and optionally ?via: two things and what ties them."""


_TIES = f"""
    {{ ?via <{RDF}subject> ?a ; <{RDF}predicate> ?p ; <{RDF}object> ?b . ?a ?p ?b
       FILTER(?p NOT IN (<{SKOS}exactMatch>, sg:alignsWith)) }}
    UNION
    {{ ?a sg:linkedTo ?b BIND(sg:linkedTo AS ?via)
       MINUS {{ ?one <{RDF}subject> ?a ; <{RDF}object> ?b }}
       MINUS {{ ?other <{RDF}subject> ?b ; <{RDF}object> ?a }} }}"""
"""Every link that counts in the reading, once: by its record, or for want of one by itself.

Two names of one organisation are no link, and an alignment leaves the plan.
"""
_LINKS = f"SELECT DISTINCT ?a ?b ?via {{ {_TIES} }}"
_PARTS = f"""
    SELECT DISTINCT ?a ?b ?via {{ {_TIES}
      UNION {{ ?a sg:partOf ?b . ?a a sg:Goal . ?b a sg:Goal BIND(sg:partOf AS ?via) }} }}"""


def _shared(class_: str, path: str) -> str:
    """Return a query that ties two things of a class by what both reach along a path."""
    return (
        f"SELECT DISTINCT ?a ?b ?via {{ ?a a {class_} ; {path} ?via . "
        f"?b a {class_} ; {path} ?via . "
        "FILTER(STR(?a) < STR(?b)) }"
    )


PROJECTIONS: Mapping[str, Kind] = {
    "all": Kind(
        {
            "nl": "alles wat door een koppeling verbonden is, met de doelenboom",
            "en": "everything tied by a link, with the tree of goals",
        },
        _PARTS,
    ),
    "links": Kind(
        {"nl": "alles wat door een koppeling verbonden is", "en": "everything tied by a link"},
        _LINKS,
    ),
    "goals": Kind(
        {
            "nl": "strategische doelen met een gedeeld thema, een gedeelde uitdaging of een "
            "gedeeld recht",
            "en": "strategic goals that share a theme, a challenge or a right",
        },
        _shared("sg:StrategicGoal", "(sg:addresses|^sg:partOf/sg:addresses)"),
    ),
    "themes": Kind(
        {
            "nl": "thema's die een doel, resultaatsgebied of partner delen",
            "en": "themes that share a goal, a result area or a partner",
        },
        _shared("sg:Theme", "(^sg:addresses|^sg:worksOn)"),
    ),
    "partners": Kind(
        {
            "nl": "partners met een gedeeld thema of terrein",
            "en": "partners that share a theme or a field",
        },
        _shared("sg:Partner", "sg:worksOn"),
    ),
    "resultareas": Kind(
        {
            "nl": "resultaatsgebieden met een gedeeld thema, doel of terrein",
            "en": "result areas that share a theme, a goal or a field",
        },
        _shared("sg:ResultArea", "(sg:addresses|sg:advances|sg:serves)"),
    ),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """What one node is to the network."""

    iri: str
    degree: int
    betweenness: float
    """Share of the shortest paths between other nodes that pass through this one, from 0 to 1."""
    articulation: bool
    """Whether the network falls apart without it."""
    community: int
    """Counted from 1, the largest first."""


@dataclass(frozen=True, slots=True)
class Network(Tabular):
    """The measures of one projection, nodes by betweenness, then degree, then IRI."""

    projection: str
    standing: str
    measures: tuple[Measure, ...]
    links: int
    parts: int
    """Connected components."""
    bridges: tuple[tuple[str, str], ...]
    """Links without which the network falls apart, as pairs of IRIs."""
    modularity: float
    """Newman's Q of the communities found; 0 where there are none to tell apart."""
    seed: int
    estimated_from: int = 0
    """From how many nodes betweenness is estimated; 0 where it is exact."""

    def to_rows(self) -> Rows:
        """Return one row a node."""
        return Rows(
            ("node", "degree", "betweenness", "articulation", "community"),
            tuple(
                (one.iri, one.degree, one.betweenness, one.articulation, one.community)
                for one in self.measures
            ),
        )


def projection_graph(
    knowledge: Knowledge, projection: str = "all", standing: str = "judged"
) -> nx.Graph:
    """Return a projection as an undirected networkx graph.

    Nodes are IRIs; an edge's `weight` counts what ties its ends: links, or shared things.

    Raises:
        SamgraphError: no projection is called so.

    """
    import networkx as nx

    kind = PROJECTIONS.get(projection)
    if kind is None:
        raise SamgraphError(
            f'no projection is called "{projection}"',
            hint=near_match(projection, PROJECTIONS)
            or f"the projections are {', '.join(PROJECTIONS)}",
        )
    graph = nx.Graph()
    pairs = sorted(
        {
            (row["a"].value, row["b"].value, _via(row))
            for row in knowledge.select(kind.query, standing=standing)
        }
    )
    for first, second, _ in pairs:
        if first != second:
            known = graph.get_edge_data(first, second, {"weight": 0})
            graph.add_edge(first, second, weight=known["weight"] + 1)
    return graph


def _via(row: object) -> str:
    try:
        return str(row["via"])  # type: ignore[index]
    except KeyError:
        return ""


def measure(knowledge: Knowledge, projection: str = "all", standing: str = "judged") -> Network:
    """Return the network measures of a projection.

    Betweenness is Freeman's (1977), normalised; of some thousands of nodes it is estimated from the
    shortest paths of a sample of them (Brandes and Pich 2007), `estimated_from`. Communities
    are Louvain's (Blondel et al. 2008) with a fixed seed, modularity Newman's. All count links
    without weight.
    """
    import networkx as nx

    graph = projection_graph(knowledge, projection, standing)
    sources = _sources(graph)
    between = nx.betweenness_centrality(graph, sources, seed=SEED) if graph else {}
    cuts = set(nx.articulation_points(graph))
    communities = _communities(graph)
    number = {iri: index for index, group in enumerate(communities, start=1) for iri in group}
    measures = sorted(
        (Measure(iri, graph.degree(iri), between[iri], iri in cuts, number[iri]) for iri in graph),
        key=lambda one: (-round(one.betweenness, 12), -one.degree, one.iri),
    )
    modular = graph.number_of_edges() > 0 and len(communities) > 1
    return Network(
        projection,
        standing,
        tuple(measures),
        graph.number_of_edges(),
        nx.number_connected_components(graph) if graph else 0,
        tuple(sorted((min(edge), max(edge)) for edge in nx.bridges(graph))),
        float(nx.community.modularity(graph, communities, weight=None)) if modular else 0.0,
        SEED,
        sources or 0,
    )


def _sources(graph: nx.Graph) -> int | None:
    """Return from how many nodes shortest paths are followed: all, unless they are too many."""
    work = len(graph) + graph.number_of_edges()
    sources = max(10, _MOST_STEPS // max(1, work))
    return None if sources >= len(graph) else sources


def _communities(graph: nx.Graph) -> list[list[str]]:
    import networkx as nx

    if not graph:
        return []
    found: Iterable[set[str]] = nx.community.louvain_communities(graph, weight=None, seed=SEED)
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
