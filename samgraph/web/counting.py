"""How much there is of what in a plan: what VoID calls the statistics of a dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from samgraph.knowledge import Knowledge
from samgraph.terms import RDF


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of the plan in its widest reading, without what is only suggested."""

    triples: int
    entities: int
    """Things with a name in the plan's own namespace that something is said of."""
    subjects: int
    objects: int
    classes: Mapping[str, int]
    """How many things are in each class, the most first."""
    properties: Mapping[str, int]
    """How many triples each property has, the most first."""


def count(knowledge: Knowledge) -> Counts:
    """Return how much there is of what in a plan."""
    triples = {
        quad.triple
        for graph in knowledge.graphs()
        for quad in knowledge.store.quads_for_pattern(None, None, None, graph)
    }
    subjects = {triple.subject for triple in triples}
    kinds: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    for triple in triples:
        properties[triple.predicate.value] += 1
        if triple.predicate.value == RDF + "type" and isinstance(triple.object, ox.NamedNode):
            kinds[triple.object.value] += 1
    return Counts(
        len(triples),
        sum(
            isinstance(one, ox.NamedNode) and one.value.startswith(knowledge.namespace)
            for one in subjects
        ),
        len(subjects),
        len({triple.object for triple in triples}),
        _ordered(kinds),
        _ordered(properties),
    )


def _ordered(numbers: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0])))
