"""What the plans of a collection cover, as text in Dutch and English."""

from __future__ import annotations

from collections.abc import Iterable

from samgraph.collection.opening import Built
from samgraph.collection.overview import Line, Lines
from samgraph.reading import interval_text
from samgraph.rows import Cell, Rows
from samgraph.tables import render
from samgraph.text import printable

_MOST_PLANS = 40
"""Rows that a person reads; programs get them all."""
_WORDS = {
    "nl": {
        "all": ("raster", "vraag", "plannen", "cellen gevuld", "laagst", "hoogst"),
        "each": ("plan", "naam", "cellen gevuld", "rijen geraakt", "kolommen geraakt"),
        "frames": ("plan", "naam", "rasters", "cellen gevuld", "gaten"),
        "title": "{name}: {n} plannen",
        "more": "… en nog {n} plannen; --format csv geeft ze alle.",
        "none": "Geen enkel plan stelt een dekkingsvraag.",
    },
    "en": {
        "all": ("frame", "question", "plans", "cells filled", "lowest", "highest"),
        "each": ("plan", "name", "cells filled", "rows touched", "columns touched"),
        "frames": ("plan", "name", "frames", "cells filled", "gaps"),
        "title": "{name}: {n} plans",
        "more": "… and {n} more plans; --format csv gives them all.",
        "none": "No plan asks a coverage question.",
    },
}


def title(built: Built, lang: str) -> str:
    """Return the name of a collection and how many plans it has, underlined."""
    labels = built.knowledge.labels(lang)
    name = printable(labels.get(built.iri, built.name))
    head = str(_WORDS[lang]["title"]).format(name=name, n=len(built.names))
    return f"{head}\n{'─' * len(head)}"


def coverage_text(built: Built, lines: Lines, form: str, lang: str) -> str:
    """Return the coverage of a collection: over all plans, then plan by plan.

    Of one frame every plan's interval is shown; of several, what each plan covers of all its cells.
    """
    words = _WORDS[lang]
    if not lines:
        return str(words["none"])
    parts = [render(frame_rows(lines, lang), form)]
    if len({one.frame for one in lines}) == 1:
        rows = _of_one_frame(built, lines, lang)
    else:
        rows = plan_rows(built, lines, lang)
    shown = Rows(rows.header, rows.cells[:_MOST_PLANS]) if form == "table" else rows
    parts.append(render(shown, form))
    if len(shown.cells) < len(rows.cells):
        parts.append(str(words["more"]).format(n=len(rows.cells) - len(shown.cells)))
    return "\n\n".join(parts)


def frame_rows(lines: Lines, lang: str) -> Rows:
    """Return one row a frame: what all plans cover of it, and which the least and the most."""
    cells: list[tuple[Cell, ...]] = []
    for one in lines.of_all():
        some = [each for each in lines.of_plans() if each.frame == one.frame]
        low = min(some, key=_share, default=None)
        high = max(some, key=_share, default=None)
        cells.append(
            (
                *(one.frame, one.labels.get(lang, ""), one.plans, interval_text(one.cells)),
                *(f"{each.plan} {100 * _share(each):.0f}%" if each else "" for each in (low, high)),
            )
        )
    return Rows(tuple(_WORDS[lang]["all"]), tuple(cells))


def _share(line: Line) -> float:
    return line.cells.share("judged")


def _of_one_frame(built: Built, lines: Lines, lang: str) -> Rows:
    names = _names(built, lang)
    return Rows(
        tuple(_WORDS[lang]["each"]),
        tuple(
            (
                *(one.plan, names.get(one.plan, "")),
                *(interval_text(part) for part in (one.cells, one.rows, one.columns)),
            )
            for one in lines.of_plans()
        ),
    )


def plan_rows(built: Built, lines: Lines, lang: str) -> Rows:
    """Return one row a plan: its frames, what it covers of all their cells, its gaps."""
    grouped: dict[str, list[Line]] = {}
    for one in lines.of_plans():
        grouped.setdefault(one.plan, []).append(one)
    return Rows(
        tuple(_WORDS[lang]["frames"]),
        tuple(
            (
                volume.name,
                printable(volume.labels.get(lang, "")),
                len(grouped.get(volume.name, ())),
                _filled(grouped.get(volume.name, ())),
                volume.gaps,
            )
            for volume in built.volumes()
        ),
    )


def _filled(lines: Iterable[Line]) -> str:
    some = list(lines)
    stated, judged, total = (
        sum(getattr(one.cells, name) for one in some) for name in ("stated", "judged", "total")
    )
    if not total:
        return "–"
    shares = f"{100 * stated / total:.0f}–{100 * judged / total:.0f}%"
    return f"{stated}–{judged}/{total} ({shares})"


def _names(built: Built, lang: str) -> dict[str, str]:
    return {one.name: printable(one.labels.get(lang, "")) for one in built.volumes()}
