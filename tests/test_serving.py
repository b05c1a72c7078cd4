"""`samgraph serve` as a process: its address, its signals, its renewal and its bad input."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from tinyplan import FILES, Tiny
from webtools import ENDLESS, running

from samgraph.cli import cli
from samgraph.errors import SamgraphError
from samgraph.resources import MARKER
from samgraph.serialising import write_graph
from samgraph.web.limits import Limits

unix = pytest.mark.skipif(os.name != "posix", reason="this platform has other signals")
BOTH = '"Buurtplan"@nl, "Neighbourhood plan"@en'
LABEL = "SELECT ?label { ?plan a sg:Plan ; skos:prefLabel ?label FILTER(LANG(?label) = 'en') }"


class Process:
    """A running `samgraph serve`, and what it has said."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "samgraph", "serve", "--port", "0", "--lang", "en", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.said = b""
        self.base = ""

    def wait_for(self, pattern: str, seconds: float = 60) -> re.Match[str]:
        """Return where what it has said, from now on or before, first matches."""
        end = time.monotonic() + seconds
        stream = self.process.stderr
        assert stream is not None
        while True:
            match = re.search(pattern, self.said.decode())
            if match:
                return match
            if select.select([stream], [], [], 0.1)[0]:
                part = os.read(stream.fileno(), 65_536)
                assert part, f"it ended: {self.said.decode()}"
                self.said += part
            assert time.monotonic() < end, f"no {pattern} in {self.said.decode()[-2_000:]}"

    def start(self) -> str:
        """Wait until queries are answered; return the address."""
        self.base = self.wait_for(r"is at (http://\S+?)/ and")[1]
        return self.base

    def get(self, path: str) -> tuple[int, bytes]:
        """Return the status and the body of an answer."""
        try:
            with urllib.request.urlopen(self.base + path, timeout=20) as response:  # noqa: S310
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def label(self) -> str:
        """Return the plan's label, by a query."""
        status, body = self.get(f"/sparql?query={quote(LABEL)}")
        assert status == 200, body
        (row,) = json.loads(body)["results"]["bindings"]
        return str(row["label"]["value"])

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Send a signal; return the exit status and all that was said."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        _, rest = self.process.communicate(timeout=20)
        return self.process.returncode, (self.said + rest).decode()


@contextmanager
def served(*arguments: str) -> Iterator[Process]:
    """Serve until the block ends."""
    process = Process(*arguments)
    try:
        yield process
    finally:
        if process.process.poll() is None:
            process.process.kill()
        process.process.communicate()


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Return the small plan in a folder for all tests here."""
    found = Tiny(tmp_path_factory.mktemp("tiny"))
    for name, text in FILES.items():
        found.write(name, text)
    return found


@unix
def test_a_plan_is_served_renewed_and_ended(plan: Tiny) -> None:
    """From the first line to the exit status, through changes, with never a request dropped."""
    with served(str(plan.folder)) as process:
        process.start()
        assert process.base.startswith("http://127.0.0.1:")
        assert process.label() == "Neighbourhood plan"

        statuses: list[int] = []
        stop = threading.Event()

        def ask() -> None:
            while not stop.is_set():
                statuses.append(process.get("/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D")[0])
                time.sleep(0.01)

        asking = threading.Thread(target=ask)
        asking.start()
        plan.change("plan.ttl", BOTH, '"Wijkplan"@nl, "Plan of the quarter"@en')
        process.wait_for(r'"event": "reload", "changed": true')
        assert process.label() == "Plan of the quarter"

        # What cannot be read does not take over, and the log says so without a path.
        plan.change("plan.ttl", "a sg:Plan ;", "a sg:Plann ;")
        said = process.wait_for(r'.*"event": "reload", "level": "error".*')[0]
        assert str(plan.folder) not in said
        assert process.label() == "Plan of the quarter"
        plan.change("plan.ttl", "a sg:Plann ;", "a sg:Plan ;")
        process.wait_for(r'"event": "reload", "changed": false')

        before = process.said.decode().count('"reload"')
        process.process.send_signal(signal.SIGHUP)
        process.wait_for(rf'(?s)("reload".*){{{before + 1}}}')
        stop.set()
        asking.join()
        assert len(statuses) > 20
        assert set(statuses) == {200}

        status, said = process.end()
        assert status == 0
        assert '"event": "stop"' in said
        assert "Traceback" not in said
        assert str(plan.folder.parent) not in said


@unix
@pytest.mark.parametrize(
    ("number", "query"), [(signal.SIGINT, "ASK {}"), (signal.SIGTERM, ENDLESS)]
)
def test_a_signal_ends_the_server_and_all_it_started(number: int, query: str) -> None:
    """With status 0, also while a query runs, and no process is left."""
    with served("--quiet", "--store", str(STORES / "good")) as process:
        process.start()
        group = descendants(process.process.pid, 3)
        asking = threading.Thread(target=process.get, args=(f"/sparql?query={quote(query)}",))
        asking.start()
        time.sleep(0.3)
        begin = time.monotonic()
        status, said = process.end(number)
        assert time.monotonic() - begin < 12
        assert status == 0, said
        asking.join()
        assert not left_of(group)


@unix
def test_a_server_that_is_killed_leaves_no_process() -> None:
    """The process that holds the graph notices, and takes its workers along."""
    with served("--quiet", "--store", str(STORES / "good")) as process:
        process.start()
        group = descendants(process.process.pid, 3)
        process.process.kill()
        assert not left_of(group)


def left_of(group: list[int]) -> list[int]:
    """Return the processes of a group that go on, once those that are ending have had time to."""
    end = time.monotonic() + 10
    while (left := [pid for pid in group if goes_on(pid)]) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def goes_on(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and is only not yet buried does not."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return said.rpartition(")")[2].split()[0] not in "ZX"


def descendants(pid: int, least: int) -> list[int]:
    """Return the processes that a process has started, and those have, once there are enough."""
    end = time.monotonic() + 10
    while len(found := _descendants(pid)) < least:
        assert time.monotonic() < end, f"only {found}"
        time.sleep(0.05)
    return found


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    todo = [pid]
    while todo:
        one = todo.pop()
        # A process belongs to the thread that has started it.
        lists = list(Path("/proc").glob(f"{one}/task/*/children"))
        if not lists:
            pytest.skip("this platform does not tell who started whom")
        children = [int(child) for each in lists for child in each.read_text().split()]
        todo += children
        found += children
    return found


def run(*arguments: str) -> tuple[int, str]:
    """Return the exit status and the messages of a command that does not get to serve."""
    done = CliRunner().invoke(cli, ["serve", *arguments])
    return done.exit_code, done.stderr


def test_a_port_in_use_is_a_message() -> None:
    """Before the plan is read, with what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, said = run("--port", str(port))
    assert status == 2
    assert f"port {port} of 127.0.0.1 is in use" in said
    assert "--port" in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--host", "no.such.host.invalid"], "is no address of this machine"),
        (["--host", "192.0.2.1", "--port", "0"], "cannot listen at 192.0.2.1"),
        (["no-such-plan", "--port", "0"], "is no folder and no packaged plan"),
        (["--store", "no-such-folder", "--port", "0"], "there is no such folder"),
        (["--store", ".", "--port", "0"], "is no store that samgraph has built"),
        (["plan", "--store", "."], "give a PLAN or a --store, not both"),
        (["--seconds", "0"], "--seconds"),
        (["--rows", "none"], "--rows"),
        (["--nesting", "101"], "--nesting"),
        (["--seconds", "nan"], "no number of seconds"),
        (["--sender", "inf"], "--sender"),
        (["--workers", "5000"], "--workers"),
        (["--memory", "9" * 30], "--memory"),
        (["--base", "example.org"], "is no address of a server"),
        (["--base", "javascript:alert(1)"], "is no address of a server"),
        (["--base", 'https://example.org/"><script>'], "is no address of a server"),
        (["--base", "https://example.org/?a=b"], "is no address of a server"),
        (["--origin", "https://a.example\r\nX-Evil: 1"], "is no site"),
        (["--origin", "https://a.example/path"], "is no site"),
        (["--proxy", "proxy.example"], "is no IP address"),
    ],
)
def test_what_cannot_be_served_is_a_message(arguments: list[str], says: str) -> None:
    """Status 2, one message, no trace."""
    status, said = run(*arguments)
    assert status == 2
    assert says in said
    assert "Traceback" not in said


def test_a_plan_that_does_not_validate_is_served_by_force_only(tiny: Tiny) -> None:
    """Without it there is a message; with it the server says so wherever it describes itself."""
    tiny.change("plan.ttl", BOTH, '"Buurtplan"@nl')
    status, said = run(str(tiny.folder), "--port", "0")
    assert status == 2
    assert "does not validate" in said
    assert "--force" in said
    with running(tiny.folder, Limits(workers=1), force=True) as server:
        assert server.ask("/ready").json()["faults"] == 1
        page = server.ask("/", headers={"Accept-Language": "en"}).body.decode()
        assert "does not validate (1×)" in page


def test_a_plan_that_contradicts_the_ontology_is_not_served(tiny: Tiny) -> None:
    """Not even by force: there is no graph of it."""
    tiny.change("plan.ttl", "a sg:Plan ;", "a sg:Plann ;")
    with pytest.raises(SamgraphError) as caught, running(tiny.folder, force=True):
        pytest.fail("it is served")
    assert "Plann" in str(caught.value)


STORES = Path()


@pytest.fixture(scope="module", autouse=True)
def stores(tmp_path_factory: pytest.TempPathFactory, plan: Tiny) -> Path:
    """Make a folder with a good store on disk."""
    global STORES
    STORES = tmp_path_factory.mktemp("stores")
    write_graph(plan.build(), STORES / "good")
    return STORES


def damaged(name: str, size: int) -> Path:
    """Return a copy of the good store in which the middle of every large file is damaged."""
    folder = STORES / name
    folder.mkdir()
    for file in (STORES / "good").iterdir():
        content = bytearray(file.read_bytes())
        if file.suffix == ".sst" and len(content) > size:
            middle = len(content) // 3
            content[middle : middle + 40] = os.urandom(40)
        (folder / file.name).write_bytes(content)
    return folder


def test_a_store_on_disk_is_served() -> None:
    """With the same answers, and the same guards."""
    with running(None, Limits(workers=2, seconds=1.0), store=STORES / "good") as server:
        answer = server.ask(query="SELECT ?goal { ?goal a sg:StrategicGoal }")
        assert len(answer.rows()) == 2
        store = ox.Store.read_only(str(STORES / "good"))
        number = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
        assert server.ask(query=number).rows() == [{"n": str(len(store))}]
        assert server.ask(query="ASK { ?s a sg:Suggestion }").json()["boolean"] is False
        named = "ASK { GRAPH ?g { ?s a sg:Suggestion } }"
        assert server.ask(query=named).json()["boolean"] is True
        dataset = [("default-graph-uri", "https://example.org/tiny/graph/stated")]
        answer = server.ask(query="ASK { ?s a sg:Plan }", fields=dataset)
        assert answer.json()["boolean"] is False
        call = "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
        assert server.ask(query=call).status == 400
        endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        assert server.ask(query=endless).status == 503
        assert server.ask(query="ASK {}").status == 200


@pytest.mark.parametrize("what", ["damaged", "no CURRENT", "empty CURRENT", "no tables"])
def test_a_corrupt_store_is_a_message(what: str) -> None:
    """It is found before anything is served, and the message says what to do."""
    folder = damaged(what.replace(" ", "-"), 0 if what == "damaged" else 1 << 40)
    if what == "no CURRENT":
        (folder / "CURRENT").unlink()
    elif what == "empty CURRENT":
        (folder / "CURRENT").write_bytes(b"")
    elif what == "no tables":
        for file in folder.glob("*.sst"):
            file.unlink()
    status, said = run("--store", str(folder), "--port", "0")
    assert status == 2
    assert "the store on disk cannot be read" in said
    assert "samgraph build" in said
    assert "Traceback" not in said


def test_damage_to_any_table_of_a_store_is_a_message() -> None:
    """Also to one that only some queries read, and that the engine opens without a word."""
    tables = sorted(file.name for file in (STORES / "good").glob("*.sst"))
    assert len(tables) > 6
    for name in tables:
        folder = STORES / f"one-{name}"
        shutil.copytree(STORES / "good", folder)
        content = bytearray((folder / name).read_bytes())
        content[len(content) // 2] ^= 0xFF
        (folder / name).write_bytes(content)
        status, said = run("--store", str(folder), "--port", "0")
        assert status == 2, name
        assert f"the store on disk cannot be read: {name} is damaged" in said


def test_a_store_whose_label_is_gone_is_a_message() -> None:
    """What a store holds is written in a file beside it."""
    folder = damaged("unmarked", 1 << 40)
    (folder / MARKER).write_text("{}")
    status, said = run("--store", str(folder), "--port", "0")
    assert (status, "is no store that samgraph has built" in said) == (2, True)


def test_a_store_that_is_built_anew_takes_over() -> None:
    """The new one is swapped in, and the server goes over to it."""
    folder = damaged("renewed", 1 << 40)
    with running(None, Limits(workers=1), store=folder, watch=0.1) as server:
        before = server.ask("/ready").json()["version"]
        other = Tiny(STORES / "other-plan")
        other.folder.mkdir()
        for name, text in FILES.items():
            other.write(name, text)
        other.change("plan.ttl", BOTH, '"Iets"@nl, "Another plan"@en')
        write_graph(other.build(), folder)
        end = time.monotonic() + 20
        while server.ask("/ready").json()["version"] == before:
            assert time.monotonic() < end, "the new store is not served"
            time.sleep(0.1)
        assert server.ask(query=LABEL).rows() == [{"label": "Another plan"}]
