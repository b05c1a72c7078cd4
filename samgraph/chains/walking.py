"""Walking along a chain: how far each start gets, where it breaks off, what nothing leads to.

For every hop and reading one query gives the pairs that the hop's path ties; walks are put together
from these pairs. What a start reaches at a hop is what the path leads to from what it reaches at
the hop's origins, so a thing is reached in the narrowest reading in which all pairs on the way to
it hold, and the best of all ways counts: a bottleneck path (Pollack, "The maximum capacity through
a network", Operations Research 8, 1960), over the order stated, derived, judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from samgraph.chains.hops import Chain, Hop, find_chain
from samgraph.chains.walks import Chains, Flow, Orphans, Step, Walk
from samgraph.errors import QueryError, SamgraphError
from samgraph.knowledge import Knowledge
from samgraph.terms import STANDINGS

_Reached: TypeAlias = dict[str, dict[str, int]]
"""By hop, what is reached there, with the number of the narrowest reading."""
_Pairs: TypeAlias = dict[str, dict[str, int]]
"""What a hop's path ties, from an origin's thing to a thing of the hop, with that number too."""


def follow_chain(knowledge: Knowledge, chain: Chain | None = None) -> Chains:
    """Return the walks along a chain, by default along the first that `declared_chains` gives.

    Raises:
        SamgraphError: a path of the chain does not parse, or its declaration cannot be read.

    """
    chain = chain or find_chain(knowledge)
    tied = {hop.name: _tied(knowledge, chain, hop) for hop in chain.hops[1:]}
    place = {hop.name: {one: n for n, one in enumerate(hop.members)} for hop in chain.hops}
    reaches = {start: _reach(chain, tied, start) for start in chain.hops[0].members}
    leads = {end: _lead(chain, tied, end) for end in chain.ends}
    every = list(reaches.values())
    return Chains(
        chain,
        tuple(
            Walk(
                start,
                {hop: _ordered(some, place[hop]) for hop, some in reached.items()},
                {
                    standing: _path(chain, tied, reached, place, limit)
                    for limit, standing in enumerate(STANDINGS)
                },
            )
            for start, reached in reaches.items()
        ),
        {
            standing: (
                tuple(_flows(chain, tied, every, limit)),
                tuple(_orphans(chain, every, leads, limit)),
            )
            for limit, standing in enumerate(STANDINGS)
        },
    )


def _ordered(some: Mapping[str, int], place: Mapping[str, int]) -> dict[str, str]:
    """Return things in the order of their hop's members, each with its reading."""
    return {thing: STANDINGS[some[thing]] for thing in sorted(some, key=place.__getitem__)}


def _tied(knowledge: Knowledge, chain: Chain, hop: Hop) -> _Pairs:
    """Return the pairs that the path of a hop ties, from members of its origins to its own."""
    sources = {thing for origin in hop.origins for thing in chain.hop(origin).members}
    members = set(hop.members)
    query = f"SELECT DISTINCT ?origin ?thing {{ ?origin {hop.path} ?thing }}"
    found: _Pairs = {}
    for number, standing in enumerate(STANDINGS):
        try:
            for origin, thing in knowledge.select(query, standing=standing):
                if origin.value in sources and thing.value in members:
                    found.setdefault(origin.value, {}).setdefault(thing.value, number)
        except QueryError as error:
            raise SamgraphError(
                f'"{hop.path}" is no SPARQL property path: {error.message}',
                where=f"hop {hop.name}",
            ) from error
    return found


def _reach(chain: Chain, tied: Mapping[str, _Pairs], start: str) -> _Reached:
    """Return what a start reaches at every hop."""
    reached: _Reached = {chain.hops[0].name: {start: 0}}
    for hop in chain.hops[1:]:
        here = reached.setdefault(hop.name, {})
        for origin in hop.origins:
            for thing, so_far in reached[origin].items():
                _widen(here, tied[hop.name].get(thing, {}), so_far)
    return reached


def _lead(chain: Chain, tied: Mapping[str, _Pairs], end: str) -> _Reached:
    """Return, for every hop, from which of its things something at an end is reached."""
    leads: _Reached = {hop.name: {} for hop in chain.hops}
    leads[end] = dict.fromkeys(chain.hop(end).members, 0)
    for hop in reversed(chain.hops):
        for origin in hop.origins:
            for thing in chain.hop(origin).members:
                for after, number in tied[hop.name].get(thing, {}).items():
                    if after in leads[hop.name]:
                        _widen(leads[origin], {thing: number}, leads[hop.name][after])
    return leads


def _widen(known: dict[str, int], more: Mapping[str, int], so_far: int) -> None:
    """Take in what a step leads to, keeping the narrowest reading of each thing."""
    for thing, number in more.items():
        widest = max(so_far, number)
        if widest < known.get(thing, len(STANDINGS)):
            known[thing] = widest


def _onward(here: Mapping[str, int], pairs: _Pairs, limit: int) -> Iterator[tuple[str, str, int]]:
    """Yield the pairs that lead on from what is reached at a hop, with the reading of each."""
    for thing, so_far in here.items():
        if so_far <= limit:
            for after, number in pairs.get(thing, {}).items():
                if number <= limit:
                    yield thing, after, number


def _path(
    chain: Chain,
    tied: Mapping[str, _Pairs],
    reached: _Reached,
    place: Mapping[str, Mapping[str, int]],
    limit: int,
) -> tuple[Step, ...]:
    """Return an example path in a reading."""
    first = chain.hops[0].name
    (start,) = reached[first]
    steps = [Step(first, start, "", STANDINGS[0])]
    chosen = {first: start}
    for hop in chain.hops[1:]:
        ways = [
            (chosen.get(origin) != thing, number, place[origin][thing], place[hop.name][after], one)
            for origin in hop.origins
            for thing, after, number in _onward(reached[origin], tied[hop.name], limit)
            for one in ((thing, after),)
        ]
        if ways:
            _, number, _, _, (thing, after) = min(ways)
            chosen[hop.name] = after
            steps.append(Step(hop.name, after, thing, STANDINGS[number]))
    return tuple(steps)


def _flows(
    chain: Chain, tied: Mapping[str, _Pairs], reaches: Sequence[_Reached], limit: int
) -> Iterator[Flow]:
    for hop in chain.hops[1:]:
        for origin in hop.origins:
            onward = [list(_onward(each[origin], tied[hop.name], limit)) for each in reaches]
            pairs = {(thing, after) for some in onward for thing, after, _ in some}
            starts = sum(map(bool, onward))
            yield Flow(origin, hop.name, len(pairs), starts)


def _orphans(
    chain: Chain, reaches: Sequence[_Reached], leads: Mapping[str, _Reached], limit: int
) -> Iterator[Orphans]:
    for hop in chain.hops:
        led_to = {
            thing
            for reached in reaches
            for thing, number in reached[hop.name].items()
            if number <= limit
        }
        yield Orphans(
            hop.name,
            tuple(thing for thing in hop.members if thing not in led_to),
            {
                end: tuple(
                    thing
                    for thing in hop.members
                    if leads[end][hop.name].get(thing, len(STANDINGS)) > limit
                )
                for end in _ends_after(chain, hop)
            },
        )


def _ends_after(chain: Chain, hop: Hop) -> tuple[str, ...]:
    """Return the ends to which the chain's declaration can lead from a hop, itself left out."""
    after = {hop.name}
    for each in chain.hops:
        if after & set(each.origins):
            after.add(each.name)
    return tuple(end for end in chain.ends if end in after and end != hop.name)
