"""What a query may not do, told from its text before an engine sees it.

Oxigraph knows no way to forbid federation, and very deep or very wide queries end its process.
Its grammar is more lenient than the specification's (keywords may be glued to what follows, and
`1<2)SERVICE?u#>` holds no IRI for it), so a query that names SERVICE is let through only where no
reading of its text makes that a keyword.
"""

from __future__ import annotations

import re
from functools import cache

from samgraph.errors import QueryError

LONGEST_QUERY = 100_000
"""Characters."""
DEEPEST_NESTING = 100
MOST_UNIONS = 500
MOST_PARTS = 1_000
"""Of a query: patterns, alternatives, operators and clauses, whatever joins them."""

_GRAMMAR = r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
        |\"(?:[^"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<variable>[?$](?:\w|[^\x00-\x7f])+)
    | (?P<name>(?:(?:[^\W\d_]|[^\x00-\x7f])(?:[\w.-]|[^\x00-\x7f])*)?:
        (?:[\w.%:-]|[^\x00-\x7f]|\\.)*)
    | (?P<word>[^\W\d_]\w*)
    | (?P<space>\s+)
    | (?P<open>[({\[])
    | (?P<close>[)}\]])
    | (?P<other>.)
    """
_PARTS = frozenset(
    ("optional", "minus", "filter", "values", "bind", "graph", "union", "select", "exists")
)
_JOINTS = frozenset("!+-/|^*&;,.~<")


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_GRAMMAR, re.VERBOSE | re.DOTALL)


def _tokens(text: str) -> list[tuple[str, str]]:
    return [(match.lastgroup or "other", match.group()) for match in _pattern().finditer(text)]


def has_dataset_clause(text: str) -> bool:
    """Tell whether a query names its own dataset with FROM or FROM NAMED.

    A keyword may be glued to a prefixed name, `FROMex:g`, so a name that begins so counts unless
    its prefix is declared.
    """
    if "from" not in text.casefold():
        return False
    declared: set[str] = set()
    depth, before = 0, ""
    for kind, part in _tokens(text):
        word = part.casefold()
        prefix = part.partition(":")[0]
        depth += (kind == "open") - (kind == "close")
        if kind == "name" and before == "prefix":
            declared.add(prefix)
        glued = kind == "name" and not depth and prefix not in declared
        if (kind == "word" or glued) and word.startswith("from") and before != "prefix":
            return True
        if kind not in ("space", "comment"):
            before = word
    return False


def refuse_unsafe(text: str) -> None:
    """Refuse a query that could call another server or overwhelm the engine.

    Raises:
        QueryError: with the reason.

    """
    if len(text) > LONGEST_QUERY:
        raise QueryError(
            f"the query is longer than {LONGEST_QUERY:,} characters", hint="ask in parts"
        )
    tokens = _tokens(text)
    if "service" in text.casefold() and _may_call(tokens):
        raise QueryError(
            "SERVICE calls another server, and a query may not",
            hint="ask the other server by itself",
        )
    _refuse_large(tokens)


def _may_call(tokens: list[tuple[str, str]]) -> bool:
    """Tell whether some reading of the tokens has SERVICE as a keyword."""
    for kind, token in tokens:
        word = token.casefold()
        if kind in ("word", "other") and "service" in word:
            return True
        if kind == "name" and "service" in word:
            local = word.partition(":")[2]
            if "service" in word.partition(":")[0] or local.startswith("."):
                return True
    return any(_is_ambiguous(kind, token) for kind, token in tokens)


def _is_ambiguous(kind: str, token: str) -> bool:
    """Tell whether an engine might see the bounds of a token elsewhere.

    Then what seems a string or a comment after it may be something else.
    """
    if kind == "iri":
        risky = any(sign in token for sign in "#'()") or "service" in token.casefold()
        return risky and "://" not in token
    return kind == "other" and "\\" in token


def _refuse_large(tokens: list[tuple[str, str]]) -> None:
    depth = deepest = unions = parts = 0
    for kind, token in tokens:
        if kind == "open":
            depth += 1
            deepest = max(deepest, depth)
        elif kind == "close":
            depth -= 1
        elif kind == "word" and token.casefold() in _PARTS:
            parts += 1
            unions += token.casefold() == "union"
        elif (kind == "other" and token in _JOINTS) or (kind == "name" and token.endswith(".")):
            parts += 1
    if deepest > DEEPEST_NESTING:
        raise QueryError(
            f"the query nests deeper than {DEEPEST_NESTING} levels", hint="write it flatter"
        )
    if unions > MOST_UNIONS:
        raise QueryError("the query has too many alternatives", hint="use VALUES, or ask in parts")
    if parts > MOST_PARTS:
        raise QueryError(
            "the query has too many parts or alternatives", hint="use VALUES, or ask in parts"
        )
