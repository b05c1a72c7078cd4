"""The budget by group is added up and compared by hand on a small plan."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tinyplan import NS, Tiny

from samgraph.balance.budget import Budget, Change, budget_of
from samgraph.balance.budgettext import budget_rows, budget_sentences, budget_table
from samgraph.knowledge import Knowledge
from samgraph.terms import sg

LINES = """\
id,a,skos:notation,skos:prefLabel@nl,skos:prefLabel@en,sg:partOf,sg:inCategory,sg:lineKind,sg:statedIn
t:costs,sg:BudgetLine,,kosten samen,all costs,,sg:cost,total,t:p-all
t:staff,sg:BudgetLine,,personeel,staff,t:costs,sg:cost,group,t:p-all
t:wages,sg:BudgetLine,620000,lonen,wages,t:staff,sg:cost,account,t:p-all
t:goods,sg:BudgetLine,,goederen,goods,t:costs,sg:cost,group,t:p-all
t:plants,sg:BudgetLine,600100,planten,plants,t:goods,sg:cost,account,t:p-all
t:gifts,sg:BudgetLine,,giften,gifts,,sg:revenue,group,t:p-all
t:grants,sg:BudgetLine,,subsidies,grants,,sg:revenue,group,t:p-all
t:result,sg:BudgetLine,,resultaat,result,,,result,t:p-all
"""
AMOUNTS = {
    "costs": (1000, 1200),
    "staff": (750, 600),
    "wages": (700, 600),
    "goods": (250, 600),
    "plants": (250, 600),
    "gifts": (100, 400),
    "grants": (900, 800),
    "result": (0, 0),
}


def amounts(rows: dict[str, tuple[object, ...]]) -> str:
    """Return a table of amounts for 2021 and the years after it; None leaves a year out."""
    lines = ["id,a,sg:budgetLine,sg:year,sg:euro"]
    for line, some in rows.items():
        lines += [
            f"t:{line}-{year},sg:Amount,t:{line},{year},{euro}"
            for year, euro in enumerate(some, start=2021)
            if euro is not None
        ]
    return "\n".join(lines) + "\n"


def with_budget(tiny: Tiny, lines: str = LINES, **changed: tuple[object, ...]) -> Knowledge:
    tiny.write("budget-lines.csv", lines)
    tiny.write("amounts.csv", amounts({**AMOUNTS, **changed}))
    return tiny.build()


def groups(budget: Budget) -> dict[str, list[str]]:
    return {
        side.category.removeprefix(sg("")): [one.removeprefix(NS) for one in side.groups]
        for side in budget.sides
    }


def test_groups_are_those_that_the_source_states(tiny: Tiny) -> None:
    """Below a total are the groups; where there is none, what is part of nothing is one."""
    budget = budget_of(with_budget(tiny))
    assert groups(budget) == {"cost": ["goods", "staff"], "revenue": ["gifts", "grants"]}
    costs, revenue = budget.sides
    assert [year.year for year in costs.years] == [2021, 2022]
    assert costs.years[0].euros == {NS + "goods": 250, NS + "staff": 750}
    assert costs.years[0].stated == 1000
    assert revenue.years[0].stated is None
    assert revenue.years[0].total == 1000
    assert budget.lines == 8


def test_shares_and_concentration_of_a_year(tiny: Tiny) -> None:
    """A quarter and three quarters: HHI 1/16 + 9/16; then halves."""
    costs = budget_of(with_budget(tiny)).sides[0]
    first, last = costs.years
    assert first.division.shares == {NS + "goods": 0.25, NS + "staff": 0.75}
    assert first.division.hhi == 0.625
    assert first.division.normalised_hhi == 0.25
    assert last.division.measures() == (0.5, 0.0, 1.0)


def test_change_from_the_first_year_to_the_last(tiny: Tiny) -> None:
    """In euro, as a ratio, and as a share."""
    costs, revenue = budget_of(with_budget(tiny)).sides
    assert costs.change(NS + "staff") == Change(2021, 2022, Decimal(-150), -0.2, -0.25)
    assert costs.change(NS + "goods") == Change(2021, 2022, Decimal(350), 1.4, 0.25)
    change = revenue.change(NS + "gifts")
    assert change is not None
    assert change.euro == 300
    assert change.ratio == 3


def test_rows_of_a_group_are_never_added_to_it(tiny: Tiny) -> None:
    """An account that is also said to be part of the total stays below its group."""
    lines = LINES.replace("wages,t:staff,", "wages,t:staff|t:costs,")
    assert lines != LINES
    budget = budget_of(with_budget(tiny, lines))
    assert groups(budget)["cost"] == ["goods", "staff"]
    assert budget == budget_of(with_budget(tiny))


def test_a_total_that_differs_from_its_groups_is_kept(tiny: Tiny) -> None:
    """Shares are of the sum of the groups; the stated total stands beside it."""
    year = budget_of(with_budget(tiny, costs=(1001, 1200))).sides[0].years[0]
    assert year.division.total == 1000
    assert year.stated == year.total == 1001
    assert sum(year.division.shares.values()) == 1


def test_cents_are_added_exactly(tiny: Tiny) -> None:
    """Amounts are decimals and not binary fractions."""
    year = budget_of(with_budget(tiny, goods=("0.10", 1), staff=("0.20", 1))).sides[0].years[0]
    assert year.division.total == Decimal("0.30")


def test_a_year_without_an_amount_is_left_open(tiny: Tiny) -> None:
    """A group that has nothing for a year does not take part in it, and its change is its own."""
    budget = budget_of(with_budget(tiny, goods=(None, 600), gifts=(None, None)))
    costs, revenue = budget.sides
    assert costs.years[0].euros == {NS + "staff": 750}
    assert costs.change(NS + "goods") is None
    assert revenue.change(NS + "gifts") is None
    knowledge = with_budget(tiny, goods=(None, 600))
    table = budget_table(knowledge, budget_of(knowledge), "en")
    assert table.cells[0] == ("costs", "goods", "–", "600 (50%)", "–")


def test_two_amounts_for_one_year_count_for_nothing(tiny: Tiny) -> None:
    """Which of them holds nobody knows."""
    with_budget(tiny)
    tiny.add("amounts.csv", "t:staff-again,sg:Amount,t:staff,2021,1\n")
    year = budget_of(tiny.build()).sides[0].years[0]
    assert year.euros == {NS + "goods": 250}


def test_a_negative_group_has_no_concentration(tiny: Tiny) -> None:
    """The share is shown, the measures are dashes, and a sentence says why."""
    knowledge = with_budget(tiny, goods=(-50, 600), costs=(700, 1200))
    budget = budget_of(knowledge)
    assert budget.sides[0].years[0].division.hhi is None
    table = budget_table(knowledge, budget, "nl")
    assert table.cells[:5] == (
        ("kosten", "goederen", "−50 (−7%)", "600 (50%)", "+650"),
        ("kosten", "personeel", "750 (107%)", "600 (50%)", "−150 (−20%)"),
        ("kosten", "som van de groepen", "700", "1.200", ""),
        ("kosten", "concentratie (HHI)", "–", "0,50", ""),
        ("kosten", "gelijkmatigheid", "–", "1,00", ""),
    )
    said = budget_sentences(knowledge, budget, "en")[0]
    assert "For 2021 there is no concentration, with “goods” below zero" in said


def test_a_budget_without_line_kinds_is_read_too(tiny: Tiny) -> None:
    """The only line of a side that is part of no other is its total."""
    budget = budget_of(tiny.build())
    assert groups(budget) == {"cost": ["plants"]}
    (year,) = budget.sides[0].years
    assert year.stated == 250
    assert year.euros == {NS + "plants": 250}


def test_lines_that_are_part_of_each_other_are_no_groups(tiny: Tiny) -> None:
    """A loop has no beginning: the side is left out, and nothing runs for ever."""
    lines = LINES.replace("all costs,,sg:cost", "all costs,t:staff,sg:cost")
    budget = budget_of(with_budget(tiny, lines))
    assert "cost" not in groups(budget)


def test_sentences_tell_of_growth_and_shift(tiny: Tiny) -> None:
    """Totals, the largest part, the largest shift, and that no money can be tied to a goal."""
    knowledge = with_budget(tiny)
    assert budget_sentences(knowledge, budget_of(knowledge), "en") == (
        "Costs: 1,000 euro in 2021, 1,200 euro in 2022 (+20%). The largest part is “goods”: 25% in "
        "2021, 50% in 2022. The share that shifts most is that of “goods”: +25 percentage points. "
        "Over 2 groups, evenness is 1.00 and concentration (HHI) 0.50 in 2022; divided evenly, HHI "
        "would be 0.50.",
        "Revenue: 1,000 euro in 2021, 1,200 euro in 2022 (+20%). The largest part is “grants”: 90% "
        "in 2021, 67% in 2022. The share that shifts most is that of “gifts”: +23.3 percentage "
        "points. Over 2 groups, evenness is 0.92 and concentration (HHI) 0.56 in 2022; divided "
        "evenly, HHI would be 0.50.",
        "None of the 8 budget lines is tied in the graph to a goal, core task, result area, theme, "
        "field, challenge or partner. How much money goes to which goal can therefore not be said.",
    )
    dutch = budget_sentences(knowledge, budget_of(knowledge), "nl")
    assert dutch[0].startswith("Kosten: 1.000 euro in 2021, 1.200 euro in 2022 (+20%).")
    assert "Hoeveel geld naar welk doel gaat, valt dus niet te zeggen." in dutch[-1]


@pytest.mark.parametrize("line", ["t:plants skos:related t:O1", "t:O1 skos:related t:plants-2021"])
def test_a_key_from_budget_to_goals_is_found(tiny: Tiny, line: str) -> None:
    """Where a line, or an amount of it, is tied to a goal by any property, the sentence says so."""
    tiny.add("plan.ttl", f"\n{line} .\n")
    knowledge = tiny.build()
    budget = budget_of(knowledge)
    assert budget.keys == {"Goal": 1}
    assert budget_sentences(knowledge, budget, "en")[-1] == (
        "Tied to a goal: 1 of the 2 budget lines. All ties: goal (1)."
    )


def test_a_key_to_something_else_is_no_key_to_goals(tiny: Tiny) -> None:
    """Money by theme is told, and that it is none by goal."""
    tiny.add("plan.ttl", "\nt:plants skos:related t:health .\n")
    knowledge = tiny.build()
    said = budget_sentences(knowledge, budget_of(knowledge), "nl")[-1]
    assert said.startswith("Geen enkele van de 2 begrotingsregels is met een doel verbonden")
    assert said.endswith("Wel verbonden: thema (1).")


def test_a_plan_without_a_budget_is_told_so(tiny: Tiny) -> None:
    """No line, or no amount: words and an empty table."""
    tiny.write("amounts.csv", "id,a,sg:budgetLine,sg:year,sg:euro\n")
    knowledge = tiny.build()
    budget = budget_of(knowledge)
    assert budget_sentences(knowledge, budget, "en") == ("The plan has no budget with amounts.",)
    tiny.write("budget-lines.csv", "id,a,skos:prefLabel@nl\n")
    knowledge = tiny.build()
    budget = budget_of(knowledge)
    assert budget == Budget((), 0, {})
    assert budget_table(knowledge, budget, "nl").cells == ()
    assert budget.to_rows().cells == ()
    assert budget_sentences(knowledge, budget, "nl") == (
        "Het plan heeft geen begroting met bedragen.",
    )


def test_a_budget_is_rows_and_a_frame(tiny: Tiny) -> None:
    """Amounts are whole numbers where they are whole, shares lie between 0 and 1."""
    knowledge = with_budget(tiny, goods=("250.5", 600))
    budget = budget_of(knowledge)
    rows = budget.to_rows()
    assert rows.header == ("category", "group", "year", "euro", "share")
    assert rows.cells[0][:4] == (sg("cost"), NS + "goods", 2021, 250.5)
    assert rows.cells[1][3] == 750
    assert isinstance(rows.cells[1][3], int)
    years = budget.year_rows()
    assert years.cells[1] == (sg("cost"), 2022, 2, 1200, 1200, 0.5, 0.0, 1.0)
    assert years.cells[2][:5] == (sg("revenue"), 2021, 2, 1000, "")
    assert len(budget.to_pandas()) == 8
    named = budget_rows(knowledge, budget, "en")
    assert named.cells[1][:4] == ("sg:cost", "t:staff", "staff", 2021)


def test_a_year_alone_has_no_change(tiny: Tiny) -> None:
    """With one year there is nothing to compare with."""
    knowledge = tiny.build()
    budget = budget_of(knowledge)
    assert budget.sides[0].change(NS + "plants") is None
    assert budget_sentences(knowledge, budget, "en")[0] == (
        "Costs: 250 euro in 2021. The largest part is “plants”: 100%."
    )


def test_the_sam_budget_has_the_groups_of_the_source(sam: Knowledge) -> None:
    """Costs have six groups and revenue five, for five years, and no key to any goal."""
    budget = budget_of(sam)
    assert [len(side.groups) for side in budget.sides] == [6, 5]
    for side in budget.sides:
        assert [year.year for year in side.years] == [2021, 2022, 2023, 2024, 2025]
    costs = budget.sides[0].years[0]
    assert costs.stated == 3338629
    assert costs.division.total == 3338630
    assert budget.keys == {}
