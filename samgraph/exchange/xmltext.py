"""Elements as the text of an XML file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from samgraph.errors import Fault, SamgraphError
from samgraph.exchange.xmltree import Element

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_INDENT: Final = "  "


def xml_text(root: Element) -> str:
    """Return a document as XML, an element a line; texts stand in it unbroken.

    Raises:
        SamgraphError: a text holds control characters, which XML has no way of writing.

    """
    faults = list(_unwritable(root))
    if faults:
        raise SamgraphError(
            "this plan cannot be written as XML",
            hint="take the control characters out, or choose another format",
            faults=faults,
        )
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', *_lines(root, 0)]
    return "\n".join(lines) + "\n"


def _lines(element: Element, depth: int) -> Iterator[str]:
    attributes = dict(sorted(element.attributes.items()))
    if element.namespace:
        attributes = {"xmlns": element.namespace, **attributes}
    said = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    indent = _INDENT * depth
    if element.children:
        yield f"{indent}<{element.name}{said}>"
        for child in element.children:
            yield from _lines(child, depth + 1)
        yield f"{indent}</{element.name}>"
    elif element.text:
        # A carriage return that is not escaped is read as a line feed.
        text = escape(element.text, {"\r": "&#13;"})
        yield f"{indent}<{element.name}{said}>{text}</{element.name}>"
    else:
        yield f"{indent}<{element.name}{said}/>"


def _unwritable(element: Element) -> Iterator[Fault]:
    for text in (element.text, *element.attributes.values()):
        found = _FORBIDDEN.search(text)
        if found:
            yield Fault(f"<{element.name}>", f"its text holds U+{ord(found[0]):04X}")
    for child in element.children:
        yield from _unwritable(child)
