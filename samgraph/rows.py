"""Rows: the one form in which every answer can be shown, saved and computed with."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from samgraph.errors import SamgraphError
from samgraph.text import printable

if TYPE_CHECKING:
    import pandas

Cell: TypeAlias = str | int | float | bool

_MOST_SHOWN = 60
"""Rows that a notebook shows; `to_pandas` gives them all."""


class Tabular(ABC):
    """A result that is a table too: rows, a pandas frame, and a table in a notebook."""

    __slots__ = ()

    @abstractmethod
    def to_rows(self) -> Rows:
        """Return the result as rows for programs: IRIs, numbers, column names in English."""

    def to_pandas(self) -> pandas.DataFrame:
        """Return the result as a pandas frame of its own.

        Raises:
            SamgraphError: pandas is not installed.

        """
        try:
            import pandas
        except ImportError as error:
            raise SamgraphError(
                "pandas is not installed", hint='install it with: pip install "samgraph[pandas]"'
            ) from error
        rows = self.to_rows()
        return pandas.DataFrame([list(cells) for cells in rows.cells], columns=list(rows.header))

    def _repr_html_(self) -> str:
        """Return the table that a notebook shows; all text in it is escaped."""
        from html import escape

        rows = self.to_rows()
        head = "".join(f"<th>{escape(name)}</th>" for name in rows.header)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(printable(text_of(cell)))}</td>" for cell in cells)
            + "</tr>"
            for cells in rows.cells[:_MOST_SHOWN]
        )  # fmt: skip
        rest = len(rows.cells) - _MOST_SHOWN
        more = f"<p>… {rest} more rows</p>" if rest > 0 else ""
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return table + more


@dataclass(frozen=True, slots=True)
class Rows(Tabular):
    """A header and cells of text or numbers; a cell without a value is an empty string."""

    header: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]

    def to_rows(self) -> Rows:
        """Return itself."""
        return self


def text_of(cell: Cell) -> str:
    """Return a cell as text that a program reads back."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)
