"""What is wrong with a query that does not parse, in words for whoever wrote it.

The engine tells where it stopped and everything that could have stood there, down to classes of
characters; and it backtracks, so that the place is sometimes not where the mistake is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from samgraph.errors import near_match
from samgraph.guard import tokens_of

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_PROLOGUE = ("PREFIX", "BASE", "VERSION")
_UPDATES = (
    "INSERT",
    "DELETE",
    "LOAD",
    "CLEAR",
    "DROP",
    "CREATE",
    "ADD",
    "MOVE",
    "COPY",
    "WITH",
)
_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)\Z", re.DOTALL)
_PLAIN = re.compile(r'"[^"]{1,4}"|[A-Za-z]{2,}(?: [a-zA-Z]+)*')
_MOST = 8
"""Things that could have stood somewhere; more help nobody."""


def explain(text: str, said: str, prefixes: Collection[str]) -> tuple[str, str]:
    """Return what is wrong with a query and what to do, from what the engine said of it.

    `prefixes` are those that need no declaration.
    """
    words = list(_words(text))
    word, place = next(
        ((token, place) for kind, token, place in words if kind == "word"), ("", "1:1")
    )
    if not word:
        return "the query is empty", f"a query begins with {', '.join(_FORMS)}"
    if word.upper() in _UPDATES:
        return f'"{word}" begins an update, and a query only reads', "ask with SELECT instead"
    if word.upper() not in _FORMS:
        hint = near_match(word, _FORMS) or f"a query begins with {', '.join(_FORMS)}"
        return f'the query does not parse at {place}: "{word}" begins no query', hint
    match = _PLACE.search(said)
    if match is None:
        return f"the query does not parse: {said.splitlines()[0] if said else ''}", ""
    line, column, expected = match.groups()
    where = f"the query does not parse at {line}:{column}"
    numbers = "the numbers are line and column"
    # The engine tries other readings after an unknown prefix, and may complain of their end.
    declared = {token.partition(":")[0] for kind, token, _ in words if kind == "declared"}
    for kind, token, place in words:
        prefix = token.partition(":")[0]
        if kind == "name" and prefix not in declared and prefix not in prefixes:
            hint = near_match(prefix, prefixes) or f"write PREFIX {prefix}: <…> first"
            return f'the query does not parse at {place}: no prefix "{prefix}:"', hint
    if "variable that is unbound" in expected:
        return (
            f"{where}: SELECT names a variable that the groups do not give",
            "add it to GROUP BY, or put it in an aggregate such as COUNT or SAMPLE",
        )
    end = int(line) == text.count("\n") + 1 and int(column) > len(text.split("\n")[-1])
    could = list(dict.fromkeys(_PLAIN.findall(re.sub(r"\[[^]]*\]", "", expected))))
    if end:
        return f"{where}, at its end", f"something is missing, perhaps a closing bracket; {numbers}"
    if could and len(could) <= _MOST:
        return f"{where}: expected {' or '.join(could)}", numbers
    return where, numbers


def _words(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield words, names and the names that a prologue declares, each with line and column."""
    line, column, before = 1, 1, ""
    for kind, token in tokens_of(text):
        place = f"{line}:{column}"
        if kind == "word" and token.upper() not in _PROLOGUE:
            yield kind, token, place
        elif kind == "name":
            yield ("declared" if before == "PREFIX" else "name"), token, place
        if kind not in ("space", "comment"):
            before = token.upper()
        breaks = token.count("\n")
        line += breaks
        column = len(token) - token.rfind("\n") if breaks else column + len(token)
