"""The budget by group: shares, concentration and change over the years.

Groups and totals are those that the source states. A group is a line directly below a side's total;
where a side has no total, it is a line that is part of no other. What stands below a group is never
added to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from samgraph.balance.concentration import MEASURES, Concentration, concentration_of
from samgraph.knowledge import Knowledge
from samgraph.rows import Cell, Rows, Tabular
from samgraph.terms import sg

_LINES = """
    SELECT ?line ?side ?kind ?whole ?from {
      ?line a sg:BudgetLine .
      OPTIONAL { ?line sg:inCategory ?side }
      OPTIONAL { ?line sg:lineKind ?kind }
      OPTIONAL { ?line sg:statedIn/sg:fromLine ?from }
      OPTIONAL { ?line sg:partOf ?whole . ?whole a sg:BudgetLine }
    }"""
_AMOUNTS = """
    SELECT ?amount ?line ?year ?euro {
      ?amount a sg:Amount ; sg:budgetLine ?line ; sg:year ?year ; sg:euro ?euro
    }"""
_TIES = """
    SELECT DISTINCT ?class ?line {
      { ?line a sg:BudgetLine ; ?property ?thing . ?thing a ?class }
      UNION { ?line a sg:BudgetLine . ?thing ?property ?line ; a ?class }
      UNION { ?amount sg:budgetLine ?line ; ?property ?thing . ?thing a ?class }
      UNION { ?amount sg:budgetLine ?line . ?thing ?property ?amount ; a ?class }
    }"""
"""Of what classes the things are that a budget line, or one of its amounts, is tied to at all."""
_AIMS = ("Goal", "CoreTask", "ResultArea", "Theme", "PriorityField", "Challenge", "Partner")
"""The classes by which money could be said to go somewhere."""


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """One side of the budget in one year."""

    year: int
    euros: Mapping[str, Decimal]
    """By group, in order; a group without an amount for the year is not there."""
    division: Concentration
    """Of the sum of the groups, which need not be the total that the source states."""
    stated: Decimal | None
    """The total that the source states, None where it states none."""

    @property
    def total(self) -> Decimal:
        """The total that the source states, else the sum of the groups."""
        return self.division.total if self.stated is None else self.stated


@dataclass(frozen=True, slots=True)
class Change:
    """How a group changes from its first year to its last."""

    first: int
    last: int
    euro: Decimal
    ratio: float | None
    """Of the change to the first amount; None where that is not more than nothing."""
    share: float | None
    """Of the last share less the first; None where either has no meaning."""


@dataclass(frozen=True, slots=True)
class BudgetSide:
    """The costs, or the revenue, by group and year."""

    category: str
    """IRI of the category: `sg:cost` or `sg:revenue`."""
    groups: tuple[str, ...]
    """IRIs of the groups, in the order of the source."""
    years: tuple[BudgetYear, ...]

    def change(self, group: str) -> Change | None:
        """Return how a group changes, None where it has amounts for fewer than two years."""
        some = [year for year in self.years if group in year.euros]
        if len(some) < 2:
            return None
        first, last = some[0], some[-1]
        before, euro = first.euros[group], last.euros[group] - first.euros[group]
        shares = (first.division.shares.get(group), last.division.shares.get(group))
        share = None if None in shares else float(shares[1] or 0) - float(shares[0] or 0)
        ratio = float(euro / before) if before > 0 else None
        return Change(first.year, last.year, euro, ratio, share)


@dataclass(frozen=True, slots=True)
class Budget(Tabular):
    """A plan's budget, costs before revenue."""

    sides: tuple[BudgetSide, ...]
    lines: int
    """How many lines the budget has, of every kind."""
    keys: Mapping[str, int]
    """For every class of aims to which any line is tied, by local name, how many lines are."""

    def to_rows(self) -> Rows:
        """Return a row for each group and year, amounts in euro, shares from 0 to 1."""
        cells: list[tuple[Cell, ...]] = []
        for side in self.sides:
            for year in side.years:
                shares = year.division.shares
                cells += [
                    (side.category, group, year.year, number(euro), shares.get(group, ""))
                    for group, euro in year.euros.items()
                ]
        return Rows(("category", "group", "year", "euro", "share"), tuple(cells))

    def year_rows(self) -> Rows:
        """Return a row for each side and year: sums in euro, and how even, empty if undefined."""
        cells: list[tuple[Cell, ...]] = []
        for side in self.sides:
            for year in side.years:
                of = year.division
                stated = "" if year.stated is None else number(year.stated)
                size = (side.category, year.year, of.parts, number(of.total), stated)
                cells.append((*size, *of.measures()))
        header = ("category", "year", "groups", "sum", "stated_total")
        return Rows((*header, *MEASURES), tuple(cells))


def budget_of(knowledge: Knowledge) -> Budget:
    """Return the plan's budget by group and year; without budget lines, one without sides."""
    lines = _read_lines(knowledge)
    euros = _read_amounts(knowledge)
    order = {line: (one.first, line) for line, one in lines.items()}
    categories = {one.side for one in lines.values() if one.side}
    sides = []
    for category in sorted(categories, key=lambda one: (one != sg("cost"), one)):
        tops = sorted(
            (line for line, one in lines.items() if one.side == category and not one.above),
            key=order.__getitem__,
        )
        groups, totals = _groups(tops, lines, order)
        if groups:
            total = tops[0] if len(tops) == 1 and tops[0] in totals else ""
            sides.append(_side(category, groups, total, euros))
    ties = Counter(class_.value.removeprefix(sg("")) for class_, _ in knowledge.select(_TIES))
    keys = {aim: ties[aim] for aim in _AIMS if ties[aim]}
    return Budget(tuple(sides), len(lines), keys)


@dataclass(frozen=True, slots=True)
class _Line:
    side: str
    kind: str
    first: int
    above: frozenset[str]
    """The lines directly above it."""


def _read_lines(knowledge: Knowledge) -> dict[str, _Line]:
    found: dict[str, _Line] = {}
    wholes: dict[str, set[str]] = {}
    for line, side, kind, whole, first in knowledge.select(_LINES, standing="stated"):
        wholes.setdefault(line.value, set()).update({whole.value} if whole else ())
        start = int(first.value) if first else 0
        known = found.get(line.value)
        found[line.value] = _Line(
            side.value if side else "",
            kind.value if kind else "",
            min(start, known.first) if known else start,
            frozenset(),
        )
    every = {line: _upwards(line, wholes) for line in wholes}
    return {line: replace(one, above=_nearest(wholes[line], every)) for line, one in found.items()}


def _upwards(line: str, wholes: Mapping[str, Set[str]]) -> set[str]:
    """Return every line above one, which is itself among them where lines go round in a loop."""
    found: set[str] = set()
    waiting = list(wholes[line])
    while waiting:
        whole = waiting.pop()
        if whole not in found:
            found.add(whole)
            waiting.extend(wholes.get(whole, ()))
    return found


def _nearest(wholes: Set[str], above: Mapping[str, Set[str]]) -> frozenset[str]:
    """Return the wholes that no other of them stands below: an account's group, not its total."""
    return frozenset(
        whole
        for whole in wholes
        if not any(whole in above[other] and other not in above[whole] for other in wholes)
    )


def _read_amounts(knowledge: Knowledge) -> dict[str, dict[int, Decimal]]:
    """Return amounts by line and year; where a line has two for one year, neither counts."""
    found: dict[tuple[str, int], list[Decimal]] = {}
    for _, line, year, euro in knowledge.select(_AMOUNTS, standing="stated"):
        found.setdefault((line.value, int(year.value)), []).append(Decimal(euro.value))
    euros: dict[str, dict[int, Decimal]] = {}
    for (name, when), some in sorted(found.items()):
        if len(some) == 1:
            euros.setdefault(name, {})[when] = some[0]
    return euros


def _groups(
    tops: Sequence[str], lines: Mapping[str, _Line], order: Mapping[str, tuple[int, str]]
) -> tuple[list[str], list[str]]:
    """Return the groups of a side, and the lines that sum them up.

    What sums up is a line called a total or, where nothing says what lines are, the only one of its
    side that is part of no other.
    """
    groups: list[str] = []
    totals: list[str] = []
    waiting = list(tops)
    while waiting:
        line = waiting.pop(0)
        below = sorted((one for one in lines if line in lines[one].above), key=order.__getitem__)
        sums_up = lines[line].kind == "total" or (not lines[line].kind and [line] == list(tops))
        if below and sums_up and line not in totals:
            totals.append(line)
            waiting = [*below, *waiting]
        elif line not in groups and line not in totals:
            groups.append(line)
    return groups, totals


def _side(
    category: str,
    groups: Sequence[str],
    total: str,
    euros: Mapping[str, Mapping[int, Decimal]],
) -> BudgetSide:
    years = []
    for year in sorted({year for group in groups for year in euros.get(group, ())}):
        amounts = {group: euros[group][year] for group in groups if year in euros.get(group, {})}
        stated = euros.get(total, {}).get(year)
        years.append(BudgetYear(year, amounts, concentration_of(amounts), stated))
    return BudgetSide(category, tuple(groups), tuple(years))


def number(euro: Decimal) -> int | float:
    """Return an amount as a number that a program computes with, whole where it is whole."""
    return int(euro) if euro == euro.to_integral_value() else float(euro)
