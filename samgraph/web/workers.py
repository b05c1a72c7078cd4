"""The server's hold on one worker: asking it, telling that it has died, killing it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeAlias

from samgraph.web.messages import HEAD, MOST_WORDS, lengths, pack

Answer: TypeAlias = tuple[dict[str, Any], bytes]
"""What is said of an answer, and its bytes."""


class WorkerDied(Exception):  # noqa: N818 - it says what happened
    """A worker ended before it had answered; `status` is its exit status, -11 for signal 11."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Worker(asyncio.Protocol):
    """One worker, which answers one query at a time."""

    def __init__(self, most: int) -> None:
        loop = asyncio.get_running_loop()
        self._most = most
        """Bytes of an answer; a worker that gives more is out of its mind."""
        self.requests: asyncio.WriteTransport | None = None
        self.answers: asyncio.BaseTransport | None = None
        self.status: asyncio.Future[int] = loop.create_future()
        self.kill: Callable[[], None] = lambda: None
        self.slow_down: Callable[[], None] = lambda: None
        self.is_slow = False
        """Whether another worker has taken its place."""
        self.is_tired = False
        """Whether it has lost its priority."""
        self.is_gone = False
        self._received = bytearray()
        self._size = 0
        self._waiting: asyncio.Future[Answer] | None = None

    async def ask(
        self, words: Mapping[str, Any], body: bytes = b""
    ) -> tuple[dict[str, Any], bytes]:
        """Return what the worker answers.

        Raises:
            WorkerDied: it ended before that.

        """
        self._waiting = asyncio.get_running_loop().create_future()
        if self.is_gone or self.requests is None:
            await self._died()
        else:
            self.requests.write(pack(words, body))
        return await self._waiting

    async def _died(self) -> None:
        status = 0
        with suppress(TimeoutError):
            status = await asyncio.wait_for(asyncio.shield(self.status), 0.5)
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(WorkerDied(status))

    def give_up(self) -> None:
        """Wait for no answer any more, nor for the end of the process.

        One of the lowest priority ends when a busy machine comes round to it, though it is killed.
        """
        self.is_gone = True
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(WorkerDied(0))

    def data_received(self, data: bytes) -> None:
        """Take a piece of an answer."""
        self._received += data
        if not self._size and len(self._received) >= HEAD:
            words, body = lengths(self._received)
            if words > MOST_WORDS or body > self._most:
                self.kill()
                return
            self._size = HEAD + words + body
        if self._size and len(self._received) >= self._size:
            words, _ = lengths(self._received)
            said: dict[str, Any] = json.loads(
                self._received[HEAD : HEAD + words].decode("utf-8", "surrogatepass")
            )
            content = bytes(memoryview(self._received)[HEAD + words : self._size])
            self._received = bytearray()
            self._size = 0
            if self._waiting is not None and not self._waiting.done():
                self._waiting.set_result((said, content))

    def connection_lost(self, exc: Exception | None) -> None:
        """Take note that the worker has ended."""
        del exc
        self.is_gone = True
        if self._waiting is not None and not self._waiting.done():
            self._dying = asyncio.ensure_future(self._died())

    def close(self) -> None:
        """Let the worker end: it does when no more queries can come."""
        self.is_gone = True
        for transport in (self.requests, self.answers):
            if transport is not None:
                transport.close()
