"""Betweenness of all nodes of many two-sided networks at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from samgraph.structure.biadjacency import Cells

Floats = NDArray[np.float64]

_BATCH = 2_000_000
"""Pairs of nodes that are looked at together: more would only take memory."""


def betweenness_each(stack: Cells) -> Floats:
    """Return the betweenness of rows, then columns, in each matrix of a stack, from 0 to 1.

    The share of shortest paths between two other nodes that pass through a node, summed over all
    pairs (Freeman 1977), divided by the most that is possible on its side of a two-sided network of
    this size (Borgatti and Halgin 2011). The shape is draws × (rows + columns).
    """
    draws, height, width = stack.shape
    size = height + width
    if not size:
        return np.zeros((draws, 0))
    most = np.array(
        [_most(height, width)] * height + [_most(width, height)] * width, dtype=np.float64
    )
    step = max(1, _BATCH // size**2)
    sums = [_sums(stack[begin : begin + step]) for begin in range(0, draws, step)]
    found = np.concatenate([np.zeros((0, size)), *sums])
    shares = np.zeros_like(found)
    np.divide(found, most, out=shares, where=most > 0)
    return shares


def _most(own: int, other: int) -> float:
    """Return the largest possible sum for a node whose side has `own` nodes (Borgatti, Halgin)."""
    s, t = divmod(own - 1, other) if other else (0, 0)
    return (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2


def _sums(stack: Cells) -> Floats:
    """Return for each node the sum, over pairs of others, of the share of paths through it.

    Brandes' accumulation (2001), one step outward or inward for all sources and all matrices at a
    time: the networks are blocks of one sparse matrix, and the columns of the dense ones are the
    sources.
    """
    draws, height, width = stack.shape
    size = height + width
    links = _blocks(stack)
    paths = np.tile(np.eye(size), (draws, 1))
    depth = np.where(paths > 0, 0, -1)
    front, level = paths, 0
    while front.any():
        level += 1
        front = links @ front
        front[depth >= 0] = 0
        depth[front > 0] = level
        paths = paths + front
    through = np.zeros_like(paths)
    for step in range(level, 1, -1):
        share = np.divide(1 + through, paths, out=np.zeros_like(paths), where=depth == step)
        back = links @ share
        through += np.where(depth == step - 1, paths * back, 0)
    total: Floats = through.sum(axis=1).reshape(draws, size)
    return total / 2


def _blocks(stack: Cells) -> csr_array:
    """Return the adjacency matrices of a stack as blocks along the diagonal."""
    draws, height, width = stack.shape
    draw, row, column = np.nonzero(stack)
    begin = draw * (height + width)
    rows, columns = begin + row, begin + height + column
    ends = np.concatenate([rows, columns]), np.concatenate([columns, rows])
    size = draws * (height + width)
    return coo_array((np.ones(ends[0].size), ends), shape=(size, size)).tocsr()
