"""Communities of rows and columns that meet each other more than their degrees give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samgraph.structure.biadjacency import Cells

_STARTS, _FEWEST_STARTS = 12, 3
"""Starts of the search in each matrix, observed or drawn alike; the best result counts."""
_LARGE = 20_000
"""Cells above which a matrix is searched from the fewest starts."""
_BATCH = 4_000_000
"""Cells that are searched at a time: more would only take memory."""
_EXACT = 2**24
"""Whole numbers below this are exact in 32-bit floats."""

Labels = NDArray[np.intp]
Values = NDArray[np.floating]


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """The best division found in each matrix of a stack."""

    q: NDArray[np.float64]
    rows: Labels
    """Draws × rows: the community of each row, as a number without meaning."""
    columns: Labels


def barber(cells: Cells, rows: Sequence[int] | Labels, columns: Sequence[int] | Labels) -> float:
    """Return Barber's modularity of a division into communities; 0 where nothing is linked.

    Q = (1/m) Σ_ij (M_ij − k_i d_j / m) δ(g_i, h_j), with m links, k and d the degrees of rows and
    columns, g and h their communities (Barber 2007).
    """
    links = int(cells.sum())
    same = np.equal.outer(np.asarray(rows), np.asarray(columns))
    if not links:
        return 0.0
    return float(_surplus(cells[np.newaxis])[0][same].sum(dtype=np.float64)) / links**2


def communities(stack: Cells, random: np.random.Generator) -> Division:
    """Return the best division found in each matrix of a stack; 0 where nothing is linked.

    From every start the search climbs by turns, rows to the community of columns that suits them
    best and columns to that of rows (BRIM, Barber 2007), ties broken at random, then merges
    communities while that raises Q, and climbs again (LPAb+, Liu and Murata 2010). A third of the
    starts has each node of the shorter side by itself, a third has it with those that share a
    random neighbour, a third is random. All matrices and starts go in step.
    """
    _, height, width = stack.shape
    if width > height:
        turned = communities(stack.transpose(0, 2, 1), random)
        return Division(turned.q, turned.columns, turned.rows)
    starts = _STARTS if height * width <= _LARGE else _FEWEST_STARTS
    most = max(1, _BATCH // (starts * height * width))
    found = [
        _search(stack[begin : begin + most], random, starts) for begin in range(0, len(stack), most)
    ]
    return Division(
        np.concatenate([one.q for one in found]),
        np.concatenate([one.rows for one in found]),
        np.concatenate([one.columns for one in found]),
    )


def _search(stack: Cells, random: np.random.Generator, starts: int) -> Division:
    surplus = np.repeat(_surplus(stack), starts, axis=0)
    columns = _starts(np.repeat(stack, starts, axis=0), starts, random)
    q, rows, columns = _climb(surplus, columns, random)
    active = np.arange(len(q))
    while active.size:
        merged, columns_then = _merge(surplus[active], rows[active], columns[active])
        active = active[merged]
        higher, rows_then, columns_then = _climb(surplus[active], columns_then[merged], random)
        better = higher > q[active]
        active = active[better]
        q[active], rows[active] = higher[better], rows_then[better]
        columns[active] = columns_then[better]
    best = q.reshape(-1, starts).argmax(axis=1) + np.arange(0, len(q), starts)
    squared = stack.sum(axis=(1, 2), dtype=np.float64) ** 2
    found = np.divide(q[best], squared, out=np.zeros(len(stack)), where=squared > 0)
    return Division(found, rows[best], columns[best])


def _surplus(stack: Cells) -> Values:
    """Return m M_ij − k_i d_j for every cell: whole numbers, so that sums are exact."""
    links = stack.sum(axis=(1, 2))
    kind = np.float32 if int(links.max(initial=0)) ** 2 < _EXACT else np.float64
    rows, columns = stack.sum(axis=2), stack.sum(axis=1)
    expected = rows[:, :, np.newaxis] * columns[:, np.newaxis, :]
    found: Values = (links[:, np.newaxis, np.newaxis] * stack - expected).astype(kind)
    return found


def _starts(stack: Cells, starts: int, random: np.random.Generator) -> Labels:
    """Return the communities of columns from which the search begins."""
    size, _, width = stack.shape
    labels = np.tile(np.arange(width), (size, 1))
    kind = np.arange(size) % starts % 3
    shared = kind == 1
    chances = random.random((int(shared.sum()), *stack.shape[1:]), dtype=np.float32)
    neighbour = (chances * stack[shared]).argmax(axis=1)
    same = neighbour[:, :, np.newaxis] == neighbour[:, np.newaxis, :]
    labels[shared] = same.argmax(axis=2)
    labels[kind == 2] = random.integers(0, width, (int((kind == 2).sum()), width))
    return labels


def _climb(
    surplus: Values, columns: Labels, random: np.random.Generator
) -> tuple[NDArray[np.float64], Labels, Labels]:
    """Return Q m², rows and columns after climbing by turns until Q rises no more."""
    size, height, _ = surplus.shape
    q = np.full(size, -np.inf)
    rows, columns = np.zeros((size, height), dtype=np.intp), columns.copy()
    active = np.arange(size)
    while active.size:
        values = surplus[active]
        labels, one_of = _numbered(columns[active], surplus.dtype)
        rows_then, _ = _best(values @ one_of[labels], random)
        columns_then, gains = _best(values.transpose(0, 2, 1) @ one_of[rows_then], random)
        higher = gains.sum(axis=1, dtype=np.float64)
        better = higher > q[active]
        active = active[better]
        q[active] = higher[better]
        rows[active], columns[active] = rows_then[better], columns_then[better]
    return q, rows, columns


def _numbered(labels: Labels, kind: np.dtype[np.floating]) -> tuple[Labels, Values]:
    """Return labels numbered from 0 in each division, and the unit vector of each number.

    Few communities are left after the first turn, and sums over them then take less time.
    """
    present = np.zeros((len(labels), int(labels.max()) + 1), dtype=bool)
    np.put_along_axis(present, labels, values=True, axis=1)
    numbers = np.cumsum(present, axis=1) - 1
    found = np.take_along_axis(numbers, labels, axis=1)
    return found, np.eye(int(found.max()) + 1, dtype=kind)


def _best(scores: Values, random: np.random.Generator) -> tuple[Labels, Values]:
    """Return the label with the best score and that score, ties broken at random.

    Scores are whole numbers: less than half added to each changes no order but that of ties.
    """
    noise = random.random(scores.shape, dtype=np.float32)
    noise *= 0.5
    label = (scores + noise).argmax(axis=2)
    return label, np.take_along_axis(scores, label[..., np.newaxis], axis=2)[..., 0]


def _merge(surplus: Values, rows: Labels, columns: Labels) -> tuple[NDArray[np.bool_], Labels]:
    """Merge pairs of communities, the best pair first, as long as that raises Q.

    Returns which divisions changed, and the communities of the columns.
    """
    height = rows.shape[1]
    labels, one_of = _numbered(np.concatenate([rows, columns], axis=1), surplus.dtype)
    rows, columns, width = labels[:, :height], labels[:, height:], len(one_of)
    between = one_of[rows].transpose(0, 2, 1) @ (surplus @ one_of[columns])
    gain = between + between.transpose(0, 2, 1)
    gain[:, np.arange(width), np.arange(width)] = -np.inf
    merged = np.zeros(len(rows), dtype=bool)
    active = np.arange(len(rows))
    while True:
        flat = gain[active].reshape(active.size, -1)
        pair = flat.argmax(axis=1)
        rises = np.take_along_axis(flat, pair[:, np.newaxis], axis=1)[:, 0] > 0
        active, pair = active[rises], pair[rises]
        if not active.size:
            return merged, columns
        keep, drop = pair // width, pair % width
        merged[active] = True
        here = columns[active]
        columns[active] = np.where(here == drop[:, np.newaxis], keep[:, np.newaxis], here)
        gain[active, keep, :] += gain[active, drop, :]
        gain[active, :, keep] += gain[active, :, drop]
        gain[active, drop, :] = gain[active, :, drop] = -np.inf
