"""Nestedness: whether what meets few is met by what those with many meet too."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from samgraph.structure.biadjacency import Cells


def nodf(cells: Cells) -> float | None:
    """Return NODF, from 0 to 100; None where there are no two rows and no two columns to compare.

    The mean over all pairs of rows and all pairs of columns: of the links of the one with fewer,
    the percentage that the one with more has too, and 0 where both have equally many or one has
    none (Almeida-Neto, Guimarães, Guimarães, Loyola and Ulrich 2008). What is observed has no line
    without links; a draw with expected degrees may, and its pairs then count 0.
    """
    if max(cells.shape) < 2:
        return None
    return float(nodf_each(cells[np.newaxis])[0])


def nodf_each(stack: Cells) -> NDArray[np.float64]:
    """Return NODF of every matrix of a stack; each must have two rows or two columns."""
    height, width = stack.shape[1:]
    pairs = height * (height - 1) / 2 + width * (width - 1) / 2
    total: NDArray[np.float64] = _overlaps(stack) + _overlaps(stack.transpose(0, 2, 1))
    total *= 100 / pairs
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
