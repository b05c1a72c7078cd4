"""The application: a plan behind HTTP, with routes that others add to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from samgraph.errors import SamgraphError
from samgraph.sources import Source as Document
from samgraph.web import endpoint, explorer_pages, linked, status
from samgraph.web.guarding import Guarding
from samgraph.web.journal import Log, nowhere
from samgraph.web.limits import Limits
from samgraph.web.press import Press
from samgraph.web.responses import on_error
from samgraph.web.served import Served
from samgraph.web.site import ClientGone, Site, Source


def make_app(
    source: Source = None,
    limits: Limits | None = None,
    *,
    store: str | Path | None = None,
    routes: Iterable[BaseRoute] = (),
    force: bool = False,
    base: str = "",
    origin: str = "*",
    lang: str = "nl",
    watch: float = 1.0,
    log: Log = nowhere,
    document: Document | None = None,
    eager: bool = False,
    first: Served | None = None,
) -> Starlette:
    """Return an application that serves a plan: knowledge, a folder or a name, or a store on disk.

    It reads the plan and starts its workers when it starts (as ASGI's lifespan has it), and reads
    a folder or a store again when it changes, looking every `watch` seconds, 0 for never. `routes`
    are answered before those that are always there. A plan that does not validate is refused
    unless by `force`. `base` is the server's own IRI where clients see another than the server;
    `origin` the site whose pages may ask, `*` for any, empty for none. `lang` is the language of
    pages for people where their browser asks for none. From `document`, the plan's own text, the
    explorer quotes passages. An `eager` server makes ready what the explorer reads before anybody
    asks for it. `first` is the state of the plan to begin with, where it has been read already.

    In a route, `site_of(request)` gives the pool, the plan and the limits.
    """
    site = Site(
        source,
        limits or Limits(),
        log,
        store=store,
        force=force,
        base=base,
        watch=watch,
        first=first,
    )

    press = Press(document, log)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await site.start()
        try:
            await press.check(site)
            if eager:
                site.when_renewed = partial(press.get_ready, site)
                press.get_ready(site)
            yield
        finally:
            press.close()
            await site.stop()

    app = Starlette(
        routes=[
            *endpoint.ROUTES,
            *routes,
            *explorer_pages.ROUTES,
            *linked.ROUTES,
            *status.ROUTES,
            *linked.THINGS,
        ],
        middleware=[
            Middleware(Guarding, site=site, log=log, origin=origin, direct=endpoint.DIRECT)
        ],
        exception_handlers={
            HTTPException: on_error,
            SamgraphError: on_error,
            ClientGone: on_error,
        },
        lifespan=lifespan,
    )
    app.state.site = site
    app.state.press = press
    app.state.lang = lang
    return app
