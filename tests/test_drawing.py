"""The drawn page shows a plan, runs nothing that the plan says, and asks for nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browser import OF_THE_BROWSER, dom, listener

from samgraph import drawing, layout
from samgraph.drawing import LIMIT, draw
from samgraph.errors import SamgraphError
from samgraph.findings import Place
from samgraph.projection import Link, Node, Projection

MARK = "document.documentElement.dataset.owned=1"
HOSTILE = (
    f"</script><img src=x onerror={MARK}>",
    f"<script>{MARK}</script>",
    f'"><svg onload={MARK}>',
    f"<a href=\"javascript:{MARK}\" onmouseover='{MARK}'>link</a>",
    "\u202eturned around\u202c",
    "x" * 5000,
    "👩‍👩‍👧 🇧🇪",
    "a \u2028 b \u2029 c \x00 d",
    "{{ 7 * 7 }} ${x} <!-- ]]>",
    "__proto__",
)


def both(text: str) -> Mapping[str, str]:
    return {"nl": text, "en": f"{text} (en)"}


def node(name: str, type_: str = "Theme", **changes: Any) -> Node:  # noqa: ANN401
    values: dict[str, Any] = {
        "iri": f"https://example.org/{name}",
        "curie": f"ex:{name}",
        "type": type_,
        "type_labels": both(f"soort {type_}"),
        "labels": both(f"naam {name}"),
        "descriptions": both(f"over {name}"),
        "code": "",
        "places": (Place(from_line=12, to_line=15, section="6.5"),),
    }
    return Node(**{**values, **changes})


def link(source: str, target: str, predicate: str = "sg:addresses", **changes: Any) -> Link:  # noqa: ANN401
    values: dict[str, Any] = {
        "source": f"https://example.org/{source}",
        "target": f"https://example.org/{target}",
        "predicate": predicate,
        "predicate_labels": both("pakt aan"),
        "standing": "stated",
        "places": (Place(from_line=3, to_line=3, section="2"),),
        "rationales": {},
        "review": "accepted",
    }
    return Link(**{**values, **changes})


SMALL = Projection(
    title=both("Proefplan"),
    nodes=(
        node("SD1", "StrategicGoal", code="SD1"),
        node("OD1.10", "OperationalGoal", code="OD1.10"),
        node("OD1.2", "OperationalGoal", code="OD1.2"),
        node("learning", "CoreTask"),
        node("housing"),
        node("partner", "PartnerOrganisation"),
        node("odd", "Unheard"),
    ),
    links=(
        link("OD1.2", "SD1", "sg:partOf"),
        link("OD1.10", "SD1", "sg:partOf"),
        link("OD1.2", "learning", "sg:carriesOut"),
        link("SD1", "housing", standing="judged", rationales=both("omdat het er staat")),
        link("partner", "SD1", "sg:relevantTo", standing="derived", places=(), review=""),
    ),
)


class Page(HTMLParser):
    """The parts of a page: elements with their attributes, and the text of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.blocks.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][0] in ("script", "style") and self.blocks:
            tag, attrs, text = self.blocks[-1]
            self.blocks[-1] = (tag, attrs, text + data)

    def handle_endtag(self, tag: str) -> None:
        self.elements.append((f"/{tag}", {}))

    def json(self, name: str) -> Any:  # noqa: ANN401
        return next(json.loads(text) for _, attrs, text in self.blocks if attrs.get("id") == name)


def hostile() -> Projection:
    """Return a plan in which every text and every id is an attack."""
    nodes = tuple(
        Node(
            iri=f"https://example.org/{number}{text[:40]}\"'",
            curie=f"ex:{number}",
            type="StrategicGoal" if number % 2 else text[:40],
            type_labels={"nl": text},
            labels={"nl": text},
            descriptions={"nl": text},
            code=text[:60],
            places=(Place(from_line=1, to_line=2, section=text[:60]),),
        )
        for number, text in enumerate(HOSTILE)
    )
    links = tuple(
        Link(
            source=one.iri,
            target=nodes[0].iri,
            predicate=text,
            predicate_labels={"nl": text},
            standing="judged",
            places=(Place(from_line=1, to_line=2, section=text[:60]),),
            rationales={"nl": text},
            review=text,
        )
        for one, text in zip(nodes, HOSTILE, strict=True)
    )
    return Projection({"nl": HOSTILE[0], "en": HOSTILE[1]}, nodes, links)


@pytest.mark.parametrize("fragment", ["#sel=ex:0", "#view=table&sel=ex:0&lang=en"])
def test_hostile_text_is_shown_and_never_run(chromium: str, tmp_path: Path, fragment: str) -> None:
    """Labels, codes, ids, sections and reasons that hold script come out as text."""
    shown = dom(chromium, draw(hostile()), tmp_path, fragment)
    assert "data-owned" not in shown
    assert f"&lt;/script&gt;&lt;img src=x onerror={MARK}&gt;" in shown
    assert re.search(r'id="panel-title"[^>]*><bdi>&lt;/script&gt;', shown)
    tags = {tag for tag, _ in Page(shown).elements}
    assert not tags & {"img", "a", "iframe", "object"}


def test_attack_would_be_seen(chromium: str, tmp_path: Path) -> None:
    """The mark that the attacks leave is found where script does run."""
    page = f"<!doctype html><title>open</title><img src=x onerror={MARK}>"
    assert 'data-owned="1"' in dom(chromium, page, tmp_path)


def test_no_request_leaves_the_page(chromium: str, tmp_path: Path) -> None:
    """Opened from a file, the page asks for nothing; a page that asks is heard."""
    asking = '<!doctype html><img src="http://example.org/asked.png">'
    for number, (html, expected) in enumerate([(asking, True), (draw(SMALL), False)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        with listener() as (port, heard):
            proxy = f"--proxy-server=http://127.0.0.1:{port}"
            dom(chromium, html, folder, "#sel=ex:SD1", proxy)
        asked = [line for line in heard if not OF_THE_BROWSER.match(line)]
        assert bool(asked) is expected, asked


def test_nothing_in_the_page_points_outside() -> None:
    """No element has an address but the empty icon, and no style fetches a picture."""
    page = Page(draw(SMALL))
    addresses = [
        value
        for _, attrs in page.elements
        for name, value in attrs.items()
        if name in ("src", "href", "srcset", "action", "data")
    ]
    assert addresses == ["data:,"]
    styles = [text for tag, _, text in page.blocks if tag == "style"]
    assert len(styles) == 1
    assert "url(" not in styles[0]
    assert "@import" not in styles[0]
    assert not any("sourceMappingURL" in text for _, _, text in page.blocks)


def test_policy_allows_these_scripts_and_this_style_only() -> None:
    """The policy names the hash of each script and style in the page, and nothing looser."""
    page = Page(draw(SMALL))
    policies = [
        attrs["content"] or ""
        for tag, attrs in page.elements
        if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert len(policies) == 1
    rules = dict(rule.strip().split(" ", 1) for rule in policies[0].split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data: blob:"
    assert "unsafe" not in policies[0]

    def hashes(tag: str) -> list[str]:
        texts = [text for name, attrs, text in page.blocks if name == tag and "type" not in attrs]
        digests = [hashlib.sha256(text.encode()).digest() for text in texts]
        return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]

    assert rules["script-src"].split() == hashes("script")
    assert rules["style-src"].split() == hashes("style")
    assert len(hashes("script")) == 2


def test_browser_has_nothing_to_complain_of(chromium: str, tmp_path: Path) -> None:
    """The scripts run to their end under the policy: the legend and the status are written."""
    shown = dom(chromium, draw(SMALL), tmp_path)
    assert "<canvas" in shown
    assert "<title>Proefplan</title>" in shown
    assert "5 van 7 onderdelen en 4 van 5 verbindingen in beeld." in shown


def test_same_plan_gives_the_same_bytes() -> None:
    """Neither a second call nor another hash seed changes a byte."""
    code = (
        "import sys; sys.path[:0] = ['.', 'tests']; from test_drawing import draw, hostile; "
        "import hashlib; print(hashlib.sha256(draw(hostile()).encode()).hexdigest())"
    )
    seen = {hashlib.sha256(draw(hostile()).encode()).hexdigest() for _ in range(2)}
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parent.parent,
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(done.stdout.strip())
    assert len(seen) == 1


def test_legend_has_each_type_with_its_count(chromium: str, tmp_path: Path) -> None:
    """Every type is in the legend, known or not; what starts folded is there, unticked."""
    types = Page(draw(SMALL)).json("plan-data")["types"]
    assert {type_["name"]: type_["start"] for type_ in types} == {
        "StrategicGoal": True,
        "OperationalGoal": True,
        "CoreTask": True,
        "Theme": True,
        "PartnerOrganisation": False,
        "Unheard": False,
    }
    shown = dom(chromium, draw(SMALL), tmp_path)
    legend = shown[shown.index('<div id="types">') : shown.index('id="types-all"')]
    assert re.findall(r"<bdi>(.*?)</bdi></span><span class=\"count\">(\d+)<", legend) == [
        ("Soort StrategicGoal", "1"),
        ("Soort OperationalGoal", "2"),
        ("Soort CoreTask", "1"),
        ("Soort Theme", "1"),
        ("Soort PartnerOrganisation", "1"),
        ("Soort Unheard", "1"),
    ]
    assert "Uit: Soort PartnerOrganisation (1), Soort Unheard (1)." in shown


def test_no_two_types_look_alike() -> None:
    """Shape and colour together tell every type from every other, by day and by night."""
    looks = layout.looks_of([*layout.LOOKS, *(f"Other{number}" for number in range(30))])
    assert len(looks) == len(layout.LOOKS) + 30
    for one, other in combinations(looks.values(), 2):
        assert (one.shape, one.light) != (other.shape, other.light)
        assert (one.shape, one.dark) != (other.shape, other.dark)


def test_more_than_the_limit_is_cut_and_said(chromium: str, tmp_path: Path) -> None:
    """Of 3,001 things one is left out, of the last type, with its links; the page says so."""
    many = tuple(node(f"t{number}", "Figure") for number in range(LIMIT))
    goal = node("SD1", "StrategicGoal", code="SD1")
    links = (link("SD1", "t0"), link("SD1", f"t{LIMIT - 1}"))
    html = draw(Projection(both("Groot"), (*many, goal), links))
    page = Page(html)
    assert page.json("plan-data")["left"] == {"nodes": 1, "links": 1}
    drawn = page.json("network-data")
    assert (len(drawn["nodes"]), len(drawn["edges"])) == (LIMIT, 1)
    assert page.json("plan-data")["nodes"][0]["curie"] == "ex:SD1"
    shown = dom(chromium, html, tmp_path)
    assert "Niet opgenomen: 1 onderdelen boven de grens van 3.000, met 1 verbindingen." in shown
    whole = Projection(both("Groot"), many, ())
    assert Page(draw(whole)).json("plan-data")["left"] == {"nodes": 0, "links": 0}


@pytest.mark.parametrize(
    ("lang", "fragment", "words"),
    [
        ("nl", "", ("Proefplan", "Naam", "naam SD1", "in de bron", "pakt aan", "beoordeeld")),
        ("en", "", ("Proefplan (en)", "Name", "naam SD1 (en)", "In the source", "judged")),
        ("nl", "&lang=en", ("Proefplan (en)", "lines 12–15", "omdat het er staat (en)", "Why")),
        ("en", "&lang=nl", ("Proefplan", "regels 12–15", "omdat het er staat", "Waarom")),
    ],
)
def test_page_speaks_both_languages(
    chromium: str, tmp_path: Path, lang: str, fragment: str, words: tuple[str, ...]
) -> None:
    """The language asked for is on show; the address can choose the other."""
    html = draw(SMALL, lang)
    assert f'<html lang="{lang}">' in html
    shown = dom(chromium, html, tmp_path, f"#sel=ex:SD1&view=table{fragment}")
    chosen = fragment.removeprefix("&lang=") or lang
    assert f'<html lang="{chosen}">' in shown
    text = re.sub(r"<script.*?</script>", "", shown, flags=re.DOTALL).lower()
    for word in words:
        assert word.lower() in text


def test_texts_have_the_same_keys_in_both_languages() -> None:
    """No text of the page exists in one language only, and every key used is defined."""
    folder = Path(drawing.__file__).parent / "templates"
    texts = (folder / "network-texts.js").read_text(encoding="utf-8")
    dutch, english = texts.split("  en: {")
    keys = [re.findall(r"^    (\w+):", part, flags=re.MULTILINE) for part in (dutch, english)]
    assert keys[0] == keys[1]
    assert len(keys[0]) > 50
    used = set(
        re.findall(r'data-(?:text|label)="(\w+)"', (folder / "network.html.j2").read_text("utf-8"))
    )
    for script in folder.glob("network*.js"):
        used |= set(re.findall(r'\bt\("(\w+)"', script.read_text("utf-8")))
    assert used <= set(keys[0])


def test_address_restores_what_was_shown(chromium: str, tmp_path: Path) -> None:
    """Selection, hidden types, standing and neighbourhood all stand in the address."""
    fragment = "#sel=ex:SD1&near=1&types=StrategicGoal.OperationalGoal.Theme&standing=stated"
    shown = dom(chromium, draw(SMALL), tmp_path, fragment)
    assert "3 van 7 onderdelen en 2 van 5 verbindingen in beeld." in shown
    assert "Alleen SD1 naam SD1 en de buren tot op 1 stap." in shown
    unknown = f"#sel={quote('<b>')}&types=toString&lang=constructor&near=99&standing=nothing"
    shown = dom(chromium, draw(SMALL), tmp_path, unknown)
    assert "0 van 7 onderdelen en 0 van 5 verbindingen in beeld." in shown


def test_panel_tells_how_a_link_is_known(chromium: str, tmp_path: Path) -> None:
    """A judged link shows its standing, its passage, its review and its reason."""
    shown = dom(chromium, draw(SMALL), tmp_path, "#sel=ex:SD1")
    panel = shown[shown.index('<aside id="panel"') : shown.index('id="status"')]
    text = re.sub(r"<[^>]+>", " ", panel)
    assert "Verbindingen (4)" in text
    for words in (
        "beoordeeld",
        "staat in het plan",
        "volgt uit het plan",
        "§2, regel 3",
        "beoordeling: aanvaard",
        "omdat het er staat",
        "https://example.org/SD1",
    ):
        assert words in text


def test_operational_goals_stand_beside_their_strategic_goal() -> None:
    """Each is nearer to its own goal than to any other, and they follow their codes."""
    heads = [node(f"SD{n}", "StrategicGoal", code=f"SD{n}") for n in range(1, 8)]
    steps = [
        node(f"OD{n}.{m}", "OperationalGoal", code=f"OD{n}.{m}")
        for n in range(1, 8)
        for m in range(1, 7)
    ]
    links = [link(step.curie[3:], f"SD{step.code[2]}", "sg:partOf") for step in steps]
    spots = layout.place(
        [*heads, *steps], links, layout.looks_of(["StrategicGoal", "OperationalGoal"])
    ).spots

    def apart(one: Node, other: Node) -> float:
        (ax, ay), (bx, by) = spots[one.iri], spots[other.iri]
        return float((ax - bx) ** 2 + (ay - by) ** 2)

    for step in steps:
        distances = {apart(step, head): head.code[2] for head in heads}
        assert distances[min(distances)] == step.code[2]
    assert sorted(["OD10.1", "OD2.10", "OD2.2"], key=layout.natural) == [
        "OD2.2",
        "OD2.10",
        "OD10.1",
    ]


def test_no_two_nodes_share_a_spot_and_the_start_fits() -> None:
    """Every node has a place of its own; what starts folded lies outside the start's reach."""
    shown = [node(f"s{n}", type_) for n in range(20) for type_ in ("Theme", "ResultArea")]
    folded = [node(f"f{n}", "PartnerOrganisation") for n in range(400)]
    looks = layout.looks_of(["Theme", "ResultArea", "PartnerOrganisation"])
    made = layout.place([*shown, *folded], [link("s1", "f1"), link("f1", "f2")], looks)
    spots = {one.iri: made.spots[one.iri] for one in [*shown, *folded]}
    assert len(set(spots.values())) == len(spots) == 420
    assert {caption.type for caption in made.captions} == set(looks)
    for one in shown:
        x, y = spots[one.iri]
        assert max(abs(x), abs(y)) <= layout.REACH


def test_narrower_theme_stands_under_its_broader_one() -> None:
    """A theme follows the one above it on the rim, and a circle in the data does no harm."""
    names = ("a", "b", "c", "d")
    themes = [node(name) for name in names]
    links = [
        link("d", "a", "skos:broader"),
        link("b", "c", "skos:broader"),
        link("c", "b", "skos:broader"),
    ]
    spots = layout.place(themes, links, layout.looks_of(["Theme"])).spots
    heights = sorted(names, key=lambda name: spots[f"https://example.org/{name}"][1])
    assert heights.index("d") == heights.index("a") + 1


def test_links_to_things_that_are_not_there_are_left_out() -> None:
    """An empty plan gives a page too, and a link without an end is counted as left out."""
    page = Page(draw(Projection({}, (), (link("a", "b"),))))
    assert page.json("network-data")["nodes"] == []
    assert page.json("plan-data")["left"] == {"nodes": 0, "links": 1}


def test_text_of_the_plan_adds_no_element() -> None:
    """Title and data are escaped before any script runs, and the data stay whole."""
    html = draw(hostile())
    assert not {tag for tag, _ in Page(html).elements} & {"img", "svg", "a"}
    assert "<title>&lt;/script&gt;&lt;img" in html
    blocks = re.findall(r'<script type="application/json" id="[\w-]+">(.*?)</script>', html, re.S)
    assert len(blocks) == 2
    for block in blocks:
        assert not set("<>&\u2028\u2029") & set(block)
    labels = [one["labels"]["nl"] for one in json.loads(blocks[1])["nodes"]]
    assert sorted(labels) == sorted(HOSTILE)


def test_unknown_language_is_refused() -> None:
    """The error names the language asked for and those there are."""
    with pytest.raises(SamgraphError, match='no language "fr"') as caught:
        draw(SMALL, "fr")
    assert caught.value.hint == "choose nl or en"


def test_missing_vis_network_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pyvis without its copy of vis-network is named, with what to do."""
    monkeypatch.setattr(drawing, "_VIS", "templates/lib/vis-0.0.0")
    with pytest.raises(SamgraphError, match="is missing from the package pyvis") as caught:
        draw(SMALL)
    assert "install pyvis again" in caught.value.hint
