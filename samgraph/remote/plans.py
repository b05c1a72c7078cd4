"""Which plans an engine holds, and which of them is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from samgraph.errors import EngineError, Fault, near_match
from samgraph.remote.address import shown_address
from samgraph.remote.client import Client
from samgraph.remote.store import RemoteStore
from samgraph.resources import plan_names, share
from samgraph.terms import PREFIXES, RDF, sg
from samgraph.text import printable

_END = "graph/structure"


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """A plan that an engine holds."""

    namespace: str
    iri: str

    @property
    def name(self) -> str:
        """The last part of its namespace, by which commands know it."""
        return re.split(r"[/#:]", self.namespace.rstrip("/#:"))[-1] or self.namespace


def plans_held(client: Client, url: str) -> tuple[Held, ...]:
    """Return the plans that an engine holds, by namespace.

    A plan is told by its structure: a graph whose name ends in `graph/structure` and that says of
    something with the same beginning that it is a plan.

    Raises:
        EngineError: the engine cannot be reached, or does not answer as it should.

    """
    query = (
        f"SELECT DISTINCT ?graph ?plan {{ GRAPH ?graph {{ ?plan <{RDF}type> <{sg('Plan')}> }} }}"
    )
    found = set()
    for graph, plan in RemoteStore(client, url, ()).everywhere(query):
        namespace = graph.value.removesuffix(_END)
        inside = isinstance(plan, ox.NamedNode) and plan.value.startswith(namespace)
        if graph.value.endswith(_END) and inside:
            found.add(Held(namespace, plan.value))
    return tuple(sorted(found))


def choose(held: tuple[Held, ...], plan: str | None, url: str) -> Held:
    """Return the plan that is meant: by name, by IRI, by namespace, or as a folder.

    Raises:
        EngineError: the engine holds no such plan, several, or none at all.

    """
    where = shown_address(url)
    if not held:
        raise EngineError(
            "holds no plan", where=where, hint="load one there with: samgraph push URL PLAN"
        )
    if plan is None:
        if len(held) == 1:
            return held[0]
        raise EngineError(
            f"holds {len(held)} plans", where=where, faults=_listed(held),
            hint="say which one is meant, by its name or its IRI",
        )  # fmt: skip
    namespace = _namespace_of(plan)
    found = [
        one
        for one in held
        if plan in (one.name, one.iri, one.namespace) or one.namespace == namespace
    ]
    if len(found) == 1:
        return found[0]
    shown = printable(plan[:200])
    if found:
        raise EngineError(
            f'holds {len(found)} plans called "{shown}"', where=where, faults=_listed(tuple(found)),
            hint="give the IRI of the one that is meant",
        )  # fmt: skip
    names = [one.name for one in held]
    raise EngineError(
        f'holds no plan "{shown}"', where=where, faults=_listed(held),
        hint=near_match(plan, names) or "it holds the plans below",
    )  # fmt: skip


def _listed(held: tuple[Held, ...]) -> list[Fault]:
    return [Fault(f"  {printable(one.name)}", printable(one.iri)) for one in held[:50]]


def prefixes_for(held: Held, plan: str | None) -> tuple[str, dict[str, str]]:
    """Return the name of a plan and what its prefixes stand for.

    An engine does not keep prefixes. They are those of the plan's package where that is at hand,
    given as a folder or packaged with samgraph; else the plan's name is its prefix.
    """
    folders = [Path(plan)] if plan and (Path(plan) / "plan.ttl").is_file() else []
    folders += [share() / "data" / name for name in plan_names()]
    for folder in folders:
        declared = _declared(folder)
        if held.namespace in declared.values():
            return folder.resolve().name, {**PREFIXES, **declared}
    prefix = re.sub(r"[^A-Za-z0-9_-]", "", held.name).lstrip("0123456789_-") or "plan"
    while prefix in PREFIXES:
        prefix += "-plan"
    return held.name, {**PREFIXES, prefix: held.namespace}


def _namespace_of(plan: str) -> str:
    """Return the namespace of a plan whose package is a folder or packaged, else nothing."""
    for folder in (Path(plan), share() / "data" / plan):
        for namespace in _declared(folder).values():
            if namespace not in PREFIXES.values() and _declares_plan(folder, namespace):
                return namespace
    return ""


def _declares_plan(folder: Path, namespace: str) -> bool:
    try:
        triples = ox.parse(path=folder / "plan.ttl", format=ox.RdfFormat.TURTLE)
        return any(
            isinstance(one.subject, ox.NamedNode)
            and one.subject.value.startswith(namespace)
            and one.predicate.value == RDF + "type"
            and one.object == ox.NamedNode(sg("Plan"))
            for one in triples
        )
    except (OSError, SyntaxError, ValueError):
        return False


def _declared(folder: Path) -> dict[str, str]:
    """Return what the prefixes of a package's `plan.ttl` stand for, nothing where it has none."""
    try:
        file = folder / "plan.ttl"
        if not file.is_file():
            return {}
        parser = ox.parse(path=file, format=ox.RdfFormat.TURTLE)
        for _ in parser:
            pass
        return {
            name: iri for name, iri in parser.prefixes.items() if PREFIXES.get(name, iri) == iri
        }
    except (OSError, SyntaxError, ValueError):
        return {}
