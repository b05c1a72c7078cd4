"""A made-up plan as rows of the tables of a plan package, and how rows and links are added.

Every goal, result area, partner, signal, policy choice and figure is about a few topics of its own.
Four links of five run between things that share a topic; the others go where links already are,
so that some themes and goals are popular, as in real plans.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import generation_words as words

Row = Mapping[str, str]

SHARED = "https://example.org/shared/"
"""Namespace of the themes and partners that several plans have in common."""

COUNTS: Mapping[str, int] = {
    "strategic goals": 7,
    "operational goals": 26,
    "themes": 13,
    "sub-themes": 10,
    "result areas": 16,
    "partners": 40,
    "signals": 14,
    "policy choices": 8,
    "figures": 14,
}
"""How many of each a plan of size 1 has, beside the lists that are as long in every plan."""

_FAITHFUL = 0.8
"""Share of the links that run between things with a topic in common."""
_DAY = "2026-11-23"


@dataclass(frozen=True, slots=True)
class Plan:
    """One made-up plan."""

    name: str
    prefix: str
    tables: Mapping[str, tuple[Row, ...]]
    """By file name without its suffix; `plan` is what plan.ttl declares."""
    faults: tuple[str, ...] = ()

    @property
    def namespace(self) -> str:
        """The namespace of the plan's own things."""
        return f"https://example.org/{self.name}/"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of a plan, as other things are linked with it."""

    id: str
    kind: str
    topics: frozenset[int]
    passage: str


@dataclass(slots=True)
class Maker:
    """Makes one plan."""

    prefix: str
    rng: random.Random
    size: float
    sharing: float
    pool: Mapping[str, Sequence[tuple[str, str, int]]]
    tables: dict[str, list[Row]] = field(default_factory=dict)
    things: dict[str, list[Thing]] = field(default_factory=dict)
    popular: dict[str, int] = field(default_factory=dict)
    linked: set[tuple[str, str, str]] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    line: int = 1

    def curie(self, local: str) -> str:
        """Return the CURIE of one of the plan's own things."""
        return f"{self.prefix}:{local}"

    def many(self, name: str) -> int:
        """Return how many of something the plan has."""
        return max(1, round(COUNTS[name] * self.size))

    def passage(self, local: str, section: str) -> str:
        """Add a passage a few lines further on, and return its CURIE."""
        first = self.line
        self.line += self.rng.randint(2, 9)
        name = self.curie(f"p-{local}")
        self._add(
            "passages",
            {
                "id": name,
                "a": "sg:Passage",
                "oa:hasSource": self.curie("document"),
                "sg:section": section,
                "sg:fromLine": str(first),
                "sg:toLine": str(self.line - 1),
                "sg:position/oa:start": str(first * 80),
                "sg:position/oa:end": str(self.line * 80 - 81),
                "sg:fingerprint": f"{self.rng.getrandbits(64):016x}",
            },
        )
        return name

    def thing(
        self,
        table: str,
        local: str,
        kind: str,
        texts: tuple[str, str],
        section: str,
        topics: Iterable[int] = (),
        *,
        own_passage: bool = True,
        id_: str = "",
        more: Row | None = None,
    ) -> Thing:
        """Add a row with labels, descriptions and a passage, its own or the section's."""
        where = local if own_passage else f"section-{section}"
        passage = self.curie(f"p-{where}")
        if not any(row["id"] == passage for row in self.tables.get("passages", ())):
            self.passage(where, section)
        dutch, english = self.unused(texts)
        made = Thing(id_ or self.curie(local), kind, frozenset(topics), passage)
        row = {"id": made.id, "a": f"sg:{kind}"}
        row |= {"skos:prefLabel@nl": dutch, "skos:prefLabel@en": english}
        row["dcterms:description@nl"] = f"Wat het plan zegt over {dutch[:1].lower()}{dutch[1:]}."
        row["dcterms:description@en"] = f"What the plan says on {english[:1].lower()}{english[1:]}."
        row |= {**(more or {}), "sg:statedIn": passage}
        self._add(table, row)
        self.things.setdefault(kind, []).append(made)
        return made

    def unused(self, texts: tuple[str, str]) -> tuple[str, str]:
        """Return a pair of labels that nothing in the plan has, numbered where it must be."""
        number, (dutch, english) = 1, texts
        while dutch in self.labels or english in self.labels:
            number += 1
            dutch, english = (f"{text} {number}" for text in texts)
        self.labels |= {dutch, english}
        return dutch, english

    def _add(self, table: str, row: Row) -> None:
        self.tables.setdefault(table, []).append(row)

    def topic(self, topics: Iterable[int]) -> tuple[str, str]:
        """Return one of some topics in both languages."""
        return words.TOPICS[self.rng.choice(sorted(topics))]

    def of_topics(self, forms: words.Words, topics: frozenset[int]) -> tuple[str, str]:
        """Return a text on one of some topics."""
        form, topic = self.rng.choice(forms), self.topic(topics)
        return form[0].format(topic[0]), form[1].format(topic[1])

    def some_topics(self, several: Sequence[int]) -> frozenset[int]:
        """Return one or two topics."""
        return frozenset(self.rng.sample(several, min(len(several), self.rng.choice((1, 1, 2)))))

    def link(self, subject: Thing, predicate: str, value: Thing, stated: float = 0.5) -> None:
        """Add a link, stated or judged, unless it is there already."""
        key = (subject.id, predicate, value.id)
        if key in self.linked or subject.id == value.id:
            return
        self.linked.add(key)
        for one in (subject, value):
            self.popular[one.id] = self.popular.get(one.id, 0) + 1
        said = self.rng.random() < stated
        row = {
            "rdf:subject": subject.id,
            "rdf:predicate": f"sg:{predicate}",
            "rdf:object": value.id,
            "sg:standing": "sg:stated" if said else "sg:judged",
            "sg:evidence": "|".join(dict.fromkeys([subject.passage, value.passage])),
            "sg:rationale@en": "" if said else "Both passages speak of the same people.",
            "sg:rationale@nl": "" if said else "Beide passages gaan over dezelfde mensen.",
            "prov:wasAttributedTo": self.curie("editors"),
            "sg:assertedOn": _DAY,
            "sg:review": "sg:accepted" if said else "sg:proposed",
        }
        self._add("links", row)

    def chosen(self, subject: Thing, kinds: Sequence[str]) -> Thing | None:
        """Return what a thing is linked with: of its own topics, or what is popular."""
        pool = [one for kind in kinds for one in self.things.get(kind, ()) if one.id != subject.id]
        near = [one for one in pool if one.topics & subject.topics]
        if near and self.rng.random() < _FAITHFUL:
            return self.rng.choice(near)
        weights = [1 + self.popular.get(one.id, 0) for one in pool]
        return self.rng.choices(pool, weights)[0] if pool else None

    def link_all(
        self,
        subjects: Sequence[str],
        predicate: str,
        objects: Sequence[str],
        each: float,
        stated: float = 0.5,
    ) -> None:
        """Link each subject with so many objects on average, a fraction being a chance."""
        for subject in [one for kind in subjects for one in self.things.get(kind, ())]:
            times = int(each) + (self.rng.random() < each % 1)
            for _ in range(times):
                value = self.chosen(subject, objects)
                if value is not None:
                    self.link(subject, predicate, value, stated)
