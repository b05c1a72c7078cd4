"""`/sparql`: the query operation of the SPARQL 1.1 Protocol."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request
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
        coding = request.headers.get("content-encoding", "identity").lower()
        if coding != "identity":
            raise Refused(415, "a compressed body is not read", where="Content-Encoding",
                          hint="send it as it is")  # fmt: skip
        body = await read_body(request)
        operation = read_post(request.headers.get("content-type", ""), body, query_string)
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


async def read_body(request: Request) -> bytes:
    """Return the body of a request, if it is not too long and does not take too long.

    Raises:
        Refused: it is, or it does.
        ClientGone: it never came.

    """
    limits = site_of(request).limits
    declared = request.headers.get("content-length", "0")
    too_long = Refused(413, f"the body is longer than {limits.body:,} bytes",
                       where="body", hint="ask in parts")  # fmt: skip
    if declared.isdigit() and int(declared[:20]) > limits.body:
        raise too_long
    content = bytearray()
    try:
        async with asyncio.timeout(limits.sender):
            async for piece in request.stream():
                content += piece
                if len(content) > limits.body:
                    raise too_long
    except TimeoutError:
        raise Refused(408, "the body did not arrive in time", where="body",
                      hint=f"send it within {limits.sender:g} seconds") from None  # fmt: skip
    except ClientDisconnect:
        raise ClientGone from None
    return bytes(content)


def _description(request: Request) -> Response:
    site = site_of(request)
    wanted = formats(request.headers.get("accept")).graph
    if wanted is None:
        raise Refused(406, "the service's description is a graph", where="Accept",
                      hint="accept text/turtle, or send a query")  # fmt: skip
    content = describe(site.served, f"{site.base_of(request)}/sparql", wanted)
    return Response(
        content, headers={"Content-Type": wanted.content_type(), "Vary": VARY,
                          "Cache-Control": "public, no-cache"}
    )  # fmt: skip


ROUTES = [
    Route("/sparql", sparql, methods=["GET", "POST", "OPTIONS"]),
    Route("/sparql/", sparql, methods=["GET", "POST", "OPTIONS"]),
]
