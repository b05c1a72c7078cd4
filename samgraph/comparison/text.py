"""A comparison as text for a terminal."""

from __future__ import annotations

from typing import Final

from samgraph.comparison.comparing import Comparison
from samgraph.comparison.parts import Teller
from samgraph.rows import Rows
from samgraph.tables import table
from samgraph.text import printable, width, wrapped

_SHOWN: Final = 40
"""So many rows of a table are shown; the other formats have them all."""


def comparison_text(comparison: Comparison, lang: str) -> str:
    """Return what is different, or shared, as titled tables; long ones are cut off and say so."""
    teller = Teller(comparison, lang)
    words = teller.words
    kind = "versions" if comparison.versions else "plans"
    before, after = teller.plans()
    title = printable(words[kind].format(before=f"“{before}”", after=f"“{after}”"))
    parts = ["\n".join([*wrapped(title, width(), ""), "─" * min(len(title), width())])]
    same_space = comparison.before.namespace == comparison.after.namespace
    if comparison.versions == same_space:
        parts.append(words[f"why {kind}"])
    if comparison.versions and not comparison.differ:
        parts.append(words["none"])
    for part in teller.parts():
        shown = Rows(part.rows.header, part.rows.cells[:_SHOWN])
        lines = [part.title, "", table(shown)]
        rest = len(part.rows.cells) - _SHOWN
        if rest > 0:
            lines.append(words["more"].format(n=rest))
        if part.note:
            lines += wrapped(printable(part.note), width(), "")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)
