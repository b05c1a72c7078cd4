"""The structure of a plan's frames, honestly tested: what is there beyond what the degrees give.

Everything here needs numpy and scipy; only what analyses structure imports it.
"""

from samgraph.structure.analysis import analyse_structure, analyse_structures
from samgraph.structure.brokerage import Broker, Certainty, Resampled
from samgraph.structure.projections import Pair
from samgraph.structure.results import Community, Structure, Tested
from samgraph.structure.significance import Null

__all__ = [
    "Broker",
    "Certainty",
    "Community",
    "Null",
    "Pair",
    "Resampled",
    "Structure",
    "Tested",
    "analyse_structure",
    "analyse_structures",
]
