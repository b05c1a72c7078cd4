"""Many plans as one: built in parallel, kept on disk, asked together or one by one."""

from __future__ import annotations

from samgraph.collection.building import Outcome, build_collection
from samgraph.collection.members import Collection, Failure, is_collection, read_collection
from samgraph.collection.opening import Built, open_built, open_collection, open_member

__all__ = [
    "Built",
    "Collection",
    "Failure",
    "Outcome",
    "build_collection",
    "is_collection",
    "open_built",
    "open_collection",
    "open_member",
    "read_collection",
]
