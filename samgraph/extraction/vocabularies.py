"""The themes, organisations and other named things of a plan package, with all their labels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from samgraph.package import read_package
from samgraph.schema import Schema
from samgraph.terms import RDF, SKOS, sg

_KINDS = {
    "SubTheme": "theme",
    "Theme": "theme",
    "Challenge": "challenge",
    "Right": "right",
    "PriorityField": "priority field",
    "PartnerOrganisation": "organisation",
    "PartnerGroup": "organisation",
    "Organisation": "organisation",
}
"""The classes that are looked for, the narrowest first, with what each is to the reader."""


@dataclass(frozen=True, slots=True)
class Term:
    """A thing that a text may name."""

    iri: str
    kind: str
    """`theme`, `challenge`, `right`, `priority field` or `organisation`."""
    type: str
    """The class that the vocabulary gives it, by its local name."""
    labels: tuple[tuple[str, str], ...]
    """Pairs of language and preferred label."""
    others: tuple[tuple[str, str], ...]
    """Pairs of language and alternative label."""

    def in_language(self, lang: str) -> tuple[str, ...]:
        """Return the labels in one language, the preferred one first."""
        return tuple(text for tag, text in (*self.labels, *self.others) if tag in (lang, ""))


def read_vocabulary(folder: Path, schema: Schema) -> tuple[Term, ...]:
    """Return the terms of the plan package in `folder`, by IRI.

    Raises:
        PackageError: the package cannot be read.

    """
    package = read_package(folder, schema)
    types: dict[str, set[str]] = {}
    labels: dict[str, set[tuple[str, str]]] = {}
    others: dict[str, set[tuple[str, str]]] = {}
    for quad in package.quads:
        if not isinstance(quad.subject, ox.NamedNode):
            continue
        iri, predicate, value = quad.subject.value, quad.predicate.value, quad.object
        if predicate == RDF + "type" and isinstance(value, ox.NamedNode):
            types.setdefault(iri, set()).add(value.value)
        elif isinstance(value, ox.Literal) and predicate == SKOS + "prefLabel":
            labels.setdefault(iri, set()).add((value.language or "", value.value))
        elif isinstance(value, ox.Literal) and predicate == SKOS + "altLabel":
            others.setdefault(iri, set()).add((value.language or "", value.value))
    found: list[Term] = []
    for iri, kinds in sorted(types.items()):
        name = _narrowest(kinds)
        if name and iri in labels:
            pairs = tuple(sorted(labels[iri])), tuple(sorted(others.get(iri, ())))
            found.append(Term(iri, _KINDS[name], name, *pairs))
    return tuple(found)


def _narrowest(kinds: Iterable[str]) -> str:
    held = set(kinds)
    return next((name for name in _KINDS if sg(name) in held), "")
