"""Rows are counted exactly, and an answer that is cut parses as if it were whole."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from samgraph.web.cutting import Collected, Full, boundaries, count, cut, quick_count

FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
PIECES = (
    '"', "\\", "},{", '"},{"', "}},{", "{}", "},{}", "</result>", "<result>", "\r\n", "\n", "\r",
    "\t", ",", '""', "a", "é", "𝄞", "]}}", '":{"', "</results>", "\\n", "'", "&", "\u2028",
)  # fmt: skip


def table(chance: random.Random, rows: int) -> str:
    """Return a query whose answer is a table with so many rows of hostile texts, some unbound."""

    def cell() -> str:
        kind = chance.random()
        if kind < 0.2:
            return "UNDEF"
        if kind < 0.4:
            return str(chance.randint(0, 9))
        text = "".join(chance.choices(PIECES, k=chance.randint(0, 5)))
        escaped = "".join(f"\\u{ord(one):04X}" if ord(one) < 65_536 else one for one in text)
        return f'"{escaped}"' + chance.choice(("", "@nl", "^^<x:},{>".replace("},{", "t")))

    body = " ".join(f"({cell()} {cell()})" for _ in range(rows))
    return f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {body} }} }}"


def written(query: str, form: str) -> bytes:
    """Return an answer as the engine writes it."""
    found = ox.Store().query(query)
    assert isinstance(found, ox.QuerySolutions)
    return found.serialize(format=FORMATS[form]) or b""


def read(content: bytes, form: str) -> list[tuple[object, ...]]:
    """Return the rows of a table."""
    found = ox.parse_query_results(content, format=FORMATS[form])
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(row) for row in found]


@pytest.mark.parametrize("form", FORMATS)
def test_rows_are_counted_whatever_is_in_them(form: str) -> None:
    """Brackets, quotation marks, line ends and tags in a text are no rows."""
    chance = random.Random(7)  # noqa: S311 - a test wants the same tables every time
    for rows in (0, 0, 1, 1, 1, *(chance.randint(2, 30) for _ in range(150))):
        query = table(chance, rows)
        assert count(written(query, form), form) == rows, query


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("variables", ["", "?a"])
def test_rows_without_values_count(form: str, variables: str) -> None:
    """A row in which nothing is bound is a row."""
    values = " ".join(["()" if not variables else "(UNDEF)"] * 5)
    content = written(f"SELECT * {{ VALUES ({variables}) {{ {values} }} }}", form)
    assert count(content, form) == 5
    kept, rows = cut(content, form, 3, "limits")
    assert (rows, count(kept, form)) == (3, 3)


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_a_cut_table_is_the_beginning_of_the_whole(form: str) -> None:
    """Cut at a number of rows, a table has just these, each as it was."""
    chance = random.Random(11)  # noqa: S311 - a test wants the same tables every time
    for _ in range(80):
        rows = chance.randint(2, 30)
        content = written(table(chance, rows), form)
        most = chance.randint(0, rows - 1)
        kept, number = cut(content, form, most, "limits")
        assert number == most
        assert read(kept, form) == read(content, form)[:most]
        assert count(kept, form) == most


@pytest.mark.parametrize("form", FORMATS)
def test_a_table_that_breaks_off_is_cut_before_the_break(form: str) -> None:
    """Wherever the bytes end, what is kept is whole rows, and all that were surely whole."""
    content = written(table(random.Random(3), 12), form)  # noqa: S311 - the same every time
    head = content.index({"json": b"[{", "xml": b"<result>"}.get(form, b"\n")) + 2
    before = 0
    for size in range(head, len(content)):
        kept, rows = cut(content[:size], form, 1_000, "limits")
        assert count(kept, form) == rows
        assert rows >= before
        before = rows
        if form in ("json", "xml"):
            assert len(read(kept, form)) == rows
    assert before >= 11


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_cut_table_says_so_in_its_head(form: str) -> None:
    """JSON and XML have a link in their head for what else there is to know."""
    kept, _ = cut(written(table(random.Random(5), 9), form), form, 2, "limits")  # noqa: S311
    assert {"json": b'"link":["limits"]', "xml": b'<link href="limits"/></head>'}[form] in kept


def test_lines_of_a_graph_are_cut_at_a_line() -> None:
    """N-Triples end with a whole line."""
    kept, rows = cut(b"<a:a> <b:b> <c:c> .\n<a:a> <b:b> <d:", "nt", 9, "limits")
    assert (kept, rows) == (b"<a:a> <b:b> <c:c> .\n", 1)


def test_writing_stops_soon_after_the_last_row_that_is_wanted() -> None:
    """The engine is stopped when there is one row more than wanted, not at the end."""
    for form in FORMATS:
        rows = " ".join(f'"{number}"' for number in range(50_000))
        found = ox.Store().query(f"SELECT ?a {{ VALUES ?a {{ {rows} }} }}")
        assert isinstance(found, ox.QuerySolutions)
        file = Collected(form, 100, 10_000_000)
        with pytest.raises(Full):
            found.serialize(file, format=FORMATS[form])
        assert len(file.getvalue()) < 30_000
        assert sum(1 for _ in boundaries(file.getvalue(), form)) > 100


def test_a_text_that_looks_like_rows_does_not_stop_the_writing() -> None:
    """What only looks like a row ends no answer that is short enough."""
    text = "\\r\\n" * 5_000
    for form in ("csv", "json"):
        found = ox.Store().query(f'SELECT ?a {{ VALUES ?a {{ "{text}" "b" }} }}')
        assert isinstance(found, ox.QuerySolutions)
        file = Collected(form, 10, 10_000_000)
        found.serialize(file, format=FORMATS[form])
        assert count(file.getvalue(), form) == 2


def test_the_quick_count_counts_no_text() -> None:
    """A text may end in the very mark that stands between rows."""
    assert quick_count(b'{"a":{"value":"x},{"},"b":{"value":"},{"}},{"a":{}}', "json") == 1
