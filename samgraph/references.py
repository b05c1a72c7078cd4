"""What the rows of a package refer to, and nobody defines."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from samgraph.errors import Fault, near_match
from samgraph.terms import compact, sg

_NEAR_MATCHES = 60
"""Looking up near matches is slow, so only the first faults of a kind get one."""
_MANY_LOST = 20
"""From so many undefined ids on, a table is likelier to be missing than each id to be misspelt."""
_NAMES = re.compile(r"(?<=:)[\w-]+(?:\.[\w-]+)*")


@dataclass(frozen=True, slots=True)
class Known:
    """What can be referred to, by IRI."""

    defined: Mapping[str, str]
    """What the package defines, with where."""
    declared: Collection[str]
    """What the ontology declares."""
    prefixes: dict[str, str]
    namespaces: tuple[str, ...]
    """Of the package's own things, empty where it is not known, and of what is read with it."""


def undefined(
    referred: Iterable[tuple[str, Callable[[], str]]], known: Known, lost_text: Collection[str]
) -> list[Fault]:
    """Return a fault for everything referred to that is not known, with its place.

    `lost_text` is what stood in rows or files that could not be read (`*` where nothing could): it
    may be what is referred to, and is not reported a second time.
    """
    faults: list[Fault] = []
    blind = "*" in lost_text
    maybe = {name for text in lost_text for name in _NAMES.findall(text)}
    names = {
        own: [compact(one, known.prefixes) for one in pool]
        for own, pool in ((True, known.defined), (False, known.declared))
    }
    hints: dict[str, str] = {}
    lost: set[str] = set()
    for iri, place in referred:
        own = bool(known.namespaces[0]) and iri.startswith(known.namespaces)
        if (own and iri in known.defined) or (not own and not iri.startswith(sg(""))):
            continue
        if not own and (iri in known.declared or iri == sg("")):
            continue
        name = compact(iri, known.prefixes)
        if name.rpartition(":")[2] in maybe:
            continue
        if name not in hints:
            several = len(hints) >= _NEAR_MATCHES
            cutoff = 0.8 if blind else 0.6
            hints[name] = "" if several else near_match(name, names[own], cutoff)
        if blind and own and not hints[name]:
            continue
        if own:
            lost.add(iri)
        what = "no row defines" if own else "the ontology does not declare"
        faults.append(Fault(place(), f'{what} "{name}"', hints[name]))
    if len(lost) >= _MANY_LOST:
        faults.append(
            Fault(
                "",
                f"{len(lost)} ids that rows refer to are defined nowhere",
                "is a table missing from the folder?",
            )
        )
    return faults
