"""Tables and Turtle read from the sheets of a workbook, every cell of them as text."""

from __future__ import annotations

import io
import math
import re
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from samgraph.csvtable import Table, fill, read_ordinary
from samgraph.errors import Fault, PackageError
from samgraph.text import printable
from samgraph.workbook.library import library

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NOTE: Final = "#"
"""A sheet whose name begins with this is a note for people, and is not read."""

_MOST_BYTES: Final = 64_000_000
"""Of a workbook unpacked; a plan of 5,000 rows has 3 million."""
_MOST_FILES: Final = 2_000
_DIGITS: Final = 15
"""So many digits of a number a spreadsheet keeps."""
_ESCAPED: Final = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
"""How a workbook writes what XML cannot hold; halves of a character are no text, and stay."""
_SHOWN: Final = 40
"""So much of a formula is shown in its message."""
_WIDEST: Final = 16_384
_MOST_LINES: Final = 1_048_576
"""Columns and rows of a sheet."""


@dataclass(slots=True)
class Workbook:
    """What the sheets of a workbook hold."""

    tables: list[Table] = field(default_factory=list)
    documents: list[tuple[str, str]] = field(default_factory=list)
    """Of sheets called like a Turtle file: name and text, a row a line."""
    faults: list[Fault] = field(default_factory=list)
    """Of the sheets that are no tables."""


def read_workbook(file: Path) -> Workbook:
    """Return the tables of a workbook, one of each sheet, each with its faults.

    A cell is read as text: a date as 2021-01-31, a whole number without a point. Formulas, merged
    cells and percentages are faults of their sheet, named by cell. A sheet called `plan.ttl`, or
    like any other Turtle file, holds its lines in the first column; one whose name begins with
    `#`, and an empty one, is not read.

    Raises:
        PackageError: the file is no workbook, is protected by a password, or is too large.
        SamgraphError: openpyxl is not installed.

    """
    try:
        content = read_ordinary(file)
    except OSError as error:
        raise PackageError(f"cannot be read: {error.strerror or error}", where=file.name) from error
    _refuse_hostile(content, file.name)
    openpyxl = library()
    try:
        with warnings.catch_warnings():
            # It warns of everything in a workbook that it does not know, none of which is read.
            warnings.simplefilter("ignore")
            opened = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
            sheets = list(opened.worksheets)
    except Exception as error:
        # A broken workbook makes openpyxl raise whatever its parts happen to raise.
        raise PackageError(
            "is no workbook that can be read",
            where=file.name,
            hint="open it in a spreadsheet, and save it anew as Excel workbook (.xlsx)",
        ) from error
    found = Workbook()
    for sheet in sheets:
        if sheet.title.startswith(NOTE):
            continue
        table = Table(f"{file.name}, sheet {sheet.title}", [], [])
        rows = _rows(sheet, table)
        if sheet.title.casefold().endswith(".ttl"):
            found.documents.append((sheet.title, _text(rows)))
            found.faults.extend(table.faults)
        elif rows or table.faults:
            _fill(table, rows)
            found.tables.append(table)
    return found


def _refuse_hostile(content: bytes, name: str) -> None:
    """Refuse what is no workbook, and one that would fill the memory or reach outside itself.

    Raises:
        PackageError: it is such a one.

    """
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise PackageError(
            "is protected by a password, or an old workbook (.xls)",
            where=name,
            hint="take the password off, and save it as Excel workbook (.xlsx)",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_FILES or sum(part.file_size for part in parts) > _MOST_BYTES:
                raise PackageError(
                    f"is larger than {_MOST_BYTES // 1_000_000} MB when it is unpacked",
                    where=name,
                    hint="save the tables as CSV, and leave out pictures and empty formatted cells",
                )
            for part in parts:
                data = archive.read(part)
                bare = data.replace(b"\0", b"").upper()
                if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
                    # What declares entities can make them refer to files, or grow without end.
                    raise PackageError(
                        f"declares entities in {printable(part.filename)}, which no workbook does",
                        where=name,
                        hint="open it in a spreadsheet, and save it anew",
                    )
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise PackageError(
            "is no workbook (.xlsx)",
            where=name,
            hint="save it in a spreadsheet as Excel workbook (.xlsx)",
        ) from error


def _rows(sheet: Worksheet, table: Table) -> dict[int, dict[int, str]]:
    """Return the text of the cells of a sheet by row and column, both counted from one.

    What cannot be read is added to the faults of `table`.
    """
    rows: dict[int, dict[int, str]] = {}
    for area in sorted(sheet.merged_cells.ranges, key=lambda one: (one.min_row, one.min_col)):
        table.faults.append(
            Fault(
                f"{table.name}:{area.min_row}, cells {area.coord}",
                "are merged, and a value belongs to one row and one column",
                "undo the merging, and write the value in every row that it holds for",
            )
        )
    # The sheet's own rows would include every empty one up to the last cell that has a format.
    for (row, column), cell in sorted(sheet._cells.items()):
        if cell.value is None:
            continue
        where = f"{table.name}:{row}, cell {cell.coordinate}"
        if cell.data_type == "f":
            formula = printable(str(getattr(cell.value, "text", cell.value)))[:_SHOWN]
            hint = "copy the cell, and paste it on itself as a value"
            message = f"is a formula ({formula}), and a table holds values"
            table.faults.append(Fault(where, message, hint))
            # Other rows may refer to what it shows, which is not known.
            table.lost = "*"
        elif isinstance(cell.value, int | float) and "%" in (cell.number_format or ""):
            message = f"is a percentage, which the workbook holds as {_written(cell.value)}"
            hint = "give the cell the format Text, and write the number that is meant"
            table.faults.append(Fault(where, message, hint))
        elif _loses_digits(cell.value):
            table.fractions.add((row, column - 1))
        rows.setdefault(row, {})[column] = _written(cell.value)
    return rows


def _loses_digits(value: object) -> bool:
    """Tell whether a number may stand for a text that it is not: 1.10, or one of many digits."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) >= 10**_DIGITS or (isinstance(value, float) and not value.is_integer())


def _written(value: object) -> str:
    """Return what a cell holds as it is written in a table."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep="T")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _fill(table: Table, rows: Mapping[int, Mapping[int, str]]) -> None:
    """Add rows to a table, short ones filled up: a workbook does not keep empty cells."""
    filled = {
        row: cells for row, cells in sorted(rows.items()) if any(map(str.strip, cells.values()))
    }
    header = next(iter(filled.values()), {})
    width = max(header, default=0)
    fill(
        table,
        (
            (
                row,
                [cells.get(place, "") for place in range(1, min(max(width, *cells), _WIDEST) + 1)],
            )
            for row, cells in filled.items()
        ),
    )


def _text(rows: Mapping[int, Mapping[int, str]]) -> str:
    """Return a sheet as the lines of a file: what stands in its first column."""
    last = min(max(rows, default=0), _MOST_LINES)
    return "".join(f"{rows.get(row, {}).get(1, '')}\n" for row in range(1, last + 1))
