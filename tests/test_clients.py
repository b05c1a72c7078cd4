"""The tools that researchers have get their answers, each in its own way of asking."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pandas
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import ResultRow
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    XML,
    SPARQLWrapper,
)  # fmt: skip
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, QueryBadFormed
from webtools import MANY, NS, ODD, Running, running

from samgraph.web.limits import Limits

NUMBERS = "SELECT ?s ?o { ?s ex:number ?o } ORDER BY ?o"
LINKS = f"PREFIX ex: <{NS}> CONSTRUCT {{ ?s ex:linksTo ?o }} {{ ?s ex:linksTo ?o }}"


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    """Return a server of the small graph."""
    with running(None, Limits(workers=2, seconds=1.0)) as one:
        yield one


def curl(*arguments: str) -> str:
    """Return what curl prints."""
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    done = subprocess.run(["curl", "-sS", *arguments], capture_output=True, text=True, check=True)
    return done.stdout


def test_curl(server: Running) -> None:
    """By the address, by a form, with a file as body, compressed, and only the head."""
    url = f"{server.base}/sparql"
    expected = json.dumps({"head": {}, "boolean": True}, separators=(",", ":"))
    assert curl("-G", "--data-urlencode", "query=ASK { ?s ?p ?o }", url) == expected
    assert curl("--data-urlencode", "query=ASK { ?s ?p ?o }", url) == expected
    direct = ("-H", "Content-Type: application/sparql-query", "--data-binary", "ASK { ?s ?p ?o }")
    assert curl(*direct, url) == expected
    table = curl("-G", "--compressed", "-H", "Accept: text/csv", "--data-urlencode",
                 f"query={NUMBERS}", url)  # fmt: skip
    assert len(table.splitlines()) == MANY + 1
    head = curl("-I", f"{url}?query={quote('ASK {}')}")
    assert head.startswith("HTTP/1.1 200")


def wrapper(server: Running, query: str, form: str) -> SPARQLWrapper:
    """Return a SPARQLWrapper with a query."""
    found = SPARQLWrapper(f"{server.base}/sparql")
    found.setQuery(query)
    found.setReturnFormat(form)
    return found


def converted(found: SPARQLWrapper) -> Any:  # noqa: ANN401
    """Return what SPARQLWrapper makes of an answer."""
    return found.queryAndConvert()


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("how", ["urlencoded", POSTDIRECTLY])
def test_sparqlwrapper_asks_in_every_way(server: Running, method: str, how: str) -> None:
    """By GET, by a form and directly; a text with everything in it comes back as it is."""
    found = wrapper(server, "SELECT ?o { ?s ex:text ?o }", JSON)
    found.setMethod(method)
    found.setRequestMethod(how)
    if (method, how) == (GET, POSTDIRECTLY):
        pytest.skip("SPARQLWrapper does not ask directly by GET")
    (row,) = converted(found)["results"]["bindings"]
    assert row["o"] == {"type": "literal", "value": ODD, "xml:lang": "nl"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_sparqlwrapper_reads_every_format(server: Running) -> None:
    """Of tables and of graphs."""
    assert converted(wrapper(server, "ASK {}", JSON))["boolean"] is True
    assert "<boolean>true" in converted(wrapper(server, "ASK {}", XML)).toxml()
    for form in (CSV, TSV):
        table = converted(wrapper(server, NUMBERS, form))
        assert len(table.splitlines()) == MANY + 1
    triple = (rdflib.URIRef(f"{NS}thing/1"), rdflib.URIRef(f"{NS}linksTo"),
              rdflib.URIRef(f"{NS}thing/2"))  # fmt: skip
    for form in (TURTLE, N3):
        content = converted(wrapper(server, LINKS, form))
        assert triple in rdflib.Graph().parse(data=content, format="turtle")
    for form in (RDFXML, JSONLD):
        assert triple in converted(wrapper(server, LINKS, form))


def test_sparqlwrapper_tells_what_was_wrong(server: Running) -> None:
    """It knows the statuses of the protocol."""
    with pytest.raises(QueryBadFormed, match="does not parse"):
        wrapper(server, "SELECT nonsense", JSON).query()
    found = wrapper(server, "ASK {}", JSON)
    found.addDefaultGraph(f"{NS}data/1")
    found.setQuery("ASK { ?s a <x:y> }")
    assert converted(found)["boolean"] is False
    assert issubclass(EndPointInternalError, Exception)


def test_rdflib_as_a_graph_behind_an_endpoint(server: Running) -> None:
    """Its store asks for triples and for tables, by GET and by POST, and by graph."""
    for method in ("GET", "POST"):
        store = SPARQLStore(f"{server.base}/sparql", method=method, returnFormat="json")
        graph = rdflib.Graph(store)
        thing = rdflib.URIRef(f"{NS}thing/7")
        assert list(graph.objects(thing, rdflib.URIRef(f"{NS}number"))) == [rdflib.Literal(7)]
        rows = list(graph.query("SELECT ?s { ?s ?p 299 }"))
        assert [str(row.s) for row in rows if isinstance(row, ResultRow)] == [f"{NS}thing/299"]
        assert len(graph) == MANY + 2
    store = SPARQLStore(f"{server.base}/sparql", returnFormat="xml")
    graph = rdflib.Graph(store, identifier=rdflib.URIRef(f"{NS}graph/stated"))
    assert len(list(graph.triples((None, None, None)))) == 1


def test_rdflib_reads_a_graph_from_an_address(server: Running) -> None:
    """`parse` gets the format that it prefers."""
    graph = rdflib.Graph().parse(f"{server.base}/sparql?query={quote(LINKS)}")
    assert len(graph) == 1
    description = rdflib.Graph().parse(f"{server.base}/sparql")
    service = rdflib.URIRef("http://www.w3.org/ns/sparql-service-description#Service")
    assert (None, rdflib.RDF.type, service) in description


def test_pandas_reads_a_table_from_an_address(server: Running) -> None:
    """Pandas accepts anything, so that the format has to be asked for."""
    url = f"{server.base}/sparql?query={quote(NUMBERS)}"
    frame = pandas.read_csv(url, storage_options={"Accept": "text/csv"})
    assert list(frame.columns) == ["s", "o"]
    assert frame["o"].sum() == sum(range(MANY))
    url = f"{server.base}/sparql?query={quote('SELECT ?o { ?s ex:text ?o }')}"
    (cell,) = pandas.read_csv(url, storage_options={"Accept": "text/csv"})["o"]
    assert cell == ODD


def test_comunica(server: Running) -> None:
    """The engine for browsers and Node sees the endpoint as a source."""
    if not shutil.which("comunica-sparql"):
        pytest.skip("comunica-sparql is not installed: npm install -g @comunica/query-sparql")
    done = subprocess.run(
        [
            "comunica-sparql",
            f"sparql@{server.base}/sparql",
            f"PREFIX ex: <{NS}> {NUMBERS}",
            "-t",
            "text/csv",
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert len(done.stdout.splitlines()) == MANY + 1
