"""The explorer with names that want to do harm, and with a hundred plans."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from browser import CHROMIUM
from pages import NARROW, Visit, browsing, visiting
from playwright.sync_api import Browser, Route, expect
from tinyplan import FILES, Tiny
from webtools import Running, running

from samgraph.web.limits import Limits

SCRIPT = "</script><script>alert(1)</script>"
IMAGE = "<img src=x onerror='alert(2)' title=\"\">"
TURNED = "\u202eevil\u202c \u2066x"
LONG = "lang" * 500
EMOJI = "👩‍👩‍👧‍👦 plan"
FORMULA = "=HYPERLINK(A1)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give one browser to all these tests."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    with browsing(CHROMIUM) as opened:
        yield opened


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Serve a small plan in which names are what nobody should be called."""
    folder = tmp_path_factory.mktemp("tiny")
    plan = Tiny(folder)
    for name, text in FILES.items():
        plan.write(name, text)

    def rename(file: str, old: str, new: str) -> None:
        quoted = new.replace('"', '""')
        plan.change(file, f",{old},", f',"{quoted}",')

    rename("goals.csv", "living together", SCRIPT)
    rename("goals.csv", "learning together", IMAGE)
    rename("goals.csv", "an open garden", TURNED)
    rename("goals.csv", "a reading circle", LONG)
    rename("core-tasks.csv", "meeting", EMOJI)
    rename("core-tasks.csv", "teaching", FORMULA)
    plan.change("goals.csv", "S1,S1,sg:finality", "S1,<b>S1</b>,sg:finality")
    plan.change("links.csv", "It teaches.", "javascript:alert(3) <svg onload=alert(4)>")
    plan.change("plan.ttl", '"Neighbourhood plan"@en', '"<iframe src=//example.org>"@en')
    with running(plan.build(), Limits(workers=1), lang="en") as found:
        yield found


@pytest.fixture
def visit(chromium: str, browser: Browser, server: Running) -> Iterator[Visit]:
    """Give a visit, at whose end no script has run and nobody else was asked."""
    with visiting(browser, server.base) as found:
        yield found


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    "view",
    [
        "view=findings",
        "view=coverage&frame=goal-task",
        "view=coverage&frame=challenge-goal",
        "view=things",
        "view=things&sel=t%3AS1",
        "view=things&sel=t%3AO2",
    ],
)
def test_names_stay_text(visit: Visit, view: str, lang: str) -> None:
    """Whatever a thing is called, it is shown, and does nothing."""
    visit.go(f"{view}&lang={lang}")
    for selector in ("script:not([src])", "iframe", "img", "b", "[onload]", "[onerror]"):
        assert visit.page.locator(selector).count() == 0, selector
    for href in visit.page.locator("a").evaluate_all("some => some.map((one) => one.protocol)"):
        assert href == "http:"


def test_each_hostile_name_is_read_as_it_is(visit: Visit) -> None:
    """Tags as tags, marks that turn text closed off, emoji whole."""
    visit.go("view=things&lang=en")
    table = visit.page.locator("table.things")
    for name in (SCRIPT, IMAGE, EMOJI, FORMULA):
        expect(table).to_contain_text(name)
    turned = table.locator("bdi", has_text="evil")
    expect(turned).to_have_count(1)
    visit.go("view=coverage&frame=goal-task&lang=en")
    visit.page.locator("td.cell.judged").first.click()
    visit.settle()
    expect(visit.page.locator("#evidence .why")).to_contain_text("<svg onload=alert(4)>")


def test_hostile_addresses_do_nothing(visit: Visit) -> None:
    """What is unknown in the address is left out, and never becomes part of the page."""
    for fragment in (
        "view=%3Cscript%3E&lang=en",
        "view=coverage&frame=__proto__&cell=%3Cimg%20src%3Dx%3E%7C&standing=%3Cb%3E&lang=en",
        "view=things&sel=javascript%3Aalert(1)&type=constructor&sort=__proto__&many=-5&lang=en",
        "view=coverage&block=99&fold=%7C%7C&filter=%5B&lang=xx&theme=yy",
        "%E0%A4%A",
    ):
        visit.page.goto("about:blank")
        visit.page.goto(f"{visit.base}/#{fragment}")
        visit.page.wait_for_selector("#view h1")
        assert visit.page.locator("#view script, #view img, #view b").count() == 0, fragment
    visit.complaints[:] = [one for one in visit.complaints if "There is no such view" not in one]


def test_a_long_name_makes_no_page_wide(browser: Browser, server: Running, chromium: str) -> None:
    """Two thousand letters without a space break, at 360 pixels too."""
    with visiting(browser, server.base, size=NARROW) as visit:
        for view in ("view=findings", "view=things&sel=t%3AO2", "view=coverage&frame=partner-goal"):
            visit.go(f"{view}&lang=en")
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= 360, view


def test_no_cell_of_an_export_is_a_formula(visit: Visit) -> None:
    """A spreadsheet that opens the file takes names for text."""
    visit.go("view=things&lang=en")
    rows = list(csv.reader(io.StringIO(visit.file("things.csv").decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


def collection(plans: int, frames: int) -> dict[str, Any]:
    """Return the document of a made-up collection; every third plan lacks the last frame."""
    return {
        "plans": [
            {
                "id": f"plan-{number:03}",
                "iri": f"https://example.org/plan-{number:03}/plan",
                "labels": {"nl": f"Plan {number} <i>", "en": f"Plan {number} <i>"},
                "frames": {
                    f"frame-{at}": {
                        "stated": (number * 7 + at) % 50 / 100,
                        "judged": (number * 7 + at) % 50 / 100 + 0.25,
                        "filled": 25,
                        "cells": 100,
                    }
                    for at in range(frames - (number % 3 == 0))
                },
            }
            for number in range(1, plans + 1)
        ]
    }


def test_a_hundred_plans_are_a_table(browser: Browser, server: Running, chromium: str) -> None:
    """One row a plan with its coverage per frame; sorted, filtered, exported, nothing wrong."""
    said = collection(100, 16)
    with visiting(browser, server.base) as visit:

        def overview(route: Route) -> None:
            answer = route.fetch()
            route.fulfill(response=answer, json={**answer.json(), "collection": True})

        visit.page.route("**/explorer/plan.json", overview)
        visit.page.route("**/explorer/collection.json", lambda route: route.fulfill(json=said))
        visit.go("view=findings&lang=en")
        rows = visit.page.locator("table.plans tbody tr")
        expect(rows).to_have_count(100)
        expect(rows.first).to_contain_text("Plan 1 <i>")
        assert rows.nth(2).locator("td[aria-label='not asked']").count() == 1
        expect(rows.nth(1).locator("td").nth(4)).to_have_text("14–39%")
        visit.page.get_by_role("button", name="Mean").click()
        visit.settle()
        means = [
            int(text.split("–")[1].rstrip("%"))
            for text in rows.locator("td:nth-child(2)").all_inner_texts()
        ]
        assert means == sorted(means)
        visit.page.get_by_label("Filter plans").fill("plan 77")
        expect(rows).to_have_count(1)
        exported = visit.file("plans.csv").decode("utf-8-sig")
        assert exported.count("\r\n") == 1 + 100 * 16 - 33
        assert visit.faults() == []


def test_a_large_matrix_is_grouped(browser: Browser, server: Running, chromium: str) -> None:
    """Above five thousand cells rows are folded and columns come in blocks; each can be opened."""
    with visiting(browser, server.base) as visit:
        answer = server.ask("/explorer/frames/goal-task.json").json()
        rows = [{"id": f"t:r{n}"} for n in range(300)]
        columns = [{"id": f"t:c{n}"} for n in range(250)]
        large = {**answer, "rows": rows, "columns": columns, "gaps": [], "emptiness": [],
                 "cells": [{"at": [n, n % 250], "status": "stated", "routes": []}
                           for n in range(300)]}  # fmt: skip
        visit.page.route(
            "**/explorer/frames/goal-task.json",
            lambda route: route.fulfill(body=json.dumps(large), content_type="application/json"),
        )
        visit.go("view=coverage&frame=goal-task&lang=en")
        expect(visit.page.locator("#view")).to_contain_text("75000 cells and is grouped")
        assert visit.page.locator("td.cell").count() == 0
        visit.page.locator("tr.group button").first.click()
        visit.settle()
        cells = visit.page.locator("td.cell").count()
        assert 0 < cells <= 5000
        visit.page.get_by_role("button", name="Next columns").click()
        visit.settle()
        expect(visit.page.locator(".pager")).to_contain_text("Columns 41–80 of 250")
        visit.page.get_by_label("Filter rows").fill("r299")
        expect(visit.page.locator("td.cell")).to_have_count(40)
        assert visit.faults() == []
