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
    from samgraph.coverage import Frame, Matrix, cover, frames
    from samgraph.errors import SamgraphError
    from samgraph.findings import Gap
    from samgraph.gaps import find_gaps
    from samgraph.knowledge import Knowledge
    from samgraph.loading import load
    from samgraph.network import Network, measure, projection_graph
    from samgraph.structure import (
        Coordination,
        Structure,
        analyse_structure,
        analyse_structures,
        coordination_gaps,
    )

__version__ = "0.1.0"

_HOMES = {
    "Coordination": "structure",
    "Frame": "coverage",
    "Gap": "findings",
    "Knowledge": "knowledge",
    "Matrix": "coverage",
    "Network": "network",
    "SamgraphError": "errors",
    "Structure": "structure",
    "analyse_structure": "structure",
    "analyse_structures": "structure",
    "ask": "catalogue",
    "build": "building",
    "catalogue": "catalogue",
    "coordination_gaps": "structure",
    "cover": "coverage",
    "find_gaps": "gaps",
    "frames": "coverage",
    "load": "loading",
    "measure": "network",
    "projection_graph": "network",
}

__all__ = [
    "Coordination",
    "Frame",
    "Gap",
    "Knowledge",
    "Matrix",
    "Network",
    "SamgraphError",
    "Structure",
    "analyse_structure",
    "analyse_structures",
    "ask",
    "build",
    "catalogue",
    "coordination_gaps",
    "cover",
    "find_gaps",
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
