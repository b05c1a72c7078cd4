"""A browser for the tests: the page as it stands there, and what it asks for."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome", "chrome")
        if (found := shutil.which(name))
    ),
    None,
)
OF_THE_BROWSER = re.compile(
    rb"[A-Z]+ \S*\b(clients\d?|update|accounts|optimizationguide-pa|content-autofill|edgedl\.me|"
    rb"safebrowsing|redirector)\.(google|googleapis|gvt1)\.com"
)
"""What chromium asks its maker by itself, whatever the page."""


def dom(chromium: str, html: str, folder: Path, fragment: str = "", *flags: str) -> str:
    """Return the page as it stands in a browser after its scripts have run."""
    return _run(chromium, html, folder, fragment, *flags, "--dump-dom").decode("utf-8", "replace")


def pdf(chromium: str, html: str, folder: Path) -> Path:
    """Return the file to which a browser prints the page."""
    file = folder / "page.pdf"
    _run(chromium, html, folder, "", "--no-pdf-header-footer", f"--print-to-pdf={file}")
    return file


def _run(chromium: str, html: str, folder: Path, fragment: str, *flags: str) -> bytes:
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8", newline="\n")
    command = [
        chromium,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        f"--user-data-dir={folder / 'profile'}",
        "--window-size=1400,900",
        "--virtual-time-budget=3000",
        *flags,
        f"{file.as_uri()}{fragment}",
    ]
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    return done.stdout


@contextmanager
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """Yield a port to which a browser sends all it asks for, and what came in."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    caller, _ = server.accept()
                except TimeoutError:
                    continue
                with caller:
                    caller.settimeout(1)
                    heard.append(caller.recv(2000))
                    caller.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield server.getsockname()[1], heard
        finally:
            done.set()
            thread.join()
