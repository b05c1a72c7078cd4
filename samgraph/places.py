"""Where the source says what the plan asserts."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from samgraph.findings import Place
from samgraph.knowledge import Knowledge
from samgraph.terms import sg


def places(
    knowledge: Knowledge, things: Iterable[str] | None = None
) -> dict[str, tuple[Place, ...]]:
    """Return where the source speaks of each thing and of each link, by IRI; of some, or of all."""
    some = "" if things is None else f"VALUES ?thing {{ {' '.join(f'<{iri}>' for iri in things)} }}"
    query = f"""
        SELECT ?thing ?section ?from ?to {{
          {some}
          ?thing sg:statedIn|sg:evidence ?passage .
          ?passage sg:section ?section ; sg:fromLine ?from ; sg:toLine ?to .
        }}"""
    found: dict[str, set[tuple[int, int, str]]] = {}
    for thing, section, first, last in knowledge.select(query):
        lines = (int(first.value), int(last.value), section.value)
        found.setdefault(thing.value, set()).add(lines)
    return {thing: tuple(Place(*line) for line in sorted(lines)) for thing, lines in found.items()}


def place_of(
    knowledge: Knowledge, passage: ox.NamedNode | ox.Literal, known: dict[str, Place]
) -> Place:
    """Return the place that a passage points to, remembering it in `known`."""
    if passage.value not in known:
        knowledge.expect((sg("fromLine"), sg("toLine"), sg("section")))
        # Property by property: an engine elsewhere gives every value of one at once.
        said = {
            name: quad.object.value
            for name in (sg("fromLine"), sg("toLine"), sg("section"))
            for quad in knowledge.store.quads_for_pattern(
                ox.NamedNode(passage.value), ox.NamedNode(name), None, knowledge.graph("structure")
            )
            if isinstance(quad.object, ox.Literal)
        }
        known[passage.value] = Place(
            int(said.get(sg("fromLine"), 0)),
            int(said.get(sg("toLine"), 0)),
            said.get(sg("section"), ""),
        )
    return known[passage.value]
