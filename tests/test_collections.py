"""Many plans are built in parallel, only what changed, whole after a kill, faulty ones named."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from plancollections import NAMES, add_collection, add_plan, built, lines, space
from tinyplan import Tiny

from samgraph.building import build
from samgraph.collection import building, opening
from samgraph.collection.building import build_collection
from samgraph.collection.making import make_volume
from samgraph.collection.members import Failure, holds_plans, is_collection, read_collection
from samgraph.collection.merging import MERGED
from samgraph.collection.opening import open_built, open_collection, open_member
from samgraph.collection.volumes import quads_file, record_file
from samgraph.errors import PackageError, SamgraphError
from samgraph.loading import load
from samgraph.packing import pack
from samgraph.resources import MARKER
from samgraph.serialising import read_about, store_in, write_graph

ROOT = Path(__file__).parent.parent


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return add_collection(tmp_path / "plans")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "built"


def test_a_folder_of_plans_is_a_collection_and_a_plan_is_none(place: Path, work: Path) -> None:
    """Nor is a folder without any plan; what was built from one is one too."""
    assert is_collection(place)
    assert not is_collection(place / "east")
    assert not is_collection(place.parent)
    assert not is_collection(place / "gone")
    build_collection(place, work, workers=1)
    assert holds_plans(work)
    assert not is_collection(work)


def test_each_plan_has_the_graphs_that_it_has_by_itself(place: Path, work: Path) -> None:
    """Quad for quad, but for the ontology, which is there once."""
    _, opened = built(place, work)
    store = opened.knowledge.store
    for name in NAMES:
        alone = build(place / name)
        for graph in alone.store.named_graphs():
            if graph != alone.graph("ontology"):
                pattern = (None, None, None, graph)
                assert set(store.quads_for_pattern(*pattern)) == set(
                    alone.store.quads_for_pattern(*pattern)
                )
        assert not list(store.quads_for_pattern(None, None, None, alone.graph("ontology")))
        assert opened.plan(name).dump() == alone.dump()
    ontology = opened.knowledge.graph("ontology")
    assert len(list(store.quads_for_pattern(None, None, None, ontology))) > 1000


def test_what_all_plans_say_stands_together(place: Path, work: Path) -> None:
    """In each reading of the collection, and nothing that is only suggested."""
    _, opened = built(place, work)
    knowledge = opened.knowledge
    goals = "SELECT ?goal { ?goal a sg:StrategicGoal } ORDER BY ?goal"
    found = [row[0].value for row in knowledge.select(goals)]
    assert found == [f"{space(name)}{code}" for name in NAMES for code in ("S1", "S2")]
    judged = "SELECT ?a { ?a sg:supports ?b }"
    assert len(list(knowledge.select(judged))) == 3
    assert not list(knowledge.select(judged, standing="stated"))
    for name in MERGED:
        each = [opened.view(one).graph(name) for one in NAMES]
        triples = {
            quad.triple
            for graph in each
            for quad in knowledge.store.quads_for_pattern(None, None, None, graph)
        }
        merged = knowledge.store.quads_for_pattern(None, None, None, knowledge.graph(name))
        assert triples <= {quad.triple for quad in merged}
    parts = "SELECT ?plan { ?collection a dcat:Catalog ; dcterms:hasPart ?plan }"
    assert len(list(knowledge.select(parts))) == 3


def test_a_plan_is_asked_in_the_store_as_it_is_by_itself(place: Path, work: Path) -> None:
    """A view of one plan meets that plan and the ontology, and nothing of the others."""
    _, opened = built(place, work)
    query = "SELECT ?thing ?class { ?thing a ?class } ORDER BY ?thing ?class"
    view, alone = opened.view("north"), build(place / "north")
    assert list(map(tuple, view.select(query))) == list(map(tuple, alone.select(query)))


def test_parallel_and_serial_give_the_same(place: Path, tmp_path: Path) -> None:
    """The same bytes of every volume, and the same statements under the same version."""
    _, serial = built(place, tmp_path / "serial", workers=1)
    _, parallel = built(place, tmp_path / "parallel", workers=2)
    for name in NAMES:
        one, other = (quads_file(tmp_path / kind, name) for kind in ("serial", "parallel"))
        assert one.read_bytes() == other.read_bytes()
    assert lines(serial) == lines(parallel)
    assert serial.said == parallel.said


def test_exported_graphs_are_the_same_bytes(place: Path, tmp_path: Path) -> None:
    """In every format, however the collection was built."""
    _, serial = built(place, tmp_path / "serial", workers=1)
    _, parallel = built(place, tmp_path / "parallel", workers=2)
    for suffix in (".nq", ".trig", ".ttl"):
        files = [tmp_path / f"{one}{suffix}" for one in ("a", "b")]
        for file, opened in zip(files, (serial, parallel), strict=True):
            write_graph(opened.knowledge, file)
        assert files[0].read_bytes() == files[1].read_bytes()
        assert files[0].stat().st_size > 1000


def change(place: Path, what: str) -> None:
    """Change a collection in one of the ways in which collections change."""
    east = Tiny(place / "east")
    if what == "a plan is changed":
        east.change("goals.csv", "StrategicGoal,samen leren,", "StrategicGoal,samen groeien,")
    elif what == "a link is gone":
        (row,) = [one for one in east.text("links.csv").splitlines() if "t:garden,sg:adv" in one]
        east.change("links.csv", f"{row}\n", "")
    elif what == "a plan is gone":
        shutil.rmtree(place / "north")
    elif what == "a plan has come":
        add_plan(place, "south")
    elif what == "a plan has another namespace":
        shutil.rmtree(place / "west")
        add_plan(place, "west", "https://example.org/far-west/")


CHANGES = (
    "a plan is changed",
    "a link is gone",
    "a plan is gone",
    "a plan has come",
    "a plan has another namespace",
)


@pytest.mark.parametrize("what", CHANGES)
def test_bringing_up_to_date_gives_what_building_anew_does(
    place: Path, tmp_path: Path, what: str
) -> None:
    """Statement for statement, size for size, under the same version."""
    built(place, tmp_path / "old")
    change(place, what)
    outcome, updated = built(place, tmp_path / "old")
    _, anew = built(place, tmp_path / "new")
    assert outcome.store == "updated"
    assert len(outcome.made) <= 1
    assert lines(updated) == lines(anew)
    assert updated.said == anew.said
    assert sum(updated.said["sizes"].values()) == len(lines(updated))


def test_nothing_is_built_twice(place: Path, work: Path) -> None:
    """Not what stayed as it was, nor what was only written again."""
    first, _ = built(place, work)
    assert (first.made, first.store) == (NAMES, "made")
    again, _ = built(place, work)
    assert (again.made, again.store) == ((), "unchanged")
    table = place / "east" / "goals.csv"
    table.write_bytes(table.read_bytes())
    os.utime(table, (1, 1))
    again, _ = built(place, work)
    assert (again.made, again.store) == ((), "unchanged")


def test_another_engine_builds_every_plan_again(
    place: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ontology and the code are part of what a volume is made of."""
    built(place, work)
    monkeypatch.setattr(building, "engine_key", lambda: "another")
    again, _ = built(place, work)
    assert (again.made, again.store) == (NAMES, "made")


def test_a_volume_that_was_tampered_with_is_made_again(place: Path, work: Path) -> None:
    """A record that does not hold together is as good as none."""
    built(place, work)
    record = record_file(work, "east")
    record.write_bytes(record.read_bytes().replace(b"Buurtplan", b"Stadsplan", 1))
    (again, _) = built(place, work)
    assert again.made == ("east",)


def test_broken_plans_are_named_and_the_rest_goes_on(place: Path, work: Path) -> None:
    """With every fault of each; mended, they are taken in."""
    Tiny(place / "north").change("links.csv", "t:garden,sg:advances,t:O1", "t:garden,sg:adv,t:O9")
    (place / "empty").mkdir()
    (place / "notes").mkdir()
    (place / "notes" / "notes.md").write_text("x")
    outcome, opened = built(place, work, workers=2)
    assert outcome.plans == 2
    assert opened.names == ("east", "west")
    assert [one.name for one in outcome.failures] == ["empty", "north", "notes"]
    assert [one.message for one in outcome.failures if one.name != "north"] == [
        "the folder is empty",
        "there is no plan.ttl",
    ]
    (north,) = [one for one in outcome.failures if one.name == "north"]
    assert north.faults[0].where.startswith("links.csv:")
    assert opened.failures == outcome.failures
    Tiny(place / "north").change("links.csv", "t:garden,sg:adv,t:O9", "t:garden,sg:advances,t:O1")
    outcome, opened = built(place, work)
    assert opened.names == NAMES
    assert [one.name for one in outcome.failures] == ["empty", "notes"]


def test_a_plan_that_breaks_is_not_served_as_it_was(place: Path, work: Path) -> None:
    """Old answers about a plan that can no longer be read would mislead."""
    built(place, work)
    (place / "north" / "plan.ttl").write_text("broken <")
    outcome, opened = built(place, work)
    assert opened.names == ("east", "west")
    assert [one.name for one in outcome.failures] == ["north"]


def test_two_plans_with_one_namespace_are_told(place: Path, work: Path) -> None:
    """The first in order is taken in, the second named with the first."""
    add_plan(place, "other", space("north"))
    outcome, opened = built(place, work)
    assert opened.names == NAMES
    (failure,) = outcome.failures
    assert failure.name == "other"
    assert "north" in failure.message
    assert failure.hint


def test_a_folder_that_vanishes_meanwhile_is_named(place: Path, work: Path) -> None:
    """Whether it goes before its process reads it or while it does."""
    work.mkdir()
    (work / "plans").mkdir()
    failure = make_volume(work, "gone", place / "gone", "engine", (), True)
    assert failure == Failure("gone", "its folder is gone", failure.hint if failure else "")
    (place / "north" / "plan.ttl").unlink()
    failure = make_volume(work, "north", place / "north", "engine", (), True)
    assert failure is not None
    assert "plan.ttl" in failure.message


def test_a_process_that_dies_costs_its_plan_only(
    place: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried once more by itself, and then named."""
    monkeypatch.setattr(building, "make_volume", dies_on_north)
    outcome, opened = built(place, work, workers=2)
    assert opened.names == ("east", "west")
    (failure,) = outcome.failures
    assert failure.name == "north"
    assert "killed" in failure.message


def dies_on_north(work: Path, name: str, *rest: object) -> Failure | None:
    """Make a volume, but end the process where it is that of `north`."""
    if name == "north":
        os._exit(9)
    return make_volume(work, name, *rest)  # type: ignore[arg-type]


def test_without_any_plan_nothing_is_built(place: Path, work: Path) -> None:
    """Everything that is wrong is said at once."""
    for name in NAMES:
        (place / name / "goals.csv").write_text("id,nonsense\n")
    with pytest.raises(SamgraphError) as caught:
        build_collection(place, work, workers=1)
    assert {one.where for one in caught.value.faults} >= set(NAMES)
    assert open_built(work) is None
    with pytest.raises(PackageError, match="holds no plan"):
        read_collection(place.parent)


def test_a_list_names_plans_anywhere(place: Path, work: Path) -> None:
    """From where it stands, by name where they are packaged; wrong lines are named."""
    listed = place.parent / "some.txt"
    listed.write_text(
        "# two of them\nplans/east\n\nplans/west # the other\nplans/nort\nplans/east\n"
    )
    assert is_collection(listed)
    collection = read_collection(listed)
    assert [one.name for one in collection.members] == ["east", "west"]
    assert [one.name for one in collection.failures] == ["east", "some.txt:5"]
    assert collection.name == "some"
    outcome, opened = built(listed, work)
    assert opened.names == ("east", "west")
    assert len(outcome.failures) == 2
    other = add_plan(place.parent / "elsewhere", "east")
    listed.write_text(f"plans/east\n{other.folder}\n")
    (failure,) = read_collection(listed).failures
    assert "two plans are called so" in failure.message


def test_somebody_elses_folder_is_left_alone(place: Path, work: Path) -> None:
    """Neither a folder with something in it nor a file is built into."""
    work.mkdir()
    (work / "thesis.txt").write_text("years of work")
    with pytest.raises(SamgraphError, match="something else"):
        build_collection(place, work, workers=1)
    assert [one.name for one in work.iterdir()] == ["thesis.txt"]
    with pytest.raises(SamgraphError, match="cannot be written"):
        build_collection(place, work / "no" / "such" / "folder", workers=1)


def test_a_built_store_tells_what_it_is(place: Path, work: Path) -> None:
    """It reads like any other that samgraph builds, and its graphs add up."""
    _, opened = built(place, work)
    about = read_about(work)
    assert about["name"] == "plans"
    assert store_in(work).is_dir()
    assert sum(about["sizes"].values()) == len(lines(opened))
    assert load(work).namespace == about["namespace"]


def test_a_plan_of_a_built_collection_has_a_name(place: Path, work: Path) -> None:
    """DIR/NAME is that plan, just as it is by itself; another name is answered with the nearest."""
    built(place, work)
    assert load(work / "north").dump() == build(place / "north").dump()
    with pytest.raises(SamgraphError, match="north"):
        open_member(work / "nort")


def test_commands_find_a_collection_built(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the cache, where only what changed is built again."""
    monkeypatch.setenv("SAMGRAPH_CACHE", str(tmp_path / "cache"))
    said: list[str] = []
    first = open_collection(place, progress=said.append)
    assert first is not None
    assert sum("plan " in one for one in said) == 3
    said.clear()
    assert open_collection(place, progress=said.append) is not None
    assert said == []
    assert open_collection(place / "east") is None
    assert open_collection(None) is None


def test_the_cache_holds_a_few_collections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that was opened now, and those that were built last."""
    cache = tmp_path / "cache"
    monkeypatch.setenv("SAMGRAPH_CACHE", str(cache))
    monkeypatch.setattr(opening, "_KEPT", 2)
    places = [add_collection(tmp_path / name, ("east",)) for name in ("one", "two", "three")]
    for place in places:
        assert open_collection(place) is not None
    kept = sorted(one.name.split("-")[0] for one in (cache / "collections").iterdir())
    assert kept == ["three", "two"]


KILLED = """
import sys, os, signal
from pathlib import Path
from samgraph.collection import building, storing
from samgraph.collection.building import build_collection

def ends(step):
    if step.startswith(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    build_collection(sys.argv[1], Path(sys.argv[2]), workers=2, progress=ends)
"""


@pytest.mark.skipif(os.name != "posix", reason="no SIGKILL")
@pytest.mark.parametrize("step", ["plan 2 of 3", "writing the store", "bringing the store"])
def test_a_kill_leaves_the_old_store_whole_and_finished_plans_done(
    place: Path, work: Path, tmp_path: Path, step: str
) -> None:
    """At any moment; and what was left half written is gone the next time."""
    before: list[bytes] = []
    if step.startswith("bringing"):
        _, opened = built(place, work)
        before = lines(opened)
        del opened
        change(place, "a plan is changed")
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    arguments = [sys.executable, str(script), str(place), str(work), step]
    done = subprocess.run(arguments, env=environment, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    opened_now = open_built(work)
    if before:
        assert opened_now is not None
        assert lines(opened_now) == before
        del opened_now
    else:
        assert opened_now is None
    again, opened = built(place, work)
    assert len(again.made) < 3
    _, anew = built(place, tmp_path / "anew")
    assert lines(opened) == lines(anew)
    stores = [one for one in work.iterdir() if one.name.startswith("store-")]
    assert stores == [store_in(work)]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_no_process_outlives_a_kill(place: Path, work: Path, tmp_path: Path) -> None:
    """Workers end when the one that started them does."""
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SAMGRAPH_TEST": str(tmp_path)}
    arguments = [sys.executable, str(script), str(place), str(work), "plan 1 of 3"]
    subprocess.run(arguments, env=environment, check=False, capture_output=True)
    mark = f"SAMGRAPH_TEST={tmp_path}".encode()
    deadline = time.monotonic() + 20
    while alive(mark) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert alive(mark) == []


def alive(mark: bytes) -> list[str]:
    """Return the numbers of the processes with a mark in their environment."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(folder.name)
            except OSError:
                continue
    return found


def test_a_nameless_node_of_a_plan_keeps_its_place(place: Path, work: Path) -> None:
    """Nodes without a name stay apart in the store of many plans."""
    for name in ("east", "west"):
        Tiny(place / name).add(
            "plan.ttl", f't:plan dcterms:source [ a dcterms:BibliographicResource ; '
            f'dcterms:title "{name}"@nl ] .\n'
        )  # fmt: skip
    _, opened = built(place, work)
    title = ox.NamedNode("http://purl.org/dc/terms/title")
    graph = opened.knowledge.graph("structure")
    found = opened.knowledge.store.quads_for_pattern(None, title, None, graph)
    nodes = {quad.subject for quad in found if isinstance(quad.subject, ox.BlankNode)}
    assert len(nodes) == 2


def test_the_marker_is_replaced_in_one_step(place: Path, work: Path) -> None:
    """What it says is whole JSON that names a store that is there."""
    built(place, work)
    said = json.loads((work / MARKER).read_bytes())
    assert (work / said["collection"]["store"]).is_dir()
    assert said["collection"]["failures"] == []


def test_a_plan_of_a_collection_can_be_a_workbook(place: Path, work: Path) -> None:
    """In the folder or on a list, and its change is noticed as that of any table."""
    pack(place / "east", place / "fifth.xlsx")
    shutil.rmtree(place / "east")
    names = [one.name for one in read_collection(place).members]
    assert "fifth" in names
    assert build_collection(place, work, workers=1).made == tuple(names)
    assert build_collection(place, work, workers=1).made == ()
    os.utime(place / "fifth.xlsx", (1, 1))
    assert build_collection(place, work, workers=1).made == ()
    add_plan(place.parent, "other")
    (place / "fifth.xlsx").unlink()
    pack(place.parent / "other", place / "fifth.xlsx")
    assert build_collection(place, work, workers=1).made == ("fifth",)
    listed = place / "all.txt"
    listed.write_text("fifth.xlsx\n", encoding="utf-8")
    assert [one.name for one in read_collection(listed).members] == ["fifth"]
