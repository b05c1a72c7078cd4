"""What a query may not do, told from its tokens before an engine sees it.

Oxigraph knows no way to forbid federation, and deep nesting ends its process. Keywords cannot be
hidden from this: SPARQL allows escapes in IRIs, names and strings only in the engine that is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from samgraph.errors import QueryError

LONGEST_QUERY = 100_000
"""Characters."""
DEEPEST_NESTING = 100
MOST_UNIONS = 500

_GRAMMAR = r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
        |\"(?:[^"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w.%:-]|\\.)*)
    | (?P<word>[^\W\d_]\w*)
    | (?P<open>[({\[])
    | (?P<close>[)}\]])
    | (?P<other>.)
    """


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_GRAMMAR, re.VERBOSE | re.DOTALL)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _pattern().finditer(text):
        yield match.lastgroup or "other", match.group()


def has_dataset_clause(text: str) -> bool:
    """Tell whether a query names its own dataset with FROM or FROM NAMED."""
    return any(kind == "word" and word.upper() == "FROM" for kind, word in _tokens(text))


def refuse_unsafe(text: str) -> None:
    """Refuse a query that would call another server or overwhelm the parser.

    Raises:
        QueryError: with the reason.

    """
    if len(text) > LONGEST_QUERY:
        raise QueryError(
            f"the query is longer than {LONGEST_QUERY:,} characters", hint="ask in parts"
        )
    depth = deepest = unions = operators = 0
    for kind, word in _tokens(text):
        if kind == "word" and word.upper() == "SERVICE":
            raise QueryError(
                "SERVICE calls another server, and a query may not",
                hint="ask the other server by itself",
            )
        if kind == "word" and word.upper() == "UNION":
            unions += 1
        elif kind == "open":
            depth += 1
            deepest = max(deepest, depth)
        elif kind == "close":
            depth -= 1
        elif kind == "other" and word in "!+-/|^*":
            operators += 1
    if deepest > DEEPEST_NESTING:
        raise QueryError(
            f"the query nests deeper than {DEEPEST_NESTING} levels", hint="write it flatter"
        )
    if unions > MOST_UNIONS or operators > 10 * MOST_UNIONS:
        raise QueryError("the query has too many alternatives", hint="use VALUES, or ask in parts")
