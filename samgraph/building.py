"""From a plan package to knowledge: read, close, look for gaps and discrepancies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from samgraph.contradictions import clashes
from samgraph.discrepancies import find_discrepancies
from samgraph.errors import PackageError
from samgraph.gaps import find_gaps
from samgraph.knowledge import Knowledge
from samgraph.package import Package, read_package
from samgraph.reasoning import Closure, put
from samgraph.reference import close_with_owlrl
from samgraph.resources import plan_folder
from samgraph.rules import Rules, compile_rules
from samgraph.schema import Schema, read_schema
from samgraph.stored import write_discrepancies, write_gaps
from samgraph.terms import GRAPHS, GRAPHS_OF_STANDING, PREFIXES, RDF, SG

Progress: TypeAlias = Callable[[str], None]


def silent(_: str) -> None:
    """Show no progress."""


def build(
    plan: str | Path | None = None,
    *,
    reasoner: str = "rules",
    contested: bool = True,
    progress: Progress = silent,
) -> Knowledge:
    """Return a plan's knowledge, built from its tables.

    Without `contested`, links that a review contests keep their record but count for nothing.

    Raises:
        PackageError: the package cannot be read or contradicts the ontology.

    """
    folder = plan_folder(plan)
    schema = read_schema()
    rules = compile_rules(schema.triples)
    progress(f"reading {folder.name}")
    package = read_package(folder, schema)
    store = asserted(package, schema)
    if not contested:
        leave_out_contested(store, package.namespace)
    return conclude(package, store, rules, reasoner, progress)


def conclude(
    package: Package,
    store: ox.Store,
    rules: Rules,
    reasoner: str = "rules",
    progress: Progress = silent,
) -> Knowledge:
    """Return the knowledge that follows from what a store asserts, with its findings.

    Raises:
        PackageError: the plan contradicts the ontology.

    """
    progress("reasoning")
    infer(store, package.namespace, rules, reasoner)
    knowledge = Knowledge(package.name, package.plan, package.namespace, package.prefixes, store)
    progress("looking for gaps")
    write_gaps(knowledge, find_gaps(knowledge))
    progress("looking for discrepancies")
    write_discrepancies(knowledge, find_discrepancies(knowledge))
    return knowledge


def asserted(package: Package, schema: Schema) -> ox.Store:
    """Return a store with what a package asserts and the ontology, nothing inferred."""
    store = ox.Store()
    ontology = ox.NamedNode(f"{package.namespace}graph/ontology")
    store.extend(package.quads)
    store.extend(
        ox.Quad(triple.subject, triple.predicate, triple.object, ontology)
        for triple in schema.triples
    )
    return store


def leave_out_contested(store: ox.Store, namespace: str) -> None:
    """Take the plain triple of every contested link out of its graph; its record stays."""
    graphs = " ".join(f"<{namespace}graph/{name}>" for name in ("stated", "judged"))
    store.update(
        f"""
        PREFIX rdf: <{RDF}>
        PREFIX sg: <{SG}>
        DELETE {{ GRAPH ?graph {{ ?subject ?predicate ?object }} }}
        WHERE {{
          VALUES ?graph {{ {graphs} }}
          GRAPH <{namespace}graph/links> {{
            ?link sg:review sg:contested ;
              rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
          }}
          GRAPH ?graph {{ ?subject ?predicate ?object }}
        }}"""
    )


def infer(store: ox.Store, namespace: str, rules: Rules, reasoner: str = "rules") -> None:
    """Fill the derived graph, then the judged one with what follows once judgements are admitted.

    Raises:
        PackageError: the plan contradicts the ontology; the clashing triples are named.

    """
    graph = {name: ox.NamedNode(f"{namespace}graph/{name}") for name in GRAPHS}
    said = [graph[name] for name in GRAPHS_OF_STANDING["stated"] if name != "findings"]
    admitted = [*said, graph["derived"], graph["judged"]]
    if reasoner == "rules":
        closure = Closure(rules)
        # What stands in the derived graph already follows from what a collection says is the same.
        closure.add(store, [*said, graph["derived"]])
        follows = closure.close()
        put(store, follows, graph["derived"])
        closure.add(store, [graph["judged"]])
        admits = closure.close()
        put(store, admits, graph["judged"])
    else:
        close_with_owlrl(store, rules, said, graph["derived"])
        follows = _triples(store, graph["derived"])
        consequences = ox.NamedNode(f"{namespace}graph/consequences")
        close_with_owlrl(store, rules, admitted, consequences)
        admits = _triples(store, consequences)
        store.update(f"ADD SILENT {consequences} TO {graph['judged']}")
        store.update(f"DROP SILENT GRAPH {consequences}")
    found = clashes(store, rules, admitted, frozenset([*follows, *admits]))
    if found:
        prefixes = {**PREFIXES, "": namespace}
        raise PackageError(
            "the plan contradicts the ontology",
            hint="correct the class or the link that is wrong",
            faults=[clash.fault(prefixes) for clash in found],
        )


def _triples(store: ox.Store, graph: ox.NamedNode) -> list[ox.Triple]:
    return [quad.triple for quad in store.quads_for_pattern(None, None, None, graph)]
