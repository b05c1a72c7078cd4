"""`samgraph explore` and `samgraph draw`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samgraph.cli.engine import Engine, endpoint_option, knowledge_of
from samgraph.cli.many import collection_of, together
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
    from samgraph.collection.opening import Built
    from samgraph.knowledge import Knowledge
    from samgraph.sources import Source
    from samgraph.web.served import Served


_WORDS = {
    "nl": {
        "written": "De interactieve kaart staat in {file}",
        "up": "De verkenner staat op {address}/ en stopt met Ctrl-C.",
    },
    "en": {
        "written": "The interactive network is in {file}",
        "up": "The explorer is at {address}/ and stops with Ctrl-C.",
    },
}


@click.command()
@plan_argument
@output_option(
    "FILE.html",
    "Write the page there instead of serving; without a terminal it is samgraph.html.",
)
@click.option("--once", is_flag=True, help="Write the page and end, also on a terminal.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    metavar="PORT",
    help="Port to serve at; without it, 8000 or any that is free.",
)
@contested_option
@source_option
@endpoint_option
@lang_option
def explore(
    plan: str | None,
    output: Path | None,
    once: bool,
    port: int | None,
    without_contested: bool,
    source: Path | None,
    lang: str,
    engine: Engine,
) -> None:
    r"""Build PLAN, show what it covers and where it falls short, and open its explorer.

    On a terminal the explorer is served on this machine alone, until Ctrl-C. Without a terminal,
    with --once or with --endpoint, one page with the interactive network is written instead.

    Of a collection: what every plan covers, and the network of all that they share.

    \b
    Example:
        samgraph explore --lang en
    """
    from collections import Counter

    from samgraph.checking import check_shapes
    from samgraph.sources import read_source
    from samgraph.summary import summary

    # What an engine elsewhere holds is drawn, not served a second time.
    is_served = sys.stdout.isatty() and not once and output is None and engine.url is None
    target = output or Path("samgraph.html")
    built = collection_of(plan, lang, engine, contested=not without_contested)
    if built is not None:
        if source is not None and is_served:
            raise click.UsageError("--source goes with one plan, not with a collection")
        _explore_collection(built, None if is_served else target, lang, source)
        if is_served:
            # What was said not to count is left out of the collection that was built.
            _serve(built.workspace if without_contested else plan, None, lang, None, port)
        return
    knowledge = knowledge_of(plan, engine, contested=not without_contested, progress=said)
    faults = None
    if engine.url is None:
        # Shapes are about the tables as they were written, which an engine does not hold.
        said("validating")
        faults = Counter(finding.severity for finding in check_shapes(plan))
    document = read_source(source) if source and is_served else None
    if not is_served:
        said("drawing the network")
        _write_page(knowledge, target, lang, source)
    show(summary(knowledge, lang, faults))
    if is_served:
        from samgraph.web.served import of_knowledge

        # Without contested links the plan is not read again when it changes.
        again = knowledge if without_contested else plan
        first = of_knowledge(knowledge, faults["violation"] if faults else 0)
        _serve(again, first, lang, document, port)
    else:
        show("\n" + _WORDS[lang]["written"].format(file=target))


def _explore_collection(built: Built, target: Path | None, lang: str, source: Path | None) -> None:
    """Show what every plan of a collection covers, and write what they share to a page."""
    from samgraph.collection.overview import cover_collection
    from samgraph.collectiontext import coverage_text, title

    if target is not None:
        said("drawing the network")
        _write_page(built.knowledge, target, lang, source)
    show(f"{title(built, lang)}\n")
    show(coverage_text(built, cover_collection(built), "table", lang))
    if target is not None:
        show("\n" + _WORDS[lang]["written"].format(file=target))


def _serve(
    again: Knowledge | str | Path | None,
    first: Served | None,
    lang: str,
    document: Source | None,
    port: int | None,
) -> None:
    """Serve the explorer to this machine until Ctrl-C, and open it where there is a screen.

    `again` is where the plan is read when it changes, `first` what has been read of it already;
    `document` is its own text, to quote from.
    """
    from samgraph.web.app import make_app
    from samgraph.web.journal import nowhere
    from samgraph.web.serving import bind, bind_free
    from samgraph.web.serving import serve as serve_app

    host = "127.0.0.1"
    sockets = bind_free(host, 8000) if port is None else bind(host, port)
    address = f"http://{host}:{sockets[0].getsockname()[1]}"
    app = make_app(
        again,
        force=True,
        lang=lang,
        origin="",
        document=document,
        eager=True,
        first=first,
    )

    def up(_: object) -> None:
        show("\n" + _WORDS[lang]["up"].format(address=address))
        if _has_display():
            click.launch(f"{address}/")

    serve_app(app, sockets, log=nowhere, on_start=up)


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
    knowledge = together(plan, engine, lang, contested=not without_contested)
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
    """Tell whether there is a screen to open a page on."""
    if sys.platform.startswith(("win", "darwin")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
