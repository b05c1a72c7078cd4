"""A query as a text: what it tells before an engine sees it, and where it does not parse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from samgraph.errors import QueryError
from samgraph.guard import has_dataset_clause, safe_query

_REMARK: Final = re.compile(r"^[ \t]*#[^\"'\r\n]*$", re.MULTILINE)
"""A line that is a comment, or else is inside a text: it has no quotation mark to end one."""
_PATTERN: Final = r"\{\s*\?(\w+)\s+\?(\w+)\s+\?(\w+)\s*\.?\s*\}\s*"
_EVERYTHING: Final = re.compile(
    rf"\s*construct\s*(?:{_PATTERN})?where\s*{_PATTERN}", re.IGNORECASE | re.ASCII
)
_CHANGING: Final = ("rand", "uuid", "now", "bnode")
_CHANGE: Final = re.compile(r"(?:rand|uuid|now|bnode)\s*\(")
"""Functions that give something else each time; what only looks like one is no harm."""
_POSITION: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_SENTENCE: Final = re.compile(r"[A-Z][\w ]*[a-z] [\w ]+")
_MOST_EXPECTED: Final = 8
_UPDATE: Final = re.compile(
    r"\s*(?:(?:prefix|base)[^>]*>\s*)*(?:insert|delete|load|clear|create|drop|copy|move|add|with)\b",
    re.IGNORECASE,
)


class Failed(Exception):  # noqa: N818 - it says what happened
    """A query gets an error as its reply."""

    def __init__(self, status: int, message: str, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.said = {"status": status, "error": message, "where": where, "hint": hint}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a query's text tells before an engine sees it."""

    safe: str
    """A text that asks the same and calls nobody."""
    has_dataset: bool
    may_name_graphs: bool
    """Whether it may have a GRAPH or a FROM; that it may is no harm, only slower."""
    is_stable: bool
    """Whether it surely gives the same bytes every time: nothing random, no new nodes."""
    asks_everything: bool
    """Whether it is CONSTRUCT with the one pattern that everything fits."""


@lru_cache(maxsize=64)
def read_query(text: str, nesting: int) -> Reading:
    """Return what a query's text tells.

    Raises:
        Failed: it would call another server or overwhelm the engine.

    """
    try:
        safe = safe_query(text, nesting=nesting)
    except QueryError as error:
        raise Failed(400, error.message, "query", error.hint) from error
    has_dataset = has_dataset_clause(safe)
    words = _REMARK.sub("", safe.casefold()).replace("w3id.org/samgraph", "")
    makes_nodes = "construct" in words and ("_:" in words or "[" in words)
    changes = any(one in words for one in _CHANGING) and _CHANGE.search(words) is not None
    return Reading(
        safe, has_dataset, has_dataset or "graph" in words or "\\u" in words,
        not makes_nodes and not changes, _asks_everything(safe),
    )  # fmt: skip


def _asks_everything(text: str) -> bool:
    match = _EVERYTHING.fullmatch(text)
    if match is None:
        return False
    template, pattern = match.groups()[:3], match.groups()[3:]
    return len(set(pattern)) == len(pattern) and template in (pattern, (None, None, None))


def syntax_failure(error: SyntaxError, text: str, *, exact: bool) -> Failed:
    """Return a syntax error with the place in the text that the client sent.

    Where the text was written anew before the engine saw it, the place is not known.
    """
    message = str(error.args[0] if error.args else error)
    match = _POSITION.match(message)
    if _UPDATE.match(text):
        return Failed(
            400, "this is no query", "query", "this endpoint answers queries and takes no updates"
        )
    hint = "prefixes of the plan need no declaration"
    if match is None:
        return Failed(400, f"the query does not parse: {message}", "query", hint)
    where = f"line {match[1]}, column {match[2]}" if exact else "query"
    return Failed(400, f"the query does not parse: {_expected(match[3])}", where, hint)


def _expected(message: str) -> str:
    """Return what the engine says of a syntax error, without the classes of its grammar."""
    items = message.removeprefix("expected ").removeprefix("one of ").split(", ")
    # What is wrong beyond the grammar is a sentence among what was expected.
    sentences = [item for item in items if _SENTENCE.fullmatch(item)]
    if sentences:
        first, rest = sentences[0][0], sentences[0][1:]
        return first + rest if rest[0].isupper() else first.lower() + rest
    # SERVICE is expected where a pattern is, and LATERAL is no standard: neither is a help.
    known = [
        item
        for item in map(str.strip, items)
        if item and item[0] not in "[|'" and item not in ("SERVICE", "LATERAL")
    ]
    expected = " or ".join(known[:_MOST_EXPECTED])
    return f"expected {expected}" if expected else "something is missing, or is too much"
