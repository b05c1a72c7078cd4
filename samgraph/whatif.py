"""What is lost without a partner, a result area or a link: take it out, conclude anew, compare."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from samgraph.building import infer
from samgraph.coverage import Interval, Matrix, cover
from samgraph.errors import Fault, QueryError
from samgraph.findings import Gap
from samgraph.framing import frames
from samgraph.gaps import find_gaps
from samgraph.knowledge import Knowledge
from samgraph.lookup import Lookup
from samgraph.records import Asserted, records
from samgraph.rows import Rows, Tabular
from samgraph.rules import compile_rules


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell whose status is another without what was taken out; its row and column remain."""

    frame: str
    row: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FrameChange:
    """A frame whose coverage is another without what was taken out."""

    frame: str
    cells: tuple[Interval, Interval]
    """Filled cells before and after."""
    rows: tuple[Interval, Interval]
    """Touched rows before and after."""
    columns: tuple[Interval, Interval]
    """Touched columns before and after."""


@dataclass(frozen=True, slots=True)
class WhatIf(Tabular):
    """How a plan's coverage changes without some of it."""

    without: tuple[str, ...]
    """IRIs of the things taken out."""
    links: tuple[Asserted, ...]
    """The links taken out by themselves."""
    frames: tuple[FrameChange, ...]
    cells: tuple[CellChange, ...]
    opened: tuple[Gap, ...]
    """Gaps that were not there before, the most important first, in the ranking without."""
    closed: tuple[Gap, ...]
    """Gaps that are no longer there, because what they were about is gone, or thin no more."""

    def to_rows(self) -> Rows:
        """Return one row a change: of a cell, of an interval, or of a gap.

        An interval is written as its counts, stated-judged/total; a gap as its kind.
        """
        rows: list[tuple[str, ...]] = [
            ("cell", one.frame, one.row, one.column, one.before, one.after) for one in self.cells
        ]
        for one in self.frames:
            for name, pair in (("cells", one.cells), ("rows", one.rows), ("columns", one.columns)):
                before, after = map(_counts, pair)
                if before != after:
                    rows.append((name, one.frame, "", "", before, after))
        rows += [("gap", gap.frame, gap.row, gap.column, "", gap.kind) for gap in self.opened]
        rows += [("gap", gap.frame, gap.row, gap.column, gap.kind, "") for gap in self.closed]
        return Rows(("change", "frame", "row", "column", "before", "after"), tuple(rows))


def _counts(interval: Interval) -> str:
    return f"{interval.stated}-{interval.judged}/{interval.total}"


def what_if(
    knowledge: Knowledge, without: str | Collection[str], links: Collection[Asserted] = ()
) -> WhatIf:
    """Return how coverage and gaps change without some things and links of a plan.

    `without` are things by IRI, id or code, with whom all their links go; `links` are taken out by
    themselves. Nothing is estimated: what is left is concluded anew.

    Raises:
        QueryError: with every name that is nothing in the plan, and every link that it lacks.

    """
    without = Lookup(knowledge).find_all([without] if isinstance(without, str) else without)
    unknown = sorted(set(links) - set(records(knowledge)))
    if unknown:
        raise QueryError(
            f"{len(unknown)} links are not in the plan",
            faults=[Fault("", " ".join(map(knowledge.curie, link))) for link in unknown],
        )
    rest = reduced(knowledge, frozenset(without), frozenset(links))
    before = {frame.name: cover(knowledge, frame) for frame in frames(knowledge)}
    after = {frame.name: cover(rest, frame) for frame in frames(rest)}
    old, new = find_gaps(knowledge), find_gaps(rest)
    known, left = {gap.iri: gap for gap in old}, {gap.iri: gap for gap in new}
    return WhatIf(
        tuple(sorted(set(without))),
        tuple(sorted(set(links))),
        tuple(
            FrameChange(
                name,
                (matrix.interval(), after[name].interval()),
                (matrix.row_interval(), after[name].row_interval()),
                (matrix.column_interval(), after[name].column_interval()),
            )
            for name, matrix in before.items()
            if name in after and _measures(matrix) != _measures(after[name])
        ),
        tuple(
            change
            for name, matrix in before.items()
            if name in after
            for change in _changes(name, matrix, after[name])
        ),
        tuple(gap for gap in new if not _is_known(gap, known)),
        tuple(gap for gap in old if not _is_known(gap, left)),
    )


def _is_known(gap: Gap, others: dict[str, Gap]) -> bool:
    """Tell whether a gap is among others as certain as it is here."""
    other = others.get(gap.iri)
    return other is not None and (other.kind, other.robust) == (gap.kind, gap.robust)


def _measures(matrix: Matrix) -> tuple[Interval, Interval, Interval]:
    return matrix.interval(), matrix.row_interval(), matrix.column_interval()


def _changes(name: str, before: Matrix, after: Matrix) -> Iterator[CellChange]:
    rows, columns = set(after.frame.rows), set(after.frame.columns)
    for row in before.frame.rows:
        for column in before.frame.columns:
            if row in rows and column in columns:
                old, new = before.status(row, column), after.status(row, column)
                if old != new:
                    yield CellChange(name, row, column, old, new)


def reduced(
    knowledge: Knowledge, things: frozenset[str], links: frozenset[Asserted] = frozenset()
) -> Knowledge:
    """Return a plan without some things and links, closed anew, without findings."""
    store = ox.Store()
    graph = {name: knowledge.graph(name) for name in ("structure", "ontology", "links")}
    for name in ("structure", "ontology"):
        store.extend(
            quad
            for quad in knowledge.store.quads_for_pattern(None, None, None, graph[name])
            if not _speaks_of(quad, things)
        )
    for link, record in records(knowledge).items():
        if link in links or things & {link[0], link[2]}:
            continue
        subject, predicate, value = map(ox.NamedNode, link)
        plain = ox.Quad(subject, predicate, value, knowledge.graph(record.standing))
        # A contested link that counts for nothing has a record and no triple.
        if plain in knowledge.store:
            store.add(plain)
        store.extend(
            knowledge.store.quads_for_pattern(ox.NamedNode(record.iri), None, None, graph["links"])
        )
    triples = (
        quad.triple
        for quad in knowledge.store.quads_for_pattern(None, None, None, graph["ontology"])
    )
    infer(store, knowledge.namespace, compile_rules(triples))
    return Knowledge(knowledge.name, knowledge.plan, knowledge.namespace, knowledge.prefixes, store)


def _speaks_of(quad: ox.Quad, things: frozenset[str]) -> bool:
    return any(
        isinstance(term, ox.NamedNode) and term.value in things
        for term in (quad.subject, quad.object)
    )
