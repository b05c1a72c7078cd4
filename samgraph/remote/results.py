"""What an engine answers to a query, read and mistrusted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import pyoxigraph as ox

from samgraph.errors import EngineError
from samgraph.remote.address import shown_address
from samgraph.remote.client import Reply
from samgraph.remote.refusals import said_in
from samgraph.terms import XSD
from samgraph.text import printable

ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.6"
TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"

_JSON = ("application/sparql-results+json", "application/json", "text/json")
_XML = ("application/sparql-results+xml", "application/xml", "text/xml")
Binding: TypeAlias = dict[str, dict[str, Any]]
"""The terms of one row by the name of their variable, as SPARQL's JSON has them."""

_LABEL = re.compile(r"[A-Za-z0-9]+\Z")
_VIRTUOSO_TRUTH = "__ASK_RETVAL"
"""The one variable of the table in which Virtuoso says yes or no."""

_TERMS = {"uri": "uri", "literal": "literal", "typed-literal": "literal", "bnode": "bnode"}


def read_rows(reply: Reply, given: Mapping[str, ox.Literal] | None = None) -> ox.QuerySolutions:
    """Return the rows of an answer, with the literals that variables were given.

    Raises:
        EngineError: it holds no rows, is of another kind, or breaks off.

    """
    if given and reply.media_type in _JSON:
        return as_rows(*read_page(reply), given)
    found = _read_results(reply)
    if isinstance(found, ox.QuerySolutions):
        return found
    raise _odd(reply, "a yes or no where rows were asked for")


def read_truth(reply: Reply) -> ox.QueryBoolean:
    """Return the yes or no of an answer.

    Raises:
        EngineError: it holds none, is of another kind, or breaks off.

    """
    found = _read_results(reply)
    if isinstance(found, ox.QueryBoolean):
        return found
    raise _odd(reply, "rows where a yes or no was asked for")


def read_triples(reply: Reply) -> list[ox.Triple]:
    """Return the triples of an answer.

    Raises:
        EngineError: it holds none, is of another kind, or breaks off.

    """
    media_type = "application/n-triples" if reply.media_type == "text/plain" else reply.media_type
    form = ox.RdfFormat.from_media_type(media_type) if media_type else None
    if form is None:
        raise _odd(reply, f"{_kind(reply)}, not a graph")
    try:
        return [quad.triple for quad in ox.parse(reply.content, format=form)]
    except (SyntaxError, ValueError) as error:
        raise _broken(reply, error) from error


def rows_cut_at(reply: Reply) -> int | None:
    """Return at how many rows an engine says that it cut an answer off, 0 where it does not say.

    None is returned where it does not say that it cut anything.
    """
    virtuoso = reply.headers.get("x-sparql-maxrows", "")
    if virtuoso:
        return int(virtuoso) if virtuoso.isdecimal() and len(virtuoso) < 12 else 0
    own = reply.headers.get("x-samgraph-truncated", "")
    if not own:
        return None
    kind, _, number = own.partition("=")
    return int(number) if kind == "rows" and number.isdecimal() and len(number) < 12 else 0


def cut_off(reply: Reply, rows: int) -> EngineError:
    """Return the error that an answer which was cut off is."""
    after = f" after {rows:,} rows" if rows else ""
    return EngineError(
        f"cut the answer off{after}; the rest is missing",
        where=shown_address(reply.url),
        hint="ask for less, with LIMIT and OFFSET or in parts, or raise the engine's limit",
    )


def _read_results(reply: Reply) -> ox.QuerySolutions | ox.QueryBoolean:
    try:
        if reply.media_type in _JSON:
            return _read_json(reply.content)
        if reply.media_type in _XML:
            return ox.parse_query_results(reply.content, format=ox.QueryResultsFormat.XML)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise _broken(reply, error) from error
    raise _odd(reply, f"{_kind(reply)}, not the results of a query")


def _read_json(content: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    """Return results in JSON, with what engines write otherwise than the specification set right.

    Raises:
        ValueError, SyntaxError, RecursionError: they are none.

    """
    said = json.loads(content)
    if not isinstance(said, dict):
        raise ValueError("no object")
    truth = said.get("boolean")
    names: list[str] = []
    rows: list[Binding] = []
    if not isinstance(truth, bool):
        names, rows = _bindings(said)
    if names == [_VIRTUOSO_TRUTH]:
        truth = any(row.get(_VIRTUOSO_TRUTH, {}).get("value") == "1" for row in rows)
    if isinstance(truth, bool):
        clean = json.dumps({"head": {}, "boolean": truth})
        return ox.parse_query_results(clean, format=ox.QueryResultsFormat.JSON)
    return as_rows(names, rows)


def _bindings(said: Mapping[str, Any]) -> tuple[list[str], list[Binding]]:
    try:
        names = [str(name) for name in said["head"].get("vars", [])]
        rows = [
            {name: _term(value) for name, value in row.items() if value is not None}
            for row in said["results"]["bindings"]
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no rows") from error
    return names, rows


def read_page(reply: Reply) -> tuple[list[str], list[Binding]]:
    """Return the names of the variables and the rows of an answer in JSON.

    Raises:
        EngineError: it is of another kind, or breaks off.

    """
    if reply.media_type not in _JSON:
        raise _odd(reply, f"{_kind(reply)} where JSON was asked for")
    try:
        said = json.loads(reply.content)
        return _bindings(said if isinstance(said, dict) else {})
    except (ValueError, RecursionError) as error:
        raise _broken(reply, error) from error


def as_rows(
    names: Sequence[str], rows: Sequence[Binding], given: Mapping[str, ox.Literal] | None = None
) -> ox.QuerySolutions:
    """Return rows that were read as an embedded store gives them.

    A variable that was `given` a literal has it as it was given, however the engine wrote it.
    """
    for name, literal in (given or {}).items():
        said = {"type": "literal", "value": literal.value, "datatype": literal.datatype.value}
        for row in rows:
            if name in row and not literal.language:
                row[name] = said
    whole = {"head": {"vars": list(names)}, "results": {"bindings": list(rows)}}
    text = json.dumps(whole, ensure_ascii=False)
    answer = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    assert isinstance(answer, ox.QuerySolutions)  # noqa: S101 - what has rows is no yes or no
    return answer


def _term(value: Mapping[str, Any]) -> dict[str, Any]:
    kind = _TERMS[value["type"]]
    text = str(value["value"])
    if kind == "bnode":
        # Virtuoso writes nodeID://b10005, which is no label elsewhere.
        label = text if _LABEL.match(text) else f"x{text.encode().hex()}"
        return {"type": kind, "value": label}
    found = {"type": kind, "value": text}
    for name in ("datatype", "xml:lang"):
        if kind == "literal" and value.get(name):
            found[name] = str(value[name])
    if "xml:lang" in found:
        found.pop("datatype", None)
    if found.get("datatype") == f"{XSD}boolean":
        # Virtuoso writes 1 and 0.
        found["value"] = {"1": "true", "0": "false"}.get(text, text)
    return found


def _kind(reply: Reply) -> str:
    if "html" in reply.media_type:
        return "a web page"
    return f'something of type "{printable(reply.media_type[:80])}"' if reply.media_type else (
        "something without a media type"
    )  # fmt: skip


def _odd(reply: Reply, what: str) -> EngineError:
    said = said_in(reply.headers.get("content-type", ""), reply.content[:2_000])[:80]
    return EngineError(
        f"answers with {what}" + (f": “{said}”" if said else ""),
        where=shown_address(reply.url),
        hint="see whether this is the address of a SPARQL endpoint; it often ends in /query or "
        "/sparql",
    )


def _broken(reply: Reply, error: Exception) -> EngineError:
    said = printable(" ".join(str(error.args[0] if error.args else error).split()))[:120]
    return EngineError(
        f"the answer breaks off or is malformed ({said})",
        where=shown_address(reply.url),
        hint="try again; if it stays so, the engine's log may tell why",
    )
