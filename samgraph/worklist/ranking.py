"""Ranks with ties: how several rankings become one, and how well a ranking finds what was hidden.

Where scores are tied no order is better than another, so that everything here gives the mean over
all orders of what is tied (McSherry and Najork 2008). A measure that knows nothing, with every
score the same, then gets exactly what chance would give it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

DAMPING = 60
"""The constant of reciprocal rank fusion, as its authors fixed it."""
CUTS = (1, 3, 10)
"""The k of hits@k."""
_DIGITS = 12
"""Fused scores that are equal to this many digits are tied."""


def ranks(scores: Floats) -> Floats:
    """Return the rank of each score, the highest first from 1, ties by their mean rank."""
    _, inverse, counts = np.unique(-scores, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    found: Floats = ((last - counts + 1 + last) / 2)[inverse]
    return found


def fuse(rankings: Sequence[Floats]) -> Floats:
    """Return one score for each candidate: the sum over rankings of 1/(60 + rank).

    A score of zero is no finding and adds nothing. This is reciprocal rank fusion (Cormack, Clarke
    and Büttcher 2009), which has no weights to tune.
    """
    parts = [np.where(scores > 0, 1 / (DAMPING + ranks(scores)), 0.0) for scores in rankings]
    found: Floats = np.round(np.sum(parts, axis=0), _DIGITS)
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """How well a ranking put what was hidden in front."""

    hits: tuple[float, ...]
    """Chance from 0 to 1 that it is among the first k, for each k of `CUTS`."""
    reciprocal: float
    """Mean of 1/rank, from 0 to 1."""


def finding(score: float, others: Floats) -> Found:
    """Return how well a score ranks what was hidden among others that are not linked."""
    ahead = int((others > score).sum())
    tied = int((others == score).sum()) + 1
    hits = tuple(min(max((cut - ahead) / tied, 0.0), 1.0) for cut in CUTS)
    return Found(hits, float((1 / np.arange(ahead + 1, ahead + tied + 1)).mean()))


def mean(several: Sequence[Found]) -> Found:
    """Return the mean of several findings; zeros of none."""
    if not several:
        return Found((0.0,) * len(CUTS), 0.0)
    times = len(several)
    hits = tuple(sum(one.hits[place] for one in several) / times for place in range(len(CUTS)))
    return Found(hits, sum(one.reciprocal for one in several) / times)
