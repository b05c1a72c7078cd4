"""Answers that are kept, the least recently used leaving first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from samgraph.web.replies import Reply

_OVERHEAD = 1_000
"""Bytes that an entry takes beside its body, so that many small ones are bounded too."""


class ReplyCache:
    """Replies by what was asked, together no larger than so many bytes."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._used = 0
        self._replies: OrderedDict[Hashable, tuple[Reply, int]] = OrderedDict()

    def get(self, key: Hashable) -> Reply | None:
        """Return the reply that is kept under a key, if one is."""
        found = self._replies.get(key)
        if found is None:
            return None
        self._replies.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, reply: Reply, weight: int) -> None:
        """Keep a reply; `weight` is the length of its key in bytes."""
        weight += len(reply.body) + _OVERHEAD
        if weight > self._size // 4 or key in self._replies:
            return
        self._replies[key] = (reply, weight)
        self._used += weight
        while self._used > self._size:
            _, (_, left) = self._replies.popitem(last=False)
            self._used -= left

    def clear(self) -> None:
        """Keep nothing any more."""
        self._replies.clear()
        self._used = 0
