"""A process that answers queries and can do nothing else: no socket, no file, bounded memory.

It reads a query from one pipe and writes its answer to another, until the first is closed.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from samgraph.web.answering import Asked, answer
from samgraph.web.messages import pack, unpack
from samgraph.web.querytext import Failed

REQUESTS, ANSWERS = 0, 1
"""File descriptors: the standard ones, which need no name anywhere else."""


def work(asked: Asked, trial: Callable[[Mapping[str, Any]], None] | None = None) -> None:
    """Answer queries until there are no more.

    `trial` is called with every request before it is answered; tests use it to see what happens
    when a worker dies.
    """
    incoming = os.fdopen(REQUESTS, "rb", closefd=False)
    while True:
        message = unpack(incoming.read)
        if message is None:
            return
        request, _ = message
        _expire(asked.bounds.seconds)
        try:
            if trial is not None:
                trial(request)
            words, body = answer(asked, request)
        except Failed as failure:
            words, body = failure.said, b""
        except MemoryError:
            os.abort()
        except Exception as error:
            words = {"status": 500, "error": f"the query failed: {type(error).__name__}"}
            body = b""
        _expire(0)
        _write(pack(words, body))


def _expire(seconds: float) -> None:
    """Die in a while, whatever the engine is doing then: a second hand beside the server's."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds and seconds + 2)


def read_all(size: int) -> bytes:
    """Return so many bytes of what comes in, or fewer at the end."""
    parts = []
    while size:
        part = os.read(REQUESTS, min(size, 1 << 20))
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _write(content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(ANSWERS, view) :]


def missing_protections() -> tuple[str, ...]:
    """Return in words what this platform cannot take from a worker."""
    try:
        import resource  # noqa: F401 - whether it is there is the question
    except ImportError:
        return ("no limit on a query's memory here", "no bar to a query's files and sockets here")
    return () if _address_space() else ("no limit on a query's memory here",)


def lock_down(memory: int) -> None:
    """Take from this process all that answering a query does not need, as far as that can be.

    `memory` is in bytes, beyond what is in use now. No file and no socket can be opened any more,
    nothing can be written to a file, no process started.
    """
    for name in ("SIGALRM", "SIGTERM", "SIGINT", "SIGHUP", "SIGPIPE"):
        if hasattr(signal, name):
            ignored = name in ("SIGINT", "SIGHUP")
            signal.signal(getattr(signal, name), signal.SIG_IGN if ignored else signal.SIG_DFL)
    try:
        import resource
    except ImportError:
        return
    used = _address_space()
    bounds = {
        "RLIMIT_CORE": 0,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_NPROC": 0,
        "RLIMIT_NOFILE": _highest_descriptor() + 1,
        **({"RLIMIT_AS": used + memory} if used else {}),
    }
    for name, bound in bounds.items():
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (bound, bound))


def _highest_descriptor() -> int:
    for folder in ("/proc/self/fd", "/dev/fd"):
        with suppress(OSError):
            # The folder itself is open while it is listed, and closed again afterwards.
            return max(fd for fd in map(int, os.listdir(folder)) if _is_open(fd))  # noqa: PTH208
    return max(filter(_is_open, range(256)))


def _is_open(fd: int) -> bool:
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


def _address_space() -> int:
    """Return how many bytes of addresses this process uses, 0 where that cannot be told."""
    with suppress(OSError, ValueError, AttributeError):
        if sys.platform == "linux":
            with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - pathlib is not loaded
                return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0
