"""Messages between the server and its workers: a few words in JSON, then bytes.

JSON, not pickle: a worker that a hostile query has taken over must not be able to take the server.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from typing import Any, Final

_LENGTHS: Final = struct.Struct(">IQ")
HEAD: Final = _LENGTHS.size
MOST_WORDS: Final = 4_000_000
"""Bytes that the words of a message may take."""


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def pack(words: Mapping[str, Any], body: bytes = b"") -> bytes:
    """Return a message as bytes."""
    said = _encode(words).encode("utf-8", "surrogatepass")
    return _LENGTHS.pack(len(said), len(body)) + said + body


def lengths(head: bytes | bytearray | memoryview) -> tuple[int, int]:
    """Return how long the words and the bytes of a message are, from its first `HEAD` bytes."""
    words, body = _LENGTHS.unpack_from(head)
    return words, body


def unpack(read: Callable[[int], bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Return the next message, or None where there is none any more.

    `read` returns so many bytes, or fewer at the end.
    """
    head = read(HEAD)
    if len(head) < HEAD:
        return None
    long, size = lengths(head)
    said = read(long)
    words: dict[str, Any] = json.loads(said.decode("utf-8", "surrogatepass"))
    return words, read(size)
