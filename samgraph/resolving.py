"""Passages looked up in a document that may have changed since they were recorded.

Of a passage only its place and its fingerprint are known, so that a short text, or one that comes
back, cannot be told by itself: it has to stand where the text around it has gone. Long passages
that keep their order are found first; they tell by how much the text has shifted, from place to
place. Everything else has to stand as far away as the text just before it or just behind it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samgraph.errors import SamgraphError
from samgraph.shifts import (
    Passage,
    Shift,
    Shifts,
    ends_of,
    has_changed,
    is_at,
    is_bounded,
    moved_lines,
    occurrences,
    point_of,
)
from samgraph.sources import Source

_LONG = 24
"""So many squeezed characters are hardly twice in a document by chance."""
_SLACK = 16
"""How far a long passage may stand from where its neighbours have gone."""
_NARROW = 64
"""How far apart its neighbours may have gone for a short passage to be looked for in between."""
_BLOCK = 80
"""So many characters that moved by the same distance have moved together."""
_NEAR = 3_000
"""How far from its expected place a passage is looked for first, in squeezed characters."""
_SAMPLE = 60
_FEWEST = 0.1
"""Below this share of passages found in a sample, the document is another one."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A passage with what the document now says there."""

    passage: Passage
    found: tuple[int, int] | None
    """Where the passage stands in the document's squeezed text; None if it is *suspect*."""


def resolve(some: Iterable[Passage], source: Source) -> tuple[Resolution, ...]:
    """Look every passage up in a document, however its text is broken into lines.

    Raises:
        SamgraphError: almost none is found: this is another document.

    """
    ordered = tuple(some)
    sound = [one for one in ordered if 0 <= one.start < one.end]
    long = [one for one in sound if one.end - one.start >= _LONG] or sound
    _refuse_other_document(long, source)
    places = _where(long, source)
    found = _anchors(long, places, source)
    found |= _moved_blocks([one for one in long if one not in found], places, source)
    shifts = Shifts(source)
    for passage, start in found.items():
        shifts.add(passage, start)
    for rule in (_on_its_lines, _beside, _between):
        for passage in sound:
            if passage not in found:
                place = rule(passage, shifts)
                if place is not None:
                    found[passage] = place
                    shifts.add(passage, place)
    return tuple(
        Resolution(one, (found[one], found[one] + one.end - one.start) if one in found else None)
        for one in ordered
    )


def _where(long: Iterable[Passage], source: Source) -> dict[Passage, int]:
    """Return where each passage stands, as near as can be to where the one before it has gone."""
    found: dict[Passage, int] = {}
    by = 0
    for passage in long:
        start = _nearest(passage, source, passage.start + by)
        if start is not None:
            found[passage] = start
            by = start - passage.start
    return found


def _nearest(passage: Passage, source: Source, guess: int) -> int | None:
    """Return where a passage stands as whole words nearest to a place, if anywhere."""
    whole = source.keeps_lines(guess, guess + passage.end - passage.start)
    if is_at(passage, source, guess) and (whole or is_bounded(passage, source, guess)):
        return guess
    for low, high in ((guess - _NEAR, guess + _NEAR), (0, source.rolling.length)):
        some = list(occurrences(passage, source, low, high))
        if some:
            return min(some, key=lambda start: abs(start - guess))
    return None


def _anchors(
    long: Sequence[Passage], places: dict[Passage, int], source: Source
) -> dict[Passage, int]:
    """Return the passages that keep their order, without those that stand there by chance.

    A changed passage may stand in the same words elsewhere between its neighbours. Then it has gone
    another way than both of them, although they have come no further apart than it is long.
    """
    chain = _in_order([(one, places[one]) for one in long if one in places])
    ends = [ends_of(passage, start, source) for passage, start in chain]
    begins = sorted((begin for begin, _ in ends), key=point_of)
    behinds = sorted((end for _, end in ends), key=point_of)
    found: dict[Passage, int] = {}
    for passage, start in chain:
        before = bisect_right(behinds, passage.start, key=point_of) - 1
        after = bisect_left(begins, passage.end, key=point_of)
        left = behinds[before] if before >= 0 else Shift(0, 0, 0)
        right = begins[after] if after < len(begins) else None
        if right is None or not _is_stray(passage, start, left, right, source):
            found[passage] = start
    return found


def _is_stray(passage: Passage, start: int, left: Shift, right: Shift, source: Source) -> bool:
    if has_changed(passage, [left], [right], source):
        return True
    low, high = sorted((left.by, right.by))
    apart = high - low <= passage.end - passage.start
    return apart and not low - _SLACK <= start - passage.start <= high + _SLACK


def _in_order(places: Sequence[tuple[Passage, int]]) -> list[tuple[Passage, int]]:
    """Return as many passages as can be that stand in the order in which they stood."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, start) in enumerate(places):
        length = bisect_right(tails, start)
        tails[length:] = [start, *tails[length + 1 :]]
        last[length:] = [number, *last[length + 1 :]]
        before.append(last[length - 1] if length else -1)
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(places[number])
        number = before[number]
    return chain[::-1]


def _moved_blocks(
    rest: Sequence[Passage], places: dict[Passage, int], source: Source
) -> dict[Passage, int]:
    """Return passages that have moved out of their order, each once there and with others."""
    groups: dict[int, list[Passage]] = {}
    for passage in rest:
        if passage in places:
            every = list(occurrences(passage, source, 0, source.rolling.length))
            if len(every) == 1:
                groups.setdefault(every[0] - passage.start, []).append(passage)
    return {
        passage: passage.start + by
        for by, some in groups.items()
        if _several(some)
        for passage in some
    }


def _several(some: Sequence[Passage]) -> bool:
    """Tell whether some passages, in order, are more than one text and long enough together."""
    count = covered = behind = 0
    for passage in some:
        if passage.start >= behind:
            count += 1
            covered += passage.end - passage.start
            behind = passage.end
    return count > 1 and covered >= _BLOCK


def _on_its_lines(passage: Passage, shifts: Shifts) -> int | None:
    """Return where a passage begins that still is whole lines, as its neighbours are."""
    for one in (*shifts.before(passage.start), *shifts.after(passage.end)):
        span = moved_lines(passage, one.lines, shifts.source)
        same = span and span[1] - span[0] == passage.end - passage.start
        if span and same and _fits(passage, span[0] - passage.start, shifts):
            return span[0]
    return None


def _beside(passage: Passage, shifts: Shifts) -> int | None:
    """Return where a passage begins that has gone with the text before it or behind it.

    Its other end has to be a word's. The end that touches that text need not: a hyphen that broke
    a word off there may be gone.
    """
    before, after = shifts.before(passage.start), shifts.after(passage.end)
    if has_changed(passage, before, after, shifts.source):
        return None
    left, right = ({one.by for one in some} for some in (before, after))
    if shifts.end < passage.end:
        right = set()
    for by in dict.fromkeys(one.by for one in (*before, *after)):
        start, end = passage.start + by, passage.end + by
        begins = by in left or start in shifts.source.bounds
        if begins and (by in right or end in shifts.source.bounds) and _fits(passage, by, shifts):
            return start
    return None


def _between(passage: Passage, shifts: Shifts) -> int | None:
    """Return where a passage begins that has gone further than one neighbour, less than the other.

    It has to stand there once; if they have gone far apart, on lines of its own.
    """
    source = shifts.source
    before, after = shifts.before(passage.start), shifts.after(passage.end)
    if has_changed(passage, before, after, source):
        return None
    ways = [one.by for one in (*before, *after)]
    low, high = passage.start + min(ways) + 1, passage.start + max(ways) - 1
    length = passage.end - passage.start
    places = [
        start
        for start in occurrences(passage, source, low, high)
        if high - low < _NARROW or source.keeps_lines(start, start + length)
        if _fits(passage, start - passage.start, shifts)
    ]
    return places[0] if len(places) == 1 else None


def _fits(passage: Passage, by: int, shifts: Shifts) -> bool:
    """Tell whether a passage stands where it has gone by so much, and no other in its place."""
    start, end = passage.start + by, passage.end + by
    return (
        is_at(passage, shifts.source, start)
        and not any(
            one.by != by and start < one.point + one.by <= end
            for one in shifts.before(passage.start)
        )
        and not any(
            one.by != by and start <= one.point + one.by < end for one in shifts.after(passage.end)
        )
    )


def _refuse_other_document(some: Sequence[Passage], source: Source) -> None:
    sample = some[:: max(1, len(some) // _SAMPLE)]
    found = sum(_nearest(passage, source, passage.start) is not None for passage in sample)
    if found < _FEWEST * len(sample):
        raise SamgraphError(
            f"almost no passage of the plan is found: {found} of {len(sample)} looked for",
            where=source.name,
            hint="this seems to be another document: give the plan's own text, or name the plan "
            "to which this text belongs",
        )
