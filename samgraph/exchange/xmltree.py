"""XML from strangers: read as it streams by, within bounds, without entities or anything external.

A document type is refused outright. With it go entities that grow without end, files and addresses
that a parser would fetch, and attributes that stand in no document.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from samgraph.errors import SamgraphError

MOST_BYTES: Final = 20_000_000
"""More than any plan has: what is larger is refused before it is read."""
DEEPEST: Final = 40
"""Elements within elements; StratML needs nine."""
MOST_ELEMENTS: Final = 500_000
_CHUNK: Final = 1 << 16
_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OTHERS: Final = (
    (b"PK\x03\x04", "is a zip archive or an Office file, not XML"),
    (b"%PDF-", "is a PDF, not XML"),
    (b"\x1f\x8b", "is compressed: unpack it first"),
    (b"{", "is JSON, not XML"),
)


@dataclass(slots=True)
class Element:
    """One element, with the lines of the file on which it begins and ends."""

    name: str
    """Without its namespace."""
    line: int = 0
    namespace: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    text: str = ""
    """What stands directly in it, white space included."""
    last: int = 0

    def all(self, name: str) -> list[Element]:
        """Return the children of a name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Element | None:
        """Return the first child of a name, if there is one."""
        return next((child for child in self.children if child.name == name), None)

    def said(self, name: str) -> str:
        """Return the text of the first child of a name, without white space around it."""
        child = self.first(name)
        return child.text.strip() if child else ""


def read_xml(file: Path) -> tuple[Element, bytes]:
    """Return the root of an XML file, and the file's bytes.

    Memory is bounded by the size that is allowed, however large the file is.

    Raises:
        SamgraphError: the file cannot be read, is too large or too deep, is no well-formed XML, is
            in an encoding that nobody knows, or declares a document type.

    """
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            raise _too_large(file, f"{size:,} bytes, and ")
        with file.open("rb") as opened:
            return _Reading(file.name).read(opened)
    except OSError as error:
        raise SamgraphError(f"cannot be read: {error.strerror}", where=str(file)) from error


def _too_large(file: Path | str, size: str = "") -> SamgraphError:
    return SamgraphError(
        f"is too large: {size}more than {MOST_BYTES:,} bytes are not read",
        where=getattr(file, "name", str(file)),
        hint="a plan has a few hundred kilobytes; take the one plan out of a larger file",
    )


class _Reading:
    """One pass over a file."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._open: list[Element] = []
        self._root: Element | None = None
        self._count = 0
        self._parser = expat.ParserCreate(namespace_separator="\n")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def read(self, opened: object) -> tuple[Element, bytes]:
        """Return the root and the bytes of an open file."""
        content = bytearray()
        try:
            while chunk := opened.read(_CHUNK):  # type: ignore[attr-defined]
                if not content:
                    self._look(chunk)
                content += chunk
                if len(content) > MOST_BYTES:
                    raise _too_large(self._name)
                self._parser.Parse(chunk, False)
            if not content.strip():
                raise SamgraphError(
                    "is empty", where=self._name, hint="was it saved or downloaded whole?"
                )
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self._broken(error) from error
        except (LookupError, ValueError) as error:
            raise SamgraphError(
                f"is in an encoding that cannot be read: {error}",
                where=f"{self._name}:1",
                hint="save it as UTF-8, and say so in its first line",
            ) from error
        assert self._root is not None  # noqa: S101 - expat refuses a file without a root
        return self._root, bytes(content)

    def _look(self, chunk: bytes) -> None:
        """Refuse at once what is some other kind of file."""
        for begin, message in _OTHERS:
            if chunk.startswith(begin):
                raise SamgraphError(message, where=self._name, hint="give the XML file itself")
        bare = chunk
        for mark in _MARKS:
            bare = bare.removeprefix(mark)
        start = bare[:512].replace(b"\0", b"").lstrip()
        if start.lower().startswith((b"<!doctype html", b"<html")):
            raise SamgraphError(
                "is a web page, not a StratML file",
                where=self._name,
                hint="download the XML file that the page shows or links to",
            )
        if start and not start.startswith(b"<"):
            raise SamgraphError(
                "is no XML: an XML file begins with <",
                where=f"{self._name}:1",
                hint="is it the right file?",
            )

    def _broken(self, error: expat.ExpatError) -> SamgraphError:
        said = expat.errors.messages.get(error.code, "not well-formed")
        hint = "it may be cut off, or have been edited by hand: an XML editor shows the place"
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING]:
            hint = "save it as UTF-8, and say so in its first line"
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]:
            hint = "only &amp; &lt; &gt; &quot; &apos; and numbers such as &#233; are known"
        where = f"{self._name}:{error.lineno}, column {error.offset + 1}"
        return SamgraphError(f"is no well-formed XML: {said}", where=where, hint=hint)

    def _doctype(self, *declared: object) -> None:
        del declared
        raise SamgraphError(
            "declares a document type (<!DOCTYPE), which may hold entities and is not read",
            where=f"{self._name}:{self._parser.CurrentLineNumber}",
            hint="take the declaration out: StratML needs none",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        line = self._parser.CurrentLineNumber
        self._count += 1
        if len(self._open) >= DEEPEST or self._count > MOST_ELEMENTS:
            deep = len(self._open) >= DEEPEST
            message = (
                f"elements more than {DEEPEST} deep" if deep else f"{MOST_ELEMENTS:,} elements"
            )
            raise SamgraphError(
                f"has {message}, more than any plan",
                where=f"{self._name}:{line}",
                hint="is it the right file?",
            )
        namespace, _, local = name.rpartition("\n")
        own = {key.rpartition("\n")[2]: value for key, value in attributes.items()
               if not key.startswith("http://www.w3.org/2001/XMLSchema-instance\n")}  # fmt: skip
        element = Element(local, line, namespace, own)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _end(self, name: str) -> None:
        del name
        self._open.pop().last = self._parser.CurrentLineNumber

    def _text(self, text: str) -> None:
        # Text in pieces is joined as it comes; expat buffers up to the next tag.
        self._open[-1].text += text
