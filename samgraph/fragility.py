"""Fragility: what hangs on one partner, what is lost without each, and where the network breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samgraph.coverage import Matrix, cover
from samgraph.framing import Frame, frames
from samgraph.knowledge import Knowledge
from samgraph.network import measure
from samgraph.routes import Route, Tracer, by_cell
from samgraph.rows import Rows, Tabular
from samgraph.terms import STANDINGS


@dataclass(frozen=True, slots=True)
class Dependence:
    """How many things of a frame's other axis hang on one partner."""

    frame: str
    things: tuple[str, ...]
    """Everything on the axis that faces the partners, in order."""
    single: Mapping[str, tuple[tuple[str, str], ...]]
    """By reading, the things with just one partner, and that partner."""
    none: Mapping[str, tuple[str, ...]]
    """By reading, the things without any partner."""

    def share(self, standing: str) -> float:
        """Return the single-provider share |{o: deg_P(o) = 1}| / |O|; zero without things."""
        return len(self.single[standing]) / len(self.things) if self.things else 0.0


@dataclass(frozen=True, slots=True)
class Loss:
    """What the plan's coverage loses without one partner, in one reading."""

    partner: str
    things: tuple[tuple[str, str], ...]
    """Frame and thing, for every thing that would be left without any partner."""
    cells: tuple[tuple[str, str, str], ...]
    """Frame, row and column of every cell that would be empty, where the partner is neither."""


@dataclass(frozen=True, slots=True)
class Fragility(Tabular):
    """Where a plan hangs on one partner, one thing or one link."""

    standing: str
    dependences: tuple[Dependence, ...]
    losses: tuple[Loss, ...]
    """Of every partner, the heaviest loss first."""
    articulations: tuple[str, ...]
    """Things without which the network of links falls apart, the most central first."""
    bridges: tuple[tuple[str, str], ...]
    """Links without which it does."""

    def to_rows(self) -> Rows:
        """Return one row a partner: what would be left without any partner, and emptied cells."""
        return Rows(
            ("partner", "things_lost", "cells_lost", "things"),
            tuple(
                (
                    loss.partner,
                    len(loss.things),
                    len(loss.cells),
                    " ".join(f"{frame} {thing}" for frame, thing in loss.things),
                )
                for loss in self.losses
            ),
        )


def find_fragility(knowledge: Knowledge, standing: str = "judged") -> Fragility:
    """Return what a plan loses without each of its partners, in one reading.

    The leave-one-out loss of a partner, Cov(G) - Cov(G without it), is counted from the routes of
    every cell: a cell is lost if the partner lies on each of them.
    """
    partners = {
        row[0].value
        for row in knowledge.select("SELECT DISTINCT ?partner { ?partner a sg:Partner }")
    }
    tracer = Tracer(knowledge)
    dependences = []
    things: dict[str, list[tuple[str, str]]] = {partner: [] for partner in partners}
    cells: dict[str, list[tuple[str, str, str]]] = {partner: [] for partner in partners}
    for frame in frames(knowledge):
        axis = _axis_of_partners(frame, partners)
        if axis is None:
            routes = _counted(tracer.routes(frame), standing)
            for (row, column), some in by_cell(routes).items():
                for partner in _on_each(some) & partners:
                    cells[partner].append((frame.name, row, column))
            continue
        dependence = _dependence(cover(knowledge, frame), axis)
        dependences.append(dependence)
        for thing, partner in dependence.single[standing]:
            things[partner].append((frame.name, thing))
    network = measure(knowledge, "all", standing)
    losses = [
        Loss(partner, tuple(sorted(things[partner])), tuple(sorted(cells[partner])))
        for partner in partners
    ]
    return Fragility(
        standing,
        tuple(dependences),
        tuple(sorted(losses, key=lambda one: (-len(one.things), -len(one.cells), one.partner))),
        tuple(one.iri for one in network.measures if one.articulation),
        network.bridges,
    )


def _axis_of_partners(frame: Frame, partners: set[str]) -> int | None:
    """Return which axis of a frame holds partners and nothing else, if one does."""
    for axis, members in enumerate((frame.rows, frame.columns)):
        if members and partners.issuperset(members):
            return axis
    return None


def _dependence(matrix: Matrix, axis: int) -> Dependence:
    """Return how the things that face the partners on `axis` hang on them."""
    other = 1 - axis
    things = matrix.frame.columns if other else matrix.frame.rows
    met = {
        standing: {thing: matrix.meets(thing, other, standing) for thing in things}
        for standing in STANDINGS
    }
    return Dependence(
        matrix.frame.name,
        things,
        {
            standing: tuple((thing, some[0]) for thing, some in found.items() if len(some) == 1)
            for standing, found in met.items()
        },
        {
            standing: tuple(thing for thing, some in found.items() if not some)
            for standing, found in met.items()
        },
    )


def _counted(routes: Iterable[Route], standing: str) -> tuple[Route, ...]:
    widest = STANDINGS.index(standing)
    return tuple(route for route in routes if STANDINGS.index(route.standing) <= widest)


def _on_each(routes: Iterable[Route]) -> set[str]:
    """Return what lies on every one of several routes."""
    return set.intersection(*(set(route.things) for route in routes))
