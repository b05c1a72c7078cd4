"""The bipartite configuration model: links by chance, with the observed degrees expected.

Every cell is filled independently with probability p_ij = x_i y_j / (1 + x_i y_j), where x and y
are such that the degrees expected are those observed: the most random matrices with these degrees
on average (Saracco, Di Clemente, Gabrielli and Squartini 2015).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from samgraph.structure.biadjacency import Cells, free_parts

Floats = NDArray[np.float64]

_TOLERANCE = 1e-10
_BATCH = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Bicm:
    """The model fitted to the margins of a matrix."""

    probabilities: Floats
    """Of each cell; 0 or 1 where the margins leave no choice."""
    forced: int
    """Cells taken out of the fit because they are alike in every matrix with these margins.

    Full and empty rows and columns, and whatever they force in turn: there x or y would have to be
    infinite or zero.
    """
    error: float
    """The largest difference between a margin expected and observed."""


def fit_bicm(cells: Cells) -> Bicm:
    """Return the model whose expected row and column sums are those of `cells`."""
    probabilities = cells.astype(np.float64)
    forced = cells.size
    for part in free_parts(cells):
        block = np.ix_(part.rows, part.columns)
        inside = cells[block]
        probabilities[block] = _fit(inside.sum(axis=1), inside.sum(axis=0))
        forced -= inside.size
    error = max(
        (
            float(np.abs(probabilities.sum(axis=axis) - cells.sum(axis=axis)).max(initial=0))
            for axis in (0, 1)
        ),
    )
    return Bicm(probabilities, forced, error)


def _fit(row_sums: NDArray[np.intp], column_sums: NDArray[np.intp]) -> Floats:
    """Return the probabilities in a part where every cell is free.

    With x = exp(a) and y = exp(b), the log-likelihood Σ k_i a_i + Σ d_j b_j − Σ ln(1 + exp(a_i +
    b_j)) is concave and has its maximum where margins agree. Equal margins have equal solutions, so
    that one unknown for each distinct margin is enough; the last one is held at the start, because
    adding to a what is taken from b changes nothing.
    """
    k, of_row, rows = np.unique(row_sums, return_inverse=True, return_counts=True)
    d, of_column, columns = np.unique(column_sums, return_inverse=True, return_counts=True)
    weight = np.outer(rows, columns).astype(np.float64)
    wanted = np.concatenate([rows * k, columns * d])[:-1].astype(np.float64)
    size = k.size

    def sums(unknown: Floats) -> Floats:
        found: Floats = np.add.outer(unknown[:size], np.append(unknown[size:], last))
        return found

    def loss(unknown: Floats) -> float:
        return float((weight * np.logaddexp(0, sums(unknown))).sum() - wanted @ unknown)

    def slope(unknown: Floats) -> Floats:
        expected = weight * expit(sums(unknown))
        return np.concatenate([expected.sum(axis=1), expected.sum(axis=0)])[:-1] - wanted

    def curvature(unknown: Floats) -> Floats:
        p = expit(sums(unknown))
        spread = weight * p * (1 - p)
        matrix = np.diag(np.concatenate([spread.sum(axis=1), spread.sum(axis=0)]))
        matrix[:size, size:] = spread
        matrix[size:, :size] = spread.T
        return matrix[:-1, :-1]

    total = float(row_sums.sum())
    start = np.log(np.concatenate([k, d]) / np.sqrt(total))
    last = start[-1]
    found = minimize(
        loss,
        start[:-1],
        jac=slope,
        hess=curvature,
        method="trust-exact",
        options={"gtol": _TOLERANCE * total, "maxiter": 1000},
    ).x
    # The search stops where the likelihood is flat to the last digit; the margins can be closer.
    for _ in range(2):
        found = found - np.linalg.solve(curvature(found), slope(found))
    p: Floats = expit(sums(found))
    return p[np.ix_(of_row, of_column)]


def draw_bicm(model: Bicm, draws: int, random: np.random.Generator) -> Iterator[Cells]:
    """Yield stacks of drawn matrices, `draws` in all, of the shape draws × rows × columns."""
    shape = model.probabilities.shape
    most = max(1, _BATCH // max(1, model.probabilities.size))
    for begin in range(0, draws, most):
        number = min(most, draws - begin)
        yield random.random((number, *shape)) < model.probabilities


def poisson_binomial(probabilities: Floats) -> Floats:
    """Return the distribution of how many of independent events happen.

    The last axis of `probabilities` holds the events; the last axis of the result, one longer, the
    chances of 0, 1, 2, … of them. Exact: one event is added at a time.
    """
    *front, events = probabilities.shape
    found = np.zeros((*front, events + 1))
    found[..., 0] = 1.0
    for number in range(events):
        p = probabilities[..., number, np.newaxis]
        before = found[..., : number + 1].copy()
        found[..., : number + 1] *= 1 - p
        found[..., 1 : number + 2] += before * p
    return found
