"""The explorer of a collection: the whole from what was kept, and each of its plans on its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import NARROW, Visit, browsing, visiting
from plancollections import add_collection, built
from playwright.sync_api import expect
from webtools import Running, running

from samgraph.collection.opening import Built
from samgraph.explorer import CollectionDocuments, Documents, Material
from samgraph.web.limits import Limits


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write three small plans."""
    return add_collection(tmp_path_factory.mktemp("plans") / "regions")


@pytest.fixture(scope="module")
def collection(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the three plans."""
    return built(folder, tmp_path_factory.mktemp("built"))[1]


@pytest.fixture(scope="module")
def server(collection: Built) -> Iterator[Running]:
    """Serve what was built."""
    with running(None, Limits(workers=1), store=collection.workspace, lang="en") as found:
        yield found


@pytest.fixture
def visit(chromium: str, server: Running) -> Iterator[Visit]:
    """Give a visit on a wide screen."""
    with browsing(chromium) as browser, visiting(browser, server.base) as found:
        yield found


def read(documents: CollectionDocuments, name: str) -> Any:  # noqa: ANN401
    """Return a document, parsed."""
    content = documents.document(name)
    assert content is not None, name
    return json.loads(content)


def test_the_whole_is_told_from_what_was_kept(collection: Built) -> None:
    """Numbers of all plans, coverage questions with their names, and things with their plans."""
    documents = CollectionDocuments(collection, version="1")
    plan, plans = read(documents, "plan"), read(documents, "collection")
    volumes = list(collection.volumes())
    assert plan["collection"] is True and plan["plans"] == 3
    assert plan["gaps"]["total"] == sum(one.gaps for one in volumes) > 0
    assert "3 plans" in plan["plan"]["holds"]["en"]
    assert "6 × strategic goal" in plan["plan"]["holds"]["en"]
    assert [one["id"] for one in plans["plans"]] == ["east", "north", "west"]
    names = {name for one in plans["plans"] for name in one["frames"]}
    assert {one["name"] for one in plans["frames"]} == names
    assert all(one["labels"]["en"] for one in plans["frames"])
    things = read(documents, "things")
    assert {one["plan"] for one in things["things"]} == {"east", "north", "west"}
    assert sum(one["count"] for one in things["types"]) == len(things["things"]) == things["total"]
    assert documents.document("network") is None


def test_nothing_is_covered_over_all_plans(
    collection: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred plans must open as soon as one: neither coverage nor labels of all are read."""

    def refuse(*_: object) -> None:
        pytest.fail("this takes long where plans are many")

    monkeypatch.setattr("samgraph.explorer.material.cover_all", refuse)
    monkeypatch.setattr("samgraph.knowledge.Knowledge.labels", refuse)
    documents = CollectionDocuments(collection)
    for name in ("plan", "collection", "things", "questions"):
        assert documents.document(name) is not None


def test_a_plan_reads_as_if_it_were_alone(collection: Built) -> None:
    """Its numbers and things; its ids are those of the collection that it says it is of."""
    documents = CollectionDocuments(collection)
    alone = Documents(Material(collection.plan("north")))
    said, own = read(documents, "plans/north/plan"), json.loads(alone.document("plan") or b"")
    for part in ("statements", "links", "plans"):
        assert said[part] == own[part]
    assert [one["cells"] for one in said["frames"]] == [one["cells"] for one in own["frames"]]
    assert said["gaps"]["total"] == own["gaps"]["total"] > 0
    assert said["within"]["labels"]["en"] == "regions"
    iris = [one["iri"] for one in read(documents, "plans/north/things")["things"]]
    assert iris == [one["iri"] for one in json.loads(alone.document("things") or b"")["things"]]
    # Ids are those of the collection, so that a query may name them.
    row = read(documents, "plans/north/things")["things"][0]
    prefix, _, local = row["id"].partition(":")
    assert collection.said["prefixes"][prefix] + local == row["iri"]
    for name in ("plans/south/plan", "plans/north", "plans/north/nothing", "plans//plan"):
        assert documents.document(name) is None


def test_few_plans_are_kept_and_each_is_made_again(collection: Built) -> None:
    """What was let go comes back byte for byte."""
    documents = CollectionDocuments(collection, kept=1)
    first = documents.document("plans/east/things")
    assert documents.document("plans/west/things") != first
    assert documents.document("plans/east/things") == first


def test_the_server_gives_the_documents_of_each_plan(server: Running) -> None:
    """And says that there is none where there is none."""
    assert server.ask("/explorer/plans/east/plan.json").json()["plan"]["name"] == "east"
    assert server.ask("/explorer/plan.json").json()["plans"] == 3
    assert server.ask("/explorer/plans/south/plan.json").status == 404
    page = server.ask("/").body.decode()
    assert "data-collection" in page and 'rel="preload"' not in page


def test_a_row_leads_to_a_plan_and_back(visit: Visit) -> None:
    """Every view of that plan works, and the way back is in the header."""
    visit.go("view=findings&lang=en")
    rows = visit.page.locator("table.plans tbody tr")
    expect(rows).to_have_count(3)
    rows.nth(1).locator("th a").click()
    expect(visit.page.locator("#site .up")).to_contain_text("regions")
    visit.settle()
    assert visit.state() == {"plan": "north", "view": "findings", "lang": "en"}
    for name in ("Coverage", "Map", "Things", "Query"):
        visit.page.locator("#views").get_by_role("link", name=name).click()
        visit.settle()
        assert visit.state()["plan"] == "north"
        expect(visit.page.locator("#view h1")).not_to_have_text("This could not be loaded.")
    visit.page.locator("#site .up").click()
    expect(rows).to_have_count(3)
    visit.page.go_back()
    expect(visit.page.locator("#site .up")).to_be_visible()
    assert visit.state() == {"plan": "north", "view": "query", "lang": "en"}
    assert visit.faults() == []


def test_where_a_view_is_of_one_plan_it_is_chosen(visit: Visit) -> None:
    """Coverage by a cell, the map by a row; sorted by what a plan holds, the most first."""
    visit.go("view=coverage&lang=en")
    visit.page.locator("table.plans tbody tr").nth(2).locator("td a").first.click()
    expect(visit.page.locator("td.cell").first).to_be_visible()
    assert visit.state()["plan"] == "west" and visit.state()["frame"]
    visit.go("view=map&lang=en")
    visit.page.get_by_role("button", name="Gaps").click()
    visit.settle()
    expect(visit.page.locator("th[aria-sort=descending]")).to_contain_text("Gaps")
    visit.page.get_by_role("link", name="Neighbourhood plan").first.click()
    expect(visit.page.locator("#map-picture")).to_be_visible()
    assert visit.faults() == []


def test_all_things_of_all_plans_are_searched(visit: Visit) -> None:
    """Also those that the index leaves out; each leads to its page in its plan."""
    visit.go("view=things&lang=en")
    visit.page.locator("#search").fill("hood order")
    visit.page.get_by_role("option", name="in everything of all plans").click()
    found = visit.page.locator("section[aria-labelledby=h-everywhere] tbody tr")
    expect(found).to_have_count(3)
    found.first.locator("th a").click()
    expect(visit.page.locator("#site .up")).to_be_visible()
    visit.settle()
    assert visit.state()["plan"] == "east" and ":" in visit.state()["sel"]
    assert "://" not in visit.state()["sel"]
    assert visit.faults() == []


def test_a_question_is_of_all_plans_or_of_one(visit: Visit) -> None:
    """By whether a plan is looked at."""
    query = "SELECT (COUNT(DISTINCT ?goal) AS ?n) { ?goal a sg:StrategicGoal }"
    for plan, number in (("", "6"), ("plan=east&", "2")):
        visit.go(f"{plan}view=query&query={query}&lang=en")
        expect(visit.page.locator("#view table td").first).to_have_text(number)


def test_a_plan_that_is_not_there_leads_back(visit: Visit) -> None:
    """The message has a link to all plans."""
    visit.page.goto(f"{visit.base}/#plan=south&lang=en")
    visit.page.get_by_role("link", name="All plans").click()
    expect(visit.page.locator("table.plans tbody tr")).to_have_count(3)
    missing = [one for one in visit.complaints if "404" in one or "plans/south" in one]
    assert missing and missing == visit.complaints
    visit.complaints.clear()


def test_the_pages_of_a_collection_are_accessible(visit: Visit) -> None:
    """In both widths, as far as a program can tell; nothing scrolls sideways."""
    for size in (None, NARROW):
        if size:
            visit.page.set_viewport_size(size)  # type: ignore[arg-type]
        for fragment in ("view=findings", "view=things&q=wel", "plan=north&view=findings"):
            visit.go(f"{fragment}&lang=en")
            assert visit.faults() == [], fragment
            width = "document.documentElement.scrollWidth <= innerWidth"
            assert visit.page.evaluate(width), fragment
