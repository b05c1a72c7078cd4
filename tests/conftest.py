"""What the tests share: a small plan to break, and the SAM plan built and closed once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import pytest
from browser import CHROMIUM
from closures import READINGS, Compared, compare
from tinyplan import FILES, Tiny

from samgraph.building import build
from samgraph.knowledge import Knowledge
from samgraph.report import Document, compose_report

# Tests never read or write the cache of whoever runs them.
os.environ["SAMGRAPH_CACHE"] = ""

_SLOW = pytest.StashKey[Mapping[str, "Future[Compared]"]]()


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """Return a small sound plan in a folder of its own."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    plan = Tiny(folder)
    for name, text in FILES.items():
        plan.write(name, text)
    return plan


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the browser, or skip, which a build on CI may not do."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no chromium on this machine, and CI may not do without")
        pytest.skip("no chromium on this machine")
    return CHROMIUM


@pytest.fixture(scope="session")
def sam() -> Knowledge:
    """Return the SAM plan's knowledge, built once for all tests, which only read it."""
    return build()


@pytest.fixture(scope="session")
def report_of(sam: Knowledge) -> Callable[[str], Document]:
    """Return what gives the report on the SAM plan in a language, made once for all tests."""
    return cache(lambda lang: compose_report(sam, lang))


@pytest.fixture(scope="session")
def sam_compared(request: pytest.FixtureRequest) -> Mapping[str, Future[Compared]]:
    """Return the SAM plan closed by both engines, by reading."""
    return request.config.stash[_SLOW]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests that wait for owlrl last."""
    items.sort(key=lambda item: "sam_compared" in getattr(item, "fixturenames", ()))


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Iterator[None]:
    """Let owlrl work in another process while the other tests run: it needs a minute and more."""
    wanted = any("sam_compared" in getattr(item, "fixturenames", ()) for item in session.items)
    if not wanted or session.config.option.collectonly:
        return (yield)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        session.config.stash[_SLOW] = {name: pool.submit(compare, name) for name in READINGS}
        try:
            return (yield)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
