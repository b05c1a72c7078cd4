"""A plan package: a folder of tables and Turtle, read exactly or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from samgraph.assembly import Assembly
from samgraph.contents import read_contents
from samgraph.csvtable import read_table
from samgraph.errors import Fault, PackageError
from samgraph.frameworks import namespaces, used_frameworks
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


def read_package(place: Path, schema: Schema) -> Package:
    """Return the plan package in a folder, which may hold a workbook, or in a workbook alone.

    The order of rows, of columns and of files makes no difference to the result.

    Raises:
        PackageError: with every fault of every file, each with its place and a near match.

    """
    contents = read_contents(place)
    name = contents.name
    if not contents.declares:
        hint = (
            "a plan package is a folder whose plan.ttl declares the plan and its prefixes; "
            "in a workbook it is a sheet of that name"
        )
        if not place.is_dir() and (place.parent / "plan.ttl").is_file():
            hint = f"give the folder that it stands in, {place.parent}: plan.ttl is there"
        raise PackageError("there is no plan.ttl", where=name, hint=hint)
    faults = contents.faults
    frameworks: list[Path] = []

    def beside(own: list[Document]) -> list[Path]:
        frameworks.extend(used_frameworks(own, _plan_of(own, [])[1], faults))
        return [each / "framework.ttl" for each in frameworks]

    documents = read_documents(contents.documents, schema, faults, beside)
    prefixes: dict[str, str] = {}
    for document in sorted(documents, key=lambda one: (one.name != "plan.ttl", one.name)):
        prefixes = {**document.prefixes, **prefixes}
    prefixes.update({name: PREFIXES[name] for name in prefixes if name in PREFIXES})
    tables = contents.tables + [
        read_table(file, f"frameworks/{each.name}/{file.name}")
        for each in frameworks
        for file in sorted(each.glob("*.csv"))
    ]
    plan, namespace = _plan_of(documents, faults)
    if plan is None and not namespace:
        # Without the plan's prefix every id would be a fault that follows from this one.
        for table in tables:
            faults.extend(table.faults)
        raise _refusal(name, faults)
    assembly = Assembly(schema, prefixes, namespace, faults)
    for document in documents:
        assembly.add_document(document)
    for table in tables:
        assembly.add_table(table)
    # What a framework in use does not define is misspelt, as it is in the plan's own tables.
    assembly.check_references(namespaces(documents[-len(frameworks) :] if frameworks else ()))
    if faults or plan is None:
        raise _refusal(name, faults)
    return Package(name, plan, namespace, {**PREFIXES, **prefixes}, tuple(assembly.quads))


def _refusal(name: str, faults: list[Fault]) -> PackageError:
    count = f"{len(faults)} fault{'s'[: len(faults) != 1]}"
    return PackageError(f"{name} cannot be read: {count}", faults=sorted(faults, key=_place))


def _place(fault: Fault) -> tuple[bool, str, int, str]:
    """Return a key that sorts faults by place, first those of whole files, which bring others."""
    file, _, rest = fault.where.partition(":")
    digits = rest.split(",")[0]
    return (bool(rest), file, int(digits) if digits.isdigit() else 0, str(fault))


def _plan_of(documents: list[Document], faults: list[Fault]) -> tuple[ox.NamedNode | None, str]:
    """Return the one plan that the package declares, and the namespace of its things.

    Of several plans, which are a fault, the first gives the namespace, so that the rest of the
    package can be looked at all the same.
    """
    ordered = sorted(documents, key=lambda one: (one.name != "plan.ttl", one.name))
    plans = {
        triple.subject: document
        for document in reversed(ordered)
        for triple in reversed(document.triples)
        if triple.predicate == _TYPE
        and triple.object == ox.NamedNode(sg("Plan"))
        and isinstance(triple.subject, ox.NamedNode)
    }
    broken = any(document.name == "plan.ttl" and document.lost for document in documents)
    if not plans:
        if not broken:
            hint = "declare one with: <IRI> a sg:Plan ."
            faults.append(Fault("plan.ttl", "no plan is declared", hint))
        return None, ""
    plan, document = list(plans.items())[-1]
    if len(plans) > 1:
        hint = "keep one sg:Plan; every other plan gets a folder of its own"
        faults.append(Fault("plan.ttl", f"{len(plans)} plans are declared", hint))
    fitting = [space for space in document.prefixes.values() if plan.value.startswith(space)]
    if not fitting:
        hint = "declare the plan's prefix, and begin the plan's IRI with it"
        faults.append(Fault("plan.ttl", f"no prefix fits the plan {plan}", hint))
        return None, ""
    return plan if len(plans) == 1 else None, max(fitting, key=len)
