"""What a user may choose of an export, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """Choices that every writer is given and that those heed whom they concern."""

    lang: str = "nl"
    """Language of texts where a format has room for one only: `nl` or `en`."""
    standing: str = "judged"
    """Which links count where a format cannot tell how they are known."""
