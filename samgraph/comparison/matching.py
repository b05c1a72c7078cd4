"""Which thing of the one plan is which thing of the other, and what shows it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

from samgraph.comparison.things import Thing, normalised

HOWS: Final = ("sameIri", "sameIdentity", "sameCode", "sameLocalName", "sameLabel")
"""What shows that two things are the same, the surest first."""


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """Two things, by IRI, that are the same."""

    before: str
    after: str
    how: str
    """One of `HOWS`."""


@dataclass(frozen=True)
class Matching:
    """The things of two plans laid side by side."""

    matches: tuple[Match, ...]
    """In order; no thing is in two of them."""
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    unsure: tuple[tuple[str, ...], ...]
    """Things of either that could be the same by code or label, but are not the only ones."""
    spaces: tuple[str, str] = ("", "")
    """The namespaces of two versions of one plan; empty between two plans."""

    @cached_property
    def forward(self) -> Mapping[str, Match]:
        """The matches by the thing in the first plan."""
        return {one.before: one for one in self.matches}

    @cached_property
    def backward(self) -> Mapping[str, Match]:
        """The matches by the thing in the second plan."""
        return {one.after: one for one in self.matches}

    def mapped(self, iri: str) -> str:
        """Return what a thing of the first plan is in the second.

        What has no match is what bears its name in the namespace of the second, as passages do.
        """
        match = self.forward.get(iri)
        if match:
            return match.after
        before, after = self.spaces
        return after + iri.removeprefix(before) if before and iri.startswith(before) else iri


def match_things(
    before: Mapping[str, Thing],
    after: Mapping[str, Thing],
    spaces: tuple[str, str] = ("", ""),
) -> Matching:
    """Return which things of two plans are the same.

    First by IRI, then by declared identity. Of two versions of one plan, whose namespaces `spaces`
    are, then within a class by code, and by the name in these namespaces. Last within a class by
    label. But for the IRI, only what is the only such thing on either side: the others are
    `unsure`.
    """
    matches = [Match(iri, iri, "sameIri") for iri in before if iri in after]
    unsure: set[tuple[str, ...]] = set()
    taken = {one.before for one in matches}, {one.after for one in matches}
    rounds: list[tuple[str, Callable[[Thing], Iterable[Hashable]]]] = [
        ("sameIdentity", lambda one: one.same)
    ]
    if all(spaces):
        rounds.append(("sameCode", _codes))
        rounds.append(("sameLocalName", partial(_names, spaces=spaces)))
    rounds.append(("sameLabel", _labels))
    for how, keys in rounds:
        for one, other, alike in _pairs(before, after, taken, keys):
            if alike:
                unsure.add(alike)
            else:
                matches.append(Match(one, other, how))
                taken[0].add(one)
                taken[1].add(other)
    return Matching(
        tuple(sorted(matches)),
        tuple(iri for iri in before if iri not in taken[0]),
        tuple(iri for iri in after if iri not in taken[1]),
        tuple(sorted(some for some in unsure if not (taken[0] | taken[1]).issuperset(some))),
        spaces,
    )


def _codes(thing: Thing) -> Iterable[Hashable]:
    return ((kind, code) for kind in sorted(thing.kinds) for code in sorted(thing.codes))


def _names(thing: Thing, spaces: tuple[str, str]) -> Iterable[Hashable]:
    for space in spaces:
        if thing.iri.startswith(space):
            for kind in sorted(thing.kinds):
                yield kind, thing.iri.removeprefix(space)


def _labels(thing: Thing) -> Iterable[Hashable]:
    """Yield class, language and label; what has a code is told by its code as well."""
    for kind in sorted(thing.kinds):
        for lang, label in sorted(thing.labels.items()):
            if normalised(label):
                yield kind, lang, normalised(label)


def _pairs(
    before: Mapping[str, Thing],
    after: Mapping[str, Thing],
    taken: tuple[set[str], set[str]],
    keys: Callable[[Thing], Iterable[Hashable]],
) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the pairs of free things that share a key; with all that do, where there are more."""
    sides: list[dict[Hashable, set[str]]] = []
    for things, used in zip((before, after), taken, strict=True):
        index: dict[Hashable, set[str]] = {}
        for iri, thing in things.items():
            if iri not in used:
                for key in keys(thing):
                    index.setdefault(key, set()).add(iri)
        sides.append(index)
    partners: dict[str, set[str]] = {}
    backwards: dict[str, set[str]] = {}
    for key, ones in sides[0].items():
        others = sides[1].get(key, set())
        for one in ones:
            partners.setdefault(one, set()).update(others)
        for other in others:
            backwards.setdefault(other, set()).update(ones)
    found = []
    for one, others in sorted(partners.items()):
        for other in sorted(others):
            sure = len(others) == 1 and len(backwards[other]) == 1
            alike = () if sure else tuple(sorted({one, *others, *backwards[other]}))
            found.append((one, other, alike))
    return found
