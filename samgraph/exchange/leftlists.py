"""What an export leaves out, as a sentence and as a file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from samgraph.errors import SamgraphError, near_match
from samgraph.outputs import whole_file
from samgraph.rows import Rows
from samgraph.tables import render

_FORMS: Final = {".json": "json", ".csv": "csv", ".tsv": "tsv", ".md": "markdown"}
_HEADER: Final = ("kind", "term", "count", "example")
_SHOWN: Final = 6


def check_list(target: Path, output: Path | None) -> None:
    """Refuse a place for the list that cannot be meant.

    Raises:
        SamgraphError: it has no ending of a list, or is the export itself.

    """
    if target.suffix.casefold() not in _FORMS:
        raise SamgraphError(
            f'what is left out cannot be written to "{target.name}"',
            hint=near_match(target.suffix, _FORMS) or f"end it with {', '.join(_FORMS)}",
        )
    if output is not None and target.resolve() == output.resolve():
        raise SamgraphError(
            "the export and the list of what it leaves out are one file",
            where=str(target),
            hint="name two files",
        )


def write_list(left: Rows | None, target: Path) -> None:
    """Write what is left out; of a format that leaves nothing out, an empty list.

    Raises:
        SamgraphError: the place cannot be written.

    """
    rows = left or Rows(_HEADER, ())
    with whole_file(target) as file:
        text = render(rows, _FORMS[target.suffix.casefold()])
        file.write_text(text + "\n", encoding="utf-8", newline="\n")


def summary(left: Rows, name: str) -> str:
    """Return what is left out in a few lines: the largest groups of each kind."""
    totals: Counter[str] = Counter()
    groups: dict[str, list[tuple[int, str]]] = {}
    for kind, term, count, _ in left.cells:
        totals[str(kind)] += int(count)
        groups.setdefault(str(kind), []).append((int(count), str(term)))
    if not totals:
        return f"{name} says everything that the plan asserts"
    lines = [f"{name} has no room for:"]
    for kind, found in groups.items():
        largest = sorted(found, key=lambda one: (-one[0], one[1]))
        shown = ", ".join(f"{count:,} {term}" for count, term in largest[:_SHOWN])
        more = f" and {len(largest) - _SHOWN} more" if len(largest) > _SHOWN else ""
        lines.append(f"  {totals[kind]:6,} × {kind}: {shown}{more}")
    return "\n".join(lines)
