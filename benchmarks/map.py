"""How soon the map is there, how smoothly it moves, and how that compares with pyvis' own page.

Run `python benchmarks/map.py`; it needs chromium. Every figure is the median of some runs in
headless Chromium without a graphics card, on this machine, in this run; the two pages take turns.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import platform
import statistics
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from browser import CHROMIUM
from webtools import running

from samgraph.loading import load
from samgraph.projection import Projection, project

FLAGS = ("--no-sandbox", "--disable-gpu")
SIZE: Any = {"width": 1280, "height": 900}
PATIENCE = 60.0
"""Seconds after which pyvis' page is no longer waited for; the ratio is then a lower bound."""

WATCH = """
window.seen = { tasks: [], frames: [] };
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.seen.tasks.push(task.duration);
}).observe({ type: "longtask", buffered: true });
"""


def first_picture(page: Page, address: str) -> tuple[float, float]:
    """Return after how many seconds the map is drawn and useful, and its longest task.

    Drawn is: the view says that it is shown, and two frames have been painted since.
    """
    page.goto(address, wait_until="commit")
    page.wait_for_selector("html[data-shown^=map]", state="attached")
    seconds = page.evaluate(
        """() => new Promise((done) => requestAnimationFrame(() =>
             requestAnimationFrame(() => done(performance.now() / 1000))))"""
    )
    page.wait_for_timeout(700)
    tasks = page.evaluate("window.seen.tasks")
    return float(seconds), max(tasks, default=0.0)


def panning(page: Page) -> tuple[float, float]:
    """Return the frames a second while the picture is dragged to and fro, and the longest task."""
    box = page.locator("#map-picture").bounding_box()
    assert box
    x, y = box["x"] + 60, box["y"] + 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(
        """() => {
          window.seen.tasks = [];
          window.seen.frames = [];
          const next = (now) => {
            window.seen.frames.push(now);
            if (window.seen.on) requestAnimationFrame(next);
          };
          window.seen.on = true;
          requestAnimationFrame(next);
        }"""
    )
    for turn in range(4):
        page.mouse.move(x + (300 if turn % 2 == 0 else 0), y + 40 * turn, steps=40)
    frames = page.evaluate("window.seen.on = false, window.seen.frames")
    page.mouse.up()
    tasks = page.evaluate("window.seen.tasks")
    gaps = [after - before for before, after in pairwise(frames)]
    return 1000 / statistics.mean(gaps), max(tasks, default=0.0)


def pyvis_page(projection: Projection, folder: Path) -> Path:
    """Write the page that pyvis makes of the same nodes and links by default, script in line.

    Only two lines are added: one that says when the network is stable.
    """
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    known = {node.iri for node in projection.nodes}
    for node in projection.nodes:
        network.add_node(node.iri, label=next(iter(node.labels.values()), node.curie))
    for link in projection.links:
        if {link.source, link.target} <= known:
            network.add_edge(link.source, link.target)
    html = network.generate_html(notebook=False)
    told = (
        'network.once("stabilizationIterationsDone", () => { window.stable = performance.now(); });'
        'network.once("stabilized", () => { window.stable ??= performance.now(); });'
    )
    made = "network = new vis.Network(container, data, options);"
    assert html.count(made) == 1
    file = folder / "pyvis.html"
    file.write_text(html.replace(made, made + told), encoding="utf-8")
    return file


@contextmanager
def folder_served(folder: Path) -> Iterator[str]:
    """Serve the files of a folder on the loopback."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def stable(page: Page, address: str) -> tuple[float, bool]:
    """Return when pyvis' page has its first stable picture, and whether it was waited for in vain.

    Everything that is not on the loopback is refused at once, so that the net costs no time.
    """
    page.route(
        "**/*",
        lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort(),
    )
    page.goto(address, wait_until="commit")
    waited = 0.0
    while waited < PATIENCE:
        page.wait_for_timeout(250)
        found = page.evaluate("window.stable ?? null")
        if found is not None:
            return float(found) / 1000, True
        waited = float(page.evaluate("performance.now()")) / 1000
    return waited, False


def fresh(browser: Browser) -> Page:
    """Return a page without anything kept from before, which notes its long tasks."""
    page = browser.new_context(viewport=SIZE).new_page()
    page.add_init_script(WATCH)
    return page


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="of the map; default 5")
    parser.add_argument("--rivals", type=int, default=2, help="of pyvis' page; default 2")
    parser.add_argument("-o", "--output", type=Path, help="JSON file")
    asked = parser.parse_args()
    assert CHROMIUM, "no chromium on this machine"
    knowledge = load()
    projection = project(knowledge, derived=True)
    firsts, loads, rates, drags, others = [], [], [], [], []
    settled = True
    with (
        TemporaryDirectory() as name,
        running(knowledge) as server,
        sync_playwright() as driver,
    ):
        pyvis_page(projection, Path(name))
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        first_picture(fresh(browser), f"{server.base}/#view=map")  # the server makes its documents
        with folder_served(Path(name)) as base:
            for turn in range(max(asked.runs, asked.rivals)):
                if turn < asked.runs:
                    page = fresh(browser)
                    seconds, task = first_picture(page, f"{server.base}/#view=map&lang=en")
                    firsts.append(seconds)
                    loads.append(task)
                    rate, drag = panning(page)
                    rates.append(rate)
                    drags.append(drag)
                    page.context.close()
                if turn < asked.rivals:
                    page = fresh(browser)
                    seconds, done = stable(page, f"{base}/pyvis.html")
                    others.append(seconds)
                    settled &= done
                    page.context.close()
        version = browser.version
        browser.close()
    median = statistics.median
    ratio = median(others) / median(firsts)
    found = {
        "nodes": len(projection.nodes),
        "links": len(projection.links),
        "first_picture_seconds": round(median(firsts), 2),
        "longest_task_loading_ms": round(median(loads)),
        "pan_frames_a_second": round(median(rates), 1),
        "longest_task_panning_ms": round(median(drags)),
        "pyvis_stable_seconds": round(median(others), 1),
        "pyvis_became_stable": settled,
        "times_sooner": round(ratio, 1),
        "runs": asked.runs,
        "rivals": asked.rivals,
        "chromium": version,
        "python": platform.python_version(),
    }
    print(json.dumps(found, indent=2))
    reached = {
        "first useful picture within 1.0 s": median(firsts) <= 1.0,
        "no task over 200 ms": max(median(loads), median(drags)) <= 200,
        "pan at 30 frames a second or better": median(rates) >= 30,
        "at least 10 times sooner than pyvis' page": ratio >= 10,
    }
    for what, good in reached.items():
        print(f"{'reached' if good else 'MISSED '}  {what}")
    if asked.output:
        asked.output.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
