"""Made-up plans as packages, as quads and as one closed store.

A plan is read from its rows by samgraph's own reader of tables, so that the quads are those of the
package written out, and closed by samgraph's own rules. Plans are closed one by one, each seeing
only itself and the ontology, in several processes at once.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import pyoxigraph as ox
from generation_model import SHARED, Plan

import samgraph
from samgraph.assembly import Assembly
from samgraph.building import asserted, infer
from samgraph.csvtable import Table
from samgraph.errors import Fault, PackageError
from samgraph.knowledge import Knowledge
from samgraph.outputs import whole_file, whole_folder
from samgraph.package import Package
from samgraph.resources import ontology_files
from samgraph.rules import Rules, compile_rules
from samgraph.schema import Schema, read_schema
from samgraph.terms import GRAPHS_OF_STANDING, PREFIXES

ONTOLOGY = ox.NamedNode("https://example.org/plans/graph/ontology")
"""The one graph of the ontology in a store of many plans."""

_DECLARED = "plan"


@cache
def schema() -> Schema:
    """Return samgraph's schema, read once a process."""
    return read_schema()


@cache
def _rules() -> Rules:
    return compile_rules(schema().triples)


def _prefixes(plan: Plan) -> dict[str, str]:
    return {**PREFIXES, plan.prefix: plan.namespace, "shared": SHARED}


def package_of(plan: Plan) -> Package:
    """Return what a plan asserts, as samgraph would read it from the plan's folder.

    Raises:
        PackageError: the plan was made with a fault that a reader of packages sees.

    """
    faults: list[Fault] = []
    assembly = Assembly(schema(), _prefixes(plan), plan.namespace, faults)
    for name, (header, rows) in _tables(plan).items():
        numbered = list(enumerate(rows, start=2))
        assembly.add_table(Table(f"{name}.csv", list(header), numbered))
    assembly.check_references()
    if faults:
        raise PackageError(f"{plan.name} cannot be read", faults=faults)
    iri = ox.NamedNode(f"{plan.namespace}plan")
    return Package(plan.name, iri, plan.namespace, _prefixes(plan), tuple(assembly.quads))


def _tables(plan: Plan) -> dict[str, tuple[list[str], list[list[str]]]]:
    """Return each table as a header and rows of equal length."""
    found = {}
    for name, rows in sorted(plan.tables.items()):
        header = list(dict.fromkeys(column for row in rows for column in row))
        found[name] = header, [[row.get(column, "") for column in header] for row in rows]
    return found


def write_package(plan: Plan, folder: Path) -> None:
    """Write a plan as a package: plan.ttl and tables, the same bytes for the same plan.

    Raises:
        SamgraphError: something else stands there, or it cannot be written.

    """
    with whole_folder(folder, "plan.ttl") as beside:
        for name, (header, rows) in _tables(plan).items():
            if name == _DECLARED:
                (beside / "plan.ttl").write_bytes(_turtle(plan, header, rows))
                continue
            out = io.StringIO()
            csv.writer(out, lineterminator="\n").writerows([header, *rows])
            (beside / f"{name}.csv").write_text(out.getvalue(), encoding="utf-8", newline="\n")


def _turtle(plan: Plan, header: list[str], rows: list[list[str]]) -> bytes:
    """Return what plan.ttl says."""
    assembly = Assembly(schema(), _prefixes(plan), plan.namespace, [])
    assembly.add_table(Table("plan.csv", header, list(enumerate(rows, start=2))))
    triples = [quad.triple for quad in assembly.quads]
    found = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=_prefixes(plan))
    return found or b""


def closed(plan: Plan) -> bytes:
    """Return a plan closed under the rules as N-Quads, sorted, without the ontology."""
    package = package_of(plan)
    store = asserted(package, schema())
    infer(store, plan.namespace, _rules())
    store.remove_graph(ox.NamedNode(f"{plan.namespace}graph/ontology"))
    content = store.dump(format=ox.RdfFormat.N_QUADS) or b""
    return b"\n".join(sorted(line for line in content.split(b"\n") if line)) + b"\n"


def closed_plans(plans: Sequence[Plan], workers: int | None = None) -> Iterator[bytes]:
    """Yield the plans closed, in order, worked out in several processes."""
    many = min(workers or os.cpu_count() or 1, len(plans))
    if many < 2:
        yield from map(closed, plans)
        return
    with ProcessPoolExecutor(many, mp_context=get_context("spawn")) as pool:
        yield from pool.map(closed, plans, chunksize=max(1, len(plans) // (4 * many)))


def generate_store(
    plans: Sequence[Plan], *, cache: Path | None = None, workers: int | None = None
) -> ox.Store:
    """Return one store with the named graphs of every plan, closed, and the ontology once.

    The graphs of a plan are those that samgraph builds, without findings; `knowledge_of` gives one
    plan in it, `graphs_of` the graphs of all. In the folder `cache` the closed quads are kept for
    the next time, under a name that changes with the plans, the ontology and the engine.

    Raises:
        PackageError: a plan was made with a fault.

    """
    store = ox.Store()
    file = cache / f"plans-{_fingerprint(plans)}.nq" if cache else None
    if file and file.is_file():
        store.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
    else:
        parts = []
        for content in closed_plans(plans, workers):
            store.bulk_load(content, format=ox.RdfFormat.N_QUADS)
            parts.append(content)
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(file) as beside:
                beside.write_bytes(b"".join(parts))
    store.extend(
        ox.Quad(one.subject, one.predicate, one.object, ONTOLOGY) for one in schema().triples
    )
    return store


def _fingerprint(plans: Sequence[Plan]) -> str:
    """Return what tells one collection of closed plans from another."""
    found = hashlib.sha256()
    for plan in plans:
        found.update(json.dumps([plan.namespace, _tables(plan)], sort_keys=True).encode())
    engine = Path(samgraph.__file__).parent
    sources = [engine / f"{name}.py" for name in ("assembly", "building", "reasoning", "rules")]
    for source in (*ontology_files(), *sources):
        found.update(source.read_bytes())
    return found.hexdigest()[:16]


def knowledge_of(plan: Plan, store: ox.Store) -> Knowledge:
    """Return one plan in a store of many, to be asked as any other."""
    iri = ox.NamedNode(f"{plan.namespace}plan")
    return Knowledge(plan.name, iri, plan.namespace, _prefixes(plan), store)


def graphs_of(plans: Iterable[Plan], standing: str = "judged") -> list[ox.NamedNode]:
    """Return the graphs that make up all plans in one reading, and the ontology."""
    own = [
        ox.NamedNode(f"{plan.namespace}graph/{name}")
        for plan in plans
        for name in GRAPHS_OF_STANDING[standing]
        if name != "ontology"
    ]
    return [*own, ONTOLOGY]
