"""Brokers: nodes between others, each figure with the interval that uncertain links leave it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samgraph.structure.betweenness import betweenness_each
from samgraph.structure.biadjacency import Biadjacency, Cells
from samgraph.structure.significance import HIGH, LOW

Floats = NDArray[np.float64]

_BATCH = 4_000_000
"""Pairs of nodes of one side that are looked at together: more would only take memory."""


@dataclass(frozen=True, slots=True)
class Certainty:
    """How likely a link is to be kept in a resample; what is stated or follows from it always is.

    The shares are assumptions, shown with every result, and not estimates.
    """

    judged: float = 0.8
    """Of a cell that only a judgement fills."""
    contested: float = 0.5
    """Of a cell that only links under dispute fill."""
    resamples: int = 200


@dataclass(frozen=True, slots=True)
class Resampled:
    """A figure with all links counted, and over the resamples of uncertain links."""

    observed: float
    mean: float
    low: float
    """The 2.5% quantile."""
    high: float
    """The 97.5% quantile."""


@dataclass(frozen=True, slots=True)
class Broker:
    """What one row or column is to the others."""

    iri: str
    axis: str
    """`rows` or `columns`."""
    degree: int
    betweenness: Resampled
    """Share of the shortest paths between others that pass here, of the most that is possible."""
    rank: Resampled
    """By betweenness among the nodes of its side, from 1; equal ones share the best place."""
    constraint: Resampled | None
    """Burt's, among the nodes of its side, tied by what they share; None where it shares nothing.

    Low where its neighbours do not lean on each other: then it bridges them.
    """
    effective_size: Resampled | None
    """Burt's: its neighbours of the same side, less what they have in common."""


def brokers(
    adjacency: Biadjacency, keep: Floats, resamples: int, random: np.random.Generator
) -> tuple[Broker, ...]:
    """Return every row and column with its figures, by side, then rank, then IRI.

    `keep` holds the chance, by cell, that a link is kept in a resample.
    """
    cells = adjacency.cells
    if not cells.size:
        return ()
    drawn = cells & (random.random((resamples, *cells.shape)) < keep)
    stack = np.concatenate([cells[np.newaxis], drawn])
    between = betweenness_each(stack)
    height = len(cells)
    found = []
    for axis, names, values, sides in (
        ("rows", adjacency.rows, between[:, :height], stack),
        ("columns", adjacency.columns, between[:, height:], stack.transpose(0, 2, 1)),
    ):
        constraints, sizes = burt_each(sides)
        ranks = _ranks(values)
        degrees = sides[0].sum(axis=1)
        for number, iri in enumerate(names):
            broker = Broker(
                iri,
                axis,
                int(degrees[number]),
                _resampled(values[:, number]),
                _resampled(ranks[:, number], whole=True),
                _defined(constraints[:, number]),
                _defined(sizes[:, number]),
            )
            found.append(broker)
    return tuple(sorted(found, key=lambda one: (one.axis != "rows", one.rank.observed, one.iri)))


def burt_each(stack: Cells) -> tuple[Floats, Floats]:
    """Return Burt's constraint and effective size of the rows of each matrix of a stack.

    Rows are tied by the columns they share, V_ij of them; p_ij = V_ij / Σ_k V_ik. Constraint is
    Σ_j (p_ij + Σ_q p_iq p_qj)² over the j tied to i; effective size is Σ_j (1 − Σ_q p_iq m_jq) over
    the same j, where m_jq = V_jq / max_k V_jk (Burt 1992, chapter 2). In a network of two sides no
    two neighbours are ever tied, so that there the constraint would say the degree once more. Both
    are NaN for a row that is tied to none, for the caller to leave out.
    """
    height = max(1, stack.shape[1])
    step = max(1, _BATCH // height**2)
    parts = [_burt(stack[begin : begin + step]) for begin in range(0, len(stack), step)]
    return np.concatenate([one for one, _ in parts]), np.concatenate([two for _, two in parts])


def _burt(stack: Cells) -> tuple[Floats, Floats]:
    ones = stack.astype(np.float64)
    shared = ones @ ones.transpose(0, 2, 1)
    diagonal = np.arange(shared.shape[1])
    shared[:, diagonal, diagonal] = 0
    tied = shared > 0
    total = shared.sum(axis=2, keepdims=True)
    most = shared.max(axis=2, keepdims=True, initial=0)
    share = np.divide(shared, total, out=np.zeros_like(shared), where=total > 0)
    strength = np.divide(shared, most, out=np.zeros_like(shared), where=most > 0)
    constraint = ((share + share @ share) ** 2 * tied).sum(axis=2)
    redundant = share @ strength.transpose(0, 2, 1)
    size = ((1 - redundant) * tied).sum(axis=2)
    alone = ~tied.any(axis=2)
    constraint[alone] = size[alone] = np.nan
    return constraint, size


def _ranks(values: Floats) -> Floats:
    """Return the rank of each value in its row, from 1 for the highest."""
    ranks = np.empty_like(values)
    for rank, row in zip(ranks, values.round(12), strict=True):
        rank[:] = 1 + row.size - np.searchsorted(np.sort(row), row, side="right")
    return ranks


def _resampled(values: Floats, *, whole: bool = False) -> Resampled:
    """Return a figure: the first value is the observed one, the others are resampled."""
    drawn = values[1:] if len(values) > 1 else values
    low, high = np.quantile(drawn, [LOW, HIGH])
    if whole:
        low, high = np.floor(low), np.ceil(high)
    return Resampled(float(values[0]), float(drawn.mean()), float(low), float(high))


def _defined(values: Floats) -> Resampled | None:
    """Return a figure over the resamples in which it is defined."""
    if np.isnan(values[0]):
        return None
    return _resampled(values[~np.isnan(values)])
