"""The search for gaps: where a frame is empty or hangs by one link, why, and how sure that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import TypeAlias

from samgraph.closers import Closers
from samgraph.coverage import Matrix, cover, has_contested
from samgraph.findings import KINDS, Gap, Gaps, Place
from samgraph.framing import Frame, frames
from samgraph.knowledge import Knowledge
from samgraph.phrases import CALLED_FOR, CONTESTED, describe
from samgraph.places import places
from samgraph.routes import Route, Tracer, by_cell

_Routes: TypeAlias = Mapping[tuple[str, str], tuple[Route, ...]]

_PATTERN = 1 / 3
"""From this share of its peers on, a gap is one of a pattern and no exception."""


@dataclass(frozen=True, slots=True)
class _Found:
    matrix: Matrix
    row: str
    column: str
    kind: str
    robust: bool
    only: str = ""
    """What a thin gap hangs on."""
    called_for: bool = False
    """Whether the plan's own text asks for what is missing."""
    contested: bool = False
    """Whether only contested links close the gap, or carry what is thin."""


def find_gaps(knowledge: Knowledge, only: Frame | None = None) -> Gaps:
    """Return the gaps of every frame, or of one, the most important first.

    Cells are looked at where the plan pairs the two lists, whole rows and columns where it
    never does; which of these a frame expects to be filled is part of its declaration.
    """
    found: list[_Found] = []
    called_for = {
        (one.value, other.value)
        for one, other in knowledge.select("SELECT ?row ?column { ?row sg:callsFor ?column }")
    }
    disputed = has_contested(knowledge)
    tracer: Tracer | None = None
    for frame in frames(knowledge) if only is None else (only,):
        if frame.rows and frame.columns:
            matrix = cover(knowledge, frame)
            some = list(_gaps_of(matrix, called_for))
            every_cell = "everyCell" in frame.expects
            if every_cell or (disputed and any(map(_is_closed, some))):
                tracer = tracer or Tracer(knowledge)
                routes = by_cell(tracer.routes(frame))
                if every_cell:
                    some.extend(_thin_cells(matrix, routes))
                if disputed:
                    some = [replace(one, contested=_contested(one, routes, tracer)) for one in some]
            found.extend(some)
    weight = _weights(knowledge)
    labels = {lang: knowledge.labels(lang) for lang in ("nl", "en")}
    where = places(knowledge)
    closers = Closers(knowledge, labels)
    peers = Counter(_peers(one) for one in found)
    ordered = sorted(found, key=lambda one: _order(one, peers, weight))
    return Gaps(
        _gap(knowledge, one, rank, labels, where, closers)
        for rank, one in enumerate(ordered, start=1)
    )


def _gaps_of(matrix: Matrix, called_for: Set[tuple[str, str]]) -> Iterator[_Found]:
    frame = matrix.frame
    if "everyCell" in frame.expects:
        for row in frame.rows:
            for column in frame.columns:
                kind = frame.emptiness(row, column)
                if kind != "notApplicable" and not matrix.fills(row, column, "derived"):
                    robust = not matrix.fills(row, column, "judged")
                    asked = (row, column) in called_for
                    yield _Found(matrix, row, column, kind, robust, called_for=asked)
    for axis, expected in enumerate(("everyRow", "everyColumn")):
        if expected in frame.expects:
            for thing in frame.rows if axis == 0 else frame.columns:
                yield from _gap_of_line(matrix, thing, axis)


def _thin_cells(matrix: Matrix, routes: _Routes) -> Iterator[_Found]:
    """Yield the cells that one route carries, where the frame expects every cell."""
    for (row, column), some in routes.items():
        if len(some) == 1:
            between = [thing for thing in some[0].things if thing not in (row, column)]
            only = between[0] if between else ""
            yield _Found(matrix, row, column, "thin", robust=True, only=only)


def _is_closed(found: _Found) -> bool:
    """Tell whether some link closes a gap in the widest reading, or carries what is thin."""
    return found.kind == "thin" or not found.robust


def _contested(found: _Found, routes: _Routes, tracer: Tracer) -> bool:
    """Tell whether every route that fills a gap's place goes over a contested link."""
    matrix, row, column = found.matrix, found.row, found.column
    if row and column:
        cells = [(row, column)]
    elif row:
        cells = [(row, other) for other in matrix.meets(row, 0, "judged")]
    else:
        cells = [(other, column) for other in matrix.meets(column, 1, "judged")]
    some = [routes.get(cell, ()) for cell in cells]
    return _is_closed(found) and all(ways and all(map(tracer.is_contested, ways)) for ways in some)


def _gap_of_line(matrix: Matrix, thing: str, axis: int) -> Iterator[_Found]:
    frame = matrix.frame
    row, column = (thing, "") if axis == 0 else ("", thing)
    judged = matrix.meets(thing, axis, "judged")
    if not matrix.meets(thing, axis, "derived"):
        others = frame.columns if axis == 0 else frame.rows
        kinds = {
            frame.emptiness(*((thing, other) if axis == 0 else (other, thing))) for other in others
        } - {"notApplicable"}
        if kinds:
            kind = min(kinds, key=KINDS.index)
            yield _Found(matrix, row, column, kind, robust=not judged)
    if len(judged) == 1:
        yield _Found(matrix, row, column, "thin", robust=True, only=judged[0])


def _weights(knowledge: Knowledge) -> dict[str, int]:
    """Return how many links, of any kind and standing, each thing has."""
    query = (
        "SELECT ?thing (COUNT(*) AS ?n) { { ?thing sg:linkedTo ?o } UNION "
        "{ ?s sg:linkedTo ?thing } } GROUP BY ?thing"
    )
    return {thing.value: int(number.value) for thing, number in knowledge.select(query)}


def _order(
    found: _Found, peers: Mapping[tuple[object, ...], int], weight: Mapping[str, int]
) -> tuple[object, ...]:
    """Return the key by which gaps are ranked.

    First what no reading closes, then gaps before single links; an exception among its peers (one
    challenge of eight) before one of many alike (half of all partners), which is a pattern that
    coverage shows better; then by kind; what the plan otherwise links most before what it hardly
    mentions.
    """
    frame = found.matrix.frame
    size = len(frame.rows) if found.row else len(frame.columns)
    if found.row and found.column:
        size *= len(frame.columns)
    heft = sum(weight.get(thing, 0) for thing in (found.row, found.column))
    share = peers[_peers(found)] / size
    return (
        not found.robust,
        found.kind == "thin",
        # What the plan leaves out on purpose, and does not ask for elsewhere, is no shortcoming.
        found.kind == "deliberate" and not found.called_for,
        share > _PATTERN,
        KINDS.index(found.kind),
        share,
        -heft,
        frame.name,
        found.row,
        found.column,
    )


def _peers(found: _Found) -> tuple[object, ...]:
    """Return what gaps have in common that are alike: frame, axis, kind and certainty."""
    axis = bool(found.row), bool(found.column)
    return (found.matrix.frame.name, axis, found.kind, found.robust)


def _gap(
    knowledge: Knowledge,
    found: _Found,
    rank: int,
    labels: Mapping[str, Mapping[str, str]],
    where: Mapping[str, tuple[Place, ...]],
    closers: Closers,
) -> Gap:
    frame = found.matrix.frame
    names = [
        thing.removeprefix(knowledge.namespace) for thing in (found.row, found.column) if thing
    ]
    local = "/".join([frame.name, *names]) + ("~thin" if found.kind == "thin" else "")
    # What the source says of the whole frame is a reason where it pairs the lists, not where it is
    # silent on them.
    evidence = list(frame.places) if frame.scope != "silent" else []
    for thing in (found.row, found.column):
        evidence.extend(where.get(thing, ()))
    exclusion = frame.exclusion(found.row, found.column) if found.kind == "deliberate" else None
    reasons = None if exclusion is None else dict(exclusion.descriptions)
    if exclusion is not None:
        evidence.extend(exclusion.places)
    return Gap(
        f"{knowledge.namespace}gap/{local}",
        frame.name,
        found.row,
        found.column,
        found.kind,
        found.robust,
        rank,
        {
            lang: describe(
                lang,
                frame.labels.get(lang, frame.name),
                found.kind,
                found.robust,
                known.get(found.row, found.row),
                known.get(found.column, found.column),
                known.get(found.only, found.only),
                None if reasons is None else reasons.get(lang, ""),
            )
            + (CONTESTED[lang][found.kind == "thin"] if found.contested else "")
            + (CALLED_FOR[lang] if found.called_for else "")
            for lang, known in labels.items()
        },
        tuple(sorted(set(evidence))),
        closers.of(found.matrix, found.row, found.column, found.only),
    )
