"""What is lost without something, in sentences and rows, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping

from samgraph.coverage import Interval
from samgraph.findings import Place
from samgraph.gaptext import gap_text
from samgraph.knowledge import Knowledge
from samgraph.reading import STATUS_WORDS, interval_text
from samgraph.rows import Rows
from samgraph.tables import table
from samgraph.text import printable
from samgraph.whatif import WhatIf

_WORDS = {
    "nl": {
        "without": "Zonder {names}",
        "nothing": "Er verandert niets: geen cel, geen gat, geen dekking.",
        "cells": "Cellen die veranderen",
        "frames": "Dekking, ervoor → erna",
        "opened": "Gaten die opengaan of zekerder worden",
        "closed": "Gaten die verdwijnen, omdat waar ze over gaan er niet meer is: {n}.",
    },
    "en": {
        "without": "Without {names}",
        "nothing": "Nothing changes: no cell, no gap, no coverage.",
        "cells": "Cells that change",
        "frames": "Coverage, before → after",
        "opened": "Gaps that open or become more certain",
        "closed": "Gaps that are gone, because what they are about is: {n}.",
    },
}
_HEADERS = {
    "nl": ("raster", "rij", "kolom", "ervoor", "erna"),
    "en": ("frame", "row", "column", "before", "after"),
}
_FRAMES = {
    "nl": ("raster", "cellen gevuld", "rijen geraakt", "kolommen geraakt"),
    "en": ("frame", "cells filled", "rows touched", "columns touched"),
}


def cell_rows(knowledge: Knowledge, found: WhatIf, lang: str) -> Rows:
    """Return the cells that change as rows, by label."""
    labels = knowledge.labels(lang)
    words = STATUS_WORDS[lang]
    return Rows(
        _HEADERS[lang],
        tuple(
            (
                one.frame,
                labels.get(one.row, knowledge.curie(one.row)),
                labels.get(one.column, knowledge.curie(one.column)),
                words[one.before],
                words[one.after],
            )
            for one in found.cells
        ),
    )


def frame_rows(found: WhatIf, lang: str) -> Rows:
    """Return the frames whose coverage changes as rows: intervals before and after."""

    def change(pair: tuple[Interval, Interval]) -> str:
        before, after = (interval_text(one) for one in pair)
        return before if before == after else f"{before} → {after}"

    return Rows(
        _FRAMES[lang],
        tuple(
            (one.frame, change(one.cells), change(one.rows), change(one.columns))
            for one in found.frames
        ),
    )


def what_if_text(
    knowledge: Knowledge, found: WhatIf, lang: str, quotes: Mapping[Place, str] | None = None
) -> str:
    """Return what changes: coverage, cells, and the gaps that open, with what the source says."""
    words = _WORDS[lang]
    title = printable(words["without"].format(names=_names(knowledge, found, lang)))
    parts = [f"{title}\n{'─' * len(title)}"]
    if not (found.cells or found.frames or found.opened or found.closed):
        return "\n\n".join([*parts, words["nothing"]])
    if found.frames:
        parts.append(f"{words['frames']}\n\n{table(frame_rows(found, lang))}")
    if found.cells:
        parts.append(f"{words['cells']}\n\n{table(cell_rows(knowledge, found, lang))}")
    if found.opened:
        opened = gap_text(found.opened, lang, len(found.opened), quotes, suggestions=False)
        parts.append(f"{words['opened']}\n\n{opened}")
    if found.closed:
        parts.append(words["closed"].format(n=len(found.closed)))
    return "\n\n".join(parts)


def _names(knowledge: Knowledge, found: WhatIf, lang: str) -> str:
    labels: Mapping[str, str] = knowledge.labels(lang)

    def name(iri: str) -> str:
        return labels.get(iri, knowledge.curie(iri))

    things = [f"“{name(iri)}”" for iri in found.without]
    links = [f"“{' '.join(map(name, link))}”" for link in found.links]
    return ", ".join(things + links)
