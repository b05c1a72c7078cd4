"""The explorer's map in a real browser: what it shows, how it is steered, what it gives away."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from pages import NARROW, WIDE, Visit, browsing, visiting
from playwright.sync_api import Browser
from tinyplan import FILES, NS, Tiny
from webtools import Running, running

from samgraph.building import build

SVG = "{http://www.w3.org/2000/svg}"
OPEN = {"StrategicGoal", "OperationalGoal", "CoreTask", "PriorityField", "Theme"}
LEVELS = ("stated", "derived", "judged")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Give one browser to all tests of the map."""
    with browsing(chromium) as opened:
        yield opened


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Serve the small plan to all tests of the map."""
    folder = tmp_path_factory.mktemp("tiny")
    plan = Tiny(folder)
    for name, text in FILES.items():
        plan.write(name, text)
    with running(build(folder)) as found:
        yield found


@pytest.fixture
def visit(browser: Browser, server: Running) -> Iterator[Visit]:
    """Give a visit to the explorer of the small plan."""
    with visiting(browser, server.base) as found:
        yield found


class Document:
    """The network's document, counted without the page's own code."""

    def __init__(self, server: Running) -> None:
        said = server.ask("/explorer/network.json").json()
        self.names = [one["id"] for one in said["nodes"]]
        self.types = [said["types"][one["type"]]["id"].split(":")[1] for one in said["nodes"]]
        self.links = said["links"]
        self.said = said

    def graph(self, standing: str = "judged") -> nx.Graph:
        graph = nx.Graph()
        graph.add_nodes_from(self.names)
        for link in self.links:
            if LEVELS.index(link["standing"]) <= LEVELS.index(standing):
                graph.add_edge(self.names[link["from"]], self.names[link["to"]])
        return graph

    def among(self, names: set[str], standing: str = "judged") -> int:
        return sum(
            {self.names[link["from"]], self.names[link["to"]]} <= names
            and LEVELS.index(link["standing"]) <= LEVELS.index(standing)
            for link in self.links
        )

    def of_types(self, types: set[str]) -> set[str]:
        return {name for name, type_ in zip(self.names, self.types, strict=True) if type_ in types}


@pytest.fixture(scope="module")
def document(server: Running) -> Document:
    return Document(server)


def svg_of(visit: Visit) -> ET.Element:
    return ET.fromstring(visit.file("map.svg"))  # noqa: S314 - our own file


def spot(drawing: ET.Element, label: str) -> tuple[float, float]:
    """Return where the exported picture writes a label; the picture on the page does so too."""
    for text in drawing.iter(f"{SVG}text"):
        if (text.text or "").startswith(label):
            shift = {"start": 8.0, "end": -8.0, "middle": 0.0}[text.attrib["text-anchor"]]
            return float(text.attrib["x"]) + shift, float(text.attrib["y"])
    raise AssertionError(f"no label {label}: {[t.text for t in drawing.iter(f'{SVG}text')]}")


def click(visit: Visit, at: tuple[float, float]) -> None:
    visit.page.locator("#map-picture").click(position={"x": at[0], "y": at[1]})
    visit.settle()


def press(visit: Visit, selector: str) -> None:
    visit.page.locator(selector).click()
    visit.settle()


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("en", ("things", "links in view", "Folded in: Challenge (2)", "Legend and filters")),
        ("nl", ("onderdelen", "koppelingen in beeld", "Ingevouwen: Uitdaging (2)", "Legende")),
    ],
)
def test_map_opens_folded_and_says_what_is_folded(
    visit: Visit, document: Document, lang: str, says: tuple[str, ...]
) -> None:
    """Goals, tasks, fields and themes are there; the rest is named with its count."""
    visit.go(f"view=map&lang={lang}")
    opened = document.of_types(OPEN)
    assert visit.numbers() == (len(opened), document.among(opened))
    assert 0 < len(opened) < len(document.names)
    words = visit.text("#view")
    for word in says:
        assert word in words
    assert visit.page.locator("#map-panel").is_hidden()


def test_each_label_counts_the_neighbours_folded_in(visit: Visit, document: Document) -> None:
    """The figure behind a name is how many of its neighbours are not shown."""
    visit.go("view=map&lang=en")
    opened = document.of_types(OPEN)
    near = set(document.graph()["t:loneliness"]) - opened
    texts = [(text.text or "").replace("\u00a0", " ") for text in svg_of(visit).iter(f"{SVG}text")]
    assert f"loneliness +{len(near)}" in texts, (sorted(map(str, texts)), near)
    assert near


def test_legend_filters_and_leaves_no_trace_in_the_history(
    visit: Visit, document: Document
) -> None:
    """Ticking a type shows its things, unticking hides them; Back does not undo a filter."""
    visit.go("view=map&lang=en")
    before = visit.page.evaluate("history.length")
    visit.page.get_by_label("Challenge", exact=False).first.check()
    visit.settle()
    shown = document.of_types({*OPEN, "Challenge"})
    assert visit.numbers() == (len(shown), document.among(shown))
    assert visit.state()["show"] == "Challenge"
    visit.page.locator("#map-legend").get_by_label("Theme", exact=False).first.uncheck()
    visit.settle()
    shown -= document.of_types({"Theme"})
    assert visit.numbers() == (len(shown), document.among(shown))
    assert visit.state()["hide"] == "Theme"
    assert visit.page.evaluate("history.length") == before
    press(visit, "#map-types-none")
    assert visit.numbers() == (0, 0)
    assert "nothing to see" in visit.status()
    press(visit, "#map-types-all")
    assert visit.numbers()[0] == len(document.names)
    press(visit, "#map-types-start")
    assert visit.numbers()[0] == len(document.of_types(OPEN))


def test_legend_works_with_keys_alone(visit: Visit, document: Document) -> None:
    """Space turns a type on and the focus stays where it was."""
    visit.go("view=map&lang=en")
    box = visit.page.locator("#map-legend").get_by_label("Right", exact=False).first
    box.focus()
    name = visit.page.evaluate("document.activeElement.id")
    visit.page.keyboard.press("Space")
    visit.settle()
    assert visit.numbers()[0] == len(document.of_types({*OPEN, "Right"}))
    assert visit.page.evaluate("document.activeElement.id") == name
    visit.page.keyboard.press("Space")
    visit.settle()
    assert visit.numbers()[0] == len(document.of_types(OPEN))


def test_legend_shows_symbol_colour_and_count_of_every_type(
    visit: Visit, document: Document
) -> None:
    """Each type has its own sign, its name and the number of its things."""
    visit.go("view=map&lang=en")
    rows = visit.page.locator(".map-types li")
    types = document.said["types"]
    assert rows.count() == len(types) > 10
    for number, type_ in enumerate(types):
        row = rows.nth(number)
        assert row.locator("path").get_attribute("fill") == type_["light"]
        count = document.types.count(type_["id"].split(":")[1])
        assert row.inner_text().split() == [*type_["labels"]["en"].capitalize().split(), str(count)]
    signs = {rows.nth(n).locator("svg").inner_html() for n in range(rows.count())}
    assert len(signs) == len(types)


def test_click_chooses_a_thing_and_back_lets_it_go(visit: Visit, document: Document) -> None:
    """The panel tells of the thing and its links; the address has it; Back undoes the choice."""
    visit.go("view=map&lang=en")
    click(visit, spot(svg_of(visit), "loneliness"))
    assert visit.state()["sel"] == "t:loneliness"
    assert visit.text("#map-title") == "loneliness"
    panel = visit.text("#map-panel")
    count = sum(
        "t:loneliness" in (document.names[link["from"]], document.names[link["to"]])
        for link in document.links
    )
    assert f"Links ({count})" in panel
    assert "stated · §1.1, lines 3–5" in panel
    visit.page.go_back()
    visit.settle()
    assert "sel" not in visit.state()
    assert visit.page.locator("#map-panel").is_hidden()
    visit.page.go_forward()
    visit.settle()
    assert visit.text("#map-title") == "loneliness"


def test_click_beside_everything_lets_go(visit: Visit) -> None:
    """A click on the bare paper closes the panel."""
    visit.go("view=map&lang=en&sel=t:loneliness")
    click(visit, (5.0, 5.0))
    assert "sel" not in visit.state()
    assert visit.page.locator("#map-panel").is_hidden()


def test_click_on_a_line_shows_its_links(visit: Visit) -> None:
    """The links between two things stand in the panel with standing and passage."""
    visit.go("view=map&lang=en&sel=t:O2,t:teaching")
    line = next(svg_of(visit).iter(f"{SVG}line"))
    ends = [float(line.attrib[name]) for name in ("x1", "x2", "y1", "y2")]
    click(visit, ((ends[0] + ends[1]) / 2, (ends[2] + ends[3]) / 2))
    assert (
        set(visit.state()["edge"].split("~")) == {"t:O2", "t:teaching"}
        or "%3A" in (visit.state()["edge"])
    )
    panel = visit.text("#map-panel")
    assert "Between O2 a reading circle and teaching" in panel
    assert "judged" in panel
    assert "It teaches." in panel


def test_neighbours_unfold_by_relation_and_fold_again(visit: Visit, document: Document) -> None:
    """The menu offers each relation with type and count; what it adds it can take away."""
    visit.go("view=map&lang=en&sel=t:O1")
    before = visit.numbers()
    menu = visit.page.locator(".map-unfold")
    button = menu.get_by_role("button", name="addresses")
    assert "Challenge (1 of 1)" in button.inner_text().replace("\n", " ")
    button.click()
    visit.settle()
    shown = document.of_types(OPEN) | {"t:ageing"}
    assert visit.numbers() == (len(shown), document.among(shown))
    assert "Challenge" in visit.state()["expanded"]
    assert "Folded in: Challenge (1)" in visit.status()
    address = visit.page.evaluate("location.hash")
    press(visit, "#map-fold")
    assert visit.numbers() == before
    assert "expanded" not in visit.state()
    visit.go(address.lstrip("#"))
    assert visit.numbers()[0] == len(shown)
    visit.page.locator(".map-unfold [aria-pressed=true]").click()
    visit.settle()
    assert visit.numbers() == before


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_focus_keeps_what_lies_within_a_distance(
    visit: Visit, document: Document, steps: int
) -> None:
    """One, two and three steps over any link, in whichever direction it runs."""
    visit.go("view=map&lang=en&sel=t:loneliness")
    press(visit, f"#map-focus-{steps}")
    near = set(nx.ego_graph(document.graph(), "t:loneliness", steps))
    assert visit.numbers() == (len(near), document.among(near))
    assert visit.state()["focus"] == str(steps)
    assert f"at most {steps} step" in visit.status()
    press(visit, "#map-focus-0")
    assert visit.numbers()[0] == len(document.of_types(OPEN))


def test_path_lists_each_step_with_its_evidence(visit: Visit, document: Document) -> None:
    """Two choices make a path: a shortest one, whatever the direction of the links."""
    visit.go("view=map&lang=en&sel=t:ageing")
    press(visit, "#map-from")
    assert "The path starts at ageing" in visit.text("#map-panel")
    visit.go("view=map&lang=en&from=t:ageing&sel=t:school")
    press(visit, "#map-to")
    assert visit.state()["from"] == "t:ageing"
    assert visit.state()["to"] == "t:school"
    length = nx.shortest_path_length(document.graph(), "t:ageing", "t:school")
    assert length > 1
    steps = visit.page.locator(".map-path > li")
    assert steps.count() == length
    assert "addresses · ■ stated · §1.1, lines 3–5" in " ".join(steps.first.inner_text().split())
    assert visit.numbers()[0] == length + 1
    for number in range(length):
        press(visit, f"#map-hop-{number}")
        visit.page.wait_for_timeout(200)
        evidence = visit.text("#evidence")
        assert "§1.1, lines 3–5" in evidence
        assert ("This follows from" in evidence) is ("derived" in steps.nth(number).inner_text())
    visit.page.keyboard.press("Escape")
    press(visit, "#map-swap")
    assert (visit.state()["from"], visit.state()["to"]) == ("t:school", "t:ageing")
    press(visit, "#map-whole")
    assert not {"from", "to"} & visit.state().keys()
    assert visit.numbers()[0] == len(document.of_types(OPEN))


def test_path_that_is_not_there_is_said(visit: Visit, document: Document) -> None:
    """A reading that lacks a link may lack the path too."""
    stated = document.graph("stated")
    assert not nx.has_path(stated, "t:teaching", "t:S2")
    assert nx.has_path(document.graph(), "t:teaching", "t:S2")
    visit.go("view=map&lang=en&from=t:teaching&to=t:S2&standing=stated")
    assert "No path runs from teaching to S2 learning together" in visit.status()
    visit.go("view=map&lang=en&from=t:teaching&to=t:S2")
    assert "Shortest path from teaching to S2 learning together: 2 steps." in visit.status()


@pytest.mark.parametrize("standing", LEVELS)
def test_reading_says_which_links_count(visit: Visit, document: Document, standing: str) -> None:
    """Each reading holds the links of those before it."""
    visit.go("view=map&lang=en&show=PartnerGroup,PartnerOrganisation")
    visit.page.locator(f"#map-standing-{standing}").check()
    visit.settle()
    shown = document.of_types({*OPEN, "PartnerGroup", "PartnerOrganisation"})
    assert visit.numbers() == (len(shown), document.among(shown, standing))
    assert visit.state().get("standing", "judged") == standing
    assert document.among(shown, "stated") < document.among(shown, "judged")


@pytest.mark.parametrize("glue", [",", " ", ", "])
def test_list_of_things_is_shown_by_itself(visit: Visit, document: Document, glue: str) -> None:
    """What a cell of the coverage sends is isolated, of whatever type it is."""
    names = ["t:ageing", "t:O1", "t:S1"]
    visit.go(f"view=map&lang=en&sel={glue.join(names).replace(' ', '%20')}")
    assert visit.numbers() == (3, document.among(set(names)))
    assert "Only the 3 things chosen" in visit.status()
    assert "ageing" in visit.text("#map-panel")
    press(visit, "#map-whole")
    assert visit.numbers()[0] == len(document.of_types(OPEN))


def test_cell_of_the_coverage_leads_to_its_things_on_the_map(visit: Visit) -> None:
    """What carries a cell, and its row and column, are shown by themselves."""
    visit.go("view=coverage&lang=en&frame=frame-goal-task&cell=t:S1|t:meeting")
    visit.page.get_by_role("link", name="Show on the map").click()
    visit.settle()
    assert visit.state()["view"] == "map"
    assert {"t:S1", "t:meeting", "t:O1"} == set(visit.state()["sel"].split(","))
    assert visit.numbers()[0] == 3
    visit.page.go_back()
    visit.settle()
    assert visit.state()["view"] == "coverage"


def test_list_of_which_everything_is_hidden_is_empty(visit: Visit) -> None:
    """Nothing to see is said, and no script fails."""
    visit.go("view=map&lang=en&sel=t:O1,t:O2&hide=OperationalGoal")
    assert visit.numbers() == (0, 0)
    assert "nothing to see" in visit.status()
    visit.go("view=map&lang=en&from=t:O1&to=t:O1")
    assert "0 steps" in visit.status()


def test_plan_without_things_has_an_empty_map(visit: Visit, document: Document) -> None:
    """A network of nothing gives a map with nothing on it."""
    nothing = {**document.said, "nodes": [], "links": [], "captions": [], "types": []}
    visit.page.route("**/explorer/network.json", lambda route: route.fulfill(json=nothing))
    visit.go("view=map&lang=en&sel=t:O1&focus=2")
    assert visit.numbers() == (0, 0)
    assert b"<svg" in visit.file("map.svg")


def test_address_restores_all_that_was_chosen(visit: Visit) -> None:
    """Filters, choice, focus, reading, language and table come back from the address alone."""
    fragment = "view=map&sel=t:O1&focus=2&hide=Challenge&lang=nl&standing=stated&table=1&theme=dark"
    visit.go(fragment)
    status, panel = visit.status(), visit.text("#map-panel")
    assert visit.page.locator("#map-tables table").count() == 2
    assert visit.page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert not visit.page.locator("#map-legend").get_by_label("Uitdaging").first.is_checked()
    with visiting(visit.page.context.browser, visit.base) as other:  # type: ignore[arg-type]
        other.go(fragment)
        assert (other.status(), other.text("#map-panel")) == (status, panel)


def test_address_that_makes_no_sense_does_no_harm(visit: Visit, document: Document) -> None:
    """Unknown things, types and figures are left out, and the plan is shown."""
    visit.go(
        "view=map&lang=en&sel=%3Cb%3E&hide=__proto__,toString&show=x&focus=99&from=%25E0&to=nobody"
        "&expanded=a~b~c,~~~,%25&edge=~&standing=constructor&table=x"
    )
    assert visit.numbers()[0] == len(document.of_types(OPEN))
    visit.go("view=map&lang=en&sel=t:O1&focus=99")
    assert "at most 3 steps" in visit.status()


def test_keys_alone_reach_choose_and_move(visit: Visit) -> None:
    """Arrows walk from point to point, Enter chooses, the panel has the focus, Escape returns."""
    visit.go("view=map&lang=en")
    visit.page.locator("#map-picture").focus()
    visit.page.keyboard.press("ArrowRight")
    visit.page.wait_for_timeout(100)
    heard = visit.text("#said")
    assert heard.endswith("links.")
    visit.page.keyboard.press("Enter")
    visit.settle()
    assert visit.page.evaluate("document.activeElement.id") == "map-title"
    assert visit.text("#map-title") in heard
    visit.page.keyboard.press("Escape")
    visit.settle()
    assert visit.page.evaluate("document.activeElement.id") == "map-picture"
    assert "sel" not in visit.state()


def test_buttons_and_keys_pan_zoom_and_fit(visit: Visit) -> None:
    """Every way of moving has a key and a button, and Fit brings the first sight back."""
    visit.go("view=map&lang=en")

    def signs() -> list[str]:
        return [path.attrib["d"] for path in svg_of(visit).iter(f"{SVG}path")]

    first = signs()
    ways = ["#map-closer", "#map-further", "#map-left", "#map-up", "#map-down", "#map-right"]
    keys = ["+", "-", "Shift+ArrowLeft", "Shift+ArrowUp", "Shift+ArrowDown", "Shift+ArrowRight"]
    for way, key in zip(ways, keys, strict=True):
        press(visit, way)
        moved = signs()
        assert moved != first, way
        press(visit, "#map-fit")
        assert signs() == first
        visit.page.locator("#map-picture").focus()
        visit.page.keyboard.press(key)
        visit.settle()
        assert signs() != first, key
        visit.page.locator("#map-picture").focus()
        visit.page.keyboard.press("0")
        visit.settle()
        assert signs() == first


def test_tables_say_the_same_as_the_picture(visit: Visit, document: Document) -> None:
    """Every thing and every link in view has its row, and a row chooses as a click does."""
    visit.go("view=map&lang=en")
    press(visit, "#map-tables > summary")
    assert visit.state()["table"] == "1"
    things, links = (visit.page.locator("#map-tables table").nth(n) for n in (0, 1))
    assert (things.locator("tbody tr").count(), links.locator("tbody tr").count()) == (
        visit.numbers()
    )
    rows = {row.split("\t")[0] for row in things.locator("tbody").inner_text().splitlines()}
    index = {one["id"]: one["en"] for one in visit.page.request.get(
        f"{visit.base}/explorer/things.json").json()["things"]}  # fmt: skip
    assert rows == {index[name] for name in document.of_types(OPEN)}
    links.get_by_role("button", name="Evidence").first.click()
    assert "§1" in visit.text("#evidence")
    things.get_by_role("button", name="loneliness").click()
    visit.settle()
    assert visit.state()["sel"] == "t:loneliness"


def test_exports_hold_what_is_shown(visit: Visit, document: Document, tmp_path: Path) -> None:
    """Pictures and data of two steps around a thing: the same things and links in each file."""
    visit.go("view=map&lang=en&sel=t:loneliness&focus=1")
    near = set(nx.ego_graph(document.graph(), "t:loneliness", 1))
    count = document.among(near)
    png = visit.file("map.png")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    box = visit.page.locator("#map-picture").bounding_box()
    assert box
    assert int.from_bytes(png[16:20]) == 2 * round(box["width"])
    drawing = svg_of(visit)
    assert drawing[0].tag == f"{SVG}title"
    assert len(list(drawing.iter(f"{SVG}line"))) == len(document.graph().subgraph(near).edges)
    rows = visit.file("map-nodes.csv").decode("utf-8-sig").splitlines()
    assert rows[0] == "id,iri,type,code,label_nl,label_en"
    assert {row.split(",")[0] for row in rows[1:]} == near
    rows = visit.file("map-links.csv").decode("utf-8-sig").splitlines()
    assert rows[0] == "source,property,target,standing,review,places"
    assert len(rows) == count + 1
    triples = list(ox.parse(visit.file("map.ttl"), format=ox.RdfFormat.TURTLE))
    said = {(one.subject, one.predicate, one.object) for one in triples}
    for link in document.links:
        ends = [document.said["nodes"][link[end]] for end in ("from", "to")]
        if {one["id"] for one in ends} <= near:
            predicate = document.said["properties"][link["property"]]["iri"]
            subject, target = (ox.NamedNode(one["iri"]) for one in ends)
            assert (subject, ox.NamedNode(predicate), target) in said
    label = ox.Literal("loneliness", language="en")
    prefers = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert (ox.NamedNode(f"{NS}loneliness"), prefers, label) in said
    file = tmp_path / "map.gexf"
    file.write_bytes(visit.file("map.gexf"))
    read = ET.parse(file).getroot()  # noqa: S314
    space = "{http://gexf.net/1.3}"
    assert {node.attrib["id"] for node in read.iter(f"{space}node")} == {
        one["iri"] for one in document.said["nodes"] if one["id"] in near
    }
    assert len(list(read.iter(f"{space}edge"))) == count


def test_edges_hide_while_the_picture_is_dragged(visit: Visit) -> None:
    """While the mouse drags no edge is drawn; when it is still all are there again."""
    visit.page.add_init_script(
        """window.drawn = { lines: 0, frames: 0 };
        const { lineTo, clearRect } = CanvasRenderingContext2D.prototype;
        CanvasRenderingContext2D.prototype.lineTo = function (...at) {
            window.drawn.lines++;
            return lineTo.apply(this, at);
        };
        CanvasRenderingContext2D.prototype.clearRect = function (...at) {
            window.drawn.frames++;
            return clearRect.apply(this, at);
        };"""
    )
    visit.go("view=map&lang=en&show=Challenge,ResultArea,PartnerGroup,PartnerOrganisation")
    box = visit.page.locator("#map-picture").bounding_box()
    assert box
    x, y = box["x"] + 20, box["y"] + 20
    visit.page.mouse.move(x, y)

    def lines_a_frame() -> float:
        visit.page.evaluate("window.drawn = { lines: 0, frames: 0 }")
        visit.page.mouse.move(x + 40, y + 40, steps=8)
        visit.page.mouse.move(x, y, steps=8)
        visit.page.wait_for_timeout(100)
        drawn = visit.page.evaluate("window.drawn")
        return float(drawn["lines"] / drawn["frames"])

    visit.page.mouse.down()
    visit.page.mouse.move(x + 30, y + 30, steps=4)
    dragged = lines_a_frame()
    visit.page.mouse.up()
    visit.page.evaluate("window.drawn = { lines: 0, frames: 0 }")
    visit.page.locator("#map-picture").focus()
    visit.page.keyboard.press("Shift+ArrowLeft")
    visit.page.wait_for_timeout(200)
    still = visit.page.evaluate("window.drawn")
    edges = len(list(svg_of(visit).iter(f"{SVG}line")))
    assert edges > 10
    assert still["lines"] / still["frames"] - dragged >= edges


def test_more_than_the_limit_is_not_drawn_and_that_is_said(
    visit: Visit, document: Document
) -> None:
    """Of 3,100 things 3,000 are drawn, in the picture and in the tables."""
    many = json.loads(json.dumps(document.said))
    theme = next(n for n, one in enumerate(many["types"]) if one["id"] == "sg:Theme")
    missing = 3100 - len(many["nodes"])
    many["nodes"] += [
        {
            "id": f"t:more{n}",
            "iri": f"{NS}more{n}",
            "type": theme,
            "x": n % 60 * 9,
            "y": n // 60 * 9,
        }
        for n in range(missing)
    ]
    visit.page.route("**/explorer/network.json", lambda route: route.fulfill(json=many))
    visit.go("view=map&lang=en")
    press(visit, "#map-types-all")
    assert visit.status().startswith("3,000 of 3,100 things")
    assert "Beyond the limit of 3,000, not drawn: 100 things." in visit.status()


def test_without_the_library_the_tables_remain(browser: Browser, server: Running) -> None:
    """Where vis-network is not at hand the page says so and shows the same as tables."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/vis-network.min.js", lambda route: route.fulfill(status=404))
    found = Visit(page, server.base).go("view=map&lang=en&table=1")
    assert "drawing library is missing" in found.text("#view")
    assert page.locator("#map-tables tbody tr").count() > 5
    context.close()


@pytest.mark.parametrize(
    ("size", "least", "fragment"),
    [
        (WIDE, 65, ""),
        (NARROW, 25, ""),
        (WIDE, 45, "&sel=sam:SD1"),
        (WIDE, 30, "&sel=sam:SD1&focus=1"),
    ],
)
def test_labels_do_not_cover_each_other(
    browser: Browser, sam_server: Running, size: dict[str, int], least: int, fragment: str
) -> None:
    """On the SAM plan no two labels overlap, at first sight or later, and many are written."""
    with visiting(browser, sam_server.base, size=size) as found:
        drawing = found.go(f"view=map&lang=en{fragment}").file("map.svg").decode()
        page = found.page.context.new_page()
        page.set_content(drawing)
        boxes = page.evaluate(
            """() => [...document.querySelectorAll("text")].map((text) => {
                const { x, y, width, height } = text.getBBox();
                return [x, y + 2, x + width, y + height - 2, text.textContent];
            })"""
        )
    assert len(boxes) > least
    overlaps = [
        (one[4], other[4])
        for number, one in enumerate(boxes)
        for other in boxes[:number]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    assert not overlaps


@pytest.fixture(scope="module")
def sam_server(sam: Any) -> Iterator[Running]:  # noqa: ANN401
    """Serve the SAM plan."""
    with running(sam) as found:
        yield found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "fragment", ["", "&sel=t:O1", "&from=t:ageing&to=t:school", "&sel=t:O1,t:S1&table=1"]
)
def test_axe_finds_nothing_wrong(
    browser: Browser, server: Running, scheme: str, fragment: str
) -> None:
    """Landing, choice, path, list and tables pass the automated accessibility check."""
    with visiting(browser, server.base, scheme=scheme) as found:
        found.go(f"view=map&lang=en{fragment}")
        assert found.faults() == []


@pytest.mark.parametrize("fragment", ["", "&sel=t:O1&table=1", "&sel=t:loneliness&focus=2"])
def test_narrow_window_needs_no_scrolling_sideways(
    browser: Browser, server: Running, fragment: str
) -> None:
    """At 360 pixels everything is within the width, and the picture is there."""
    with visiting(browser, server.base, size=NARROW) as found:
        found.go(f"view=map&lang=nl{fragment}")
        assert found.page.evaluate("document.documentElement.scrollWidth") <= 360
        box = found.page.locator("#map-picture").bounding_box()
        assert box
        assert box["width"] > 300
        assert box["height"] > 300
        assert found.faults() == []


HOSTILE = (
    "</script><img src=x onerror=document.documentElement.dataset.owned=1>",
    "<svg onload=document.documentElement.dataset.owned=1>",
    "‮turned around‬ " + "long " * 60,
    "👩‍👩‍👧 =1+1 {{ 7 * 7 }}",
)


def test_hostile_labels_are_text_everywhere(browser: Browser, tmp_path: Path) -> None:
    """Script, turned writing, very long words and emoji are shown, exported, and never run."""
    plan = Tiny(tmp_path)
    for name, text in FILES.items():
        plan.write(name, text)
    for name, label, hostile in zip(
        ("themes.csv", "goals.csv", "lists.csv", "core-tasks.csv"),
        ("loneliness", "an open garden", "ageing", "teaching"),
        HOSTILE,
        strict=True,
    ):
        plan.write(name, plan.text(name).replace(f",{label},", f',"{hostile}",', 1))
    with running(build(tmp_path)) as server, visiting(browser, server.base) as found:
        for fragment in (
            "",
            "&sel=t:loneliness",
            "&from=t:loneliness&to=t:ageing",
            "&sel=t:O1&table=1",
        ):
            found.go(f"view=map&lang=en{fragment}")
            assert found.page.evaluate("document.documentElement.dataset.owned ?? null") is None
            assert found.page.locator("#view img, #view iframe, #view script").count() == 0
            assert found.page.evaluate("document.documentElement.scrollWidth") <= 1280
        found.go("view=map&lang=en&sel=t:loneliness")
        assert found.text("#map-title") == HOSTILE[0]
        press(found, "#map-types-all")
        drawing = svg_of(found)
        assert {element.tag for element in drawing.iter()} <= {
            f"{SVG}{tag}"
            for tag in ("svg", "title", "desc", "rect", "g", "path", "line", "text", "circle")
        }
        assert not {name for one in drawing.iter() for name in one.attrib if name.startswith("on")}
        assert b"\n=1" not in found.file("map-nodes.csv")
        triples = list(ox.parse(found.file("map.ttl"), format=ox.RdfFormat.TURTLE))
        labels = {one.object.value for one in triples if isinstance(one.object, ox.Literal)}
        assert HOSTILE[0] in labels
        ET.fromstring(found.file("map.gexf"))  # noqa: S314
        assert found.file("map.png").startswith(b"\x89PNG")


def test_neighbourhood_is_a_named_drawing_with_a_list(visit: Visit, document: Document) -> None:
    """A thing's neighbours are drawn once each, and listed with how they are linked."""
    visit.go("view=map&lang=en")
    found = visit.page.evaluate(
        """async () => {
            const base = document.querySelector("script[type=module]").src.replace("shell.js", "");
            const { tools } = await import(`${base}shell.js`);
            const { neighbourhood } = await import(`${base}map/neighbourhood.js`);
            const thing = await tools.source.document(tools.documentOf("t:O1"));
            const figure = neighbourhood(thing, tools);
            document.getElementById("view").append(figure);
            const svg = figure.querySelector("svg");
            return {
                role: svg.getAttribute("role"), name: svg.getAttribute("aria-label"),
                title: svg.querySelector("title").textContent,
                lines: svg.querySelectorAll("line").length,
                items: [...figure.querySelectorAll("li")].map((item) => item.textContent),
            };
        }"""
    )
    near = set(document.graph()["t:O1"])
    assert found["role"] == "img"
    assert found["name"] == found["title"] == "Neighbours of an open garden"
    assert found["lines"] == len(found["items"]) >= len(near - {"t:S1"}) > 2
    assert any("ageing" in item and "stated" in item for item in found["items"])
    assert visit.faults() == []
