"""Tables and Turtle as the sheets of a workbook (.xlsx), one sheet a table."""

from __future__ import annotations

from samgraph.workbook.reading import Workbook, read_workbook
from samgraph.workbook.writing import sheet_of, write_workbook

__all__ = ["Workbook", "read_workbook", "sheet_of", "write_workbook"]
