"""What an analysis of structure finds, as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from samgraph.framing import Frame
from samgraph.rows import Cell, Rows, Tabular
from samgraph.structure.brokerage import Broker, Certainty, Resampled
from samgraph.structure.projections import Pair
from samgraph.structure.significance import CURVEBALL, RATE, Null


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure on a whole matrix, and what both null models give for it."""

    measure: str
    """`nestedness` (NODF), `modularity` (Barber's Q), `agreement` (adjusted Rand index), `fit`."""
    observed: float | None
    """None where there is nothing to measure."""
    nulls: tuple[Null, ...] = ()
    """One for each model; none where nothing is tested. p is two-sided."""
    axis: str = ""
    """Of an agreement: whose communities, `rows` or `columns`."""
    grouping: str = ""
    """Of an agreement: the property by which the plan groups them, `partOf` for one."""

    @property
    def verdict(self) -> str:
        """Return what the figure says.

        `nothing` to measure; `counts`, not tested; `fixed` by the degrees; `degrees`, nothing
        beyond what they give; `more` or `less` than they give, under both null models; `split`,
        under one of them only. A null model finds more or less where q, or p where nothing else was
        asked, is below `RATE`.
        """
        if self.observed is None:
            return "nothing"
        if not self.nulls:
            return "counts"
        if any(null.model == CURVEBALL and null.z is None for null in self.nulls):
            return "fixed"
        said = [
            ("more" if self.observed > null.mean else "less") if _unlikely(null) else "degrees"
            for null in self.nulls
        ]
        return said[0] if len(set(said)) == 1 else "split"


def _unlikely(null: Null) -> bool:
    return (null.p if null.q is None else null.q) < RATE


@dataclass(frozen=True, slots=True)
class Community:
    """Rows and columns, as IRIs, that meet each other more than their degrees give."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Structure(Tabular):
    """The structure of one frame, tested against chance."""

    frame: Frame
    standing: str
    draws: int
    """Matrices drawn from each null model."""
    seed: int
    certainty: Certainty
    rows: tuple[str, ...]
    """Those that meet something, as IRIs in the order of the frame."""
    columns: tuple[str, ...]
    links: int
    """Filled cells."""
    free_rows: int
    """Rows that the degrees allow to be filled otherwise."""
    untested: str
    """Why there are no p-values: `empty`, `fixed` (no row is free) or `few`; else empty."""
    measured: tuple[Measured, ...]
    communities: tuple[Community, ...]
    """The largest first."""
    stability: float | None
    """Mean adjusted Rand index between divisions found from other starts; 1 where all agree."""
    pairs: tuple[Pair, ...]
    """Every two free rows, the least likely first; untested, the rows that share a column."""
    brokers: tuple[Broker, ...]
    """Rows by rank, then columns by rank."""

    @property
    def validated(self) -> tuple[Pair, ...]:
        """Return the pairs that share more than their degrees give, under both null models."""
        return tuple(pair for pair in self.pairs if is_validated(pair))

    def to_rows(self) -> Rows:
        """Return a row for each figure and null model; a figure of a pair names both rows."""
        return Rows(_HEADER, tuple((self.frame.name, *cells) for cells in self._cells()))

    def _cells(self) -> Iterator[tuple[Cell, ...]]:
        shown = self.standing, self.seed
        for figure in self.measured:
            subject = figure.axis, figure.grouping, ""
            for null in figure.nulls or (None,):
                yield (
                    *_figure(figure.measure, subject, figure.observed, null),
                    figure.verdict,
                    *shown,
                )
        for pair in self.pairs:
            verdict = ("more" if is_validated(pair) else "degrees") if pair.nulls else "counts"
            subject = "rows", pair.first, pair.second
            for null in pair.nulls or (None,):
                yield (*_figure("shared", subject, pair.shared, null), verdict, *shown)
        for broker in self.brokers:
            for measure in ("betweenness", "rank", "constraint", "effective_size"):
                yield (*_interval(measure, broker, self.certainty.resamples), "", *shown)


_HEADER = (
    "frame",
    "measure",
    "axis",
    "subject",
    "other",
    "observed",
    "model",
    "draws",
    "mean",
    "low",
    "high",
    "z",
    "p",
    "q",
    "verdict",
    "standing",
    "seed",
)


def is_validated(pair: Pair) -> bool:
    """Tell whether a pair shares more than its degrees give, under both null models."""
    return bool(pair.nulls) and all(_unlikely(null) for null in pair.nulls)


def _figure(
    measure: str, subject: tuple[str, str, str], observed: float | None, null: Null | None
) -> tuple[Cell, ...]:
    head = measure, *subject, _cell(observed)
    if null is None:
        return (*head, "", "", "", "", "", "", "", "")
    values = null.mean, null.low, null.high, null.z, null.p, null.q
    return (*head, null.model, null.draws, *map(_cell, values))


def _interval(measure: str, broker: Broker, resamples: int) -> tuple[Cell, ...]:
    found: Resampled | None = getattr(broker, measure)
    head = measure, broker.axis, broker.iri, ""
    if found is None:
        return (*head, "", "", "", "", "", "", "", "", "")
    values = map(_cell, (found.mean, found.low, found.high))
    return (*head, _cell(found.observed), "resampling", resamples, *values, "", "", "")


def _cell(value: float | None) -> Cell:
    """Return a number for programs, without digits that say nothing; empty where there is none."""
    if value is None:
        return ""
    return value if isinstance(value, int) else float(f"{value:.6g}")
