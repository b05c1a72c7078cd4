"""What surrounds every route: headers that protect, an access log, and an end to every error."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from samgraph.errors import SamgraphError
from samgraph.web.journal import Log, nowhere
from samgraph.web.protocol import METHODS
from samgraph.web.responses import error_response, on_error
from samgraph.web.site import ClientGone, Site

_PIECE: Final = 256 * 1024
"""Bytes that are given to the connection at once, so that a slow reader does not hold them all."""
_POLICY: Final = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    b"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_NO_SNIFFING: Final = (b"x-content-type-options", b"nosniff")
_NO_REFERRER: Final = (b"referrer-policy", b"no-referrer")
_EXPOSED: Final = b"ETag, Retry-After, Warning, X-Samgraph-Truncated"


Route: TypeAlias = Callable[[Request], Awaitable[Response]]


class Guarding:
    """Wraps the application."""

    def __init__(
        self, app: ASGIApp, *, site: Site, log: Log, origin: str, direct: Mapping[str, Route]
    ) -> None:
        self.app = app
        self.direct = direct
        self.site = site
        self.log = log
        self.always = [_NO_SNIFFING]
        if origin:
            self.always += [
                (b"access-control-allow-origin", origin.encode("latin-1")),
                (b"access-control-expose-headers", _EXPOSED),
            ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        is_odd = self._is_odd(scope)
        status = size = 0

        async def sending(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *self._added(message["headers"])]
                await send(message)
                return
            body = message.get("body", b"")
            size += len(body)
            if len(body) <= _PIECE:
                await send(message)
                return
            await self._in_pieces(message, body, send)

        error = ""
        try:
            route = self.direct.get(scope["path"])
            if is_odd:
                await error_response(
                    400, "this is no HTTP request that can be read",
                    hint="send HTTP/1.1 with one Host",
                )(scope, receive, sending)  # fmt: skip
            elif route is None or scope["method"] not in METHODS:
                await self.app(scope, receive, sending)
            else:
                await self._directly(route, scope, receive, sending)
        except ClientGone:
            status = status or 499
        except Exception as caught:
            error = type(caught).__name__
            if not status:
                failed = error_response(500, "this went wrong here", hint="it has been noted")
                await failed(scope, receive, sending)
            else:
                # Half a response cannot be mended; it can only be seen to be half.
                raise ConnectionAbortedError from None
        finally:
            self._note(scope, status, size, began, error)

    @staticmethod
    def _is_odd(scope: Scope) -> bool:
        """Tell whether a request is of a form that some parsers let pass and others do not."""
        version = scope["http_version"]
        hosts = sum(1 for name, _ in scope["headers"] if name == b"host")
        return version < "1.0" or hosts > 1 or (version == "1.1" and not hosts)

    async def _directly(self, route: Route, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer without looking for a route: that takes as long as a quick query."""
        request = Request(scope, receive, send)
        try:
            response = await route(request)
        except (SamgraphError, ClientGone) as error:
            response = await on_error(request, error)
        await response(scope, receive, send)

    async def _in_pieces(self, message: Message, body: bytes, send: Send) -> None:
        view = memoryview(body)
        self.site.in_flight += len(body)
        try:
            for place in range(0, len(body), _PIECE):
                piece = view[place : place + _PIECE]
                more = place + _PIECE < len(body) or message.get("more_body", False)
                await send({**message, "body": bytes(piece), "more_body": more})
        finally:
            self.site.in_flight -= len(body)

    def _added(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        present = dict(headers)
        if not present.get(b"content-type", b"").startswith(b"text/html"):
            return self.always
        own = b"content-security-policy" in present
        policy = [] if own else [(b"content-security-policy", _POLICY)]
        return [*self.always, _NO_REFERRER, *policy]

    def _note(self, scope: Scope, status: int, size: int, began: float, error: str) -> None:
        if self.log is nowhere:
            return
        line: dict[str, str | int | float | bool] = {
            "event": "request",
            "client": scope["client"][0] if scope.get("client") else "",
            "method": scope["method"],
            "path": scope.get("raw_path", b"").decode("latin-1")[:500],
            "status": status,
            "bytes": size,
            "ms": round((time.perf_counter() - began) * 1000, 2),
            **scope.get("samgraph", {}),
        }
        if error:
            line["error"] = error
        self.log(line)
