"""What the tests share: a small plan to break, and the SAM plan built once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from samgraph.building import build
from samgraph.knowledge import Knowledge
from tinyplan import FILES, Tiny

# Tests never read or write the cache of whoever runs them.
os.environ["SAMGRAPH_CACHE"] = ""


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
def sam() -> Knowledge:
    """Return the SAM plan's knowledge, built once for all tests, which only read it."""
    return build()
