"""Two plans, or two versions of one, laid side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from samgraph.comparison.answers import (
    FramePair,
    coverage_changes,
    frame_pairs,
    gap_changes,
    gaps_by_iri,
)
from samgraph.comparison.changes import KINDS, Change, link_changes, thing_changes
from samgraph.comparison.matching import Matching, match_things
from samgraph.comparison.things import Thing, things_of
from samgraph.knowledge import Knowledge
from samgraph.records import records
from samgraph.rows import Rows, Tabular
from samgraph.schema import upwards
from samgraph.terms import RDFS, sg

WAYS: Final = ("auto", "versions", "plans")
"""How two plans are compared: as versions of one plan, as two plans, or by their namespaces."""


@dataclass(frozen=True, slots=True)
class Comparison(Tabular):
    """What is different between two plans, and what they share."""

    before: Knowledge
    after: Knowledge
    versions: bool
    """Whether they are compared as versions of one plan."""
    things_before: dict[str, Thing]
    things_after: dict[str, Thing]
    matching: Matching
    changes: tuple[Change, ...]
    """In the order of `KINDS`; of two plans, what they share and the gaps of what they share."""
    frames: tuple[FramePair, ...]
    """Every coverage question of either."""

    def of_kind(self, *kinds: str) -> tuple[Change, ...]:
        """Return the changes of some kinds, in their order."""
        return tuple(one for one in self.changes if one.kind in kinds)

    @property
    def differ(self) -> bool:
        """Whether there is any difference at all."""
        return bool(self.changes) or any(pair.differs for pair in self.frames)

    def kinds(self) -> tuple[tuple[str, int, int, int], ...]:
        """Return of each class its IRI, its things in either plan, and how many are in both."""
        old = Counter(kind for one in self.things_before.values() for kind in one.kinds)
        new = Counter(kind for one in self.things_after.values() for kind in one.kinds)
        both = Counter(
            kind
            for match in self.matching.matches
            for kind in self.things_before[match.before].kinds
            & self.things_after[match.after].kinds
        )
        return tuple((kind, old[kind], new[kind], both[kind]) for kind in sorted({*old, *new}))

    def to_rows(self) -> Rows:
        """Return one row a change: IRIs, values with bars between them, how a match is known."""
        return Rows(
            (
                "change",
                "before",
                "after",
                "property",
                "value_before",
                "value_after",
                "match",
                "why",
            ),
            tuple(
                (
                    one.kind,
                    " ".join(one.link) if one.link and not one.after else one.before,
                    " ".join(one.link) if one.link and one.after else one.after,
                    one.property,
                    "|".join(value.value for value in one.value_before),
                    "|".join(value.value for value in one.value_after),
                    one.how,
                    one.reason,
                )
                for one in self.changes
            ),
        )


def compare_plans(before: Knowledge, after: Knowledge, way: str = "auto") -> Comparison:
    """Return how two plans differ, and what they share.

    `way` is one of `WAYS`: by itself, two plans in one namespace are versions of one plan. Of
    versions every difference is told; of two plans what they share, how each covers, and in which
    gaps they differ at what is in both.

    Raises:
        ValueError: `way` is none of `WAYS`.

    """
    if way not in WAYS:
        raise ValueError(f"{way} is none of {', '.join(WAYS)}")
    versions = way == "versions" or (way == "auto" and before.namespace == after.namespace)
    old, new = things_of(before), things_of(after)
    spaces = (before.namespace, after.namespace) if versions else ("", "")
    matching = match_things(old, new, spaces)
    pairs = frame_pairs(before, after)
    gaps = gap_changes(before, after, matching, pairs)
    if versions:
        changes = [
            *thing_changes(old, new, matching),
            *link_changes(records(before), records(after), matching),
            *gaps,
            *coverage_changes(pairs),
        ]
    else:
        changes = [*_shared(after, old, new, matching), *_of_both(before, after, matching, gaps)]
    ordered = sorted(changes, key=lambda one: KINDS.index(one.kind))
    return Comparison(before, after, versions, old, new, matching, tuple(ordered), pairs)


def _shared(
    after: Knowledge, old: dict[str, Thing], new: dict[str, Thing], matching: Matching
) -> list[Change]:
    """Return the partners, organisations and concepts, such as themes, that are in both plans."""
    above: dict[str, set[str]] = {}
    for solution in after.select(f"SELECT ?one ?other {{ ?one <{RDFS}subClassOf> ?other }}"):
        above.setdefault(solution[0].value, set()).add(solution[1].value)
    wanted = {sg("Partner"), sg("Organisation"), "http://www.w3.org/2004/02/skos/core#Concept"}
    return [
        Change("shared", match.before, match.after, how=match.how)
        for match in matching.matches
        if any(
            wanted & upwards(kind, above)
            for kind in old[match.before].kinds | new[match.after].kinds
        )
    ]


def _of_both(
    before: Knowledge, after: Knowledge, matching: Matching, gaps: tuple[Change, ...]
) -> list[Change]:
    """Return the gaps in which two plans differ at what is in both, in a frame of both."""
    old, new = gaps_by_iri(before), gaps_by_iri(after)
    found = []
    for change in gaps:
        known = matching.backward if change.after else matching.forward
        gap = new[change.after] if change.after else old[change.before]
        asked = change.reason not in ("asked", "unasked")
        if asked and all(one in known for one in gap.things):
            found.append(change)
    return found
