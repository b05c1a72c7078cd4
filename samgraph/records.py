"""The records of links: how each asserted link is known, and where the source says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from samgraph.findings import Place
from samgraph.knowledge import Knowledge
from samgraph.places import places
from samgraph.terms import sg

Asserted: TypeAlias = tuple[str, str, str]
"""A link as it is asserted: the IRIs of subject, property and object."""


@dataclass(frozen=True, slots=True)
class Record:
    """How one link is known."""

    iri: str
    link: Asserted
    standing: str
    """`stated`, `judged` or `suggested`."""
    review: str
    """`proposed`, `accepted` or `contested`; empty where nobody said."""
    places: tuple[Place, ...]


def records(knowledge: Knowledge) -> Mapping[Asserted, Record]:
    """Return the record of every link, the suggested ones too, by what it asserts."""
    query = """
        SELECT ?record ?subject ?predicate ?object ?standing ?review {
          ?record a sg:Link ; rdf:subject ?subject ; rdf:predicate ?predicate ;
            rdf:object ?object ; sg:standing ?standing .
          OPTIONAL { ?record sg:review ?review }
        }"""
    where = places(knowledge)
    found: dict[Asserted, Record] = {}
    for iri, subject, predicate, value, standing, review in knowledge.select(query):
        link = (subject.value, predicate.value, value.value)
        found[link] = Record(
            iri.value,
            link,
            standing.value.removeprefix(sg("")),
            review.value.removeprefix(sg("")) if review else "",
            where.get(iri.value, ()),
        )
    return dict(sorted(found.items()))


def contested_pairs(knowledge: Knowledge) -> frozenset[frozenset[str]]:
    """Return the pairs of things that contested links tie and no other link on record does.

    A link counts whichever way it runs; one that counts for nothing in this reading is none.
    """
    query = """
        SELECT ?subject ?object ?review {
          ?record a sg:Link ; rdf:subject ?subject ; rdf:predicate ?predicate ;
            rdf:object ?object ; sg:standing ?standing .
          ?subject ?predicate ?object .
          FILTER(?standing != sg:suggested)
          OPTIONAL { ?record sg:review ?review }
        }"""
    found: dict[bool, set[frozenset[str]]] = {True: set(), False: set()}
    for subject, value, review in knowledge.select(query):
        disputed = review is not None and review.value == sg("contested")
        found[disputed].add(frozenset((subject.value, value.value)))
    return frozenset(found[True] - found[False])
