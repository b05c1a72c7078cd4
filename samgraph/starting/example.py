"""The example that a new package holds: its tables, plan.ttl and document, as they are packaged."""

from __future__ import annotations

import csv
import io
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

from samgraph.csvtable import Table

PLAN: Final = "plan.ttl"


def _folder() -> Traversable:
    return resources.files("samgraph").joinpath("templates/init")


def example_text(name: str) -> str:
    """Return a packaged file of the example as it is, with its places to fill in."""
    return _folder().joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


def example_tables() -> tuple[Table, ...]:
    """Return the tables of the example, in the order of their names."""
    names = sorted(one.name for one in _folder().iterdir() if one.name.endswith(".csv"))
    tables = []
    for name in names:
        header, *rows = csv.reader(io.StringIO(example_text(name), newline=""))
        tables.append(Table(name, header, list(enumerate(rows, start=2))))
    return tuple(tables)
