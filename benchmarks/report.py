"""The report on the SAM plan, in both languages and both forms, each section by itself.

    python benchmarks/report.py [RUNS]

The plan is built first, which is timed apart; what is printed are medians of the runs.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

from samgraph.building import build
from samgraph.report import SECTIONS, compose_report, to_html, to_markdown

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 5


def main() -> None:
    """Print how long every step takes, and how large the report is."""
    begin = time.perf_counter()
    knowledge = build()
    print(f"build: {time.perf_counter() - begin:.2f} s")
    for name, section in SECTIONS:
        print(f"  section, {name}: {_median(partial(section, knowledge, 'nl')):.3f} s")
    for lang in ("nl", "en"):
        document = compose_report(knowledge, lang)
        print(f"{lang}: whole {_median(partial(compose_report, knowledge, lang)):.3f} s")
        for form, write in (("html", to_html), ("markdown", to_markdown)):
            took = _median(partial(write, document))
            print(f"  {form}: {took:.3f} s, {len(write(document).encode()) / 1000:.0f} kB")


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


if __name__ == "__main__":
    main()
