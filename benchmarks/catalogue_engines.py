"""The catalogue on the embedded store and on every engine that is installed, in one run.

    .venv/bin/python benchmarks/catalogue_engines.py [--repeat N] [--engines oxigraph,fuseki]

Each engine holds SAM's plan; every question is asked without parameters in the widest reading. The
answers must be equal, row by row; then medians in milliseconds and their ratio to the embedded
store, per question and as a geometric mean. What is measured on an engine is what a user waits for:
the request, the query and the reading of its answer.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import geometric_mean, median

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from askings import Asking
from engines import NAMES, missing, running

from samgraph.catalogue import catalogue
from samgraph.knowledge import Knowledge
from samgraph.loading import load
from samgraph.lookup import Lookup
from samgraph.remote.client import Client
from samgraph.remote.opening import open_plan
from samgraph.remote.push import push
from samgraph.remote.targets import GRAPH_STORE, Target


def main() -> None:
    """Start the engines, compare their answers, and print a table."""
    parser = argparse.ArgumentParser(description="Time the catalogue on several engines.")
    parser.add_argument("--repeat", type=int, default=3, help="times each question is asked")
    parser.add_argument("--engines", default=",".join(NAMES), help="which, by comma")
    given = parser.parse_args()
    sam = load()
    names = Lookup(sam)
    plans = {"embedded": sam}
    with ExitStack() as stack:
        for name in given.engines.split(","):
            if why := missing(name):
                print(f"{name}: left out, {why}", file=sys.stderr)
                continue
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            at = stack.enter_context(running(name, folder))
            client = Client(at.credentials)
            begin = time.perf_counter()
            push(sam, client, Target(GRAPH_STORE, at.store, at.query))
            client.close()
            print(f"{name}: pushed in {time.perf_counter() - begin:.1f} s", file=sys.stderr)
            plans[name] = open_plan(at.query, sam.namespace)
        print(f"{'question':36}" + "".join(f"{name:>12}" for name in plans) + "   answers")
        ratios: dict[str, list[float]] = {name: [] for name in plans}
        unequal = 0
        for question in catalogue():
            asking = Asking(question)
            answers = {name: asking.rows(plan, names) for name, plan in plans.items()}
            equal = all(rows == answers["embedded"] for rows in answers.values())
            unequal += not equal
            times = {
                name: _median(asking, plan, names, given.repeat) for name, plan in plans.items()
            }
            for name, seconds in times.items():
                ratios[name].append(seconds / times["embedded"])
            line = "".join(f"{seconds * 1e3:12.1f}" for seconds in times.values())
            print(f"{question:36}{line}   {'equal' if equal else 'DIFFERENT'}")
        means = "".join(f"{geometric_mean(some):12.1f}" for some in ratios.values())
        print(f"{'ratio to embedded, geometric mean':36}{means}   {unequal} different")
    if unequal:
        sys.exit(1)


def _median(asking: Asking, plan: Knowledge, names: Lookup, times: int) -> float:
    """Return the median seconds of a number of runs."""
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        asking.rows(plan, names)
        found.append(time.perf_counter() - begin)
    return median(found)


if __name__ == "__main__":
    main()
