"""Imports point down: a room knows the rooms below it and no other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "samgraph"

ROWS = (
    (
        "errors",
        "text",
        "phrases",
        "discrepancy_phrases",
        "fingerprints",
        "codes",
        "draftrules",
        "goalcodes",
        "keywords",
        "labels",
        "lemmas",
    ),
    ("terms", "mentions", "pdf", "rows"),
    ("resources", "outputs", "guard", "sources", "paths", "findings"),
    ("schema", "rules", "csvtable", "lines"),
    (
        "cells",
        "derivations",
        "reasoning",
        "contradictions",
        "validation",
        "drafts",
        "headings",
        "ontology",
    ),
    ("turtle", "paragraphs", "reference", "diagram"),
    ("assembly", "accounts", "goalgrid", "goals", "listing", "partnerlists"),
    ("package", "stamping", "topics"),
    ("knowledge", "plantext", "vocabularies"),
    ("places", "evidence", "drafting"),
    ("framing", "records"),
    (
        "projection",
        "catalogue",
        "network",
        "stored",
        "coverage",
        "passages",
        "suggesting",
        "routes",
    ),
    ("cellstatus", "closers", "fragility", "naming"),
    ("gaps", "catalogue", "arithmetic", "codechecks", "extracting"),
    ("discrepancies",),
    ("building",),
    ("whatif",),
    ("loading",),
    ("tables", "layout"),
    ("gaptext", "solutions", "drawing", "serialising"),
    ("reading", "checking", "discrepancytext", "fragilitytext"),
    ("whatiftext",),
    ("summary",),
    ("__init__",),
    ("web",),
    ("cli",),
    ("__main__",),
)
"""From the ground up; rooms in one row do not know each other."""

RANK = {room: number for number, row in enumerate(ROWS) for room in row}


def _room(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            own = node.module == "samgraph"
            names = [f"samgraph.{a.name}" for a in node.names] if own else [node.module]
        for name in names:
            package, _, rest = name.partition(".")
            if package == "samgraph":
                room = rest.split(".")[0]
                found.add(room if room in RANK or (PACKAGE / f"{room}.py").exists() else "__init__")
    return found


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_point_down(file: Path) -> None:
    """Every module has a row, and imports only from lower ones."""
    room = _room(file)
    assert room in RANK, f"give {room} a row in ROWS"
    upward = {
        other
        for other in _imports(file)
        if other != room and RANK[other] >= RANK[room] and room != "__init__"
    }
    assert not upward, f"{room} imports from its own row or above: {sorted(upward)}"


def test_every_row_holds_a_room() -> None:
    """A room that is gone leaves the list too, and an empty list proves nothing."""
    rooms = {_room(file) for file in FILES}
    assert rooms == set(RANK)
    assert len(FILES) > 25


def test_the_package_never_exports_a_door() -> None:
    """`import samgraph` gives functions and values, never the command line."""
    assert "cli" not in _imports(PACKAGE / "__init__.py")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_rooms_are_small(file: Path) -> None:
    """A file over 350 lines wants to be two rooms."""
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 350
