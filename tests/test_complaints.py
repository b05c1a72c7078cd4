"""A query that does not parse is told what is wrong, where, and what to do."""

from __future__ import annotations

import pytest
from tinyplan import Tiny

from samgraph.errors import QueryError
from samgraph.knowledge import Knowledge


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Return a small plan to ask."""
    from tinyplan import FILES

    plan = Tiny(tmp_path_factory.mktemp("tiny"))
    for name, text in FILES.items():
        plan.write(name, text)
    return plan.build()


@pytest.mark.parametrize(
    ("query", "message", "hint"),
    [
        ("SELCT ?s {}", 'at 1:1: "SELCT" begins no query', "did you mean SELECT?"),
        ("# why\n  SELCT ?s {}", 'at 2:3: "SELCT" begins no query', "SELECT"),
        ("LOAD <x:y>", '"LOAD" begins an update', "SELECT"),
        ("PREFIX x: <x:> insert data { x:a x:b x:c }", '"insert" begins an update', "SELECT"),
        ("SELECT ?s {\n ?s nope:x ?o }", 'at 2:5: no prefix "nope:"', "PREFIX nope:"),
        ("SELECT ?s { ?s sk:broader ?o }", 'no prefix "sk:"', "sk"),
        ("PREFIX y: <x:> SELECT ?s { ?s y:x ?o ; z:x ?o }", 'no prefix "z:"', "PREFIX z:"),
        ("SELECT ?s { ?s ?p ?o", "at 1:21, at its end", "closing bracket"),
        ("SELECT ?s ?o { ?s ?p ?o } GROUP BY ?s", "a variable that the groups", "GROUP BY"),
        ("", "the query is empty", "SELECT"),
        ("# nothing\n", "the query is empty", "SELECT"),
    ],
)
def test_what_is_wrong_is_said(knowledge: Knowledge, query: str, message: str, hint: str) -> None:
    """The message names the mistake and its line and column, the hint what would be right."""
    with pytest.raises(QueryError) as caught:
        knowledge.query(query)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "query", ["SELECT ?s { ?s ?p }", "ASK { FILTER(1 > ) }", "SELECT * { ?a ?b ?c . . }", "ASK ASK"]
)
def test_no_complaint_is_a_list_of_characters(knowledge: Knowledge, query: str) -> None:
    """Whatever is wrong, the message is one short line."""
    with pytest.raises(QueryError) as caught:
        knowledge.query(query)
    assert "\n" not in caught.value.message
    assert len(caught.value.message) < 200
    assert "does not parse at 1:" in caught.value.message
