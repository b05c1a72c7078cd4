"""Where in an engine a plan can be written, and where what was written can be counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from samgraph.errors import EngineError
from samgraph.remote.address import below, shown_address, sibling
from samgraph.remote.client import Client
from samgraph.remote.results import ROWS, read_truth

UPDATE, GRAPH_STORE = "update", "graph store"
_NOT_HERE = frozenset({400, 404, 405, 406, 410, 411, 415, 422, 501})
"""Statuses by which an address says that it is for something else."""
_ASKED = ("query", "sparql")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a plan is written."""

    kind: str
    """`update` or `graph store`."""
    url: str
    query: str
    """Where the engine is asked."""


def find_target(client: Client, url: str, kind: str = "", query: str = "") -> Target:
    """Return where to write, given an engine's address of whatever kind.

    `kind` is what the address is, where that is known; `query` is where the engine is asked, where
    it is not beside it. By looking nothing is changed, but that a graph store has a graph more for
    a moment.

    Raises:
        EngineError: it takes neither updates nor graphs, does not allow it, or cannot be asked.

    """
    found = kind, url
    if not kind:
        writable = next((one for one in _candidates(url) if _takes(client, *one)), None)
        if writable is None:
            tried = ", ".join(dict.fromkeys(shown_address(one) for _, one in _candidates(url)))
            raise EngineError(
                "takes neither SPARQL updates nor graphs",
                where=shown_address(url),
                hint=f"give the address for one of them; these were tried: {tried}",
            )
        found = writable
    for one in [query] if query else _askable(url):
        if _answers(client, one):
            return Target(*found, one)
    raise EngineError(
        "cannot be asked, so that nothing could be verified",
        where=shown_address(query or url),
        hint="name its query endpoint with --query URL",
    )


def _candidates(url: str) -> Iterator[tuple[str, str]]:
    """Yield where an engine may take updates or graphs, the given address first.

    The other names are those of the usual engines, Fuseki's and Oxigraph's.
    """
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    if last in _STORES:
        yield GRAPH_STORE, url
        return
    beside = sibling if last in _ASKED else below
    yield UPDATE, url
    yield UPDATE, beside(url, "update")
    yield GRAPH_STORE, url
    for name in ("data", "store"):
        yield GRAPH_STORE, beside(url, name)


_STORES = frozenset({"data", "store", "sparql-graph-crud", "sparql-graph-crud-auth",
                     "rdf-graph-store", "rdf-graphs"})  # fmt: skip
"""What graph stores are called, of Fuseki, Oxigraph, Virtuoso and others. Virtuoso's takes an
update too, and loses it."""


def _takes(client: Client, kind: str, url: str) -> bool:
    """Tell whether an address takes what is sent: an update of nothing, or a graph for a moment."""
    if kind == UPDATE:
        return _tried(client, "POST", url, b"INSERT DATA {}", "application/sparql-update")
    if urlsplit(url).path.rstrip("/").rpartition("/")[2] not in _STORES and not _tried(
        client, "GET", url, known=frozenset({404})
    ):
        return False
    if not _tried(client, "PUT", url, b"<urn:a> <urn:b> <urn:c> .\n", "text/turtle"):
        return False
    kept = _tried(client, "GET", url)
    return _tried(client, "DELETE", url) and kept


def _tried(
    client: Client,
    method: str,
    url: str,
    content: bytes | None = None,
    media_type: str = "text/turtle",
    known: frozenset[int] = frozenset(),
) -> bool:
    """Send something and tell whether it was taken, or answered with a `known` status."""
    about = {"Content-Type": media_type} if content else {}
    if method == "GET":
        about = {"Accept": media_type}
    params = None if method == "POST" else {"graph": _PROBE}
    reply = client.send(
        method, url, content=content, headers=about, params=params, accepted=_NOT_HERE
    )
    return reply.status < 300 or reply.status in known


_PROBE = "urn:samgraph:probe"
"""A graph that is put and deleted again, to see whether an address is a graph store."""


def _askable(url: str) -> Iterator[str]:
    """Yield where an engine may be asked whose address for something is known."""
    yield url
    for name in _ASKED:
        yield sibling(url, name)
        yield below(url, name)


def _answers(client: Client, url: str) -> bool:
    try:
        reply = client.send(
            "POST",
            url,
            content=b"query=ASK+%7B%7D",
            headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": ROWS},
            accepted=_NOT_HERE,
        )
        return reply.status < 300 and bool(read_truth(reply))
    except EngineError as error:
        if "cannot be reached" in error.message or "(status 401)" in error.message:
            raise
        return False
