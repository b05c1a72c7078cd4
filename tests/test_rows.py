"""Every result is a table: for pandas, and for a notebook that runs none of its text."""

from __future__ import annotations

import builtins
from typing import Any

import pytest
from tinyplan import NS, Tiny

import samgraph
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


def test_every_result_of_the_interface_is_a_table(tiny: Tiny) -> None:
    """Each value gives a pandas frame with its rows, and a table for a notebook."""
    knowledge = tiny.build()
    frame = samgraph.find_frame(knowledge, "goal-task")
    sizes = {
        "cover": (samgraph.cover(knowledge, frame), 4),
        "cover_all": (samgraph.cover_all(knowledge), 3),
        "inspect_cells": (samgraph.inspect_cells(knowledge, frame), 4),
        "find_gaps": (samgraph.find_gaps(knowledge), 13),
        "stored_discrepancies": (samgraph.stored_discrepancies(knowledge), None),
        "measure": (samgraph.measure(knowledge), None),
        "find_fragility": (samgraph.find_fragility(knowledge), 2),
        "what_if": (samgraph.what_if(knowledge, [f"{NS}school"]), None),
    }
    for name, (value, size) in sizes.items():
        table = value.to_pandas()
        assert size in (None, len(table)), name
        assert not table.isna().any().any(), name
        assert "<table>" in value._repr_html_(), name
    counts = sizes["cover_all"][0].to_pandas().set_index("frame").loc["goal-task"]
    assert counts[["cells_stated", "cells_judged", "cells_total"]].tolist() == [2, 3, 4]
