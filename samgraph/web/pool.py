"""The pool of workers that answer queries from outside, and what it refuses.

Whatever a query does, it does it in a process of its own, which is killed when its time is up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from samgraph.web.alarms import Alarms
from samgraph.web.caching import ReplyCache
from samgraph.web.limits import Limits
from samgraph.web.media import Formats
from samgraph.web.replies import Dataset, Refused, Reply
from samgraph.web.scheduling import RETRY, Scheduler, stopping
from samgraph.web.served import Served
from samgraph.web.workers import Worker, WorkerDied


class Pool:
    """Workers that hold one state of a graph, and their scheduler.

    Start it with `await pool.start()` in the event loop that asks it; end it with `await
    pool.stop()`.
    """

    def __init__(
        self, served: Served, limits: Limits | None = None, *, trial: bool = False
    ) -> None:
        self.limits = limits or Limits()
        self._scheduler = Scheduler(served, self.limits, trial=trial)
        self.alarms = Alarms()
        self._asking: Counter[str] = Counter()
        self._cache = ReplyCache(self.limits.cache)

    @property
    def served(self) -> Served:
        """Return the state of the graph that is asked now."""
        return self._scheduler.served

    @property
    def remaining(self) -> tuple[str, ...]:
        """Return which protections this platform does not have, in words."""
        return self._scheduler.remaining

    @property
    def is_ready(self) -> bool:
        """Tell whether queries are answered."""
        return self._scheduler.is_ready

    async def start(self) -> None:
        """Start the workers and wait until they are ready.

        Raises:
            SamgraphError: the graph cannot be loaded.

        """
        await self._scheduler.start()

    async def stop(self) -> None:
        """End every worker; queries that run are refused."""
        await self._scheduler.stop()

    async def replace(self, served: Served) -> None:
        """Ask another state of the graph from now on; queries that run end on the old one.

        Raises:
            SamgraphError: it cannot be loaded; the old one stays.

        """
        await self._scheduler.replace(served)
        self._cache.clear()

    async def ask(
        self,
        query: str,
        dataset: Dataset | None = None,
        formats: Formats | None = None,
        *,
        bindings: Mapping[str, Mapping[str, str]] | None = None,
        client: str = "",
        trial: str = "",
    ) -> Reply:
        """Return the answer to a query, by a worker or from the cache.

        Without a `dataset` the default graph is the plan as it is judged, unless the query has a
        FROM. `bindings` gives variables a value: `{"iri": …}`, or `{"value": …, "datatype": …}`.
        `client` is the address that limits are counted by.

        Raises:
            Refused: there is no answer; the status and the hint say why.

        """
        wanted = formats or Formats()
        bound = tuple(
            (name, tuple(sorted(term.items()))) for name, term in sorted((bindings or {}).items())
        )
        key = (self.served.version, query, dataset, wanted, bound)
        known = self._cache.get(key) if self.limits.cache and not trial else None
        if known is not None:
            return known
        self._admit(client)
        try:
            reply = await self._ask(query, dataset, wanted, bindings, client, trial)
        finally:
            self._asking[client] -= 1
            if not self._asking[client]:
                del self._asking[client]
        if self.limits.cache and reply.stable and reply.version == key[0]:
            self._cache.put(key, reply, len(query))
        return reply

    def _admit(self, client: str) -> None:
        if self._scheduler.is_stopped:
            raise stopping()
        if self._asking[client] >= self.limits.per_client:
            raise Refused(
                429, f"more than {self.limits.per_client} queries at once from this address",
                hint="wait for answers before asking more", retry_after=RETRY,
            )  # fmt: skip
        if sum(self._asking.values()) >= self.limits.queries:
            raise Refused(503, "too many queries at once", hint="try again", retry_after=RETRY)
        self._asking[client] += 1

    async def _ask(
        self,
        query: str,
        dataset: Dataset | None,
        wanted: Formats,
        bindings: Mapping[str, Mapping[str, str]] | None,
        client: str,
        trial: str,
    ) -> Reply:
        words: dict[str, Any] = {
            "query": query,
            "table": wanted.table and wanted.table.name,
            "graph": wanted.graph and wanted.graph.name,
            "gzip": wanted.gzip,
        }
        if dataset is not None:
            words |= {"default": dataset.default, "named": dataset.named}
        if bindings:
            words["bindings"] = bindings
        if trial:
            words["trial"] = trial
        for attempt in (1, 2):
            worker = await self._scheduler.take(client)
            version = self._scheduler.served_by(worker).version
            try:
                said, body = await self._timed(worker, words)
            except WorkerDied as died:
                # One that died before it was asked is no fault of the query.
                if died.status == 0 and attempt == 1 and not self._scheduler.is_stopped:
                    continue
                raise self._overwhelmed(died) from died
            finally:
                self._scheduler.give_back(worker, client)
            return _reply(said, body, wanted, version)
        raise AssertionError

    async def _timed(
        self, worker: Worker, words: Mapping[str, Any]
    ) -> tuple[dict[str, Any], bytes]:
        """Return what a worker answers within the time that it has."""
        expired = False

        def expire() -> None:
            nonlocal expired
            expired = True
            worker.kill()
            worker.give_up()

        timers = (
            self.alarms.set(self.limits.slow_after, lambda: self._scheduler.slow_down(worker)),
            self.alarms.set(self.limits.seconds, expire),
        )
        finished = False
        try:
            answer = await worker.ask(words)
            finished = True
        except WorkerDied:
            if expired:
                raise Refused(
                    503, f"the query took longer than {self.limits.seconds:g} seconds",
                    where="query", hint="narrow it down, or ask for less at once",
                    retry_after=RETRY,
                ) from None  # fmt: skip
            raise
        finally:
            for timer in timers:
                self.alarms.drop(timer)
            if not finished:
                # Also where the client is gone: nobody waits for the answer any more.
                worker.is_gone = True
                worker.kill()
        return answer

    def _overwhelmed(self, died: WorkerDied) -> Refused:
        memory = died.status == -6
        return Refused(
            503,
            "the query needs more memory than it may take"
            if memory
            else "the query overwhelmed the engine",
            where="query",
            hint="ask for less at once, or write it more simply",
            retry_after=RETRY,
        )


def _reply(said: Mapping[str, Any], body: bytes, wanted: Formats, version: str) -> Reply:
    if "status" in said:
        raise Refused(
            said["status"], said["error"], where=said.get("where", ""), hint=said.get("hint", "")
        )
    chosen = wanted.graph if said["kind"] == "graph" else wanted.table
    return Reply(
        chosen.content_type() if chosen else "",
        body,
        said["rows"],
        version,
        said.get("truncated", ""),
        said.get("encoding", ""),
        said["stable"],
    )
