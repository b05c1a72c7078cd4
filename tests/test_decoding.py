"""What is no text in UTF-8 is named for what it is, with its first line that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from samgraph import decoding
from samgraph.decoding import decoded
from samgraph.errors import SamgraphError
from samgraph.sources import read_source

TEXT = "Een plan\nmet financiële zorgen\n"


def refusal(content: bytes) -> str:
    """Return why some bytes are refused."""
    with pytest.raises(SamgraphError) as done:
        decoded(content, "plan.txt")
    return str(done.value)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_text_in_utf_8_is_read_with_and_without_its_mark(mark: bytes) -> None:
    """A byte order mark is no part of the text."""
    assert decoded(mark + TEXT.encode(), "plan.txt") == TEXT


@pytest.mark.parametrize(
    ("encoding", "line", "name"),
    [
        ("cp1252", 2, "Windows-1252"), ("utf-16", 1, "UTF-16"), ("utf-32", 1, "UTF-32"),
        ("utf-16-le", 1, "UTF-16LE"), ("utf-16-be", 1, "UTF-16BE"),
    ],
)  # fmt: skip
def test_another_encoding_is_named(encoding: str, line: int, name: str) -> None:
    """With the line where it shows, and how to convert it."""
    said = refusal(TEXT.encode(encoding))
    assert f"plan.txt:{line}: is not UTF-8 text; it seems to be {name}\n" in said
    assert f"iconv -f {name.upper()} -t UTF-8 plan.txt" in said


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 9, b"a plan\0 with a zero byte", b"\x7fELF\x00\x01\xff"]
)
def test_what_is_no_text_is_called_none(content: bytes) -> None:
    """No encoding is guessed for it."""
    assert "it seems to be no text at all" in refusal(content)


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"PK\x03\x04rest", "Office file (.docx, .odt)"), (b"\xd0\xcf\x11\xe0", "(.doc)"),
        (rb"{\rtf1 a plan}", "RTF"), (b"\xef\xbb\xbf\n<!DOCTYPE HTML><p>a plan", "web page"),
    ],
)  # fmt: skip
def test_a_document_in_another_form_is_named(content: bytes, form: str) -> None:
    """Somebody who gives the Word file learns what to do with it."""
    said = refusal(content)
    assert form in said
    assert "save it as plain text in UTF-8, or as a PDF" in said


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_holds_no_text(content: bytes) -> None:
    """Nothing is not a plan in which nothing was found."""
    assert "plan.txt: holds no text" in refusal(content)


def test_what_is_larger_than_any_plan_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is searched in it."""
    monkeypatch.setattr(decoding, "MOST_BYTES", 10)
    assert "is too large: over 10 bytes" in refusal(b"x" * 11)
    assert decoded(b"x" * 10, "plan.txt") == "x" * 10


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_system_ends_them(tmp_path: Path, ending: str) -> None:
    """The lines of a text are the same wherever it was saved."""
    file = tmp_path / "plan.txt"
    file.write_bytes(TEXT.replace("\n", ending).encode())
    assert read_source(file).lines == ("Een plan", "met financiële zorgen", "")
