"""Requests are read as the SPARQL 1.1 Protocol has it, without a server.

The cases of the W3C's list that are about queries (github.com/w3c/rdf-tests,
sparql/sparql11/protocol/manifest.ttl) are in test_endpoint.py, where a server answers them.
"""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from samgraph.web.protocol import DIRECT, FORM, Operation, read_get, read_post
from samgraph.web.replies import Dataset, Refused


def encoded(*pairs: tuple[str, str]) -> bytes:
    """Return parameters as they stand in an address or a form."""
    return urlencode(pairs).encode()


def refusal(call: object, *arguments: object) -> Refused:
    """Return how a request is refused."""
    assert callable(call)
    with pytest.raises(Refused) as caught:
        call(*arguments)
    return caught.value


def test_a_get_without_parameters_asks_for_the_description() -> None:
    """No query is no error, it is another question; other parameters change nothing."""
    assert read_get(b"") is None
    assert read_get(b"format=json") is None


def test_a_get_asks_its_query() -> None:
    """Percent and plus are decoded, other parameters are left alone."""
    assert read_get(b"query=ASK+%7B%7D&timeout=3") == Operation("ASK {}")
    assert read_get(encoded(("query", "ASK { ?s ?p 'é𝄞' }"))) == Operation("ASK { ?s ?p 'é𝄞' }")


def test_graphs_are_named_as_often_as_wanted() -> None:
    """Each graph once, in order; naming one kind leaves the other empty."""
    found = read_get(encoded(
        ("query", "ASK {}"), ("default-graph-uri", "x:b"), ("default-graph-uri", "x:a"),
        ("default-graph-uri", "x:b"), ("named-graph-uri", "x:c"),
    ))  # fmt: skip
    assert found == Operation("ASK {}", Dataset(("x:b", "x:a"), ("x:c",)))
    found = read_get(encoded(("query", "ASK {}"), ("named-graph-uri", "x:c")))
    assert found == Operation("ASK {}", Dataset((), ("x:c",)))


def test_a_form_asks_its_query() -> None:
    """Parameters are in the body; graphs may also be in the address."""
    body = encoded(("query", "ASK {}"), ("default-graph-uri", "x:a"))
    assert read_post(FORM, body) == Operation("ASK {}", Dataset(("x:a",)))
    assert read_post(f"{FORM}; charset=UTF-8", body) == Operation("ASK {}", Dataset(("x:a",)))
    found = read_post(FORM, b"query=ASK{}", encoded(("named-graph-uri", "x:a")))
    assert found == Operation("ASK{}", Dataset((), ("x:a",)))


def test_a_body_may_be_the_query_itself() -> None:
    """Graphs are then in the address."""
    assert read_post(DIRECT, b"ASK {}") == Operation("ASK {}")
    assert read_post(DIRECT.upper(), "ASK { 'é' }".encode()) == Operation("ASK { 'é' }")
    found = read_post(DIRECT, b"ASK {}", encoded(("default-graph-uri", "x:a")))
    assert found == Operation("ASK {}", Dataset(("x:a",)))


@pytest.mark.parametrize(
    ("query_string", "status", "where"),
    [
        (b"query=", 400, "query"),
        (b"query=+%0A", 400, "query"),
        (b"query=ASK{}&query=ASK{}", 400, "query"),
        (b"query=ASK%7B%FF%7D", 400, ""),
        ("query=ASK{é}".encode(), 400, ""),
        (b"query=ASK{}&default-graph-uri=relative", 400, "default-graph-uri"),
        (b"query=ASK{}&named-graph-uri=x%3Aa%20b", 400, "named-graph-uri"),
        (b"query=ASK{}&default-graph-uri=", 400, "default-graph-uri"),
        (b"query=ASK{}&using-graph-uri=x%3Aa", 403, "using-graph-uri"),
        (b"update=CLEAR+ALL", 403, "update"),
        (b"query=ASK{}&update=CLEAR+ALL", 403, "update"),
        (b"&".join([b"a=b"] * 300), 400, ""),
    ],
)
def test_a_get_that_is_no_query_is_refused(query_string: bytes, status: int, where: str) -> None:
    """Each with its status and the parameter that is wrong."""
    error = refusal(read_get, query_string)
    assert (error.status, error.where) == (status, where)


@pytest.mark.parametrize(
    ("content_type", "body", "query_string", "status", "where"),
    [
        ("", b"ASK {}", b"", 415, "Content-Type"),
        ("text/plain", b"ASK {}", b"", 415, "Content-Type"),
        ("multipart/form-data; boundary=x", b"", b"", 415, "Content-Type"),
        (f"{DIRECT}; charset=UTF-16", "ASK {}".encode("utf-16"), b"", 415, "Content-Type"),
        (f'{DIRECT}; charset="latin1"', b"ASK {}", b"", 415, "Content-Type"),
        (DIRECT, b"ASK { ?s ?p '\xe9' }", b"", 400, "byte 13"),
        (DIRECT, b"", b"", 400, "query"),
        (DIRECT, b"ASK {}", b"query=ASK{}", 400, "query"),
        (FORM, b"", b"", 400, "query"),
        (FORM, b"q=ASK{}", b"", 400, "query"),
        (FORM, b"query=ASK{}", b"query=ASK{}", 400, "query"),
        (FORM, b"update=CLEAR+ALL", b"", 403, "update"),
        ("application/sparql-update", b"CLEAR ALL", b"", 403, "Content-Type"),
    ],
)
def test_a_post_that_is_no_query_is_refused(
    content_type: str, body: bytes, query_string: bytes, status: int, where: str
) -> None:
    """Each with its status and what is wrong."""
    error = refusal(read_post, content_type, body, query_string)
    assert (error.status, error.where) == (status, where)
    assert error.hint


def test_what_a_stranger_sent_is_shown_on_one_line() -> None:
    """A media type or a graph in a message cannot forge a line or a terminal's order."""
    error = refusal(read_post, "text/\x1b[31m" + "x" * 1_000, b"")
    assert "\x1b" not in error.message
    assert len(error.message) < 300
