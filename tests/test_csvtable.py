"""A table is read as spreadsheets save it, and what is wrong with it has a line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tinyplan import FILES, Tiny

from samgraph.csvtable import Table, read_table


def read(tmp_path: Path, content: str | bytes) -> Table:
    """Return the table that a file with this content holds."""
    file = tmp_path / "table.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(file, "table.csv")


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["bare", "bom"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("mark", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_every_spreadsheet_is_read_alike(tmp_path: Path, mark: str, end: str, bom: bytes) -> None:
    """Delimiter, line ends and byte order mark make no difference to the cells or their lines."""
    text = end.join(
        [mark.join(["id", "a", "x@nl"]), mark.join(["t:é", "sg:Goal", '"a\nb"']), mark.join("123")]
    )
    table = read(tmp_path, bom + (text + end).encode())
    assert table.faults == []
    assert table.header == ["id", "a", "x@nl"]
    assert table.rows == [(2, ["t:é", "sg:Goal", "a\nb"]), (4, ["1", "2", "3"])]


@pytest.mark.parametrize("mark", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_the_same_plan_in_another_dialect_builds_the_same(tiny: Tiny, mark: str) -> None:
    """A whole package saved with another delimiter, CRLF and a BOM gives the same quads."""
    before = tiny.build().dump()
    for name in FILES:
        if name.endswith(".csv"):
            text = tiny.text(name).replace(",", mark).replace("\n", "\r\n")
            tiny.write(name, b"\xef\xbb\xbf" + text.encode())
    assert tiny.build().dump() == before


def test_a_quoted_cell_keeps_delimiters_quotes_and_line_breaks(tmp_path: Path) -> None:
    """What stands in quotation marks is one cell, whatever it holds."""
    table = read(tmp_path, 'a,b\n"x, ""y""\nz; w",2\n3,4\n')
    assert table.rows == [(2, ['x, "y"\nz; w', "2"]), (4, ["3", "4"])]


def test_a_semicolon_in_the_cells_does_not_make_a_semicolon_table(tmp_path: Path) -> None:
    """The header decides on the delimiter, not the text below it."""
    assert read(tmp_path, "a,b\n1;2;3;4,5\n").rows == [(2, ["1;2;3;4", "5"])]


def test_blank_lines_and_trailing_delimiters_count_for_nothing(tmp_path: Path) -> None:
    """A spreadsheet's empty rows and columns are not read, and lines keep their numbers."""
    table = read(tmp_path, "a,b,,\n\n1,2,,\n,,,\n3,4\n")
    assert table.faults == []
    assert table.header == ["a", "b"]
    assert table.rows == [(3, ["1", "2"]), (5, ["3", "4"])]


def test_a_row_too_long_is_reported_with_its_line(tmp_path: Path) -> None:
    """A row with more cells than columns is a fault of that row, and the others are read."""
    table = read(tmp_path, "a,b\n1,2,3\n4,5\n")
    (fault,) = table.faults
    assert fault.where == "table.csv:2"
    assert "3 cells, the header 2" in fault.message
    assert fault.hint
    assert table.rows == [(3, ["4", "5"])]


def test_a_row_too_short_is_reported_with_its_line(tmp_path: Path) -> None:
    """A row with fewer cells than columns is a fault of that row, and the others are read."""
    table = read(tmp_path, "a,b\n4,5\n1\n")
    (fault,) = table.faults
    assert fault.where == "table.csv:3"
    assert "1 cells, the header 2" in fault.message
    assert table.rows == [(2, ["4", "5"])]


@pytest.mark.parametrize(
    ("encoding", "line"), [("latin-1", 3), ("cp1252", 3), ("utf-16", 1)], ids=str
)
def test_another_encoding_is_reported_with_its_line(
    tmp_path: Path, encoding: str, line: int
) -> None:
    """A table that is not UTF-8 names the line with the first byte that cannot be read."""
    table = read(tmp_path, "a,b\n1,2\nCoöperatie,4\n".encode(encoding))
    (fault,) = table.faults
    assert fault.where == f"table.csv:{line}"
    assert "UTF-8" in fault.message
    assert fault.hint
    assert table.rows == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\n1,2\n3,"4\n5,6\n', 3),
        ('a,b\n\n\n1,2\n3,"4\n5,6\n', 5),
        ('a,b\n1,2\n\n\n3,"4\n5,6\n', 5),
        ('a,b\n"1\n1",2\n3,"4\n5,6\n', 4),
        ('a,"b\n1,2\n', 1),
    ],
    ids=["dense", "blank lines before", "blank lines between", "broken cell before", "header"],
)
def test_an_unclosed_quote_is_reported_where_it_opens(tmp_path: Path, text: str, line: int) -> None:
    """A quotation mark that is never closed is blamed on the line of its row."""
    (fault,) = read(tmp_path, text).faults
    assert fault.where == f"table.csv:{line}"
    assert "quotation marks" in fault.hint


def test_text_after_a_closing_quote_is_reported(tmp_path: Path) -> None:
    """A cell that goes on after its closing quotation mark is a fault, not a guess."""
    (fault,) = read(tmp_path, 'a,b\n1,2\n"3"x,4\n').faults
    assert fault.where == "table.csv:3"


@pytest.mark.parametrize("content", ["", "\n\n", " \n", "\ufeff", ",,\n"], ids=repr)
def test_an_empty_table_is_reported(tmp_path: Path, content: str) -> None:
    """A table without a header is a fault that says what the first line is for."""
    (fault,) = read(tmp_path, content).faults
    assert fault.where == "table.csv"
    assert "empty" in fault.message
    assert "first line" in fault.hint


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    """A table that nobody has filled in yet is no fault."""
    table = read(tmp_path, "id,a\n")
    assert (table.rows, table.faults) == ([], [])


def test_a_folder_with_the_name_of_a_table_is_reported(tmp_path: Path) -> None:
    """What cannot be opened is a fault with the reason, not an exception."""
    (tmp_path / "table.csv").mkdir()
    (fault,) = read_table(tmp_path / "table.csv", "table.csv").faults
    assert fault.message.startswith("cannot be read")


def test_a_very_long_cell_is_read(tmp_path: Path) -> None:
    """A cell longer than the limit of Python's csv module is no fault."""
    text = "x" * 200_000
    assert read(tmp_path, f"a,b\n{text},2\n").rows == [(2, [text, "2"])]
