"""`samgraph build` and `samgraph check`."""

from __future__ import annotations

from pathlib import Path

import click

from samgraph.cli.options import format_option, lang_option, plan_argument, progress


@click.command()
@plan_argument
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="Where to; the suffix tells the format, none makes a store.",
)
@click.option(
    "--reasoner",
    type=click.Choice(["rules", "owlrl"]),
    default="rules",
    show_default=True,
    help="Engine that infers; owlrl is the slow reference.",
)
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
    write_graph(knowledge, output)
    click.echo(f"{output}: {len(knowledge.store):,} statements", err=True)


@click.command()
@plan_argument
@click.option("--strict", is_flag=True, help="Let warnings count as findings too.")
@click.option(
    "--reasoner",
    type=click.Choice(["rules", "owlrl"]),
    default="rules",
    show_default=True,
    help="Engine that looks for contradictions.",
)
@format_option
@lang_option
@click.pass_context
def check(
    ctx: click.Context, plan: str | None, strict: bool, reasoner: str, form: str, lang: str
) -> None:
    r"""Check PLAN: its tables, its shapes, and whether it contradicts the ontology.

    Ends with status 1 if a shape is violated, with --strict also on a warning.

    \b
    Example:
        samgraph check my-plan --lang en
    """
    from samgraph.checking import check_plan
    from samgraph.tables import render

    report = check_plan(plan, reasoner=reasoner, progress=progress)
    rows = report.rows(lang)
    if rows.cells or form != "table":
        click.echo(render(rows, form))
    click.echo(report.verdict(lang), err=True)
    if report.fails(strict=strict):
        ctx.exit(1)
