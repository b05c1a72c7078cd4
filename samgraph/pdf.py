"""The text of a PDF, page by page, by way of pypdf, an optional extra.

pypdf gives text without the white space between paragraphs. Where more room than usual stands
between two lines, or the next one stands higher up, a blank line is put back.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from samgraph.errors import SamgraphError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

PAGE = "\f"
"""What the first line of every page begins with; it is white space to every reader."""
_LARGEST_FILE = 200_000_000
_MOST_PAGES = 3_000
_MOST_CHARACTERS = 20_000_000
_MORE_THAN_USUAL = 1.3


@dataclass(slots=True)
class _Placed:
    """A line of a page and how high its first words stand."""

    text: str
    height: float | None = None


def pdf_lines(file: Path) -> tuple[str, ...]:
    """Return the lines of a PDF's text layer; each page begins with a form feed.

    Raises:
        SamgraphError: pypdf is not installed; the file cannot be read, is broken or encrypted, is
            too large, or has no text layer.

    """
    try:
        from pypdf import PdfReader
    except ImportError as error:
        raise SamgraphError(
            "a PDF is read by pypdf, which is not installed",
            where=file.name,
            hint="pip install 'samgraph[pdf]', or give the plan as a text file",
        ) from error
    _check(file)
    pages: list[list[_Placed]] = []
    count = 0
    with _quiet(), _errors(file), file.open("rb") as content:
        reader = PdfReader(content)
        _open(reader, file)
        for page in reader.pages:
            pages.append(_placed(page))
            count += sum(len(line.text) for line in pages[-1])
            if count > _MOST_CHARACTERS:
                raise _too_large(file, f"over {_MOST_CHARACTERS:,} characters of text")
    lines = _spaced(pages)
    if not any(line.strip() for line in lines):
        raise SamgraphError(
            "the PDF has no text layer",
            where=file.name,
            hint="its pages are pictures: run OCR on it first, for example with ocrmypdf",
        )
    return tuple(lines)


def _placed(page: PageObject) -> list[_Placed]:
    """Return the lines of a page with their heights."""
    lines = [_Placed("")]

    def visit(
        text: str, matrix: Sequence[float], own: Sequence[float], font: object, size: float
    ) -> None:
        del font, size
        height = own[4] * matrix[1] + own[5] * matrix[3] + matrix[5]
        first, *rest = text.replace("\r\n", "\n").replace(PAGE, "\n").split("\n")
        lines[-1].text += first
        if first.strip() and lines[-1].height is None:
            lines[-1].height = height
        lines.extend(_Placed(one, height if one.strip() else None) for one in rest)

    page.extract_text(visitor_text=visit)
    return [line for line in lines if line.text.strip()]


def _spaced(pages: Sequence[Sequence[_Placed]]) -> list[str]:
    """Return the lines of all pages, with blank lines where the pages have more room."""
    gaps = Counter(round(_gap(*pair)) for page in pages for pair in pairwise(page))
    usual = max((gap for gap in gaps if gap > 0), key=lambda gap: (gaps[gap], -gap), default=0)
    lines: list[str] = []
    for page in pages:
        lines.append(PAGE + (page[0].text if page else ""))
        for before, line in pairwise(page):
            gap = _gap(before, line)
            if gap > _MORE_THAN_USUAL * usual or gap < -usual:
                lines.append("")
            lines.append(line.text)
    return lines


def _gap(before: _Placed, line: _Placed) -> float:
    """Return how far down the page a line stands from the one before it; zero if unknown."""
    if before.height is None or line.height is None:
        return 0.0
    return before.height - line.height


def _check(file: Path) -> None:
    try:
        size = file.stat().st_size
    except OSError as error:
        raise SamgraphError(f"cannot be read: {error.strerror}", where=file.name) from error
    if size > _LARGEST_FILE:
        raise _too_large(file, f"{size:,} bytes")


def _open(reader: PdfReader, file: Path) -> None:
    """Decrypt a PDF that has no password, and count its pages."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise SamgraphError(
            "the PDF is encrypted", where=file.name, hint="save it without a password"
        )
    pages = len(reader.pages)
    if pages > _MOST_PAGES:
        raise _too_large(file, f"{pages:,} pages")


def _too_large(file: Path, what: str) -> SamgraphError:
    return SamgraphError(
        f"is too large: {what}", where=file.name, hint="take the plan's part of it"
    )


@contextmanager
def _errors(file: Path) -> Iterator[None]:
    """Turn whatever a broken PDF makes pypdf raise, which is of many kinds, into one error."""
    try:
        yield
    except SamgraphError:
        raise
    except Exception as error:
        raise SamgraphError(
            f"cannot be read as a PDF: {error or type(error).__name__}",
            where=file.name,
            hint="open it and save it anew, or give the plan as a text file",
        ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf from logging what it mends in silence."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
