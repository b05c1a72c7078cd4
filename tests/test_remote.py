"""An engine elsewhere that misbehaves: each way is one clear message, and nothing is half-done."""

from __future__ import annotations

import gzip
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from engines import free_port
from fakeengine import Fake, Said, fake, rows

from samgraph.cli import cli
from samgraph.errors import EngineError, QueryError, SamgraphError
from samgraph.knowledge import Knowledge
from samgraph.remote.address import read_address, same_server
from samgraph.remote.asking import as_page, with_bindings, with_prefixes
from samgraph.remote.batches import as_update, in_batches
from samgraph.remote.client import Client
from samgraph.remote.constructing import read_construct
from samgraph.remote.credentials import Credentials, read_credentials
from samgraph.remote.opening import open_plan
from samgraph.remote.patience import Patience, retry_after
from samgraph.remote.push import push
from samgraph.remote.store import RemoteStore
from samgraph.remote.targets import GRAPH_STORE, UPDATE, Target, find_target

NS = "https://example.org/p/"
GRAPHS = [f"{NS}graph/structure", f"{NS}graph/suggested"]
PLAN = rows({"graph": GRAPHS[0], "plan": f"{NS}plan"}, names=("graph", "plan"))
QUICK = Patience(seconds=3, tries=3, first_pause=0.0, size=100_000)


def store(engine: Fake, patience: Patience = QUICK, **more: object) -> RemoteStore:
    waits: list[float] = []
    client = Client(Credentials(), patience, sleep=waits.append)
    return RemoteStore(client, engine.url, GRAPHS)


def fails(*script: Said, query: str = "SELECT * { ?a ?b ?c }", **more: float) -> SamgraphError:
    """Return the error that a query ends with when the engine answers so."""
    bounds = {"seconds": 3.0, "tries": 2, "first_pause": 0.0, "size": 100_000, **more}
    with fake(*script) as engine, pytest.raises(SamgraphError) as found:
        store(engine, Patience(**bounds)).query(query)  # type: ignore[arg-type]
    assert found.value.where.startswith("http://127.0.0.1:")
    assert found.value.hint
    return found.value


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (Said(400, b"bad \x1b[31m query", "text/plain"), r"refuses the query.*\\u001b\[31m"),
        (Said(401), "wants to know who is asking"),
        (Said(403), "does not allow this"),
        (Said(404), "nothing is at this address"),
        (Said(500, b"<html><script>x()</script><h1>Oops</h1>", "text/html"), r"failed.*\): Oops$"),
        (Said(503), "too busy"),
        (Said(418), "refuses"),
        (Said(200, b"<html>Hello", "text/html"), "a web page.*Hello"),
        (Said(200, b"a,b", "text/csv"), 'something of type "text/csv"'),
        (Said(200, b"a", ""), "something without a media type"),
        (Said(200, b'{"head":{"vars":["a"]},"results":{"bindings":[{'), "breaks off"),
        (Said(200, b'{"head":{"vars":["a"]}}'), "breaks off or is malformed"),
        (Said(200, b"[" * 50_000), "breaks off or is malformed"),
        (Said(200, b'{"head":{},"boolean":true}'), "yes or no where rows"),
        (Said(200, b"x" * 200_000), "larger than 100,000 bytes"),
        (Said(200, gzip.compress(b"x" * 200_000), headers={"Content-Encoding": "gzip"}), "larger"),
        (Said(200, b"no gzip", headers={"Content-Encoding": "gzip"}), "cannot be unpacked"),
        (Said(200, b"{}", promised=99), "cut before the answer was whole, 2 times"),
        (Said(0), "cut before the answer was whole, 2 times"),
        (rows({}, headers={"X-Samgraph-Truncated": "rows=7"}), "cut the answer off after 7 rows"),
        (rows({}, headers={"X-Samgraph-Truncated": "bytes=7"}), "cut the answer off; the rest"),
    ],
)  # fmt: skip
def test_each_failure_has_its_message(said: Said, message: str) -> None:
    """The message says what happened, shows no control character, and has a hint."""
    error = fails(said)
    with pytest.raises(AssertionError, match=message):
        raise AssertionError(error.message)
    assert error.message.isprintable()


def test_a_slow_answer_is_given_up() -> None:
    """An engine that sends a byte now and then does not hold anybody up for longer than allowed."""
    error = fails(Said(200, b"x" * 100, drip=0.1), seconds=0.5)
    assert error.message == "took longer than 0.5 seconds"


def test_what_passes_is_tried_again() -> None:
    """A busy engine is asked again after what it asks for, within bounds, and then answers."""
    waits: list[float] = []
    script = (Said(503, headers={"Retry-After": "7"}), Said(429, headers={"Retry-After": "9999"}),
              Said(502), Said(504), rows({"a": "urn:x"}))  # fmt: skip
    with fake(*script) as engine:
        client = Client(Credentials(), Patience(tries=5), sleep=waits.append)
        found = RemoteStore(client, engine.url, GRAPHS).query("SELECT ?a { ?a ?b ?c }")
    assert isinstance(found, ox.QuerySolutions)
    assert [row[0] for row in found] == [ox.NamedNode("urn:x")]
    assert waits == [7.0, 30.0, 2.0, 4.0]


def test_nobody_there() -> None:
    """A port at which nothing listens says so after the tries, without a trace."""
    found = CliRunner().invoke(
        cli, ["gaps", "--endpoint", f"http://127.0.0.1:{free_port()}/x", "--tries", "1"]
    )
    assert found.exit_code == 2
    assert "cannot be reached" in found.stderr
    assert "Traceback" not in found.stderr


def test_dates_and_nonsense_in_retry_after() -> None:
    """Seconds and dates are understood, and nothing else is."""
    assert retry_after("5", 0) == 5
    assert retry_after("Thu, 01 Jan 1970 00:01:00 GMT", 30) == 30
    assert retry_after("soon", 0) is None
    assert retry_after("", 0) is None


def test_the_dataset_is_named_with_every_query() -> None:
    """The default graph is what is asked for, never the engine's own; FROM goes before it."""
    with fake(rows()) as engine:
        some = store(engine)
        some.query("SELECT * { ?a ?b ?c }", default_graph=[ox.NamedNode(GRAPHS[0])])
        some.query("SELECT * FROM <urn:own> { ?a ?b ?c }")
    first, second = (parse_qs(body.decode()) for _, _, _, body in engine.asked)
    assert first["default-graph-uri"] == [GRAPHS[0]]
    assert first["named-graph-uri"] == GRAPHS
    assert set(second) == {"query"}


def test_a_syntax_error_never_leaves_the_house() -> None:
    """What is wrong with a query is told here, as everywhere, and the engine is not asked."""
    with fake(PLAN) as engine:
        plan = open_plan(engine.url, patience=QUICK)
        with pytest.raises(QueryError, match="SELEC"):
            plan.query("SELEC * { ?a ?b ?c }")
        with pytest.raises(QueryError, match="SERVICE"):
            plan.query("SELECT * { SERVICE <http://example.org/> { ?a ?b ?c } }")
    assert len(engine.asked) == 1


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://example.org/x", "no http or https"),
        ("file:///etc/passwd", "no http or https"),
        ("example.org", "no http or https"),
        ("", "no http or https"),
        ("http://", "no address"),
        ("http://exa mple/", "no address"),
        ("http://example.org:port/", "no address"),
        ("http://example.org/\x1b[2J", "no address"),
        ("http://me:secret@example.org/", "name or password is refused"),
        ("ftp://me:secret@example.org/", "name or password is refused"),
        ("http://example.org/#top", "part of a page"),
    ],
)
def test_an_address_is_looked_at_first(url: str, message: str) -> None:
    """Only http and https, without a password, which is never repeated."""
    with pytest.raises(EngineError, match=message) as found:
        read_address(url)
    assert "secret" not in str(found.value)
    assert "\x1b" not in str(found.value)


def test_credentials_come_from_the_environment() -> None:
    """A name with its password, or a token; half of it or both kinds are a fault."""
    both = {"SAMGRAPH_USER": "me", "SAMGRAPH_PASSWORD": "pass-word"}
    assert read_credentials(both) == Credentials("me", "pass-word")
    assert read_credentials({"SAMGRAPH_TOKEN": "abc"}) == Credentials(token="abc")  # noqa: S106
    assert "pass-word" not in repr(read_credentials(both))
    for wrong in (
        {"SAMGRAPH_USER": "me"},
        {**both, "SAMGRAPH_TOKEN": "x"},
        {"SAMGRAPH_TOKEN": "x\r\nEvil: 1"},
        {**both, "SAMGRAPH_USER": "a:b"},
    ):
        with pytest.raises(EngineError) as found:
            read_credentials(wrong)
        assert "pass-word" not in str(found.value)


@pytest.mark.parametrize(
    ("credentials", "header"),
    [
        (Credentials("me", "pw"), "Basic bWU6cHc="),
        (Credentials(token="abc"), "Bearer abc"),  # noqa: S106
        (Credentials(), None),
    ],
)
def test_credentials_are_sent_and_not_shown(credentials: Credentials, header: str | None) -> None:
    """They go along as a header, and are cut out of what the engine repeats."""
    said = Said(403, b"no abc for pw", "text/plain")
    with fake(said) as engine, pytest.raises(EngineError) as found:
        Client(credentials, QUICK).send("GET", engine.url)
    assert engine.asked[0][2].get("authorization") == header
    for secret in filter(None, (credentials.password, credentials.token)):
        assert secret not in found.value.message


def test_a_redirect_stays_on_its_server() -> None:
    """To the same server it is followed with what was sent; to another one never."""
    with fake(rows()) as other, fake(Said(307, headers={"Location": other.url})) as engine:
        with pytest.raises(EngineError, match="leads to another server"):
            Client(Credentials("me", "pw"), QUICK).send("GET", engine.url)
        assert other.asked == []
    with fake(Said(308, headers={"Location": "/elsewhere"}), rows()) as engine:
        Client(Credentials("me", "pw"), QUICK).send("POST", engine.url, content=b"query")
        assert [(one[0], one[1], one[3]) for one in engine.asked] == [
            ("POST", "/sparql", b"query"),
            ("POST", "/elsewhere", b"query"),
        ]
    round_and_round = Said(302, headers={"Location": "/sparql"})
    with fake(round_and_round) as engine, pytest.raises(EngineError, match="more than 5 times"):
        Client(Credentials(), QUICK).send("GET", engine.url)
    assert same_server("http://a.org/x", "https://a.org/y")
    assert not same_server("https://a.org/x", "http://a.org/x")
    assert not same_server("http://a.org/x", "http://a.org:81/x")


def test_which_plan_is_meant() -> None:
    """One plan needs no name; of several, or of none, the message lists them."""
    two = rows(
        {"graph": GRAPHS[0], "plan": f"{NS}plan"},
        {"graph": "https://example.org/q/graph/structure", "plan": "https://example.org/q/plan"},
        {"graph": "https://evil.org/graph/structure", "plan": "https://example.org/z/plan"},
        names=("graph", "plan"),
    )
    with fake(two) as engine:
        with pytest.raises(EngineError, match=r"holds 2 plans(?s:.)*p: .*(?s:.)*q: "):
            open_plan(engine.url, patience=QUICK)
        with pytest.raises(EngineError, match='holds no plan "r"'):
            open_plan(engine.url, "r", QUICK)
        for name in ("q", "https://example.org/q/plan", "https://example.org/q/"):
            assert open_plan(engine.url, name, QUICK).plan.value == "https://example.org/q/plan"
    with fake(rows(names=("graph", "plan"))) as engine, pytest.raises(EngineError, match="no plan"):
        open_plan(engine.url, patience=QUICK)
    with fake(PLAN) as engine:
        plan = open_plan(engine.url, patience=QUICK)
        assert (plan.name, plan.curie(f"{NS}SD1")) == ("p", "p:SD1")


def test_pages_have_to_add_up() -> None:
    """An engine that says it cut is asked in pages; one whose pages fall short is not believed."""
    cut = {"X-SPARQL-MaxRows": "2"}
    first = rows({"a": "urn:1"}, {"a": "urn:2"}, headers=cut)
    number = Said(content=b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":'
                  b'"typed-literal","datatype":"http://www.w3.org/2001/XMLSchema#integer",'
                  b'"value":"3"}}]}}')  # fmt: skip
    last = rows({"a": "urn:3"})
    with fake(first, number, first, last) as engine:
        found = store(engine).query("SELECT ?a { ?a ?b ?c }")
        assert isinstance(found, ox.QuerySolutions)
        assert [row[0].value for row in found] == ["urn:1", "urn:2", "urn:3"]
    error = fails(first, number, first, rows(), query="SELECT ?a { ?a ?b ?c }")
    assert error.message == "cut the answer off after 2 rows; the rest is missing"


def test_what_engines_write_otherwise_is_set_right() -> None:
    """Virtuoso's nameless nodes, its truth values and its yes or no are read as they are meant."""
    one = (b'{"head":{"vars":["a","b"]},"results":{"bindings":[{"a":{"type":"bnode","value":'
           b'"nodeID://b1"},"b":{"type":"typed-literal","value":"1","datatype":'
           b'"http://www.w3.org/2001/XMLSchema#boolean"}}]}}')  # fmt: skip
    with fake(Said(content=one)) as engine:
        found = store(engine).query("SELECT ?a ?b { ?a ?b ?c }")
        assert isinstance(found, ox.QuerySolutions)
        (row,) = found
        assert isinstance(row["a"], ox.BlankNode)
        assert row["b"].value == "true"
    for value in (0, 1):
        said = (b'{"head":{"vars":["__ASK_RETVAL"]},"results":{"bindings":[{"__ASK_RETVAL":{"type":'
                b'"typed-literal","value":"%d"}}]}}' % value)  # fmt: skip
        with fake(Said(content=said)) as engine:
            assert bool(store(engine).query("ASK { ?a ?b ?c }")) == bool(value)


def test_a_query_is_made_ready() -> None:
    """Prefixes are declared; values stand where the pattern begins, and cannot end there."""
    text = with_prefixes("SELECT ?a { ?a a sg:Goal }", {"sg": "urn:sg:", "sam": "urn:sam:"})
    assert text.startswith("PREFIX sg: <urn:sg:>\nSELECT")
    given = {"a": ox.Literal('"} #\n\\'), "t": ox.Literal("0.5", datatype=ox.NamedNode(
        "http://www.w3.org/2001/XMLSchema#decimal"))}  # fmt: skip
    bound = with_bindings("SELECT ?a ?t { ?a ?b ?c }", given)
    assert list(ox.Store().query(bound)) == []  # type: ignore[arg-type]
    assert "5.0" in bound
    assert "OFFSET 5 LIMIT 5" in as_page("SELECT ?a { ?a ?b ?c }", ["a"], 5, 5)
    assert "ORDER BY ?a" in as_page("SELECT ?a { ?a ?b ?c }", ["a"], 5, 5)
    construct = read_construct("CONSTRUCT { ?a <urn:p> [] } WHERE { ?a ?b ?c } LIMIT 1")
    assert construct is not None
    assert construct.as_select().split() == [
        "SELECT",
        "?a",
        "WHERE",
        "{",
        "?a",
        "?b",
        "?c",
        "}",
        "LIMIT",
        "1",
    ]
    (triple,) = construct.triples([(ox.BlankNode("x"),)])
    assert isinstance(triple.subject, ox.BlankNode)


def test_pieces_may_be_sent_twice() -> None:
    """Nameless nodes stand in the first piece only, which replaces the graph."""
    named = [b"<urn:a> <urn:p> <urn:%d> ." % one for one in range(10)]
    nameless = [b"_:x <urn:p> <urn:a> .", b"<urn:a> <urn:p> _:x .", b'_:x <urn:p> "_:y ." .']
    first, *rest = in_batches([*named, *nameless], 4)
    assert set(nameless) <= set(first)
    assert all(b"_:" not in line for piece in rest for line in piece)
    assert sorted(line for piece in (first, *rest) for line in piece) == sorted(named + nameless)
    engine = ox.Store()
    for _ in range(2):
        engine.update(as_update("urn:g", first, replace=True).decode())
        for piece in rest:
            engine.update(as_update("urn:g", piece, replace=False).decode())
    assert len(engine) == 13
    engine.update(as_update("urn:g", (), replace=True).decode())
    assert len(engine) == 0


def small() -> Knowledge:
    kept = ox.Store()
    name, graph = ox.NamedNode(f"{NS}a"), ox.NamedNode(f"{NS}graph/stated")
    kept.add(ox.Quad(name, name, name, graph))
    return Knowledge("p", ox.NamedNode(f"{NS}plan"), NS, {}, kept)


def test_a_count_that_differs_is_told() -> None:
    """What an engine loses is sent once more, and then named with both numbers."""
    with fake(Said(204), *[Said(204)] * 7, rows(names=("graph", "n"))) as engine:
        client = Client(Credentials(), QUICK)
        with pytest.raises(EngineError, match="1 triples sent, 0 there") as found:
            push(small(), client, Target(UPDATE, engine.url, engine.url))
    assert found.value.message == "does not hold what was sent"


def test_a_graph_store_is_put_to(capsys: pytest.CaptureFixture[str]) -> None:
    """By the Graph Store Protocol a graph is put, and one without triples is deleted."""
    number = Said(content=(
        b'{"head":{"vars":["graph","n"]},"results":{"bindings":[{"graph":{"type":"uri","value":"'
        + f"{NS}graph/stated".encode()
        + b'"},"n":{"type":"literal","value":"1","datatype":'
          b'"http://www.w3.org/2001/XMLSchema#integer"}}]}}'
    ))  # fmt: skip
    with fake(*[Said(204)] * 8, number) as engine:
        done = push(small(), Client(Credentials(), QUICK),
                    Target(GRAPH_STORE, engine.url, engine.url))  # fmt: skip
    assert dict(done.graphs)[f"{NS}graph/stated"] == 1
    assert sorted(one[0] for one in engine.asked[:8]) == ["DELETE"] * 7 + ["PUT"]


def test_an_address_that_takes_nothing_is_refused() -> None:
    """The message names every address that was tried, and nothing has been written."""
    with fake(Said(404)) as engine, pytest.raises(EngineError, match="takes neither") as found:
        find_target(Client(Credentials(), QUICK), engine.url)
    assert "/update" in found.value.hint
    assert {one[0] for one in engine.asked} <= {"POST", "GET", "PUT"}


@pytest.mark.parametrize("command", ["check", "build -o x.nq", "serve"])
def test_what_needs_the_package_says_so(command: str) -> None:
    """A command that cannot work on an engine says why, with status 2."""
    found = CliRunner().invoke(cli, [*command.split(), "--endpoint", "http://127.0.0.1:1/"])
    assert found.exit_code == 2
    assert "cannot work on an engine" in found.stderr


def test_an_engine_is_only_read() -> None:
    """Nothing that reads a plan can write to the engine by mistake."""
    with fake(rows()) as engine, pytest.raises(EngineError, match="only read"):
        store(engine).add(None)
