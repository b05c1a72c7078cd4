"""Codes of goals and accounts, as a source writes them and as a reader takes them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s.\-–_/]+(?=\d)")
_NO_PART = re.compile(r"[^\w.]|_|(?<!\d)\.|\.(?!\d)")
_ZERO_FOR_O = re.compile(r"^0(?=[^\W\d])")
_NUMBERED = re.compile(r"(.*?)(\d+)\Z")


def as_written(code: str) -> str:
    """Return a code without the spaces and points that no reader minds: `OD 6.1.` is `OD6.1`."""
    return _NO_PART.sub("", _BETWEEN_DIGITS.sub(".", code.strip())).upper()


def as_read(code: str) -> str:
    """Return a code as a reader takes it: in `0D2.3` the zero is the letter O."""
    return _ZERO_FOR_O.sub("O", as_written(code))


def missing(codes: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    """Return the codes that are left out of each sequence, with their neighbours in it.

    Codes that differ only in their last number are a sequence, which starts at 1. What follows
    its highest number cannot be known to be missing, and numbers with more holes than members
    (10, 20, 30) are no sequence. The neighbour before the first code is an empty string.
    """
    sequences: dict[str, dict[int, str]] = {}
    for code in codes:
        match = _NUMBERED.match(code)
        if match:
            sequences.setdefault(match[1], {})[int(match[2])] = code
    found = []
    for prefix, members in sorted(sequences.items()):
        numbers = sorted(members)
        holes = sorted(set(range(1, numbers[-1])) - set(numbers))
        if len(members) < 2 or len(holes) > len(members):
            continue
        for hole in holes:
            before = max((number for number in numbers if number < hole), default=0)
            after = min(number for number in numbers if number > hole)
            found.append((f"{prefix}{hole}", members.get(before, ""), members[after]))
    return tuple(found)
