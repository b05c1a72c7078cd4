"""What a query may not do, told from its text before an engine sees it.

Oxigraph knows no way to forbid federation, and very deep or very wide queries end its process.
Its grammar is more lenient than the specification's (keywords may be glued to what follows, and
`1<2)SERVICE?u#>` holds no IRI for it), so no scanner can be sure to read a hostile text as it
does. Therefore a text is run as it stands only where it is harmless however it is read. Any other
is written anew, so that nothing in it can be read in two ways: comments are gone, and in strings
and IRIs every sign that could end them stands as an escape. What then names SERVICE means it.
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


def tokens_of(text: str) -> list[tuple[str, str]]:
    """Return the parts of a query in order, each with its kind; together they are the text."""
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
    for kind, part in tokens_of(text):
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


def safe_query(text: str, *, nesting: int = DEEPEST_NESTING) -> str:
    """Return a query that asks the same and that no reading makes call another server.

    It is `text` itself wherever that is harmless, so that an engine's complaint about line and
    column is about what the user wrote. `nesting` is how many levels of brackets it may have.

    Raises:
        QueryError: the query would call another server or overwhelm the engine.

    """
    if len(text) > LONGEST_QUERY:
        raise QueryError(
            f"the query is longer than {LONGEST_QUERY:,} characters", hint="ask in parts"
        )
    if _is_harmless(text, nesting):
        return text
    tokens = [_unmistakable(kind, token) for kind, token in tokens_of(text)]
    if any(_calls(kind, token) for kind, token in tokens):
        raise QueryError(
            "SERVICE calls another server, and a query may not",
            hint="ask the other server by itself",
        )
    _refuse_large(tokens, nesting)
    return "".join(token for _, token in tokens)


def _is_harmless(text: str, nesting: int) -> bool:
    """Tell whether a text is small and names no server, whatever is a string in it."""
    words = text.casefold()
    openings = sum(map(text.count, "({["))
    joints = sum(map(text.count, _JOINTS))
    parts = sum(map(words.count, _PARTS))
    # A full stop, a comma or a dash is in every text; a few hundred of anything overwhelm nobody.
    return "service" not in words and openings <= nesting and joints + parts <= MOST_UNIONS


def _unmistakable(kind: str, token: str) -> tuple[str, str]:
    """Return a token so written that every reader sees its bounds at the same place."""
    if kind == "comment":
        return "space", " " * len(token)
    if kind == "string":
        quotes = 3 if token[:3] in ('"""', "'''") else 1
        return kind, f'"{_RISKY.sub(_escaped, token[quotes:-quotes])}"'
    if kind == "iri":
        return kind, f"<{_RISKY.sub(_escaped, token[1:-1])}>"
    return kind, token


_RISKY = re.compile(r"\\.|s(?=ervice)|[^\w\s:/.?=&%,;+!*|~@$^_-]|[\n\r]", re.DOTALL | re.IGNORECASE)
"""In a string or an IRI, an escape, or what a reader with other bounds would take for more."""


def _escaped(match: re.Match[str]) -> str:
    found = match.group()
    return found if len(found) == 2 else f"\\u{ord(found):04X}"


def _calls(kind: str, token: str) -> bool:
    """Tell whether a token of unmistakable bounds has SERVICE as a keyword."""
    word = token.casefold()
    if "service" not in word or kind in ("string", "iri", "variable"):
        return False
    prefix, _, local = word.partition(":")
    return kind != "name" or "service" in prefix or local.startswith(".")


def _refuse_large(tokens: list[tuple[str, str]], nesting: int) -> None:
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
    if deepest > nesting:
        raise QueryError(f"the query nests deeper than {nesting} levels", hint="write it flatter")
    if unions > MOST_UNIONS:
        raise QueryError("the query has too many alternatives", hint="use VALUES, or ask in parts")
    if parts > MOST_PARTS:
        raise QueryError(
            "the query has too many parts or alternatives", hint="use VALUES, or ask in parts"
        )
