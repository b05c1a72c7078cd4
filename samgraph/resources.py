"""Where the ontology, the plans and the questions lie, in a checkout and in an installed wheel."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from samgraph.errors import PackageError, near_match

MARKER = "samgraph-store"
"""A file that tells an on-disk store of ours from any other folder, and what is in it."""
WORKSPACE = "samgraph-collection"
"""A file that tells a folder in which a collection is built from any other."""
DEFAULT_PLAN = "sam-2021-2025"
SUFFIXES = (".xlsx", ".xlsm")
"""Of workbooks that may be plans, or hold a plan's tables; macros in them are never looked at."""


@cache
def share() -> Path:
    """Return the folder that holds `ontology`, `data` and `queries`.

    A wheel carries them in `samgraph/share`; in a checkout they stand beside the package.
    """
    here = Path(__file__).parent
    carried = here / "share"
    return carried if carried.is_dir() else here.parent


def ontology_files() -> tuple[Path, ...]:
    """Return the ontology, its alignments and its chains, in the order in which they are read."""
    folder = share() / "ontology"
    return (folder / "samgraph.ttl", folder / "alignments.ttl", folder / "chains.ttl")


def shapes_file() -> Path:
    """Return the SHACL shapes."""
    return share() / "ontology" / "shapes.ttl"


def plan_names() -> tuple[str, ...]:
    """Return the names of the plans that come with samgraph."""
    return tuple(sorted(file.parent.name for file in (share() / "data").glob("*/plan.ttl")))


def framework_folders() -> tuple[Path, ...]:
    """Return the folders of the packaged frameworks, such as the UN's goals, in order of name."""
    found = (share() / "data" / "frameworks").glob("*/framework.ttl")
    return tuple(sorted(file.parent for file in found))


def is_workbook(file: Path) -> bool:
    """Tell by its name whether a file is a workbook, and not what a spreadsheet locks one with."""
    return file.suffix.casefold() in SUFFIXES and not file.name.startswith(("~$", ".~"))


def plan_folder(plan: str | Path | None = None) -> Path:
    """Return the folder of a plan given by folder or by name; without one, of the SAM plan.

    A plan that is one workbook has no folder: its file is returned.

    Raises:
        PackageError: there is no such folder, workbook or packaged plan of that name.

    """
    if plan is None:
        return share() / "data" / DEFAULT_PLAN
    folder = Path(plan)
    name = str(plan)
    with suppress(OSError):
        if name and folder.is_dir():
            if not os.access(folder, os.R_OK | os.X_OK):
                raise PackageError(
                    f'"{name}" cannot be read', hint="ask its owner for permission to read it"
                )
            return folder
    if name in plan_names():
        return share() / "data" / name
    kind = "is no folder and no packaged plan"
    with suppress(OSError):
        if folder.is_file() and folder.suffix.casefold() in SUFFIXES:
            return folder
        if name and folder.is_file():
            kind = "is a file, neither a folder nor a workbook (.xlsx)"
    known = ", ".join(plan_names())
    hint = near_match(name, plan_names()) or f"give a folder with a plan.ttl, or one of: {known}"
    raise PackageError(f'"{name}" {kind}', hint=hint)
