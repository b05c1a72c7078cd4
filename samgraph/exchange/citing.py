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
            span, mark = self._source.span(first, last), self._source.fingerprint(first, last)
            self._measured[first, last] = (span, mark)
        (start, end), mark = self._measured[first, last]
        position = ox.NamedNode(f"{passage.value}/position")
        add = self._said.add
        add(passage, "a", term("sg:Passage"))
        add(passage, "oa:hasSource", self._document)
        add(passage, "sg:section", ox.Literal(section))
        add(passage, "sg:fromLine", typed(str(first), "integer"))
        add(passage, "sg:toLine", typed(str(last), "integer"))
        add(passage, "sg:position", position)
        add(position, "oa:start", typed(str(start), "nonNegativeInteger"))
        add(position, "oa:end", typed(str(end), "nonNegativeInteger"))
        add(passage, "sg:fingerprint", ox.Literal(mark))
        return passage
