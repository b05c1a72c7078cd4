"""What the section on chains says, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samgraph.report.document import Formula

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "Ketens: wat met wat samenhangt",
        "intro": "Een keten begint bij alles van één soort en volgt schakel na schakel wat ermee "
        "verbonden is. Een keten breekt af bij de eerste schakel waar niets te vinden is. Wat "
        "daarna komt, kan toch bereikt zijn, langs een andere weg.",
        "hops": "De schakels, en waar elk vertrekt",
        "hop header": "schakel|wat ze is|vertrekt bij|in het plan",
        "silent": "De woordenlijst kent geen koppeling van een signaal naar een uitdaging. Dat een "
        "signaal bij geen uitdaging uitkomt, is dus geen bevinding over het plan: het kan niet "
        "gezegd worden, behalve waar het plan een thema met een uitdaging gelijkstelt.",
        "figure": "Hoever de {n} ketens vanaf “{start}” komen",
        "described": "Een balk per schakel, zo breed als er nog ketens onderweg zijn; donker is "
        "wat op het plan zelf berust. Aan elke schakel staat hoeveel dingen er bereikt worden.",
        "flow header": "schakel|onderweg, gesteld|onderweg, ook beoordeeld|breekt hier, gesteld|"
        "breekt hier, ook beoordeeld|bereikt, met of zonder breuk ervoor|dingen bereikt",
        "walks": "Elke keten met haar eerste ontbrekende schakel",
        "breaks stated": "breekt bij, gesteld",
        "breaks judged": "breekt bij, ook beoordeeld",
        "nowhere": "nergens",
        "note": "Samengesteld uit de vragen bij de figuur: bij elke schakel telt wat bereikt wordt "
        "vanaf wat al bereikt is.",
        "orphans": "Wat los staat, van beide kanten bekeken",
        "orphan header": "schakel|hoe|dingen|van|welke",
        "no start": "niets leidt hierheen",
        "no end": "leidt niet tot “{end}”",
        "hop query": "Van {origins} naar “{hop}”, in SPARQL",
        "start query": "Waar de ketens beginnen, in SPARQL",
        "head": "Ketens breken af",
        "highlight": "Begin bij elk van de {n} in de lijst “{start}” en volg de koppelingen tot "
        "“{end}”: {through}.{most} Zeg in het plan waar elk op uitkomt.",
        "through": "met wat het plan zelf zegt lukt dat voor {stated}, en voor {judged} als ook "
        "oordelen meetellen",
        "through same": "dat lukt voor {stated}, in elke lezing",
        "most": " Van de andere stoppen er {top} van de {broken} voor “{hop}”: er ontbreekt "
        "{definition}.",
        "most bare": " Van de andere stoppen er {top} van de {broken} voor “{hop}”.",
    },
    "en": {
        "title": "Chains: what hangs together with what",
        "intro": "A chain begins at everything of one kind and follows, hop by hop, what is linked "
        "with it. A chain breaks at the first hop where nothing is found. What comes after may "
        "be reached all the same, by another way.",
        "hops": "The hops, and where each begins",
        "hop header": "hop|what it is|begins at|in the plan",
        "silent": "The vocabulary has no link from a signal to a challenge. That a signal arrives "
        "at no challenge is therefore no finding on the plan: it cannot be said, except where the "
        "plan equates a theme with a challenge.",
        "figure": "How far the {n} chains from “{start}” come",
        "described": "A bar for each hop, as wide as there are chains still under way; dark is "
        "what rests on the plan itself. With each hop stands how many things are reached there.",
        "flow header": "hop|under way, stated|under way, judged too|breaks here, stated|"
        "breaks here, judged too|reached, broken before or not|things reached",
        "walks": "Every chain with its first missing hop",
        "breaks stated": "breaks at, stated",
        "breaks judged": "breaks at, judged too",
        "nowhere": "nowhere",
        "note": "Put together from the questions with the figure: at each hop counts what is "
        "reached from what has been reached already.",
        "orphans": "What stands loose, seen from both ends",
        "orphan header": "hop|how|things|of|which",
        "no start": "nothing leads here",
        "no end": "does not lead to “{end}”",
        "hop query": "From {origins} to “{hop}”, in SPARQL",
        "start query": "Where the chains begin, in SPARQL",
        "head": "Chains break off",
        "highlight": "Start from each of the {n} in the list “{start}” and follow the links to "
        "“{end}”: {through}.{most} Say in the plan where each of them leads.",
        "through": "by what the plan itself says {stated} arrive, and {judged} if judgements count "
        "too",
        "through same": "{stated} arrive, in every reading",
        "most": " Of the others, {top} of {broken} stop before “{hop}”: what is missing is "
        "{definition}.",
        "most bare": " Of the others, {top} of {broken} stop before “{hop}”.",
    },
}

FORMULAE: Final[Mapping[str, tuple[Formula, ...]]] = {
    "nl": (
        Formula(
            "keten",
            "R_1 = {start}; R_i = {t ∈ schakel i : er is een weg van een s ∈ R_j naar t, met j een "
            "schakel waar i vertrekt}; breuk = min {i : R_i = ∅}",
            "Wat een keten bij elke schakel bereikt, en de eerste schakel die ontbreekt. Van alle "
            "wegen telt die in de nauwste lezing: de zwakste koppeling op een weg bepaalt haar "
            "lezing.",
            "Pollack, The maximum capacity through a network, Operations Research 8 (1960)",
        ),
        Formula(
            "los",
            "los van voren(t) ⇔ t ∈ R_i voor geen enkele start; los van achteren(t) ⇔ van t leidt "
            "geen weg naar het einde",
            "Wat nergens uit volgt, en wat nergens toe leidt, voor elke schakel.",
        ),
    ),
    "en": (
        Formula(
            "chain",
            "R_1 = {start}; R_i = {t ∈ hop i : there is a path from an s ∈ R_j to t, with j a hop "
            "at which i begins}; break = min {i : R_i = ∅}",
            "What a chain reaches at each hop, and the first hop that is missing. Of all ways the "
            "one in the narrowest reading counts: the weakest link on a way settles its reading.",
            "Pollack, The maximum capacity through a network, Operations Research 8 (1960)",
        ),
        Formula(
            "loose",
            "loose from the start(t) ⇔ t ∈ R_i for no start; loose from the end(t) ⇔ from t no "
            "path leads to the end",
            "What follows from nothing, and what leads to nothing, for each hop.",
        ),
    ),
}
