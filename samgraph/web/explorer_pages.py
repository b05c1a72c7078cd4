"""The explorer: its page at `/`, the documents that it reads, and its files."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from functools import cache
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from samgraph.explorer.assets import POLICY, assets, assets_version, media_type, shell
from samgraph.web.asking import LANGUAGES
from samgraph.web.media import best, quality
from samgraph.web.press import Page, has_already, packed, press_of, send
from samgraph.web.shelf import Shelf
from samgraph.web.site import site_of
from samgraph.web.things import addresses_of

_JSON: Final = "application/json"
_LASTING: Final = "public, max-age=31536000, immutable"
_LONGEST: Final = 2_000
LINKS: Final = {
    name: name
    for name in (
        "dataset", "coverage", "gaps", "discrepancies", "questions", "ns", "addresses",
    )
} | {"aboutPage": "about"}  # fmt: skip
"""Pages that need no script, by the word for each."""


async def page(request: Request) -> Response:
    """Return the explorer's page, in the language that the browser asks for."""
    site, press = site_of(request), press_of(request)
    asked = best(request.headers.get("accept-language", "")[:_LONGEST], LANGUAGES)
    lang = asked.name if asked else str(request.app.state.lang)
    root = f"{addresses_of(request, site).root}/"
    key = (site.served.version, "explorer", "page", root, lang, _wants_gzip(request))

    def make(shelf: Shelf) -> Page:
        content = shell(
            shelf.titles, lang,
            root=root, base=f"{root}assets/v-{assets_version()}/", source="server",
            links={word: root + path for word, path in LINKS.items()},
            faults=shelf.served.faults, is_collection=bool(shelf.served.collection),
        )  # fmt: skip
        headers = {
            "Vary": "Accept-Encoding, Accept-Language",
            "Cache-Control": "public, no-cache",
            "Content-Language": lang,
            "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
        }
        return packed(
            content.encode(), "text/html; charset=utf-8", shelf.served.version, headers,
            wants_gzip=_wants_gzip(request),
        )  # fmt: skip

    found = press.get(key)
    if found is None:
        found = await press.make(request, make)
        if found.version == site.served.version:
            press.put(key, found)
    return send(request, found)


async def document(request: Request) -> Response:
    """Return a document of the explorer."""
    site, press = site_of(request), press_of(request)
    name: str = request.path_params["name"]
    key = (site.served.version, "explorer", name, _wants_gzip(request))

    def make(shelf: Shelf) -> Page | None:
        content = shelf.documents.document(name)
        if content is None:
            return None
        headers = {"Vary": "Accept-Encoding", "Cache-Control": "public, no-cache"}
        return packed(
            content, _JSON, shelf.served.version, headers, wants_gzip=_wants_gzip(request)
        )

    found = press.get(key)
    if found is None:
        found = await press.make(request, make)
        if found is None:
            raise HTTPException(404)
        if found.version == site.served.version:
            press.put(key, found)
    return send(request, found)


async def asset(request: Request) -> Response:
    """Return a file of the explorer's own; under its version, it never changes."""
    name: str = request.path_params["name"]
    version = ""
    if name.startswith("v-"):
        version, _, name = name.partition("/")
    if name not in assets():
        raise HTTPException(404)
    wants_gzip = _wants_gzip(request)
    # Beside the loop: packing the largest of them takes longer than a hundred quick queries.
    body, tag = await asyncio.to_thread(_file, name, wants_gzip)
    lasting = version == f"v-{assets_version()}"
    headers = {
        "ETag": tag,
        "Vary": "Accept-Encoding",
        "Cache-Control": _LASTING if lasting else "public, no-cache",
    }
    if has_already(request, tag):
        return Response(status_code=304, headers=headers)
    if wants_gzip:
        headers["Content-Encoding"] = "gzip"
    return Response(body, headers={**headers, "Content-Type": media_type(name)})


@cache
def _file(name: str, wants_gzip: bool) -> tuple[bytes, str]:
    body = assets()[name]
    tag = hashlib.sha256(body).hexdigest()[:32]
    if wants_gzip:
        return gzip.compress(body, 6, mtime=0), f'"{tag}-gzip"'
    return body, f'"{tag}"'


def _wants_gzip(request: Request) -> bool:
    return quality("gzip", request.headers.get("accept-encoding", "")[:_LONGEST]) > 0


ROUTES: Final[list[BaseRoute]] = [
    Route("/", page),
    Route("/explorer/{name:path}.json", document),
    Route("/assets/{name:path}", asset),
]
