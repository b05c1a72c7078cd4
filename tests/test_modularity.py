"""Barber's Q is that worked out by hand, and the search finds the best division or nearly so."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import numpy as np
import pytest
from matrices import cells, random_cells

from samgraph.structure import modularity
from samgraph.structure.biadjacency import Cells
from samgraph.structure.modularity import barber, communities

TWO_BLOCKS = "1100 1100 0011 0011"


def test_two_blocks_by_hand() -> None:
    """Two full blocks have 4 of 8 links each, and each cell 2 × 2 / 8 expected: Q is one half."""
    observed = cells(TWO_BLOCKS)
    # Inside: 8 links of 8. Expected inside: 8 cells of 1/2 are 4. Q = (8 - 4) / 8.
    assert barber(observed, [0, 0, 1, 1], [0, 0, 1, 1]) == pytest.approx(0.5)
    assert barber(observed, [0, 0, 1, 1], [1, 1, 0, 0]) == pytest.approx(-0.5)
    assert barber(observed, [0, 0, 0, 0], [0, 0, 0, 0]) == pytest.approx(0.0)


def test_an_uneven_matrix_by_hand() -> None:
    """Five links, degrees 2, 2, 1 and 1, 2, 2: worked out cell by cell."""
    observed = cells("110 011 001")
    # Rows 1 | 2, 3 with columns 1, 2 | 3. Row 1: 2 - 2 * 3 / 5; rows 2 and 3: 2 - 3 * 2 / 5.
    assert barber(observed, [0, 1, 1], [0, 0, 1]) == pytest.approx((0.8 + 0.8) / 5)


def test_nothing_linked_has_no_modularity() -> None:
    """Without links there is nothing to divide, and nothing is divided by nothing."""
    assert barber(cells("00 00"), [0, 1], [0, 1]) == 0.0
    found = communities(cells("00 00")[np.newaxis], np.random.default_rng(1))
    assert found.q.tolist() == [0.0]


def test_the_blocks_are_found() -> None:
    """The search tells two blocks apart, whichever side is longer."""
    for observed in (cells(TWO_BLOCKS), cells("110 110 110 001 001"), cells("11110 11110 00001")):
        found = communities(observed[np.newaxis], np.random.default_rng(1))
        rows, columns = found.rows[0], found.columns[0]
        assert len(set(rows.tolist())) == 2
        same = np.equal.outer(rows, columns)
        assert (same == observed).all()


def divisions(size: int) -> Iterator[list[int]]:
    """Yield every division of so many things into groups."""
    if size == 0:
        yield []
        return
    for some in divisions(size - 1):
        for group in range(max(some, default=-1) + 2):
            yield [*some, group]


def best(observed: Cells) -> float:
    """Return the highest Q there is: for each division of columns, rows choose their best."""
    links = int(observed.sum())
    surplus = observed - np.outer(observed.sum(axis=1), observed.sum(axis=0)) / links
    width = observed.shape[1]
    found = (
        (surplus @ np.eye(width)[labels]).max(axis=1).sum() / links for labels in divisions(width)
    )
    return float(max(found))


def test_the_search_finds_the_best_division_of_small_matrices() -> None:
    """Against trying all divisions: never above, hardly ever below, and then by little."""
    random = np.random.default_rng(2021)
    missed = []
    for _ in range(60):
        observed = random_cells(random, most=14)[:, :6]
        if not observed.any():
            continue
        found = communities(observed[np.newaxis], random)
        q = float(found.q[0])
        assert q == pytest.approx(barber(observed, found.rows[0], found.columns[0]))
        assert q <= best(observed) + 1e-12
        if q < best(observed) - 1e-12:
            missed.append(best(observed) - q)
    assert len(missed) <= 2
    assert max(missed, default=0.0) < 0.01


def test_the_southern_women() -> None:
    """On the network of Davis (1941) the search reaches the best Q that is published, 0.3455."""
    graph = nx.davis_southern_women_graph()
    sides = graph.graph["top"], graph.graph["bottom"]
    observed = nx.bipartite.biadjacency_matrix(graph, *sides).toarray().astype(bool)
    found = communities(observed[np.newaxis], np.random.default_rng(2021))
    assert found.q[0] == pytest.approx(0.3455, abs=0.0001)


def test_a_stack_is_searched_as_its_matrices() -> None:
    """Each matrix of a stack gets a division of its own, also where they come in batches."""
    random = np.random.default_rng(3)
    stack = random.random((7, 9, 5)) < 0.4
    found = communities(stack, random)
    for observed, q, rows, columns in zip(stack, found.q, found.rows, found.columns, strict=True):
        assert q == pytest.approx(barber(observed, rows, columns))


def test_many_matrices_are_searched_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """However large the stack, only so many cells are held at a time."""
    monkeypatch.setattr(modularity, "_BATCH", 12 * 45 * 2)
    stack = np.random.default_rng(3).random((5, 9, 5)) < 0.4
    found = communities(stack, np.random.default_rng(1))
    assert found.q.shape == (5,)
    assert found.rows.shape == (5, 9)
    assert found.columns.shape == (5, 5)


def test_the_seed_decides() -> None:
    """The same seed finds the same communities."""
    stack = np.random.default_rng(3).random((4, 12, 9)) < 0.3
    first, again = (communities(stack, np.random.default_rng(8)) for _ in range(2))
    assert (first.q == again.q).all()
    assert (first.rows == again.rows).all()
    assert (first.columns == again.columns).all()
