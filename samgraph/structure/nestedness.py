"""Nestedness: whether what meets few is met by what those with many meet too."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from samgraph.structure.biadjacency import Cells


def nodf(cells: Cells) -> float | None:
    """Return NODF, from 0 to 100; None where there are no two rows and no two columns to compare.

    The mean over all pairs of rows and all pairs of columns: of the links of the one with fewer,
    the percentage that the one with more has too, and 0 where both have equally many
    (Almeida-Neto, Guimarães, Guimarães, Loyola and Ulrich 2008). Rows and columns without links
    are left out, in what is observed and in what is drawn alike.
    """
    if max(cells.shape) < 2:
        return None
    return float(nodf_each(cells[np.newaxis])[0])


def nodf_each(stack: Cells) -> NDArray[np.float64]:
    """Return NODF of every matrix of a stack; 0 where there is nothing to compare."""
    linked = [stack.any(axis=axis).sum(axis=1) for axis in (2, 1)]
    pairs = sum(number * (number - 1) / 2 for number in linked)
    total: NDArray[np.float64] = _overlaps(stack) + _overlaps(stack.transpose(0, 2, 1))
    total *= 100 / np.maximum(pairs, 1)
    return total


def _overlaps(stack: Cells) -> NDArray[np.float64]:
    """Return the sum over pairs of rows of the share that NODF takes the mean of."""
    ones = stack.astype(np.float32)
    shared = ones @ ones.transpose(0, 2, 1)
    degrees = ones.sum(axis=2)
    more, fewer = degrees[:, :, np.newaxis], degrees[:, np.newaxis, :]
    counts = (more > fewer) & (fewer > 0)
    shares = np.zeros(shared.shape)
    np.divide(shared, fewer, out=shares, where=counts)
    total: NDArray[np.float64] = shares.sum(axis=(1, 2))
    return total
