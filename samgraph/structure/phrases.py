"""What tables and sentences on structure call things, in Dutch and English."""

from __future__ import annotations

MORE = {"nl": "en nog {number}", "en": "and {number} more"}

COMMUNITIES = {
    "nl": {
        "stable": "Van andere beginpunten vindt de zoektocht dezelfde indeling terug.",
        "unstable": "Van andere beginpunten vindt de zoektocht indelingen die maar ten dele "
        "overeenkomen (gecorrigeerde Rand-index gemiddeld {stability}).",
        "group": "Gemeenschap {number}: {rows}; met {columns}.",
    },
    "en": {
        "stable": "From other starts the search finds the same division.",
        "unstable": "From other starts the search finds divisions that agree only in part "
        "(adjusted Rand index {stability} on average).",
        "group": "Community {number}: {rows}; with {columns}.",
    },
}

SHORT = {
    "nl": {
        "nothing": "niets te meten",
        "counts": "niet getoetst",
        "fixed": "ligt vast door de graden",
        "degrees": "niets meer dan de graden geven",
        "more": "meer dan de graden geven",
        "less": "minder dan de graden geven",
        "split": "hangt af van het nulmodel",
        "empty": "niets gekoppeld",
        "few": "alleen tellingen: minder dan tien vrije rijen",
        "pairs": "paren delen meer dan hun graden geven",
    },
    "en": {
        "nothing": "nothing to measure",
        "counts": "not tested",
        "fixed": "fixed by the degrees",
        "degrees": "nothing beyond the degrees",
        "more": "more than the degrees give",
        "less": "less than the degrees give",
        "split": "hangs on the null model",
        "empty": "nothing linked",
        "few": "counts only: fewer than ten free rows",
        "pairs": "pairs share more than their degrees give",
    },
}

MEASURES = {
    "nl": {
        "nestedness": "nestedness (NODF)",
        "modularity": "modulariteit (Q)",
        "agreement": "overeenkomst (Rand)",
        "fit": "fit",
    },
    "en": {
        "nestedness": "nestedness (NODF)",
        "modularity": "modularity (Q)",
        "agreement": "agreement (Rand)",
        "fit": "fit",
    },
}

MODELS = {
    "nl": {"curveball": "vaste graden", "bicm": "verwachte graden"},
    "en": {"curveball": "fixed degrees", "bicm": "expected degrees"},
}

GROUPINGS = {
    "nl": {
        "partOf": "“{noun}” naar het geheel waarvan het deel is",
        "inCategory": "“{noun}” naar categorie",
        "broader": "“{noun}” naar het ruimere begrip",
    },
    "en": {
        "partOf": "“{noun}” by the whole it is part of",
        "inCategory": "“{noun}” by category",
        "broader": "“{noun}” by the broader concept",
    },
}

PAIRS = {
    "nl": {
        "none": "Geen enkel paar “{row}” deelt meer dan hun graden geven ({pairs} paren getoetst; "
        "kleinste q {q}).",
        "some": "{number} van de {pairs} paren “{row}” delen meer dan hun graden geven: {names}.",
        "one": "Eén van de {pairs} paren “{row}” deelt meer dan hun graden geven: {names}.",
        "pair": "{first} en {second} ({shared} gemeen; bij toeval {chance})",
        "unseen": "Het aantal trekkingen is te klein om dat voor {number} daarvan uit te sluiten: "
        "vraag er meer met --draws.",
        "untested": "{number} van de paren “{row}” hebben iets gemeen, niet getoetst.",
        "nothing": "Geen twee “{row}” hebben iets gemeen.",
    },
    "en": {
        "none": "No pair of “{row}” shares more than their degrees give ({pairs} pairs tested; "
        "smallest q {q}).",
        "some": "{number} of {pairs} pairs of “{row}” share more than their degrees give: {names}.",
        "one": "One of {pairs} pairs of “{row}” shares more than their degrees give: {names}.",
        "pair": "{first} and {second} ({shared} shared; by chance {chance})",
        "unseen": "The draws are too few to rule that out for {number} of them: ask for more with "
        "--draws.",
        "untested": "{number} pairs of “{row}” share something, not tested.",
        "nothing": "No two of “{row}” share anything.",
    },
}

COORDINATION = {
    "nl": {
        "nobody": "Niemand draagt hier iets: elk paar met iets gemeens staat open.",
        "gap": "{first} en {second} (gemeen: {shared})",
        "one": "Eén paar heeft iets gemeen en niemand die beide draagt: {names}.",
        "some": "{number} paren hebben iets gemeen en niemand die beide draagt: {names}.",
        "none": "Elk paar met iets gemeens heeft ook iemand die beide draagt.",
    },
    "en": {
        "nobody": "Nobody carries anything here: every pair that shares something is open.",
        "gap": "{first} and {second} (shared: {shared})",
        "one": "One pair shares something and has nobody who carries both: {names}.",
        "some": "{number} pairs share something and have nobody who carries both: {names}.",
        "none": "Every pair that shares something has somebody who carries both.",
    },
}

BROKERS = {
    "nl": {
        "flat": "Niets ligt tussen andere: niemand bemiddelt.",
        "first": "Van de {number} “{noun}” ligt {names} het meest tussen andere; vallen onzekere "
        "koppelingen weg, dan is dat plaats {low} tot {high}.",
        "sure": "Van de {number} “{noun}” ligt {names} het meest tussen andere, welke onzekere "
        "koppelingen ook wegvallen.",
        "several": "Van de {number} “{noun}” liggen er {count} even sterk het meest tussen andere: "
        "{names}.",
    },
    "en": {
        "flat": "Nothing lies between others: nobody mediates.",
        "first": "Of the {number} “{noun}”, {names} lies most between others; when uncertain links "
        "drop out, that is place {low} to {high}.",
        "sure": "Of the {number} “{noun}”, {names} lies most between others, whichever uncertain "
        "links drop out.",
        "several": "Of the {number} “{noun}”, {count} lie most between others, equally: {names}.",
    },
}

NOTE = {
    "nl": {
        "nulls": "Graad: het aantal koppelingen van een rij of kolom. Toeval: {draws} matrices met "
        "dezelfde graden (curveball) en {draws} met dezelfde graden naar verwachting (BiCM), zaad "
        "{seed}; gemeenschappen zijn in ten hoogste 500 daarvan gezocht. p is tweezijdig, voor "
        "paren eenzijdig; q is p gecorrigeerd voor het aantal vragen dat tegelijk gesteld is "
        "(Benjamini–Hochberg), en telt onder 0,1.",
        "resamples": "Tussen haken: 95% van {resamples} hertrekkingen, waarin elke gestelde of "
        "afgeleide koppeling blijft, een beoordeelde met kans {judged} en een betwiste met kans "
        "{contested}; die kansen zijn aangenomen.",
    },
    "en": {
        "nulls": "Degree: the number of links of a row or column. Chance: {draws} matrices with "
        "the same degrees (curveball) and {draws} with the same degrees expected (BiCM), seed "
        "{seed}; communities are searched in at most 500 of them. p is two-sided, for pairs "
        "one-sided; q is p corrected for the number of questions asked together "
        "(Benjamini–Hochberg), and counts below 0.1.",
        "resamples": "In brackets: 95% of {resamples} resamples, in which every stated or derived "
        "link stays, a judged one with chance {judged} and a contested one with chance "
        "{contested}; those chances are assumed.",
    },
}
"""How figures were come by."""
