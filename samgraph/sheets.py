"""Cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import re
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")


def defused(cell: str) -> str:
    """Return a cell as no spreadsheet computes it: a space before it, which samgraph reads away.

    Numbers stay numbers.

    >>> defused("=1+1"), defused("-20.5"), defused("@SUM(A1)"), defused("plain")
    (' =1+1', '-20.5', ' @SUM(A1)', 'plain')
    """
    starts = cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell)
    return f" {cell}" if starts else cell
