"""A CONSTRUCT whose solutions are asked for as rows and put into its template here.

Virtuoso cuts a constructed graph off and does not say so; of rows it says so, and gives them in
pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from samgraph.guard import tokens_of

_NAMELESS = "urn:samgraph:nameless:"
_ROWS = 2_000
"""Solutions that are put into a template at once."""


@dataclass(frozen=True, slots=True)
class Construct:
    """The parts of a CONSTRUCT query."""

    prologue: str
    template: str
    """With its brackets."""
    names: tuple[str, ...]
    """Of the variables in the template."""
    rest: str
    """The dataset clauses, the pattern and what limits its solutions."""

    def as_select(self) -> str:
        """Return the query for the solutions."""
        wanted = " ".join(f"?{name}" for name in self.names) or "(1 AS ?one)"
        return f"{self.prologue} SELECT {wanted} {self.rest}"

    def triples(self, rows: Sequence[Sequence[object]]) -> Iterator[ox.Triple]:
        """Yield what the template gives for every solution, one after the other."""
        head = " ".join(f"?{name}" for name in self.names)
        empty = ox.Store()
        for start in range(0, len(rows), _ROWS):
            values = "\n".join(
                f"({' '.join(map(_written, row))})" for row in rows[start : start + _ROWS]
            )
            pattern = f"VALUES ({head}) {{ {values} }}" if self.names else ""
            text = f"{self.prologue} CONSTRUCT {self.template} {{ {pattern} }}"
            for triple in empty.query(text):  # type: ignore[union-attr]
                yield _with_nameless(triple)


def read_construct(text: str) -> Construct | None:
    """Return the parts of a CONSTRUCT query; None where it is another or has the short form."""
    place = depth = 0
    begins = opens = -1
    names: list[str] = []
    for kind, part in tokens_of(text):
        if begins < 0:
            if kind == "word" and part.casefold() == "construct":
                begins = place
        elif opens < 0:
            if kind == "open" and part == "{":
                opens, depth = place, 1
            elif kind not in ("space", "comment"):
                return None
        else:
            depth += (kind == "open") - (kind == "close")
            if kind == "variable":
                names.append(part[1:])
            if not depth:
                end = place + len(part)
                unique = tuple(dict.fromkeys(names))
                return Construct(text[:begins], text[opens:end], unique, text[end:])
        place += len(part)
    return None


def _written(term: object) -> str:
    if term is None:
        return "UNDEF"
    if isinstance(term, ox.BlankNode):
        return f"<{_NAMELESS}{term.value}>"
    return str(term)


def _with_nameless(triple: ox.Triple) -> ox.Triple:
    subject, value = triple.subject, triple.object
    if isinstance(subject, ox.NamedNode) and subject.value.startswith(_NAMELESS):
        subject = ox.BlankNode(subject.value.removeprefix(_NAMELESS))
    if isinstance(value, ox.NamedNode) and value.value.startswith(_NAMELESS):
        value = ox.BlankNode(value.value.removeprefix(_NAMELESS))
    return ox.Triple(subject, triple.predicate, value)
