"""A published SAM site: its size, what the Query view weighs, and how soon it answers.

    python benchmarks/publishing.py [RUNS]

In headless Chromium, each run with an empty cache; the host is Python's own, on this machine. What
is weighed is gzipped here, as a host would.
"""

from __future__ import annotations

import functools
import gzip
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import unquote, urlencode, urlsplit

from playwright.sync_api import Browser, sync_playwright

from samgraph.publishing import publish
from samgraph.web.preparing import read

QUERY = "SELECT ?goal ?task { ?goal a sg:StrategicGoal ; sg:carriesOut ?task }"
ENGINE = (".wasm", "graph.bin")
"""What is fetched only to answer."""


class Quiet(SimpleHTTPRequestHandler):
    """A host that says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve a folder, and give its address."""
    handler = functools.partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def visit(browser: Browser, base: str, query: str) -> tuple[float, float, list[str]]:
    """Return the seconds to the first answer and to a second one, and all that was asked for."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    start = perf_counter()
    page.goto(f"{base}/#{urlencode({'view': 'query', 'lang': 'en', 'query': query})}")
    page.wait_for_selector("table.answer")
    first = perf_counter() - start
    state = {"view": "query", "lang": "en", "query": query.replace("?task", "?t")}
    start = perf_counter()
    page.evaluate("(state) => { location.hash = new URLSearchParams(state); }", state)
    page.get_by_role("button", name="t", exact=True).wait_for()
    second = perf_counter() - start
    context.close()
    return first, second, asked


def weight(folder: Path, asked: list[str]) -> dict[str, tuple[int, int]]:
    """Return bytes as they are and gzipped, of the page and of the engine."""
    found = {"page": (0, 0), "engine": (0, 0)}
    for address in dict.fromkeys(asked):
        path = unquote(urlsplit(address).path).strip("/") or "index.html"
        content = (folder / path).read_bytes()
        part = "engine" if path.endswith(ENGINE) else "page"
        plain, packed = found[part]
        found[part] = (plain + len(content), packed + len(gzip.compress(content, 6)))
    return found


def main(runs: int) -> None:
    """Publish, visit, and say what was found."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if chromium is None:
        sys.exit("no chromium on this machine")
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        start = perf_counter()
        done = publish(read(None, force=False), site, lang="en")
        print(f"published in {perf_counter() - start:.1f} s: {done.files} files, "
              f"{done.size / 1e6:.1f} MB")  # fmt: skip
        with hosted(site) as base, sync_playwright() as driver:
            flags = ["--no-sandbox", "--disable-gpu"]
            browser = driver.chromium.launch(executable_path=chromium, args=flags)
            visits = [visit(browser, base, QUERY) for _ in range(runs)]
            browser.close()
        for part, (plain, packed) in weight(site, visits[0][2]).items():
            print(f"{part}: {plain / 1e3:,.0f} kB, gzipped {packed / 1e3:,.0f} kB")
        for what, times in (
            ("first", sorted(first for first, _, _ in visits)),
            ("second", sorted(second for _, second, _ in visits)),
        ):
            print(f"{what} answer: {median(times):.2f} s, from {times[0]:.2f} to {times[-1]:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
