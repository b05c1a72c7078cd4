"""From answers to HTTP: headers for caches and for programs, and one shape for every error."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from samgraph.errors import SamgraphError
from samgraph.web.media import Formats
from samgraph.web.media import formats as formats_of
from samgraph.web.replies import Dataset, Refused, Reply
from samgraph.web.site import ClientGone, Site, client_of, site_of, until_gone

VARY = "Accept, Accept-Encoding"


def error_response(
    status: int,
    message: str,
    *,
    where: str = "",
    hint: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return an error: JSON with `error`, `where` and `hint`, whatever the route."""
    return JSONResponse(
        {"error": message, "where": where, "hint": hint},
        status,
        {"Cache-Control": "no-store", **(headers or {})},
    )


async def answer(
    request: Request,
    query: str,
    dataset: Dataset | None = None,
    formats: Formats | None = None,
    *,
    bindings: Mapping[str, Mapping[str, str]] | None = None,
) -> Response:
    """Return the answer to a query as a response, from an outside that is not trusted.

    Formats are those that the request accepts, unless they are given. A client that has the answer
    already, as its ETag tells, gets 304 and costs no worker.

    Raises:
        Refused: there is no answer.

    """
    site = site_of(request)
    # The headers as they came: looking one up in starlette's way reads all of them each time.
    headers = _together(request.scope["headers"])
    wanted = formats or formats_of(_header(headers, b"accept"), _header(headers, _CODING))
    known = _header(headers, b"if-none-match")
    if known and _matches(known, _tag(site, site.served.version, query, dataset, wanted, bindings)):
        return _unchanged(_tag(site, site.served.version, query, dataset, wanted, bindings))
    asked = site.pool.ask(query, dataset, wanted, bindings=bindings, client=client_of(request))
    reply = await until_gone(request, asked)
    _note(request, query, reply)
    tag = _tag(site, reply.version, query, dataset, wanted, bindings) if reply.stable else ""
    return _response(site, reply, tag)


def _together(lines: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Return headers by name; what is spread over several lines is one list."""
    found: dict[bytes, bytes] = {}
    for name, value in lines:
        found[name] = found[name] + b", " + value if name in found else value
    return found


_CODING: Final = b"accept-encoding"


def _header(headers: Mapping[bytes, bytes], name: bytes) -> str:
    return headers.get(name, b"").decode("latin-1")


def _note(request: Request, query: str, reply: Reply) -> None:
    """Put into the access log what tells queries apart, without the query itself."""
    noted = request.scope.setdefault("samgraph", {})
    noted["query"] = hashlib.sha256(query.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    noted["rows"] = reply.rows
    if reply.truncated:
        noted["truncated"] = reply.truncated


def _tag(
    site: Site,
    version: str,
    query: str,
    dataset: Dataset | None,
    wanted: Formats,
    bindings: Mapping[str, Any] | None,
) -> str:
    limits = site.limits
    parts = (
        version, query, (wanted.table and wanted.table.media_type) or "",
        (wanted.graph and wanted.graph.media_type) or "", str(wanted.gzip), str(limits.rows),
        str(limits.size), repr(dataset) if dataset else "",
        repr(sorted(bindings.items())) if bindings else "",
    )  # fmt: skip
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass"))
    return f'"{digest.hexdigest()[:32]}"'


def _matches(header: str, tag: str) -> bool:
    known = {one.strip().removeprefix("W/") for one in header.split(",")}
    return tag in known


def _unchanged(tag: str) -> Response:
    headers = {"ETag": tag, "Vary": VARY, "Cache-Control": "public, no-cache"}
    return Response(status_code=304, headers=headers)


def _response(site: Site, reply: Reply, tag: str) -> Response:
    if site.in_flight + len(reply.body) > _MOST_IN_FLIGHT * site.limits.size:
        raise Refused(503, "too many large answers are being sent", hint="try again",
                      retry_after=5)  # fmt: skip
    headers = {"Vary": VARY, "Cache-Control": "public, no-cache" if tag else "no-store"}
    if tag:
        headers["ETag"] = tag
    if reply.encoding:
        headers["Content-Encoding"] = reply.encoding
    if reply.truncated:
        headers["X-Samgraph-Truncated"] = reply.truncated
        headers["Warning"] = f'299 samgraph "the answer was cut off at {reply.truncated}"'
    headers["Content-Type"] = reply.media_type
    headers["Content-Length"] = str(len(reply.body))
    return _Answer(reply.body, headers)


class _Answer(Response):
    """A response with just these headers."""

    def __init__(self, body: bytes, headers: Mapping[str, str]) -> None:
        self.status_code = 200
        self.background = None
        self.body = body
        self.raw_headers = [
            (name.lower().encode("ascii"), value.encode("latin-1"))
            for name, value in headers.items()
        ]


_MOST_IN_FLIGHT = 8
"""Largest answers that may be on their way at once."""


_WHERE: Final = {
    404: ("address", "see /addresses for what there is"),
    405: ("method", "see the Allow header"),
}
"""Of errors that come from finding a route: what of the request is wrong, and what helps."""


async def on_error(request: Request, error: Exception) -> Response:
    """Return the response for an error that a route raises."""
    del request
    if isinstance(error, Refused):
        return error_response(
            error.status, error.message, where=error.where, hint=error.hint,
            headers=error.headers() | _closing(error.status),
        )  # fmt: skip
    if isinstance(error, SamgraphError):
        # `where` may be a file of this machine, which is nobody's business.
        return error_response(400, error.message, hint=error.hint)
    if isinstance(error, HTTPException):
        where, hint = _WHERE.get(error.status_code, ("", ""))
        return error_response(
            error.status_code, error.detail.lower(), where=where, hint=hint, headers=error.headers
        )
    if isinstance(error, ClientGone):
        return Response(status_code=499)
    raise error


def _closing(status: int) -> dict[str, str]:
    # Of a body that was not read to its end, the rest is not to be taken for another request.
    return {"Connection": "close"} if status in (408, 413) else {}
