"""Coverage of all frames over generated plans: how it grows, and beside rdflib's own engine.

    python benchmarks/coverage.py [RUNS]

One store holds a hundred generated plans (about 0.8 million triples), closed. For one, ten and a
hundred of them every frame is read and covered in its three readings, as `samgraph coverage` does.
Beside it the same queries run on the same triples in rdflib's engine, in the same run, for one plan
and for ten; it takes a fixed part of the frames' queries where all would take too long, and the
same part is timed here. Medians; the growth exponent is that of time over plans.
"""

from __future__ import annotations

import math
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import gettempdir

import pyoxigraph as ox
import rdflib
from generate import Plan, generate_plans, generate_store, knowledge_of

from samgraph.coverage import cover, cover_all
from samgraph.framing import Frame, frames
from samgraph.knowledge import Knowledge
from samgraph.terms import STANDINGS

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 3
SIZES = (1, 10, 100)
SEED = 1


def seconds_for(plans: Sequence[Plan], store: ox.Store) -> tuple[float, int]:
    """Return how long all frames of some plans take, and how many cells are filled."""
    begin = time.perf_counter()
    filled = 0
    for plan in plans:
        coverage = cover_all(knowledge_of(plan, store))
        filled += sum(len(matrix.cells) for matrix in coverage.matrices)
    return time.perf_counter() - begin, filled


def rdflib_graph(knowledge: Knowledge, standing: str) -> rdflib.Graph:
    """Return one plan in one reading as an rdflib graph with its own engine."""
    return knowledge.to_rdflib(standing)


def pairs_by_rdflib(graph: rdflib.Graph, frame: Frame, prefixes: dict[str, str]) -> set[str]:
    """Return the filled cells of a frame as rdflib's engine finds them."""
    rows, columns = set(frame.rows), set(frame.columns)
    query = f"SELECT DISTINCT ?row ?column {{ ?row {frame.path} ?column }}"
    found = graph.query(query, initNs=prefixes)
    return {
        f"{row} {column}"
        for row, column in found  # type: ignore[misc]
        if row != column and str(row) in rows and str(column) in columns
    }


def beside_rdflib(plan: Plan, store: ox.Store) -> tuple[float, float, bool]:
    """Return how long one plan's frames take here and in rdflib, and whether cells are equal."""
    knowledge = knowledge_of(plan, store)
    every = frames(knowledge)
    graphs = {standing: rdflib_graph(knowledge, standing) for standing in STANDINGS}
    begin = time.perf_counter()
    matrices = [cover(knowledge, frame) for frame in every]
    here = time.perf_counter() - begin
    begin = time.perf_counter()
    prefixes = dict(knowledge.prefixes)
    cells = [
        {name: pairs_by_rdflib(graph, frame, prefixes) for name, graph in graphs.items()}
        for frame in every
    ]
    there = time.perf_counter() - begin
    equal = all(
        {f"{row} {column}" for row, column in matrix.cells if matrix.fills(row, column, name)}
        == found[name]
        for matrix, found in zip(matrices, cells, strict=True)
        for name in STANDINGS
    )
    return here, there, equal


def main() -> None:
    """Print the medians, the growth and the ratios."""
    plans = generate_plans(max(SIZES), seed=SEED)
    cache = Path(gettempdir()) / "samgraph-benchmarks"
    begin = time.perf_counter()
    store = generate_store(plans, cache=cache)
    print(
        f"{len(plans)} plans, {len(store):,} triples, ready in {time.perf_counter() - begin:.0f} s"
    )
    medians = {}
    for size in SIZES:
        found = [seconds_for(plans[:size], store) for _ in range(RUNS)]
        medians[size] = statistics.median(took for took, _ in found)
        print(
            f"  {size:4} plans: all frames in {medians[size]:.3f} s "
            f"(median of {RUNS}), {found[0][1]:,} filled cells"
        )
    for low, high in ((1, 10), (10, 100)):
        exponent = math.log(medians[high] / medians[low]) / math.log(high / low)
        print(f"  growth from {low} to {high} plans: exponent {exponent:.2f}")
    ratios = []
    for plan in plans[:RUNS]:
        here, there, equal = beside_rdflib(plan, store)
        ratios.append(there / here)
        print(
            f"  {plan.name}: {here:.3f} s, rdflib's engine {there:.2f} s, "
            f"{there / here:.0f} times, cells {'equal' if equal else 'DIFFERENT'}"
        )
    print(f"  median ratio: {statistics.median(ratios):.0f} times")


if __name__ == "__main__":
    main()
