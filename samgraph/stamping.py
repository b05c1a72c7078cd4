"""Position and fingerprint written into the tables of passages."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from samgraph.csvtable import Table, read_table
from samgraph.errors import Fault, PackageError
from samgraph.outputs import whole_file
from samgraph.resources import is_workbook
from samgraph.sources import Source

FROM, TO = "sg:fromLine", "sg:toLine"
STAMPED = ("sg:position/oa:start", "sg:position/oa:end", "sg:fingerprint")


def stamp(folder: Path, source: Source) -> int:
    """Fill in the position and the fingerprint of every passage in a package's tables.

    Tables with the columns sg:fromLine and sg:toLine are rewritten, in UTF-8 with commas; returns
    the number of passages. Nothing is written unless all can be.

    Raises:
        PackageError: with every row whose lines the source does not have.

    """
    in_workbook = not folder.is_dir() or any(map(is_workbook, folder.iterdir()))
    faults: list[Fault] = []
    stamped: list[tuple[Path, str]] = []
    count = 0
    for file in sorted(folder.glob("*.csv")):
        table = read_table(file, file.name)
        if FROM in table.header and TO in table.header:
            faults.extend(table.faults)
            stamped.append((file, _stamped(table, source, faults)))
            count += len(table.rows)
    if not stamped and in_workbook:
        raise PackageError(
            "has its passages in a workbook, and only tables in CSV can be stamped",
            where=folder.name,
            hint="save that sheet as CSV in the folder, and take it out of the workbook",
        )
    if faults:
        raise PackageError(f"{folder.name} cannot be stamped", faults=faults)
    for file, text in stamped:
        with whole_file(file) as beside:
            beside.write_text(text, encoding="utf-8", newline="")
    return count


def _stamped(table: Table, source: Source, faults: list[Fault]) -> str:
    header = [name for name in table.header if name not in STAMPED]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*header, *STAMPED])
    for line, cells in table.rows:
        row = dict(zip(table.header, cells, strict=True))
        where = f"{table.name}:{line}"
        if not (row[FROM].isdigit() and row[TO].isdigit()):
            faults.append(Fault(where, f"{FROM} and {TO} are line numbers"))
            continue
        first, last = int(row[FROM]), int(row[TO])
        if not 1 <= first <= last <= len(source.lines):
            message = f"{source.name} has no lines {first} to {last}"
            faults.append(Fault(where, message, f"it has {len(source.lines)} lines"))
            continue
        start, end = source.span(first, last)
        mark = source.fingerprint(first, last)
        writer.writerow([*(row[name] for name in header), str(start), str(end), mark])
    return out.getvalue()
