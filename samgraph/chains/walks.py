"""Walks along a chain as values: how far each start gets, and what stands loose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samgraph.chains.hops import Chain
from samgraph.coverage import Interval
from samgraph.rows import Cell, Rows, Tabular
from samgraph.terms import STANDINGS


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an example path."""

    hop: str
    """Name of the hop."""
    thing: str
    origin: str
    """IRI of the thing from which the path of the hop leads here; empty at the start."""
    standing: str
    """The narrowest reading in which it does."""


@dataclass(frozen=True, slots=True)
class Walk:
    """How far one start gets along a chain."""

    start: str
    reached: Mapping[str, Mapping[str, str]]
    """For every hop in order, what is reached there, each with the narrowest reading."""
    paths: Mapping[str, tuple[Step, ...]]
    """By reading, one path as an example: a thing for each hop that is reached, each tied to an
    earlier one, on the same path where that is possible and in the narrowest reading."""

    def at(self, hop: str, standing: str) -> tuple[str, ...]:
        """Return what is reached at a hop in a reading, in the order of the hop's members."""
        return tuple(
            thing for thing, narrowest in self.reached[hop].items() if _within(narrowest, standing)
        )

    def narrowest(self, hop: str, standing: str) -> str:
        """Return the narrowest reading in which anything of a hop is reached, empty for none."""
        readings = [self.reached[hop][thing] for thing in self.at(hop, standing)]
        return min(readings, key=STANDINGS.index, default="")

    def missing(self, standing: str) -> str:
        """Return the name of the first hop at which nothing is reached, empty if there is none."""
        return next((hop for hop in self.reached if not self.at(hop, standing)), "")

    def complete(self, standing: str) -> bool:
        """Tell whether something is reached at every hop."""
        return not self.missing(standing)


@dataclass(frozen=True, slots=True)
class Flow:
    """What passes from one hop to another in a reading."""

    origin: str
    hop: str
    pairs: int
    """How many pairs of things tie the two hops on the way from some start."""
    starts: int
    """How many starts reach the hop by way of this origin."""


@dataclass(frozen=True, slots=True)
class Orphans:
    """What of one hop stands loose in a reading, in the order of its members."""

    hop: str
    no_start: tuple[str, ...]
    """What no start leads to."""
    no_end: Mapping[str, tuple[str, ...]]
    """For every end of the chain that can be reached from the hop, what does not reach it."""


@dataclass(frozen=True, slots=True)
class Chains(Tabular):
    """Every walk along a chain, in the order of the starts."""

    chain: Chain
    walks: tuple[Walk, ...]
    by_reading: Mapping[str, tuple[tuple[Flow, ...], tuple[Orphans, ...]]]
    """For each reading its flows and its orphans."""

    def interval(self) -> Interval:
        """Return how many starts reach something at every hop."""
        return self._interval([{s for s in STANDINGS if w.complete(s)} for w in self.walks])

    def reach(self, hop: str) -> Interval:
        """Return how many starts reach something at one hop, whatever they miss before it."""
        return self._interval([{s for s in STANDINGS if w.at(hop, s)} for w in self.walks])

    def alive(self, hop: str) -> Interval:
        """Return how many starts reach something at one hop and at every hop before it."""
        names = [each.name for each in self.chain.hops]
        place = names.index(hop)
        later = {"", *names[place + 1 :]}
        return self._interval([{s for s in STANDINGS if w.missing(s) in later} for w in self.walks])

    def _interval(self, readings: Sequence[set[str]]) -> Interval:
        stated, derived, judged = (sum(s in each for each in readings) for s in STANDINGS)
        return Interval(stated, derived, judged, len(readings))

    def breaks(self, standing: str) -> tuple[tuple[str, int], ...]:
        """Return every hop that is the first missing one of some start, with how many starts.

        The hop where most break comes first; equal ones keep their order.
        """
        counts = Counter(walk.missing(standing) for walk in self.walks)
        order = [hop.name for hop in self.chain.hops if counts[hop.name]]
        return tuple((name, counts[name]) for name in sorted(order, key=lambda one: -counts[one]))

    def flows(self, standing: str = "judged") -> tuple[Flow, ...]:
        """Return what passes between hops, for every hop and each of its origins, in order."""
        return self.by_reading[standing][0]

    def orphans(self, standing: str = "judged") -> tuple[Orphans, ...]:
        """Return what stands loose at every hop, in order."""
        return self.by_reading[standing][1]

    def to_rows(self) -> Rows:
        """Return a row for each start: what it misses first, and how much it reaches at each hop.

        Columns `missing_…` give the first missing hop in each reading, empty where there is none;
        the others count what is reached in the widest reading.
        """
        later = [hop.name for hop in self.chain.hops[1:]]
        return Rows(
            ("start", *(f"missing_{standing}" for standing in STANDINGS), *later),
            tuple(
                (
                    walk.start,
                    *map(walk.missing, STANDINGS),
                    *(len(walk.at(hop, STANDINGS[-1])) for hop in later),
                )
                for walk in self.walks
            ),
        )

    def reached_rows(self) -> Rows:
        """Return a row for everything that is reached: start, hop, thing and narrowest reading."""
        cells: list[tuple[Cell, ...]] = []
        for walk in self.walks:
            for hop, things in walk.reached.items():
                cells += [(walk.start, hop, thing, found) for thing, found in things.items()]
        return Rows(("start", "hop", "thing", "standing"), tuple(cells))


def _within(narrowest: str, standing: str) -> bool:
    return STANDINGS.index(narrowest) <= STANDINGS.index(standing)
