"""Fetches the third-party JavaScript that the wheel carries, when the wheel is built.

What is fetched is named in `samgraph/explorer/vendored.json`, pinned by version and by the hash of
its package, and comes by npm with the machine's own configuration. Where npm is not at hand, or
cannot fetch, or what it fetched is not what is pinned, the wheel is built all the same: only the
rich editor and SPARQL in the browser are then missing from it, and the page says so.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PINS: Final = "samgraph/explorer/vendored.json"
FOLDER: Final = "samgraph/vendor"
STAMP: Final = "vendored.json"
"""In the folder, tells what stands there: by part, the packages and the hash of each file."""

_SECONDS: Final = 120
_IMPORT: Final = re.compile(
    r"""^((?:import|export)\b[^'"();]*?\bfrom\s*|import\s*)(['"])([^'"]+)\2""", re.MULTILINE
)


class Unavailable(Exception):  # noqa: N818 - no fault: the wheel does without
    """A part cannot be had; the message says why."""


class VendorHook(BuildHookInterface):  # type: ignore[type-arg]
    """Fills the ignored folder before the wheel is packed, or the checkout is installed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch what is missing, and have the wheel carry what is there."""
        del version
        for note in fill(Path(self.root)):
            self.app.display_warning(note)
        # Ignored by git, and so left out unless it is named.
        build_data["artifacts"].append(f"/{FOLDER}/")


def fill(root: Path) -> list[str]:
    """Bring the folder below `root` into line with the pins; return a note for each part missing.

    A part is there whole or not at all, and is fetched only where it is not yet there as pinned.
    """
    pins: list[dict[str, Any]] = json.loads((root / PINS).read_text(encoding="utf-8"))
    folder = root / FOLDER
    notes, held = [], {}
    try:
        root.joinpath(*FOLDER.split("/")[:-1]).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".vendor-", dir=folder.parent) as name:
            beside = Path(name, "vendor")
            beside.mkdir()
            known = _stamp(folder)
            for part in sorted({pin["part"] for pin in pins}):
                wanted = [pin for pin in pins if pin["part"] == part]
                try:
                    held[part] = _part(wanted, known.get(part), folder, beside)
                except Unavailable as error:
                    notes.append(f"samgraph is built without the {part} in the browser: {error}")
            if held == known and all(_is_whole(folder, one["files"]) for one in held.values()):
                return notes
            text = json.dumps(held, indent=1, sort_keys=True) + "\n"
            (beside / STAMP).write_text(text, encoding="utf-8", newline="\n")
            shutil.rmtree(folder, ignore_errors=True)
            beside.rename(folder)
    except OSError as error:
        notes.append(f"samgraph is built without third-party JavaScript: {error}")
    return notes


def _stamp(folder: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _part(
    pins: list[dict[str, Any]], known: dict[str, Any] | None, folder: Path, beside: Path
) -> dict[str, Any]:
    """Put the files of a part into `beside`, from the folder or from npm; return what they are."""
    packages = {pin["name"]: pin["integrity"] for pin in pins}
    wanted = {name for pin in pins for name in pin["files"].values()}
    if (
        known
        and known.get("packages") == packages
        and set(known["files"]) == wanted
        and _is_whole(folder, known["files"])
    ):
        for name in known["files"]:
            _write(beside / name, (folder / name).read_bytes())
        return known
    with tempfile.TemporaryDirectory(prefix="samgraph-npm-") as name:
        fetched = fetch([f"{pin['name']}@{pin['version']}" for pin in pins], Path(name))
        files: dict[str, bytes] = {}
        for pin, tarball in zip(pins, fetched, strict=True):
            files |= unpack(pin, tarball)
    own = {pin["name"]: next(iter(pin["files"].values())) for pin in pins}
    files = {
        name: relinked(content, own) if name.endswith(".js") else content
        for name, content in files.items()
    }
    for name, content in files.items():
        _write(beside / name, content)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return {"packages": packages, "files": hashes}


def _is_whole(folder: Path, files: Mapping[str, str]) -> bool:
    try:
        return bool(files) and all(
            hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
            for name, digest in files.items()
        )
    except OSError:
        return False


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def fetch(packages: Iterable[str], folder: Path) -> list[Path]:
    """Have npm put packages, each `name@version`, into a folder; return their files in order.

    Raises:
        Unavailable: npm is not at hand, or does not bring them.

    """
    npm = shutil.which("npm")
    if npm is None:
        raise Unavailable("npm is not at hand")
    packages = list(packages)
    command = [npm, "pack", "--silent", "--ignore-scripts", "--fetch-retries=1",
               "--fetch-timeout=30000", f"--pack-destination={folder}", *packages]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 - the names are pinned
            command, cwd=folder, capture_output=True, timeout=_SECONDS, check=False,
            env={**os.environ, "npm_config_update_notifier": "false"},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(f"npm did not answer ({type(error).__name__})") from error
    files = [folder / _file_name(package) for package in packages]
    missing = [package for package, file in zip(packages, files, strict=True) if not file.is_file()]
    if done.returncode or missing:
        raise Unavailable(f"npm could not fetch {', '.join(missing or packages)}")
    return files


def _file_name(package: str) -> str:
    """Return what npm calls the file of a package."""
    name, _, version = package.rpartition("@")
    return f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"


def unpack(pin: Mapping[str, Any], tarball: Path) -> dict[str, bytes]:
    """Return the files of a package that are wanted, by the names that they get.

    Raises:
        Unavailable: the package is not the one that is pinned, or lacks one of them.

    """
    content = tarball.read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
    if found != pin["integrity"]:
        raise Unavailable(f"{pin['name']}@{pin['version']} is not what is pinned ({found})")
    files: dict[str, bytes] = {}
    with tarfile.open(tarball) as archive:
        for inside, name in pin["files"].items():
            try:
                member = archive.extractfile(f"package/{inside}")
            except KeyError:
                member = None
            if member is None:
                raise Unavailable(f"{pin['name']}@{pin['version']} has no file {inside}")
            files[name] = member.read()
    return files


def relinked(content: bytes, own: Mapping[str, str]) -> bytes:
    """Return a module whose imports name files beside it, where npm's modules name packages.

    That is all that a bundler would have to do for a browser to load them.

    Raises:
        Unavailable: it imports something that is not fetched with it.

    """

    def link(match: re.Match[str]) -> str:
        name = match[3]
        if name.startswith("."):
            return match[0]
        if name not in own:
            raise Unavailable(f"a module wants {name}, which is not pinned")
        return f"{match[1]}{match[2]}./{own[name]}{match[2]}"

    return _IMPORT.sub(link, content.decode("utf-8")).encode("utf-8")


if __name__ == "__main__":
    for one in fill(Path(__file__).parent):
        sys.stderr.write(f"{one}\n")
