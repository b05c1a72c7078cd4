"""A graph in pieces that an engine takes one by one, and that may be sent twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_NAMELESS = re.compile(rb'^_:|> _:[^"]*\.$')
_LARGEST = 1_000_000
"""Bytes of one piece, a long last statement not counted."""


def in_batches(lines: Iterable[bytes], most: int) -> Iterator[tuple[bytes, ...]]:
    """Yield statements, as lines of N-Triples, in pieces of at most so many.

    The first piece holds all that have a nameless node, however many these are. It replaces what
    was there, and so can be sent twice; sent among others and twice it would name every node anew.
    Without nameless nodes a statement that is sent twice is there once.
    """
    ordered = sorted(lines, key=lambda line: (not _NAMELESS.search(line), line))
    nameless = sum(1 for line in ordered if _NAMELESS.search(line))
    piece: list[bytes] = []
    size = 0
    for number, line in enumerate(ordered):
        full = len(piece) >= most or size >= _LARGEST
        if piece and full and number >= nameless:
            yield tuple(piece)
            piece, size = [], 0
        piece.append(line)
        size += len(line)
    if piece:
        yield tuple(piece)


def as_turtle(lines: Sequence[bytes]) -> bytes:
    """Return statements as Turtle, which every graph store takes."""
    return b"\n".join(lines) + b"\n"


def as_update(graph: str, lines: Sequence[bytes], *, replace: bool) -> bytes:
    """Return the update that adds statements to a graph, or that makes them all it holds."""
    name = f"<{graph}>".encode()
    drop = b"DROP SILENT GRAPH " + name if replace else b""
    if not lines:
        return drop
    body = b"{ GRAPH " + name + b" {\n" + as_turtle(lines) + b"} }"
    # Virtuoso takes a nameless node in a template and not in data.
    insert = b"INSERT DATA " + body
    if any(_NAMELESS.search(line) for line in lines):
        insert = b"INSERT " + body + b" WHERE {}"
    return b" ;\n".join(filter(None, (drop, insert)))
