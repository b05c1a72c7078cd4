"""Engines of other makes give the same answers as the embedded store, for the whole catalogue.

An engine that is not installed is skipped with the reason; `.ci/run` installs them, and there what
it installs may not be missing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from askings import GIVEN, Asking, askings
from click.testing import CliRunner
from engines import NAMES, Running, ended, free_port, missing, running, wait_for
from generation_plans import make_plan
from generation_store import write_package

from samgraph.building import build
from samgraph.cli import cli
from samgraph.coverage import cover_all
from samgraph.knowledge import Knowledge
from samgraph.lookup import Lookup
from samgraph.remote.client import Client
from samgraph.remote.opening import open_plan
from samgraph.remote.plans import plans_held
from samgraph.remote.push import push
from samgraph.remote.targets import GRAPH_STORE, UPDATE, Target, find_target
from samgraph.undisputed import without_contested

INSTALLED_BY_CI = ("oxigraph", "virtuoso")
SLOW_IN = {"fuseki": ("theme-influences", "section-passages", "link-between", "thing-evidence",
                      "judged-links")}  # fmt: skip
"""Questions that an engine needs a second and more for, on SAM's plan; asked of the other plan."""


def is_asked(plan: str, asking: Asking) -> bool:
    """Tell whether a plan is asked this: the small one nearly all, SAM's what other tests give."""
    if plan == "made-up":
        return asking.standing != "derived"
    given = not asking.given or any(asking.given == values for _, values in GIVEN)
    return asking.standing == "judged" and given


@dataclass(frozen=True, slots=True)
class Plans:
    """SAM's plan and a made-up one as they are embedded, with what they are asked and answer."""

    plans: Mapping[str, Knowledge]
    answers: Mapping[str, Mapping[Asking, list[tuple[object, ...]]]]
    names: Mapping[str, Lookup]
    folder: Path


@dataclass(frozen=True, slots=True)
class Loaded:
    """An engine with both plans in it."""

    name: str
    at: Running
    plans: Mapping[str, Knowledge]


@pytest.fixture(scope="module")
def embedded(sam: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Plans:
    folder = tmp_path_factory.mktemp("made-up") / "plan-0003"
    write_package(make_plan(3, seed=7, size=0.4), folder)
    plans = {"sam": sam, "made-up": build(folder)}
    names = {key: Lookup(plan) for key, plan in plans.items()}
    answers = {
        key: {
            one: one.rows(plan, names[key])
            for one in askings(plan, sam=key == "sam")
            if is_asked(key, one)
        }
        for key, plan in plans.items()
    }
    return Plans(plans, answers, names, folder)


@pytest.fixture(scope="module", params=[*NAMES, "samgraph"])
def loaded(
    request: pytest.FixtureRequest, embedded: Plans, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Loaded]:
    """Return an engine that holds both plans; `samgraph serve` holds the made-up one."""
    name = str(request.param)
    folder = tmp_path_factory.mktemp(name)
    with ExitStack() as stack:
        if name == "samgraph":
            port = free_port()
            at = Running(f"http://127.0.0.1:{port}/sparql", "", "")
            command = (sys.executable, "-m", "samgraph", "serve", str(embedded.folder), "--quiet",
                       "--port", str(port))  # fmt: skip
            wait_for(at.query, stack.enter_context(ended(command, folder)), folder)
        else:
            why = missing(name)
            if why and os.environ.get("CI") and name in INSTALLED_BY_CI:
                pytest.fail(f"{why}, and CI may not do without")
            if why:
                pytest.skip(why)
            at = stack.enter_context(running(name, folder))
            client = Client(at.credentials)
            for plan in embedded.plans.values():
                push(plan, client, Target(GRAPH_STORE, at.store, at.query))
            client.close()
        held = {
            key: open_plan(at.query, plan.namespace)
            for key, plan in embedded.plans.items()
            if name != "samgraph" or key == "made-up"
        }
        yield Loaded(name, at, held)


def test_every_answer_is_the_same(loaded: Loaded, embedded: Plans) -> None:
    """Each question, with and without its parameters, has the same rows in the same order."""
    other = []
    for key, plan in loaded.plans.items():
        asked = {
            one: rows
            for one, rows in embedded.answers[key].items()
            if (key == "made-up" or one.name not in SLOW_IN.get(loaded.name, ()))
        }
        assert len(asked) > 80
        other += [
            f"{key}: {one}"
            for one, rows in asked.items()
            if one.rows(plan, embedded.names[key]) != rows
        ]
    assert other == []


def test_coverage_is_the_same(loaded: Loaded, embedded: Plans) -> None:
    """Every frame has the same cells, in every reading."""
    for key, plan in loaded.plans.items():
        assert cover_all(plan).to_rows() == cover_all(embedded.plans[key]).to_rows()


def test_a_whole_graph_comes_over(loaded: Loaded, embedded: Plans) -> None:
    """More rows and triples than Virtuoso gives at once arrive whole, by SELECT and CONSTRUCT."""
    key = "sam" if "sam" in loaded.plans else "made-up"
    ours, theirs = embedded.plans[key], loaded.plans[key]
    pattern = f"{{ GRAPH {ours.graph('links')} {{ ?s ?p ?o }} }}"
    every = set(map(str, ours.store.quads_for_pattern(None, None, None, ours.graph("links"))))
    rows = {tuple(map(str, row)) for row in theirs.select(f"SELECT ?s ?p ?o {pattern}")}
    assert len(rows) == len(every)
    triples = theirs.query(f"CONSTRUCT {{ ?s ?p ?o }} {pattern}")
    assert not isinstance(triples, ox.QueryBoolean)
    assert len({str(one) for one in triples}) == len(every)
    assert len(every) > (10_000 if key == "sam" else 100)


def test_an_update_endpoint_takes_a_plan_too(loaded: Loaded, embedded: Plans) -> None:
    """By SPARQL Update a plan replaces itself, nameless nodes included, and nothing else."""
    if not loaded.at.update:
        pytest.skip("samgraph serve takes no updates")
    client = Client(loaded.at.credentials)
    before = plans_held(client, loaded.at.query)
    plan = embedded.plans["made-up"]
    done = push(plan, client, Target(UPDATE, loaded.at.update, loaded.at.query), batch=700)
    assert sum(number for _, number in done.graphs) == len(plan.store)
    assert plans_held(client, loaded.at.query) == before
    sizes = loaded.plans["sam"].store
    assert len(sizes) == len(embedded.plans["sam"].store)


def test_what_an_address_takes_is_found_out(loaded: Loaded) -> None:
    """Given the address of any of its services, push finds where to write and where to ask."""
    client = Client(loaded.at.credentials)
    if not loaded.at.update:
        with pytest.raises(Exception, match="does not allow this"):
            find_target(client, loaded.at.query)
        return
    for url in (loaded.at.update, loaded.at.store):
        found = find_target(client, url, query=loaded.at.query)
        assert (found.url, found.kind) == (url, UPDATE if url == loaded.at.update else GRAPH_STORE)


@pytest.mark.parametrize(
    "command",
    ["coverage --format csv", "gaps -n 5", "chains --show flows", "balance", "fragility",
     "network", "worklist -n 3", "structure theme-partner --draws 20",
     "coverage theme-partner --cells --format csv"],
)  # fmt: skip
def test_commands_print_the_same(loaded: Loaded, embedded: Plans, command: str) -> None:
    """What a command prints of a plan does not depend on where the plan is."""
    words = command.split()
    if loaded.name not in ("oxigraph", "virtuoso") and words[0] not in ("coverage", "gaps"):
        pytest.skip("tried on the other engines")
    run = CliRunner()
    here = run.invoke(cli, [*words, str(embedded.folder), "--lang", "en"])
    there = run.invoke(
        cli, [*words, str(embedded.folder), "--lang", "en", "--endpoint", loaded.at.query]
    )
    assert (there.exit_code, there.stdout) == (here.exit_code, here.stdout)


def test_contested_links_can_be_left_out(embedded: Plans, sam: Knowledge) -> None:
    """A graph alone gives what building the package without contested links gives."""
    built = build(contested=False)
    assert set(without_contested(sam).dump()) == set(built.dump())
