"""The structure of a plan's frames, honestly tested: what is there beyond what the degrees give.

Everything here needs numpy and scipy; only what analyses structure imports it.
"""

from samgraph.structure.analysis import analyse_structure, analyse_structures
from samgraph.structure.brokerage import Broker, Certainty, Resampled
from samgraph.structure.coordination import Coordination, Motif, coordination_gaps
from samgraph.structure.projections import Pair
from samgraph.structure.results import Community, Measured, Structure
from samgraph.structure.significance import Null

__all__ = [
    "Broker",
    "Certainty",
    "Community",
    "Coordination",
    "Measured",
    "Motif",
    "Null",
    "Pair",
    "Resampled",
    "Structure",
    "analyse_structure",
    "analyse_structures",
    "coordination_gaps",
]
