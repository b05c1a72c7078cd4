"""What the project promises outside its code."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

import samgraph
from samgraph.cli import COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_ci_runs_the_command_of_the_readme() -> None:
    """The test command in the README is the one that CI calls."""
    (command,) = [line for line in README.splitlines() if "pytest -q" in line and "venv" in line]
    assert command.strip() in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()


def test_every_command_is_in_the_readme() -> None:
    """A command that the README does not name is one that nobody finds."""
    missing = [name for name in COMMANDS if f"samgraph {name}" not in README]
    assert not missing


def test_pinned_dependencies_carry_hashes_and_no_address() -> None:
    """Every pinned package has a hash, and no file tells where it came from."""
    for name in ("constraints.txt", "constraints-test.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pinned = re.findall(r"^[\w.-]+==\S+.*$", text, re.MULTILINE)
        assert len(pinned) > 30
        assert all(line.endswith("\\") for line in pinned)
        assert "://" not in text


def test_declared_dependencies_are_pinned() -> None:
    """What pyproject.toml asks for is in the constraints."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = project.split("dependencies = [", 1)[1].split("]", 1)[0]
    names = re.findall(r'"([\w.-]+)', block)
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert len(names) >= 9
    assert [name for name in names if f"\n{name}==" not in f"\n{pinned}"] == []


def test_versions_agree() -> None:
    """The package, the project file and the citation give one version."""
    assert f'version = "{samgraph.__version__}"' in (ROOT / "pyproject.toml").read_text()
    assert f"version: {samgraph.__version__}" in (ROOT / "CITATION.cff").read_text()


def test_public_names_are_there() -> None:
    """Everything in `samgraph.__all__` can be fetched, and has a docstring."""
    for name in samgraph.__all__:
        assert getattr(samgraph, name).__doc__


def test_the_wheel_carries_its_data(tmp_path: Path) -> None:
    """An installed wheel finds the ontology, the plan and the questions without the checkout."""
    pytest.importorskip("hatchling", reason="hatchling builds the wheel")
    import sys
    import zipfile

    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    place = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    done = subprocess.run(
        [sys.executable, "-m", "samgraph", "gaps", "-n", "1", "--lang", "en"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(place), "SAMGRAPH_CACHE": "", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "1. [" in done.stdout
    assert (place / "samgraph/share/queries").is_dir()
    assert (place / "samgraph/py.typed").is_file()
