"""How soon the explorer shows its views in headless Chromium, and what it sends for them.

    python benchmarks/explorer.py [RUNS]

A server of the SAM plan runs in a process of its own. Every run opens a view in a browser without
cache; medians are printed, in milliseconds from the start of navigation:

- `picture`: until the view is shown and two frames later;
- `longest`: the longest task of the main thread meanwhile and in the second after;
- `size`: compressed kilobytes that were sent for it, without WebAssembly.

Last comes the landing of a made-up collection of a hundred plans with sixteen coverage questions.
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
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, Route, sync_playwright

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
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
        for name, fragment in VIEWS.items():
            if fragment.partition("&")[0].removeprefix("view=") in views:
                show(name, [measure(browser, base, fragment) for _ in range(RUNS)])
        show("collection", [measure(browser, base, "view=findings", plans=100)
                            for _ in range(RUNS)])  # fmt: skip
        print("to reach: " + ", ".join(f"{name} {most}" for name, most in TARGETS.items()))
        browser.close()


def show(name: str, found: list[dict[str, float]]) -> None:
    """Print the medians of some runs."""
    medians = [statistics.median(one[key] for one in found) for key in ("picture", "longest")]
    size = statistics.median(one["size"] for one in found) / 1000
    print(f"{name:24}{medians[0]:>10.0f}{medians[1]:>10.0f}{size:>10.0f}", flush=True)


def measure(browser: Browser, base: str, fragment: str, plans: int = 0) -> dict[str, float]:
    """Return what one visit with an empty cache takes."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    try:
        page = context.new_page()
        page.add_init_script(WATCH)
        if plans:
            pretend(page, plans)
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


def pretend(page: Page, plans: int) -> None:
    """Let a page believe that the graph holds so many plans."""

    def overview(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "plans": plans})

    said = json.dumps(collection(plans))
    page.route("**/explorer/plan.json", overview)
    page.route(
        "**/explorer/collection.json",
        lambda route: route.fulfill(body=said, content_type="application/json"),
    )


def collection(plans: int) -> dict[str, Any]:
    """Return the document of a made-up collection."""
    return {
        "plans": [
            {
                "id": f"plan-{number}",
                "iri": f"https://example.org/{number}/plan",
                "labels": {"nl": f"Meerjarenplan {number}", "en": f"Multi-year plan {number}"},
                "frames": {
                    f"question-{at}": {
                        "stated": (number * 7 + at * 3) % 50 / 100,
                        "judged": (number * 7 + at * 3) % 50 / 100 + 0.3,
                        "filled": 60,
                        "cells": 200,
                    }
                    for at in range(16)
                },
            }
            for number in range(plans)
        ]
    }


@contextmanager
def serving() -> Iterator[str]:
    """Serve the SAM plan, and give the address once the explorer's documents are made."""
    process = subprocess.Popen(
        [sys.executable, "-m", "samgraph", "serve", "--port", "0", "--quiet", "--lang", "en"],
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
        for name in ("plan", "things", "network"):
            urlopen(f"{found[0]}explorer/{name}.json").read()  # noqa: S310 - our own server
        yield found[0]
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    main()
