"""The plan as tables for spreadsheets and data frames: lists of nodes and edges, or all of it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from samgraph.exchange.networks import network_of
from samgraph.exchange.options import Options
from samgraph.extraction.labels import slug
from samgraph.knowledge import Knowledge
from samgraph.rows import Cell, Rows
from samgraph.sheets import defused
from samgraph.solutions import term_text
from samgraph.tables import render
from samgraph.terms import GRAPHS_OF_STANDING, RDF

_BOM: Final = "\ufeff"
"""Without it a spreadsheet on Windows takes UTF-8 for something else."""


def node_rows(knowledge: Knowledge, lang: str = "nl") -> Rows:
    """Return the things of the plan as rows, by id; `.to_pandas()` makes a data frame of them."""
    return network_of(knowledge, lang).nodes


def edge_rows(knowledge: Knowledge, lang: str = "nl", standing: str = "judged") -> Rows:
    """Return the links of the plan as rows, by id; `.to_pandas()` makes a data frame of them."""
    return network_of(knowledge, lang, standing).edges


def write_nodes(knowledge: Knowledge, target: Path, options: Options) -> None:
    """Write the things of the plan as CSV that no spreadsheet computes."""
    network = network_of(knowledge, options.lang, options.standing)
    target.write_text(sheet(network.nodes), encoding="utf-8", newline="")


def write_edges(knowledge: Knowledge, target: Path, options: Options) -> None:
    """Write the links of the plan as CSV that no spreadsheet computes."""
    network = network_of(knowledge, options.lang, options.standing)
    target.write_text(sheet(network.edges), encoding="utf-8", newline="")


def write_tables(knowledge: Knowledge, target: Path, options: Options) -> None:
    """Write everything that the plan asserts into a folder, one CSV for each class of things."""
    for name, rows in class_tables(knowledge, options.standing).items():
        (target / f"{name}.csv").write_text(sheet(rows), encoding="utf-8", newline="")


def sheet(rows: Rows) -> str:
    """Return rows as CSV for spreadsheets: formulas defused, numbers left as they are."""
    cells = tuple(
        tuple(defused(cell) if isinstance(cell, str) else cell for cell in line)
        for line in rows.cells
    )
    header = tuple(defused(name) for name in rows.header)
    return _BOM + render(Rows(header, cells), "csv") + "\n"


def class_tables(knowledge: Knowledge, standing: str = "judged") -> dict[str, Rows]:
    """Return the plan's things as one table for each class, by the class's name.

    The columns are properties, with their language where they have one; several values of one cell
    are separated by ` | `. What a reasoner adds is not there, nor the ontology.
    """
    names = [name for name in GRAPHS_OF_STANDING[standing]
             if name in ("structure", "stated", "judged", "links")]  # fmt: skip
    about: dict[str, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    classes: dict[str, list[str]] = defaultdict(list)
    own = knowledge.namespace
    for name in names:
        quads = knowledge.store.quads_for_pattern(None, None, None, knowledge.graph(name))
        for quad in sorted(quads, key=str):
            if not isinstance(quad.subject, ox.NamedNode):
                continue
            if not quad.subject.value.startswith(own):
                continue
            subject = knowledge.curie(quad.subject.value)
            if quad.predicate.value == RDF + "type" and isinstance(quad.object, ox.NamedNode):
                classes[subject].append(knowledge.curie(quad.object.value))
                continue
            column = knowledge.curie(quad.predicate.value)
            language = getattr(quad.object, "language", None)
            value = term_text(knowledge, quad.object)
            values = about[subject][f"{column}@{language}" if language else column]
            if value not in values:
                values.append(value)
    tables: dict[str, list[str]] = defaultdict(list)
    for subject, kinds in classes.items():
        tables[sorted(kinds, key=lambda kind: (not kind.startswith("sg:"), kind))[0]].append(
            subject
        )
    found = {}
    for kind, subjects in sorted(tables.items()):
        columns = sorted({column for one in subjects for column in about[one]})
        found[slug(kind.replace(":", "-"))] = Rows(
            ("id", "a", *columns),
            tuple(
                (one, " | ".join(sorted(classes[one])),
                 *(_joined(about[one].get(column, [])) for column in columns))
                for one in sorted(subjects)
            ),
        )  # fmt: skip
    return found


def _joined(values: list[Cell]) -> Cell:
    return values[0] if len(values) == 1 else " | ".join(str(value) for value in values)
