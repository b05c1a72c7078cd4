"""What each verdict on structure means, in Dutch and English, for who knows no statistics."""

from __future__ import annotations

UNTESTED = {
    "nl": {
        "empty": "Hier is niets gekoppeld: er is geen structuur om iets over te zeggen.",
        "fixed": "Met deze aantallen koppelingen per rij en per kolom is maar één indeling "
        "mogelijk: alles hier volgt uit die aantallen, en er valt niets te toetsen.",
        "few": "Alleen tellingen: van de {rows} rijen konden er {free} ook anders gevuld zijn, en "
        "onder de {fewest} geven we geen p-waarden.",
    },
    "en": {
        "empty": "Nothing is linked here: there is no structure to speak of.",
        "fixed": "With these numbers of links for each row and column only one pattern is "
        "possible: everything here follows from those numbers, and there is nothing to test.",
        "few": "Counts only: of the {rows} rows, {free} could also have been filled otherwise, and "
        "below {fewest} no p-values are given.",
    },
}
"""Why nothing is tested."""

VERDICTS = {
    "nl": {
        "nestedness": {
            "counts": "Nestedness (NODF) is {observed}, niet getoetst.",
            "nothing": "Nestedness: er is niets om te vergelijken.",
            "fixed": "Nestedness (NODF {observed}) ligt vast door de graden.",
            "degrees": "Nestedness: niets meer dan wat de graden geven. Wat weinig koppelingen "
            "heeft, deelt die niet vaker en niet minder vaak dan bij toeval met wat er veel heeft "
            "(NODF {observed}; bij toeval {chance}).",
            "more": "Wat weinig koppelingen heeft, deelt die vaker met wat er veel heeft dan de "
            "graden geven (NODF {observed}; bij toeval {chance}).",
            "less": "Wat weinig koppelingen heeft, deelt die minder vaak met wat er veel heeft "
            "dan de graden geven (NODF {observed}; bij toeval {chance}).",
            "split": "Nestedness wijkt van toeval af onder één nulmodel en niet onder het andere: "
            "bouw er niet op (NODF {observed}; bij toeval {chance}).",
        },
        "modularity": {
            "counts": "De beste indeling die gevonden werd, telt {groups} (Q {observed}), niet "
            "getoetst.",
            "nothing": "Gemeenschappen: er is niets om in te delen.",
            "fixed": "De gemeenschappen (Q {observed}) liggen vast door de graden.",
            "degrees": "Gemeenschappen: niets meer dan wat de graden geven. De indeling in "
            "{groups} is niet scherper dan die in matrices met dezelfde graden (Q {observed}; bij "
            "toeval {chance}).",
            "more": "De koppelingen vallen uiteen in {groups}, scherper dan de graden geven "
            "(Q {observed}; bij toeval {chance}).",
            "less": "De koppelingen lopen meer door elkaar dan de graden geven: lees geen "
            "indeling in de {groups} die gevonden werden (Q {observed}; bij toeval {chance}).",
            "split": "De indeling in {groups} is scherper of vager dan toeval onder één nulmodel "
            "en niet onder het andere: bouw er niet op (Q {observed}; bij toeval {chance}).",
        },
        "agreement": {
            "counts": "De gemeenschappen en de indeling van het plan zelf ({grouping}) komen "
            "overeen met een gecorrigeerde Rand-index van {observed}, niet getoetst.",
            "nothing": "De gemeenschappen zijn niet te vergelijken met de indeling van het plan "
            "zelf ({grouping}): een van beide onderscheidt niets.",
            "fixed": "De overeenkomst met de indeling van het plan zelf ({grouping}; "
            "gecorrigeerde Rand-index {observed}) ligt vast door de graden.",
            "degrees": "De gemeenschappen volgen de indeling van het plan zelf ({grouping}) niet "
            "meer dan toeval zou doen (gecorrigeerde Rand-index {observed}; bij toeval {chance}).",
            "more": "De gemeenschappen volgen de indeling van het plan zelf ({grouping}) meer dan "
            "toeval zou doen (gecorrigeerde Rand-index {observed}; bij toeval {chance}).",
            "less": "De gemeenschappen lopen meer dwars door de indeling van het plan zelf "
            "({grouping}) dan toeval zou doen (gecorrigeerde Rand-index {observed}; bij toeval "
            "{chance}).",
            "split": "Of de gemeenschappen de indeling van het plan zelf ({grouping}) volgen, "
            "hangt af van het nulmodel: bouw er niet op (gecorrigeerde Rand-index {observed}; bij "
            "toeval {chance}).",
        },
        "fit": {
            "counts": "Van de paren met iets gemeens heeft {observed} ook een drager gemeen, niet "
            "getoetst.",
            "nothing": "Geen twee rijen hebben iets gemeen: er valt niets te dragen.",
            "fixed": "Het aandeel paren met een gedeelde drager ({observed}) ligt vast door de "
            "graden.",
            "degrees": "Niets meer dan wat de graden geven: van de paren met iets gemeens heeft "
            "{observed} ook een drager gemeen (bij toeval {chance}).",
            "more": "Wie iets gemeen heeft, heeft vaker een drager gemeen dan de graden geven "
            "({observed}; bij toeval {chance}).",
            "less": "Wie iets gemeen heeft, heeft minder vaak een drager gemeen dan de graden "
            "geven ({observed}; bij toeval {chance}).",
            "split": "Of wie iets gemeen heeft ook een drager gemeen heeft, hangt af van het "
            "nulmodel: bouw er niet op ({observed}; bij toeval {chance}).",
        },
    },
    "en": {
        "nestedness": {
            "counts": "Nestedness (NODF) is {observed}, not tested.",
            "nothing": "Nestedness: there is nothing to compare.",
            "fixed": "Nestedness (NODF {observed}) is fixed by the degrees.",
            "degrees": "Nestedness: nothing beyond what the degrees give. What has few links "
            "shares them with what has many neither more nor less often than by chance (NODF "
            "{observed}; by chance {chance}).",
            "more": "What has few links shares them with what has many more often than the degrees "
            "give (NODF {observed}; by chance {chance}).",
            "less": "What has few links shares them with what has many less often than the degrees "
            "give (NODF {observed}; by chance {chance}).",
            "split": "Nestedness differs from chance under one null model and not under the other: "
            "do not rely on it (NODF {observed}; by chance {chance}).",
        },
        "modularity": {
            "counts": "The best division found has {groups} (Q {observed}), not tested.",
            "nothing": "Communities: there is nothing to divide.",
            "fixed": "The communities (Q {observed}) are fixed by the degrees.",
            "degrees": "Communities: nothing beyond what the degrees give. The division into "
            "{groups} is no sharper than those of matrices with the same degrees (Q {observed}; by "
            "chance {chance}).",
            "more": "The links fall into {groups}, more sharply than the degrees give (Q "
            "{observed}; by chance {chance}).",
            "less": "The links run through each other more than the degrees give: read no division "
            "into the {groups} found (Q {observed}; by chance {chance}).",
            "split": "The division into {groups} is sharper or vaguer than chance under one null "
            "model and not under the other: do not rely on it (Q {observed}; by chance {chance}).",
        },
        "agreement": {
            "counts": "The communities and the plan's own grouping ({grouping}) agree with an "
            "adjusted Rand index of {observed}, not tested.",
            "nothing": "The communities cannot be compared with the plan's own grouping "
            "({grouping}): one of the two tells nothing apart.",
            "fixed": "The agreement with the plan's own grouping ({grouping}; adjusted Rand index "
            "{observed}) is fixed by the degrees.",
            "degrees": "The communities follow the plan's own grouping ({grouping}) no more than "
            "chance would (adjusted Rand index {observed}; by chance {chance}).",
            "more": "The communities follow the plan's own grouping ({grouping}) more than chance "
            "would (adjusted Rand index {observed}; by chance {chance}).",
            "less": "The communities cut across the plan's own grouping ({grouping}) more than "
            "chance would (adjusted Rand index {observed}; by chance {chance}).",
            "split": "Whether the communities follow the plan's own grouping ({grouping}) hangs on "
            "the null model: do not rely on it (adjusted Rand index {observed}; by chance "
            "{chance}).",
        },
        "fit": {
            "counts": "Of the pairs that share something, {observed} share a carrier too, not "
            "tested.",
            "nothing": "No two rows share anything: there is nothing to carry.",
            "fixed": "The share of pairs with a carrier in common ({observed}) is fixed by the "
            "degrees.",
            "degrees": "Nothing beyond what the degrees give: of the pairs that share something, "
            "{observed} share a carrier too (by chance {chance}).",
            "more": "Those that share something share a carrier more often than the degrees give "
            "({observed}; by chance {chance}).",
            "less": "Those that share something share a carrier less often than the degrees give "
            "({observed}; by chance {chance}).",
            "split": "Whether those that share something share a carrier hangs on the null model: "
            "do not rely on it ({observed}; by chance {chance}).",
        },
    },
}
"""By measure and verdict."""
