"""A query from outside can take nothing with it but its own worker."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from webtools import ENDLESS, MANY, NS, ODD, Loop, iri, knowledge, pooled

from samgraph.errors import SamgraphError
from samgraph.web import nurseries
from samgraph.web.limits import Limits
from samgraph.web.media import Formats, formats
from samgraph.web.pool import Pool
from samgraph.web.replies import Dataset, Refused, Reply
from samgraph.web.served import Served, of_knowledge

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
CSV = formats("text/csv")
unix = pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform has no fork")


@pytest.fixture(scope="module")
def pool() -> Iterator[tuple[Pool, Loop]]:
    """Return a pool that nothing is killed in."""
    with pooled() as both:
        yield both


def ask(both: tuple[Pool, Loop], query: str, *arguments: Any, **options: Any) -> Reply:  # noqa: ANN401
    """Return the reply to a query."""
    return both[1].run(both[0].ask(query, *arguments, **options))


def refused(both: tuple[Pool, Loop], query: str, **options: Any) -> Refused:  # noqa: ANN401
    """Return how a query is refused."""
    with pytest.raises(Refused) as caught:
        ask(both, query, **options)
    return caught.value


def test_the_default_graph_is_the_plan_as_it_is_judged(pool: tuple[Pool, Loop]) -> None:
    """What is only suggested, and graphs outside the plan, are not in it."""
    assert ask(pool, COUNT, None, CSV).body == f"n\r\n{MANY + 2}\r\n".encode()
    assert ask(pool, "SELECT ?o { ex:thing\\/2 ex:linksTo ?o }", None, CSV).rows == 0


@pytest.mark.parametrize(
    ("dataset", "query", "expected"),
    [
        (None, "ASK { GRAPH ?g { ?s a_:type ?o } }", True),
        (None, "ASK{GRAPHa_:data\\/1{?s ?p ?o}}", True),
        (None, "ASK { ?s a_:number 1 GRAPH ?g { ?t a_:type ?o } }", True),
        (None, f"ASK FROM NAMED <{NS}data/1> {{ GRAPH ?g {{ ?s ?p ?o }} }}", True),
        (None, 'ASK { BIND("""\n# """ AS ?x) GRAPH ?g { ?s a_:type ?o } }', True),
        (None, "#\rASK { GRAPH ?g { ?s a_:type ?o } }", True),
        (None, "# of this graph\nASK { ?s a_:number 1 } # graph", True),
        (None, f"ASK FROM<{NS}data/1>{{ ?s a_:type ?o }}", True),
        (Dataset((f"{NS}data/1",)), "ASK { ?s a_:type ?o }", True),
        (Dataset((f"{NS}data/1",)), "ASK { a_:data\\/2 ?p ?o }", False),
        (Dataset((f"{NS}data/1",)), "ASK { GRAPH ?g { ?s ?p ?o } }", False),
        (Dataset((f"{NS}data/1", f"{NS}data/2")), "ASK { a_:data\\/2 ?p ?o }", True),
        (Dataset((), (f"{NS}data/1",)), "ASK { ?s ?p ?o }", False),
        (Dataset((), (f"{NS}data/1",)), "ASK { GRAPH ?g { ?s ?p ?o } }", True),
        (Dataset((), (f"{NS}data/1",)), "ASK { GRAPH a_:data\\/2 { ?s ?p ?o } }", False),
        (Dataset(("x:unknown",)), "ASK { ?s ?p ?o }", False),
        (Dataset((), ("x:unknown",)), "ASK { GRAPH ?g { ?s ?p ?o } }", False),
        (Dataset(("file:///etc/passwd",)), "ASK { ?s ?p ?o }", False),
        (None, f"ASK FROM <{NS}data/1> {{ ?s a_:number ?o }}", False),
        (None, f"ASK FROM <{NS}data/1> {{ ?s a_:type ?o }}", True),
        (None, f"ASK FROM NAMED <{NS}data/1> {{ ?s ?p ?o }}", False),
        # What the request names wins from what the query names.
        (Dataset((f"{NS}data/2",)), f"ASK FROM <{NS}data/1> {{ a_:data\\/1 ?p ?o }}", False),
        (Dataset((f"{NS}data/2",)), f"ASK FROM <{NS}data/1> {{ a_:data\\/2 ?p ?o }}", True),
        (
            Dataset((f"{NS}data/2",)),
            f"ASK FROM NAMED <{NS}data/1> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            False,
        ),
    ],
)
def test_a_dataset_is_what_the_request_or_the_query_names(
    pool: tuple[Pool, Loop], dataset: Dataset | None, query: str, expected: bool
) -> None:
    """The protocol's graphs win; a graph that is not there is empty, and nothing is fetched."""
    reply = ask(pool, f"PREFIX a_: <{NS}> {query}", dataset)
    assert reply.body == b'{"head":{},"boolean":%s}' % str(expected).lower().encode()


def test_naming_the_plans_own_graphs_is_the_same_as_naming_none(pool: tuple[Pool, Loop]) -> None:
    """Only GRAPH tells the two apart: by then no graph has a name."""
    dataset = Dataset(of_knowledge(knowledge()).graphs())
    for query in (COUNT, "SELECT * { ?s ex:linksTo ?o }", f"SELECT * {{ ?s ?p {MANY - 1} }}"):
        assert ask(pool, query, dataset, CSV).body == ask(pool, query, None, CSV).body
    assert ask(pool, "SELECT * { GRAPH ?g { ?s ?p ?o } }", dataset).rows == 0


TABLES = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv",
          "text/tab-separated-values")  # fmt: skip
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}


@pytest.mark.parametrize("media_type", TABLES)
def test_a_table_comes_in_every_format(pool: tuple[Pool, Loop], media_type: str) -> None:
    """With its rows counted, also where a text holds what stands between rows."""
    reply = ask(pool, "SELECT ?s ?o { ?s ex:text|ex:number ?o }", None, formats(media_type))
    assert reply.rows == MANY + 1
    assert reply.media_type.split(";")[0] == media_type
    assert not reply.truncated
    if media_type != "text/csv":
        form = ox.QueryResultsFormat.from_media_type(media_type)
        found = ox.parse_query_results(reply.body, format=form)
        assert isinstance(found, ox.QuerySolutions)
        assert ox.Literal(ODD, language="nl") in {row["o"] for row in found}


@pytest.mark.parametrize("media_type", GRAPHS)
def test_a_graph_comes_in_every_format(pool: tuple[Pool, Loop], media_type: str) -> None:
    """The same triples in each, counted."""
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(?o < 20 || ISIRI(?o) || LANG(?o) = 'nl') }"
    reply = ask(pool, query, None, formats(media_type))
    found = {quad.triple for quad in ox.parse(reply.body, format=GRAPHS[media_type])}
    assert len(found) == reply.rows == 22
    assert ox.Triple(iri("thing/odd"), iri("text"), ox.Literal(ODD, language="nl")) in found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", MANY + 2),
        ("construct{?a ?b ?c.}where{?a ?b ?c .}", MANY + 2),
        ("CONSTRUCT WHERE { ?s ?p ?o }", MANY + 2),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", MANY + 2),
        ("CONSTRUCT { ?S ?p ?o } WHERE { ?s ?p ?o }", 0),
        ("CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o }", 1),
        ("CONSTRUCT { ?s ?p ?s } WHERE { ?s ?p ?s }", 0),
        ("CONSTRUCT WHERE { ?s ?p ?s }", 0),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3", 3),
        ("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }", MANY + 6),
    ],
)
def test_a_graph_that_is_asked_for_whole(
    pool: tuple[Pool, Loop], query: str, expected: int
) -> None:
    """It is written out without being asked, and is what asking would give."""
    lines = ask(pool, query, None, formats("application/n-triples"))
    assert lines.rows == expected == len(set(lines.body.splitlines()))
    turtle = ask(pool, query)
    found = {quad.triple for quad in ox.parse(turtle.body, format=ox.RdfFormat.TURTLE)}
    same = {quad.triple for quad in ox.parse(lines.body, format=ox.RdfFormat.N_TRIPLES)}
    assert found == same
    empty = ask(pool, query, Dataset(), formats("application/n-triples"))
    assert empty.rows == 0


def test_a_table_where_only_a_graph_is_wanted_is_not_acceptable(pool: tuple[Pool, Loop]) -> None:
    """Which of the two a query gives is known once it is read."""
    assert refused(pool, "ASK {}", formats=formats("text/turtle")).status == 406
    assert refused(pool, "DESCRIBE ex:plan", formats=formats("text/csv")).status == 406


def test_variables_are_bound_and_never_pasted(pool: tuple[Pool, Loop]) -> None:
    """A value with quotation marks and brackets is a value."""
    query = "SELECT ?s ?o { ?s ex:number|ex:text ?o }"
    term = {"value": "7", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    assert ask(pool, query, None, CSV, bindings={"o": term}).body == (
        f"s,o\r\n{NS}thing/7,7\r\n".encode()
    )
    assert ask(pool, query, None, CSV, bindings={"s": {"iri": f"{NS}thing/odd"}}).rows == 1
    hostile = {"value": '" } SERVICE <x:y> { ?a ?b ?c', "datatype": f"{NS}text"}
    assert ask(pool, query, None, CSV, bindings={"o": hostile}).rows == 0


@pytest.mark.parametrize(
    ("query", "where", "says"),
    [
        ("SELECT * {\n  ?s ?p\n}", "line 3, column", "does not parse"),
        ("SELECT * { ?s nope:x ?o }", "line 1, column", "prefix not found"),
        ("ASK {} ASK {}", "line 1, column", "does not parse"),
        ("SELECT * { ?s ?p 'a service' . ?x }", "query", "does not parse"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", "query", "no query"),
        ("PREFIX a: <x:> DELETE WHERE { ?s ?p ?o }", "query", "no query"),
        ("LOAD <http://127.0.0.1/>", "query", "no query"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "query", "SERVICE"),
        ("SELECT * { SERV\\u0049CE <http://127.0.0.1:9/> { ?s ?p ?o } }", "", ""),
        ("SELECT * " + "{" * 101 + "}" * 101, "query", "nests deeper than 100"),
        ("#" * 200_000, "query", "longer"),
    ],
)
def test_a_query_that_cannot_be_run_says_where(
    pool: tuple[Pool, Loop], query: str, where: str, says: str
) -> None:
    """Status 400, with line and column where the engine gives them for the client's own text."""
    error = refused(pool, query)
    assert error.status == 400
    assert where in error.where
    assert says in error.message
    assert error.hint or not says


@pytest.mark.parametrize("media_type", [*TABLES, *GRAPHS])
def test_an_answer_with_too_many_rows_is_cut_and_says_so(media_type: str) -> None:
    """It has just so many rows, parses, and names the bound."""
    query = "SELECT ?s ?o { ?s ex:number ?o }"
    if media_type in GRAPHS:
        query = "CONSTRUCT { ?s ex:number ?o } { ?s ex:number ?o }"
    with pooled(rows=10) as both:
        reply = ask(both, query, None, formats(media_type))
        assert (reply.rows, reply.truncated) == (10, "rows=10")
        if media_type in GRAPHS:
            assert len(list(ox.parse(reply.body, format=GRAPHS[media_type]))) == 10
        exact = ask(both, f"{query} LIMIT 10", None, formats(media_type))
        assert (exact.rows, exact.truncated) == (10, "")
        assert ask(both, "ASK {}").truncated == ""


@pytest.mark.parametrize("media_type", [*TABLES, *GRAPHS])
def test_an_answer_with_too_many_bytes_is_cut_and_says_so(media_type: str) -> None:
    """It is no longer than allowed by more than a row or two, and parses."""
    query = "SELECT ?s ?o { ?s ex:number ?o }"
    if media_type in GRAPHS:
        query = "CONSTRUCT { ?s ex:number ?o } { ?s ex:number ?o }"
    with pooled(size=3_000) as both:
        reply = ask(both, query, None, formats(media_type))
        assert reply.truncated == "bytes=3000"
        assert reply.rows < MANY
        if media_type in GRAPHS:
            assert len(list(ox.parse(reply.body, format=GRAPHS[media_type]))) == reply.rows
        else:
            assert len(reply.body) < 3_200


def test_an_answer_is_kept_until_the_graph_changes() -> None:
    """The same reply comes back without a worker; another format or graph is another reply."""
    with pooled() as both:
        first = ask(both, COUNT)
        assert ask(both, COUNT) is first
        assert ask(both, COUNT, None, CSV) is not first
        assert ask(both, COUNT, Dataset()) is not first
        changed = knowledge()
        changed.store.add(ox.Quad(iri("new"), iri("p"), iri("q"), iri("graph/stated")))
        both[1].run(both[0].replace(of_knowledge(changed)))
        again = ask(both, COUNT)
        assert again.version != first.version
        assert f'"{MANY + 3}"'.encode() in again.body


@pytest.mark.parametrize(
    "query",
    ["SELECT (RAND() AS ?x) {}", "SELECT (now() AS ?x) {}", "SELECT (UUID() AS ?x) {}",
     "CONSTRUCT { _:a ?p ?o } { ?s ?p ?o }", "CONSTRUCT { [] ?p ?o } { ?s ?p ?o }",
     "SELECT (BNODE() AS ?x) {}"],
)  # fmt: skip
def test_an_answer_that_differs_each_time_is_not_kept(pool: tuple[Pool, Loop], query: str) -> None:
    """Chance, the clock and new nameless nodes make another answer of the same query."""
    first, second = ask(pool, query), ask(pool, query)
    assert not first.stable
    assert first is not second


def test_the_cache_keeps_to_its_size() -> None:
    """Whatever is asked, no more is kept than there may be; 0 keeps nothing."""
    with pooled(cache=20_000) as both:
        for number in range(200):
            ask(both, f"SELECT ?s ({number} AS ?n) {{ ?s ex:number ?o }} LIMIT 20")
        assert both[0]._cache._used <= 20_000
        assert 0 < len(both[0]._cache._replies) < 20
    with pooled(cache=0) as both:
        assert ask(both, COUNT) is not ask(both, COUNT)


def others(both: tuple[Pool, Loop], query: str, number: int = 4, **options: Any) -> list[Any]:  # noqa: ANN401
    """Return what so many queries of other clients meet while one query is being answered."""

    async def together() -> list[Any]:
        bad = asyncio.ensure_future(both[0].ask(query, client="bad", **options))
        await asyncio.sleep(0.05)
        good = [both[0].ask(f"{COUNT} # {one}", client=f"good{one}") for one in range(number)]
        return await asyncio.gather(bad, *good, return_exceptions=True)

    return both[1].run(together())


def assert_survived(found: list[Any], status: int, says: str) -> None:
    """Check that the first was refused so, and that all others were answered."""
    assert isinstance(found[0], Refused)
    assert found[0].status == status
    assert says in found[0].message
    assert found[0].retry_after
    assert all(isinstance(one, Reply) for one in found[1:]), found


def test_a_query_that_never_ends_is_ended() -> None:
    """It gets 503 when its time is up; others are answered meanwhile, and afterwards."""
    with pooled(seconds=0.7, slow_after=0.1) as both:
        begin = time.monotonic()
        found = others(both, ENDLESS)
        assert 0.6 < time.monotonic() - begin < 3
        assert_survived(found, 503, "longer than 0.7 seconds")
        for _ in range(4):
            ask(both, f"{COUNT} # afterwards")


def test_a_query_that_takes_too_much_memory_is_ended() -> None:
    """Both Python's and the engine's own memory count."""
    with pooled(memory=60_000_000, seconds=60, cache=0) as both:
        assert_survived(others(both, COUNT, trial="memory"), 503, "memory")
        values = " ".join(f'"{number}{"x" * 200}"' for number in range(100))
        greedy = (
            f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?b), STR(?c))) AS ?x) {{ "
            f"VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} VALUES ?c {{ {values} }} }}"
        )
        assert_survived(others(both, greedy), 503, "memory")
        assert ask(both, COUNT).rows == 1


@unix
def test_a_query_that_crashes_its_engine_takes_nobody_along() -> None:
    """The worker is gone, the pool is whole."""
    with pooled(cache=0) as both:
        for _ in range(3):
            assert_survived(others(both, COUNT, trial="crash"), 503, "overwhelmed")
        assert both[0].is_ready


@unix
def test_a_worker_can_open_nothing() -> None:
    """Neither a file nor a socket, nor can it start a process that could."""
    with pooled(cache=0) as both:
        for wanted in ("file", "socket"):
            error = refused(both, COUNT, trial=wanted)
            assert (error.status, error.message) == (500, "the query failed: OSError")
        assert ask(both, COUNT).rows == 1


@unix
def opened(process: str) -> list[str]:
    """Return what a process has open."""
    found = []
    for one in Path(f"/proc/{process}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found.append(str(one.readlink()).split(":")[0])
    return sorted(found)


def test_a_worker_shares_nothing_with_the_world() -> None:
    """Its open files are two pipes and nothing, and its environment holds no secret."""
    os.environ["SAMGRAPH_TEST_SECRET"] = "x"  # noqa: S105
    try:
        with pooled() as both:
            ask(both, COUNT)
            nursery = both[0]._scheduler._nursery._process
            assert nursery is not None
            children = Path(f"/proc/{nursery.pid}/task/{nursery.pid}/children")
            if not children.exists():
                pytest.skip("this platform does not tell what a process has open")
            workers = children.read_text().split()
            assert len(workers) == 2
            for worker in workers:
                # One that has just been borne is still closing what it was borne with.
                end = time.monotonic() + 10
                while len(opened(worker)) > 3 and time.monotonic() < end:
                    time.sleep(0.05)
                assert opened(worker) == ["/dev/null", "pipe", "pipe"]
                assert b"SECRET" not in Path(f"/proc/{worker}/environ").read_bytes()
    finally:
        del os.environ["SAMGRAPH_TEST_SECRET"]


def test_one_client_may_not_ask_too_much_at_once() -> None:
    """What is beyond gets 429 and when to come back; other clients are served."""
    with pooled(per_client=3, seconds=1.0, slow_after=0.1) as both:

        async def many() -> list[Any]:
            bad = [both[0].ask(f"{ENDLESS} # {one}", client="bad") for one in range(5)]
            good = both[0].ask(COUNT, client="good")
            return await asyncio.gather(*bad, good, return_exceptions=True)

        found = both[1].run(many())
        assert sorted(one.status for one in found[:-1]) == [429, 429, 503, 503, 503]
        assert isinstance(found[-1], Reply)
        assert all(one.retry_after for one in found[:-1])


def test_all_clients_together_may_not_ask_too_much_at_once() -> None:
    """What is beyond gets 503 and when to come back."""
    with pooled(queries=4, seconds=1.0) as both:

        async def many() -> list[Any]:
            asked = [both[0].ask(f"{ENDLESS} # {one}", client=str(one)) for one in range(6)]
            return await asyncio.gather(*asked, return_exceptions=True)

        found = both[1].run(many())
        messages = sorted(one.message for one in found)
        assert messages[-2:] == ["too many queries at once"] * 2
        assert ask(both, COUNT).rows == 1


def test_endless_queries_of_one_client_leave_places_for_others() -> None:
    """However many it asks, somebody else's quick query is answered before they are over."""
    with pooled(seconds=3.0, slow_after=0.1, workers=1, slow=2) as both:

        async def many() -> float:
            loop = asyncio.get_running_loop()
            bad = [
                asyncio.ensure_future(both[0].ask(f"{ENDLESS} # {one}", client="bad"))
                for one in range(8)
            ]
            await asyncio.sleep(0.5)
            begin = loop.time()
            await both[0].ask(COUNT, client="good")
            took = loop.time() - begin
            for one in bad:
                one.cancel()
            await asyncio.gather(*bad, return_exceptions=True)
            return took

        assert both[1].run(many()) < 2
        assert ask(both, f"{COUNT} #").rows == 1


def test_a_query_that_nobody_waits_for_is_ended() -> None:
    """Cancelled, it gives its worker's place back at once."""
    with pooled(seconds=60.0, workers=1, slow=0) as both:

        async def abandon() -> float:
            for _ in range(3):
                task = asyncio.ensure_future(both[0].ask(ENDLESS))
                await asyncio.sleep(0.1)
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            begin = time.monotonic()
            await both[0].ask(COUNT)
            return time.monotonic() - begin

        assert both[1].run(abandon()) < 3
        assert not both[0]._asking
        assert not both[0]._scheduler._running


@unix
def test_the_pool_heals_when_the_process_that_holds_the_graph_is_killed() -> None:
    """Without it there are no new workers, so that it is started again."""
    with pooled(cache=0) as both:
        nursery = both[0]._scheduler._nursery._process
        assert nursery is not None
        os.kill(nursery.pid, signal.SIGKILL)
        end = time.monotonic() + 20
        while time.monotonic() < end and both[0]._scheduler._nursery._process is nursery:
            time.sleep(0.05)
        for _ in range(5):
            assert ask(both, COUNT).rows == 1


def test_another_state_of_the_graph_takes_over_without_an_error() -> None:
    """Queries that run meanwhile end on the one or the other, and none fails."""
    with pooled(cache=0, queries=1_000, per_client=1_000) as both:
        changed = knowledge()
        changed.store.add(ox.Quad(iri("new"), iri("p"), iri("q"), iri("graph/stated")))

        async def busy() -> list[bytes]:
            async def client() -> list[bytes]:
                return [(await both[0].ask(COUNT, None, CSV)).body for _ in range(60)]

            clients = [asyncio.ensure_future(client()) for _ in range(6)]
            await asyncio.sleep(0.02)
            await both[0].replace(of_knowledge(changed))
            await both[0].replace(of_knowledge(knowledge()))
            await both[0].replace(of_knowledge(changed))
            return [body for bodies in await asyncio.gather(*clients) for body in bodies]

        found = both[1].run(busy())
        assert len(found) == 360
        assert set(found) <= {b"n\r\n%d\r\n" % (MANY + more) for more in (2, 3)}
        assert ask(both, COUNT, None, CSV).body == b"n\r\n%d\r\n" % (MANY + 3)


def test_a_graph_that_cannot_be_loaded_leaves_the_old_one() -> None:
    """What is damaged never takes over."""
    with pooled() as both:
        good = of_knowledge(knowledge())
        bad = Served("x", f"{NS}plan", NS, {}, {}, "bad", b"this is no N-Quads\n")
        with pytest.raises(SamgraphError, match="cannot be loaded"):
            both[1].run(both[0].replace(bad))
        assert ask(both, COUNT).version == good.version


def test_where_there_is_no_fork_a_worker_is_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slower to heal, the same otherwise."""
    monkeypatch.setattr(nurseries, "CAN_FORK", False)
    with pooled(cache=0, workers=2, seconds=1.0, slow_after=0.1) as both:
        assert ask(both, COUNT, None, CSV).body == f"n\r\n{MANY + 2}\r\n".encode()
        assert_survived(others(both, ENDLESS), 503, "longer than")
        if hasattr(os, "fork"):
            assert_survived(others(both, COUNT, trial="crash"), 503, "overwhelmed")
        assert ask(both, COUNT).rows == 1


def test_nothing_is_left_when_a_pool_has_stopped() -> None:
    """Every process it has started is gone, also the one with a query that never ends."""
    loop = Loop()
    pool = Pool(of_knowledge(knowledge()), Limits(workers=2))
    loop.run(pool.start())
    nursery = pool._scheduler._nursery._process
    running = asyncio.run_coroutine_threadsafe(pool.ask(ENDLESS), loop.loop)
    time.sleep(0.2)
    loop.run(pool.stop())
    with pytest.raises(Refused):
        running.result(5)
    loop.close()
    if nursery is not None:
        assert nursery.poll() is not None
        done = subprocess.run(["ps", "-o", "pid=", "--ppid", str(nursery.pid)],
                              capture_output=True, text=True, check=False)  # fmt: skip
        assert done.stdout.strip() == ""


def test_formats_can_be_left_to_the_pool(pool: tuple[Pool, Loop]) -> None:
    """Without a wish a table is JSON and a graph is Turtle."""
    assert ask(pool, "ASK {}").media_type == "application/sparql-results+json"
    reply = ask(pool, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1", None, Formats())
    assert reply.media_type == "text/turtle"
    assert b"@prefix ex:" in reply.body


@unix
def test_a_late_query_is_told_so_before_its_process_has_ended() -> None:
    """On a busy machine a process of the lowest priority may need long to die."""
    with pooled(workers=1, seconds=0.3) as (pool, loop):
        nursery = pool._scheduler._nursery._process
        assert nursery is not None
        done = subprocess.run(["ps", "-o", "pid=", "--ppid", str(nursery.pid)],
                              capture_output=True, check=True)  # fmt: skip
        (pid,) = map(int, done.stdout.split())
        (worker,) = pool._scheduler._idle
        worker.kill = lambda: None
        os.kill(pid, signal.SIGSTOP)
        with pytest.raises(Refused) as caught:
            loop.run(pool.ask("ASK {}"), 15)
        assert caught.value.status == 503
        assert "took longer than" in caught.value.message
        assert loop.run(pool.ask("ASK {}"), 15).rows == 1
