"""Matrices of ones and zeros drawn uniformly among all that have the same margins.

The curveball algorithm (Strona, Nappo, Boccacci, Fattorini and San-Miguel-Ayanz 2014) lets two rows
trade what only one of them has; Carstens (2015) proved that it draws every matrix with equal
probability. Here all rows trade at once in random pairs, a global trade (Carstens, Berger and
Strona 2018), and every draw is a chain of its own from the observed matrix: draws do not depend on
each other, and all chains go in step through numpy, rows packed as bits in 64-bit words.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from samgraph.structure.biadjacency import Cells

ROUNDS = 20
"""Global trades before a draw is taken.

The program that Strona et al. published makes five trades for each row of the shorter side. A round
of pairs gives each row one trade, which is half a trade for each row: 20 rounds are ten trades for
each row, twice what they use. On the SAM plan's frames mean NODF is steady from 10 rounds on.
"""
_WORD = 64
_BATCH = 4_000_000
"""Cells that are drawn at a time: more would only take memory."""

Words = NDArray[np.uint64]


def draw(
    cells: Cells, draws: int, random: np.random.Generator, rounds: int = ROUNDS
) -> Iterator[Cells]:
    """Yield stacks of drawn matrices, `draws` in all, each with the margins of `cells` exactly.

    A stack has the shape draws × rows × columns.
    """
    height, width = cells.shape
    flipped = height > width
    observed = cells.T if flipped else cells
    most = max(1, _BATCH // max(1, cells.size))
    for begin in range(0, draws, most):
        number = min(most, draws - begin)
        drawn = _traded(observed, number, random, rounds)
        yield drawn.transpose(0, 2, 1) if flipped else drawn


def sample(cells: Cells, draws: int, random: np.random.Generator, rounds: int = ROUNDS) -> Cells:
    """Return drawn matrices in one stack of the shape draws × rows × columns."""
    stacks = list(draw(cells, draws, random, rounds))
    return np.concatenate(stacks) if stacks else np.empty((0, *cells.shape), dtype=bool)


def _traded(cells: Cells, chains: int, random: np.random.Generator, rounds: int) -> Cells:
    """Return the matrices that chains of global trades reach from one matrix."""
    height, width = cells.shape
    half = height // 2
    packed = _packed(cells)
    state = np.tile(packed, (1, chains))
    first_row = (np.arange(chains) * height)[:, np.newaxis]
    for _ in range(rounds if half else 0):
        order = np.argsort(random.random((chains, height), dtype=np.float32), axis=1) + first_row
        one, other = order[:, :half].ravel(), order[:, half : 2 * half].ravel()
        a, b = state[:, one], state[:, other]
        pool, common = a ^ b, a & b
        share = _subset(pool, np.bitwise_count(a & pool).sum(axis=0, dtype=np.float32), random)
        state[:, one] = common | share
        state[:, other] = common | (pool ^ share)
    words = state.reshape(len(packed), chains, height).transpose(1, 2, 0)
    return _unpacked(words, width)


def _subset(pool: Words, wanted: NDArray[np.float32], random: np.random.Generator) -> Words:
    """Return a random subset of the bits of each column of `pool`, with so many bits as wanted.

    The bits are gone through one by one, and each is taken with the chance of what is still wanted
    over what is still left (Fan, Muller and Rezucha 1962, method 1). The columns of a word with
    most bits come first, so that those with a bit left are always the first so many.
    """
    counts = np.bitwise_count(pool)
    left = counts.sum(axis=0, dtype=np.float32)
    chosen = np.empty_like(pool)
    for word, count in enumerate(counts):
        order = np.argsort(count, kind="stable")[::-1]
        rest, mine = pool[word][order], np.zeros(order.size, dtype=np.uint64)
        remaining, need = left[order], wanted[order]
        chances = random.random(int(count.sum(dtype=np.int64)), dtype=np.float32)
        used = 0
        for active in _active(count):
            bits, share, still = rest[:active], need[:active], remaining[:active]
            lowest = bits & np.negative(bits)
            bits ^= lowest
            taken = chances[used : used + active] * still < share
            used += active
            lowest *= taken
            mine[:active] |= lowest
            share -= taken
            still -= 1
        chosen[word][order] = mine
        left[order], wanted[order] = remaining, need
    return chosen


def _active(counts: NDArray[np.uint8]) -> list[int]:
    """Return how many columns have a first bit, how many a second, and so on."""
    histogram = np.bincount(counts)
    active: list[int] = (counts.size - np.cumsum(histogram)).tolist()
    return active[:-1]


def _packed(cells: Cells) -> Words:
    """Return the rows as columns of words, the shape words × rows."""
    height, width = cells.shape
    words = -(-width // _WORD)
    bits = np.zeros((height, words * _WORD), dtype=np.uint8)
    bits[:, :width] = cells
    packed = np.packbits(bits, axis=1, bitorder="little").view(np.uint64)
    return np.ascontiguousarray(packed.reshape(height, words).T)


def _unpacked(words: Words, width: int) -> Cells:
    """Return rows of words, in the last axis, as rows of cells."""
    data = np.ascontiguousarray(words).view(np.uint8)
    return np.unpackbits(data, axis=-1, count=width, bitorder="little").view(np.bool_)
