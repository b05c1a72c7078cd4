"""The sums of a budget, added up again.

What a line states is compared with the sum of the lines directly below it, along `sg:partOf`: a
group with its accounts, a total with its groups. The result is compared with revenue minus costs.

Printed amounts are rounded, so a sum need not agree to the last digit. A number rounded to whole
euros is off by half a euro at most: the sum of n of them and a total of its own by (n + 1) / 2 at
most. Up to there a difference is *rounding*; beyond, some amount must be wrong or left out. The
bound is generous on purpose, so that what is called a real difference is one beyond doubt: with 46
rows a difference of 5 euro lies within it (23.5), one of 12,960 does not. Zeros are taken as exact
and do not widen it, and amounts with cents are rounded to the cent, which narrows it.

A row that has amounts for fewer years than the others is named, and the amounts it lacks are not
taken for zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from samgraph.discrepancy_phrases import LANGUAGES, amount, listed, more, say
from samgraph.evidence import Evidence
from samgraph.findings import Discrepancy
from samgraph.knowledge import Knowledge
from samgraph.terms import sg

_LINES = """
    SELECT ?line ?whole ?side ?kind {
      ?line a sg:BudgetLine .
      OPTIONAL { ?line sg:partOf ?whole . ?whole a sg:BudgetLine }
      OPTIONAL { ?line sg:inCategory ?side }
      OPTIONAL { ?line sg:lineKind ?kind }
    }"""
_AMOUNTS = """
    SELECT ?amount ?line ?year ?euro {
      ?amount a sg:Amount ; sg:budgetLine ?line ; sg:year ?year ; sg:euro ?euro
    }"""


@dataclass(frozen=True, slots=True)
class _Budget:
    parts: Mapping[str, Sequence[str]]
    """The lines directly below each line, in the order of the source."""
    tops: Mapping[str, Sequence[str]]
    """The lines that are part of no other, by side of the budget."""
    results: Sequence[str]
    euros: Mapping[str, Mapping[str, Decimal]]
    """By line and year; a year with two amounts for one line is left out."""
    amounts: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class _Sum:
    """A line, and the lines whose sum it should be, each with its sign."""

    line: str
    terms: Sequence[tuple[str, int]]
    kind: str
    basis: str
    """Name of the phrase that says what the sum is of."""


def sums(knowledge: Knowledge, evidence: Evidence) -> Iterator[Discrepancy]:
    """Yield a discrepancy for every sum that differs in some year.

    Real differences are one discrepancy a year; those that rounding explains are one a line. A
    year for which a row has no amount, though it has one for other years, is not added up.
    """
    budget = _read(knowledge, evidence)
    checked = [
        _Sum(
            line,
            [(part, 1) for part in parts if part in budget.euros],
            "totalDiffers",
            "basis sum",
        )
        for line, parts in sorted(budget.parts.items())
    ]
    revenue, cost = budget.tops.get(sg("revenue"), ()), budget.tops.get(sg("cost"), ())
    results = [line for line in budget.results if line not in budget.parts]
    # With several results nobody can tell which of them the whole budget leads to.
    if len(results) == 1 and revenue and cost:
        terms = [
            (line, sign)
            for side, sign in ((revenue, 1), (cost, -1))
            for line in side
            if line in budget.euros
        ]
        checked.append(_Sum(results[0], terms, "resultDiffers", "basis result"))
    for each in checked:
        yield from _compare(budget, evidence, each)


def missing_amounts(knowledge: Knowledge, evidence: Evidence) -> Iterator[Discrepancy]:
    """Yield a discrepancy for every row that has no amount in a year in which others have one.

    A line with rows below it may be a heading only, and lacks nothing.
    """
    budget = _read(knowledge, evidence)
    years = {year for _, year in budget.amounts}
    rows = {row for rows in budget.parts.values() for row in rows} - budget.parts.keys()
    for row in sorted(rows):
        lacking = sorted(year for year in years if (row, year) not in budget.amounts)
        if not lacking:
            continue
        wholes = [whole for whole, some in budget.parts.items() if row in some]
        yield evidence.discrepancy(
            "amountMissing",
            "low",
            (row,),
            (row,),
            evidence.passages([row, *wholes]),
            {
                lang: say(
                    lang,
                    "amountMissing",
                    line=evidence.name(lang, row),
                    years=listed(lang, lacking),
                )
                for lang in LANGUAGES
            },
        )


def _read(knowledge: Knowledge, evidence: Evidence) -> _Budget:
    parts, tops, results = defaultdict(list), defaultdict(list), []
    for line, whole, side, kind in knowledge.select(_LINES, standing="stated"):
        if whole:
            parts[whole.value].append(line.value)
        elif side:
            tops[side.value].append(line.value)
        elif kind and kind.value == "result":
            results.append(line.value)
    euros: dict[str, dict[str, Decimal]] = defaultdict(dict)
    amounts: dict[tuple[str, str], str] = {}
    doubled = set()
    for node, line, year, euro in knowledge.select(_AMOUNTS, standing="stated"):
        key = (line.value, year.value)
        if amounts.setdefault(key, node.value) != node.value:
            doubled.add(key)
        euros[line.value][year.value] = Decimal(euro.value)
    for name, when in doubled:
        del euros[name][when]
    return _Budget(
        {whole: sorted(set(some), key=evidence.first_line) for whole, some in parts.items()},
        {side: sorted(set(some), key=evidence.first_line) for side, some in tops.items()},
        sorted(set(results)),
        euros,
        amounts,
    )


def _compare(budget: _Budget, evidence: Evidence, each: _Sum) -> Iterator[Discrepancy]:
    rounded: list[tuple[str, Decimal, int, Decimal]] = []
    for year, stated in sorted(budget.euros.get(each.line, {}).items()):
        if not each.terms or any(year not in budget.euros[line] for line, _ in each.terms):
            continue
        total = _total(budget, each.terms, year)
        number, bound = _bound(budget, each, year)
        if abs(total - stated) > bound:
            yield _real(budget, evidence, each, year, total)
        elif total != stated:
            rounded.append((year, stated - total, number, bound))
    if rounded:
        yield _rounding(budget, evidence, each, rounded)


def _total(budget: _Budget, terms: Sequence[tuple[str, int]], year: str) -> Decimal:
    return sum((sign * budget.euros[line][year] for line, sign in terms), Decimal(0))


def _bound(budget: _Budget, each: _Sum, year: str) -> tuple[int, Decimal]:
    """Return how many amounts are rounded in a sum, and by how much it can be off through that."""
    of_terms = _unit(value for line, _ in each.terms for value in budget.euros[line].values())
    of_line = _unit(budget.euros[each.line].values())
    number = sum(1 for line, _ in each.terms if budget.euros[line][year])
    return number, (number * of_terms + of_line) / 2


def _unit(values: Iterable[Decimal]) -> Decimal:
    """Return what the most precise of some amounts is rounded to: a euro, or a part of one."""
    exponents = [value.normalize().as_tuple().exponent for value in values if value]
    lowest = min((each for each in exponents if isinstance(each, int)), default=0)
    return Decimal(1).scaleb(min(lowest, 0))


def _real(
    budget: _Budget, evidence: Evidence, each: _Sum, year: str, total: Decimal
) -> Discrepancy:
    stated = budget.euros[each.line][year]
    dropped = _counted_twice(budget, evidence, each, year)
    without = total - _total(budget, dropped, year)
    if abs(without - stated) > _bound(budget, each, year)[1]:
        dropped = []
    lines = [line for line, _ in each.terms]
    sentences = {}
    for lang in LANGUAGES:
        sentences[lang] = say(
            lang,
            each.kind,
            line=evidence.label(lang, each.line),
            year=year,
            stated=amount(lang, stated),
            n=len(lines),
            sum=amount(lang, total),
            difference=amount(lang, abs(total - stated)),
            more=more(lang, total - stated),
        )
        if dropped:
            rows = [
                say(
                    lang,
                    "row",
                    name=evidence.name(lang, line),
                    amount=amount(lang, budget.euros[line][year]),
                )
                for line, _ in dropped
            ]
            rounding = "" if without == stated else say(lang, "to within rounding")
            sentences[lang] += say(lang, "codes once", rounding=rounding, rows=listed(lang, rows))
    return evidence.discrepancy(
        each.kind,
        "high",
        (each.line, year),
        (each.line, budget.amounts[each.line, year], *(line for line, _ in dropped)),
        evidence.passages([each.line, *lines]),
        sentences,
    )


def _counted_twice(
    budget: _Budget, evidence: Evidence, each: _Sum, year: str
) -> list[tuple[str, int]]:
    """Return the rows with an amount whose account code stands at an earlier row already.

    A sheet that looks amounts up by their code would count only the first of them.
    """
    seen: set[str] = set()
    found = []
    for line, sign in each.terms:
        code = evidence.notations.get(line, "")
        if code in seen and budget.euros[line][year]:
            found.append((line, sign))
        if code:
            seen.add(code)
    return found


def _rounding(
    budget: _Budget,
    evidence: Evidence,
    each: _Sum,
    rounded: Sequence[tuple[str, Decimal, int, Decimal]],
) -> Discrepancy:
    sentences = {}
    for lang in LANGUAGES:
        years = [
            say(lang, "year", difference=amount(lang, difference, signed=True), year=year)
            for year, difference, _, _ in rounded
        ]
        sentences[lang] = say(
            lang,
            "roundingDiffers",
            line=evidence.label(lang, each.line),
            basis=say(lang, each.basis),
            years=listed(lang, years),
            n=max(number for _, _, number, _ in rounded),
            bound=amount(lang, max(bound for _, _, _, bound in rounded)),
        )
    return evidence.discrepancy(
        "roundingDiffers",
        "low",
        (each.line,),
        (each.line, *(budget.amounts[each.line, year] for year, *_ in rounded)),
        evidence.passages([each.line, *(line for line, _ in each.terms)]),
        sentences,
    )
