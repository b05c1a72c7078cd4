"""`/sparql` over HTTP: the protocol's cases, every status, and what caches and browsers need.

The first part goes through the cases of the W3C's list that are about queries, in its order
(github.com/w3c/rdf-tests, sparql/sparql11/protocol/manifest.ttl, 21 of 34; the others are about
updates, which are refused). Their data are graphs `data/1` to `data/3` of the small graph.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from webtools import ENDLESS, JSON, MANY, NS, Answer, Running, knowledge, running

from samgraph.errors import SamgraphError
from samgraph.web.limits import Limits, counted_as
from samgraph.web.protocol import DIRECT, FORM

D1, D2, D3 = (f"{NS}data/{number}" for number in (1, 2, 3))
SPARQL_XML = "application/sparql-results+xml"


async def broken(_: Request) -> Response:
    """Fail in a way that nobody has foreseen."""
    raise RuntimeError("/home/somebody/secret.txt")


async def mistaken(_: Request) -> Response:
    """Fail in a way that has been foreseen, at a place that is nobody's business."""
    raise SamgraphError("there is a mistake", where="/home/somebody/plan.ttl:3", hint="mend it")


async def page(_: Request) -> Response:
    """Return a page."""
    return HTMLResponse("<p>x</p>")


async def own_policy(_: Request) -> Response:
    """Return a page that brings a policy."""
    return HTMLResponse("<p>x</p>", headers={"Content-Security-Policy": "default-src 'self'"})


async def large(_: Request) -> Response:
    """Return more than fits into a connection's buffers."""
    return PlainTextResponse("x" * 20_000_000)


ROUTES = [
    Route("/broken", broken), Route("/mistaken", mistaken), Route("/page", page),
    Route("/own-policy", own_policy), Route("/large", large),
]  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    """Return a server of the small graph that nothing is killed in."""
    limits = Limits(workers=2, seconds=5.0, body=5_000, sender=0.6, per_client=50)
    with running(None, limits, routes=ROUTES) as one:
        yield one


def boolean(answer: Answer) -> bool:
    """Return the truth value that an answer holds."""
    assert answer.status == 200, answer.body
    assert answer.headers["content-type"] == JSON
    found = answer.json()["boolean"]
    assert isinstance(found, bool)
    return found


TWO = f"ASK {{ <{D1}> ?p ?a . <{D2}> ?q ?b }}"
TWO_NAMED = f"ASK {{ GRAPH ?g {{ <{D1}> ?p ?a }} GRAPH ?h {{ <{D2}> ?q ?b }} }}"
DEFAULTS = [("default-graph-uri", D1), ("default-graph-uri", D2)]
NAMED = [("named-graph-uri", D1), ("named-graph-uri", D2)]


def test_query_post_form(server: Running) -> None:
    """A query in a form, a graph that does not exist in the address."""
    fields = [("default-graph-uri", f"{NS}data/0")]
    assert boolean(server.post(b"query=ASK%20%7B%7D", FORM, fields=fields))


def test_query_dataset_default_graphs_get(server: Running) -> None:
    """Two default graphs are one."""
    assert boolean(server.ask(query=TWO, fields=DEFAULTS))
    assert not boolean(server.ask(query=TWO, fields=DEFAULTS[:1]))


def test_query_dataset_default_graphs_post(server: Running) -> None:
    """Two default graphs in the address, the query in the body."""
    assert boolean(server.post(TWO.encode(), DIRECT, fields=DEFAULTS))


def test_query_dataset_named_graphs_post(server: Running) -> None:
    """Two named graphs in the address, the query in the body."""
    assert boolean(server.post(TWO_NAMED.encode(), DIRECT, fields=NAMED))


def test_query_dataset_named_graphs_get(server: Running) -> None:
    """Two named graphs are two."""
    assert boolean(server.ask(query=TWO_NAMED, fields=NAMED))
    assert not boolean(server.ask(query=TWO_NAMED, fields=NAMED[:1]))


FULL = (
    f"ASK {{ <{D3}> ?p ?o . GRAPH ?g {{ <{D1}> ?q ?a }} GRAPH ?h {{ <{D2}> ?r ?b }} "
    f"FILTER NOT EXISTS {{ <{D1}> ?s ?c }} FILTER NOT EXISTS {{ GRAPH ?i {{ <{D3}> ?t ?d }} }} }}"
)


def test_query_dataset_full(server: Running) -> None:
    """A default graph and two named ones do not mix."""
    fields = [("default-graph-uri", D3), *NAMED]
    assert boolean(server.post(FULL.encode(), DIRECT, fields=fields))
    assert boolean(server.ask(query=FULL, fields=fields))


def test_query_multiple_dataset(server: Running) -> None:
    """What the request names holds, whatever the query names."""
    query = TWO_NAMED.replace("ASK", f"ASK FROM <{D3}>")
    assert boolean(server.post(query.encode(), DIRECT, fields=NAMED))
    own = f"ASK FROM <{D3}> {{ <{D3}> ?p ?o }}"
    assert boolean(server.ask(query=own))
    assert not boolean(server.ask(query=own, fields=NAMED))


def test_query_get(server: Running) -> None:
    """A query in the address."""
    fields = [("default-graph-uri", f"{NS}data/0")]
    assert boolean(server.ask(query="ASK {}", fields=fields))


TABULAR = (JSON, SPARQL_XML, "text/csv", "text/tab-separated-values")
RDF = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")


def test_query_content_type_select(server: Running) -> None:
    """A table is of a media type for tables."""
    answer = server.post(b"SELECT (1 AS ?value) {}", DIRECT)
    assert (answer.status, answer.headers["content-type"]) == (200, JSON)
    assert answer.rows() == [{"value": "1"}]
    for media_type in TABULAR:
        answer = server.post(b"SELECT (1 AS ?v) {}", DIRECT, headers={"Accept": media_type})
        assert answer.headers["content-type"].split(";")[0] == media_type


def test_query_content_type_ask(server: Running) -> None:
    """Yes or no is of a media type for tables."""
    assert boolean(server.post(b"ASK {}", DIRECT))
    answer = server.post(b"ASK {}", DIRECT, headers={"Accept": SPARQL_XML})
    assert (answer.headers["content-type"], b"<boolean>true" in answer.body) == (SPARQL_XML, True)


@pytest.mark.parametrize("query", [f"DESCRIBE <{NS}thing/1>", "CONSTRUCT { <x:s> <x:p> 1 } {}"])
def test_query_content_type_describe_and_construct(server: Running, query: str) -> None:
    """A graph is of a media type for graphs."""
    answer = server.post(query.encode(), DIRECT)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/turtle")
    for media_type in RDF:
        answer = server.ask(query=query, headers={"Accept": media_type})
        assert answer.headers["content-type"].split(";")[0] == media_type
        form = ox.RdfFormat.from_media_type(media_type)
        assert len(list(ox.parse(answer.body, format=form))) >= 1


def test_query_post_direct(server: Running) -> None:
    """A query that is the body."""
    assert boolean(server.post(b"ASK {}", DIRECT))


def test_bad_query_method(server: Running) -> None:
    """Other methods get 405 and the list of those there are."""
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        answer = server.ask(query="ASK {}", method=method, headers={"Content-Type": FORM})
        assert answer.status == 405
        assert {"GET", "POST", "HEAD", "OPTIONS"} <= set(answer.headers["allow"].split(", "))


def test_bad_multiple_queries(server: Running) -> None:
    """Two queries are none."""
    assert server.ask(query="ASK {}", fields=[("query", "SELECT * {}")]).status == 400


def test_bad_query_wrong_media_type(server: Running) -> None:
    """Plain text is no query."""
    assert server.post(b"ASK {}", "text/plain").status == 415


def test_bad_query_missing_form_type_and_direct_type(server: Running) -> None:
    """A body without a media type is not guessed at."""
    for body in (b"query=ASK%20%7B%7D", b"ASK {}"):
        assert server.ask(method="POST", body=body).status == 415


def test_bad_query_non_utf8(server: Running) -> None:
    """Only UTF-8 is read."""
    body = "ASK {}".encode("utf-16")
    assert server.post(body, f"{DIRECT}; charset=UTF-16").status == 415
    assert server.post(body, DIRECT).status == 400


def test_bad_query_syntax(server: Running) -> None:
    """A query that does not parse says where."""
    answer = server.ask(query="ASK {\n ?s")
    assert answer.status == 400
    assert answer.json()["where"].startswith("line 2, column ")


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_updates_are_refused(server: Running, path: str) -> None:
    """By every way that the protocol has for them, with a hint, and nothing changes."""
    update = "INSERT DATA { <x:a> <x:b> <x:c> }"
    answers = [
        server.post(f"update={quote(update)}".encode(), FORM, path=path),
        server.post(update.encode(), "application/sparql-update", path=path),
        server.ask(path, fields=[("update", update)]),
        server.ask(path, query=update),
        server.post(update.encode(), DIRECT, path=path),
        server.post(b"LOAD <http://127.0.0.1:1/>", DIRECT, path=path),
    ]
    assert [answer.status for answer in answers] == [403, 403, 403, 400, 400, 400]
    assert all("takes no updates" in answer.json()["hint"] for answer in answers)
    assert not boolean(server.ask(query="ASK { <x:a> ?p ?o }"))


def test_without_a_query_the_service_describes_itself(server: Running) -> None:
    """In RDF, with its address, its formats, and its graphs with their sizes."""
    answer = server.ask(headers={"Accept": "application/n-triples"})
    found = {quad.triple for quad in ox.parse(answer.body, format=ox.RdfFormat.N_TRIPLES)}
    said = {(one.predicate.value.split("#")[-1], getattr(one.object, "value", "")) for one in found}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert ("endpoint", f"{server.base}/sparql") in said
    assert ("supportedLanguage", f"{sd}SPARQL11Query") in said
    assert ("resultFormat", "http://www.w3.org/ns/formats/Turtle") in said
    assert ("name", f"{NS}graph/structure") in said
    assert {("triples", str(MANY + 1)), ("triples", str(MANY + 2))} <= said
    for media_type in RDF:
        assert server.ask(headers={"Accept": media_type}).status == 200
    assert server.ask(headers={"Accept": "text/csv"}).status == 406


def test_head_is_get_without_a_body(server: Running) -> None:
    """Same status, same headers, also for an error and for the description."""
    for query in ("SELECT * { ?s ?p 1 }", None, "nonsense"):
        got, headed = (server.ask(method=method, query=query) for method in ("GET", "HEAD"))
        assert headed.status == got.status
        assert headed.body == b""
        for name in ("content-length", "content-type", "etag"):
            assert headed.headers.get(name) == got.headers.get(name)


def test_other_sites_may_ask(server: Running) -> None:
    """A browser that asks first is told what is allowed, and may read every answer."""
    answer = server.ask(method="OPTIONS", headers={
        "Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    })  # fmt: skip
    assert answer.status == 204
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "content-type" in answer.headers["access-control-allow-headers"].lower()
    for one in (answer, server.ask(query="ASK {}"), server.ask(query="no"), server.ask("/gone")):
        assert one.headers["access-control-allow-origin"] == "*"


def test_other_sites_may_be_kept_out() -> None:
    """With an origin of its own, or none, a server tells browsers so."""
    with running(origin="https://one.example") as server:
        headers = server.ask(query="ASK {}").headers
        assert headers["access-control-allow-origin"] == "https://one.example"
    with running(origin="") as server:
        assert "access-control-allow-origin" not in server.ask(query="ASK {}").headers


ERRORS: dict[str, tuple[dict[str, Any], int]] = {
    "no such page": ({"path": "/gone"}, 404),
    "no such method": ({"method": "DELETE"}, 405),
    "no such method elsewhere": ({"path": "/ready", "method": "POST"}, 405),
    "syntax": ({"query": "nonsense"}, 400),
    "nothing acceptable": ({"query": "ASK {}", "headers": {"Accept": "image/png"}}, 406),
    "a graph is not acceptable": ({"query": "ASK {}", "headers": {"Accept": "text/turtle"}}, 406),
    "media type": ({"method": "POST", "body": b"x", "headers": {"Content-Type": "a/b"}}, 415),
    "coding": (
        {"method": "POST", "body": b"x",
         "headers": {"Content-Type": DIRECT, "Content-Encoding": "gzip"}}, 415,
    ),
    "body": ({"method": "POST", "body": b"x" * 6_000, "headers": {"Content-Type": DIRECT}}, 413),
    "update": ({"fields": [("update", "CLEAR ALL")]}, 403),
    "unforeseen": ({"path": "/broken"}, 500),
    "foreseen": ({"path": "/mistaken"}, 400),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_has_one_shape(server: Running, name: str) -> None:
    """JSON with an error, a place and a hint, on every route; no path and no trace."""
    options, status = ERRORS[name]
    answer = server.ask(**options)
    assert answer.status == status
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    said = answer.json()
    assert set(said) == {"error", "where", "hint"}
    assert said["error"] and said["hint"]
    assert "/home" not in answer.body.decode()
    assert "Traceback" not in answer.body.decode()


def test_a_query_that_never_ends_is_no_200() -> None:
    """It gets 503 and when to come back, and others are answered meanwhile."""
    with running(None, Limits(workers=2, seconds=0.8, slow_after=0.1)) as server:
        found: list[Answer] = []
        thread = threading.Thread(target=lambda: found.append(server.ask(query=ENDLESS)))
        thread.start()
        time.sleep(0.2)
        assert boolean(server.ask(query="ASK {}"))
        thread.join()
        assert found[0].status == 503
        assert found[0].json()["error"] == "the query took longer than 0.8 seconds"
        assert int(found[0].headers["retry-after"]) > 0


def test_too_many_queries_at_once_get_429() -> None:
    """And when to come back."""
    limits = Limits(workers=2, seconds=1.0, per_client=1)
    with running(None, limits) as server:
        thread = threading.Thread(target=server.ask, kwargs={"query": ENDLESS})
        thread.start()
        time.sleep(0.3)
        answer = server.ask(query="ASK {}")
        assert (answer.status, answer.headers["retry-after"]) == (429, "5")
        thread.join()


@pytest.mark.parametrize("media_type", [JSON, SPARQL_XML, "text/csv", "text/turtle"])
def test_an_answer_that_is_cut_says_so(media_type: str) -> None:
    """In two headers whatever the format, and in the head where the format has one."""
    query = "SELECT ?s { ?s ex:number ?o }"
    if media_type == "text/turtle":
        query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    with running(None, Limits(workers=1, rows=7)) as server:
        answer = server.ask(query=query, headers={"Accept": media_type})
        assert answer.status == 200
        assert answer.headers["x-samgraph-truncated"] == "rows=7"
        assert answer.headers["warning"].startswith("299 ")
        assert "X-Samgraph-Truncated" in answer.headers["access-control-expose-headers"]
        if media_type == JSON:
            assert answer.json()["head"] == {"link": ["limits"], "vars": ["s"]}
            assert len(answer.rows()) == 7
        whole = server.ask(query=f"{query} LIMIT 7", headers={"Accept": media_type})
        assert "x-samgraph-truncated" not in whole.headers
        assert server.ask("/limits").json()["rows"] == 7


def test_an_unchanged_answer_is_not_sent_again(server: Running) -> None:
    """With its ETag it costs neither a worker nor a body."""
    query = "SELECT * { ?s ex:linksTo ?o }"
    first = server.ask(query=query)
    tag = first.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]+"', tag)
    assert first.headers["vary"] == "Accept, Accept-Encoding"
    for sent in (tag, f'"other", {tag}', f"W/{tag}"):
        again = server.ask(query=query, headers={"If-None-Match": sent})
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert server.ask(query=query, headers={"If-None-Match": '"other"'}).status == 200


def test_every_other_answer_has_another_etag(server: Running) -> None:
    """By query, dataset, format and coding."""
    query = "SELECT * { ?s ex:number ?o }"
    answers = [
        server.ask(query=query),
        server.ask(query=query + " "),
        server.ask(query=query, fields=DEFAULTS),
        server.ask(query=query, headers={"Accept": "text/csv"}),
        server.ask(query=query, headers={"Accept-Encoding": "gzip"}),
    ]
    assert len({answer.headers["etag"] for answer in answers}) == len(answers)


def test_an_answer_by_chance_has_no_etag(server: Running) -> None:
    """What is different each time is not to be kept by anybody."""
    answer = server.ask(query="SELECT (RAND() AS ?x) {}")
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_two_workers_give_the_same_bytes() -> None:
    """A strong ETag promises that, so that it must hold for whichever worker answers."""
    with running(None, Limits(workers=3, cache=0)) as server:
        for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
                      "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"):  # fmt: skip
            assert len({server.ask(query=query).body for _ in range(9)}) == 1


def test_large_answers_are_compressed_for_who_accepts_it(server: Running) -> None:
    """And small ones are not, for that makes them larger."""
    query = "SELECT * { ?s ex:number ?o }"
    plain = server.ask(query=query)
    packed = server.ask(query=query, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert len(packed.body) < len(plain.body) / 4
    assert gzip.decompress(packed.body) == plain.body
    small = server.ask(query="ASK {}", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in small.headers


def test_pages_are_protected(server: Running) -> None:
    """Browsers guess no type, tell nobody where they come from, and run only our own scripts."""
    for path in ("/", "/page"):
        headers = server.ask(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
    assert server.ask("/own-policy").headers["content-security-policy"] == "default-src 'self'"
    assert "server" not in server.ask("/").headers


def test_a_page_lists_what_there_is(server: Running) -> None:
    """In the language of the browser, every route without parameters."""
    dutch, english = (
        server.ask("/addresses", headers={"Accept-Language": wanted}).body.decode()
        for wanted in ("nl-BE,nl;q=0.9,en;q=0.5", "en-GB,en;q=0.9")
    )
    assert '<html lang="nl">' in dutch and "Wat hier staat" in dutch
    assert '<html lang="en">' in english and "What is here" in english
    for path in ("/sparql", "/ready", "/health", "/limits", "/page"):
        assert f'href="{path}"' in english


def test_health_and_readiness(server: Running) -> None:
    """One says that it lives, the other which state of the plan is served."""
    assert server.ask("/health").json() == {"status": "ok"}
    said = server.ask("/ready").json()
    assert said["ready"] is True
    assert said["statements"] == MANY + 6
    assert said["version"] == server.site.served.version


def test_every_request_is_in_the_access_log(server: Running) -> None:
    """With what happened to it, without the query, and on one line."""
    server.ask(query="SELECT ?s { ?s ex:number ?o } LIMIT 3 # a secret")
    server.ask("/gone%0Ano%1B%5B31m")
    line = server.line(path="/sparql", rows=3)
    assert (line["event"], line["client"], line["method"]) == ("request", "127.0.0.1", "GET")
    assert line["status"] == 200
    assert line["query"] and "secret" not in json.dumps(line)
    line = server.line(path="/gone%0Ano%1B%5B31m", status=404)
    assert "\n" not in json.dumps(line)


def test_an_unforeseen_error_is_logged_without_its_trace(server: Running) -> None:
    """The log has its kind, and no file of this machine."""
    server.ask("/broken")
    line = json.dumps(server.line(path="/broken", error="RuntimeError"))
    assert "/home" not in line and ".py" not in line


# Bad senders and readers.


def status_of(raw: bytes) -> int:
    """Return the status of a raw response, 0 for none."""
    return int(raw.split(b" ", 2)[1]) if raw.startswith(b"HTTP/1.1 ") else 0


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET /sparql\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: x\r\n\r\n", 400),
        (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: a\r\n" * 20_000 + b"\r\n", 431),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    ],
    ids=range(12),
)
def test_what_is_no_request_is_refused_in_the_same_shape(
    server: Running, content: bytes, status: int
) -> None:
    """Also where no route has been reached yet."""
    raw = server.raw(content)
    assert status_of(raw) == status, raw[:200]
    assert set(json.loads(raw.partition(b"\r\n\r\n")[2])) == {"error", "where", "hint"}
    assert boolean(server.ask(query="ASK {}"))


def test_a_chunked_body_that_is_too_long_is_refused_before_its_end(server: Running) -> None:
    """Its length is not known beforehand; it is counted."""
    head = (
        f"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: {DIRECT}\r\n"
        "Transfer-Encoding: chunked\r\n\r\n"
    ).encode()
    raw = server.raw(head + b"800\r\n" + b"x" * 2_048 + b"\r\n" + b"fff\r\n" + b"x" * 4_095)
    assert status_of(raw) == 413


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GET /spa",
        b"GET /sparql HTTP/1.1\r\nHost: a\r\nX-Slow: ",
        f"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: {DIRECT}\r\n"
        "Content-Length: 100\r\n\r\nASK".encode(),
    ],
    ids=["nothing", "line", "head", "body"],
)
def test_a_slow_sender_is_not_waited_for(server: Running, content: bytes) -> None:
    """It gets 408 when its time is up, also if it sends a byte now and then."""
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        connection.sendall(content)
        begin = time.monotonic()
        with suppress(OSError):
            while time.monotonic() - begin < 5:
                connection.settimeout(0.2)
                try:
                    raw = connection.recv(65_536)
                    break
                except TimeoutError:
                    connection.sendall(b"x" if content else b"")
        assert status_of(raw) == 408
        assert 0.4 < time.monotonic() - begin < 3
    assert boolean(server.ask(query="ASK {}"))


def test_a_reader_that_stops_reading_is_not_waited_for(server: Running) -> None:
    """Its connection is cut, and what it should have read is given up."""
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(0.3)
        assert server.site.in_flight == 20_000_000
        end = time.monotonic() + 6
        while server.site.in_flight and time.monotonic() < end:
            time.sleep(0.05)
        assert server.site.in_flight == 0


def test_a_slow_reader_that_reads_is_waited_for(server: Running) -> None:
    """As long as it takes something now and then, it gets everything."""
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        size = 0
        pauses = 8
        while part := connection.recv(1 << 20):
            size += len(part)
            if pauses:
                pauses -= 1
                time.sleep(0.2)
        assert size > 20_000_000


def test_connections_have_a_limit_for_one_and_for_all() -> None:
    """What is beyond is refused; what is within is served."""
    limits = Limits(workers=1, connections=6, connections_per_client=4, sender=5.0)
    with running(None, limits) as server:
        held = [socket.create_connection(("127.0.0.1", server.port), 5) for _ in range(3)]
        time.sleep(0.1)
        assert boolean(server.ask(query="ASK {}"))
        held.append(socket.create_connection(("127.0.0.1", server.port), 5))
        time.sleep(0.1)
        assert status_of(server.raw(b"")) == 429
        for one in held:
            one.close()
        time.sleep(0.1)
        assert boolean(server.ask(query="ASK {}"))


def test_clients_are_counted_by_what_one_of_them_has() -> None:
    """An address, and with IPv6 the network that is given to one household."""
    assert counted_as("192.0.2.7") == "192.0.2.7"
    assert (
        counted_as("2001:db8:1:2:3:4:5:6") == counted_as("2001:db8:1:2::9") == "2001:db8:1:2::/64"
    )
    assert counted_as("2001:db8:1:3::9") != counted_as("2001:db8:1:2::9")
    assert counted_as("fe80::1%eth0") == "fe80::/64"
    assert counted_as("no:address") == "no:address"


def test_a_client_that_leaves_ends_its_query() -> None:
    """Half-closed or reset, nobody goes on working for it."""
    with running(None, Limits(workers=1, slow=0, seconds=60.0, slow_after=0.1)) as server:
        for how in ("shutdown", "close", "reset"):
            connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
            connection.request("GET", f"/sparql?query={quote(ENDLESS)}")
            time.sleep(0.3)
            assert connection.sock is not None
            if how == "shutdown":
                connection.sock.shutdown(socket.SHUT_WR)
            elif how == "reset":
                connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.close()
            assert boolean(server.ask(query=f"ASK {{}} # {how}", seconds=5))


def test_pipelined_requests_are_answered_in_order(server: Running) -> None:
    """Several requests on one connection do not get in each other's way."""
    paths = ("/health", "/limits", "/gone", "/ready")
    heads = [f"GET {path} HTTP/1.1\r\nHost: a\r\n" for path in paths]
    heads[-1] += "Connection: close\r\n"
    raw = server.raw("".join(f"{head}\r\n" for head in heads).encode())
    assert re.findall(rb"HTTP/1.1 (\d+)", raw) == [b"200", b"200", b"404", b"200"]


def test_a_connection_is_good_for_many_requests(server: Running) -> None:
    """However many, as long as each is as short as it should be."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
    for number in range(40):
        query = f"ASK {{}} #{'x' * 4_000}{number}"
        if number % 2:
            connection.request("POST", "/sparql", query.encode(), {"Content-Type": DIRECT})
        else:
            connection.request("GET", f"/sparql?query={quote(query)}")
        response = connection.getresponse()
        assert response.status == 200
        assert response.read()
    connection.close()


def test_no_query_makes_a_connection(server: Running) -> None:
    """SERVICE, LOAD and FROM reach neither a server nor a file."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        base = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        queries = (
            f"SELECT * {{ SERVICE <{base}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE SILENT <{base}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERV\\u0049CE <{base}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ VALUES ?u {{ <{base}> }} SERVICE ?u {{ ?s ?p ?o }} }}",
            f"ASK FROM <{base}> {{ ?s ?p ?o }}",
            f"ASK FROM NAMED <{base}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            f"LOAD <{base}>",
            f"ASK {{ <{base}> ?p ?o }}",
            f"DESCRIBE <{base}>",
            "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        )
        for query in queries:
            answer = server.ask(query=query)
            assert answer.status in (200, 400)
            assert b"root:" not in answer.body
        for name in ("default-graph-uri", "named-graph-uri"):
            for value in (base, "file:///etc/passwd"):
                assert (
                    server.ask(query="SELECT * { ?s ?p ?o }", fields=[(name, value)]).rows() == []
                )
        with pytest.raises(TimeoutError):
            listener.accept()


def test_the_address_that_a_client_gives_is_not_believed(server: Running) -> None:
    """A forged Host cannot put anything into the description, nor a forged client into limits."""
    answer = server.ask(headers={"Host": '"><script>', "Accept": "application/n-triples"})
    assert b"<script" not in answer.body
    server.ask(query="ASK {} #", headers={"X-Forwarded-For": "10.0.0.1"})
    assert "10.0.0.1" not in json.dumps(server.lines)


def test_a_base_of_its_own_is_what_a_server_calls_itself() -> None:
    """Behind a proxy a server has another address."""
    with running(base="https://plan.example/graph/") as server:
        answer = server.ask(headers={"Accept": "application/n-triples"})
        assert b"<https://plan.example/graph/sparql>" in answer.body


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform has no fork")
def test_knowledge_is_there_for_routes_of_the_servers_own() -> None:
    """A route that others add reaches the pool and the plan."""
    from samgraph.web.site import site_of

    async def labels(request: Request) -> Response:
        site = site_of(request)
        own = await site.knowledge()
        assert own is await site.knowledge()
        reply = await site.pool.ask("ASK {}")
        return PlainTextResponse(f"{len(own.store)} {reply.rows}")

    with running(knowledge(), routes=[Route("/own", labels)]) as server:
        assert server.ask("/own").body == f"{MANY + 6} 1".encode()
