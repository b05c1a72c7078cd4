"""Every command takes a collection: plan by plan, all plans together, or it says what to give."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from engines import missing, running
from plancollections import NAMES, add_collection, add_plan, space
from tinyplan import Tiny

from samgraph.cli import COMMANDS, cli
from samgraph.collection.opening import open_built, open_collection
from samgraph.collection.overview import EVERY, cover_collection, plans_document
from samgraph.coverage import cover_all
from samgraph.network import measure
from samgraph.networktext import in_words
from samgraph.web.preparing import of_collection, of_store, trace_of

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return add_collection(tmp_path_factory.mktemp("many") / "plans")


@pytest.fixture(scope="module")
def run(cache: Path) -> Run:
    """Return what runs a command, with a cache that the tests of this file share."""

    def command(*words: str | Path, status: int = 0) -> Result:
        environment = {"SAMGRAPH_CACHE": str(cache), "SAMGRAPH_LANG": "en", "COLUMNS": "120"}
        done = CliRunner().invoke(cli, [str(word) for word in words], env=environment)
        said = f"{done.stdout}\n{done.stderr}"
        assert done.exit_code == status, said
        assert "Traceback" not in said
        return done

    return command


def table(done: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.stdout)))


def by_plan(rows: list[dict[str, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        found[row["plan"]] = found.get(row["plan"], 0) + 1
    return found


def test_check_looks_at_every_plan(run: Run, place: Path) -> None:
    """And sums up what it finds."""
    done = run("check", place)
    assert "plans: 3 plans" in done.stderr
    rows = table(run("check", place, "--format", "csv"))
    assert set(by_plan(rows)) <= set(NAMES)


def test_check_names_plans_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    """Each fault with its place, and ends with status 1."""
    folder = add_collection(tmp_path / "faulty")
    Tiny(folder / "north").change("goals.csv", "t:S1,sg:StrategicGoal", "t:S1,sg:StrategicGaol")
    Tiny(folder / "west").change("lists.csv", "hitte,heat,Over hitte.,On heat.", ",heat,,")
    done = run("check", folder, "--format", "csv", status=1)
    rows = table(done)
    (unread,) = [row for row in rows if row["plan"] == "north" and "goals.csv" in row[LAST]]
    assert unread["kind"] == "unreadable"
    assert "StrategicGoal" in unread[LAST]
    assert [row["plan"] for row in rows if row["severity"] == "fault"].count("west") >= 1
    assert "1 × plan that cannot be built: north" in done.stderr


LAST = "what is the matter"


def test_coverage_is_shown_over_all_plans_and_in_each(run: Run, place: Path) -> None:
    """For people in two tables, for programs in one with a line for all."""
    done = run("coverage", place)
    assert all(name in done.stdout for name in (*NAMES, "goal-task", "challenge-goal"))
    rows = table(run("coverage", place, "--format", "csv"))
    assert by_plan(rows) == {**dict.fromkeys(NAMES, 3), EVERY: 3}
    (one,) = [row for row in rows if row["plan"] == "east" and row["frame"] == "goal-task"]
    (every,) = [row for row in rows if row["plan"] == EVERY and row["frame"] == "goal-task"]
    for column in ("cells_stated", "cells_judged", "cells_total"):
        assert int(every[column]) == 3 * int(one[column])
    rows = table(run("coverage", "goal-task", place, "--format", "csv"))
    assert by_plan(rows) == dict.fromkeys((*NAMES, EVERY), 1)
    assert "did you mean" in run("coverage", "goal-taks", place, status=2).stderr
    run("coverage", "goal-task", place, "--cells", status=2)


def test_gaps_are_listed_for_each_plan(run: Run, place: Path) -> None:
    """As many of each as are asked for; and --strict counts them."""
    alone = table(run("gaps", place / "east", "--format", "csv"))
    rows = table(run("gaps", place, "--format", "csv"))
    assert by_plan(rows) == dict.fromkeys(NAMES, len(alone))
    mine = [{**row, "plan": ""} for row in rows if row["plan"] == "east"]
    assert mine == [{"plan": "", **row} for row in alone]
    assert by_plan(table(run("gaps", place, "-n", "1", "--format", "csv"))) == dict.fromkeys(
        NAMES, 1
    )
    done = run("gaps", place, "--frame", "challenge-goal", "--strict", status=1)
    assert all(f"{name}: Neighbourhood plan" in done.stdout for name in NAMES)
    assert "did you mean" in run("gaps", place, "--frame", "goal-taks", status=2).stderr


def test_a_question_is_asked_of_each_plan(run: Run, place: Path) -> None:
    """The answers are those of each by itself, with the plan before them."""
    alone = table(run("ask", "goal-coretask-empty", place / "west", "--format", "csv"))
    rows = table(run("ask", "goal-coretask-empty", place, "--format", "csv"))
    assert alone
    mine = [row for row in rows if row["plan"] == "west"]
    assert [{**row, "plan": ""} for row in mine] == [{"plan": "", **row} for row in alone]
    assert by_plan(rows) == dict.fromkeys(NAMES, len(alone))
    given = run("ask", "core-task-called-for", place, "--with", "goal=S9", status=2)
    assert "S9" in given.stderr


def test_sparql_sees_all_plans_together(run: Run, place: Path) -> None:
    """And each by the names of its graphs."""
    query = "SELECT (COUNT(DISTINCT ?goal) AS ?n) { ?goal a sg:StrategicGoal }"
    assert table(run("sparql", query, place, "--format", "csv")) == [{"n": "6"}]
    for kind, many in (("Goal", "0"), ("StrategicGoal", "2")):
        graph = f"GRAPH <{space('east')}graph/structure>"
        counted = f"SELECT (COUNT(*) AS ?n) {{ {graph} {{ ?g a sg:{kind} }} }}"
        assert table(run("sparql", counted, place, "--format", "csv")) == [{"n": many}]


@pytest.mark.parametrize("what", ["walks", "paths", "orphans", "flows"])
def test_chains_are_followed_in_each_plan(run: Run, place: Path, what: str) -> None:
    """As each is followed by itself."""
    words = ("--show", what, "--format", "csv")
    alone = table(run("chains", place / "north", *words))
    rows = table(run("chains", place, *words))
    assert [row for row in rows if row["plan"] == "north"] == [
        {"plan": "north", **row} for row in alone
    ]
    if what == "walks":
        shown = run("chains", place).stdout
        assert all(f"{name}: " in shown for name in NAMES)


def test_the_network_is_that_of_all_plans(run: Run, place: Path) -> None:
    """Three plans with nothing in common are at least three parts."""
    rows = json.loads(run("network", place, "-n", "200", "--format", "json").stdout)
    assert {row["id"].partition(":")[0] for row in rows} == {"t", "t2", "t3"}
    assert "separate parts" in run("network", place).stdout


def test_the_worklist_says_what_may_be_the_same(run: Run, place: Path, tmp_path: Path) -> None:
    """As rows, and as a table to put with the plans."""
    rows = table(run("worklist", place, "-n", "500", "--format", "csv"))
    assert {row["kind"] for row in rows} == {"Partner", "Organisation", "Theme"}
    assert "both are called" in rows[0]["reason"]
    file = tmp_path / "identities.csv"
    done = run("worklist", place, "-o", file)
    assert f"{len(rows)} suggested identities" in done.stderr
    assert len(file.read_text().splitlines()) == len(rows) + 1
    run("worklist", place, "--scores", status=2)


def test_the_map_shows_all_plans(run: Run, place: Path, tmp_path: Path) -> None:
    """As one page, and so does explore, under what each plan covers."""
    file = tmp_path / "all.html"
    run("draw", place, "-o", file)
    page = file.read_text()
    assert all(space(name) in page for name in NAMES)
    done = run("explore", place, "--once", "-o", file)
    assert "plans: 3 plans" in done.stdout
    assert all(name in done.stdout for name in NAMES)


@pytest.mark.parametrize(
    "words",
    [
        ("report", "-o", "x.html"),
        ("stamp", "--source", __file__),
    ],
    ids=lambda words: words[0],
)
def test_what_is_about_one_plan_says_so(run: Run, place: Path, words: tuple[str, ...]) -> None:
    """And what to give instead."""
    done = run(words[0], place, *words[1:], status=2)
    assert f"is a collection, and samgraph {words[0]} takes one plan" in done.stderr
    assert f"as in {place / 'NAME'}" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("structure", "challenge-goal"),
        ("balance",),
        ("balance", "challenge-goal"),
        ("fragility",),
        ("what-if", "--without", "t:school"),
    ],
    ids=" ".join,
)
def test_what_is_about_one_plan_is_done_for_each(
    run: Run, place: Path, words: tuple[str, ...]
) -> None:
    """Under its name for people; for programs with the plan in the first column."""
    own = [place, *words[1:]] if words[0] == "what-if" else [*words[1:], place]
    done = run(words[0], *own)
    assert [line for line in done.stdout.splitlines() if line.startswith(f"{NAMES[0]}: ")]
    assert all(f"{name}: " in done.stdout for name in NAMES)
    rows = [line.split(",") for line in run(words[0], *own, "--format", "csv").stdout.splitlines()]
    assert rows[0][0] == "plan"
    assert {row[0] for row in rows[1:]} >= set(NAMES)
    one = (
        [place / NAMES[0], *words[1:]] if words[0] == "what-if" else [*words[1:], place / NAMES[0]]
    )
    alone = json.loads(run(words[0], *one, "--format", "json").stdout)
    said = json.loads(run(words[0], *own, "--format", "json").stdout)
    ours = [row for row in said if row.pop("plan") == NAMES[0]]
    assert ours == alone


def test_align_tells_of_each_plan_that_it_has_no_framework(run: Run, place: Path) -> None:
    """And what none of the plans has is one message."""
    assert run("align", place).stdout.count("has no framework") == len(NAMES)
    done = run("what-if", place, "--without", "t:nowhere", status=2)
    assert "nowhere" in done.stderr


def test_a_site_and_a_workbook_are_of_one_plan(run: Run, place: Path, tmp_path: Path) -> None:
    """And nothing is written; a network of all plans is."""
    done = run("publish", tmp_path / "site", place, status=2)
    assert "samgraph publish takes one plan" in done.stderr
    done = run("export", "xlsx", place, "-o", tmp_path / "plan.xlsx", status=2)
    assert "samgraph export xlsx takes one plan" in done.stderr
    assert list(tmp_path.iterdir()) == []
    every = run("export", "edges", place).stdout.splitlines()
    one = run("export", "edges", place / "north").stdout.splitlines()
    assert len(every) - 1 == len(NAMES) * (len(one) - 1)


def test_every_plan_is_pushed(run: Run, place: Path, tmp_path: Path) -> None:
    """Each is then asked by its name or its folder, and answers as it does here."""
    if why := missing("oxigraph"):
        pytest.skip(why)
    with running("oxigraph", tmp_path) as at:
        run("push", at.store, place, "--graph-store", "--query", at.query)
        done = run("gaps", "--endpoint", at.query, status=2)
        assert "holds 3 plans" in done.stderr
        run("gaps", "north", "--endpoint", at.query)
        there = run("gaps", place / "north", "--endpoint", at.query, "--format", "csv")
        here = run("gaps", place / "north", "--format", "csv")
        assert there.stdout == here.stdout
        assert len(there.stdout.splitlines()) > 3


def test_every_command_is_tried_here() -> None:
    """Those that take no plan, or write no plan's graph, are named."""
    tried = {"check", "coverage", "gaps", "ask", "sparql", "chains", "network", "worklist", "draw"}
    tried |= {"explore", "report", "structure", "balance", "fragility", "what-if", "stamp"}
    tried |= {"build", "serve", "align", "publish", "export", "push"}
    assert set(COMMANDS) - tried == {"questions", "extract", "compare", "import", "init"}


def test_build_writes_a_store_and_builds_only_what_changed(
    run: Run, place: Path, tmp_path: Path
) -> None:
    """And says so; the store is read like the folder."""
    work = tmp_path / "store"
    assert "3 plans, 3 of them built now" in run("build", place, "-o", work).stderr
    assert "0 of them built now; the store is unchanged" in run("build", place, "-o", work).stderr
    for words in (("coverage", "--format", "csv"), ("gaps", "--format", "csv")):
        assert run(words[0], work, *words[1:]).stdout == run(words[0], place, *words[1:]).stdout
    one = run("gaps", work / "north", "--format", "csv").stdout
    assert one == run("gaps", place / "north", "--format", "csv").stdout
    refused = run("report", work, "-o", tmp_path / "x.html", status=2)
    assert "takes one plan" in refused.stderr
    assert str(work / "NAME") in refused.stderr
    assert "is built already" in run("build", work, "-o", tmp_path / "again", status=2).stderr
    assert "did you mean north" in run("gaps", work / "nroth", status=2).stderr
    refused = run("build", place / "north", "-o", work, status=2)
    assert "a collection is built there" in refused.stderr


def test_build_ends_with_status_one_where_plans_are_left_out(run: Run, tmp_path: Path) -> None:
    """The store holds the others, and stderr has every fault."""
    folder = add_collection(tmp_path / "faulty", ("east", "north"))
    Tiny(folder / "north").change("goals.csv", "t:S1,sg:StrategicGoal", "t:S1,sg:StrategicGaol")
    done = run("build", folder, "-o", tmp_path / "store", status=1)
    assert "goals.csv:2" in done.stderr
    assert "1 plan is left out: north" in done.stderr
    opened = open_built(tmp_path / "store")
    assert opened is not None
    assert opened.names == ("east",)
    later = run("coverage", folder, "--format", "csv")
    assert "1 plan is left out: north" in later.stderr
    (folder / "east" / "plan.ttl").unlink()
    assert "goals.csv:2" in run("build", folder, "-o", tmp_path / "store", status=2).stderr


@pytest.mark.parametrize("suffix", ["nq", "trig", "ttl"])
def test_build_writes_files(run: Run, place: Path, tmp_path: Path, suffix: str) -> None:
    """Every named graph where the format has such; twice the same bytes."""
    files = [tmp_path / f"{one}.{suffix}" for one in ("a", "b")]
    for file in files:
        run("build", place, "-o", file)
    assert files[0].read_bytes() == files[1].read_bytes()
    text = files[0].read_text()
    assert all(space(name) in text for name in NAMES)


def test_a_collection_is_served(run: Run, place: Path, tmp_path: Path) -> None:
    """From the folder of its plans, and from what was built; it is read again when a plan changes.

    The graphs of its readings are the seven that hold what all plans say.
    """
    work = tmp_path / "store"
    run("build", place, "-o", work)
    served = of_store(work)
    assert len(served.graphs()) == 7
    knowledge = served.to_knowledge()
    goals = list(knowledge.select("SELECT ?goal { ?goal a sg:StrategicGoal }"))
    assert len(goals) == 6
    folder = add_collection(tmp_path / "plans", ("east", "west"))
    before = trace_of(folder)
    assert before == trace_of(folder)
    again = of_collection(str(folder))
    assert again.faults == 0
    Tiny(folder / "east").change("lists.csv", "hitte,heat,Over hitte.,On heat.", ",heat,,")
    assert trace_of(folder) != before
    with pytest.raises(Exception, match="1 of 2 plans do not validate: east"):
        of_collection(str(folder))
    assert of_collection(str(folder), force=True).faults > 0


def test_the_explorer_reads_plans_by_frames(place: Path) -> None:
    """In order, with the coverage that each plan has by itself."""
    opened = open_collection(place)
    assert opened is not None
    document: dict[str, Any] = plans_document(opened)
    assert [plan["id"] for plan in document["plans"]] == list(NAMES)
    plan = document["plans"][0]
    assert plan["labels"] == {"nl": "Buurtplan", "en": "Neighbourhood plan"}
    assert plan["iri"] == f"{space('east')}plan"
    for matrix in cover_all(opened.plan("east")).matrices:
        cells = matrix.interval()
        assert plan["frames"][matrix.frame.name] == {
            "stated": round(cells.share("stated"), 4),
            "judged": round(cells.share("judged"), 4),
            "filled": cells.judged,
            "cells": cells.total,
        }
    assert json.loads(json.dumps(document)) == document
    assert len(cover_collection(opened).of_plans()) == 9


def test_a_plan_beside_a_collection_is_still_one_plan(run: Run, tmp_path: Path) -> None:
    """A folder with a plan.ttl is that plan, whatever stands in it."""
    plan = add_plan(tmp_path, "one")
    add_plan(plan.folder, "inner")
    assert "goal-task" in run("coverage", plan.folder).stdout
    assert "plan" not in run("coverage", plan.folder, "--format", "csv").stdout.split("\n")[0]


def test_betweenness_of_a_large_network_is_estimated(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a sample that the seed fixes, and the words say so."""
    from samgraph import network

    opened = open_collection(place)
    assert opened is not None
    exact = measure(opened.knowledge)
    assert exact.estimated_from == 0
    monkeypatch.setattr(network, "_MOST_STEPS", 1)
    rough = measure(opened.knowledge)
    assert rough.estimated_from == 10
    assert rough == measure(opened.knowledge)
    assert {one.iri for one in rough.measures} == {one.iri for one in exact.measures}
    assert "estimated" in " ".join(in_words(rough, {}, "en"))
