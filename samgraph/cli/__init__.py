"""The commands: each parses, calls one function of samgraph, and renders what comes back."""

from __future__ import annotations

import click

from samgraph import __version__
from samgraph.cli.options import Group

COMMANDS = {
    "explore": "explore",
    "check": "build",
    "gaps": "analyse",
    "coverage": "analyse",
    "chains": "follow",
    "align": "align",
    "balance": "weigh",
    "questions": "ask",
    "ask": "ask",
    "sparql": "ask",
    "what-if": "losses",
    "fragility": "losses",
    "network": "analyse",
    "worklist": "worklist",
    "structure": "structure",
    "draw": "explore",
    "report": "report",
    "build": "build",
    "serve": "serve",
    "publish": "publish",
    "push": "push",
    "stamp": "stamp",
    "extract": "extract",
    "init": "init",
    "compare": "compare",
    "export": "exchange",
    "import": "exchange",
}
"""Each command with the module that holds it, in the order in which a user meets them."""


@click.group(
    cls=Group,
    homes=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__, prog_name="samgraph")
def cli() -> None:
    """Turn a strategic plan into a knowledge graph, and see what it covers and leaves out.

    PLAN is a folder with a plan package, a workbook, the name of a packaged plan, or a collection
    of plans; without it, the multi-year plan 2021-2025 of SAM, steunpunt Mens en Samenleving.
    """
