"""Chains as data: along which hops one thing of a plan should lead to another.

A chain is a `sg:Chain` with its `sg:Hop`s, each with a place (`sg:order`), its classes
(`sg:ofClass`), the earlier hops at which it starts (`sg:origin`) and a SPARQL property path
(`sg:path`). Every plan has the chain of `ontology/chains.ttl`; a plan package that declares its own
in the same words is asked about that one first. Why each path of the packaged chain is as it is:

* signal → theme, challenge or field: `sg:concerns` takes a theme or a priority field, and the
  coarser theme counts with the finer one (`skos:broader*`). No property leads from a signal to a
  challenge; only a plan that says its theme is one (`skos:exactMatch`, `skos:closeMatch`) gets
  there. A request is also about what its items are about (`(^sg:partOf)*`).
* signal or theme → strategic goal: `^sg:addresses` answers either, `^sg:serves` a field; what an
  operational goal addresses counts for the strategic one (`sg:partOf*`).
* goal → operational goal: `^sg:partOf`, the tree itself.
* goal or operational goal → core task: `sg:carriesOut`. Not `sg:callsFor`, which only says that the
  goal would need it.
* signal, theme, goal or operational goal → result area: `^sg:advances`, `^sg:addresses`,
  `^sg:serves`. The vocabulary has nothing from a core task to a result area, so this hop starts
  earlier.
* theme, goal, operational goal or result area → partner: `^sg:supports`, `^sg:worksOn`,
  `^sg:serves`. Not `sg:raises`, for who says something is not who works on it; nor the derived
  `sg:relevantTo`, which also leads by way of another theme of the same goal.
* theme → figure: `^sg:concerns`. The vocabulary ties a figure to what it is about and to nothing
  else.

Paths go up `skos:broader` and never down: a goal on one finer theme does not answer a signal on
another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from samgraph.errors import Fault, SamgraphError, near_match
from samgraph.knowledge import Knowledge
from samgraph.order import ReadingOrder
from samgraph.paths import read_path
from samgraph.terms import RDF, SKOS, sg

_Values: TypeAlias = Mapping[str, list[str]]
"""What is said of one chain or hop, by property."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One hop of a chain: which things it holds, and how they are reached."""

    iri: str
    name: str
    """The last part of its IRI, by which reports know it."""
    labels: Mapping[str, str]
    classes: tuple[str, ...]
    """IRIs of the classes of its things."""
    origins: tuple[str, ...]
    """Names of the earlier hops at which its path starts, in their order; none for the first."""
    path: str
    """SPARQL property path from what the origins hold to its own things; empty for the first."""
    members: tuple[str, ...]
    """IRIs of every thing of its classes, by code, else in the order of the source."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain as the plan package, or samgraph itself, declares it."""

    iri: str
    name: str
    """The last part of its IRI, by which commands know it."""
    labels: Mapping[str, str]
    hops: tuple[Hop, ...]
    """In their order; the first is where every walk starts."""

    @property
    def ends(self) -> tuple[str, ...]:
        """Names of the hops at which no other hop starts."""
        used = {origin for hop in self.hops for origin in hop.origins}
        return tuple(hop.name for hop in self.hops if hop.name not in used)

    def hop(self, name: str) -> Hop:
        """Return the hop of a name.

        Raises:
            SamgraphError: the chain has no such hop.

        """
        for hop in self.hops:
            if hop.name == name:
                return hop
        names = [hop.name for hop in self.hops]
        raise SamgraphError(
            f'the chain "{self.name}" has no hop called "{name}"',
            hint=near_match(name, names) or f"its hops are {', '.join(names)}",
        )


def declared_chains(knowledge: Knowledge) -> tuple[Chain, ...]:
    """Return every chain: those of the plan first, then the packaged ones, each by name.

    Raises:
        SamgraphError: with everything that is wrong with the declarations.

    """
    reader = _Reader(knowledge)
    found = [reader.chain(iri) for iri in reader.chains()]
    names: dict[str, str] = {}
    for chain in found:
        if names.setdefault(chain.name, chain.iri) != chain.iri:
            both = f"{knowledge.curie(names[chain.name])} and {knowledge.curie(chain.iri)}"
            reader.blame("chains", f'two are called "{chain.name}": {both}', "rename one of them")
    if reader.faults:
        raise SamgraphError("the chains cannot be read", faults=reader.faults)
    own = knowledge.namespace
    return tuple(sorted(found, key=lambda one: (not one.iri.startswith(own), one.name)))


def find_chain(knowledge: Knowledge, name: str = "") -> Chain:
    """Return the chain of a name; without one, the first of `declared_chains`.

    Raises:
        SamgraphError: there is no such chain, or a declaration cannot be read.

    """
    every = {chain.name: chain for chain in declared_chains(knowledge)}
    wanted = _name(name.rpartition(":")[2], "chain-") if name else next(iter(every), "")
    if wanted not in every:
        raise SamgraphError(
            f'no chain is called "{name}"' if name else "no chain is declared",
            hint=near_match(wanted, every) or f"the chains are {', '.join(every) or 'none'}",
        )
    return every[wanted]


class _Reader:
    """Reads chains from a plan's graph, and gathers what is wrong with them."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.faults: list[Fault] = []
        self.labels: dict[str, dict[str, str]] = {}
        self.said = self._said()
        self.members = _members(knowledge)
        self.order = ReadingOrder(knowledge)

    def _said(self) -> dict[str, dict[str, list[str]]]:
        """Return what is said of every chain and hop, by IRI and by property."""
        query = """
            SELECT ?thing ?property ?value {
              VALUES ?class { sg:Chain sg:Hop }
              VALUES ?property {
                rdf:type sg:chain sg:order sg:ofClass sg:origin sg:path skos:prefLabel
              }
              ?thing a ?class ; ?property ?value .
            }"""
        found: dict[str, dict[str, list[str]]] = {}
        for thing, name, value in self.knowledge.select(query):
            values = found.setdefault(thing.value, {})
            if name.value == SKOS + "prefLabel":
                self.labels.setdefault(thing.value, {})[value.language or ""] = value.value
            else:
                values.setdefault(name.value, []).append(value.value)
        return found

    def chains(self) -> list[str]:
        """Return the IRIs of the chains."""
        kind = sg("Chain")
        return sorted(iri for iri, said in self.said.items() if kind in said.get(RDF + "type", ()))

    def blame(self, where: str, message: str, hint: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(where, message, hint))

    def chain(self, iri: str) -> Chain:
        """Return a chain, as far as it can be read."""
        name = _name(iri, "chain-")
        hops = [one for one, said in self.said.items() if iri in said.get(sg("chain"), ())]
        order = {one: self._order(one) for one in sorted(hops)}
        hops.sort(key=lambda one: (order[one], one))
        where = f"chain {name}"
        for what, some in (("order", list(order.values())), ("name", [*map(_hop_name, hops)])):
            if len(set(some)) < len(some):
                self.blame(where, f"two hops have the same {what}", "give each one of its own")
        starts = [one for one in hops if not self.said[one].get(sg("origin"))]
        if len(hops) < 2 or starts != hops[:1]:
            message = f"the chain has {len(hops)} hops, and {len(starts)} of them start nowhere"
            hint = "give it two or more, and every one but the first a sg:origin"
            self.blame(where, message, hint)
        return Chain(
            iri, name, self.labels.get(iri, {}), tuple(self._hop(one, order) for one in hops)
        )

    def _hop(self, iri: str, order: Mapping[str, int]) -> Hop:
        said, where = self.said[iri], f"hop {_hop_name(iri)}"
        origins = sorted(set(said.get(sg("origin"), ())), key=lambda one: (order.get(one, 0), one))
        for origin in origins:
            if origin not in order or order[origin] >= order[iri]:
                message = f'"{self.knowledge.curie(origin)}" is no earlier hop of the chain'
                self.blame(where, message, "let sg:origin name one with a lower sg:order")
        classes = tuple(sorted(set(said.get(sg("ofClass"), ()))))
        if not classes:
            self.blame(where, "the hop has no sg:ofClass", "say of which class its things are")
        things = set().union(*(self.members.get(class_, set()) for class_ in classes))
        return Hop(
            iri,
            _hop_name(iri),
            self.labels.get(iri, {}),
            classes,
            tuple(map(_hop_name, origins)),
            self._path(said, where),
            tuple(sorted(things, key=self.order.key)),
        )

    def _order(self, iri: str) -> int:
        some = set(self.said[iri].get(sg("order"), ()))
        try:
            (only,) = some
            return int(only)
        except ValueError:
            message = f"sg:order is {' and '.join(sorted(some)) or 'missing'}"
            self.blame(f"hop {_hop_name(iri)}", message, "give the hop one whole number")
            return -len(self.faults)

    def _path(self, said: _Values, where: str) -> str:
        some = sorted(set(said.get(sg("path"), ())))
        wanted = 1 if said.get(sg("origin")) else 0
        if len(some) != wanted:
            message = f"the hop has {len(some)} values for sg:path, and needs {wanted}"
            self.blame(where, message, "give every hop one path, and the first none")
        elif some:
            try:
                read_path(some[0], self.knowledge.prefixes)
            except SamgraphError as error:
                self.blame(where, error.message, error.hint)
        return some[0] if some else ""


def _members(knowledge: Knowledge) -> dict[str, set[str]]:
    """Return the members of every class that a hop names.

    They are looked for in the widest reading, so that every reading counts the same things.
    """
    query = """
        SELECT DISTINCT ?class ?thing {
          { SELECT DISTINCT ?class { ?hop a sg:Hop ; sg:ofClass ?class } }
          ?thing a ?class
        }"""
    found: dict[str, set[str]] = {}
    for class_, thing in knowledge.select(query):
        found.setdefault(class_.value, set()).add(thing.value)
    return found


def _hop_name(iri: str) -> str:
    return _name(iri, "hop-")


def _name(iri: str, prefix: str) -> str:
    """Return the last part of an IRI, without a prefix that only says what it names."""
    return re.split(r"[/#]", iri)[-1].removeprefix(prefix)
