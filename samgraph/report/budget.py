"""The budget in the report: each side as shares over the years, with its table in euro."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from samgraph.balance.budget import Budget, BudgetSide, budget_of
from samgraph.balance.budgettext import budget_sentences, budget_table
from samgraph.discrepancy_phrases import amount, listed
from samgraph.extraction.labels import slug
from samgraph.figures import Series, draw_shares
from samgraph.findings import Place
from samgraph.knowledge import Knowledge
from samgraph.places import places
from samgraph.report.balance_phrases import WORDS
from samgraph.report.document import (
    Block,
    Figure,
    Highlight,
    Item,
    Listing,
    Paragraph,
    Query,
    Section,
    Table,
)
from samgraph.report.naming import standalone
from samgraph.rows import Rows

_MOST: Final = 9
"""Groups that a figure tells apart; what is left is put together."""


def budget_section(knowledge: Knowledge, lang: str) -> Section:
    """Return the costs and the revenue by group and year, and whether money is tied to goals."""
    words, budget = WORDS[lang], budget_of(knowledge)
    sides = [side for side in budget.sides if side.years]
    if not sides:
        return Section("balance-budget", words["budget"], (Paragraph(words["nothing"]),))
    labels = knowledge.labels(lang)
    sentences = budget_sentences(knowledge, budget, lang)
    blocks: list[Block] = [Listing(tuple(map(Item, sentences)))]
    for side in sides:
        name = labels.get(side.category, knowledge.curie(side.category))
        shown = name[:1].upper() + name[1:]
        blocks += _side(knowledge, budget, side, shown, lang)
    return Section(
        "balance-budget",
        words["budget"],
        tuple(blocks),
        highlights=_highlights(knowledge, budget, lang),
    )


def _side(
    knowledge: Knowledge, budget: Budget, side: BudgetSide, name: str, lang: str
) -> list[Block]:
    """Return one side: what its figure leaves out, the figure, the table."""
    words, labels = WORDS[lang], knowledge.labels(lang)
    years = [year.year for year in side.years]
    caption = words["side"].format(side=name)
    picture = draw_shares(
        caption,
        words["side described"].format(first=years[0], last=years[-1]),
        [str(year) for year in years],
        _series(side, labels, words["rest"]),
        lang,
        f"figure-budget-{slug(side.category.rpartition('#')[2])}",
    )
    whole = Budget((side,), budget.lines, budget.keys)
    rows = budget_table(knowledge, whole, lang)
    table = Table(
        words["table"].format(side=name),
        Rows(rows.header[1:], tuple(cells[1:] for cells in rows.cells)),
        (_query(knowledge, side),),
    )
    below = [
        words["amount"].format(group=labels.get(group, ""), year=year.year, euro=amount(lang, euro))
        for year in side.years
        for group, euro in year.euros.items()
        if euro < 0
    ]
    figure = Figure(caption, (picture,), table)
    if not below:
        return [figure]
    return [Paragraph(words["negative"].format(names=listed(lang, below))), figure]


def _series(side: BudgetSide, labels: Mapping[str, str], rest: str) -> list[Series]:
    """Return the groups with any amount above nothing, the smallest of many put together."""
    nothing = Decimal(0)
    amounts = {
        group: tuple(float(max(year.euros.get(group, nothing), nothing)) for year in side.years)
        for group in side.groups
    }
    some = [group for group in side.groups if any(amounts[group])]
    if len(some) > _MOST + 1:
        largest = sorted(some, key=lambda group: -sum(amounts[group]))[:_MOST]
        others = [amounts[group] for group in some if group not in largest]
        together = [Series(rest, tuple(map(sum, zip(*others, strict=True))))]
        some = [group for group in some if group in largest]
    else:
        together = []
    return [*(Series(labels.get(group, ""), amounts[group]) for group in some), *together]


def _query(knowledge: Knowledge, side: BudgetSide) -> Query:
    groups = " ".join(f"<{group}>" for group in side.groups)
    query = f"""
        SELECT ?group ?year ?euro {{
          VALUES ?group {{ {groups} }}
          ?amount a sg:Amount ; sg:budgetLine ?group ; sg:year ?year ; sg:euro ?euro .
        }}
        ORDER BY ?group ?year"""
    return standalone(knowledge, query)


def _highlights(knowledge: Knowledge, budget: Budget, lang: str) -> tuple[Highlight, ...]:
    """Return that no money is tied to what the plan aims at, where none is."""
    if budget.keys:
        return ()
    words = WORDS[lang]
    text = words["no key"].format(lines=budget.lines)
    return (Highlight("money", 3, text, _where(knowledge, budget), words["head"]),)


def _where(knowledge: Knowledge, budget: Budget) -> tuple[Place, ...]:
    """Return the stretch in which the source gives the groups, one for each section."""
    groups = [group for side in budget.sides for group in side.groups]
    found: dict[str, Place] = {}
    for some in places(knowledge, groups).values():
        for place in some:
            known = found.get(place.section, place)
            first = min(known.from_line, place.from_line)
            last = max(known.to_line, place.to_line)
            found[place.section] = Place(first, last, place.section)
    return tuple(sorted(found.values()))
