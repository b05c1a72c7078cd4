"""Connections whose client has to get on with it, however slowly it sends or reads.

uvicorn waits for ever for the rest of a head and for a reader that has stopped reading, and says
what is wrong with a request in plain text.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from http import HTTPStatus
from typing import Final

from uvicorn.protocols.http.auto import AutoHTTPProtocol

from samgraph.web.limits import Limits, counted_as

LONGEST_HEAD: Final = 64 * 1024
"""Bytes of a request line and its headers."""

_SHORTER: Final = f"a head may have {LONGEST_HEAD:,} bytes; send a long query by POST"
_LEAST: Final = 16 * 1024
"""Bytes that a reader has to take each time that a sender would be given."""


def patient(limits: Limits, *, behind_proxy: bool = False) -> type[asyncio.Protocol]:
    """Return a class of connections that keep to limits.

    Behind a proxy all connections come from one address, and are not counted by it.
    """
    clients: Counter[str] = Counter()
    most_of_one = limits.connections if behind_proxy else limits.connections_per_client

    class Patient(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
        _request: asyncio.TimerHandle | None = None
        _reader: asyncio.TimerHandle | None = None
        _address = ""
        _head = 0

        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
            self._address = counted_as(self.client[0]) if self.client else ""
            clients[self._address] += 1
            if len(self.connections) > limits.connections:
                self.refuse(503, "too many connections", "try again")
            elif clients[self._address] > most_of_one:
                self.refuse(429, "too many connections from this address", "close some")
            else:
                self._expect_request()

        def connection_lost(self, exc: Exception | None) -> None:
            clients[self._address] -= 1
            if clients[self._address] <= 0:
                del clients[self._address]
            self._forget_request()
            self._forget_reader()
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            if self.transport.is_closing() or self._is_too_long(data):
                return
            super().data_received(data)
            if self.cycle is not None and not self.cycle.response_complete:
                self._head = 0
            if self._is_whole():
                self._forget_request()
            elif self._request is None and not self.transport.is_closing():
                self._expect_request()

        def _is_too_long(self, data: bytes) -> bool:
            """Tell whether this makes a head too long; parsers look only at one that has no end."""
            if self.cycle is not None and not self.cycle.response_complete:
                return False
            left = LONGEST_HEAD - self._head
            self._head += len(data)
            if len(data) <= left or b"\r\n\r\n" in data[: left + 4]:
                return False
            self.refuse(431, "the head of the request is too long", _SHORTER)
            return True

        def _is_whole(self) -> bool:
            """Tell whether a request is here with all that belongs to it, and waits for us."""
            return (
                self.cycle is not None
                and not self.cycle.response_complete
                and not self.cycle.more_body
            )

        def _expect_request(self) -> None:
            self._request = self.loop.call_later(limits.sender, self._late)

        def _forget_request(self) -> None:
            if self._request is not None:
                self._request.cancel()
                self._request = None

        def _late(self) -> None:
            self._request = None
            if not self._is_whole():
                self.refuse(408, "the request did not arrive in time", "send it faster")

        def pause_writing(self) -> None:
            super().pause_writing()
            self._expect_reader()

        def resume_writing(self) -> None:
            super().resume_writing()
            self._forget_reader()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            if self.transport.get_write_buffer_size() and self._reader is None:
                self._expect_reader()

        def _expect_reader(self) -> None:
            self._forget_reader()
            left = self.transport.get_write_buffer_size()
            self._reader = self.loop.call_later(limits.sender, self._unread, left)

        def _forget_reader(self) -> None:
            if self._reader is not None:
                self._reader.cancel()
                self._reader = None

        def _unread(self, before: int) -> None:
            self._reader = None
            left = self.transport.get_write_buffer_size()
            if left > max(0, before - _LEAST):
                self.transport.abort()
            elif left:
                self._expect_reader()

        def send_400_response(self, msg: str) -> None:
            del msg
            self.refuse(400, "this is no HTTP request that can be read", _SHORTER)

        def refuse(self, status: int, message: str, hint: str) -> None:
            """Say what is wrong in the shape of every error, and hang up."""
            started = (
                self.cycle is not None
                and self.cycle.response_started
                and not self.cycle.response_complete
            )
            if not started and not self.transport.is_closing():
                body = json.dumps({"error": message, "where": "", "hint": hint}).encode()
                head = (
                    f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
                    f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
                    "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
                    "Connection: close\r\n\r\n"
                )
                self.transport.write(head.encode() + body)
            self.transport.close()
            if self.transport.get_write_buffer_size():
                self._expect_reader()

    return Patient
