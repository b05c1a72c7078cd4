"""Coverage as a web API: every frame with its intervals, and one frame cell by cell."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samgraph.cellstatus import CellStatuses
from samgraph.coverage import Interval, Matrix
from samgraph.errors import SamgraphError
from samgraph.findings import Place, known_frame
from samgraph.reading import interval_text
from samgraph.rows import Cell, Rows
from samgraph.tables import render as render_rows
from samgraph.terms import STANDINGS
from samgraph.web.asking import (
    LISTED,
    Asked,
    asked_of,
    split_suffix,
    standing_of,
    suffix_of,
)
from samgraph.web.press import respond
from samgraph.web.protocol import printable
from samgraph.web.replies import Refused
from samgraph.web.shelf import Shelf
from samgraph.web.templates import Reader, Ref, render
from samgraph.web.words import WORDS

_DATA: Final = ("json", "csv", "tsv")
_MOST_CELLS: Final = 10_000
"""Cells of a matrix that a page shows."""
_MARKED: Final = ("stated", "derived", "judged", "open", "deliberate", "silent", "notApplicable")


async def coverage(request: Request) -> Response:
    """List the frames with their coverage."""
    asked = asked_of(request, LISTED, "/coverage", suffix_of(request, LISTED))

    def make(shelf: Shelf) -> tuple[str | bytes, Mapping[str, str]]:
        matrices = shelf.coverage.matrices
        if asked.form.name == "json":
            listed = [_about(matrix, asked) for matrix in matrices]
            return _written({"frames": listed}), {}
        if not asked.is_page:
            return render_rows(shelf.coverage.to_rows(), asked.form.name) + "\n", {}
        words = WORDS[asked.lang]
        page = render(
            "coverage.html.j2", Reader(shelf, asked), words["coverage_title"], here="coverage",
            suffixes=_DATA, matrices=matrices, interval_text=interval_text, bar=_bar,
        )  # fmt: skip
        return page, {}

    return await respond(request, asked, make)


def _written(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _about(matrix: Matrix, asked: Asked) -> dict[str, Any]:
    frame = matrix.frame
    return {
        "frame": frame.name,
        "iri": frame.iri,
        "label": frame.labels.get(asked.lang, frame.name),
        "path": frame.path,
        "scope": frame.scope,
        "expects": sorted(frame.expects),
        "cells": asdict(matrix.interval()),
        "rows": asdict(matrix.row_interval()),
        "columns": asdict(matrix.column_interval()),
        "places": [asdict(place) for place in frame.places],
        "url": f"{asked.base}/coverage/{frame.name}",
    }


def _bar(interval: Interval) -> list[tuple[str, float, float]]:
    """Return the pieces of a bar of width 100: what each reading adds, where, and how wide."""
    pieces: list[tuple[str, float, float]] = []
    reached = 0.0
    for standing in STANDINGS:
        wide = 100 * interval.share(standing) - reached
        if wide > 0:
            pieces.append((standing, round(reached, 2), round(wide, 2)))
            reached += wide
    return pieces


async def frame(request: Request) -> Response:
    """Show one frame cell by cell."""
    name, suffix = split_suffix(request.path_params["frame"], LISTED)
    asked = asked_of(request, LISTED, f"/coverage/{name}", suffix, ("standing",))
    standing = standing_of(asked.given)

    def make(shelf: Shelf) -> tuple[str | bytes, Mapping[str, str]]:
        found = shelf.cells_of(frame_name(shelf, name))
        if asked.is_page:
            return _matrix_page(Reader(shelf, asked), found, standing), {}
        if asked.form.name == "json":
            return _written(_cells(Reader(shelf, asked), found, standing)), {}
        return render_rows(_rows(Reader(shelf, asked), found, standing), asked.form.name) + "\n", {}

    return await respond(request, asked, make)


def frame_name(shelf: Shelf, name: str, *, status: int = 404, where: str = "address") -> str:
    """Return the name of a frame as the plan declares it.

    Raises:
        Refused: the plan declares no such frame; the nearest names are given.

    """
    try:
        return known_frame(printable(name), shelf.frame_names)
    except SamgraphError as error:
        raise Refused(status, error.message, where=where, hint=error.hint) from error


def _rows(reader: Reader, found: CellStatuses, standing: str) -> Rows:
    curie = reader.shelf.knowledge.curie
    rows: list[tuple[Cell, ...]] = [
        (
            curie(cell.row),
            reader.ref(cell.row).label,
            curie(cell.column),
            reader.ref(cell.column).label,
            found.matrix.status(cell.row, cell.column, standing),
            *(cell.count(name) for name in STANDINGS),
            cell.thin,
            " ".join(curie(record.iri) for record in cell.links),
        )
        for cell in found.cells
    ]
    return Rows(
        ("row", "row_label", "column", "column_label", "status", *STANDINGS, "thin", "links"),
        tuple(rows),
    )


def _cells(reader: Reader, found: CellStatuses, standing: str) -> dict[str, Any]:
    matrix = found.matrix

    def thing(iri: str) -> dict[str, str]:
        ref = reader.ref(iri)
        return {"iri": iri, "code": ref.code, "label": ref.label}

    return {
        **_about(matrix, reader.asked),
        "standing": standing,
        "row_things": [thing(iri) for iri in matrix.frame.rows],
        "column_things": [thing(iri) for iri in matrix.frame.columns],
        "matrix": [
            {
                "row": cell.row,
                "column": cell.column,
                "status": matrix.status(cell.row, cell.column, standing),
                "routes": {name: cell.count(name) for name in STANDINGS},
                "thin": cell.thin,
                "links": [record.iri for record in cell.links],
            }
            for cell in found.cells
        ],
    }


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a matrix as a page shows it."""

    ref: Ref
    cells: tuple[tuple[Ref, str], ...]
    """For each column, what it is called and the status of the cell."""
    filled: str


def _matrix_page(reader: Reader, found: CellStatuses, standing: str) -> str:
    matrix, lang = found.matrix, reader.lang
    plan = matrix.frame
    turned = len(plan.columns) > len(plan.rows)
    down, across = (plan.columns, plan.rows) if turned else (plan.rows, plan.columns)
    heads = [reader.ref(iri) for iri in across]
    shown = down[: max(1, _MOST_CELLS // max(1, len(across)))]

    def status(thing: str, other: str) -> str:
        pair = (other, thing) if turned else (thing, other)
        return matrix.status(*pair, standing)

    lines = [
        _Line(
            reader.ref(thing),
            tuple((head, status(thing, other)) for head, other in zip(heads, across, strict=True)),
            _count(matrix.interval_of(thing, 1 if turned else 0), standing),
        )
        for thing in shown
    ]
    present = {status for line in lines for _, status in line.cells}
    words = WORDS[lang]
    return render(
        "matrix.html.j2",
        reader,
        plan.labels.get(lang, plan.name),
        here="coverage",
        suffixes=_DATA,
        frame=plan,
        matrix=matrix,
        heads=heads,
        lines=lines,
        feet=[_count(matrix.interval_of(other, 0 if turned else 1), standing) for other in across],
        more=len(down) - len(shown),
        interval=interval_text(matrix.interval()),
        bar=_bar(matrix.interval()),
        scope=words.get(plan.scope, plan.scope),
        legend=[name for name in _MARKED if name in present],
        standing=standing,
        standings=STANDINGS,
        places=_cited(plan.places),
        total=_count(matrix.interval(), standing),
    )


def _cited(places: Sequence[Place]) -> Sequence[Place]:
    return tuple(dict.fromkeys(places))


def _count(interval: Interval, standing: str) -> str:
    return f"{getattr(interval, standing)}/{interval.total}"


ROUTES = [
    Route("/coverage", coverage),
    Route("/coverage.{suffix}", coverage),
    Route("/coverage/{frame}", frame),
]
