"""The endpoints that are measured side by side, each holding the same graph in memory."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from http_clients import Peer

from samgraph.web.served import Served

_RDFLIB_ENDPOINT = """
import sys
import rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint

graph = rdflib.Graph()
graph.parse(sys.argv[1], format="nt")
app = SparqlEndpoint(graph=graph, path="/sparql")
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


def free_port() -> int:
    """Return a port of the loopback that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int, seconds: float = 120.0) -> None:
    """Wait until somebody listens at a port of the loopback."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens at port {port}")


@contextlib.contextmanager
def running(command: list[str], port: int) -> Iterator[int]:
    """Run a server until the block ends; give its process id."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def samgraph(name: str, *options: str) -> Iterator[Peer]:
    """Serve the SAM plan with samgraph."""
    port = free_port()
    command = [sys.executable, "-m", "samgraph", "serve", "--quiet", "--port", str(port), *options]
    with running(command, port):
        # The port is taken before the plan is read.
        urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=120).close()
        yield Peer(name, f"http://127.0.0.1:{port}/sparql")


@contextlib.contextmanager
def oxigraph(served: Served) -> Iterator[Peer]:
    """Serve the same quads with the bare Oxigraph server, in memory."""
    port = free_port()
    binary = str(Path(sys.executable).parent / "oxigraph")
    with running([binary, "serve", "--bind", f"127.0.0.1:{port}"], port):
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/store",
            data=served.quads,
            headers={"Content-Type": "application/n-quads"},
        )
        urllib.request.urlopen(request, timeout=120).close()  # noqa: S310
        yield Peer("oxigraph", f"http://127.0.0.1:{port}/query", served.graphs())


@contextlib.contextmanager
def rdflib_endpoint(triples: bytes) -> Iterator[Peer]:
    """Serve the default graph with rdflib-endpoint, from an environment made for it.

    Raises:
        OSError, subprocess.SubprocessError: it cannot be installed.

    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        subprocess.run([sys.executable, "-m", "venv", place / "venv"], check=True)
        python = str(place / "venv" / "bin" / "python")
        command = [python, "-m", "pip", "install", "-q", "rdflib-endpoint", "uvicorn"]
        subprocess.run(command, check=True, capture_output=True)
        (place / "graph.nt").write_bytes(triples)
        (place / "serve.py").write_text(_RDFLIB_ENDPOINT, encoding="utf-8")
        port = free_port()
        command = [python, str(place / "serve.py"), str(place / "graph.nt"), str(port)]
        with running(command, port):
            yield Peer("rdflib-endpoint", f"http://127.0.0.1:{port}/sparql")
