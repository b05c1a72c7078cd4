"""How long commands take as whole processes, beside the bare start of Python and its libraries.

    python benchmarks/start.py [RUNS]

Commands and their yardstick run in turn, so that both meet the same machine. Printed are medians
and the median of the ratios pair by pair. "Bare Python" is `python -c pass`; the libraries that
`samgraph gaps` truly needs are click, which reads the command, and pyoxigraph, which answers it.
The sum of the target is the bare start plus what importing each of them adds to it.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 21

BARE = [sys.executable, "-c", "pass"]
LIBRARIES = [sys.executable, "-c", "import click, pyoxigraph"]
GAPS = [sys.executable, "-m", "samgraph", "gaps"]
HELP = [sys.executable, "-m", "samgraph", "--help"]


def seconds(command: list[str], cache: str) -> float:
    """Return the wall time of one process."""
    environment = {**os.environ, "SAMGRAPH_CACHE": cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begin = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


def main() -> None:
    """Print the medians."""
    with tempfile.TemporaryDirectory() as cache:
        seconds(GAPS, cache)
        rows: dict[str, list[float]] = {}
        for _ in range(RUNS):
            for name, command, place in (
                ("bare Python", BARE, ""),
                ("Python + click + pyoxigraph", LIBRARIES, ""),
                ("samgraph gaps, nothing changed since", GAPS, cache),
                ("samgraph gaps, first time (builds all)", GAPS, ""),
                ("samgraph --help", HELP, ""),
            ):
                rows.setdefault(name, []).append(seconds(command, place))
    print(f"medians of {RUNS} runs, interleaved, seconds (min - max)")
    for name, values in rows.items():
        low, high = min(values), max(values)
        print(f"  {name:42} {statistics.median(values):.3f}  ({low:.3f} - {high:.3f})")
    yardstick = rows["Python + click + pyoxigraph"]
    for name in list(rows)[2:4]:
        ratios = [a / b for a, b in zip(rows[name], yardstick, strict=True)]
        print(f"  ratio of {name} to Python + libraries: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
