"""Chains as sets of pairs and by a query for every start, side by side in one run; and balance.

    python benchmarks/chains.py [RUNS]

Both walk the same chain over the SAM plan in every reading; what they reach is compared.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

from samgraph.balance.budget import budget_of
from samgraph.balance.frames import frame_balance
from samgraph.building import build
from samgraph.chains.hops import Chain, find_chain
from samgraph.chains.walking import follow_chain
from samgraph.framing import frames
from samgraph.knowledge import Knowledge
from samgraph.terms import STANDINGS


def one_by_one(knowledge: Knowledge, chain: Chain) -> dict[tuple[str, str], dict[str, set[str]]]:
    """Return what every start reaches in every reading, asking for the things of each start."""
    found = {}
    for standing in STANDINGS:
        for start in chain.hops[0].members:
            reached = {chain.hops[0].name: {start}}
            for hop in chain.hops[1:]:
                things = " ".join(f"<{one}>" for name in hop.origins for one in reached[name])
                query = f"SELECT ?t {{ VALUES ?o {{ {things} }} ?o {hop.path} ?t }}"
                rows = knowledge.select(query, standing=standing)
                reached[hop.name] = {row[0].value for row in rows} & set(hop.members)
            found[start, standing] = reached
    return found


def timed(runs: int, work: Callable[[], object]) -> float:
    """Return the median time of some runs, in seconds."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def main(runs: int) -> None:
    """Measure both in turn, and check that they agree."""
    knowledge = build()
    chain = find_chain(knowledge)
    chains = follow_chain(knowledge, chain)
    for (start, standing), reached in one_by_one(knowledge, chain).items():
        (walk,) = [one for one in chains.walks if one.start == start]
        assert {hop: set(walk.at(hop, standing)) for hop in reached} == reached
    sets = timed(runs, lambda: follow_chain(knowledge))
    single = timed(max(1, runs // 3), lambda: one_by_one(knowledge, chain))
    print(f"{len(chains.walks)} chains as sets of pairs: {sets:.3f} s")
    print(f"the same, a query for every start, hop and reading: {single:.3f} s")
    print(f"ratio: {single / sets:.1f}")
    every = frames(knowledge)
    weighed = timed(runs, lambda: [frame_balance(knowledge, frame) for frame in every])
    print(f"balance of {len(every)} frames: {weighed:.3f} s")
    print(f"budget by group: {timed(runs, lambda: budget_of(knowledge)):.3f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
