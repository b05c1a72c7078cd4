"""The report tells the most important first, shows every figure's table, and runs nothing."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from browser import OF_THE_BROWSER, dom, listener, pdf
from click.testing import CliRunner
from tinyplan import Tiny

from samgraph.cellstatus import inspect_cells
from samgraph.cli import cli
from samgraph.coverage import cover
from samgraph.errors import SamgraphError
from samgraph.findings import Place
from samgraph.framing import frames
from samgraph.knowledge import Knowledge
from samgraph.report import SECTIONS, compose_report, to_html, to_markdown
from samgraph.report.board import chosen
from samgraph.report.composing import data_version
from samgraph.report.document import Document, Figure, Highlight, Query, Section, Table
from samgraph.report.markdown import escaped
from samgraph.routes import Tracer
from samgraph.rows import Rows
from samgraph.serialising import serialise
from samgraph.stored import stored_discrepancies, stored_gaps

HOSTILE = (
    "</title></style><script>document.documentElement.dataset.owned=1</script>",
    "<img src=http://example.org/asked.png onerror=document.documentElement.dataset.owned=1>",
    "`* [x](javascript:alert(1)) <b> &lt; # ~~",
)


class Page(HTMLParser):
    """The elements of a page in order, and its headings with their text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[tuple[int, str]] = []
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self._open = tag
            self.headings.append((int(tag[1]), ""))

    def handle_data(self, data: str) -> None:
        if self._open:
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self._open = ""


@pytest.fixture(params=["nl", "en"])
def document(request: pytest.FixtureRequest, report_of: Callable[[str], Document]) -> Document:
    """Return the report on the SAM plan, in both languages in turn."""
    return report_of(request.param)


def tables(document: Document) -> list[Table]:
    """Return every table of a report, those of figures too."""
    blocks = [block for section in document.every() for block in section.blocks]
    return [
        block.table if isinstance(block, Figure) else block
        for block in blocks
        if isinstance(block, Figure | Table)
    ]


def figures(document: Document) -> list[Figure]:
    """Return every figure of a report."""
    blocks = [block for section in document.every() for block in section.blocks]
    return [block for block in blocks if isinstance(block, Figure)]


def test_page_is_in_order(document: Document) -> None:
    """The page has its language, one title, headings that skip no level, and ids of its own."""
    page = Page(to_html(document))
    assert next(attrs for tag, attrs in page.elements if tag == "html")["lang"] == document.lang
    levels = [level for level, _ in page.headings]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = [str(attrs["href"]) for tag, attrs in page.elements if tag == "a"]
    assert targets
    assert {target.removeprefix("#") for target in targets} <= set(ids)
    assert {"header", "main", "nav", "footer"} <= {tag for tag, _ in page.elements}


def test_first_page_comes_first(document: Document) -> None:
    """The first heading below the title is the page for the board, with five findings on it."""
    page = Page(to_html(document))
    assert page.headings[1][1] == {"nl": "Op één bladzijde", "en": "On one page"}[document.lang]
    html = to_html(document)
    board = html[html.index('id="board"') : html.index('id="contents"')]
    findings = board[board.index("<ol>") : board.index("</ol>")]
    assert findings.count("<li>") == 5
    assert findings.count('class="source"') == 5
    assert board.index("<ol>") < board.index("<ul>")


def test_five_findings_on_sam(report_of: Callable[[str], Document]) -> None:
    """Of the SAM plan the board hears of five different things, each with where the plan says so.

    Only the numbers are this plan's; what kinds of finding there are follows from them.
    """
    findings = chosen(report_of("en").every())
    assert [(one.kind, ident) for one, ident in findings] == [
        ("exception", "gaps"),
        ("unstated", "coverage"),
        ("discrepancy", "discrepancies"),
        ("chain", "chains-signal-to-figure"),
        ("money", "balance-budget"),
    ]
    texts = [one.text for one, _ in findings]
    assert "the challenge “hybridisation” has no strategic goal and no result area" in texts[0]
    assert "the theme “education” has no result area" in texts[0]
    assert "“result area” and “strategic goal” (of the 23 none stated, 23 derived" in texts[1]
    assert "35 and gives 34" in texts[2]
    assert "17,761 euro more" in texts[2]
    assert "follow the links to “figure”" in texts[3]
    assert "no key from those lines to the goals" in texts[4]
    assert all(one.places for one, _ in findings)
    assert len({one.head for one, _ in findings}) == 5


def test_findings_are_of_different_kinds() -> None:
    """Of one kind one is told, unless nothing else is left."""

    def section(*highlights: tuple[str, int]) -> Section:
        return Section(
            "s", "t", highlights=tuple(Highlight(k, w, f"{k}{w}") for k, w in highlights)
        )

    told = chosen(
        [
            section(("a", 1), ("a", 2), ("b", 9), ("d", 7)),
            section(("c", 5), ("b", 8), ("e", 6)),
        ]
    )
    assert [one.text for one, _ in told] == ["a1", "c5", "e6", "d7", "b8"]
    told = chosen([section(("a", 1), ("a", 2), ("a", 3), ("b", 9)), section(("c", 5), ("b", 8))])
    assert [one.text for one, _ in told] == ["a1", "a2", "a3", "c5", "b8"]
    assert [one.text for one, _ in chosen([section(("a", 3), ("a", 1), ("a", 2))])] == [
        "a1", "a2", "a3",
    ]  # fmt: skip
    assert chosen([]) == ()


def test_every_figure_is_followed_by_its_table(document: Document) -> None:
    """After each figure comes its table, and pictures are well-formed with ids of their own."""
    html = to_html(document)
    parts = html.split("</figure>")[1:]
    assert len(parts) == len(figures(document)) == 24
    for part in parts:
        assert re.match(r'\s*<details class="data">\s*<summary>[^<]+</summary>\s*<div', part)
        table = part[: part.index("</table>")]
        assert "<caption><span>" in table
        assert 'scope="col"' in table
        assert 'scope="row"' in table
    pictures = [svg for figure in figures(document) for svg in figure.pictures]
    roots = [ElementTree.fromstring(svg) for svg in pictures]  # noqa: S314
    ids = [one.get("id") for root in roots for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))


def test_nothing_is_run_and_nothing_is_asked_for(document: Document) -> None:
    """There is no script, no handler, no frame, and no address but those within the page."""
    html = to_html(document)
    page = Page(html)
    assert "<script" not in html.lower()
    for tag, attrs in page.elements:
        assert tag not in {"script", "img", "iframe", "object", "embed", "image", "use", "base"}
        assert not [name for name in attrs if name.startswith("on") or name in {"src", "style"}]
        if "href" in attrs:
            assert str(attrs["href"]).startswith("#") or attrs["href"] == "data:,"
    style = html[html.index("<style>") : html.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    policy = next(a["content"] or "" for _, a in page.elements if "http-equiv" in a)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def matrices(document: Document) -> list[Figure]:
    """Return the matrices of a report, in the order of the frames."""
    (coverage,) = (one for one in document.sections if one.ident == "coverage")
    return [one for part in coverage.sections for one in part.blocks if isinstance(one, Figure)]


def test_every_frame_has_its_matrix(sam: Knowledge, document: Document) -> None:
    """Each frame is a figure whose table says of every cell what it is, and by how many links."""
    every = frames(sam)
    assert len(matrices(document)) == len(every) == 16
    marks = {"stated": "■", "derived": "◆", "judged": "◇"}
    tracer = Tracer(sam)
    for frame, figure in zip(every, matrices(document), strict=True):
        inspected = inspect_cells(sam, frame, tracer).cells
        wanted = Counter(
            " ".join(
                f"{mark}{cell.count(standing)}"
                for standing, mark in marks.items()
                if cell.count(standing)
            )
            + " !" * cell.contested
            for cell in inspected
            if cell.status in marks
        )
        shown = [str(cell) for row in figure.table.rows.cells for cell in row[1:-1]]
        assert len(shown) == len(frame.rows) * len(frame.columns)
        assert Counter(cell for cell in shown if set(cell) & set(marks.values())) == wanted
        assert set(shown) <= set(figure.table.words)


def test_thin_cells_have_one_route(sam: Knowledge, report_of: Callable[[str], Document]) -> None:
    """A cell is thin where exactly one chain of links fills it, in the picture and in the table."""
    tracer = Tracer(sam)
    for frame, figure in zip(frames(sam), matrices(report_of("en")), strict=True):
        thin = sum(cell.thin for cell in inspect_cells(sam, frame, tracer).cells)
        table = figure.table
        said = [table.words[str(cell)] for row in table.rows.cells for cell in row[1:-1]]
        assert sum("thin" in words for words in said) == thin
        told = re.findall(r"thin: one link \((\d+)\)", "".join(figure.pictures))
        assert sum(map(int, told)) == thin


@pytest.mark.parametrize(
    ("lang", "said", "left"),
    [
        ("nl", "rust mee op een betwiste koppeling", "Zonder betwiste koppelingen zijn het er 0."),
        ("en", "rests on a contested link too", "Without contested links it is 1."),
    ],
)
def test_coverage_marks_contested_cells(tiny: Tiny, lang: str, said: str, left: str) -> None:
    """A cell over a contested link has a sign in table and figure, and is counted off."""
    tiny.contest("t:shops,sg:supports,t:O2")
    if lang == "nl":
        tiny.contest("t:school,sg:worksOn,t:loneliness")
    document = compose_report(tiny.build(), lang)
    marked = [
        figure
        for figure in figures(document)
        if any("!" in str(cell) for row in figure.table.rows.cells for cell in row[1:-1])
    ]
    (figure,) = marked
    assert said in figure.table.words["◇1 !"]
    assert any(f"{said} (" in picture for picture in figure.pictures)
    assert left in to_markdown(document)


def test_cells_that_do_not_apply_say_so(tiny: Tiny) -> None:
    """What the frame excludes, and what would meet itself, is marked and not counted."""
    tiny.change("plan.ttl", "sg:rows sg:Challenge ;", "sg:rows t:top-goals ;")
    (figure,) = (
        figure
        for figure in matrices(compose_report(tiny.build(), "en"))
        if figure.caption.startswith("challenge × goal")
    )
    assert [row[1:] for row in figure.table.rows.cells] == [
        ("×", "·", "0/1"),
        ("·", "×", "0/1"),
    ]
    assert figure.table.words["×"] == "not applicable"


def test_queries_give_the_tables(sam: Knowledge, report_of: Callable[[str], Document]) -> None:
    """The SPARQL below a table parses and gives as many rows as the table tells of."""
    document = report_of("en")
    parts = {one.ident: one for one in document.every()}

    def count(query: Query) -> int:
        return len(list(sam.select(query.text)))

    def of(ident: str) -> list[Table]:
        return tables(Document("", "", "en", (), (replace(parts[ident], sections=()),)))

    (overview,) = of("coverage")
    assert count(overview.queries[0]) == len(overview.rows.cells) == 16
    for frame, figure in zip(frames(sam), matrices(document), strict=True):
        rows, columns = set(frame.rows), set(frame.columns)
        found = [
            (row.value, column.value)
            for row, column in sam.select(figure.table.queries[0].text)
            if row != column and row.value in rows and column.value in columns
        ]
        assert sorted(found) == sorted(cover(sam, frame).cells)
    grouped, _, counts = of("gaps")
    total = len(stored_gaps(sam))
    assert count(grouped.queries[0]) == total == sum(int(row[1]) for row in grouped.rows.cells)
    assert count(counts.queries[0]) == len(counts.rows.cells)
    assert sum(int(row[-2]) for row in counts.rows.cells) == total
    (listed,) = of("discrepancies")
    assert count(listed.queries[0]) == len(listed.rows.cells) == len(stored_discrepancies(sam))
    assert listed.rows.cells[0][3] == stored_discrepancies(sam)[0].descriptions["en"]
    for table in tables(document):
        for query in table.queries:
            assert count(query) > 0, table.caption


def test_markdown_has_every_table(document: Document) -> None:
    """The Markdown holds the same headings and tables, and of pictures nothing."""
    text = to_markdown(document)
    said = re.sub(r"(?ms)^```.*?^```$", "", text)
    headings = [line for line in said.splitlines() if re.match(r"#{1,6} ", line)]
    assert len([line for line in headings if line.startswith("# ")]) == 1
    assert len(headings) == 2 + len(list(document.every()))
    assert len(re.findall(r"^\| -", text, re.M)) == len(tables(document))
    assert "<svg" not in text
    widths = [len(re.findall(r"(?<!\\)\|", row)) for row in text.splitlines() if row[:2] == "| "]
    assert min(widths) > 2
    assert text.count("\n```sparql\n") == sum(
        len(table.queries) for table in tables(document)
    ) + sum(isinstance(b, Query) for s in document.every() for b in s.blocks)


def test_no_number_is_nameless(document: Document) -> None:
    """Nothing prints as NaN, infinite or None."""
    for text in (to_html(document), to_markdown(document)):
        assert not re.search(r"\b(nan|NaN|inf|None(?! of the )|True|False)\b", text)


def test_hostile_labels_stay_text(tiny: Tiny) -> None:
    """Labels that hold markup or Markdown show as they are, in both forms."""
    tiny.change("themes.csv", "eenzaamheid,loneliness,", f'eenzaamheid,"{HOSTILE[0]}",')
    tiny.change("lists.csv", "hitte,heat,", f'hitte,"{HOSTILE[1]}",')
    tiny.change("lists.csv", "vergrijzing,ageing,", f'vergrijzing,"{HOSTILE[2]}",')
    tiny.change("plan.ttl", '"Neighbourhood plan"@en', f'"{HOSTILE[0]}|"@en')
    document = compose_report(tiny.build(), "en")
    html, text = to_html(document), to_markdown(document)
    assert not {"script", "img"} & {tag for tag, _ in Page(html).elements}
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;img src=http://example.org/asked.png" in html
    assert "\\<script\\>" in text
    assert not re.search(r"(?<!\\)<(script|img|b)\b", re.sub(r"(?ms)^```.*?^```$", "", text))
    assert "\\`\\* \\[x\\](javascript:alert(1))" in text
    assert text.splitlines()[0].endswith("\\</script\\>\\|")


def test_hostile_page_runs_nothing(chromium: str, tmp_path: Path, tiny: Tiny) -> None:
    """In a browser nothing of it runs, and nothing is asked for."""
    tiny.change("lists.csv", "hitte,heat,", f'hitte,"{HOSTILE[1]}",')
    tiny.change("plan.ttl", '"Neighbourhood plan"@en', f'"{HOSTILE[0]}"@en')
    html = to_html(compose_report(tiny.build(), "en"))
    with listener() as (port, heard):
        shown = dom(chromium, html, tmp_path, "", f"--proxy-server=http://127.0.0.1:{port}")
    assert "data-owned" not in shown
    assert [line for line in heard if not OF_THE_BROWSER.match(line)] == []


def test_board_fits_one_printed_page(chromium: str, tmp_path: Path, document: Document) -> None:
    """Printed, the first page holds the board's section whole, and what is folded is printed."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf reads what was printed")
    printed = pypdf.PdfReader(pdf(chromium, to_html(document), tmp_path)).pages
    pages = [printed[number].extract_text() for number in range(8)]
    last = document.sections[0].sections[-1].title
    assert last in pages[0]
    contents = {"nl": "Inhoud", "en": "Contents"}[document.lang]
    assert contents not in pages[0].splitlines()
    assert contents in pages[1].splitlines()[:2]
    whole = "\n".join(pages)
    assert "SELECT DISTINCT ?row ?column" in whole
    assert f"{figures(document)[1].table.caption}" in " ".join(whole.split())


def test_same_plan_gives_the_same_bytes(tiny: Tiny) -> None:
    """Neither a second build nor another hash seed changes a byte, in either form."""
    code = (
        "import sys, hashlib; from samgraph.building import build; "
        "from samgraph.report import compose_report, to_html, to_markdown; "
        "made = compose_report(build(sys.argv[1]), 'nl'); "
        "print(hashlib.sha256((to_html(made) + to_markdown(made)).encode()).hexdigest())"
    )
    made = compose_report(tiny.build(), "nl")
    seen = {hashlib.sha256((to_html(made) + to_markdown(made)).encode()).hexdigest()}
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(tiny.folder)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(done.stdout.strip())
    assert len(seen) == 1


def test_data_version_is_that_of_the_file(tiny: Tiny) -> None:
    """It is the hash of what `samgraph build -o plan.nq` writes, and changes with the data."""
    import pyoxigraph as ox

    knowledge = tiny.build()
    content = serialise(knowledge, ox.RdfFormat.N_QUADS)
    version = data_version(knowledge)
    assert version == hashlib.sha256(content).hexdigest()
    assert version in to_html(compose_report(knowledge))
    tiny.add_link("t:O2; sg:addresses; t:heat; sg:stated; t:p-grid")
    assert data_version(tiny.build()) != version


def test_date_is_that_of_the_data(tiny: Tiny) -> None:
    """The day is that of the last link recorded, and a plan without links gives none."""
    assert "23 november 2026" in to_markdown(compose_report(tiny.build()))
    tiny.write("links.csv", tiny.text("links.csv").splitlines()[0] + "\n")
    bare = compose_report(tiny.build())
    assert [name for name, _ in bare.facts] == ["Gegevensversie"]
    text = to_markdown(bare)
    assert "niet vermeld" in text
    tiny.write("goals.csv", tiny.text("goals.csv").replace("t:S1\n", "\n").replace("t:S2\n", "\n"))
    assert "Er is niets verbonden" in to_markdown(compose_report(tiny.build()))


def test_plan_without_questions_has_a_report(tiny: Tiny) -> None:
    """Without frames nothing is covered and nothing is missing, which the report says."""
    tiny.write("plan.ttl", tiny.text("plan.ttl").split("t:frame-goal-task")[0])
    for lang, words in (("nl", "geen dekkingsvragen"), ("en", "no coverage questions")):
        document = compose_report(tiny.build(), lang)
        assert words in to_html(document)
        assert words in to_markdown(document)


def test_empty_axis_is_said(tiny: Tiny) -> None:
    """A frame with an empty list has no matrix, and says why."""
    tiny.change("plan.ttl", "sg:columns sg:CoreTask ;", "sg:columns sg:Obstacle ;")
    tiny.change(
        "plan.ttl", "t:frame-challenge-goal a", 't:none a skos:Collection ; skos:prefLabel "x"@nl, '
        '"x"@en .\nt:frame-challenge-goal a',
    )  # fmt: skip
    tiny.change("plan.ttl", "sg:rows sg:Challenge ;", "sg:rows t:none ;")
    text = to_markdown(compose_report(tiny.build(), "en"))
    assert "One of the two lists is empty" in text


def test_source_is_quoted_where_it_is_given(tiny: Tiny) -> None:
    """What the source says stands by what rests on it, and without a source it does not."""
    quotes = {Place(1, 9, "1"): "De <b>buurt</b> wil dit."}
    knowledge = tiny.build()
    document = compose_report(knowledge, "nl", quotes)
    html = to_html(document)
    assert "“De &lt;b&gt;buurt&lt;/b&gt; wil dit.”" in html
    assert "De \\<b\\>buurt\\</b\\> wil dit." in to_markdown(
        compose_report(knowledge, "nl", quotes)
    )
    assert "buurt&lt;/b&gt;" not in to_html(compose_report(knowledge, "nl"))


def test_sections_have_ids_of_their_own(document: Document) -> None:
    """Every section has an id and a title, those between the first and the last in order."""
    idents = [section.ident for section in document.every()]
    assert len(idents) == len(set(idents))
    assert all(re.fullmatch(r"[a-z0-9-]+", ident) for ident in idents)
    assert [section.ident for section in document.sections] == [
        "board", "guide", "coverage", "gaps", "chains", "fragility", "balance", "structure",
        "network", "alignment", "discrepancies", "worklist", "methods",
    ]  # fmt: skip
    assert len(document.sections) == len(SECTIONS) + 2
    assert all(section.title for section in document.every())


def test_markdown_shows_text_as_it_is() -> None:
    """What would be a heading, a list, a rule or an entity is escaped, and nothing else is."""
    assert escaped("# a") == "\\# a"
    assert escaped("1. a") == "1\\. a"
    assert escaped("- a") == "\\- a"
    assert escaped("multi-year (a) & b, 34/42 (81%)") == "multi-year (a) & b, 34/42 (81%)"
    assert escaped("&lt; a\nb") == "\\&lt; a b"
    assert escaped("\x1b[31m") == "\\\\u001b\\[31m"


def test_code_leaves_no_fence() -> None:
    """A query that holds a fence of its own is fenced with a longer one."""
    query = Query("SELECT ?a { ?a ?b '```' }")
    table = Table("t", Rows(("a",), (("1",),)), (query,))
    document = Document("d", "s", "en", (), (Section("a", "b", (table,)),))
    assert f"````sparql\n{query.text}\n````" in to_markdown(document)


def test_unknown_language_is_refused(tiny: Tiny) -> None:
    """The error names the language asked for and those there are."""
    with pytest.raises(SamgraphError, match='no language "fr"') as caught:
        compose_report(tiny.build(), "fr")
    assert caught.value.hint == "choose nl or en"


@pytest.mark.parametrize("name", ["report.html", "report.md", "REPORT.HTML"])
def test_command_writes_the_report(tiny: Tiny, tmp_path: Path, name: str) -> None:
    """The file is named on stderr with each section, and stdout stays empty."""
    target = tmp_path / name
    done = CliRunner().invoke(
        cli, ["report", str(tiny.folder), "-o", str(target), "--lang", "en", "--without-contested"]
    )
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    heard = [line for line in done.stderr.splitlines() if line.startswith("… ")]
    assert heard[-len(SECTIONS) - 1 :] == [
        *(f"… {name}" for name, _ in SECTIONS), "… first page and methods",
    ]  # fmt: skip
    assert str(target) in done.stderr
    text = target.read_text(encoding="utf-8")
    assert "Neighbourhood plan" in text
    assert "Links that a review contests do not count" in text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("report.pdf", 'no report goes with the suffix ".pdf"'),
        ("report", 'no report goes with the suffix ""'),
        ("report.htm", "did you mean .html?"),
        ("nowhere/report.md", "make the folder first"),
    ],
)
def test_command_refuses_what_it_cannot_write(
    tiny: Tiny, tmp_path: Path, name: str, words: str
) -> None:
    """A suffix that is no report, or a place that is not there, ends with status 2."""
    done = CliRunner().invoke(cli, ["report", str(tiny.folder), "-o", str(tmp_path / name)])
    assert done.exit_code == 2
    assert words in done.output
    assert list(tmp_path.iterdir()) == [tiny.folder]
