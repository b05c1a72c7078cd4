"""Coverage and networks as rows and as text, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

from samgraph.cellstatus import CellStatuses
from samgraph.coverage import Interval, Matrix
from samgraph.findings import Place
from samgraph.framing import Frame
from samgraph.gaptext import place_text
from samgraph.knowledge import Knowledge
from samgraph.records import Record
from samgraph.rows import Rows
from samgraph.text import printable

if TYPE_CHECKING:
    from samgraph.network import Network

_MARKS = {"stated": "■", "derived": "◆", "judged": "◇"}
_DISPUTED = "!"
_EMPTY_MARKS = {"open": "?", "deliberate": "–", "silent": "·", "notApplicable": "×"}

_STANDINGS = {
    "nl": {"stated": "gesteld", "derived": "afgeleid", "judged": "beoordeeld"},
    "en": {"stated": "stated", "derived": "derived", "judged": "judged"},
}
_SCOPES = {
    "nl": {"exhaustive": "volledig bedoeld", "selective": "bewuste keuze", "silent": "zwijgt"},
    "en": {"exhaustive": "exhaustive", "selective": "selective by choice", "silent": "silent"},
}
_EMPTY = {
    "nl": {"exhaustive": "open", "selective": "bewust leeg", "silent": "het plan zwijgt"},
    "en": {
        "exhaustive": "open",
        "selective": "left out on purpose",
        "silent": "the plan is silent",
    },
}


STATUS_WORDS = {
    lang: {
        **_STANDINGS[lang],
        "deliberate": _EMPTY[lang]["selective"],
        "open": _EMPTY[lang]["exhaustive"],
        "silent": _EMPTY[lang]["silent"],
        "notApplicable": {"nl": "niet van toepassing", "en": "not applicable"}[lang],
    }
    for lang in ("nl", "en")
}
"""What a cell is, in words."""


def interval_text(interval: Interval) -> str:
    """Return an interval as counts and percentages: one figure where all readings agree."""
    counts = [interval.stated, interval.judged]
    shares = [f"{100 * interval.share(name):.0f}%" for name in ("stated", "judged")]
    if counts[0] == counts[1]:
        return f"{counts[0]}/{interval.total} ({shares[0]})"
    return f"{counts[0]}–{counts[1]}/{interval.total} ({shares[0]}–{shares[1]})"


def overview(matrices: Sequence[Matrix], lang: str) -> Rows:
    """Return one row a frame: its size and its coverage, each from stated to judged."""
    header = {
        "nl": (
            "raster",
            "vraag",
            "rijen × kolommen",
            "cellen gevuld",
            "rijen geraakt",
            "kolommen geraakt",
            "bereik van de bron",
        ),
        "en": (
            "frame",
            "question",
            "rows × columns",
            "cells filled",
            "rows touched",
            "columns touched",
            "scope of the source",
        ),
    }
    return Rows(
        header[lang],
        tuple(
            (
                matrix.frame.name,
                matrix.frame.labels.get(lang, ""),
                f"{len(matrix.frame.rows)} × {len(matrix.frame.columns)}",
                interval_text(matrix.interval()),
                interval_text(matrix.row_interval()),
                interval_text(matrix.column_interval()),
                _SCOPES[lang].get(matrix.frame.scope, matrix.frame.scope),
            )
            for matrix in matrices
        ),
    )


def matrix_rows(
    knowledge: Knowledge,
    matrix: Matrix,
    lang: str,
    standing: str,
    disputed: Set[tuple[str, str]] = frozenset(),
) -> Rows:
    """Return a matrix for programs: one row a cell, with ids, labels and status."""
    labels = knowledge.labels(lang)
    return Rows(
        ("row", "row_label", "column", "column_label", "status", "contested"),
        tuple(
            (
                knowledge.curie(row),
                labels.get(row, ""),
                knowledge.curie(column),
                labels.get(column, ""),
                matrix.status(row, column, standing),
                (row, column) in disputed,
            )
            for row in matrix.frame.rows
            for column in matrix.frame.columns
        ),
    )


def matrix_table(
    knowledge: Knowledge,
    matrix: Matrix,
    lang: str,
    standing: str,
    disputed: Set[tuple[str, str]] = frozenset(),
) -> Rows:
    """Return a matrix with the longer list on the rows.

    A cell shows the narrowest reading that fills it; the last column and the last row tell how
    many cells of each line are filled, from what is stated to what is also judged. Cells in
    `disputed`, which contested links fill, are marked.
    """
    frame = matrix.frame
    labels = knowledge.labels(lang)
    codes = _codes(knowledge)
    flipped = len(frame.columns) > len(frame.rows)
    down, across = (frame.columns, frame.rows) if flipped else (frame.rows, frame.columns)

    def name(iri: str, *, short: bool = False) -> str:
        code, label = codes.get(iri, ""), labels.get(iri, knowledge.curie(iri))
        if short and code and not code.isdigit():
            return code
        return f"{code} {label}" if code else label

    cells = []
    for thing in down:
        line = [name(thing)]
        for other in across:
            row, column = (other, thing) if flipped else (thing, other)
            filled = matrix.fills(row, column, standing)
            reading = matrix.cells[row, column] if filled else ""
            mark = _MARKS.get(reading) or _EMPTY_MARKS[frame.emptiness(row, column)]
            line.append(mark + (_DISPUTED if (row, column) in disputed else ""))
        line.append(_count(matrix.interval_of(thing, 1 if flipped else 0)))
        cells.append(tuple(line))
    heads = [_corner(frame, lang), *(name(other, short=True) for other in across)]
    covered = {"nl": "gevuld", "en": "filled"}[lang]
    feet = [_count(matrix.interval_of(other, 0 if flipped else 1)) for other in across]
    cells.append((covered, *feet, _count(matrix.interval())))
    return Rows((*heads, covered), tuple(cells))


def _count(interval: Interval) -> str:
    """Return an interval as counts alone: 2/6, or 2–5/6 where judgements widen it."""
    low, high = interval.stated, interval.judged
    return f"{low if low == high else f'{low}–{high}'}/{interval.total}"


def cell_table(knowledge: Knowledge, found: CellStatuses, lang: str) -> Rows:
    """Return every cell of a frame as a row: its status, its routes by reading, and its links.

    A link is written out with the passage that says it; contested ones are marked.
    """
    labels = knowledge.labels(lang)

    def name(iri: str) -> str:
        return labels.get(iri, knowledge.curie(iri))

    def link(record: Record) -> str:
        where = "; ".join(place_text(place, lang) for place in record.places)
        review = f", {_CONTESTED[lang]}" if record.review == "contested" else ""
        standing = _STANDINGS[lang].get(record.standing, record.standing)
        return f"{' '.join(map(name, record.link))} ({standing}{review}; {where})"

    return Rows(
        _CELL_HEADERS[lang],
        tuple(
            (
                name(cell.row),
                name(cell.column),
                STATUS_WORDS[lang][cell.status],
                *(cell.count(standing) for standing in _STANDINGS[lang]),
                cell.thin,
                " | ".join(link(record) for record in cell.links),
            )
            for cell in found.cells
        ),
    )


_CONTESTED = {"nl": "betwist", "en": "contested"}
_CELL_HEADERS = {
    "nl": ("rij", "kolom", "status", "gesteld", "afgeleid", "beoordeeld", "dun", "koppelingen"),
    "en": ("row", "column", "status", "stated", "derived", "judged", "thin", "links"),
}


def _corner(frame: Frame, lang: str) -> str:
    return frame.labels.get(lang, frame.name)


def _codes(knowledge: Knowledge) -> dict[str, str]:
    query = "SELECT ?thing ?code { ?thing skos:notation ?code }"
    return {thing.value: code.value for thing, code in knowledge.select(query)}


def legend(
    matrix: Matrix,
    lang: str,
    standing: str,
    quotes: Mapping[Place, str] | None = None,
    *,
    disputed: bool = False,
) -> str:
    """Return what the marks in a matrix mean, its coverage as an interval, and its scope."""
    names, frame = _STANDINGS[lang], matrix.frame
    shown = list(_MARKS)[: list(_MARKS).index(standing) + 1]
    marks = [f"{_MARKS[key]} {names[key]}" for key in shown]
    empty = {
        frame.emptiness(row, column)
        for row in frame.rows
        for column in frame.columns
        if not matrix.fills(row, column, standing)
    }
    marks += [
        f"{mark} {STATUS_WORDS[lang][key]}" for key, mark in _EMPTY_MARKS.items() if key in empty
    ]
    covered = "Cellen gevuld" if lang == "nl" else "Cells filled"
    evidence = "; ".join(place_text(place, lang) for place in frame.places)
    scope = f"{_SCOPES[lang].get(frame.scope, frame.scope)}{f' ({evidence})' if evidence else ''}"
    source = "Bereik van de bron" if lang == "nl" else "Scope of the source"
    lines = [
        "   ".join(marks),
        f"{covered}: {interval_text(matrix.interval())}. {source}: {scope}.",
    ]
    if disputed:
        lines.append(
            f"{_DISPUTED} leeg of zwakker zonder betwiste koppelingen"
            if lang == "nl"
            else f"{_DISPUTED} empty or weaker without contested links"
        )
    lines.extend(
        f"{place_text(place, lang)}: “{printable(quotes[place])}”"
        for place in frame.places
        if quotes and place in quotes
    )
    return "\n".join(lines)


def network_rows(
    knowledge: Knowledge, network: Network, lang: str, number: int, words: str = ""
) -> Rows:
    """Return the first nodes of a measured network as rows; `words` is the header's language."""
    header = {
        "nl": ("id", "naam", "graad", "tussenligging", "scharnier", "groep"),
        "en": ("id", "label", "degree", "betweenness", "articulation", "community"),
    }
    labels = knowledge.labels(lang)
    return Rows(
        header[words or lang],
        tuple(
            (
                knowledge.curie(one.iri),
                labels.get(one.iri, ""),
                one.degree,
                round(one.betweenness, 4),
                one.articulation,
                one.community,
            )
            for one in network.measures[:number]
        ),
    )
