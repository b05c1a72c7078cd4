"""A PDF gives the lines of its text layer, or says why not."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from plantexts import DUTCH, read

from samgraph.errors import SamgraphError
from samgraph.extraction.plantext import read_plan
from samgraph.pdf import pdf_lines
from samgraph.sources import Source

pypdf = pytest.importorskip("pypdf", reason="pypdf, the extra pdf, is not installed")


def pdf(file: Path, pages: Sequence[Sequence[str]]) -> Path:
    """Write a PDF with these lines on its pages, a blank line leaving room."""
    objects: list[bytes] = [
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    ]
    kids: list[int] = []
    parent = 2 + 2 * len(pages)
    for lines in pages:
        shown = "".join(f"({_escaped(line)}) Tj T*\n" if line else "T*\n" for line in lines)
        content = f"BT /F1 9 Tf 12 TL 50 800 Td\n{shown}ET".encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 1 0 R >> >> >>" % (parent, len(objects))
        )
        kids.append(len(objects))
    refs = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects.append(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (refs, len(kids)))
    objects.append(b"<< /Type /Catalog /Pages %d 0 R >>" % parent)
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, size - 1, start)
    file.write_bytes(out)
    return file


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def test_a_plan_reads_alike_from_its_pdf_and_from_its_text(tmp_path: Path) -> None:
    """Pages, lines and the room between paragraphs come back."""
    lines = DUTCH.split("\n")
    pages = [lines[begin : begin + 40] for begin in range(0, len(lines), 40)]
    file = pdf(tmp_path / "plan.pdf", pages)
    text, plan = read(DUTCH), read_plan(Source(file.name, pdf_lines(file)))
    assert [(goal.code, goal.parent, goal.words) for goal in plan.goals] == [
        (goal.code, goal.parent, goal.words) for goal in text.goals
    ]
    assert [topic.label for topic in plan.topics] == [topic.label for topic in text.topics]
    assert [[one.name for one in found.entries] for found in plan.partners] == [
        [one.name for one in found.entries] for found in text.partners
    ]
    assert [row.amounts for row in plan.budget] == [row.amounts for row in text.budget]
    assert len(plan.grid.rows) == 2


def test_every_page_begins_with_a_form_feed(tmp_path: Path) -> None:
    """So that a page can be named, and an empty one is not passed over."""
    file = pdf(tmp_path / "plan.pdf", [["een", "twee", "", "drie"], [], ["vier"]])
    assert pdf_lines(file) == ("\feen", "twee", "", "drie", "\f", "\fvier")


def test_what_cannot_be_read_in_a_pdf_is_named_with_its_page(tmp_path: Path) -> None:
    """Nobody can count the lines of a PDF."""
    lines = DUTCH.replace("610000 Huur 1.200", "610000 Huur 1,200").split("\n")
    pages = [lines[begin : begin + 40] for begin in range(0, len(lines), 40)]
    file = pdf(tmp_path / "plan.pdf", pages)
    faults = read_plan(Source(file.name, pdf_lines(file))).faults
    wrong = next(fault for fault in faults if "no Belgian amount" in fault.message)
    page = next(number for number, page in enumerate(pages, 1) if "610000" in "".join(page))
    assert wrong.where.endswith(f" (page {page})")


@pytest.mark.parametrize("pages", [[[]], [[""], []]], ids=["one page", "two pages"])
def test_a_pdf_without_text_layer_is_refused(tmp_path: Path, pages: list[list[str]]) -> None:
    """Pictures of pages need OCR first, and the message says so."""
    with pytest.raises(SamgraphError, match=r"scan\.pdf: the PDF has no text layer") as caught:
        pdf_lines(pdf(tmp_path / "scan.pdf", pages))
    assert "OCR" in caught.value.hint


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    """A password cannot be guessed."""
    writer = pypdf.PdfWriter(pdf(tmp_path / "plan.pdf", [["een"]]))
    writer.encrypt("geheim", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(SamgraphError, match=r"locked\.pdf: the PDF is encrypted"):
        pdf_lines(tmp_path / "locked.pdf")


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4\n%%EOF", b"no PDF at all", b"%PDF-1.4\n1 0 obj"]
)
def test_a_broken_pdf_is_refused(tmp_path: Path, content: bytes) -> None:
    """Whatever goes wrong inside is one message with the file's name."""
    file = tmp_path / "plan.pdf"
    file.write_bytes(content)
    with pytest.raises(SamgraphError, match=r"plan\.pdf: cannot be read as a PDF"):
        pdf_lines(file)


def test_a_pdf_cut_off_anywhere_is_read_or_refused_in_one_way(tmp_path: Path) -> None:
    """No half of a file makes anything else than a SamgraphError."""
    whole = pdf(tmp_path / "plan.pdf", [["een", "twee"]]).read_bytes()
    for size in range(0, len(whole), 37):
        file = tmp_path / "part.pdf"
        file.write_bytes(whole[:size])
        try:
            assert "".join(pdf_lines(file)).strip()
        except SamgraphError as error:
            assert error.where == "part.pdf"


def test_a_pdf_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A missing file is an error of the same kind."""
    with pytest.raises(SamgraphError, match=r"none\.pdf: cannot be read"):
        pdf_lines(tmp_path / "none.pdf")


def test_a_pdf_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Size, pages and text have their limits."""
    file = pdf(tmp_path / "plan.pdf", [["een"], ["twee"]])
    for name, limit in (("_LARGEST_FILE", 10), ("_MOST_PAGES", 1), ("_MOST_CHARACTERS", 3)):
        with monkeypatch.context() as patch:
            patch.setattr(f"samgraph.pdf.{name}", limit)
            with pytest.raises(SamgraphError, match="is too large"):
                pdf_lines(file)


def test_without_pypdf_the_message_tells_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library is an extra; everything else works without it."""
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(SamgraphError) as caught:
        pdf_lines(tmp_path / "plan.pdf")
    assert "pip install 'samgraph[pdf]'" in caught.value.hint
