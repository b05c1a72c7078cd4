"""Numbers and days as a reader of Dutch or of English writes them; what has no value is a dash."""

from __future__ import annotations

import math
from datetime import date
from typing import Final

NOTHING: Final = "–"

_MONTHS: Final = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}


def said(value: float, lang: str) -> str:
    """Return a number as a reader of the language writes it, to three digits that matter.

    What is no number, or has no end, is a dash.
    """
    if not math.isfinite(value):
        return "–"
    if value == int(value):
        text = f"{int(value):,}"
    else:
        digits = max(0, 2 - math.floor(math.log10(abs(value))))
        text = f"{value:,.{min(digits, 4)}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    text = text.replace("-", "−")
    return text.translate(str.maketrans(",.", ".,")) if lang == "nl" else text


def day(text: str, lang: str) -> str:
    """Return a day such as `2026-11-23` in words; what is no day comes back as it is."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{found.day} {_MONTHS[lang].split()[found.month - 1]} {found.year}"


def share(part: int, whole: int) -> str:
    """Return a part as a whole percentage; of nothing it is a dash."""
    return f"{100 * part / whole:.0f}%" if whole else "–"


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
