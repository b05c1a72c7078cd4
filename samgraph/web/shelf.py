"""What the pages of one state of a plan are made of; each part is made when it is first wanted.

It is used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import pyoxigraph as ox

from samgraph.collection.opening import open_built
from samgraph.errors import near_match
from samgraph.explorer import CollectionDocuments, Documents, Material
from samgraph.findings import Place
from samgraph.knowledge import Knowledge
from samgraph.web.addresses import Addresses
from samgraph.web.counting import Counts, count
from samgraph.web.served import Served


class Shelf(Material):
    """A plan's knowledge as it is served."""

    def __init__(
        self,
        knowledge: Knowledge,
        served: Served,
        quotes: Mapping[Place, str] | None = None,
    ) -> None:
        super().__init__(knowledge)
        self.served = served
        self.quotes = quotes or {}

    @cached_property
    def documents(self) -> Documents | CollectionDocuments:
        """What the explorer reads."""
        served = self.served
        address = Addresses(served.namespace, served.name).path_of
        built = open_built(served.collection) if served.collection else None
        if built is not None:
            return CollectionDocuments(built, address=address, version=served.version)
        return Documents(self, address=address, version=served.version, quotes=self.quotes)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What the plan or the collection is called, by language."""
        if isinstance(self.documents, CollectionDocuments):
            # Not from the labels of everything that all plans name.
            return self.documents.titles
        return {lang: self.label(lang, self.served.plan) for lang in ("nl", "en")}

    @cached_property
    def counts(self) -> Counts:
        """How much there is of what."""
        return count(self.knowledge)

    def exists(self, iri: str) -> bool:
        """Tell whether anything at all is said of an IRI."""
        node = ox.NamedNode(iri)
        for pattern in ((node, None, None), (None, None, node), (None, node, None)):
            if next(iter(self.store.quads_for_pattern(*pattern)), None) is not None:
                return True
        return iri in self.served.sizes

    def nearest(self, local: str) -> str:
        """Return a hint with what a wrong name probably means."""
        namespace = self.knowledge.namespace
        where = local.rpartition("/")[0]
        pool = (iri.removeprefix(namespace) for iri in (self.classes if where else self.things))
        known = [name for name in pool if name.rpartition("/")[0] == where]
        known += [code for iri, code in self.codes.items() if not where and iri in self.classes]
        cutoff = 0.6 if len(local) > 3 else 0.5
        return near_match(local[:100], known, cutoff) or "see /dataset for what there is"
