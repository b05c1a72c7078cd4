"""The store of a collection on disk: written whole, or brought up to date beside the old one.

The folder of a built collection holds the volumes and one store; the file `samgraph-store` says
which. A new store is made beside the old one, and the file is replaced in one step when it is
ready, so that whoever is killed at any moment leaves the old store whole. An update begins with a
backup of the old store, whose files are shared and not copied, and changes what differs.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from samgraph.collection.merging import IDENTITY, MERGED, Merger
from samgraph.collection.plans import FORM, Plans
from samgraph.collection.volumes import quads_file
from samgraph.outputs import whole_file
from samgraph.resources import MARKER
from samgraph.schema import Schema
from samgraph.sums import write_sums
from samgraph.terms import DCTERMS, SKOS

_UPDATED = 0.2
"""Up to this share of changed plans, a store is brought up to date; beyond, it is made anew."""


def bring_up_to_date(
    workspace: Path,
    plans: Plans,
    schema: Schema,
    failures: Sequence[Mapping[str, Any]],
    progress: Callable[[str], None],
) -> str:
    """Make the store of a workspace hold exactly these plans, and say how that was done.

    It is one of `unchanged`, `updated` and `made`.
    """
    known = read_said(workspace)
    state = plans.state()
    old = known["collection"]["state"] if known else {}
    if known and old == state:
        if known["collection"]["failures"] != list(failures):
            known["collection"]["failures"] = list(failures)
            _write_said(workspace, known)
        return "unchanged"
    changed = _changed(old, state)
    few = changed is not None and len(changed) <= max(2, _UPDATED * len(state["plans"]))
    digest = hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()[:16]
    target = workspace / f"store-{digest}"
    shutil.rmtree(target, ignore_errors=True)
    if known and few and changed is not None:
        progress(f"bringing the store up to date: {len(changed)} plans")
        sizes = _update(workspace, known, target, plans, changed)
    else:
        progress(f"writing the store: {len(plans.volumes)} plans")
        sizes = _make(workspace, target, plans, schema, progress)
    said = {
        "name": plans.name,
        "plan": plans.iri,
        "namespace": plans.namespace,
        "prefixes": dict(sorted(plans.prefixes().items())),
        "sizes": dict(sorted(sizes.items())),
        "version": digest,
        "collection": {"store": target.name, "state": state, "failures": list(failures)},
    }
    _write_said(workspace, said)
    for folder in workspace.glob("store-*"):
        if folder != target:
            shutil.rmtree(folder, ignore_errors=True)
    return "updated" if known and few else "made"


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str] | None:
    """Return the names of the plans that differ, or None where more than plans differs."""
    if any(old.get(name) != new[name] for name in new if name != "plans"):
        return None
    before, after = old["plans"], new["plans"]
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def _make(
    workspace: Path,
    target: Path,
    plans: Plans,
    schema: Schema,
    progress: Callable[[str], None],
) -> dict[str, int]:
    same = _nodes(plans.same())
    every = max(1, len(plans.volumes) // 20)

    def quads() -> Iterator[ox.Quad]:
        yield from plans.own_quads()
        ontology = ox.NamedNode(f"{plans.namespace}graph/ontology")
        for one in schema.triples:
            yield ox.Quad(one.subject, one.predicate, one.object, ontology)
        for number, volume in enumerate(plans.volumes, start=1):
            merger = Merger(plans.namespace, volume.namespace, same)
            file = quads_file(workspace, volume.name)
            yield from merger.with_merged(ox.parse(path=file, format=ox.RdfFormat.N_QUADS))
            if number % every == 0:
                progress(f"writing the store: {number} of {len(plans.volumes)} plans")

    store = ox.Store(str(target))
    # What is loaded in bulk is on disk. Not flushed: that would wait until every file is merged.
    store.bulk_extend(quads())
    sizes = _plan_sizes(plans)
    for name in (*MERGED, IDENTITY, "ontology"):
        graph = f"{plans.namespace}graph/{name}"
        sizes[graph] = _count(store, graph)
    del store
    write_sums(target)
    return {graph: size for graph, size in sizes.items() if size}


def _plan_sizes(plans: Plans) -> dict[str, int]:
    return {
        f"{volume.namespace}graph/{name}": size
        for volume in plans.volumes
        for name, size in volume.sizes.items()
    }


def _count(store: ox.Store, graph: str) -> int:
    answer = store.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    return next(int(row["n"].value) for row in answer)  # type: ignore[union-attr]


def _update(
    workspace: Path, known: Mapping[str, Any], target: Path, plans: Plans, changed: set[str]
) -> dict[str, int]:
    """Write a store that differs from the old one in some plans; return the sizes of its graphs."""
    old = ox.Store.read_only(str(workspace / known["collection"]["store"]))
    old.backup(str(target))
    del old
    store = ox.Store(str(target))
    same = _nodes(plans.same())
    volumes = {volume.name: volume for volume in plans.volumes}
    spaces = {name: space for name, (_, space) in known["collection"]["state"]["plans"].items()}
    gone, come = set(_parts_of(store, plans)), set(plans.own_quads())
    for name in sorted(changed):
        if name in spaces:
            before = {
                quad
                for graph in known["sizes"]
                if graph.startswith(f"{spaces[name]}graph/")
                for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
            }
            gone.update(Merger(plans.namespace, spaces[name], same).with_merged(before))
        if name in volumes:
            file = quads_file(workspace, name)
            merger = Merger(plans.namespace, volumes[name].namespace, same)
            come.update(merger.with_merged(ox.parse(path=file, format=ox.RdfFormat.N_QUADS)))
    sizes = Counter(known["sizes"])
    new = [quad for quad in come if quad not in store]
    store.extend(new)
    sizes.update(_graph_of(quad) for quad in new)
    kept = _Elsewhere(store, plans, same)
    # What plans say goes first: then what is left says what others still say.
    for some in ([one for one in gone - come if not kept.is_about(one)], gone - come):
        for quad in some:
            if quad in store and not kept.says(quad):
                store.remove(quad)
                sizes[_graph_of(quad)] -= 1
    del store
    write_sums(target)
    _sync(target)
    return {graph: size for graph, size in sizes.items() if size}


def _sync(target: Path) -> None:
    """Have the journal of a store on disk, so that what it holds survives a loss of power.

    The store would do so by a flush, which waits until all its files are merged.
    """
    for file in target.glob("*.log"):
        with file.open("rb") as journal:
            os.fsync(journal.fileno())


def _parts_of(store: ox.Store, plans: Plans) -> Iterator[ox.Quad]:
    """Yield what a store says of which plans the collection has."""
    graph = ox.NamedNode(f"{plans.namespace}graph/structure")
    part = ox.NamedNode(DCTERMS + "hasPart")
    return store.quads_for_pattern(ox.NamedNode(plans.iri), part, None, graph)


def _nodes(same: Mapping[str, str]) -> dict[object, ox.NamedNode]:
    return {ox.NamedNode(one): ox.NamedNode(other) for one, other in same.items()}


def _graph_of(quad: ox.Quad) -> str:
    return str(quad.graph_name).strip("<>")


class _Elsewhere:
    """Tells whether what one plan no longer adds to a collection's graph is said by another."""

    def __init__(self, store: ox.Store, plans: Plans, same: Mapping[object, ox.NamedNode]) -> None:
        self._store = store
        self._namespace = f"{plans.namespace}graph/"
        self._graphs = {
            f"{self._namespace}{name}": frozenset(
                f"{volume.namespace}graph/{name}" for volume in plans.volumes
            )
            for name in MERGED
        }
        self._names: dict[object, list[object]] = {}
        for one, better in same.items():
            self._names.setdefault(better, [better]).append(one)

    def is_about(self, quad: ox.Quad) -> bool:
        """Tell whether a quad is in one of the collection's merged graphs."""
        return _graph_of(quad) in self._graphs

    def says(self, quad: ox.Quad) -> bool:
        """Tell whether a plan says what a merged graph does, under whatever name of its things."""
        graphs = self._graphs.get(_graph_of(quad), frozenset())
        return bool(graphs) and any(
            _graph_of(found) in graphs
            for subject, predicate in self._starts(quad)
            for value in self._names.get(quad.object, [quad.object])
            for found in self._store.quads_for_pattern(subject, predicate, value, None)  # type: ignore[arg-type]
        )

    def _starts(self, quad: ox.Quad) -> Iterator[tuple[object, ox.NamedNode]]:
        """Yield the subjects and predicates that are merged into those of a quad."""
        label, other = ox.NamedNode(SKOS + "prefLabel"), ox.NamedNode(SKOS + "altLabel")
        for subject in self._names.get(quad.subject, [quad.subject]):
            if subject == quad.subject or quad.predicate != label:
                yield subject, quad.predicate
            if subject != quad.subject and quad.predicate == other:
                yield subject, label


def read_said(workspace: Path) -> dict[str, Any] | None:
    """Return what a workspace says of its store, or None where there is none to rely on."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        said: dict[str, Any] = json.loads((workspace / MARKER).read_bytes())
        about = said["collection"]
        if about["state"]["form"] == FORM and (workspace / about["store"]).is_dir():
            return said
    return None


def _write_said(workspace: Path, said: Mapping[str, Any]) -> None:
    with whole_file(workspace / MARKER) as file:
        file.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
