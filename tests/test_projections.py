"""Pairs that share columns are networkx's, and those beyond chance are the planted ones."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import numpy as np
import pytest
from matrices import cells, random_cells, with_margins
from scipy.sparse import csr_array

from samgraph.structure.biadjacency import Cells, free_parts
from samgraph.structure.bicm import draw_bicm, fit_bicm
from samgraph.structure.curveball import sample
from samgraph.structure.projections import Pair, project, shared_columns, validate
from samgraph.structure.results import is_validated


def names(observed: Cells) -> tuple[str, ...]:
    return tuple(f"r{number:02}" for number in range(len(observed)))


def validated(observed: Cells, draws: int = 500) -> tuple[Pair, ...]:
    parts = [part.rows for part in free_parts(observed)]
    free = np.sort(np.concatenate(parts)) if parts else np.empty(0, dtype=np.intp)
    drawn = sample(observed, draws, np.random.default_rng(2021))
    return validate(observed, names(observed), free, [drawn], fit_bicm(observed))


@pytest.mark.parametrize("seed", range(20))
def test_the_projection_is_that_of_networkx(seed: int) -> None:
    """Every edge and its weight, on either side."""
    observed = random_cells(np.random.default_rng(seed), most=20)
    height, width = observed.shape
    graph = nx.Graph()
    graph.add_nodes_from(range(height + width))
    graph.add_edges_from((i, height + j) for i, j in np.argwhere(observed).tolist())
    for matrix, nodes, shift in (
        (observed, range(height), 0),
        (observed.T, range(height, height + width), height),
    ):
        found = project(csr_array(matrix))
        ends = zip(*(part.tolist() for part in found.coords), strict=True)
        ours = dict(zip(ends, found.data.tolist(), strict=True))
        theirs = nx.bipartite.weighted_projected_graph(graph, nodes)
        assert ours == {
            (min(a, b) - shift, max(a, b) - shift): weight
            for a, b, weight in theirs.edges(data="weight")
        }


def test_shared_columns_by_hand() -> None:
    """Two rows that share two columns come before those that share one; none are left out."""
    found = shared_columns(cells("1110 0110 0011 0000"), ("a", "b", "c", "d"))
    assert [(pair.first, pair.second, pair.shared) for pair in found] == [
        ("a", "b", 2),
        ("a", "c", 1),
        ("b", "c", 1),
    ]
    assert all(pair.nulls == () for pair in found)


def planted() -> Cells:
    """Return 14 rows of 8 in 60 columns at random, but for the first two, which share all eight."""
    random = np.random.default_rng(5)
    found = np.zeros((14, 60), dtype=bool)
    for row in found:
        row[random.choice(60, 8, replace=False)] = True
    found[1] = found[0]
    return found


def test_a_planted_pair_is_found() -> None:
    """Two rows that are alike, among rows that are not, come out under both null models."""
    pairs = validated(planted(), 1000)
    assert len(pairs) == 14 * 13 / 2
    assert [(pair.first, pair.second) for pair in pairs if is_validated(pair)] == [("r00", "r01")]
    assert pairs[0].shared == 8
    assert all(null.q is not None and null.q < 0.01 for null in pairs[0].nulls)


@pytest.mark.parametrize("seed", range(3))
def test_chance_alone_is_not_found(seed: int) -> None:
    """A matrix drawn from the null model itself has no pair beyond it."""
    drawn = sample(planted(), 1, np.random.default_rng(seed))[0]
    assert not any(is_validated(pair) for pair in validated(drawn))


@pytest.mark.parametrize("seed", range(10))
def test_nulls_have_their_bounds(seed: int) -> None:
    """P and q lie above 0 and at most at 1, q not below p, and the range within what there is."""
    random = np.random.default_rng(seed)
    observed = random.random((9, 7)) < 0.4
    for pair in validated(observed, 50):
        assert [null.model for null in pair.nulls] == ["curveball", "bicm"]
        for null in pair.nulls:
            assert null.q is not None
            assert 0 < null.p <= null.q <= 1
            assert 0 <= null.low <= null.high <= observed.shape[1]


def test_the_null_is_that_of_all_matrices_with_the_margins() -> None:
    """Draws of pairs with equal degrees count together, and approach what enumeration gives."""
    observed = cells("1100 0110 0011 1000")
    every = np.array(list(with_margins(observed))).astype(int)
    shared = every @ every.transpose(0, 2, 1)
    for pair in validated(observed, 5000):
        i, j = int(pair.first[1:]), int(pair.second[1:])
        exact = Counter(shared[:, i, j].tolist())
        (fixed, _) = pair.nulls
        mean = sum(value * count for value, count in exact.items()) / len(every)
        tail = sum(count for value, count in exact.items() if value >= pair.shared) / len(every)
        assert fixed.mean == pytest.approx(mean, abs=0.02)
        assert fixed.p == pytest.approx(tail, abs=0.02)


def test_the_exact_null_is_that_of_draws() -> None:
    """Under the BiCM the computed distribution is that of matrices drawn from the model."""
    observed = planted()
    stacks = draw_bicm(fit_bicm(observed), 4000, np.random.default_rng(1))
    drawn = np.concatenate(list(stacks)).astype(np.float32)
    shared = drawn @ drawn.transpose(0, 2, 1)
    for pair in validated(observed, 20)[:10]:
        values = shared[:, int(pair.first[1:]), int(pair.second[1:])]
        (_, expected) = pair.nulls
        assert expected.draws == 0
        assert expected.mean == pytest.approx(float(values.mean()), abs=0.05)
        assert expected.p == pytest.approx(float((values >= pair.shared).mean()), abs=0.03)


def test_rows_that_cannot_differ_are_not_tested() -> None:
    """A full row is in no pair: what it shares is fixed, and would only dilute the correction."""
    pairs = validated(cells("1111 1100 0110 0011"), 50)
    assert {name for pair in pairs for name in (pair.first, pair.second)} == {"r01", "r02", "r03"}


@pytest.mark.parametrize("text", ["1", "11 11", "111 110 100", "00 00"])
def test_where_nothing_is_free_nothing_is_tested(text: str) -> None:
    """No pairs, and no fault."""
    assert validated(cells(text), 5) == ()
