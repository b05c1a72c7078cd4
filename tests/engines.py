"""SPARQL engines of other makes, started for the tests on a port and in a folder of their own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from samgraph.remote.credentials import Credentials

ROOT = Path(__file__).parent.parent
ENGINES = ROOT / ".engines"
"""Where `.ci/run` puts what is not installed as a package; ignored by git."""
NAMES = ("oxigraph", "virtuoso", "fuseki")
_SCRIPTS = Path(sys.executable).parent
_PATIENCE = 60.0


ANONYMOUS = Credentials()


@dataclass(frozen=True, slots=True)
class Running:
    """An engine that runs, with the addresses at which it is asked, changed and filled."""

    query: str
    update: str
    store: str
    credentials: Credentials = ANONYMOUS


def missing(name: str) -> str:
    """Return why an engine cannot be started here, or nothing where it can."""
    if name == "oxigraph" and _oxigraph() is None:
        return "the oxigraph server is not installed"
    if name == "virtuoso" and _virtuoso() is None:
        return "virtuoso-opensource is not installed"
    if name == "fuseki" and (_fuseki() is None or shutil.which("java") is None):
        return "there is no jena-fuseki-server*.jar in .engines, or no Java"
    return ""


def _oxigraph() -> str | None:
    return shutil.which("oxigraph", path=str(_SCRIPTS))


def _virtuoso() -> str | None:
    return shutil.which("virtuoso-t")


def _fuseki() -> Path | None:
    return next(iter(sorted(ENGINES.glob("jena-fuseki-server*.jar"))), None)


@contextmanager
def running(name: str, folder: Path) -> Iterator[Running]:
    """Start an engine by its name with nothing in it, and end it with the block."""
    start = {"oxigraph": _start_oxigraph, "virtuoso": _start_virtuoso, "fuseki": _start_fuseki}
    command, engine = start[name](folder)
    with ended(command, folder) as process:
        wait_for(engine.query, process, folder)
        yield engine


@contextmanager
def ended(command: Sequence[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in a folder until the block ends."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            env={**os.environ, "SAMGRAPH_CACHE": ""},
        )  # fmt: skip
        try:
            yield process
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends and process.poll() is None:
        with suppress(httpx.TransportError):
            if httpx.get(url, params={"query": "ASK {}"}, timeout=5).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError((folder / "log").read_text(errors="replace")[-2_000:])


def _start_oxigraph(_: Path) -> tuple[Sequence[str], Running]:
    base = f"127.0.0.1:{free_port()}"
    command = (str(_oxigraph()), "serve", "--bind", base)
    return command, Running(f"http://{base}/query", f"http://{base}/update", f"http://{base}/store")


def _start_fuseki(_: Path) -> tuple[Sequence[str], Running]:
    port = free_port()
    jar = str(_fuseki())
    command = ("java", "-Xmx512m", "-jar", jar, "--localhost", f"--port={port}", "--update",
               "--mem", "/ds")  # fmt: skip
    base = f"http://127.0.0.1:{port}/ds"
    return command, Running(f"{base}/query", f"{base}/update", f"{base}/data")


_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = .
[HTTPServer]
ServerPort = {http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryCostEstimationTime = 400
MaxQueryExecutionTime = 60
"""
"""As Debian's own file, but for places and ports: the bounds on answers are those it comes with."""


def _start_virtuoso(folder: Path) -> tuple[Sequence[str], Running]:
    http = free_port()
    text = _INI.format(folder=folder, sql=f"127.0.0.1:{free_port()}", http=f"127.0.0.1:{http}")
    (folder / "virtuoso.ini").write_text(text)
    base = f"http://127.0.0.1:{http}"
    command = (str(_virtuoso()), "-f", "-c", str(folder / "virtuoso.ini"))
    return command, Running(
        f"{base}/sparql",
        f"{base}/sparql-auth",
        f"{base}/sparql-graph-crud-auth",
        Credentials("dba", "dba"),
    )
