"""Links and findings with their evidence, as the page's evidence panel shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, TypeAlias

from samgraph.discrepancy_phrases import KINDS
from samgraph.explorer.material import Material
from samgraph.explorer.wording import LANGUAGES
from samgraph.findings import Discrepancy, Gap, Place
from samgraph.records import Asserted, Record

Json: TypeAlias = dict[str, Any]


class Evidence:
    """What the documents say of links and findings; made once for all of them.

    `quotes` holds what the source says at a place, where a source document was given.
    """

    def __init__(self, material: Material, quotes: Mapping[Place, str] | None = None) -> None:
        self.material = material
        self.quotes = quotes or {}

    @property
    def records(self) -> Mapping[Asserted, Record]:
        """The record of every link, the suggested ones too."""
        return self.material.records

    @cached_property
    def _rationales(self) -> Mapping[str, Mapping[str, str]]:
        found: dict[str, dict[str, str]] = {}
        query = "SELECT ?record ?text { ?record a sg:Link ; sg:rationale ?text }"
        for record, text in self.material.knowledge.select(query):
            found.setdefault(record.value, {})[text.language or ""] = text.value
        return found

    @cached_property
    def _degrees(self) -> Mapping[str, Mapping[str, str]]:
        """By record, how far an alignment goes, in words."""
        found: dict[str, dict[str, str]] = {}
        query = "SELECT ?record ?text { ?record sg:degree ?degree . ?degree skos:prefLabel ?text }"
        for record, text in self.material.knowledge.select(query):
            found.setdefault(record.value, {})[text.language or ""] = text.value
        return found

    def id(self, iri: str) -> str:
        """Return the CURIE by which documents name a thing or a property."""
        return self.material.knowledge.curie(iri)

    def link(self, link: Asserted, standing: str = "") -> Json:
        """Return a link; without a record it has the standing that is given and no evidence."""
        subject, predicate, value = link
        said: Json = {
            "from": self.id(subject),
            "property": self.id(predicate),
            "to": self.id(value),
        }
        record = self.records.get(link)
        if record is None:
            return said | {"standing": standing}
        said["standing"] = record.standing
        if record.review:
            said["review"] = record.review
        degree = self._degrees.get(record.iri)
        if degree:
            said["degree"] = words(degree)
        why = self._rationales.get(record.iri)
        if why:
            said["why"] = words(why)
        if record.places:
            said["places"] = self.places(record.places)
        said["record"] = self.id(record.iri)
        return said

    def places(self, some: Iterable[Place]) -> list[Json]:
        """Return places with what the source says there."""
        return [
            {"section": place.section, "from": place.from_line, "to": place.to_line}
            | ({"quote": self.quotes[place]} if place in self.quotes else {})
            for place in some
        ]

    def gap(self, gap: Gap) -> Json:
        """Return a gap."""
        said: Json = {"id": self.id(gap.iri), "rank": gap.rank, "frame": gap.frame}
        said |= {axis: self.id(iri) for axis, iri in (("row", gap.row), ("column", gap.column))
                 if iri}  # fmt: skip
        said |= {"kind": gap.kind, "robust": gap.robust, "says": words(gap.descriptions)}
        said["places"] = self.places(gap.places)
        if gap.suggestions:
            said["closers"] = [
                {"thing": self.id(one.candidate), "says": words(one.descriptions)}
                for one in gap.suggestions
            ]
        return said

    def discrepancy(self, one: Discrepancy) -> Json:
        """Return a discrepancy."""
        return {
            "id": self.id(one.iri),
            "kind": one.kind,
            "labels": {lang: KINDS[lang].get(one.kind, one.kind) for lang in LANGUAGES},
            "severity": one.severity,
            "about": [self.id(iri) for iri in one.about],
            "says": words(one.descriptions),
            "places": self.places(one.places),
        }

    def labels(self, iris: Iterable[str]) -> Json:
        """Return what terms of a vocabulary are called, by CURIE and language."""
        material = self.material
        return {
            self.id(iri): {lang: material.label(lang, iri) for lang in LANGUAGES}
            for iri in sorted(set(iris))
        }


def words(texts: Mapping[str, str]) -> Json:
    """Return texts by language; what has none stands under an empty key."""
    return {lang: texts[lang] for lang in sorted(texts) if texts[lang]}
