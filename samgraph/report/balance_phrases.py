"""What the section on balance says, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samgraph.report.document import Formula

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "Evenwicht: hoe koppelingen en geld verdeeld zijn",
        "frames": "Hoe gelijk de koppelingen verdeeld zijn",
        "figure": "Gelijkmatigheid van elke dekkingsvraag, over haar rijen en over haar kolommen",
        "described": "Per vraag twee tekens op een schaal van 0, waar één alles heeft, tot 1, waar "
        "elk evenveel heeft: het vierkant is wat het plan zelf zegt, de cirkel wat er met oordelen "
        "bij is.",
        "rows": "over de rijen",
        "columns": "over de kolommen",
        "counted": "Geteld worden wegen van koppelingen, zoals in de matrices: een vak met drie "
        "koppelingen telt drie keer. Een streepje betekent dat er niets te verdelen valt. Een "
        "cijfer dat op weinig koppelingen rust, is gauw anders.",
        "quotients": "Waar rij en kolom elkaar vaker raken dan verwacht",
        "quotient intro": "Een verhouding van 2 betekent: dubbel zo veel koppelingen als de "
        "grootte van rij en kolom doet verwachten. Ze telt enkel waar elk minstens {least} "
        "koppelingen hebben; eronder zegt één koppeling meer of minder al te veel.",
        "quotient table": "De sterkste verhoudingen, ten hoogste {most} per dekkingsvraag",
        "quotient header": "vraag|rij|kolom|koppelingen|verhouding",
        "all small": "Te klein om iets uit te lezen: {names}.",
        "none": "Nergens zijn rij en kolom groot genoeg, of ligt een vak boven wat hun grootte "
        "doet verwachten.",
        "budget": "De begroting",
        "side": "{side}: elke groep als aandeel van het geheel, per jaar",
        "side described": "Een gestapelde kolom per jaar, van {first} tot {last}, met de namen van "
        "de groepen naast de laatste.",
        "negative": "De figuur kan geen bedragen onder nul tonen. Weggelaten, met wat de tabel "
        "ervan zegt: {names}. In die jaren zijn de aandelen in de figuur die van de andere groepen "
        "samen; de tabel rekent met het echte totaal.",
        "amount": "“{group}” in {year} ({euro} euro)",
        "rest": "overige",
        "table": "{side} per groep en jaar, in euro, met het aandeel in de som van de groepen",
        "nothing": "Het plan heeft geen begroting met bedragen.",
        "head": "Geld zonder doel",
        "no key": "De begroting telt {lines} regels, en het plan geeft geen sleutel van die regels "
        "naar de doelen: hoeveel geld naar welk doel, welke kernopdracht of welk thema gaat, valt "
        "niet te zeggen. Voeg zo’n sleutel toe.",
    },
    "en": {
        "title": "Balance: how links and money are divided",
        "frames": "How evenly links are divided",
        "figure": "Evenness of every coverage question, over its rows and over its columns",
        "described": "Two marks for each question on a scale from 0, where one has everything, to "
        "1, where all have as much: the square is what the plan itself says, the circle what is "
        "there with judgements.",
        "rows": "over the rows",
        "columns": "over the columns",
        "counted": "Counted are paths of links, as in the matrices: a cell with three links counts "
        "three times. A dash means that there is nothing to divide. A figure that rests on few "
        "links is soon another.",
        "quotients": "Where row and column meet more often than expected",
        "quotient intro": "A quotient of 2 means twice as many links as the sizes of row and "
        "column would give. It counts only where each has at least {least} links; below "
        "that, one link more or less says too much.",
        "quotient table": "The strongest quotients, at most {most} for each coverage question",
        "quotient header": "question|row|column|links|quotient",
        "all small": "Too small to read anything into: {names}.",
        "none": "Nowhere are row and column large enough, or is a cell above what their sizes "
        "would give.",
        "budget": "The budget",
        "side": "{side}: each group as a share of the whole, by year",
        "side described": "A stacked column for each year, from {first} to {last}, with the names "
        "of the groups beside the last.",
        "negative": "The figure cannot show amounts below zero. Left out, with what the table says "
        "of them: {names}. In those years the shares in the figure are those of the other groups "
        "together; the table computes with the true total.",
        "amount": "“{group}” in {year} ({euro} euro)",
        "rest": "other",
        "table": "{side} by group and year, in euro, with the share in the sum of the groups",
        "nothing": "The plan has no budget with amounts.",
        "head": "Money without a goal",
        "no key": "The budget has {lines} lines, and the plan gives no key from those lines to the "
        "goals: how much money goes to which goal, core task or theme cannot be said. Add such a "
        "key.",
    },
}

FORMULAE: Final[Mapping[str, tuple[Formula, ...]]] = {
    "nl": (
        Formula(
            "concentratie (HHI)",
            "HHI = Σ_i s_i², met s_i = x_i / Σ_i x_i",
            "Van 1/n, waar n delen gelijk zijn, tot 1, waar één deel alles heeft.",
            "Hirschman, The paternity of an index, American Economic Review 54 (1964)",
        ),
        Formula(
            "gelijkmatigheid",
            "J = −Σ_i s_i ln s_i / ln n",
            "Van 0, waar één deel alles heeft, tot 1, waar alle delen gelijk zijn. Delen zonder "
            "iets tellen mee in n. Zonder betekenis waar een deel onder nul ligt.",
            "Pielou, Journal of Theoretical Biology 13 (1966)",
        ),
        Formula(
            "verhouding van een vak (locatiequotiënt)",
            "LQ_ab = (M_ab / M_{a•}) / (M_{•b} / M_{••})",
            "M_ab is het aantal koppelingen van het vak, M_{a•} dat van de rij, M_{•b} dat van de "
            "kolom, M_{••} alle.",
            "Isard, Methods of Regional Analysis (1960)",
        ),
    ),
    "en": (
        Formula(
            "concentration (HHI)",
            "HHI = Σ_i s_i², with s_i = x_i / Σ_i x_i",
            "From 1/n, where n parts are equal, to 1, where one part has everything.",
            "Hirschman, The paternity of an index, American Economic Review 54 (1964)",
        ),
        Formula(
            "evenness",
            "J = −Σ_i s_i ln s_i / ln n",
            "From 0, where one part has everything, to 1, where all parts are equal. Parts with "
            "nothing count in n. Without meaning where a part is below zero.",
            "Pielou, Journal of Theoretical Biology 13 (1966)",
        ),
        Formula(
            "quotient of a cell (location quotient)",
            "LQ_ab = (M_ab / M_{a•}) / (M_{•b} / M_{••})",
            "M_ab is the number of links of the cell, M_{a•} that of the row, M_{•b} that of the "
            "column, M_{••} all.",
            "Isard, Methods of Regional Analysis (1960)",
        ),
    ),
}
