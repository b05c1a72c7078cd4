"""The commands: each parses, calls one function of samgraph, and renders what comes back."""

from __future__ import annotations

import click

from samgraph import __version__
from samgraph.cli import analyse, ask, build, explore
from samgraph.cli.options import Group


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="samgraph")
def cli() -> None:
    """Turn a strategic plan into a knowledge graph, and see what it covers and leaves out.

    PLAN is a folder with a plan package, or the name of a packaged plan; without it, the
    multi-year plan 2021-2025 of SAM, steunpunt Mens en Samenleving.
    """


for _command in (
    explore.explore,
    build.check,
    analyse.gaps,
    analyse.coverage,
    ask.questions,
    ask.ask,
    ask.sparql,
    analyse.network,
    explore.draw,
    build.build,
):
    cli.add_command(_command)
