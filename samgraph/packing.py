"""A plan package as one workbook, and a workbook as the files of a package."""

from __future__ import annotations

import csv
from pathlib import Path

from samgraph.contents import name_of, read_contents, text_of
from samgraph.errors import Fault, PackageError
from samgraph.outputs import refuse_taken, whole_folder
from samgraph.package import read_package
from samgraph.schema import read_schema
from samgraph.sheets import defused
from samgraph.workbook import sheet_of, write_workbook

_PLAN = "plan.ttl"


def pack(place: Path, target: Path) -> tuple[str, ...]:
    """Write a plan package, given by its folder, as a workbook; return the names of its sheets.

    Every table is a sheet, and so is every Turtle file, a line a row; read again, they give the
    same plan.

    Raises:
        PackageError: the package cannot be read, or holds a text too long for a cell.
        SamgraphError: openpyxl is not installed, or the file cannot be written.

    """
    read_package(place, read_schema())
    contents = read_contents(place)
    documents = sorted(contents.documents, key=lambda one: (name_of(one) != _PLAN, name_of(one)))
    return write_workbook(
        contents.tables, [(name_of(one), text_of(one)) for one in documents], target
    )


def unpack(file: Path, folder: Path) -> tuple[str, ...]:
    """Write the sheets of a workbook as the files of a plan package; return their names.

    The folder has to be new or empty. A cell that a spreadsheet would take for a formula gets a
    space before it, which is not read.

    Raises:
        PackageError: with everything that is wrong in the workbook; then nothing is written.
        SamgraphError: openpyxl is not installed, or the folder cannot be written.

    """
    refuse_taken(folder)
    read_package(file, read_schema())
    contents = read_contents(file)
    names: dict[str, str] = {}
    with whole_folder(folder, _PLAN) as beside:
        for document in contents.documents:
            name = _file_name(name_of(document), "", names)
            (beside / name).write_text(text_of(document), encoding="utf-8", newline="\n")
        for table in contents.tables:
            name = _file_name(sheet_of(table), ".csv", names)
            with (beside / name).open("w", encoding="utf-8", newline="") as out:
                writer = csv.writer(out, lineterminator="\n")
                writer.writerow(table.header)
                writer.writerows([defused(cell) for cell in cells] for _, cells in table.rows)
    return tuple(sorted(names))


def _file_name(sheet: str, suffix: str, taken: dict[str, str]) -> str:
    """Return the name of the file for a sheet, and take it.

    Raises:
        PackageError: no file can be called so everywhere.

    """
    name = f"{sheet}{suffix}"
    if sheet.startswith(".") or any(one in '<>|"' or not one.isprintable() for one in sheet):
        message = f'no file can be called "{name}"'
        raise PackageError(message, faults=[Fault(f"sheet {sheet}", "give it a plain name")])
    taken[name] = sheet
    return name
