"""`samgraph push`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

import click

from samgraph.cli.engine import Engine, engine_options
from samgraph.cli.many import collection_of
from samgraph.cli.options import (
    FOR_PROGRAMS,
    contested_option,
    format_option,
    lang_option,
    plan_argument,
    said,
    show,
)

if TYPE_CHECKING:
    from samgraph.knowledge import Knowledge


@click.command()
@click.argument("url")
@plan_argument
@click.option(
    "--graph-store", "kind", flag_value="graph store",
    help="URL takes graphs, by the SPARQL 1.1 Graph Store Protocol.",
)  # fmt: skip
@click.option("--update", "kind", flag_value="update", help="URL takes SPARQL 1.1 updates.")
@click.option("--query", metavar="URL", help="Where the engine is asked, if not beside URL.")
@click.option(
    "--batch",
    type=click.IntRange(1, 1_000_000),
    default=2_000,
    show_default=True,
    help="Triples of one request.",
)
@contested_option
@engine_options
@format_option
@lang_option
def push(
    url: str,
    plan: str | None,
    kind: str | None,
    query: str | None,
    batch: int,
    without_contested: bool,
    form: str,
    lang: str,
    engine: Engine,
) -> None:
    r"""Load PLAN into the SPARQL engine at URL, in the place of what its graphs held there.

    Without --graph-store or --update it is found out what URL takes. Other graphs are left alone;
    afterwards every graph is counted. Of a collection every plan is loaded, then what all of them
    say together. A name and password, or a token, come from SAMGRAPH_USER and SAMGRAPH_PASSWORD,
    or SAMGRAPH_TOKEN, in the environment.

    \b
    Example:
        samgraph push http://127.0.0.1:7878/update
    """
    from samgraph.loading import load
    from samgraph.remote.opening import open_target
    from samgraph.remote.push import Loaded
    from samgraph.remote.push import push as push_plan
    from samgraph.rows import Rows
    from samgraph.tables import render

    client, target = open_target(url, kind or "", query or "", engine.patience(), said=said)
    contested = not without_contested
    built = collection_of(plan, lang, contested=contested)
    # Of a collection each plan is found there by its own name; what all say together comes last.
    every: Iterable[Knowledge] = (
        (load(plan, contested=contested, progress=said),)
        if built is None
        else chain(map(built.plan, built.names), (built.knowledge,))
    )
    graphs = [
        graph
        for knowledge in every
        for graph in push_plan(knowledge, client, target, batch=batch, progress=said).graphs
    ]
    client.close()
    rows = Loaded(tuple(graphs)).to_rows()
    if form not in FOR_PROGRAMS:
        total = sum(number for _, number in graphs)
        header = ("graaf", "triples") if lang == "nl" else ("graph", "triples")
        rows = Rows(header, (*rows.cells, ("totaal" if lang == "nl" else "total", total)))
    show(render(rows, form))
