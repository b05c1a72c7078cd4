"""What every route shares: the pool, the plan that is served, and its renewal."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias, TypeVar

from starlette.requests import HTTPConnection, Request

from samgraph.errors import SamgraphError
from samgraph.knowledge import Knowledge
from samgraph.web.journal import Log
from samgraph.web.limits import Limits, counted_as
from samgraph.web.pool import Pool
from samgraph.web.preparing import prepare, trace_of
from samgraph.web.replies import Refused
from samgraph.web.served import Served, of_knowledge

Source: TypeAlias = "Knowledge | Served | str | Path | None"
Value = TypeVar("Value")

_HOST = re.compile(r"[A-Za-z0-9.\-]+(?::\d+)?|\[[0-9A-Fa-f:.]+\](?::\d+)?")


class Site:
    """One plan, served. `site_of(request)` returns it in a route."""

    def __init__(
        self,
        source: Source,
        limits: Limits,
        log: Log,
        *,
        store: str | Path | None = None,
        force: bool = False,
        base: str = "",
        watch: float = 0.0,
        first: Served | None = None,
    ) -> None:
        self.limits = limits
        self.log = log
        self.base = base.rstrip("/")
        self.in_flight = 0
        """Bytes of answers that are being sent."""
        self.when_renewed: Callable[[], None] = lambda: None
        """Called once another state of the plan is served."""
        self._source = source
        self._store = store
        self._force = force
        self._watch = watch
        self._first = first
        """The state to begin with, where whoever starts the site has read the plan already."""
        self._pool: Pool | None = None
        self._knowledge: tuple[str, asyncio.Task[Knowledge]] | None = None
        self._watcher: asyncio.Task[None] | None = None
        self._wanted = asyncio.Event()

    @property
    def pool(self) -> Pool:
        """Return the pool.

        Raises:
            Refused: 503, the site has not started.

        """
        if self._pool is None:
            raise Refused(503, "the endpoint is starting", hint="try again", retry_after=1)
        return self._pool

    @property
    def served(self) -> Served:
        """Return the state of the plan that is served now."""
        return self.pool.served

    @property
    def is_ready(self) -> bool:
        """Tell whether queries are answered."""
        return self._pool is not None and self._pool.is_ready

    async def start(self) -> None:
        """Read the plan and start the workers.

        Raises:
            SamgraphError: the plan cannot be read, or does not validate.

        """
        # Before the plan is read, so that a change while it is read is noticed.
        trace = await self._trace()
        pool = Pool(self._first or await self._read(), self.limits)
        try:
            await pool.start()
        except SamgraphError:
            await pool.stop()
            raise
        self._pool = pool
        for missing in pool.remaining:
            self.log({"event": "protection", "level": "warning", "message": missing})
        if not isinstance(self._source, Knowledge | Served):
            self._watcher = asyncio.create_task(self._renew(trace))

    async def stop(self) -> None:
        """End the workers."""
        if self._watcher is not None:
            self._watcher.cancel()
            with suppress(asyncio.CancelledError):
                await self._watcher
        if self._pool is not None:
            await self._pool.stop()

    async def knowledge(self) -> Knowledge:
        """Return the plan as knowledge of the server's own, made once for each state.

        Never for a query from outside: that goes to `pool`.
        """
        served = self.served
        if self._knowledge is None or self._knowledge[0] != served.version:
            making = asyncio.create_task(asyncio.to_thread(served.to_knowledge))
            self._knowledge = (served.version, making)
        return await asyncio.shield(self._knowledge[1])

    def renew(self) -> None:
        """Have the plan read again, also where no file of it has changed."""
        self._wanted.set()

    def base_of(self, request: HTTPConnection) -> str:
        """Return the IRI of this server as its client sees it, without a slash at the end."""
        if self.base:
            return self.base
        host = request.headers.get("host", "")
        if not _HOST.fullmatch(host):
            address, port = request.scope.get("server") or ("localhost", None)
            host = f"{address}:{port}" if port else str(address)
        return f"{request.url.scheme}://{host}{request.scope.get('root_path', '')}"

    async def _read(self) -> Served:
        source = self._source
        if isinstance(source, Served):
            return source
        if isinstance(source, Knowledge):
            return of_knowledge(source)
        return await prepare(source, store=self._store, force=self._force)

    async def _trace(self) -> str:
        if isinstance(self._source, Knowledge | Served):
            return ""
        return await asyncio.to_thread(trace_of, self._source, self._store)

    async def _renew(self, known: str) -> None:
        """Read the plan again whenever it has changed, and serve it once it is ready."""
        while True:
            asked = False
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wanted.wait(), self._watch or None)
                asked = True
                self._wanted.clear()
            now = await self._trace()
            if now == known and not asked:
                continue
            if not asked:
                # Whoever is still writing is given the time to end.
                await asyncio.sleep(min(self._watch / 2, 0.5))
                if await self._trace() != now:
                    continue
            known = now
            await self._try_again()

    async def _try_again(self) -> None:
        try:
            served = await self._read()
            changed = served.version != self.served.version
            if changed:
                await self.pool.replace(served)
                self.when_renewed()
        except SamgraphError as error:
            faults = {"faults": len(error.faults)} if error.faults else {}
            self.log({"event": "reload", "level": "error", "message": error.message, **faults})
        except OSError as error:
            # A machine that is short of processes or files for a moment: the next change, or the
            # next signal, is to be read all the same.
            message = f"the plan cannot be read: {error.strerror or 'the system refuses'}"
            self.log({"event": "reload", "level": "error", "message": message})
        else:
            self.log({"event": "reload", "changed": changed, "version": served.version})


def site_of(request: HTTPConnection) -> Site:
    """Return the site that a request is for."""
    site: Site = request.app.state.site
    return site


def client_of(request: HTTPConnection) -> str:
    """Return the address that a client's limits are counted by."""
    return counted_as(request.client.host) if request.client else ""


async def until_gone(request: Request, answer: Awaitable[Value]) -> Value:
    """Return what an answer becomes, or give it up as soon as its client is gone.

    A quick answer is not watched over: that would cost more than it saves.

    Raises:
        ClientGone: nobody is there any more.

    """
    site = site_of(request)
    asking = asyncio.current_task()
    watches: list[asyncio.Task[None]] = []
    is_gone = False

    async def watch() -> None:
        nonlocal is_gone
        while (await request.receive())["type"] != "http.disconnect":
            pass
        is_gone = True
        if asking is not None:
            asking.cancel()

    alarms = site.pool.alarms
    alarm = alarms.set(
        site.limits.slow_after, lambda: watches.append(asyncio.ensure_future(watch()))
    )
    try:
        return await answer
    except asyncio.CancelledError:
        if not is_gone:
            raise
        if asking is not None:
            asking.uncancel()
        raise ClientGone from None
    finally:
        alarms.drop(alarm)
        for one in watches:
            one.cancel()


class ClientGone(Exception):  # noqa: N818 - no fault of anybody
    """Whoever asked does not wait for the answer any more."""
