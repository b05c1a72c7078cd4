"""The landing's document: what the plan is, its coverage, and the findings that matter most."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Final

from samgraph.coverage import Matrix
from samgraph.explorer.evidence import Evidence, Json, words
from samgraph.explorer.index import Index
from samgraph.explorer.naming import stems
from samgraph.explorer.wording import LANGUAGES, property_labels
from samgraph.findings import KINDS, SEVERITIES
from samgraph.projection import STRUCTURE
from samgraph.summary import holdings, link_counts
from samgraph.terms import PREFIXES, sg

MOST_GAPS: Final = 12
MOST_DISCREPANCIES: Final = 12
FEWEST_PER_KIND: Final = 3
"""Of each kind of gap the landing shows at least so many, as one kind may outrank all others."""


def overview(evidence: Evidence, index: Index, version: str) -> Json:
    """Return the plan with its counts, frames, and most important gaps and discrepancies."""
    material = evidence.material
    knowledge = material.knowledge
    plan = knowledge.plan.value
    standings = Counter(record.standing for record in evidence.records.values())
    contested = sum(record.review == "contested" for record in evidence.records.values())
    return {
        "plan": {
            "id": knowledge.curie(plan),
            "iri": plan,
            "name": knowledge.name,
            "namespace": knowledge.namespace,
            "labels": {lang: material.label(lang, plan) for lang in LANGUAGES},
            "description": {lang: material.text(lang, plan) for lang in LANGUAGES},
            "holds": {lang: holdings(knowledge, lang) for lang in LANGUAGES},
            "links": {lang: link_counts(knowledge, lang, material.records) for lang in LANGUAGES},
        },
        "plans": len(material.members(sg("Plan"))),
        "version": version,
        "statements": len(knowledge.store),
        "quoted": bool(evidence.quotes),
        "prefixes": dict(sorted(knowledge.prefixes.items())),
        "links": dict(sorted(standings.items())) | {"contested": contested},
        "types": index.types(),
        "properties": _properties(evidence),
        "frames": frame_list(evidence),
        "gaps": _gaps(evidence),
        "discrepancies": _discrepancies(evidence),
    }


def _properties(evidence: Evidence) -> Json:
    """Return what every property is called by which two things can be linked."""
    material = evidence.material
    arranging = {PREFIXES[name.partition(":")[0]] + name.partition(":")[2] for name in STRUCTURE}
    return {
        evidence.id(iri): property_labels(material, iri)
        for iri in sorted(material.link_predicates | arranging)
    }


def frame_list(evidence: Evidence) -> list[Json]:
    """Return every frame with its intervals, in order of name."""
    matrices = evidence.material.coverage.matrices
    files = stems((matrix.frame.name, matrix.frame.name) for matrix in matrices)
    counts = Counter(gap.frame for gap in evidence.material.gaps)
    return [
        frame_summary(evidence, matrix) | {
            "gaps": counts[matrix.frame.name],
            **({"file": file} if (file := files[matrix.frame.name]) != matrix.frame.name else {}),
        }
        for matrix in matrices
    ]  # fmt: skip


def frame_summary(evidence: Evidence, matrix: Matrix) -> Json:
    """Return a frame with its intervals."""
    frame = matrix.frame
    return {
        "name": frame.name,
        "iri": frame.iri,
        "labels": words(frame.labels),
        "path": frame.path,
        "scope": frame.scope,
        "expects": sorted(frame.expects),
        "size": [len(frame.rows), len(frame.columns)],
        "cells": asdict(matrix.interval()),
        "rows": asdict(matrix.row_interval()),
        "columns": asdict(matrix.column_interval()),
        "places": evidence.places(frame.places),
    }


def _gaps(evidence: Evidence) -> Json:
    gaps = evidence.material.gaps
    first = list(gaps[:MOST_GAPS])
    for kind in KINDS:
        some = [gap for gap in gaps if gap.kind == kind][:FEWEST_PER_KIND]
        first += [gap for gap in some if gap not in first]
    counts = Counter(gap.kind for gap in gaps)
    return {
        "total": len(gaps),
        "robust": sum(gap.robust for gap in gaps),
        "kinds": {kind: counts[kind] for kind in KINDS if counts[kind]},
        "first": [evidence.gap(gap) for gap in sorted(first, key=lambda gap: gap.rank)],
    }


def _discrepancies(evidence: Evidence) -> Json:
    found = evidence.material.discrepancies
    counts = Counter(one.severity for one in found)
    return {
        "total": len(found),
        "severities": {name: counts[name] for name in SEVERITIES if counts[name]},
        "first": [evidence.discrepancy(one) for one in found[:MOST_DISCREPANCIES]],
    }
