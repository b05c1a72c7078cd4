"""The grid that sets goals against core tasks, also where a PDF has wrapped its rows.

A code tells its column by its own first number. Where a row ends, the order of columns tells: a
code that does not stand to the right of the last one, or that follows words, begins a new row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from samgraph.errors import Fault
from samgraph.extraction.goalcodes import Code, Written, row_in, statement_in
from samgraph.extraction.headings import Outline
from samgraph.extraction.lines import Line, Span, Text, mend, span_of

_FARTHEST = 10
"""So many lines without a code may stand between two lines of a grid."""
_FEWEST = 4
"""So many codes of operational goals make a grid, if two of them share a line."""
_LONGEST_LABEL = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the grid: its label, empty where it could not be read, its goals, its lines."""

    label: str
    goals: tuple[Code, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid: its rows, and every code in it as it is written, with its line."""

    rows: tuple[Row, ...]
    written: dict[Code, tuple[Written, int]]


@dataclass(slots=True)
class _Open:
    """A row that is still being read."""

    label: list[Line]
    beside: str
    codes: list[Code] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def row(self) -> Row:
        words = [*(line.text for line in self.label), *([self.beside] if self.beside else [])]
        return Row(mend(words), tuple(self.codes), span_of([*self.label, *self.lines]))


def read_grid(text: Text, outline: Outline, prefixes: frozenset[str], faults: list[Fault]) -> Grid:
    """Return the plan's grid of goals, without rows if it has none.

    `prefixes` are those of the goals that the text states; if it states none, any will do.
    """
    written: dict[Code, tuple[Written, int]] = {}
    rows: list[_Open] = []
    waiting: list[Line] = []
    for line in _region(text, outline, prefixes):
        read = row_in(line.text)
        if read is None:
            waiting.append(line)
            continue
        label, codes = read
        for found in codes:
            if found.code in written:
                faults.append(text.fault(line.number, f'"{found.text}" stands twice in the grid'))
            written.setdefault(found.code, (found, line.number))
        cells = [found.code for found in codes if found.code.level > 1]
        if cells:
            columns = [code.numbers[0] for code in cells]
            if not rows or waiting or label or columns[0] <= rows[-1].codes[-1].numbers[0]:
                rows.append(_Open(_own_label(waiting, first=not rows), label))
            rows[-1].codes.extend(cells)
            rows[-1].lines.append(line)
        waiting = []
    return Grid(tuple(row.row() for row in rows), written)


def _own_label(waiting: Sequence[Line], *, first: bool) -> list[Line]:
    """Return the lines of a row's label; above the first row, words are mostly column heads."""
    return list(waiting) if not first or len(waiting) == 1 else []


def _region(text: Text, outline: Outline, prefixes: frozenset[str]) -> Sequence[Line]:
    """Return the lines of the densest stretch of codes that state nothing."""
    best: Sequence[Line] = ()
    most = 0
    begin = last = cells = full = -1
    for place, line in enumerate([*text.lines, None]):
        ended = line is None or outline.at(line.number) or statement_in(line.text)
        if begin >= 0 and (ended or place - last > _FARTHEST):
            if full and cells >= max(_FEWEST, most + 1):
                best, most = text.lines[begin : last + 1], cells
            begin = -1
        codes = _codes(line, prefixes) if line and not ended else ()
        if codes:
            if begin < 0:
                begin, cells, full = place, 0, 0
            last = place
            below = sum(code.level > 1 for code in codes)
            cells += below
            full += below > 1
    return best


def _codes(line: Line, prefixes: frozenset[str]) -> tuple[Code, ...]:
    """Return the codes of a line that holds nothing else but a short label before them."""
    row = row_in(line.text)
    if row is None or len(row[0].split()) > _LONGEST_LABEL:
        return ()
    codes = tuple(found.code for found in row[1])
    sound = not prefixes or all(code.prefix in prefixes for code in codes)
    return codes if sound else ()
