"""The section on the plan as a network: a picture, who lies in the middle, what falls apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samgraph.figures import draw_network
from samgraph.knowledge import Knowledge
from samgraph.network import PROJECTIONS, SEED, measure
from samgraph.networktext import in_words
from samgraph.projection import project
from samgraph.reading import network_rows
from samgraph.report.document import Figure, Formula, Item, Listing, Paragraph, Section, Table
from samgraph.report.naming import standalone
from samgraph.rows import Rows

SHOWN: Final = 30
"""How many nodes the table holds."""
_LABELLED: Final = 80

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "Het plan als netwerk",
        "empty": "Er is niets verbonden: er valt geen netwerk te tonen.",
        "figure": "Het netwerk van doelen, kernopdrachten, thema’s, uitdagingen, terreinen en "
        "resultaatsgebieden",
        "described": "In het midden de kernopdrachten, daaromheen de strategische en operationele "
        "doelen, aan de rand wat ze raken. Lijnen zijn koppelingen.",
        "left": "De figuur laat partners, signalen en beleidskeuzes weg om leesbaar te blijven en "
        "schrijft enkel de belangrijkste namen; de cijfers hieronder gaan over het hele netwerk.",
        "table": "De {n} knopen die het meest tussen andere liggen, van {total}",
        "seed": "groepen in het netwerk (Louvain)",
    },
    "en": {
        "title": "The plan as a network",
        "empty": "Nothing is linked: there is no network to show.",
        "figure": "The network of goals, core tasks, themes, challenges, fields and result areas",
        "described": "The core tasks in the middle, strategic and operational goals around them, "
        "what they touch on the rim. Lines are links.",
        "left": "To stay readable, the figure leaves out partners, signals and policy choices, and "
        "writes only the names that matter most; the numbers below are of the whole network.",
        "table": "The {n} nodes that lie most between others, of {total}",
        "seed": "communities in the network (Louvain)",
    },
}
_FORMULAE: Final = {
    "nl": (
        Formula(
            "graad",
            "graad(v) = |{u : er is een koppeling tussen u en v}|",
            "Het aantal dingen waarmee iets rechtstreeks verbonden is.",
        ),
        Formula(
            "tussenligging",
            "t(v) = Σ_{s≠v≠e} σ_se(v) / σ_se, gedeeld door (n − 1)(n − 2) / 2",
            "σ_se is het aantal kortste wegen tussen s en e, σ_se(v) hoeveel daarvan over v gaan. "
            "Van 0 tot 1.",
            "Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977)",
        ),
        Formula(
            "scharnier en brug",
            "v is een scharnier ⇔ het netwerk zonder v valt in meer delen uiteen",
            "Voor een brug hetzelfde, met een verbinding in plaats van een knoop.",
            "Hopcroft en Tarjan, Efficient algorithms for graph manipulation, CACM 16 (1973)",
        ),
        Formula(
            "modulariteit",
            "Q = (1 / 2m) Σ_uv (A_uv − k_u k_v / 2m) · [u en v in dezelfde groep]",
            "Hoeveel meer verbindingen binnen groepen vallen dan de graden alleen zouden geven. "
            "Groepen volgens Louvain, met een vaste zaadwaarde; ze zijn hier niet tegen toeval "
            "getoetst.",
            "Newman en Girvan, Phys. Rev. E 69 (2004); Blondel e.a., J. Stat. Mech. (2008)",
        ),
    ),
    "en": (
        Formula(
            "degree",
            "degree(v) = |{u : there is a link between u and v}|",
            "The number of things that something is linked to directly.",
        ),
        Formula(
            "betweenness",
            "t(v) = Σ_{s≠v≠e} σ_se(v) / σ_se, divided by (n − 1)(n − 2) / 2",
            "σ_se is the number of shortest paths between s and e, σ_se(v) how many of them pass "
            "through v. From 0 to 1.",
            "Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977)",
        ),
        Formula(
            "articulation point and bridge",
            "v is an articulation point ⇔ the network without v falls into more parts",
            "A bridge is the same, with a link in place of a node.",
            "Hopcroft and Tarjan, Efficient algorithms for graph manipulation, CACM 16 (1973)",
        ),
        Formula(
            "modularity",
            "Q = (1 / 2m) Σ_uv (A_uv − k_u k_v / 2m) · [u and v in the same community]",
            "How many more links fall inside communities than degrees alone would give. "
            "Communities are Louvain's, with a fixed seed; here they are not tested against "
            "chance.",
            "Newman and Girvan, Phys. Rev. E 69 (2004); Blondel et al., J. Stat. Mech. (2008)",
        ),
    ),
}


def section(knowledge: Knowledge, lang: str) -> Section:
    """Return the whole plan as a network, in a picture, in words and in numbers."""
    words = _WORDS[lang]
    network = measure(knowledge)
    if not network.measures:
        return Section("network", words["title"], (Paragraph(words["empty"]),))
    picture = draw_network(
        project(knowledge),
        words["figure"],
        words["described"],
        lang,
        "figure-network",
        labelled=[one.iri for one in network.measures[:_LABELLED]],
    )
    number = min(SHOWN, len(network.measures))
    rows = network_rows(knowledge, network, lang, number)
    table = Table(
        words["table"].format(n=number, total=len(network.measures)),
        Rows(rows.header[1:], tuple(cells[1:] for cells in rows.cells)),
        (standalone(knowledge, PROJECTIONS["all"].query),),
    )
    return Section(
        "network",
        words["title"],
        (
            Listing(tuple(Item(said) for said in in_words(network, knowledge.labels(lang), lang))),
            Paragraph(words["left"]),
            Figure(words["figure"], (picture,), table, wide=True),
        ),
        formulae=_FORMULAE[lang],
        seeds=((words["seed"], SEED),),
    )
