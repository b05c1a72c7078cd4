"""The budget by group as a table and as sentences, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from samgraph.balance.budget import Budget, BudgetSide, BudgetYear
from samgraph.discrepancy_phrases import amount, listed
from samgraph.knowledge import Knowledge
from samgraph.numerals import NOTHING, decimal, percent
from samgraph.rows import Cell, Rows
from samgraph.terms import sg

_WORDS = {
    "nl": {
        "side": "rubriek",
        "group": "groep",
        "change": "verandering",
        "sum": "som van de groepen",
        "hhi": "concentratie (HHI)",
        "evenness": "gelijkmatigheid",
    },
    "en": {
        "side": "category",
        "group": "group",
        "change": "change",
        "sum": "sum of the groups",
        "hhi": "concentration (HHI)",
        "evenness": "evenness",
    },
}
_SENTENCES = {
    "nl": {
        "nothing": "Het plan heeft geen begroting met bedragen.",
        "total": "{side}: {before} euro in {first}, {after} euro in {last} ({change}).",
        "total once": "{side}: {after} euro in {last}.",
        "largest": "Het grootste deel is “{group}”: {before} in {first}, {after} in {last}.",
        "largest once": "Het grootste deel is “{group}”: {after}.",
        "shift": "Het aandeel dat het meest verschuift, is dat van “{group}”: {points} "
        "procentpunt.",
        "even": "Over {parts} groepen is de gelijkmatigheid {j} en de concentratie (HHI) {hhi} in "
        "{year}; gelijk verdeeld zou HHI {even} zijn.",
        "negative": "Voor {years} is er geen concentratie, met {groups} onder nul: aandelen zijn "
        "dan geen delen van een geheel.",
        "no key": "Geen enkele van de {lines} begrotingsregels is in de graaf met een doel, "
        "kernopdracht, resultaatsgebied, thema, terrein, uitdaging of partner verbonden. Hoeveel "
        "geld naar welk doel gaat, valt dus niet te zeggen.",
        "other key": "Geen enkele van de {lines} begrotingsregels is met een doel verbonden, dus "
        "hoeveel geld naar welk doel gaat, valt niet te zeggen. Wel verbonden: {keys}.",
        "key": "Met een doel verbonden: {goal} van de {lines} begrotingsregels. Alle "
        "verbindingen: {keys}.",
        "lines": "{label} ({count})",
    },
    "en": {
        "nothing": "The plan has no budget with amounts.",
        "total": "{side}: {before} euro in {first}, {after} euro in {last} ({change}).",
        "total once": "{side}: {after} euro in {last}.",
        "largest": "The largest part is “{group}”: {before} in {first}, {after} in {last}.",
        "largest once": "The largest part is “{group}”: {after}.",
        "shift": "The share that shifts most is that of “{group}”: {points} percentage points.",
        "even": "Over {parts} groups, evenness is {j} and concentration (HHI) {hhi} in {year}; "
        "divided evenly, HHI would be {even}.",
        "negative": "For {years} there is no concentration, with {groups} below zero: shares are "
        "no parts of a whole then.",
        "no key": "None of the {lines} budget lines is tied in the graph to a goal, core task, "
        "result area, theme, field, challenge or partner. How much money goes to which goal can "
        "therefore not be said.",
        "other key": "None of the {lines} budget lines is tied to a goal, so how much money goes "
        "to which goal cannot be said. Tied they are to: {keys}.",
        "key": "Tied to a goal: {goal} of the {lines} budget lines. All ties: {keys}.",
        "lines": "{label} ({count})",
    },
}


def budget_table(knowledge: Knowledge, budget: Budget, lang: str) -> Rows:
    """Return a row for each group with its amounts and shares, and for each side its measures."""
    words, names = _WORDS[lang], knowledge.labels(lang)
    years = sorted({year.year for side in budget.sides for year in side.years})
    cells: list[tuple[Cell, ...]] = []
    for side in budget.sides:
        name = names.get(side.category, knowledge.curie(side.category))
        found = {year.year: year for year in side.years}

        def line(what: str, shown: list[str], change: str = "", name: str = name) -> None:
            cells.append((name, what, *shown, change))

        for group in side.groups:
            shown = [_group(found.get(year), group, lang) for year in years]
            line(names.get(group, knowledge.curie(group)), shown, _change(side, group, lang))
        sums = [found[year].division if year in found else None for year in years]
        line(words["sum"], [amount(lang, one.total) if one else NOTHING for one in sums])
        line(words["hhi"], [decimal(lang, one.hhi if one else None) for one in sums])
        line(words["evenness"], [decimal(lang, one.evenness if one else None) for one in sums])
    return Rows((words["side"], words["group"], *map(str, years), words["change"]), tuple(cells))


def _group(year: BudgetYear | None, group: str, lang: str) -> str:
    if year is None or group not in year.euros:
        return NOTHING
    share = year.division.shares.get(group)
    return f"{amount(lang, year.euros[group])}" + ("" if share is None else f" ({percent(share)})")


def _change(side: BudgetSide, group: str, lang: str) -> str:
    change = side.change(group)
    if change is None:
        return NOTHING
    euro = amount(lang, change.euro, signed=True)
    return euro if change.ratio is None else f"{euro} ({percent(change.ratio, signed=True)})"


def budget_rows(knowledge: Knowledge, budget: Budget, lang: str) -> Rows:
    """Return the budget for programs: a row for each group and year, with ids and labels."""
    names, rows = knowledge.labels(lang), budget.to_rows()
    category, group, *rest = rows.header
    return Rows(
        (category, group, "label", *rest),
        tuple(
            (knowledge.curie(side), knowledge.curie(line), names.get(line, ""), *more)
            for first, second, *more in rows.cells
            for side, line in ((str(first), str(second)),)
        ),
    )


def budget_sentences(knowledge: Knowledge, budget: Budget, lang: str) -> tuple[str, ...]:
    """Return how each side grows and shifts, and whether money can be tied to goals."""
    say, names = _SENTENCES[lang], knowledge.labels(lang)
    if not any(side.years for side in budget.sides):
        return (say["nothing"],)
    return (
        *(" ".join(_of_side(side, names, lang)) for side in budget.sides if side.years),
        _keys(budget, names, lang),
    )


def _of_side(side: BudgetSide, names: Mapping[str, str], lang: str) -> list[str]:
    say, first, last = _SENTENCES[lang], side.years[0], side.years[-1]
    label = names.get(side.category, "")
    once = " once" if first is last else ""
    ratio = float((last.total - first.total) / first.total) if first.total > 0 else None
    said = {
        "side": label[:1].upper() + label[1:],
        "first": first.year,
        "last": last.year,
        "before": amount(lang, first.total),
        "after": amount(lang, last.total),
        "change": percent(ratio, signed=True),
    }
    sentences = [say[f"total{once}"].format(**said)]
    if last.division.shares:
        group = max(last.division.shares, key=lambda one: last.division.shares[one])
        said |= {
            "group": names.get(group, ""),
            "before": percent(first.division.shares.get(group)),
            "after": percent(last.division.shares[group]),
        }
        sentences.append(say[f"largest{once}"].format(**said))
    sentences += _shift(side, names, lang) + _even(side, names, lang)
    return sentences


def _shift(side: BudgetSide, names: Mapping[str, str], lang: str) -> list[str]:
    changes = {group: side.change(group) for group in side.groups}
    shifts = {
        group: change.share
        for group, change in changes.items()
        if change is not None and change.share is not None
    }
    # Of two that shift by the same in opposite directions, the first in the source is named.
    group = max(shifts, key=lambda one: round(abs(shifts[one]), 9), default="")
    points = Decimal(str(round(100 * shifts.get(group, 0.0), 1)))
    if not points:
        return []
    shown = amount(lang, points, signed=True)
    return [_SENTENCES[lang]["shift"].format(group=names.get(group, ""), points=shown)]


def _even(side: BudgetSide, names: Mapping[str, str], lang: str) -> list[str]:
    say, sentences = _SENTENCES[lang], []
    known = [year for year in side.years if year.division.evenness is not None]
    if known:
        division = known[-1].division
        sentences.append(
            say["even"].format(
                parts=division.parts,
                j=decimal(lang, division.evenness),
                hhi=decimal(lang, division.hhi),
                year=known[-1].year,
                even=decimal(lang, 1 / division.parts),
            )
        )
    below = [year for year in side.years if min(year.euros.values(), default=Decimal(0)) < 0]
    if below:
        groups = dict.fromkeys(
            group for year in below for group, euro in year.euros.items() if euro < 0
        )
        sentences.append(
            say["negative"].format(
                years=listed(lang, [str(year.year) for year in below]),
                groups=listed(lang, [f"“{names.get(group, '')}”" for group in groups]),
            )
        )
    return sentences


def _keys(budget: Budget, names: Mapping[str, str], lang: str) -> str:
    say = _SENTENCES[lang]
    keys = [
        say["lines"].format(label=names.get(sg(aim), aim), count=count)
        for aim, count in budget.keys.items()
    ]
    key = "key" if "Goal" in budget.keys else "other key" if keys else "no key"
    return say[key].format(
        lines=budget.lines, goal=budget.keys.get("Goal", 0), keys=listed(lang, keys)
    )
