"""The server's hold on the process that keeps a graph in memory and bears workers for it."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from samgraph.errors import SamgraphError
from samgraph.web.limits import Limits
from samgraph.web.messages import pack
from samgraph.web.nursery import BEAR, KILL, ORDER, SLOW
from samgraph.web.processes import bare_environment
from samgraph.web.served import Served
from samgraph.web.workers import Worker, WorkerDied

_MODULE = "samgraph.web.nursery"
_LINK = "limits"
"""Where a reply that was cut off says more, relative to the endpoint."""
_BESIDE = 1_000_000
"""Bytes by which an answer may be longer than it should: a table's end, a graph's last triple."""
_START = 300.0
"""Seconds within which a graph has to be loaded."""

CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")


class Nursery:
    """A process that holds one state of a graph, and the workers it bears."""

    def __init__(self, served: Served, limits: Limits, *, trial: bool = False) -> None:
        self.served = served
        self.remaining: tuple[str, ...] = ()
        """What a platform cannot take from its workers."""
        self._most = limits.size + _BESIDE
        self._words = {
            "prefixes": dict(served.prefixes),
            "graphs": served.graphs(),
            "store": served.store,
            "memory": limits.memory,
            "bounds": {
                "rows": limits.rows,
                "size": limits.size,
                "nesting": limits.nesting,
                "seconds": limits.seconds,
                "link": _LINK,
            },
            "trial": trial,
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._workers: dict[int, Worker] = {}
        self._spawned: set[Worker] = set()
        self._born = 0
        self._heard = b""
        self.is_gone = False
        self.on_gone: Callable[[], None] = lambda: None

    async def start(self) -> None:
        """Start the process and wait until it has loaded the graph.

        Raises:
            SamgraphError: it cannot load it.

        """
        if not CAN_FORK:
            return
        try:
            said = await asyncio.to_thread(self._start)
        except asyncio.CancelledError:
            if self._process is not None:
                self._process.kill()
            await self.stop()
            raise
        self.remaining = tuple(said.get("remaining", ()))
        if not said.get("ready"):
            await self.stop()
            raise _unreadable(self.served, said.get("error", ""))
        assert self._control is not None  # noqa: S101 - for the type checker
        self._control.setblocking(False)
        asyncio.get_running_loop().add_reader(self._control, self._hear)

    def _start(self) -> dict[str, Any]:
        own, other = socket.socketpair()
        self._control = own
        with other:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", _MODULE, str(other.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[other.fileno()],
                start_new_session=True,
                env=bare_environment(),
            )
        assert self._process.stdin is not None  # noqa: S101 - for the type checker
        with suppress(BrokenPipeError), self._process.stdin as pipe:
            pipe.write(pack(self._words, self.served.quads))
        own.settimeout(_START)
        line = b""
        with suppress(OSError):
            while not line.endswith(b"\n"):
                part = own.recv(4_096)
                if not part:
                    break
                line += part
        said: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {}
        return said

    def _hear(self) -> None:
        """Take note of the workers that have ended."""
        assert self._control is not None  # noqa: S101 - for the type checker
        try:
            part = self._control.recv(65_536)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        if not part:
            self._lost()
            return
        *lines, self._heard = (self._heard + part).split(b"\n")
        for line in lines:
            said = json.loads(line)
            worker = self._workers.pop(said["ended"], None)
            if worker is not None and not worker.status.done():
                worker.status.set_result(said["status"])

    def _lost(self) -> None:
        if self._control is not None:
            asyncio.get_running_loop().remove_reader(self._control)
            self._control.close()
            self._control = None
        for worker in self._workers.values():
            worker.close()
        self._workers.clear()
        if not self.is_gone:
            self.is_gone = True
            self.on_gone()

    async def bear(self) -> Worker:
        """Return a new worker.

        Raises:
            SamgraphError: there can be none.

        """
        worker = Worker(self._most)
        if not CAN_FORK:
            await self._spawn(worker)
            return worker
        if self._control is None:
            worker.is_gone = True
            return worker
        loop = asyncio.get_running_loop()
        requests, to_worker = os.pipe()
        from_worker, answers = os.pipe()
        self._born += 1
        number = self._born
        try:
            socket.send_fds(self._control, [ORDER.pack(BEAR, number)], [requests, answers])
        finally:
            os.close(requests)
            os.close(answers)
        _widen(from_worker)
        self._workers[number] = worker
        worker.kill = lambda: self._order(KILL, number)
        worker.slow_down = lambda: self._order(SLOW, number)
        worker.answers, _ = await loop.connect_read_pipe(
            lambda: worker, os.fdopen(from_worker, "rb", 0)
        )
        worker.requests, _ = await loop.connect_write_pipe(
            asyncio.BaseProtocol, os.fdopen(to_worker, "wb", 0)
        )
        return worker

    def _order(self, order: bytes, number: int) -> None:
        if self._control is not None:
            with suppress(OSError):
                self._control.send(ORDER.pack(order, number))

    async def _spawn(self, worker: Worker) -> None:
        """Start a worker that is a process of its own, where there is no fork."""
        loop = asyncio.get_running_loop()
        transport, _ = await loop.subprocess_exec(
            lambda: _Pipes(worker),
            sys.executable, "-m", _MODULE, "-",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=bare_environment(),
        )  # fmt: skip
        worker.answers = transport
        self._spawned.add(worker)
        worker.status.add_done_callback(lambda _: self._spawned.discard(worker))
        pipe = transport.get_pipe_transport(0)
        assert isinstance(pipe, asyncio.WriteTransport)  # noqa: S101 - for the type checker
        worker.requests = pipe

        def kill() -> None:
            with suppress(ProcessLookupError):
                transport.kill()

        worker.kill = kill
        try:
            said, _ = await worker.ask(self._words, self.served.quads)
        except WorkerDied as died:
            raise _unreadable(self.served, "") from died
        if not said.get("ready"):
            raise _unreadable(self.served, said.get("error", ""))
        self.remaining = tuple(said.get("remaining", ()))

    async def stop(self) -> None:
        """End the process and every worker it has borne."""
        self.is_gone = True
        if self._control is not None:
            with suppress(ValueError, OSError):
                asyncio.get_running_loop().remove_reader(self._control)
            self._control.close()
            self._control = None
        for worker in (*self._workers.values(), *self._spawned):
            worker.close()
        if self._spawned:
            await asyncio.wait({worker.status for worker in self._spawned}, timeout=5)
        if self._process is not None:
            await asyncio.to_thread(_end, self._process)


def _widen(pipe: int) -> None:
    """Let a large answer pass in fewer pieces, where a pipe can be made wider."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 1 << 20)


class _Pipes(asyncio.SubprocessProtocol):
    """Hands on to a worker what its process says."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        del fd
        self.worker.data_received(data)

    def process_exited(self) -> None:
        if not self.worker.status.done():
            transport = self.worker.answers
            code = transport.get_returncode() if isinstance(
                transport, asyncio.SubprocessTransport) else 0  # fmt: skip
            self.worker.status.set_result(code or 0)
        self.worker.connection_lost(None)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _unreadable(served: Served, error: str) -> SamgraphError:
    if served.store:
        return SamgraphError(
            f"the store on disk cannot be read: {error.splitlines()[0] if error else 'it ended'}",
            where=served.store,
            hint="build it anew with samgraph build -o DIR",
        )
    return SamgraphError("the graph cannot be loaded", hint="is there enough memory?")
