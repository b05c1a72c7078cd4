"""A collection's document: one row a plan, with the coverage of each coverage question."""

from __future__ import annotations

from dataclasses import asdict

from samgraph.explorer.evidence import Evidence, Json, words
from samgraph.explorer.wording import LANGUAGES


def collection(evidence: Evidence) -> Json:
    """Return the plans of a graph, each with the interval of its cells by name of the frame.

    A graph of one plan is a collection of one.
    """
    material = evidence.material
    knowledge = material.knowledge
    matrices = material.coverage.matrices
    return {
        "frames": [
            {"name": matrix.frame.name, "labels": words(matrix.frame.labels)} for matrix in matrices
        ],
        "plans": [
            {
                "id": knowledge.curie(knowledge.plan.value),
                "name": knowledge.name,
                "labels": {lang: material.label(lang, knowledge.plan.value) for lang in LANGUAGES},
                "coverage": {matrix.frame.name: asdict(matrix.interval()) for matrix in matrices},
            }
        ],
    }
