"""A coverage matrix: the long list down, the short one across, every empty cell with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from markupsafe import Markup

from samgraph.figures.inks import STANDING, definitions, legend, swatch
from samgraph.figures.lettering import LINE, broken, lettered, text_width
from samgraph.figures.svg import INK, MUTED, PAPER, RULE, WASH, image, join, tag

EMPTY: Final = ("deliberate", "open", "silent", "notApplicable")
"""Why a cell is empty: by choice, left open, never spoken of, or without a question."""

_WORDS: Final = {
    "nl": {
        "stated": "gesteld",
        "derived": "afgeleid",
        "judged": "beoordeeld",
        "deliberate": "bewust leeg",
        "open": "open",
        "silent": "het plan zwijgt",
        "notApplicable": "niet van toepassing",
        "thin": "dun: één koppeling",
        "contested": "rust mee op een betwiste koppeling",
    },
    "en": {
        "stated": "stated",
        "derived": "derived",
        "judged": "judged",
        "deliberate": "left out on purpose",
        "open": "open",
        "silent": "the plan is silent",
        "notApplicable": "not applicable",
        "thin": "thin: one link",
        "contested": "rests on a contested link too",
    },
}
_WIDTH, _LABEL, _MARGIN = 760.0, 250.0, 8.0
_SLANTED: Final = 220.0
"""How long a slanted label may be."""
_SHORT: Final = 95.0
"""Up to this length a slanted label stays on one line."""
_TILT: Final = 0.7071
"""Sine and cosine of the slant."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix as a picture needs it: words and states, nothing of where they come from."""

    title: str
    description: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[int, int], str]
    """By number of row and column: `stated`, `derived`, `judged`, or one of `EMPTY`."""
    empty: str = "silent"
    """Why a cell that `cells` does not hold is empty."""
    thin: frozenset[tuple[int, int]] = frozenset()
    """The filled cells that one link carries."""
    notes: tuple[str, ...] = ()
    """What stands to the right of each row, such as how many of its cells are filled."""
    contested: frozenset[tuple[int, int]] = frozenset()
    """The filled cells on whose routes a contested link lies."""

    def state(self, row: int, column: int) -> str:
        """Return the state of a cell."""
        return self.cells.get((row, column), self.empty)


def parts(grid: Grid, most: int = 40) -> tuple[Grid, ...]:
    """Return a long matrix in parts of equal length that each fit a printed page."""
    number = max(1, -(-len(grid.rows) // most))
    length = max(1, -(-len(grid.rows) // number))
    found: list[Grid] = []
    for first in range(0, max(len(grid.rows), 1), length):
        rows = range(first, min(first + length, len(grid.rows)))
        kept = {(r - first, c): state for (r, c), state in grid.cells.items() if r in rows}
        thin, contested = (
            frozenset((r - first, c) for r, c in spots if r in rows)
            for spots in (grid.thin, grid.contested)
        )
        found.append(
            replace(
                grid,
                rows=grid.rows[first : rows.stop],
                cells=kept,
                thin=thin,
                contested=contested,
                notes=grid.notes[first : rows.stop],
                title=f"{grid.title} ({len(found) + 1}/{number})" if number > 1 else grid.title,
            )
        )
    return tuple(found)


def draw_matrix(grid: Grid, lang: str, ident: str = "matrix") -> str:
    """Return a matrix as SVG, wide enough for its columns and as high as its rows."""
    labels = [broken(row, _LABEL, most=4) for row in grid.rows]
    left = max((text_width(line) for label in labels for line in label), default=0.0) + 10
    after = max((text_width(note, 10) for note in grid.notes), default=-10.0) + 10
    names, pitch, over = _columns(grid, _WIDTH - left - after - 2 * _MARGIN)
    head = max((_TILT * (length + 12) + 5 * len(lines) for lines, length in names), default=0.0)
    heights = [max(18.0, len(label) * 11 * LINE + 4) for label in labels]
    tops = list(accumulate(heights, initial=_MARGIN + head))
    x0 = _MARGIN + left
    right = x0 + pitch * len(grid.columns)
    spots = {
        (row, column): (x0 + pitch * column, tops[row], heights[row])
        for row in range(len(grid.rows))
        for column in range(len(grid.columns))
    }
    width = max(right + max(after, over) + _MARGIN, 360.0)
    used = [grid.state(*spot) for spot in spots]
    key, high = legend(_entries(grid, used, lang, ident), _MARGIN, tops[-1] + 16, width - 16)
    bands = [
        tag("rect", x=_MARGIN, y=tops[row], width=right + after - 8, height=heights[row], fill=WASH)
        for row in range(1, len(grid.rows), 2)
    ]
    return image(
        ident,
        (width, tops[-1] + 16 + high + _MARGIN),
        grid.title,
        grid.description,
        definitions(ident, STANDING.values()),
        *bands,
        *[
            lettered(
                lines,
                x0 + pitch * (number + 0.5),
                _MARGIN + head - 5 - 5 * (len(lines) - 1),
                turn=-45,
            )
            for number, (lines, _) in enumerate(names)
        ],
        *[
            lettered(label, x0 - 8, tops[row] + heights[row] / 2, anchor="end")
            for row, label in enumerate(labels)
        ],
        _cells(grid, spots, pitch, ident),
        *[
            lettered([note], right + 8, tops[row] + heights[row] / 2, size=10, fill=MUTED)
            for row, note in enumerate(grid.notes)
            if note
        ],
        key,
    )


def _columns(grid: Grid, room: float) -> tuple[list[tuple[tuple[str, ...], float]], float, float]:
    """Return each column's lines with their length, the pitch, and how far the last one sticks out.

    A slanted label is broken in two where the columns are so few that two lines have room.
    """
    if not grid.columns:
        return [], 0.0, 0.0
    longest = max(text_width(name) for name in grid.columns)
    for most in (2, 1):
        least = most * 11 * LINE / _TILT + 1.5
        names = [_slanted(name, most) for name in grid.columns]
        over = _TILT * (names[-1][1] + 14)
        pitch = max(least, min((room - over / 2) / len(grid.columns), 42.0))
        if longest > _SHORT and least * len(grid.columns) + over / 2 <= room:
            break
    return names, pitch, max(0.0, over - pitch / 2)


def _slanted(name: str, most: int) -> tuple[tuple[str, ...], float]:
    """Return the lines of a slanted label, as short as they can be without losing a letter."""
    least = max((text_width(word) for word in name.split()), default=0.0)
    room = min(max(least + 1, _SHORT), _SLANTED)
    while room < _SLANTED and len(broken(name, room, most=most + 1)) > most:
        room += 8
    lines = broken(name, min(room, _SLANTED), most=most)
    return lines, max((text_width(line) for line in lines), default=0.0)


def _cells(
    grid: Grid,
    spots: Mapping[tuple[int, int], tuple[float, float, float]],
    pitch: float,
    ident: str,
) -> Markup:
    """Return every cell; those of one state are one path, so that a large matrix stays small."""
    filled: dict[str, list[str]] = {}
    signs: dict[str, list[str]] = {}
    for spot, (x, y, high) in spots.items():
        state = grid.state(*spot)
        box = f"M{x + 1:.1f} {y + 1:.1f}h{pitch - 2:.1f}v{high - 2:.1f}h{2 - pitch:.1f}z"
        filled.setdefault(state, []).append(box)
        if state in EMPTY:
            signs.setdefault(state, []).append(_sign(state, x + pitch / 2, y + high / 2))
    made = []
    for state in sorted(filled):
        ink = STANDING.get(state)
        fill = ink.fill(ident) if ink else _GROUNDS.get(state, PAPER)
        line = ink.mark or ink.ground if ink else RULE
        path = "".join(filled[state])
        made.append(tag("path", d=path, fill=fill, stroke=line, stroke_width=0.8))
        if state in signs:
            made.append(tag("path", d="".join(signs[state]), **_strokes(state)))
    for spot in sorted(grid.thin & spots.keys()):
        x, y, high = spots[spot]
        made.append(_ring(x + pitch / 2, y + high / 2))
    for spot in sorted(grid.contested & spots.keys()):
        x, y, _ = spots[spot]
        made.append(_corner(x + pitch - 1, y + 1))
    return join(made)


_CONTESTED: Final = "#a3211d"
_GROUNDS: Final = {"notApplicable": "#e4e8ea"}


def _sign(state: str, x: float, y: float) -> str:
    """Return the sign of an empty cell as part of a path."""
    if state == "deliberate":
        return f"M{x - 4:.1f} {y:.1f}h8"
    if state == "open":
        return f"M{x - 3.5:.1f} {y - 3.5:.1f}l7 7m0-7l-7 7"
    if state == "silent":
        return f"M{x:.1f} {y:.1f}h0"
    return ""


def _strokes(state: str) -> dict[str, str | float]:
    """Return how the sign of an empty cell is drawn."""
    colour = {"open": "#a3211d", "silent": "#98a2a9"}.get(state, MUTED)
    width = {"open": 2.0, "silent": 2.6}.get(state, 1.8)
    return {"fill": "none", "stroke": colour, "stroke_width": width, "stroke_linecap": "round"}


def _ring(x: float, y: float) -> Markup:
    return tag("circle", cx=x, cy=y, r=3.6, fill=PAPER, stroke=INK, stroke_width=1.4)


def _corner(right: float, top: float) -> Markup:
    """Return the sign of a contested cell: its upper corner on the right, cut off."""
    d = f"M{right - 8:.1f} {top:.1f}h8v8z"
    return tag("path", d=d, fill=_CONTESTED, stroke=PAPER, stroke_width=0.8)


def _entries(grid: Grid, used: list[str], lang: str, ident: str) -> list[tuple[Markup, str]]:
    """Return the legend: the states that occur, each with how often."""
    words = _WORDS[lang]
    entries = []
    for state in (*STANDING, *EMPTY):
        if number := used.count(state):
            ink = STANDING.get(state)
            shown = swatch(ink.fill(ident) if ink else _GROUNDS.get(state, PAPER))
            if not ink:
                shown += tag("path", d=_sign(state, 7, 7), **_strokes(state))
            entries.append((shown, f"{words[state]} ({number})"))
    if grid.thin:
        filled = swatch(STANDING["stated"].ground) + _ring(7, 7)
        entries.append((filled, f"{words['thin']} ({len(grid.thin)})"))
    if grid.contested:
        cut = swatch(STANDING["judged"].fill(ident)) + _corner(14, 0)
        entries.append((cut, f"{words['contested']} ({len(grid.contested)})"))
    return entries
