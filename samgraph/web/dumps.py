"""The whole graph, or one of its named graphs, as a file in every format.

A dump is written once for each state of the plan and kept compressed; whoever does not take gzip
gets it unpacked piece by piece.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
import zlib
from collections.abc import AsyncIterator, Mapping
from typing import Final

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from samgraph.serialising import serialise
from samgraph.web.asking import Asked, asked_of, suffix_of
from samgraph.web.media import GRAPHS, SERIALISED
from samgraph.web.press import VARY, Page, has_already, press_of, send
from samgraph.web.shelf import Shelf
from samgraph.web.site import site_of
from samgraph.web.statements import license_of, written

_PIECE: Final = 16 * 1024
"""Compressed bytes that are unpacked at once."""


async def dump(request: Request) -> Response:
    """Return the whole graph; by its address or by what is accepted, in one of six formats."""
    asked = asked_of(request, GRAPHS, "/dump", suffix_of(request, GRAPHS))
    return await send_dump(request, asked)


async def send_dump(request: Request, asked: Asked, graph: str = "") -> Response:
    """Return the whole graph, or the named graph with an IRI, in a format of RDF."""
    press, site = press_of(request), site_of(request)
    key = ("dump", site.served.version, graph, asked.form)
    page = press.dumps.get(key)
    if not isinstance(page, Page):

        def work(shelf: Shelf) -> Page:
            return _packed(shelf, asked, graph)

        page = await press.make(request, work)
        press.dumps.put(key, page, len(repr(key)))
    if asked.gzip:
        return send(request, page)
    return _unpacked(request, page)


def _packed(shelf: Shelf, asked: Asked, graph: str) -> Page:
    form = asked.form.name
    if graph:
        quads = list(shelf.store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
        content = written(quads, form, dict(shelf.knowledge.prefixes))
    else:
        content = serialise(shelf.knowledge, SERIALISED[form])
    part = graph.rpartition("/")[2] if graph else ""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", "-".join(filter(None, (shelf.served.name, part))))
    tag = hashlib.sha256(content).hexdigest()[:32]
    headers = {
        "Vary": VARY,
        "Cache-Control": "public, no-cache",
        "Content-Disposition": f'attachment; filename="{name}.{form}"',
        **license_header(shelf),
    }
    return Page(
        asked.form.content_type(), gzip.compress(content, 6, mtime=0), 0, shelf.served.version,
        "", "gzip", headers=headers, tag=f'"{tag}-gzip"', size=len(content),
    )  # fmt: skip


def license_header(shelf: Shelf) -> Mapping[str, str]:
    """Return a Link header with the licence of the plan's graph, if it has one."""
    license_ = license_of(shelf)
    return {"Link": f'<{license_}>; rel="license"'} if license_.isascii() and license_ else {}


def _unpacked(request: Request, page: Page) -> Response:
    tag = page.tag.replace("-gzip", "")
    headers = {**page.headers, "ETag": tag}
    if has_already(request, tag):
        del headers["Content-Disposition"]
        return Response(status_code=304, headers=headers)
    headers |= {"Content-Type": page.media_type, "Content-Length": str(page.size)}
    if request.method == "HEAD":
        return Response(headers=headers)
    return StreamingResponse(_pieces(page.body), headers=headers)


async def _pieces(packed: bytes) -> AsyncIterator[bytes]:
    unpacking = zlib.decompressobj(wbits=31)
    for place in range(0, len(packed), _PIECE):
        yield unpacking.decompress(packed[place : place + _PIECE])
        await asyncio.sleep(0)
    yield unpacking.flush()


ROUTES = [Route("/dump", dump), Route("/dump.{suffix}", dump)]
