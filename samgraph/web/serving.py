"""Running the application: an address, signals, and a clean end."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, Final

import uvicorn
from starlette.applications import Starlette

from samgraph.errors import SamgraphError
from samgraph.web.journal import Handler, Log
from samgraph.web.patience import LONGEST_HEAD, patient
from samgraph.web.site import Site

_BACKLOG: Final = 256
_TO_THE_END: Final = 3.0
"""Seconds that running requests are given when the server stops."""


def bind(host: str, port: int) -> list[socket.socket]:
    """Return sockets that listen at an address; port 0 is any that is free.

    Raises:
        SamgraphError: there is no such address, or it is taken.

    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise SamgraphError(
            f'"{host}" is no address of this machine',
            hint="127.0.0.1 is this machine alone, 0.0.0.0 is for all",
        ) from error
    sockets: list[socket.socket] = []
    try:
        for family, kind, protocol, _, address in dict.fromkeys(found):
            one = socket.socket(family, kind, protocol)
            sockets.append(one)
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            one.bind(address)
            one.listen(_BACKLOG)
            one.setblocking(False)
    except OSError as error:
        for one in sockets:
            one.close()
        raise _taken(host, port, error) from error
    return sockets


def bind_free(host: str, port: int) -> list[socket.socket]:
    """Return sockets that listen at a port, or, where that is taken, at any that is free.

    Raises:
        SamgraphError: there is no such address.

    """
    try:
        return bind(host, port)
    except SamgraphError:
        return bind(host, 0)


def _taken(host: str, port: int, error: OSError) -> SamgraphError:
    if error.errno == errno.EADDRINUSE:
        hint = "choose another with --port, or 0 for any that is free"
        return SamgraphError(f"port {port} of {host} is in use", hint=hint)
    said = error.strerror or str(error)
    return SamgraphError(f"cannot listen at {host}, port {port}: {said}", hint="choose another")


def serve(
    app: Starlette,
    sockets: list[socket.socket],
    *,
    log: Log,
    proxy: str = "",
    on_start: Callable[[Site], None] = lambda _: None,
) -> None:
    """Serve an application at sockets until a signal ends it.

    SIGTERM and SIGINT let what runs come to its end, SIGHUP has the plan read again. `proxy` is an
    address whose X-Forwarded-For is believed. `on_start` is called once queries are answered.

    Raises:
        SamgraphError: the plan cannot be served.

    """
    asyncio.run(Server(app, log=log, proxy=proxy).run_until_stopped(sockets, on_start))


class Server(uvicorn.Server):
    """An application with connections that keep to its limits; set `should_exit` to end it."""

    def __init__(self, app: Starlette, *, log: Log, proxy: str = "") -> None:
        site: Site = app.state.site
        config = uvicorn.Config(
            app,
            lifespan="off",
            ws="none",
            http=patient(site.limits, behind_proxy=bool(proxy)),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(proxy),
            forwarded_allow_ips=proxy or None,
            timeout_keep_alive=max(1, int(site.limits.sender)),
            timeout_graceful_shutdown=max(1, int(_TO_THE_END)),
            h11_max_incomplete_event_size=LONGEST_HEAD,
            backlog=_BACKLOG,
        )
        super().__init__(config)
        self._app = app
        self._site = site
        self._log = log

    async def run_until_stopped(
        self, sockets: list[socket.socket], on_start: Callable[[Site], None] = lambda _: None
    ) -> None:
        """Start the application, serve it, and end it.

        Raises:
            SamgraphError: the plan cannot be served.

        """
        _silence(self._log)
        try:
            # In a context of our own, so that what is wrong with a plan reaches whoever gave it.
            async with self._app.router.lifespan_context(self._app):
                served = self._site.served
                self._log({"event": "start", "plan": served.name, "version": served.version})
                on_start(self._site)
                await self.serve(sockets)
        finally:
            for one in sockets:
                one.close()
        self._log({"event": "stop"})

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on a signal and end well; uvicorn would raise it once more at the end."""
        loop = asyncio.get_running_loop()
        known: dict[int, Any] = {}

        def renew(_: int, __: FrameType | None) -> None:
            loop.call_soon_threadsafe(self._site.renew)

        handlers: dict[str, Any] = {
            "SIGINT": self.handle_exit,
            "SIGTERM": self.handle_exit,
            "SIGHUP": renew,
        }
        try:
            for name, handler in handlers.items():
                if hasattr(signal, name):
                    number = getattr(signal, name)
                    known[number] = signal.signal(number, handler)
        except ValueError:
            pass  # Not in the main thread: whoever runs the server ends it otherwise.
        try:
            yield
        finally:
            for number, handler in known.items():
                signal.signal(number, handler)


def _silence(log: Log) -> None:
    """Let no library write to standard error by itself."""
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers = [Handler(log)]
        logger.propagate = False
        logger.setLevel(logging.WARNING)
