"""What both formats of a report share: words, cells and places as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from samgraph.discrepancytext import runs
from samgraph.findings import Place
from samgraph.gaptext import place_text
from samgraph.numerals import NOTHING, said
from samgraph.report.document import Table
from samgraph.rows import Cell

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "contents": "Inhoud",
        "skip": "Naar de inhoud",
        "source": "Bron",
        "figure": "Figuur",
        "table": "Tabel",
        "as table": "Dezelfde inhoud als tabel",
        "query": "De vraag in SPARQL",
        "empty": "Deze tabel is leeg.",
        "more": "meer hierover",
        "figures": "De figuren staan in het rapport als HTML; hier staat van elke figuur de tabel.",
        "made": "Gemaakt met samgraph {version}.",
        "formula source": "Naar",
        "yes": "ja",
        "no": "nee",
    },
    "en": {
        "contents": "Contents",
        "skip": "Skip to the contents",
        "source": "Source",
        "figure": "Figure",
        "table": "Table",
        "as table": "The same as a table",
        "query": "The question in SPARQL",
        "empty": "This table is empty.",
        "more": "more on this",
        "figures": "The figures are in the report as HTML; here the table of each figure stands.",
        "made": "Made with samgraph {version}.",
        "formula source": "After",
        "yes": "yes",
        "no": "no",
    },
}
_FEW: Final = 6
"""From so many places on, nothing is quoted: the quotations would bury what they are about."""

_LONG: Final = 70
_BROAD: Final = 20
_LARGE: Final = 10_000
"""From here on whole numbers are written with separators."""
_NUMERIC: Final = re.compile(r"(?:[\d .,%/–−+→×()\[\]<]|tot|to)+")
"""Amounts, shares and intervals as text: `2–5/6`, `0,54 → 0,83`, `−148.415 (−4%)`."""


def shown(cell: Cell, lang: str) -> str:
    """Return a cell as a reader of the language sees it."""
    if isinstance(cell, bool):
        return WORDS[lang]["yes" if cell else "no"]
    if isinstance(cell, float) or (isinstance(cell, int) and abs(cell) >= _LARGE):
        return said(cell, lang)
    return str(cell)


def cited(places: Sequence[Place], lang: str) -> str:
    """Return where the source says something, as one text; empty where nothing is cited."""
    return "; ".join(place_text(place, lang) for place in runs(places))


def quoted(
    places: Sequence[Place], quotes: Mapping[Place, str], lang: str
) -> list[tuple[str, str]]:
    """Return what the source says at places, each with where, as far as it was given."""
    if len(places) >= _FEW:
        return []
    return [(place_text(place, lang), quotes[place]) for place in places if place in quotes]


def is_broad(table: Table) -> bool:
    """Tell whether a table has more columns of signs than a page upright has room for."""
    return columns(table).count("sign") > _BROAD


def columns(table: Table) -> list[str]:
    """Return what each column holds: `number`, `sign`, `long` for sentences, or nothing of note.

    Amounts and intervals are numbers too; signs are what the table's words explain.
    """
    rows, found = table.rows, []
    for number in range(len(rows.header)):
        cells = [row[number] for row in rows.cells]
        texts = [cell for cell in cells if isinstance(cell, str)]
        told = [text for text in texts if text]
        numeric = all(map(_NUMERIC.fullmatch, told)) and any(text != NOTHING for text in told)
        if numeric or (cells and not told and not any(isinstance(one, bool) for one in cells)):
            found.append("number")
        elif table.words and number and all(text in table.words for text in texts):
            found.append("sign")
        else:
            found.append("long" if any(len(text) > _LONG for text in texts) else "")
    return found
