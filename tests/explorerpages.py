"""What the tests of the Query view and of published sites share beside `pages`."""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest
from pages import Visit

from samgraph.explorer.licences import missing


def needs(part: str) -> None:
    """Skip where this build does without the `editor` or the `engine`; CI may not do without."""
    if part in missing():
        if os.environ.get("CI"):
            pytest.fail(f"the {part} is not built in; .ci/run should have made sure of npm")
        pytest.skip(f"the {part} is not built in: npm was not at hand")


def go(visit: Visit, **state: str) -> None:
    """Open the explorer in a state."""
    visit.go(urlencode(state))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve a folder as any web host would, and give its address, without a slash at the end."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
