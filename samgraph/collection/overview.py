"""The coverage of many plans: each plan by each frame, and what they cover together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from samgraph.collection.opening import Built
from samgraph.coverage import Interval, cover_all
from samgraph.rows import Rows, Tabular

_PARTS = ("cells", "rows", "columns")
EVERY = "*"
"""Stands for all plans together where the name of a plan is asked for."""


@dataclass(frozen=True, slots=True)
class Line:
    """The coverage of one frame in one plan, or in all of them together."""

    plan: str
    """Name of the plan, or `EVERY`."""
    frame: str
    labels: Mapping[str, str]
    scope: str
    cells: Interval
    rows: Interval
    columns: Interval
    plans: int = 1
    """How many plans it sums."""


class Lines(tuple[Line, ...], Tabular):
    """The coverage of a collection: plan by plan, then all together, each by name of the frame."""

    __slots__ = ()

    def to_rows(self) -> Rows:
        """Return one row a line, every interval in every reading."""
        header = ["plan", "frame", "scope", "plans"]
        header += [
            f"{part}_{name}" for part in _PARTS for name in ("stated", "derived", "judged", "total")
        ]
        return Rows(
            tuple(header),
            tuple(
                (
                    *(one.plan, one.frame, one.scope, one.plans),
                    *(
                        number
                        for part in (one.cells, one.rows, one.columns)
                        for number in (part.stated, part.derived, part.judged, part.total)
                    ),
                )
                for one in self
            ),
        )

    def of_all(self) -> Lines:
        """Return the lines that sum every plan."""
        return Lines(one for one in self if one.plan == EVERY)

    def of_plans(self) -> Lines:
        """Return the lines of single plans."""
        return Lines(one for one in self if one.plan != EVERY)


def cover_collection(built: Built) -> Lines:
    """Return the coverage of every frame in every plan, as it was found when they were built.

    A frame that several plans have is summed over them: cells filled of all cells there are. What
    the collection itself declares is covered over all plans at once, and stands under `EVERY` too.

    Raises:
        SamgraphError: a frame of the collection cannot be read.

    """
    lines = [_line(volume.name, frame) for volume in built.volumes() for frame in volume.frames]
    return Lines([*lines, *_together(lines), *_own(built)])


def _line(plan: str, frame: Mapping[str, Any]) -> Line:
    cells, rows, columns = (Interval(*frame[part]) for part in _PARTS)
    return Line(plan, frame["name"], frame["labels"], frame["scope"], cells, rows, columns)


def _together(lines: Iterable[Line]) -> list[Line]:
    grouped: dict[str, list[Line]] = {}
    for one in lines:
        grouped.setdefault(one.frame, []).append(one)
    return [
        Line(
            EVERY,
            name,
            some[0].labels,
            some[0].scope if len({one.scope for one in some}) == 1 else "",
            _sum(one.cells for one in some),
            _sum(one.rows for one in some),
            _sum(one.columns for one in some),
            len(some),
        )
        for name, some in sorted(grouped.items())
    ]


def _sum(intervals: Iterable[Interval]) -> Interval:
    some = list(intervals)
    return Interval(
        sum(one.stated for one in some),
        sum(one.derived for one in some),
        sum(one.judged for one in some),
        sum(one.total for one in some),
    )


def _own(built: Built) -> list[Line]:
    """Return the coverage of the frames that the collection itself declares."""
    return [
        Line(
            EVERY,
            one.frame.name,
            one.frame.labels,
            one.frame.scope,
            one.interval(),
            one.row_interval(),
            one.column_interval(),
            len(built.names),
        )
        for one in cover_all(built.knowledge).matrices
    ]


def plans_document(built: Built) -> dict[str, Any]:
    """Return plans × frames with their coverage, as the explorer reads `collection.json`.

    `stated` and `judged` are shares from 0 to 1, `filled` and `cells` whole numbers; plans stand in
    order of their names, frames likewise. A frame is called as the first plan that has it does.
    """
    labels: dict[str, Mapping[str, str]] = {}
    plans = []
    for volume in built.volumes():
        lines = [_line(volume.name, frame) for frame in volume.frames]
        for one in lines:
            labels.setdefault(one.frame, dict(one.labels))
        plans.append(
            {
                "id": volume.name,
                "iri": volume.plan,
                "namespace": volume.namespace,
                "labels": {lang: volume.labels.get(lang, volume.name) for lang in ("nl", "en")},
                "statements": sum(volume.sizes.values()),
                "gaps": volume.gaps,
                "discrepancies": len(volume.discrepancies),
                "frames": {one.frame: _shares(one.cells) for one in lines},
            }
        )
    frames = [{"name": name, "labels": labels[name]} for name in sorted(labels)]
    return {"frames": frames, "plans": plans}


def _shares(cells: Interval) -> dict[str, float]:
    return {
        "stated": round(cells.share("stated"), 4),
        "judged": round(cells.share("judged"), 4),
        "filled": cells.judged,
        "cells": cells.total,
    }
