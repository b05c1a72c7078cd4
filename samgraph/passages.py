"""The passages of a plan, looked up in its source document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samgraph.findings import Place
from samgraph.knowledge import Knowledge
from samgraph.resolving import resolve
from samgraph.shifts import Passage
from samgraph.sources import Source


def passages(knowledge: Knowledge) -> tuple[Passage, ...]:
    """Return every passage that has a position and a fingerprint, in the order of the source."""
    query = """
        SELECT ?passage ?from ?to ?section ?start ?end ?mark {
          ?passage a sg:Passage ; sg:fromLine ?from ; sg:toLine ?to ; sg:section ?section ;
            sg:fingerprint ?mark ; sg:position ?position .
          ?position oa:start ?start ; oa:end ?end .
        }"""
    found = [
        Passage(
            row["passage"].value,
            Place(int(row["from"].value), int(row["to"].value), row["section"].value),
            int(row["start"].value),
            int(row["end"].value),
            row["mark"].value,
        )
        for row in knowledge.select(query)
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.iri)))


@dataclass(frozen=True, slots=True)
class Quotations:
    """What the source says, by passage and by place; empty where no source was given."""

    by_passage: Mapping[str, str]
    by_place: Mapping[Place, str]


NONE = Quotations({}, {})


def quotations(knowledge: Knowledge, source: Source) -> Quotations:
    """Return what the source says in every passage that is found in it.

    Raises:
        SamgraphError: the source is another document.

    """
    found = {
        one.passage: source.quote(*one.found)
        for one in resolve(passages(knowledge), source)
        if one.found is not None
    }
    return Quotations(
        {passage.iri: text for passage, text in found.items()},
        {passage.place: text for passage, text in found.items()},
    )


def resting_on(knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Return the links that have each passage as evidence, and what is stated in it."""
    query = """
        SELECT ?passage ?thing {
          { ?thing sg:evidence ?passage } UNION { ?thing sg:statedIn ?passage }
        } ORDER BY ?passage ?thing"""
    found: dict[str, list[str]] = {}
    for passage, thing in knowledge.select(query):
        found.setdefault(passage.value, []).append(thing.value)
    return {passage: tuple(some) for passage, some in found.items()}
