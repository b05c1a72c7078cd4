"""Loading a plan into an engine elsewhere: exactly its own graphs, and counted afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from samgraph.errors import EngineError, Fault
from samgraph.knowledge import Knowledge
from samgraph.remote.address import shown_address
from samgraph.remote.batches import as_turtle, as_update, in_batches
from samgraph.remote.client import Client
from samgraph.remote.store import RemoteStore
from samgraph.remote.targets import GRAPH_STORE, Target
from samgraph.rows import Rows, Tabular
from samgraph.terms import GRAPHS

BATCH = 2_000
"""Statements of one request."""

_SMALLEST = 50
"""Statements below which a refused request is no matter of size."""
_TOO_LARGE = (400, 413, 500)
_GONE = frozenset({404})


@dataclass(frozen=True, slots=True)
class Loaded(Tabular):
    """How many statements of a plan an engine holds now, by graph."""

    graphs: tuple[tuple[str, int], ...]

    def to_rows(self) -> Rows:
        """Return one row a graph: its IRI and its number of triples."""
        return Rows(("graph", "triples"), self.graphs)


def push(
    knowledge: Knowledge,
    client: Client,
    target: Target,
    *,
    batch: int = BATCH,
    progress: Callable[[str], None] = lambda _: None,
) -> Loaded:
    """Load a plan's graphs into an engine in place of what they held there.

    No other graph is touched. The plan's structure comes last: by that a plan is known, so that a
    load which breaks off half-way is no plan to anybody where there was none before.

    Raises:
        EngineError: the engine cannot be reached, refuses, or holds something else afterwards.

    """
    names = sorted(GRAPHS, key=lambda name: (name == "structure", name))
    lines = {knowledge.graph(name).value: _lines(knowledge, name) for name in names}
    for graph, some in lines.items():
        progress(f"{graph}: {len(some):,} triples")
        _replace(client, target, graph, some, batch)
    store = RemoteStore(client, target.query, list(lines))
    for graph in _differing(store, lines):
        progress(f"{graph}: once more")
        _replace(client, target, graph, lines[graph], batch)
    sizes = store.sizes()
    wrong = _differing(store, lines)
    if wrong:
        raise EngineError(
            "does not hold what was sent",
            where=shown_address(target.url),
            hint="see its log, and push again",
            faults=[
                Fault(f"  {graph}", f"{len(lines[graph]):,} triples sent, {sizes[graph]:,} there")
                for graph in wrong
            ],
        )
    return Loaded(tuple(sorted((graph, sizes[graph]) for graph in lines)))


def _lines(knowledge: Knowledge, name: str) -> tuple[bytes, ...]:
    content = knowledge.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=knowledge.graph(name))
    return tuple(sorted(line for line in (content or b"").split(b"\n") if line))


def _differing(store: RemoteStore, lines: dict[str, tuple[bytes, ...]]) -> list[str]:
    sizes = store.sizes()
    return [graph for graph, some in lines.items() if sizes[graph] != len(some)]


def _replace(
    client: Client, target: Target, graph: str, lines: Sequence[bytes], batch: int
) -> None:
    """Put statements in the place of whatever a graph holds."""
    for number, piece in enumerate(list(in_batches(lines, batch)) or [()]):
        _send(client, target, graph, piece, replace=not number)


def _send(
    client: Client, target: Target, graph: str, lines: Sequence[bytes], *, replace: bool
) -> None:
    """Send statements in one request, or in ever smaller ones where the engine finds it too large.

    Virtuoso says so of an update with some hundred statements, by their length.
    """
    try:
        if target.kind == GRAPH_STORE:
            _to_store(client, target.url, graph, lines, replace=replace)
        else:
            client.send(
                "POST",
                target.url,
                content=as_update(graph, lines, replace=replace),
                headers={"Content-Type": "application/sparql-update"},
            )
    except EngineError as error:
        halves = list(in_batches(lines, max(_SMALLEST, len(lines) // 2)))
        if len(halves) < 2 or not any(f"(status {one})" in error.message for one in _TOO_LARGE):
            raise
        for number, half in enumerate(halves):
            _send(client, target, graph, half, replace=replace and not number)


def _to_store(
    client: Client, url: str, graph: str, lines: Sequence[bytes], *, replace: bool
) -> None:
    """Put or add statements by the Graph Store Protocol; a graph without any is deleted."""
    if not lines:
        client.send("DELETE", url, params={"graph": graph}, accepted=_GONE)
        return
    client.send(
        "PUT" if replace else "POST",
        url,
        params={"graph": graph},
        content=as_turtle(lines),
        headers={"Content-Type": "text/turtle"},
    )
