"""What the server says of itself: lines of JSON on standard error, without paths or traces."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Mapping
from typing import TypeAlias

Line: TypeAlias = Mapping[str, str | int | float | bool]
Log: TypeAlias = Callable[[Line], None]


def to_stderr(line: Line) -> None:
    """Write a line of the journal; one that cannot be written is lost, and nothing else."""
    try:
        sys.stderr.write(json.dumps({"time": _now(), **line}, ensure_ascii=True) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        pass


def nowhere(line: Line) -> None:
    """Write nothing."""
    del line


def _now() -> str:
    now = time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now * 1000) % 1000:03}Z"


class Handler(logging.Handler):
    """Puts what the libraries log into the journal: the message, never what it was raised from."""

    def __init__(self, log: Log) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        message = record.getMessage().strip().splitlines()
        said: dict[str, str | int | float | bool] = {
            "event": record.name.partition(".")[0],
            "level": record.levelname.lower(),
            "message": message[0] if message else "",
        }
        if record.exc_info and record.exc_info[0]:
            said["error"] = record.exc_info[0].__name__
        self._log(said)
