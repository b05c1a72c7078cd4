"""The explorer in a real browser: a visit that notes all that a page asks for, says and opens."""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright

from samgraph.explorer.licences import missing


def needs(part: str) -> None:
    """Skip where this build does without the `editor` or the `engine`; CI may not do without."""
    if part in missing():
        if os.environ.get("CI"):
            pytest.fail(f"the {part} is not built in; .ci/run should have made sure of npm")
        pytest.skip(f"the {part} is not built in: npm was not at hand")


@contextmanager
def browsing(chromium: str) -> Iterator[Browser]:
    """Give a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            yield browser
        finally:
            browser.close()


class Visit:
    """One reader of a site, and what the site's pages did."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.outside: list[str] = []
        """Addresses of other sites that were asked for."""
        self.faults: list[str] = []
        """Errors of scripts, and what the policy of the page kept from happening."""
        self.dialogs: list[str] = []

    def go(self, **state: str) -> None:
        """Open the explorer in a state."""
        self.page.goto(f"{self.base}#{urlencode(state)}")
        self.page.wait_for_selector("html[data-shown]")

    def violations(self) -> list[str]:
        """Return what the accessibility check finds."""
        found = Axe().run(self.page).response["violations"]
        return [f"{one['id']}: {[node['html'][:120] for node in one['nodes']]}" for one in found]

    def check(self) -> None:
        """Assert that no script failed, nothing was opened and nobody else was asked."""
        assert self.faults == [], self.faults
        assert self.dialogs == [], self.dialogs
        assert self.outside == [], self.outside


@contextmanager
def visiting(browser: Browser, base: str, **options: Any) -> Iterator[Visit]:  # noqa: ANN401
    """Give a visit to the site at an address, which ends with a slash."""
    context = browser.new_context(
        **{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **options}
    )
    page = context.new_page()
    visit = Visit(page, base)

    def watch(route: Route) -> None:
        address = route.request.url
        if address.startswith((base.partition("/#")[0].rsplit("/", 1)[0], "data:", "blob:")):
            route.continue_()
        else:
            visit.outside.append(address)
            route.abort()

    def heard(message: Any) -> None:  # noqa: ANN401
        refused = "Failed to load resource: the server responded with a status of 400"
        if message.type == "error" and not message.text.startswith(refused):
            visit.faults.append(message.text)

    def opened(dialog: Any) -> None:  # noqa: ANN401
        visit.dialogs.append(dialog.message)
        dialog.dismiss()

    context.route("**/*", watch)
    page.on("console", heard)
    page.on("pageerror", lambda error: visit.faults.append(str(error)))
    page.on("dialog", opened)
    page.set_default_timeout(15_000)
    try:
        yield visit
    finally:
        context.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401
        """Say nothing."""


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve a folder as any web host would, and give its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
