"""Small matrices of ones and zeros that tests share."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from samgraph.structure.biadjacency import Cells


def cells(text: str) -> Cells:
    """Return the matrix that rows of ones and zeros make: "110 011" has two rows."""
    return np.array([[mark == "1" for mark in row] for row in text.split()], dtype=bool)


def with_margins(observed: Cells) -> Iterator[Cells]:
    """Yield every matrix with the margins of one, by trying all with its row sums."""
    width = observed.shape[1]
    rows = [list(combinations(range(width), int(number))) for number in observed.sum(axis=1)]
    for chosen in product(*rows):
        found = np.zeros_like(observed)
        for row, columns in zip(found, chosen, strict=True):
            row[list(columns)] = True
        if (found.sum(axis=0) == observed.sum(axis=0)).all():
            yield found


def code(stack: Cells) -> NDArray[np.int64]:
    """Return a number for each matrix of a stack that tells it from all others of its shape."""
    cells = stack.reshape(len(stack), -1)
    found: NDArray[np.int64] = cells @ (1 << np.arange(cells.shape[1]))
    return found


def random_cells(random: np.random.Generator, most: int = 12) -> Cells:
    """Return a matrix of any shape up to `most` and of any density."""
    height, width = random.integers(1, most + 1, size=2)
    return random.random((height, width)) < random.random()
