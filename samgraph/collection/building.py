"""Building a collection: its plans in several processes, only what changed, the rest going on."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from samgraph.collection.identity import read_declared
from samgraph.collection.making import end_with_parent, make_volume, same_of, within_plan
from samgraph.collection.members import Collection, Failure, Member, read_collection
from samgraph.collection.plans import Plans
from samgraph.collection.storing import bring_up_to_date
from samgraph.collection.volumes import (
    FOLDER,
    Volume,
    engine_key,
    key_of,
    read_volume,
    record_file,
    record_of,
    seen_of,
    stem,
)
from samgraph.errors import Fault, SamgraphError
from samgraph.outputs import whole_file
from samgraph.resources import WORKSPACE
from samgraph.schema import read_schema

Progress = Callable[[str], None]
_AHEAD = 2
"""Plans that wait for each process."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What building a collection came to."""

    plans: int
    """In the store."""
    made: tuple[str, ...]
    """Names of the plans that were built this time; the others had not changed."""
    failures: tuple[Failure, ...]
    store: str
    """`made`, `updated` or `unchanged`."""


def build_collection(
    place: str | Path,
    workspace: Path,
    *,
    workers: int | None = None,
    contested: bool = True,
    progress: Progress = lambda _: None,
) -> Outcome:
    """Build the collection at a place into a workspace, a folder of its own.

    Plans are built in `workers` processes, by default one a core. A plan whose files, whose
    identities and whose engine have not changed is not built again, neither is one that was
    finished when an earlier build was killed. A plan that cannot be built is left out and named.

    Raises:
        SamgraphError: there is no plan, what the collection itself says cannot be read, or the
            workspace is something else's.

    """
    collection = read_collection(place)
    schema = read_schema()
    declared = read_declared(collection.base, schema)
    _claim(workspace)
    with _alone(workspace):
        classes = declared.classes()
        engine = f"{engine_key()} {contested}"
        kept: dict[str, Volume] = {}
        stale: list[Member] = []
        for member in collection.members:
            volume = _fresh(workspace, member, engine, classes)
            if volume is None:
                stale.append(member)
            else:
                kept[member.name] = volume
        failures = {one.name: one for one in collection.failures}
        many = workers or os.cpu_count() or 1
        making = _all_made(workspace, stale, engine, classes, contested, many)
        for done, (member, failure) in enumerate(making, start=1):
            progress(f"plan {done} of {len(stale)}: {member.name}")
            volume = None if failure else read_volume(workspace, member.name)
            if volume is not None:
                kept[member.name] = volume
            else:
                failures[member.name] = failure or Failure(member.name, "its volume is gone")
        volumes = _told_apart(kept.values(), failures)
        if not volumes:
            raise SamgraphError(
                "no plan of the collection can be built",
                where=collection.name,
                hint="mend one of them",
                faults=[fault for one in sorted(failures.values()) for fault in _faults(one)],
            )
        plans = Plans(collection.name, volumes, declared, engine, contested)
        # As JSON gives them back, so that they can be compared.
        said = json.loads(json.dumps([asdict(one) for one in sorted(failures.values())]))
        how = bring_up_to_date(workspace, plans, schema, said, progress)
        _tidy(workspace, collection)
    names = {volume.name for volume in volumes}
    made = tuple(member.name for member in stale if member.name in names)
    return Outcome(len(volumes), made, tuple(sorted(failures.values())), how)


def _faults(failure: Failure) -> Iterator[Fault]:
    yield Fault(failure.name, failure.message, failure.hint)
    yield from failure.faults


def _claim(workspace: Path) -> None:
    """Make the folder of a workspace, unless something else stands there.

    Raises:
        SamgraphError: it does, or the folder cannot be made.

    """
    try:
        ours = (workspace / WORKSPACE).is_file()
        empty = workspace.is_dir() and not any(workspace.iterdir())
        if workspace.exists() and not ours and not empty:
            raise SamgraphError(
                "something else stands there already",
                where=str(workspace),
                hint="name a new folder, or remove this one yourself",
            )
        workspace.mkdir(exist_ok=True)
        (workspace / FOLDER).mkdir(exist_ok=True)
        (workspace / WORKSPACE).touch()
    except FileNotFoundError as error:
        hint = "make the folder above it first"
        raise SamgraphError("cannot be written", where=str(workspace), hint=hint) from error
    except OSError as error:
        raise SamgraphError(
            f"cannot be written: {error.strerror or error}",
            where=str(workspace),
            hint="choose a place that you may write to and that has room",
        ) from error


@contextmanager
def _alone(workspace: Path) -> Iterator[None]:
    """Wait until nobody else builds in a workspace; a killed program holds nobody up."""
    with (workspace / WORKSPACE).open("a") as file:
        with suppress(ImportError):
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fresh(
    workspace: Path, member: Member, engine: str, classes: Sequence[tuple[str, ...]]
) -> Volume | None:
    """Return the volume of a member if nothing that it is made of has changed."""
    volume = read_volume(workspace, member.name)
    if volume is None:
        return None
    if volume.same != same_of(within_plan(classes, volume.namespace, volume.foreign)):
        return None
    with suppress(OSError):
        seen = seen_of(member.folder)
        now = f"{seen} {engine}"
        if volume.seen == now:
            return volume
        if volume.key == key_of(member.folder, engine):
            # Written again with the same content: known by its times from now on.
            volume = replace(volume, seen=now)
            with whole_file(record_file(workspace, member.name)) as file:
                file.write_bytes(record_of(volume))
            return volume
    return None


def _all_made(
    workspace: Path,
    members: Sequence[Member],
    engine: str,
    classes: Sequence[tuple[str, ...]],
    contested: bool,
    workers: int,
) -> Iterator[tuple[Member, Failure | None]]:
    """Yield each member once its volume is made, with what kept it from being so."""
    rest = (engine, classes, contested)
    if min(workers, len(members)) < 2:
        for member in members:
            yield member, make_volume(workspace, member.name, member.folder, *rest)
        return
    waiting = list(reversed(members))
    while waiting:
        with _pool(min(workers, len(waiting))) as pool:
            running: dict[Future[Failure | None], Member] = {}
            broken: list[Member] = []
            while (waiting and not broken) or running:
                while waiting and not broken and len(running) < workers * _AHEAD:
                    member = waiting.pop()
                    job = pool.submit(make_volume, workspace, member.name, member.folder, *rest)
                    running[job] = member
                for job in wait(running, return_when=FIRST_COMPLETED).done:
                    member = running.pop(job)
                    try:
                        yield member, job.result()
                    except BrokenProcessPool:
                        broken.append(member)
        # One of these ended its process: each gets one of its own, so that it harms no other.
        for member in broken:
            yield member, _made_apart(workspace, member, rest)


def _made_apart(
    workspace: Path, member: Member, rest: tuple[str, Sequence[tuple[str, ...]], bool]
) -> Failure | None:
    with _pool(1) as pool:
        try:
            return pool.submit(make_volume, workspace, member.name, member.folder, *rest).result()
        except BrokenProcessPool:
            hint = "there may be too little memory for it: build it by itself"
            return Failure(member.name, "the process that built it was killed", hint)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=end_with_parent
    )


def _told_apart(volumes: Iterable[Volume], failures: dict[str, Failure]) -> tuple[Volume, ...]:
    """Return the volumes in order of names; of two with one namespace the second is a failure."""
    found: dict[str, Volume] = {}
    for volume in sorted(volumes, key=lambda one: one.name):
        other = found.setdefault(volume.namespace, volume)
        if other is not volume:
            failures[volume.name] = Failure(
                volume.name,
                f"has the namespace of {other.name}: {volume.namespace}",
                "give its things a prefix with a namespace of its own in plan.ttl",
            )
    return tuple(found.values())


def _tidy(workspace: Path, collection: Collection) -> None:
    """Remove the volumes of plans that are no longer in the collection."""
    wanted = {stem(member.name) for member in collection.members}
    for file in (workspace / FOLDER).iterdir():
        if file.name.split(".nq")[0].split(".gaps.json")[0].removesuffix(".json") not in wanted:
            with suppress(OSError):
                file.unlink()
