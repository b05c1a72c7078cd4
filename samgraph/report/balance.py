"""The section on balance: how evenly links are divided, where they crowd, and the budget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from samgraph.balance.frames import LEAST, FrameBalance, frame_balances
from samgraph.balance.text import balance_overview, overview_sentences
from samgraph.discrepancy_phrases import listed
from samgraph.figures import Span, draw_spans
from samgraph.knowledge import Knowledge
from samgraph.numerals import decimal
from samgraph.report.balance_phrases import FORMULAE, WORDS
from samgraph.report.budget import budget_section
from samgraph.report.document import Block, Figure, Item, Listing, Paragraph, Section, Table
from samgraph.report.naming import Names, cells_query, names
from samgraph.rows import Cell, Rows
from samgraph.terms import STANDINGS

MOST: Final = 3
"""Quotients of one frame that are given."""
_FIRST, _LAST = STANDINGS[0], STANDINGS[-1]


def section(knowledge: Knowledge, lang: str) -> Section:
    """Return how links and money are divided."""
    words, said = WORDS[lang], names(knowledge, lang)
    balances = frame_balances(knowledge)
    parts = [_frames(balances, said, lang)]
    if balances:
        parts.append(_quotients(balances, said, lang))
    parts.append(budget_section(knowledge, lang))
    return Section("balance", words["title"], (), tuple(parts), formulae=FORMULAE[lang])


def _frames(balances: Sequence[FrameBalance], said: Names, lang: str) -> Section:
    """Return how evenly every frame is filled, in words, as a figure and as a table."""
    words = WORDS[lang]
    blocks: list[Block] = [
        Listing(tuple(map(Item, overview_sentences(balances, lang, _LAST)))),
    ]
    if balances:
        spans = [
            Span(
                each.frame.labels.get(lang, each.frame.name),
                tuple(
                    (
                        getattr(each.by_reading[_FIRST], axis).evenness,
                        getattr(each.by_reading[_LAST], axis).evenness,
                    )
                    for axis in ("rows", "columns")
                ),
            )
            for each in balances
        ]
        caption = words["figure"]
        picture = draw_spans(
            caption,
            words["described"],
            (words["rows"], words["columns"]),
            spans,
            lang,
            "figure-balance",
        )
        rows = balance_overview(balances, lang)
        table = Table(
            caption,
            Rows(rows.header[1:], tuple(cells[1:] for cells in rows.cells)),
            (cells_query(said.knowledge, [each.frame for each in balances]),),
            note=words["counted"],
        )
        blocks.append(Figure(caption, (picture,), table))
    return Section("balance-frames", words["frames"], tuple(blocks))


def _quotients(balances: Sequence[FrameBalance], said: Names, lang: str) -> Section:
    """Return the cells furthest above what the sizes of their row and column would give."""
    words = WORDS[lang]
    cells: list[tuple[Cell, ...]] = []
    small: list[str] = []
    used = []
    for each in balances:
        label = each.frame.labels.get(lang, each.frame.name)
        found = each.by_reading[_LAST].quotients
        firm = [one for one in found if not one.small and one.value is not None]
        if not firm:
            small.append(f"“{label}”")
        above = [one for one in firm if (one.value or 0) > 1]
        above.sort(key=lambda one: (-(one.value or 0), one.row, one.column))
        if above:
            used.append(each.frame)
        cells += [
            (
                label,
                said.name(one.row),
                said.name(one.column),
                one.count,
                decimal(lang, one.value, 1),
            )
            for one in above[:MOST]
        ]
    blocks: list[Block] = [Paragraph(words["quotient intro"].format(least=LEAST))]
    if cells:
        table = Table(
            words["quotient table"].format(most=MOST),
            Rows(tuple(words["quotient header"].split("|")), tuple(cells)),
            (cells_query(said.knowledge, used),),
        )
        blocks.append(table)
    else:
        blocks.append(Paragraph(words["none"]))
    if small:
        blocks.append(Paragraph(words["all small"].format(names=listed(lang, small))))
    return Section("balance-quotients", words["quotients"], tuple(blocks))
