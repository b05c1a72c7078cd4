"""Tables as spreadsheets save them: commas or semicolons, with or without BOM, LF or CRLF."""

from __future__ import annotations

import csv
import io
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from samgraph.errors import Fault

_LONGEST_CELL = 1_000_000
MOST_BYTES = 200_000_000
"""Of one file of a package."""


@dataclass(slots=True)
class Table:
    """A table's header, its rows with the line each begins on, and what is wrong with it."""

    name: str
    header: list[str]
    rows: list[tuple[int, list[str]]]
    faults: list[Fault] = field(default_factory=list)
    header_line: int = 1
    lost: str = ""
    """The text of what could not be read, in which ids may stand; `*` if nothing could."""
    decimal_comma: bool = False
    """Whether numbers in it may have a decimal comma: it is saved with semicolons."""
    fractions: set[tuple[int, int]] = field(default_factory=set)
    """Line and place, counted from zero, of cells that a workbook holds as a number with decimals,
    so that a zero at their end is lost."""


def read_table(file: Path, name: str) -> Table:
    """Return the table in `file`, with its faults instead of exceptions.

    `name` is what messages call the file: its path inside the package.
    """
    table = Table(name, [], [])
    try:
        content = read_ordinary(file)
    except OSError as error:
        table.faults.append(Fault(name, f"cannot be read: {error.strerror or error}"))
        table.lost = "*"
        return table
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        table.lost = "*"
        hint = 'save the table as "CSV UTF-8"'
        table.faults.append(Fault(f"{name}:1", "is UTF-16, not UTF-8", hint))
        return table
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        table.lost = content.decode("latin-1")
        table.faults.append(
            Fault(
                f"{name}:{line}",
                f"is not UTF-8 (byte {content[error.start]:#04x})",
                'save the table as "CSV UTF-8"',
            )
        )
        return table
    csv.field_size_limit(_LONGEST_CELL)
    table.decimal_comma = _delimiter(text) == ";"
    try:
        fill(table, _records(text))
    except csv.Error as error:
        table.lost += text
        table.faults.append(
            Fault(
                f"{name}:{_unreadable_line(text)}",
                f"is not a table: {error}",
                "check the quotation marks on this line",
            )
        )
    if not table.header and not table.faults:
        table.faults.append(Fault(name, "is empty", "the first line names the columns"))
        table.lost = "*"
    return table


def fill(table: Table, records: Iterable[tuple[int, list[str]]]) -> None:
    """Add records to a table: the first is its header, the others are rows under it.

    Each comes with its line. Empty columns at the end of the header are left out.
    """
    for line, cells in records:
        if table.header:
            _add_row(table, line, cells)
            continue
        table.header = [cell.strip() for cell in cells]
        table.header_line = line
        while table.header and not table.header[-1]:
            table.header.pop()


def read_ordinary(file: Path) -> bytes:
    """Return the bytes of a file of a package.

    Raises:
        OSError: it cannot be read, is a pipe or a device, or is larger than any table.

    """
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError("it is no ordinary file")
    if status.st_size > MOST_BYTES:
        raise OSError(f"it has more than {MOST_BYTES // 1_000_000} MB")
    return file.read_bytes()


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank with the 1-based line on which it begins.

    The line `sep=;`, with which Excel is told the delimiter, is no record.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    last = 0
    for cells in reader:
        first, last = last + 1, reader.line_num
        if first == 1 and _SEPARATOR.match(text):
            continue
        if any(cell.strip() for cell in cells):
            yield first, [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]


def _unreadable_line(text: str) -> int:
    """Return the line on which the first record begins that cannot be read."""
    last = 0
    try:
        for line, cells in _records(text):
            last = line + sum(cell.count("\n") for cell in cells)
    except csv.Error:
        lines = text.split("\n")
        while last < len(lines) - 1 and not lines[last].strip():
            last += 1
        return last + 1
    return last


def _delimiter(text: str) -> str:
    """Return the delimiter that the table says it has, else the one that its header uses."""
    said = _SEPARATOR.match(text)
    if said:
        return said[1]
    header = next((line for line in text.split("\n") if line.strip(" \t\r,;")), "")
    return max(",;\t", key=header.count)


_SEPARATOR = re.compile(r'"?sep=([,;\t])"?[,;\t]*\r?(?:\n|\Z)', re.IGNORECASE)


def _fell_apart(cells: list[str]) -> bool:
    """Tell whether a cell begins with a curled quotation mark that only a later one ends with."""
    begun = [place for place, cell in enumerate(cells) if _BEGUN.match(cell)]
    ended = [place for place, cell in enumerate(cells) if _ENDED.match(cell)]
    return bool(begun and ended) and begun[0] < ended[-1]


_BEGUN = re.compile(r"\s*[“„][^“”]*\Z")
_ENDED = re.compile(r"[^“”„]*[“”]\s*\Z")


def _add_row(table: Table, line: int, cells: list[str]) -> None:
    width = len(table.header)
    if _fell_apart(cells):
        table.lost += " ".join(cells) + "\n"
        message = "a cell in curled quotation marks falls apart where the delimiter stands in it"
        hint = 'write " around the cell instead of “ and ”'
        table.faults.append(Fault(f"{table.name}:{line}", message, hint))
        return
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        cells = cells[:width]
    if len(cells) != width:
        table.lost += " ".join(cells) + "\n"
    if len(cells) > width:
        table.faults.append(
            Fault(
                f"{table.name}:{line}",
                f"the row has {len(cells)} cells, the header {width}",
                "put a cell that holds the delimiter in quotation marks",
            )
        )
    elif len(cells) < width:
        table.faults.append(
            Fault(
                f"{table.name}:{line}",
                f"the row has {len(cells)} cells, the header {width}",
                "add the missing cells, empty if they have no value",
            )
        )
    else:
        table.rows.append((line, [cell.strip() for cell in cells]))
