"""The explorer of a plan with next to nothing in it, that does not even validate."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pages import NARROW, WIDE, Visit, browsing, visiting
from playwright.sync_api import Browser, expect
from webtools import Running, running

from samgraph.building import build
from samgraph.web.limits import Limits
from samgraph.web.served import of_knowledge

PLAN = """\
@prefix sg: <https://w3id.org/samgraph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix t: <https://example.org/one/> .

t:plan a sg:Plan ; skos:prefLabel "Klein plan"@nl, "Small plan"@en .
"""
LONG = "a very long name " * 60


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Give one browser to all these tests."""
    with browsing(chromium) as opened:
        yield opened


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Serve a plan of one goal, without links, coverage questions or gaps."""
    folder = tmp_path_factory.mktemp("one")
    (folder / "plan.ttl").write_text(PLAN, encoding="utf-8")
    (folder / "goals.csv").write_text(
        f"id,a,skos:prefLabel@nl,skos:prefLabel@en\nt:G1,sg:StrategicGoal,Doel,{LONG}\n",
        encoding="utf-8",
    )
    with running(of_knowledge(build(folder), faults=2), Limits(workers=1), lang="en") as found:
        yield found


@pytest.fixture
def visit(browser: Browser, server: Running) -> Iterator[Visit]:
    """Give a visit of its own, on a wide screen."""
    with visiting(browser, server.base) as found:
        yield found


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_view_of_next_to_nothing_is_sound(
    browser: Browser, server: Running, size: dict[str, int]
) -> None:
    """Each view says what is not there; nothing is a barrier, and no word is left unfilled."""
    views = {
        "view=findings": "The plan links nothing to anything.",
        "view=coverage": "This plan asks no coverage question.",
        "view=map": "1 of 1 things and 0 of 0 links in view.",
        "view=map&sel=t%3AG1": "0 of 0 links in view.",
        "view=things": "2 of 2 shown",
        "view=things&sel=t%3AG1": "The plan links this to nothing.",
        "view=query": "Ask your own question",
    }
    with visiting(browser, server.base, size=size) as visit:
        for view, said in views.items():
            visit.go(f"{view}&lang=en")
            expect(visit.page.locator("#view")).to_contain_text(said)
            expect(visit.page.locator("#notice")).to_contain_text("does not validate (2×)")
            if view != "view=query":
                assert "{" not in visit.page.locator("#view").inner_text(), view
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
            assert visit.faults() == [], view


def test_a_thing_that_is_not_there_is_said(visit: Visit) -> None:
    """The table of all things comes in its place."""
    visit.go("view=things&sel=t%3A%3Cb%3Egone&lang=en")
    expect(visit.page.locator("#view .notice")).to_contain_text("by the address t:<b>gone")
    expect(visit.page.locator("table.things tbody tr")).to_have_count(2)
    visit.go("view=things&lang=en")
    expect(visit.page.locator("#view .notice")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_view_that_is_not_there_is_said(browser: Browser, server: Running, scheme: str) -> None:
    """With a button that can be read, by day and by night."""
    with visiting(browser, server.base, scheme=scheme) as visit:
        visit.go("view=nonsense&lang=en")
        expect(visit.page.locator("#view")).to_contain_text("There is no such view.")
        assert visit.faults() == []
        visit.complaints[:] = [one for one in visit.complaints if "no such view" not in one]
