"""Rows come out whole in every format, whatever a cell holds."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from tinyplan import Tiny

from samgraph.coverage import cover
from samgraph.framing import find_frame
from samgraph.knowledge import Knowledge
from samgraph.reading import matrix_table
from samgraph.rows import Rows
from samgraph.solutions import solution_rows
from samgraph.tables import FORMATS, render

FORMS = [form for form in FORMATS if form != "table"]


def parsed(text: str, form: str) -> list[list[str]]:
    """Return what an output in a format says, as rows of text, the header first."""

    def nothing_else(name: str) -> object:
        raise ValueError(f"{name} is no JSON")

    if form == "json":
        said = json.loads(text, parse_constant=nothing_else)
        assert isinstance(said, list)
        return [list(said[0]), *([str(cell) for cell in row.values()] for row in said)]
    if form in ("csv", "tsv"):
        mark = "," if form == "csv" else "\t"
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    lines = text.split("\n")
    assert all(line.startswith("| ") and line.endswith(" |") for line in lines)
    assert set(lines[1]) <= set("| -")
    return [re.split(r"(?<!\\) ?\| ?", line)[1:-1] for line in (lines[0], *lines[2:])]


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Return the small plan, built once for these tests, which only read it."""
    from tinyplan import FILES

    folder = tmp_path_factory.mktemp("tiny")
    plan = Tiny(folder)
    for name, text in FILES.items():
        plan.write(name, text)
    return plan.build()


def answer(knowledge: Knowledge, query: str, form: str) -> str:
    solutions = knowledge.query(query)
    return render(solution_rows(knowledge, solutions, "en"), form)  # type: ignore[arg-type]


VALUES = (
    '"abc"^^xsd:integer',
    '"abc"^^xsd:decimal',
    '"abc"^^xsd:boolean',
    '"abc"^^xsd:double',
    '""^^xsd:integer',
    '"٣"^^xsd:integer',
    '"1_000"^^xsd:integer',
    '"1_0.5"^^xsd:decimal',
    '"1e400"^^xsd:double',
    '"INF"^^xsd:double',
    '"NaN"^^xsd:double',
    '"-0.0"^^xsd:double',
    f'"{"9" * 5000}"^^xsd:integer',
    '"12345678901234567890.12"^^xsd:decimal',
    '"x"^^<http://example.org/own#integer>',
    '"x"^^<http://example.org/own#boolean>',
    "<http://example.org/>",
    '"a\\rb"',
    '"a\\nb"',
    '"a\\r\\nb"',
    '"a\\tb"',
    '"a, \\"b\\"; c|d`*_\\\\"',
    '"\\u001b[31mred\\u0000"',
    '"\\u202eturned\\u2028\\u2029\\u0085"',
    '"=1+1"',
    '""',
    '" "',
    "UNDEF",
)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("value", VALUES, ids=lambda value: str(value)[:30])
def test_any_value_can_be_shown(knowledge: Knowledge, form: str, value: str) -> None:
    """Every literal that a query can make comes out in every format, and leaves it well-formed."""
    text = answer(knowledge, f"SELECT ?x ?y {{ VALUES (?x ?y) {{ ({value} 'end') }} }}", form)
    assert "end" in text
    if form != "table":
        header, row = parsed(text, form)
        assert [cell.replace("\\", "") for cell in header] == ["x", "y"]
        assert len(row) == 2
        assert row[1] == "end"


@pytest.mark.parametrize("form", ["json", "csv", "tsv"])
@pytest.mark.parametrize(
    "text",
    [
        "a\rb",
        "a\nb",
        "a\r\nb",
        "a\tb",
        'a "b", c; d',
        "a|b",
        " a ",
        "\x1b[31m",
        "é 👩‍👩‍👧",
        "\u2028",
    ],
    ids=ascii,
)
def test_text_comes_back_as_it_was(form: str, text: str) -> None:
    """A program reads from JSON, CSV and TSV exactly the text that went in."""
    rows = Rows(("one", "two"), ((text, "x"), ("y", text)))
    assert parsed(render(rows, form), form) == [["one", "two"], [text, "x"], ["y", text]]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("42", "42"),
        ('"007"^^xsd:integer', "7"),
        ("0.10", "0.1"),
        ("250.0", "250"),
        ('"12345678901234567890.12"^^xsd:decimal', "12345678901234567890.12"),
        ("99999999999999999999", "99999999999999999999"),
        ('"0.1234567890123456789"^^xsd:decimal', "0.1234567890123456789"),
        ("true", "true"),
        ('"0"^^xsd:boolean', "false"),
        ("sg:Goal", "sg:Goal"),
        ("t:S1", "t:S1"),
        ("<http://example.com/x>", "http://example.com/x"),
        ('"x"@nl', "x"),
        ('"2021"^^xsd:gYear', "2021"),
    ],
)
def test_a_value_keeps_what_it_says(knowledge: Knowledge, value: str, shown: str) -> None:
    """Numbers keep their digits, booleans are words, and things are CURIEs."""
    query = f"SELECT ?x {{ VALUES ?x {{ {value} }} }}"
    assert parsed(answer(knowledge, query, "csv"), "csv")[1][0] == shown


def test_numbers_and_booleans_are_such_in_json(knowledge: Knowledge) -> None:
    """JSON has a number where the graph has one, and true where it says so."""
    query = 'SELECT (42 AS ?n) (0.5 AS ?d) (true AS ?b) ("42" AS ?s) {}'
    assert json.loads(answer(knowledge, query, "json")) == [
        {"n": 42, "d": 0.5, "b": True, "s": "42"}
    ]


def test_a_label_stands_beside_its_iri(knowledge: Knowledge) -> None:
    """An IRI with a label gets a second column, in the language asked for."""
    query = "SELECT ?goal { ?goal a sg:StrategicGoal } ORDER BY ?goal"
    for lang, first in (("nl", "samen wonen"), ("en", "living together")):
        rows = solution_rows(knowledge, knowledge.query(query), lang)  # type: ignore[arg-type]
        assert rows.header == ("goal", "goal_label")
        assert rows.cells[0] == ("t:S1", first)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("order", ["?goal ?goal_label", "?goal_label ?goal"])
def test_a_column_of_labels_hides_no_column_of_the_query(
    knowledge: Knowledge, form: str, order: str
) -> None:
    """A variable called ?goal_label stays beside the labels that are added for ?goal."""
    query = f'SELECT {order} {{ ?goal a sg:StrategicGoal BIND("mine" AS ?goal_label) }}'
    header, row, *_ = parsed(answer(knowledge, query, form), form)
    assert "mine" in row
    assert "living together" in row or "learning together" in row
    assert len(set(header)) == len(header) == 3


@pytest.mark.parametrize("form", FORMS)
def test_equal_labels_do_not_merge_the_columns_of_a_matrix(tiny: Tiny, form: str) -> None:
    """Two columns of the same name are two columns, in JSON too."""
    tiny.change("core-tasks.csv", "vormen,teaching", "ontmoeten,meeting")
    knowledge = tiny.build()
    matrix = cover(knowledge, find_frame(knowledge, "goal-task"))
    rows = matrix_table(knowledge, matrix, "en", "judged")
    assert {len(row) for row in parsed(render(rows, form), form)} == {4}


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_found_is_still_a_table(knowledge: Knowledge, form: str) -> None:
    """No solution gives a header, or in JSON an empty list."""
    text = answer(knowledge, "SELECT ?x { ?x a sg:Nothing }", form)
    assert json.loads(text) == [] if form == "json" else "x" in text


@pytest.mark.parametrize("form", FORMATS)
def test_a_query_without_variables_is_no_failure(knowledge: Knowledge, form: str) -> None:
    """Even rows without columns can be printed."""
    render(solution_rows(knowledge, knowledge.query("SELECT * {}"), "nl"), form)  # type: ignore[arg-type]


CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("wide", [False, True], ids=["table", "records"])
def test_a_table_gives_a_terminal_no_orders(wide: bool) -> None:
    """Control and override characters are shown as their code, in cells and in the header."""
    evil = "\x1b[31m\x07\x9b31m\u202e\u2066\x08\x7f\r\x00"
    long = "x" * 300 if wide else "x"
    shown = render(Rows((f"h{evil}", "two"), ((f"c{evil}", long),)), "table")
    assert CONTROL.findall(shown) == []
    assert "\\u001b" in shown


def test_text_is_no_markup() -> None:
    """What looks like the markup of the table's library is text."""
    shown = render(Rows(("[bold]one[/bold]",), (("[link=x]two[/link] :smile:",),)), "table")
    assert "[bold]one[/bold]" in shown
    assert "[link=x]two[/link] :smile:" in shown
