"""`samgraph extract`."""

from __future__ import annotations

from pathlib import Path

import click

from samgraph.cli.options import progress


@click.command()
@click.argument(
    "source", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="SOURCE"
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A new or empty folder for the draft.",
)
@click.option(
    "--namespace",
    default="",
    metavar="IRI",
    help="Namespace of the plan's things, ending with / or #; by default made of SOURCE's name.",
)
@click.option(
    "--vocabulary",
    metavar="PLAN",
    help="A plan package whose themes and organisations are looked for too.",
)
@click.option("--strict", is_flag=True, help="End with status 1 if something could not be read.")
@click.pass_context
def extract(
    ctx: click.Context,
    source: Path,
    output: Path,
    namespace: str,
    vocabulary: str | None,
    strict: bool,
) -> None:
    r"""Draft a plan package from the text of a plan, SOURCE: a text file in UTF-8, or a PDF.

    Headings, goals with a code, their grid, lists, partners, account rows, and what the text names
    become rows of tables, each with its passage and the rule that found it. Everything is only
    suggested: a person accepts or rejects it in the tables.

    What looks like a goal, a partner or a budget row and cannot be read is listed on stderr with
    its line, and counted. The status is 0 all the same, with --strict 1.

    \b
    Example:
        samgraph extract my-plan.txt -o my-plan
    """
    from samgraph.extraction.drafts import write_draft
    from samgraph.extraction.reader import extract as extract_plan
    from samgraph.extraction.vocabularies import read_vocabulary
    from samgraph.outputs import refuse_taken
    from samgraph.resources import plan_folder
    from samgraph.schema import read_schema
    from samgraph.sources import read_source
    from samgraph.text import printable

    refuse_taken(output)
    terms = read_vocabulary(plan_folder(vocabulary), read_schema()) if vocabulary else ()
    progress(f"reading {source.name}")
    found = extract_plan(read_source(source), namespace=namespace, vocabulary=terms)
    write_draft(found.draft, output)
    for name, count in found.counts():
        click.echo(f"{count:6,}  {name}")
    for fault in found.faults:
        click.echo(printable(str(fault)), err=True)
    many = len(found.faults)
    verdict = f"{many} place{'s'[: many != 1]} to look at" if many else "everything could be read"
    click.echo(f"{output}: {verdict}", err=True)
    click.echo(f"  hint: samgraph check {output} --source {source} shows what to fill in", err=True)
    if strict and found.faults:
        ctx.exit(1)
