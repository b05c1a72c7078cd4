"""`samgraph build` and `samgraph check`."""

from __future__ import annotations

from pathlib import Path

import click

from samgraph.cli.engine import package_only
from samgraph.cli.options import (
    FOR_PROGRAMS,
    contested_option,
    format_option,
    lang_option,
    output_option,
    plan_argument,
    progress,
    show,
    source_option,
    warn_of_empty_pages,
)


@click.command()
@plan_argument
@output_option(
    "FILE|DIR", "Where to; the suffix tells the format, none makes a store.", required=True
)
@click.option(
    "--reasoner",
    type=click.Choice(["rules", "owlrl"]),
    default="rules",
    show_default=True,
    help="Engine that infers; owlrl is the slow reference.",
)
@package_only("it makes the graph from the plan's tables")
def build(plan: str | None, output: Path, reasoner: str) -> None:
    r"""Write the graph of PLAN to a file (ttl, trig, nt, nq, jsonld, rdf) or a store on disk.

    \b
    Example:
        samgraph build -o sam.trig
    """
    from samgraph.building import build as build_knowledge
    from samgraph.serialising import write_graph

    knowledge = build_knowledge(plan, reasoner=reasoner, progress=progress)
    progress(f"writing {output}")
    count = write_graph(knowledge, output)
    click.echo(f"{output}: {count:,} statements", err=True)


@click.command()
@plan_argument
@click.option("--strict", is_flag=True, help="Let warnings and discrepancies count as well.")
@click.option(
    "--reasoner",
    type=click.Choice(["rules", "owlrl"]),
    default="rules",
    show_default=True,
    help="Engine that looks for contradictions.",
)
@package_only("it reads the plan's tables, of which an engine holds only what was made")
@contested_option
@source_option
@format_option
@lang_option
@click.pass_context
def check(
    ctx: click.Context,
    plan: str | None,
    strict: bool,
    reasoner: str,
    without_contested: bool,
    source: Path | None,
    form: str,
    lang: str,
) -> None:
    r"""Check PLAN: its tables, its shapes, whether it contradicts the ontology or itself.

    With --source, every passage is looked up in the plan's text or PDF; one that is gone or has
    changed is listed as suspect, with what rests on it. Pages without text are named on stderr.
    Ends with status 1 if a shape is violated or a passage is suspect; with --strict also on a
    warning, or if the plan contradicts itself.

    \b
    Example:
        samgraph check my-plan --source my-plan.txt --lang en
    """
    from samgraph.checking import check_plan
    from samgraph.discrepancytext import discrepancy_text
    from samgraph.sources import read_source
    from samgraph.tables import render

    document = read_source(source) if source else None
    if document is not None:
        warn_of_empty_pages(document, lang)
    report = check_plan(
        plan,
        source=document,
        reasoner=reasoner,
        contested=not without_contested,
        progress=progress,
    )
    people = form == "table"
    words = "en" if form in FOR_PROGRAMS else lang
    rows = report.rows(lang, discrepancies=not people, together=people, words_in=words)
    if rows.cells or form != "table":
        show(render(rows, form))
    if report.discrepancies and form == "table":
        gap = "\n" * bool(rows.cells)
        show(gap + discrepancy_text(report.discrepancies, lang, report.quotes))
    click.echo(report.verdict(lang), err=True)
    if report.fails(strict=strict):
        ctx.exit(1)
