"""What a stranger may take: every bound of the endpoint in one value."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import ip_network

from samgraph.guard import DEEPEST_NESTING

MEGABYTE = 1_000_000


@lru_cache(maxsize=1_024)
def counted_as(address: str) -> str:
    """Return what a client is counted by: its address, or with IPv6 its network of 64 bits."""
    if ":" not in address:
        return address
    try:
        return str(ip_network(f"{address.partition('%')[0]}/64", strict=False))
    except ValueError:
        return address


def _cores() -> int:
    return max(2, min(os.cpu_count() or 2, 8))


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one query, on one client and on all of them together."""

    seconds: float = 30.0
    """That a query may run, and that it may wait for its turn."""
    rows: int = 500_000
    """Of an answer, rows or triples; what is beyond is cut off, and the reply says so."""
    size: int = 64 * MEGABYTE
    """Bytes of an answer, before it is compressed; what is beyond is cut off likewise."""
    memory: int = 1_000 * MEGABYTE
    """Bytes that a query may take beside the graph."""
    nesting: int = DEEPEST_NESTING
    """Levels of brackets in a query."""
    body: int = 200_000
    """Bytes of a request's body."""
    sender: float = 10.0
    """Seconds within which a request has to arrive, its head and its body each."""
    per_client: int = 16
    """Queries of one address, running and waiting; beyond that it is told to come back later."""
    queries: int = 128
    """Queries of all together, running and waiting."""
    connections: int = 512
    """Open connections of all together."""
    connections_per_client: int = 64
    """Of one address."""
    workers: int = field(default_factory=_cores)
    """Processes that are kept ready for quick queries."""
    slow: int = 4
    """Queries that may run on beside those, at the lowest priority."""
    slow_after: float = 0.5
    """Seconds after which a query is one of these."""
    cache: int = 64 * MEGABYTE
    """Bytes of answers that are kept while the graph is unchanged; 0 keeps none."""

    def running_per_client(self) -> int:
        """Return how many queries of one address run at once, so that places are left to others."""
        return max(1, (self.workers + self.slow) // 2)
