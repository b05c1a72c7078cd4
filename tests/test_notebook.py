"""The network in a notebook: in a frame of its own, without Jupyter and without the net."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import OF_THE_BROWSER, listener
from explorerpages import hosted
from pages import browsing
from playwright.sync_api import Browser
from tinyplan import Tiny

from samgraph.building import build
from samgraph.drawing import NotebookView, draw, notebook_view
from samgraph.errors import SamgraphError
from samgraph.knowledge import Knowledge
from samgraph.projection import project


@pytest.fixture
def knowledge(tiny: Tiny) -> Knowledge:
    return build(tiny.folder)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with browsing(chromium) as opened:
        yield opened


def test_view_is_the_drawn_page_in_a_sandbox(knowledge: Knowledge) -> None:
    """The frame holds what `samgraph draw` writes, may run script and nothing else."""
    view = notebook_view(knowledge, "en", height=400)
    frame = view._repr_html_()
    found = re.fullmatch(r'<iframe srcdoc="([^"]*)" (.*)></iframe>', frame, flags=re.DOTALL)
    assert found
    assert html.unescape(found[1]) == draw(project(knowledge, derived=True), "en")
    assert 'sandbox="allow-scripts allow-downloads"' in found[2]
    assert "allow-same-origin" not in frame
    assert "height: 400px" in found[2]
    assert view == NotebookView(view.page, "Neighbourhood plan", 400)


def test_title_of_the_plan_cannot_leave_its_attribute() -> None:
    """A title that holds script stays the name of the frame."""
    frame = NotebookView("<p>", '"><script>alert(1)</script>', 400)._repr_html_()
    assert frame.count("<") == 2
    assert "&#34;&gt;&lt;script&gt;" in frame


@pytest.mark.parametrize("height", [0, 199, 4001, 12.5, "tall"])
def test_height_that_makes_no_sense_is_refused(knowledge: Knowledge, height: int) -> None:
    """The error names the height and what would do."""
    with pytest.raises(SamgraphError, match=f'"{height}" pixels') as caught:
        notebook_view(knowledge, height=height)
    assert caught.value.hint == "give a whole number from 200 to 4000"


def test_frame_draws_and_is_shut_off(
    browser: Browser, knowledge: Knowledge, tmp_path: Path
) -> None:
    """In a page it draws, answers a click, reaches not its host, and asks for nothing."""
    file = tmp_path / "notebook.html"
    file.write_text(
        "<!doctype html><title>notebook</title>" + notebook_view(knowledge, "en")._repr_html_(),
        encoding="utf-8",
    )
    with listener() as (port, heard):
        context = browser.new_context(proxy={"server": f"http://127.0.0.1:{port}"})
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(file.as_uri())
        frame = page.frame_locator("iframe")
        frame.get_by_role("button", name="Table").click()
        frame.get_by_role("button", name="loneliness").click()
        assert "loneliness" in frame.locator("#panel-title").inner_text()
        inner = page.frames[1]
        assert (
            inner.evaluate("() => { try { return parent.document.title } catch { return null } }")
            is None
        )
        context.close()
    assert complaints == []
    assert not [line for line in heard if not OF_THE_BROWSER.match(line)]


def test_a_choice_in_the_frame_leaves_the_notebook_where_it_is(
    browser: Browser, knowledge: Knowledge, tmp_path: Path
) -> None:
    """Served as notebooks are, a click chooses a thing, and loads nothing into the frame."""
    view = notebook_view(knowledge, "en")._repr_html_()
    whole = f"<!doctype html><meta charset=utf-8>{view}"
    (tmp_path / "notebook.html").write_text(whole, encoding="utf-8")
    with hosted(tmp_path) as base:
        page = browser.new_page()
        page.goto(f"{base}/notebook.html")
        frame = page.frame_locator("iframe")
        frame.get_by_role("button", name="Table").click()
        frame.get_by_role("button", name="loneliness").click()
        assert "loneliness" in frame.locator("#panel-title").inner_text()
        page.wait_for_timeout(300)
        assert [one.url for one in page.frames] == [f"{base}/notebook.html", "about:srcdoc"]
        page.close()


def test_picture_on_the_page_can_be_saved(browser: Browser, tiny: Tiny, tmp_path: Path) -> None:
    """The page offers what it shows as SVG and as PNG."""
    file = tmp_path / "page.html"
    file.write_text(draw(project(build(tiny.folder)), "en"), encoding="utf-8")
    page = browser.new_context(accept_downloads=True).new_page()
    page.goto(file.as_uri())
    starts = {"svg": b"<svg", "png": b"\x89PNG"}
    for kind, start in starts.items():
        with page.expect_download() as waiting:
            page.locator(f"#save-{kind}").click()
        assert waiting.value.suggested_filename == f"samgraph.{kind}"
        assert Path(waiting.value.path()).read_bytes().startswith(start)
    page.context.close()


def test_pyvis_stays_out_of_everything_else() -> None:
    """Neither the server, the explorer's files, the report nor a question imports pyvis."""
    code = (
        "import sys\n"
        "import samgraph.web.app, samgraph.report, samgraph.explorer.documents\n"
        "from samgraph.explorer.assets import assets\n"
        "assert 'vendor/vis-network.min.js' in assets()\n"
        "import samgraph.cli\n"
        "from click.testing import CliRunner\n"
        "done = CliRunner().invoke(samgraph.cli.cli, ['questions'])\n"
        "assert done.exit_code == 0, done.output\n"
        "print(sorted({'pyvis', 'IPython'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
