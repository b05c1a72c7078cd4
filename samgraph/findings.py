"""Gaps, discrepancies and places as values, with the plain records that remember gaps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samgraph.errors import SamgraphError, near_match
from samgraph.rows import Rows, Tabular

KINDS = ("open", "silent", "deliberate", "thin")
"""Of a gap, the kind that asks most of the plan's owner first."""

SEVERITIES = ("high", "medium", "low")
"""How heavily a discrepancy weighs, the heaviest first."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where the source says something: lines, counted from one, and the section they stand in."""

    from_line: int
    to_line: int
    section: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Who or what could close a gap, and why; it never counts as coverage."""

    candidate: str
    """IRI of a thing of the plan."""
    descriptions: Mapping[str, str]
    """The reason, by language."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One place where the plan breaks off."""

    iri: str
    frame: str
    """Name of the frame."""
    row: str
    """IRI of the row, or an empty string where a whole column is empty."""
    column: str
    """IRI of the column, or an empty string where a whole row is empty."""
    kind: str
    """One of `KINDS`."""
    robust: bool
    """Whether no reading, however generous, closes it."""
    rank: int
    """Counted from 1, the most important first."""
    descriptions: Mapping[str, str]
    places: tuple[Place, ...]
    """Where the source speaks of the row and the column, and of what it leaves out."""
    suggestions: tuple[Suggestion, ...] = ()
    """The likeliest first."""

    @property
    def things(self) -> tuple[str, ...]:
        """The row and the column, as far as the gap names them."""
        return tuple(thing for thing in (self.row, self.column) if thing)


class Gaps(tuple[Gap, ...], Tabular):
    """Gaps, the most important first."""

    __slots__ = ()

    def to_rows(self) -> Rows:
        """Return one row a gap."""
        return Rows(
            ("rank", "frame", "kind", "robust", "row", "column", "nl", "en", "suggested", "gap"),
            tuple(
                (
                    gap.rank,
                    gap.frame,
                    gap.kind,
                    gap.robust,
                    gap.row,
                    gap.column,
                    gap.descriptions.get("nl", ""),
                    gap.descriptions.get("en", ""),
                    " ".join(one.candidate for one in gap.suggestions),
                    gap.iri,
                )
                for gap in self
            ),
        )


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One place where the plan contradicts itself or is incomplete."""

    iri: str
    kind: str
    """Local name of its `sg:DiscrepancyKind`."""
    severity: str
    """One of `SEVERITIES`."""
    about: tuple[str, ...]
    """IRIs of the things concerned, in order."""
    descriptions: Mapping[str, str]
    places: tuple[Place, ...]
    """Where the source says the one thing and where it says the other."""
    passages: tuple[str, ...]
    """IRIs of the passages that point to these places, in order."""

    @property
    def is_contradiction(self) -> bool:
        """Whether the plan contradicts itself here, and not only by its rounding of amounts."""
        return self.kind != "roundingDiffers"


class Discrepancies(tuple[Discrepancy, ...], Tabular):
    """Discrepancies, the heaviest first."""

    __slots__ = ()

    def to_rows(self) -> Rows:
        """Return one row a discrepancy."""
        return Rows(
            ("severity", "kind", "nl", "en", "about", "discrepancy"),
            tuple(
                (
                    one.severity,
                    one.kind,
                    one.descriptions.get("nl", ""),
                    one.descriptions.get("en", ""),
                    " ".join(one.about),
                    one.iri,
                )
                for one in self
            ),
        )


def known_frame(name: str, names: Collection[str]) -> str:
    """Return the name of a frame as the plan declares it.

    Raises:
        SamgraphError: the plan declares no such frame; the nearest names are given.

    """
    wanted = name.rpartition(":")[2].removeprefix("frame-")
    if wanted not in names:
        raise SamgraphError(
            f'no frame is called "{name}"',
            hint=near_match(wanted, names) or f"the frames are {', '.join(names) or 'none'}",
        )
    return wanted


def to_records(gaps: Iterable[Gap]) -> list[list[Any]]:
    """Return gaps as lists that JSON can hold."""
    return [
        [
            gap.iri,
            gap.frame,
            gap.row,
            gap.column,
            gap.kind,
            gap.robust,
            gap.rank,
            dict(gap.descriptions),
            [[place.from_line, place.to_line, place.section] for place in gap.places],
            [[one.candidate, dict(one.descriptions)] for one in gap.suggestions],
        ]
        for gap in gaps
    ]


def from_records(records: Iterable[Sequence[Any]]) -> Gaps:
    """Return the gaps that `to_records` wrote.

    Raises:
        TypeError, ValueError: the records are not of that form.

    """
    found = []
    for iri, frame, row, column, kind, robust, rank, descriptions, lines, suggested in records:
        places = tuple(Place(*line) for line in lines)
        suggestions = tuple(Suggestion(*one) for one in suggested)
        found.append(
            Gap(iri, frame, row, column, kind, robust, rank, descriptions, places, suggestions)
        )
    return Gaps(found)
