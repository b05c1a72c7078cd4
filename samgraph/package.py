"""A plan package: a folder of tables and Turtle, read exactly or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from samgraph.assembly import Assembly
from samgraph.csvtable import read_table
from samgraph.errors import Fault, PackageError
from samgraph.schema import Schema
from samgraph.terms import PREFIXES, RDF, sg
from samgraph.turtle import Document, read_documents

_TYPE = ox.NamedNode(RDF + "type")


@dataclass(frozen=True, slots=True)
class Package:
    """What a plan package asserts, each quad in the named graph where it belongs."""

    name: str
    plan: ox.NamedNode
    namespace: str
    prefixes: dict[str, str]
    quads: tuple[ox.Quad, ...]


def read_package(folder: Path, schema: Schema) -> Package:
    """Return the plan package in `folder`.

    The order of rows, of columns and of files makes no difference to the result.

    Raises:
        PackageError: with every fault of every file, each with its place and a near match.

    """
    if not (folder / "plan.ttl").is_file():
        raise PackageError(
            "there is no plan.ttl",
            where=folder.name or str(folder),
            hint="a plan package is a folder whose plan.ttl declares the plan and its prefixes",
        )
    faults: list[Fault] = []
    documents = read_documents(sorted(folder.glob("*.ttl")), schema, faults)
    prefixes: dict[str, str] = {}
    for document in documents:
        prefixes.update(document.prefixes)
    tables = [read_table(file, file.name) for file in sorted(folder.glob("*.csv"))]
    plan, namespace = _plan_of(documents, faults)
    assembly = Assembly(schema, prefixes, namespace, faults)
    for document in documents:
        assembly.add_document(document)
    for table in tables:
        assembly.add_table(table)
    assembly.check_references()
    if faults or plan is None:
        raise PackageError(
            f"{folder.name} cannot be read: {len(faults)} fault{'s'[: len(faults) != 1]}",
            faults=sorted(faults, key=_place),
        )
    known = {**PREFIXES, **prefixes}
    return Package(folder.name, plan, namespace, known, tuple(assembly.quads))


def _place(fault: Fault) -> tuple[str, int, str]:
    file, _, rest = fault.where.partition(":")
    digits = rest.split(",")[0]
    return (file, int(digits) if digits.isdigit() else 0, str(fault))


def _plan_of(documents: list[Document], faults: list[Fault]) -> tuple[ox.NamedNode | None, str]:
    """Return the one plan that the package declares, and the namespace of its things."""
    plans = sorted(
        {
            quad.subject.value: document
            for document in documents
            for quad in document.triples
            if quad.predicate == _TYPE
            and quad.object == ox.NamedNode(sg("Plan"))
            and isinstance(quad.subject, ox.NamedNode)
        }.items(),
        key=lambda pair: pair[0],
    )
    if len(plans) != 1:
        if not any(fault.where.startswith("plan.ttl") for fault in faults):
            found = f"{len(plans)} plans are declared" if plans else "no plan is declared"
            hint = "declare one with: <IRI> a sg:Plan ."
            faults.append(Fault("plan.ttl", found, hint))
        return None, ""
    iri, document = plans[0]
    fitting = [space for space in document.prefixes.values() if iri.startswith(space)]
    if not fitting:
        faults.append(
            Fault("plan.ttl", f"no prefix fits the plan <{iri}>", "declare the plan's prefix")
        )
        return None, ""
    return ox.NamedNode(iri), max(fitting, key=len)
