"""Shares, concentration, evenness and location quotients are computed by hand on small tables."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import product
from math import isclose, isfinite, log

import pytest
from tinyplan import NS, Tiny

from samgraph.balance.concentration import concentration_of
from samgraph.balance.frames import Balance, balance_of, frame_balance, link_counts
from samgraph.balance.text import (
    balance_overview,
    balance_sentences,
    overview_rows,
    overview_sentences,
    quotient_rows,
    quotient_table,
)
from samgraph.framing import find_frame, frames
from samgraph.knowledge import Knowledge
from samgraph.numerals import decimal, pair, percent
from samgraph.routes import Tracer
from samgraph.terms import STANDINGS

COUNTS = {
    ("a", "x"): 6,
    ("a", "y"): 2,
    ("b", "x"): 1,
    ("b", "y"): 7,
    ("c", "x"): 3,
    ("c", "y"): 1,
}
"""Rows of 8, 8 and 4; columns of 10 and 10; 20 in all."""


def values(balance: Balance) -> dict[tuple[str, str], float | None]:
    return {(one.row, one.column): one.value for one in balance.quotients}


def test_concentration_by_hand() -> None:
    """Shares of 50, 30 and 20 percent: HHI 0.25 + 0.09 + 0.04."""
    found = concentration_of({"a": 5, "b": 3, "c": 2})
    assert found.shares == {"a": 0.5, "b": 0.3, "c": 0.2}
    assert found.parts == 3
    assert found.total == 10
    assert found.hhi == 0.38
    assert found.normalised_hhi is not None
    assert isclose(found.normalised_hhi, (0.38 - 1 / 3) / (2 / 3))
    entropy = -(0.5 * log(0.5) + 0.3 * log(0.3) + 0.2 * log(0.2))
    assert found.evenness is not None
    assert isclose(found.evenness, entropy / log(3))
    assert round(found.evenness, 4) == 0.9372


@pytest.mark.parametrize(
    ("amounts", "measures"),
    [
        ({"a": 4, "b": 4}, (0.5, 0.0, 1.0)),
        ({"a": 1, "b": 1, "c": 1}, (1 / 3, 0.0, 1.0)),
        ({"a": 9, "b": 0, "c": 0}, (1.0, 1.0, 0.0)),
        ({"a": 9}, (1.0, "", "")),
        ({}, ("", "", "")),
        ({"a": 0, "b": 0}, ("", "", "")),
        ({"a": 9, "b": -1}, ("", "", "")),
        ({"a": -9, "b": 1}, ("", "", "")),
    ],
)
def test_what_is_even_what_is_one_and_what_is_nothing(
    amounts: dict[str, int], measures: tuple[object, ...]
) -> None:
    """Equal parts, one part with everything, and wholes of which no measure has a meaning."""
    found = concentration_of(amounts)
    assert found.measures() == measures
    assert "-0.0" not in repr(found.measures())


def test_a_negative_part_still_has_a_share() -> None:
    """Shares are given, although they are no parts of a whole."""
    found = concentration_of({"a": Decimal("110"), "b": Decimal("-10")})
    assert found.shares == {"a": 1.1, "b": -0.1}
    assert found.hhi is None


def test_decimals_are_added_exactly() -> None:
    """A tenth and two tenths are three tenths."""
    found = concentration_of({"a": Decimal("0.1"), "b": Decimal("0.2")})
    assert found.total == Decimal("0.3")
    assert found.hhi == 5 / 9


def test_quotients_by_hand() -> None:
    """LQ = (M_ab / M_a·) / (M_·b / M_··)."""
    found = balance_of(COUNTS, ("a", "b", "c"), ("x", "y"))
    assert values(found) == {
        ("a", "x"): 1.5,
        ("a", "y"): 0.5,
        ("b", "x"): 0.25,
        ("b", "y"): 1.75,
        ("c", "x"): 1.5,
        ("c", "y"): 0.5,
    }
    assert {one.row for one in found.quotients if one.small} == {"c"}
    assert found.rows.shares == {"a": 0.4, "b": 0.4, "c": 0.2}
    assert found.rows.hhi == 0.36
    assert found.columns.measures() == (0.5, 0.0, 1.0)


def test_a_row_without_anything_has_no_quotient() -> None:
    """A row and a column of nothing count among the parts, and their cells have no quotient."""
    found = balance_of({("a", "x"): 3}, ("a", "b"), ("x", "y"))
    assert values(found) == {
        ("a", "x"): 1.0,
        ("a", "y"): None,
        ("b", "x"): None,
        ("b", "y"): None,
    }
    assert all(one.small for one in found.quotients)
    assert found.rows.measures() == (1.0, 1.0, 0.0)
    assert found.to_rows().cells[1] == ("a", "y", 0, "", True)


def test_what_is_outside_the_table_does_not_count() -> None:
    """Counts of other rows and columns are left out of every sum."""
    found = balance_of({**COUNTS, ("d", "x"): 99, ("a", "z"): 99}, ("a", "b", "c"), ("x", "y"))
    assert found == balance_of(COUNTS, ("a", "b", "c"), ("x", "y"))


def test_an_empty_table_has_a_balance() -> None:
    """Without rows, or without columns, or without links, there are no numbers and no faults."""
    for rows, columns in (((), ()), (("a",), ()), ((), ("x",)), (("a", "b"), ("x",))):
        found = balance_of({}, rows, columns)
        assert found.rows.measures() == ("", "", "")
        assert all(one.value is None for one in found.quotients)


def test_what_holds_of_every_table() -> None:
    """Bounds of HHI and J, and quotients whose weighted mean is one, on random tables."""
    for seed in range(200):
        chance = random.Random(seed)  # noqa: S311
        rows = [f"r{number}" for number in range(chance.randrange(1, 8))]
        columns = [f"c{number}" for number in range(chance.randrange(1, 8))]
        counts = {
            cell: chance.choice([0, 0, 1, 2, 5, 40])
            for cell in product(rows, columns)
            if chance.random() < 0.7
        }
        found = balance_of(counts, rows, columns)
        total = sum(counts.values())
        for division, parts in ((found.rows, rows), (found.columns, columns)):
            assert division.parts == len(parts)
            assert division.total == total
            if not total:
                assert division.hhi is None
                continue
            assert isclose(sum(division.shares.values()), 1)
            assert division.hhi is not None
            assert 1 / len(parts) <= division.hhi <= 1
            if len(parts) > 1:
                assert division.evenness is not None
                assert division.normalised_hhi is not None
                assert 0 <= division.evenness <= 1
                assert 0 <= division.normalised_hhi <= 1
                assert (division.evenness == 1) == (division.hhi == 1 / len(parts))
                assert (division.evenness == 0) == (division.hhi == 1)
        for row in rows:
            mine = [one for one in found.quotients if one.row == row and one.value is not None]
            if mine:
                weights = [found.columns.shares[one.column] for one in mine]
                mean = sum(w * (one.value or 0) for w, one in zip(weights, mine, strict=True))
                assert isclose(mean, 1)
        assert all(one.value is None or isfinite(one.value) for one in found.quotients)


# Frames


def test_a_frame_is_weighed_in_every_reading(tiny: Tiny) -> None:
    """Both goals meet; a judgement gives the second goal a task more."""
    knowledge = tiny.build()
    found = frame_balance(knowledge, find_frame(knowledge, "goal-task"))
    assert list(found.by_reading) == list(STANDINGS)
    stated, judged = found.by_reading["stated"], found.by_reading["judged"]
    assert stated.rows.shares == {NS + "S1": 0.5, NS + "S2": 0.5}
    assert stated.columns.shares == {NS + "meeting": 1.0, NS + "teaching": 0.0}
    assert judged.rows.shares == {NS + "S1": 1 / 3, NS + "S2": 2 / 3}
    assert values(judged) == {
        (NS + "S1", NS + "meeting"): 1.5,
        (NS + "S1", NS + "teaching"): 0.0,
        (NS + "S2", NS + "meeting"): 0.75,
        (NS + "S2", NS + "teaching"): 1.5,
    }
    rows = found.to_rows()
    assert rows.header == (
        "frame", "standing", "axis", "parts", "links", "hhi", "normalised_hhi", "evenness",
    )  # fmt: skip
    assert rows.cells[1] == ("goal-task", "stated", "columns", 2, 2, 1.0, 1.0, 0.0)


def test_every_route_to_a_cell_counts(tiny: Tiny) -> None:
    """A cell that two operational goals fill has two links, in each reading those it holds."""
    tiny.add("goals.csv", "t:O3,sg:OperationalGoal,x,x,x,x,t:p-all,O3,O3,sg:transversal,t:S2\n")
    tiny.add_link("t:O3; sg:carriesOut; t:meeting; sg:judged; t:p-all; a; a")
    knowledge = tiny.build()
    routes = Tracer(knowledge).routes(find_frame(knowledge, "goal-task"))
    cell = (f"{NS}S2", f"{NS}meeting")
    assert link_counts(routes, "stated")[cell] == 1
    assert link_counts(routes, "judged")[cell] == 2
    assert sum(link_counts(routes, "judged").values()) == 4
    balance = frame_balance(knowledge, find_frame(knowledge, "goal-task"))
    assert balance.by_reading["judged"].rows.total == 4


def test_the_overview_goes_from_stated_to_judged(tiny: Tiny) -> None:
    """A measure that both readings share is given once, one without value is a dash."""
    knowledge = tiny.build()
    found = [frame_balance(knowledge, frame) for frame in frames(knowledge)]
    by_name = {row[0]: row for row in balance_overview(found, "en").cells}
    assert by_name["goal-task"][2:] == (
        "2 → 3", "1.00 → 0.92", "0.50 → 0.56", "0.00 → 0.92", "1.00 → 0.56",
    )  # fmt: skip
    assert by_name["partner-goal"][2:5] == ("0 → 2", "– → 1.00", "– → 0.50")
    assert {row[0] for row in balance_overview(found, "nl").cells} == set(by_name)
    rows = overview_rows(found, "nl")
    assert len(rows.cells) == 3 * 3 * 2
    assert rows.cells[0][:4] == ("challenge-goal", "uitdaging × doel", "stated", "rows")
    said = overview_sentences(found, "en", "stated")
    assert said[0] == (
        "Divided least evenly over its rows is “challenge × goal” (evenness 0.00), most evenly "
        "“goal × task” (1.00)."
    )


def test_sentences_say_where_links_are(tiny: Tiny) -> None:
    """The largest share, the share of an even division, and that numbers are too small."""
    knowledge = tiny.build()
    found = frame_balance(knowledge, find_frame(knowledge, "goal-task"))
    assert balance_sentences(knowledge, found, "en", "judged") == (
        "Of the 3 links most are at “S2 learning together”: 2, or 67%; divided evenly over "
        "2 it would be 50%. Evenness 0.92, HHI 0.56.",
        "Of the 3 links most are at “meeting”: 2, or 67%; divided evenly over 2 it would be "
        "50%. Evenness 0.92, HHI 0.56.",
        "For every cell the row or the column has fewer than 5 links: a quotient says "
        "nothing then, and is in brackets.",
    )
    assert balance_sentences(knowledge, found, "nl", "stated")[:2] == (
        "De 2 koppelingen zijn gelijk verdeeld: 1 bij elk van de 2.",
        "Van de 2 koppelingen liggen de meeste bij “ontmoeten”: 2, of 100%; gelijk verdeeld "
        "over 2 zou dat 50% zijn. Gelijkmatigheid 0,00, HHI 1,00. Niets: 1 van de 2.",
    )


def test_a_frame_in_which_nothing_is_filled_is_told_so(tiny: Tiny) -> None:
    """No link, no measure: words and dashes."""
    knowledge = tiny.build()
    found = frame_balance(knowledge, find_frame(knowledge, "partner-goal"))
    assert balance_sentences(knowledge, found, "nl", "stated") == (
        "In deze lezing is er geen enkele koppeling: er valt niets te verdelen.",
    )
    shown = quotient_table(knowledge, found, "nl", "stated")
    assert {cell for row in shown.cells for cell in row[1:]} == {"–", ""}


def test_a_quotient_table_brackets_what_is_small(tiny: Tiny) -> None:
    """The longer list is on the rows; shares stand at the edges."""
    knowledge = tiny.build()
    found = frame_balance(knowledge, find_frame(knowledge, "goal-task"))
    shown = quotient_table(knowledge, found, "en", "judged")
    assert shown.header == ("goal × task", "meeting", "teaching", "share")
    assert shown.cells == (
        ("S1 living together", "(1.5)", "(0.0)", "33%"),
        ("S2 learning together", "(0.8)", "(1.5)", "67%"),
        ("share", "67%", "33%", ""),
    )
    rows = quotient_rows(knowledge, found, "en", "judged")
    assert rows.cells[0] == (
        "t:S1", "S1 living together", "t:meeting", "meeting", 1, 1.5, True,
    )  # fmt: skip


def test_a_wide_frame_is_turned(tiny: Tiny) -> None:
    """A frame with more columns than rows shows its columns below each other."""
    text = tiny.text("plan.ttl")
    tiny.write("plan.ttl", text.replace("skos:member t:S1, t:S2", "skos:member t:S2"))
    knowledge = tiny.build()
    found = frame_balance(knowledge, find_frame(knowledge, "goal-task"))
    shown = quotient_table(knowledge, found, "en", "judged")
    assert shown.header == ("goal × task", "S2", "share")
    assert [row[0] for row in shown.cells] == ["meeting", "teaching", "share"]
    assert balance_sentences(knowledge, found, "en", "judged")[0] == (
        "All 2 links are at “S2 learning together”: there is no other."
    )


def test_a_quotient_that_stands_out_is_named(sam: Knowledge) -> None:
    """On the SAM plan some quotients rest on enough, and every sentence is one."""
    found = frame_balance(sam, find_frame(sam, "goal-coretask"))
    firm = [one for one in found.by_reading["stated"].quotients if not one.small]
    assert firm
    for frame in frames(sam):
        weighed = frame_balance(sam, frame)
        for standing in STANDINGS:
            for lang in ("nl", "en"):
                said = " ".join(balance_sentences(sam, weighed, lang, standing)).casefold()
                assert "nan" not in said.split()
                assert "http" not in said
                assert "none" not in said.split()


def test_without_frames_there_is_a_sentence() -> None:
    """A plan that asks nothing is told so."""
    assert overview_sentences([], "en", "judged") == ("The plan asks no coverage question.",)
    assert balance_overview([], "en").cells == ()
    assert overview_rows([], "en").cells == ()


def test_numbers_are_written_as_a_language_does() -> None:
    """Comma or point, a real minus, a dash for nothing, an arrow between readings."""
    assert (decimal("nl", 0.5), decimal("en", 0.5), decimal("nl", None)) == ("0,50", "0.50", "–")
    assert (percent(-0.044), percent(0.1, signed=True), percent(None)) == ("−4%", "+10%", "–")
    assert percent(-0.001) == "0%"
    assert (pair("1", "1"), pair("1", "2")) == ("1", "1 → 2")
