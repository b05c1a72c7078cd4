"""What a rule needs to speak of things: their names, and where the source says them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from samgraph.discrepancy_phrases import LANGUAGES
from samgraph.findings import Discrepancy, Place
from samgraph.knowledge import Knowledge

CODES = "sg:codeInGrid sg:codeInText skos:notation"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The names of things and the passages on them, by IRI."""

    namespace: str
    labels: Mapping[str, Mapping[str, str]]
    """By language."""
    notations: Mapping[str, str]
    stated_in: Mapping[str, tuple[str, ...]]
    """The passages in which each thing stands."""
    behind: Mapping[tuple[str, str, str], tuple[str, ...]]
    """The passages behind each link, by subject, predicate and object."""
    places: Mapping[str, Place]
    """Where each passage points."""

    def label(self, lang: str, thing: str) -> str:
        """Return what a thing is called; without a label, the end of its IRI."""
        return self.labels[lang].get(thing) or thing.removeprefix(self.namespace)

    def name(self, lang: str, thing: str) -> str:
        """Return a thing's code and its label, as a sentence names it."""
        code = self.notations.get(thing)
        label = f"“{self.label(lang, thing)}”"
        return f"{code} {label}" if code else label

    def passages(self, things: Iterable[str]) -> list[str]:
        """Return the passages in which things stand."""
        return [passage for thing in things for passage in self.stated_in.get(thing, ())]

    def first_line(self, thing: str) -> tuple[int, str]:
        """Return a key that sorts things as they stand in the source."""
        lines = [self.places[passage].from_line for passage in self.passages([thing])]
        return (min(lines, default=0), thing)

    def sections(self, thing: str) -> set[str]:
        """Return the sections in which a thing stands."""
        return {self.places[passage].section for passage in self.passages([thing])}

    def discrepancy(
        self,
        kind: str,
        severity: str,
        parts: Iterable[str],
        about: Iterable[str],
        passages: Iterable[str],
        sentences: Mapping[str, str],
    ) -> Discrepancy:
        """Return a discrepancy whose IRI is made of its kind and `parts`: things or codes."""
        local = ".".join([kind, *(part.removeprefix(self.namespace) for part in parts)])
        pointers = sorted({passage for passage in passages if passage in self.places})
        return Discrepancy(
            f"{self.namespace}discrepancy/{quote(local, safe='')}",
            kind,
            severity,
            tuple(sorted(set(about))),
            dict(sentences),
            tuple(sorted({self.places[passage] for passage in pointers})),
            tuple(pointers),
        )


def gather(knowledge: Knowledge) -> Evidence:
    """Return the names and the passages of everything in the plan."""
    stated_in: dict[str, set[str]] = {}
    behind: dict[tuple[str, str, str], set[str]] = {}
    for thing, passage in knowledge.select(
        "SELECT ?thing ?passage { ?thing sg:statedIn ?passage . ?passage a sg:Passage "
        "MINUS { ?thing a sg:Gap } MINUS { ?thing a sg:Discrepancy } }",
        standing="stated",
    ):
        stated_in.setdefault(thing.value, set()).add(passage.value)
    for subject, predicate, value, passage in knowledge.select(
        "SELECT ?subject ?predicate ?object ?passage { ?link sg:evidence ?passage ; "
        "rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object }",
        standing="stated",
    ):
        key = (subject.value, predicate.value, value.value)
        behind.setdefault(key, set()).add(passage.value)
    return Evidence(
        knowledge.namespace,
        {lang: knowledge.labels(lang) for lang in LANGUAGES},
        {
            thing.value: code.value
            for thing, code in knowledge.select(
                "SELECT ?thing (MIN(?code) AS ?notation) { ?thing skos:notation ?code } "
                "GROUP BY ?thing",
                standing="stated",
            )
        },
        {thing: tuple(sorted(some)) for thing, some in stated_in.items()},
        {key: tuple(sorted(some)) for key, some in behind.items()},
        {
            passage.value: Place(int(first.value), int(last.value), section.value)
            for passage, section, first, last in knowledge.select(
                "SELECT ?passage ?section ?from ?to { ?passage a sg:Passage ; "
                "sg:section ?section ; sg:fromLine ?from ; sg:toLine ?to }",
                standing="stated",
            )
        },
    )


def pairs_of(knowledge: Knowledge, query: str, standing: str) -> dict[str, set[str]]:
    """Return the rows of a query with two columns: what stands in the second, by the first."""
    found: dict[str, set[str]] = {}
    for first, second in knowledge.select(query, standing=standing):
        found.setdefault(first.value, set()).add(second.value)
    return found
