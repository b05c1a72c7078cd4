"""Checksums of the files of a store on disk, by which damage is found before anybody is answered.

The engine notices damage in a file only when a query happens to read that part of it, and there
are six orders in which a query may read.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Final

SUMS: Final = "samgraph-sums"
"""The file that holds them, a line each: the sum, two spaces and the name."""
_TABLES: Final = "*.sst"
"""Files that the engine never changes once they are written."""


def write_sums(folder: Path) -> None:
    """Write down the sums of a store that is closed."""
    lines = [f"{_sum(file)}  {file.name}\n" for file in sorted(folder.glob(_TABLES))]
    (folder / SUMS).write_text("".join(lines), encoding="ascii")


def damaged(folder: Path) -> list[str]:
    """Return the names of the files of a store that are no longer what they were.

    What the engine has written since, or put together and removed, is not among them; a store
    without sums has none.
    """
    try:
        lines = (folder / SUMS).read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return []
    known = {name: told for told, _, name in (line.partition("  ") for line in lines)}
    found: list[str] = []
    for file in sorted(folder.glob(_TABLES)):
        with suppress(FileNotFoundError):
            if known.get(file.name) not in (None, _sum(file)):
                found.append(file.name)
    return found


def _sum(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
