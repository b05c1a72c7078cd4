"""What the section on fragility says, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samgraph.report.document import Formula

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "Kwetsbaarheid: wat aan één partner hangt",
        "intro": "Hier is telkens één partner weggedacht en opnieuw geteld, in de ruimste lezing: "
        "ook oordelen tellen mee.",
        "dependences": "Wat in elke dekkingsvraag over partners aan één partner hangt, van gesteld "
        "tot ook beoordeeld",
        "dependence header": "vraag|dingen|met één partner|zonder partner|welke nu aan één partner "
        "hangen",
        "figure": "Wat het wegvallen van een partner kost: {n} van de {total} laten een leegte "
        "achter",
        "described": "Een balk per partner: hoeveel dingen dan zonder partner staan en hoeveel "
        "vakken dan leeg zijn.",
        "lost": "{things} zonder partner, {cells} lege vakken",
        "header": "partner|zonder partner|lege vakken|wat er wegvalt",
        "alone": "{thing} staat dan zonder partner ({frame})",
        "emptied": "{row} × {column} is dan leeg ({frame})",
        "note": "Geteld uit de wegen van elk vak: een vak is verloren als de partner op elke weg "
        "ligt.",
        "nothing": "Zonder om het even welke partner blijft alles gevuld: er valt niets te tonen.",
        "cuts": "Wat er loskomt als één ding of één koppeling wegvalt: de eerste {n} van {total} "
        "scharnierpunten, de meest centrale eerst",
        "cut header": "scharnierpunt|bruggen|wat er enkel langs een brug aan vastzit",
        "apart": "los daarvan",
        "cut intro": "Een scharnierpunt houdt delen van het netwerk alleen bijeen; een brug is een "
        "koppeling zonder omweg. Wat enkel langs een brug vastzit, komt los als die ene koppeling "
        "wegvalt.",
        "head": "Kwetsbaar",
        "highlight": "Valt “{name}” weg, dan blijft zonder partner achter: {things}. Zoek voor elk "
        "een tweede.",
    },
    "en": {
        "title": "Fragility: what hangs on one partner",
        "intro": "Here one partner at a time is taken away and everything counted again, in the "
        "widest reading: judgements count too.",
        "dependences": "What hangs on one partner in each coverage question on partners, from "
        "stated to judged too",
        "dependence header": "question|things|with one partner|without a partner|which hang on one "
        "partner now",
        "figure": "What it costs if a partner goes: {n} of {total} leave something empty",
        "described": "A bar for each partner: how many things are then without a partner, and how "
        "many cells are then empty.",
        "lost": "{things} without a partner, {cells} empty cells",
        "header": "partner|without a partner|empty cells|what is lost",
        "alone": "{thing} is then without a partner ({frame})",
        "emptied": "{row} × {column} is then empty ({frame})",
        "note": "Counted from the paths of each cell: a cell is lost if the partner lies on every "
        "path.",
        "nothing": "Without any one partner everything stays filled: there is nothing to show.",
        "cuts": "What comes loose if one thing or one link goes: the first {n} of {total} "
        "articulation points, the most central first",
        "cut header": "articulation point|bridges|what is tied to it by a bridge alone",
        "apart": "apart from these",
        "cut intro": "An articulation point alone holds parts of the network together; a bridge is "
        "a link without a way round it. What is tied by a bridge alone comes loose if that one "
        "link goes.",
        "head": "Fragile",
        "highlight": "Should “{name}” go, this is left without a partner: {things}. Look for a "
        "second one for each.",
    },
}

FORMULAE: Final[Mapping[str, tuple[Formula, ...]]] = {
    "nl": (
        Formula(
            "aandeel met één partner",
            "|{o ∈ O : graad_P(o) = 1}| / |O|",
            "O zijn de dingen die tegenover de partners staan, graad_P(o) het aantal partners van "
            "o.",
        ),
        Formula(
            "verlies zonder een partner",
            "Δ(p) = dekking(G) − dekking(G ∖ p)",
            "Wat er aan gevulde vakken en aan dingen met een partner verdwijnt zonder partner p.",
        ),
    ),
    "en": (
        Formula(
            "share with a single partner",
            "|{o ∈ O : degree_P(o) = 1}| / |O|",
            "O are the things that face the partners, degree_P(o) the number of partners of o.",
        ),
        Formula(
            "loss without a partner",
            "Δ(p) = coverage(G) − coverage(G ∖ p)",
            "What goes of filled cells, and of things with a partner, without partner p.",
        ),
    ),
}
