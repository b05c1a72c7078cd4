"""A thing's document: what is said of it, and its links with their evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

import pyoxigraph as ox

from samgraph.explorer.derivation import Derivation
from samgraph.explorer.evidence import Evidence, Json, words
from samgraph.explorer.index import Index
from samgraph.explorer.wording import LANGUAGES, narrower, property_labels, symmetric
from samgraph.findings import Place
from samgraph.ontology import packaged_ontology
from samgraph.order import natural
from samgraph.terms import DCTERMS, RDF, SKOS, XSD, sg

_GRAPHS: Final = ("structure", "findings")
_LINKING: Final = ("stated", "derived", "judged", "suggested")
_OWN_PLACE: Final = frozenset(
    {
        RDF + "type", SKOS + "prefLabel", SKOS + "altLabel", SKOS + "notation",
        DCTERMS + "description", DCTERMS + "title", sg("statedIn"), sg("codeInGrid"),
        sg("codeInText"),
    }
)  # fmt: skip
"""Properties that the page shows elsewhere than in its list of facts."""
_NOT_INWARD: Final = frozenset(
    {
        *(RDF + name for name in ("type", "subject", "predicate", "object")),
        *map(sg, ("row", "column", "about", "candidate", "closes")),
    }
)
MOST: Final = 200
"""Things that point to a thing in one way, as many as are listed; its RDF has them all."""


class Pages:
    """Makes the documents of single things."""

    def __init__(self, evidence: Evidence, index: Index, address: Callable[[str], str]) -> None:
        self.evidence = evidence
        self.index = index
        self.material = evidence.material
        self.derivation = Derivation(evidence)
        self._address = address

    def document(self, iri: str) -> Json:
        """Return what is said of a thing.

        `page` is the address of its linked data without suffix, below the root of the site.
        """
        material, evidence = self.material, self.evidence
        return {
            **self.index.row(iri),
            "types": [
                {"id": kind, "labels": labels}
                for kind, labels in evidence.labels(material.classes.get(iri, ())).items()
            ],
            "description": _texts(material.store, iri, DCTERMS + "description"),
            "page": self._address(iri).lstrip("/"),
            "facts": [*self._facts(iri), *self._pointing(iri)],
            "places": evidence.places(sorted(set(self._places(iri)))),
            "relations": list(self._relations(iri)),
            "gaps": [evidence.gap(gap) for gap in material.gaps_of.get(iri, ())],
            "discrepancies": [
                evidence.discrepancy(one) for one in material.discrepancies_of.get(iri, ())
            ],
        }

    def _places(self, iri: str) -> Iterable[Place]:
        material = self.material
        for quad in material.store.quads_for_pattern(
            ox.NamedNode(iri), ox.NamedNode(sg("statedIn")), None
        ):
            if isinstance(quad.object, ox.NamedNode):
                yield material.place(quad.object.value)

    def _facts(self, iri: str) -> Iterable[Json]:
        material = self.material
        said: dict[str, dict[object, None]] = {}
        for name in _GRAPHS:
            for quad in material.store.quads_for_pattern(
                ox.NamedNode(iri), None, None, material.knowledge.graph(name)
            ):
                predicate = quad.predicate.value
                if predicate not in material.link_predicates | _OWN_PLACE:
                    said.setdefault(predicate, {})[quad.object] = None
        for predicate, terms in sorted(said.items(), key=lambda pair: _rank(pair[0])):
            yield self._fact(predicate, terms)

    def _pointing(self, iri: str) -> Iterable[Json]:
        """Yield what else points to a thing, apart from links, their records and findings."""
        material = self.material
        found: dict[str, dict[object, None]] = {}
        for name in _GRAPHS:
            for quad in material.store.quads_for_pattern(
                None, None, ox.NamedNode(iri), material.knowledge.graph(name)
            ):
                predicate = quad.predicate.value
                if predicate not in _NOT_INWARD | material.link_predicates and isinstance(
                    quad.subject, ox.NamedNode
                ):
                    found.setdefault(predicate, {})[quad.subject] = None
        for predicate, terms in sorted(found.items(), key=lambda pair: _rank(pair[0])):
            yield self._fact(predicate, terms, inward=True)

    def _fact(self, predicate: str, terms: Iterable[object], *, inward: bool = False) -> Json:
        values = sorted(map(self._value, terms), key=self._sorting)
        said: Json = {
            "property": self.evidence.id(predicate),
            "labels": property_labels(self.material, predicate, inward=inward),
            "values": values[:MOST],
        }
        return said | ({"more": len(values) - MOST} if len(values) > MOST else {})

    def _value(self, term: object) -> Json:
        if isinstance(term, ox.NamedNode):
            iri = term.value
            if iri in self.index.stems:
                return {"thing": self.evidence.id(iri)}
            names = {lang: self.material.short(lang, iri) for lang in LANGUAGES}
            page = self._address(iri).lstrip("/")
            return {"iri": iri, "labels": names} | ({"page": page} if page else {})
        if isinstance(term, ox.Literal):
            said: Json = {"text": term.value}
            if term.language:
                return said | {"lang": term.language}
            return said | ({"boolean": True} if term.datatype.value == XSD + "boolean" else {})
        return {"text": "…"}

    def _sorting(self, value: Json) -> tuple[object, ...]:
        if "thing" in value or "iri" in value:
            iri = value.get("iri") or self._iri(value["thing"])
            return (1, self.material.order(iri))
        return (0, (natural(value["text"]), value.get("lang", "")))

    def _iri(self, curie: str) -> str:
        prefix, _, local = curie.partition(":")
        return self.material.knowledge.prefixes.get(prefix, f"{prefix}:") + local

    def _relations(self, iri: str) -> Iterable[Json]:
        """Yield the links of a thing, kind by kind, those that it makes before those made to it."""
        material = self.material
        node = ox.NamedNode(iri)
        found: dict[tuple[bool, str], dict[str, str]] = {}
        for standing in _LINKING:
            graph = material.knowledge.graph(standing)
            for inward in (False, True):
                pattern = (None, None, node, graph) if inward else (node, None, None, graph)
                for quad in material.store.quads_for_pattern(*pattern):
                    predicate = quad.predicate.value
                    other = quad.subject if inward else quad.object
                    if predicate not in material.link_predicates:
                        continue
                    if isinstance(other, ox.NamedNode) and not (inward and symmetric(predicate)):
                        some = found.setdefault((inward, predicate), {})
                        some.setdefault(other.value, standing)
        for (inward, predicate), others in sorted(
            found.items(), key=lambda pair: (pair[0][0], _rank(pair[0][1]))
        ):
            below = narrower(predicate)
            links = [
                self._link(iri, predicate, other, others[other], inward=inward)
                for other in sorted(others, key=material.order)
                if not any(other in found.get((inward, one), ()) for one in below)
            ]
            if links:
                yield {
                    "property": self.evidence.id(predicate),
                    "inward": inward,
                    "labels": property_labels(material, predicate, inward=inward),
                    "links": sorted(links, key=lambda link: _LINKING.index(link["standing"])),
                }

    def _link(self, iri: str, predicate: str, other: str, standing: str, *, inward: bool) -> Json:
        link = (other, predicate, iri) if inward else (iri, predicate, other)
        if link not in self.evidence.records and symmetric(predicate):
            turned = (link[2], predicate, link[0])
            link = turned if turned in self.evidence.records else link
        said = self.evidence.link(link, standing)
        if "record" not in said:
            said |= self.derivation.of(link)
        return said


@cache
def _order() -> dict[str, int]:
    return {term.iri: number for number, term in enumerate(packaged_ontology().terms)}


def _rank(predicate: str) -> tuple[int, str]:
    """Return a key that puts the ontology's terms first, in its order."""
    order = _order()
    return (order.get(predicate, len(order)), predicate)


def _texts(store: ox.Store, iri: str, predicate: str) -> Json:
    quads = store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None)
    found: dict[str, str] = {}
    for quad in quads:
        if isinstance(quad.object, ox.Literal):
            lang = quad.object.language or ""
            found[lang] = min(quad.object.value, found.get(lang, quad.object.value))
    return words(found)
