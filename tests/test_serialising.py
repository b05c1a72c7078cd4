"""The same plan gives the same bytes, in every format, and they can be read back."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from tinyplan import NS, Tiny

from samgraph.errors import SamgraphError
from samgraph.knowledge import Knowledge
from samgraph.outputs import whole_folder
from samgraph.resources import MARKER
from samgraph.serialising import read_about, serialise, write_graph

FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
WITH_GRAPHS = ("trig", "nq", "jsonld")


def hostile(tiny: Tiny) -> None:
    """Give the small plan text that formats have to escape, and a node without a name."""
    tiny.change("lists.csv", ",heat,", ',"a ""b"" \\ <c> & \r\n\t\u2028 é 👩‍👩‍👧 ]]>",')
    tiny.add("plan.ttl", "t:plan sg:declares [ a sg:Declaration ; sg:count 3 ] .\n")


@pytest.mark.parametrize("suffix", FORMATS)
def test_two_builds_give_the_same_bytes(tiny: Tiny, suffix: str) -> None:
    """Building twice gives identical files."""
    hostile(tiny)
    first, second = (serialise(tiny.build(), FORMATS[suffix]) for _ in range(2))
    assert first == second
    assert len(first) > 10_000


def test_other_processes_give_the_same_bytes(tiny: Tiny) -> None:
    """Another process, with another order of hashes, writes identical files in every format."""
    hostile(tiny)
    code = (
        "import hashlib, sys\n"
        "from samgraph.building import build\n"
        "from samgraph.serialising import _FORMATS, serialise\n"
        "knowledge = build(sys.argv[1])\n"
        "for suffix, form in _FORMATS.items():\n"
        "    print(suffix, hashlib.sha256(serialise(knowledge, form)).hexdigest())\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code, str(tiny.folder)],
            capture_output=True,
            check=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(said) == 1
    assert len(said.pop().splitlines()) == len(FORMATS)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_can_be_read_back(tiny: Tiny, tmp_path: Path, suffix: str) -> None:
    """Each format holds what the plan says: with graphs all of it, without the judged reading."""
    hostile(tiny)
    knowledge = tiny.build()
    target = tmp_path / f"plan.{suffix}"
    write_graph(knowledge, target)
    read = list(ox.parse(target.read_bytes(), format=FORMATS[suffix]))
    if suffix in WITH_GRAPHS:
        found, expected = ox.Dataset(read), ox.Dataset(knowledge.store)
    else:
        found = ox.Dataset(ox.Quad(q.subject, q.predicate, q.object) for q in read)
        expected = ox.Dataset(
            ox.Quad(quad.subject, quad.predicate, quad.object)
            for graph in knowledge.graphs("judged")
            for quad in knowledge.store.quads_for_pattern(None, None, None, graph)
        )
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    expected.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert set(found) == set(expected)


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_suggested_stays_in_its_graph(tiny: Tiny, suffix: str) -> None:
    """Formats without graphs leave suggestions out, others keep them apart."""
    content = serialise(tiny.build(), FORMATS[suffix])
    suggested = ox.Triple(
        ox.NamedNode(f"{NS}shops"),
        ox.NamedNode("https://w3id.org/samgraph/ns#supports"),
        ox.NamedNode(f"{NS}O1"),
    )
    graphs = [
        quad.graph_name
        for quad in ox.parse(content, format=FORMATS[suffix])
        if quad.triple == suggested
    ]
    expected = [ox.NamedNode(f"{NS}graph/suggested")] if suffix in WITH_GRAPHS else []
    assert graphs == expected


def test_a_store_holds_the_plan(tiny: Tiny, tmp_path: Path) -> None:
    """A store on disk opens again with the same quads, and bears our marker."""
    knowledge = tiny.build()
    write_graph(knowledge, tmp_path / "store")
    assert (tmp_path / "store" / MARKER).is_file()
    store = ox.Store.read_only(str(tmp_path / "store"))
    assert set(store) == set(knowledge.store)


@pytest.mark.parametrize("name", ["plan.TTL", "plan.Trig", "a.b.nq"])
def test_the_suffix_decides_whatever_its_case(tiny: Tiny, tmp_path: Path, name: str) -> None:
    """Only the last suffix counts, in any case."""
    write_graph(tiny.build(), tmp_path / name)
    assert (tmp_path / name).stat().st_size > 1000


@pytest.mark.parametrize(
    ("name", "hint"), [("plan.tll", ".ttl"), ("plan.json", ".jsonld"), ("plan.xyz", ".trig")]
)
def test_an_unknown_suffix_gives_the_nearest(
    tiny: Tiny, tmp_path: Path, name: str, hint: str
) -> None:
    """A suffix that names no format is refused with what was probably meant, nothing written."""
    with pytest.raises(SamgraphError) as caught:
        write_graph(tiny.build(), tmp_path / name)
    assert hint in caught.value.hint
    assert not (tmp_path / name).exists()


def test_the_sam_plan_is_the_same_every_time(sam: Knowledge) -> None:
    """The packaged plan comes out as the same bytes from one store, in text and in JSON."""
    for suffix in ("nq", "ttl"):
        assert serialise(sam, FORMATS[suffix]) == serialise(sam, FORMATS[suffix])


def test_xml_that_could_not_be_read_is_not_written(tiny: Tiny, tmp_path: Path) -> None:
    """A control character, for which XML has no way of writing, is named instead."""
    tiny.change("lists.csv", "hitte,heat,", 'hitte,"he\x1bat",')
    target = tmp_path / "plan.rdf"
    with pytest.raises(SamgraphError, match="RDF/XML") as caught:
        write_graph(tiny.build(), target)
    assert "U+001B" in str(caught.value)
    assert "heat" in str(caught.value)
    assert not target.exists()
    assert write_graph(tiny.build(), tmp_path / "plan.nt") > 100


def test_the_number_of_statements_is_that_of_the_file(tiny: Tiny, tmp_path: Path) -> None:
    """What is only suggested is not counted where it is not written."""
    knowledge = tiny.build()
    for name in ("plan.nt", "plan.nq"):
        count = write_graph(knowledge, tmp_path / name)
        assert count == len((tmp_path / name).read_text().splitlines())


BUILDING = """
import itertools, pathlib, sys
import pyoxigraph as ox
from samgraph.knowledge import Knowledge
from samgraph.serialising import write_graph

NS = "https://example.org/"
print("ready", flush=True)
for number in itertools.count():
    store = ox.Store()
    graph = ox.NamedNode(NS + "graph/structure")
    store.extend(
        ox.Quad(ox.NamedNode(f"{NS}{one}"), ox.NamedNode(NS + "p"), ox.Literal(str(number)), graph)
        for one in range(2_000)
    )
    knowledge = Knowledge("x", ox.NamedNode(NS + "plan"), NS, {}, store)
    write_graph(knowledge, pathlib.Path(sys.argv[1]))
"""


def test_a_build_that_is_killed_leaves_a_whole_store(tmp_path: Path) -> None:
    """Whenever that is, the store is one state or another, and nothing is left beside it."""
    folder = tmp_path / "store"
    chance = random.Random(5)  # noqa: S311 - a test wants the same moments every time
    for round_ in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", BUILDING, str(folder)], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            if not round_:
                while not folder.exists():
                    time.sleep(0.01)
            time.sleep(chance.uniform(0.02, 0.2))
            process.kill()
        said = read_about(folder)
        store = ox.Store.read_only(str(folder))
        assert said["sizes"] == {"https://example.org/graph/structure": 2_000}
        assert (
            len({quad.object.value for quad in store if isinstance(quad.object, ox.Literal)}) == 1
        )
        assert len(store) == 2_000
        del store
    with whole_folder(folder, MARKER) as beside:
        (beside / "x").touch()
    assert [one.name for one in tmp_path.iterdir()] == ["store"]


@pytest.mark.skipif(os.name != "posix", reason="only there a file's size can be limited")
def test_a_disk_that_is_full_is_a_message(tmp_path: Path, tiny: Tiny) -> None:
    """The old store stays, nothing is left beside it, and the message says what happened."""
    folder = tmp_path / "store"
    write_graph(tiny.build(), folder)
    before = read_about(folder)
    code = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "from samgraph.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "build", str(tiny.folder), "-o", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert read_about(folder) == before
    assert [one.name for one in tmp_path.iterdir() if "samgraph" in one.name] == []


def test_a_store_tells_what_is_in_it(tiny: Tiny, tmp_path: Path) -> None:
    """Names, prefixes, statements by graph, and a version that changes with the statements."""
    knowledge = tiny.build()
    write_graph(knowledge, tmp_path / "store")
    said = read_about(tmp_path / "store")
    assert said["namespace"] == knowledge.namespace
    assert said["plan"] == knowledge.plan.value
    assert said["prefixes"] == dict(knowledge.prefixes)
    assert sum(said["sizes"].values()) == len(knowledge.store)
    write_graph(tiny.build(), tmp_path / "again")
    assert read_about(tmp_path / "again") == said
    tiny.add_link("t:S2; sg:serves; t:youth; sg:stated; t:p-all")
    write_graph(tiny.build(), tmp_path / "other")
    assert read_about(tmp_path / "other")["version"] != said["version"]
