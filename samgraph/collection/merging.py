"""What all plans of a collection say together, in graphs of the collection's own.

Each graph of a plan but `suggested` and `ontology` has one of the same name under the collection's
namespace that holds what it says and what those of the other plans say; things that are given as
the same stand there under one IRI. So a query over a thousand plans looks into seven graphs, not
into seven thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import pyoxigraph as ox

from samgraph.terms import SKOS

MERGED = ("structure", "stated", "derived", "judged", "links", "findings")
"""The graphs that are merged, each under the name that it has in a plan."""
IDENTITY = "identity"
"""The collection's graph of what is given as the same."""

Same: TypeAlias = Mapping[object, ox.NamedNode]
"""Of each name of a thing that has a better one, that."""

_LABEL = ox.NamedNode(SKOS + "prefLabel")
_OTHER_LABEL = ox.NamedNode(SKOS + "altLabel")


class Merger:
    """Brings the quads of a plan into the graphs of its collection."""

    def __init__(self, collection: str, plan: str, same: Same) -> None:
        """Take the namespaces of the collection and of the plan."""
        self._same = same
        self._graphs: Mapping[object, ox.NamedNode] = {
            ox.NamedNode(f"{plan}graph/{name}"): ox.NamedNode(f"{collection}graph/{name}")
            for name in MERGED
        }

    def merged(self, quad: ox.Quad) -> ox.Quad | None:
        """Return what a quad of the plan adds to the collection's graphs, if anything."""
        graph = self._graphs.get(quad.graph_name)
        if graph is None:
            return None
        subject, predicate, value = quad.subject, quad.predicate, quad.object
        if self._same:
            better = self._same.get(subject)
            if better is not None:
                subject = better
                # A thing keeps one label a language: that of the name it goes by.
                predicate = _OTHER_LABEL if predicate == _LABEL else predicate
            value = self._same.get(value, value)
        return ox.Quad(subject, predicate, value, graph)

    def with_merged(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Yield quads of the plan, each followed by what it adds to the collection's graphs."""
        for quad in quads:
            yield quad
            more = self.merged(quad)
            if more is not None:
                yield more
