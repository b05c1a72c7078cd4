"""P-values, q-values and intervals, by hand and by their invariants."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import false_discovery_control

from samgraph.structure.significance import (
    Purpose,
    against,
    benjamini_hochberg,
    generator,
    two_sided_p,
    upper_p,
    z_score,
)


def test_p_counts_the_observed_figure_as_a_draw() -> None:
    """Of 4 draws two are as high: p is (1 + 2) / (1 + 4); never 0, never above 1."""
    drawn = np.array([1.0, 2.0, 3.0, 4.0])
    assert upper_p(3, drawn) == 3 / 5
    assert upper_p(9, drawn) == 1 / 5
    assert upper_p(0, drawn) == 1.0


def test_two_sided_p_doubles_the_smaller_side() -> None:
    """Far out on either side counts alike, and the middle is at most 1."""
    drawn = np.arange(1.0, 20.0)
    assert two_sided_p(0, drawn) == 2 * 1 / 20
    assert two_sided_p(20, drawn) == 2 * 1 / 20
    assert two_sided_p(10, drawn) == 1.0


def test_equal_figures_are_equal_however_they_were_added_up() -> None:
    """A sum of the same fractions in another order counts as equally high."""
    assert upper_p(0.3, np.array([0.1 + 0.2, 0.3, 0.2])) == 3 / 4
    assert upper_p(0.1 + 0.2, np.array([0.3])) == 1.0


@pytest.mark.parametrize("seed", range(20))
def test_p_lies_above_nought_and_at_most_at_one(seed: int) -> None:
    """Whatever is observed and drawn, ties included."""
    random = np.random.default_rng(seed)
    drawn = random.integers(0, 4, size=random.integers(1, 30)).astype(float)
    null = against(float(random.integers(-1, 6)), drawn, "curveball")
    assert 0 < null.p <= 1
    assert null.low <= null.mean <= null.high or null.deviation > 0
    assert null.draws == drawn.size


def test_a_null_is_worked_out_by_hand() -> None:
    """Mean, deviation, quantiles and z of four draws."""
    null = against(6.0, np.array([1.0, 2.0, 3.0, 4.0]), "bicm")
    assert (null.model, null.draws, null.mean) == ("bicm", 4, 2.5)
    assert null.deviation == pytest.approx(1.25**0.5)
    assert null.z == pytest.approx(3.5 / 1.25**0.5)
    assert (null.low, null.high) == pytest.approx((1.075, 3.925))
    assert null.p == pytest.approx(2 / 5)


def test_z_is_not_given_where_nothing_deviates() -> None:
    """Draws that are all alike give no z, and a p of 1 where the observed one is like them."""
    null = against(5.0, np.full(10, 5.0), "curveball")
    assert (null.z, null.p, null.deviation) == (None, 1.0, 0.0)
    assert z_score(1.0, 0.0, 0.0) is None


def test_q_values_by_hand() -> None:
    """P times m over rank, and never less than for a smaller p."""
    assert benjamini_hochberg([0.01, 0.02, 0.03, 0.5]) == pytest.approx((0.04, 0.04, 0.04, 0.5))
    assert benjamini_hochberg([0.5, 0.01]) == pytest.approx((0.5, 0.02))
    assert benjamini_hochberg([0.9, 0.8]) == pytest.approx((0.9, 0.9))
    assert benjamini_hochberg([]) == ()


@pytest.mark.parametrize("seed", range(20))
def test_q_values_are_those_of_scipy_and_in_order(seed: int) -> None:
    """Own q-values equal scipy's, grow with p, and are never below it."""
    p = np.random.default_rng(seed).random(seed + 1) ** 3
    q = np.array(benjamini_hochberg(p.tolist()))
    assert q == pytest.approx(false_discovery_control(p))
    assert (np.diff(q[np.argsort(p)]) >= 0).all()
    assert ((q >= p) & (q <= 1)).all()


def test_purposes_do_not_share_random_numbers() -> None:
    """What one purpose draws says nothing of what another draws, and the seed decides both."""
    first = generator(1, Purpose.BICM).random(3)
    assert (first == generator(1, Purpose.BICM).random(3)).all()
    assert (first != generator(1, Purpose.CURVEBALL).random(3)).all()
    assert (first != generator(2, Purpose.BICM).random(3)).all()
