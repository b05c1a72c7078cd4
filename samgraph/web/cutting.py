"""Answers in their serialised form: how many rows they hold, and where they can be cut.

Oxigraph writes an answer in one go and tells neither rows nor bytes on the way. It is fast, so that
the rows are counted in what it wrote, by marks that stand between rows and nowhere else.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typing_extensions import Buffer

_CSV_ROW: Final = re.compile(rb'(?:[^"\r\n]++|"[^"]*+"|\r(?!\n)|\n)*+\r\n')
_JSON_MARK: Final = re.compile(rb'\},\{(?="[^",}\]:])')
_JSON_TOKEN: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"|\},\{', re.DOTALL)


_MARKS: Final = {"xml": b"</result>", "tsv": b"\n", "csv": b"\r\n", "nt": b"\n"}


class Full(Exception):  # noqa: N818 - not a fault: a signal that enough was written
    """Enough was written."""


class Collected(io.BytesIO):
    """A file that keeps what is written to it up to so many bytes or rows."""

    def __init__(self, form: str, rows: int, size: int) -> None:
        super().__init__()
        self._form = form
        self._rows = rows
        self._size = size
        self._marks = 0
        self._is_full = False

    def write(self, content: Buffer) -> int:
        """Keep a piece.

        Raises:
            Full: there is one row more than wanted, or more bytes than wanted.

        """
        if self._is_full:
            # The engine tries once more to write what it could not.
            raise Full
        piece = bytes(content)
        super().write(piece)
        if self.tell() > self._size:
            self._is_full = True
            raise Full
        self._marks += quick_count(piece, self._form)
        if self._marks > self._rows:
            # Marks in a piece are a guess: what they stand between may begin in another piece.
            marks = sum(1 for _ in boundaries(self.getvalue(), self._form))
            if marks > self._rows:
                self._is_full = True
                raise Full
            self._marks = marks
        return len(piece)


def quick_count(content: bytes, form: str) -> int:
    """Return the number of row boundaries in a piece of a table, exact or nearly."""
    if form == "json":
        return content.count(b'},{"') - content.count(b'},{",') - content.count(b'},{"}')
    return content.count(_MARKS[form])


def count(content: bytes, form: str) -> int:
    """Return the number of rows of a whole table."""
    if form == "json":
        if content.endswith(b'"bindings":[]}}'):
            return 0
        return _marks_in_json(content) + 1
    if form == "csv":
        if b'"' in content:
            return sum(1 for _ in boundaries(content, form))
        return content.count(b"\r\n") - 1
    return quick_count(content, form) - (form == "tsv")


def _marks_in_json(content: bytes) -> int:
    # A text may hold },{ but no bare quotation mark: where one follows, the text ends there, and
    # what comes next is a comma or a bracket, never the name of a variable.
    if b"{}" in content:
        return sum(1 for _ in boundaries(content, "json"))
    return quick_count(content, "json")


def boundaries(content: bytes, form: str) -> Iterator[int]:
    """Yield where each row ends that is known to be whole, in bytes from the beginning.

    Of the last row of a JSON table this is not known, for the table ends with it.
    """
    if form == "json":
        if b"{}" in content:
            for match in _JSON_TOKEN.finditer(content):
                if match.group() == b"},{":
                    yield match.start() + 1
        else:
            for match in _JSON_MARK.finditer(content):
                yield match.start() + 1
        return
    if form == "csv":
        rows = _CSV_ROW.finditer(content)
        next(rows, None)
        for match in rows:
            yield match.end()
        return
    mark = _MARKS[form]
    place = content.find(mark) if form == "tsv" else -1
    while (place := content.find(mark, place + 1)) >= 0:
        yield place + len(mark)


def cut(content: bytes, form: str, rows: int, link: str) -> tuple[bytes, int]:
    """Return a table, whole or broken off, with at most so many rows, and how many it has.

    It parses as if it were complete. `link`, which JSON and XML allow in a head, leads to what
    there is to know about the missing rest.
    """
    end = start = _head(content, form)
    kept = 0
    for place in boundaries(content, form):
        if kept == rows:
            break
        end, kept = place, kept + 1
    head, body = content[:start], content[start:end]
    if form == "json":
        head = head.replace(b'"head":{', b'"head":{"link":["' + link.encode() + b'"],', 1)
        return head + body + b"]}}", kept
    if form == "xml":
        head = head.replace(b"</head>", b'<link href="' + link.encode() + b'"/></head>', 1)
        return head + body + b"</results></sparql>", kept
    return head + body, kept


def _head(content: bytes, form: str) -> int:
    """Return where the first row begins."""
    if form == "nt":
        return 0
    mark = {"json": b'"bindings":[', "xml": b"<results>"}.get(form) or _MARKS[form]
    place = content.find(mark)
    return len(content) if place < 0 else place + len(mark)
