"""`samgraph coverage`, `samgraph gaps` and `samgraph network`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samgraph.cli.engine import (
    Engine,
    endpoint_option,
    frame_and_plan,
    gaps_of,
    knowledge_of,
    undisputed,
)
from samgraph.cli.many import collection_of, together, with_plan
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
from samgraph.collection.members import holds_plans
from samgraph.text import printable

if TYPE_CHECKING:
    from samgraph.collection.opening import Built
    from samgraph.findings import Gap


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

    Of a collection: the frames over all plans and in each, or FRAME in each plan.

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
    if engine.url is None and holds_plans(plan):
        if cells or source is not None:
            raise click.UsageError("--cells and --source go with one plan, not with a collection")
        built = collection_of(plan, lang, engine, contested=not without_contested)
        if built is not None:
            show(_collection_coverage(built, frame, form, lang))
            return
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


def _collection_coverage(built: Built, frame: str | None, form: str, lang: str) -> str:
    """Return the coverage of a collection as text, of every frame or of one.

    Raises:
        SamgraphError: no plan has such a frame.

    """
    from samgraph.collection.overview import Lines, cover_collection
    from samgraph.collectiontext import coverage_text
    from samgraph.findings import known_frame
    from samgraph.tables import render

    lines = cover_collection(built)
    if frame is not None:
        name = known_frame(frame, sorted({one.frame for one in lines}))
        lines = Lines(one for one in lines if one.frame == name)
    if form in FOR_PROGRAMS:
        return render(lines.to_rows(), form)
    return coverage_text(built, lines, form, lang)


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

    Of a collection the gaps of each plan are listed, with -n the first so many of each.

    \b
    Example:
        samgraph gaps --kind deliberate --lang en
    """
    from samgraph.findings import known_frame
    from samgraph.gaptext import NOTHING_ASKED, gap_rows, gap_text

    built = collection_of(plan, lang, engine, contested=not without_contested)
    if built is not None:
        if source is not None:
            raise click.UsageError("--source goes with one plan, not with a collection")
        wanted = _Wanted(frame, kind, robust, number)
        if _collection_gaps(built, wanted, form, lang) and strict:
            ctx.exit(1)
        return
    every, names = gaps_of(plan, engine, contested=not without_contested)
    name = known_frame(frame, names) if frame else None
    found = [gap for gap in every if _Wanted(name, kind, robust, number).takes(gap)]
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


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which gaps are asked for."""

    frame: str | None
    kind: str | None
    robust: bool
    number: int | None
    """Of each plan."""

    def takes(self, gap: Gap) -> bool:
        """Tell whether a gap is one of them, however many there are."""
        return (
            self.frame in (None, gap.frame)
            and self.kind in (None, gap.kind)
            and (gap.robust or not self.robust)
        )


def _collection_gaps(built: Built, wanted: _Wanted, form: str, lang: str) -> bool:
    """Show the gaps of each plan of a collection; tell whether there are any.

    Raises:
        SamgraphError: no plan has such a frame.

    """
    from samgraph.findings import known_frame
    from samgraph.gaptext import gap_rows, gap_text
    from samgraph.tables import render

    if wanted.frame is not None:
        names = sorted({each["name"] for one in built.volumes() for each in one.frames})
        wanted = replace(wanted, frame=known_frame(wanted.frame, names))
    parts = []
    is_any = False
    for volume in built.volumes():
        found = [gap for gap in built.gaps(volume.name) if wanted.takes(gap)]
        is_any = is_any or bool(found)
        shown = found[: wanted.number]
        if form == "table":
            head = f"{volume.name}: {printable(volume.labels.get(lang, volume.name))}"
            show(f"{head}\n{'─' * len(head)}\n{gap_text(shown, lang, len(found))}\n")
        else:
            parts.append((volume.name, gap_rows(built.view(volume.name), shown, lang)))
    if form != "table":
        show(render(with_plan(parts), form))
    return is_any


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

    The plans of a collection are one network, tied by what they share.

    \b
    Example:
        samgraph network --project partners --lang en
    """
    from samgraph.network import measure
    from samgraph.networktext import in_words
    from samgraph.reading import network_rows
    from samgraph.tables import render

    knowledge = together(plan, engine, lang, contested=not without_contested)
    measured = measure(knowledge, projection, standing)
    words = "en" if form in FOR_PROGRAMS else lang
    show(render(network_rows(knowledge, measured, lang, number, words), form))
    if form == "table":
        show("\n" + "\n".join(in_words(measured, knowledge.labels(lang), lang)))
