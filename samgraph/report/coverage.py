"""The section on coverage: every frame as an interval, a matrix, a table and its query."""

from __future__ import annotations

from typing import Final

from samgraph.coverage import Matrix, cover, path_query
from samgraph.extraction.labels import slug, unused
from samgraph.figures import Grid, Range, draw_matrix, draw_ranges, parts
from samgraph.framing import Frame, frames
from samgraph.knowledge import Knowledge
from samgraph.phrases import nouns
from samgraph.reading import interval_text, overview
from samgraph.report.coverage_phrases import FORMULAE, SIGNS, WORDS
from samgraph.report.document import Block, Figure, Paragraph, Query, Section, Table
from samgraph.report.naming import Names, names, standalone
from samgraph.rows import Rows
from samgraph.terms import STANDINGS

_MARKS: Final = {"stated": "■", "derived": "◆", "judged": "◇"}
_EMPTY: Final = {"exhaustive": "open", "selective": "deliberate", "silent": "silent"}
_EMPTY_MARKS: Final = {"open": "×", "deliberate": "–", "silent": "·"}
_THIN: Final = "○"
_FRAMES: Final = """\
SELECT ?frame ?rows ?columns ?path ?scope {
  ?frame a sg:Frame ; sg:rows ?rows ; sg:columns ?columns ; sg:path ?path ; sg:scope ?scope .
}
ORDER BY ?frame"""


def section(knowledge: Knowledge, lang: str) -> Section:
    """Return every frame of the plan: first all as intervals, then each as a matrix."""
    words = WORDS[lang]
    matrices = [cover(knowledge, frame) for frame in frames(knowledge)]
    if not matrices:
        return Section("coverage", words["title"], (Paragraph(words["none"]),))
    said = names(knowledge, lang)
    taken: set[str] = set()
    return Section(
        "coverage",
        words["title"],
        (
            Paragraph(words["intro"]),
            _overview(knowledge, matrices, lang),
            Paragraph(words["readings"]),
            _readings(knowledge, lang),
        ),
        tuple(
            _matrix(matrix, said, lang, unused(f"coverage-{slug(matrix.frame.name)}", taken))
            for matrix in matrices
        ),
        formulae=FORMULAE[lang],
    )


def _overview(knowledge: Knowledge, matrices: list[Matrix], lang: str) -> Figure:
    words = WORDS[lang]
    ranges = []
    for matrix in matrices:
        found = matrix.interval()
        ranges.append(
            Range(
                matrix.frame.labels.get(lang, matrix.frame.name),
                found.stated,
                found.derived,
                found.judged,
                found.total,
                interval_text(found),
            )
        )
    caption = words["overview"]
    picture = draw_ranges(caption, words["described"], ranges, lang, "figure-coverage")
    rows = overview(matrices, lang)
    unnamed = Rows(rows.header[1:], tuple(cells[1:] for cells in rows.cells))
    table = Table(caption, unnamed, (standalone(knowledge, _FRAMES),))
    return Figure(caption, (picture,), table)


def _matrix(matrix: Matrix, said: Names, lang: str, ident: str) -> Section:
    """Return one frame: in words, as a figure and as a table, with the query that fills it."""
    words, frame = WORDS[lang], matrix.frame
    label = frame.labels.get(lang, frame.name)
    title = label[:1].upper() + label[1:]
    if not frame.rows or not frame.columns:
        return Section(ident, title, (Paragraph(words["empty"]),))
    inside = _in_words(matrix, lang)
    blocks: list[Block] = [
        Paragraph(inside),
        Paragraph(words.get(frame.scope, words["silent"]), frame.places),
    ]
    flat = _Flat(matrix)
    caption = words["matrix"].format(label=label)
    grid = Grid(
        caption,
        words["matrix description"].format(
            rows=len(flat.down), columns=len(flat.across), filled=inside
        ),
        tuple(said.name(iri) for iri in flat.down),
        tuple(said.name(iri) for iri in flat.across),
        flat.cells,
        flat.empty,
        flat.thin,
        tuple(flat.count(row) for row in range(len(flat.down))),
    )
    pictures = tuple(
        draw_matrix(part, lang, f"figure-{ident}-{number}")
        for number, part in enumerate(parts(grid), start=1)
    )
    signs = SIGNS[lang]
    table = Table(
        caption,
        flat.rows(said, label, words["count"]),
        (standalone(said.knowledge, path_query(frame)),),
        words={
            **signs,
            **{f"{sign}{_THIN}": f"{signs[sign]}, {words['thin']}" for sign in _MARKS.values()},
        },
        note=words["legend"],
    )
    blocks.append(Figure(caption, pictures, table))
    return Section(ident, title, tuple(blocks))


class _Flat:
    """A matrix as it is shown, by number of row and column, the longer list down."""

    def __init__(self, matrix: Matrix) -> None:
        frame = matrix.frame
        flipped = len(frame.columns) > len(frame.rows)
        pair = (frame.columns, frame.rows) if flipped else (frame.rows, frame.columns)
        self.down, self.across = pair
        row_of = {iri: number for number, iri in enumerate(self.down)}
        column_of = {iri: number for number, iri in enumerate(self.across)}
        self.cells: dict[tuple[int, int], str] = {}
        for (row, column), standing in matrix.cells.items():
            one, other = (column, row) if flipped else (row, column)
            self.cells[row_of[one], column_of[other]] = standing
        self.empty = _EMPTY.get(frame.scope, "silent")
        self.thin = frozenset(self._thin(frame, flipped=flipped))

    def _thin(self, frame: Frame, *, flipped: bool) -> set[tuple[int, int]]:
        """Return the cells on which a row or a column hangs that should not be empty."""
        found: set[tuple[int, int]] = set()
        for axis, expected in enumerate(("everyRow", "everyColumn")):
            if expected not in frame.expects:
                continue
            shown = 1 - axis if flipped else axis
            by_line: dict[int, list[tuple[int, int]]] = {}
            for spot in self.cells:
                by_line.setdefault(spot[shown], []).append(spot)
            found.update(spots[0] for spots in by_line.values() if len(spots) == 1)
        return found

    def count(self, row: int) -> str:
        """Return how many cells of a row are filled, from stated to judged."""
        width = len(self.across)
        found = [self.cells[row, number] for number in range(width) if (row, number) in self.cells]
        stated = found.count("stated")
        span = f"{stated}–{len(found)}" if stated != len(found) else f"{stated}"
        return f"{span}/{width}"

    def rows(self, said: Names, corner: str, count: str) -> Rows:
        """Return the matrix as rows of signs, with the count of each row at the end."""
        empty = _EMPTY_MARKS[self.empty]
        return Rows(
            (corner, *(said.name(iri) for iri in self.across), count),
            tuple(
                (
                    said.name(iri),
                    *(
                        _MARKS.get(self.cells.get((row, column), ""), empty)
                        + (_THIN if (row, column) in self.thin else "")
                        for column in range(len(self.across))
                    ),
                    self.count(row),
                )
                for row, iri in enumerate(self.down)
            ),
        )


def _in_words(matrix: Matrix, lang: str) -> str:
    words, found = WORDS[lang], matrix.interval()
    row, column = nouns(lang, matrix.frame.labels.get(lang, ""))
    text = interval_text(found)
    cells = words["same" if found.stated == found.judged else "differ"].format(
        stated=found.stated,
        judged=found.judged,
        total=found.total,
        share=text[text.index("(") + 1 : -1],
    )
    lines = words["lines"].format(
        rows=interval_text(matrix.row_interval()),
        columns=interval_text(matrix.column_interval()),
        row=row,
        column=column,
    )
    return f"{cells} {lines}"


def _readings(knowledge: Knowledge, lang: str) -> Query:
    """Return the dataset of each reading, to put before the query of any frame."""
    lines = [f"# {line}" for line in WORDS[lang]["graphs"].split("|")]
    for standing in STANDINGS:
        lines += ["", f"# {SIGNS[lang][_MARKS[standing]]}"]
        lines += [f"FROM <{graph.value}>" for graph in knowledge.graphs(standing)]
    return Query("\n".join(lines), title=WORDS[lang]["datasets"])
