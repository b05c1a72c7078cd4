"""Text as a terminal may safely show it."""

from __future__ import annotations

import shutil
import sys


def width() -> int:
    """Return how wide a table may be: the terminal's width, and 160 where output is piped."""
    return shutil.get_terminal_size((120, 24)).columns if sys.stdout.isatty() else 160


def printable(text: str) -> str:
    """Return text with control and bidirectional override characters made visible."""
    return "".join(
        character if character.isprintable() or character == "\n" else f"\\u{ord(character):04x}"
        for character in text
    )
