"""Gaps and discrepancies as a web API: chosen, in order, with what they rest on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samgraph.discrepancy_phrases import KINDS as DISCREPANCY_KINDS
from samgraph.discrepancytext import discrepancy_rows, runs
from samgraph.findings import KINDS, SEVERITIES, Discrepancies, Discrepancy, Gap, Gaps
from samgraph.gaptext import gap_rows
from samgraph.tables import render as render_rows
from samgraph.web.asking import LISTED, asked_of, number_of, one_of, suffix_of
from samgraph.web.coverage_pages import frame_name
from samgraph.web.press import respond
from samgraph.web.shelf import Shelf
from samgraph.web.templates import Reader, render
from samgraph.web.words import WORDS

_DATA: Final = ("json", "csv", "tsv")
_ON_A_PAGE: Final = 50
"""As many as a page shows where nothing else is asked for; programs get all."""
_MOST: Final = 100_000


async def gaps(request: Request) -> Response:
    """List gaps."""
    parameters = ("frame", "kind", "robust", "limit")
    asked = asked_of(request, LISTED, "/gaps", suffix_of(request, LISTED), parameters)
    kind = one_of(asked.given, "kind", KINDS)
    robust = one_of(asked.given, "robust", ("true", "false"))
    limit = number_of(asked.given, "limit", _ON_A_PAGE if asked.is_page else _MOST, _MOST)
    frame = asked.given.get("frame", "")

    def make(shelf: Shelf) -> tuple[str | bytes, Mapping[str, str]]:
        chosen = frame_name(shelf, frame, status=400, where="parameter frame") if frame else ""
        found = [
            gap
            for gap in shelf.gaps
            if gap.frame == (chosen or gap.frame)
            and gap.kind == (kind or gap.kind)
            and gap.robust == ({"true": True, "false": False}.get(robust, gap.robust))
        ]
        shown = Gaps(found[:limit])
        reader = Reader(shelf, asked)
        if asked.is_page:
            words = WORDS[asked.lang]
            frames = [
                (matrix.frame.name, matrix.frame.labels.get(asked.lang, matrix.frame.name))
                for matrix in shelf.coverage.matrices
            ]
            return render(
                "gaps.html.j2", reader, words["gaps_title"], here="gaps", suffixes=_DATA,
                gaps=shown, total=len(found), frames=frames, frame=chosen, kinds=KINDS, kind=kind,
                robust=robust, limit=limit,
            ), {}  # fmt: skip
        if asked.form.name == "json":
            listed = [_gap(reader, gap) for gap in shown]
            return _written({"total": len(found), "gaps": listed}), {}
        rows = gap_rows(shelf.knowledge, shown, asked.lang)
        return render_rows(rows, asked.form.name) + "\n", {}

    return await respond(request, asked, make)


def _written(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _thing(reader: Reader, iri: str) -> dict[str, str] | None:
    if not iri:
        return None
    ref = reader.ref(iri)
    return {"iri": iri, "code": ref.code, "label": ref.label}


def _gap(reader: Reader, gap: Gap) -> dict[str, Any]:
    return {
        "rank": gap.rank,
        "frame": gap.frame,
        "kind": gap.kind,
        "robust": gap.robust,
        "row": _thing(reader, gap.row),
        "column": _thing(reader, gap.column),
        "description": gap.descriptions.get(reader.lang, ""),
        "suggestions": [
            {
                "candidate": _thing(reader, one.candidate),
                "description": one.descriptions.get(reader.lang, ""),
            }
            for one in gap.suggestions
        ],
        "places": [asdict(place) for place in gap.places],
        "iri": gap.iri,
    }


async def discrepancies(request: Request) -> Response:
    """List discrepancies."""
    parameters = ("kind", "severity", "limit")
    asked = asked_of(request, LISTED, "/discrepancies", suffix_of(request, LISTED), parameters)
    severity = one_of(asked.given, "severity", SEVERITIES)
    limit = number_of(asked.given, "limit", _ON_A_PAGE if asked.is_page else _MOST, _MOST)

    def make(shelf: Shelf) -> tuple[str | bytes, Mapping[str, str]]:
        kinds = sorted({one.kind for one in shelf.discrepancies})
        kind = one_of(asked.given, "kind", kinds)
        found = [
            one
            for one in shelf.discrepancies
            if one.kind == (kind or one.kind) and one.severity == (severity or one.severity)
        ]
        shown = Discrepancies(found[:limit])
        reader = Reader(shelf, asked)
        if asked.is_page:
            words = WORDS[asked.lang]
            return render(
                "discrepancies.html.j2", reader, words["discrepancies_title"],
                here="discrepancies", suffixes=_DATA, found=shown, total=len(found), limit=limit,
                kinds=kinds, kind=kind, severities=SEVERITIES, severity=severity,
                labels=DISCREPANCY_KINDS[asked.lang], runs=runs,
            ), {}  # fmt: skip
        if asked.form.name == "json":
            listed = [_discrepancy(reader, one) for one in shown]
            return _written({"total": len(found), "discrepancies": listed}), {}
        rows = discrepancy_rows(shelf.knowledge, shown, asked.lang)
        return render_rows(rows, asked.form.name) + "\n", {}

    return await respond(request, asked, make)


def _discrepancy(reader: Reader, one: Discrepancy) -> dict[str, Any]:
    return {
        "severity": one.severity,
        "kind": one.kind,
        "description": one.descriptions.get(reader.lang, ""),
        "about": [_thing(reader, iri) for iri in one.about],
        "places": [asdict(place) for place in one.places],
        "passages": list(one.passages),
        "iri": one.iri,
    }


ROUTES = [
    Route("/gaps", gaps),
    Route("/gaps.{suffix}", gaps),
    Route("/discrepancies", discrepancies),
    Route("/discrepancies.{suffix}", discrepancies),
]
