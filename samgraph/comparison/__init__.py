"""Two versions of a plan, or two plans, compared: as text, as a document and as RDF."""

from __future__ import annotations

from samgraph.comparison.changes import Change
from samgraph.comparison.comparing import WAYS, Comparison, compare_plans
from samgraph.comparison.document import comparison_document
from samgraph.comparison.matching import Match, Matching
from samgraph.comparison.rdf import FORMATS, comparison_triples, serialise_comparison
from samgraph.comparison.text import comparison_text

__all__ = [
    "FORMATS",
    "WAYS",
    "Change",
    "Comparison",
    "Match",
    "Matching",
    "compare_plans",
    "comparison_document",
    "comparison_text",
    "comparison_triples",
    "serialise_comparison",
]
