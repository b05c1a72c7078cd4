"""The order in which people expect things: by code, else as the source has them, then by label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

import pyoxigraph as ox

from samgraph.knowledge import Knowledge
from samgraph.terms import SKOS, sg

_DIGITS = re.compile(r"(\d+)")
_Natural: TypeAlias = tuple[tuple[int, str], ...]
Key: TypeAlias = tuple[bool, _Natural, int, _Natural, str]


def natural(text: str) -> _Natural:
    """Return a key that sorts OD1.10 after OD1.9."""
    return tuple(
        (int(part), "") if part.isdigit() else (-1, part.casefold()) for part in _DIGITS.split(text)
    )


class ReadingOrder:
    """Sorts the things of a plan; made once for many lists."""

    def __init__(self, knowledge: Knowledge) -> None:
        names = (f"{SKOS}notation", f"{SKOS}prefLabel", sg("fromLine"), sg("statedIn"))
        knowledge.expect(names)
        self._codes = _least(knowledge, f"{SKOS}notation")
        self._labels = _least(knowledge, f"{SKOS}prefLabel")
        lines = {iri: int(line) for iri, line in _least(knowledge, sg("fromLine")).items()}
        self._lines: dict[str, int] = {}
        for thing, passage in _values(knowledge, sg("statedIn")):
            line = lines.get(passage, 0)
            self._lines[thing] = min(line, self._lines.get(thing, line))

    def key(self, iri: str) -> Key:
        """Return the key by which a thing is sorted."""
        code, label = self._codes.get(iri, ""), self._labels.get(iri, "")
        return (not code, natural(code), self._lines.get(iri, 0), natural(label), iri)


def _values(knowledge: Knowledge, iri: str) -> Iterator[tuple[str, str]]:
    """Yield the subject and the value of every triple of a property in the plan's structure."""
    quads = knowledge.store.quads_for_pattern(
        None, ox.NamedNode(iri), None, knowledge.graph("structure")
    )
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
            yield quad.subject.value, quad.object.value


def _least(knowledge: Knowledge, iri: str) -> dict[str, str]:
    """Return the least value of a property for each thing that has one."""
    found: dict[str, str] = {}
    for thing, value in _values(knowledge, iri):
        found[thing] = min(value, found.get(thing, value))
    return found
