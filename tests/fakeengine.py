"""A server that answers each request with the next thing a test has written down for it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

JSON = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer."""

    status: int = 200
    content: bytes = b""
    type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int = 0
    """Bytes that the head promises beyond those that come."""
    drip: float = 0.0
    """Seconds between bytes."""


def rows(*some: Mapping[str, str], names: tuple[str, ...] = ("a",), **more: Any) -> Said:  # noqa: ANN401
    """Return an answer with rows of IRIs."""
    bindings = [
        {key: {"type": "uri", "value": value} for key, value in row.items()} for row in some
    ]
    said = {"head": {"vars": list(names)}, "results": {"bindings": bindings}}
    return Said(content=json.dumps(said).encode(), **more)


@dataclass
class Fake:
    """What was asked, and where."""

    url: str
    script: list[Said]
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    """Method, path, headers in lower case, and body of each request."""


@contextmanager
def fake(*script: Said) -> Iterator[Fake]:
    """Serve answers one after the other, the last one again and again."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            engine.asked.append((self.command, self.path, headers, self.rfile.read(size)))
            said = script[min(len(engine.asked), len(script)) - 1]
            if not said.status:
                self.connection.close()
                return
            self.send_response(said.status)
            if said.type:
                self.send_header("Content-Type", said.type)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said.content) + said.promised))
            self.end_headers()
            for start in range(0, len(said.content), 1 if said.drip else 1 << 20):
                self.wfile.write(said.content[start : start + (1 if said.drip else 1 << 20)])
                time.sleep(said.drip)
            if said.promised:
                self.close_connection = True

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - as the library has them

        def log_message(self, *_: object) -> None:
            pass

        def handle(self) -> None:
            with suppress(OSError):
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    engine = Fake(f"http://127.0.0.1:{server.server_port}/sparql", list(script))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield engine
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
