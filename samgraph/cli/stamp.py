"""`samgraph stamp`."""

from __future__ import annotations

from pathlib import Path

import click

from samgraph.cli.many import one_plan


@click.command()
@click.argument("plan")
@click.option(
    "--source",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The source text, in UTF-8.",
)
def stamp(plan: str, source: Path) -> None:
    r"""Fill in the position and the fingerprint of PLAN's passages from its source text.

    \b
    Example:
        samgraph stamp my-plan --source my-plan.txt
    """
    from samgraph.resources import plan_folder
    from samgraph.sources import read_source
    from samgraph.stamping import stamp as stamp_tables

    one_plan(plan, "stamp")
    count = stamp_tables(plan_folder(plan), read_source(source))
    click.echo(f"{count} passages stamped", err=True)
