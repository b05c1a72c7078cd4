"""The hostile requests of the benchmark are what they should be, and a few of them are tried."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest
from webtools import running

from samgraph.web.limits import Limits

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
pytestmark = pytest.mark.skipif(
    not BENCHMARKS.is_dir(), reason="there are no benchmarks beside the tests: not a checkout"
)


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the benchmarks be imported as they import each other."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))


def test_the_same_seed_gives_the_same_attacks_of_every_kind() -> None:
    """So that what goes wrong once can be looked at again."""
    from hostile_requests import KINDS, attacks

    found = attacks(1_000, 1, "http://127.0.0.1:1/")
    assert found == attacks(1_000, 1, "http://127.0.0.1:1/")
    assert found != attacks(1_000, 2, "http://127.0.0.1:1/")
    assert len(Counter(one.kind for one in found)) == len(KINDS)


def test_a_small_storm_is_survived() -> None:
    """Three hundred attacks: no hang, no odd answer, and good queries are answered meanwhile."""
    from hostile import Found, storm
    from hostile_requests import attacks

    limits = Limits(workers=2, seconds=2.0, memory=200_000_000, sender=0.5, per_client=64)
    found = Found()
    with running(None, limits) as server:
        every = [one for one in attacks(330, 7, "http://127.0.0.1:9/") if one.kind != "slow sender"]
        asyncio.run(storm(server.port, every, 16, found))
    assert not found.hangs
    assert not found.odd
    assert not found.bad
    assert sum(found.kinds.values()) == len(every)
    assert found.statuses["400"] > 50
