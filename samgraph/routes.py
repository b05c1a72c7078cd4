"""Routes: the links by which a row of a frame reaches a column, one after the other.

A property path tells that two things are connected and not by what; engines even count its
alternatives differently. Here a path is taken apart into the ways that lead through it, derived
properties are traced back to the links they follow from, and each way is asked by a query of its
own whose variables name every thing on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from samgraph.derivations import Derivations, Line
from samgraph.framing import Frame
from samgraph.knowledge import Knowledge
from samgraph.paths import Step, read_path, to_sparql
from samgraph.records import Asserted, records
from samgraph.rules import compile_rules
from samgraph.terms import STANDINGS


@dataclass(frozen=True, slots=True, order=True)
class Route:
    """One way from a row to a column of a frame."""

    row: str
    column: str
    standing: str
    """The narrowest reading in which every link of the route is there."""
    links: tuple[Asserted, ...]
    """The asserted links on the way, from row to column; what only arranges things is no link."""
    things: tuple[str, ...]
    """IRIs of everything on the way, from row to column."""


class Tracer:
    """Finds the routes of a plan's frames; made once for all of them."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.records = {
            link: record
            for link, record in records(knowledge).items()
            if record.standing != "suggested"
        }
        ontology = knowledge.graph("ontology")
        quads = knowledge.store.quads_for_pattern(None, None, None, ontology)
        self._linked = frozenset(predicate for _, predicate, _ in self.records)
        self._derivations = Derivations(compile_rules(quad.triple for quad in quads), self._linked)
        self._readings: dict[Asserted, int] = {}

    def routes(self, frame: Frame) -> tuple[Route, ...]:
        """Return every route of a frame, by row, column and standing.

        Of routes over the same links, which only the plan's arrangement tells apart, one is kept.

        Raises:
            SamgraphError: the path has more ways than anybody could read.

        """
        rows, columns = set(frame.rows), set(frame.columns)
        path = read_path(frame.path, self.knowledge.prefixes)
        found: dict[tuple[str, str, frozenset[Asserted]], Route] = {}
        for line in self._derivations.lines(path):
            for things in self._walks(line):
                row, column = things[0], things[-1]
                if row != column and row in rows and column in columns:
                    route = self._route(line, things)
                    if route is None:
                        continue
                    key = (row, column, frozenset(route.links))
                    other = found.get(key)
                    if other is None or _key(route) < _key(other):
                        found[key] = route
        return tuple(sorted(found.values(), key=_key))

    def is_contested(self, route: Route) -> bool:
        """Tell whether a review contests a link on a route."""
        return any(self.records[link].review == "contested" for link in route.links)

    def _walks(self, line: Line) -> Iterator[tuple[str, ...]]:
        """Yield everything that lies on a way, for each time that it is there."""
        if not line.legs:
            return
        names = [f"?n{number}" for number in range(len(line.legs) + 1)]
        patterns = [
            f"{names[number]} {to_sparql(leg)} {names[number + 1]} ."
            for number, leg in enumerate(line.legs)
        ]
        query = f"SELECT DISTINCT {' '.join(names)} {{ {' '.join(patterns)} }}"
        for solution in self.knowledge.select(query):
            if all(isinstance(term, ox.NamedNode) for term in solution):
                yield tuple(term.value for term in solution)

    def _route(self, line: Line, things: tuple[str, ...]) -> Route | None:
        """Return a walk as a route; none where a link on it was inferred and not asserted.

        Such a walk is found a second time along what the link was inferred from.
        """
        links = []
        widest = 1 if line.derived else 0
        for number, leg in enumerate(line.legs):
            if not isinstance(leg, Step):
                continue
            ends = things[number : number + 2]
            subject, value = reversed(ends) if leg.backward else ends
            triple = (subject, leg.iri, value)
            widest = max(widest, self._reading(triple))
            if leg.iri in self._linked:
                if triple not in self.records:
                    return None
                links.append(triple)
        return Route(things[0], things[-1], STANDINGS[widest], tuple(links), _distinct(things))

    def _reading(self, triple: Asserted) -> int:
        """Return the number of the narrowest reading that holds a triple."""
        known = self._readings.get(triple)
        if known is None:
            subject, predicate, value = map(ox.NamedNode, triple)
            known = len(STANDINGS) - 1
            for name, number in (("structure", 0), ("stated", 0), ("derived", 1)):
                graph = self.knowledge.graph(name)
                if ox.Quad(subject, predicate, value, graph) in self.knowledge.store:
                    known = number
                    break
            self._readings[triple] = known
        return known


def _key(route: Route) -> tuple[object, ...]:
    return (
        route.row,
        route.column,
        STANDINGS.index(route.standing),
        len(route.links),
        route.links,
        route.things,
    )


def _distinct(things: tuple[str, ...]) -> tuple[str, ...]:
    """Return things without those that a step merely repeats, as where a chain asks for a class."""
    return tuple(
        thing for number, thing in enumerate(things) if not number or thing != things[number - 1]
    )


def by_cell(routes: tuple[Route, ...]) -> Mapping[tuple[str, str], tuple[Route, ...]]:
    """Return routes by the cell that they fill."""
    found: dict[tuple[str, str], list[Route]] = {}
    for route in routes:
        found.setdefault((route.row, route.column), []).append(route)
    return {pair: tuple(some) for pair, some in found.items()}
