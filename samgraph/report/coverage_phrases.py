"""What the section on coverage says, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samgraph.report.document import Formula

CONTESTED: Final = "!"
"""The sign of a cell on whose routes a contested link lies."""

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "Wat het plan dekt",
        "intro": "Elke vraag legt twee lijsten naast elkaar. Een vak is gevuld als er een weg is "
        "van de rij naar de kolom; de donkere balk is wat het plan zelf zegt, de gestreepte wat "
        "daaruit volgt, de gestippelde wat oordelen toevoegen.",
        "none": "Het plan stelt geen dekkingsvragen.",
        "overview": "Gevulde vakken per dekkingsvraag, van gesteld tot ook beoordeeld",
        "described": "Een balk per dekkingsvraag, van 0 tot 100 procent van de vakken.",
        "matrix": "{label}: welke rij komt bij welke kolom",
        "matrix description": "Een matrix van {rows} rijen en {columns} kolommen. {filled}",
        "empty": "Een van de twee lijsten is leeg: er is niets te vragen.",
        "same": "Van de {total} vakken zijn er {judged} gevuld ({share}), in elke lezing dezelfde.",
        "differ": "Van de {total} vakken zijn er {stated} gevuld volgens wat het plan zelf zegt, "
        "en {judged} als ook telt wat beoordeeld is ({share}).",
        "undisputed": "Zonder betwiste koppelingen zijn het er {n}.",
        "lines": "Minstens één vak gevuld: {rows} van de rijen ({row}) en {columns} van de "
        "kolommen ({column}).",
        "exhaustive": "Het plan zet deze lijsten volledig tegenover elkaar: wat leeg is, is open.",
        "selective": "Het plan zegt dat het hier kiest: wat leeg is, is bewust leeg.",
        "silent": "Het plan legt deze lijsten nergens naast elkaar: waar niets staat, zwijgt het.",
        "legend": "■ gesteld, ◆ afgeleid, ◇ beoordeeld, telkens met het aantal koppelingen dat het "
        "vak zo vult: één in totaal is dun; ! rust mee op een betwiste "
        "koppeling. ? open, – bewust leeg, · het plan zwijgt, × niet van toepassing.",
        "count": "gevuld",
        "readings": "De vraag onder elke matrix geeft haar gevulde vakken, in drie lezingen: "
        "telkens dezelfde vraag, over andere grafen.",
        "datasets": "De grafen van elke lezing",
        "graphs": "Een lezing is de vereniging van benoemde grafen.|Zet haar FROM-regels tussen "
        "SELECT en de accolade van een vraag.",
        "thin": "dun",
        "head": "Niet in het plan zelf",
        "unstated": "Tussen deze lijsten legt het plan zelf geen enkele koppeling: {clauses}. Wat "
        "dit rapport daarover zegt, is afgeleid of beoordeeld. Leg ze in het plan zelf naast "
        "elkaar.",
        "unlinked": "“{row}” en “{column}” (van de {total} geen enkele gesteld, {judged} afgeleid "
        "of beoordeeld)",
        "more": "zo ook {n} andere paren lijsten",
        "more1": "zo ook één ander paar lijsten",
    },
    "en": {
        "title": "What the plan covers",
        "intro": "Every question sets two lists side by side. A cell is filled if there is a path "
        "from the row to the column; the dark bar is what the plan itself says, the striped "
        "one what follows from that, the dotted one what judgements add.",
        "none": "The plan asks no coverage questions.",
        "overview": "Cells filled in each coverage question, from stated to judged too",
        "described": "One bar for each coverage question, from 0 to 100 per cent of its cells.",
        "matrix": "{label}: which row meets which column",
        "matrix description": "A matrix of {rows} rows and {columns} columns. {filled}",
        "empty": "One of the two lists is empty: there is nothing to ask.",
        "same": "Of the {total} cells {judged} are filled ({share}), the same in every reading.",
        "differ": "Of the {total} cells {stated} are filled by what the plan itself says, and "
        "{judged} if what is judged counts too ({share}).",
        "undisputed": "Without contested links it is {n}.",
        "lines": "With at least one cell filled: {rows} of the rows ({row}) and {columns} of the "
        "columns ({column}).",
        "exhaustive": "The plan sets these lists side by side in full: what is empty is open.",
        "selective": "The plan says that it chooses here: what is empty is left out on purpose.",
        "silent": "The plan never sets these lists side by side: where nothing stands, it is "
        "silent.",
        "legend": "■ stated, ◆ derived, ◇ judged, each with the number of links that fill the cell "
        "so: one in all is thin; ! rests on a contested link too. ? open, – left out on "
        "purpose, · the plan is silent, × not applicable.",
        "count": "filled",
        "readings": "The query below each matrix gives its filled cells, in three readings: the "
        "same query each time, over other graphs.",
        "datasets": "The graphs of each reading",
        "graphs": "A reading is the union of named graphs.|Put its FROM lines between SELECT and "
        "the brace of a query.",
        "thin": "thin",
        "head": "Not in the plan itself",
        "unstated": "Between these lists the plan itself makes no link at all: {clauses}. What "
        "this report says of them is derived or judged. Set them side by side in the plan itself.",
        "unlinked": "“{row}” and “{column}” (of the {total} none stated, {judged} derived or "
        "judged)",
        "more": "and likewise {n} more pairs of lists",
        "more1": "and likewise one more pair of lists",
    },
}

SIGNS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "■": "gesteld",
        "◆": "afgeleid",
        "◇": "beoordeeld",
        CONTESTED: "rust mee op een betwiste koppeling",
        "?": "open",
        "–": "bewust leeg",
        "·": "het plan zwijgt",
        "×": "niet van toepassing",
    },
    "en": {
        "■": "stated",
        "◆": "derived",
        "◇": "judged",
        CONTESTED: "rests on a contested link too",
        "?": "open",
        "–": "left out on purpose",
        "·": "the plan is silent",
        "×": "not applicable",
    },
}
"""What each sign in a table of cells means."""

FORMULAE: Final[Mapping[str, tuple[Formula, ...]]] = {
    "nl": (
        Formula(
            "dekking",
            "dekking_s(A, B) = |{(a, b) ∈ A × B : er is een weg van a naar b in lezing s}| / "
            "(|A| · |B|)",
            "Het aandeel van de vakken dat gevuld is in een lezing s: gesteld, afgeleid of "
            "beoordeeld. Elke lezing omvat de vorige, dus geldt dekking_gesteld ≤ "
            "dekking_afgeleid ≤ dekking_beoordeeld, en het antwoord is het interval "
            "[dekking_gesteld, dekking_beoordeeld].",
        ),
        Formula(
            "geraakte rijen en kolommen",
            "rijen_s = |{a ∈ A : er is een b ∈ B met een weg van a naar b in lezing s}|",
            "Het aantal rijen met minstens één gevuld vak; voor kolommen omgekeerd.",
        ),
    ),
    "en": (
        Formula(
            "coverage",
            "coverage_s(A, B) = |{(a, b) ∈ A × B : there is a path from a to b in reading s}| "
            "/ (|A| · |B|)",
            "The share of the cells that is filled in a reading s: stated, derived or judged. "
            "Each reading holds the one before, so coverage_stated ≤ coverage_derived ≤ "
            "coverage_judged, and the answer is the interval [coverage_stated, "
            "coverage_judged].",
        ),
        Formula(
            "rows and columns touched",
            "rows_s = |{a ∈ A : there is a b ∈ B with a path from a to b in reading s}|",
            "The number of rows with at least one cell filled; for columns the other way round.",
        ),
    ),
}
