"""Drawn matrices keep their margins exactly, and every possible one is drawn equally often."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from matrices import cells, code, random_cells, with_margins
from scipy.stats import chisquare

from samgraph.structure import curveball
from samgraph.structure.biadjacency import Cells
from samgraph.structure.curveball import draw, sample


def margins_kept(observed: Cells, drawn: Cells) -> bool:
    return bool(
        (drawn.sum(axis=1) == observed.sum(axis=0)).all()
        and (drawn.sum(axis=2) == observed.sum(axis=1)).all()
    )


@pytest.mark.parametrize("seed", range(40))
def test_margins_are_kept_exactly(seed: int) -> None:
    """Whatever its shape and density, every drawn matrix has the margins of the observed one."""
    random = np.random.default_rng(seed)
    observed = random_cells(random)
    drawn = sample(observed, 50, random, rounds=seed % 4)
    assert drawn.shape == (50, *observed.shape)
    assert margins_kept(observed, drawn)


@pytest.mark.parametrize("shape", [(40, 90), (90, 40), (3, 64), (3, 65), (130, 129), (2, 200)])
def test_margins_are_kept_over_several_words(shape: tuple[int, int]) -> None:
    """Rows are packed in words of 64 bits; what lies on their edges is kept too."""
    random = np.random.default_rng(1)
    observed = random.random(shape) < 0.3
    assert margins_kept(observed, sample(observed, 20, random))


@pytest.mark.parametrize(
    "text",
    [
        "100 010 001",
        "110 011 101",
        "1100 0110 0011",
        "11000 01100 00110",
        "1110 0110 0011 1000",
        "1010 0101 1000 0100 0001",
    ],
)
def test_every_matrix_is_drawn_equally_often(text: str) -> None:
    """All matrices with the margins are reached, as often as chance would: chi-square is not far.

    The seed is fixed, so that the test says the same each time.
    """
    observed = cells(text)
    possible = code(np.array(list(with_margins(observed))))
    assert len(possible) > 5
    drawn = sample(observed, 200 * len(possible), np.random.default_rng(2021))
    names, counts = np.unique(code(drawn), return_counts=True)
    assert set(names) == set(possible)
    assert chisquare(counts).pvalue > 0.01


def test_too_few_trades_are_seen_by_that_test() -> None:
    """One round leaves the start too often: the test above would notice a wrong chain."""
    observed = cells("11000 01100 00110")
    drawn = sample(observed, 20_000, np.random.default_rng(2021), rounds=1)
    _, counts = np.unique(code(drawn), return_counts=True)
    assert chisquare(counts).pvalue < 1e-6


def test_two_rows_trade_any_subset_equally_often() -> None:
    """One trade of two rows that differ everywhere draws one of C(6, 3) subsets."""
    observed = cells("111000 000111")
    drawn = sample(observed, 200 * comb(6, 3), np.random.default_rng(7), rounds=1)
    names, counts = np.unique(drawn[:, 0], axis=0, return_counts=True)
    assert len(names) == comb(6, 3)
    assert chisquare(counts).pvalue > 0.01


@pytest.mark.parametrize("text", ["1", "0", "111", "1 1 0", "11 11", "00 00", "111 110 100"])
def test_a_matrix_that_its_margins_fix_comes_back(text: str) -> None:
    """Where only one matrix is possible, that one is drawn."""
    observed = cells(text)
    assert (sample(observed, 5, np.random.default_rng(1)) == observed).all()


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_an_empty_matrix_stays_empty(shape: tuple[int, int]) -> None:
    """Nothing to trade is no fault."""
    observed = np.zeros(shape, dtype=bool)
    assert sample(observed, 2, np.random.default_rng(1)).shape == (2, *shape)


def test_no_draws_are_no_matrices() -> None:
    """Asked for none, none come."""
    assert sample(cells("10 01"), 0, np.random.default_rng(1)).shape == (0, 2, 2)


def test_the_seed_decides() -> None:
    """The same seed gives the same matrices, another one others."""
    observed = np.random.default_rng(3).random((12, 20)) < 0.4
    first, again, other = (sample(observed, 10, np.random.default_rng(seed)) for seed in (5, 5, 6))
    assert (first == again).all()
    assert (first != other).any()


def test_many_draws_come_in_stacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many matrices are asked for, only so many cells are held at a time."""
    monkeypatch.setattr(curveball, "_BATCH", 100)
    observed = np.random.default_rng(3).random((4, 5)) < 0.5
    stacks = list(draw(observed, 12, np.random.default_rng(1)))
    assert [len(stack) for stack in stacks] == [5, 5, 2]
    assert margins_kept(observed, np.concatenate(stacks))
