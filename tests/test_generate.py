"""Made-up plans are the same each time, sound, closed as others are, and wrong where asked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from generate import (
    FAULTS,
    ONTOLOGY,
    SHARED,
    Plan,
    closed_plans,
    generate_plans,
    generate_store,
    graphs_of,
    knowledge_of,
    package_of,
    write_package,
)

from samgraph.building import build
from samgraph.checking import check_plan
from samgraph.coverage import cover
from samgraph.errors import PackageError
from samgraph.framing import frames
from samgraph.knowledge import Knowledge
from samgraph.package import read_package
from samgraph.schema import read_schema
from samgraph.terms import GRAPHS_OF_STANDING
from samgraph.worklist.candidates import find_candidates

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def two() -> tuple[Plan, ...]:
    return generate_plans(2, seed=5)


@pytest.fixture(scope="module")
def store(two: tuple[Plan, ...]) -> ox.Store:
    return generate_store(two, workers=1)


def generate(folder: Path, *arguments: str, hashing: str = "0") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "benchmarks/generate.py", *arguments, "-o", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hashing},
        capture_output=True,
        text=True,
        check=False,
    )


def tree(folder: Path) -> Mapping[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    """Tables and closed quads depend on the arguments and on nothing else."""
    trees = []
    for hashing in ("1", "2"):
        folder = tmp_path / hashing
        quads = ("--nquads", str(tmp_path / f"{hashing}.nq"), "--workers", hashing)
        done = generate(folder, "--plans", "2", "--sharing", "0.4", *quads, hashing=hashing)
        assert done.returncode == 0, done.stderr
        trees.append(tree(folder))
    assert trees[0] == trees[1]
    assert len([name for name in trees[0] if name.endswith("plan.ttl")]) == 2
    assert (tmp_path / "1.nq").read_bytes() == (tmp_path / "2.nq").read_bytes()


def test_another_seed_gives_other_plans() -> None:
    """Plans differ by seed and by number, and the first ones do not depend on how many follow."""
    first, second = generate_plans(2, seed=1)
    assert generate_plans(5, seed=1)[:2] == (first, second)
    assert generate_plans(1, seed=2)[0].tables["links"] != first.tables["links"]
    assert second.tables["goals"] != first.tables["goals"]


def test_a_plan_is_read_as_it_was_made(tmp_path: Path, two: tuple[Plan, ...]) -> None:
    """The package on disk holds the quads of the plan in memory."""
    write_package(two[0], tmp_path / "plan-0001")
    read = read_package(tmp_path / "plan-0001", read_schema())
    made = package_of(two[0])
    assert set(read.quads) == set(made.quads)
    assert (read.name, read.plan, read.namespace) == (made.name, made.plan, made.namespace)


@pytest.mark.parametrize(("size", "sharing"), [(1.0, 0.0), (0.05, 0.5), (3.0, 1.0)])
def test_a_plan_is_sound(tmp_path: Path, size: float, sharing: float) -> None:
    """Small or large, it builds, conforms to every shape and contradicts itself nowhere."""
    (plan,) = generate_plans(1, size=size, sharing=sharing)
    write_package(plan, tmp_path / plan.name)
    report = check_plan(tmp_path / plan.name)
    assert report.rows("en").cells == ()
    assert not report.fails(strict=True)


def test_a_store_holds_what_samgraph_builds(
    tmp_path: Path, two: tuple[Plan, ...], store: ox.Store
) -> None:
    """Graph by graph, all but the findings, and the ontology once."""
    for plan in two:
        write_package(plan, tmp_path / plan.name)
        built = build(tmp_path / plan.name)
        mine = knowledge_of(plan, store)
        for name in ("structure", "stated", "judged", "derived", "links"):
            assert graph(mine, name) == graph(built, name), name
        # What could close a gap is a finding too.
        links = {one for one in graph(built, "suggested") if "/gap/" not in str(one.subject)}
        assert graph(mine, "suggested") == links
        assert graph(mine, "findings") == graph(mine, "ontology") == set()
    schema = set(read_schema().triples)
    assert {quad.triple for quad in store.quads_for_pattern(None, None, None, ONTOLOGY)} == schema


def graph(knowledge: Knowledge, name: str) -> set[ox.Triple]:
    found = knowledge.store.quads_for_pattern(None, None, None, knowledge.graph(name))
    return {quad.triple for quad in found}


def test_a_plan_has_about_eight_thousand_triples(two: tuple[Plan, ...]) -> None:
    """So that a hundred have 0.8 million; twice the size has about twice as many."""
    lines = [content.count(b"\n") for content in closed_plans(two, workers=1)]
    assert all(7_500 < count < 8_700 for count in lines)
    (large,) = closed_plans(generate_plans(1, seed=5, size=2), workers=1)
    assert 1.6 < large.count(b"\n") / lines[0] < 2.4


def test_every_frame_can_be_covered(two: tuple[Plan, ...], store: ox.Store) -> None:
    """Sixteen frames have rows and columns, and each is filled in part."""
    for plan in two:
        matrices = [cover(knowledge, frame) for knowledge in (knowledge_of(plan, store),)
                    for frame in frames(knowledge)]  # fmt: skip
        assert len(matrices) == 16
        for matrix in matrices:
            filled = matrix.interval()
            assert 0 < filled.judged < filled.total, matrix.frame.name


def test_the_graphs_of_all_plans_make_one_reading(two: tuple[Plan, ...], store: ox.Store) -> None:
    """A query over all plans meets the things of each, and no suggestion."""
    query = "SELECT ?goal { ?goal a <https://w3id.org/samgraph/ns#StrategicGoal> }"
    named = graphs_of(two, "stated")
    assert len(named) == 2 * (len(GRAPHS_OF_STANDING["stated"]) - 1) + 1
    answer = store.query(query, default_graph=named)  # type: ignore[arg-type]
    assert isinstance(answer, ox.QuerySolutions)
    assert len(list(answer)) == 14


def test_plans_share_what_they_are_told_to_share() -> None:
    """Shared themes and partners have the same IRI and label in each plan, others do not."""
    assert not shared(generate_plans(1)[0])
    first, second = (shared(plan) for plan in generate_plans(2, sharing=0.5))
    both = first.keys() & second.keys()
    assert len(both) > 5
    assert all(first[id_] == second[id_] for id_ in both)
    assert 20 < len(first) < 33
    (quad,) = [
        quad
        for quad in package_of(generate_plans(1, sharing=0.5)[0]).quads
        if str(quad.subject) == f"<{SHARED}{min(first).partition(':')[2]}>"
        and quad.predicate.value.endswith("#type")
    ]
    assert quad.graph_name == ox.NamedNode("https://example.org/plan-0001/graph/structure")


def shared(plan: Plan) -> dict[str, str]:
    return {
        row["id"]: row["skos:prefLabel@en"]
        for name in ("themes", "partners")
        for row in plan.tables[name]
        if row["id"].startswith("shared:")
    }


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_asked_for_is_found(tmp_path: Path, name: str) -> None:
    """It is in one plan only, and the reader or the shapes find just that."""
    plans = generate_plans(3, faults=[name])
    (broken,) = [plan for plan in plans if plan.faults]
    assert broken.faults == (name,)
    write_package(broken, tmp_path / broken.name)
    if FAULTS[name].found_by == "reader":
        with pytest.raises(PackageError) as caught:
            build(tmp_path / broken.name)
        assert len(caught.value.faults) == 1
        assert caught.value.faults[0].where.startswith(f"{FAULTS[name].table}.csv:")
    else:
        assert check_plan(tmp_path / broken.name).fails(strict=False)


def test_several_faults_go_into_several_plans(tmp_path: Path) -> None:
    """Each has a plan of its own, and stderr says which."""
    done = generate(tmp_path, "--plans", "3", "--fault", "misspelt-id", "--fault", "wrong-datatype")
    assert done.returncode == 0
    named = [line.split(": ")[:2] for line in done.stderr.splitlines() if line.startswith("plan-")]
    assert len({plan for plan, _ in named}) == 2
    assert {fault for _, fault in named} == {"misspelt-id", "wrong-datatype"}


def test_a_store_is_kept_for_the_next_time(tmp_path: Path, two: tuple[Plan, ...]) -> None:
    """What was kept is what was made; another collection is kept beside it."""
    made = generate_store(two, cache=tmp_path / "kept", workers=1)
    (file,) = (tmp_path / "kept").iterdir()
    assert set(generate_store(two, cache=tmp_path / "kept")) == set(made)
    generate_store(two[:1], cache=tmp_path / "kept", workers=1)
    assert len(list((tmp_path / "kept").iterdir())) == 2
    assert file.is_file()


def test_what_cannot_be_made_is_refused_in_one_line(tmp_path: Path) -> None:
    """A number that is none, a share above one, and nothing to write."""
    for arguments in (("--plans", "none"), ("--sharing", "2"), ("--size", "0"), ("--fault", "x")):
        done = generate(tmp_path / "out", *arguments)
        assert done.returncode == 2
        assert arguments[1] in done.stderr
        assert "Traceback" not in done.stderr
    bare = [sys.executable, "benchmarks/generate.py"]
    done = subprocess.run(bare, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "-o" in done.stderr


def test_planted_topics_are_found_again(two: tuple[Plan, ...], store: ox.Store) -> None:
    """Links of made-up plans follow topics, and the worklist sees more than popularity in them."""
    scores = find_candidates(knowledge_of(two[0], store_with_ontology(two[0], store))).scores
    found = scores.overall.found
    assert scores.overall.verdict == "better"
    assert found["fused"].reciprocal > found["popularity"].reciprocal > 0


def store_with_ontology(plan: Plan, store: ox.Store) -> ox.Store:
    """Return a copy in which the plan has its own graph of the ontology, as a built one has."""
    copy = ox.Store()
    copy.extend(store)
    own = ox.NamedNode(f"{plan.namespace}graph/ontology")
    copy.extend(
        ox.Quad(one.subject, one.predicate, one.object, own) for one in read_schema().triples
    )
    return copy
