"""Where in an engine a plan can be written, and where what was written can be counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from samgraph.errors import EngineError
from samgraph.remote.address import below, shown_address, sibling
from samgraph.remote.client import Client
from samgraph.remote.refusals import refusal
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
    it is not beside it. Nothing is changed by looking.

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
    """Yield where an engine may take graphs or updates, the given address first.

    Graphs go before updates: Virtuoso's graph store takes an update too, and loses it. The other
    names are those of the usual engines, Fuseki's and Oxigraph's.
    """
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    yield GRAPH_STORE, url
    yield UPDATE, url
    if last in _ASKED:
        yield UPDATE, sibling(url, "update")
    else:
        yield UPDATE, below(url, "update")
    beside = sibling if last in _ASKED else below
    for name in ("data", "store"):
        yield GRAPH_STORE, beside(url, name)


def _takes(client: Client, kind: str, url: str) -> bool:
    """Tell whether an address takes an update, or knows graphs; an update of nothing is sent."""
    if kind == UPDATE:
        reply = client.send(
            "POST",
            url,
            content=b"INSERT DATA {}",
            headers={"Content-Type": "application/sparql-update"},
            accepted=_NOT_HERE,
        )
        return reply.status < 300
    reply = client.send(
        "GET",
        url,
        params={"graph": _NOWHERE},
        headers={"Accept": "text/turtle, application/n-triples"},
        accepted=_NOT_HERE,
    )
    if reply.status == 404:
        # A graph store has no such graph; any other address has nothing at all.
        return _is_store(client, url)
    return reply.status < 300 and reply.media_type in ("text/turtle", "application/n-triples") and (
        not reply.content.strip() or _is_store(client, url)
    )  # fmt: skip


_NOWHERE = "urn:samgraph:nothing"


def _is_store(client: Client, url: str) -> bool:
    """Tell whether an address lets a graph be emptied that is not there, as a graph store does."""
    reply = client.send("DELETE", url, params={"graph": _NOWHERE}, accepted=_NOT_HERE | {403, 500})
    if reply.status in (403, 500):
        raise refusal(reply.status, reply.headers, reply.content, reply.url)
    known = reply.status == 404 and "html" not in reply.media_type
    return reply.status < 300 or known


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
