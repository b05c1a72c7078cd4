"""Values as real StratML files write them, read where their meaning is beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from samgraph.exchange.stratml_schema import DATE, NUMBER
from samgraph.exchange.xmltree import Element

_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SHORT: Final = 40


def as_date(text: str) -> str:
    """Return a day as StratML wants it, or an empty string where it is none.

    >>> as_date("2021/01/31"), as_date("2021-01-31T10:00:00"), as_date("31/01/2021")
    ('2021-01-31', '2021-01-31', '')
    """
    for one in (text, text.replace("/", "-").replace(".", "-"), text[:10]):
        if DATE.fullmatch(one):
            try:
                date.fromisoformat(one[:10])
            except ValueError:
                continue
            return one[:10]
    return ""


def as_number(text: str) -> str:
    """Return a number without separators of thousands, or an empty string where it is none.

    >>> as_number("1,234.5"), as_number("-3"), as_number("45%")
    ('1234.5', '-3', '')
    """
    bare = text.replace(",", "") if _THOUSANDS.fullmatch(text) else text
    return bare if NUMBER.fullmatch(bare) else ""


def as_choice(text: str, known: Sequence[str]) -> str:
    """Return which of some known words is meant, whatever its case and strokes; else nothing.

    >>> as_choice("generic group", ("Person", "Generic_Group"))
    'Generic_Group'
    """
    return {_folded(one): one for one in known}.get(_folded(text), "")


def _folded(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


def all_text(element: Element) -> str:
    """Return the text of an element and of all in it."""
    parts = [element.text, *(all_text(child) for child in element.children)]
    return " ".join(part.strip() for part in parts if part.strip())


def short(text: str) -> str:
    """Return the beginning of a text, on one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHORT else plain[: _SHORT - 1] + "…"
