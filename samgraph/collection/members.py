"""What a collection holds: the plan packages in a folder, or those that a list names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from samgraph.csvtable import read_ordinary
from samgraph.errors import Fault, PackageError, SamgraphError, near_match
from samgraph.resources import MARKER, WORKSPACE, is_workbook, plan_folder

LIST_SUFFIX = ".txt"
"""Of a file that lists plans, one a line."""
DECLARED = "collection.ttl"
"""What a collection says of itself, and which of its things are the same."""
IDENTITIES = "identities.csv"
"""Which things are the same, as a table."""


_OURS = (MARKER, WORKSPACE)
"""Files by which a folder is known to be built, and to hold no plan package."""


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """One plan package of a collection."""

    name: str
    """Of its folder; no two members have the same."""
    folder: Path


@dataclass(frozen=True, slots=True, order=True)
class Failure:
    """A plan that is left out, and why; the rest goes on without it."""

    name: str
    message: str
    hint: str = ""
    faults: tuple[Fault, ...] = ()

    def __str__(self) -> str:
        """Return it as the lines that a person reads."""
        return "\n".join(map(str, (Fault(self.name, self.message, self.hint), *self.faults)))


@dataclass(frozen=True, slots=True)
class Collection:
    """The plan packages of a collection, and what cannot be one of them."""

    name: str
    base: Path
    """The folder in which `DECLARED` and `IDENTITIES` are looked for."""
    members: tuple[Member, ...]
    failures: tuple[Failure, ...]


def is_collection(place: str | Path) -> bool:
    """Tell whether a path is a collection to build: a list of plans, or a folder that holds some.

    A folder with a plan.ttl of its own is one plan, whatever else it holds.
    """
    path = Path(place)
    with suppress(OSError, ValueError):
        if path.is_file():
            return path.suffix.lower() == LIST_SUFFIX
        if path.is_dir() and not (path / "plan.ttl").is_file() and not _is_built(path):
            if (path / DECLARED).is_file():
                return True
            return any((child / "plan.ttl").is_file() for child in _children(path))
    return False


def holds_plans(place: str | Path | None) -> bool:
    """Tell whether a path is a collection, to build or built: many plans, and not one."""
    if place is None:
        return False
    with suppress(OSError, ValueError):
        if (Path(place) / WORKSPACE).is_file():
            return True
    return is_collection(place)


def read_collection(place: str | Path) -> Collection:
    """Return the plans of a collection, ordered by name.

    A sub-folder without plan.ttl, a line of the list that names no plan, and a second plan of the
    same name are failures, each named; they do not keep the other plans out.

    Raises:
        PackageError: the place cannot be read, or there is no plan at all.

    """
    path = Path(os.path.realpath(place))
    try:
        found = _listed(path) if path.is_file() else _held(path)
        members, failures = _told_apart(found)
    except OSError as error:
        raise PackageError(
            f"cannot be read: {error.strerror or error}",
            where=str(place),
            hint="give a folder of plan packages, or a .txt file that lists them",
        ) from error
    if not members:
        raise PackageError(
            "holds no plan",
            where=str(place),
            hint="a collection is a folder of plan packages, or a .txt file with one plan a line",
            faults=[Fault(one.name, one.message, one.hint) for one in failures],
        )
    name = path.stem if path.is_file() else path.name
    base = path.parent if path.is_file() else path
    return Collection(name, base, tuple(sorted(members)), tuple(sorted(failures)))


def _held(folder: Path) -> Iterator[Member | Failure]:
    """Yield the sub-folders and workbooks of a folder, without what is hidden or built there."""
    for book in sorted(filter(_is_book, folder.iterdir())):
        yield Member(book.stem, book)
    for child in sorted(_children(folder)):
        if _is_built(child):
            continue
        if (child / "plan.ttl").is_file():
            yield Member(child.name, child)
        else:
            empty = next(child.iterdir(), None) is None
            yield Failure(
                child.name,
                "the folder is empty" if empty else "there is no plan.ttl",
                "put a plan package there, or move the folder out of the collection",
            )


def _is_book(path: Path) -> bool:
    """Tell whether a path is a plan of its own in one workbook."""
    return is_workbook(path) and path.is_file()


def _children(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir() and not entry.name.startswith((".", "_")):
                yield Path(entry.path)


def _listed(file: Path) -> Iterator[Member | Failure]:
    """Yield the plans that a list names: folders, from where the list stands, or packaged plans."""
    try:
        text = read_ordinary(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackageError("is not UTF-8", where=file.name, hint="save it as UTF-8") from error
    for number, line in enumerate(text.splitlines(), start=1):
        written = line.partition(" #")[0].strip()
        if not written or written.startswith("#"):
            continue
        try:
            folder = file.parent / written
            if not folder.is_dir() and not _is_book(folder):
                folder = plan_folder(written)
        except (SamgraphError, ValueError, OSError):
            near = near_match(written, _names(file.parent))
            hint = near or "write a folder or a workbook, seen from where the list stands"
            yield Failure(f"{file.name}:{number}", f'"{written}" is no plan', hint)
            continue
        folder = Path(os.path.realpath(folder))
        if _is_book(folder):
            yield Member(folder.stem, folder)
        elif (folder / "plan.ttl").is_file():
            yield Member(folder.name, folder)
        else:
            hint = "put a plan package there, or take the line out"
            yield Failure(f"{file.name}:{number}", f'"{written}" has no plan.ttl', hint)


def _names(folder: Path) -> list[str]:
    with suppress(OSError):
        return [child.name for child in _children(folder)]
    return []


def _told_apart(found: Iterable[Member | Failure]) -> tuple[list[Member], list[Failure]]:
    """Return members of different names, and what is left out."""
    members: dict[str, Member] = {}
    failures: list[Failure] = []
    for one in found:
        if isinstance(one, Failure):
            failures.append(one)
            continue
        other = members.setdefault(one.name, one)
        if other is one:
            continue
        if other.folder == one.folder:
            hint = "take one of its lines out"
            failures.append(Failure(one.name, "the list names it twice", hint))
        else:
            message = f"two plans are called so: {other.folder} and {one.folder}"
            failures.append(Failure(one.name, message, "rename one of the two folders"))
    return list(members.values()), failures


def _is_built(folder: Path) -> bool:
    return any((folder / name).is_file() for name in _OURS)
