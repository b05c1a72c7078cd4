"""From the UN's list of goals, as Turtle, to its gaps: what a user waits for, as whole processes.

.venv/bin/python benchmarks/sdg.py GOALS.ttl [SUBJECTS.ttl]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def run(*arguments: str | Path) -> tuple[float, str]:
    """Return the seconds that a command takes without a cache, and what it prints."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "samgraph", *map(str, arguments)],
        env={**os.environ, "SAMGRAPH_CACHE": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return time.perf_counter() - started, done.stdout


def main() -> None:
    """Import and list gaps several times, and print medians in seconds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="+", type=Path, help="the list, and files that add to it")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    times: dict[str, list[float]] = {"import": [], "gaps": [], "both": []}
    count = 0
    for _ in range(given.runs):
        with tempfile.TemporaryDirectory() as folder:
            plan = Path(folder) / "sdg"
            imported, _ = run("import", *given.files, "--mapping", "sdg", "-o", plan)
            listed, gaps = run("gaps", plan, "--format", "json")
            count = len(json.loads(gaps))
        assert count > 0
        times["import"].append(imported)
        times["gaps"].append(listed)
        times["both"].append(imported + listed)
    for name, found in times.items():
        print(f"{name:8} median {statistics.median(found):.2f} s, "
              f"from {min(found):.2f} to {max(found):.2f}")  # fmt: skip
    print(f"{count} gaps, {given.runs} runs, no cache")


if __name__ == "__main__":
    main()
