"""A query as an engine elsewhere needs it: with its prefixes, its bindings and its pages in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

import pyoxigraph as ox

from samgraph.errors import QueryError
from samgraph.guard import tokens_of
from samgraph.terms import XSD


def with_prefixes(text: str, prefixes: Mapping[str, str]) -> str:
    """Return a query that declares every known prefix that it uses, its own last so that they win.

    What a prefix stands for is known here; an engine knows other ones, or none.
    """
    used = {part.partition(":")[0] for kind, part in tokens_of(text) if kind == "name"}
    lines = [f"PREFIX {name}: <{prefixes[name]}>" for name in sorted(used & set(prefixes))]
    return "\n".join([*lines, text])


def with_bindings(text: str, bindings: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """Return a query in which variables have the given values from the beginning.

    Raises:
        QueryError: the query has no pattern in which a variable could be bound.

    """
    if not bindings:
        return text
    names = sorted(bindings)
    variables = " ".join(f"?{name}" for name in names)
    values = " ".join(written(bindings[name]) for name in names)
    head, body = _at_pattern(text)
    return f"{head} VALUES ({variables}) {{ ({values}) }} {body}"


def written(term: ox.NamedNode | ox.Literal) -> str:
    """Return a term as it stands in a query; every sign that could end it is escaped.

    A decimal stands as a double, for Virtuoso cannot sort by the side of one with a fraction.
    """
    if isinstance(term, ox.Literal) and term.datatype.value == XSD + "decimal":
        with suppress(ValueError):
            return f"{float(term.value):.17e}"
    return str(term)


def _at_pattern(text: str) -> tuple[str, str]:
    """Return a query up to and including the bracket that opens its pattern, and the rest."""
    place = depth = 0
    template = False
    for kind, part in tokens_of(text):
        place += len(part)
        if kind == "word" and not depth and part.casefold() in ("construct", "where"):
            template = part.casefold() == "construct"
        elif kind == "open":
            if part == "{" and not depth and not template:
                return text[:place], text[place:]
            depth += 1
        elif kind == "close":
            depth -= 1
            template = template and depth > 0
    raise QueryError("the query has no pattern in which to bind a parameter")


def as_page(text: str, names: Sequence[str], start: int, rows: int) -> str:
    """Return a query for a part of the solutions of a SELECT query over variables of these names.

    They come in the query's own order or, where it has none, sorted by all variables: without an
    order no two pages need be of one answer. The query stands inside another, for Virtuoso refuses
    to sort much and to skip at once.
    """
    prologue, body = _at_select(text)
    if not _has_order(body):
        order = " ".join(f"?{name}" for name in names)
        body = f"SELECT * {{ {{ {body}\n}} }} ORDER BY {order}"
    return f"{prologue} SELECT * {{ {{ {body}\n}} }} OFFSET {start} LIMIT {rows}"


def _has_order(text: str) -> bool:
    """Tell whether a query sorts its solutions, or says itself how many it wants."""
    depth = 0
    for kind, part in tokens_of(text):
        depth += (kind == "open") - (kind == "close")
        if kind == "word" and not depth and part.casefold() in ("order", "limit", "offset"):
            return True
    return False


def as_count(text: str) -> str:
    """Return a query for the number of solutions of a SELECT query."""
    prologue, body = _at_select(text)
    return f"{prologue} SELECT (COUNT(*) AS ?n) {{ {{ {body}\n}} }}"


def _at_select(text: str) -> tuple[str, str]:
    """Return the declarations of a SELECT query, and the query."""
    place = 0
    for kind, part in tokens_of(text):
        if kind == "word" and part.casefold().startswith("select"):
            return text[:place], text[place:]
        place += len(part)
    raise QueryError("only a SELECT query can be asked in pages")
