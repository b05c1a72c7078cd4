"""A workbook is read and written as text, and what in it is no text is named by its cell."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tinyplan import FILES, Tiny

from samgraph.building import build
from samgraph.cli import cli
from samgraph.contents import read_contents
from samgraph.csvtable import Table
from samgraph.errors import Fault, PackageError, SamgraphError
from samgraph.package import read_package
from samgraph.packing import pack, unpack
from samgraph.resources import plan_folder
from samgraph.schema import read_schema
from samgraph.workbook import read_workbook, sheet_of, write_workbook

if TYPE_CHECKING:
    from openpyxl import Workbook as Book

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl reads and writes workbooks")

SCHEMA = read_schema()


def make(file: Path, sheets: dict[str, list[list[object]]]) -> Book:
    """Write a workbook as a person would make it, and return it to be changed further."""
    book: Book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return book


def refused(file: Path) -> str:
    """Return what is said of a workbook that cannot be read at all."""
    with pytest.raises(PackageError) as error:
        read_workbook(file)
    return str(error.value)


def change(file: Path, edit: Callable[[str, bytes], bytes | None]) -> None:
    """Rewrite the parts of a workbook, leaving out those for which nothing comes back."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = edit(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    file.write_bytes(out.getvalue())


@pytest.fixture
def book(tiny: Tiny) -> Path:
    """Return the small plan as one workbook."""
    file = tiny.folder.parent / "plan.xlsx"
    pack(tiny.folder, file)
    return file


def test_the_sam_plan_comes_back_to_the_byte(tmp_path: Path) -> None:
    """Packed and unpacked, every file of the plan is what it was."""
    file, folder = tmp_path / "sam.xlsx", tmp_path / "sam"
    sheets = pack(plan_folder(), file)
    assert sheets[0] == "plan.ttl"
    unpack(file, folder)
    before = {one.name: one.read_bytes() for one in plan_folder().iterdir()}
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
    assert len(before) == len(sheets) > 40


def test_a_workbook_is_a_plan(tiny: Tiny, book: Path) -> None:
    """Every command takes it; it says the same as the folder, under its own name."""
    assert set(read_package(book, SCHEMA).quads) == set(tiny.read().quads)
    assert build(book).name == "plan"
    done = CliRunner().invoke(cli, ["gaps", str(book), "--lang", "en"])
    assert done.exit_code == 0
    assert "Challenge “heat”" in done.stdout


def test_a_workbook_beside_plan_ttl_holds_its_tables(tiny: Tiny) -> None:
    """Some tables in a workbook and some in CSV are one plan."""
    before = set(tiny.read().quads)
    tables = [table for table in read_contents(tiny.folder).tables if table.name != "links.csv"]
    write_workbook(tables, [], tiny.folder / "tables.xlsx")
    for table in tables:
        (tiny.folder / table.name).unlink()
    assert set(tiny.read().quads) == before
    (tiny.folder / "~$tables.xlsx").write_bytes(b"what Excel locks it with")
    assert set(tiny.read().quads) == before


def test_a_changed_workbook_is_not_answered_from_the_cache(
    book: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is remembered of a workbook counts until its file changes."""
    monkeypatch.setenv("SAMGRAPH_CACHE", str(tmp_path / "cache"))

    def label() -> str:
        done = CliRunner().invoke(cli, ["gaps", str(book), "--lang", "en"])
        return done.stdout

    assert "“heat”" in label()
    opened = openpyxl.load_workbook(book)
    for row in opened["lists"].iter_rows():
        for cell in row:
            if cell.value == "heat":
                cell.value = "drought"
    opened.save(book)
    assert "“drought”" in label()


def test_the_same_tables_give_the_same_bytes(tiny: Tiny, book: Path) -> None:
    """No hour and no name of a program or a person is in a workbook."""
    again = book.with_name("again.xlsx")
    pack(tiny.folder, again)
    assert again.read_bytes() == book.read_bytes()
    with zipfile.ZipFile(book) as archive:
        assert {part.date_time[0] for part in archive.infolist()} == {1980}
        assert b"1980-01-01T00:00:00Z" in archive.read("docProps/core.xml")


TEXTS = [
    "007",
    "1.10",
    "OD1.1",
    "1-10",
    "2021-01-31",
    "=1+1",
    "+32 9 123",
    "@home",
    "a\nb",
    "TRUE",
    "_x0041_",
    "\x07 bell",
    "🌳 é",
    "1e5",
    "'quoted",
    "#NAME?",
]


def test_every_text_stays_as_it_is(tmp_path: Path) -> None:
    """What a spreadsheet would take for a number, a date or a formula is text and stays text."""
    file = tmp_path / "texts.xlsx"
    rows = [(line, [text, "x"]) for line, text in enumerate(TEXTS, start=2)]
    write_workbook([Table("texts.csv", ["id", "b"], rows)], [], file)
    (table,) = read_workbook(file).tables
    assert table.faults == []
    assert [cells[0] for _, cells in table.rows] == TEXTS
    sheet = openpyxl.load_workbook(file)["texts"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    # So are the cells of a new row: the column itself is text.
    assert sheet.column_dimensions["A"].number_format == "@"


def test_cells_that_are_no_text_are_written_out(tmp_path: Path) -> None:
    """Dates, whole numbers, numbers and truth values have one way of being written."""
    file = tmp_path / "cells.xlsx"
    values: list[object] = [datetime(2021, 1, 31), date(2021, 1, 31), datetime(2021, 1, 31, 9, 30)]
    values += [
        "_xD800_ _x0009_",
        7,
        7.0,
        39.7,
        39.700000000000003,
        True,
        time(9, 30),
        1e20,
        "x\r\ny",
    ]
    make(file, {"t": [["a"], *[[value] for value in values]]})
    (table,) = read_workbook(file).tables
    assert [cells[0] for _, cells in table.rows] == [
        *(
            "2021-01-31",
            "2021-01-31",
            "2021-01-31T09:30:00",
            "_xD800_",
            "7",
            "7",
            "39.7",
            "39.7",
            "true",
        ),
        *("09:30:00", "100000000000000000000", "x\ny"),
    ]


def test_lines_and_columns_are_those_of_the_sheet(tmp_path: Path) -> None:
    """Empty rows count, empty rows and columns at the end do not, short rows are filled up."""
    file = tmp_path / "gaps.xlsx"
    make(file, {"t": [[], ["id", "b", None], [], ["1"], [" ", None, " "], ["2", "3", ""]]})
    (table,) = read_workbook(file).tables
    assert table.faults == []
    assert table.header_line == 2
    assert table.rows == [(4, ["1", ""]), (6, ["2", "3"])]


def test_a_row_longer_than_its_header_is_a_fault(tmp_path: Path) -> None:
    """A value without a column is named, and not lost in silence."""
    file = tmp_path / "long.xlsx"
    make(file, {"t": [["id"], ["1", None, "stray"]]})
    (fault,) = read_workbook(file).tables[0].faults
    assert fault.where == "long.xlsx, sheet t:2"


def test_formulas_merged_cells_and_percentages_are_named(tmp_path: Path) -> None:
    """Each with its sheet, its row, its cell and what next; everything else is read."""
    file = tmp_path / "plan.xlsx"
    rows: list[list[object]] = [
        ["id", "b"],
        ["t:a", "=B3&1"],
        ["t:b", 0.397],
        ["t:c", "x"],
        ["t:d"],
    ]
    book = make(file, {"goals": rows})
    book["goals"]["B3"].number_format = "0.0%"
    book["goals"].merge_cells("B4:B5")
    book.save(file)
    (table,) = read_workbook(file).tables
    assert {fault.where for fault in table.faults} == {
        "plan.xlsx, sheet goals:2, cell B2",
        "plan.xlsx, sheet goals:3, cell B3",
        "plan.xlsx, sheet goals:4, cells B4:B5",
    }
    assert any("is a formula (=B3&1)" in fault.message for fault in table.faults)
    assert any("percentage" in fault.message and "0.397" in fault.message for fault in table.faults)
    assert all(fault.hint for fault in table.faults)
    assert [cells[0] for _, cells in table.rows] == ["t:a", "t:b", "t:c", "t:d"]


def faults_of(file: Path) -> tuple[Fault, ...]:
    """Return everything that is wrong with a workbook as a plan."""
    with pytest.raises(PackageError) as error:
        read_package(file, SCHEMA)
    return error.value.faults


def edited(book: Path, sheet: str, cell: str, value: object) -> Path:
    """Write a value into a cell as a spreadsheet keeps it."""
    opened = openpyxl.load_workbook(book)
    opened[sheet][cell].value = value
    if not isinstance(value, datetime):
        opened[sheet][cell].number_format = "General"
    opened.save(book)
    return book


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime(2021, 10, 1), '"2021-10-01" is a date, and a code is meant'),
        (1.1, "the cell holds the number 1.1, and text is meant"),
        ("1-okt", '"1-okt" is a date, and a code is meant'),
        ("#REF!", '"#REF!" is an error of the spreadsheet'),
    ],
    ids=["date", "number", "written date", "error"],
)
def test_a_code_that_became_something_else_is_named(book: Path, value: object, said: str) -> None:
    """A code that a spreadsheet took for a date or a number is a fault of its row and column."""
    header = [cell.value for cell in openpyxl.load_workbook(book)["goals"][1]]
    letter = "ABCDEFGHIJKLMN"[header.index("skos:notation")]
    faults = faults_of(edited(book, "goals", f"{letter}2", value))
    (fault,) = [one for one in faults if said in one.message]
    assert fault.where == "plan.xlsx, sheet goals:2, column skos:notation"
    assert "format Text" in fault.hint


def test_an_id_that_became_a_date_is_named(book: Path) -> None:
    """So is an id, once: that others refer to what it was is no fault of theirs."""
    (fault,) = faults_of(edited(book, "goals", "A2", datetime(2021, 1, 1)))
    assert fault.where == "plan.xlsx, sheet goals:2, column id"
    assert "is a date, and an id is meant" in fault.message


def test_a_date_in_a_column_of_dates_is_read(tiny: Tiny, book: Path) -> None:
    """A spreadsheet that keeps a date as a date changes nothing."""
    before = set(tiny.read().quads)
    header = [cell.value for cell in openpyxl.load_workbook(book)["survey"][1]]
    letter = "ABCDEFGHIJKLMN"[header.index("schema:startDate")]
    edited(book, "survey", f"{letter}2", datetime(2020, 3, 1))
    assert set(read_package(book, SCHEMA).quads) == before


def test_a_fault_of_plan_ttl_has_its_row(book: Path) -> None:
    """The lines of the sheet are the lines of the file."""
    opened = openpyxl.load_workbook(book)
    line = next(
        row[0].row for row in opened["plan.ttl"] if "sg:scope sg:silent" in str(row[0].value)
    )
    opened["plan.ttl"].cell(line, 1).value = "    sg:scope sg:silence ;"
    opened.save(book)
    (fault,) = faults_of(book)
    assert fault.where == f"plan.ttl:{line}"


def test_notes_and_empty_sheets_are_not_read(tiny: Tiny, book: Path) -> None:
    """A sheet that begins with # is for people; an empty one is nothing."""
    opened = openpyxl.load_workbook(book)
    opened.create_sheet("# notes").append(["whatever", "=1+1"])
    opened.create_sheet("Sheet1")
    opened.save(book)
    assert set(read_package(book, SCHEMA).quads) == set(tiny.read().quads)


def test_a_sheet_beside_a_table_of_its_name_is_refused(tiny: Tiny) -> None:
    """Which of the two counts, nobody can tell: it is one fault, and not one for every row."""
    pack(tiny.folder, tiny.folder.parent / "all.xlsx")
    (tiny.folder.parent / "all.xlsx").rename(tiny.folder / "all.xlsx")
    faults = tiny.faults()
    assert len(faults) == len(FILES)
    assert Fault(
        "all.xlsx, sheet goals",
        "stands in goals.csv too",
        "keep one of the two, or give the sheet another name; # before a name leaves it out",
    ) in faults  # fmt: skip


def test_a_workbook_without_a_plan_says_what_it_lacks(tmp_path: Path) -> None:
    """A workbook of tables alone is told that plan.ttl is a sheet."""
    make(tmp_path / "t.xlsx", {"t": [["id", "a"], ["t:x", "sg:Goal"]]})
    with pytest.raises(PackageError, match=r"there is no plan\.ttl") as error:
        read_package(tmp_path / "t.xlsx", SCHEMA)
    assert "a sheet of that name" in error.value.hint
    (tmp_path / "plan.ttl").write_text("")
    with pytest.raises(PackageError) as error:
        read_package(tmp_path / "t.xlsx", SCHEMA)
    assert f"give the folder that it stands in, {tmp_path}" in error.value.hint


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no workbook (.xlsx)"),
        (b"id;a\n", "is no workbook (.xlsx)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504, "is protected by a password"),
        (b"PK\x03\x04broken", "is no workbook (.xlsx)"),
    ],
    ids=["empty", "csv", "encrypted", "cut off"],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    """Another file under the name, an encrypted one, or half of one: each says what next."""
    file = tmp_path / "plan.xlsx"
    file.write_bytes(content)
    text = refused(file)
    assert said in text
    assert "hint:" in text
    done = CliRunner().invoke(cli, ["check", str(file)])
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_broken_workbook_in_a_folder_is_one_fault_among_others(tiny: Tiny) -> None:
    """What else is wrong is told too, and nothing that the workbook may have held."""
    (tiny.folder / "goals.csv").unlink()
    (tiny.folder / "goals.xlsx").write_bytes(b"no workbook")
    tiny.change("lists.csv", "t:heat,sg:Challenge", "t:heat,sg:Chalenge")
    faults = {fault.where: fault.message for fault in tiny.faults()}
    assert faults == {
        "goals.xlsx": "is no workbook (.xlsx)",
        "lists.csv:4, column a": 'no class is called "sg:Chalenge"',
    }


def test_a_zip_that_holds_no_workbook_is_refused(tmp_path: Path, book: Path) -> None:
    """Parts that are missing or are not XML, and names that no sheet can have."""
    change(book, lambda name, data: None if name == "xl/workbook.xml" else data)
    assert "is no workbook that can be read" in refused(book)
    for old, new in ((b'name="goals"', b'name="../../goals"'), (b"<sheets>", b"<sheets")):
        file = tmp_path / "named.xlsx"
        make(file, {"goals": [["id"], ["x"]]})
        change(file, lambda _, data, old=old, new=new: data.replace(old, new))  # type: ignore[misc]
        assert "is no workbook that can be read" in refused(file)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    """A small file that would fill the memory is named as too large."""
    file = tmp_path / "bomb.xlsx"
    make(file, {"t": [["id"], ["x"]]})
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", b"\0" * 70_000_000)
    assert file.stat().st_size < 200_000
    assert "is larger than 64 MB" in refused(file)


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    """So is a file of thousands of parts."""
    file = tmp_path / "many.xlsx"
    make(file, {"t": [["id"], ["x"]]})
    with zipfile.ZipFile(file, "a") as archive:
        for number in range(2_000):
            archive.writestr(f"xl/x{number}", b"")
    assert "is larger than" in refused(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, encoding: str) -> None:
    """No part may declare entities, which could name files or grow without end."""
    file = tmp_path / "laughs.xlsx"
    make(file, {"t": [["id"], ["x"]]})
    head = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'.encode(encoding)

    def add(name: str, data: bytes) -> bytes:
        return head + data if name == "xl/worksheets/sheet1.xml" else data

    change(file, add)
    assert "declares entities in xl/worksheets/sheet1.xml" in refused(file)


def test_a_cell_far_away_costs_nothing(tmp_path: Path) -> None:
    """A value in the last cell that a sheet has is a fault of its row, and fills no memory."""
    file = tmp_path / "far.xlsx"
    book = make(file, {"t": [["id", "b"], ["1", "2"]]})
    book["t"]["XFD1048576"].value = "far"
    book.save(file)
    (table,) = read_workbook(file).tables
    assert [fault.where for fault in table.faults] == ["far.xlsx, sheet t:1048576"]
    assert table.rows == [(2, ["1", "2"])]


def test_macros_are_not_looked_at(tiny: Tiny, book: Path) -> None:
    """A workbook with a macro is read like any other, and its macro is nowhere."""
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub AutoOpen()")
    book = book.rename(book.with_suffix(".xlsm"))
    assert set(read_package(book, SCHEMA).quads) == set(tiny.read().quads)


def test_without_openpyxl_the_message_tells_how_to_get_it(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading and writing both name the command; a folder of CSV needs nothing."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    for act in (lambda: read_workbook(book), lambda: write_workbook([], [], book)):
        with pytest.raises(SamgraphError, match="openpyxl, which is not installed") as error:
            act()
        assert error.value.hint == 'install it with: pip install "samgraph[xlsx]"'
    done = CliRunner().invoke(cli, ["init", str(book.with_name("mine")), "--workbook"])
    assert done.exit_code == 2
    assert not book.with_name("mine").exists()
    done = CliRunner().invoke(cli, ["init", str(book.with_name("mine"))])
    assert done.exit_code == 0


def test_a_text_too_long_for_a_cell_is_named(tmp_path: Path) -> None:
    """A workbook would cut it off; nothing is written."""
    table = Table("t.csv", ["id", "b"], [(2, ["1", "x" * 40_000])])
    with pytest.raises(PackageError, match="sheet t:2, cell B2: has 40,000 characters"):
        write_workbook([table], [], tmp_path / "t.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_names_of_sheets_are_made_to_fit(tmp_path: Path) -> None:
    """A name that is too long, taken or forbidden is changed, and no table gets lost."""
    names = ["a" * 40, "a" * 41, "Goals", "goals", "x:y"]
    tables = [Table(f"{name}.csv", ["id"], [(2, [name])]) for name in names]
    sheets = write_workbook(tables, [("b" * 40 + ".ttl", "# x\n")], tmp_path / "t.xlsx")
    assert sheets[0].endswith(".ttl")
    assert len({sheet.casefold() for sheet in sheets}) == len(names) + 1
    assert max(map(len, sheets)) <= 31
    read = read_workbook(tmp_path / "t.xlsx")
    assert [table.rows[0][1] for table in read.tables] == [[name] for name in names]
    assert sheet_of(read.tables[2]) == "Goals"


def test_a_wrong_workbook_is_not_unpacked(book: Path, tmp_path: Path) -> None:
    """What cannot be read is named, and no folder is made."""
    edited(book, "goals", "A2", datetime(2021, 1, 1))
    with pytest.raises(PackageError, match="is a date, and an id is meant"):
        unpack(book, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    with pytest.raises(SamgraphError, match="something stands there already"):
        unpack(book, book.parent)


def test_what_looks_like_a_formula_is_defused_in_csv(tiny: Tiny, tmp_path: Path) -> None:
    """Unpacked to CSV, what begins like a formula has a space before it, which is not read."""
    tiny.change("lists.csv", ",hitte,", ",=HYPERLINK(1),")
    pack(tiny.folder, tmp_path / "t.xlsx")
    unpack(tmp_path / "t.xlsx", tmp_path / "new")
    assert ", =HYPERLINK(1)," in (tmp_path / "new/lists.csv").read_text()
    assert set(read_package(tmp_path / "new", SCHEMA).quads) == set(tiny.read().quads)


def test_passages_in_a_workbook_are_not_stamped(tiny: Tiny, book: Path) -> None:
    """Rather than nothing being stamped in silence, it says where to put them."""
    document = tiny.folder / "document.txt"
    document.write_text("one\ntwo\nthree\nfour\nfive\n")
    done = CliRunner().invoke(cli, ["stamp", str(book), "--source", str(document)])
    assert done.exit_code == 2
    assert "has its passages in a workbook" in done.stderr
