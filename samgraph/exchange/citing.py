"""Passages of an imported file: the lines on which it says something."""

from __future__ import annotations

import pyoxigraph as ox

from samgraph.exchange.statements import Statements, term, typed
from samgraph.sources import Source


class Citations:
    """Makes a passage for every stretch of lines that is cited, and each of them once."""

    def __init__(self, said: Statements, source: Source, document: ox.NamedNode) -> None:
        self._said = said
        self._source = source
        self._document = document
        self._known: dict[tuple[int, int, str], ox.NamedNode] = {}
        self._measured: dict[tuple[int, int], tuple[tuple[int, int], str]] = {}

    def passage(self, first: int, last: int, section: str) -> ox.NamedNode:
        """Return the passage of some lines, counted from one; `section` names the place in them."""
        key = (first, last, section)
        if key in self._known:
            return self._known[key]
        number = len(self._known) + 1
        passage = self._said.free(f"p-{number}")
        self._known[key] = passage
        if (first, last) not in self._measured:
            # Files without line breaks have all their passages on one line.
            self._measured[first, last] = measured(self._source, (first, last))
        known = self._measured[first, last]
        say_passage(self._said, passage, self._document, section, (first, last), known)
        return passage


def measured(source: Source, lines: tuple[int, int]) -> tuple[tuple[int, int], str]:
    """Return where some lines stand in the squeezed text, and their fingerprint."""
    return source.span(*lines), source.fingerprint(*lines)


def cited(
    said: Statements,
    passage: ox.NamedNode,
    document: ox.NamedNode,
    section: str,
    source: Source,
    lines: tuple[int, int],
) -> None:
    """Say of a passage on which lines of a document it stands."""
    say_passage(said, passage, document, section, lines, measured(source, lines))


def say_passage(
    said: Statements,
    passage: ox.NamedNode,
    document: ox.NamedNode,
    section: str,
    lines: tuple[int, int],
    known: tuple[tuple[int, int], str],
) -> None:
    """Say everything of a passage; `known` is what was measured of its lines."""
    (start, end), mark = known
    position = ox.NamedNode(f"{passage.value}/position")
    add = said.add
    add(passage, "a", term("sg:Passage"))
    add(passage, "oa:hasSource", document)
    add(passage, "sg:section", ox.Literal(section))
    add(passage, "sg:fromLine", typed(str(lines[0]), "integer"))
    add(passage, "sg:toLine", typed(str(lines[1]), "integer"))
    add(passage, "sg:position", position)
    add(position, "oa:start", typed(str(start), "nonNegativeInteger"))
    add(position, "oa:end", typed(str(end), "nonNegativeInteger"))
    add(passage, "sg:fingerprint", ox.Literal(mark))
