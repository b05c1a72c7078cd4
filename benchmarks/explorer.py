"""How soon the explorer shows its views in headless Chromium, and what it sends for them.

    python benchmarks/explorer.py [RUNS] [COLLECTION]

A server of the SAM plan runs in a process of its own. Every run opens a view in a browser without
cache; medians are printed, in milliseconds from the start of navigation:

- `picture`: until the view is shown and two frames later;
- `longest`: the longest task of the main thread meanwhile and in the second after;
- `size`: compressed kilobytes that were sent for it, without WebAssembly.

Of COLLECTION, a folder into which `samgraph build` built one, the landing is measured instead, as
are a plan of it and how long the server itself took to start. A hundred made-up plans:

    python benchmarks/generate.py --plans 100 --sharing 0.3 -o plans
    samgraph build plans -o built
    python benchmarks/explorer.py 3 built
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
COLLECTION = sys.argv[2] if len(sys.argv) > 2 else ""
VIEWS = {
    "findings": "view=findings",
    "coverage": "view=coverage&frame=goal-coretask",
    "coverage, 1,800 cells": "view=coverage&frame=signal-answer",
    "coverage, 616 cells": "view=coverage&frame=partner-goal",
    "map": "view=map",
    "things": "view=things",
    "thing": "view=things&sel=sam:SD5",
    "query": "view=query",
}
OF_COLLECTION = {
    "collection": "view=findings",
    "all things": "view=things",
    "a plan of it": "plan={plan}&view=findings",
    "its map": "plan={plan}&view=map",
}
TARGETS = {"picture": 1000, "longest": 200, "size": 500, "collection": 3000}
WATCH = """
window.__seen = { picture: 0, longest: 0 };
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) {
    window.__seen.longest = Math.max(window.__seen.longest, task.duration);
  }
}).observe({ type: "longtask", buffered: true });
const watch = () => new MutationObserver(() => {
  if (!document.documentElement.dataset.shown || window.__seen.picture) return;
  requestAnimationFrame(() => requestAnimationFrame(() => {
    window.__seen.picture ||= performance.now();
  }));
}).observe(document.documentElement, { attributes: true });
document.addEventListener("readystatechange", watch, { once: true });
"""
SENT = """
[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .filter((entry) => !entry.name.endsWith(".wasm"))
  .reduce((all, entry) => all + entry.transferSize, 0)
"""


def main() -> None:
    """Print the medians of every view."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if chromium is None:
        sys.exit("no chromium on this machine")
    with serving() as base, sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        measure(browser, base, "view=findings")  # Not counted: the first page warms the browser.
        page = urlopen(base).read().decode()  # noqa: S310 - our own server
        views = (re.search(r'data-views="([^"]*)"', page) or [""] * 2)[1].split()
        print(f"{'':24}{'picture':>10}{'longest':>10}{'size':>10}")
        for name, fragment in (OF_COLLECTION if COLLECTION else VIEWS).items():
            wanted = fragment.format(plan=first_plan(base) if COLLECTION else "")
            if re.search(r"view=(\w+)", fragment)[1] in views:  # type: ignore[index]
                show(name, [measure(browser, base, wanted) for _ in range(RUNS)])
        print("to reach: " + ", ".join(f"{name} {most}" for name, most in TARGETS.items()))
        browser.close()


def show(name: str, found: list[dict[str, float]]) -> None:
    """Print the medians of some runs."""
    medians = [statistics.median(one[key] for one in found) for key in ("picture", "longest")]
    size = statistics.median(one["size"] for one in found) / 1000
    print(f"{name:24}{medians[0]:>10.0f}{medians[1]:>10.0f}{size:>10.0f}", flush=True)


def first_plan(base: str) -> str:
    """Return the name of the first plan of the collection that is served."""
    said = urlopen(f"{base}explorer/collection.json").read()  # noqa: S310 - our own server
    return str(json.loads(said)["plans"][0]["id"])


def measure(browser: Browser, base: str, fragment: str) -> dict[str, float]:
    """Return what one visit with an empty cache takes."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    try:
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(f"{base}#{fragment}")
        for _ in range(150):
            page.wait_for_timeout(200)
            if page.evaluate("window.__seen.picture > 0"):
                break
        else:
            sys.exit(f"{fragment} is never shown")
        page.wait_for_timeout(1000)
        seen: dict[str, float] = page.evaluate("window.__seen")
        return {**seen, "size": page.evaluate(SENT)}
    finally:
        context.close()


@contextmanager
def serving() -> Iterator[str]:
    """Serve what is measured, and give the address once the explorer's documents are made."""
    what = ["--store", COLLECTION] if COLLECTION else []
    started = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "samgraph", "serve", *what, "--port", "0", "--quiet"],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        found = None
        while found is None:
            line = process.stderr.readline()
            if not line and process.poll() is not None:
                sys.exit("the server does not start")
            found = re.search(r"http://[0-9.:]+/", line)
        ready = perf_counter() - started
        for name in ("plan", "things", "collection" if COLLECTION else "network"):
            urlopen(f"{found[0]}explorer/{name}.json").read()  # noqa: S310 - our own server
        made = perf_counter() - started
        print(f"server ready after {ready:.1f} s, first documents after {made:.1f} s")
        yield found[0]
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    main()
