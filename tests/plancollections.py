"""Collections of small plans: the plan of `tinyplan` several times, each in its own namespace."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
from tinyplan import FILES, NS, Tiny

from samgraph.collection.building import Outcome, build_collection
from samgraph.collection.opening import Built, open_built

NAMES = ("east", "north", "west")


def space(name: str) -> str:
    """Return the namespace of a plan."""
    return f"https://example.org/{name}/"


def add_plan(folder: Path, name: str, namespace: str = "") -> Tiny:
    """Write a small plan into a folder of its own."""
    plan = Tiny(folder / name)
    plan.folder.mkdir(parents=True)
    for file, text in FILES.items():
        plan.write(file, text.replace(NS, namespace or space(name)))
    return plan


def add_collection(folder: Path, names: Sequence[str] = NAMES) -> Path:
    """Write a collection of small plans."""
    for name in names:
        add_plan(folder, name)
    return folder


def built(place: Path, workspace: Path, workers: int = 1) -> tuple[Outcome, Built]:
    """Return how building a collection went, and what it gave."""
    outcome = build_collection(place, workspace, workers=workers)
    opened = open_built(workspace)
    assert opened is not None
    return outcome, opened


def lines(one: Built) -> list[bytes]:
    """Return everything in a collection's store as sorted N-Quads."""
    content = one.knowledge.store.dump(format=ox.RdfFormat.N_QUADS) or b""
    return sorted(line for line in content.split(b"\n") if line)
