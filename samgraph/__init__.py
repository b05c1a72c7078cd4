"""samgraph turns a strategic plan into a knowledge graph and shows what it covers and leaves out.

>>> import samgraph
>>> knowledge = samgraph.load("sam-2021-2025")
>>> samgraph.find_gaps(knowledge)[0].descriptions["en"]  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from samgraph.building import build
    from samgraph.catalogue import ask, catalogue
    from samgraph.cellstatus import CellStatuses, inspect_cells
    from samgraph.coverage import Coverage, Interval, Matrix, cover, cover_all
    from samgraph.errors import SamgraphError
    from samgraph.findings import Discrepancies, Gap, Gaps
    from samgraph.fragility import Fragility, find_fragility
    from samgraph.framing import Frame, find_frame, frames
    from samgraph.gaps import find_gaps
    from samgraph.knowledge import Knowledge
    from samgraph.loading import load
    from samgraph.network import Network, measure, projection_graph
    from samgraph.rows import Rows
    from samgraph.stored import stored_discrepancies
    from samgraph.whatif import WhatIf, what_if
    from samgraph.worklist.candidates import Candidate, Worklist, find_candidates

__version__ = "0.1.0"

_HOMES = {
    "Candidate": "worklist.candidates",
    "CellStatuses": "cellstatus",
    "Coverage": "coverage",
    "Discrepancies": "findings",
    "Fragility": "fragility",
    "Frame": "framing",
    "Gap": "findings",
    "Gaps": "findings",
    "Interval": "coverage",
    "Knowledge": "knowledge",
    "Matrix": "coverage",
    "Network": "network",
    "Rows": "rows",
    "SamgraphError": "errors",
    "WhatIf": "whatif",
    "Worklist": "worklist.candidates",
    "ask": "catalogue",
    "build": "building",
    "catalogue": "catalogue",
    "cover": "coverage",
    "cover_all": "coverage",
    "find_candidates": "worklist.candidates",
    "find_fragility": "fragility",
    "find_frame": "framing",
    "find_gaps": "gaps",
    "frames": "framing",
    "inspect_cells": "cellstatus",
    "load": "loading",
    "measure": "network",
    "projection_graph": "network",
    "stored_discrepancies": "stored",
    "what_if": "whatif",
}

__all__ = [
    "Candidate",
    "CellStatuses",
    "Coverage",
    "Discrepancies",
    "Fragility",
    "Frame",
    "Gap",
    "Gaps",
    "Interval",
    "Knowledge",
    "Matrix",
    "Network",
    "Rows",
    "SamgraphError",
    "WhatIf",
    "Worklist",
    "ask",
    "build",
    "catalogue",
    "cover",
    "cover_all",
    "find_candidates",
    "find_fragility",
    "find_frame",
    "find_gaps",
    "frames",
    "inspect_cells",
    "load",
    "measure",
    "projection_graph",
    "stored_discrepancies",
    "what_if",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Fetch a public name from its module when it is first used, so that a start stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
