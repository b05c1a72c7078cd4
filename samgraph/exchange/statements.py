"""What an import says of a plan, statement by statement, before it becomes a package."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import pyoxigraph as ox

from samgraph.errors import Fault
from samgraph.extraction.labels import unused
from samgraph.terms import PREFIXES, RDF, XSD, sg

LANGUAGES: Final = ("nl", "en")
"""A thing that has no label in each of these says in which languages it has one."""
_TYPE: Final = ox.NamedNode(RDF + "type")

Term = ox.NamedNode | ox.BlankNode | ox.Literal


@cache
def term(curie: str) -> ox.NamedNode:
    """Return the IRI of a CURIE by samgraph's own prefixes."""
    prefix, _, local = curie.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def typed(text: str, datatype: str) -> ox.Literal:
    """Return a literal of a datatype of XML Schema, named without its prefix."""
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


@dataclass(slots=True)
class Statements:
    """Statements on the things of one namespace, in the order in which they were made."""

    namespace: str
    triples: list[ox.Triple] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def free(self, wanted: str) -> ox.NamedNode:
        """Return the IRI of a new thing, with a number behind its name if that is taken."""
        return ox.NamedNode(self.namespace + unused(wanted, self.taken))

    def add(self, subject: ox.NamedNode | ox.BlankNode, curie: str, value: Term) -> None:
        """Say one thing of a subject; `curie` is the property, `a` the class."""
        predicate = _TYPE if curie == "a" else term(curie)
        self.triples.append(ox.Triple(subject, predicate, value))

    def text(self, subject: ox.NamedNode, curie: str, text: str, language: str) -> None:
        """Say a text of a subject in a language; an empty text says nothing."""
        if text.strip():
            self.add(subject, curie, ox.Literal(text.strip(), language=language))

    def both(self, subject: ox.NamedNode, curie: str, dutch: str, english: str) -> None:
        """Say words of our own in Dutch and in English."""
        self.text(subject, curie, dutch, "nl")
        self.text(subject, curie, english, "en")

    def link(
        self,
        ends: tuple[ox.NamedNode, str, ox.NamedNode],
        evidence: ox.NamedNode,
        by: ox.NamedNode,
        on: str,
    ) -> None:
        """Record a link that the source states; `on` is a date as in 2021-01-31."""
        record = ox.BlankNode()
        self.add(record, "a", term("sg:Link"))
        for part, value in zip(
            ("subject", "predicate", "object"), (ends[0], term(ends[1]), ends[2]), strict=True
        ):
            self.add(record, f"rdf:{part}", value)
        self.add(record, "sg:standing", term("sg:stated"))
        self.add(record, "sg:evidence", evidence)
        self.add(record, "prov:wasAttributedTo", by)
        self.add(record, "sg:assertedOn", typed(on, "date"))
        self.add(record, "sg:review", term("sg:accepted"))


def one_label_a_language(
    triples: Iterable[ox.Triple], named: frozenset[str], where: str
) -> tuple[list[ox.Triple], list[Fault]]:
    """Return the triples so that every thing has one label a language, and what that changed.

    Of several labels the shortest stays, and then the first; the others become alternative labels.
    A thing of a class in `named` that lacks a label in Dutch or English is marked with the
    languages that it has, because a translation is nothing that an import may make up.
    """
    kept = list(triples)
    labels: dict[ox.NamedNode, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    things: dict[ox.NamedNode, None] = {}
    for one in kept:
        if isinstance(one.subject, ox.NamedNode):
            if one.predicate == term("skos:prefLabel") and isinstance(one.object, ox.Literal):
                labels[one.subject][one.object.language or ""].append(one.object.value)
            elif one.predicate == _TYPE and getattr(one.object, "value", "") in named:
                things[one.subject] = None
    faults: list[Fault] = []
    moved: set[tuple[str, str, str]] = set()
    for thing, by_language in labels.items():
        for language, texts in by_language.items():
            several = sorted(set(texts), key=lambda text: (len(text), text))
            moved.update((str(thing), language, text) for text in several[1:])
            if len(several) > 1:
                faults.append(
                    Fault(
                        where,
                        f'{thing.value} has {len(several)} labels in "{language}": the shortest '
                        "stays, the others become alternative labels",
                    )
                )
    found = []
    for one in kept:
        value = one.object
        is_label = one.predicate == term("skos:prefLabel") and isinstance(one.subject, ox.NamedNode)
        if (
            is_label
            and isinstance(value, ox.Literal)
            and (str(one.subject), value.language or "", value.value) in moved
        ):
            found.append(ox.Triple(one.subject, term("skos:altLabel"), value))
        else:
            found.append(one)
    for thing in things:
        languages = set(labels.get(thing, ()))
        if not languages.issuperset(LANGUAGES):
            for language in sorted(languages - {""}) or ["und"]:
                mark = typed(language, "language")
                found.append(ox.Triple(thing, term("dcterms:language"), mark))
    return found, sorted(faults)


NAMED: Final = frozenset(
    sg(name)
    for name in (
        "Plan",
        "StrategicGoal",
        "OperationalGoal",
        "Indicator",
        "Partner",
        "PartnerOrganisation",
        "PartnerGroup",
        "PartnerCategory",
        "Organisation",
        "Value",
        "Mission",
        "Vision",
        "Theme",
        "Challenge",
        "ResultArea",
    )
)
"""The classes whose members need a label, as the shapes have it."""
