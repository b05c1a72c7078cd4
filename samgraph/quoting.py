"""What the source says of things, beside answers that name them, in Dutch and English."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence

from samgraph.findings import Place
from samgraph.gaptext import place_text
from samgraph.knowledge import Knowledge
from samgraph.names import Names
from samgraph.places import places
from samgraph.rows import Rows
from samgraph.text import printable, width, wrapped

_HEADINGS = {"nl": "Wat de bron zegt", "en": "What the source says"}


def quoted_text(
    knowledge: Knowledge, things: Iterable[str], quotes: Mapping[Place, str], lang: str
) -> str:
    """Return under a heading what the source says of each thing, empty if it says nothing."""
    names, wanted = Names(knowledge, lang), tuple(dict.fromkeys(things))
    where = places(knowledge, wanted) if quotes and wanted else {}
    columns = max(40, min(width() if sys.stdout.isatty() else 100, 110))
    lines: list[str] = []
    for thing in wanted:
        said = [place for place in where.get(thing, ()) if place in quotes]
        if said:
            lines += wrapped(printable(names[thing]), columns, "")
        for place in said:
            quote = f"{place_text(place, lang)}: “{printable(quotes[place])}”"
            lines += wrapped(quote, columns, "  ")
    heading = _HEADINGS[lang]
    return "\n".join([heading, "─" * len(heading), *lines]) if lines else ""


def quoted_rows(
    knowledge: Knowledge,
    rows: Rows,
    things: Sequence[Sequence[str]],
    quotes: Mapping[Place, str],
) -> Rows:
    """Return rows with a column `quotation`: what the source says of the things of each row."""
    where = places(knowledge, {one for some in things for one in some})
    said = [
        [place for one in some for place in where.get(one, ()) if place in quotes]
        for some in things
    ]
    return Rows(
        (*rows.header, "quotation"),
        tuple(
            (*cells, " … ".join(quotes[place] for place in dict.fromkeys(some)))
            for cells, some in zip(rows.cells, said, strict=True)
        ),
    )
