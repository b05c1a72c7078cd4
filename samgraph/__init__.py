"""samgraph turns a strategic plan into a knowledge graph and shows what it covers and leaves out.

>>> import samgraph
>>> knowledge = samgraph.load("sam-2021-2025")
>>> samgraph.find_gaps(knowledge)[0].descriptions["en"]  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from samgraph.version import VERSION

if TYPE_CHECKING:
    from samgraph.balance.budget import Budget, budget_of
    from samgraph.balance.frames import Balance, FrameBalance, balance_of, frame_balance
    from samgraph.building import build
    from samgraph.catalogue import ask, catalogue
    from samgraph.cellstatus import CellStatuses, inspect_cells
    from samgraph.chains.hops import Chain, Hop, declared_chains, find_chain
    from samgraph.chains.walking import follow_chain
    from samgraph.chains.walks import Chains, Walk
    from samgraph.collection.building import build_collection
    from samgraph.collection.candidates import Likeness, find_likenesses
    from samgraph.collection.opening import Built, open_collection
    from samgraph.collection.overview import cover_collection
    from samgraph.comparison import Comparison, compare_plans
    from samgraph.coverage import Coverage, Interval, Matrix, cover, cover_all
    from samgraph.errors import SamgraphError
    from samgraph.exchange.lists import edge_rows, node_rows
    from samgraph.findings import Discrepancies, Gap, Gaps
    from samgraph.fragility import Fragility, find_fragility
    from samgraph.framing import Frame, find_frame, frames
    from samgraph.gaps import find_gaps
    from samgraph.knowledge import Knowledge
    from samgraph.loading import load
    from samgraph.network import Network, measure, projection_graph
    from samgraph.report import compose_report
    from samgraph.rows import Rows
    from samgraph.starting import start_package
    from samgraph.stored import stored_discrepancies
    from samgraph.structure import (
        Coordination,
        Structure,
        analyse_structure,
        analyse_structures,
        coordination_gaps,
    )
    from samgraph.whatif import WhatIf, what_if
    from samgraph.worklist.candidates import Candidate, Worklist, find_candidates

__version__ = VERSION

_HOMES = {
    "Balance": "balance.frames",
    "Budget": "balance.budget",
    "Built": "collection.opening",
    "Candidate": "worklist.candidates",
    "CellStatuses": "cellstatus",
    "Chain": "chains.hops",
    "Chains": "chains.walks",
    "Comparison": "comparison",
    "Coordination": "structure",
    "Coverage": "coverage",
    "Discrepancies": "findings",
    "Fragility": "fragility",
    "Frame": "framing",
    "FrameBalance": "balance.frames",
    "Gap": "findings",
    "Gaps": "findings",
    "Hop": "chains.hops",
    "Interval": "coverage",
    "Knowledge": "knowledge",
    "Likeness": "collection.candidates",
    "Matrix": "coverage",
    "Network": "network",
    "Rows": "rows",
    "SamgraphError": "errors",
    "Structure": "structure",
    "Walk": "chains.walks",
    "WhatIf": "whatif",
    "Worklist": "worklist.candidates",
    "analyse_structure": "structure",
    "analyse_structures": "structure",
    "ask": "catalogue",
    "balance_of": "balance.frames",
    "budget_of": "balance.budget",
    "build": "building",
    "build_collection": "collection.building",
    "catalogue": "catalogue",
    "compare_plans": "comparison",
    "compose_report": "report",
    "coordination_gaps": "structure",
    "cover": "coverage",
    "cover_all": "coverage",
    "cover_collection": "collection.overview",
    "declared_chains": "chains.hops",
    "edge_rows": "exchange.lists",
    "find_candidates": "worklist.candidates",
    "find_chain": "chains.hops",
    "find_fragility": "fragility",
    "find_frame": "framing",
    "find_gaps": "gaps",
    "find_likenesses": "collection.candidates",
    "follow_chain": "chains.walking",
    "frame_balance": "balance.frames",
    "frames": "framing",
    "inspect_cells": "cellstatus",
    "load": "loading",
    "measure": "network",
    "node_rows": "exchange.lists",
    "open_collection": "collection.opening",
    "projection_graph": "network",
    "start_package": "starting",
    "stored_discrepancies": "stored",
    "what_if": "whatif",
}

__all__ = [
    "Balance",
    "Budget",
    "Built",
    "Candidate",
    "CellStatuses",
    "Chain",
    "Chains",
    "Comparison",
    "Coordination",
    "Coverage",
    "Discrepancies",
    "Fragility",
    "Frame",
    "FrameBalance",
    "Gap",
    "Gaps",
    "Hop",
    "Interval",
    "Knowledge",
    "Likeness",
    "Matrix",
    "Network",
    "Rows",
    "SamgraphError",
    "Structure",
    "Walk",
    "WhatIf",
    "Worklist",
    "analyse_structure",
    "analyse_structures",
    "ask",
    "balance_of",
    "budget_of",
    "build",
    "build_collection",
    "catalogue",
    "compare_plans",
    "compose_report",
    "coordination_gaps",
    "cover",
    "cover_all",
    "cover_collection",
    "declared_chains",
    "edge_rows",
    "find_candidates",
    "find_chain",
    "find_fragility",
    "find_frame",
    "find_gaps",
    "find_likenesses",
    "follow_chain",
    "frame_balance",
    "frames",
    "inspect_cells",
    "load",
    "measure",
    "node_rows",
    "open_collection",
    "projection_graph",
    "start_package",
    "stored_discrepancies",
    "what_if",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Fetch a public name from its module when it is first used, so that a start stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
