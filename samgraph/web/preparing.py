"""Reading a plan in a process of its own, so that the server goes on answering meanwhile.

Run as `python -m samgraph.web.preparing`; the words come by standard input, the plan by standard
output.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from samgraph.checking import check_shapes
from samgraph.collection.members import holds_plans
from samgraph.collection.opening import open_collection, trace_of_collection
from samgraph.errors import Fault, SamgraphError
from samgraph.loading import load, signature
from samgraph.resources import MARKER, plan_folder
from samgraph.serialising import read_about, store_in
from samgraph.sums import damaged
from samgraph.web.messages import pack, unpack
from samgraph.web.processes import own_environment
from samgraph.web.served import Served, of_knowledge


async def prepare(
    plan: str | Path | None, *, store: str | Path | None = None, force: bool = False
) -> Served:
    """Return a plan, or a store on disk, as it is served.

    Raises:
        SamgraphError: it cannot be read; or it does not validate, and is not served by `force`.

    """
    if store is not None:
        return await asyncio.to_thread(of_store, Path(store))
    if holds_plans(plan):
        return await asyncio.to_thread(of_collection, str(plan), force=force)
    # Before another process is started, so that a wrong name is a message at once.
    plan_folder(plan)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "samgraph.web.preparing"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=own_environment(),
    )
    try:
        words = {"plan": None if plan is None else str(plan), "force": force}
        content, _ = await process.communicate(pack(words))
    except asyncio.CancelledError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        raise
    return _served(content)


def _served(content: bytes) -> Served:
    """Return what another process has read.

    Raises:
        SamgraphError: it could not read it.

    """
    view = memoryview(content)
    place = 0

    def read(size: int) -> bytes:
        nonlocal place
        place += size
        return bytes(view[place - size : place])

    message = unpack(read) if content else None
    if message is None:
        raise SamgraphError("the plan cannot be read", hint="try samgraph check")
    words, quads = message
    if "error" in words:
        raise SamgraphError(
            words["error"],
            where=words["where"],
            hint=words["hint"],
            faults=[Fault(*fault) for fault in words["faults"]],
        )
    return Served(**words, quads=quads)


def of_store(folder: Path) -> Served:
    """Return a store on disk that `samgraph build -o DIR` made, as it is served.

    Raises:
        SamgraphError: there is no such store, or it is damaged.

    """
    said = read_about(folder)
    broken = damaged(store_in(folder))
    if broken:
        raise SamgraphError(
            f"the store on disk cannot be read: {broken[0]} is damaged",
            where=str(folder),
            hint="build it anew with samgraph build -o DIR",
        )
    collection = str(folder) if holds_plans(folder) else ""
    return Served(**said, store=str(store_in(folder)), collection=collection)


def of_collection(place: str, *, force: bool = False) -> Served:
    """Return a collection as it is served: what all its plans say together, from disk.

    Raises:
        SamgraphError: it cannot be read; or a plan does not validate, and is not served by `force`.

    """
    built = open_collection(place)
    if built is None:
        raise SamgraphError("is no collection any more", where=place, hint="give one that is")
    violations = {
        volume.name: sum(one.severity == "violation" for one in volume.shape_findings())
        for volume in built.volumes()
    }
    unsound = [name for name, many in violations.items() if many]
    if unsound and not force:
        raise SamgraphError(
            f"{len(unsound)} of {len(violations)} plans do not validate: {', '.join(unsound[:5])}",
            where=built.name,
            hint="samgraph check lists why; --force serves the collection all the same",
        )
    return replace(of_store(built.workspace), faults=sum(violations.values()))


def trace_of(plan: str | Path | None, store: str | Path | None = None) -> str:
    """Return a text that changes when a file of a plan or of a store on disk does."""
    try:
        if store is not None:
            status = (Path(store) / MARKER).stat()
            return f"{status.st_ino} {status.st_mtime_ns} {status.st_size}"
        if plan is not None and holds_plans(plan):
            return trace_of_collection(plan)
        return signature(plan_folder(plan))
    except (OSError, SamgraphError):
        return ""


def read(plan: str | None, *, force: bool) -> Served:
    """Return a plan as it is served, read in this process.

    Raises:
        SamgraphError: it cannot be read, or does not validate.

    """
    knowledge = load(plan)
    violations = [one for one in check_shapes(plan) if one.severity == "violation"]
    if violations and not force:
        raise SamgraphError(
            f"the plan does not validate: {len(violations)} "
            + ("violation" if len(violations) == 1 else "violations"),
            where=knowledge.name,
            hint="samgraph check lists them; --force serves the plan all the same",
        )
    return of_knowledge(knowledge, len(violations))


def _said(served: Served) -> Mapping[str, Any]:
    words = {name: getattr(served, name) for name in Served.__slots__}
    del words["quads"]
    return words


def main() -> None:
    """Read what standard input names, and write it to standard output."""
    message = unpack(sys.stdin.buffer.read)
    if message is None:
        return
    words, _ = message
    try:
        served = read(words["plan"], force=words["force"])
        said, quads = _said(served), served.quads
    except SamgraphError as error:
        faults = [(fault.where, fault.message, fault.hint) for fault in error.faults]
        quads = b""
        said = {"error": error.message, "where": error.where, "hint": error.hint, "faults": faults}
    sys.stdout.buffer.write(pack(said, quads))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
