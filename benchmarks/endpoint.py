"""The endpoint beside others: throughput, the price of isolation, and a query that never ends.

    python benchmarks/endpoint.py [--seconds 2] [--rounds 3] [--without-rdflib]

Every server holds the SAM plan in memory, on the same machine and in the same run, each query
measured on one after the other. samgraph answers from isolated workers, without and with its
cache. The bare Oxigraph server is told the same default graph by `default-graph-uri`.
rdflib-endpoint is installed into a scratch environment for the occasion, and holds the default
graph only. Clients share the processors with the servers.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import math
import statistics
import subprocess
import time

import pyoxigraph as ox
from http_clients import Peer, ask, load, request_of
from http_servers import oxigraph, rdflib_endpoint, samgraph

from samgraph.catalogue import catalogue
from samgraph.loading import load as load_plan
from samgraph.serialising import serialise
from samgraph.web.answering import answer
from samgraph.web.limits import Limits
from samgraph.web.media import formats
from samgraph.web.nursery import open_graph
from samgraph.web.pool import Pool
from samgraph.web.served import Served, of_knowledge

CLIENTS = 8
LOOKUPS = ("organisation-members", "sub-themes", "partner-groups", "goal-roles")
MATRICES = (
    "goal-coretask-empty", "priority-field-coverage", "theme-coverage",
    "challenge-or-theme-unaddressed",
)  # fmt: skip
AGGREGATES = ("gap-counts", "goal-counts", "link-counts")
DUMP = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
JSON = "application/sparql-results+json"
TRIPLES = "application/n-triples"


def queries() -> dict[str, tuple[str, str]]:
    """Return twelve queries by name, each with the format that it is asked in."""
    known = catalogue()
    found = {name: (known[name].text, JSON) for name in (*LOOKUPS, *MATRICES, *AGGREGATES)}
    return {**found, "full dump": (DUMP, TRIPLES)}


def geometric_mean(values: list[float]) -> float:
    """Return the geometric mean of positive numbers."""
    return math.exp(statistics.fmean(map(math.log, values)))


def rows_of(accept: str, body: bytes) -> int:
    """Return how many rows or triples an answer has."""
    if accept == TRIPLES:
        return body.count(b"\n")
    results = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    assert isinstance(results, ox.QuerySolutions)
    return sum(1 for _ in results)


async def throughput(peers: list[Peer], seconds: float, rounds: int) -> None:
    """Print answers per second of each query on each server, and the ratios."""
    print(f"\nAnswers per second, {CLIENTS} clients, median of {rounds} rounds of {seconds:g} s")
    print(f"{'query':32}{'rows':>7}" + "".join(f"{peer.name:>22}" for peer in peers))
    rates: dict[str, list[float]] = {peer.name: [] for peer in peers}
    for name, (text, accept) in queries().items():
        counts = []
        for peer in peers:
            status, body = await ask(peer, text, accept)
            counts.append(rows_of(accept, body) if status == 200 else -1)
        measured: dict[str, list[float]] = {peer.name: [] for peer in peers}
        for _ in range(rounds):
            for peer in peers:
                if peer.name == "rdflib-endpoint" and measured[peer.name]:
                    continue
                tally = await load(peer, [request_of(peer, text, accept)], CLIENTS, seconds)
                measured[peer.name].append(tally.rate())
        for peer in peers:
            rates[peer.name].append(max(statistics.median(measured[peer.name]), 1e-3))
        shown = "".join(f"{rates[peer.name][-1]:>22.1f}" for peer in peers)
        odd = "" if len(set(counts)) == 1 else f"  rows differ: {counts}"
        print(f"{name:32}{counts[0]:>7}{shown}{odd}", flush=True)
    print("\nGeometric mean of the ratios over the queries")
    for mine in peers[:2]:
        for other in peers[2:]:
            pairs = zip(rates[mine.name], rates[other.name], strict=True)
            ratio = geometric_mean([one / two for one, two in pairs])
            print(f"  {mine.name} / {other.name}: {ratio:.2f}")


async def isolation(served: Served) -> None:
    """Print what a query costs through the pool beside the same in this process."""
    pool = Pool(served, Limits(cache=0))
    await pool.start()
    words = {"prefixes": dict(served.prefixes), "graphs": served.graphs(), "store": ""}
    bounds = {"rows": 10**9, "size": 10**9, "nesting": 100, "seconds": 60.0, "link": ""}
    asked = open_graph({**words, "bounds": bounds}, served.quads)
    inside, through = [], []
    texts = [text for text, _ in queries().values() if text != DUMP]
    for _ in range(20):
        for text in texts:
            begin = time.perf_counter()
            answer(asked, {"query": text, "table": "json", "graph": "ttl"})
            middle = time.perf_counter()
            await pool.ask(text, None, formats(JSON))
            inside.append(middle - begin)
            through.append(time.perf_counter() - middle)
    await pool.stop()
    differences = [two - one for one, two in zip(inside, through, strict=True)]
    print("\nThe price of isolation: eleven queries, 20 times each, one after the other")
    print(f"  in this process, median: {statistics.median(inside) * 1000:.2f} ms")
    print(f"  through the pool, median: {statistics.median(through) * 1000:.2f} ms")
    print(f"  difference, median: {statistics.median(differences) * 1000:.2f} ms (target: under 2)")


async def endless(peer: Peer, seconds: float, rounds: int) -> None:
    """Print the 99th percentile of clients while another runs a query that never ends."""
    known = catalogue()
    names = (*LOOKUPS, *MATRICES[:3])
    requests = [request_of(peer, known[name].text, JSON) for name in names]
    quiet, busy = [], []
    for _ in range(rounds):
        quiet.append((await load(peer, requests, CLIENTS - 1, seconds)).percentile(0.99))
        runaway = asyncio.create_task(ask(peer, ENDLESS, JSON))
        await asyncio.sleep(0.5)
        busy.append((await load(peer, requests, CLIENTS - 1, seconds)).percentile(0.99))
        runaway.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await runaway
        await asyncio.sleep(0.5)
    ratios = [two / one for one, two in zip(quiet, busy, strict=True)]
    print(f"\n{peer.name}: 99th percentile of {CLIENTS - 1} clients, median of {rounds} rounds")
    print(f"  undisturbed: {statistics.median(quiet) * 1000:.1f} ms")
    print(f"  while one more runs a query that never ends: {statistics.median(busy) * 1000:.1f} ms")
    print(f"  ratio: {statistics.median(ratios):.2f} (target: at most 2)")


async def main() -> None:
    """Start the servers and print every measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-rdflib", action="store_true")
    given = parser.parse_args()
    knowledge = load_plan()
    served = of_knowledge(knowledge)
    print(f"{served.name}: {sum(served.sizes.values()):,} statements")
    with contextlib.ExitStack() as stack:
        peers = [
            stack.enter_context(samgraph("samgraph, no cache", "--cache", "0")),
            stack.enter_context(samgraph("samgraph, cache")),
            stack.enter_context(oxigraph(served)),
        ]
        if not given.without_rdflib:
            try:
                triples = serialise(knowledge, ox.RdfFormat.N_TRIPLES)
                peers.append(stack.enter_context(rdflib_endpoint(triples)))
            except (OSError, subprocess.SubprocessError) as error:
                print(f"rdflib-endpoint is left out: {type(error).__name__}: {error}")
        await isolation(served)
        await endless(peers[0], max(given.seconds, 4.0), given.rounds)
        await throughput(peers, given.seconds, given.rounds)


if __name__ == "__main__":
    asyncio.run(main())
