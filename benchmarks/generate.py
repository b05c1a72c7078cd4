"""A collection of made-up strategic plans, to measure with and to test many plans at once.

    python benchmarks/generate.py --plans 100 --seed 1 -o DIR

writes plan packages: folders `plan-0001`, `plan-0002` and so on, each with plan.ttl and tables as
in data/sam-2021-2025. With `--nquads FILE` the plans are written closed under the rules, as one
file of N-Quads with the named graphs of every plan.

A plan of size 1 has about 8,000 triples once closed: 7 strategic and 26 operational goals, 6 core
tasks, 6 priority fields, 13 themes and 10 sub-themes, 16 result areas, 40 partners in 5 categories,
signals, policy choices, figures, passages, and some 300 links with records, stated or judged; and
16 frames with the paths of the SAM plan. The same arguments give the same bytes.

In Python: `generate_plans` makes plans, `write_package` writes one, `generate_store` gives one
store with all of them closed, and `knowledge_of` one plan in that store.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from generation_faults import FAULTS, with_fault
from generation_model import SHARED, Plan
from generation_plans import make_plan
from generation_store import (
    ONTOLOGY,
    closed_plans,
    generate_store,
    graphs_of,
    knowledge_of,
    package_of,
    write_package,
)

__all__ = [
    "FAULTS",
    "ONTOLOGY",
    "SHARED",
    "Plan",
    "closed_plans",
    "generate_plans",
    "generate_store",
    "graphs_of",
    "knowledge_of",
    "make_plan",
    "package_of",
    "with_fault",
    "write_package",
]


def generate_plans(
    count: int,
    *,
    seed: int = 1,
    size: float = 1.0,
    sharing: float = 0.0,
    faults: Sequence[str] = (),
) -> tuple[Plan, ...]:
    """Return so many made-up plans, the same for the same arguments.

    `size` lengthens every list but those that law gives; `sharing` is the share, from 0 to 1, of
    themes and partners that come from a pool which all plans have in common. Each of `faults`,
    names of `FAULTS`, is put into one plan that the seed picks, as far as there are plans each
    into another; `Plan.faults` says which.
    """
    plans = [
        make_plan(number, seed=seed, size=size, sharing=sharing) for number in range(1, count + 1)
    ]
    order = list(range(count))
    random.Random(f"{seed}/faults").shuffle(order)
    for place, name in enumerate(faults if plans else ()):
        broken = order[place % count]
        plans[broken] = with_fault(plans[broken], name)
    return tuple(plans)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write what is asked for, and say on stderr what was written."""
    given = _parser().parse_args(arguments)
    if not given.output and not given.nquads:
        sys.exit("error: nothing to write\n  hint: name a folder with -o, or a file with --nquads")
    begin = time.perf_counter()
    plans = generate_plans(
        given.plans, seed=given.seed, size=given.size, sharing=given.sharing, faults=given.fault
    )
    for plan in plans:
        for name in plan.faults:
            fault = FAULTS[name]
            print(f"{plan.name}: {name}: {fault.table}: {fault.sentence}", file=sys.stderr)
    if given.output:
        given.output.mkdir(parents=True, exist_ok=True)
        for plan in plans:
            write_package(plan, given.output / plan.name)
    if given.nquads:
        with given.nquads.open("wb") as out:
            for content in closed_plans(plans, given.workers):
                out.write(content)
    print(f"{len(plans)} plans in {time.perf_counter() - begin:.1f} s", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Write made-up strategic plans.")
    parser.add_argument("--plans", type=_count, default=1, help="how many (default 1)")
    parser.add_argument("--seed", type=int, default=1, help="what they are drawn from (default 1)")
    parser.add_argument("--size", type=_size, default=1.0, help="length of the lists (default 1)")
    parser.add_argument(
        "--sharing",
        type=_share,
        default=0.0,
        help="share of common themes and partners (default 0)",
    )
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        choices=sorted(FAULTS),
        help="put this fault into one plan; may be given several times",
    )
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="folder for packages")
    parser.add_argument("--nquads", type=Path, metavar="FILE", help="file for the closed graphs")
    parser.add_argument("--workers", type=int, default=None, help="processes (default: one a core)")
    return parser


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 9999:
        raise argparse.ArgumentTypeError(f'"{text}" is no number from 1 to 9999')
    return int(text)


def _size(text: str) -> float:
    return _between(text, 0.05, 20)


def _share(text: str) -> float:
    return _between(text, 0, 1)


def _between(text: str, low: float, high: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not low <= value <= high:
        raise argparse.ArgumentTypeError(f'"{text}" is no number from {low:g} to {high:g}')
    return value


if __name__ == "__main__":
    main()
