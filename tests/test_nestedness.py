"""NODF is the published one, and that worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from matrices import cells, random_cells

from samgraph.coverage import cover
from samgraph.framing import find_frame
from samgraph.knowledge import Knowledge
from samgraph.structure.biadjacency import Cells, biadjacency
from samgraph.structure.bicm import draw_bicm, fit_bicm
from samgraph.structure.curveball import sample
from samgraph.structure.nestedness import nodf, nodf_each
from samgraph.structure.significance import Purpose, against, generator, two_sided_p


def test_the_example_of_the_publication() -> None:
    """The worked example of Almeida-Neto et al. (2008): columns 63, rows 53, together 58."""
    observed = cells("10111 11100 01110 11000 11000")
    # Rows 1 to 5 have 4, 3, 3, 2 and 2. By pair: 67, 67, 50, 50 | equal, 100, 100 | 50, 50 | equal.
    rows = (200 / 3 + 200 / 3 + 50 + 50 + 0 + 100 + 100 + 50 + 50 + 0) / 10
    assert rows == pytest.approx(53.3, abs=0.05)
    # Columns have 4, 4, 3, 2 and 1. By pair: equal, 67, 50, 100 | 67, 50, 0 | 100, 100 | 100.
    columns = (0 + 200 / 3 + 50 + 100 + 200 / 3 + 50 + 0 + 100 + 100 + 100) / 10
    assert columns == pytest.approx(63.3, abs=0.05)
    assert nodf(observed) == pytest.approx((rows + columns) / 2)
    assert nodf(observed) == pytest.approx(58.3, abs=0.05)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1111 1110 1100 1000", 100.0),
        ("1000 0100 0010 0001", 0.0),
        ("1111 1111 1111", 0.0),
        ("1100 0011", 0.0),
        ("11 10", 100.0),
        ("110 001", 0.0),
        ("111 100 010", 100 * (2 + 2 * 1) / 6),
    ],
)
def test_small_matrices_by_hand(text: str, expected: float) -> None:
    """Perfect nesting is 100; equal degrees, or nothing in common, is 0."""
    assert nodf(cells(text)) == pytest.approx(expected)


def test_where_there_are_no_pairs_there_is_no_figure() -> None:
    """One cell has no two rows and no two columns; one row has two columns to compare."""
    assert nodf(cells("1")) is None
    assert nodf(np.zeros((0, 0), dtype=bool)) is None
    assert nodf(cells("11")) == 0.0
    assert nodf(cells("10")) == 0.0


def by_definition(observed: Cells) -> float:
    """Return NODF pair by pair, as the publication defines it."""
    found: list[float] = []
    for side in (observed, observed.T):
        order = sorted(side, key=lambda line: -int(line.sum()))
        for number, one in enumerate(order):
            for other in order[number + 1 :]:
                fewer = one.sum() > other.sum() > 0
                found.append(100 * (one & other).sum() / other.sum() if fewer else 0.0)
    return sum(found) / len(found)


@pytest.mark.parametrize("seed", range(30))
def test_all_matrices_of_a_stack_have_the_figure_of_the_definition(seed: int) -> None:
    """Order of rows and columns, empty lines and shape make no difference."""
    random = np.random.default_rng(seed)
    observed = random_cells(random)
    if max(observed.shape) < 2:
        return
    shuffled = observed[random.permutation(len(observed))]
    expected = by_definition(observed)
    assert nodf_each(np.array([observed, shuffled])) == pytest.approx([expected, expected])
    assert nodf(observed.T) == pytest.approx(expected)


def test_chance_looks_unlikely_as_often_as_it_should() -> None:
    """Of matrices drawn from the null model, a tenth has a p below 0.1: no more, to chance."""
    observed = np.random.default_rng(3).random((12, 15)) < 0.4
    figures = nodf_each(sample(observed, 800, np.random.default_rng(2021)))
    values = [two_sided_p(float(one), figures[400:]) for one in figures[:400]]
    assert np.mean(np.array(values) < 0.1) == pytest.approx(0.1, abs=0.04)


def test_the_goal_grid_of_the_sam_plan(sam: Knowledge) -> None:
    """The figures found beforehand by another program: NODF 72.7, and z -0.37 under the BiCM."""
    observed = biadjacency(cover(sam, find_frame(sam, "goal-coretask")), "stated").cells
    found = nodf(observed)
    assert found == pytest.approx(72.7, abs=0.05)
    assert found is not None
    stacks = draw_bicm(fit_bicm(observed), 20_000, generator(2021, Purpose.BICM))
    null = against(found, np.concatenate([nodf_each(stack) for stack in stacks]), "bicm")
    assert null.z == pytest.approx(-0.37, abs=0.03)
