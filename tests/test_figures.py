"""Pictures are well-formed, say what they show, hold their labels, and are the same each time."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from browser import dom

from samgraph.figures import (
    Bar,
    Dot,
    Grid,
    Hop,
    Range,
    Series,
    Span,
    draw_bars,
    draw_dots,
    draw_flow,
    draw_matrix,
    draw_network,
    draw_ranges,
    draw_shares,
    draw_spans,
    parts,
)
from samgraph.figures.lettering import broken, text_width
from samgraph.knowledge import Knowledge
from samgraph.numerals import day, said, share
from samgraph.projection import project

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "</title><script>alert(1)</script>",
    '"><image href="http://example.org/x.png"/>',
    "]]> &amp; &nope; <!-- --",
    "\u202eturned\u202c \x00\x1b[31m",
    "x" * 5000,
    "Verantwoordelijkheidsbewustzijnsbevordering " * 8,
    "",
)
LONG = (
    "Partners en stuurgroepen Actieplan Sterk Sociaal Werk",
    "Dyzo (vzw voor zelfstandigen in moeilijkheden)",
    "Vlaamse overheden en administraties binnen beleidsdomeinen Welzijn, Volksgezondheid en Gezin",
    "Arbeidsmarktgerelateerde ondersteuningsvoorzieningen",
    "Leren",
    "l’Observatoire du Crédit et de l’Endettement",
    "SD7 Prioritaire terreinen ondersteunen",
)


def parsed(svg: str) -> ElementTree.Element:
    """Return a picture as XML; it is our own, and still must hold no entity of the plan's."""
    return ElementTree.fromstring(svg)  # noqa: S314


def grid(rows: int, columns: int, names: tuple[str, ...] = LONG) -> Grid:
    """Return a matrix in which every state occurs."""
    states = ("stated", "derived", "judged", "deliberate", "open", "silent", "notApplicable")
    cells = {
        (row, column): states[(row * columns + column) % len(states)]
        for row in range(rows)
        for column in range(columns)
        if (row + column) % 3
    }
    return Grid(
        "een matrix",
        "wat erin staat",
        tuple(names[row % len(names)] for row in range(rows)),
        tuple(names[column % len(names)] for column in range(columns)),
        cells,
        "silent",
        frozenset(spot for spot, state in cells.items() if state == "stated" and spot[0] % 2),
        tuple(f"{row}/{columns}" for row in range(rows)),
    )


DOTS = (
    Dot("nestedness van strategische doelstelling × kernopdracht", 72.7, 75.1, 62.3, 81.2, "q"),
    Dot(LONG[2], 0.412, 0.301, 0.262, 0.345, "p < 0,001"),
    Dot("alles gelijk", 1, 1, 1, 1),
    Dot("veel minder", -12345.678, 10, 8, 12),
)
HOPS = (Hop("signaal", 38, 38, 30), Hop(LONG[3], 31, 17, 9), Hop("partner", 0, 0, 0))
RANGES = (Range(LONG[2], 1, 2, 3, 4, "1–3/4"), Range("niets", 0, 0, 0, 0), Range("b", 5, 5, 5, 5))
SPANS = (
    Span(LONG[2], ((0.2, 0.63), (None, 0.62))),
    Span("alles", ((1.0, 1.0), (0.0, 0.0))),
    Span("niets", ((None, None), (0.5, None))),
)
SERIES = tuple(Series(LONG[n % 7], (float(n), 0.0, 10.0 - n)) for n in range(10))
BARS = tuple(Bar(name, len(name) / 7, name[:20]) for name in LONG)

Made = Callable[[str, str], str]
FIGURES: dict[str, Made] = {
    "matrix 8×7": lambda lang, ident: draw_matrix(grid(8, 7), lang, ident),
    "matrix 90×14": lambda lang, ident: draw_matrix(grid(90, 14), lang, ident),
    "matrix 1×1": lambda lang, ident: draw_matrix(grid(1, 1), lang, ident),
    "matrix 0×0": lambda lang, ident: draw_matrix(grid(0, 0), lang, ident),
    "dots": lambda lang, ident: draw_dots("t", "d", DOTS, lang, ident),
    "no dots": lambda lang, ident: draw_dots("t", "d", (), lang, ident),
    "flow": lambda lang, ident: draw_flow("t", "d", HOPS, lang, ident),
    "no flow": lambda lang, ident: draw_flow("t", "d", (), lang, ident),
    "ranges": lambda lang, ident: draw_ranges("t", "d", RANGES, lang, ident),
    "no ranges": lambda lang, ident: draw_ranges("t", "d", (), lang, ident),
    "spans": lambda lang, ident: draw_spans("t", "d", ("rijen", LONG[0]), SPANS, lang, ident),
    "no spans": lambda lang, ident: draw_spans("t", "d", ("rijen",), (), lang, ident),
    "shares": lambda lang, ident: draw_shares("t", "d", "abc", SERIES, lang, ident),
    "no shares": lambda lang, ident: draw_shares("t", "d", (), (), lang, ident),
    "bars": lambda lang, ident: draw_bars("t", "d", BARS, lang, ident, unit=" cellen"),
    "no bars": lambda lang, ident: draw_bars("t", "d", (), lang, ident),
}


def hostile(lang: str, ident: str) -> list[str]:
    """Return every kind of picture with attacks for labels."""
    return [
        draw_matrix(grid(7, 7, HOSTILE), lang, ident),
        draw_dots(HOSTILE[0], HOSTILE[1], [Dot(x, 1, 2, 0, 3, x[:40]) for x in HOSTILE], lang),
        draw_flow(HOSTILE[0], HOSTILE[1], [Hop(x, 3, 2, 1) for x in HOSTILE], lang),
        draw_ranges(HOSTILE[0], HOSTILE[1], [Range(x, 1, 1, 2, 3, x[:40]) for x in HOSTILE], lang),
        draw_shares(HOSTILE[0], HOSTILE[1], ("2021",), [Series(x, (1,)) for x in HOSTILE], lang),
        draw_bars(HOSTILE[0], HOSTILE[1], [Bar(x, 1, x[:40]) for x in HOSTILE], lang),
        draw_spans(
            HOSTILE[0], HOSTILE[1], HOSTILE[:2], [Span(x, ((0, 1), (1, 1))) for x in HOSTILE], lang
        ),
    ]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", FIGURES)
def test_picture_is_well_formed_and_named(name: str, lang: str) -> None:
    """It parses as XML, is an image with title and description, and its ids are its own."""
    svg = FIGURES[name](lang, "pic")
    root = parsed(svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(str(one).startswith("pic") for one in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)
    assert not re.search(r"\b(NaN|nan|inf)\b", svg)
    assert svg == FIGURES[name](lang, "pic")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_text_in_a_picture_stays_text(lang: str) -> None:
    """Labels that hold markup add no element and no reference, and nothing asks for anything."""
    known = {
        "svg",
        "title",
        "desc",
        "rect",
        "defs",
        "pattern",
        "path",
        "circle",
        "polygon",
        "g",
        "text",
        "tspan",
    }
    for svg in hostile(lang, "pic"):
        for element in parsed(svg).iter():
            assert element.tag.removeprefix(SVG) in known
            assert not {"href", "src", "style", "onload"} & set(element.keys())
        assert "alert(1)" in svg


def test_network_of_the_plan(sam: Knowledge) -> None:
    """Strategic goals and core tasks bear their names; what is linked to nothing is not drawn."""
    svg = draw_network(project(sam), "net", "d", "en")
    root = parsed(svg)
    texts = [" ".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    assert "SD2 Inclusion" in texts
    assert "learning" in texts
    assert "challenge (7)" in texts
    assert "underprotection" not in texts
    assert svg == draw_network(project(sam), "net", "d", "en")


def test_network_names_what_matters(sam: Knowledge) -> None:
    """A node on the rim bears its name if it is among those to be labelled."""
    theme = f"{sam.namespace}th-housing"
    label = sam.labels("en")[theme]
    without, with_ = (
        draw_network(project(sam), "net", "d", "en", labelled=labelled)
        for labelled in ((), (theme,))
    )
    assert f">{label}<" not in without
    assert f">{label}<" in with_


def test_matrix_counts_its_states() -> None:
    """The legend says how often each state occurs, and those that do not occur are left out."""
    cells = {(0, 0): "stated", (0, 1): "judged", (1, 0): "stated"}
    made = Grid("t", "d", ("a", "b"), ("c", "d"), cells, "deliberate", frozenset({(0, 1)}))
    svg = draw_matrix(made, "en")
    for words in ("stated (2)", "judged (1)", "left out on purpose (1)", "thin: one link (1)"):
        assert words in svg
    assert "silent" not in svg
    assert "derived (" not in svg


def test_matrix_marks_contested_cells() -> None:
    """Each contested cell has its corner cut off, and the legend says so; parts keep the marks."""
    cells = {(0, 0): "stated", (1, 0): "judged", (1, 1): "judged"}
    made = Grid("t", "d", ("a", "b"), ("c", "d"), cells, contested=frozenset({(1, 0), (1, 1)}))
    svg = draw_matrix(made, "en")
    assert "rests on a contested link too (2)" in svg
    assert svg.count("h8v8z") == 3
    assert [sorted(one.contested) for one in parts(made, 1)] == [[], [(0, 0), (0, 1)]]
    plain = Grid("t", "d", ("a", "b"), ("c", "d"), cells)
    assert "contested" not in draw_matrix(plain, "en")


def test_long_matrix_is_cut_into_equal_parts() -> None:
    """Every row is in exactly one part, with its cells, its marks and its note."""
    whole = grid(90, 3)
    some = parts(whole, 40)
    assert [len(one.rows) for one in some] == [30, 30, 30]
    assert [one.title for one in some] == [f"een matrix ({n}/3)" for n in (1, 2, 3)]
    assert sum((one.rows for one in some), ()) == whole.rows
    assert sum((one.notes for one in some), ()) == whole.notes
    for number, one in enumerate(some):
        assert all(
            one.state(row, column) == whole.state(row + 30 * number, column)
            for row in range(30)
            for column in range(3)
        )
    assert sum(len(one.thin) for one in some) == len(whole.thin)
    assert parts(grid(5, 2)) == (grid(5, 2),)


def test_what_chance_gives_is_one_band() -> None:
    """Measures are told in half-widths of the band; a band without width admits its own value."""
    dot = Dot("x", 15, 10, 8, 12)
    assert [dot.standardised(value) for value in (8, 10, 12, 15)] == [-1, 0, 1, 2.5]
    assert not dot.inside
    exact = Dot("x", 1, 1, 1, 1)
    assert exact.inside
    assert exact.standardised(1) == 0
    assert exact.standardised(1.1) > 1000


def test_spans_lie_on_their_scale() -> None:
    """A mark for each reading at its place from 0 to 1, none where a measure has no meaning."""
    svg = draw_spans("t", "d", ("j",), [Span("a", ((0.0, 1.0),)), Span("b", ((None, 0.5),))], "nl")
    root = parsed(svg)
    legend = [one for one in root.iter(f"{SVG}circle") if one.get("cy") == "7"]
    marks = [float(one.get("cx", 0)) for one in root.iter(f"{SVG}circle") if one not in legend]
    judged = [x for x in marks if x > 10]
    squares = [
        float(one.get("x", 0)) + 3
        for one in root.iter(f"{SVG}rect")
        if one.get("width") == "6" and one.get("stroke") == "#ffffff" and float(one.get("x", 0)) > 9
    ]
    assert len(judged) == 2
    assert len(squares) == 1
    assert judged[0] - squares[0] == pytest.approx(2 * (judged[1] - squares[0]), abs=0.2)
    assert "0,00 → 1,00" in svg
    assert "– → 0,50" in svg


def test_lines_fit_and_lose_nothing_without_saying_so() -> None:
    """Lines are no wider than the room, and an ellipsis says where something is left out."""
    for text in (*LONG, *HOSTILE):
        for room in (40.0, 120.0, 250.0):
            lines = broken(text, room, most=3)
            assert len(lines) <= 3
            assert all(text_width(line) <= room for line in lines)
    assert broken("samen leren", 300) == ("samen leren",)
    assert broken("een twee drie", text_width("een twee") + 1) == ("een twee", "drie")
    assert broken("woord " * 50, 60, most=2)[-1].endswith("…")


def test_numbers_and_days_in_words() -> None:
    """Numbers come with the marks of the language, three digits that matter, never NaN."""
    assert [said(x, "nl") for x in (1234567, 0.41234, -0.5, 72.71, 12345.678, 0)] == [
        "1.234.567", "0,412", "−0,5", "72,7", "12.346", "0",
    ]  # fmt: skip
    assert [said(x, "en") for x in (1234567, 0.41234, 1e-9)] == ["1,234,567", "0.412", "0"]
    assert [said(x, "nl") for x in (math.nan, math.inf, -math.inf)] == ["–"] * 3
    assert day("2026-11-23", "nl") == "23 november 2026"
    assert day("2026-11-23", "en") == "23 November 2026"
    assert day("ooit", "nl") == "ooit"
    assert (share(1, 3), share(0, 0)) == ("33%", "–")


_MEASURE = """
<script>
  const faults = [];
  for (const svg of document.querySelectorAll("svg")) {
    const frame = svg.getBoundingClientRect();
    const boxes = [];
    for (const text of svg.querySelectorAll("text")) {
      const box = text.getBoundingClientRect();
      const name = `${svg.id}: ${text.textContent}`;
      if (box.left < frame.left - 1 || box.right > frame.right + 1 ||
          box.top < frame.top - 1 || box.bottom > frame.bottom + 1) faults.push("cut " + name);
      if ((text.getAttribute("transform") || "").includes("rotate")) continue;
      for (const [other, words] of boxes)
        if (box.left < other.right - 1 && other.left < box.right - 1 &&
            box.top < other.bottom - 2 && other.top < box.bottom - 2)
          faults.push(`meet ${name} / ${words}`);
      boxes.push([box, text.textContent]);
    }
  }
  document.body.dataset.faults = JSON.stringify(faults);
</script>"""


def test_no_label_is_cut_off_or_meets_another(
    chromium: str, tmp_path: Path, sam: Knowledge
) -> None:
    """As a browser sets it, every text lies inside its picture, and no two lie on each other."""
    made = [draw("nl", f"f{n}") for n, draw in enumerate(FIGURES.values())]
    labelled = [one.iri for one in project(sam).nodes]
    made.append(draw_network(project(sam), "net", "d", "nl", "net", labelled=labelled))
    page = f"<!doctype html><meta charset=utf-8><body>{''.join(made)}{_MEASURE}"
    shown = dom(chromium, page, tmp_path)
    crossed = draw_bars("t", "d", BARS[:1], "nl", "f").replace("</svg>", "") + draw_bars(
        "t", "d", BARS[:1], "nl", "g"
    ).replace("<svg", "<g").replace("</svg>", "</g></svg>")
    seen = dom(chromium, f"<!doctype html><body>{crossed}{_MEASURE}", tmp_path)
    assert "meet f: " in seen, "the browser would not notice"
    assert 'data-faults="[]"' in shown, re.findall(r'data-faults="([^"]*)"', shown)
