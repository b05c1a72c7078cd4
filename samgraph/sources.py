"""The source document, and the place of a passage in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path

from samgraph.decoding import MOST_BYTES, decoded
from samgraph.errors import SamgraphError
from samgraph.fingerprints import Rolling, fingerprint, squeeze
from samgraph.pdf import pdf_lines


@dataclass(frozen=True)
class Source:
    """A source document as lines of text; lines are counted from one."""

    name: str
    lines: tuple[str, ...]

    @cached_property
    def _squeezed(self) -> tuple[str, ...]:
        return tuple(squeeze(line) for line in self.lines)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Where each line begins in the squeezed text, and where the text ends."""
        return tuple(accumulate((len(line) for line in self._squeezed), initial=0))

    @cached_property
    def rolling(self) -> Rolling:
        """Fingerprints of every stretch of the squeezed document."""
        return Rolling("".join(self._squeezed))

    @cached_property
    def bounds(self) -> frozenset[int]:
        """Where in the squeezed text a word can begin or end: at white space and at line ends."""
        found = {self._starts[-1]}
        for start, line in zip(self._starts, self.lines, strict=False):
            found.update(accumulate((len(squeeze(word)) for word in line.split()), initial=start))
        return frozenset(found)

    def keeps_lines(self, start: int, end: int) -> bool:
        """Tell whether a stretch of the squeezed text is made of whole lines."""
        return all(
            0 <= one <= self._starts[-1] and self._starts[bisect_left(self._starts, one)] == one
            for one in (start, end)
        )

    @cached_property
    def pages(self) -> tuple[int, ...]:
        """The numbers of the lines with which pages begin; none where no form feed tells.

        Some programs put a form feed before every page, others behind it.
        """
        begins = [number for number, line in enumerate(self.lines, 1) if line.startswith("\f")]
        if begins and begins[0] > 1 and not any(map(str.strip, self.lines[begins[-1] - 1 :])):
            begins.pop()
        return tuple(begins if not begins or begins[0] == 1 else [1, *begins])

    @cached_property
    def empty_pages(self) -> tuple[int, ...]:
        """Pages without text, counted from one."""
        return tuple(
            page
            for page, (begin, end) in enumerate(pairwise([*self.pages, len(self.lines) + 1]), 1)
            if not any(map(str.strip, self.lines[begin - 1 : end - 1]))
        )

    def span(self, from_line: int, to_line: int) -> tuple[int, int]:
        """Return where lines begin and end in the squeezed text.

        Raises:
            SamgraphError: the document has no such lines.

        """
        if not 1 <= from_line <= to_line <= len(self.lines):
            raise SamgraphError(
                f"there are no lines {from_line} to {to_line}",
                where=self.name,
                hint=f"it has {len(self.lines)} lines",
            )
        return self._starts[from_line - 1], self._starts[to_line]

    def lines_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last line of a stretch of the squeezed text."""
        return bisect_right(self._starts, start), bisect_right(self._starts, max(start, end - 1))

    def quote(self, start: int, end: int) -> str:
        """Return a stretch of the squeezed text as it can be read: words whole, on one line."""
        first, last = self.lines_of(start, end)
        text = ""
        for line in self.lines[first - 1 : last]:
            part = " ".join(line.split())
            if text.endswith("-") and part[:1].islower():
                text = text[:-1] + part
            elif part:
                text = f"{text} {part}" if text else part
        return text

    def fingerprint(self, from_line: int, to_line: int) -> str:
        """Return the fingerprint of some whole lines."""
        return fingerprint("".join(self._squeezed[from_line - 1 : to_line]))


def read_source(file: Path) -> Source:
    """Return a source document from a text file in UTF-8, or from a PDF.

    Lines end as Unix, Windows or old Mac files have it.

    Raises:
        SamgraphError: the file cannot be read, is not UTF-8, is empty, or is a PDF without text.

    """
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise SamgraphError(f"cannot be read: {error.strerror}", where=str(file)) from error
    if content.startswith(b"%PDF-"):
        return Source(file.name, pdf_lines(file))
    text = decoded(content, file.name)
    ending = "\n" if "\n" in text else "\r"
    return Source(file.name, tuple(line.rstrip("\r") for line in text.split(ending)))
