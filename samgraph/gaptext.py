"""Gaps as text and as rows, in Dutch and English."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from samgraph.findings import Gap, Place
from samgraph.text import printable, width, wrapped

if TYPE_CHECKING:
    from samgraph.knowledge import Knowledge
    from samgraph.rows import Rows

KINDS = {
    "nl": {"open": "open", "silent": "zwijgen", "deliberate": "bewust", "thin": "dun"},
    "en": {"open": "open", "silent": "silent", "deliberate": "deliberate", "thin": "thin"},
}

NOTHING_ASKED = {
    "nl": "Dit plan stelt geen enkele dekkingsvraag, dus naar gaten is niet gezocht: verklaar een "
    "sg:Frame in plan.ttl.",
    "en": "This plan asks no coverage question, so no gap was looked for: declare a sg:Frame in "
    "plan.ttl.",
}
"""What is said of the gaps of a plan that declares no frames."""
NEVER_MATCHES = {
    "nl": "Het pad van {names} vult in geen enkele lezing een cel: kijk na of de eigenschappen en "
    "hun richting kloppen.",
    "en": "The path of {names} fills no cell in any reading: see whether its properties and their "
    "direction are right.",
}
"""What is said of frames whose rows and columns never meet."""
_SUGGESTED = {"nl": "Suggestie, telt niet mee", "en": "Suggested, not counted"}


def place_text(place: Place, lang: str) -> str:
    """Return where the source says something, as a reader cites it."""
    lines = ("regel", "regels") if lang == "nl" else ("line", "lines")
    if place.from_line == place.to_line:
        return f"§{place.section}, {lines[0]} {place.from_line}"
    return f"§{place.section}, {lines[1]} {place.from_line}–{place.to_line}"


def gap_text(
    gaps: Sequence[Gap],
    lang: str,
    total: int,
    quotes: Mapping[Place, str] | None = None,
    *,
    suggestions: bool = True,
) -> str:
    """Return gaps as a numbered list of sentences with their place in the source.

    Where `quotes` holds what the source says at a place, it is quoted. With `suggestions` a line
    tells who or what could close each.
    """
    if not gaps:
        return "Geen gaten gevonden." if lang == "nl" else "No gaps found."
    robust = (
        {True: "robuust", False: "hangt af van oordelen"}
        if lang == "nl"
        else {True: "robust", False: "depends on judgements"}
    )
    margin = len(str(gaps[-1].rank)) + 2
    columns = max(40, min(width() if sys.stdout.isatty() else 100, 110))
    lines = []
    for gap in gaps:
        head = f"{gap.rank:>{margin - 2}}. "
        sure = "" if gap.kind == "thin" else f", {robust[gap.robust]}"
        lines.append(f"{head}[{KINDS[lang][gap.kind]}{sure}] {gap.frame}")
        indent = " " * margin
        text = printable(gap.descriptions.get(lang, ""))
        lines += wrapped(text, columns, indent)
        if suggestions and gap.suggestions:
            said = " ".join(one.descriptions.get(lang, "") for one in gap.suggestions)
            lines += wrapped(f"{_SUGGESTED[lang]}: {printable(said)}", columns, indent)
        if gap.places:
            cited = "; ".join(place_text(place, lang) for place in gap.places)
            source = "Bron" if lang == "nl" else "Source"
            lines += wrapped(f"{source}: {cited}", columns, indent)
        for place in gap.places:
            if quotes and place in quotes:
                said = f"{place_text(place, lang)}: “{printable(quotes[place])}”"
                lines += wrapped(said, columns, indent + "  ")
    if len(gaps) < total:
        rest = total - len(gaps)
        lines.append(f"… en nog {rest}." if lang == "nl" else f"… and {rest} more.")
    return "\n".join(lines)


def gap_rows(
    knowledge: Knowledge, gaps: Sequence[Gap], lang: str, quotes: Mapping[Place, str] | None = None
) -> Rows:
    """Return gaps as rows for programs."""
    from samgraph.rows import Rows

    labels = knowledge.labels(lang)
    return Rows(
        (
            "rank",
            "frame",
            "kind",
            "robust",
            "row",
            "row_label",
            "column",
            "column_label",
            "description",
            "suggestions",
            "source",
            "gap",
            *(["quotation"] if quotes else []),
        ),
        tuple(
            (
                gap.rank,
                gap.frame,
                gap.kind,
                gap.robust,
                knowledge.curie(gap.row),
                labels.get(gap.row, ""),
                knowledge.curie(gap.column),
                labels.get(gap.column, ""),
                gap.descriptions.get(lang, ""),
                " ".join(one.descriptions.get(lang, "") for one in gap.suggestions),
                "; ".join(place_text(place, lang) for place in gap.places),
                knowledge.curie(gap.iri),
                *(
                    [" … ".join(quotes[place] for place in gap.places if place in quotes)]
                    if quotes
                    else []
                ),
            )
            for gap in gaps
        ),
    )
