"""Every result is a table: for pandas, and for a notebook that runs none of its text."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

from samgraph.errors import SamgraphError
from samgraph.rows import Rows

ROWS = Rows(("thing", "number"), (("<script>alert(1)</script>", 1), ("plain", 2.5)))


def test_rows_become_a_frame() -> None:
    """Columns and cells are those of the rows, numbers stay numbers."""
    frame = ROWS.to_pandas()
    assert list(frame.columns) == ["thing", "number"]
    assert frame["number"].sum() == 3.5


def test_rows_without_cells_become_an_empty_frame() -> None:
    """The columns are there all the same."""
    frame = Rows(("a", "b"), ()).to_pandas()
    assert list(frame.columns) == ["a", "b"]
    assert len(frame) == 0


def test_a_notebook_shows_text_and_runs_none() -> None:
    """Markup in a label is escaped, and control characters are shown as their code."""
    shown = Rows(("a",), (("<b>\x1b[31m",),))._repr_html_()
    assert "&lt;b&gt;\\u001b[31m" in shown
    assert "<script>" not in ROWS._repr_html_()


def test_a_notebook_says_what_it_does_not_show() -> None:
    """Of many rows the first are shown, and the rest is counted."""
    shown = Rows(("n",), tuple((number,) for number in range(100)))._repr_html_()
    assert shown.count("<tr>") == 61
    assert "40 more rows" in shown


def test_without_pandas_there_is_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    fetch = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:  # noqa: ANN401
        if name == "pandas":
            raise ImportError(name)
        return fetch(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(SamgraphError, match=r"samgraph\[pandas\]"):
        ROWS.to_pandas()
