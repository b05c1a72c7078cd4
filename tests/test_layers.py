"""Imports point down: a room knows the rooms below it and no other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "samgraph"

ROWS = {
    "samgraph": (
        (
            "errors",
            "text",
            "phrases",
            "discrepancy_phrases",
            "fingerprints",
            "codes",
            "numerals",
            "sheets",
            "version",
        ),
        ("terms", "pdf", "rows", "decoding", "spreadsheets"),
        (
            "resources",
            "outputs",
            "sums",
            "guard",
            "palette",
            "sources",
            "paths",
            "findings",
            "namespaces",
            "jsonld",
        ),
        ("schema", "rules", "csvtable", "complaints", "shifts"),
        (
            "cells",
            "derivations",
            "reasoning",
            "contradictions",
            "validation",
            "ontology",
            "resolving",
        ),
        ("workbook",),
        ("contents",),
        ("turtle", "reference", "references", "diagram"),
        ("assembly", "frameworks"),
        ("package", "stamping"),
        ("knowledge", "extraction"),
        ("places", "evidence", "names", "order", "starting", "packing"),
        ("framing", "records"),
        ("projection", "network", "stored", "coverage", "passages", "routes"),
        (
            "cellstatus",
            "closers",
            "fragility",
            "lookup",
            "worklist",
            "balance",
            "chains",
            "alignment",
        ),
        ("gaps", "catalogue", "arithmetic", "codechecks"),
        ("countchecks", "taskchecks"),
        ("discrepancies",),
        ("building",),
        ("undisputed", "whatif", "serialising"),
        ("collection",),
        ("loading", "remote"),
        ("tables", "looks", "inlining"),
        ("layout",),
        ("gaptext", "solutions", "picture", "figures"),
        ("drawing",),
        (
            "structure",
            "reading",
            "checking",
            "discrepancytext",
            "fragilitytext",
            "networktext",
            "quoting",
        ),
        ("whatiftext", "exchange", "collectionreport", "collectiontext"),
        ("summary",),
        ("report", "explorer"),
        ("comparison",),
        ("__init__",),
        ("web",),
        ("publishing",),
        ("cli",),
        ("__main__",),
    ),
    "samgraph.cli": (
        ("addresses", "options"),
        ("engine",),
        ("many",),
        ("each",),
        (
            "align",
            "analyse",
            "ask",
            "build",
            "explore",
            "extract",
            "follow",
            "losses",
            "push",
            "report",
            "stamp",
        ),
        ("exchange", "publish", "serve", "structure", "weigh", "worklist", "init", "compare"),
        ("__init__",),
    ),
    "samgraph.web": (
        (
            "aboutwords",
            "addresses",
            "alarms",
            "counting",
            "cutting",
            "journal",
            "limits",
            "messages",
            "processes",
            "querytext",
            "replies",
            "served",
            "termwords",
            "words",
        ),
        ("answering", "caching", "media", "patience", "preparing", "protocol", "shelf", "workers"),
        ("description", "statements", "worker"),
        ("nursery",),
        ("nurseries",),
        ("scheduling",),
        ("pool",),
        ("site",),
        ("asking", "responses", "serving", "status"),
        ("endpoint", "guarding", "press", "templates"),
        ("coverage_pages", "describing", "dumps", "questions"),
        ("findings_pages", "openapi", "things"),
        ("about_page", "descriptions", "explorer_pages", "terms_page"),
        ("linked",),
        ("app",),
        ("__init__",),
    ),
    "samgraph.structure": (
        ("biadjacency", "significance", "phrases", "verdict_phrases"),
        ("betweenness", "bicm", "curveball", "modularity", "nestedness", "agreement"),
        ("brokerage", "projections"),
        ("results",),
        ("measures",),
        ("analysis",),
        ("coordination",),
        ("words",),
        ("tables",),
        ("rendering",),
        ("__init__",),
    ),
    "samgraph.figures": (
        ("svg",),
        ("lettering",),
        ("inks",),
        ("bars", "dots", "flow", "matrix", "network", "shares", "spans"),
        ("__init__",),
    ),
    "samgraph.report": (
        ("document",),
        ("showing",),
        ("balance_phrases", "chains_phrases", "coverage_phrases", "fragility_phrases"),
        ("structure_phrases", "guide", "naming"),
        ("budget", "gap_groups"),
        ("gap_highlights",),
        ("board", "coverage", "gaps", "chains", "fragility", "balance", "structure"),
        ("alignment", "network", "discrepancies", "worklist", "methods"),
        ("composing", "html", "markdown"),
        ("__init__",),
    ),
    "samgraph.comparison": (
        ("things", "words"),
        ("matching",),
        ("changes",),
        ("answers",),
        ("comparing",),
        ("parts",),
        ("text", "document", "rdf"),
        ("__init__",),
    ),
    "samgraph.starting": (
        ("example", "readme"),
        ("writing",),
        ("__init__",),
    ),
    "samgraph.workbook": (
        ("library",),
        ("reading", "writing"),
        ("__init__",),
    ),
    "samgraph.balance": (
        ("concentration",),
        ("budget", "frames"),
        ("text", "budgettext"),
        ("__init__",),
    ),
    "samgraph.alignment": (
        ("sides",),
        ("reading", "tables", "text"),
        ("__init__",),
    ),
    "samgraph.collection": (
        ("members", "merging", "volumes"),
        ("identity", "making"),
        ("plans",),
        ("storing",),
        ("building",),
        ("opening",),
        ("candidates", "overview"),
        ("__init__",),
    ),
    "samgraph.chains": (
        ("hops",),
        ("walks",),
        ("walking", "text"),
        ("tables",),
        ("__init__",),
    ),
    "samgraph.publishing": (
        ("layout",),
        ("reader",),
        ("pages",),
        ("folder",),
        ("__init__",),
    ),
    "samgraph.explorer": (
        ("assets", "material", "naming", "propertywords"),
        ("licences",),
        ("wording",),
        ("evidence",),
        ("collection", "derivation", "index", "picture", "questions", "terms"),
        ("overview", "thing"),
        ("matrix",),
        ("documents",),
        ("collected",),
        ("__init__",),
    ),
    "samgraph.worklist": (
        ("kinds", "names", "texts"),
        ("similarity",),
        ("ranking",),
        ("sheets",),
        ("heldout", "reasons"),
        ("candidates",),
        ("records", "words"),
        ("__init__",),
    ),
    "samgraph.exchange": (
        ("options", "xmltree", "languages", "stratml_parts", "stratml_schema", "statements"),
        ("stratml_values",),
        ("citing", "leftout", "leftlists", "packages", "rdf", "rdffiles", "stratml_mending"),
        ("stratml_nodes", "stratml_partwriting", "xmltext"),
        ("imported", "municipal", "networks", "stratml_stakeholders", "stratml_writing"),
        ("lists", "mapping", "stratml_files", "stratml_reading"),
        ("formats", "stratml"),
        ("imports",),
        ("__init__",),
    ),
    "samgraph.remote": (
        ("address", "asking", "batches", "constructing", "credentials", "patience"),
        ("refusals",),
        ("client",),
        ("results",),
        ("store", "targets"),
        ("plans", "push"),
        ("opening",),
        ("__init__",),
    ),
    "samgraph.extraction": (
        ("keywords", "labels", "lemmas", "lines", "rules", "vocabularies"),
        ("drafts", "goalcodes", "namespaces", "senses"),
        ("frames", "headings", "mentions"),
        ("accounts", "grid", "paragraphs"),
        ("goals", "lists", "partners"),
        ("topics",),
        ("plantext",),
        ("drafting",),
        ("suggesting",),
        ("reader",),
        ("__init__",),
    ),
}
"""Of each package its rooms, from the ground up; rooms in one row do not know each other.

A sub-package is one room of the package around it, and has rows of its own within.
"""

RANKS = {
    package: {room: number for number, row in enumerate(rows) for room in row}
    for package, rows in ROWS.items()
}


def _name(file: Path) -> str:
    """Return a file's name as a module; that of a package ends with `__init__`."""
    return ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)


FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = {_name(file) for file in FILES}


def _module(name: str) -> str:
    """Return the module that an imported name is, or that it comes from."""
    while name not in MODULES:
        if f"{name}.__init__" in MODULES:
            return f"{name}.__init__"
        name = name.rpartition(".")[0]
    return name


def _imports(file: Path) -> set[str]:
    """Return the modules of samgraph that a file imports, anywhere in it."""
    names: list[str] = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.extend(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{_name(file)} imports by dots: write the whole name"
            names.extend(f"{node.module}.{alias.name}" for alias in node.names)
    return {_module(name) for name in names if name.split(".")[0] == "samgraph"}


def _room(package: str, module: str) -> str:
    """Return the room of a package in which a module is, or an empty string if in none."""
    inside = module.startswith(f"{package}.")
    return module.removeprefix(f"{package}.").split(".")[0] if inside else ""


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_imports_point_down(file: Path) -> None:
    """Every module has a row in each package around it, and imports only from lower ones."""
    for package, ranks in RANKS.items():
        room = _room(package, _name(file))
        others = {_room(package, module) for module in _imports(file)} - {"", room}
        if room:
            assert room in ranks, f"give {room} a row in ROWS of {package}"
            upward = {other for other in others if ranks[other] >= ranks[room]}
            assert not upward, f"{room} imports from its own row or above: {sorted(upward)}"


def test_every_row_holds_a_room() -> None:
    """A room that is gone leaves the list too, and an empty list proves nothing."""
    packages = {module.removesuffix(".__init__") for module in MODULES if "__init__" in module}
    assert packages == set(RANKS)
    for package, ranks in RANKS.items():
        assert {_room(package, module) for module in MODULES} - {""} == set(ranks)
        assert sum(map(len, ROWS[package])) == len(ranks)
    assert len(FILES) > 75


def test_the_package_never_exports_a_door() -> None:
    """`import samgraph` gives functions and values, never the command line."""
    doors = {_room("samgraph", module) for module in _imports(PACKAGE / "__init__.py")}
    assert "cli" not in doors


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_rooms_are_small(file: Path) -> None:
    """A file over 350 lines wants to be two rooms."""
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 350
