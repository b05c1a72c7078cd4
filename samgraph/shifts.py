"""How far a document's text has gone since its passages were recorded, from place to place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass

from samgraph.findings import Place
from samgraph.sources import Source


@dataclass(frozen=True, slots=True)
class Passage:
    """A pointer into the source: whole lines, and where they stand in the squeezed text."""

    iri: str
    place: Place
    start: int
    end: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Shift:
    """How far the text has gone at a place of the recorded document."""

    point: int
    by: int
    lines: int | None
    """By how many lines, or None where lines are broken otherwise."""


class Shifts:
    """How far the text has gone where passages that are found begin and end."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._at = [Shift(0, 0, 0)]

    def add(self, passage: Passage, start: int) -> None:
        """Remember that a passage begins at `start` now."""
        for one in ends_of(passage, start, self.source):
            if one not in self.before(one.point):
                insort(self._at, one, key=point_of)

    def before(self, point: int) -> Sequence[Shift]:
        """Return how far the text just before a place has gone; two answers where text came in."""
        behind = bisect_right(self._at, point, key=point_of)
        return self._at[bisect_left(self._at, self._at[behind - 1].point, key=point_of) : behind]

    def after(self, point: int) -> Sequence[Shift]:
        """Return how far the text just behind a place has gone, as the text before it at the end.

        Two answers where text came in.
        """
        begin = bisect_left(self._at, point, key=point_of)
        if begin == len(self._at):
            return self.before(point)
        return self._at[begin : bisect_right(self._at, self._at[begin].point, key=point_of)]


def point_of(shift: Shift) -> int:
    """Return where a shift holds, the key by which shifts are sorted."""
    return shift.point


def ends_of(passage: Passage, start: int, source: Source) -> tuple[Shift, Shift]:
    """Return how far both ends of a passage have gone that now begins at `start`."""
    by, end = start - passage.start, start + passage.end - passage.start
    lines = None
    if source.keeps_lines(start, end):
        first, last = source.lines_of(start, end)
        lines = first - passage.place.from_line
        if lines != last - passage.place.to_line:
            lines = None
    return Shift(passage.start, by, lines), Shift(passage.end, by, lines)
