"""Text as a terminal may safely show it."""

from __future__ import annotations

import sys


def width() -> int:
    """Return how wide a table may be: the terminal's width, and 160 where output is piped."""
    if not sys.stdout.isatty():
        return 160
    from shutil import get_terminal_size

    return get_terminal_size((120, 24)).columns


def printable(text: str) -> str:
    """Return text with control and bidirectional override characters made visible."""
    return "".join(
        character if character.isprintable() or character == "\n" else f"\\u{ord(character):04x}"
        for character in text
    )


def wrapped(text: str, columns: int, indent: str) -> list[str]:
    """Return text as indented lines of at most so many columns, broken at spaces.

    `textwrap` does more and takes ten times as long, which a list of hundreds of gaps would show.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line and len(indent) + len(line) + 1 + len(word) > columns:
            lines.append(indent + line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        lines.append(indent + line)
    return lines
