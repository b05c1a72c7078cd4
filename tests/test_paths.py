"""A property path is read as SPARQL reads it, or refused at the place where it breaks off."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from samgraph.errors import SamgraphError
from samgraph.paths import (
    Alternative,
    Negated,
    Repeat,
    Sequence,
    Step,
    read_path,
    to_sparql,
    turned,
)

PREFIXES = {"x": "https://example.org/", "": "https://example.org/empty/"}
A, B, C = (Step(f"https://example.org/{name}") for name in "abc")
BACK = Step(A.iri, backward=True)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("x:a", A),
        ("<https://example.org/a>", A),
        (":a", Step("https://example.org/empty/a")),
        ("a", Step("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")),
        ("^x:a", BACK),
        ("x:a/x:b", Sequence((A, B))),
        ("x:a|x:b/x:c", Alternative((A, Sequence((B, C))))),
        ("(x:a|x:b)/x:c", Sequence((Alternative((A, B)), C))),
        ("x:a*", Repeat(A, "*")),
        ("^x:a+", Repeat(BACK, "+")),
        ("(x:a/x:b)?", Repeat(Sequence((A, B)), "?")),
        ("^(x:a/x:b)", Sequence((Step(B.iri, backward=True), BACK))),
        ("!x:a", Negated((A,))),
        ("!(x:b|^x:a)", Negated((B, BACK))),
        (" ( x:a ) ", A),
    ],
)
def test_a_path_is_read(text: str, path: object) -> None:
    """Properties, the way back, sequences, alternatives, repetitions and negated sets."""
    assert read_path(text, PREFIXES) == path


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", 1),
        ("x:a/", 5),
        ("x:a//x:b", 5),
        ("(x:a", 5),
        ("x:a)", 4),
        ("x:a x:b", 5),
        ("?x", 2),
        ("x:a . ?b ?c", 5),
        ("x:a }", 5),
        ("<relative>", 1),
        ("!(x:a", 6),
        ("x:a**", 5),
        ("y:a", 1),
    ],
)
def test_what_is_no_path_is_refused_where_it_breaks_off(text: str, place: int) -> None:
    """The message counts characters from one."""
    with pytest.raises(SamgraphError) as caught:
        read_path(text, PREFIXES)
    assert f"at character {place}" in caught.value.message
    assert caught.value.hint


def test_an_unknown_prefix_gives_the_nearest() -> None:
    """A misspelt prefix is told apart from a broken path."""
    with pytest.raises(SamgraphError) as caught:
        read_path("skoss:broader", {"skos": "https://example.org/"})
    assert "skos" in caught.value.hint


PATHS = (
    "x:a/x:b|^x:c",
    "(x:a|x:b)*/x:c",
    "^(x:a/x:b?)+",
    "!(x:a|^x:b)/x:c",
    "x:a?/x:b*",
    "a|x:a",
)


@pytest.mark.parametrize("text", PATHS)
def test_a_path_written_out_asks_the_same(text: str) -> None:
    """Written as SPARQL a path reaches what its text reaches; turned round, the way back."""
    store = ox.Store()
    for number in range(40):
        name = "abc"[number % 3]
        ends = (ox.NamedNode(f"https://example.org/n{(number * k) % 11}") for k in (3, 7))
        subject, value = ends
        store.add(ox.Quad(subject, ox.NamedNode(f"https://example.org/{name}"), value))

    def pairs(path: str) -> set[tuple[str, str]]:
        found = store.query(f"SELECT ?s ?o {{ ?s {path} ?o }}", prefixes=PREFIXES)
        return {(row["s"].value, row["o"].value) for row in found}  # type: ignore[union-attr]

    path = read_path(text, PREFIXES)
    assert pairs(to_sparql(path)) == pairs(text)
    assert {(one, other) for other, one in pairs(to_sparql(turned(path)))} == pairs(text)
    assert turned(turned(path)) == path
    assert pairs(text)
