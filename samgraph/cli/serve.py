"""`samgraph serve`."""

from __future__ import annotations

from pathlib import Path

import click

from samgraph.cli.engine import package_only
from samgraph.cli.options import lang_option, plan_argument
from samgraph.text import printable

_WORDS = {
    "nl": {
        "up": "{name} ({n} uitspraken) staat op {base}/ en beantwoordt SPARQL op {base}/sparql",
        "faults": "Let op: het plan voldoet niet aan de vormen ({n}×); het staat er door --force.",
        "end": "Ctrl-C stopt.",
    },
    "en": {
        "up": "{name} ({n} statements) is at {base}/ and answers SPARQL at {base}/sparql",
        "faults": "Mind: the plan does not validate ({n}×); it is served because of --force.",
        "end": "Ctrl-C stops.",
    },
}


@click.command()
@plan_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="Address; 0.0.0.0 is for all.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8000,
    show_default=True,
    help="Port; 0 is any that is free.",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Serve a store on disk, as samgraph build -o DIR makes one, instead of PLAN.",
)
@click.option("--force", is_flag=True, help="Serve a plan that does not validate, and say so.")
@click.option("--base", default="", metavar="URL", help="This server's address as clients see it.")
@click.option(
    "--origin",
    default="*",
    show_default=True,
    help="Site whose pages may ask; * is any, empty is none.",
)
@click.option(
    "--proxy", default="", metavar="ADDRESS", help="Proxy whose X-Forwarded-For is believed."
)
@click.option("--quiet", is_flag=True, help="Write no access log.")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1),
    default=30.0,
    show_default=True,
    help="How long a query may run.",
)
@click.option(
    "--rows",
    type=click.IntRange(1),
    default=500_000,
    show_default=True,
    help="Rows or triples of an answer; the rest is cut off, and the reply says so.",
)
@click.option(
    "--megabytes",
    type=click.IntRange(1),
    default=64,
    show_default=True,
    help="Size of an answer; the rest is cut off likewise.",
)
@click.option(
    "--memory",
    type=click.IntRange(16),
    default=1_000,
    show_default=True,
    help="Megabytes that a query may take beside the graph.",
)
@click.option(
    "--nesting",
    type=click.IntRange(1, 100),
    default=100,
    show_default=True,
    help="Levels of brackets in a query.",
)
@click.option(
    "--body",
    type=click.IntRange(1),
    default=200,
    show_default=True,
    help="Kilobytes of a request's body.",
)
@click.option(
    "--sender",
    type=click.FloatRange(0.1),
    default=10.0,
    show_default=True,
    help="Seconds within which a request has to arrive.",
)
@click.option(
    "--per-client",
    type=click.IntRange(1),
    default=16,
    show_default=True,
    help="Queries of one address at once.",
)
@click.option(
    "--queries",
    type=click.IntRange(1),
    default=128,
    show_default=True,
    help="Queries of all together at once.",
)
@click.option(
    "--connections",
    type=click.IntRange(1),
    default=512,
    show_default=True,
    help="Open connections of all together.",
)
@click.option("--workers", type=click.IntRange(1), help="Processes for quick queries.")
@click.option(
    "--cache",
    type=click.IntRange(0),
    default=64,
    show_default=True,
    help="Megabytes of answers that are kept; 0 keeps none.",
)
@package_only("it is an engine itself")
@lang_option
def serve(
    plan: str | None,
    host: str,
    port: int,
    store: Path | None,
    force: bool,
    base: str,
    origin: str,
    proxy: str,
    quiet: bool,
    seconds: float,
    rows: int,
    megabytes: int,
    memory: int,
    nesting: int,
    body: int,
    sender: float,
    per_client: int,
    queries: int,
    connections: int,
    workers: int | None,
    cache: int,
    lang: str,
) -> None:
    r"""Serve PLAN: a SPARQL endpoint that strangers can be let near, until Ctrl-C.

    The plan is read again when it changes, or on SIGHUP, and no request is dropped meanwhile. The
    access log goes to standard error, a line of JSON for each request.

    \b
    Example:
        samgraph serve --port 8000 --lang en
    """
    from samgraph.web.app import make_app
    from samgraph.web.journal import nowhere, to_stderr
    from samgraph.web.limits import MEGABYTE, Limits
    from samgraph.web.serving import bind
    from samgraph.web.serving import serve as serve_app
    from samgraph.web.site import Site

    if store is not None and plan is not None:
        raise click.UsageError("give a PLAN or a --store, not both")
    limits = Limits(
        seconds=seconds,
        rows=rows,
        size=megabytes * MEGABYTE,
        memory=memory * MEGABYTE,
        nesting=nesting,
        body=body * 1_000,
        sender=sender,
        per_client=per_client,
        queries=queries,
        connections=connections,
        cache=cache * MEGABYTE,
        **({"workers": workers} if workers else {}),
    )
    log = nowhere if quiet else to_stderr
    sockets = bind(host, port)

    def said(site: Site) -> None:
        words, served = _WORDS[lang], site.served
        number = sockets[0].getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        line = words["up"].format(
            name=printable(served.name),
            n=f"{sum(served.sizes.values()):,}",
            base=site.base or f"http://{shown}:{number}",
        )
        click.echo(f"{line}. {words['end']}", err=True)
        if served.faults:
            click.echo(words["faults"].format(n=served.faults), err=True)

    app = make_app(
        plan, limits, store=store, force=force, base=base, origin=origin, lang=lang, log=log
    )
    serve_app(app, sockets, log=log, proxy=proxy, on_start=said)
