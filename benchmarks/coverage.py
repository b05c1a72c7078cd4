"""Coverage of all frames over generated plans: how it grows, and beside rdflib's own engine.

    python benchmarks/coverage.py [RUNS]

One store holds a hundred generated plans (about 0.8 million triples), closed. For one, ten and a
hundred of them every frame is read and covered in its three readings, as `samgraph coverage` does.

Beside it the same queries run in rdflib's own engine on the same triples, plan by plan for ten of
them, in turn with ours. Medians; the growth exponent is that of time over plans.
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
from generate import Plan, generate_plans, generate_store, knowledge_of

from samgraph.coverage import cover_all
from samgraph.framing import frames
from samgraph.terms import STANDINGS

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 3
SIZES = (1, 10, 100)
BESIDE = 10
SEED = 1


def seconds_for(plans: Sequence[Plan], store: ox.Store) -> tuple[float, int]:
    """Return how long all frames of some plans take, and how many cells are filled."""
    begin = time.perf_counter()
    filled = 0
    for plan in plans:
        coverage = cover_all(knowledge_of(plan, store))
        filled += sum(len(matrix.cells) for matrix in coverage.matrices)
    return time.perf_counter() - begin, filled


def beside_rdflib(plan: Plan, store: ox.Store) -> tuple[float, float, bool]:
    """Return how long the frames of a plan take here and in rdflib, and whether cells are equal.

    Reading the frames and, for rdflib, loading the triples is timed on neither side.
    """
    knowledge = knowledge_of(plan, store)
    some = frames(knowledge)
    graphs = {standing: knowledge.to_rdflib(standing) for standing in STANDINGS}
    begin = time.perf_counter()
    coverage = cover_all(knowledge, some)
    here = time.perf_counter() - begin
    begin = time.perf_counter()
    answers = {
        (frame.name, standing): [
            tuple(map(str, found))  # type: ignore[arg-type]
            for found in graph.query(
                f"SELECT DISTINCT ?row ?column {{ ?row {frame.path} ?column }}"
            )
        ]
        for frame in some
        for standing, graph in graphs.items()
    }
    there = time.perf_counter() - begin
    equal = all(
        {pair for pair in matrix.cells if matrix.fills(*pair, standing)}
        == {
            pair
            for pair in answers[matrix.frame.name, standing]
            if pair[0] in matrix.frame.rows and pair[1] in matrix.frame.columns
        }
        for matrix in coverage.matrices
        for standing in STANDINGS
    )
    return here, there, equal


def main() -> None:
    """Print the medians, the growth and the ratios."""
    plans = generate_plans(max(SIZES), seed=SEED)
    begin = time.perf_counter()
    store = generate_store(plans, cache=Path(gettempdir()) / "samgraph-benchmarks")
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
    rounds = [beside_rdflib(plan, store) for plan in plans[:BESIDE]]
    ours, theirs = (statistics.median(one[number] for one in rounds) for number in (0, 1))
    ratio = statistics.median(one[1] / one[0] for one in rounds)
    same = "equal" if all(one[2] for one in rounds) else "DIFFERENT"
    print(
        f"  a plan's {len(STANDINGS)} readings of all frames: {ours:.4f} s, rdflib's engine "
        f"{theirs:.3f} s, {ratio:.0f} times (medians of {BESIDE} plans); cells {same}"
    )


if __name__ == "__main__":
    main()
