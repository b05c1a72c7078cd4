"""The things of a plan as they are compared: what they are, are called, and say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from samgraph.knowledge import Knowledge
from samgraph.terms import OWL, RDF, SKOS, sg

_LEFT_OUT: Final = frozenset({sg("Passage"), sg("Link")})
"""Links are compared by what they tie; passages shift with every line of the document."""
_SAME: Final = (OWL + "sameAs", SKOS + "exactMatch")


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing as the tables assert it."""

    iri: str
    kinds: frozenset[str]
    """IRIs of its classes, as they are asserted."""
    labels: Mapping[str, str]
    """The preferred label by language."""
    codes: frozenset[str]
    values: Mapping[str, tuple[ox.NamedNode | ox.Literal, ...]]
    """Everything asserted of it by IRI of property, in order."""
    same: frozenset[str]
    """IRIs of what is declared to be the same, and its own."""


def things_of(knowledge: Knowledge) -> dict[str, Thing]:
    """Return the things of a plan by IRI, in order, without passages and links."""
    kinds: dict[str, set[str]] = {}
    said: dict[str, dict[str, set[ox.NamedNode | ox.Literal]]] = {}
    for quad in knowledge.store.quads_for_pattern(None, None, None, knowledge.graph("structure")):
        value = quad.object
        if isinstance(quad.subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            said.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, set()).add(
                value
            )
            if quad.predicate.value == RDF + "type":
                kinds.setdefault(quad.subject.value, set()).add(value.value)
    same = _identities(knowledge)
    return {
        iri: Thing(
            iri,
            frozenset(kinds[iri]),
            {
                one.language or "": one.value
                for one in sorted(said[iri].get(SKOS + "prefLabel", ()), key=str)
                if isinstance(one, ox.Literal)
            },
            frozenset(one.value for one in said[iri].get(SKOS + "notation", ())),
            {name: tuple(sorted(some, key=str)) for name, some in sorted(said[iri].items())},
            frozenset(same.get(iri, ())) | {iri},
        )
        for iri in sorted(kinds)
        if not kinds[iri] & _LEFT_OUT
    }


def _identities(knowledge: Knowledge) -> dict[str, set[str]]:
    """Return what each thing is declared to be the same as, in either direction."""
    found: dict[str, set[str]] = {}
    for name in _SAME:
        for graph in knowledge.graphs():
            for quad in knowledge.store.quads_for_pattern(None, ox.NamedNode(name), None, graph):
                one, other = quad.subject, quad.object
                if isinstance(one, ox.NamedNode) and isinstance(other, ox.NamedNode):
                    found.setdefault(one.value, set()).add(other.value)
                    found.setdefault(other.value, set()).add(one.value)
    return found


def normalised(label: str) -> str:
    """Return a label without capitals, accents, punctuation and needless space.

    >>> normalised("Stad  Génk, dienst Welzijn")
    'stad genk dienst welzijn'
    """
    folded = unicodedata.normalize("NFKD", label.casefold())
    bare = "".join(one for one in folded if not unicodedata.combining(one))
    return " ".join(re.findall(r"\w+", bare))
