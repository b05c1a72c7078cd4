"""The explorer's documents, and the server that gives them: bytes, headers, renewal."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tinyplan import Tiny
from webtools import Running, running

from samgraph.coverage import cover_all
from samgraph.explorer import Documents, Material
from samgraph.explorer.assets import assets, shell
from samgraph.explorer.naming import stems
from samgraph.fingerprints import fingerprint
from samgraph.knowledge import Knowledge
from samgraph.records import records
from samgraph.sources import Source
from samgraph.stored import stored_gaps
from samgraph.terms import STANDINGS
from samgraph.web import explorer_pages, site
from samgraph.web.limits import Limits
from samgraph.web.preparing import prepare
from samgraph.web.served import Served

TEMPLATES = Path(__file__).parent.parent / "samgraph" / "templates"


@pytest.fixture(scope="module")
def documents(sam: Knowledge) -> Documents:
    """Return the documents of the SAM plan."""
    return Documents(Material(sam), version="1")


@pytest.fixture(scope="module")
def server(sam: Knowledge) -> Iterator[Running]:
    """Serve the SAM plan."""
    with running(sam, Limits(workers=1)) as found:
        yield found


def read(documents: Documents, name: str) -> Any:  # noqa: ANN401
    """Return a document, parsed."""
    content = documents.document(name)
    assert content is not None, name
    return json.loads(content)


def test_every_document_that_is_named_is_there(documents: Documents, sam: Knowledge) -> None:
    """Each is JSON, and made anew it is the same bytes."""
    again = Documents(Material(sam), version="1")
    names = list(documents.names())
    assert len(names) == len(set(names)) > 800
    for name in names:
        content = documents.document(name)
        assert content == again.document(name), name
        assert json.loads(content or b""), name
    for name in ("", "plan.json", "things/", "things/../plan", "frames/nothing", "Plan"):
        assert documents.document(name) is None, name


def test_a_frame_says_what_coverage_counts(documents: Documents, sam: Knowledge) -> None:
    """The cells of each document are as many in each reading as the intervals say."""
    for matrix in cover_all(sam).matrices:
        said = read(documents, f"frames/{matrix.frame.name}")
        interval = matrix.interval()
        for number, standing in enumerate(STANDINGS):
            within = STANDINGS[: number + 1]
            filled = sum(cell["status"] in within for cell in said["cells"])
            assert filled == getattr(interval, standing), (matrix.frame.name, standing)
        at = {tuple(cell["at"]): cell["status"] for cell in said["cells"]}
        other = {tuple(one["at"]): one["status"] for one in said["emptiness"]}
        for i, row in enumerate(matrix.frame.rows):
            for j, column in enumerate(matrix.frame.columns):
                status = at.get((i, j)) or other.get((i, j)) or said["empty"]
                assert status == matrix.status(row, column)
        assert said["frame"]["cells"]["total"] == interval.total


def test_every_link_on_record_has_its_evidence(documents: Documents, sam: Knowledge) -> None:
    """Standing, review, rationale and places are those of the record, on every page."""
    known = {sam.curie(one.iri): one for one in records(sam).values()}
    seen: set[str] = set()
    for name in documents.names():
        if name.startswith("things/"):
            for relation in read(documents, name)["relations"]:
                for link in relation["links"]:
                    if "record" in link:
                        record = known[link["record"]]
                        seen.add(link["record"])
                        assert link["standing"] == record.standing
                        assert link.get("review", "") == record.review
                        assert len(link.get("places", ())) == len(record.places)
                        assert record.standing != "judged" or link["why"]["en"]
                    else:
                        assert link["standing"] in ("derived", "judged"), link
    assert seen == known.keys()


def test_derived_links_say_what_they_follow_from(documents: Documents) -> None:
    """Each way leads from one end to the other over links on record."""
    said = [
        link
        for relation in read(documents, "things/SD1")["relations"]
        for link in relation["links"]
        if "follows" in link
    ]
    assert said
    for link in said:
        for way in link["follows"]:
            touched = {end for one in way for end in (one["from"], one["to"])}
            assert touched & {link["from"], link["to"]}
            assert all("record" in one for one in way)


def test_the_source_is_quoted_where_it_is_given(sam: Knowledge) -> None:
    """Beside a place of a link and of a gap; without a document no text of the source is there."""
    gap = stored_gaps(sam)[0]
    place = gap.places[0]
    quoted = Documents(Material(sam), quotes={place: "Wat er staat."})
    first = read(quoted, "plan")["gaps"]["first"][0]
    assert first["places"][0]["quote"] == "Wat er staat."
    assert read(quoted, "plan")["quoted"] is True
    assert b'quote"' not in (Documents(Material(sam)).document("plan") or b"")


def test_the_index_names_everything_in_both_languages(documents: Documents) -> None:
    """Each thing has an id, a type and labels, and its document is under the name it says."""
    said = read(documents, "things")
    types = {one["id"] for one in said["types"]}
    for one in said["things"]:
        assert one["nl"] and one["en"] and one["type"] in types
        stem = one.get("file", one["id"].partition(":")[2])
        assert documents.document(f"things/{stem}") is not None
    assert sum(one["count"] for one in said["types"]) == len(said["things"])
    ids = [one["id"] for one in said["things"]]
    assert len(set(ids)) == len(ids)


def test_names_that_disks_cannot_hold_are_replaced() -> None:
    """By a digest where a name is odd, long, taken by Windows, or alike but for case."""
    names = {"a": "SD5", "b": "x/y", "c": "aux", "d": "Same", "e": "same", "f": "n" * 200,
             "g": "..", "h": "end.", "i": ""}  # fmt: skip
    found = stems(names.items())
    assert found["a"] == "SD5"
    assert len(set(found.values())) == len(names)
    for name in "bcdefghi":
        assert re.fullmatch(r"~[0-9a-f]{24}", found[name]), name


def test_a_single_plan_is_a_collection_of_one(documents: Documents, sam: Knowledge) -> None:
    """Its shares are those of its frames."""
    (plan,) = read(documents, "collection")["plans"]
    for matrix in cover_all(sam).matrices:
        said = plan["frames"][matrix.frame.name]
        assert said["judged"] == round(matrix.interval().share("judged"), 4)
        assert said["cells"] == matrix.interval().total


def test_the_server_gives_page_documents_and_files(server: Running, documents: Documents) -> None:
    """The page runs only its own scripts; documents are renewed, versioned files never change."""
    page = server.ask("/", headers={"Accept-Language": "nl"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy
    text = page.body.decode()
    assert '<html lang="nl"' in text
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|style=", text)
    plan = server.ask("/explorer/plan.json", headers={"Accept-Encoding": "gzip"})
    said = json.loads(gzip.decompress(plan.body))
    assert {**said, "version": ""} == {**read(documents, "plan"), "version": ""}
    assert plan.headers["cache-control"] == "public, no-cache"
    again = server.ask(
        "/explorer/plan.json",
        headers={"Accept-Encoding": "gzip", "If-None-Match": plan.headers["etag"]},
    )
    assert again.status == 304 and again.body == b""
    (script,) = re.findall(r'src="(/assets/[^"]+/shell\.js)"', text)
    file = server.ask(script)
    assert file.body == assets()["shell.js"]
    assert "immutable" in file.headers["cache-control"]
    assert file.headers["content-type"].startswith("text/javascript")
    assert server.ask("/assets/shell.js").headers["cache-control"] == "public, no-cache"
    for path in ("/explorer/nothing.json", "/assets/../pyproject.toml", "/assets/index.html.j2",
                 "/assets/v-0/nothing.js", "/explorer/things/..%2f..%2fplan.json"):  # fmt: skip
        assert server.ask(path).status == 404, path


def test_what_stood_first_is_still_there(server: Running) -> None:
    """The list of addresses and the pages that need no script, to which the page leads."""
    text = server.ask("/").body.decode()
    for path in ("dataset", "coverage", "gaps", "discrepancies", "questions", "ns", "addresses"):
        assert f'href="/{path}"' in text
        assert server.ask(f"/{path}", headers={"Accept": "text/html"}).status == 200


def test_documents_are_renewed_with_the_plan(tiny: Tiny) -> None:
    """A changed table is read again, and the explorer's documents change with it."""
    with running(tiny.folder, Limits(workers=1), watch=0.1, eager=True) as server:
        before = server.ask("/explorer/things.json")
        assert "living together" in before.body.decode()
        tiny.change("goals.csv", ",living together,", ",living close,")
        for _ in range(200):
            after = server.ask(
                "/explorer/things.json", headers={"If-None-Match": before.headers["etag"]}
            )
            if after.status == 200:
                break
            time.sleep(0.1)
        assert "living close" in after.body.decode()
        assert after.headers["etag"] != before.headers["etag"]


def test_a_plan_that_could_not_be_read_for_a_moment_is_read_again(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that is short of processes once does not end the renewal of the plan."""
    refused: list[str] = []

    async def short(*arguments: Any, **options: Any) -> Served:  # noqa: ANN401
        if refused:
            return await prepare(*arguments, **options)
        refused.append("once")
        raise BlockingIOError(11, "Resource temporarily unavailable")

    with running(tiny.folder, Limits(workers=1), watch=0.1) as server:
        version = server.site.served.version
        monkeypatch.setattr(site, "prepare", short)
        tiny.change("goals.csv", ",living together,", ",living close,")
        assert "unavailable" in str(server.line(event="reload", level="error")["message"])
        tiny.change("goals.csv", ",living close,", ",living apart,")
        for _ in range(300):
            if server.site.served.version != version:
                break
            time.sleep(0.1)
        assert "living apart" in server.ask("/explorer/things.json").body.decode()


def test_files_are_packed_beside_the_loop(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for a large file of the explorer holds up nobody who asks something else."""
    pack, beside = explorer_pages._file, []

    def packing(name: str, wants_gzip: bool) -> tuple[bytes, str]:
        with pytest.raises(RuntimeError, match="no running event loop"):
            asyncio.get_running_loop()
        beside.append(name)
        return pack(name, wants_gzip)

    monkeypatch.setattr(explorer_pages, "_file", packing)
    assert server.ask("/assets/shell.js", headers={"Accept-Encoding": "gzip"}).status == 200
    assert beside == ["shell.js"]


def test_the_server_quotes_the_document_of_the_plan(tiny: Tiny) -> None:
    """Given the plan's own text, links are shown with what it says there."""
    lines = ["Buurtplan.", "", "Wij vragen een bank.", "Met de buren.", "Samen."]
    text = "".join(lines[2:5]).casefold().replace(" ", "")
    start = len(lines[0])
    tiny.change("passages.csv", "3,5,40,90,fedcba9876543210",
                f"3,5,{start},{start + len(text)},{fingerprint(text)}")  # fmt: skip
    tiny.change("passages.csv", "1,1,9,0,90,0123456789abcdef",
                f"1,1,5,0,{start + len(text)},"
                f"{fingerprint(lines[0].casefold() + text)}")  # fmt: skip
    source = Source("plan.txt", tuple(lines))
    with running(tiny.build(), Limits(workers=1), document=source) as server:
        said = server.ask("/explorer/things/O1.json").json()
        quotes = {
            place.get("quote")
            for relation in said["relations"]
            for link in relation["links"]
            for place in link.get("places", ())
        }
        assert "Wij vragen een bank. Met de buren. Samen." in quotes


def test_the_page_works_below_a_path_and_in_a_folder() -> None:
    """Addresses are as they are given: below a prefix, or beside the page."""
    served = shell({"nl": "<b>"}, "nl", root="/a/", base="/a/assets/", source="server",
                   links={"gaps": "/a/gaps"})  # fmt: skip
    assert 'data-root="/a/"' in served and 'src="/a/assets/shell.js"' in served
    assert "<title>&lt;b&gt;</title>" in served
    static = shell({}, "en", root="", base="assets/", source="static", links={})
    assert 'href="explorer/plan.json"' in static and 'src="assets/shell.js"' in static
    assert "wasm-unsafe-eval" in static and "wasm-unsafe-eval" not in served


def test_there_is_one_palette() -> None:
    """No stylesheet but the palette's sets a colour that every page shares, by day or by night."""
    for file in sorted(TEMPLATES.rglob("*.css")):
        if not file.name.startswith("palette"):
            named = re.findall(r"(?m)--(paper|stated|judged|open):", file.read_text("utf-8"))
            assert not named or file.name == "report.css", file
    day, night = (
        dict(re.findall(r"--(\w+): (#\w+)", (TEMPLATES / name).read_text("utf-8")))
        for name in ("palette.css", "palette-dark.css")
    )
    assert day.keys() == night.keys()
    for colours in (day, night):
        for name in day.keys() - {"paper", "sheet", "edge", "wash"}:
            for ground in ("paper", "sheet", "wash"):
                assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
        return sum(weight * x for weight, x in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    lights = sorted((light(one), light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def test_texts_never_become_markup() -> None:
    """No script of ours parses text as HTML, or makes code of it."""
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|"
        r"DOMParser|createContextualFragment|\.style\s*=|setAttribute\(\"style\""
    )
    for name, content in assets().items():
        if name.endswith(".js") and not name.startswith("vendor/"):
            assert not forbidden.search(content.decode()), name


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal as Unix has it")
def test_on_a_terminal_explore_serves_until_it_is_stopped(tiny: Tiny, tmp_path: Path) -> None:
    """The summary first, then the address, at which the explorer is; Ctrl-C ends it well."""
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "SAMGRAPH_CACHE": ""}
    environment.pop("DISPLAY", None)
    environment.pop("WAYLAND_DISPLAY", None)
    command = [sys.executable, "-m", "samgraph", "explore", str(tiny.folder), "--lang", "en",
               "--port", "0"]  # fmt: skip
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL, cwd=tmp_path,
        env=environment, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    try:
        heard = b""
        while b"Ctrl-C" not in heard:
            heard += os.read(ours, 65_536)
        text = heard.decode()
        assert text.index("What the plan covers") < text.index("The explorer is at")
        address = re.search(r"http://127\.0\.0\.1:\d+/", text)
        assert address is not None
        from urllib.request import urlopen

        with urlopen(address[0], timeout=10) as page:  # noqa: S310 - our own server
            assert b'data-source="server"' in page.read()
        process.send_signal(2)
        assert process.wait(20) == 0
        assert not list(tmp_path.glob("*.html"))
    finally:
        process.kill()
        process.wait()
        os.close(ours)
