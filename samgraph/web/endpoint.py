"""`/sparql`: the query operation of the SPARQL 1.1 Protocol."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samgraph.web.description import describe
from samgraph.web.media import formats
from samgraph.web.protocol import METHODS, read_get, read_post
from samgraph.web.replies import Refused
from samgraph.web.responses import VARY, answer
from samgraph.web.site import ClientGone, site_of


async def sparql(request: Request) -> Response:
    """Answer a query; without one, describe the service."""
    if request.method == "OPTIONS":
        return options()
    query_string = request.scope["query_string"]
    if request.method == "POST":
        headers: dict[bytes, bytes] = dict(request.scope["headers"])
        if headers.get(b"content-encoding", b"identity").lower() != b"identity":
            raise Refused(415, "a compressed body is not read", where="Content-Encoding",
                          hint="send it as it is")  # fmt: skip
        body = await read_body(request, headers.get(b"content-length", b"0"))
        operation = read_post(
            headers.get(b"content-type", b"").decode("latin-1"), body, query_string
        )
    else:
        found = read_get(query_string)
        if found is None:
            return _description(request)
        operation = found
    return await answer(request, operation.query, operation.dataset)


def options() -> Response:
    """Say what may be sent here, also to a browser that asks on behalf of another site."""
    return Response(
        status_code=204,
        headers={
            "Allow": ", ".join(METHODS),
            "Access-Control-Allow-Methods": ", ".join(METHODS),
            "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
            "Access-Control-Max-Age": "86400",
        },
    )


async def read_body(request: Request, declared: bytes = b"0") -> bytes:
    """Return the body of a request, if it is not too long; the connection sees that it comes.

    `declared` is the length that the client gives it, as it gives it.

    Raises:
        Refused: it is too long.
        ClientGone: it never came.

    """
    most = site_of(request).limits.body
    if declared.isdigit() and int(declared[:20]) > most:
        raise _too_long(most)
    content = b""
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        piece: bytes = message.get("body", b"")
        content += piece
        if len(content) > most:
            raise _too_long(most)
        if not message.get("more_body", False):
            return content


def _too_long(most: int) -> Refused:
    return Refused(413, f"the body is longer than {most:,} bytes", where="body",
                   hint="ask in parts")  # fmt: skip


def _description(request: Request) -> Response:
    site = site_of(request)
    wanted = formats(", ".join(request.headers.getlist("accept"))).graph
    if wanted is None:
        raise Refused(406, "the service's description is a graph", where="Accept",
                      hint="accept text/turtle, or send a query")  # fmt: skip
    content = describe(site.served, f"{site.base_of(request)}/sparql", wanted)
    return Response(
        content, headers={"Content-Type": wanted.content_type(), "Vary": VARY,
                          "Cache-Control": "public, no-cache"}
    )  # fmt: skip


DIRECT = {"/sparql": sparql, "/sparql/": sparql}
"""Routes that are taken without looking for them."""

ROUTES = [
    Route("/sparql", sparql, methods=["GET", "POST", "OPTIONS"]),
    Route("/sparql/", sparql, methods=["GET", "POST", "OPTIONS"]),
]
