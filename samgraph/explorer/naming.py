"""Under which file names the documents of things and frames stand, on any disk and any server."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Final

_PLAIN: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}(?<!\.)")
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
"""What Windows takes for a device and not for a file."""


def stems(names: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return a file name, without suffix, for each pair of an identifier and a name for people.

    It is the name itself where that is plain and no other differs from it by case alone, as disks
    may not tell those apart; else a digest of the identifier.
    """
    pairs = sorted(set(names))
    seen: dict[str, int] = {}
    for _, name in pairs:
        seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
    return {
        identifier: name
        if _PLAIN.fullmatch(name) and not _RESERVED.fullmatch(name) and seen[name.casefold()] == 1
        else f"~{hashlib.sha256(identifier.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"
        for identifier, name in pairs
    }
