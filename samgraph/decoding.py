"""The text in a file's bytes, or what the file is instead."""

from __future__ import annotations

import codecs
from typing import Final

from samgraph.errors import SamgraphError

MOST_BYTES: Final = 20_000_000
"""A plan of ten thousand pages; what is larger holds more than a plan."""

_OTHERS: Final = (
    (b"PK\x03\x04", "a zip archive or an Office file (.docx, .odt)"),
    (b"\xd0\xcf\x11\xe0", "an Office file (.doc)"),
    (b"{\\rtf", "an RTF file"),
    (b"%!PS", "a PostScript file"),
)
"""How files begin that hold a plan's text in another form."""
_PAGES: Final = (b"<!doctype html", b"<html", b"<?xml")
_UNICODE: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_WESTERN: Final = "Windows-1252"
_CONTROLS: Final = frozenset(range(32)) - frozenset(b"\t\n\r\f\v")
_FEW: Final = 0.01


def decoded(content: bytes, name: str) -> str:
    """Return the text that a file holds in UTF-8; `name` is the file's, for messages.

    Raises:
        SamgraphError: it holds none, holds it in another encoding or form, or is too large; for
            another encoding `where` tells the first line that differs.

    """
    if len(content) > MOST_BYTES:
        raise SamgraphError(
            f"is too large: over {MOST_BYTES:,} bytes",
            where=name,
            hint="take the plan's part of it",
        )
    form = _form(content)
    if form:
        raise SamgraphError(
            f"is no plain text but {form}",
            where=name,
            hint="open it and save it as plain text in UTF-8, or as a PDF",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _misread(content, name, error.start) from error
    if "\0" in text:
        raise _misread(content, name, content.index(0))
    if not text.strip():
        raise SamgraphError(
            "holds no text", where=name, hint="is it the right file, and was it saved whole?"
        )
    return text


def _form(content: bytes) -> str:
    """Return what a file is that is no plain text, by how it begins, or an empty string."""
    found = next((form for begin, form in _OTHERS if content.startswith(begin)), "")
    page = content[:200].removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_PAGES)
    return found or ("a web page or XML" if page else "")


def _misread(content: bytes, name: str, place: int) -> SamgraphError:
    """Return the error for bytes that are no UTF-8 at a place, with the encoding they may have."""
    zero = content.find(0)
    first = min(place, zero) if zero >= 0 else place
    where = f"{name}:{content[:first].count(10) + 1}"
    guess = _guess(content)
    if guess:
        convert = f"iconv -f {guess.upper()} -t UTF-8 {name} > NEW-FILE"
        message, hint = f"it seems to be {guess}", f"save it as UTF-8, or convert it: {convert}"
    else:
        message = "it seems to be no text at all"
        hint = "give the plan as plain text in UTF-8, or as a PDF"
    return SamgraphError(f"is not UTF-8 text; {message}", where=where, hint=hint)


def _guess(content: bytes) -> str:
    """Return the encoding that some bytes seem to have, or an empty string if they are no text."""
    marked = next((name for mark, name in _UNICODE if content.startswith(mark)), "")
    if marked:
        return marked
    # Text in UTF-16 without a mark has a zero beside every letter, and reads as UTF-8 too.
    zeros = content.count(0)
    if zeros:
        odd = content[1::2].count(0)
        sided = zeros > len(content) / 4 and max(odd, zeros - odd) > 0.9 * zeros
        return ("UTF-16LE" if 2 * odd > zeros else "UTF-16BE") if sided else ""
    controls = sum(content.count(one) for one in _CONTROLS)
    return _WESTERN if controls <= _FEW * len(content) else ""
