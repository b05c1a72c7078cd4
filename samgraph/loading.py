"""A plan's knowledge, remembered from the last time it was built.

What was built is kept in the user's cache under a hash of everything it depends on, so that the
next command starts from the store instead of from the tables.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from samgraph.knowledge import Knowledge
from samgraph.resources import ontology_files, plan_folder

_KEPT = 8
"""How many stores the cache holds; the least recently used go first."""


def _silent(_: str) -> None:
    """Show no progress."""


def load(plan: str | Path | None = None, *, progress: Callable[[str], None] = _silent) -> Knowledge:
    """Return a plan's knowledge, from the cache where nothing has changed since it was built.

    The environment variable SAMGRAPH_CACHE names the cache's folder; empty, it switches the cache
    off. A cache that cannot be read or written is no error: the plan is built instead.

    Raises:
        PackageError: the package cannot be read or contradicts the ontology.

    """
    folder = plan_folder(plan)
    cache = _cache_folder()
    entry = cache / _key(folder) if cache else None
    known = _open(entry) if entry else None
    if known is not None:
        return known
    # A cache that answers spares the import of everything that builds.
    from samgraph.building import build

    knowledge = build(plan, progress=progress)
    if entry is not None:
        with suppress(OSError):
            _keep(knowledge, entry)
    return knowledge


def _cache_folder() -> Path | None:
    chosen = os.environ.get("SAMGRAPH_CACHE")
    if chosen is not None:
        return Path(chosen) if chosen else None
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    with suppress(RuntimeError):
        return (Path(home) if home else Path.home() / ".cache") / "samgraph"
    return None


def _key(folder: Path) -> str:
    """Return a hash of the package, the ontology, the code and the engine."""
    digest = hashlib.sha256(f"{ox.__version__} {sys.version}".encode())
    code = sorted(Path(__file__).parent.glob("*.py"))
    tables = sorted([*folder.glob("*.csv"), *folder.glob("*.ttl")])
    digest.update(str(folder.name).encode())
    for file in code:
        status = file.stat()
        digest.update(f"{file.name} {status.st_size} {status.st_mtime_ns}".encode())
    for file in (*ontology_files(), *tables):
        with suppress(OSError):
            content = file.read_bytes()
            digest.update(f"\0{file.name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:32]


def _open(entry: Path) -> Knowledge | None:
    try:
        said = json.loads((entry / "knowledge.json").read_text(encoding="utf-8"))
        store = ox.Store.read_only(str(entry / "store"))
        with suppress(OSError):
            os.utime(entry)
        return Knowledge(
            said["name"], ox.NamedNode(said["plan"]), said["namespace"], said["prefixes"], store
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(knowledge: Knowledge, entry: Path) -> None:
    """Write the store beside its place and move it there, so that nobody meets half of one."""
    entry.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = Path(tempfile.mkdtemp(prefix="new-", dir=entry.parent))
    try:
        store = ox.Store(str(beside / "store"))
        store.bulk_extend(knowledge.store)
        store.flush()
        del store
        said = {
            "name": knowledge.name,
            "plan": knowledge.plan.value,
            "namespace": knowledge.namespace,
            "prefixes": dict(knowledge.prefixes),
        }
        (beside / "knowledge.json").write_text(json.dumps(said), encoding="utf-8")
        if entry.exists():
            shutil.rmtree(entry, ignore_errors=True)
        beside.rename(entry)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    entries = [each for each in entry.parent.iterdir() if len(each.name) == 32]
    for old in sorted(entries, key=lambda each: each.stat().st_mtime)[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
