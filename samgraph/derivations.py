"""How a property that is derived can be traced back to properties that are asserted."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from itertools import product

from samgraph.errors import SamgraphError
from samgraph.paths import Alternative, Path, Repeat, Sequence, Step, turned
from samgraph.rules import Rules

MOST_LINES = 500
"""Ways through one path; more are refused, since nobody could read what lies on them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One way through a path: legs without alternatives, one after the other."""

    legs: tuple[Path, ...]
    derived: bool = False
    """Whether a leg stands for a property that is only derived."""


class Derivations:
    """The ways in which the rules of an ontology lead from links to a property.

    `linked` are the properties that links are asserted with. A property that no such link gives
    rise to, as a hierarchy's, is left as it is.
    """

    def __init__(self, rules: Rules, linked: Set[str]) -> None:
        self._rules = rules
        self._linked = linked
        self._known: dict[str, tuple[Line, ...]] = {}

    def lines(self, path: Path) -> tuple[Line, ...]:
        """Return every way through a path in terms of what is asserted, none of them twice.

        What is repeated (`*`, `+`) or negated stays one leg.

        Raises:
            SamgraphError: there are more than `MOST_LINES`.

        """
        found = tuple(dict.fromkeys(self._lines(path)))
        if len(found) > MOST_LINES:
            raise SamgraphError(
                f"the path has more than {MOST_LINES} ways", hint="ask with a shorter path"
            )
        return found

    def _lines(self, path: Path) -> list[Line]:
        if isinstance(path, Step):
            ways = self._ways(path.iri, frozenset())
            return [_turned(way) for way in ways] if path.backward else list(ways)
        if isinstance(path, Alternative):
            return [line for part in path.parts for line in self._lines(part)]
        if isinstance(path, Sequence):
            return _joined([self._lines(part) for part in path.parts])
        if isinstance(path, Repeat) and path.sign == "?":
            return [Line(()), *self._lines(path.path)]
        return [Line((path,))]

    def _ways(self, iri: str, above: frozenset[str]) -> tuple[Line, ...]:
        """Return the ways to one property; `above` are those being traced already."""
        if not above and iri in self._known:
            return self._known[iri]
        found = [Line((Step(iri),))] if iri in self._linked else []
        inner = above | {iri}
        lower = [(low, False) for low, high in self._rules.properties if high == iri]
        lower += [(one, True) for one, other in self._rules.inverses if other == iri]
        for name, inverse in lower:
            if name == iri and inverse and iri in self._linked:
                found.append(Line((Step(iri, backward=True),), derived=True))
            elif name not in inner:
                for way in filter(self._is_linked, self._ways(name, inner)):
                    legs = _turned(way).legs if inverse else way.legs
                    found.append(Line(legs, derived=True))
        for high, chain in self._rules.chains:
            if high == iri and not inner & set(chain):
                ways = _joined([list(self._ways(step, inner)) for step in chain])
                found += [Line(way.legs, derived=True) for way in filter(self._is_linked, ways)]
        if not found:
            found = [Line((Step(iri),))]
        distinct = tuple(dict.fromkeys(found))
        if not above:
            self._known[iri] = distinct
        return distinct

    def _is_linked(self, line: Line) -> bool:
        return any(isinstance(leg, Step) and leg.iri in self._linked for leg in line.legs)


def _turned(line: Line) -> Line:
    return Line(tuple(turned(leg) for leg in reversed(line.legs)), line.derived)


def _joined(parts: list[list[Line]]) -> list[Line]:
    """Return every way through parts that follow each other."""
    size = 1
    for part in parts:
        size *= len(part)
    if size > 100 * MOST_LINES:
        raise SamgraphError(
            f"the path has more than {MOST_LINES} ways", hint="ask with a shorter path"
        )
    return [
        Line(tuple(leg for line in lines for leg in line.legs), any(one.derived for one in lines))
        for lines in product(*parts)
    ]
