"""Files and folders that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from samgraph.errors import SamgraphError


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Give a file beside `target` to write, and move it there when the block ends well.

    Raises:
        SamgraphError: the folder is missing or cannot be written.

    """
    target = Path(os.path.realpath(target))
    with _errors(target):
        if target.is_dir():
            raise SamgraphError("is a folder, not a file", where=str(target), hint="name a file")
        if target.exists() and not target.is_file():
            # Moving a file into the place of a device or a pipe would do away with it.
            raise SamgraphError(
                "is no ordinary file", where=str(target), hint="name a file, new or to replace"
            )
        handle, name = tempfile.mkstemp(prefix=".samgraph-", dir=target.parent)
        os.close(handle)
        beside = Path(name)
        try:
            yield beside
            beside.chmod(0o666 & ~_umask())
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)


@contextmanager
def whole_folder(target: Path, marker: str) -> Iterator[Path]:
    """Give a folder beside `target` to fill, and move it there when the block ends well.

    A folder that stands there is replaced only if it is empty or holds `marker`, the name of a
    file that tells our own folders from other people's.

    Raises:
        SamgraphError: the place is taken or cannot be written.

    """
    with _errors(target):
        taken = target.exists() and not (target / marker).is_file()
        if taken and (not target.is_dir() or any(target.iterdir())):
            raise SamgraphError(
                "something else stands there already",
                where=str(target),
                hint="name a new folder, or remove this one yourself",
            )
        beside = Path(tempfile.mkdtemp(prefix=".samgraph-", dir=target.parent))
        old = beside.with_name(beside.name + "-old")
        try:
            yield beside
            (beside / marker).touch()
            beside.chmod(0o777 & ~_umask())
            if target.exists():
                target.rename(old)
            beside.rename(target)
        finally:
            if old.exists() and not target.exists():
                old.rename(target)
            shutil.rmtree(old, ignore_errors=True)
            shutil.rmtree(beside, ignore_errors=True)


@contextmanager
def _errors(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        named = str(error.filename or target)
        if not named.startswith(str(target.parent) + os.sep) and named != str(target.parent):
            raise
        if ".samgraph-" not in named and named not in (str(target), str(target.parent)):
            raise
        hint = "make the folder first" if isinstance(error, FileNotFoundError) else ""
        raise SamgraphError(
            f"cannot be written: {error.strerror or error}",
            where=str(target),
            hint=hint or "choose a place that you may write to and that has room",
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    with suppress(OSError):
        os.umask(mask)
    return mask
