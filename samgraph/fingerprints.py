"""A passage's fingerprint: the same however its text is broken into lines.

Text is *squeezed* before anything is counted or hashed: brought to Unicode NFKC and to one case,
without white space, without hyphens and without invisible characters. What is left does not change
with line breaks, hyphenation at line ends or non-breaking spaces, and changes with every word. A
minus sign stays, however it is written: before a digit, at the start of a word.

The fingerprint is the polynomial hash of Rabin and Karp over the squeezed text, modulo the Mersenne
prime 2^61 - 1, in sixteen hexadecimal digits. It can be rolled over a document, so that a passage
is found again where the document has shifted; it tells nothing of the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from typing import Final

_PRIME: Final = (1 << 61) - 1
_BASE: Final = 1_000_003
_MANY: Final = 20_000
"""So many beginnings are worth the import of numpy."""
_SLICE: Final = 1 << 16
_HYPHENS: Final = frozenset("-\u00ad\u2010\u2011")
_MINUS: Final = "\u2212"
_NEGATIVE: Final = re.compile(r"(?<!\S)[-\u2010-\u2013\u2212](?=\d)")


def squeeze(text: str) -> str:
    r"""Return `text` as it is counted and hashed.

    >>> squeeze("Hulp\u00adver-\nlening  NU"), squeeze("2021-2025: -148.415")
    ('hulpverleningnu', '20212025:−148.415')
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    seen = "".join(one for one in folded if one.isspace() or _is_visible(one))
    return "".join(
        one for one in _NEGATIVE.sub(_MINUS, seen) if not one.isspace() and one not in _HYPHENS
    )


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in ("Cf", "Cc")


def fingerprint(squeezed: str) -> str:
    """Return the fingerprint of a squeezed text."""
    value = 0
    for character in squeezed:
        value = (value * _BASE + ord(character) + 1) % _PRIME
    return f"{value:016x}"


class Rolling:
    """Fingerprints of any stretch of one squeezed text, each in constant time."""

    def __init__(self, squeezed: str) -> None:
        self.length = len(squeezed)
        self._prefix = array("Q", [0])
        self._power = array("Q", [1])
        value, power = 0, 1
        for character in squeezed:
            value = (value * _BASE + ord(character) + 1) % _PRIME
            power = power * _BASE % _PRIME
            self._prefix.append(value)
            self._power.append(power)

    def at(self, start: int, end: int) -> str:
        """Return the fingerprint of the stretch from `start` up to `end`."""
        before = self._prefix[start] * self._power[end - start]
        return f"{(self._prefix[end] - before) % _PRIME:016x}"

    def find(self, wanted: str, length: int, low: int, high: int) -> int:
        """Return where a stretch of `length` with the fingerprint `wanted` begins, or -1.

        Only beginnings from `low` up to `high` are tried.
        """
        target = int(wanted, 16)
        low, high = max(low, 0), min(high, self.length - length)
        if high - low >= _MANY:
            return self._find_wide(target, length, low, high)
        prefix, power = self._prefix, self._power[length] if low <= high else 0
        for start in range(low, high + 1):
            if (prefix[start + length] - prefix[start] * power) % _PRIME == target:
                return start
        return -1

    def _find_wide(self, target: int, length: int, low: int, high: int) -> int:
        """Return what `find` returns, all beginnings of a long stretch tried side by side.

        A product of two numbers below 2^61 does not fit in 64 bits, so that halves are multiplied:
        with b = b1 2^32 + b0, and 2^61 = 1 modulo the prime, 2^64 counts for 8.
        """
        import numpy as np

        prefix = np.frombuffer(self._prefix, dtype=np.uint64)
        prime, half, low_bits = np.uint64(_PRIME), np.uint64(32), np.uint64((1 << 32) - 1)
        power = self._power[length]
        high_factor, low_factor = np.uint64(power >> 32), np.uint64(power & ((1 << 32) - 1))
        rest, rest_bits = np.uint64(29), np.uint64((1 << 29) - 1)
        for begin in range(low, high + 1, _SLICE):
            end = min(begin + _SLICE, high + 1)
            some = prefix[begin:end]
            above, below = some >> half, some & low_bits
            middle = above * low_factor + below * high_factor
            bottom = below * low_factor
            product = above * high_factor << np.uint64(3)
            product += (middle >> rest) + ((middle & rest_bits) << half)
            product = product % prime + bottom % prime
            hit = (prefix[begin + length : end + length] + prime - product % prime) % prime
            found = np.flatnonzero(hit == np.uint64(target))
            if found.size:
                return begin + int(found[0])
        return -1
