"""`samgraph serve`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from samgraph.cli.addresses import base_url, proxy_address, site
from samgraph.cli.engine import package_only
from samgraph.cli.options import Command, finite, lang_option, plan_argument, source_option
from samgraph.text import printable
from samgraph.web.limits import MEGABYTE, Limits

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


@dataclass(frozen=True, slots=True)
class _Bound:
    """An option that sets a limit of the server, and shows what it is by default."""

    name: str
    kind: click.IntRange | click.FloatRange
    words: str
    limit: str = ""
    """Where the limit is named otherwise."""
    unit: int = 1
    """What the option counts, in what the limit counts."""
    shown: bool = True
    """Whether the default is the same on every machine."""

    @property
    def field(self) -> str:
        return self.limit or self.name.replace("-", "_")

    @property
    def default(self) -> float:
        value: float = getattr(Limits(), self.field)
        return value if self.unit == 1 else value // self.unit


_BOUNDS = (
    _Bound("seconds", click.FloatRange(0.1, 86_400), "How long a query may run."),
    _Bound(
        "rows",
        click.IntRange(1),
        "Rows or triples of an answer; the rest is cut off, and the reply says so.",
    ),
    _Bound(
        "megabytes",
        click.IntRange(1),
        "Size of an answer; the rest is cut off likewise.",
        "size",
        MEGABYTE,
    ),
    _Bound(
        "memory",
        click.IntRange(16, 1_000_000),
        "Megabytes that a query may take beside the graph.",
        unit=MEGABYTE,
    ),
    _Bound("nesting", click.IntRange(1, Limits().nesting), "Levels of brackets in a query."),
    _Bound("body", click.IntRange(1), "Kilobytes of a request's body.", unit=1_000),
    _Bound("sender", click.FloatRange(0.1, 86_400), "Seconds for a request to arrive."),
    _Bound("per-client", click.IntRange(1), "Queries of one address at once."),
    _Bound("queries", click.IntRange(1), "Queries of all together at once."),
    _Bound("connections", click.IntRange(1), "Open connections of all together."),
    _Bound("workers", click.IntRange(1, 256), "Processes for quick queries.", shown=False),
    _Bound(
        "cache",
        click.IntRange(0),
        "Megabytes of answers that are kept; 0 keeps none.",
        unit=MEGABYTE,
    ),
)


def _bounds(command: Command) -> Command:
    for bound in reversed(_BOUNDS):
        command = click.option(
            f"--{bound.name}",
            type=bound.kind,
            default=bound.default,
            show_default=bound.shown,
            callback=finite if isinstance(bound.kind, click.FloatRange) else None,
            help=bound.words,
        )(command)
    return command


def _limits(given: Mapping[str, Any]) -> Limits:
    wanted: dict[str, Any] = {
        bound.field: given[bound.name.replace("-", "_")] * bound.unit for bound in _BOUNDS
    }
    return replace(Limits(), **wanted)


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
@click.option(
    "--base",
    default="",
    metavar="URL",
    callback=base_url,
    help="This server's address as clients see it.",
)
@click.option(
    "--origin",
    default="*",
    show_default=True,
    callback=site,
    help="Site whose pages may ask; * is any, empty is none.",
)
@click.option(
    "--proxy",
    default="",
    metavar="ADDRESS",
    callback=proxy_address,
    help="Proxy whose X-Forwarded-For is believed.",
)
@click.option("--quiet", is_flag=True, help="Write no access log.")
@_bounds
@source_option
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
    source: Path | None,
    lang: str,
    **bounds: float,
) -> None:
    r"""Serve PLAN: its explorer, and a SPARQL endpoint that strangers can be let near.

    It runs until Ctrl-C. The plan is read again when it changes, or on SIGHUP, and no request is
    dropped meanwhile. The access log goes to standard error, a line of JSON for each request.

    \b
    Example:
        samgraph serve --port 8000 --lang en
    """
    from samgraph.sources import read_source
    from samgraph.web.app import make_app
    from samgraph.web.journal import nowhere, to_stderr
    from samgraph.web.serving import bind
    from samgraph.web.serving import serve as serve_app
    from samgraph.web.site import Site

    if store is not None and plan is not None:
        raise click.UsageError("give a PLAN or a --store, not both")
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
        plan,
        _limits(bounds),
        store=store,
        force=force,
        base=base,
        origin=origin,
        lang=lang,
        log=log,
        document=read_source(source) if source else None,
        eager=True,
    )
    serve_app(app, sockets, log=log, proxy=proxy, on_start=said)
