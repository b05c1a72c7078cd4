"""A plan's knowledge, remembered from the last time it was built.

What was built is kept in the user's cache: the store for whoever asks questions, and the gaps by
themselves, so that listing them needs no engine at all. It counts as long as no file of the
package, of the ontology or of samgraph has changed since.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samgraph.collection.members import holds_plans
from samgraph.findings import Gaps, from_records, to_records
from samgraph.resources import MARKER, SUFFIXES, framework_folders, plan_folder, share

if TYPE_CHECKING:
    from samgraph.knowledge import Knowledge

_CODE = Path(__file__).parent
_KEPT = 16
"""How many plans the cache holds; the least recently built go first."""


def _silent(_: str) -> None:
    """Show no progress."""


def load(
    plan: str | Path | None = None,
    *,
    contested: bool = True,
    progress: Callable[[str], None] = _silent,
) -> Knowledge:
    """Return a plan's knowledge, from the cache where nothing has changed since it was built.

    Of a collection, a folder or list of plans or what was built from one, it is what all plans say
    together; DIR/NAME is one plan of what was built into DIR. A store that was built of one plan
    gives that plan.

    The environment variable SAMGRAPH_CACHE names the cache's folder; empty, it switches the cache
    off. A cache that cannot be read or written is no error: the plan is built instead. Without
    `contested`, contested links count for nothing.

    Raises:
        PackageError: the package cannot be read or contradicts the ontology.

    """
    opened = _opened(plan, contested, progress)
    if opened is not None:
        return opened
    folder = plan_folder(plan)
    entry = _entry(folder, contested)
    now = signature(folder) if entry else ""
    known = _open(entry, now) if entry else None
    if known is not None:
        return known
    # A cache that answers spares the import of everything that builds.
    from samgraph.building import build

    knowledge = build(folder, contested=contested, progress=progress)
    if entry is not None:
        with suppress(OSError):
            _keep(knowledge, entry, now)
    return knowledge


def load_gaps(
    plan: str | Path | None = None,
    *,
    contested: bool = True,
    progress: Callable[[str], None] = _silent,
) -> tuple[Gaps, tuple[str, ...]]:
    """Return a plan's gaps, the most important first, and the names of its frames.

    Raises:
        PackageError: the package cannot be read or contradicts the ontology.

    """
    opened = _opened(plan, contested, progress)
    if opened is not None:
        from samgraph.framing import frames
        from samgraph.stored import stored_gaps

        return stored_gaps(opened), tuple(frame.name for frame in frames(opened))
    folder = plan_folder(plan)
    entry = _entry(folder, contested)
    if entry is not None:
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            said = _read(entry / "gaps.json")
            if said["signature"] == signature(folder):
                return from_records(said["gaps"]), tuple(said["frames"])
    from samgraph.framing import frames
    from samgraph.stored import stored_gaps

    knowledge = load(folder, contested=contested, progress=progress)
    return stored_gaps(knowledge), tuple(frame.name for frame in frames(knowledge))


def _opened(
    plan: str | Path | None, contested: bool, progress: Callable[[str], None]
) -> Knowledge | None:
    """Return what is no package to build: a collection, a plan of one, or a built store."""
    if plan is None or _has(plan, "plan.ttl"):
        return None
    if holds_plans(plan):
        from samgraph.collection.opening import open_collection

        built = open_collection(plan, contested=contested, progress=progress)
        return built.knowledge if built else None
    if _has(plan, MARKER):
        from samgraph.serialising import open_store

        return open_store(Path(plan))
    if holds_plans(Path(plan).parent):
        from samgraph.collection.opening import open_member

        return open_member(plan)
    return None


def _has(plan: str | Path, name: str) -> bool:
    """Tell whether a folder has a file; what cannot be the name of a folder has none."""
    with suppress(OSError, ValueError):
        return (Path(plan) / name).is_file()
    return False


def _entry(folder: Path, contested: bool) -> Path | None:
    """Return where the cache keeps a plan, or None where there is no cache."""
    chosen = os.environ.get("SAMGRAPH_CACHE")
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if chosen == "":
        return None
    with suppress(RuntimeError, OSError):
        base = (
            Path(chosen)
            if chosen
            else (Path(home) if home else Path.home() / ".cache") / "samgraph"
        )
        place = os.path.realpath(folder) + ("" if contested else " without contested links")
        return base / f"{folder.name[:40]}-{zlib.crc32(os.fsencode(place)):08x}"
    return None


def signature(folder: Path) -> str:
    """Return a text that changes when a file of the package, the ontology or the code changes.

    It goes by size, inode and times to the nanosecond: reading every file would take longer than
    the answer.
    """
    found = [os.path.realpath(folder), sys.version]
    endings = (".csv", ".ttl", *SUFFIXES)
    if folder.is_dir():
        found.extend(_statuses(folder, endings))
    else:
        found.extend(_statuses(folder.parent, (folder.name,)))
    found.extend(_statuses(share() / "ontology", endings))
    for each in framework_folders():
        found.append(each.name)
        found.extend(_statuses(each, endings))
    found.extend(_statuses(_CODE, (".py",), deep=True))
    return "\n".join(found)


def _statuses(folder: Path, endings: tuple[str, ...], *, deep: bool = False) -> Iterator[str]:
    """Yield name, size, inode and times of a folder's files; if `deep`, of those below it too."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.name.endswith(endings):
                try:
                    status = entry.stat()
                except OSError:
                    yield entry.name
                    continue
                yield (
                    f"{entry.name} {status.st_size} {status.st_ino} "
                    f"{status.st_mtime_ns} {status.st_ctime_ns}"
                )
            elif deep and entry.is_dir(follow_symlinks=False):
                yield f"{entry.name}/"
                yield from _statuses(Path(entry.path), endings, deep=True)


def _open(entry: Path, signature: str) -> Knowledge | None:
    try:
        said = _read(entry / "knowledge.json")
        content = (entry / "quads.nq").read_bytes()
        if said["signature"] != signature or said["quads"] != zlib.crc32(content):
            return None
        import pyoxigraph as ox

        from samgraph.knowledge import Knowledge

        store = ox.Store()
        # Unlike `load`, this keeps the names of nameless nodes.
        store.extend(ox.parse(content, format=ox.RdfFormat.N_QUADS))
        plan = ox.NamedNode(said["plan"])
        return Knowledge(said["name"], plan, said["namespace"], said["prefixes"], store)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, SyntaxError, RecursionError):
        return None


def _read(file: Path) -> dict[str, Any]:
    """Return a record, once it is sure that nothing has happened to it.

    Raises:
        OSError, ValueError, TypeError, KeyError, RecursionError: something has.

    """
    said: dict[str, Any] = json.loads(file.read_bytes())
    if said.pop("check") != _check(said):
        raise ValueError("the record has changed")
    return said


def _check(said: dict[str, Any]) -> int:
    return zlib.crc32(json.dumps(said, sort_keys=True).encode())


def _write(file: Path, said: dict[str, Any]) -> None:
    file.write_text(json.dumps({**said, "check": _check(said)}), encoding="utf-8")


def _keep(knowledge: Knowledge, entry: Path, signature: str) -> None:
    """Write an entry beside its place and move it there, so that nobody meets half of one."""
    import shutil
    import tempfile

    from samgraph.framing import frames
    from samgraph.stored import stored_gaps

    entry.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = Path(tempfile.mkdtemp(prefix=".new-", dir=entry.parent))
    try:
        content = b"\n".join(knowledge.dump()) + b"\n"
        (beside / "quads.nq").write_bytes(content)
        said = {
            "signature": signature,
            "name": knowledge.name,
            "plan": knowledge.plan.value,
            "namespace": knowledge.namespace,
            "prefixes": dict(knowledge.prefixes),
            "quads": zlib.crc32(content),
        }
        gaps = {
            "signature": signature,
            "frames": [frame.name for frame in frames(knowledge)],
            "gaps": to_records(stored_gaps(knowledge)),
        }
        _write(beside / "knowledge.json", said)
        _write(beside / "gaps.json", gaps)
        if entry.exists():
            old = beside.with_name(beside.name + "-old")
            entry.rename(old)
            shutil.rmtree(old, ignore_errors=True)
        beside.rename(entry)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    entries = [each for each in entry.parent.iterdir() if (each / "knowledge.json").is_file()]
    for old in sorted(entries, key=lambda each: each.stat().st_mtime)[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
