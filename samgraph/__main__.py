"""`python -m samgraph`, and the console script."""

from __future__ import annotations

import os
import sys
from contextlib import suppress


def main() -> None:
    """Run the command line, on any terminal: what it cannot show becomes a question mark."""
    from samgraph.cli import cli

    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        cli(prog_name="samgraph")
    except OSError as error:
        # What is left in the buffer cannot be written either, and is not to be tried at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.stderr.write(f"Error: the answer cannot be written: {error.strerror or error}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
