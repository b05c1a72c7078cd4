"""Budget rows are read in the Belgian notation, and what cannot be read is named."""

from __future__ import annotations

from decimal import Decimal

import pytest
from plantexts import DUTCH, ENGLISH, read

from samgraph.extraction.accounts import Account, amount_in


def budget(rows: str) -> tuple[tuple[Account, ...], list[str]]:
    """Return the budget with these rows below the years, and what is reported of it."""
    head = DUTCH.index("2031 2032 2033\n") + len("2031 2032 2033\n")
    plan = read(DUTCH[:head] + rows + "\n9 — Besluit\n\nKlaar is kees.\n")
    return plan.budget, [fault.message for fault in plan.faults if fault.hint.count(".csv")]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", "0"), ("1.250", "1250"), ("3.338.629", "3338629"), ("-1.607", "-1607"),
        ("−20", "-20"), ("106.923,00", "106923.00"), ("12,5", "12.5"), ("1200", "1200"),
    ],
)  # fmt: skip
def test_belgian_amounts_are_read(text: str, amount: str) -> None:
    """A point stands between thousands, a comma before cents, a minus before the whole."""
    assert amount_in(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["1,250.00", "1.25", "1.2500", "12,345", "3 338", "-", "", "1.250-"]
)
def test_other_notations_are_no_belgian_amounts(text: str) -> None:
    """Nobody guesses whether `1.25` is little or much."""
    assert amount_in(text) is None


def test_rows_know_their_group_side_and_kind() -> None:
    """Totals and groups that stand above sum up what follows; costs and revenue are inherited."""
    rows = read(DUTCH).budget
    assert [(row.code, row.kind, row.side, row.under) for row in rows] == [
        ("", "total", "cost", None), ("", "group", "cost", 0), ("610000", "account", "cost", 1),
        ("610100", "account", "cost", 1), ("", "total", "revenue", None),
        ("700000", "account", "revenue", 4),
    ]  # fmt: skip
    assert rows[5].label == "Giften CAO 55+"


def test_a_budget_that_begins_with_an_account_is_summed_up_below() -> None:
    """The group under the rows is theirs."""
    rows = read(ENGLISH).budget
    assert [(row.label, row.under) for row in rows] == [("Rent", 1), ("OPERATING COSTS", None)]


def test_what_is_wrapped_onto_the_next_line_belongs_to_the_row() -> None:
    """Labels in lower case and amounts alone on a line go with the row above."""
    rows, faults = budget("610100 Pompen en\nslangen 50 50 50\n610200 Zand\n\n10\n20 30\n")
    assert [(row.label, len(row.amounts)) for row in rows] == [
        ("Pompen en slangen", 3),
        ("Zand", 3),
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("610000 Huur 1.200 1.250", "2 amounts, for 3 years"),
        ("610000 Huur", "0 amounts, for 3 years"),
        ("610000 Huur 1.200 1,250.00 0", '"1,250.00" is no Belgian amount, for 3 years'),
        ("610000 Huur 1 2 3 4", "4 amounts, for 3 years"),
    ],
)
def test_a_row_that_cannot_be_read_is_kept_without_amounts_and_reported(
    row: str, reason: str
) -> None:
    """No amount is put under a year on a guess."""
    rows, faults = budget(row + "\n")
    assert [(one.code, one.amounts) for one in rows] == [("610000", ())]
    assert len(faults) == 1
    assert faults[0].endswith(reason)


def test_lines_that_are_no_rows_are_reported() -> None:
    """A word, or numbers by themselves, may be what is left of a row."""
    rows, faults = budget("610000 Huur 1 2 3\n7 8 9\nWeg\n")
    assert len(rows) == 1
    assert [fault.split(" cannot")[0] for fault in faults] == ['"7 8 9"', '"Weg"']


def test_rows_above_any_line_of_years_are_reported() -> None:
    """Their amounts belong to no year."""
    plan = read(DUTCH.replace("2031 2032 2033\n", ""))
    assert plan.budget == ()
    assert sum("no line of years heads it" in fault.message for fault in plan.faults) == 2


def test_a_code_alone_on_a_line_is_no_amount_of_the_row_above() -> None:
    """A row that lacks an amount stays without, and the code is reported."""
    rows, faults = budget("610100 Pompen 50 50\n610200\n610300 Zand 1 2 3\n")
    assert [(row.code, len(row.amounts)) for row in rows] == [("610100", 0), ("610300", 3)]
    assert faults == [
        '"610100 Pompen": 2 amounts, for 3 years', '"610200" cannot be read as a row of the budget',
    ]  # fmt: skip


@pytest.mark.parametrize("amount", ["(50)", "50-", "5O", "p.m."])
def test_an_amount_in_another_notation_leaves_its_row_without_amounts(amount: str) -> None:
    """Which year the others belong to cannot be known, so that none is drafted."""
    rows, faults = budget(f"610100 Pompen {amount} 50 50\n610200 Zand 1 2 3\n")
    assert [(row.code, len(row.amounts)) for row in rows] == [("610100", 0), ("610200", 3)]
    assert len(faults) == 1
    assert faults[0].startswith('"610100 Pompen')


def test_a_row_without_a_code_is_a_group_only_in_capitals() -> None:
    """And one whose code is misread is reported, for it sums up nothing."""
    rows, faults = budget("WERKING 6 6 6\nEmmers 1 1 1\n6101OO Zand 2 2 2\n€ 610200 Touw € 3 3 3\n")
    assert [(row.code, row.label, row.kind, row.under) for row in rows] == [
        ("", "WERKING", "group", None), ("", "Emmers", "account", 0),
        ("", "6101OO Zand", "account", 0), ("610200", "Touw", "account", 0),
    ]  # fmt: skip
    assert faults == []
    found = read(DUTCH.replace("610000 Huur", "6100OO Huur")).faults
    assert '"6100OO Huur" begins like an account code' in " ".join(one.message for one in found)
