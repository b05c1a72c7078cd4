"""A passage, whether it stands at a place, and how far the text around it has gone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from samgraph.findings import Place
from samgraph.sources import Source

_MOST = 50
"""How often a text is looked for further on."""


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


def point_of(shift: Shift) -> int:
    """Return the key by which shifts are sorted."""
    return shift.point


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

    @property
    def end(self) -> int:
        """The last place of the recorded document of which it is known."""
        return self._at[-1].point

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


def is_at(passage: Passage, source: Source, start: int) -> bool:
    """Tell whether the words of a passage begin at `start`, letter for letter."""
    end = start + passage.end - passage.start
    inside = 0 <= start <= end <= source.rolling.length
    return inside and source.rolling.at(start, end) == passage.fingerprint


def is_bounded(passage: Passage, source: Source, start: int) -> bool:
    """Tell whether a passage that begins at `start` is no part of longer words."""
    return start in source.bounds and start + passage.end - passage.start in source.bounds


def occurrences(passage: Passage, source: Source, low: int, high: int) -> Iterator[int]:
    """Return where a passage begins as whole words, from `low` up to `high`, in order."""
    for _ in range(_MOST):
        length = passage.end - passage.start
        start = source.rolling.find(passage.fingerprint, length, low, high)
        if start < 0:
            return
        if is_bounded(passage, source, start):
            yield start
        low = start + 1


def moved_lines(passage: Passage, by: int | None, source: Source) -> tuple[int, int] | None:
    """Return where the lines of a passage stand if they have gone by so many."""
    first, last = passage.place.from_line, passage.place.to_line
    if by is None or not 1 <= first + by <= last + by <= len(source.lines):
        return None
    return source.span(first + by, last + by)


def has_changed(
    passage: Passage, before: Iterable[Shift], after: Sequence[Shift], source: Source
) -> bool:
    """Tell whether the lines before and behind a passage are in place, and its own lines differ."""
    for left in before:
        span = moved_lines(passage, left.lines, source)
        if span and source.rolling.at(*span) != passage.fingerprint:
            start, end = span
            for right in after:
                way = (start - passage.start, end - passage.end)
                if left.lines == right.lines and way == (left.by, right.by):
                    return True
    return False
