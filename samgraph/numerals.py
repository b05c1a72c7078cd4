"""Numbers as a person reads them, in Dutch and English; what has no value is a dash."""

from __future__ import annotations

NOTHING = "–"


def decimal(lang: str, value: float | None, digits: int = 2) -> str:
    """Return a number with so many digits: 0,54 in Dutch, 0.54 in English."""
    if value is None:
        return NOTHING
    text = f"{value:.{digits}f}"
    return text.replace(".", ",") if lang == "nl" else text


def percent(share: float | None, *, signed: bool = False) -> str:
    """Return a share as a whole percentage, with a plus before a rise where it is a change."""
    if share is None:
        return NOTHING
    number = round(100 * share)
    sign = "−" if number < 0 else "+" if signed and number > 0 else ""
    return f"{sign}{abs(number)}%"


def pair(first: str, last: str) -> str:
    """Return a value in the narrowest and the widest reading: once where they are the same."""
    return first if first == last else f"{first} → {last}"
