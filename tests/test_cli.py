"""Commands answer on stdout, explain themselves on stderr, and never leave anything half done."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from tinyplan import FILES, NS, Tiny

from samgraph.catalogue import catalogue
from samgraph.cli import COMMANDS
from samgraph.network import PROJECTIONS

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str

    def ok(self, status: int = 0) -> str:
        """Return the output of a command that ended as it should."""
        assert self.status == status, self.err or self.out
        assert "Traceback" not in self.err
        return self.out


class Samgraph:
    """The command line in a process of its own, with a cache and a folder to write in."""

    def __init__(self, cache: Path, here: Path) -> None:
        self.here = here
        self.environment = {
            **os.environ,
            "SAMGRAPH_CACHE": str(cache),
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "120",
        }
        self.environment.pop("SAMGRAPH_LANG", None)

    def command(self, *arguments: str | Path | bytes) -> list[str | bytes]:
        given = [one if isinstance(one, bytes) else str(one) for one in arguments]
        return [sys.executable, "-m", "samgraph", *given]

    def __call__(
        self, *arguments: str | Path | bytes, stdin: bytes = b"", **environment: str
    ) -> Done:
        """Run a command to its end."""
        done = subprocess.run(
            self.command(*arguments),
            cwd=self.here,
            env={**self.environment, **environment},
            input=stdin,
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def on_a_terminal(self, *arguments: str | Path) -> tuple[int, str]:
        """Run a command on a terminal, and return its status and what the terminal was sent."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            self.command(*arguments),
            cwd=self.here,
            env={**self.environment, "TERM": "xterm-256color"},
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        shown = b""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            if not select.select([ours], [], [], 1)[0]:
                continue
            try:
                some = os.read(ours, 65536)
            except OSError:
                break
            if not some:
                break
            shown += some
        os.close(ours)
        return process.wait(timeout=120), shown.decode("utf-8", "replace")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one cache for all commands, so that the SAM plan is built once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def samgraph(cache: Path, tmp_path: Path) -> Samgraph:
    """Return the command line, in an empty folder."""
    here = tmp_path / "here"
    here.mkdir()
    return Samgraph(cache, here)


def listing(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, hidden ones too, with its content."""
    return {
        str(file.relative_to(folder)): file.read_bytes() if file.is_file() else b""
        for file in sorted(folder.rglob("*"))
    }


QUERY = "SELECT ?goal ?code { ?goal a sg:StrategicGoal ; skos:notation ?code } ORDER BY ?code"

RUNS: Mapping[str, tuple[str, ...]] = {
    "explore": ("explore", "-o", "page.html", "--once"),
    "check": ("check",),
    "gaps": ("gaps",),
    "coverage": ("coverage",),
    "questions": ("questions",),
    "ask": ("ask", "goal-coretask-empty"),
    "sparql": ("sparql", QUERY),
    "what-if": ("what-if", "--without", "sam:pn-grip"),
    "fragility": ("fragility",),
    "align": ("align",),
    "chains": ("chains",),
    "balance": ("balance",),
    "network": ("network",),
    "worklist": ("worklist",),
    "structure": ("structure", "--draws", "20"),
    "draw": ("draw", "-o", "page.html"),
    "report": ("report", "-o", "page.html"),
    "build": ("build", "-o", "plan.trig"),
    "serve": ("serve",),
    "publish": ("publish", "site"),
    "push": ("push", "http://127.0.0.1:1/"),
    "stamp": ("stamp",),
    "extract": ("extract", "plan.txt", "-o", "drafted"),
    "init": ("init", "begun"),
    "compare": ("compare", "sam-2021-2025", "sam-2021-2025"),
    "export": ("export", "gexf", "-o", "plan.gexf"),
    "import": ("import", "plan.xml", "-o", "imported"),
}
"""Each command as it runs on the SAM plan, without a language; `stamp` needs a copy of a plan,
`push` an engine (test_engines.py)."""


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_an_example_on_lines_of_its_own(samgraph: Samgraph, name: str) -> None:
    """The example is not run into the text before it, nor shown with the marks of its layout."""
    lines = samgraph(name, "--help").ok().splitlines()
    at = lines.index("  Example:")
    assert lines[at + 1].startswith(f"      samgraph {name}")
    assert "\\b" not in "".join(lines)


_NOT_ON_SAM = ("build", "serve", "publish", "push", "stamp", "extract", "init", "export", "import")
ON_SAM = [name for name in RUNS if name not in _NOT_ON_SAM]


def test_every_command_is_tried() -> None:
    """A new command is tried too."""
    assert set(RUNS) == set(COMMANDS)


@pytest.mark.parametrize("name", ON_SAM)
def test_a_command_runs_on_the_sam_plan_in_both_languages(samgraph: Samgraph, name: str) -> None:
    """Each command answers in Dutch and in English, and not with the same words."""
    dutch, english = (samgraph(*RUNS[name], "--lang", lang) for lang in ("nl", "en"))
    if name in ("draw", "report"):
        assert dutch.ok() == english.ok() == ""
        assert "page.html" in dutch.err
        return
    assert dutch.ok().strip()
    assert english.ok().strip()
    assert dutch.out != english.out


def test_dutch_is_the_language_to_start_from(samgraph: Samgraph) -> None:
    """Without a choice a command speaks Dutch, and with SAMGRAPH_LANG that language."""
    dutch, english = (samgraph("gaps", "-n", "1", "--lang", lang).ok() for lang in ("nl", "en"))
    assert samgraph("gaps", "-n", "1").ok() == dutch
    assert samgraph("gaps", "-n", "1", SAMGRAPH_LANG="en").ok() == english
    assert samgraph("gaps", "-n", "1", SAMGRAPH_LANG="fr").status == 2


@pytest.mark.parametrize("suffix", ["ttl", "trig", "nt", "nq", "jsonld", "rdf"])
def test_build_writes_a_graph_that_can_be_read(samgraph: Samgraph, tiny: Tiny, suffix: str) -> None:
    """Each format holds the plan, and nothing is printed on stdout."""
    target = samgraph.here / f"plan.{suffix}"
    assert samgraph("build", tiny.folder, "-o", target).ok() == ""
    form = ox.RdfFormat.from_extension(suffix) or ox.RdfFormat.JSON_LD
    found = {str(quad.subject) for quad in ox.parse(target.read_bytes(), format=form)}
    assert f"<{NS}S1>" in found
    assert list(listing(samgraph.here)) == [target.name]


def test_build_writes_the_sam_plan(samgraph: Samgraph) -> None:
    """The packaged plan is what is built where none is named."""
    assert samgraph("build", "-o", "sam.nq").ok() == ""
    text = (samgraph.here / "sam.nq").read_text(encoding="utf-8")
    assert "https://w3id.org/samgraph/sam-2021-2025/SD1>" in text


def test_build_writes_a_store(samgraph: Samgraph, tiny: Tiny) -> None:
    """Without a suffix a store is written that opens again, and is replaced the next time."""
    for _ in range(2):
        assert samgraph("build", tiny.folder, "-o", "store").ok() == ""
        store = ox.Store.read_only(str(samgraph.here / "store"))
        assert len(store) > 1000
        del store
    assert [file.name for file in samgraph.here.iterdir()] == ["store"]


def test_both_reasoners_build_the_same_plan(samgraph: Samgraph, tiny: Tiny) -> None:
    """With owlrl the same quads are written, graph by graph, and stderr has no strange remarks."""
    tiny.add("plan.ttl", "t:plan sg:declares [ a sg:Declaration ; sg:count 3 ] .\n")
    found = []
    for reasoner in ("rules", "owlrl"):
        target = samgraph.here / f"{reasoner}.nq"
        done = samgraph("build", tiny.folder, "-o", target, "--reasoner", reasoner)
        assert done.ok() == ""
        assert len(done.err.strip().splitlines()) == 1, done.err
        lines = set(target.read_text(encoding="utf-8").splitlines())
        # The rules also say that a link is a rdf:Statement, which is RDF's own vocabulary.
        found.append({line for line in lines if "22-rdf-syntax-ns#Statement>" not in line})
    assert found[0] == found[1]
    assert len(found[0]) > 2_500


def test_a_plan_goes_out_and_comes_back(samgraph: Samgraph, tiny: Tiny) -> None:
    """StratML is written, tells what it leaves out to people and to programs, and is read again."""
    left = ("--left-out", "left.json")
    run = samgraph("export", "stratml", tiny.folder, "-o", "plan.xml", "--lang", "en", *left)
    assert run.ok() == ""
    assert "stratml has no room for:" in run.err
    listed = json.loads((samgraph.here / "left.json").read_text(encoding="utf-8"))
    assert ("thing", "sg:CoreTask", 2) in [
        (one["kind"], one["term"], one["count"]) for one in listed
    ]
    back = samgraph("import", "plan.xml", "-o", "back", "--lang", "en")
    assert "4  goals" in back.ok()
    assert "things to look at" in back.err or "thing to look at" in back.err
    assert (
        "living together"
        in samgraph("gaps", "back", "--lang", "en").out
        + samgraph("ask", "goal-roles", "back", "--lang", "en").out
    )
    assert samgraph("check", "back").status == 0


def test_stamp_fills_in_a_plan(samgraph: Samgraph, tiny: Tiny) -> None:
    """Positions and fingerprints are written into the tables of passages."""
    source = samgraph.here / "source.txt"
    source.write_text("\n".join(f"line {number}" for number in range(20)), encoding="utf-8")
    before = tiny.text("passages.csv")
    assert samgraph("stamp", tiny.folder, "--source", source).ok() == ""
    assert tiny.text("passages.csv") != before
    assert tiny.faults() == ()


def rows_of(form: str, text: str) -> list[list[str]]:
    """Return what an output in a format says, as rows, the header first."""

    def nothing_else(name: str) -> object:
        raise ValueError(f"{name} is no JSON")

    if form == "json":
        said = json.loads(text, parse_constant=nothing_else)
        assert isinstance(said, list)
        return [list(said[0]), *([str(cell) for cell in row.values()] for row in said)]
    if form in ("csv", "tsv"):
        mark = "," if form == "csv" else "\t"
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    lines = text.rstrip("\n").split("\n")
    assert all(line.startswith("| ") and line.endswith(" |") for line in lines)
    assert set(lines[1]) <= set("| -")
    return [re.split(r"(?<!\\) ?\| ?", line)[1:-1] for line in (lines[0], *lines[2:])]


WITH_ROWS = {
    "questions": ("questions",),
    "gaps": ("gaps",),
    "coverage": ("coverage",),
    "coverage of a frame": ("coverage", "goal-coretask"),
    "ask": ("ask", "goal-coretask-empty"),
    "sparql": ("sparql", QUERY),
    "align": ("align",),
    "targets of alignments": ("align", "--show", "targets"),
    "what was considered": ("align", "--show", "considered"),
    "chains": ("chains",),
    "paths of chains": ("chains", "--show", "paths"),
    "orphans of chains": ("chains", "--show", "orphans"),
    "flows of chains": ("chains", "--show", "flows"),
    "balance": ("balance",),
    "balance of a frame": ("balance", "goal-coretask"),
    "balance of the budget": ("balance", "--budget"),
    "network": ("network",),
    "cells of a frame": ("coverage", "goal-coretask", "--cells"),
    "what-if": ("what-if", "--without", "sam:OD1.1 sg:carriesOut sam:ct-knowledge"),
    "fragility": ("fragility",),
    "worklist": ("worklist", "-n", "3"),
    "scores of the worklist": ("worklist", "--scores"),
    "structure": ("structure", "--draws", "20"),
    "structure of a frame": ("structure", "theme-resultarea", "--draws", "20"),
    "coordination": ("structure", "goal-theme", "--carried-by", "partner-goal", "--draws", "20"),
}


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("name", WITH_ROWS)
def test_every_format_parses(samgraph: Samgraph, name: str, form: str) -> None:
    """Rows come out as JSON and CSV that a program reads, all rows equally wide."""
    rows = rows_of(form, samgraph(*WITH_ROWS[name], "--format", form).ok())
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(set(rows[0])) == len(rows[0])


@pytest.mark.parametrize("form", ["json", "csv", "tsv", "markdown"])
def test_findings_come_in_every_format(samgraph: Samgraph, tiny: Tiny, form: str) -> None:
    """`check` prints its findings in each format, its verdict on stderr, and ends with 1."""
    tiny.change("lists.csv", "hitte,heat,Over hitte.,On heat.", ",heat,,")
    done = samgraph("check", tiny.folder, "--format", form, "--lang", "en")
    rows = rows_of(form, done.ok(1))
    assert len(rows) == 4
    assert any("t:heat" in cell.replace("\\", "") for cell in rows[1])
    assert done.err.startswith("tiny: ")


def test_every_projection_can_be_measured(samgraph: Samgraph, tiny: Tiny) -> None:
    """`network` knows each projection by name."""
    for name in PROJECTIONS:
        samgraph("network", tiny.folder, "--project", name).ok()


@pytest.mark.parametrize("seconds", ["nan", "inf", "0", "-1", "soon"])
def test_a_timeout_is_a_number_of_seconds(samgraph: Samgraph, tiny: Tiny, seconds: str) -> None:
    """What is no number, or no end, is refused before anything is asked."""
    done = samgraph("sparql", "ASK {}", tiny.folder, "--timeout", seconds)
    assert done.status == 2
    assert "--timeout" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("command", ["gaps", "coverage", "fragility", "network", "check"])
def test_programs_find_the_same_columns_in_every_language(
    samgraph: Samgraph, command: str, lang: str
) -> None:
    """Names of columns are English words without spaces, whatever the language of the rest."""
    done = samgraph(command, "--format", "csv", "--lang", lang)
    header = done.ok(done.status).splitlines()[0].split(",")
    assert header == samgraph(command, "--format", "csv", "--lang", "en").out.split("\n")[0].split(
        ","
    )
    assert all(name.isascii() and " " not in name for name in header if command != "check")


def test_contested_links_can_be_left_out_of_page_and_check(samgraph: Samgraph, tiny: Tiny) -> None:
    """Explore says how many are contested and draws them or not; check does without them too."""
    tiny.contest("t:shops,sg:supports,t:O2")
    for command in (("explore", "--once"), ("draw",)):
        drawn = []
        for option in ((), ("--without-contested",)):
            made = (*command, tiny.folder, "-o", "page.html", *option, "--lang", "en")
            shown = samgraph(*made).ok()
            page = (samgraph.here / "page.html").read_text(encoding="utf-8")
            drawn.append('"review":"contested"' in page)
            if command[0] == "explore":
                said = "A review contests 1 of them: in this reading" if option else "contests one"
                assert said in " ".join(shown.split())
        assert drawn == [True, False]
    assert samgraph("check", tiny.folder, "--without-contested").status == 0


def test_a_plan_without_frames_was_not_searched_for_gaps(samgraph: Samgraph, tiny: Tiny) -> None:
    """It is said that nothing was asked, not that nothing is missing."""
    text = tiny.text("plan.ttl")
    tiny.write("plan.ttl", text[: text.index("t:frame-goal-task")])
    for command in (("gaps",), ("explore", "--once", "-o", "page.html")):
        shown = samgraph(*command, tiny.folder, "--lang", "en").ok()
        assert "asks no coverage question" in shown
        assert "no gaps" not in shown.casefold()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("what-if", "--without", "t:scool"), "did you mean t:school"),
        (("what-if",), "--without"),
        (("coverage", "--cells"), "--cells needs a FRAME"),
        (("coverage", "goal-taks", "--cells"), "did you mean goal-task"),
    ],
)
def test_a_wrong_name_is_told_with_what_was_meant(
    samgraph: Samgraph, tiny: Tiny, arguments: tuple[str, ...], said: str
) -> None:
    """An id, a frame or an option that is missing ends with status 2 and what to do."""
    plan = () if arguments == ("coverage", "--cells") else (str(tiny.folder),)
    command, *rest = arguments
    frame = rest[:1] if command == "coverage" and plan else []
    done = samgraph(command, *frame, *plan, *rest[len(frame) :])
    assert done.status == 2
    assert said in done.err
    assert done.out == ""


def test_a_worklist_is_written_as_a_table_of_links(samgraph: Samgraph) -> None:
    """With -o nothing comes on stdout; the file has the header of a table of links."""
    done = samgraph("worklist", "-n", "4", "-o", "links-worklist.csv")
    assert done.ok() == ""
    assert "links-worklist.csv: 4 suggested links" in done.err
    written = (samgraph.here / "links-worklist.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert [row["sg:standing"] for row in rows] == ["sg:suggested"] * 4
    assert all(row["rdf:subject"].startswith("sam:") for row in rows)


def test_a_worklist_of_nothing_is_said_in_words(samgraph: Samgraph, tiny: Tiny) -> None:
    """A plan with few links has no candidates, and says why."""
    assert samgraph("worklist", tiny.folder, "--lang", "en").ok().startswith("No candidates")
    assert samgraph("worklist", tiny.folder, "--lang", "nl").ok().startswith("Geen kandidaten")
    assert samgraph("worklist", tiny.folder, "--format", "csv").ok().count("\n") == 1


def test_every_question_runs(samgraph: Samgraph, sam: object) -> None:
    """`questions` lists the catalogue, and a question is asked by its name."""
    listed = rows_of("json", samgraph("questions", "--format", "json").ok())
    assert [row[0] for row in listed[1:]] == list(catalogue())


@pytest.mark.parametrize(
    ("query", "form", "expected"),
    [
        ("ASK { ?s a sg:Plan }", "json", True),
        ("ASK { ?s a sg:Nothing }", "json", False),
    ],
)
def test_yes_or_no_parses(samgraph: Samgraph, query: str, form: str, expected: bool) -> None:
    """The answer to an ASK query is a JSON value."""
    assert json.loads(samgraph("sparql", query, "--format", form).ok()) is expected


def test_a_construct_query_gives_turtle(samgraph: Samgraph, tiny: Tiny) -> None:
    """A graph comes out as Turtle."""
    text = samgraph("sparql", "CONSTRUCT { ?s a sg:Goal } { ?s a sg:Goal }", tiny.folder).ok()
    assert len(list(ox.parse(text, format=ox.RdfFormat.TURTLE))) == 4


TRIVIAL = {
    "align": ("align",),
    "chains": ("chains",),
    "paths of chains": ("chains", "--show", "paths"),
    "orphans of chains": ("chains", "--show", "orphans"),
    "flows of chains": ("chains", "--show", "flows"),
    "balance": ("balance",),
    "balance of the budget": ("balance", "--budget"),
}


@pytest.mark.parametrize("name", TRIVIAL)
def test_a_plan_without_anything_is_answered_in_words(samgraph: Samgraph, name: str) -> None:
    """An empty plan is no error: a sentence says that there is nothing."""
    folder = samgraph.here / "empty"
    folder.mkdir()
    prefix = (
        "@prefix sg: <https://w3id.org/samgraph/ns#> .\n@prefix e: <https://example.org/e/> .\n"
    )
    (folder / "plan.ttl").write_text(prefix + "e:plan a sg:Plan .\n", encoding="utf-8")
    command, *options = TRIVIAL[name]
    said = samgraph(command, folder, *options, "--lang", "en").ok()
    assert re.search(r"The plan (has|asks) no", said)
    assert "nan" not in said.casefold().split()
    rows = samgraph(command, folder, *options, "--format", "csv").ok()
    assert rows.strip()


# What goes wrong


@dataclass(frozen=True)
class Bad:
    """A command that cannot run, and what its message says."""

    name: str
    arguments: tuple[str | bytes, ...]
    says: str
    hint: str = ""
    stdin: bytes = b""


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

BAD = (
    Bad("unknown plan", ("gaps", "sam-2021-2026"), '"sam-2021-2026"', "sam-2021-2025"),
    Bad("plan far from any", ("gaps", "xyzzy"), '"xyzzy"', "sam-2021-2025"),
    Bad("plan that is a file", ("gaps", "a-file"), "is a file"),
    Bad("frame with a very long name", ("coverage", "x" * 5000), "no frame is called"),
    Bad("plan with a very long name", ("gaps", "x" * 300), "xxx"),
    Bad("folder without a plan", ("gaps", "a-folder"), "plan.ttl", "plan package"),
    Bad("unknown question", ("ask", "goal-coretask-emtpy"), "emtpy", "goal-coretask-empty"),
    Bad("question far from any", ("ask", "xyzzy"), '"xyzzy"', "samgraph questions"),
    Bad("unknown parameter", ("ask", "{question}", "--with", "gaol=SD5"), '"gaol"', "goal"),
    Bad("bad value", ("ask", "{question}", "--with", "goal=SD55"), '"SD55"', "SD5"),
    Bad("value without a key", ("ask", "{question}", "--with", "SD5"), "KEY=VALUE", "--with"),
    Bad("hostile value", ("ask", "{question}", "--with", "goal=> } SERVICE <x:>"), "SERVICE"),
    Bad("query that does not parse", ("sparql", "SELECT * { ?s ?p "), "does not parse", "line"),
    Bad("query with an unknown prefix", ("sparql", "ASK { ?s nope:p ?o }"), "does not parse"),
    Bad("update", ("sparql", "DELETE WHERE { ?s ?p ?o }"), "begins an update", "SELECT"),
    Bad("call", ("sparql", "ASK { SERVICE <http://127.0.0.1:9/> { } }"), "SERVICE", "server"),
    Bad("nested query", ("sparql", "SELECT * " + "{" * 999 + "}" * 999), "nests", "flatter"),
    Bad("unknown function", ("sparql", "SELECT (sg:nope(1) AS ?x) {}"), "nope"),
    Bad("missing query file", ("sparql", "gone.rq"), '"gone.rq"', "file"),
    Bad("empty query", ("sparql", ""), '""'),
    Bad("empty stdin", ("sparql", "-"), "is empty", "SELECT"),
    Bad("query in another encoding", ("sparql", b"ASK { ?s ?p '\xff' }"), "UTF-8"),
    Bad("stdin in another encoding", ("sparql", "-"), "UTF-8", stdin=b"ASK { ?s ?p '\xff' }"),
    Bad("query file in another encoding", ("sparql", "latin.rq"), "latin.rq"),
    Bad("query file that is a folder", ("sparql", "a-folder"), "a-folder"),
    Bad("endless query", ("sparql", ENDLESS, "--timeout", "1"), "longer than 1 second"),
    Bad("endless order", ("sparql", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a",
                          "--timeout", "1"), "longer than 1 second", "--timeout"),
    Bad("no time at all", ("sparql", "ASK {}", "--timeout", "0"), "--timeout"),
    Bad("unknown frame", ("coverage", "goal-coretusk"), "goal-coretusk", "goal-coretask"),
    Bad("unknown frame of gaps", ("gaps", "--frame", "goal-coretusk"), "coretusk", "goal-coretask"),
    Bad("unknown frame to weigh", ("balance", "goal-coretusk"), "coretusk", "goal-coretask"),
    Bad("frame of a budget", ("balance", "goal-coretask", "--budget"), "--budget"),
    Bad("unknown chain", ("chains", "--chain", "signal-to-figre"), "figre", "signal-to-figure"),
    Bad("unknown framework", ("align", "--framework", "sgd"), '"sgd"', "sdg"),
    Bad("unknown kind", ("gaps", "--kind", "shut"), "shut", "open"),
    Bad("unknown projection", ("network", "--project", "partnres"), "partnres", "partners"),
    Bad("unknown kind of link", ("worklist", "--kind", "goal-adresses-theme"), "adresses",
        "goal-addresses-theme"),
    Bad("kind of link that is chosen", ("worklist", "--kind", "goal-carries-out-core-task"),
        "carries-out", "chooses"),
    Bad("worklist in a missing folder", ("worklist", "{tiny}", "-o", "gone/x.csv"), "gone"),
    Bad("unknown frame of structure", ("structure", "goal-coretusk"), "coretusk", "goal-coretask"),
    Bad("carriers of nothing", ("structure", "--carried-by", "goal-coretask"), "--carried-by"),
    Bad("carriers of other rows", ("structure", "challenge-goal", "--carried-by", "theme-partner"),
        "no row in common", "sides"),
    Bad("too few draws", ("structure", "--draws", "0"), "--draws"),
    Bad("seed below nought", ("structure", "--seed", "-1"), "--seed"),
    Bad("more than certain", ("structure", "--keep-judged", "1.5"), "--keep-judged"),
    Bad("unknown format", ("gaps", "--format", "xlsx"), "xlsx", "csv"),
    Bad("unknown language", ("gaps", "--lang", "fr"), "fr", "nl"),
    Bad("unknown standing", ("coverage", "--standing", "suggested"), "suggested", "judged"),
    Bad("number of nothing", ("gaps", "-n", "0"), "-n"),
    Bad("unknown command", ("gasp",), "gasp"),
    Bad("unknown option", ("gaps", "--nope"), "--nope"),
    Bad("unknown suffix", ("build", "{tiny}", "-o", "plan.tll"), ".tll", ".ttl"),
    Bad("suffix far from any", ("build", "{tiny}", "-o", "plan.docx"), ".docx", ".trig"),
    Bad("output in a missing folder", ("build", "{tiny}", "-o", "gone/plan.nt"), "gone", "folder"),
    Bad("output below a file", ("build", "{tiny}", "-o", "a-file/plan.nt"), "a-file"),
    Bad("output over a folder", ("build", "{tiny}", "-o", "a-folder.nt"), "a-folder.nt", "file"),
    Bad("store over a foreign folder", ("build", "{tiny}", "-o", "a-folder"), "a-folder"),
    Bad("store over a file", ("build", "{tiny}", "-o", "a-file"), "a-file"),
    Bad("store in a missing folder", ("build", "{tiny}", "-o", "gone/store"), "gone", "folder"),
    Bad("output with a very long name", ("build", "{tiny}", "-o", "x" * 300 + ".nt"), "xxx"),
    Bad("no output", ("build", "{tiny}"), "-o"),
    Bad("page in a missing folder", ("draw", "{tiny}", "-o", "gone/x.html"), "gone", "folder"),
    Bad("page over a folder", ("draw", "{tiny}", "-o", "a-folder"), "a-folder", "file"),
    Bad("page below a file", ("explore", "{tiny}", "-o", "a-file/x.html", "--once"), "a-file"),
    Bad("exploring into a missing folder", ("explore", "{tiny}", "--once", "-o", "gone/x.html"),
        "gone", "folder"),
    Bad("stamp from a missing source", ("stamp", "{tiny}", "--source", "gone.txt"), "gone.txt"),
    Bad("stamp from another encoding", ("stamp", "{tiny}", "--source", "latin.rq"), "UTF-8"),
    Bad("stamp from a short source", ("stamp", "{tiny}", "--source", "a-file"), "lines"),
    Bad("check against a missing source", ("check", "{tiny}", "--source", "gone.txt"), "gone.txt"),
    Bad("gaps with a missing source", ("gaps", "{tiny}", "--source", "gone.txt"), "gone.txt"),
    Bad("broken plan", ("gaps", "{broken}"), "figures.csv:2, column sg:value", "39.7"),
    Bad("broken plan to build", ("build", "{broken}", "-o", "plan.nt"), "figures.csv:2"),
    Bad("broken plan to check", ("check", "{broken}"), "figures.csv:2"),
    Bad("broken plan to draw", ("draw", "{broken}", "-o", "page.html"), "figures.csv:2"),
    Bad("unknown format to export", ("export", "gefx", "-o", "x.gexf"), '"gefx"', "gexf"),
    Bad("export over a folder", ("export", "gexf", "-o", "a-folder"), "a-folder", "name a file"),
    Bad("export to another ending", ("export", "gexf", "-o", "x.ttl"), ".gexf", "turtle"),
    Bad("export in a missing folder", ("export", "gexf", "{tiny}", "-o", "gone/x.gexf"), "gone"),
    Bad("init of a workbook", ("init", "plan.xlsx", "--workbook"), "a package is a folder"),
    Bad("coverage of a missing workbook", ("coverage", "gone.xlsx"), "gone.xlsx"),
    Bad("tables without a place", ("export", "tables"), "say where to"),
    Bad("export of a broken plan", ("export", "gexf", "{broken}", "-o", "x.gexf"), "figures.csv:2"),
    Bad("tables over a foreign folder", ("export", "tables", "{tiny}", "-o", "a-folder"),
        "something else"),
    Bad("list of what is left out of no kind", ("export", "stratml", "-o", "x.xml", "--left-out",
        "x.doc"), "x.doc", ".json"),
    Bad("list over the export", ("export", "nodes", "-o", "x.csv", "--left-out", "x.csv"),
        "one file", "two"),
    Bad("import of nothing", ("import", "-o", "imported"), "FILE"),
    Bad("import of a missing file", ("import", "gone.xml", "-o", "imported"), "no such file"),
    Bad("import of no known ending", ("import", "a-file", "-o", "imported"), "nothing reads"),
    Bad("import over a foreign folder", ("import", "a-file", "-o", "a-folder"), "a-folder"),
    Bad("import of RDF without a mapping", ("import", "{tiny}/plan.ttl", "-o", "imported"),
        "none is named", "--mapping sdg"),
    Bad("import by an unknown mapping", ("import", "{tiny}/plan.ttl", "--mapping", "sgd", "-o",
        "imported"), '"sgd"', "sdg"),
    Bad("import of a plan package", ("import", "{tiny}", "-o", "imported"), "is a folder", "plan"),
    Bad("contradiction", ("check", "{torn}"), "nothing can be at once", "one of these is wrong"),
    Bad("contradiction to build", ("build", "{torn}", "-o", "store"), "contradicts"),
)  # fmt: skip


@pytest.fixture(scope="session")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Return the folders of a sound plan, of one with a wrong number, and of one at odds."""
    places = {}
    for name in ("tiny", "broken", "torn"):
        folder = tmp_path_factory.mktemp("plans") / name
        folder.mkdir()
        for file, text in FILES.items():
            (folder / file).write_text(text, encoding="utf-8")
        places[name] = str(folder)
    Tiny(Path(places["broken"])).change("figures.csv", "31.5", "31x5")
    Tiny(Path(places["torn"])).change(
        "lists.csv", "t:heat,sg:Challenge", "t:heat,sg:Value|sg:Right"
    )
    return places


def question_with_a_goal() -> str:
    """Return the name of a question with the parameter ?goal only."""
    return next(
        name
        for name, question in catalogue().items()
        if [one.name for one in question.parameters] == ["goal"]
    )


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_bad_input_gives_one_message_and_status_2(
    samgraph: Samgraph, plans: Mapping[str, str], bad: Bad
) -> None:
    """What cannot run says why on stderr and nothing on stdout, and leaves everything alone."""
    (samgraph.here / "a-file").write_text("one line\n", encoding="utf-8")
    (samgraph.here / "latin.rq").write_bytes(b"ASK { ?s ?p 'caf\xe9' }")
    for name in ("a-folder", "a-folder.nt"):
        (samgraph.here / name).mkdir()
        (samgraph.here / name / "mine.txt").write_text("mine", encoding="utf-8")
    values = {**plans, "question": question_with_a_goal()}
    arguments = [
        one if isinstance(one, bytes) else re.sub(r"\{(\w+)\}", lambda m: values[m[1]], one)
        for one in bad.arguments
    ]
    around = {name: listing(Path(place)) for name, place in plans.items()}
    before = listing(samgraph.here)
    started = time.monotonic()
    done = samgraph(*arguments, stdin=bad.stdin)
    assert time.monotonic() - started < 60
    assert done.status == 2, done.err
    assert done.out == ""
    assert "Traceback" not in done.err
    assert len(re.findall(r"^Error: ", done.err, re.MULTILINE)) == 1, done.err
    assert bad.says in done.err
    assert bad.hint in done.err
    assert listing(samgraph.here) == before
    assert {name: listing(Path(place)) for name, place in plans.items()} == around


def test_the_tried_mistakes_are_many() -> None:
    """An empty list must not look like success, and no two mistakes share a name."""
    assert len({bad.name for bad in BAD}) == len(BAD) > 50


def test_a_message_is_short_enough_to_read(samgraph: Samgraph) -> None:
    """A query that does not parse is explained in a few lines, not in all that might have stood."""
    done = samgraph("sparql", "SELECT * { ?s ?p }")
    assert len(done.err) < 500
    assert len(done.err.strip().splitlines()) <= 4


def test_a_query_file_may_have_a_space_in_its_name(samgraph: Samgraph, tiny: Tiny) -> None:
    """A file is read whatever it is called."""
    (samgraph.here / "my query.rq").write_text(QUERY, encoding="utf-8")
    direct = samgraph("sparql", QUERY, tiny.folder).ok()
    assert samgraph("sparql", "my query.rq", tiny.folder).ok() == direct
    assert samgraph("sparql", samgraph.here / "my query.rq", tiny.folder).ok() == direct
    assert samgraph("sparql", "-", tiny.folder, stdin=QUERY.encode()).ok() == direct


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("check", "{tiny}"), 0),
        (("check", "{tiny}", "--strict"), 0),
        (("check", "{warned}"), 0),
        (("check", "{warned}", "--strict"), 1),
        (("check", "{violated}"), 1),
        (("gaps", "{tiny}"), 0),
        (("gaps", "{tiny}", "--strict"), 1),
        (("gaps", "{tiny}", "--strict", "--kind", "open", "--robust"), 0),
        (("gaps", "{violated}"), 0),
        (("sparql", "SELECT * { ?s a sg:Nothing }", "{tiny}"), 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_the_exit_status_tells_findings_from_failure(
    samgraph: Samgraph, tmp_path: Path, arguments: tuple[str, ...], status: int
) -> None:
    """0 is done, 1 is findings where they were asked for, and 2 is kept for what could not run."""
    places = {}
    for name in ("tiny", "warned", "violated"):
        places[name] = tmp_path / name
        places[name].mkdir()
        for file, text in FILES.items():
            (places[name] / file).write_text(text, encoding="utf-8")
    Tiny(places["warned"]).change("lists.csv", "Over hitte.,On heat.", ",")
    Tiny(places["violated"]).change("lists.csv", "hitte,heat", ",heat")
    given = [str(places[one[1:-1]]) if one[:1] == "{" else one for one in arguments]
    samgraph(*given).ok(status)


# Hostile text

HOSTILE = "\x1b[31m\x1b]0;owned\x07\x9b31m\u202ednal\u202c\x08\r\x7f"
FORBIDDEN = re.compile("\x1b\\]0;|\x1b\\[31m|\x07|\x9b|\u202e|\x08|\x7f")


@pytest.fixture
def hostile(tiny: Tiny) -> Tiny:
    """Return the small plan with labels and sections that would give orders to a terminal."""
    spelled = HOSTILE.encode("unicode_escape").decode().replace("\\x", "\\u00")
    for old in ("Buurtplan", "Neighbourhood plan", "doel × taak", "goal × task"):
        text = tiny.text("plan.ttl")
        tiny.write("plan.ttl", text.replace(f'"{old}"', f'"{spelled}{old}"', 1))
    for name, old in (
        ("goals.csv", "samen wonen"),
        ("goals.csv", "living together"),
        ("core-tasks.csv", "vormen"),
        ("core-tasks.csv", "teaching"),
        ("lists.csv", "hitte"),
        ("lists.csv", "heat"),
        ("themes.csv", "eenzaamheid"),
        ("themes.csv", "loneliness"),
        ("passages.csv", "1.1"),
    ):
        text = tiny.text(name)
        assert f",{old}," in text
        tiny.write(name, text.replace(f",{old},", f',"{HOSTILE}{old}",', 1))
    assert tiny.faults() == ()
    return tiny


SHOWN: Mapping[str, tuple[str, ...]] = {
    "gaps": ("gaps", "{plan}"),
    "coverage": ("coverage", "goal-task", "{plan}"),
    "chains": ("chains", "{plan}"),
    "paths of chains": ("chains", "{plan}", "--show", "paths"),
    "orphans of chains": ("chains", "{plan}", "--show", "orphans"),
    "balance": ("balance", "{plan}"),
    "balance of a frame": ("balance", "goal-task", "{plan}"),
    "network": ("network", "{plan}", "--project", "all"),
    "structure": ("structure", "goal-task", "{plan}"),
    "explore": ("explore", "{plan}", "--once", "-o", "page.html"),
    "sparql": ("sparql", "SELECT ?s ?l { ?s skos:prefLabel ?l }", "{plan}"),
    "construct": ("sparql", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "{plan}"),
    "check": ("check", "{plan}"),
    "gaps as markdown": ("gaps", "{plan}", "--format", "markdown"),
    "gaps as csv": ("gaps", "{plan}", "--format", "csv"),
    "gaps as tsv": ("gaps", "{plan}", "--format", "tsv"),
    "gaps as json": ("gaps", "{plan}", "--format", "json"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_terminal_is_given_no_orders(samgraph: Samgraph, hostile: Tiny, name: str) -> None:
    """Control characters and escapes in labels reach no terminal as they are."""
    arguments = [one.replace("{plan}", str(hostile.folder)) for one in SHOWN[name]]
    status, shown = samgraph.on_a_terminal(*arguments, "--lang", "en")
    assert status == 0, shown
    body = shown.replace("\r\n", "\n")
    assert FORBIDDEN.findall(body) == []
    assert "\r" not in body


@pytest.mark.parametrize(
    "breaks",
    [
        lambda tiny: tiny.change("lists.csv", "t:heat,", f't:he"{HOSTILE}at,'.replace('"', "")),
        lambda tiny: tiny.change("figures.csv", "31.5", HOSTILE.replace("\r", "")),
        lambda tiny: tiny.change("goals.csv", "skos:notation", f"skos:{HOSTILE}".replace("\r", "")),
        lambda tiny: tiny.change("plan.ttl", "sg:count 2", "sg:count 2 \x1b[31m\x07"),
        lambda tiny: tiny.write(f"x{HOSTILE.replace('/', '')}.csv".replace("\r", ""), ""),
    ],
    ids=["id", "number", "column", "turtle", "file name"],
)
def test_a_message_gives_no_orders_either(
    samgraph: Samgraph, tiny: Tiny, breaks: Callable[[Tiny], object]
) -> None:
    """What is quoted in an error reaches the terminal as text."""
    breaks(tiny)
    status, shown = samgraph.on_a_terminal("gaps", tiny.folder)
    assert status == 2
    assert FORBIDDEN.findall(shown) == []


def test_an_argument_gives_no_orders_either(samgraph: Samgraph) -> None:
    """A name from the command line is quoted as text."""
    for arguments in (("gaps", f"no{HOSTILE}"), ("ask", HOSTILE)):
        status, shown = samgraph.on_a_terminal(*arguments)
        assert status == 2
        assert FORBIDDEN.findall(shown) == [], arguments


def test_a_hostile_label_is_text_in_the_page(samgraph: Samgraph, tiny: Tiny) -> None:
    """A label that would be markup or script stands in the page as text."""
    attack = "</script><img src=x onerror=alert(1)>"
    tiny.change("lists.csv", "hitte,heat", f'"{attack}","{attack}"')
    samgraph("draw", tiny.folder, "-o", "page.html").ok()
    page = (samgraph.here / "page.html").read_text(encoding="utf-8")
    assert "<img src=x" not in page
    assert "onerror" in page


def test_text_that_a_stream_cannot_show_is_no_failure(samgraph: Samgraph) -> None:
    """On a stream without Unicode the answer still comes."""
    assert samgraph("coverage", "goal-coretask", PYTHONIOENCODING="ascii").ok()


def test_a_reader_that_leaves_early_is_no_failure(samgraph: Samgraph) -> None:
    """`samgraph gaps | head -1` shows no traceback."""
    process = subprocess.Popen(
        samgraph.command("gaps", "--format", "csv"),
        cwd=samgraph.here,
        env=samgraph.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    process.wait(timeout=60)
    assert "Traceback" not in said
    assert "Exception ignored" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize("name", ["gaps", "coverage", "sparql", "questions"])
def test_a_full_disk_is_one_message(samgraph: Samgraph, name: str) -> None:
    """Where stdout cannot be written there is a message and status 2."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            samgraph.command(*RUNS[name]),
            cwd=samgraph.here,
            env=samgraph.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    said = done.stderr.decode()
    assert "Traceback" not in said
    assert done.returncode == 2
    assert "Error" in said


@pytest.mark.parametrize("output", ["plan.nt", "plan.trig", "store"])
def test_an_output_that_outgrows_the_disk_leaves_nothing(
    samgraph: Samgraph, tiny: Tiny, output: str
) -> None:
    """Where a file cannot be written to its end, what stood there stays and nothing else does."""
    if output != "store":
        (samgraph.here / output).write_text("earlier", encoding="utf-8")
    before = listing(samgraph.here)
    done = subprocess.run(
        ["bash", "-c", 'ulimit -f 16; exec "$@"', "bash",
         *samgraph.command("build", tiny.folder, "-o", output)],
        cwd=samgraph.here,
        env={**samgraph.environment, "SAMGRAPH_CACHE": ""},
        capture_output=True,
        check=False,
    )  # fmt: skip
    said = done.stderr.decode()
    assert done.returncode == 2, said
    assert "Traceback" not in said
    assert "cannot be written" in said
    assert listing(samgraph.here) == before


# Speed and help

HEAVY = (
    "rdflib",
    "networkx",
    "pyvis",
    "owlrl",
    "pyoxigraph",
    "pyshacl",
    "shifty",
    "jinja2",
    "numpy",
    "scipy",
    "zipfile",
)


def imported(samgraph: Samgraph, *arguments: str) -> set[str]:
    """Return the top-level modules that a command imports."""
    command = [sys.executable, "-X", "importtime", "-m", "samgraph", *arguments]
    done = subprocess.run(
        command, cwd=samgraph.here, env=samgraph.environment, capture_output=True, check=True
    )
    lines = re.findall(r"^import time:.*\| +(\S+)$", done.stderr.decode(), re.MULTILINE)
    return {line.split(".")[0] for line in lines}


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_imports_nothing_heavy(samgraph: Samgraph, name: str) -> None:
    """Help comes at once: no engine, no graph library and no template is loaded for it."""
    found = imported(samgraph, *([name] if name else []), "--help")
    assert "click" in found
    assert found & set(HEAVY) == set()


def test_gaps_that_are_kept_need_no_workbook(samgraph: Samgraph) -> None:
    """Where nothing has changed since, nothing is loaded that reads or writes workbooks."""
    samgraph("gaps").ok()
    found = imported(samgraph, "gaps")
    assert "click" in found
    assert found & {"rdflib", "networkx", "numpy", "zipfile", "tempfile"} == set()


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_shows_an_example(samgraph: Samgraph, name: str) -> None:
    """Every command has a sentence and an example; the group lists every command."""
    shown = samgraph(*([name] if name else []), "--help").ok()
    if name:
        assert f"samgraph {name}" in shown.split("Example:")[1]
    else:
        assert all(f"  {command} " in shown for command in COMMANDS)


def test_version_is_told(samgraph: Samgraph) -> None:
    """`samgraph --version` gives name and number."""
    assert re.fullmatch(r"samgraph, version \d+\.\d+\.\d+\n", samgraph("--version").ok())
