"""`samgraph explore` and `samgraph draw`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samgraph.cli.engine import Engine, endpoint_option, knowledge_of
from samgraph.cli.options import (
    contested_option,
    lang_option,
    output_option,
    plan_argument,
    quotations_of,
    said,
    show,
    source_option,
)

if TYPE_CHECKING:
    from samgraph.knowledge import Knowledge


@click.command()
@plan_argument
@output_option(
    "FILE.html", "Where the page is written.", default=Path("samgraph.html"), show_default=True
)
@click.option("--once", is_flag=True, help="Write the page and end, without opening it.")
@contested_option
@source_option
@endpoint_option
@lang_option
def explore(
    plan: str | None,
    output: Path,
    once: bool,
    without_contested: bool,
    source: Path | None,
    lang: str,
    engine: Engine,
) -> None:
    r"""Build PLAN, show what it covers and where it falls short, and open its network.

    \b
    Example:
        samgraph explore --lang en
    """
    from collections import Counter

    from samgraph.checking import check_shapes
    from samgraph.summary import summary

    knowledge = knowledge_of(plan, engine, contested=not without_contested, progress=said)
    faults = None
    if engine.url is None:
        # Shapes are about the tables as they were written, which an engine does not hold.
        said("validating")
        faults = Counter(finding.severity for finding in check_shapes(plan))
    said("drawing the network")
    _write_page(knowledge, output, lang, source)
    show(summary(knowledge, lang, faults))
    written = "De interactieve kaart staat in" if lang == "nl" else "The interactive network is in"
    show(f"\n{written} {output}")
    if not once and _has_display():
        click.launch(output.resolve().as_uri())


@click.command()
@plan_argument
@output_option("FILE.html", "Where the page is written.", required=True)
@contested_option
@source_option
@endpoint_option
@lang_option
def draw(
    plan: str | None,
    output: Path,
    without_contested: bool,
    source: Path | None,
    lang: str,
    engine: Engine,
) -> None:
    r"""Write PLAN's interactive network as one self-contained page.

    \b
    Example:
        samgraph draw -o sam.html --lang en
    """
    knowledge = knowledge_of(plan, engine, contested=not without_contested)
    _write_page(knowledge, output, lang, source)
    click.echo(str(output), err=True)


def _write_page(knowledge: Knowledge, output: Path, lang: str, source: Path | None) -> None:
    from samgraph.drawing import draw as draw_page
    from samgraph.outputs import whole_file
    from samgraph.projection import project

    with whole_file(output) as file:
        quotes = quotations_of(knowledge, source).by_place
        page = draw_page(project(knowledge, derived=True), lang, quotes)
        file.write_text(page, encoding="utf-8", newline="\n")


def _has_display() -> bool:
    """Tell whether there is a person at a screen to open a page for."""
    if not sys.stdout.isatty():
        return False
    if sys.platform.startswith(("win", "darwin")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
