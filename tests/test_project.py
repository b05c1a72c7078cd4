"""What the project promises outside its code."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tinyplan import NS, Tiny

import samgraph
from samgraph.cli import COMMANDS
from samgraph.framing import find_frame
from samgraph.gaps import find_gaps
from samgraph.gaptext import gap_text
from samgraph.knowledge import Knowledge
from samgraph.summary import summary

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
    assert (place / "samgraph/templates/init/goals.csv").is_file()


def block(start: str) -> list[str]:
    """Return the lines of the README's block that holds a line, without those left out."""
    (found,) = [one for one in re.findall(r"```text\n(.*?)```", README, re.DOTALL) if start in one]
    return [line for line in found.splitlines() if line.strip() not in ("", "…")]


def test_the_readme_shows_what_comes_out(sam: Knowledge) -> None:
    """Every line of output in the README is one that the command prints today."""
    shown = summary(sam, "en").splitlines()
    printed = block("The 10 gaps that matter most")
    assert len(printed) > 15
    assert [line for line in printed[:-1] if line not in shown] == []
    printed = block("$ samgraph gaps --frame challenge-goal --lang en")
    gaps = find_gaps(sam)
    some = [gap for gap in gaps if gap.frame == "challenge-goal"]
    shown = gap_text(some, "en", len(some)).splitlines()
    assert printed[1:] == [line for line in shown if line]


def test_the_frame_in_the_readme_is_one(tiny: Tiny) -> None:
    """The example of a coverage question and an exclusion can be put in a plan as it stands."""
    (example,) = re.findall(r"```turtle\n(.*?)```", README, re.DOTALL)
    prefix = "@prefix my: <https://example.org/tiny/> .\n"
    for old, new in (("my:SDI1", "my:S1"), ("my:p-rights", "my:p-all")):
        example = example.replace(old, new)
    tiny.add("plan.ttl", prefix + example)
    knowledge = tiny.build()
    frame = find_frame(knowledge, "right-goal")
    assert frame.emptiness(frame.rows[0], f"{NS}S1") == "notApplicable"
    assert frame.emptiness(frame.rows[0], f"{NS}S2") == "silent"
