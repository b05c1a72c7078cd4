"""The section on coverage: every frame as an interval, a matrix, a table and its query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from samgraph.cellstatus import CellStatus, CellStatuses, inspect_cells
from samgraph.coverage import Interval, Matrix, path_query
from samgraph.extraction.labels import slug, unused
from samgraph.figures import Grid, Range, draw_matrix, draw_ranges, parts
from samgraph.findings import Place
from samgraph.framing import frames
from samgraph.knowledge import Knowledge
from samgraph.phrases import nouns
from samgraph.reading import interval_text, overview
from samgraph.report.coverage_phrases import CONTESTED, FORMULAE, SIGNS, WORDS
from samgraph.report.document import (
    Block,
    Figure,
    Highlight,
    Paragraph,
    Query,
    Section,
    Table,
)
from samgraph.report.naming import Names, names, standalone
from samgraph.routes import Tracer
from samgraph.rows import Rows
from samgraph.terms import STANDINGS

_MARKS: Final = {"stated": "■", "derived": "◆", "judged": "◇"}
_EMPTY: Final = {"exhaustive": "open", "selective": "deliberate", "silent": "silent"}
_EMPTY_MARKS: Final = {"open": "?", "deliberate": "–", "silent": "·", "notApplicable": "×"}
_MOST_TOLD: Final = 3
"""Pairs of lists of which the board hears."""
_FRAMES: Final = """\
SELECT ?frame ?path ?scope
  (GROUP_CONCAT(DISTINCT STR(?row); SEPARATOR=" ") AS ?rows)
  (GROUP_CONCAT(DISTINCT STR(?column); SEPARATOR=" ") AS ?columns) {
  ?frame a sg:Frame ; sg:rows ?row ; sg:columns ?column ; sg:path ?path ; sg:scope ?scope .
}
GROUP BY ?frame ?path ?scope
ORDER BY ?frame"""


def section(knowledge: Knowledge, lang: str) -> Section:
    """Return every frame of the plan: first all as intervals, then each as a matrix."""
    words = WORDS[lang]
    tracer = Tracer(knowledge)
    inspected = [inspect_cells(knowledge, frame, tracer) for frame in frames(knowledge)]
    if not inspected:
        return Section("coverage", words["title"], (Paragraph(words["none"]),))
    said = names(knowledge, lang)
    taken: set[str] = set()
    return Section(
        "coverage",
        words["title"],
        (
            Paragraph(words["intro"]),
            _overview(knowledge, [one.matrix for one in inspected], lang),
            Paragraph(words["readings"]),
            _readings(knowledge, lang),
        ),
        tuple(
            _matrix(one, said, lang, unused(f"coverage-{slug(one.matrix.frame.name)}", taken))
            for one in inspected
        ),
        highlights=_highlights([one.matrix for one in inspected], lang),
        formulae=FORMULAE[lang],
    )


def _highlights(matrices: Sequence[Matrix], lang: str) -> tuple[Highlight, ...]:
    """Return the lists that the plan expects to meet and itself never links."""
    words = WORDS[lang]
    found: list[tuple[Interval, str, tuple[Place, ...]]] = []
    for matrix in matrices:
        frame = matrix.frame
        by_column = "everyColumn" in frame.expects and "everyRow" not in frame.expects
        met = matrix.column_interval() if by_column else matrix.row_interval()
        if not met.stated and met.judged:
            pair = nouns(lang, frame.labels.get(lang, ""))
            one, other = reversed(pair) if by_column else pair
            text = words["unlinked"].format(
                row=one, column=other, total=met.total, judged=met.judged
            )
            found.append((met, text, frame.places))
    if not found:
        return ()
    found.sort(key=lambda one: -one[0].total)
    clauses = [text for _, text, _ in found[:_MOST_TOLD]]
    rest = len(found) - len(clauses)
    if rest:
        clauses.append(words["more1" if rest == 1 else "more"].format(n=rest))
    places = {place for _, _, some in found[:_MOST_TOLD] for place in some}
    text = words["unstated"].format(clauses="; ".join(clauses))
    return (Highlight("unstated", 2, text, tuple(sorted(places)), words["head"]),)


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


def _matrix(found: CellStatuses, said: Names, lang: str, ident: str) -> Section:
    """Return one frame: in words, as a figure and as a table, with the query that fills it."""
    words, matrix = WORDS[lang], found.matrix
    frame = matrix.frame
    label = frame.labels.get(lang, frame.name)
    title = label[:1].upper() + label[1:]
    if not frame.rows or not frame.columns:
        return Section(ident, title, (Paragraph(words["empty"]),))
    inside = _in_words(found, lang)
    blocks: list[Block] = [
        Paragraph(inside),
        Paragraph(words.get(frame.scope, words["silent"]), frame.places),
    ]
    flat = _Flat(found)
    caption = words["matrix"].format(label=label)
    grid = Grid(
        caption,
        words["matrix description"].format(
            rows=len(flat.down), columns=len(flat.across), filled=inside
        ),
        tuple(said.name(iri) for iri in flat.down),
        tuple(said.name(iri) for iri in flat.across),
        flat.states,
        flat.empty,
        flat.thin,
        tuple(map(flat.count, flat.down)),
        flat.contested,
    )
    pictures = tuple(
        draw_matrix(part, lang, f"figure-{ident}-{number}")
        for number, part in enumerate(parts(grid), start=1)
    )
    rows, meanings = flat.rows(said, label, lang)
    table = Table(
        caption,
        rows,
        (standalone(said.knowledge, path_query(frame)),),
        words=meanings,
        note=words["legend"],
    )
    blocks.append(Figure(caption, pictures, table))
    return Section(ident, title, tuple(blocks))


class _Flat:
    """A matrix as it is shown, the longer list down."""

    def __init__(self, found: CellStatuses) -> None:
        self.matrix = found.matrix
        frame = found.matrix.frame
        self.flipped = len(frame.columns) > len(frame.rows)
        pair = (frame.columns, frame.rows) if self.flipped else (frame.rows, frame.columns)
        self.down, self.across = pair
        row_of = {iri: number for number, iri in enumerate(self.down)}
        column_of = {iri: number for number, iri in enumerate(self.across)}
        self.cells: dict[tuple[int, int], CellStatus] = {}
        for cell in found.cells:
            one, other = (cell.column, cell.row) if self.flipped else (cell.row, cell.column)
            self.cells[row_of[one], column_of[other]] = cell
        self.empty = _EMPTY.get(frame.scope, "silent")
        self.states = {
            spot: cell.status for spot, cell in self.cells.items() if cell.status != self.empty
        }
        self.thin = frozenset(spot for spot, cell in self.cells.items() if cell.thin)
        self.contested = frozenset(spot for spot, cell in self.cells.items() if cell.contested)

    def count(self, thing: str) -> str:
        """Return how many cells of a line are filled, from stated to judged."""
        found = self.matrix.interval_of(thing, 1 if self.flipped else 0)
        low, high = found.stated, found.judged
        return f"{low if low == high else f'{low}–{high}'}/{found.total}"

    def rows(self, said: Names, corner: str, lang: str) -> tuple[Rows, dict[str, str]]:
        """Return the matrix as rows of signs, the count of each line last, and what signs mean."""
        meanings: dict[str, str] = {}

        def sign(cell: CellStatus) -> str:
            text, meaning = _sign(cell, lang)
            meanings[text] = meaning
            return text

        width = range(len(self.across))
        rows = Rows(
            (corner, *(said.name(iri) for iri in self.across), WORDS[lang]["count"]),
            tuple(
                (
                    said.name(iri),
                    *(sign(self.cells[row, column]) for column in width),
                    self.count(iri),
                )
                for row, iri in enumerate(self.down)
            ),
        )
        return rows, meanings


def _sign(cell: CellStatus, lang: str) -> tuple[str, str]:
    """Return a cell as signs, each with how many links carry it so, and what they mean."""
    signs = SIGNS[lang]
    if cell.status in _EMPTY_MARKS:
        mark = _EMPTY_MARKS[cell.status]
        return mark, signs[mark]
    if not cell.routes:
        return _MARKS[cell.status], signs[_MARKS[cell.status]]
    counts = [(_MARKS[standing], cell.count(standing)) for standing in STANDINGS]
    text = " ".join(f"{mark}{number}" for mark, number in counts if number)
    meaning = ", ".join(f"{number} {signs[mark]}" for mark, number in counts if number)
    if cell.thin:
        meaning += f" ({WORDS[lang]['thin']})"
    if cell.contested:
        return f"{text} {CONTESTED}", f"{meaning}, {signs[CONTESTED]}"
    return text, meaning


def _in_words(inspected: CellStatuses, lang: str) -> str:
    words, matrix = WORDS[lang], inspected.matrix
    found = matrix.interval()
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
    left = sum(bool(cell.undisputed) for cell in inspected.cells)
    if left < found.judged:
        cells += " " + words["undisputed"].format(n=left)
    return f"{cells} {lines}"


def _readings(knowledge: Knowledge, lang: str) -> Query:
    """Return the dataset of each reading, to put before the query of any frame."""
    lines = [f"# {line}" for line in WORDS[lang]["graphs"].split("|")]
    for standing in STANDINGS:
        lines += ["", f"# {SIGNS[lang][_MARKS[standing]]}"]
        lines += [f"FROM <{graph.value}>" for graph in knowledge.graphs(standing)]
    return Query("\n".join(lines), title=WORDS[lang]["datasets"])
