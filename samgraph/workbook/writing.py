"""Tables and Turtle written as the sheets of a workbook, every cell of them text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from samgraph.csvtable import Table
from samgraph.errors import Fault, PackageError
from samgraph.outputs import whole_file
from samgraph.workbook.library import library

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_NAME: Final = 31
_LONGEST_CELL: Final = 32_767
_NOT_IN_NAMES: Final = re.compile(r"[\\/*?:\[\]]|^'|'$")
_TO_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_WIDTHS: Final = (10, 60)
"""Of columns, in characters."""


def sheet_of(table: Table) -> str:
    """Return the name of the sheet, or of the file without its ending, that a table came from."""
    return table.name.rpartition(", sheet ")[2].removesuffix(".csv")


def write_workbook(
    tables: Iterable[Table], documents: Iterable[tuple[str, str]], target: Path
) -> tuple[str, ...]:
    """Write tables as the sheets of a workbook, a Turtle document as a sheet of its lines.

    Every cell is text, and so is what is written later in the columns: codes, zeros in front and
    dates stay as they are, and nothing is a formula. The same tables give the same bytes. Returned
    are the names of the sheets, documents first.

    Raises:
        PackageError: a cell is longer than a workbook can hold; each is named.
        SamgraphError: openpyxl is not installed, or the file cannot be written.

    """
    openpyxl = library()
    book = openpyxl.Workbook()
    book.remove(book.active)
    faults: list[Fault] = []
    taken: set[str] = set()
    for name, text in documents:
        lines = [[line] for line in text.removesuffix("\n").split("\n")]
        _write_sheet(book.create_sheet(_unused(name, taken)), lines, faults, header=False)
    for table in tables:
        sheet = book.create_sheet(_unused(sheet_of(table), taken))
        _write_sheet(sheet, [table.header, *(cells for _, cells in table.rows)], faults)
    if faults:
        raise PackageError(f"{target.name} cannot be written", faults=faults)
    if not book.worksheets:
        book.create_sheet("plan.ttl")
    content = io.BytesIO()
    book.save(content)
    with whole_file(target) as beside:
        beside.write_bytes(_same_every_time(content.getvalue()))
    return tuple(book.sheetnames)


def _unused(name: str, taken: set[str]) -> str:
    """Return a name as a sheet may have it, and take it: of sheets, capitals make no difference."""
    wanted = _NOT_IN_NAMES.sub("-", name)
    stem, dot, suffix = wanted.rpartition(".") if wanted.endswith(".ttl") else (wanted, "", "")
    number, found = 1, wanted
    while len(found) > _LONGEST_NAME or found.casefold() in taken:
        number += len(found) <= _LONGEST_NAME
        tail = f"{f'-{number}' if number > 1 else ''}{dot}{suffix}"
        found = stem[: _LONGEST_NAME - len(tail)] + tail
    taken.add(found.casefold())
    return found


def _write_sheet(
    sheet: Worksheet, rows: Sequence[Sequence[str]], faults: list[Fault], *, header: bool = True
) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    wide = max(map(len, rows), default=0)
    for place in range(1, wide + 1):
        letter = get_column_letter(place)
        longest = max((len(row[place - 1]) for row in rows if len(row) >= place), default=0)
        sheet.column_dimensions[letter].width = min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1])
        # So that what is written below the last row is text too.
        sheet.column_dimensions[letter].number_format = "@"
    bold, top = Font(bold=True), Alignment(vertical="top", wrap_text=header)
    for line, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            if not text:
                continue
            cell = sheet.cell(line, place)
            shown = _TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
            if len(shown) > _LONGEST_CELL:
                where = f"sheet {sheet.title}:{line}, cell {cell.coordinate}"
                message = f"has {len(shown):,} characters, and a workbook holds {_LONGEST_CELL:,}"
                faults.append(Fault(where, message, "keep this table as CSV"))
                continue
            cell.value = shown
            cell.data_type = "s"
            cell.number_format = "@"
            cell.alignment = top
            if header and line == 1:
                cell.font = bold
    if header:
        sheet.freeze_panes = "B2"


def _same_every_time(content: bytes) -> bytes:
    """Return a workbook without the hour at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", data)
                data = data.replace(b">openpyxl<", b">samgraph<")
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o644 << 16
            new.writestr(part, data)
    return out.getvalue()
