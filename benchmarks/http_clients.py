"""Clients that cost little beside the servers they measure: raw HTTP over kept connections."""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True, slots=True)
class Peer:
    """A SPARQL endpoint."""

    name: str
    endpoint: str
    graphs: tuple[str, ...] = ()
    """Named by `default-graph-uri` in every request, where a default graph is something else."""


@dataclass(slots=True)
class Tally:
    """What clients met."""

    seconds: list[float] = field(default_factory=list)
    """How long each answer took, in the order in which they ended."""
    statuses: dict[int, int] = field(default_factory=dict)
    elapsed: float = 0.0

    def rate(self) -> float:
        """Return answers with status 200 per second."""
        return self.statuses.get(200, 0) / self.elapsed if self.elapsed else 0.0

    def percentile(self, share: float) -> float:
        """Return the time within which a share of the answers came, in seconds."""
        if not self.seconds:
            return float("nan")
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def median(self) -> float:
        """Return the median time, in seconds."""
        return statistics.median(self.seconds) if self.seconds else float("nan")


def request_of(peer: Peer, query: str, accept: str) -> bytes:
    """Return a query as the bytes of a POST."""
    parts = urlsplit(peer.endpoint)
    graphs = urlencode([("default-graph-uri", graph) for graph in peer.graphs])
    target = f"{parts.path}?{graphs}" if graphs else parts.path
    body = query.encode()
    return (
        f"POST {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: {accept}\r\n"
        f"Content-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


async def fetch(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> tuple[int, bytes]:
    """Return the status and the body of one answer."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    lines = head.lower().split(b"\r\n")
    for line in lines:
        if line.startswith(b"content-length:"):
            return status, await reader.readexactly(int(line.split(b":")[1]))
    if b"transfer-encoding: chunked" not in lines:
        return status, b""
    pieces = []
    while True:
        size = int((await reader.readline()).split(b";")[0], 16)
        pieces.append((await reader.readexactly(size + 2))[:-2])
        if not size:
            return status, b"".join(pieces)


async def ask(peer: Peer, query: str, accept: str, address: str = "") -> tuple[int, bytes]:
    """Return the status and the body of one answer on a connection of its own.

    `address` is where the client calls from, if not from just anywhere.
    """
    parts = urlsplit(peer.endpoint)
    reader, writer = await asyncio.open_connection(
        parts.hostname, parts.port, limit=1 << 20, local_addr=(address, 0) if address else None
    )
    try:
        return await fetch(reader, writer, request_of(peer, query, accept))
    finally:
        writer.close()


async def load(
    peer: Peer, requests: list[bytes], clients: int, seconds: float, most: float = 60.0
) -> Tally:
    """Return what so many clients met who asked in turn what `requests` holds, for so long.

    Each asks at least once; an answer that takes longer than `most` seconds is given up.
    """
    parts = urlsplit(peer.endpoint)
    tally = Tally()
    begin = time.perf_counter()

    async def client(number: int) -> None:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=1 << 20)
        turn = number
        try:
            while True:
                before = time.perf_counter()
                request = requests[turn % len(requests)]
                status, _ = await asyncio.wait_for(fetch(reader, writer, request), most)
                now = time.perf_counter()
                tally.seconds.append(now - before)
                tally.statuses[status] = tally.statuses.get(status, 0) + 1
                turn += 1
                if now - begin >= seconds:
                    return
        except TimeoutError:
            tally.statuses[0] = tally.statuses.get(0, 0) + 1
        finally:
            writer.close()

    await asyncio.gather(*(client(number) for number in range(clients)))
    tally.elapsed = time.perf_counter() - begin
    return tally
