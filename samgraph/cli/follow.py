"""`samgraph chains`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samgraph.cli.engine import Engine, endpoint_option, knowledge_of, undisputed
from samgraph.cli.many import collection_of, with_plan
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
from samgraph.text import printable

if TYPE_CHECKING:
    from samgraph.chains.walks import Chains
    from samgraph.collection.opening import Built
    from samgraph.knowledge import Knowledge
    from samgraph.rows import Rows


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

    Of a collection each plan is followed by itself.

    \b
    Example:
        samgraph chains --show paths --lang en
    """
    built = collection_of(plan, lang, engine, contested=not without_contested)
    if built is None:
        knowledge = knowledge_of(plan, engine, contested=not without_contested)
        asked = _Asked(name, what, standing, form, lang, without_contested=without_contested)
        show(_text(knowledge, lambda: undisputed(plan, engine, knowledge), asked, source))
        return
    if source is not None:
        raise click.UsageError("--source goes with one plan, not with a collection")
    asked = _Asked(name, what, standing, form, lang, without_contested=True)
    _show_each(built, asked)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a chain."""

    name: str
    what: str
    standing: str
    form: str
    lang: str
    without_contested: bool


def _show_each(built: Built, asked: _Asked) -> None:
    """Show the chains of each plan of a collection, as rows with the plan in the first column."""
    from samgraph.tables import render

    parts = []
    for one in built.volumes():
        knowledge = built.plan(one.name)
        if asked.form == "table":
            head = f"{one.name}: {printable(one.labels.get(asked.lang, one.name))}"
            text = _text(knowledge, built.view, asked, None)
            show(f"{head}\n{'─' * len(head)}\n{text}\n")
        else:
            parts.append((one.name, _rows(knowledge, asked)))
    if asked.form != "table":
        show(render(with_plan(parts), asked.form))


def _rows(knowledge: Knowledge, asked: _Asked) -> Rows:
    from samgraph.chains.hops import find_chain
    from samgraph.chains.walking import follow_chain

    return _made(knowledge, follow_chain(knowledge, find_chain(knowledge, asked.name)), asked)


def _made(knowledge: Knowledge, found: Chains, asked: _Asked) -> Rows:
    """Return what was found along a chain as rows for programs."""
    from samgraph.chains.tables import flow_rows, orphan_rows, path_table, walk_rows

    if asked.what == "flows":
        return flow_rows(found, asked.lang, asked.standing)
    make = {"walks": walk_rows, "paths": path_table, "orphans": orphan_rows}[asked.what]
    return make(knowledge, found, asked.lang, asked.standing)


def _text(
    knowledge: Knowledge,
    rest: Callable[..., Knowledge],
    asked: _Asked,
    source: Path | None,
) -> str:
    """Return what was found along a chain of one plan as text."""
    from samgraph.chains.hops import find_chain
    from samgraph.chains.tables import walk_legend, walk_table
    from samgraph.chains.text import chain_sentences
    from samgraph.chains.walking import follow_chain
    from samgraph.coverage import has_contested
    from samgraph.quoting import quoted_rows, quoted_text
    from samgraph.tables import render

    what, form, lang, standing = asked.what, asked.form, asked.lang, asked.standing
    found = follow_chain(knowledge, find_chain(knowledge, asked.name))
    if what == "walks" and form == "table":
        without = None
        if not asked.without_contested and has_contested(knowledge):
            other = rest()
            without = follow_chain(other, find_chain(other, asked.name))
        rows = walk_table(knowledge, found, lang, standing, without)
    else:
        rows = _made(knowledge, found, asked)
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
        return render(rows, form)
    parts = [render(rows, form)] if rows.cells else []
    if what == "walks" and rows.cells:
        disputed = any("!" in str(cell) for cells in rows.cells for cell in cells[1:-1])
        parts.append(walk_legend(lang, standing, disputed=disputed))
    parts.append("\n".join(chain_sentences(knowledge, found, lang, standing)))
    parts.append(quoted_text(knowledge, named, quotes, lang))
    return "\n\n".join(part for part in parts if part)
