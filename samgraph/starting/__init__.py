"""A plan package to begin with: every table with example rows, which builds as it stands."""

from __future__ import annotations

from samgraph.starting.writing import Start, start_package

__all__ = ["Start", "start_package"]
