"""Betweenness, constraint and effective size are networkx's and those by hand, with intervals."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from matrices import cells, random_cells
from numpy.typing import NDArray

from samgraph.structure import betweenness, brokerage
from samgraph.structure.betweenness import betweenness_each
from samgraph.structure.biadjacency import Biadjacency, Cells
from samgraph.structure.brokerage import Broker, brokers, burt_each


def as_graph(observed: Cells) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(range(sum(observed.shape)))
    graph.add_edges_from((i, len(observed) + j) for i, j in np.argwhere(observed).tolist())
    return graph


def measured(
    text: str, keep: NDArray[np.float64] | float = 1.0, resamples: int = 50
) -> dict[str, Broker]:
    """Return brokers by name: rows are a, b and so on, columns 1, 2 and so on."""
    observed = cells(text)
    rows, columns = "abcdefgh"[: len(observed)], "12345678"[: observed.shape[1]]
    chances = np.broadcast_to(np.asarray(keep), observed.shape)
    adjacency = Biadjacency(tuple(rows), tuple(columns), observed)
    found = brokers(adjacency, chances, resamples, np.random.default_rng(2021))
    return {one.iri: one for one in found}


@pytest.mark.parametrize("seed", range(30))
def test_betweenness_is_that_of_networkx(seed: int) -> None:
    """On random two-sided networks, connected or not, every node, in one stack."""
    random = np.random.default_rng(seed)
    shape = random.integers(2, 12, size=2)
    stack = random.random((3, *shape)) < random.uniform(0.05, 0.9)
    for observed, found in zip(stack, betweenness_each(stack), strict=True):
        expected = nx.bipartite.betweenness_centrality(as_graph(observed), range(len(observed)))
        assert found == pytest.approx([expected[node] for node in range(sum(observed.shape))])


def test_betweenness_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many networks there are, only so many are looked at together."""
    stack = np.random.default_rng(1).random((7, 5, 4)) < 0.5
    together = betweenness_each(stack)
    monkeypatch.setattr(betweenness, "_BATCH", 200)
    assert betweenness_each(stack) == pytest.approx(together)


def test_betweenness_of_a_path_and_of_a_star() -> None:
    """The middle of a path of five, and the hub of a star, by hand."""
    # a-1-b-2-c: b lies between a or 1 and 2 or c, 4 pairs; 1 between a and b, 2 or c, 3 pairs.
    # The most possible there is 4 on the side of three, 5 on the side of two.
    found = measured("10 11 01")
    assert found["b"].betweenness.observed == pytest.approx(4 / 4)
    assert found["1"].betweenness.observed == pytest.approx(3 / 5)
    assert found["a"].betweenness.observed == 0
    star = measured("111")
    assert star["a"].betweenness.observed == pytest.approx(1.0)
    assert star["1"].betweenness.observed == 0


@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (0, 2), (1, 0)])
def test_betweenness_of_next_to_nothing(shape: tuple[int, int]) -> None:
    """Nothing lies between nothing, and nothing is divided by nought."""
    found = betweenness_each(np.ones((2, *shape), dtype=bool))
    assert found.shape == (2, sum(shape))
    assert not found.any()


@pytest.mark.parametrize("seed", range(30))
def test_constraint_and_effective_size_are_those_of_networkx(seed: int) -> None:
    """On the projection of random networks; what shares nothing has neither.

    networkx is asked node by node: asked for all at once, version 3.6 divides the weights for
    effective size otherwise than its own formula.
    """
    observed = random_cells(np.random.default_rng(seed), most=9)
    shared = observed.astype(int) @ observed.T.astype(int)
    np.fill_diagonal(shared, 0)
    graph = nx.from_numpy_array(shared)
    constraint, size = (values[0] for values in burt_each(observed[np.newaxis]))
    for ours, theirs in (
        (constraint, nx.constraint(graph, nodes=list(graph), weight="weight")),
        (size, nx.effective_size(graph, nodes=list(graph), weight="weight")),
    ):
        expected = [theirs[node] for node in graph]
        assert ours == pytest.approx(expected, nan_ok=True)


def test_constraint_by_hand() -> None:
    """A broker between two rows that share nothing, and three rows that all share with each other.

    a-1-b-2-c: b spends half on each, and they do not know each other: 2 (1/2)² = 1/2. a spends all
    on b: 1. In a triangle each spends half directly and a quarter through the third: 2 (3/4)².
    """
    found = measured("10 11 01")
    for name, value in (("b", 0.5), ("a", 1.0), ("c", 1.0)):
        constraint = found[name].constraint
        assert constraint is not None
        assert constraint.observed == pytest.approx(value)
    sizes = {name: one.effective_size for name, one in found.items()}
    assert sizes["b"] is not None
    assert sizes["b"].observed == pytest.approx(2.0)
    triangle = measured("110 101 011")["a"]
    assert triangle.constraint is not None
    assert triangle.effective_size is not None
    assert triangle.constraint.observed == pytest.approx(2 * 0.75**2)
    # Two neighbours, each half redundant: half of what a spends goes to the other one.
    assert triangle.effective_size.observed == pytest.approx(1.0)


def test_who_shares_nothing_has_no_constraint() -> None:
    """A row that shares no column has no figure, and no figure is a number that is none."""
    found = measured("10 01")
    assert found["a"].constraint is None
    assert found["a"].effective_size is None


def test_certain_links_leave_no_interval() -> None:
    """Where every link is kept for certain, every resample is the observed network."""
    for one in measured("1100 0110 0011").values():
        for found in (one.betweenness, one.rank, one.constraint, one.effective_size):
            assert found is not None
            assert found.low == pytest.approx(found.observed)
            assert found.high == pytest.approx(found.observed)
            assert found.mean == pytest.approx(found.observed)


def test_an_uncertain_link_widens_the_interval() -> None:
    """B mediates only by its link to 2: where that may be dropped, its betweenness may be 0."""
    keep = np.ones((3, 2))
    keep[1, 1] = 0.5
    found = measured("10 11 01", keep, 200)
    assert found["b"].betweenness.low == 0
    assert found["b"].betweenness.high == pytest.approx(found["b"].betweenness.observed)
    assert 0 < found["b"].betweenness.mean < found["b"].betweenness.observed
    assert (found["b"].rank.observed, found["b"].rank.low, found["b"].rank.high) == (1, 1, 1)


def test_links_that_are_never_kept_are_gone() -> None:
    """With a chance of 0 no resample has a link, and the observed network still has all."""
    found = measured("10 11 01", 0.0)
    assert found["b"].betweenness.observed > 0
    assert found["b"].betweenness.high == 0
    assert found["a"].rank.high == 1
    assert found["b"].constraint is not None


def test_equal_nodes_share_the_best_rank() -> None:
    """Ranks count those who are higher: two equal ones are both first, and the next is third."""
    found = measured("1110 0111 0100")
    assert found["a"].betweenness.observed == pytest.approx(found["b"].betweenness.observed)
    assert [found[name].rank.observed for name in "abc"] == [1, 1, 3]


def test_brokers_come_by_side_then_rank_then_name() -> None:
    """The order is fixed."""
    observed = cells("100 111 001")
    adjacency = Biadjacency(("z", "b", "a"), ("3", "2", "1"), observed)
    found = brokers(adjacency, np.ones((3, 3)), 5, np.random.default_rng(1))
    assert [one.iri for one in found] == ["b", "a", "z", "1", "3", "2"]
    assert [one.axis for one in found] == ["rows"] * 3 + ["columns"] * 3


def test_nobody_brokers_in_nothing() -> None:
    """An empty network has no brokers."""
    empty = Biadjacency((), (), np.zeros((0, 0), dtype=bool))
    assert brokers(empty, np.zeros((0, 0)), 5, np.random.default_rng(1)) == ()


def test_burt_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many networks there are, only so many are looked at together."""
    stack = np.random.default_rng(1).random((7, 5, 4)) < 0.5
    together = burt_each(stack)
    monkeypatch.setattr(brokerage, "_BATCH", 60)
    for ours, theirs in zip(burt_each(stack), together, strict=True):
        assert ours == pytest.approx(theirs, nan_ok=True)
