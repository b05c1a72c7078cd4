"""The code keeps the house style, by the same command that runs the other tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy", "--strict"]],
    ids=["ruff check", "ruff format", "mypy --strict"],
)
def test_style(command: list[str]) -> None:
    """Linter, formatter and type checker have nothing to say."""
    if not (ROOT / "pyproject.toml").exists():
        pytest.skip("there is no pyproject.toml beside the tests: this is not a checkout")
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
