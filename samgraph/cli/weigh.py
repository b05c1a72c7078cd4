"""`samgraph balance`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from samgraph.cli.each import of_each_plan
from samgraph.cli.engine import Engine, endpoint_option, knowledge_of
from samgraph.cli.options import (
    contested_option,
    format_option,
    lang_option,
    plan_argument,
    show,
    standing_option,
)

if TYPE_CHECKING:
    from samgraph.knowledge import Knowledge


@click.command()
@click.argument("frame", required=False, metavar="[FRAME]")
@plan_argument
@click.option("--budget", is_flag=True, help="Only the budget, by group and year.")
@standing_option
@contested_option
@endpoint_option
@format_option
@lang_option
@of_each_plan
def balance(
    frame: str | None,
    plan: str | None,
    budget: bool,
    standing: str,
    without_contested: bool,
    form: str,
    lang: str,
    engine: Engine,
) -> None:
    r"""Show how evenly FRAME is filled, or without it every frame, and the budget by group.

    \b
    Example:
        samgraph balance goal-coretask --lang en
        samgraph balance --budget --lang en
    """
    if budget and frame is not None:
        raise click.UsageError("--budget takes a plan, and no frame")
    knowledge = knowledge_of(plan, engine, contested=not without_contested)
    if budget:
        parts = _budget(knowledge, form, lang)
    elif frame is not None:
        parts = _frame(knowledge, frame, standing, form, lang)
    else:
        parts = _overview(knowledge, standing, form, lang)
        parts += _budget(knowledge, form, lang) if form == "table" else []
    show("\n\n".join(part for part in parts if part))


def _overview(knowledge: Knowledge, standing: str, form: str, lang: str) -> list[str]:
    from samgraph.balance.frames import frame_balances
    from samgraph.balance.text import balance_overview, overview_rows, overview_sentences
    from samgraph.tables import render

    found = frame_balances(knowledge)
    if form != "table":
        return [render(overview_rows(found, lang), form)]
    sentences = "\n".join(overview_sentences(found, lang, standing))
    return [render(balance_overview(found, lang), form) if found else "", sentences]


def _frame(knowledge: Knowledge, name: str, standing: str, form: str, lang: str) -> list[str]:
    from samgraph.balance.frames import frame_balance
    from samgraph.balance.text import balance_sentences, quotient_rows, quotient_table
    from samgraph.framing import find_frame
    from samgraph.tables import render

    found = frame_balance(knowledge, find_frame(knowledge, name))
    if form != "table":
        return [render(quotient_rows(knowledge, found, lang, standing), form)]
    rows = quotient_table(knowledge, found, lang, standing)
    sentences = "\n".join(balance_sentences(knowledge, found, lang, standing))
    return [render(rows, form) if rows.cells else "", sentences]


def _budget(knowledge: Knowledge, form: str, lang: str) -> list[str]:
    from samgraph.balance.budget import budget_of
    from samgraph.balance.budgettext import budget_rows, budget_sentences, budget_table
    from samgraph.tables import render

    found = budget_of(knowledge)
    if form != "table":
        return [render(budget_rows(knowledge, found, lang), form)]
    rows = budget_table(knowledge, found, lang)
    sentences = "\n".join(budget_sentences(knowledge, found, lang))
    return [render(rows, form) if rows.cells else "", sentences]
