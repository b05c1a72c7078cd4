"""The explorer in a real browser, on the SAM plan: findings, coverage, things, search, and keys."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from browser import CHROMIUM
from pages import NARROW, Visit, browsing, visiting
from playwright.sync_api import Browser, expect
from webtools import Running, running

from samgraph.discrepancy_phrases import KINDS
from samgraph.knowledge import Knowledge
from samgraph.stored import stored_discrepancies, stored_gaps
from samgraph.web.limits import Limits

VIEWS = (
    "view=findings",
    "view=coverage&frame=goal-theme&cell=sam%3ASD1%7Csam%3Ath-housing",
    "view=things",
    "view=things&sel=sam%3ASD5",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give one browser to all these tests."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    with browsing(CHROMIUM) as opened:
        yield opened


@pytest.fixture(scope="module")
def server(sam: Knowledge) -> Iterator[Running]:
    """Serve the SAM plan to all these tests."""
    with running(sam, Limits(workers=1), eager=True, lang="en") as found:
        yield found


@pytest.fixture
def visit(chromium: str, browser: Browser, server: Running) -> Iterator[Visit]:
    """Give a visit of its own, on a wide screen."""
    with visiting(browser, server.base) as found:
        yield found


def english(visit: Visit, fragment: str) -> Visit:
    """Open a view in English."""
    return visit.go(f"{fragment}&lang=en")


def test_the_landing_says_what_the_plan_covers_and_lacks(visit: Visit, sam: Knowledge) -> None:
    """The plan, every coverage question with its interval, and findings that lead on."""
    english(visit, "view=findings")
    assert visit.text("h1") == "SAM's multi-year plan 2021-2025"
    row = visit.page.locator("table.frames tr", has_text="strategic goal × core task")
    expect(row).to_contain_text("34/42 (81%)")
    expect(row).to_contain_text("selective by choice")
    assert visit.page.locator("table.frames tbody tr").count() == 16
    gap, clash = stored_gaps(sam)[0], stored_discrepancies(sam)[0]
    expect(visit.page.locator(".card", has_text="gap 1").first).to_contain_text(
        gap.descriptions["en"]
    )
    expect(visit.page.locator("body")).to_contain_text(clash.descriptions["en"])
    expect(visit.page.locator(".card", has_text=clash.descriptions["en"])).to_contain_text(
        KINDS["en"][clash.kind]
    )
    kinds = visit.page.locator(".badge.thin, .badge.deliberate, .badge.silent").count()
    assert kinds >= 12


def test_a_card_leads_to_its_place_in_the_matrix(visit: Visit, sam: Knowledge) -> None:
    """From the most important gap to its row, with the reason beside it."""
    english(visit, "view=findings")
    visit.page.get_by_role("link", name="Show in the coverage").first.click()
    visit.settle()
    gap = stored_gaps(sam)[0]
    assert visit.state()["frame"] == gap.frame
    expect(visit.page.locator("#evidence")).to_contain_text(gap.descriptions["en"])
    row = visit.page.locator("table.matrix tr", has=visit.page.locator(".selected")).first
    expect(row).to_contain_text("Alignment on debt prevention")


@pytest.mark.parametrize(("standing", "filled"), [("stated", 15), ("derived", 15), ("judged", 34)])
def test_the_matrix_fills_with_the_reading(visit: Visit, standing: str, filled: int) -> None:
    """As many cells are filled as coverage counts; the rest say that the plan is silent."""
    english(visit, f"view=coverage&frame=goal-theme&standing={standing}")
    cells = visit.page.locator("table.matrix td.cell")
    assert cells.count() == 98
    full = visit.page.locator(":is(td.cell.stated, td.cell.derived, td.cell.judged)").count()
    assert full == filled
    assert visit.page.locator("td.cell.silent[aria-label='the plan is silent']").count() == (
        98 - filled
    )
    assert visit.text("tfoot td:last-child") == f"{filled}/98"


def test_the_reading_changes_without_a_reload(visit: Visit) -> None:
    """Nothing is asked of the server when another reading is chosen."""
    english(visit, "view=coverage&frame=goal-theme")
    visit.asked.clear()
    visit.page.get_by_role("radio", name="stated").check()
    visit.settle()
    assert visit.text("tfoot td:last-child") == "15/98"
    assert visit.state()["standing"] == "stated"
    assert visit.asked == []


def test_the_longer_list_is_on_the_rows(visit: Visit) -> None:
    """Of 14 themes and 88 partners, partners go down; a cell is named as the frame has it."""
    english(visit, "view=coverage&frame=theme-partner")
    assert visit.page.locator("table.matrix tbody tr").count() == 88
    assert visit.page.locator("table.matrix thead th[scope=col]").count() == 14 + 1
    filled = visit.page.locator("td.cell.stated").first
    filled.click()
    visit.settle()
    theme, partner = visit.state()["cell"].split("|")
    column = int((filled.get_attribute("data-at") or "").split(",")[1])
    heads = visit.page.locator("thead th[scope=col]")
    assert theme in (heads.nth(column).locator("a").get_attribute("href") or "").replace("%3A", ":")
    assert partner.startswith("sam:")


def test_the_keyboard_reaches_every_cell_and_its_evidence(visit: Visit) -> None:
    """Arrows, Home and End go through the cells, Enter opens, Escape comes back to the cell."""
    english(visit, "view=coverage&frame=goal-coretask")
    press = visit.page.keyboard.press
    visit.page.locator("td.cell[tabindex='0']").focus()
    at = "document.activeElement.dataset.at"
    assert visit.page.evaluate(at) == "0,0"
    for key, place in (
        ("ArrowRight", "0,1"),
        ("ArrowDown", "1,1"),
        ("End", "1,5"),
        ("Control+End", "6,5"),
        ("Home", "6,0"),
        ("Control+Home", "0,0"),
        ("ArrowUp", "0,0"),
    ):
        press(key)
        assert visit.page.evaluate(at) == place, key
    assert visit.page.locator("td.cell[tabindex='0']").count() == 1
    press("Enter")
    visit.settle()
    panel = visit.page.locator("#evidence")
    expect(panel).to_be_visible()
    assert visit.page.evaluate("document.activeElement.id") == "evidence-title"
    expect(panel).to_contain_text("SD1 Fundamental rights ×")
    expect(panel).to_contain_text(re.compile(r"§6, lines \d+–\d+"))
    press("Escape")
    expect(panel).to_be_hidden()
    assert visit.page.evaluate(at) == "0,0"


def test_an_empty_cell_says_why(visit: Visit) -> None:
    """What the plan leaves out on purpose is no silence, and the passage that says so is cited."""
    english(visit, "view=coverage&frame=goal-coretask")
    visit.page.locator("td.cell.deliberate").first.click()
    visit.settle()
    panel = visit.page.locator("#evidence")
    expect(panel).to_contain_text("Left out on purpose")
    expect(panel).to_contain_text("§6, lines 1989–1993")
    expect(panel.locator(".link")).to_have_count(0)


def test_every_way_to_a_cell_is_told_with_its_reasons(visit: Visit) -> None:
    """Standing, rationale, review state and place of each link behind a judged cell."""
    english(visit, "view=coverage&frame=goal-theme")
    visit.page.locator("td.cell.judged").nth(2).click()
    visit.settle()
    link = visit.page.locator("#evidence .link").first
    expect(link.locator(".status")).to_contain_text("judged")
    expect(link.locator(".why")).to_contain_text("Reason:")
    expect(link.locator(".review")).to_contain_text("Review:")
    expect(link.locator(".place").first).to_contain_text("§")


def test_rows_are_filtered_sorted_and_grouped(visit: Visit) -> None:
    """By words of their names, emptiest first, and by what they are part of."""
    english(visit, "view=coverage&frame=partner-goal")
    visit.page.get_by_label("Filter rows").fill("leuven")
    expect(visit.page.locator("table.matrix tbody tr")).to_have_count(1)
    expect(visit.page.locator("table.matrix tbody tr")).to_contain_text("KU Leuven")
    assert visit.page.evaluate("document.activeElement.id") == "c-filter"
    english(visit, "view=coverage&frame=partner-goal&sort=gaps")
    sums = visit.page.locator("tbody td.sum:last-child").all_inner_texts()
    counts = [int(text.split("/")[0]) for text in sums]
    assert counts == sorted(counts) and counts[0] == 0 and counts[-1] > 0
    visit.page.get_by_label("Group by whole").check()
    visit.settle()
    groups = visit.page.locator("tr.group")
    assert groups.count() == 5
    groups.first.get_by_role("button").click()
    visit.settle()
    assert 0 < visit.page.locator("td.cell").count() < 88 * 7
    assert visit.state()["group"] == "yes"


def test_a_view_comes_back_from_its_address_and_by_the_back_button(visit: Visit) -> None:
    """Frame, reading and cell are in the address; going back goes through what was opened."""
    english(visit, "view=findings")
    visit.page.locator("#views").get_by_role("link", name="Coverage").click()
    visit.settle()
    visit.page.get_by_label("Coverage question").select_option("right-goal")
    visit.settle()
    visit.page.locator("td.cell.stated").first.click()
    visit.settle()
    address, title = visit.page.url, visit.text("#evidence h2")
    with visiting(visit.page.context.browser, visit.base) as other:  # type: ignore[arg-type]
        other.go(address.partition("#")[2])
        assert other.text("#evidence h2") == title
        assert other.page.locator("td.cell.selected").count() == 1
    visit.page.go_back()
    visit.settle()
    assert visit.state()["frame"] == "right-goal"
    expect(visit.page.locator("#evidence")).to_be_hidden()
    visit.page.go_back()
    visit.settle()
    assert "frame" not in visit.state()
    visit.page.go_back()
    visit.settle()
    assert visit.text("h1") == "SAM's multi-year plan 2021-2025"


def test_things_are_searched_and_sorted_by_type(visit: Visit) -> None:
    """The table holds all of a type; a column's head sorts it, one way and the other."""
    english(visit, "view=things")
    expect(visit.page.locator("#view [role=status]")).to_contain_text("100 of 783 shown")
    visit.page.get_by_label("Type").select_option("sg:StrategicGoal")
    visit.settle()
    rows = visit.page.locator("table.things tbody tr")
    assert rows.count() == 9
    visit.page.get_by_role("button", name="Links").click()
    visit.settle()
    numbers = [int(text) for text in rows.locator("td:nth-child(4)").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    expect(visit.page.locator("th[aria-sort=descending]")).to_contain_text("Links")
    visit.page.get_by_label("Search in these").fill("digit")
    expect(rows).to_have_count(1)
    rows.get_by_role("link").click()
    visit.settle()
    expect(visit.page.locator("h1")).to_contain_text("Working online and digitalising")


def test_a_thing_has_its_page(visit: Visit) -> None:
    """Description, codes, links by relation with evidence, IRI, downloads, query and citation."""
    english(visit, "view=things&sel=sam%3ASD5")
    iri = "https://w3id.org/samgraph/sam-2021-2025/SD5"
    body = visit.page.locator("#view")
    for text in ("SD 5", "digital means", "carries out", "In Dutch", iri, "How to cite this"):
        expect(body).to_contain_text(text)
    row = visit.page.locator(".relation tr", has_text="policy work").first
    expect(row).to_contain_text("stated")
    expect(row).to_contain_text("§6.5.4, line 2558")
    row.get_by_role("button").click()
    expect(visit.page.locator("#evidence")).to_contain_text("Review: accepted")
    turtle = visit.page.get_by_role("link", name="Turtle").get_attribute("href")
    assert visit.page.request.get(f"{visit.base}{turtle}").status == 200
    visit.page.get_by_text("The query behind this page").click()
    expect(visit.page.locator("pre")).to_contain_text(f"VALUES ?thing {{ <{iri}> }}")


def test_the_query_of_a_page_gives_its_links(visit: Visit, sam: Knowledge) -> None:
    """Whoever runs it finds every link on record that the page shows."""
    english(visit, "view=things&sel=sam%3ASD5")
    query = visit.page.locator("pre code").inner_text() or visit.page.evaluate(
        "document.querySelector('pre code').textContent"
    )
    found = {row["link"].value for row in sam.select(query)}
    text = visit.page.evaluate(
        "fetch('explorer/things/SD5.json').then((answer) => answer.json()).then((doc) => "
        "doc.relations.flatMap((one) => one.links.map((link) => link.record)).filter(Boolean))"
    )
    assert found == {name.replace("sam:", sam.namespace) for name in text}


def test_a_derived_link_says_what_it_follows_from(visit: Visit) -> None:
    """A partner that is relevant to a goal is so by links that each have their own evidence."""
    english(visit, "view=things&sel=sam%3ASD1")
    row = visit.page.locator(".relation tr", has_text="derived").first
    row.get_by_role("button").click()
    panel = visit.page.locator("#evidence")
    expect(panel).to_contain_text("This follows from")
    expect(panel.locator(".ways .place").first).to_contain_text("§")


def test_the_search_box_finds_by_the_beginning_of_a_word_or_code(visit: Visit) -> None:
    """By keyboard alone, from anywhere, grouped by type; Enter goes to the thing."""
    english(visit, "view=findings")
    press = visit.page.keyboard.press
    press("/")
    box = visit.page.get_by_role("combobox", name="Search the plan")
    expect(box).to_be_focused()
    visit.page.keyboard.type("digitalis")
    listed = visit.page.locator("#hits")
    expect(listed.get_by_role("group", name="strategic goal")).to_contain_text("SD5")
    expect(listed.get_by_role("group", name="challenge")).to_contain_text("digitalisation")
    expect(box).to_have_attribute("aria-expanded", "true")
    press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    expect(visit.page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    press("Escape")
    expect(listed).to_be_hidden()
    box.fill("od 5.4")
    press("ArrowDown")
    press("Enter")
    visit.settle()
    assert visit.state()["sel"] == "sam:OD5.4"
    box.fill("zzzz")
    expect(listed).to_contain_text("Nothing begins like this")


def test_both_languages_say_the_same_and_the_choice_is_kept(visit: Visit) -> None:
    """A switch changes page and data without asking the server, and holds for the next visit."""
    english(visit, "view=coverage&frame=goal-coretask")
    visit.asked.clear()
    visit.page.get_by_role("button", name="Nederlands").click()
    visit.settle()
    assert visit.asked == []
    assert visit.page.locator("html").get_attribute("lang") == "nl"
    assert visit.text("h1") == "strategische doelstelling × kernopdracht"
    expect(visit.page.locator("td.cell.deliberate").first).to_have_attribute(
        "aria-label", "bewust leeg"
    )
    visit.page.goto("about:blank")
    visit.page.goto(f"{visit.base}/")
    visit.settle()
    expect(visit.page.get_by_role("link", name="Bevindingen")).to_be_visible()


def test_colours_follow_the_system_until_a_reader_chooses(visit: Visit) -> None:
    """By day unless the switch says night, which the address then says too."""
    english(visit, "view=findings")
    paper = "getComputedStyle(document.body).backgroundColor"
    by_day = visit.page.evaluate(paper)
    visit.page.get_by_role("button", name="Dark").click()
    visit.settle()
    assert visit.page.evaluate(paper) != by_day
    assert visit.state()["theme"] == "dark"
    visit.page.get_by_role("button", name="Light").click()
    visit.settle()
    assert visit.page.evaluate(paper) == by_day


def test_what_is_shown_can_be_exported(visit: Visit) -> None:
    """The matrix as CSV, its links as Turtle, and the picture as SVG and PNG."""
    english(visit, "view=coverage&frame=goal-coretask")
    rows = list(csv.reader(io.StringIO(visit.file("goal-coretask.csv").decode("utf-8-sig"))))
    assert len(rows) == 8 and len(rows[0]) == 7
    assert sum(cell == "stated" for row in rows for cell in row) == 34
    turtle = visit.file("goal-coretask-links.ttl")
    said = [quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]
    links = {one.subject for one in said}
    is_link = ox.NamedNode("https://w3id.org/samgraph/ns#Link")
    assert len(links) == 68
    assert {one.subject for one in said if one.object == is_link} == links
    assert visit.file("goal-coretask.svg").count(b"<text") > 13
    assert visit.file("goal-coretask.png").startswith(b"\x89PNG")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_wrong_with_a_view_for_assistive_technology(
    browser: Browser, server: Running, chromium: str, view: str, scheme: str
) -> None:
    """The automated check finds no violation, by day and by night."""
    with visiting(browser, server.base, scheme=scheme) as visit:
        english(visit, view)
        assert visit.page.locator("html").get_attribute("data-theme") == scheme
        assert visit.faults() == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_narrow_window_scrolls_one_way(
    browser: Browser, server: Running, chromium: str, view: str
) -> None:
    """At 360 pixels nothing sticks out of the page; what is wide scrolls in its own box."""
    with visiting(browser, server.base, size=NARROW) as visit:
        visit.go(f"{view}&lang=nl")
        wide = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
        assert visit.page.evaluate(wide) <= 360
        assert visit.faults() == []


def test_the_header_is_walked_through_by_keyboard(visit: Visit) -> None:
    """Tab goes from the skip link through search, switches and views, and focus can be seen."""
    english(visit, "view=findings")
    visit.page.locator("body").focus()
    names = []
    for _ in range(12):
        visit.page.keyboard.press("Tab")
        names.append(
            visit.page.evaluate(
                "(document.activeElement.getAttribute('aria-label') || "
                "document.activeElement.textContent).trim()"
            )
        )
        assert visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != (
            "none"
        )
    assert names[0] == "Skip to content"
    for name in ("Search the plan", "Nederlands", "Dark", "Export", "Copy link", "Findings"):
        assert name in names, name
    visit.page.locator("#skip").focus()
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.id") == "main"
    assert visit.state()["view"] == "findings"


def test_without_script_the_page_leads_to_pages_that_need_none(
    browser: Browser, server: Running, chromium: str
) -> None:
    """Coverage, gaps and the data have pages that work without JavaScript."""
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    try:
        page = context.new_page()
        page.goto(f"{server.base}/")
        page.locator("noscript a", has_text="Gaps").click()
        assert page.locator("h1").inner_text() == "Gaps"
    finally:
        context.close()
