"""Files and folders that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import zlib
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


def refuse_taken(folder: Path) -> None:
    """Refuse a place for a new package at which something stands already.

    Raises:
        SamgraphError: it is a file, or a folder that holds something, or cannot be looked into.

    """
    with _errors(Path(os.path.realpath(folder))):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise SamgraphError(
                "something stands there already",
                where=str(folder),
                hint="name a new folder: what a person may have worked on is never overwritten",
            )


@contextmanager
def whole_folder(target: Path, marker: str) -> Iterator[Path]:
    """Give a folder beside `target` to fill, and move it there when the block ends well.

    A folder that stands there is replaced only if it is empty or holds `marker`, the name of a
    file that tells our own folders from other people's.

    Raises:
        SamgraphError: the place is taken or cannot be written.

    """
    target = Path(os.path.realpath(target))
    with _errors(target):
        recover(target)
        taken = target.exists() and not (target / marker).is_file()
        if taken and (not target.is_dir() or any(target.iterdir())):
            raise SamgraphError(
                "something else stands there already",
                where=str(target),
                hint="name a new folder, or remove this one yourself",
            )
        _tidy(target)
        prefix = f"{_hidden(target)}-{os.getpid()}-"
        beside = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
        try:
            yield beside
            (beside / marker).touch()
            beside.chmod(0o777 & ~_umask())
            _put(beside, target)
        finally:
            recover(target)
            shutil.rmtree(beside, ignore_errors=True)


def recover(target: Path) -> None:
    """Bring back a folder that was being replaced when its program was killed."""
    old = target.with_name(_hidden(target) + "-old")
    if old.is_dir():
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(target)


def _hidden(target: Path) -> str:
    """Return how the names of what is put beside a folder begin."""
    return f".samgraph-{zlib.crc32(os.fsencode(target.name)):08x}"


def _put(beside: Path, target: Path) -> None:
    """Move a folder to its place; at no moment is there neither it nor the old one."""
    if target.exists():
        if _exchange(beside, target):
            return
        # Where two names cannot be swapped at once, whoever comes next finds the old one.
        target.rename(target.with_name(_hidden(target) + "-old"))
    beside.rename(target)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; tell whether the system can."""
    import ctypes

    names = os.fsencode(one), os.fsencode(other)
    with suppress(OSError, AttributeError, TypeError):
        system = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(system.renamex_np(*names, _SWAP) == 0)
        return bool(system.renameat2(_HERE, names[0], _HERE, names[1], _SWAP) == 0)
    return False


_HERE = -100
"""AT_FDCWD: a name is taken as any other call would take it."""
_SWAP = 2
"""RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS."""


def _tidy(target: Path) -> None:
    """Remove what programs that were killed have left beside a folder."""
    if os.name != "posix":
        return
    for left in target.parent.glob(f"{_hidden(target)}-*-*"):
        number = left.name.split("-")[2]
        try:
            os.kill(int(number), 0)
        except (ProcessLookupError, ValueError):
            shutil.rmtree(left, ignore_errors=True)
        except OSError:
            pass


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
