"""The page about the site itself: licences, versions, what is missing, how to cite."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samgraph.explorer.licences import carried, missing
from samgraph.version import VERSION
from samgraph.web.aboutwords import ABOUT_WORDS
from samgraph.web.asking import asked_of
from samgraph.web.press import respond
from samgraph.web.shelf import Shelf
from samgraph.web.templates import Reader, render

_PAGE: Final = {"html": ("text/html", "application/xhtml+xml")}


def about_page(reader: Reader) -> str:
    """Return the page, for any reader."""
    words = ABOUT_WORDS[reader.lang]
    return render(
        "about.html.j2", reader, words["title"], here="about", about=words, carried=carried(),
        missing=missing(), quoted=bool(reader.shelf.quotes), iri=reader.shelf.served.namespace,
        samgraph_version=VERSION,
    )  # fmt: skip


async def about(request: Request) -> Response:
    """Return the page about this server."""
    asked = asked_of(request, _PAGE, "/about")

    def make(shelf: Shelf) -> tuple[str | bytes, Mapping[str, str]]:
        return about_page(Reader(shelf, asked)), {}

    return await respond(request, asked, make)


ROUTES = [Route("/about", about)]
