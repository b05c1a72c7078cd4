"""A client gets the format it prefers, of those there are."""

from __future__ import annotations

import pytest

from samgraph.web.media import GRAPHS, TABLES, Formats, formats, quality
from samgraph.web.replies import Refused

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def names(found: Formats) -> tuple[str, str]:
    """Return the names of the formats for a table and a graph, empty for none."""
    return (found.table.name if found.table else "", found.graph.name if found.graph else "")


@pytest.mark.parametrize(
    ("accept", "table", "graph"),
    [
        ("", "json", "ttl"),
        ("*/*", "json", "ttl"),
        ("text/csv", "csv", ""),
        ("text/tab-separated-values", "tsv", ""),
        ("text/turtle", "", "ttl"),
        ("application/n-quads", "", "nq"),
        ("application/sparql-results+xml", "xml", ""),
        ("APPLICATION/SPARQL-Results+XML", "xml", ""),
        ("application/json", "json", "jsonld"),
        ("application/xml", "xml", "rdf"),
        ("text/*", "csv", "ttl"),
        ("application/*", "json", "nt"),
        ("text/csv;q=0.5, text/tab-separated-values", "tsv", ""),
        ("text/csv;q=0.5,text/tab-separated-values;q=0.4,*/*;q=0.1", "csv", "ttl"),
        ("text/csv;q=0,*/*", "json", "ttl"),
        ("application/sparql-results+json;q=0, */*", "xml", "ttl"),
        ("text/turtle;q=0.1,application/rdf+xml;q=0.2", "", "rdf"),
        ("text/csv;charset=utf-8", "csv", ""),
        ("text/csv;q=0.1;charset=utf-8,application/sparql-results+xml;q=0.2", "xml", ""),
        (" text/csv ; q=1.0 , */* ; q=0.1 ", "csv", "ttl"),
        ("text/csv;q=high,*/*;q=0.1", "json", "ttl"),
        ("text/csv;q=7,text/turtle", "", "ttl"),
        (FIREFOX, "xml", "rdf"),
        ("application/sparql-results+json,application/json,text/javascript", "json", "jsonld"),
        ("text/csv,application/sparql-results+json", "json", ""),
    ],
)
def test_the_best_format_is_chosen(accept: str, table: str, graph: str) -> None:
    """Quality decides, then how specific a range is, then our own order."""
    assert names(formats(accept)) == (table, graph)


@pytest.mark.parametrize("accept", ["image/png", "text/html", "*/*;q=0", ",", "nonsense", ";;,q=1"])
def test_nothing_that_is_wanted_is_refused(accept: str) -> None:
    """What cannot be given gets 406 and the list of what can."""
    with pytest.raises(Refused) as caught:
        formats(accept)
    assert caught.value.status == 406
    assert "text/turtle" in caught.value.hint


@pytest.mark.parametrize("media_type", [one for types in TABLES.values() for one in types])
def test_every_name_of_a_table_is_answered_by_that_name(media_type: str) -> None:
    """A client that knows a format by one name gets that name back."""
    chosen = formats(media_type).table
    assert chosen is not None
    assert chosen.content_type().split(";")[0] == media_type


@pytest.mark.parametrize("media_type", [one for types in GRAPHS.values() for one in types])
def test_every_name_of_a_graph_is_answered_by_that_name(media_type: str) -> None:
    """A client that knows a format by one name gets that name back."""
    chosen = formats(media_type).graph
    assert chosen is not None
    assert chosen.content_type().split(";")[0] == media_type


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", False),
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        ("gzip;q=0", False),
        ("*", True),
        ("*;q=0", False),
        ("identity", False),
        ("br", False),
    ],
)
def test_compression_is_only_for_who_accepts_it(header: str, expected: bool) -> None:
    """Gzip is used where it is named, or everything is accepted, and not refused."""
    assert (quality("gzip", header) > 0) is expected
    assert formats("*/*", header).gzip is expected


def test_a_long_header_costs_little() -> None:
    """What is beyond reason is not read."""
    assert names(formats("text/csv," + "a/b," * 100_000)) == ("csv", "")
