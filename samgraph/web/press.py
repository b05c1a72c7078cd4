"""From what a page says to a response: made once, kept, and sent as each client wants it.

Pages are made by one thread of their own, one at a time: they need no query from outside, and so
no worker, and whoever asks SPARQL does not wait for them.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, TypeVar

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from samgraph.errors import SamgraphError
from samgraph.findings import Place
from samgraph.knowledge import Knowledge
from samgraph.passages import quotations
from samgraph.sources import Source as Document
from samgraph.web.asking import Asked
from samgraph.web.caching import ReplyCache
from samgraph.web.journal import Log, nowhere
from samgraph.web.media import GRAPHS
from samgraph.web.replies import Refused, Reply
from samgraph.web.shelf import Shelf
from samgraph.web.site import Site, client_of, site_of

Value = TypeVar("Value")

VARY: Final = "Accept, Accept-Encoding, Accept-Language"
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_KEPT: Final = 32_000_000
"""Bytes of pages that are kept."""
_DUMPS: Final = 128_000_000
"""Bytes of compressed dumps that are kept."""
_WAITING: Final = 64
"""Pages that may wait to be made; each takes some milliseconds."""
_WORTHWHILE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Page(Reply):
    """A reply that is made here, with the headers that go with it."""

    headers: Mapping[str, str] = field(default_factory=dict)
    tag: str = ""
    size: int = 0
    """Bytes of the body when it is not compressed."""


class Press:
    """Makes pages of whatever state of the plan is served, and keeps them.

    From `document`, the plan's own text, passages are quoted.
    """

    def __init__(self, document: Document | None = None, log: Log = nowhere) -> None:
        self._document = document
        self._log = log
        self._making: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, "samgraph-pages")
        self._kept = ReplyCache(_KEPT)
        self.dumps = ReplyCache(_DUMPS)
        """Whole graphs as files, compressed."""
        self._shelf: Shelf | None = None
        self._waiting: Counter[str] = Counter()

    async def shelf(self, site: Site) -> Shelf:
        """Return the shelf of the plan that is served."""
        served = site.served
        if not self._has(served.version):
            knowledge = await site.knowledge()
            quotes = await asyncio.to_thread(self._quotes, knowledge)
            if not self._has(served.version):
                self._shelf = Shelf(knowledge, served, quotes)
                self._kept.clear()
                self.dumps.clear()
        assert self._shelf is not None  # noqa: S101 - for the type checker
        return self._shelf

    def _has(self, version: str) -> bool:
        return self._shelf is not None and self._shelf.served.version == version

    def _quotes(self, knowledge: Knowledge) -> Mapping[Place, str]:
        """Return what the document says, nothing where a renewed plan is not the document's."""
        if self._document is None:
            return {}
        try:
            return quotations(knowledge, self._document).by_place
        except SamgraphError as error:
            self._log({"event": "source", "level": "error", "message": error.message})
            return {}

    async def check(self, site: Site) -> None:
        """See whether the document is the plan's.

        Raises:
            SamgraphError: it is another.

        """
        if self._document is not None:
            await asyncio.to_thread(quotations, await site.knowledge(), self._document)

    def get_ready(self, site: Site) -> None:
        """Make what the explorer reads of the plan that is served now, before anybody asks."""
        self._making = asyncio.ensure_future(self._get_ready(site))

    async def _get_ready(self, site: Site) -> None:
        shelf = await self.shelf(site)
        last = "collection" if site.served.collection else "network"
        try:
            for name in ("plan", "things", last):
                work = partial(shelf.documents.document, name)
                await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except SamgraphError as error:
            self._log({"event": "explorer", "level": "error", "message": error.message})

    def close(self) -> None:
        """Make nothing any more that nobody asks for."""
        if self._making is not None:
            self._making.cancel()

    async def make(self, request: HTTPConnection, work: Callable[[Shelf], Value]) -> Value:
        """Return what some work makes of the plan that is served.

        Raises:
            Refused: too much is waiting to be made, for this client or for all; or whatever the
                work raises.

        """
        site, client = site_of(request), client_of(request)
        if self._waiting[client] >= site.limits.per_client:
            raise Refused(
                429, f"more than {site.limits.per_client} pages at once for this address",
                hint="wait for answers before asking more", retry_after=2,
            )  # fmt: skip
        if self._waiting.total() >= _WAITING:
            raise Refused(503, "too many pages at once", hint="try again", retry_after=2)
        self._waiting[client] += 1
        try:
            shelf = await self.shelf(site)
            return await asyncio.get_running_loop().run_in_executor(self._thread, work, shelf)
        finally:
            self._waiting[client] -= 1
            if not self._waiting[client]:
                del self._waiting[client]

    def get(self, key: tuple[Any, ...]) -> Page | None:
        """Return a page that is kept."""
        found = self._kept.get(key)
        return found if isinstance(found, Page) else None

    def put(self, key: tuple[Any, ...], page: Page) -> None:
        """Keep a page."""
        self._kept.put(key, page, len(repr(key)))


def press_of(request: HTTPConnection) -> Press:
    """Return the press of the site that a request is for."""
    press: Press = request.app.state.press
    return press


async def respond(
    request: Request, asked: Asked, make: Callable[[Shelf], tuple[str | bytes, Mapping[str, str]]]
) -> Response:
    """Return the response that carries what `make` returns: content, and headers of its own.

    The content depends on the plan and on what is asked, on nothing else.

    Raises:
        Refused: there is no such page, or too many are asked for at once.

    """
    press, site = press_of(request), site_of(request)
    version = site.served.version
    key = (version, asked.base, asked.path, asked.form, asked.chosen, asked.lang, asked.gzip,
           tuple(sorted(asked.given.items())))  # fmt: skip
    page = press.get(key)
    if page is None:

        def work(shelf: Shelf) -> Page:
            content, headers = make(shelf)
            return printed(content, asked, shelf.served.version, headers)

        page = await press.make(request, work)
        if page.version == version:
            press.put(key, page)
    return send(request, page)


def printed(
    content: str | bytes, asked: Asked, version: str, headers: Mapping[str, str] | None = None
) -> Page:
    """Return content as a page, compressed where that is wanted and worthwhile."""
    body = content.encode("utf-8", "replace") if isinstance(content, str) else content
    media_type = "text/html; charset=utf-8" if asked.is_page else asked.form.content_type()
    own = {"Vary": VARY, "Cache-Control": "public, no-cache"}
    if asked.form.name not in GRAPHS:
        own["Content-Language"] = asked.lang
    if asked.is_page:
        own["Content-Security-Policy"] = _POLICY
    return packed(body, media_type, version, own | dict(headers or {}), wants_gzip=asked.gzip)


def packed(
    body: bytes, media_type: str, version: str, headers: Mapping[str, str], *, wants_gzip: bool
) -> Page:
    """Return bytes as a page, compressed where that is wanted and worthwhile."""
    tag = hashlib.sha256(body).hexdigest()[:32]
    encoding, size = "", len(body)
    if wants_gzip and len(body) >= _WORTHWHILE:
        body, encoding = gzip.compress(body, 6, mtime=0), "gzip"
        tag = f"{tag}-gzip"
    return Page(
        media_type, body, 0, version, "", encoding, headers=headers, tag=f'"{tag}"', size=size
    )


def send(request: Request, page: Page) -> Response:
    """Return the response that carries a page; 304 where the client has it already."""
    headers = {**page.headers, "ETag": page.tag}
    if has_already(request, page.tag):
        kept = ("Vary", "Cache-Control", "Content-Location", "ETag")
        return Response(
            status_code=304, headers={name: headers[name] for name in kept if name in headers}
        )
    if page.encoding:
        headers["Content-Encoding"] = page.encoding
    # The type as a header of its own: starlette would add a charset where a type has none.
    return Response(page.body, headers={**headers, "Content-Type": page.media_type})


def has_already(request: Request, tag: str) -> bool:
    """Tell whether a client has what goes by a tag."""
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or tag in {
        one.strip().removeprefix("W/") for one in known.split(",")
    }
