"""`samgraph coverage`, `samgraph gaps` and `samgraph network`."""

from __future__ import annotations

from pathlib import Path

import click

from samgraph.cli.engine import (
    Engine,
    endpoint_option,
    frame_and_plan,
    gaps_of,
    knowledge_of,
    undisputed,
)
from samgraph.cli.options import (
    FOR_PROGRAMS,
    contested_option,
    format_option,
    lang_option,
    number_option,
    plan_argument,
    quotations_of,
    show,
    source_option,
    standing_option,
)


@click.command()
@click.argument("frame", required=False, metavar="[FRAME]")
@plan_argument
@click.option(
    "--cells", is_flag=True, help="List every cell with its status and the links behind it."
)
@standing_option
@contested_option
@source_option
@endpoint_option
@format_option
@lang_option
def coverage(
    frame: str | None,
    plan: str | None,
    cells: bool,
    standing: str,
    without_contested: bool,
    source: Path | None,
    form: str,
    lang: str,
    engine: Engine,
) -> None:
    r"""Show the coverage matrix of FRAME, or without it every frame with its interval.

    \b
    Example:
        samgraph coverage goal-coretask --lang en
    """
    from samgraph.cellstatus import disputed_cells
    from samgraph.coverage import cover, cover_all, has_contested
    from samgraph.framing import find_frame
    from samgraph.gaptext import NEVER_MATCHES
    from samgraph.reading import cell_table, legend, matrix_rows, matrix_table, overview
    from samgraph.tables import render

    frame, plan = frame_and_plan(frame, plan, engine)
    knowledge = knowledge_of(plan, engine, contested=not without_contested)
    if cells:
        from samgraph.cellstatus import inspect_cells
        from samgraph.solutions import with_ids

        if frame is None:
            raise click.UsageError("--cells needs a FRAME; samgraph coverage lists them")
        inspected = inspect_cells(knowledge, find_frame(knowledge, frame))
        machine = form in FOR_PROGRAMS
        rows = with_ids(knowledge, inspected) if machine else cell_table(knowledge, inspected, lang)
        show(render(rows, form))
        return
    if frame is None:
        found = cover_all(knowledge)
        never = [one.frame.name for one in found.matrices if not one.cells and one.frame.rows]
        if never:
            click.echo(NEVER_MATCHES[lang].format(names=", ".join(never)), err=True)
        machine = form in FOR_PROGRAMS
        show(render(found.to_rows() if machine else overview(found.matrices, lang), form))
        return
    matrix = cover(knowledge, find_frame(knowledge, frame))
    disputed: frozenset[tuple[str, str]] = frozenset()
    if not without_contested and has_contested(knowledge):
        disputed = disputed_cells(knowledge, matrix, lambda: undisputed(plan, engine, knowledge))
    shown = matrix_rows if form in FOR_PROGRAMS else matrix_table
    show(render(shown(knowledge, matrix, lang, standing, disputed), form))
    if form == "table":
        quotes = quotations_of(knowledge, source)
        show(legend(matrix, lang, standing, quotes.by_place, disputed=bool(disputed)))


@click.command()
@plan_argument
@click.option("--frame", help="Only the gaps of this frame.")
@click.option(
    "--kind",
    type=click.Choice(["open", "silent", "deliberate", "thin"]),
    help="Only gaps of this kind.",
)
@click.option("--robust", is_flag=True, help="Only gaps that no reading closes.")
@number_option("Only the first so many.")
@click.option("--strict", is_flag=True, help="End with status 1 if there is a gap.")
@contested_option
@source_option
@endpoint_option
@format_option
@lang_option
@click.pass_context
def gaps(
    ctx: click.Context,
    plan: str | None,
    frame: str | None,
    kind: str | None,
    robust: bool,
    number: int | None,
    strict: bool,
    without_contested: bool,
    source: Path | None,
    form: str,
    lang: str,
    engine: Engine,
) -> None:
    r"""List the gaps in PLAN, the most important first, each with its reason and its evidence.

    \b
    Example:
        samgraph gaps --kind deliberate --lang en
    """
    from samgraph.findings import known_frame
    from samgraph.gaptext import NOTHING_ASKED, gap_rows, gap_text

    every, names = gaps_of(plan, engine, contested=not without_contested)
    name = known_frame(frame, names) if frame else None
    found = [
        gap
        for gap in every
        if name in (None, gap.frame) and kind in (None, gap.kind) and (gap.robust or not robust)
    ]
    shown = found[:number]
    if form == "table" and not names:
        show(NOTHING_ASKED[lang])
    elif form == "table" and source is None:
        show(gap_text(shown, lang, len(found)))
    else:
        from samgraph.tables import render

        knowledge = knowledge_of(plan, engine, contested=not without_contested)
        quotes = quotations_of(knowledge, source).by_place
        if form == "table":
            show(gap_text(shown, lang, len(found), quotes))
        else:
            show(render(gap_rows(knowledge, shown, lang, quotes), form))
    if strict and found:
        ctx.exit(1)


@click.command()
@plan_argument
@click.option(
    "--project",
    "projection",
    default="all",
    show_default=True,
    help="Which network: all, links, goals, themes, partners or resultareas.",
)
@number_option("How many nodes to show.", 15)
@standing_option
@contested_option
@endpoint_option
@format_option
@lang_option
def network(
    plan: str | None,
    projection: str,
    number: int,
    standing: str,
    without_contested: bool,
    form: str,
    lang: str,
    engine: Engine,
) -> None:
    r"""Measure PLAN as a network: degree, betweenness, bridges, communities, in figures and words.

    \b
    Example:
        samgraph network --project partners --lang en
    """
    from samgraph.network import in_words, measure
    from samgraph.reading import network_rows
    from samgraph.tables import render

    knowledge = knowledge_of(plan, engine, contested=not without_contested)
    measured = measure(knowledge, projection, standing)
    words = "en" if form in FOR_PROGRAMS else lang
    show(render(network_rows(knowledge, measured, lang, number, words), form))
    if form == "table":
        show("\n" + "\n".join(in_words(measured, knowledge.labels(lang), lang)))
