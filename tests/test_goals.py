"""Goals are read by their codes, however written, and miscoded ones are put right aloud."""

from __future__ import annotations

import pytest
from plantexts import DUTCH, read

from samgraph.extraction.goalcodes import codes_in, row_in, statement_in


@pytest.mark.parametrize("written", ["OD2.3", "OD 2.3", "OD.2.3", "0D2.3", "0D 2.3", "OD2.3."])
def test_a_code_is_one_code_however_it_is_written(written: str) -> None:
    """Spaces, points and a zero for the letter O make no difference, and are kept as written."""
    (found,) = codes_in(f"zie {written} en verder")
    assert (str(found.code), found.text) == ("OD2.3", written)


@pytest.mark.parametrize(
    "text",
    ["in 2031-2035", "artikel 2, § 1", "A4", "x1.2", "CO2-uitstoot", "OD1.2.3.4.5", "€ 12.500"],
)
def test_what_only_resembles_a_code_opens_no_goal(text: str) -> None:
    """A number, a unit or a longer string of numbers is no goal's code."""
    assert statement_in(text) is None


@pytest.mark.parametrize("mark", [" — ", " – ", " - ", ": ", "—"])
def test_a_goal_is_stated_where_a_code_and_a_dash_open_a_line(mark: str) -> None:
    """A code elsewhere in a line, or without a dash, refers to a goal and states none."""
    found = statement_in(f"SD5{mark}Iedereen doet mee")
    assert found is not None
    assert (str(found[0].code), found[1]) == ("SD5", "Iedereen doet mee")
    assert statement_in(f"Volgens SD5{mark}Iedereen doet mee") is None
    assert statement_in("SD5 en SD6 horen bij elkaar") is None


def test_a_row_of_codes_may_have_a_label_before_it_and_nothing_else() -> None:
    """Words behind or between codes make it running text."""
    row = row_in("Leren OD 1.2 OD2.2")
    assert row is not None
    assert (row[0], [str(one.code) for one in row[1]]) == ("Leren", ["OD1.2", "OD2.2"])
    assert row_in("OD 1.2 raakt aan OD2.2") is None
    assert row_in("OD 1.2 is af") is None


def test_goals_run_over_lines_and_stand_under_their_own() -> None:
    """A goal ends with its paragraph; the prefix of the internal ones finds its own parent."""
    goals = {str(goal.code): goal for goal in read(DUTCH).goals}
    assert goals["KD1"].words.endswith("en van de besturen die over het water gaan.")
    assert goals["KD1"].span.last == goals["KD1"].span.first + 1
    assert {code: str(goal.parent) for code, goal in goals.items() if goal.parent} == {
        "OK1.1": "KD1", "OK1.2": "KD1", "OK2.1": "KD2", "OK2.2": "KD2",
        "OKI1.1": "KDI1", "OKI1.2": "KDI1", "OKI1.3": "KDI1",
    }  # fmt: skip


def test_a_code_that_the_grid_contradicts_takes_the_number_of_the_grid() -> None:
    """The text's own writing is kept beside it, and the line is reported."""
    plan = read(DUTCH)
    goal = next(goal for goal in plan.goals if str(goal.code) == "OK2.2")
    assert (goal.in_text, goal.in_grid) == ("OK2.3", "OK 2.2")
    (fault,) = [one for one in plan.faults if "OK2.3" in one.message]
    assert fault.where == f"plan.txt:{goal.span.first}"
    assert fault.message == '"OK2.3" is called OK2.2 in the grid; drafted as OK2.2'


def test_a_code_under_a_goal_that_nobody_states_takes_the_number_left_open() -> None:
    """`OKI2.1` between `OKI1.1` and `OKI1.3`, where there is no `KDI2`, is `OKI1.2`."""
    plan = read(DUTCH)
    assert [goal.in_text for goal in plan.goals if str(goal.code) == "OKI1.2"] == ["OKI2.1"]
    assert any("OKI2.1" in fault.message for fault in plan.faults)


def test_a_code_stated_twice_is_put_right_only_where_the_order_leaves_one_number_open() -> None:
    """Otherwise the second is reported and not drafted, for nobody can tell which is meant."""
    left_open = DUTCH.replace("OK 1.2 — Bewoners", "OK1.1 — Bewoners")
    assert "OK1.2" in {str(goal.code) for goal in read(left_open).goals}
    closed = DUTCH.replace("OKI1.3 — Het", "OKI1.1 — Het")
    plan = read(closed)
    assert "OKI1.3" in {str(goal.code) for goal in plan.goals}
    same = DUTCH.replace("4.2. SAMEN", "OK1.1 — Nog eens.\n\nOK1.3 — En dit.\n\n4.2. SAMEN")
    assert any("is stated again" in fault.message for fault in read(same).faults)


def test_the_grid_is_read_over_wrapped_rows() -> None:
    """Columns follow from the codes; a code that is not to the right begins a new row."""
    rows = read(DUTCH).grid.rows
    assert [(row.label, [str(code) for code in row.goals]) for row in rows] == [
        ("Kennis", ["OK1.1", "OK2.1"]),
        ("Leren", ["OK1.2", "OK2.2"]),
    ]


def test_text_and_grid_that_differ_are_reported() -> None:
    """A goal that only one of them has is drafted, and named with its line."""
    plan = read(DUTCH.replace("OK2.1 — Het Huis weet wie alleen is.", "Het Huis weet het."))
    (goal,) = [goal for goal in plan.goals if str(goal.code) == "OK2.1"]
    assert (goal.in_text, goal.in_grid, str(goal.parent)) == ("", "0K2.1", "KD2")
    assert any('"0K2.1" stands in the grid' in fault.message for fault in plan.faults)
    plan = read(DUTCH.replace("Toelichting", "OK1.3 — Nog een doel.\n\nToelichting"))
    assert any('"OK1.3" does not stand in the grid' in fault.message for fault in plan.faults)


def test_a_single_code_that_nothing_joins_is_reported_as_no_goal() -> None:
    """`B2 — rijbewijs` is not a goal because it has the shape of one."""
    plan = read(DUTCH.replace("Het water stijgt.", "B2 — rijbewijs nodig."))
    assert "B2" not in {str(goal.code) for goal in plan.goals}
    assert any('"B2" opens a line like a goal' in fault.message for fault in plan.faults)


def test_levels_below_the_second_are_reported() -> None:
    """An action below an operational goal has no table yet, and is not lost silently."""
    plan = read(DUTCH.replace("Het water stijgt.", "OK1.1.1 — Een meting doen."))
    assert any("more than two levels deep" in fault.message for fault in plan.faults)


def test_goals_announced_in_words_are_goals() -> None:
    """Where a plan gives no codes, the initials of its words are the letters."""
    plan = read(
        "Strategische doelstelling 1: Iedereen woont.\n\nOperationele doelstelling 1.1 - We bouwen."
        "\n\nOperationele doelstelling 1.2 - We herstellen.\n\nStrategische doelstelling 2: Buren "
        "helpen elkaar."
    )
    assert [(str(goal.code), goal.in_text, goal.words) for goal in plan.goals] == [
        ("SD1", "Strategische doelstelling 1", "Iedereen woont."),
        ("OD1.1", "Operationele doelstelling 1.1", "We bouwen."),
        ("OD1.2", "Operationele doelstelling 1.2", "We herstellen."),
        ("SD2", "Strategische doelstelling 2", "Buren helpen elkaar."),
    ]
    assert str(plan.goals[1].parent) == "SD1"


def test_operational_goals_that_begin_anew_take_the_number_above() -> None:
    """Each `Objective 1` is then another goal."""
    lines = [
        "Goal 1: Homes.", "Operational objective 1: Build.", "Operational objective 2: Mend.",
        "Goal 2: Neighbours.", "Operational objective 1: Meet.",
    ]  # fmt: skip
    plan = read("\n\n".join(lines))
    assert [(str(goal.code), str(goal.parent)) for goal in plan.goals if goal.parent] == [
        ("OO1.1", "G1"), ("OO1.2", "G1"), ("OO2.1", "G2"),
    ]  # fmt: skip


def test_one_goal_and_one_below_it_are_goals() -> None:
    """A plan may be as small as that; a code that stands quite alone is reported instead."""
    plan = read("SD1 — Iedereen woont.\n\nOD1.1 — Wij bouwen.\n")
    assert [str(goal.code) for goal in plan.goals] == ["SD1", "OD1.1"]
    other = read("SD1 — Iedereen woont.\n\nOD2.1 — Wij bouwen.\n\n1. Uitdagingen\n2. Doelen\n"
                 "\nDit zijn de uitdagingen:\n- armoede\n")  # fmt: skip
    assert other.goals == ()
    assert sum("the only one of its kind" in fault.message for fault in other.faults) == 2
