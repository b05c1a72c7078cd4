"""What chance gives: p-values, their correction for many questions, intervals and z-scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

SEED = 2021
DRAWS = 1000
FEWEST = 10
"""Rows that must be free to meet something else before a p-value is given."""
RATE = 0.1
"""The false discovery rate at which a finding counts: q must be below it."""
LOW, HIGH = 0.025, 0.975
"""The quantiles between which 95% of what chance gives lies."""

CURVEBALL, BICM = "curveball", "bicm"
MODELS = (CURVEBALL, BICM)
"""The null models: fixed degrees (curveball), expected degrees (BiCM)."""


class Purpose(IntEnum):
    """What random numbers are for: no purpose uses up another's, so that each can be left out."""

    CURVEBALL = 1
    BICM = 2
    COMMUNITIES = 3
    RESAMPLES = 4
    CARRIERS_CURVEBALL = 5
    CARRIERS_BICM = 6


_EQUAL = 1e-9
"""Two sums of the same fractions in another order differ by less."""


@dataclass(frozen=True, slots=True)
class Null:
    """What a null model gives for one figure, and where the figure observed lies in it."""

    model: str
    draws: int
    """0 where the distribution is computed exactly."""
    mean: float
    deviation: float
    """The standard deviation."""
    low: float
    """The 2.5% quantile."""
    high: float
    """The 97.5% quantile."""
    z: float | None
    """Deviations between the figure observed and the mean; None where nothing deviates."""
    p: float
    """From above 0 to 1."""
    q: float | None = None
    """p corrected for the number of questions asked together (Benjamini and Hochberg 1995)."""


def generator(seed: int, purpose: Purpose) -> np.random.Generator:
    """Return the random numbers of one purpose."""
    return np.random.default_rng([seed, purpose])


def upper_p(observed: float, drawn: NDArray[np.float64]) -> float:
    """Return the chance of a figure as high: (1 + draws as high) / (1 + draws).

    The figure observed counts as one of the draws, so that no p is 0 (Davison and Hinkley 1997,
    section 4.2).
    """
    return float((1 + np.count_nonzero(drawn >= observed - _EQUAL)) / (1 + drawn.size))


def two_sided_p(observed: float, drawn: NDArray[np.float64]) -> float:
    """Return the chance of a figure as far out on its side, doubled, at most 1."""
    return min(1.0, 2 * min(upper_p(observed, drawn), upper_p(-observed, -drawn)))


def z_score(observed: float, mean: float, deviation: float) -> float | None:
    """Return how many deviations a figure lies from the mean; None where nothing deviates."""
    return (observed - mean) / deviation if deviation > _EQUAL else None


def against(observed: float, drawn: NDArray[np.float64], model: str) -> Null:
    """Return where a figure lies among at least one drawn figure, with a two-sided p."""
    mean, deviation = float(drawn.mean()), float(drawn.std())
    low, high = (float(value) for value in np.quantile(drawn, [LOW, HIGH]))
    return Null(
        model,
        drawn.size,
        mean,
        deviation,
        low,
        high,
        z_score(observed, mean, deviation),
        two_sided_p(observed, drawn),
    )


def benjamini_hochberg(values: Sequence[float]) -> tuple[float, ...]:
    """Return the q-value of each p-value, in the order given.

    q of the i-th smallest of m is the least of m p_j / j over all j ≥ i, at most 1 (Benjamini and
    Hochberg 1995). `scipy.stats.false_discovery_control` gives the same, but importing it takes
    longer than the whole of this analysis.
    """
    p = np.asarray(values, dtype=np.float64)
    order = np.argsort(-p, kind="stable")
    scaled = p[order] * (p.size / np.arange(p.size, 0, -1))
    found = np.empty_like(p)
    found[order] = np.minimum(np.minimum.accumulate(scaled), 1.0)
    return tuple(found.tolist())
