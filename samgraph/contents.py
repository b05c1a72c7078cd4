"""What stands in a plan package, as it is written: tables and Turtle, in files or in a workbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from samgraph.csvtable import Table, read_table
from samgraph.errors import Fault, PackageError
from samgraph.resources import is_workbook
from samgraph.workbook import Workbook, read_workbook, sheet_of

Written: TypeAlias = Path | tuple[str, str]
"""A Turtle file; or of a sheet its name and its text."""


@dataclass(slots=True)
class Contents:
    """The tables and the Turtle of a package, in the order of their names."""

    name: str
    documents: list[Written] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def declares(self) -> bool:
        """Whether there is a plan.ttl."""
        return any(name_of(document) == "plan.ttl" for document in self.documents)


def name_of(document: Written) -> str:
    """Return the name of a Turtle file or of a sheet that holds one."""
    return document.name if isinstance(document, Path) else document[0]


def text_of(document: Written) -> str:
    """Return what a Turtle file or a sheet that holds one says.

    Raises:
        OSError, UnicodeDecodeError: the file cannot be read.

    """
    if isinstance(document, Path):
        return document.read_text(encoding="utf-8-sig")
    return document[1]


def read_contents(place: Path) -> Contents:
    """Return what stands in a package: a folder, perhaps with workbooks in it, or one workbook.

    A workbook in a folder that cannot be read at all is a table with that fault.

    Raises:
        PackageError: a workbook that is the whole package cannot be read at all.
        SamgraphError: there is a workbook, and openpyxl is not installed.

    """
    if not place.is_dir():
        found = Contents(place.stem)
        _add_workbook(found, place.name, read_workbook(place))
        return found
    found = Contents(place.resolve().name, sorted(place.glob("*.ttl")))
    found.tables = [read_table(file, file.name) for file in sorted(place.glob("*.csv"))]
    for file in sorted(filter(is_workbook, place.iterdir())):
        try:
            read = read_workbook(file)
        except PackageError as error:
            fault = Fault(error.where, error.message, error.hint)
            found.tables.append(Table(file.name, [], [], [fault], lost="*"))
        else:
            _add_workbook(found, file.name, read)
    return found


def _add_workbook(found: Contents, file: str, read: Workbook) -> None:
    """Add the sheets of a workbook; one that stands elsewhere already is a fault, and left out."""
    found.faults.extend(read.faults)
    documents = {name_of(one) for one in found.documents}
    tables = {sheet_of(one).casefold(): one.name for one in found.tables}
    for name, text in read.documents:
        if name in documents:
            found.faults.append(_twice(f"{file}, sheet {name}", name))
        else:
            found.documents.append((name, text))
    for table in read.tables:
        earlier = tables.get(sheet_of(table).casefold())
        if earlier:
            found.faults.append(_twice(table.name, earlier))
        else:
            found.tables.append(table)


def _twice(name: str, earlier: str) -> Fault:
    hint = "keep one of the two, or give the sheet another name; # before a name leaves it out"
    return Fault(name, f"stands in {earlier} too", hint)
