"""A collection's document: one row a plan, with the coverage of each coverage question."""

from __future__ import annotations

from samgraph.explorer.evidence import Evidence, Json, words
from samgraph.explorer.wording import LANGUAGES


def collection(evidence: Evidence) -> Json:
    """Return plans × frames with their coverage; a graph of one plan is a collection of one.

    `stated` and `judged` are shares from 0 to 1, `filled` and `cells` whole numbers.
    """
    material = evidence.material
    knowledge = material.knowledge
    matrices = material.coverage.matrices
    intervals = {matrix.frame.name: matrix.interval() for matrix in matrices}
    plan = knowledge.plan.value
    return {
        "frames": [
            {"name": matrix.frame.name, "labels": words(matrix.frame.labels)} for matrix in matrices
        ],
        "plans": [
            {
                "id": knowledge.name,
                "iri": plan,
                "labels": {lang: material.label(lang, plan) for lang in LANGUAGES},
                "frames": {
                    name: {
                        "stated": round(interval.share("stated"), 4),
                        "judged": round(interval.share("judged"), 4),
                        "filled": interval.judged,
                        "cells": interval.total,
                    }
                    for name, interval in intervals.items()
                },
            }
        ],
    }
