"""Every route of the graph as linked data and of the catalogue as a web API."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from samgraph.web import (
    about_page,
    coverage_pages,
    descriptions,
    dumps,
    findings_pages,
    openapi,
    questions,
    terms_page,
    things,
)
from samgraph.web.press import has_already
from samgraph.web.templates import style, style_version


async def stylesheet(request: Request) -> Response:
    """Return the stylesheet of the pages."""
    tag = f'"{style_version()}"'
    lasting = request.query_params.get("v") == style_version()
    age = "public, max-age=31536000, immutable" if lasting else "public, no-cache"
    headers = {"ETag": tag, "Cache-Control": age}
    if has_already(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(style(), headers={**headers, "Content-Type": "text/css; charset=utf-8"})


ROUTES: Final[list[BaseRoute]] = [
    *about_page.ROUTES,
    *descriptions.ROUTES,
    *dumps.ROUTES,
    *terms_page.ROUTES,
    *questions.ROUTES,
    *openapi.ROUTES,
    *coverage_pages.ROUTES,
    *findings_pages.ROUTES,
    Route("/style.css", stylesheet),
]
"""To be asked before those of single things, whose addresses have any form."""

THINGS: Final[list[BaseRoute]] = list(things.ROUTES)
"""To be asked after all others."""
