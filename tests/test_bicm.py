"""The bipartite configuration model expects the observed degrees, also where it degenerates."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from matrices import cells, random_cells, with_margins
from numpy.typing import NDArray

from samgraph.structure.biadjacency import Cells, free_parts
from samgraph.structure.bicm import draw_bicm, fit_bicm, poisson_binomial


@pytest.mark.parametrize("seed", range(40))
def test_expected_margins_are_those_observed(seed: int) -> None:
    """Whatever the matrix, rows and columns are expected to sum to what they do."""
    observed = random_cells(np.random.default_rng(seed), most=30)
    model = fit_bicm(observed)
    expected = model.probabilities
    assert expected.sum(axis=0) == pytest.approx(observed.sum(axis=0), abs=1e-9)
    assert expected.sum(axis=1) == pytest.approx(observed.sum(axis=1), abs=1e-9)
    assert ((expected >= 0) & (expected <= 1)).all()
    assert model.error < 1e-9


def test_probabilities_have_the_form_of_the_model() -> None:
    """Odds are products x_i y_j: every two by two of them has a cross ratio of one."""
    observed = cells("11000 10100 01010 00101")
    p = fit_bicm(observed).probabilities
    odds = p / (1 - p)
    for i, j in product(range(4), repeat=2):
        for k, m in product(range(5), repeat=2):
            assert odds[i, k] * odds[j, m] == pytest.approx(odds[i, m] * odds[j, k])


def test_a_regular_matrix_is_flat() -> None:
    """Where all degrees are equal, every cell is as likely as any other."""
    model = fit_bicm(cells("1100 0110 0011 1001"))
    assert model.probabilities == pytest.approx(np.full((4, 4), 0.5))
    assert model.forced == 0


def test_a_solution_worked_out_by_hand() -> None:
    """Two by two with degrees 1 and 1 leaves each cell at one half; a full row takes its own."""
    assert fit_bicm(cells("10 01")).probabilities == pytest.approx(np.full((2, 2), 0.5))
    model = fit_bicm(cells("111 100 010"))
    assert model.probabilities[0] == pytest.approx([1, 1, 1])
    assert model.probabilities[1:, :2] == pytest.approx(np.full((2, 2), 0.5))
    assert model.probabilities[1:, 2] == pytest.approx([0, 0])
    assert model.forced == 5


@pytest.mark.parametrize("text", ["111 110 100", "11 11", "000 000", "1", "0", "101 101"])
def test_what_margins_force_is_taken_out(text: str) -> None:
    """Where only one matrix is possible, the model is that matrix, and says so."""
    observed = cells(text)
    model = fit_bicm(observed)
    assert (model.probabilities == observed).all()
    assert model.forced == observed.size


def test_forced_cells_without_a_full_or_empty_line() -> None:
    """Blocks of ones and zeros can be forced where no row or column is full or empty.

    The first two rows have all of the first two columns, the last two nothing of the last two.
    """
    observed = cells("1110 1101 1000 0100")
    model = fit_bicm(observed)
    assert model.probabilities[:2, :2] == pytest.approx(np.ones((2, 2)))
    assert model.probabilities[2:, 2:] == pytest.approx(np.zeros((2, 2)))
    assert model.probabilities[:2, 2:] == pytest.approx(np.full((2, 2), 0.5))
    assert model.forced == 8


@pytest.mark.parametrize("seed", range(30))
def test_free_parts_are_the_cells_that_can_differ(seed: int) -> None:
    """A cell lies in a free part exactly where two matrices with these margins differ in it."""
    random = np.random.default_rng(seed)
    observed = random.random((4, 4)) < random.uniform(0.2, 0.8)
    found = np.zeros_like(observed)
    for part in free_parts(observed):
        found[np.ix_(part.rows, part.columns)] = True
    possible = np.array(list(with_margins(observed)))
    assert (found == (possible.any(axis=0) & ~possible.all(axis=0))).all()


def test_an_empty_matrix_has_an_empty_model() -> None:
    """No rows, no columns, no fault."""
    for shape in ((0, 0), (0, 3), (3, 0)):
        model = fit_bicm(np.zeros(shape, dtype=bool))
        assert model.probabilities.shape == shape
        assert (model.forced, model.error) == (0, 0)


def test_draws_follow_the_probabilities() -> None:
    """Over many draws each cell is filled as often as the model says, to chance."""
    model = fit_bicm(cells("11110 10100 01010 00101 00001"))
    drawn = np.concatenate(list(draw_bicm(model, 20_000, np.random.default_rng(2021))))
    assert drawn.mean(axis=0) == pytest.approx(model.probabilities, abs=0.015)
    forced = np.isin(model.probabilities, (0, 1))
    assert (drawn[:, forced] == model.probabilities[forced]).all()


def by_trying_all(chances: NDArray[np.float64]) -> list[float]:
    found = [0.0] * (len(chances) + 1)
    for happens in product((0, 1), repeat=len(chances)):
        chance = 1.0
        for one, p in zip(happens, chances, strict=True):
            chance *= p if one else 1 - p
        found[sum(happens)] += chance
    return found


def test_the_poisson_binomial_is_exact() -> None:
    """Two events by hand, more by adding up all that can happen, and equal ones as a binomial."""
    assert poisson_binomial(np.array([0.5, 0.2])) == pytest.approx([0.4, 0.5, 0.1])
    assert poisson_binomial(np.array([])) == pytest.approx([1.0])
    assert poisson_binomial(np.array([1.0, 0.0])) == pytest.approx([0, 1, 0])
    chances = np.random.default_rng(1).random((3, 7))
    for row, found in zip(chances, poisson_binomial(chances), strict=True):
        assert found == pytest.approx(by_trying_all(row))


def shared(stack: Cells) -> NDArray[np.float64]:
    found: NDArray[np.float64] = (stack[:, 0] & stack[:, 1]).sum(axis=1, dtype=np.float64)
    return found


def test_the_poisson_binomial_is_what_two_drawn_rows_share() -> None:
    """The exact distribution of shared columns agrees with that in drawn matrices."""
    model = fit_bicm(cells("11100 11010 00111 10001"))
    drawn = np.concatenate(list(draw_bicm(model, 50_000, np.random.default_rng(3))))
    counts = np.bincount(shared(drawn).astype(int), minlength=6) / len(drawn)
    p = model.probabilities
    assert poisson_binomial(p[0] * p[1]) == pytest.approx(counts, abs=0.01)
