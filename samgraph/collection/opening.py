"""A collection as commands and programs use it: one graph, and each of its plans."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from samgraph.collection.members import Failure, is_collection, read_collection
from samgraph.collection.storing import read_said
from samgraph.collection.volumes import Volume, knowledge_of, read_gaps, read_volume, seen_of
from samgraph.errors import Fault, SamgraphError, near_match
from samgraph.findings import Gaps
from samgraph.knowledge import Knowledge
from samgraph.resources import MARKER
from samgraph.schema import Schema, read_schema
from samgraph.terms import PREFIXES

Progress = Callable[[str], None]
_KEPT = 4
"""How many collections the cache holds: a large one takes gigabytes."""


def _silent(_: str) -> None:
    """Show no progress."""


@dataclass(frozen=True)
class Built:
    """A collection that is built: its store, its plans and what is left out."""

    workspace: Path
    said: dict[str, Any]

    @property
    def name(self) -> str:
        """The name of the collection: of its folder or its list."""
        return str(self.said["name"])

    @property
    def iri(self) -> str:
        """The IRI of the collection."""
        return str(self.said["plan"])

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its plans, in order."""
        return tuple(sorted(self.said["collection"]["state"]["plans"]))

    @property
    def same(self) -> dict[str, str]:
        """Of each name of a thing that goes by another, that other."""
        return dict(self.said["collection"]["state"]["same"])

    @cached_property
    def failures(self) -> tuple[Failure, ...]:
        """The plans that are left out."""
        return tuple(
            Failure(
                one["name"],
                one["message"],
                one["hint"],
                tuple(Fault(**fault) for fault in one["faults"]),
            )
            for one in self.said["collection"]["failures"]
        )

    @cached_property
    def knowledge(self) -> Knowledge:
        """What all plans say together, things that are given as the same being one."""
        return Knowledge(
            self.name,
            ox.NamedNode(self.iri),
            self.said["namespace"],
            self.said["prefixes"],
            self._store,
            plans=tuple(space for _, space in self.said["collection"]["state"]["plans"].values()),
        )

    @cached_property
    def _store(self) -> ox.Store:
        return ox.Store.read_only(str(self.workspace / self.said["collection"]["store"]))

    @cached_property
    def _schema(self) -> Schema:
        return read_schema()

    def volume(self, name: str) -> Volume:
        """Return what is kept of a plan.

        Raises:
            SamgraphError: the collection has no such plan, with the nearest names.

        """
        if name not in self.said["collection"]["state"]["plans"]:
            left = [str(one) for one in self.failures if one.name == name]
            raise SamgraphError(
                f'{self.name} has no plan "{name}"',
                hint=left[0] if left else near_match(name, self.names),
            )
        found = read_volume(self.workspace, name)
        if found is None:
            raise SamgraphError(
                f"the volume of {name} cannot be read",
                where=str(self.workspace),
                hint="build the collection again",
            )
        return found

    def volumes(self) -> Iterator[Volume]:
        """Yield what is kept of every plan, in order of names."""
        return map(self.volume, self.names)

    def plan(self, name: str) -> Knowledge:
        """Return one plan in a store of its own, just as `load` gives it.

        Raises:
            SamgraphError: the collection has no such plan.

        """
        return knowledge_of(self.workspace, self.volume(name), self._schema.triples)

    def view(self, name: str) -> Knowledge:
        """Return one plan in the collection's store, for queries; nothing is copied.

        Raises:
            SamgraphError: the collection has no such plan.

        """
        volume = self.volume(name)
        return Knowledge(
            name,
            ox.NamedNode(volume.plan),
            volume.namespace,
            {**PREFIXES, **volume.prefixes},
            self._store,
            ontology=f"{self.said['namespace']}graph/ontology",
        )

    def gaps(self, name: str) -> Gaps:
        """Return the gaps of a plan, the most important first.

        Raises:
            SamgraphError: the collection has no such plan.

        """
        return read_gaps(self.workspace, self.volume(name))


def open_built(workspace: str | Path) -> Built | None:
    """Return the collection that was built into a folder, or None where none was."""
    said = read_said(Path(workspace))
    return Built(Path(workspace), said) if said else None


def open_collection(
    place: str | Path | None,
    *,
    contested: bool = True,
    progress: Progress = _silent,
) -> Built | None:
    """Return the collection that is at a place, or None where something else is.

    The place is a folder of plans, a list of plans, or a folder into which one was built. Of the
    first two, what has changed since they were last opened is built first, in the user's cache.

    Raises:
        SamgraphError: there is no plan in it, or what it says itself cannot be read.

    """
    if place is None:
        return None
    built = open_built(place)
    if built is not None:
        if not contested and built.said["collection"]["state"]["contested"]:
            raise SamgraphError(
                "this collection was built with its contested links",
                where=str(place),
                hint="give the folder of its plans, or the list, and not the built store",
            )
        return built
    if not is_collection(place):
        return None
    # What is built already is opened without everything that builds.
    from samgraph.collection.building import build_collection

    workspace = _workspace(Path(place), contested)
    build_collection(place, workspace, contested=contested, progress=progress)
    _forget_all_but(_KEPT, workspace)
    return open_built(workspace)


def _forget_all_but(many: int, workspace: Path) -> None:
    """Keep so many collections in the cache: this one and those that were built last."""
    with suppress(OSError):
        others = [
            (one / MARKER).stat().st_mtime_ns
            for one in workspace.parent.iterdir()
            if one != workspace and (one / MARKER).is_file()
        ]
        oldest = sorted(others, reverse=True)[many - 1 :]
        for one in workspace.parent.iterdir():
            marker = one / MARKER
            if one != workspace and marker.is_file() and marker.stat().st_mtime_ns in oldest:
                shutil.rmtree(one, ignore_errors=True)


def trace_of_collection(place: str | Path) -> str:
    """Return a text that changes when a file of any plan does, or what was built from them.

    Raises:
        OSError, SamgraphError: it cannot be read.

    """
    if not is_collection(place):
        status = (Path(place) / MARKER).stat()
        return f"{status.st_ino} {status.st_mtime_ns} {status.st_size}"
    collection = read_collection(place)
    found = [seen_of(collection.base)]
    for member in collection.members:
        with suppress(OSError):
            found.append(f"{member.name} {seen_of(member.folder)}")
    return "\n".join(found)


def open_member(place: str | Path | None) -> Knowledge | None:
    """Return the plan that DIR/NAME names, where DIR is a built collection that has it."""
    if place is None:
        return None
    path = Path(place)
    with suppress(OSError):
        if not path.exists() and path.name:
            built = open_built(path.parent)
            if built is not None:
                return built.plan(path.name)
    return None


def _workspace(place: Path, contested: bool) -> Path:
    """Return where the cache keeps a collection; without a cache, a folder until the end."""
    real = os.path.realpath(place) + ("" if contested else " without contested links")
    chosen = os.environ.get("SAMGRAPH_CACHE")
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if chosen != "":
        with suppress(OSError, RuntimeError):
            base = Path(chosen) if chosen else (Path(home) if home else Path.home() / ".cache")
            folder = (base if chosen else base / "samgraph") / "collections"
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            return folder / f"{place.name[:40]}-{zlib.crc32(os.fsencode(real)):08x}"
    folder = Path(tempfile.mkdtemp(prefix="samgraph-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder / "collection"
