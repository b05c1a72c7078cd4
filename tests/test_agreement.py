"""The adjusted Rand index by hand, and the plan's own groupings."""

from __future__ import annotations

import numpy as np
import pytest
from tinyplan import NS, Tiny

from samgraph.structure.agreement import adjusted_rand, adjusted_rand_each, groupings


def test_equal_groupings_agree_whatever_their_names() -> None:
    """The names of groups mean nothing."""
    assert adjusted_rand([0, 0, 1, 1], [5, 5, 2, 2]) == 1.0


def test_an_index_by_hand() -> None:
    """Six things in three pairs against three and three.

    Together in both: 2 pairs (1-2 and 5-6). In the first: 3; in the second: 6; of all: 15.
    Expected 3 * 6 / 15 = 1.2; the index is (2 - 1.2) / ((3 + 6) / 2 - 1.2).
    """
    assert adjusted_rand([0, 0, 1, 1, 2, 2], [0, 0, 0, 1, 1, 1]) == pytest.approx(0.8 / 3.3)


def test_groupings_that_cross_agree_less_than_chance() -> None:
    """Two by two, crossed: no pair is together in both, though a third of one is expected."""
    # Pairs together: 2 and 2 of 6, expected 2/3, none in both.
    assert adjusted_rand([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx((0 - 2 / 3) / (2 - 2 / 3))


@pytest.mark.parametrize(
    ("first", "second"),
    [([], []), ([0], [0]), ([0, 0, 0], [1, 1, 1]), ([0, 1, 2], [2, 1, 0])],
)
def test_groupings_that_tell_nothing_apart_have_no_index(
    first: list[int], second: list[int]
) -> None:
    """One group, or all alone, in both: there is no room for agreement above chance."""
    assert adjusted_rand(first, second) is None


def test_one_group_against_several_agrees_as_chance_would() -> None:
    """A grouping into one group is as good as any guess."""
    assert adjusted_rand([0, 0, 0, 0], [0, 0, 1, 1]) == 0.0


@pytest.mark.parametrize("seed", range(10))
def test_the_index_is_symmetric_and_at_most_one(seed: int) -> None:
    """Which grouping comes first makes no difference, and a stack gives what one by one gives."""
    random = np.random.default_rng(seed)
    stack, other = random.integers(0, 3, (4, 12)), random.integers(0, 4, 12)
    together = adjusted_rand_each(stack, other)
    for labels, found in zip(stack, together, strict=True):
        assert found <= 1
        assert found == pytest.approx(adjusted_rand(labels, other))
        assert found == pytest.approx(adjusted_rand(other, labels))


def test_the_index_is_around_nought_by_chance() -> None:
    """Over many random groupings the mean is 0: that is what adjusted means."""
    random = np.random.default_rng(1)
    found = adjusted_rand_each(random.integers(0, 4, (5000, 20)), np.arange(20) % 4)
    assert found.mean() == pytest.approx(0, abs=0.005)


def things(*names: str) -> tuple[str, ...]:
    return tuple(NS + name for name in names)


def test_goals_are_grouped_by_what_they_are_asserted_to_be_part_of(tiny: Tiny) -> None:
    """Operational goals are grouped by strategic goal, not by the plan that holds them all."""
    (found,) = groupings(tiny.build(), things("O1", "O2"), "rows")
    assert (found.property, found.axis) == ("partOf", "rows")
    assert found.groups == things("S1", "S2")
    assert found.members == ((0, 0), (1, 1))


def test_one_group_is_no_grouping(tiny: Tiny) -> None:
    """Things that all belong together are not grouped, and neither are things without a group."""
    knowledge = tiny.build()
    assert groupings(knowledge, things("S1", "S2"), "rows") == ()
    assert groupings(knowledge, things("school", "shops"), "columns") == ()
    assert groupings(knowledge, things("heat", "ageing"), "rows") == ()
    assert groupings(knowledge, (), "rows") == ()


def test_a_thing_in_two_groups_is_left_out(tiny: Tiny) -> None:
    """What is in two categories says nothing of either; how many were left out is told."""
    tiny.add("lists.csv", "t:far,sg:PartnerCategory,ver,far,a,a,t:p-all,\n")
    tiny.add("lists.csv", "t:near,sg:PartnerCategory,dichtbij,near,a,a,t:p-all,\n")
    text = tiny.text("partners.csv")
    row = next(line for line in text.splitlines() if line.startswith("t:shops"))
    more = [
        row.replace("t:shops", "t:stalls").replace("t:local", "t:far"),
        row.replace("t:shops", "t:market").replace("t:local", "t:far|t:near"),
    ]
    tiny.add("partners.csv", "\n".join(more) + "\n")
    names = things("school", "shops", "stalls", "market")
    (found,) = groupings(tiny.build(), names, "columns")
    assert found.property == "inCategory"
    assert found.groups == things("far", "local")
    assert found.members == ((0, 1), (1, 1), (2, 0))
    assert found.several == 1


def test_themes_are_grouped_by_a_broader_one(tiny: Tiny) -> None:
    """Finer themes under two broader ones make two groups."""
    row = next(x for x in tiny.text("themes.csv").splitlines() if x.startswith("t:stress"))
    tiny.add(
        "themes.csv",
        row.replace("t:stress", "t:silence").replace("t:health", "t:loneliness") + "\n",
    )
    found = groupings(tiny.build(), things("stress", "silence"), "rows")
    assert [one.property for one in found] == ["broader"]
