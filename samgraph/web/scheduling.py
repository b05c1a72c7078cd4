"""Which worker answers whose query, and when a new one is borne.

A few workers stand ready. A query that turns out to be slow runs on at the lowest priority while
another worker takes its place. So one client's endless query takes neither a place nor the
processor from the others.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from samgraph.errors import SamgraphError
from samgraph.web.limits import Limits
from samgraph.web.nurseries import Nursery
from samgraph.web.replies import Refused
from samgraph.web.served import Served
from samgraph.web.workers import Worker

RETRY = 5
"""Seconds after which a client may try again what was too much."""


class Scheduler:
    """The workers of one state of a graph, handed out in turn."""

    def __init__(self, served: Served, limits: Limits, *, trial: bool = False) -> None:
        self.limits = limits
        self.is_stopped = False
        self._nursery = Nursery(served, limits, trial=trial)
        self._trial = trial
        self._idle: list[Worker] = []
        self._homes: dict[Worker, Nursery] = {}
        self._waiting: deque[tuple[str, asyncio.Future[Worker]]] = deque()
        self._running: Counter[str] = Counter()
        self._slow = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._old: set[Nursery] = set()

    @property
    def served(self) -> Served:
        """Return the state of the graph that is asked now."""
        return self._nursery.served

    @property
    def remaining(self) -> tuple[str, ...]:
        """Return which protections this platform does not have, in words."""
        return self._nursery.remaining

    @property
    def is_ready(self) -> bool:
        """Tell whether there is a worker, or one on its way."""
        return not self.is_stopped and not self._nursery.is_gone and bool(self._homes)

    def served_by(self, worker: Worker) -> Served:
        """Return the state of the graph that a worker holds."""
        return self._homes[worker].served

    async def start(self) -> None:
        """Start the workers and wait until they are ready.

        Raises:
            SamgraphError: the graph cannot be loaded.

        """
        nursery = self._nursery
        nursery.on_gone = lambda: self._orphaned(nursery)
        await nursery.start()
        for _ in range(self.limits.workers):
            await self._bear(nursery)

    async def stop(self) -> None:
        """End every worker; queries that run are refused."""
        self.is_stopped = True
        for _, future in self._waiting:
            if not future.done():
                future.set_exception(stopping())
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in tuple(self._homes):
            worker.kill()
            worker.close()
        for nursery in (self._nursery, *self._old):
            await nursery.stop()

    async def replace(self, served: Served) -> None:
        """Ask another state of the graph from now on; queries that run end on the old one.

        Raises:
            SamgraphError: it cannot be loaded; the old one stays.

        """
        nursery = Nursery(served, self.limits, trial=self._trial)
        nursery.on_gone = lambda: self._orphaned(nursery)
        try:
            await nursery.start()
            workers = [await nursery.bear() for _ in range(self.limits.workers)]
        except BaseException:
            await nursery.stop()
            raise
        old, self._nursery = self._nursery, nursery
        left, self._idle = self._idle, []
        self._old.add(old)
        for worker in left:
            self._retire(worker)
        for worker in workers:
            self._homes[worker] = nursery
            self._hand_out(worker)
        self._close_old()

    async def take(self, client: str) -> Worker:
        """Return a worker, as soon as there is one and this client may have one more.

        Raises:
            Refused: 503, the wait is too long.

        """
        while self._idle and self._running[client] < self.limits.running_per_client():
            worker = self._idle.pop()
            if not worker.is_gone:
                self._running[client] += 1
                return worker
            self._retire(worker)
            self._later(self._bear(self._nursery))
        future: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        place = (client, future)
        self._waiting.append(place)
        try:
            return await asyncio.wait_for(future, self.limits.seconds)
        except TimeoutError:
            if _is_given(future):
                return future.result()
            raise Refused(
                503, "no worker was free in time", hint="try again", retry_after=RETRY
            ) from None
        except asyncio.CancelledError:
            if _is_given(future):
                self.give_back(future.result(), client)
            raise
        finally:
            with suppress(ValueError):
                self._waiting.remove(place)

    def _hand_out(self, worker: Worker) -> None:
        """Give a free worker to whoever has waited longest of those who may have one."""
        most = self.limits.running_per_client()
        for place, (client, future) in enumerate(self._waiting):
            if not future.done() and self._running[client] < most:
                del self._waiting[place]
                self._running[client] += 1
                future.set_result(worker)
                return
        self._idle.append(worker)

    def give_back(self, worker: Worker, client: str) -> None:
        """Take a worker back, as it is after a query, or what is left of it."""
        self._running[client] -= 1
        if self._running[client] <= 0:
            del self._running[client]
        nursery = self._homes.get(worker)
        if worker.is_slow:
            self._slow -= 1
        if nursery is None or nursery is not self._nursery:
            self._retire(worker)
            self._close_old()
            replaced = True
        elif worker.is_gone or worker.is_tired:
            # A tired one has lost its priority for good, and has mostly been replaced already.
            replaced = worker.is_slow
            self._retire(worker)
        else:
            self._hand_out(worker)
            return
        if not replaced and nursery is not None:
            self._later(self._bear(nursery))
        elif self._idle and self._waiting:
            self._hand_out(self._idle.pop())

    def slow_down(self, worker: Worker) -> None:
        """Let a query run on beside the others, if there is room for one more of these."""
        worker.slow_down()
        worker.is_tired = True
        if self._slow < self.limits.slow and self._homes.get(worker) is self._nursery:
            self._slow += 1
            worker.is_slow = True
            self._later(self._bear(self._nursery))

    async def _bear(self, nursery: Nursery) -> None:
        try:
            worker = await nursery.bear()
        except (SamgraphError, OSError):
            if self._homes:
                await asyncio.sleep(1)
                self._later(self._bear(nursery))
                return
            raise
        if nursery is not self._nursery or self.is_stopped or worker.is_gone:
            worker.close()
            return
        self._homes[worker] = nursery
        self._hand_out(worker)

    def _retire(self, worker: Worker) -> None:
        self._homes.pop(worker, None)
        worker.close()

    def _close_old(self) -> None:
        """End the processes of old states that nobody asks any more."""
        for nursery in self._old - set(self._homes.values()):
            self._later(self._end(nursery))

    async def _end(self, nursery: Nursery) -> None:
        await nursery.stop()
        self._old.discard(nursery)

    def _orphaned(self, nursery: Nursery) -> None:
        """Start again after the process that holds the graph has ended by itself."""
        if nursery is self._nursery and not self.is_stopped:
            left, self._idle = self._idle, []
            for worker in left:
                self._retire(worker)
            self._later(self._start_again(nursery.served))

    async def _start_again(self, served: Served) -> None:
        while not self.is_stopped:
            with suppress(SamgraphError, OSError):
                await self.replace(served)
                return
            await asyncio.sleep(1)

    def _later(self, what: Coroutine[Any, Any, None]) -> None:
        task: asyncio.Task[None] = asyncio.ensure_future(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _is_given(future: asyncio.Future[Worker]) -> bool:
    """Tell whether a worker was handed over at the last moment."""
    return future.done() and not future.cancelled() and future.exception() is None


def stopping() -> Refused:
    """Return what is said to whoever asks while the server stops."""
    return Refused(503, "the endpoint is stopping", hint="try again", retry_after=RETRY)
