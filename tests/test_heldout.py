"""Ranks, and how well hidden links are found: hand-worked, with ties, beside the yardsticks."""

from __future__ import annotations

import numpy as np
import pytest
from smallplans import WORK, plan

from samgraph.knowledge import Knowledge
from samgraph.worklist.candidates import find_candidates
from samgraph.worklist.heldout import ALL, MEASURES, Scores, hold_out
from samgraph.worklist.kinds import read_links
from samgraph.worklist.ranking import CUTS, finding, fuse, mean, ranks
from samgraph.worklist.sheets import grounds, in_order, sheets
from samgraph.worklist.texts import read_texts, vectors


@pytest.fixture(scope="module")
def scores(sam: Knowledge) -> Scores:
    """Return how well the hidden links of the SAM plan are found."""
    return find_candidates(sam, number=1).scores


def test_ranks_count_from_one_and_share_ties() -> None:
    """Two on the second place have ranks two and three, so each has two and a half."""
    assert ranks(np.array([0.2, 0.9, 0.2, 0.1])).tolist() == [2.5, 1.0, 2.5, 4.0]
    assert ranks(np.zeros(0)).tolist() == []


def test_fusion_adds_reciprocal_ranks() -> None:
    """First and second of two rankings: 1/61 + 1/62; a score of zero adds nothing."""
    first, second = np.array([3.0, 2.0, 0.0]), np.array([1.0, 2.0, 0.0])
    assert fuse([first, second]) == pytest.approx([1 / 61 + 1 / 62, 1 / 62 + 1 / 61, 0.0])
    assert fuse([first, np.zeros(3)]) == pytest.approx([1 / 61, 1 / 62, 0.0])


def test_finding_among_others() -> None:
    """Third place: no hit at one, hits at three and ten, and a third as reciprocal rank."""
    found = finding(0.5, np.array([0.9, 0.8, 0.1]))
    assert found.hits == (0.0, 1.0, 1.0)
    assert found.reciprocal == pytest.approx(1 / 3)


def test_ties_give_the_mean_over_all_orders() -> None:
    """Tied with three others at the top: one order in four puts it first."""
    found = finding(0.5, np.array([0.5, 0.5, 0.5, 0.1]))
    assert found.hits == (0.25, 0.75, 1.0)
    assert found.reciprocal == pytest.approx((1 + 1 / 2 + 1 / 3 + 1 / 4) / 4)


def test_knowing_nothing_is_chance() -> None:
    """With every score the same, hits@k of twenty is k in twenty, as drawing lots gives."""
    found = finding(0.0, np.zeros(19))
    assert found.hits == tuple(pytest.approx(cut / 20) for cut in CUTS)
    draws = np.random.default_rng(1).integers(1, 21, 40_000)
    assert found.reciprocal == pytest.approx((1 / draws).mean(), rel=0.05)


def test_the_mean_of_nothing_is_no_nan() -> None:
    assert mean([]).hits == (0.0,) * len(CUTS)
    assert mean([]).reciprocal == 0.0


def test_a_hidden_link_leaves_no_trace() -> None:
    """What is hidden is gone from the graph: it is a candidate again, and its tie is not walked."""
    knowledge = plan(WORK)
    links = read_links(knowledge)
    ground = grounds(links, vectors(links.things, read_texts(knowledge)))
    (kind,) = links.kinds
    for place, (subject, value) in enumerate(kind.links):
        (sheet,) = sheets(links, ground, [[place]])
        row, column = kind.subjects.index(subject), kind.objects.index(value)
        assert sheet.open[row, column]
        assert sheet.scores["neighbours"][row, column] == 0
        # Links 4, 5 and 6 are the only ones of tc, of p3 and of p4: nothing else leads there.
        assert (sheet.scores["paths"][row, column] > 0) == (place < 4)


def test_scores_by_hand() -> None:
    """p1 to p4 hold on to themes; td is found only by chance, since nothing leads to it."""
    knowledge = plan(WORK)
    scores = find_candidates(knowledge).scores
    (one,) = scores.kinds
    assert (one.kind, one.links, one.looked_for) == ("partner-works-on-theme", 7, 7)
    assert one.candidates == 16 - 7
    assert one.verdict == "few"
    assert one.interval is None
    assert scores.overall.kind == ALL
    assert scores.overall.found == one.found


def test_each_link_is_hidden_once(scores: Scores) -> None:
    """Nothing is looked for twice, and what can be read off from what is left is not looked for."""
    for one in scores.kinds:
        assert 0 < one.looked_for <= one.links
        for measure in MEASURES:
            hits = one.found[measure].hits
            assert list(hits) == sorted(hits)
            assert 0 <= hits[0] <= one.found[measure].reciprocal <= 1
    assert scores.overall.looked_for == sum(one.looked_for for one in scores.kinds)


def test_the_sam_plan_is_better_known_than_by_popularity(scores: Scores) -> None:
    """Over all kinds the fused measure beats each part, popularity and chance."""
    found = scores.overall.found
    assert scores.overall.verdict == "better"
    others = [found[name].reciprocal for name in MEASURES if name != "fused"]
    assert found["fused"].reciprocal > max(others)
    assert found["popularity"].reciprocal > found["chance"].reciprocal
    assert scores.first["fused"] > scores.first["popularity"] > scores.first["chance"] > 0


def test_another_seed_deals_otherwise_and_the_same_one_alike(
    sam: Knowledge, scores: Scores
) -> None:
    assert find_candidates(sam, number=1, seed=1).scores.overall.found != scores.overall.found
    assert find_candidates(sam, number=1, seed=scores.seed).scores == scores


def test_links_by_popularity_alone_are_not_called_better() -> None:
    """Where all is dealt by popularity, the candidates say that they are no better than that."""
    rng = np.random.default_rng(7)
    weight = 1 / np.arange(1, 21)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < 90:
        partner, theme = (rng.choice(20, p=weight / weight.sum()) for _ in range(2))
        pairs.add((int(partner), int(theme)))
    links = "; ".join(f"p{a} worksOn t{b}" for a, b in sorted(pairs))
    (one,) = find_candidates(plan(links)).scores.kinds
    assert one.verdict in ("equal", "worse")


def test_popularity_is_how_many_links_the_ends_have() -> None:
    """p2 has three links of the kind and tb three: nine."""
    knowledge = plan(WORK)
    links = read_links(knowledge)
    (sheet,) = sheets(links, grounds(links, vectors(links.things, read_texts(knowledge))))
    assert sheet.scores["popularity"].max() == 9
    listed = [one.score for one in in_order([sheet], "popularity")]
    assert listed == sorted(listed, reverse=True)


def test_no_links_give_no_scores() -> None:
    """An empty plan is scored as such."""
    knowledge = plan("", texts={"p1": "alone"})
    links = read_links(knowledge)
    ground = grounds(links, vectors(links.things, read_texts(knowledge)))
    scores = hold_out(links, ground, sheets(links, ground), 1)
    assert scores.kinds == ()
    assert (scores.overall.looked_for, scores.overall.verdict) == (0, "few")
    assert scores.first == {"fused": 0, "popularity": 0, "chance": 0}
    assert len(scores.to_rows().cells) == len(MEASURES)
