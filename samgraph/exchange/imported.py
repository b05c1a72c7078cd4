"""What an import brings: statements for a package, and what there is to say of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from samgraph.errors import Fault
from samgraph.exchange.packages import write_package
from samgraph.exchange.statements import NAMED, Statements, one_label_a_language, term
from samgraph.extraction.namespaces import prefix_for
from samgraph.schema import read_schema


@dataclass(frozen=True, slots=True)
class Imported:
    """A plan from a file of others, before it is a package."""

    name: str
    """Of the file."""
    namespace: str
    triples: tuple[ox.Triple, ...]
    mended: tuple[Fault, ...] = ()
    """What had to be changed or guessed, with its line."""
    lost: tuple[Fault, ...] = ()
    """Every text of the file that the package does not hold, whole."""


def write_imported(found: Imported, folder: Path) -> tuple[dict[str, int], tuple[Fault, ...]]:
    """Write what was imported as a plan package in a new or empty folder.

    Returned are the rows of each table, and everything that had to be mended. Texts that no plan
    package has room for are kept in `not-imported.txt`, which samgraph does not read.

    Raises:
        SamgraphError: the folder holds something, or cannot be written.

    """
    triples, faults = one_label_a_language(found.triples, NAMED, found.name)
    counts = write_package(
        triples,
        folder,
        read_schema(),
        prefix_for(found.namespace),
        found.namespace,
        f"Imported by samgraph from {found.name}.",
        {"not-imported.txt": "".join(f"{one.where}: {one.message}\n" for one in found.lost)},
    )
    return counts, (*found.mended, *faults)


def frame(
    namespace: str,
    name: str,
    labels: tuple[str, str],
    rows: str,
    columns: str,
    path: str,
) -> Iterable[ox.Triple]:
    """Return a coverage question of which the source says nothing by itself."""
    said = Statements(namespace)
    node = ox.NamedNode(f"{namespace}frame-{name}")
    said.add(node, "a", term("sg:Frame"))
    said.both(node, "skos:prefLabel", *labels)
    said.add(node, "sg:rows", term(rows))
    said.add(node, "sg:columns", term(columns))
    said.add(node, "sg:path", ox.Literal(path))
    said.add(node, "sg:scope", term("sg:silent"))
    said.add(node, "sg:expects", term("sg:everyRow"))
    return said.triples
