"""The sentences of a discrepancy, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

LANGUAGES = ("nl", "en")

KINDS = {
    "nl": {
        "accountCodeTwoMeanings": "rekeningnummer met twee betekenissen",
        "amountMissing": "bedrag ontbreekt",
        "codeMissing": "code ontbreekt",
        "codeUsedTwice": "code dubbel gebruikt",
        "codesDiffer": "codes verschillen",
        "coreTaskNotInGrid": "kernopdracht niet in het kader",
        "danglingReference": "verwijzing zonder doel",
        "declaredCountDiffers": "verklaard aantal verschilt",
        "declaredNotListed": "verklaard maar niet opgesomd",
        "headingMissing": "kop ontbreekt",
        "inTwoCategories": "in twee categorieën",
        "resultDiffers": "resultaat verschilt",
        "roundingDiffers": "afronding verschilt",
        "totalDiffers": "totaal verschilt",
    },
    "en": {
        "accountCodeTwoMeanings": "account code with two meanings",
        "amountMissing": "amount missing",
        "codeMissing": "code missing",
        "codeUsedTwice": "code used twice",
        "codesDiffer": "codes differ",
        "coreTaskNotInGrid": "core task not in the grid",
        "danglingReference": "dangling reference",
        "declaredCountDiffers": "declared count differs",
        "declaredNotListed": "declared but not listed",
        "headingMissing": "heading missing",
        "inTwoCategories": "in two categories",
        "resultDiffers": "result differs",
        "roundingDiffers": "rounding differs",
        "totalDiffers": "total differs",
    },
}
"""What each kind of discrepancy is called, as the ontology labels it."""

_SENTENCES = {
    "nl": {
        "declaredCountDiffers": "“{what}”: het plan noemt er {declared} en geeft er {counted}.",
        "declaredNotListed": "“{what}”: het plan noemt het aantal {declared} en somt er geen enkel "
        "van op.",
        "amountMissing": "{line}: van deze rij geeft het plan geen bedrag dat bij {years} te "
        "plaatsen is, terwijl andere rijen er wel een hebben.",
        "both forms": " Niet elke code is in het kader en in de tekst dezelfde ({pairs}): wie "
        "beide vormen telt, komt aan {declared}.",
        "pair": "{grid} in het kader, {text} in de tekst",
        "codeUsedTwice": "De code {code} staat bij {n} verschillende dingen: {things}.",
        "codeMissing": "{place} gaat de nummering van {before} naar {after}: {code} ontbreekt.",
        "codeMissing first": "{place} begint de nummering bij {after}: {code} ontbreekt.",
        "belongs there": " Wat daar hoort te staan, “{thing}”, draagt de code {other}.",
        "codesDiffer": "{thing} heet {grid} in het kader en {text} in de tekst.",
        "zero": " Waar de letter O hoort, staat het cijfer nul.",
        "inTwoCategories": "{thing} staat in {n} lijsten tegelijk: {lists}.",
        "totalDiffers": "{line}, {year}: het plan zegt {stated} euro, maar de {n} regels eronder "
        "zijn samen {sum} euro, dat is {difference} euro {more}.",
        "codes once": " Telt elke rekeningcode maar één keer, dus zonder {rows}, dan klopt het "
        "totaal{rounding}.",
        "to within rounding": " op de afronding na",
        "row": "{name} ({amount} euro)",
        "roundingDiffers": "{line}: het plan wijkt af van {basis}, met {years}. Afronding van "
        "{n} bedragen kan tot {bound} euro verklaren.",
        "basis sum": "de som van de regels eronder",
        "basis result": "opbrengsten min kosten",
        "year": "{difference} euro in {year}",
        "resultDiffers": "{line}, {year}: het plan zegt {stated} euro, maar opbrengsten min kosten "
        "zijn {sum} euro, dat is {difference} euro {more}.",
        "accountCodeTwoMeanings": "Rekeningnummer {code} staat bij {n} verschillende rekeningen: "
        "{things}.",
        "coreTaskNotInGrid": "De eigen tekst van {goal} vraagt om de kernopdracht “{task}”, maar "
        "het kader geeft dit doel die kernopdracht nergens.",
        "headingMissing": "{goal} heeft geen eigen kop: het staat onder §{section}, na {other}, "
        "dat bij “{other_task}” hoort. Elders heeft “{task}” wel een eigen kop, zoals §{peer} "
        "boven {example}.",
        "danglingReference": "{reference}: het plan heeft geen sectie of code “{target}”.",
        "reference misled": "{reference}: onder “{target}” staat iets anders dan wat bedoeld is.",
        "meant": " Wat bedoeld is, staat in §{section}.",
    },
    "en": {
        "declaredCountDiffers": "“{what}”: the plan names {declared} and gives {counted}.",
        "declaredNotListed": "“{what}”: the plan names the number {declared} and lists none of "
        "them.",
        "amountMissing": "{line}: for this row the plan gives no amount that can be placed in "
        "{years}, while other rows have one.",
        "both forms": " Not every code is the same in the grid and in the text ({pairs}): "
        "whoever counts both forms arrives at {declared}.",
        "pair": "{grid} in the grid, {text} in the text",
        "codeUsedTwice": "The code {code} stands with {n} different things: {things}.",
        "codeMissing": "{place} the numbering goes from {before} to {after}: {code} is missing.",
        "codeMissing first": "{place} the numbering starts at {after}: {code} is missing.",
        "belongs there": " What should stand there, “{thing}”, bears the code {other}.",
        "codesDiffer": "{thing} is called {grid} in the grid and {text} in the text.",
        "zero": " The digit zero stands where the letter O belongs.",
        "inTwoCategories": "{thing} is in {n} lists at once: {lists}.",
        "totalDiffers": "{line}, {year}: the plan states {stated} euro, but the {n} rows below it "
        "add up to {sum} euro, which is {difference} euro {more}.",
        "codes once": " If every account code counts only once, so without {rows}, the total "
        "agrees{rounding}.",
        "to within rounding": " to within rounding",
        "row": "{name} ({amount} euro)",
        "roundingDiffers": "{line}: the plan departs from {basis}, by {years}. Rounding of {n} "
        "amounts can account for up to {bound} euro.",
        "basis sum": "the sum of the rows below it",
        "basis result": "revenue minus costs",
        "year": "{difference} euro in {year}",
        "resultDiffers": "{line}, {year}: the plan states {stated} euro, but revenue minus costs "
        "is {sum} euro, which is {difference} euro {more}.",
        "accountCodeTwoMeanings": "Account code {code} stands with {n} different accounts: "
        "{things}.",
        "coreTaskNotInGrid": "The text of {goal} itself calls for the core task “{task}”, but the "
        "grid nowhere gives this goal that core task.",
        "headingMissing": "{goal} has no heading of its own: it stands under §{section}, after "
        "{other}, which belongs to “{other_task}”. Elsewhere “{task}” does have a heading of its "
        "own, such as §{peer} above {example}.",
        "danglingReference": "{reference}: the plan has no section or code “{target}”.",
        "reference misled": "{reference}: what stands under “{target}” is not what is meant.",
        "meant": " What is meant stands in §{section}.",
    },
}
_PLACES = {
    "nl": {"grid": "In het kader", "text": "In de tekst"},
    "en": {"grid": "In the grid", "text": "In the text"},
}
_MORE = {"nl": ("meer", "minder"), "en": ("more", "less")}
_AND = {"nl": "en", "en": "and"}
_COUNTS = {"nl": {2: "twee", 3: "drie", 4: "vier"}, "en": {2: "two", 3: "three", 4: "four"}}


def say(lang: str, sentence: str, **words: object) -> str:
    """Return one of the sentences, with its words filled in."""
    return _SENTENCES[lang][sentence].format(**words)


def place(lang: str, form: str) -> str:
    """Return how a sentence begins that speaks of the grid or of the text."""
    return _PLACES[lang][form]


def more(lang: str, difference: Decimal) -> str:
    """Return the word for a sum that is larger, or smaller, than what is stated."""
    return _MORE[lang][difference < 0]


def count(lang: str, number: int) -> str:
    """Return a small number as a word."""
    return _COUNTS[lang].get(number, str(number))


def listed(lang: str, parts: Iterable[str]) -> str:
    """Return parts as an enumeration: a, b and c."""
    every: Sequence[str] = tuple(parts)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {_AND[lang]} {every[-1]}"


def amount(lang: str, value: Decimal, *, signed: bool = False) -> str:
    """Return a number as it is printed: 17.761,5 in Dutch, 17,761.5 in English."""
    plain = value.to_integral_value() if value == value.to_integral_value() else value.normalize()
    text = f"{abs(plain):,f}"
    if lang == "nl":
        text = text.translate(str.maketrans(",.", ".,"))
    sign = "−" if value < 0 else "+" if signed and value > 0 else ""
    return sign + text
