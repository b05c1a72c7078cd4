"""`samgraph what-if` and `samgraph fragility`: what hangs on whom, and what is lost without."""

from __future__ import annotations

from pathlib import Path

import click

from samgraph.cli.each import of_each_plan
from samgraph.cli.engine import Engine, endpoint_option, knowledge_of
from samgraph.cli.options import (
    FOR_PROGRAMS,
    contested_option,
    format_option,
    lang_option,
    number_option,
    plan_argument,
    progress,
    quotations_of,
    show,
    source_option,
    standing_option,
)


@click.command("what-if")
@plan_argument
@click.option(
    "--without",
    multiple=True,
    required=True,
    metavar="ID",
    help="A partner, a result area, any thing; or a link as 'SUBJECT PROPERTY OBJECT'. "
    "May be given several times.",
)
@contested_option
@source_option
@endpoint_option
@format_option
@lang_option
@of_each_plan
def what_if(
    plan: str | None,
    without: tuple[str, ...],
    without_contested: bool,
    source: Path | None,
    form: str,
    lang: str,
    engine: Engine,
) -> None:
    r"""Show which cells, gaps and intervals change if PLAN had to do without something.

    \b
    Example:
        samgraph what-if --without sam:pn-grip --lang en
    """
    from samgraph.lookup import find_parts
    from samgraph.solutions import with_ids
    from samgraph.tables import render
    from samgraph.whatif import what_if as compare
    from samgraph.whatiftext import cell_rows, what_if_text

    knowledge = knowledge_of(plan, engine, contested=not without_contested)
    things, links = find_parts(knowledge, without)
    progress("concluding anew")
    found = compare(knowledge, things, links)
    if form == "table":
        quotes = quotations_of(knowledge, source)
        show(what_if_text(knowledge, found, lang, quotes.by_place))
    elif form in FOR_PROGRAMS:
        show(render(with_ids(knowledge, found), form))
    else:
        show(render(cell_rows(knowledge, found, lang), form))


@click.command()
@plan_argument
@number_option("How many partners to show.", 15)
@standing_option
@contested_option
@endpoint_option
@format_option
@lang_option
@of_each_plan
def fragility(
    plan: str | None,
    number: int,
    standing: str,
    without_contested: bool,
    form: str,
    lang: str,
    engine: Engine,
) -> None:
    r"""Show what in PLAN hangs on one partner, and what is lost without each.

    \b
    Example:
        samgraph fragility --lang en
    """
    from samgraph.fragility import find_fragility
    from samgraph.fragilitytext import fragility_in_words, loss_rows
    from samgraph.framing import frames
    from samgraph.solutions import with_ids
    from samgraph.tables import render

    knowledge = knowledge_of(plan, engine, contested=not without_contested)
    found = find_fragility(knowledge, standing)
    if form in FOR_PROGRAMS:
        show(render(with_ids(knowledge, found), form))
    else:
        show(render(loss_rows(knowledge, found, lang, number), form))
    if form == "table":
        labels = {frame.name: frame.labels.get(lang, frame.name) for frame in frames(knowledge)}
        show("\n" + "\n".join(fragility_in_words(knowledge, found, labels, lang)))
