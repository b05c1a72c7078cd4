"""`samgraph chains`."""

from __future__ import annotations

from pathlib import Path

import click

from samgraph.cli.engine import Engine, endpoint_option, knowledge_of, undisputed
from samgraph.cli.options import (
    contested_option,
    format_option,
    lang_option,
    plan_argument,
    quotations_of,
    show,
    source_option,
    standing_option,
)


@click.command()
@plan_argument
@click.option("--chain", "name", default="", help="Which chain; by default the plan's own first.")
@click.option(
    "--show",
    "what",
    type=click.Choice(["walks", "paths", "orphans", "flows"]),
    default="walks",
    show_default=True,
    help="How far every start gets, an example path each, what stands loose, or what passes.",
)
@standing_option
@contested_option
@source_option
@endpoint_option
@format_option
@lang_option
def chains(
    plan: str | None,
    name: str,
    what: str,
    standing: str,
    without_contested: bool,
    source: Path | None,
    form: str,
    lang: str,
    engine: Engine,
) -> None:
    r"""Follow PLAN along a chain, from signal to partner and figure, and show where it breaks off.

    \b
    Example:
        samgraph chains --show paths --lang en
    """
    from samgraph.chains.hops import find_chain
    from samgraph.chains.tables import (
        flow_rows,
        orphan_rows,
        path_table,
        walk_legend,
        walk_rows,
        walk_table,
    )
    from samgraph.chains.text import chain_sentences
    from samgraph.chains.walking import follow_chain
    from samgraph.coverage import has_contested
    from samgraph.quoting import quoted_rows, quoted_text
    from samgraph.tables import render

    knowledge = knowledge_of(plan, engine, contested=not without_contested)
    found = follow_chain(knowledge, find_chain(knowledge, name))
    rest = None
    if what == "flows":
        rows = flow_rows(found, lang, standing)
    elif what == "walks" and form == "table":
        if not without_contested and has_contested(knowledge):
            other = undisputed(plan, engine, knowledge)
            rest = follow_chain(other, find_chain(other, name))
        rows = walk_table(knowledge, found, lang, standing, rest)
    else:
        make = {"walks": walk_rows, "paths": path_table, "orphans": orphan_rows}[what]
        rows = make(knowledge, found, lang, standing)
    quotes = quotations_of(knowledge, source).by_place
    named = {
        "flows": [],
        "orphans": [
            thing
            for some in found.orphans(standing)
            for side in (some.no_start, *some.no_end.values())
            for thing in side
        ],
    }.get(what, [walk.start for walk in found.walks])
    if form != "table":
        if quotes and what != "flows":
            rows = quoted_rows(knowledge, rows, [[thing] for thing in named], quotes)
        show(render(rows, form))
        return
    parts = [render(rows, form)] if rows.cells else []
    if what == "walks" and rows.cells:
        disputed = any("!" in str(cell) for cells in rows.cells for cell in cells[1:-1])
        parts.append(walk_legend(lang, standing, disputed=disputed))
    parts.append("\n".join(chain_sentences(knowledge, found, lang, standing)))
    parts.append(quoted_text(knowledge, named, quotes, lang))
    show("\n\n".join(part for part in parts if part))
