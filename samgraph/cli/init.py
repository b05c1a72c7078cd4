"""`samgraph init`."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from samgraph.cli.options import lang_option


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--title", default="", help="What the plan is called.")
@click.option(
    "--namespace",
    default="",
    metavar="IRI",
    help="Namespace of the plan's things, ending with / or #; by default one to be replaced.",
)
@click.option(
    "--period", default="", metavar="YEARS", help="The years of the plan.  [default: 2026-2030]"
)
@click.option(
    "--workbook", is_flag=True, help="Write the tables as the sheets of one workbook (.xlsx)."
)
@lang_option
def init(folder: Path, title: str, namespace: str, period: str, workbook: bool, lang: str) -> None:
    r"""Begin a plan package in DIR, a new or empty folder: every table with example rows.

    The package builds as it stands; replace the example row by row. README.md in it tells, in the
    language of --lang, what each table and column is for.

    \b
    Example:
        samgraph init my-plan --title "Our plan" --period 2026-2030
    """
    from samgraph.errors import SamgraphError
    from samgraph.resources import SUFFIXES
    from samgraph.starting import start_package

    if folder.suffix.casefold() in SUFFIXES:
        raise SamgraphError(
            "is named like a workbook, and a package is a folder",
            where=str(folder),
            hint=f"name a folder, as in samgraph init {folder.stem} --workbook",
        )
    made = start_package(
        folder, title=title, namespace=namespace, years=period, lang=lang, workbook=workbook
    )
    for file in made.files:
        click.echo(folder / file)
    click.echo(f"{folder}: {len(made.files)} files; read {folder / 'README.md'} first", err=True)
    if not namespace:
        hint = "replace it in plan.ttl by an address of your own"
        click.echo(f"  hint: the namespace is {made.namespace}, {hint}", err=True)
    click.echo(f"  hint: samgraph check {quote(str(folder))} builds and checks it", err=True)
