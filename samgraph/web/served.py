"""A plan as it is served: its quads, and how its queries are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from samgraph.knowledge import Knowledge
from samgraph.serialising import about
from samgraph.terms import GRAPHS_OF_STANDING


@dataclass(frozen=True, slots=True)
class Served:
    """One state of a plan; another state is another value."""

    name: str
    """Of the package."""
    plan: str
    """IRI of the plan."""
    namespace: str
    prefixes: Mapping[str, str]
    sizes: Mapping[str, int]
    """Statements by IRI of the named graph."""
    version: str
    """Changes whenever an answer could."""
    quads: bytes = b""
    """Sorted N-Quads; empty where the store is on disk."""
    store: str = ""
    """Folder of the store on disk, or empty."""
    collection: str = ""
    """Folder into which a collection of plans was built, or empty where one plan is served."""
    faults: int = 0
    """How many violations the shapes found in a plan that is served all the same."""

    def graphs(self, standing: str = "judged") -> tuple[str, ...]:
        """Return the graphs whose union is the plan in one reading, as IRIs."""
        return tuple(f"{self.namespace}graph/{name}" for name in GRAPHS_OF_STANDING[standing])

    def to_knowledge(self) -> Knowledge:
        """Return the plan as knowledge of the server's own, for what the server itself asks.

        Never for a query from outside. It takes a moment: 0.3 s for 50,000 statements.
        """
        if self.store:
            store = ox.Store.read_only(self.store)
        else:
            store = ox.Store()
            store.extend(ox.parse(self.quads, format=ox.RdfFormat.N_QUADS))
        return Knowledge(
            self.name, ox.NamedNode(self.plan), self.namespace, dict(self.prefixes), store
        )


def of_knowledge(knowledge: Knowledge, faults: int = 0) -> Served:
    """Return a plan's knowledge as it is served."""
    quads = b"\n".join(knowledge.dump()) + b"\n"
    return Served(**about(knowledge, quads), quads=quads, faults=faults)
