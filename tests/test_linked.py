"""Every IRI answers with a page and with RDF; the whole graph can be had in every format."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from htmlpages import Page
from tinyplan import FILES, NS, Tiny
from webtools import Answer, Running, running

from samgraph.knowledge import Knowledge
from samgraph.terms import DCTERMS, PREFIXES, RDF, SG, sg
from samgraph.web.addresses import Addresses, in_header, is_web
from samgraph.web.asking import DESCRIBED
from samgraph.web.limits import Limits
from samgraph.web.linked import ROUTES, THINGS
from samgraph.web.media import GRAPHS, SERIALISED

HOSTILE = "</title><script>alert(1)</script>&amp;\"'"
ODD = "odd%2Fé"
"""The end of an IRI that holds a percent sign and a letter that is not ASCII."""
HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
ENGLISH = {**HTML, "Accept-Language": "en-GB,en;q=0.8"}


@dataclass(frozen=True)
class Served:
    """A server and the plan that it serves."""

    server: Running
    plan: Knowledge

    def ask(self, path: str, **headers: str) -> Answer:
        return self.server.ask(path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def page(self, path: str, **headers: str) -> Page:
        answer = self.server.ask(path, headers={**ENGLISH, **headers})
        assert answer.status == 200, (path, answer.body)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        page = Page(answer.body.decode())
        assert not page.faults, (path, page.faults)
        return page

    def triples(self, path: str, form: str = "nt") -> set[ox.Triple]:
        answer = self.ask(f"{path}.{form}")
        assert answer.status == 200, answer.body
        return {quad.triple for quad in ox.parse(answer.body, format=SERIALISED[form])}


@pytest.fixture(scope="module")
def tiny_served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the small plan, with labels that are after whoever shows them."""
    plan = Tiny(tmp_path_factory.mktemp("plans") / "tiny")
    plan.folder.mkdir()
    for name, text in FILES.items():
        plan.write(name, text)
    quoted = HOSTILE.replace('"', '""')
    plan.change("lists.csv", ",the garden,", f',"{quoted}",')
    plan.change("plan.ttl", '"Neighbourhood plan"@en', '"Neighbourhood <b>plan</b>"@en')
    plan.change(
        "plan.ttl",
        "t:document a dcterms:BibliographicResource ;",
        "t:document a dcterms:BibliographicResource ;\n"
        "    <http://www.w3.org/2000/01/rdf-schema#seeAlso> <javascript:alert(1)> ;",
    )
    knowledge = plan.build()
    graph = knowledge.graph("structure")
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    for local in (ODD, "plain.ttl", "plain.ttl.nt"):
        knowledge.store.add(
            ox.Quad(ox.NamedNode(NS + local), label, ox.Literal(local, language="en"), graph)
        )
    with running(knowledge) as server:
        yield Served(server, knowledge)


@pytest.fixture(scope="module")
def sam_served(sam: Knowledge) -> Iterator[Served]:
    """Serve the SAM plan."""
    with running(sam) as server:
        yield Served(server, sam)


def node(local: str) -> ox.NamedNode:
    return ox.NamedNode(NS + local)


# Addresses


def test_an_iri_is_answered_at_its_own_path() -> None:
    """One rule of redirection serves the ontology and every plan."""
    addresses = Addresses("https://w3id.org/samgraph/sam-2021-2025/", "sam", "/below")
    assert addresses.path_of("https://w3id.org/samgraph/sam-2021-2025/SD5") == (
        "/below/sam-2021-2025/SD5"
    )
    assert addresses.path_of(sg("Goal")) == "/below/ns/Goal"
    assert addresses.path_of(SG.removesuffix("#")) == "/below/ns"
    assert addresses.path_of("https://w3id.org/samgraph/sam-2021-2025/") == "/below/dataset"
    assert addresses.path_of("http://www.w3.org/2004/02/skos/core#Concept") == ""


@pytest.mark.parametrize(
    "namespace", ["https://example.org/", "https://example.org/gaps/", "https://example.org/a%2Fb/"]
)
def test_a_namespace_without_a_free_folder_gets_one(namespace: str) -> None:
    """A plan cannot take the place of another page of the server."""
    assert Addresses(namespace, "my plan").path_of(f"{namespace}x") == "/id/my%20plan/x"


def test_only_the_web_is_linked_to() -> None:
    """An IRI may be script; a header takes only what is ASCII."""
    assert is_web("https://example.org/")
    assert not is_web("javascript:alert(1)")
    assert not is_web("http://example.org/<script>")
    assert in_header("https://example.org/é>x") == "https://example.org/%C3%A9%3Ex"


# Things


def test_a_thing_has_a_page(tiny_served: Served) -> None:
    """It says what the thing is called and is, how it is linked, and by which passage."""
    page = tiny_served.page("/tiny/O2")
    assert page.languages == ["en"]
    for text in (
        "a reading circle",
        "O2",
        "operational goal",
        "On a reading circle.",
        "een leeskring",
    ):
        assert page.says(text), text
    assert page.says("carries out")
    assert page.says("judged")
    assert page.says("It teaches.")
    assert page.says("§1.1, lines 3–5")
    assert page.says(NS + "O2")
    assert "/tiny/link/O2/carriesOut/teaching" in page.links
    assert "/tiny/p-grid" in page.links
    assert "/tiny/teaching" in page.links


def test_a_link_is_seen_from_both_ends(tiny_served: Served) -> None:
    """What others make of a thing stands on its page, by the name of the inverse if it has one."""
    page = tiny_served.page("/tiny/meeting")
    assert page.says("is carried out by")
    assert {"/tiny/O1", "/tiny/O2"} <= set(page.links)
    assert tiny_served.page("/tiny/loneliness").says("works on this")
    both = tiny_served.page("/tiny/S2")
    assert both.text.count("relates to") == 1
    assert "/tiny/link/S1/relatesTo/S2" in both.links


def test_what_is_only_suggested_says_so(tiny_served: Served) -> None:
    """A suggestion is shown, told apart from what counts."""
    page = tiny_served.page("/tiny/shops")
    assert page.says("suggested, not counted")


def test_a_thing_shows_the_gaps_it_is_part_of(tiny_served: Served) -> None:
    """A gap links back, and has a page of its own."""
    page = tiny_served.page("/tiny/heat")
    (gap,) = {link for link in page.links if link.startswith("/tiny/gap/challenge-goal/")}
    assert tiny_served.page(gap).says("Challenge “heat” is without any")
    assert "/tiny/heat" in tiny_served.page(gap).links


def test_hostile_text_is_shown_as_text(tiny_served: Served) -> None:
    """Nothing that a plan says becomes part of a page, and nothing on a page runs."""
    answer = tiny_served.server.ask("/tiny/garden", headers=ENGLISH)
    page = Page(answer.body.decode())
    assert not page.faults
    assert page.says(HOSTILE)
    assert page.says("Neighbourhood <b>plan</b>")
    assert "b" not in page.tags
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    shown = tiny_served.page("/tiny/document")
    assert shown.says("javascript:alert(1)")
    assert not [link for link in shown.links if link.startswith("javascript")]


@pytest.mark.parametrize("form", GRAPHS)
@pytest.mark.parametrize(
    "local", ["O2", "garden", "link/O2/carriesOut/teaching", "p-grid/position"]
)
def test_a_thing_is_described_in_every_format(tiny_served: Served, form: str, local: str) -> None:
    """By suffix and by Accept alike, with what the plan says of the thing, and of the document."""
    by_suffix = tiny_served.ask(f"/tiny/{local}.{form}")
    by_header = tiny_served.ask(f"/tiny/{local}", Accept=GRAPHS[form][0])
    assert by_suffix.status == by_header.status == 200
    assert by_suffix.body == by_header.body
    assert by_suffix.headers["content-type"].startswith(GRAPHS[form][0])
    assert by_header.headers["content-location"] == f"/tiny/{local}.{form}"
    assert by_suffix.headers["content-location"] == f"/tiny/{local}.{form}"
    assert f'<{NS}{local}>; rel="describes"' in by_suffix.headers["link"]
    found = {quad.triple for quad in ox.parse(by_suffix.body, format=SERIALISED[form])}
    said = {
        quad.triple
        for graph in tiny_served.plan.graphs()
        for quad in tiny_served.plan.store.quads_for_pattern(node(local), None, None, graph)
    }
    assert said
    assert said <= found
    document = ox.NamedNode(f"{tiny_served.server.base}/tiny/{local}")
    assert (
        ox.Triple(document, ox.NamedNode(PREFIXES["foaf"] + "primaryTopic"), node(local)) in found
    )


def test_rdf_tells_standings_apart_and_holds_the_records(tiny_served: Served) -> None:
    """In TriG a judged link stands in the judged graph; its record says why."""
    answer = tiny_served.ask("/tiny/O2.trig")
    quads = set(ox.parse(answer.body, format=ox.RdfFormat.TRIG))
    carries, teaching = ox.NamedNode(sg("carriesOut")), node("teaching")
    judged = tiny_served.plan.graph("judged")
    assert ox.Quad(node("O2"), carries, teaching, judged) in quads
    record = node("link/O2/carriesOut/teaching")
    standing = ox.Triple(record, ox.NamedNode(sg("standing")), ox.NamedNode(sg("judged")))
    assert standing in {quad.triple for quad in quads}
    assert not any("suggested" in str(quad.graph_name) for quad in quads)


def test_rdflib_reads_what_it_asks_for(tiny_served: Served) -> None:
    """A common library follows an address and gets the same triples as it does from Turtle."""
    graph = rdflib.Graph().parse(f"{tiny_served.server.base}/tiny/O1")
    also = rdflib.Graph().parse(
        data=tiny_served.ask("/tiny/O1.jsonld").body.decode(), format="json-ld"
    )
    assert len(graph) > 20
    assert set(graph) == set(also)


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", "html"),
        (HTML["Accept"], "html"),
        ("application/xhtml+xml", "html"),
        ("text/turtle", "ttl"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.8", "rdf"),
        ("text/html;q=0.1, application/ld+json", "jsonld"),
        ("application/json", "jsonld"),
        ("image/png, application/n-quads;q=0.5", "nq"),
    ],
)
def test_content_is_negotiated(tiny_served: Served, accept: str, form: str) -> None:
    """The header decides, by its weights; a page is for who has no wish."""
    answer = tiny_served.ask("/tiny/O1", Accept=accept)
    assert answer.status == 200
    assert answer.headers["content-location"] == f"/tiny/O1.{form}"
    assert answer.headers["vary"] == "Accept, Accept-Encoding, Accept-Language"


@pytest.mark.parametrize("path", ["/tiny/O1", "/sparql", "/sparql?query=CONSTRUCT+WHERE+%7B%7D"])
@pytest.mark.parametrize("lines", ["Accept: ", "Accept: text/turtle\r\nAccept: image/png",
                                   "Accept: image/png\r\nAccept: text/turtle"])  # fmt: skip
def test_accept_over_several_lines_is_one_list(tiny_served: Served, path: str, lines: str) -> None:
    """And an empty one takes anything."""
    answer = tiny_served.server.raw(
        f"GET {path} HTTP/1.1\r\nHost: a\r\n{lines}\r\nConnection: close\r\n\r\n".encode()
    )
    assert answer.startswith(b"HTTP/1.1 200 "), answer
    assert lines == "Accept: " or b"\r\ncontent-type: text/turtle\r\n" in answer.lower()


def test_what_cannot_be_given_is_refused(tiny_served: Served) -> None:
    """406 names the formats; a suffix beats the header."""
    refused = tiny_served.ask("/tiny/O1", Accept="image/png")
    assert refused.status == 406
    assert set(refused.json()) == {"error", "where", "hint"}
    assert "text/turtle" in refused.json()["hint"]
    assert tiny_served.ask("/tiny/O1.ttl", Accept="image/png").status == 200


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("/tiny/O9", "O1"),
        ("/tiny/gardn.ttl", "garden"),
        ("/tiny/gap/challenge-goal/heet", "gap/challenge-goal/heat"),
        ("/ns/Gaol", "Goal"),
        ("/ns.docx", "html"),
        ("/dump.html", "ttl"),
        ("/tiny/zzzzzzzzzz", "/dataset"),
    ],
)
def test_what_is_unknown_is_a_404_with_near_names(
    tiny_served: Served, path: str, hint: str
) -> None:
    """The one shape of errors, also for a browser."""
    answer = tiny_served.server.ask(path, headers=HTML)
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"error", "where", "hint"}
    assert hint in answer.json()["hint"]


@pytest.mark.parametrize(
    "path", ["/nowhere", "/nowhere/at/all", "/id/tiny/O1", "/tiny/%ff", "/tiny/a%20b"]
)
def test_other_addresses_are_a_404(tiny_served: Served, path: str) -> None:
    """Whatever the path looks like."""
    answer = tiny_served.ask(path)
    assert answer.status == 404
    assert answer.json()["where"] == "address" and answer.json()["hint"]


def test_another_method_is_a_405(tiny_served: Served) -> None:
    """In the same shape, with what is allowed."""
    for path in ("/", "/gaps", "/tiny/O1", "/explorer/plan.json", "/assets/shell.js"):
        answer = tiny_served.server.ask(path, method="PUT")
        assert (answer.status, answer.json()["where"]) == (405, "method"), path
        assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize("path", ["/tiny/odd%2F%C3%A9", "/tiny/odd%252F%C3%A9"])
def test_an_iri_with_a_percent_sign_is_found(tiny_served: Served, path: str) -> None:
    """Whether a client follows the IRI as it is, or one of our links."""
    answer = tiny_served.ask(f"{path}.nt")
    assert answer.status == 200
    assert f"<{NS}{ODD}>" in answer.body.decode()


def test_a_name_that_ends_like_a_format_is_a_name_first(tiny_served: Served) -> None:
    """A thing called `plain.ttl` is not the Turtle of one called `plain`."""
    assert tiny_served.page("/tiny/plain.ttl").says("plain.ttl")
    found = tiny_served.page("/tiny/plain.ttl.nt")
    assert found.says("plain.ttl.nt")
    assert tiny_served.ask("/tiny/plain.ttl.rdf").headers["content-type"] == GRAPHS["rdf"][0]


def test_an_iri_of_this_very_server_leads_to_a_document(tiny_served: Served) -> None:
    """The thing is no document: 303, as linked data has it."""
    with running(tiny_served.plan, base="https://example.org") as server:
        page = server.ask("/tiny/O1", headers=HTML)
        assert (page.status, page.headers["location"]) == (303, "/tiny/O1.html")
        turtle = server.ask("/tiny/O1", headers={"Accept": "text/turtle"})
        assert (turtle.status, turtle.headers["location"]) == (303, "/tiny/O1.ttl")
        assert "Accept" in turtle.headers["vary"]
        document = server.ask("/tiny/O1.nt")
        assert document.status == 200
        assert b"<https://example.org/tiny/O1.nt>" in document.body


def test_a_server_below_a_path_links_below_it(tiny_served: Served) -> None:
    """Behind a proxy every link has the path that clients see."""
    with running(tiny_served.plan, base="https://example.com/plans") as server:
        page = Page(server.ask("/tiny/O1", headers=ENGLISH).body.decode())
        own = [link for link in page.links if link.startswith("/")]
        assert own
        assert all(link.startswith("/plans/") for link in own)


# Language, caching


def test_the_language_is_negotiated_and_can_be_chosen(tiny_served: Served) -> None:
    """By Accept-Language, by the address above it, else Dutch; a choice goes along in links."""
    assert tiny_served.page("/tiny/O1", **{"Accept-Language": "nl"}).says("een open tuin")
    assert Page(tiny_served.ask("/tiny/O1").body.decode()).languages == ["nl"]
    chosen = tiny_served.page("/tiny/O1?lang=nl")
    assert chosen.languages == ["nl"]
    assert "/tiny/meeting?lang=nl" in chosen.links
    assert "/tiny/O1?lang=en" in chosen.links
    answer = tiny_served.ask("/tiny/O1?lang=fr")
    assert answer.status == 400
    assert answer.json()["where"] == "parameter lang"
    unknown = tiny_served.ask("/tiny/O1?lnag=nl")
    assert (unknown.status, "lang" in unknown.json()["hint"]) == (400, True)


@pytest.mark.parametrize(
    "path",
    ["/tiny/O1", "/tiny/O1.ttl", "/dataset", "/ns", "/ns/Goal.rdf", "/dump.ttl", "/coverage",
     "/gaps.csv", "/questions", "/openapi.json", "/style.css", "/tiny/graph/stated.nq"],
)  # fmt: skip
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_who_has_it_already_gets_304(tiny_served: Served, path: str, coding: str) -> None:
    """An ETag for each form; HEAD has the same headers and no body."""
    first = tiny_served.ask(path, Accept_Encoding=coding)
    assert first.status == 200
    again = tiny_served.ask(path, Accept_Encoding=coding, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = tiny_served.ask(path, Accept_Encoding=coding, If_None_Match='"other"')
    assert other.body == first.body
    head = tiny_served.server.ask(path, method="HEAD", headers={"Accept-Encoding": coding})
    assert (head.status, head.body) == (200, b"")
    for name in ("etag", "content-type", "content-length"):
        assert head.headers[name] == first.headers[name], name


def test_gzip_holds_the_same(tiny_served: Served) -> None:
    """A compressed answer has another tag and unpacks to the other one."""
    for path in ("/tiny/O1.ttl", "/dump.nq", "/ns"):
        plain = tiny_served.ask(path)
        packed = tiny_served.ask(path, Accept_Encoding="gzip")
        assert packed.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert gzip.decompress(packed.body) == plain.body
        assert packed.headers["etag"] != plain.headers["etag"]
        assert int(plain.headers["content-length"]) == len(plain.body)


# Dumps and descriptions


def dataset(quads: Any) -> ox.Dataset:  # noqa: ANN401 - any iterable of quads
    found = ox.Dataset(quads)
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found


@pytest.mark.parametrize("form", GRAPHS)
def test_a_dump_is_the_whole_graph(tiny_served: Served, form: str) -> None:
    """What comes back is what is in the plan: without graphs, the plan as it is judged."""
    answer = tiny_served.ask(f"/dump.{form}")
    assert answer.headers["content-type"].startswith(GRAPHS[form][0])
    assert f'filename="tiny.{form}"' in answer.headers["content-disposition"]
    found = dataset(ox.parse(answer.body, format=SERIALISED[form]))
    plan = tiny_served.plan
    if SERIALISED[form].supports_datasets:
        expected = dataset(iter(plan.store))
    else:
        graphs = set(plan.graphs())
        triples = {quad.triple for quad in plan.store if quad.graph_name in graphs}
        expected = dataset(ox.Quad(*triple) for triple in triples)
    assert found == expected
    assert len(found) > 1_000


def test_an_alignment_says_on_the_page_how_far_it_goes(sam_served: Served) -> None:
    """In the reader's language, beside how it is known."""
    page = sam_served.ask("/sam-2021-2025/SD2", Accept="text/html", **{"Accept-Language": "nl"})
    text = " ".join(page.body.decode().split())
    assert text.count("· <bdi>afgestemd</bdi>") >= 1
    assert text.count("· <bdi>ten dele</bdi>") >= 1


def test_a_dump_names_its_licence(sam_served: Served) -> None:
    """The licence that the plan gives stands in a header; a plan without one claims none."""
    answer = sam_served.ask("/dump", Accept="application/n-quads")
    assert answer.headers["content-type"] == "application/n-quads"
    assert 'https://creativecommons.org/licenses/by/4.0/>; rel="license"' in answer.headers["link"]
    assert len(answer.body.splitlines()) == len(sam_served.plan.store)


def test_a_plan_without_a_licence_claims_none(tiny_served: Served) -> None:
    """Nobody gave it away."""
    assert "license" not in tiny_served.ask("/dump.ttl").headers.get("link", "")
    assert not [one for one in tiny_served.triples("/dataset") if "license" in one.predicate.value]


@pytest.mark.parametrize("form", GRAPHS)
def test_a_named_graph_answers_with_what_is_in_it(tiny_served: Served, form: str) -> None:
    """At its own IRI, in every format."""
    expected = {
        quad.triple
        for quad in tiny_served.plan.store.quads_for_pattern(
            None, None, None, tiny_served.plan.graph("stated")
        )
    }
    assert tiny_served.triples("/tiny/graph/stated", form) == expected
    assert tiny_served.page("/tiny/graph/stated").says("stated")


def test_the_dataset_describes_itself(sam_served: Served) -> None:
    """VoID and DCAT: title, licence, sizes that are right, dumps and services that are there."""
    found = sam_served.triples("/dataset")
    whole = ox.NamedNode(sam_served.plan.namespace)
    void, dcat = PREFIXES["void"], PREFIXES["dcat"]

    def values(predicate: str, subject: Any = whole) -> set[str]:  # noqa: ANN401
        return {
            str(getattr(one.object, "value", ""))
            for one in found
            if one.subject == subject and one.predicate.value == predicate
        }

    graphs = set(sam_served.plan.graphs())
    triples = {quad.triple for quad in sam_served.plan.store if quad.graph_name in graphs}
    assert values(void + "triples") == {str(len(triples))}
    assert values(void + "distinctSubjects") == {str(len({one.subject for one in triples}))}
    assert {void + "Dataset", dcat + "Dataset"} == values(RDF + "type")
    assert "SAM's multi-year plan 2021-2025" in values(DCTERMS + "title")
    assert values(DCTERMS + "license") == {"https://creativecommons.org/licenses/by/4.0/"}
    assert values(void + "sparqlEndpoint") == {f"{sam_served.server.base}/sparql"}
    dumps = values(void + "dataDump")
    assert len(dumps) == len(GRAPHS)
    for url in (*dumps, *values(void + "exampleResource")):
        path = url.removeprefix(sam_served.server.base).replace("https://w3id.org/samgraph", "")
        assert sam_served.server.ask(path, method="HEAD").status == 200, url
    subsets = values(void + "subset")
    assert subsets == {str(graph.value) for graph in sam_served.plan.graphs("suggested")}
    parts = {one.object for one in found if one.predicate.value == void + "classPartition"}
    sizes = {
        next(iter(values(void + "class", part))): next(iter(values(void + "entities", part)))
        for part in parts
    }
    assert sizes[sg("StrategicGoal")] == "9"
    assert len(values(dcat + "distribution")) == len(GRAPHS)


def test_the_description_is_where_void_has_it(tiny_served: Served) -> None:
    """RDF at the well-known address, Turtle unless told otherwise; a page only at /dataset."""
    well_known = tiny_served.ask("/.well-known/void", Accept="*/*")
    assert well_known.headers["content-type"] == "text/turtle"
    assert well_known.body == tiny_served.ask("/dataset.ttl").body
    assert tiny_served.ask("/.well-known/void", Accept="text/html").status == 406
    assert tiny_served.ask("/tiny/").headers["location"] == "/dataset"
    assert tiny_served.ask("/tiny").status == 303
    page = tiny_served.page("/dataset")
    assert {f"/dump.{form}" for form in GRAPHS} <= set(page.links)


# Everything together


def test_every_link_of_every_page_leads_somewhere(tiny_served: Served) -> None:
    """From the plan's page on, all pages that can be reached are sound and their links answer."""
    waiting = ["/dataset", "/gaps", "/coverage", "/discrepancies", "/questions", "/ns"]
    seen = set(waiting)
    pages = 0
    while waiting:
        path = waiting.pop()
        answer = tiny_served.server.ask(path, headers=ENGLISH)
        assert answer.status == 200, path
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        pages += 1
        page = Page(answer.body.decode())
        assert not page.faults, (path, page.faults)
        for link in page.links:
            target = link.partition("#")[0]
            if target.startswith("/") and "lang=" not in target and target not in seen:
                seen.add(target)
                suffix = re.search(r"\.(\w+)(\?|$)", target)
                if not suffix or suffix[1] not in {*DESCRIBED, "csv", "tsv", "json", "xml"}:
                    waiting.append(target)
    assert pages > 300


def test_every_thing_of_the_sam_plan_answers(sam_served: Served) -> None:
    """A sample of each class has a sound page and RDF."""
    sample: dict[str, str] = {}
    for thing, kind in sam_served.plan.select("SELECT ?thing ?kind { ?thing a ?kind }"):
        if str(thing.value).startswith(sam_served.plan.namespace):
            sample[kind.value] = thing.value
    assert len(sample) > 40
    for iri in sample.values():
        path = "/" + iri.removeprefix("https://w3id.org/samgraph/")
        sam_served.page(path)
        assert sam_served.triples(path)


def test_what_a_plan_names_beside_its_own_answers_too(sam_served: Served) -> None:
    """Chains and frameworks that have their IRIs under samgraph's name have an address."""
    page = sam_served.server.ask("/sam-2021-2025/SD1", headers=ENGLISH).body.decode()
    assert 'href="/frameworks/epsr/' in page and "//w3id.org/samgraph/frameworks" not in page
    rows = sam_served.plan.select(
        "SELECT DISTINCT ?thing { ?thing ?p ?o FILTER(ISIRI(?thing) && STRSTARTS(STR(?thing),"
        " 'https://w3id.org/samgraph/') && !STRSTARTS(STR(?thing), STR(sg:)) &&"
        " !STRSTARTS(STR(?thing), STR(sam:))) }"
    )
    documents = {row[0].value.partition("#")[0] for row in rows}
    assert {"https://w3id.org/samgraph/chains"} < documents
    assert any("/frameworks/epsr/" in iri for iri in documents)
    for iri in documents:
        path = iri.removeprefix("https://w3id.org/samgraph")
        sam_served.page(path)
        assert sam_served.triples(path)
    unknown = sam_served.ask("/frameworks/epsr/99")
    assert unknown.status == 404 and unknown.json()["where"] == "address"


def test_the_server_says_nothing_of_its_own_machine(tiny_served: Served, tmp_path: Path) -> None:
    """No page tells a path."""
    for path in ("/dataset", "/ns", "/questions", "/dump.nq", "/openapi.json"):
        body = tiny_served.ask(path).body.decode()
        assert str(Path(__file__).parent.parent) not in body
        assert "/tmp/" not in body  # noqa: S108


def test_every_route_is_in_the_docs() -> None:
    """An address that nobody is told of is not there."""
    text = (Path(__file__).parent.parent / "docs/web.md").read_text(encoding="utf-8")
    paths = {getattr(route, "path", "") for route in (*ROUTES, *THINGS)}
    stems = {re.sub(r"\.?\{.*", "", path).rstrip("/") for path in paths}
    assert len(stems) > 10
    assert [stem for stem in stems if f"`{stem}" not in text] == []


def test_too_many_pages_at_once_are_refused(tiny_served: Served) -> None:
    """One address cannot have all pages wait for its own; what is kept is still given."""
    with running(tiny_served.plan, Limits(workers=1, per_client=2)) as server:
        statuses: list[int] = []

        def ask(number: int) -> None:
            statuses.append(server.ask(f"/gaps.json?limit={number}").status)

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(1, 25)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert set(statuses) <= {200, 429}
        assert 200 in statuses
        assert server.ask("/gaps.json?limit=1").status == 200
