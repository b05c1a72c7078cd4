"""What a worker does with one query: look at it, ask the store, write the answer down.

Everything here may meet a hostile query. It runs in a process that can be killed.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from samgraph.web.cutting import Collected, Full, count, cut
from samgraph.web.querytext import Failed, Reading, read_query, syntax_failure

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


def answer(asked: Asked, request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return what is to be said of an answer, and its bytes.

    `request` has `query`; `table` and `graph`, formats or None; `gzip`; and, where the request
    names them, `default` and `named`, lists of graphs, and `bindings`, terms by variable.

    Raises:
        Failed: there is no answer.

    """
    reading = read_query(request["query"], asked.bounds.nesting)
    store, found = _run(asked, reading, request)
    if isinstance(found, ox.QueryTriples):
        whole = store if store is asked.union and reading.asks_everything else None
        said, body = _graph(asked, found, request, whole)
    else:
        said, body = _table(asked, found, request)
    said["stable"] = reading.is_stable
    if request.get("gzip") and len(body) >= _WORTHWHILE:
        said["encoding"] = "gzip"
        body = gzip.compress(body, compresslevel=3, mtime=0)
    return said, body


def _run(asked: Asked, reading: Reading, request: Mapping[str, Any]) -> tuple[ox.Store, Any]:
    """Return the store that is asked, and what it answers."""
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
        return store, store.query(
            reading.safe,
            prefixes=dict(asked.prefixes),
            default_graph=default,
            named_graphs=named,
            substitutions=_bindings(request) or None,
        )
    except SyntaxError as error:
        raise syntax_failure(
            error, request["query"], exact=reading.safe == request["query"]
        ) from error
    except (RuntimeError, OSError, ValueError) as error:
        raise _unrunnable(asked, error) from error


def _bindings(request: Mapping[str, Any]) -> dict[ox.Variable, Any]:
    return {
        ox.Variable(name): ox.NamedNode(term["iri"])
        if "iri" in term
        else ox.Literal(term["value"], datatype=ox.NamedNode(term["datatype"]))
        for name, term in (request.get("bindings") or {}).items()
    }


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
    asked: Asked, found: ox.QueryTriples, request: Mapping[str, Any], whole: ox.Store | None
) -> tuple[dict[str, Any], bytes]:
    """Return a graph; `whole` is a store whose triples it is, where it is all of one."""
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
        if whole is None:
            return _written(asked, words, lambda file: found.serialize(file, format=lines))
        default = ox.DefaultGraph()
        return _written(asked, words, lambda file: whole.dump(file, lines, from_graph=default))
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
