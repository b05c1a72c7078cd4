"""The index of a plan's things: what each is called, of which type it is, how that is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from samgraph.explorer.evidence import Json
from samgraph.explorer.material import Material
from samgraph.explorer.naming import stems
from samgraph.explorer.wording import LANGUAGES
from samgraph.layout import LOOKS, looks_of
from samgraph.projection import THINGS
from samgraph.terms import SG, SKOS, sg

_RANK: Final = {name: number for number, name in enumerate(dict.fromkeys((*THINGS, *LOOKS)))}
_CODES: Final = (SKOS + "notation", sg("codeInGrid"), sg("codeInText"))
_NOT_LISTED: Final = sg("Discrepancy")
"""What has a view of its own."""


class Index:
    """The things of a plan in reading order, type by type."""

    def __init__(self, material: Material) -> None:
        self.material = material

    @cached_property
    def things(self) -> tuple[str, ...]:
        """IRIs of the things, in order of type and within it as people expect them."""
        material = self.material
        listed = [iri for iri in material.things if _NOT_LISTED not in material.classes[iri]]
        return tuple(sorted(listed, key=lambda iri: (self._rank(self.type(iri)),
                                                     material.order(iri))))  # fmt: skip

    @cached_property
    def _types(self) -> Mapping[str, str]:
        classes = self.material.classes
        return {iri: min(classes[iri], key=self._rank) for iri in self.material.things}

    def type(self, iri: str) -> str:
        """Return the IRI of the most telling of a thing's classes."""
        return self._types[iri]

    def _rank(self, kind: str) -> tuple[int, str]:
        name = kind.removeprefix(SG) if kind.startswith(SG) else ""
        return (_RANK.get(name, len(_RANK)), kind)

    @cached_property
    def stems(self) -> Mapping[str, str]:
        """File names of the things' documents, by IRI."""
        namespace = self.material.knowledge.namespace
        return stems((iri, iri.removeprefix(namespace)) for iri in self.things)

    @cached_property
    def by_stem(self) -> Mapping[str, str]:
        """IRIs of things by the file names of their documents."""
        return {stem: iri for iri, stem in self.stems.items()}

    @cached_property
    def codes(self) -> Mapping[str, tuple[str, ...]]:
        """Every code of each thing that has any, the normalised one first."""
        found: dict[str, dict[str, None]] = {}
        for predicate in _CODES:
            for iri, code in self._values(predicate):
                found.setdefault(iri, {})[code.value] = None
        return {iri: tuple(some) for iri, some in found.items()}

    @cached_property
    def alternatives(self) -> Mapping[str, tuple[str, ...]]:
        """What else things are called, by IRI."""
        found: dict[str, set[str]] = {}
        for iri, label in self._values(SKOS + "altLabel"):
            found.setdefault(iri, set()).add(label.value)
        return {iri: tuple(sorted(some)) for iri, some in found.items()}

    @cached_property
    def links(self) -> Mapping[str, int]:
        """How many links on record each thing has, the suggested ones left out, by IRI."""
        found: Counter[str] = Counter()
        for (subject, _, value), record in self.material.records.items():
            if record.standing != "suggested":
                found.update({subject, value})
        return found

    def _values(self, predicate: str) -> list[tuple[str, ox.Literal]]:
        quads = self.material.store.quads_for_pattern(None, ox.NamedNode(predicate), None)
        found = {
            (quad.subject.value, quad.object)
            for quad in quads
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
        }
        return sorted(found, key=lambda pair: (pair[0], str(pair[1])))

    def row(self, iri: str) -> Json:
        """Return a thing as the index lists it."""
        material = self.material
        curie = material.knowledge.curie(iri)
        names = {lang: material.short(lang, iri) for lang in LANGUAGES}
        said: Json = {"id": curie, "iri": iri, "type": material.knowledge.curie(self.type(iri))}
        said |= names
        if iri in self.codes:
            said["codes"] = list(self.codes[iri])
        others = [one for one in self.alternatives.get(iri, ()) if one not in names.values()]
        if others:
            said["also"] = others
        said |= {"links": self.links[iri]} if iri in self.links else {}
        said |= {"gaps": len(material.gaps_of[iri])} if iri in material.gaps_of else {}
        if self.stems[iri] != curie.partition(":")[2]:
            said["file"] = self.stems[iri]
        return said

    def types(self) -> list[Json]:
        """Return the types that have things, in order, each with its look in pictures."""
        material = self.material
        present = Counter(self.type(iri) for iri in self.things)
        looks = looks_of(kind.removeprefix(SG) for kind in present)
        found = []
        for kind in present:
            look = looks[kind.removeprefix(SG)]
            found.append(
                {
                    "id": material.knowledge.curie(kind),
                    "labels": {lang: material.label(lang, kind) for lang in LANGUAGES},
                    "count": present[kind],
                    "shape": look.shape,
                    "light": look.light,
                    "dark": look.dark,
                }
            )
        return found

    def document(self) -> Json:
        """Return the index: types, and things in their order."""
        return {"types": self.types(), "things": [self.row(iri) for iri in self.things]}
