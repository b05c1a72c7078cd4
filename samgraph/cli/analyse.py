"""`samgraph coverage`, `samgraph gaps` and `samgraph network`."""

from __future__ import annotations

from pathlib import Path

import click

from samgraph.cli.options import (
    FOR_PROGRAMS,
    contested_option,
    format_option,
    frame_and_plan,
    lang_option,
    plan_argument,
    progress,
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
) -> None:
    r"""Show the coverage matrix of FRAME, or without it every frame with its interval.

    \b
    Example:
        samgraph coverage goal-coretask --lang en
    """
    from samgraph.coverage import cover, cover_all, differing, has_contested
    from samgraph.framing import find_frame
    from samgraph.gaptext import NEVER_MATCHES
    from samgraph.loading import load
    from samgraph.reading import cell_table, legend, matrix_rows, matrix_table, overview
    from samgraph.tables import render

    frame, plan = frame_and_plan(frame, plan)
    knowledge = load(plan, contested=not without_contested, progress=progress)
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
        other = load(plan, contested=False, progress=progress)
        disputed = differing(matrix, cover(other, find_frame(other, frame)))
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
@click.option("-n", "--number", type=click.IntRange(min=1), help="Only the first so many.")
@click.option("--strict", is_flag=True, help="End with status 1 if there is a gap.")
@contested_option
@source_option
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
) -> None:
    r"""List the gaps in PLAN, the most important first, each with its reason and its evidence.

    \b
    Example:
        samgraph gaps --kind deliberate --lang en
    """
    from samgraph.findings import known_frame
    from samgraph.gaptext import NOTHING_ASKED, gap_rows, gap_text
    from samgraph.loading import load_gaps

    every, names = load_gaps(plan, contested=not without_contested, progress=progress)
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
        from samgraph.loading import load
        from samgraph.tables import render

        knowledge = load(plan, contested=not without_contested)
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
@click.option(
    "-n",
    "--number",
    type=click.IntRange(min=1),
    default=15,
    show_default=True,
    help="How many nodes to show.",
)
@standing_option
@contested_option
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
) -> None:
    r"""Measure PLAN as a network: degree, betweenness, bridges, communities, in figures and words.

    \b
    Example:
        samgraph network --project partners --lang en
    """
    from samgraph.loading import load
    from samgraph.network import measure
    from samgraph.networktext import in_words
    from samgraph.reading import network_rows
    from samgraph.tables import render

    knowledge = load(plan, contested=not without_contested, progress=progress)
    measured = measure(knowledge, projection, standing)
    words = "en" if form in FOR_PROGRAMS else lang
    show(render(network_rows(knowledge, measured, lang, number, words), form))
    if form == "table":
        show("\n" + "\n".join(in_words(measured, knowledge.labels(lang), lang)))
