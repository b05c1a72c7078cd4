"""How long an engine may take, how often it is tried, and how much it may send."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Patience:
    """Bounds on what an engine may ask of whoever waits for it."""

    seconds: float = 60.0
    """For one answer, from the request to its last byte."""
    connecting: float = 10.0
    """Seconds of these for a connection."""
    tries: int = 4
    """For one request, the first one counted."""
    first_pause: float = 0.5
    """Seconds before the second try; every further pause is twice as long."""
    longest_pause: float = 30.0
    """Seconds, whatever the engine asks for with Retry-After."""
    size: int = 512 * MEGABYTE
    """Bytes of one answer, once it is unpacked."""

    def pause(self, tried: int, wanted: float | None) -> float:
        """Return the seconds to wait after so many tries; `wanted` is what the engine asks for."""
        own = self.first_pause * 2.0 ** (tried - 1)
        return min(self.longest_pause, max(own, wanted or 0.0))


def retry_after(text: str, now: float) -> float | None:
    """Return the seconds that a Retry-After header asks for, None where it says nothing.

    It holds seconds or a date; `now` is the time in seconds since 1970.
    """
    from email.utils import parsedate_to_datetime

    text = text.strip()
    if text.isdecimal() and text.isascii():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now) if text else None
    except (ValueError, OverflowError, OSError):
        return None
