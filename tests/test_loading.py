"""The cache makes a plan quicker and changes nothing else."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tinyplan import Tiny

from samgraph import loading
from samgraph.errors import PackageError, SamgraphError
from samgraph.framing import frames
from samgraph.knowledge import Knowledge
from samgraph.loading import load, load_gaps
from samgraph.resources import share
from samgraph.stored import stored_gaps


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a cache that is switched on."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("SAMGRAPH_CACHE", str(folder))
    return folder


def entry(cache: Path) -> Path:
    """Return the folder in which the cache keeps its only plan."""
    (one,) = [each for each in cache.iterdir() if not each.name.startswith(".")]
    return one


def answered_by_the_cache(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Tell whether the plan is loaded without being built."""
    import samgraph.building

    def refuse(*_: object, **__: object) -> Knowledge:
        raise AssertionError("built")

    with monkeypatch.context() as patch:
        patch.setattr(samgraph.building, "build", refuse)
        try:
            load(tiny.folder)
        except AssertionError:
            return False
    return True


def both(knowledge: Knowledge) -> tuple[object, ...]:
    """Return everything that a knowledge holds, but its store as such."""
    return (
        knowledge.dump(),
        knowledge.name,
        knowledge.plan,
        knowledge.namespace,
        dict(knowledge.prefixes),
        stored_gaps(knowledge),
    )


def test_the_cache_gives_what_a_build_gives(
    tiny: Tiny, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Built, kept, and opened again, a plan is the same to the byte."""
    built = both(tiny.build())
    assert not answered_by_the_cache(tiny, monkeypatch)
    assert both(load(tiny.folder)) == built
    assert answered_by_the_cache(tiny, monkeypatch)
    assert both(load(tiny.folder)) == built


def test_gaps_come_from_the_cache_as_they_were(tiny: Tiny, cache: Path) -> None:
    """Gaps and names of frames are the same without a cache, on the first call and on the next."""
    knowledge = tiny.build()
    expected = stored_gaps(knowledge), tuple(frame.name for frame in frames(knowledge))
    assert load_gaps(tiny.folder) == expected
    assert load_gaps(tiny.folder) == expected
    (entry(cache) / "gaps.json").unlink()
    assert load_gaps(tiny.folder) == expected


def test_an_empty_variable_switches_the_cache_off(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a cache nothing is written anywhere."""
    monkeypatch.setenv("SAMGRAPH_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    load(tiny.folder)
    assert [file.name for file in tmp_path.iterdir()] == ["tiny"]


def test_without_a_variable_the_users_cache_is_used(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache of the user is the one that the desktop names."""
    monkeypatch.delenv("SAMGRAPH_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    load(tiny.folder)
    assert entry(tmp_path / "xdg" / "samgraph").is_dir()


CHANGES: dict[str, Callable[[Tiny], object]] = {
    "a byte of a table": lambda tiny: tiny.change("lists.csv", ",heat,", ",heas,"),
    "a byte of Turtle": lambda tiny: tiny.change("plan.ttl", '"goal × task"', '"goal × tasj"'),
    "a new table": lambda tiny: tiny.write(
        "more.csv", "id,a,skos:prefLabel@nl\nt:new,sg:Value,nieuw\n"
    ),
    "a table that is gone": lambda tiny: (tiny.folder / "figures.csv").rename(
        tiny.folder / "figures.txt"
    ),
    "a table of another name": lambda tiny: (tiny.folder / "themes.csv").rename(
        tiny.folder / "topics.csv"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(
    tiny: Tiny, cache: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """After any change of the package the plan is built again, and the gaps with it."""
    if change == "a table that is gone":
        row = (
            "t:alone,sg:concerns,t:loneliness,sg:stated,t:p-all,,,t:editors,2026-11-23,sg:accepted"
        )
        tiny.change("links.csv", f"{row}\n", "")
    load(tiny.folder)
    CHANGES[change](tiny)
    assert not answered_by_the_cache(tiny, monkeypatch)
    assert load_gaps(tiny.folder)[0] == stored_gaps(tiny.build())
    assert both(load(tiny.folder)) == both(tiny.build())
    assert answered_by_the_cache(tiny, monkeypatch)


def test_a_change_that_keeps_size_and_time_is_seen(tiny: Tiny, cache: Path) -> None:
    """A byte changed in place, with the old time put back, is noticed all the same."""
    load(tiny.folder)
    file = tiny.folder / "lists.csv"
    status = file.stat()
    with file.open("r+b") as opened:
        opened.seek(file.read_bytes().index(b",heat,") + 1)
        opened.write(b"H")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert "Heat" in load(tiny.folder).labels("en").values()
    assert any("“Heat”" in gap.descriptions["en"] for gap in load_gaps(tiny.folder)[0])


def test_a_plan_that_breaks_is_not_answered_from_the_cache(tiny: Tiny, cache: Path) -> None:
    """A fault in a plan that was sound is reported at once."""
    load(tiny.folder)
    tiny.change("figures.csv", "31.5", "31x5")
    for function in (load, load_gaps):
        with pytest.raises(PackageError):
            function(tiny.folder)
    tiny.change("figures.csv", "31x5", "31.5")
    assert both(load(tiny.folder)) == both(tiny.build())


def test_a_changed_ontology_is_seen(
    tiny: Tiny, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was built under another ontology counts no longer."""
    shutil.copytree(share() / "ontology", tmp_path / "share" / "ontology")
    monkeypatch.setattr(loading, "share", lambda: tmp_path / "share")
    load(tiny.folder)
    assert answered_by_the_cache(tiny, monkeypatch)
    file = tmp_path / "share" / "ontology" / "samgraph.ttl"
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert not answered_by_the_cache(tiny, monkeypatch)


def test_changed_code_is_seen(
    tiny: Tiny, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another version of samgraph built counts no longer, in sub-packages too."""
    file = tmp_path / "code" / "sub" / "room.py"
    file.parent.mkdir(parents=True)
    file.write_text("", encoding="utf-8")
    monkeypatch.setattr(loading, "_CODE", tmp_path / "code")
    load(tiny.folder)
    assert answered_by_the_cache(tiny, monkeypatch)
    file.write_text("x = 1", encoding="utf-8")
    assert not answered_by_the_cache(tiny, monkeypatch)


def test_two_plans_of_one_name_are_kept_apart(tiny: Tiny, cache: Path, tmp_path: Path) -> None:
    """Plans in folders of the same name do not answer for each other."""
    other = Tiny(tmp_path / "elsewhere" / "tiny")
    shutil.copytree(tiny.folder, other.folder)
    other.change("lists.csv", ",heat,", ",warmth,")
    for plan in (tiny, other, tiny, other):
        assert both(load(plan.folder)) == both(plan.build())
    assert len(list(cache.iterdir())) == 2


def test_a_reading_without_contested_links_is_kept_apart(tiny: Tiny, cache: Path) -> None:
    """The two readings of one plan do not answer for each other."""
    tiny.change(
        "links.csv",
        "They lend.,Ze lenen.,t:editors,2026-11-23,sg:proposed",
        "They lend.,Ze lenen.,t:editors,2026-11-23,sg:contested",
    )
    for _ in range(2):
        with_it, without = (load(tiny.folder, contested=flag) for flag in (True, False))
        ask = "ASK { t:shops sg:supports t:O2 }"
        assert with_it.query(ask)
        assert not without.query(ask)
        assert load_gaps(tiny.folder)[0] != load_gaps(tiny.folder, contested=False)[0]


def garbage(file: Path) -> None:
    file.write_bytes(bytes(random.Random(file.name).randrange(256) for _ in range(512)))  # noqa: S311


def halved(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    if content:
        content[len(content) // 2] ^= 0xFF
    file.write_bytes(bytes(content))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "garbage": garbage,
    "half": halved,
    "flipped": flipped,
    "empty": lambda file: file.write_bytes(b""),
    "gone": lambda file: file.unlink(),
}


def rebuilds(tiny: Tiny, expected: tuple[object, ...]) -> None:
    """Check that a plan comes out right whatever the cache holds, and is right in it again."""
    for _ in range(2):
        assert both(load(tiny.folder)) == expected
        assert load_gaps(tiny.folder)[0] == expected[-1]


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", ["knowledge.json", "gaps.json"])
def test_a_broken_record_is_rebuilt(tiny: Tiny, cache: Path, name: str, damage: str) -> None:
    """A record of the cache that cannot be read is made again, without a word."""
    expected = both(load(tiny.folder))
    DAMAGE[damage](entry(cache) / name)
    rebuilds(tiny, expected)


@pytest.mark.parametrize(
    "content",
    ["null", "[]", "{}", "7", '"x"', "[[[", "[" * 100_000, "{}" * 9, "\ufeff{}", "\ud800".encode(
        "utf-8", "surrogatepass").decode("latin-1")],
    ids=lambda text: text[:9],
)  # fmt: skip
@pytest.mark.parametrize("name", ["knowledge.json", "gaps.json"])
def test_a_record_of_another_form_is_rebuilt(
    tiny: Tiny, cache: Path, name: str, content: str
) -> None:
    """JSON that is not what was written counts for nothing."""
    expected = both(load(tiny.folder))
    (entry(cache) / name).write_text(content, encoding="utf-8")
    rebuilds(tiny, expected)


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("knowledge.json", "prefixes", 5),
        ("knowledge.json", "prefixes", ["x"]),
        ("knowledge.json", "plan", "no iri"),
        ("knowledge.json", "plan", None),
        ("knowledge.json", "namespace", 5),
        ("knowledge.json", "name", None),
        ("gaps.json", "gaps", 5),
        ("gaps.json", "gaps", [[1]]),
        ("gaps.json", "gaps", [["a"] * 9]),
        ("gaps.json", "gaps", [[None] * 8 + [[]]]),
        ("gaps.json", "frames", 5),
        ("gaps.json", "frames", [5]),
    ],
)
def test_a_record_with_a_wrong_value_is_rebuilt(
    tiny: Tiny, cache: Path, name: str, key: str, value: object
) -> None:
    """A record whose parts are of another kind counts for nothing."""
    expected = both(load(tiny.folder))
    names = load_gaps(tiny.folder)[1]
    file = entry(cache) / name
    said = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**said, key: value}), encoding="utf-8")
    rebuilds(tiny, expected)
    assert load_gaps(tiny.folder)[1] == names


@pytest.mark.parametrize("damage", DAMAGE)
def test_broken_quads_are_rebuilt(tiny: Tiny, cache: Path, damage: str) -> None:
    """Quads that are damaged in part or in whole are made again, and never answer wrongly."""
    expected = both(load(tiny.folder))
    DAMAGE[damage](entry(cache) / "quads.nq")
    rebuilds(tiny, expected)


def test_quads_that_are_gone_are_rebuilt(tiny: Tiny, cache: Path) -> None:
    """Without its quads an entry counts for nothing."""
    expected = both(load(tiny.folder))
    (entry(cache) / "quads.nq").unlink()
    rebuilds(tiny, expected)


def test_an_entry_that_is_a_file_is_no_failure(tiny: Tiny, cache: Path) -> None:
    """Something else where the entry would be is replaced or left, and the plan comes out."""
    expected = both(load(tiny.folder))
    place = entry(cache)
    shutil.rmtree(place)
    place.write_text("x", encoding="utf-8")
    rebuilds(tiny, expected)


@pytest.mark.parametrize("place", ["a-file", "a-file/below", "/dev/null/x", "/proc/nowhere", "\n"])
def test_a_cache_that_cannot_be_written_is_no_failure(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Where nothing can be kept the plan is built, each time, without a word."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a-file").touch()
    monkeypatch.setenv("SAMGRAPH_CACHE", place)
    rebuilds(tiny, both(tiny.build()))


def test_a_cache_that_outgrows_the_disk_is_no_failure(tiny: Tiny, cache: Path) -> None:
    """Where the cache cannot be written to its end, the answer comes all the same."""
    done = subprocess.run(
        ["bash", "-c", 'ulimit -f 8; exec "$@"', "bash",
         sys.executable, "-m", "samgraph", "gaps", str(tiny.folder)],
        env={**os.environ, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "1. [" in done.stdout
    assert done.stderr == ""
    rebuilds(tiny, both(tiny.build()))


def test_a_table_that_leads_nowhere_is_a_fault_with_a_cache_too(tiny: Tiny, cache: Path) -> None:
    """A broken symbolic link in the package is reported like any other fault."""
    (tiny.folder / "extra.csv").symlink_to("gone.csv")
    for function in (load, load_gaps):
        with pytest.raises(SamgraphError) as caught:
            function(tiny.folder)
        assert "extra.csv" in str(caught.value)


def test_only_so_many_plans_are_kept(
    tiny: Tiny, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache holds a limited number of plans, and the latest are among them."""
    monkeypatch.setattr(loading, "_KEPT", 3)
    for number in range(5):
        folder = tmp_path / "many" / f"plan{number}"
        shutil.copytree(tiny.folder, folder)
        load(folder)
    assert sorted(each.name.split("-")[0] for each in cache.iterdir()) == [
        "plan2",
        "plan3",
        "plan4",
    ]


def test_nothing_is_left_beside_the_entries(tiny: Tiny, cache: Path) -> None:
    """No temporary folder stays behind in the cache."""
    for number in range(3):
        load(tiny.folder)
        tiny.add("plan.ttl", f"# {number}\n")
    assert [each.name for each in cache.iterdir() if each.name.startswith(".")] == []


ASK = (
    "import hashlib, sys\n"
    "from samgraph.loading import load, load_gaps\n"
    "for _ in range(4):\n"
    "    knowledge = load(sys.argv[1])\n"
    "    gaps, _ = load_gaps(sys.argv[1])\n"
    "    lines = b'\\n'.join(knowledge.dump())\n"
    "    print(hashlib.sha256(lines).hexdigest(), len(gaps))\n"
)


def test_processes_at_once_do_not_hinder_each_other(tiny: Tiny, cache: Path) -> None:
    """Several processes that build, keep and read one plan at once all get it right."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", ASK, str(tiny.folder)],
            env={**os.environ, "PYTHONPATH": ":".join(sys.path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    ended = [(*process.communicate(timeout=120), process.returncode) for process in running]
    assert [(err, status) for _, err, status in ended] == [("", 0)] * 4
    said = {line for out, _, _ in ended for line in out.splitlines()}
    assert len(said) == 1
    assert [each.name for each in cache.iterdir() if each.name.startswith(".")] == []


def test_a_plan_that_is_open_survives_its_replacement(tiny: Tiny, cache: Path) -> None:
    """Who has a plan open from the cache can go on asking when it is built anew."""
    load(tiny.folder)
    opened = load(tiny.folder)
    before = opened.dump()
    tiny.change("lists.csv", ",heat,", ",warmth,")
    assert load(tiny.folder).dump() != before
    assert opened.dump() == before
    assert opened.query("ASK { ?s skos:prefLabel 'heat'@en }")


def test_progress_is_told_only_where_something_is_done(tiny: Tiny, cache: Path) -> None:
    """Building tells what it does; an answer from the cache comes in silence."""
    said: list[str] = []
    load(tiny.folder, progress=said.append)
    assert said
    said.clear()
    load(tiny.folder, progress=said.append)
    assert said == []
