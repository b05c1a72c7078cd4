"""What spreadsheets do to tables is read where it has one meaning, and named where it has not."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest
from tinyplan import FILES, Tiny

from samgraph.contents import read_contents
from samgraph.csvtable import read_table
from samgraph.errors import PackageError
from samgraph.package import read_package
from samgraph.packing import pack
from samgraph.resources import plan_folder
from samgraph.schema import read_schema
from samgraph.spreadsheets import advice, as_typed, damage, damage_of_code

LIBREOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "1-okt",
            "1/okt",
            "1-Oct",
            "01-okt-21",
            "1 okt. 2021",
            "1 okt 2021",
            "okt-21",
            "Oct 2021",
        ),
        *("31-mrt", "5-mei", "mei-21", "2021-10-01", "2021-10-01 00:00:00", "2021-10-01T00:00"),
        *("1/10/2021", "1-10-2021", "01.10.2021", "1/10/21", "1/10/2021 0:00"),
    ],
)
def test_a_date_is_no_code(cell: str) -> None:
    """What Dutch and English spreadsheets make of 1-10 or 1.10 is known again."""
    assert damage_of_code(cell) == "is a date"


@pytest.mark.parametrize(
    "cell", ["1,1", "10,25", "1,2E+11", "1.23457E+14", "1.79769313486232E+308"]
)
def test_a_number_with_a_comma_or_a_power_is_no_code(cell: str) -> None:
    """A code 1.1 that became a number, and a long one of which the end is lost."""
    assert damage_of_code(cell) == "is a number"


@pytest.mark.parametrize(
    "cell",
    [
        *("OD1.1", "1.1", "1.10", "6.5.10", "1-10", "1-2-10", "007", "610100", "A1", "SD5", "2021"),
        *(
            "2021-2025",
            "5e12345678901234",
            "0537f3051b7ffb05",
            "DEC-12",
            "MEI-1",
            "1/2",
            "mei",
            "--04-30",
        ),
        *("sam:p-1-okt", "1.", "dec", "1e5"),
    ],
)
def test_a_code_is_left_alone(cell: str) -> None:
    """Codes, sections, years, account numbers and fingerprints are none of it."""
    assert damage_of_code(cell) == ""


@pytest.mark.parametrize(
    "cell", ["#NAAM?", "#NAME?", "#REF!", "#N/B", "#DEEL/0!", "#####", "Err:509"]
)
def test_an_error_is_none_of_the_plan(cell: str) -> None:
    """An error of the spreadsheet is known in Dutch and in English, in Excel and in LibreOffice."""
    assert damage(cell) == "is an error of the spreadsheet"
    assert damage(f"see {cell}") == ""
    assert damage("#1") == ""


def test_what_has_one_meaning_is_read() -> None:
    """Truth values in four languages, dates at midnight, and decimal commas where they can be."""
    for cell in ("TRUE", "WAAR", "waar", "Vrai", "WAHR"):
        assert as_typed(cell, "boolean", decimal_comma=False) == "true"
    assert as_typed("ONWAAR", "boolean", decimal_comma=False) == "false"
    assert as_typed("2021-01-31 00:00:00", "date", decimal_comma=False) == "2021-01-31"
    for cell, read in (("39,7", "39.7"), ("-0,25", "-0.25"), ("1234,5678", "1234.5678")):
        assert as_typed(cell, "decimal", decimal_comma=True) == read
        assert as_typed(cell, "decimal", decimal_comma=False) == cell


def test_what_has_two_meanings_is_left_for_a_person() -> None:
    """One thousand two hundred thirty-four, or one and a bit; the first of October or its tenth."""
    assert as_typed("1,234", "decimal", decimal_comma=True) == "1,234"
    assert as_typed("1.234,50", "decimal", decimal_comma=True) == "1.234,50"
    assert "nothing between thousands" in advice("1,234", "decimal")
    assert "nothing between thousands" in advice("1.234,50", "decimal")
    assert "day and month" in advice("1/10/2021", "date")
    assert "2020-03-01" in advice("43891", "date")
    assert "made a date of it" in advice("1-okt", "decimal")


def semicolons(tiny: Tiny, name: str, **cells: str) -> None:
    """Save a table as a Dutch Excel does, with other cells in the first row of some columns."""
    header, first, *rest = csv.reader(tiny.text(name).splitlines())
    for column, value in cells.items():
        first[header.index(column)] = value
    with (tiny.folder / name).open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([header, first, *rest])


def test_a_table_as_a_dutch_excel_saves_it_says_the_same(tiny: Tiny) -> None:
    """Semicolons, a byte order mark, CRLF, a decimal comma, WAAR and dates with an hour."""
    before = set(tiny.read().quads)
    semicolons(tiny, "figures.csv", **{"sg:value": "31,5", "sg:exact": "WAAR"})
    semicolons(tiny, "survey.csv", **{"schema:startDate": "2020-03-01 00:00:00"})
    assert set(tiny.read().quads) == before


def test_a_comma_among_commas_is_a_fault(tiny: Tiny) -> None:
    """Where cells are separated by commas, nothing says that a comma is a decimal one."""
    tiny.change("figures.csv", ",31.5,", ',"31,5",')
    fault = tiny.only_fault()
    assert fault.where == "figures.csv:2, column sg:value"
    assert "write a point before decimals" in fault.hint


@pytest.mark.parametrize("mark", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_the_line_that_tells_excel_the_delimiter_is_no_row(tiny: Tiny, mark: str) -> None:
    """`sep=;` decides, whatever the header looks like, and lines keep their numbers."""
    before = set(tiny.read().quads)
    for name in FILES:
        if name.endswith(".csv"):
            text = tiny.text(name).replace(",", mark)
            tiny.write(name, f"\ufeffsep={mark}\n{text}")
    assert set(tiny.read().quads) == before
    text = tiny.text("goals.csv")
    tiny.write("goals.csv", text.replace("t:S1" + mark, "t:S1" + mark + "x", 1))
    assert tiny.faults()[0].where.startswith("goals.csv:3")


def test_sep_with_padding_is_still_no_row(tmp_path: Path) -> None:
    """A spreadsheet that saves such a file anew pads the line like any other."""
    file = tmp_path / "t.csv"
    file.write_text('"sep=;";;\nid;a;b\n1;2;3\n')
    table = read_table(file, "t.csv")
    assert (table.header, table.rows) == (["id", "a", "b"], [(3, ["1", "2", "3"])])
    file.write_text("sep=;\n")
    assert "is empty" in read_table(file, "t.csv").faults[0].message


def test_line_breaks_in_a_cell_are_the_same_everywhere(tiny: Tiny) -> None:
    """A break within quotation marks is one character, however the file's lines end."""
    tiny.change("lists.csv", "Over hitte.", '"Over\nhitte."')
    before = set(tiny.read().quads)
    tiny.write("lists.csv", tiny.text("lists.csv").replace("\n", "\r\n"))
    assert set(tiny.read().quads) == before
    assert any('"Over\\nhitte."' in str(quad.object) for quad in before)


def test_rows_and_columns_that_a_spreadsheet_adds_are_nothing(tiny: Tiny) -> None:
    """Delimiters without end, to the right and below."""
    before = set(tiny.read().quads)
    text = tiny.text("goals.csv")
    padded = "".join(f"{line},,,,\n" for line in text.splitlines())
    tiny.write("goals.csv", padded + (",,,,,,,\n" * 3) + "\n\n")
    assert set(tiny.read().quads) == before


_CODE, _ID = ", and a code is meant", ", and an id is meant"


@pytest.mark.parametrize(
    ("name", "old", "new", "where", "said"),
    [
        ("goals", ",O1,O1,", ",1-okt,O1,", "4, column skos:notation", f"date{_CODE}"),
        ("goals", ",O1,O1,", ',O1,"1,1",', "4, column sg:codeInText", f"number{_CODE}"),
        ("goals", "t:O1,", "2021-10-01 00:00:00,", "4, column id", f"date{_ID}"),
        ("links", "sg:supports,t:O2", "sg:supports,1-okt", "8, column rdf:object", f"date{_ID}"),
        ("lists", "Over hitte.", "#NAAM?", "4, column dcterms:description@nl", "is an error"),
        ("passages", "fedcba9876543210", "1.23E+15", "3, column sg:fingerprint", f"number{_CODE}"),
        ("survey", "2020-03-01", "1/3/2020", "2, column schema:startDate", "is no xsd:date"),
        ("amounts", "costs,2021,250", "costs,2021,okt-21", "2, column sg:euro", "no xsd:decimal"),
    ],
    ids=["date", "number", "id", "object", "error", "fingerprint", "slashes", "amount"],
)
def test_what_a_spreadsheet_rewrote_is_named(
    tiny: Tiny, name: str, old: str, new: str, where: str, said: str
) -> None:
    """Each cell by file, line and column, with what to do, and only once."""
    file = f"{name}.csv"
    text = tiny.text(file)
    assert old in text
    tiny.write(file, text.replace(old, new, 1))
    (fault,) = [one for one in tiny.faults() if said in one.message]
    assert fault.where == f"{file}:{where}"
    assert fault.hint


def test_everything_that_was_rewritten_is_named_at_once(tiny: Tiny) -> None:
    """Several damaged cells in several tables are one report."""
    tiny.change("goals.csv", ",O1,O1,", ",1-okt,2-okt,")
    tiny.change("lists.csv", "Over hitte.", "#REF!")
    assert len(tiny.faults()) == 3


def test_curled_quotation_marks_are_named(tiny: Tiny) -> None:
    """A cell in curled marks falls apart at its comma, and Turtle takes none: both say so."""
    tiny.change("lists.csv", "Over hitte.", "“Over hitte, en droogte.”")
    fault = tiny.only_fault()
    assert fault.where == "lists.csv:4"
    assert "instead of “ and ”" in fault.hint
    tiny.change("lists.csv", "“Over hitte, en droogte.”", "Over de “hitte”.")
    tiny.change("plan.ttl", '"Wat de buurt wil."@nl', "“Wat de buurt wil.”@nl")
    tiny.change("plan.ttl", ', "What the neighbourhood wants."@en', "")
    assert any("instead of “ and ”" in fault.hint for fault in tiny.faults())


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for LibreOffice to work in, or skip without it."""
    if LIBREOFFICE is None:
        pytest.skip("no LibreOffice on this machine")
    return tmp_path_factory.mktemp("office")


def convert(office: Path, files: list[Path], to: str, out: Path, *, reading: str = "") -> None:
    """Let LibreOffice open files and save them in another form."""
    assert LIBREOFFICE is not None
    profile = f"-env:UserInstallation=file://{office / 'profile'}"
    given = [f"--infilter={reading}"] if reading else []
    subprocess.run(
        [LIBREOFFICE, profile, "--headless", *given, "--convert-to", to, "--outdir", out, *files],
        check=True,
        capture_output=True,
        timeout=240,
    )


def test_libreoffice_gives_a_workbook_back_as_it_was(office: Path) -> None:
    """The SAM plan as a workbook, opened and saved by LibreOffice, is the same plan."""
    pytest.importorskip("openpyxl", reason="openpyxl reads and writes workbooks")
    schema = read_schema()
    pack(plan_folder(), office / "sam.xlsx")
    convert(office, [office / "sam.xlsx"], "xlsx:Calc MS Excel 2007 XML", office / "out")
    back = read_package(office / "out/sam.xlsx", schema)
    assert set(back.quads) == set(read_package(plan_folder(), schema).quads)


COLUMNS = "/".join(f"{place}/2" for place in range(1, 31))
"""Every column as text, as LibreOffice writes it down."""


@pytest.mark.parametrize("delimiter", ["44", "59"], ids=["comma", "semicolon"])
def test_libreoffice_gives_tables_back_as_they_were(office: Path, delimiter: str) -> None:
    """Tables opened with every column as text, and saved, are the same plan."""
    schema, out = read_schema(), office / f"csv{delimiter}"
    form = f"csv:Text - txt - csv (StarCalc):{delimiter},34,76,1"
    reading = f"CSV:44,34,76,1,{COLUMNS}"
    convert(office, sorted(plan_folder().glob("*.csv")), form, out, reading=reading)
    for file in plan_folder().glob("*.ttl"):
        shutil.copy(file, out)
    assert set(read_package(out, schema).quads) == set(read_package(plan_folder(), schema).quads)


def test_what_libreoffice_rewrites_is_named(office: Path, tiny: Tiny) -> None:
    """Opened without saying that columns are text, codes become dates and numbers: it is seen."""
    tiny.change("goals.csv", ",O1,O1,", ",1/10/2021,O1,")
    tiny.change("passages.csv", "fedcba9876543210", "1518e98463978544")
    tables, out = sorted(tiny.folder.glob("*.csv")), office / "rewritten"
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1"
    convert(office, tables, form, out, reading="CSV:44,34,76,1")
    shutil.copy(tiny.folder / "plan.ttl", out)
    assert [table.name for table in read_contents(out).tables] == [one.name for one in tables]
    with pytest.raises(PackageError) as error:
        read_package(out, read_schema())
    places = {fault.where for fault in error.value.faults}
    assert "goals.csv:4, column skos:notation" in places
    assert "passages.csv:3, column sg:fingerprint" in places
