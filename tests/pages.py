"""The explorer in a real browser, as a test drives it: what it asks for, and what goes wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
WIDE = {"width": 1280, "height": 860}
NARROW = {"width": 360, "height": 740}
_REFUSED = "Failed to load resource: the server responded with a status of 400"


@contextmanager
def browsing(chromium: str) -> Iterator[Browser]:
    """Give a browser that stays open over many pages."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


class Visit:
    """One visit to the explorer at `base`, with everything it asked for and complained of."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog {dialog.message}"))
        page.on("console", self._hear)

    def _hear(self, message: Any) -> None:  # noqa: ANN401
        # That a query is refused is an answer, which a browser also notes in its console.
        refused = message.text.startswith(_REFUSED)
        if message.type in ("error", "warning") and not refused:
            self.complaints.append(message.text)

    def go(self, fragment: str) -> Visit:
        """Open a view anew and wait until it is shown."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.base}/#{fragment}")
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until the last change of state is shown, and nothing moves."""
        self.page.wait_for_selector("html[data-shown]", state="attached")
        self.page.wait_for_timeout(120)
        last = ""
        while not last or self._shown() != last:
            last = self._shown()
            self.page.wait_for_timeout(60)

    def _shown(self) -> str:
        """Return what the page says that it shows; nothing while it is on its way there."""
        found: str = self.page.evaluate("document.documentElement.dataset.shown ?? ''")
        return found

    def state(self) -> dict[str, str]:
        """Return the state that stands in the address."""
        found: dict[str, str] = self.page.evaluate(
            "Object.fromEntries(new URLSearchParams(location.hash.slice(1)))"
        )
        return found

    def text(self, selector: str) -> str:
        """Return what an element says, on one line."""
        return re.sub(r"\s+", " ", self.page.locator(selector).inner_text()).strip()

    def numbers(self) -> tuple[int, int]:
        """Return how many things and links the map says it shows."""
        found = re.match(r"([\d.,]+) (?:of|van) [\d.,]+ \w+ (?:and|en) ([\d.,]+)", self.status())
        assert found, self.status()
        things, links = (int(re.sub(r"\D", "", part)) for part in found.groups())
        return things, links

    def status(self) -> str:
        """Return the map's line about what is shown."""
        return self.text("#map-status")

    def file(self, name: str) -> bytes:
        """Return what the Export menu gives under a name."""
        self.page.locator(".export > button").click()
        with self.page.expect_download() as waiting:
            self.page.locator(
                "#export-menu button", has_text=re.compile(f"^{re.escape(name)}$")
            ).click()
        with open(waiting.value.path(), "rb") as file:  # noqa: PTH123
            return file.read()

    def faults(self) -> list[str]:
        """Return what axe finds wrong with the page."""
        found = Axe().run(self.page).response["violations"]
        return [
            f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}" for one in found
        ]


@contextmanager
def visiting(
    browser: Browser,
    base: str,
    *,
    scheme: str = "light",
    size: dict[str, int] | None = None,
    **options: Any,  # noqa: ANN401
) -> Iterator[Visit]:
    """Give a visit of its own; at its end nothing may have been asked elsewhere or gone wrong.

    `options` are those of a context of Playwright's.
    """
    context = browser.new_context(
        viewport=size or WIDE,  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        accept_downloads=True,
        **options,
    )
    try:
        visit = Visit(context.new_page(), base)
        yield visit
        outside = [
            url for url in visit.asked if not url.startswith((base, "data:", "blob:", "about:"))
        ]
        assert not outside
        assert not visit.complaints
    finally:
        context.close()
