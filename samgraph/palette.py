"""The colours of every page: one palette by day and one by night."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def palette() -> str:
    """Return style that sets the colours as variables, as the reader's system wants them."""
    return f"{_read('palette.css')}@media (prefers-color-scheme: dark) {{\n" + (
        f"{_read('palette-dark.css')}}}\n"
    )


def _read(name: str) -> str:
    data = resources.files("samgraph").joinpath(f"templates/{name}").read_bytes()
    return data.decode("utf-8").replace("\r\n", "\n")
