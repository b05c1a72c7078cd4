"""The projection of a two-sided network on one side: scipy.sparse beside networkx, in one run.

    python benchmarks/projection.py [RUNS] [NODES EDGES]

10,000 nodes, half on each side, and 50,000 edges drawn at random, unless told otherwise. Both begin
with the network in their own form, built before the clock starts, and both end with every edge and
its weight in their own form: a graph, and three arrays. These are compared afterwards.
"""

from __future__ import annotations

import statistics
import sys
import time

import networkx as nx
import numpy as np
from scipy.sparse import coo_array, csr_array

from samgraph.structure.projections import project

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 3
NODES, EDGES = map(int, sys.argv[2:4]) if len(sys.argv) > 3 else (10_000, 50_000)


def network() -> csr_array:
    """Return a random biadjacency matrix without double edges."""
    chance = np.random.default_rng(2021)
    half = NODES // 2
    chosen = chance.choice(half * half, EDGES, replace=False)
    ends = np.divmod(chosen, half)
    return coo_array((np.ones(EDGES, dtype=np.int64), ends), shape=(half, half)).tocsr()


def as_graph(cells: csr_array) -> nx.Graph:
    """Return the same network for networkx: rows are numbers from 0, columns follow them."""
    graph = nx.Graph()
    graph.add_nodes_from(range(sum(cells.shape)))
    rows, columns = cells.nonzero()
    graph.add_edges_from(zip(rows.tolist(), (columns + cells.shape[0]).tolist(), strict=True))
    return graph


def main() -> None:
    """Print the medians, the ratio, and whether the edges are equal."""
    cells = network()
    graph = as_graph(cells)
    rows = range(cells.shape[0])
    times: dict[str, list[float]] = {"networkx": [], "scipy.sparse": []}
    edges: dict[str, dict[tuple[int, ...], int]] = {}
    for _ in range(RUNS):
        begin = time.perf_counter()
        projected = nx.bipartite.weighted_projected_graph(graph, rows)
        times["networkx"].append(time.perf_counter() - begin)
        found = projected.edges(data="weight")
        edges["networkx"] = {(min(a, b), max(a, b)): weight for a, b, weight in found}
        begin = time.perf_counter()
        table = project(cells)
        times["scipy.sparse"].append(time.perf_counter() - begin)
        ends = zip(*(part.tolist() for part in table.coords), strict=True)
        edges["scipy.sparse"] = dict(zip(ends, table.data.tolist(), strict=True))
    print(f"{NODES} nodes, {EDGES} edges, {len(edges['networkx'])} after projection, {RUNS} runs")
    for name, values in times.items():
        print(f"  {name:12} median {statistics.median(values):.3f} s")
    ratios = [a / b for a, b in zip(*times.values(), strict=True)]
    print(f"  networkx / scipy.sparse: {statistics.median(ratios):.0f} times")
    print(f"  edges and weights equal: {edges['networkx'] == edges['scipy.sparse']}")


if __name__ == "__main__":
    main()
