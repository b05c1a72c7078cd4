"""`python -m samgraph`, and the console script."""

from __future__ import annotations

import sys
from contextlib import suppress


def main() -> None:
    """Run the command line, on any terminal: what it cannot show becomes a question mark."""
    from samgraph.cli import cli

    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    cli(prog_name="samgraph")


if __name__ == "__main__":
    main()
