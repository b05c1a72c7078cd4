"""Draws with fixed margins: the lock-step curveball beside one in plain Python, in one run.

    python benchmarks/nullmodel.py [RUNS] [ROWS COLUMNS LINKS]

Both draw 1,000 matrices from the same observed one (40 × 90 with 540 links unless told otherwise),
and both make five trades for each row and draw, as the program of Strona et al. (2014) does; the
last line is for the rounds that samgraph makes in fact. Runs are interleaved. The margins of every
matrix drawn are checked, by both, and the mean NODF of the two samples is printed: they estimate
the same figure.
"""

from __future__ import annotations

import random
import statistics
import sys
import time

import numpy as np

from samgraph.structure.biadjacency import Cells
from samgraph.structure.curveball import ROUNDS, sample
from samgraph.structure.nestedness import nodf_each

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
ROWS, COLUMNS, LINKS = map(int, sys.argv[2:5]) if len(sys.argv) > 4 else (40, 90, 540)
DRAWS = 1000
TRADES = 5
"""For each row."""


def observed() -> Cells:
    """Return a matrix whose rows and columns differ in degree, as those of a plan do."""
    chance = np.random.default_rng(2021)
    weight = np.outer(chance.gamma(2.0, size=ROWS), chance.gamma(2.0, size=COLUMNS))
    chosen = chance.choice(weight.size, LINKS, replace=False, p=(weight / weight.sum()).ravel())
    cells = np.zeros(weight.size, dtype=bool)
    cells[chosen] = True
    return cells.reshape(ROWS, COLUMNS)


def plain_python(cells: Cells, seed: int) -> list[list[set[int]]]:
    """Return drawn matrices, as a set of columns for each row, one trade after the other."""
    chance = random.Random(seed)
    rows = [set(np.flatnonzero(row).tolist()) for row in cells]
    numbers = range(len(rows))
    drawn = []
    for _ in range(DRAWS):
        state = list(rows)
        for _ in range(TRADES * len(rows)):
            first, second = chance.sample(numbers, 2)
            one, other = state[first], state[second]
            common = one & other
            wanted = len(one) - len(common)
            if wanted and len(other) > len(common):
                pool = list(one ^ other)
                chance.shuffle(pool)
                state[first] = common.union(pool[:wanted])
                state[second] = common.union(pool[wanted:])
        drawn.append(state)
    return drawn


def as_cells(drawn: list[list[set[int]]]) -> Cells:
    """Return drawn matrices in one stack."""
    cells = np.zeros((len(drawn), ROWS, COLUMNS), dtype=bool)
    for number, state in enumerate(drawn):
        for row, columns in enumerate(state):
            cells[number, row, list(columns)] = True
    return cells


def check(cells: Cells, drawn: Cells) -> None:
    """Fail unless every matrix drawn has the margins of the observed one."""
    assert (drawn.sum(axis=1) == cells.sum(axis=0)).all()
    assert (drawn.sum(axis=2) == cells.sum(axis=1)).all()


def main() -> None:
    """Print the medians and the ratio of each run."""
    cells = observed()
    equal = 2 * TRADES
    times: dict[str, list[float]] = {}
    means: dict[str, list[float]] = {}
    for run in range(RUNS):
        begin = time.perf_counter()
        slow = plain_python(cells, run)
        times.setdefault("plain Python", []).append(time.perf_counter() - begin)
        samples = {"plain Python": as_cells(slow)}
        for name, rounds in (("lock-step", equal), ("lock-step, as used", ROUNDS)):
            begin = time.perf_counter()
            samples[name] = sample(cells, DRAWS, np.random.default_rng(run), rounds)
            times.setdefault(name, []).append(time.perf_counter() - begin)
        for name, drawn in samples.items():
            check(cells, drawn)
            means.setdefault(name, []).append(float(nodf_each(drawn).mean()))
    print(f"{DRAWS} draws of {ROWS} × {COLUMNS} with {LINKS} links, {RUNS} runs, interleaved")
    trades = {"plain Python": TRADES, "lock-step": TRADES, "lock-step, as used": ROUNDS / 2}
    for name, values in times.items():
        ratios = [a / b for a, b in zip(times["plain Python"], values, strict=True)]
        print(
            f"  {name:18} {trades[name]:4g} trades a row  median {statistics.median(values):.3f} s"
            f"  {statistics.median(ratios):5.1f} times as fast"
            f"  mean NODF {statistics.mean(means[name]):.3f}"
        )
    print("  margins exact in every matrix drawn: True")


if __name__ == "__main__":
    main()
