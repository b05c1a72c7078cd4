"""How the server starts other processes of samgraph."""

from __future__ import annotations

import os
from pathlib import Path

_HANDED_DOWN = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "VIRTUAL_ENV", "TEMP")


def own_environment() -> dict[str, str]:
    """Return this environment, so that samgraph is found."""
    path = os.pathsep.join(filter(None, (_home(), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path}


def bare_environment() -> dict[str, str]:
    """Return an environment in which samgraph is found, without any secret of this one."""
    return {
        name: value
        for name, value in own_environment().items()
        if name in (*_HANDED_DOWN, "PYTHONPATH")
    }


def _home() -> str:
    return str(Path(__file__).parent.parent.parent)
