"""samgraph turns a strategic plan into a knowledge graph and shows what it covers and leaves out.

>>> import samgraph
>>> knowledge = samgraph.load("sam-2021-2025")
>>> samgraph.find_gaps(knowledge)[0].descriptions["en"]  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from samgraph.balance import Balance, FrameBalance, balance_of, frame_balance
    from samgraph.budget import Budget, budget_of
    from samgraph.building import build
    from samgraph.catalogue import ask, catalogue
    from samgraph.chains import Chains, Walk
    from samgraph.coverage import Frame, Matrix, cover, frames
    from samgraph.errors import SamgraphError
    from samgraph.findings import Gap
    from samgraph.gaps import find_gaps
    from samgraph.hops import Chain, Hop, declared_chains, find_chain
    from samgraph.knowledge import Knowledge
    from samgraph.loading import load
    from samgraph.network import Network, measure, projection_graph
    from samgraph.walking import follow_chain

__version__ = "0.1.0"

_HOMES = {
    "Balance": "balance",
    "Budget": "budget",
    "Chain": "hops",
    "Chains": "chains",
    "Frame": "coverage",
    "FrameBalance": "balance",
    "Gap": "findings",
    "Hop": "hops",
    "Knowledge": "knowledge",
    "Matrix": "coverage",
    "Network": "network",
    "SamgraphError": "errors",
    "Walk": "chains",
    "ask": "catalogue",
    "balance_of": "balance",
    "budget_of": "budget",
    "build": "building",
    "catalogue": "catalogue",
    "cover": "coverage",
    "declared_chains": "hops",
    "find_chain": "hops",
    "find_gaps": "gaps",
    "follow_chain": "walking",
    "frame_balance": "balance",
    "frames": "coverage",
    "load": "loading",
    "measure": "network",
    "projection_graph": "network",
}

__all__ = [
    "Balance",
    "Budget",
    "Chain",
    "Chains",
    "Frame",
    "FrameBalance",
    "Gap",
    "Hop",
    "Knowledge",
    "Matrix",
    "Network",
    "SamgraphError",
    "Walk",
    "ask",
    "balance_of",
    "budget_of",
    "build",
    "catalogue",
    "cover",
    "declared_chains",
    "find_chain",
    "find_gaps",
    "follow_chain",
    "frame_balance",
    "frames",
    "load",
    "measure",
    "projection_graph",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Fetch a public name from its module when it is first used, so that a start stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
