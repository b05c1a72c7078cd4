"""A published site: files for any host, pages without script, SPARQL in the reader's browser."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from explorerpages import go, hosted, needs
from htmlpages import Page as CheckedPage
from pages import NARROW, Visit, browsing, visiting
from playwright.sync_api import Browser, Page, Route, expect
from smallplans import plan as small_plan
from tinyplan import FILES, Tiny
from webtools import running

from samgraph.catalogue import catalogue
from samgraph.cli import cli
from samgraph.errors import SamgraphError
from samgraph.explorer import Documents
from samgraph.explorer.questions import query_of
from samgraph.findings import Place
from samgraph.knowledge import Knowledge
from samgraph.loading import load
from samgraph.publishing import publish
from samgraph.publishing.layout import Layout, relative
from samgraph.publishing.reader import FileReader
from samgraph.terms import PREFIXES
from samgraph.web.about_page import about_page
from samgraph.web.addresses import Addresses
from samgraph.web.served import of_knowledge
from samgraph.web.shelf import Shelf

NS = "https://example.org/tiny/"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def digests(folder: Path) -> Mapping[str, str]:
    """Return the digest of every file by its path."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site of the tiny plan, in a folder below what is hosted, with a hostile label."""
    folder = tmp_path_factory.mktemp("plan") / "tiny"
    folder.mkdir()
    tiny = Tiny(folder)
    for name, text in FILES.items():
        tiny.write(name, text)
    file = next(name for name, text in FILES.items() if "\nt:S1," in text)
    label = '"<script>alert(1)</script><img src=x onerror=alert(2)>\u202egnp"'
    tiny.change(file, "living together,", f"{label},")
    target = tmp_path_factory.mktemp("web") / "below" / "site"
    target.parent.mkdir()
    publish(of_knowledge(load(folder)), target, lang="en")
    return target


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with browsing(chromium) as one:
        yield one


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Give the address of the site, in a folder of a host."""
    with hosted(site.parent.parent) as base:
        yield f"{base}/below/site"


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    with visiting(browser, address) as one:
        yield one


def move(page: Page, query: str) -> None:
    """Ask another query of the page that is open."""
    state = {"view": "query", "lang": "en", "query": query}
    page.evaluate("(state) => { location.hash = new URLSearchParams(state); }", state)


class _Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value and not value.startswith("data:"):
                self.found.append((tag, value))
            if name == "id" and value:
                self.ids.add(value)


def test_every_link_of_every_page_leads_to_a_file_of_the_site(site: Path) -> None:
    """By a relative address, and to a fragment that is there; only readers leave, by a click."""
    pages = {file: _Links(file.read_text(encoding="utf-8")) for file in site.rglob("*.html")}
    assert len(pages) > 60
    for file, page in pages.items():
        for tag, link in page.found:
            if link.startswith(("https://", "http://")):
                assert tag == "a", (file, link)
                continue
            assert not link.startswith("/"), (file, link)
            parts = urlsplit(link)
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            assert target.is_file(), (file, link)
            if parts.fragment and target.suffix == ".html" and target.name != "index.html":
                assert unquote(parts.fragment) in pages[target].ids, (file, link)


def test_pages_are_sound_and_in_both_languages(site: Path) -> None:
    """Each page of the other language stands in a folder of its name, and both lead to another."""
    own = [one for one in site.rglob("*.html") if one.name != "index.html"]
    english = [one for one in own if one.relative_to(site).parts[0] != "nl"]
    assert len(english) * 2 == len(own)
    for file in english:
        other = site / "nl" / file.relative_to(site)
        for page, lang in ((file, "en"), (other, "nl")):
            text = page.read_text(encoding="utf-8")
            checked = CheckedPage(text)
            assert checked.faults == [], page
            assert f'<html lang="{lang}">' in text
            assert "script" not in checked.tags
            assert "Content-Security-Policy" in text


def test_the_same_plan_gives_the_same_bytes(tiny: Tiny, tmp_path: Path) -> None:
    """Also where the site is replaced."""
    served = of_knowledge(load(tiny.folder))
    publish(served, tmp_path / "one")
    first = digests(tmp_path / "one")
    publish(of_knowledge(load(tiny.folder)), tmp_path / "two")
    assert digests(tmp_path / "two") == first
    publish(served, tmp_path / "one", lang="en")
    assert digests(tmp_path / "one") != first
    publish(served, tmp_path / "one")
    assert digests(tmp_path / "one") == first


def test_the_explorer_reads_the_very_documents_of_a_server(site: Path, tiny: Tiny) -> None:
    """But for the label that was changed here, and links to what has no page in files."""
    served = of_knowledge(load(tiny.folder))
    shelf = Shelf(served.to_knowledge(), served)
    documents = shelf.documents
    assert isinstance(documents, Documents)
    names = set(documents.names())
    assert names == {
        str(one.relative_to(site / "explorer").with_suffix(""))
        for one in (site / "explorer").rglob("*.json")
    }
    same = 0
    for name in names:
        content = (site / "explorer" / f"{name}.json").read_bytes()
        if b"alert(1)" not in content and name != "plan":
            wanted = documents.document(name)
            assert wanted is not None
            if content != wanted:
                assert _without_pages(content) == _without_pages(wanted), name
            same += 1
    assert same > 20


def _without_pages(content: bytes) -> bytes:
    return re.sub(rb',"page":"[^"]*"', b"", content)


def test_dumps_and_description_say_the_same_as_the_plan(site: Path) -> None:
    """Every format is there, the description's addresses are files, and what is asked is all."""
    quads = set(ox.parse((site / "dump.nq").read_bytes(), format=ox.RdfFormat.N_QUADS))
    packed = gzip.decompress((site / "explorer" / "graph.bin").read_bytes())
    assert set(ox.parse(packed, format=ox.RdfFormat.N_QUADS)) == quads
    for form in ("ttl", "nt", "jsonld", "rdf", "trig"):
        assert (site / f"dump.{form}").stat().st_size > 10_000
    for file, base in (("void.ttl", ""), (".well-known/void", ".well-known/")):
        text = (site / file).read_bytes()
        said = ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=f"https://host/x/{base}void")
        dumps = {quad.object.value for quad in said if quad.predicate.value.endswith("#dataDump")}
        assert dumps == {
            f"https://host/x/dump.{form}" for form in ("ttl", "nt", "jsonld", "rdf", "trig", "nq")
        }
    assert b"sparqlEndpoint" not in (site / "void.ttl").read_bytes()


def test_whose_is_what_is_said(site: Path) -> None:
    """On a page and in a file, with each licence that is carried."""
    notice = (site / "LICENCES.txt").read_text(encoding="utf-8")
    about = (site / "about.html").read_text(encoding="utf-8")
    for name in ("vis-network", "codemirror-lang-sparql", "oxigraph"):
        assert name in about
    for found in re.findall(r"\((assets/[^)]+)\)", notice):
        assert (site / found).is_file(), found
    assert "MIT" in notice


def test_a_folder_of_somebody_else_is_refused(tiny: Tiny, tmp_path: Path) -> None:
    """And one of ours in which somebody has put something; nothing in it changes."""
    served = of_knowledge(load(tiny.folder))
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    with pytest.raises(SamgraphError, match="something else stands there already"):
        publish(served, other)
    own = tmp_path / "own"
    publish(served, own)
    (own / "CNAME").write_text("example.org")
    before = digests(own)
    with pytest.raises(SamgraphError, match='has not put there: "CNAME"'):
        publish(served, own)
    assert digests(own) == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["other", "own", "tiny"]


def test_a_failure_leaves_nothing_behind(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site that stood there still stands."""
    served = of_knowledge(load(tiny.folder))
    publish(served, tmp_path / "site")
    before = digests(tmp_path / "site")

    def fail(self: Documents, name: str) -> bytes:
        raise SamgraphError(f"no {name}")

    monkeypatch.setattr(Documents, "document", fail)
    with pytest.raises(SamgraphError, match="no "):
        publish(served, tmp_path / "site")
    assert digests(tmp_path / "site") == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["site", "tiny"]


HOSTILE = (
    "../../up", "..%2F..%2Fup", "CON", "sd5", "SD5", "x" * 300, "a/b/c", "é", "~a", ".hidden",
    "S1.nl", "index", "%00", "a&b'c",
)  # fmt: skip


def test_names_that_no_disk_can_hold_are_held(tmp_path: Path) -> None:
    """Nothing is written outside the site, and no file stands for two things."""
    store = ox.Store()
    graph = ox.NamedNode(f"{NS}graph/structure")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    theme = ox.NamedNode("https://w3id.org/samgraph/ns#Theme")
    for name in HOSTILE:
        store.add(ox.Quad(ox.NamedNode(NS + name), kind, theme, graph))
    knowledge = Knowledge("t", ox.NamedNode(f"{NS}plan"), NS, {**PREFIXES, "t": NS}, store)
    served = of_knowledge(knowledge)
    layout = Layout(Shelf(knowledge, served), Addresses(NS, "t"), "nl")
    places = list(layout.things.values())
    assert len(places) == len(HOSTILE)
    assert len({one.casefold() for one in places}) == len(HOSTILE)
    publish(served, tmp_path / "site")
    for place in places:
        for file in (f"{place}.html", f"en/{place}.html", f"{place}.ttl"):
            found = (tmp_path / "site" / file).resolve()
            assert found.is_file()
            assert found.is_relative_to(tmp_path / "site")
    assert [one.name for one in tmp_path.iterdir()] == ["site"]
    listed = _Links((tmp_path / "site" / "things.html").read_text(encoding="utf-8")).found
    reached = {unquote(link) for _, link in listed}
    assert {f"{place}.html" for place in places} <= reached


def test_links_are_relative_to_where_they_stand() -> None:
    """Up, down, and to a place on the page itself."""
    assert relative("ns.html#Goal", "nl/tiny/S1.html") == "../../ns.html#Goal"
    assert relative("nl/tiny/S2.html", "nl/tiny/S1.html") == "S2.html"
    assert relative("ns.html#Goal", "ns.html") == "#Goal"
    assert relative("a b/ü.html", "index.html") == "a%20b/%C3%BC.html"


def test_what_xml_cannot_hold_is_left_out_of_xml_alone(tmp_path: Path) -> None:
    """The other formats are there."""
    knowledge = small_plan("p1 worksOn ta")
    label = ox.Quad(
        ox.NamedNode(f"{knowledge.namespace}odd"),
        ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
        ox.Literal("bell\x07"),
        knowledge.graph("structure"),
    )
    store = ox.Store()
    store.extend([*knowledge.store, label])
    odd = Knowledge(knowledge.name, knowledge.plan, knowledge.namespace, knowledge.prefixes, store)
    done = publish(of_knowledge(odd), tmp_path / "site")
    assert done.left_out == ("rdf",)
    assert not (tmp_path / "site" / "dump.rdf").exists()
    assert (tmp_path / "site" / "dump.ttl").exists()
    page = (tmp_path / "site" / "dataset.html").read_text(encoding="utf-8")
    assert "dump.rdf" not in page
    assert b"dump.rdf" not in (tmp_path / "site" / "void.ttl").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{full}"], "something else stands there already"),
        (["{new}", "nowhere"], "is no folder and no packaged plan"),
        (["{new}", "--source", "{new}/no.txt"], "no.txt"),
        ([], "Missing argument 'DIR'"),
        (["{file}"], "something else stands there already"),
        (["{new}/a/b/c"], "make the folder first"),
    ],
)
def test_what_is_wrong_ends_with_status_2(
    tiny: Tiny, tmp_path: Path, arguments: list[str], message: str
) -> None:
    """And with one message; nothing is written."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    places = {"full": tmp_path / "full", "new": tmp_path / "new", "file": tmp_path / "full/file"}
    given = [one.format(**places) for one in arguments]
    if len(given) == 1 or "--source" in given:
        given.insert(1, str(tiny.folder))
    done = CliRunner().invoke(cli, ["publish", *given])
    assert done.exit_code == 2, done.output
    assert message in done.output
    assert sorted(tmp_path.rglob("*")) == before


def test_the_command_says_what_it_wrote(tiny: Tiny, tmp_path: Path) -> None:
    """On standard error; on standard output nothing."""
    target = tmp_path / "site"
    done = CliRunner().invoke(
        cli, ["publish", str(target), str(tiny.folder), "--lang", "en", "--force"]
    )
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert re.search(r"site: \d+ files, [\d.]+ MB", done.stderr)
    assert json.loads((target / "samgraph-site.json").read_text())["plan"] == f"{NS}plan"


def test_a_page_without_script_says_all_and_runs_nothing(browser: Browser, address: str) -> None:
    """A hostile label is text; links lead on, and to the other language."""
    for scheme in ("light", "dark"):
        with visiting(browser, address, scheme=scheme, java_script_enabled=False) as visit:
            visit.page.goto(f"{address}/things.html")
            link = visit.page.get_by_role("link", name="<script>alert(1)</script>").first
            link.click()
            expect(visit.page.locator("h1")).to_contain_text("<img src=x onerror=alert(2)>")
            assert visit.page.locator("main img, main script").count() == 0
            visit.page.get_by_title("Nederlands").click()
            assert "/nl/tiny/S1.html" in visit.page.url
            visit.page.goto(f"{address}/index.html")
            visit.page.get_by_role("link", name="About and licences").first.click()
            expect(visit.page.locator("h1")).to_have_text("About this site and licences")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_a_barrier(browser: Browser, address: str, scheme: str) -> None:
    """Wide and narrow, in both languages."""
    with visiting(browser, address, scheme=scheme, size=NARROW) as visit:
        for name in ("dataset", "things", "about", "tiny/S1", "nl/about", "nl/tiny/O1"):
            visit.page.goto(f"{address}/{name}.html")
            assert visit.faults() == [], name
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= 360, name


def test_sparql_is_answered_in_the_browser_with_the_network_cut(visit: Visit) -> None:
    """In a folder of a plain host; once the graph is there, nothing is asked for any more."""
    needs("engine")
    page = visit.page
    go(visit, view="query", lang="en", query="ASK { t:S1 a sg:StrategicGoal }")
    expect(page.locator(".verdict")).to_have_text("Yes")
    page.context.set_offline(True)
    for query, wanted in (
        ("SELECT ?goal { ?goal a sg:StrategicGoal }", "2 rows"),
        ("CONSTRUCT WHERE { ?s sg:partOf ?o }", "statements"),
        ("DESCRIBE t:S1", "statements"),
    ):
        move(page, query)
        expect(page.locator(".answer-head")).to_contain_text(wanted)
    page.context.set_offline(False)


def test_a_query_in_the_browser_is_stopped_and_the_next_is_answered(visit: Visit) -> None:
    """The engine is ended with the query, and started anew."""
    needs("engine")
    page = visit.page
    go(visit, view="query", lang="en", query="ASK {}")
    expect(page.locator(".verdict")).to_have_text("Yes")
    move(page, ENDLESS)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("The query was stopped.")).to_be_visible()
    page.get_by_role("button", name="Run").focus()
    page.go_back()
    expect(page.locator(".verdict")).to_have_text("Yes")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * {\n  ?a ?b\n}", "Go to line 3, column"),
        ("SELECT * {\n  ?a nope:b ?c }", "the prefix “nope:” is not declared"),
        ("INSERT DATA { t:a t:b t:c }", "this is no query"),
        ("SELECT * { SERVICE <https://example.org/> { ?a ?b ?c } }", "is not supported"),
    ],
)
def test_the_engine_in_the_browser_says_what_is_wrong(visit: Visit, query: str, said: str) -> None:
    """With line and column where it knows them; nobody else is asked."""
    needs("engine")
    go(visit, view="query", lang="en", query=query)
    expect(visit.page.locator(".query-error")).to_contain_text(said)


def test_the_default_graph_is_that_of_a_server(visit: Visit) -> None:
    """The union without what is only suggested, unless a query names its own."""
    needs("engine")
    for query, wanted in (
        ("ASK { ?one a sg:Suggestion }", "No"),
        ("ASK { GRAPH ?g { ?goal a sg:StrategicGoal } }", "Yes"),
        ("ASK FROM <https://example.org/tiny/graph/links> { ?goal a sg:StrategicGoal }", "No"),
        ("ASK FROM <https://example.org/tiny/graph/structure> { ?x a sg:StrategicGoal }", "Yes"),
    ):
        go(visit, view="query", lang="en", query=query)
        expect(visit.page.locator(".verdict")).to_have_text(wanted)


_ALL = """
async (texts) => {
  const { sparql } = await import(new URL("assets/source.js", location.href));
  const found = {};
  for (const [name, text] of Object.entries(texts)) {
    const reply = await sparql(text);
    found[name] = reply.status === 200 ? JSON.parse(reply.text).results.bindings : reply.text;
  }
  return found;
}
"""


def test_every_question_is_answered_in_the_browser_as_on_a_server(visit: Visit, site: Path) -> None:
    """Row by row."""
    needs("engine")
    store = ox.Store()
    store.load((site / "dump.nq").read_bytes(), format=ox.RdfFormat.N_QUADS)
    knowledge = Knowledge("tiny", ox.NamedNode(f"{NS}plan"), NS, PREFIXES, store)
    texts = {name: query_of(question) for name, question in catalogue().items()}
    go(visit, view="findings")
    found = visit.page.evaluate(_ALL, texts)
    answered = 0
    for name, text in texts.items():
        answer = knowledge.query(text)
        assert isinstance(answer, ox.QuerySolutions)
        said = json.loads(answer.serialize(format=ox.QueryResultsFormat.JSON) or b"")
        wanted = said["results"]["bindings"]
        assert not isinstance(found[name], str), (name, found[name])
        assert sorted(map(_plain, found[name])) == sorted(map(_plain, wanted)), name
        answered += bool(wanted)
    assert answered > 20


def _plain(row: Mapping[str, object]) -> str:
    # Nodes without a name are called otherwise by each engine.
    return re.sub(r'"bnode", "value": "[^"]*"', '"bnode"', json.dumps(row, sort_keys=True))


def test_without_the_engine_the_page_says_what_is_missing(browser: Browser, address: str) -> None:
    """And asks for nothing that is not there."""
    with visiting(browser, address) as visit:

        def without(route: Route) -> None:
            response = route.fetch()
            text = re.sub(r'data-vendor="[^"]*"', 'data-vendor=""', response.text())
            route.fulfill(response=response, body=text)

        visit.page.route(f"{address}/", without)
        go(visit, view="query", lang="nl", query="ASK {}")
        expect(visit.page.get_by_role("note")).to_contain_text("SPARQL kan hier niet")
        expect(visit.page.get_by_role("button", name="Voer uit")).to_be_disabled()
        assert visit.faults() == []
        assert not [one for one in visit.asked if "vendor" in urljoin(address, one)]


def test_a_server_has_the_page_about_itself_too() -> None:
    """In both languages, with its licences, and a link from the explorer."""
    with running() as server:
        for lang, title in (("nl", "Over deze site en licenties"), ("en", "About this site")):
            answer = server.ask(f"/about?lang={lang}")
            assert answer.status == 200
            assert title in answer.body.decode()
            assert CheckedPage(answer.body.decode()).faults == []
        assert 'href="/about"' in server.ask("/").body.decode()


def test_whose_the_quotations_are_is_said() -> None:
    """Where the source is quoted, and only there."""
    served = of_knowledge(small_plan("p1 worksOn ta"))
    said = "Passages are quoted here"
    for quotes in ({}, {Place(1, 2, "1"): "a sentence of the source"}):
        shelf = Shelf(served.to_knowledge(), served, quotes)
        layout = Layout(shelf, Addresses(served.namespace, served.name), "en")
        page = about_page(FileReader(shelf, layout, "about", "en"))
        assert (said in page) == bool(quotes)
