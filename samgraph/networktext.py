"""What the measures of a network mean, in words."""

from __future__ import annotations

from collections.abc import Mapping

from samgraph.network import Network


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
