"""Ten thousand hostile requests: no crash, no hang, no outbound call, the next good one answered.

    python benchmarks/hostile.py [--number 10000] [--seed 1] [--clients 24]

Everything happens on the loopback, and ends by itself: every request has a time after which it
counts as a hang. A good query is asked every hundred hostile ones. The exit status is 1 where
anything went wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from hostile_requests import Attack, attacks
from http_clients import Peer, ask
from http_servers import free_port, wait_for

PATIENCE = 20.0
"""Seconds after which a connection that is neither answered nor closed hangs."""
GOOD = "SELECT (COUNT(*) AS ?n) { ?goal a <https://w3id.org/samgraph/ns#Goal> }"
ELSEWHERE = "127.0.0.2" if sys.platform == "linux" else ""
OPTIONS = ("--seconds", "1", "--memory", "200", "--sender", "1", "--per-client", "64")


@dataclass(slots=True)
class Found:
    """What came of it."""

    statuses: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    hangs: list[Attack] = field(default_factory=list)
    odd: list[tuple[str, bytes]] = field(default_factory=list)
    """Answers that are neither refusals of our own shape nor well-formed."""
    good: list[float] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)
    """Good queries that were not answered."""


async def attack(port: int, one: Attack, found: Found) -> None:
    """Make one attack, and note what came of it."""
    found.kinds[one.kind] += 1
    try:
        async with asyncio.timeout(PATIENCE):
            answer = await _sent(port, one)
    except TimeoutError:
        found.hangs.append(one)
        return
    except OSError as error:
        found.statuses[type(error).__name__] += 1
        return
    if not answer:
        found.statuses["closed"] += 1
        return
    status = answer.split(b" ", 2)[1][:3].decode("latin-1")
    found.statuses[status] += 1
    known = answer.startswith(b"HTTP/1.1 ") and status.isdigit()
    if not known or b"Traceback" in answer or b"root:" in answer or status == "500":
        found.odd.append((one.kind, answer[:300]))


async def _sent(port: int, one: Attack) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        with contextlib.suppress(ConnectionError):
            for piece in one.pieces:
                writer.write(piece)
                await writer.drain()
                if one.pause:
                    await asyncio.sleep(one.pause)
        if one.end == "leave":
            return b""
        if one.end == "reset":
            connection = writer.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            return b""
        if one.end == "half":
            with contextlib.suppress(OSError):
                writer.write_eof()
        if one.end == "stare":
            await asyncio.sleep(1.5)
        return await reader.read(65_536)
    finally:
        writer.transport.abort() if one.end == "reset" else writer.close()


async def storm(port: int, every: list[Attack], clients: int, found: Found) -> None:
    """Make every attack, so many at once, and ask a good query now and then."""
    peer = Peer("samgraph", f"http://127.0.0.1:{port}/sparql")
    queue = list(reversed(every))

    async def hostile() -> None:
        while queue:
            await attack(port, queue.pop(), found)
            if len(queue) % 100 == 0:
                await good(peer, found)

    await asyncio.gather(*(hostile() for _ in range(clients)))
    await good(peer, found)


async def good(peer: Peer, found: Found) -> None:
    """Ask a good query, from another address than the attackers' where there is one."""
    begin = time.perf_counter()
    try:
        async with asyncio.timeout(PATIENCE):
            query = f"{GOOD} # {begin}"
            media_type = "application/sparql-results+json"
            status, body = await ask(peer, query, media_type, ELSEWHERE)
    except (TimeoutError, OSError, asyncio.IncompleteReadError) as error:
        found.bad.append(type(error).__name__)
        return
    found.good.append(time.perf_counter() - begin)
    if status != 200 or b'"bindings":[{"n"' not in body:
        found.bad.append(f"{status} {body[:200]!r}")


async def listen(calls: list[str]) -> asyncio.Server:
    """Return a server that notes who calls."""

    async def called(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        calls.append(str(writer.get_extra_info("peername")))
        writer.close()

    return await asyncio.start_server(called, "127.0.0.1", 0)


def resident(pid: int) -> float:
    """Return the memory of a process in megabytes, 0 where that cannot be told."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1_000
    return 0.0


async def main() -> int:
    """Run the storm; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clients", type=int, default=24)
    given = parser.parse_args()
    calls: list[str] = []
    listener = await listen(calls)
    base = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/"
    port = free_port()
    command = [sys.executable, "-m", "samgraph", "serve", "--quiet", "--port", str(port), *OPTIONS]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        wait_for(port)
        peer = Peer("samgraph", f"http://127.0.0.1:{port}/sparql")
        found = Found()
        await good(peer, found)
        before = resident(process.pid)
        begin = time.perf_counter()
        await storm(port, attacks(given.number, given.seed, base), given.clients, found)
        took = time.perf_counter() - begin
        await asyncio.sleep(3)
        await good(peer, found)
        after = resident(process.pid)
        alive = process.poll() is None
        process.terminate()
        _, said = await asyncio.to_thread(process.communicate)
    listener.close()
    print(f"{given.number:,} hostile requests by {given.clients} clients in {took:.0f} s")
    for name, counted in (("kinds", found.kinds), ("answers", found.statuses)):
        print(f"  {name}: " + ", ".join(f"{key} {n:,}" for key, n in counted.most_common()))
    milliseconds = sorted(one * 1000 for one in found.good)
    median, slowest = statistics.median(milliseconds), milliseconds[-1]
    print(f"  good queries meanwhile: {len(milliseconds)}, median {median:.0f} ms, "
          f"slowest {slowest:.0f} ms")  # fmt: skip
    print(f"  memory of the server: {before:.0f} MB before, {after:.0f} MB after")
    wrong = {
        "the server has died": not alive,
        "it did not end well": process.returncode != 0,
        "hangs": found.hangs,
        "outbound calls": calls,
        "good queries not answered": found.bad,
        "odd answers": found.odd,
        "a trace on standard error": b"Traceback" in said,
    }
    for what, happened in wrong.items():
        shown = happened[:3] if isinstance(happened, list) else happened
        print(f"  {what}: {'no' if not happened else shown}")
    return int(any(map(bool, wrong.values())))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
