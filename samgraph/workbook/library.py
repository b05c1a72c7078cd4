"""The library that reads and writes workbooks, which not everybody has installed."""

from __future__ import annotations

from types import ModuleType

from samgraph.errors import SamgraphError


def library() -> ModuleType:
    """Return openpyxl.

    Raises:
        SamgraphError: it is not installed.

    """
    try:
        import openpyxl
    except ImportError as error:
        raise SamgraphError(
            "workbooks need openpyxl, which is not installed",
            hint='install it with: pip install "samgraph[xlsx]"',
        ) from error
    return openpyxl
