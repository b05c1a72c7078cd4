"""What a worker does with one query: look at it, ask the store, write the answer down.

Everything here may meet a hostile query. It runs in a process that can be killed.
"""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import pyoxigraph as ox

from samgraph.errors import QueryError
from samgraph.guard import has_dataset_clause, safe_query
from samgraph.web.cutting import Collected, Full, count, cut

_TABLES: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS: Final = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
}
_WORTHWHILE: Final = 1_000
"""Bytes from which compressing saves more than it costs."""
_REMARK: Final = re.compile(r"^[ \t]*#[^\"'\r\n]*$", re.MULTILINE)
"""A line that is a comment, or else is inside a text: it has no quotation mark to end one."""
_CHANGING: Final = ("rand", "uuid", "now", "bnode")
_CHANGE: Final = re.compile(r"(?:rand|uuid|now|bnode)\s*\(")
"""Functions that give something else each time; what only looks like one is no harm."""
_POSITION: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_SENTENCE: Final = re.compile(r"[A-Z][\w ]*[a-z] [\w ]+")
_MOST_EXPECTED: Final = 8
_UPDATE: Final = re.compile(
    r"\s*(?:(?:prefix|base)[^>]*>\s*)*(?:insert|delete|load|clear|create|drop|copy|move|add|with)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What limits a query inside a worker."""

    rows: int
    size: int
    """Bytes of an answer."""
    nesting: int
    seconds: float
    link: str
    """Where an answer that was cut off leads its reader."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The store that a worker asks, and how a plan's queries are read."""

    bounds: Bounds
    store: ox.Store
    """Named graphs only."""
    prefixes: Mapping[str, str]
    graphs: tuple[str, ...]
    """Whose union is the default graph of a query that names no dataset."""
    union: ox.Store | None = None
    """That union as a default graph, and nothing else: twice as fast where no graph is named."""


class Failed(Exception):  # noqa: N818 - it says what happened
    """A query gets an error as its reply."""

    def __init__(self, status: int, message: str, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.said = {"status": status, "error": message, "where": where, "hint": hint}


def answer(asked: Asked, request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return what is to be said of an answer, and its bytes.

    `request` has `query`; `table` and `graph`, formats or None; `gzip`; and, where the request
    names them, `default` and `named`, lists of graphs, and `bindings`, terms by variable.

    Raises:
        Failed: there is no answer.

    """
    reading = _read(request["query"], asked.bounds.nesting)
    found = _run(asked, reading, request)
    if isinstance(found, ox.QueryTriples):
        said, body = _graph(asked, found, request)
    else:
        said, body = _table(asked, found, request)
    said["stable"] = reading.is_stable
    if request.get("gzip") and len(body) >= _WORTHWHILE:
        said["encoding"] = "gzip"
        body = gzip.compress(body, compresslevel=3, mtime=0)
    return said, body


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a query's text tells before an engine sees it."""

    safe: str
    """A text that asks the same and calls nobody."""
    has_dataset: bool
    may_name_graphs: bool
    """Whether it may have a GRAPH or a FROM; that it may is no harm, only slower."""
    is_stable: bool
    """Whether it surely gives the same bytes every time: nothing random, no new nodes."""


@lru_cache(maxsize=64)
def _read(text: str, nesting: int) -> _Reading:
    """Return what a query's text tells.

    Raises:
        Failed: it would call another server or overwhelm the engine.

    """
    try:
        safe = safe_query(text, nesting=nesting)
    except QueryError as error:
        raise Failed(400, error.message, "query", error.hint) from error
    has_dataset = has_dataset_clause(safe)
    words = _REMARK.sub("", safe.casefold()).replace("w3id.org/samgraph", "")
    makes_nodes = "construct" in words and ("_:" in words or "[" in words)
    changes = any(one in words for one in _CHANGING) and _CHANGE.search(words) is not None
    return _Reading(
        safe, has_dataset, has_dataset or "graph" in words or "\\u" in words,
        not makes_nodes and not changes,
    )  # fmt: skip


def _run(asked: Asked, reading: _Reading, request: Mapping[str, Any]) -> Any:  # noqa: ANN401
    graphs: list[str] | None = request.get("default")
    named_graphs: list[str] = request.get("named") or []
    asks_union = graphs is None or (not named_graphs and set(graphs) == set(asked.graphs))
    store = asked.store
    default: list[Any] | None = None
    named: list[Any] | None = None
    if asked.union is not None and asks_union and not reading.may_name_graphs:
        store = asked.union
    elif graphs is not None:
        default = [ox.NamedNode(iri) for iri in graphs]
        named = [ox.NamedNode(iri) for iri in named_graphs]
    elif not reading.has_dataset:
        default = [ox.NamedNode(iri) for iri in asked.graphs]
    try:
        return store.query(
            reading.safe,
            prefixes=dict(asked.prefixes),
            default_graph=default,
            named_graphs=named,
            substitutions=_bindings(request) or None,
        )
    except SyntaxError as error:
        raise _syntax(error, request["query"], exact=reading.safe == request["query"]) from error
    except (RuntimeError, OSError, ValueError) as error:
        raise _unrunnable(asked, error) from error


def _bindings(request: Mapping[str, Any]) -> dict[ox.Variable, Any]:
    return {
        ox.Variable(name): ox.NamedNode(term["iri"])
        if "iri" in term
        else ox.Literal(term["value"], datatype=ox.NamedNode(term["datatype"]))
        for name, term in (request.get("bindings") or {}).items()
    }


def _syntax(error: SyntaxError, text: str, *, exact: bool) -> Failed:
    """Return a syntax error with the place in the text that the client sent.

    Where the text was written anew before the engine saw it, the place is not known.
    """
    message = str(error.args[0] if error.args else error)
    match = _POSITION.match(message)
    if _UPDATE.match(text):
        return Failed(
            400, "this is no query", "query", "this endpoint answers queries and takes no updates"
        )
    hint = "prefixes of the plan need no declaration"
    if match is None:
        return Failed(400, f"the query does not parse: {message}", "query", hint)
    where = f"line {match[1]}, column {match[2]}" if exact else "query"
    return Failed(400, f"the query does not parse: {_expected(match[3])}", where, hint)


def _expected(message: str) -> str:
    """Return what the engine says of a syntax error, without the classes of its grammar."""
    items = message.removeprefix("expected ").removeprefix("one of ").split(", ")
    # What is wrong beyond the grammar is a sentence among what was expected.
    sentences = [item for item in items if _SENTENCE.fullmatch(item)]
    if sentences:
        first, rest = sentences[0][0], sentences[0][1:]
        return first + rest if rest[0].isupper() else first.lower() + rest
    # SERVICE is expected where a pattern is, and LATERAL is no standard: neither is a help.
    known = [
        item
        for item in map(str.strip, items)
        if item and item[0] not in "[|'" and item not in ("SERVICE", "LATERAL")
    ]
    expected = " or ".join(known[:_MOST_EXPECTED])
    return f"expected {expected}" if expected else "something is missing, or is too much"


def _unrunnable(asked: Asked, error: Exception) -> Failed:
    if isinstance(error, OSError) and asked.union is None:
        return Failed(500, "the store on disk cannot be read", "", "tell whoever runs this")
    return Failed(400, f"the query cannot be run: {error}", "query")


def _table(
    asked: Asked,
    found: ox.QuerySolutions | ox.QueryBoolean,
    request: Mapping[str, Any],
) -> tuple[dict[str, Any], bytes]:
    form = request["table"]
    if form is None:
        raise Failed(
            406, "this query gives a table, and no format for one is accepted", "Accept",
            "accept application/sparql-results+json",
        )  # fmt: skip
    said: dict[str, Any] = {"form": form, "kind": "table"}
    if isinstance(found, ox.QueryBoolean):
        return said | {"kind": "boolean", "rows": 1}, found.serialize(format=_TABLES[form]) or b""
    return _written(asked, said, lambda file: found.serialize(file, format=_TABLES[form]))


def _written(
    asked: Asked, said: dict[str, Any], write: Callable[[Collected], object]
) -> tuple[dict[str, Any], bytes]:
    """Return what the engine writes in one go, cut at a row if it is more than there may be."""
    form, rows, size = said["form"], asked.bounds.rows, asked.bounds.size
    file = Collected(form, rows, size)
    try:
        write(file)
    except Full:
        content = file.getvalue()
    except (RuntimeError, OSError, ValueError) as error:
        raise _unrunnable(asked, error) from error
    else:
        content = file.getvalue()
        whole = count(content, form)
        if whole <= rows:
            return said | {"rows": whole}, content
    bound = f"bytes={size}" if len(content) > size else f"rows={rows}"
    content, kept = cut(content[:size], form, rows, asked.bounds.link)
    return said | {"rows": kept, "truncated": bound}, content


def _quad(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, ox.DefaultGraph())


def _graph(
    asked: Asked, found: ox.QueryTriples, request: Mapping[str, Any]
) -> tuple[dict[str, Any], bytes]:
    form = request["graph"]
    if form is None:
        raise Failed(
            406, "this query gives a graph, and no format for one is accepted", "Accept",
            "accept text/turtle",
        )  # fmt: skip
    if form in ("nt", "nq"):
        # A line for each triple, in both: there is nothing to name a graph by.
        lines = ox.RdfFormat.N_TRIPLES
        words: dict[str, Any] = {"form": "nt", "kind": "graph"}
        return _written(asked, words, lambda file: found.serialize(file, format=lines))
    rows, size = asked.bounds.rows, asked.bounds.size
    file = io.BytesIO()
    kept = 0
    bound = ""

    def wanted() -> Iterator[Any]:
        nonlocal kept, bound
        for triple in found:
            if kept == rows or file.tell() >= size:
                bound = f"rows={rows}" if kept == rows else f"bytes={size}"
                return
            kept += 1
            yield triple if form != "trig" else _quad(triple)

    try:
        ox.serialize(wanted(), file, format=_GRAPHS[form], prefixes=dict(asked.prefixes))
    except (RuntimeError, OSError, ValueError) as error:
        raise _unrunnable(asked, error) from error
    said = {"form": form, "kind": "graph", "rows": kept}
    return said | ({"truncated": bound} if bound else {}), file.getvalue()
