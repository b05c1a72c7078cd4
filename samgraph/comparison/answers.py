"""How the answers of two plans differ: coverage by frame, and gaps that open and close."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from samgraph.comparison.changes import Change
from samgraph.comparison.matching import Matching
from samgraph.coverage import Interval, Matrix, cover
from samgraph.findings import Gap
from samgraph.framing import frames
from samgraph.knowledge import Knowledge
from samgraph.stored import stored_gaps
from samgraph.terms import sg

Measures = tuple[Interval, Interval, Interval]
"""Of a frame: cells filled, rows touched, columns touched."""


@dataclass(frozen=True, slots=True)
class FramePair:
    """One coverage question in two plans; in the plan that does not ask it there is nothing."""

    name: str
    before: Matrix | None
    after: Matrix | None

    @property
    def measures(self) -> tuple[Measures | None, Measures | None]:
        """The intervals before and after."""
        return _measures(self.before), _measures(self.after)

    def each(self) -> tuple[tuple[Interval | None, ...], tuple[Interval | None, ...]]:
        """Return the intervals before and after, in a plan that does not ask nothing for each."""
        one, other = (some or (None, None, None) for some in self.measures)
        return one, other

    @property
    def differs(self) -> bool:
        """Whether any interval is another, or one of the plans does not ask."""
        one, other = self.measures
        return one != other


def _measures(matrix: Matrix | None) -> Measures | None:
    if matrix is None:
        return None
    return matrix.interval(), matrix.row_interval(), matrix.column_interval()


def frame_pairs(before: Knowledge, after: Knowledge) -> tuple[FramePair, ...]:
    """Return the coverage questions of both plans, those of one name together."""
    old = {frame.name: frame for frame in frames(before)}
    new = {frame.name: frame for frame in frames(after)}
    return tuple(
        FramePair(
            name,
            cover(before, old[name]) if name in old else None,
            cover(after, new[name]) if name in new else None,
        )
        for name in sorted({*old, *new})
    )


def gap_changes(
    before: Knowledge, after: Knowledge, matching: Matching, pairs: tuple[FramePair, ...]
) -> tuple[Change, ...]:
    """Return the gaps that open, close or become of another kind, the most important first.

    A gap is the same where frame, row and column are.
    """
    frames_of = {pair.name: pair for pair in pairs}
    old: dict[tuple[str, str, str], Gap] = {}
    for gap in stored_gaps(before):
        row, column = (matching.mapped(one) if one else "" for one in (gap.row, gap.column))
        old[gap.frame, row, column] = gap
    new = {(gap.frame, gap.row, gap.column): gap for gap in stored_gaps(after)}
    found = []
    for key, gap in new.items():
        was = old.get(key)
        if was is None:
            reason = _opened(gap, matching, frames_of[gap.frame])
            found.append(Change("gapOpened", after=gap.iri, value_after=_kind(gap), reason=reason))
        elif (was.kind, was.robust) != (gap.kind, gap.robust):
            found.append(
                Change(
                    "gapChanged",
                    was.iri,
                    gap.iri,
                    sg("gapKind") if was.kind != gap.kind else sg("robust"),
                    _kind(was) if was.kind != gap.kind else _robust(was),
                    _kind(gap) if was.kind != gap.kind else _robust(gap),
                )
            )
    for key, gap in old.items():
        if key not in new:
            reason = _closed(gap, matching, frames_of[gap.frame])
            found.append(
                Change("gapClosed", before=gap.iri, value_before=_kind(gap), reason=reason)
            )
    return tuple(found)


def _kind(gap: Gap) -> tuple[ox.NamedNode | ox.Literal, ...]:
    return (ox.NamedNode(sg(gap.kind)),)


def _robust(gap: Gap) -> tuple[ox.NamedNode | ox.Literal, ...]:
    return (ox.Literal(gap.robust),)


def _opened(gap: Gap, matching: Matching, pair: FramePair) -> str:
    """Return why there is a gap that was not there."""
    if pair.before is None:
        return "asked"
    known = matching.backward
    if any(thing not in known for thing in gap.things):
        return "new"
    return "emptied" if gap.kind != "thin" else "thinned"


def _closed(gap: Gap, matching: Matching, pair: FramePair) -> str:
    """Return why a gap that was there is no more."""
    if pair.after is None:
        return "unasked"
    if any(thing not in matching.forward for thing in gap.things):
        return "gone"
    return "filled"


def coverage_changes(pairs: tuple[FramePair, ...]) -> Iterator[Change]:
    """Yield the intervals that are another in the second plan, of frames that both ask."""
    for pair in pairs:
        old, new = pair.measures
        if old is None or new is None or pair.before is None or pair.after is None:
            continue
        kinds = ("cellCoverageChanged", "rowCoverageChanged", "columnCoverageChanged")
        for kind, was, now in zip(kinds, old, new, strict=True):
            if was != now:
                yield Change(
                    kind,
                    pair.before.frame.iri,
                    pair.after.frame.iri,
                    "",
                    (ox.Literal(counts(was)),),
                    (ox.Literal(counts(now)),),
                )


def counts(interval: Interval) -> str:
    """Return an interval as its counts, as programs read it: stated-judged/total."""
    return f"{interval.stated}-{interval.judged}/{interval.total}"


def gaps_by_iri(knowledge: Knowledge) -> Mapping[str, Gap]:
    """Return a plan's gaps by IRI."""
    return {gap.iri: gap for gap in stored_gaps(knowledge)}
