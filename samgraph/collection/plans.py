"""What a collection's store is made of: its plans, what it declares, and under which names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from samgraph.collection.identity import Declared, canonical
from samgraph.collection.merging import IDENTITY
from samgraph.collection.volumes import Volume
from samgraph.terms import DCTERMS, PREFIXES, RDF, SKOS

FORM = 1
"""Of what is written; another number makes every store anew."""
_CATALOG = ox.NamedNode(PREFIXES["dcat"] + "Catalog")


@dataclass(frozen=True, slots=True)
class Plans:
    """What a store of a collection is made of."""

    name: str
    volumes: tuple[Volume, ...]
    declared: Declared
    engine: str
    contested: bool

    @property
    def namespace(self) -> str:
        """The namespace of the collection's own graphs."""
        return self.declared.namespace or f"urn:x-samgraph:{_slug(self.name)}/"

    @property
    def iri(self) -> str:
        """The IRI of the collection."""
        return self.declared.iri or f"{self.namespace}collection"

    def same(self) -> dict[str, str]:
        """Return of each name of a thing that has a better one, that."""
        labelled = {iri for one in self.volumes for iri, _, dutch, *_ in one.things if dutch}
        label = SKOS + "prefLabel"
        labelled |= {
            one.subject.value
            for one in self.declared.triples
            if one.predicate.value == label and isinstance(one.subject, ox.NamedNode)
        }
        return canonical(self.declared.classes(), labelled)

    def prefixes(self) -> dict[str, str]:
        """Return the prefixes of the collection and of every plan, each for one namespace.

        A prefix that two plans use for different namespaces gets a number in the second.
        """
        found = {**PREFIXES, **self.declared.prefixes}
        known = set(found.values())
        for volume in self.volumes:
            for prefix, space in volume.prefixes.items():
                if space in known:
                    continue
                name, number = prefix, 1
                while name in found:
                    number += 1
                    name = f"{prefix}{number}"
                found[name] = space
                known.add(space)
        return found

    def own_quads(self) -> Iterator[ox.Quad]:
        """Yield what the collection says itself: its plans, what it declares, what is the same."""
        structure = ox.NamedNode(f"{self.namespace}graph/structure")
        identity = ox.NamedNode(f"{self.namespace}graph/{IDENTITY}")
        iri = ox.NamedNode(self.iri)
        yield ox.Quad(iri, ox.NamedNode(RDF + "type"), _CATALOG, structure)
        for volume in self.volumes:
            part = ox.NamedNode(DCTERMS + "hasPart")
            yield ox.Quad(iri, part, ox.NamedNode(volume.plan), structure)
        if not any(one.subject == iri for one in self.declared.triples):
            label = ox.NamedNode(SKOS + "prefLabel")
            for lang in ("nl", "en"):
                yield ox.Quad(iri, label, ox.Literal(self.name, language=lang), structure)
        for one in self.declared.triples:
            yield ox.Quad(one.subject, one.predicate, one.object, structure)
        for one in self.declared.identities:
            yield ox.Quad(one.subject, one.predicate, one.object, identity)

    def state(self) -> dict[str, Any]:
        """Return what a store is made of in so few words that two states can be compared."""
        return {
            "form": FORM,
            "engine": self.engine,
            "contested": self.contested,
            "same": sorted(self.same().items()),
            "declared": self.declared.digest(),
            "namespace": self.namespace,
            "plans": {one.name: [one.digest, one.namespace] for one in self.volumes},
        }


def _slug(name: str) -> str:
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "-" for c in name)
    return safe if safe == name else f"{safe}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
