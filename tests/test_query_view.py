"""The Query view in a real browser: editor, examples, answers, errors, and what it must not do."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from explorerpages import go, needs
from pages import NARROW, WIDE, Visit, browsing, visiting
from playwright.sync_api import Browser, Page, Route, expect
from webtools import ENDLESS, Running, running

from samgraph.knowledge import Knowledge
from samgraph.web.limits import Limits

pytest.importorskip("playwright", reason="playwright drives the browser")

CELLS = "SELECT ?goal ?task { ?goal a sg:StrategicGoal ; sg:carriesOut ?task }"
TRIPLES = "CONSTRUCT { ?g sg:carriesOut ?t } { ?g a sg:StrategicGoal ; sg:carriesOut ?t }"
HOSTILE = (
    'SELECT ("<img src=x onerror=alert(1)><script>alert(2)</script>" AS ?markup) '
    '("\\u202Etxt.exe" AS ?turned) (<javascript:alert(3)> AS ?address) '
    '("=1+1" AS ?formula) (REPLACE("0123456789", "[0-9]", "🔥long🔥long") AS ?long) {}'
)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with browsing(chromium) as one:
        yield one


@pytest.fixture(scope="module")
def server(sam: Knowledge) -> Iterator[Running]:
    with running(sam, Limits(workers=2, seconds=20.0)) as one:
        yield one


@pytest.fixture
def visit(browser: Browser, server: Running) -> Iterator[Visit]:
    with visiting(browser, server.base) as one:
        yield one


@pytest.fixture
def plain(browser: Browser, server: Running) -> Iterator[Visit]:
    """Return a visit to a site that was built without npm."""
    with visiting(browser, server.base) as one:

        def without(route: Route) -> None:
            response = route.fetch()
            text = re.sub(r'data-vendor="[^"]*"', 'data-vendor=""', response.text())
            route.fulfill(response=response, body=text)

        one.page.route(f"{server.base}/", without)
        yield one


def text_of(page: Page) -> str:
    """Return what stands in the rich editor."""
    lines = page.locator(".cm-line").all_inner_texts()
    return "\n".join(lines)


def answered(page: Page) -> None:
    """Wait for an answer or an error."""
    page.wait_for_selector(".answers h2")


def test_an_example_is_filled_in_asked_and_restored(visit: Visit) -> None:
    """Its parameter is chosen by name, bound in the query, and stands in the address."""
    needs("editor")
    page = visit.page
    go(visit, view="query", lang="en")
    page.get_by_label("Search a question").fill("carry out a core")
    page.get_by_role("button", name="Which operational goals carry out a core task?").click()
    expect(page.locator(".answer tbody tr")).to_have_count(34)
    page.get_by_label("core task").select_option(label="services")
    assert "VALUES ?coreTask { <https://w3id.org/samgraph/sam-2021-2025/" in text_of(page)
    expect(page.locator(".stale")).to_be_visible()
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".answer tbody tr")).to_have_count(5)
    expect(page.locator(".stale")).to_be_hidden()
    assert "p.coreTask=" in page.url
    page.reload()
    expect(page.locator(".answer tbody tr")).to_have_count(5)
    assert page.get_by_label("core task").locator(":checked").inner_text() == "services"
    page.go_back()
    expect(page.locator(".answer tbody tr")).to_have_count(34)


def test_a_changed_example_is_a_query_of_its_own(visit: Visit) -> None:
    """Its fields are put aside, and one click brings the original back."""
    needs("editor")
    page = visit.page
    go(visit, view="query", lang="en", example="core-task-goals")
    answered(page)
    before = text_of(page)
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("LIMIT 3")
    expect(page.locator("fieldset.parameters")).to_have_attribute("disabled", "")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".answer tbody tr")).to_have_count(3)
    assert "query=" in page.url
    assert "example=" not in page.url
    page.go_back()
    expect(page.locator(".answer tbody tr")).to_have_count(34)
    assert text_of(page) == before
    page.locator(".cm-content").click()
    page.keyboard.type("# ")
    page.get_by_role("button", name="Back to the original question").click()
    assert text_of(page) == before


@pytest.mark.parametrize(
    ("lang", "typed", "offered", "written"),
    [
        ("en", "sg:StrategicG", "strategic goal", "sg:StrategicGoal"),
        ("nl", "kernopdr", "kernopdracht", "sg:CoreTask"),
        ("en", "Fundamental r", "Fundamental rights", "sam:SD1"),
        ("en", "carriesO", "carries out", "sg:carriesOut"),
    ],
)
def test_the_editor_completes_terms_and_things_by_id_and_by_label(
    visit: Visit, lang: str, typed: str, offered: str, written: str
) -> None:
    """Whoever knows a name in either language need not know the term."""
    needs("editor")
    page = visit.page
    go(visit, view="query", lang=lang, query="SELECT * { }")
    answered(page)
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    for _ in range(11):
        page.keyboard.press("ArrowRight")
    page.keyboard.type(typed.replace(" ", "_") if " " in typed else typed, delay=20)
    if " " in typed:
        page.keyboard.press("Control+Backspace")
        page.keyboard.type(typed.split(maxsplit=1)[0], delay=20)
    option = page.locator(".cm-tooltip-autocomplete li", has_text=offered).first
    expect(option).to_be_visible()
    # The editor takes no click on a list that has opened this moment.
    page.wait_for_timeout(200)
    option.click()
    expect(page.locator(".cm-content")).to_contain_text(written)


def test_an_error_stands_at_its_line(visit: Visit) -> None:
    """The server's place is marked in the editor, and a button leads there."""
    needs("editor")
    page = visit.page
    go(visit, view="query", lang="en", query="SELECT * {\n  ?a ?b ?c .\n  ?a ?b\n}")
    expect(page.get_by_role("alert")).to_contain_text("The query cannot be answered")
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    page.get_by_role("button", name="Go to line").click()
    expect(page.locator(".cm-content")).to_be_focused()
    assert page.locator(".cm-activeLine").inner_text().strip() in ("}", "?a ?b")
    page.keyboard.type(" ")
    expect(page.locator(".cm-lint-marker-error")).to_have_count(0)


def test_an_unknown_prefix_is_named_and_marked_where_it_stands(visit: Visit) -> None:
    """The engine would only say what else it expected."""
    needs("editor")
    page = visit.page
    go(visit, view="query", lang="en", query="SELECT * {\n  ?a sg:addresses ?b .\n  ?a ex:b ?c }")
    expect(page.get_by_role("alert")).to_contain_text("the prefix “ex:” is not declared")
    expect(page.get_by_role("button", name="Go to line 3, column 6")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "shown", "offered"),
    [
        (CELLS, "table", ["table", "matrix"]),
        (f"#defaultView: matrix\n{CELLS}", "matrix", ["table", "matrix"]),
        (TRIPLES, "map", ["table", "map"]),
        (f"#defaultView: table\n{TRIPLES}", "table", ["table", "map"]),
        (f"#defaultView:Graph\n{TRIPLES}", "map", ["table", "map"]),
        (CELLS.replace("?goal ?task {", "?goal ?task ?n { VALUES ?n { 1 }"), "table",
         ["table", "matrix"]),
    ],
)  # fmt: skip
def test_an_answer_is_shown_as_what_it_is(
    visit: Visit, query: str, shown: str, offered: list[str]
) -> None:
    """A comment in the query chooses, and so does the reader, whose choice is in the address."""
    page = visit.page
    go(visit, view="query", lang="en", query=query)
    answered(page)
    switch = page.locator(".answers .switch button")
    assert [one.get_attribute("data-as") for one in switch.all()] == offered
    pressed = page.locator(".answers [aria-pressed=true]")
    assert pressed.get_attribute("data-as") == shown
    other = next(one for one in offered if one != shown)
    page.locator(f"[data-as={other}]").click()
    assert pressed.get_attribute("data-as") == other
    page.reload()
    answered(page)
    assert pressed.get_attribute("data-as") == other


def test_a_view_that_does_not_fit_is_said(visit: Visit) -> None:
    """The answer is then a table."""
    page = visit.page
    go(visit, view="query", lang="nl", query="#defaultView: map\nSELECT (1 AS ?n) {}")
    expect(page.get_by_text("Dit antwoord past niet op een Kaart")).to_be_visible()
    expect(page.locator("table.answer")).to_be_visible()
    go(visit, view="query", lang="en", query=f"#defaultView:Timeline\n{CELLS}")
    expect(page.get_by_text("There is no view “timeline”")).to_be_visible()
    expect(page.locator("table.answer")).to_be_visible()


def test_a_table_sorts_by_number_and_by_name_and_says_so(visit: Visit) -> None:
    """By a button in the head of the column, once up and once down."""
    page = visit.page
    query = "SELECT ?n ?thing { VALUES (?n ?thing) { (10 sam:SD2) (9 sam:SD1) (100 sam:SD3) } }"
    go(visit, view="query", lang="en", query=query)
    first = page.locator(".answer tbody tr").first
    page.get_by_role("button", name="n", exact=True).click()
    expect(first).to_contain_text("9")
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    page.get_by_role("button", name="n", exact=True).click()
    expect(first).to_contain_text("100")
    page.get_by_role("button", name="thing", exact=True).click()
    expect(first).to_contain_text("Fundamental rights")
    first.get_by_role("link").click()
    assert "view=things" in page.url
    assert "SD1" in page.url


def test_hostile_values_are_only_text(visit: Visit) -> None:
    """No element is made of them, no address of theirs is a link."""
    page = visit.page
    go(visit, view="query", lang="en", query=HOSTILE)
    answered(page)
    expect(page.locator(".answer tbody")).to_contain_text("<script>alert(2)</script>")
    assert page.locator(".answer tbody img, .answer tbody script").count() == 0
    assert page.locator(".answer tbody a").count() == 0
    cells = page.locator(".answer tbody bdi").all_inner_texts()
    assert any("\u202e" in one for one in cells)
    go(visit, view="query", lang="en", query=f"CONSTRUCT {{ <javascript:alert(1)> sg:x ?o }} {{"
             f' BIND(<data:text/html,{"x" * 300}> AS ?o) }}')  # fmt: skip
    page.wait_for_selector(".answer-map")
    assert page.locator(".answer-map a").count() == 0


def test_an_answer_that_was_cut_off_says_so_loudly(sam: Knowledge, browser: Browser) -> None:
    """For rows and for statements."""
    with (
        running(sam, Limits(workers=1, seconds=20.0, rows=5)) as small,
        visiting(browser, small.base) as visit,
    ):
        for query in ("SELECT * { ?a ?b ?c }", "CONSTRUCT WHERE { ?a ?b ?c }"):
            go(visit, view="query", lang="en", query=query)
            expect(visit.page.locator(".cut[role=alert]")).to_contain_text("first 5 rows")


def test_whoever_asks_sees_the_answer_without_scrolling(browser: Browser, server: Running) -> None:
    """On a wide and on a narrow screen, below the query."""
    for size in (WIDE, NARROW):
        with visiting(browser, server.base, size=size) as visit:
            go(visit, view="query", lang="en")
            visit.page.get_by_role("button", name="Run").click()
            expect(visit.page.locator(".answers h2")).to_be_in_viewport()


_BOXES = """() => {
  const texts = [...document.querySelectorAll(".answer-map .thing text")]
    .filter((one) => getComputedStyle(one).display !== "none")
    .map((one) => one.getBoundingClientRect());
  const frame = document.querySelector(".answer-map").getBoundingClientRect();
  const beside = (a, b) => a.right <= b.left || b.right <= a.left;
  const above = (a, b) => a.bottom <= b.top || b.bottom <= a.top;
  const meet = (a, b) => !beside(a, b) && !above(a, b);
  return {
    written: texts.length,
    over: texts.filter((one, at) => texts.slice(at + 1).some((other) => meet(one, other))).length,
    out: texts.filter((one) => one.left < frame.left || one.right > frame.right).length,
    wide: Math.max(...texts.map((one) => one.right)) - Math.min(...texts.map((one) => one.left)),
    frame: frame.width,
  };
}"""


def test_names_on_the_map_of_an_answer_can_be_read(visit: Visit) -> None:
    """None lies over another or sticks out; one without room shows when its point is reached."""
    page = visit.page
    addresses = "?s sg:addresses ?o"
    query = f"CONSTRUCT {{ {addresses} }} WHERE {{ {addresses} }} ORDER BY ?s ?o LIMIT 60"
    go(visit, view="query", lang="en", query=query)
    page.wait_for_selector(".answer-map")
    found = page.evaluate(_BOXES)
    assert found["written"] > 15
    assert (found["over"], found["out"]) == (0, 0)
    assert found["wide"] > found["frame"] / 2
    spare = page.locator(".answer-map a", has=page.locator(".spare")).first
    expect(spare.locator("text")).to_be_hidden()
    spare.focus()
    expect(spare.locator("text")).to_be_visible()


def test_a_query_that_runs_can_be_stopped(visit: Visit) -> None:
    """And the next one is answered."""
    page = visit.page
    go(visit, view="query", lang="en", query=ENDLESS)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("The query was stopped.")).to_be_visible()
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    go(visit, view="query", lang="en", query="ASK { sam:SD1 a sg:StrategicGoal }")
    expect(page.locator(".verdict")).to_have_text("Yes")


def test_answers_are_exported_as_files(visit: Visit) -> None:
    """CSV that no spreadsheet takes for a formula, JSON as SPARQL has it, Turtle of a graph."""
    page = visit.page

    def download(name: str) -> str:
        page.get_by_role("button", name="Export").click()
        with page.expect_download() as waited:
            page.get_by_role("button", name=name).click()
        return Path(waited.value.path()).read_text(encoding="utf-8-sig")

    go(visit, view="query", lang="en", query=HOSTILE)
    answered(page)
    assert "'=1+1" in download("answer.csv")
    assert json.loads(download("answer.json"))["head"]["vars"][0] == "markup"
    go(visit, view="query", lang="en", query=TRIPLES)
    page.wait_for_selector(".answer-map")
    assert "sg:carriesOut" in download("answer.ttl") or "ns#carriesOut" in download("answer.ttl")
    drawn = ET.fromstring(download("answer.svg"))  # noqa: S314
    written = {one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Inclusion", "learning"} <= written
    assert not any("href" in one.attrib for one in drawn.iter())
    assert visit.file("answer.png").startswith(b"\x89PNG")


def test_no_query_leaves_this_server(visit: Visit) -> None:
    """Neither by SERVICE nor by FROM, and the page says why."""
    page = visit.page
    for query in (
        "SELECT * { SERVICE <https://example.org/sparql> { ?a ?b ?c } }",
        "SELECT * FROM <https://example.org/data> { ?a ?b ?c }",
    ):
        go(visit, view="query", lang="en", query=query)
        answered(page)
        expect(page.locator(".answers h2")).to_be_visible()


def test_the_keyboard_suffices(visit: Visit) -> None:
    """Tab indents in the editor; after Escape it leaves it, which the page says."""
    needs("editor")
    page = visit.page
    go(visit, view="query", lang="en", query="ASK {}")
    answered(page)
    expect(page.get_by_text("Escape and then Tab leaves the editor")).to_be_visible()
    page.locator(".cm-content").focus()
    page.keyboard.press("Tab")
    assert text_of(page).startswith("  ASK")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "run"
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".cm-content")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_have_text("Yes")


def test_a_matrix_is_walked_with_arrows(visit: Visit) -> None:
    """One cell is a stop of Tab; arrows lead to the others."""
    page = visit.page
    go(visit, view="query", lang="en", query=f"#defaultView: matrix\n{CELLS}")
    cell = page.locator("td[tabindex='0']")
    cell.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    place = page.evaluate(
        "[document.activeElement.cellIndex, document.activeElement.parentElement.rowIndex]"
    )
    assert place == [2, 2]
    expect(page.locator("td[tabindex='0']")).to_have_count(1)


def test_what_was_written_outlives_a_change_of_language_or_view(visit: Visit) -> None:
    """All words change, the query does not."""
    needs("editor")
    page = visit.page
    go(visit, view="query", lang="en")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("ASK {} # mine")
    page.get_by_role("button", name="Nederlands").click()
    expect(page.get_by_role("button", name="Voer uit")).to_be_visible()
    assert text_of(page) == "ASK {} # mine"
    assert page.locator("h1").inner_text() == "Stel uw eigen vraag"
    page.get_by_role("link", name="Bevindingen").click()
    expect(page.locator("table.frames")).to_be_visible()
    page.get_by_role("link", name="Vraag", exact=True).click()
    expect(page.locator(".cm-content")).to_be_visible()
    assert text_of(page) == "ASK {} # mine"


def test_without_the_rich_editor_a_text_area_does_the_job(plain: Visit) -> None:
    """And the page says what is missing."""
    page = plain.page
    go(plain, view="query", lang="en", query="SELECT * {\n  ?a ?b }")
    expect(page.get_by_text("The rich editor is not in this build")).to_be_visible()
    area = page.locator("textarea.query-text")
    expect(area).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Go to line 2").click()
    expect(area).to_be_focused()
    assert page.evaluate("document.activeElement.selectionStart") > len("SELECT * {")
    area.fill("ASK {}")
    area.press("Control+Enter")
    expect(page.locator(".verdict")).to_have_text("Yes")
    assert not any("vendor/" in one for one in page.evaluate(
        "performance.getEntriesByType('resource').map((one) => one.name)"
    ))  # fmt: skip
    assert plain.faults() == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_state_of_the_view_is_a_barrier(visit: Visit, lang: str, theme: str) -> None:
    """Empty, with a form, as table, matrix and map, and with an error."""
    states: list[dict[str, str]] = [
        {},
        {"example": "core-task-goals"},
        {"query": f"#defaultView: matrix\n{CELLS}"},
        {"query": TRIPLES},
        {"query": "SELECT * {\n ?a }"},
    ]
    for state in states:
        go(visit, view="query", lang=lang, theme=theme, **state)
        if state:
            answered(visit.page)
        assert visit.faults() == [], state


def test_nothing_overflows_a_narrow_window(browser: Browser, server: Running) -> None:
    """Wide tables and long lines scroll within themselves, by keys too."""
    with visiting(browser, server.base, size=NARROW) as visit:
        for query in (CELLS, f"#defaultView: matrix\n{CELLS}", TRIPLES, HOSTILE):
            go(visit, view="query", lang="nl", query=query)
            answered(visit.page)
            assert visit.faults() == [], query
            wide = visit.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 360, query


_BOTH_WAYS = """
async ([root, values]) => {
  const { composed, makeResolver } = await import(`${root}assets/query/examples.js`);
  const { iriTerm } = await import(`${root}assets/query/querytext.js`);
  const [questions, terms, things] = await Promise.all(["questions", "terms", "things"].map(
    async (name) => (await fetch(`${root}explorer/${name}.json`)).json()));
  const resolve = makeResolver({ terms, things });
  const found = {};
  for (const question of questions.questions) {
    const given = values[question.name];
    if (!given) continue;
    const text = composed(question, given, resolve);
    const answer = await fetch(`${root}sparql`, {
      method: "POST", body: text,
      headers: {
        "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json",
      },
    });
    found[question.name] = answer.ok ? (await answer.json()).results.bindings : await answer.text();
  }
  return found;
}
"""


def test_a_parameter_in_the_query_is_the_parameter_of_the_catalogue(
    visit: Visit, server: Running
) -> None:
    """Of every question, with a value of each parameter that it answers with."""
    from samgraph.catalogue import catalogue

    values: dict[str, dict[str, str]] = {}
    for name, question in catalogue().items():
        rows = server.ask(f"/questions/{name}.json").rows()
        if question.parameters and rows:
            row = rows[len(rows) // 2]
            values[name] = {
                one.name: row[one.name]
                for one in question.parameters
                if one.name in row and one.name not in ("standing", "lang")
            }
    assert len(values) > 40
    go(visit, view="findings")
    found: dict[str, Any] = visit.page.evaluate(_BOTH_WAYS, [f"{visit.base}/", values])

    def bag(rows: list[Any]) -> list[str]:
        return sorted(json.dumps(row, sort_keys=True) for row in rows)

    for name, given in values.items():
        fields = list(given.items())
        wanted = server.ask(f"/questions/{name}.json", fields=fields).json()
        assert bag(found[name]) == bag(wanted["results"]["bindings"]), (name, given)
