"""Network measures on a projection of the plan, and what they mean in words."""

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


def in_words(network: Network, labels: Mapping[str, str], lang: str = "nl") -> tuple[str, ...]:
    """Return what the measures mean, as sentences in Dutch or English."""
    say = _WORDS[lang]

    def name(iri: str) -> str:
        return f"“{labels.get(iri, iri)}”"

    nodes = len(network.measures)
    if not nodes:
        return (say["empty"],)
    size = {
        name: f"{number} {_COUNTED[lang][name][number != 1]}"
        for name, number in (("nodes", nodes), ("links", network.links))
    }
    key = "size" if network.parts > 1 else "whole"
    sentences = [say[key].format(**size, parts=network.parts)]
    if network.estimated_from:
        sentences.append(say["estimated"].format(n=network.estimated_from))
    central = [one for one in network.measures if one.betweenness > 0][:3]
    if central:
        names = _listed([name(one.iri) for one in central], lang)
        sentences.append(say["central" if len(central) > 1 else "central1"].format(names=names))
    else:
        sentences.append(say["flat"])
    cuts = [one for one in network.measures if one.articulation]
    if cuts:
        names = _listed([name(one.iri) for one in cuts[:5]], lang)
        sentences.append(say["cuts" if len(cuts) > 1 else "cut"].format(n=len(cuts), names=names))
    else:
        sentences.append(say["nocuts"])
    if network.bridges:
        key = "bridges" if len(network.bridges) > 1 else "bridge"
        sentences.append(say[key].format(n=len(network.bridges)))
    groups = len({one.community for one in network.measures})
    if groups > 1:
        key = "groups" if network.modularity >= 0.3 else "loose"
        sentences.append(say[key].format(groups=groups, q=network.modularity))
    return tuple(sentences)


def _listed(names: list[str], lang: str) -> str:
    joint = " en " if lang == "nl" else " and "
    return joint.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


_COUNTED = {
    "nl": {"nodes": ("knoop", "knopen"), "links": ("verbinding", "verbindingen")},
    "en": {"nodes": ("node", "nodes"), "links": ("link", "links")},
}
_WORDS = {
    "nl": {
        "empty": "Er is niets verbonden: het netwerk is leeg.",
        "size": "Het netwerk telt {nodes} en {links}, in {parts} losse delen.",
        "whole": "Het netwerk telt {nodes} en {links}, en hangt aaneen.",
        "estimated": "Hoe vaak kortste wegen ergens over lopen is geschat uit die van {n}.",
        "central": "De meeste kortste wegen lopen over {names}: wie daar iets verandert, raakt het "
        "meest aan de samenhang.",
        "central1": "Kortste wegen lopen over {names}.",
        "flat": "Geen enkele knoop ligt tussen andere: niemand bemiddelt.",
        "cuts": "Zonder een van deze {n} scharnierpunten valt een deel los; bovenaan staan "
        "{names}.",
        "cut": "Zonder {names} valt een deel los: het is een scharnierpunt.",
        "nocuts": "Er zijn geen scharnierpunten: geen enkele knoop houdt delen alleen bijeen.",
        "bridge": "Eén verbinding is een brug: ze heeft geen omweg.",
        "bridges": "{n} verbindingen zijn bruggen: ze hebben geen omweg.",
        "groups": "Er tekenen zich {groups} groepen af (modulariteit {q:.2f}); vanaf 0,3 geldt dat "
        "gewoonlijk als een duidelijke indeling, maar ze is hier niet tegen toeval "
        "getoetst; samgraph structure doet dat voor elke dekkingsvraag.",
        "loose": "De {groups} gevonden groepen lopen in elkaar over (modulariteit {q:.2f}): lees "
        "er geen indeling in.",
    },
    "en": {
        "empty": "Nothing is linked: the network is empty.",
        "size": "The network has {nodes} and {links}, in {parts} separate parts.",
        "whole": "The network has {nodes} and {links}, and hangs together.",
        "estimated": "How often shortest paths run over a node is estimated from those of {n}.",
        "central": "Most shortest paths run over {names}: a change there touches the whole the "
        "most.",
        "central1": "Shortest paths run over {names}.",
        "flat": "No node lies between others: nobody mediates.",
        "cuts": "Without one of these {n} articulation points a part comes loose; first are "
        "{names}.",
        "cut": "Without {names} a part comes loose: it is an articulation point.",
        "nocuts": "There are no articulation points: no single node holds parts together.",
        "bridge": "One link is a bridge: there is no way round it.",
        "bridges": "{n} links are bridges: there is no way round them.",
        "groups": "{groups} groups stand out (modularity {q:.2f}); from 0.3 on that is commonly "
        "called a clear division, but it has not been tested against chance here; "
        "samgraph structure does that for every coverage question.",
        "loose": "The {groups} groups found run into each other (modularity {q:.2f}): read no "
        "division into them.",
    },
}
