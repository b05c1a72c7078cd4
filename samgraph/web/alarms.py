"""Calls that are due after a while, nearly all of which are dropped before.

A timer of the event loop for each would cost more than a quick query itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

_EVERY: Final = 0.05
"""Seconds between two looks at what is due, and so how late a call may be."""


class Alarms:
    """Alarms of one event loop."""

    def __init__(self) -> None:
        self._due: dict[int, tuple[float, Callable[[], object]]] = {}
        self._number = 0
        self._timer: asyncio.TimerHandle | None = None

    def set(self, seconds: float, call: Callable[[], object]) -> int:
        """Have `call` called after so many seconds; return a number to drop that by."""
        loop = asyncio.get_running_loop()
        self._number += 1
        self._due[self._number] = (loop.time() + seconds, call)
        if self._timer is None:
            self._timer = loop.call_later(_EVERY, self._look)
        return self._number

    def drop(self, number: int) -> None:
        """Have nothing called, if it has not been."""
        self._due.pop(number, None)

    def _look(self) -> None:
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(_EVERY, self._look) if self._due else None
        now = loop.time()
        for number in [number for number, (due, _) in self._due.items() if due <= now]:
            due = self._due.pop(number, None)
            if due is not None:
                due[1]()
