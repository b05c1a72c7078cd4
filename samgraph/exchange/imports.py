"""The files that a plan can be read from; a new kind is a line here and a room of its own."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol

from samgraph.errors import SamgraphError, near_match
from samgraph.exchange.imported import Imported, write_imported

__all__ = ["IMPORTS", "read_files", "write_imported"]

IMPORTS: Final = {
    ".xml": "stratml:read_stratml_files",
    ".stratml": "stratml:read_stratml_files",
    ".ttl": "mapping:read_mapped",
    ".nt": "mapping:read_mapped",
    ".nq": "mapping:read_mapped",
    ".trig": "mapping:read_mapped",
    ".rdf": "mapping:read_mapped",
    ".owl": "mapping:read_mapped",
    ".jsonld": "mapping:read_mapped",
}
"""By ending, `module:function` within samgraph.exchange that reads files of a kind."""


class Reader(Protocol):
    """What a function that reads files looks like."""

    def __call__(
        self, files: Sequence[Path], *, mapping: str | None, namespace: str, language: str
    ) -> Imported:
        """Return the plan in some files."""


def read_files(
    files: Sequence[Path], *, mapping: str | None = None, namespace: str = "", language: str = ""
) -> Imported:
    """Return the plan in some files of one kind, which their endings tell.

    Raises:
        SamgraphError: nothing reads such files, they are of several kinds, or they cannot be read.

    """
    for file in files:
        if file.is_dir():
            raise SamgraphError(
                "is a folder, not a file",
                where=str(file),
                hint="a folder with a plan.ttl is a plan package already"
                if (file / "plan.ttl").is_file()
                else "name the file in it",
            )
        if not file.exists():
            near = near_match(file.name, [one.name for one in _beside(file)])
            raise SamgraphError("there is no such file", where=str(file), hint=near)
    kinds = {IMPORTS.get(file.suffix.casefold(), "") for file in files}
    if "" in kinds:
        odd = next(file for file in files if file.suffix.casefold() not in IMPORTS)
        raise SamgraphError(
            f'nothing reads files that end in "{odd.suffix}"',
            where=str(odd),
            hint=near_match(odd.suffix, IMPORTS) or f"the endings are {', '.join(IMPORTS)}",
        )
    if len(kinds) > 1:
        raise SamgraphError(
            "the files are of several kinds", hint="import them one by one, or only the RDF ones"
        )
    module, _, function = kinds.pop().partition(":")
    read: Reader = getattr(import_module(f"samgraph.exchange.{module}"), function)
    return read(files, mapping=mapping, namespace=namespace, language=language)


def _beside(file: Path) -> list[Path]:
    return list(file.parent.iterdir()) if file.parent.is_dir() else []
