"""The process that holds a graph in memory and bears a worker whenever one is wanted.

It is started clean: it has no socket of the server and no secret of its environment. A worker is a
fork of it, so that a new one is there within milliseconds and shares the graph's memory. Where
there is no fork, the process becomes a worker itself.

Run as `python -m samgraph.web.nursery CONTROL`, with the descriptor of a socket to the server, or
with `-` to become a worker. The graph comes by standard input.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

import pyoxigraph as ox

from samgraph.web.answering import Asked, Bounds
from samgraph.web.messages import pack, unpack
from samgraph.web.worker import ANSWERS, REQUESTS, lock_down, missing_protections, read_all, work

ORDER: Final = struct.Struct(">cQ")
"""What the server sends: an order and the number of a worker."""
BEAR, KILL, SLOW = b"b", b"k", b"s"
EVERYTHING: Final = """
    SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(ISBLANK(?o) || STRLEN(STR(?o)) >= 0) }
"""
"""Reads every quad and the text of every object: four times as fast as going through the quads."""


def open_graph(words: Mapping[str, Any], quads: bytes) -> Asked:
    """Return a store with a graph, ready to be asked.

    Raises:
        OSError, SyntaxError, ValueError: it cannot be read.

    """
    prefixes, graphs = words["prefixes"], tuple(words["graphs"])
    bounds = Bounds(**words["bounds"])
    if words["store"]:
        store = ox.Store.read_only(words["store"])
        # Reading everything once finds what is damaged, and opens every file there is.
        answer = store.query(EVERYTHING)
        if isinstance(answer, ox.QuerySolutions):
            next(answer)
        return Asked(bounds, store, prefixes, graphs)
    store, union = ox.Store(), ox.Store()
    # Unlike `load`, this keeps the names of nameless nodes.
    store.extend(ox.parse(quads, format=ox.RdfFormat.N_QUADS))
    union.extend(
        ox.Quad(quad.subject, quad.predicate, quad.object)
        for graph in graphs
        for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    )
    return Asked(bounds, store, prefixes, graphs, union)


def _trial(request: Mapping[str, Any]) -> None:
    """Do what a test wants to see survived."""
    wanted = request.get("trial")
    if wanted == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif wanted == "memory":
        bytearray(1 << 40)
    elif wanted == "hang":
        time.sleep(3_600)
    elif wanted == "file":
        os.open(os.devnull, os.O_RDONLY)
    elif wanted == "socket":
        socket.socket()


class _Nursery:
    def __init__(self, control: socket.socket, asked: Asked, words: Mapping[str, Any]) -> None:
        self.control = control
        self.asked = asked
        self.memory = words["memory"]
        self.trial: Callable[[Mapping[str, Any]], None] | None = (
            _trial if words.get("trial") else None
        )
        self.pids: dict[int, int] = {}

    def run(self) -> None:
        """Obey until the server is gone."""
        woken, wake = os.pipe()
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        while True:
            watched: list[Any] = [self.control, woken]
            ready, _, _ = select.select(watched, [], [])
            if woken in ready:
                os.read(woken, 4_096)
                self.bury()
            if self.control in ready and not self.obey((woken, wake)):
                break
        for pid in self.pids.values():
            os.kill(pid, signal.SIGKILL)
        for pid in self.pids.values():
            os.waitpid(pid, 0)

    def obey(self, own: tuple[int, ...]) -> bool:
        """Do what the next order says; tell whether there was one."""
        said, descriptors, _, _ = socket.recv_fds(self.control, ORDER.size, 2)
        if len(said) < ORDER.size:
            return False
        order, number = ORDER.unpack(said)
        if order == BEAR:
            self.bear(number, descriptors, own)
        elif number in self.pids:
            # Not yet buried, so that the number still means this process.
            if order == KILL:
                os.kill(self.pids[number], signal.SIGKILL)
            elif order == SLOW:
                with suppress(OSError):
                    os.setpriority(os.PRIO_PROCESS, self.pids[number], 19)
        return True

    def bear(self, number: int, descriptors: list[int], own: tuple[int, ...]) -> None:
        try:
            pid = os.fork()
        except OSError:
            for each in descriptors:
                os.close(each)
            self.tell({"ended": number, "status": 0})
            return
        if pid:
            self.pids[number] = pid
            for each in descriptors:
                os.close(each)
            return
        try:
            signal.set_wakeup_fd(-1)
            os.dup2(descriptors[0], REQUESTS)
            os.dup2(descriptors[1], ANSWERS)
            for each in (*descriptors, *own, self.control.fileno()):
                os.close(each)
            lock_down(self.memory)
            work(self.asked, self.trial)
        finally:
            os._exit(0)

    def bury(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            for number in [number for number, other in self.pids.items() if other == pid]:
                del self.pids[number]
                self.tell({"ended": number, "status": os.waitstatus_to_exitcode(status)})

    def tell(self, words: Mapping[str, Any]) -> None:
        with suppress(OSError):
            self.control.sendall(json.dumps(words).encode() + b"\n")


def main(place: str) -> None:
    """Load the graph that comes by standard input, then serve the one who sent it."""
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    message = unpack(read_all)
    if message is None:
        return
    words, quads = message
    said: dict[str, Any]
    try:
        asked = open_graph(words, quads)
        said = {"ready": True, "remaining": missing_protections()}
    except (OSError, SyntaxError, ValueError) as error:
        said = {"ready": False, "error": str(error)}
    del message, quads
    gc.collect()
    gc.freeze()
    if place == "-":
        lock_down(words["memory"])
        os.write(ANSWERS, pack(said))
        if said["ready"]:
            work(asked, _trial if words.get("trial") else None)
        return
    control = socket.socket(fileno=int(place))
    control.sendall(json.dumps(said).encode() + b"\n")
    if said["ready"]:
        _Nursery(control, asked, words).run()


if __name__ == "__main__":
    main(sys.argv[1])
