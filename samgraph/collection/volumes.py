"""Volumes: the plans of a collection, each closed and kept on disk until its package changes.

A volume is two files in the folder `plans`: the plan's quads, sorted, without the ontology; and a
record of what is asked of many plans at once, so that it need not be worked out again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from samgraph.csvtable import read_ordinary
from samgraph.findings import Discrepancy, Gaps, Place, from_records
from samgraph.knowledge import Knowledge
from samgraph.resources import (
    SUFFIXES,
    framework_folders,
    is_workbook,
    ontology_files,
    shapes_file,
)
from samgraph.terms import PREFIXES
from samgraph.validation import Finding
from samgraph.version import VERSION

FOLDER = "plans"
_ENDINGS = (".csv", ".ttl", *SUFFIXES)


@dataclass(frozen=True, slots=True)
class Volume:
    """One plan of a collection, closed, and what is known of it."""

    name: str
    key: str
    """Changes with any file of the package, with the ontology, the shapes and samgraph."""
    seen: str
    """Sizes and times of the package's files when they were read: as long as these stay, so does
    the key."""
    same: str
    """Of the identities within the plan."""
    foreign: tuple[str, ...]
    """IRIs outside the plan's namespace that its links and its hierarchy speak of."""
    digest: str
    """Of the quads."""
    plan: str
    namespace: str
    prefixes: Mapping[str, str]
    labels: Mapping[str, str]
    sizes: Mapping[str, int]
    """Statements by graph, without the namespace."""
    frames: tuple[Mapping[str, Any], ...]
    """Of each frame its name, labels, scope and intervals."""
    things: tuple[tuple[str, str, str, str, str], ...]
    """What other plans may have too: IRI, class, Dutch label, English label, code."""
    findings: tuple[Any, ...]
    discrepancies: tuple[Any, ...]
    suggested: int
    """How many links are only suggested."""
    gaps: int
    """How many gaps there are."""

    def shape_findings(self) -> tuple[Finding, ...]:
        """Return what the shapes found."""
        return tuple(
            Finding(severity, focus, shape, path, value, tuple(map(tuple, messages)))
            for severity, focus, shape, path, value, messages in self.findings
        )

    def stored_discrepancies(self) -> tuple[Discrepancy, ...]:
        """Return what the plan has against itself."""
        return tuple(
            Discrepancy(
                iri,
                kind,
                severity,
                tuple(about),
                descriptions,
                tuple(Place(*place) for place in places),
                tuple(passages),
            )
            for iri, kind, severity, about, descriptions, places, passages in self.discrepancies
        )


def stem(name: str) -> str:
    """Return the name of a volume's files: readable, safe, and another for every plan."""
    safe = re.sub(r"[^A-Za-z0-9.-]", "_", name)[:60]
    return f"{safe}-{hashlib.sha256(os.fsencode(name)).hexdigest()[:10]}"


def quads_file(workspace: Path, name: str) -> Path:
    """Return where a plan's quads are kept."""
    return workspace / FOLDER / f"{stem(name)}.nq"


def record_file(workspace: Path, name: str) -> Path:
    """Return where a plan's record is kept."""
    return workspace / FOLDER / f"{stem(name)}.json"


def gaps_file(workspace: Path, name: str) -> Path:
    """Return where a plan's gaps are kept."""
    return workspace / FOLDER / f"{stem(name)}.gaps.json"


def read_volume(workspace: Path, name: str) -> Volume | None:
    """Return a volume, or None where there is none that can be relied on."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        said = json.loads(record_file(workspace, name).read_bytes())
        if said.pop("check") != _check(said) or said["name"] != name:
            return None
        for one in ("foreign", "frames", "findings", "discrepancies"):
            said[one] = tuple(said[one])
        said["things"] = tuple(tuple(thing) for thing in said["things"])
        if set(said) == {field.name for field in fields(Volume)}:
            return Volume(**said)
    return None


def record_of(volume: Volume) -> bytes:
    """Return a volume's record as it is kept."""
    said = json.loads(json.dumps(asdict(volume)))
    return json.dumps({**said, "check": _check(said)}, ensure_ascii=False).encode()


def _check(said: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def read_gaps(workspace: Path, volume: Volume) -> Gaps:
    """Return the gaps of a plan, the most important first."""
    return from_records(json.loads(gaps_file(workspace, volume.name).read_bytes()))


def knowledge_of(workspace: Path, volume: Volume, ontology: Sequence[ox.Triple]) -> Knowledge:
    """Return a plan of a collection as knowledge in a store of its own, as `load` gives it."""
    store = ox.Store()
    store.extend(ox.parse(path=quads_file(workspace, volume.name), format=ox.RdfFormat.N_QUADS))
    graph = ox.NamedNode(f"{volume.namespace}graph/ontology")
    store.extend(ox.Quad(one.subject, one.predicate, one.object, graph) for one in ontology)
    prefixes = {**PREFIXES, **volume.prefixes}
    return Knowledge(volume.name, ox.NamedNode(volume.plan), volume.namespace, prefixes, store)


def seen_of(folder: Path) -> str:
    """Return a text that changes when a file of a package is written, without reading any.

    Raises:
        OSError: the folder is gone.

    """
    found = hashlib.sha256()
    for file in _files(folder):
        status = file.stat()
        said = (status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
        found.update(f"{file.name} {said}\n".encode("utf-8", "surrogateescape"))
    return found.hexdigest()[:32]


def key_of(folder: Path, engine: str) -> str:
    """Return a text that changes with the content of a package, and with the engine.

    Raises:
        OSError: the folder is gone, or a file cannot be read.

    """
    found = hashlib.sha256(engine.encode())
    for file in _files(folder):
        content = read_ordinary(file)
        found.update(f"\n{file.name} {len(content)}\n".encode("utf-8", "surrogateescape"))
        found.update(content)
    return found.hexdigest()[:32]


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a package: those of a folder, or one workbook."""
    if not folder.is_dir() and is_workbook(folder):
        return iter((folder,))
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.name.endswith(_ENDINGS))
    return (folder / name for name in names)


@cache
def engine_key() -> str:
    """Return a text that changes with the ontology, the shapes, frameworks and samgraph's code."""
    found = hashlib.sha256(f"{VERSION} {ox.__version__} {sys.version}".encode())
    code = sorted(Path(__file__).parent.parent.rglob("*.py"))
    shared = [file for each in framework_folders() for file in _files(each)]
    for file in (*ontology_files(), shapes_file(), *shared, *code):
        found.update(file.read_bytes())
    return found.hexdigest()[:32]
