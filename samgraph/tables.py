"""Rows as a person or a program reads them: table, csv, tsv, json or markdown."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Iterable, Sequence

from samgraph.rows import Cell, Rows, text_of
from samgraph.text import printable, width, wrapped

FORMATS = ("table", "csv", "tsv", "json", "markdown")


def render(rows: Rows, form: str) -> str:
    """Return the rows in one of `FORMATS`, without a last line end."""
    if form == "json":
        return json.dumps(
            [dict(zip(_unique(rows.header), cells, strict=True)) for cells in rows.cells],
            ensure_ascii=False,
            indent=2,
        )
    if form in ("csv", "tsv"):
        out = io.StringIO()
        # A carriage return would end a row for some readers unless it stands in quotation marks.
        broken = any("\r" in text_of(cell) for cells in rows.cells for cell in cells)
        writer = csv.writer(
            out,
            delimiter="," if form == "csv" else "\t",
            lineterminator="\n",
            quoting=csv.QUOTE_ALL if broken else csv.QUOTE_MINIMAL,
        )
        writer.writerow(rows.header)
        writer.writerows([text_of(cell) for cell in cells] for cells in rows.cells)
        return out.getvalue().rstrip("\n")
    if form == "markdown":
        return _markdown(rows)
    return table(rows)


def _unique(header: Sequence[str]) -> list[str]:
    """Return the names of columns, equal ones told apart by a number."""
    names: list[str] = []
    for name in header:
        number, free = 1, name
        while free in names:
            number += 1
            free = f"{name} ({number})"
        names.append(free)
    return names


def _shown(cell: Cell) -> str:
    """Return a cell as a person reads it, in any language."""
    return ("✓" if cell else "–") if isinstance(cell, bool) else text_of(cell)


def _markdown(rows: Rows) -> str:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(escaped(cell) for cell in cells) + " |"

    lines = [line(rows.header), "| " + " | ".join("---" for _ in rows.header) + " |"]
    lines += [line(map(text_of, cells)) for cells in rows.cells]
    return "\n".join(lines)


def escaped(cell: str) -> str:
    """Return a cell that a markdown reader shows as it is."""
    for character in "\\`*_[]<>|":
        cell = cell.replace(character, "\\" + character)
    return " ".join(cell.split())


def table(rows: Rows) -> str:
    """Return the rows as a table, or one below the other where they are too wide for one.

    Control characters, which a terminal would obey, are shown as their code.
    """
    shown = [[printable(_shown(cell)) for cell in cells] for cells in rows.cells]
    if _too_wide(rows.header, shown):
        return _records([printable(name) for name in rows.header], shown)
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for name in rows.header:
        grid.add_column(Text(printable(name)), overflow="fold")
    for cells in shown:
        grid.add_row(*map(Text, cells))
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


def _too_wide(header: Sequence[str], cells: Sequence[Sequence[str]]) -> bool:
    """Tell whether columns would have to break words to fit."""
    needed = 0
    for number, name in enumerate(header):
        words = [word for row in cells for word in row[number].split()]
        needed += 3 + max(map(len, [*name.split(), *words]), default=0)
    return needed > width() and len(header) > 1


def _records(header: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    """Return rows one below the other, a line for each value that is there."""
    margin = max(map(len, header)) + 2
    lines = []
    for row in cells:
        for name, cell in zip(header, row, strict=True):
            if cell:
                first, *more = wrapped(cell, width(), " " * margin) or [""]
                lines += [f"{name:{margin}}{first.strip()}", *more]
        lines.append("")
    return "\n".join(lines).strip("\n")
