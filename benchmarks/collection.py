"""A thousand made-up plans: built, brought up to date, covered, asked; and a hundred validated.

    python benchmarks/collection.py [--plans 1000] [--folder DIR] [--validate 100]

Plans are those of `generate.py` with a fifth of their themes and partners in common. They are built
as `samgraph build` does it: read, validated against the shapes, closed, searched for gaps and
discrepancies, covered, and written to one store on disk, in as many processes as there are cores.
Wall time is given beside processor time, so that a busy machine shows.

Then: bringing the store up to date after a change of one plan; all coverage frames of all plans, as
they are kept and worked out anew from the store; a look-up over all plans and a question of the
catalogue on one of them.

Last, a hundred plans, six of them with faults, are validated by samgraph and, in turn, by plain
pyshacl, which gets its shapes and its ontology parsed beforehand; findings are compared by shape,
focus node, path, value and severity.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import gettempdir

import pyoxigraph as ox
import pyshacl
import rdflib
from generate import FAULTS, generate_plans, package_of, write_package

from samgraph.catalogue import ask, find_question
from samgraph.collection.building import build_collection
from samgraph.collection.opening import Built, open_built
from samgraph.collection.overview import cover_collection
from samgraph.coverage import cover_all
from samgraph.resources import ontology_files, shapes_file
from samgraph.validation import Finding, findings_in, validate

SHARING = 0.2
FEW = 10
QUESTION = "goal-coretask-empty"


def main() -> None:
    """Print what is measured, as it is measured."""
    given = _parser().parse_args()
    place: Path = given.folder
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start", flush=True)
    shutil.rmtree(place, ignore_errors=True)
    for name in ("plans", "few"):
        (place / name).mkdir(parents=True)
    if given.plans:
        begin = time.perf_counter()
        for plan in generate_plans(given.plans, sharing=SHARING):
            write_package(plan, place / "plans" / plan.name)
            if int(plan.name[-4:]) <= FEW:
                write_package(plan, place / "few" / plan.name)
        print(f"{given.plans} packages made in {time.perf_counter() - begin:.0f} s", flush=True)
        few = measure_build(place / "few", place / "few-store")
        many = measure_build(place / "plans", place / "store")
        print(f"  time per plan, {given.plans} to {FEW}: {many / few:.2f} times", flush=True)
        measure_update(place)
        measure_answers(place / "store")
    if given.validate:
        measure_validation(given.validate)
    if not given.keep:
        shutil.rmtree(place, ignore_errors=True)
    print(f"load {os.getloadavg()[0]:.1f} at the end")


def _processor() -> float:
    """Return the processor time of this process and of those that have ended, in seconds."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measure_build(plans: Path, store: Path) -> float:
    """Print how long a collection takes to build; return the time per plan, in seconds."""
    begin, processor = time.perf_counter(), _processor()
    writing = 0.0

    def progress(message: str) -> None:
        nonlocal writing
        writing = writing or (message.startswith("writing") and time.perf_counter()) or 0.0

    outcome = build_collection(plans, store, progress=progress)
    took = time.perf_counter() - begin
    built = opened(store)
    statements = sum(built.said["sizes"].values())
    own = sum(sum(volume.sizes.values()) for volume in built.volumes())
    size = sum(file.stat().st_size for file in store.rglob("*") if file.is_file())
    most = [
        resource.getrusage(who).ru_maxrss * 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print(
        f"{outcome.plans} plans built in {took:.1f} s, {1000 * took / outcome.plans:.0f} ms each "
        f"({_processor() - processor:.0f} s of processor; volumes {writing - begin:.0f} s, store "
        f"{took - writing + begin:.0f} s): {own:,} statements of plans, {statements:,} in the "
        f"store, {size / 1e9:.1f} GB on disk; at most {most[0] / 1e9:.2f} GB in the main process "
        f"and {most[1] / 1e9:.2f} GB in each of {os.cpu_count()} others",
        flush=True,
    )
    return took / outcome.plans


def measure_update(place: Path) -> None:
    """Print how long it takes to bring the store up to date after a change of one plan."""
    table = place / "plans" / "plan-0005" / "links.csv"
    text = table.read_text()
    times = []
    for number in range(3):
        rows = text.splitlines(keepends=True)
        table.write_text("".join(rows[: len(rows) - 1 - number]))
        begin = time.perf_counter()
        outcome = build_collection(place / "plans", place / "store")
        times.append(time.perf_counter() - begin)
        assert outcome.made == ("plan-0005",)
        assert outcome.store == "updated"
    begin = time.perf_counter()
    build_collection(place / "plans", place / "store")
    nothing = time.perf_counter() - begin
    print(
        f"up to date after a change of one plan in {statistics.median(times):.2f} s (median of 3); "
        f"nothing changed: {nothing:.2f} s",
        flush=True,
    )


def measure_answers(store: Path) -> None:
    """Print how long coverage, a look-up and a question take."""
    built = opened(store)
    begin = time.perf_counter()
    lines = cover_collection(built)
    kept = time.perf_counter() - begin
    begin = time.perf_counter()
    many = os.cpu_count() or 1
    slices = [built.names[number::many] for number in range(many)]
    with ProcessPoolExecutor(many, mp_context=get_context("spawn")) as pool:
        frames = sum(pool.map(covered, [str(store)] * many, slices))
    anew = time.perf_counter() - begin
    assert frames == len(lines.of_plans())
    print(
        f"coverage of all {frames:,} frames: {kept:.1f} s as kept, {anew:.1f} s worked out anew "
        f"from the store in {many} processes",
        flush=True,
    )
    rng = random.Random(1)
    looked, asked = [], []
    knowledge = built.knowledge
    for name in rng.sample(built.names, min(50, len(built.names))):
        goal = f"<{built.volume(name).namespace}SD1>"
        begin = time.perf_counter()
        found = list(knowledge.select(f"SELECT ?property ?value {{ {goal} ?property ?value }}"))
        looked.append(time.perf_counter() - begin)
        assert found
        view = built.view(name)
        begin = time.perf_counter()
        list(ask(view, find_question(QUESTION)))  # type: ignore[arg-type]
        asked.append(time.perf_counter() - begin)
    print(
        f"a look-up over all plans: {1000 * statistics.median(looked):.1f} ms; the question "
        f"{QUESTION} on one of them: {1000 * statistics.median(asked):.1f} ms (medians of "
        f"{len(looked)} plans, each asked once)",
        flush=True,
    )


def covered(store: str, names: Sequence[str]) -> int:
    """Return how many frames some plans of a store have, each covered."""
    built = opened(Path(store))
    return sum(len(cover_all(built.view(name)).matrices) for name in names)


def opened(store: Path) -> Built:
    """Return a built collection."""
    built = open_built(store)
    assert built is not None
    return built


def measure_validation(count: int) -> None:
    """Print how long plans take to validate here and in pyshacl, and whether findings agree."""
    seen = [name for name, fault in FAULTS.items() if fault.found_by == "shapes"]
    plans = generate_plans(count, sharing=SHARING, faults=seen * 2)
    shapes = rdflib.Graph().parse(shapes_file(), format="turtle")
    ontology = rdflib.Graph()
    for file in ontology_files():
        ontology.parse(file, format="turtle")
    ours, theirs, found = 0.0, 0.0, 0
    same = True
    for plan in plans:
        quads = package_of(plan).quads
        begin = time.perf_counter()
        here = validate(quads)
        ours += time.perf_counter() - begin
        lines = "".join(f"{quad.triple} .\n" for quad in quads if not _suggested(quad))
        begin = time.perf_counter()
        data = rdflib.Graph().parse(data=lines, format="nt")
        _, report, _ = pyshacl.validate(
            data, shacl_graph=shapes, ont_graph=ontology, inference="none"
        )
        theirs += time.perf_counter() - begin
        found += len(here)
        same = same and keys(here) == keys(findings_in(report))
    print(
        f"{count} plans validated in {ours:.1f} s, by pyshacl in {theirs:.1f} s: "
        f"{theirs / ours:.1f} times; {found} findings in {len(seen) * 2} plans, "
        f"{'the same' if same else 'NOT THE SAME'}",
        flush=True,
    )


def _suggested(quad: ox.Quad) -> bool:
    return str(quad.graph_name).endswith("/graph/suggested>")


def keys(findings: Sequence[Finding]) -> set[tuple[str, ...]]:
    """Return what findings are compared by."""
    return {(one.shape, one.focus, one.path, one.value, one.severity) for one in findings}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure a collection of made-up plans.")
    parser.add_argument("--plans", type=int, default=1000, help="how many; 0 for none")
    parser.add_argument("--validate", type=int, default=100, help="how many; 0 for none")
    parser.add_argument("--keep", action="store_true", help="leave the folder")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(gettempdir()) / "samgraph-collection-benchmark",
        help="where to work; what stands there is removed",
    )
    return parser


if __name__ == "__main__":
    main()
