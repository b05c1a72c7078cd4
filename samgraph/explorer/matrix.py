"""A frame's document: its rows and columns, every filled cell, and every link behind one."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from samgraph.cellstatus import CellStatus, CellStatuses
from samgraph.explorer.evidence import Evidence, Json
from samgraph.explorer.overview import frame_summary
from samgraph.framing import Frame
from samgraph.records import Asserted
from samgraph.terms import SKOS, STANDINGS, sg

_ABOVE = (sg("partOf"), sg("inCategory"), SKOS + "broader")


def matrix(evidence: Evidence, found: CellStatuses) -> Json:
    """Return a frame cell by cell.

    `cells` holds the filled cells alone, with the numbers of row and column; what an empty one
    means is `empty` unless `emptiness` says otherwise of it. Links are numbered, as one link may be
    behind many cells.
    """
    frame = found.matrix.frame
    links: dict[Asserted, int] = {}
    rows = {iri: number for number, iri in enumerate(frame.rows)}
    columns = {iri: number for number, iri in enumerate(frame.columns)}
    cells = [
        _cell(evidence, cell, rows[cell.row], columns[cell.column], links)
        for cell in found.cells
        if cell.status in STANDINGS
    ]
    empty = {"exhaustive": "open", "selective": "deliberate"}.get(frame.scope, "silent")
    return {
        "frame": frame_summary(evidence, found.matrix),
        "rows": _axis(evidence, frame.rows),
        "columns": _axis(evidence, frame.columns),
        "empty": empty,
        "emptiness": _emptiness(frame, rows, columns, empty),
        "exclusions": _exclusions(evidence, frame),
        "cells": cells,
        "links": [evidence.link(link) for link in links],
        "gaps": [evidence.gap(gap) for gap in evidence.material.gaps if gap.frame == frame.name],
    }


def _axis(evidence: Evidence, things: tuple[str, ...]) -> list[Json]:
    """Return the things on an axis, each with what it is part of or falls under."""
    return [
        {"id": evidence.id(iri)} | ({"parent": evidence.id(parent)} if parent else {})
        for iri, parent in ((iri, _parent(evidence, iri)) for iri in things)
    ]


def _parent(evidence: Evidence, iri: str) -> str:
    material = evidence.material
    graph = material.knowledge.graph("structure")
    for predicate in _ABOVE:
        quads = material.store.quads_for_pattern(
            ox.NamedNode(iri), ox.NamedNode(predicate), None, graph
        )
        found = [quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)]
        if found:
            return min(found, key=material.order)
    return ""


def _cell(
    evidence: Evidence, cell: CellStatus, row: int, column: int, links: dict[Asserted, int]
) -> Json:
    said: Json = {"at": [row, column], "status": cell.status}
    if cell.contested:
        said["contested"] = True
        said["undisputed"] = cell.undisputed
    said["routes"] = [
        {
            "standing": route.standing,
            "links": [links.setdefault(link, len(links)) for link in route.links],
            "things": [evidence.id(iri) for iri in route.things],
        }
        for route in cell.routes
    ]
    return said


def _emptiness(
    frame: Frame, rows: Mapping[str, int], columns: Mapping[str, int], empty: str
) -> list[Json]:
    """Return the cells whose emptiness means something else than that of the others.

    Filled ones are among them: in a narrower reading they are empty.
    """
    if not frame.excluded and rows.keys().isdisjoint(columns):
        return []
    return [
        {"at": [rows[row], columns[column]], "status": status}
        for row in frame.rows
        for column in frame.columns
        if (status := frame.emptiness(row, column)) != empty
    ]


def _exclusions(evidence: Evidence, frame: Frame) -> list[Json]:
    return [
        {
            **({"row": evidence.id(one.row)} if one.row else {}),
            **({"column": evidence.id(one.column)} if one.column else {}),
            "kind": one.kind,
            "says": dict(one.descriptions),
            "places": evidence.places(one.places),
        }
        for one in frame.excluded
    ]
