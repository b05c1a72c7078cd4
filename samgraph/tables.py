"""Rows as a person or a program reads them: table, csv, tsv, json or markdown."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from samgraph.knowledge import Knowledge
from samgraph.text import printable, width

FORMATS = ("table", "csv", "tsv", "json", "markdown")


@dataclass(frozen=True, slots=True)
class Rows:
    """A header and cells of text or numbers; a cell without a value is an empty string."""

    header: tuple[str, ...]
    cells: tuple[tuple[str | int | float | bool, ...], ...]


def solution_rows(
    knowledge: Knowledge,
    solutions: ox.QuerySolutions,
    lang: str,
    quotes: Mapping[str, str] | None = None,
) -> Rows:
    """Return the solutions of a query with a label beside every IRI that has one.

    A passage of which `quotes` holds the text is quoted beside its IRI.
    """
    labels = knowledge.labels(lang)
    names = [variable.value for variable in solutions.variables]
    found = [list(solution) for solution in solutions]
    labelled = [
        any(isinstance(row[i], ox.NamedNode) and row[i].value in labels for row in found)
        for i in range(len(names))
    ]
    quoted = [
        any(isinstance(row[i], ox.NamedNode) and row[i].value in (quotes or {}) for row in found)
        for i in range(len(names))
    ]
    header: list[str] = []
    for name, has_label, has_quote in zip(names, labelled, quoted, strict=True):
        header += [name] + [f"{name}_label"] * has_label + [f"{name}_quotation"] * has_quote
    cells = []
    for row in found:
        line: list[str | int | float | bool] = []
        for term, has_label, has_quote in zip(row, labelled, quoted, strict=True):
            line.append(term_text(knowledge, term))
            if has_label:
                line.append(labels.get(getattr(term, "value", ""), ""))
            if has_quote:
                line.append((quotes or {}).get(getattr(term, "value", ""), ""))
        cells.append(tuple(line))
    return Rows(tuple(header), tuple(cells))


def term_text(knowledge: Knowledge, term: object) -> str | int | float | bool:
    """Return a term as text: an IRI as CURIE, a number as number."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return knowledge.curie(term.value)
    if isinstance(term, ox.Literal):
        kind = term.datatype.value.rsplit("#", 1)[-1]
        if kind == "integer":
            return int(term.value)
        if kind == "boolean":
            return term.value in ("true", "1")
        if kind in ("decimal", "double", "float"):
            number = float(term.value)
            return int(number) if number.is_integer() and abs(number) < 1e15 else number
        return term.value
    return str(term)


def render(rows: Rows, form: str) -> str:
    """Return the rows in one of `FORMATS`, without a last line end."""
    if form == "json":
        return json.dumps(
            [dict(zip(rows.header, cells, strict=True)) for cells in rows.cells],
            ensure_ascii=False,
            indent=2,
        )
    if form in ("csv", "tsv"):
        out = io.StringIO()
        writer = csv.writer(out, delimiter="," if form == "csv" else "\t", lineterminator="\n")
        writer.writerow(rows.header)
        writer.writerows([_text(cell) for cell in cells] for cells in rows.cells)
        return out.getvalue().rstrip("\n")
    if form == "markdown":
        return _markdown(rows)
    return table(rows)


def _text(cell: str | int | float | bool) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)


def _shown(cell: str | int | float | bool) -> str:
    """Return a cell as a person reads it, in any language."""
    return ("✓" if cell else "–") if isinstance(cell, bool) else _text(cell)


def _markdown(rows: Rows) -> str:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"

    lines = [line(rows.header), "| " + " | ".join("---" for _ in rows.header) + " |"]
    lines += [line(map(_text, cells)) for cells in rows.cells]
    return "\n".join(lines)


def _escaped(cell: str) -> str:
    """Return a cell that a markdown reader shows as it is."""
    for character in "\\`*_[]<>|":
        cell = cell.replace(character, "\\" + character)
    return " ".join(cell.split())


def table(rows: Rows) -> str:
    """Return the rows as a table as wide as the terminal, or as its contents where there is none.

    Control characters, which a terminal would obey, are shown as their code.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for name in rows.header:
        grid.add_column(Text(printable(name)), overflow="fold")
    for cells in rows.cells:
        grid.add_row(*(Text(printable(_shown(cell))) for cell in cells))
    out = io.StringIO()
    terminal = sys.stdout.isatty()
    console = Console(
        file=out,
        width=width(),
        force_terminal=terminal,
        no_color=not terminal or "NO_COLOR" in os.environ,
        highlight=False,
    )
    console.print(grid)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n")).strip("\n")
