"""The closure of the SAM plan by compiled rules and by owlrl, side by side in one run.

    python benchmarks/closure.py [RUNS]

Both engines get the same asserted graph with the ontology, in the same store, and write the same
derived and judged graphs; reading the package is not timed. The domain triples are compared.
"""

from __future__ import annotations

import statistics
import sys
import time

import pyoxigraph as ox

from samgraph.building import asserted, infer
from samgraph.package import read_package
from samgraph.reference import is_domain
from samgraph.resources import plan_folder
from samgraph.rules import compile_rules
from samgraph.schema import read_schema

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 5


def main() -> None:
    """Print the medians, the ratio, and whether the closures are equal."""
    schema = read_schema()
    rules = compile_rules(schema.triples)
    package = read_package(plan_folder(), schema)
    times: dict[str, list[float]] = {"rules": [], "owlrl": []}
    closed: dict[str, set[str]] = {}
    for _ in range(RUNS):
        for reasoner, values in times.items():
            store = asserted(package, schema)
            begin = time.perf_counter()
            infer(store, package.namespace, rules, reasoner)
            values.append(time.perf_counter() - begin)
            closed[reasoner] = _domain(store, package.namespace)
    size = len(asserted(package, schema))
    print(f"asserted triples: {size}, derived domain triples: {len(closed['rules'])}")
    for reasoner, values in times.items():
        print(f"  {reasoner:6} median {statistics.median(values):.3f} s of {RUNS}")
    ratios = [slow / fast for slow, fast in zip(times["owlrl"], times["rules"], strict=True)]
    print(f"  owlrl / rules: {statistics.median(ratios):.0f} times")
    print(f"  domain triples equal: {closed['rules'] == closed['owlrl']}")


def _domain(store: ox.Store, namespace: str) -> set[str]:
    return {
        str(quad)
        for name in ("derived", "judged")
        for quad in store.quads_for_pattern(
            None, None, None, ox.NamedNode(f"{namespace}graph/{name}")
        )
        if is_domain(quad.triple)
    }


if __name__ == "__main__":
    main()
