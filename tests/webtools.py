"""A graph small enough to count by hand, and servers of it for the tests of the endpoint."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import threading
import time
from collections.abc import Coroutine, Iterator, Mapping
from http.client import HTTPConnection
from typing import Any, TypeVar
from urllib.parse import urlencode

import pyoxigraph as ox

from samgraph.knowledge import Knowledge
from samgraph.web.app import make_app
from samgraph.web.journal import Line
from samgraph.web.limits import Limits
from samgraph.web.pool import Pool
from samgraph.web.served import of_knowledge
from samgraph.web.serving import Server, bind
from samgraph.web.site import Source

NS = "https://example.org/"
JSON = "application/sparql-results+json"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
MANY = 300
Value = TypeVar("Value")


def knowledge() -> Knowledge:
    """Return a plan with statements in every reading, and graphs of its own outside them.

    `structure` holds 300 numbered things and one with a text that is hard to write down; `stated`
    and `suggested` one each; `data/1`, `data/2` and `data/3`, which are in no reading, one each.
    """
    store = ox.Store()
    number = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")

    def add(graph: str, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        store.add(ox.Quad(iri(subject), iri(predicate), value, iri(graph)))

    for one in range(MANY):
        add("graph/structure", f"thing/{one}", "number", ox.Literal(str(one), datatype=number))
    add("graph/structure", "thing/odd", "text", ox.Literal(ODD, language="nl"))
    add("graph/stated", "thing/1", "linksTo", iri("thing/2"))
    add("graph/suggested", "thing/2", "linksTo", iri("thing/3"))
    for one in (1, 2, 3):
        add(f"data/{one}", f"data/{one}", "type", iri("Document"))
    return Knowledge("small", iri("plan"), NS, {"ex": NS}, store)


ODD = '"},{"\n<result>\r\n,\t}},{"a":{ é 𝄞 \'; <script>'


def iri(name: str) -> ox.NamedNode:
    """Return a name in the namespace of the tests."""
    return ox.NamedNode(NS + name)


class Loop:
    """An event loop in a thread, for tests that are no coroutines."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, what: Coroutine[Any, Any, Value], seconds: float = 30) -> Value:
        """Return what a coroutine returns."""
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(seconds)

    def close(self) -> None:
        """End the loop."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


@contextlib.contextmanager
def pooled(**limits: Any) -> Iterator[tuple[Pool, Loop]]:  # noqa: ANN401
    """Give a pool over the small graph that does what a test tells its workers, and its loop."""
    loop = Loop()
    bounds = Limits(**{"workers": 2, "seconds": 5.0, **limits})
    pool = Pool(of_knowledge(knowledge()), bounds, trial=True)
    try:
        loop.run(pool.start())
        yield pool, loop
    finally:
        loop.run(pool.stop())
        loop.close()


class Answer:
    """A response as a test looks at it."""

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status = status
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.body = body

    def json(self) -> Any:  # noqa: ANN401
        """Return the body, parsed."""
        return json.loads(self.body)

    def rows(self) -> list[dict[str, str]]:
        """Return the rows of a JSON table, values only."""
        found = self.json()["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in found]


class Running:
    """A server at a port of the loopback."""

    def __init__(self, port: int, lines: list[Line], site: Any) -> None:  # noqa: ANN401
        self.port = port
        self.lines = lines
        self.site = site
        self.base = f"http://127.0.0.1:{port}"

    def line(self, **wanted: object) -> Line:
        """Return the line of the journal that says this, once it is there."""
        end = time.monotonic() + 5
        while True:
            for one in tuple(self.lines):
                if all(one.get(name) == value for name, value in wanted.items()):
                    return one
            assert time.monotonic() < end, f"no line with {wanted} in {self.lines}"
            time.sleep(0.01)

    def ask(
        self,
        path: str = "/sparql",
        query: str | None = None,
        *,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        fields: list[tuple[str, str]] | None = None,
        seconds: float = 20,
    ) -> Answer:
        """Return the answer to one request; a query goes into the address."""
        pairs = ([("query", query)] if query is not None else []) + (fields or [])
        target = f"{path}?{urlencode(pairs)}" if pairs else path
        connection = HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request(method, target, body, dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def post(self, body: bytes, media_type: str, **options: Any) -> Answer:  # noqa: ANN401
        """Return the answer to a POST."""
        headers = {"Content-Type": media_type, **options.pop("headers", {})}
        return self.ask(method="POST", body=body, headers=headers, **options)

    def raw(self, content: bytes, seconds: float = 10) -> bytes:
        """Return everything that comes back for bytes, until the server hangs up."""
        with socket.create_connection(("127.0.0.1", self.port), seconds) as connection:
            connection.sendall(content)
            parts = []
            with contextlib.suppress(ConnectionResetError):
                while part := connection.recv(65_536):
                    parts.append(part)
            return b"".join(parts)


@contextlib.contextmanager
def running(
    source: Source = None,
    limits: Limits | None = None,
    **options: Any,  # noqa: ANN401
) -> Iterator[Running]:
    """Serve a plan, the small graph unless told otherwise, until the block ends."""
    lines: list[Line] = []
    if source is None and "store" not in options:
        source = knowledge()
    app = make_app(source, limits or Limits(workers=2, seconds=5.0), log=lines.append, **options)
    sockets = bind("127.0.0.1", 0)
    port = sockets[0].getsockname()[1]
    up = threading.Event()
    failed: list[BaseException] = []
    server = Server(app, log=lines.append)

    def run() -> None:
        try:
            asyncio.run(server.run_until_stopped(sockets, lambda _: up.set()))
        except BaseException as error:
            failed.append(error)
            up.set()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    up.wait(60)
    if failed:
        raise failed[0]
    try:
        yield Running(port, lines, app.state.site)
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive(), "the server does not stop"
        if failed:
            raise failed[0]
