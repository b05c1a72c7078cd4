"""A new package holds everything that a plan can have, and builds as it stands."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from samgraph.building import build
from samgraph.checking import check_plan
from samgraph.cli import cli
from samgraph.errors import SamgraphError
from samgraph.package import read_package
from samgraph.schema import read_schema
from samgraph.sources import read_source
from samgraph.starting import start_package
from samgraph.starting.example import example_tables, example_text
from samgraph.stored import stored_gaps
from samgraph.terms import RDF, RDFS, SG, sg

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs/your-own-plan.md"


def run(*arguments: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(cli, [str(one) for one in arguments], catch_exceptions=False)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("workbook", [False, True], ids=["tables", "workbook"])
def test_a_new_package_is_sound_at_once(tmp_path: Path, lang: str, *, workbook: bool) -> None:
    """Nothing is found against it, not even a tip, and every passage is in its document."""
    if workbook:
        pytest.importorskip("openpyxl", reason="openpyxl writes workbooks")
    folder = tmp_path / "mine"
    start_package(folder, lang=lang, workbook=workbook)
    report = check_plan(folder, source=read_source(folder / "document.txt"))
    assert report.findings == ()
    assert report.discrepancies == ()
    assert report.suspects == ()
    assert report.looked_up > 20


def test_the_commands_work_on_it_at_once(tmp_path: Path) -> None:
    """What a newcomer tries first answers, and gaps are there to be seen."""
    folder = tmp_path / "mine"
    made = run("init", folder, "--lang", "en")
    assert made.exit_code == 0
    assert str(folder / "plan.ttl") in made.stdout.splitlines()
    assert "hint: samgraph check" in made.stderr
    assert run("check", folder, "--strict").exit_code == 0
    gaps = run("gaps", folder, "--lang", "en")
    assert "Challenge “heat” is without any strategic goal" in gaps.stdout
    drawn = tmp_path / "drawn.html"
    assert run("explore", folder, "--once", "-o", drawn).exit_code == 0
    assert drawn.stat().st_size > 10_000
    frames = {gap.frame for gap in stored_gaps(build(folder))}
    assert len(frames) >= 4


def test_a_workbook_holds_the_same_plan_as_the_tables(tmp_path: Path) -> None:
    """The two ways of beginning differ in their files and not in what they say."""
    pytest.importorskip("openpyxl", reason="openpyxl writes workbooks")
    for name, workbook in (("tables", False), ("book", True)):
        start_package(tmp_path / name, namespace="https://example.org/x/", workbook=workbook)
    assert sorted(one.name for one in (tmp_path / "book").iterdir()) == [
        "README.md",
        "document.txt",
        "plan.ttl",
        "tables.xlsx",
    ]
    one, other = (read_package(tmp_path / name, read_schema()) for name in ("tables", "book"))
    assert set(one.quads) == set(other.quads)


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    """Nothing of the day or the machine is in a new package."""
    pytest.importorskip("openpyxl", reason="openpyxl writes workbooks")
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        start_package(tmp_path / name / "mine", workbook=True)
    one, other = tmp_path / "a/mine", tmp_path / "b/mine"
    for file in one.iterdir():
        assert file.read_bytes() == (other / file.name).read_bytes(), file.name


def test_title_namespace_and_period_are_taken_over(tmp_path: Path) -> None:
    """What is given stands in plan.ttl, whatever characters it holds."""
    folder = tmp_path / "mine"
    title = 'Ons "plan" \\ voor <b>%YEAR%</b>'
    space = "https://library.example/p#"
    start_package(folder, title=title, namespace=space, years="2027 – 2029")
    knowledge = build(folder)
    assert knowledge.namespace == space
    assert knowledge.labels("en")[knowledge.plan.value] == title
    (dates,) = knowledge.select("SELECT ?a ?b { ?p schema:startDate ?a ; schema:endDate ?b . "
                                "FILTER(?b > '2028-01-01'^^xsd:date) }")  # fmt: skip
    assert [dates[0].value, dates[1].value] == ["2027-01-01", "2029-12-31"]
    assert (folder / "README.md").read_text().startswith('# Ons "plan" \\\\ voor \\<b\\>')
    assert "%" not in (folder / "plan.ttl").read_text().replace(
        title.replace("\\", "\\\\"), ""
    ).replace("%YEAR%", "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--period", "soon"], '"soon" is no period'),
        (["--period", "2030-2026"], "is no period"),
        (["--namespace", "not an iri/"], "is no IRI"),
        (["--namespace", "https://example.org/x"], "ends with neither / nor #"),
    ],
)
def test_a_wrong_option_writes_nothing(tmp_path: Path, options: list[str], said: str) -> None:
    """A period or a namespace that is none is named, and there is no folder."""
    done = run("init", tmp_path / "mine", *options)
    assert done.exit_code == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    """A file in it, a plan in it, or a file in its place: each is refused and stays as it is."""
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "notes.txt").write_text("mine")
    plan = tmp_path / "plan"
    start_package(plan)
    before = (plan / "plan.ttl").read_bytes()
    for place in (taken, plan, taken / "notes.txt"):
        done = run("init", place)
        assert done.exit_code == 2
        assert "something stands there already" in done.stderr
    assert [one.name for one in taken.iterdir()] == ["notes.txt"]
    assert (plan / "plan.ttl").read_bytes() == before


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    """A folder that was made for it can be used."""
    (tmp_path / "mine").mkdir()
    start_package(tmp_path / "mine")
    assert (tmp_path / "mine/goals.csv").is_file()


def test_a_failure_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the last file cannot be written there is no folder at all."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path / ".samgraph-x"))

    monkeypatch.setattr(Path, "write_text", fail)
    with pytest.raises(SamgraphError, match="No space left"):
        start_package(tmp_path / "mine")
    assert list(tmp_path.iterdir()) == []


SCHEMA = read_schema()
COMPUTED = {"Gap", "Suggestion", "Discrepancy", "Comparison", "Change"}
"""Classes of what samgraph finds, for which a planner writes no row."""
PACKAGED = {"Framework", "TargetGroup", "Target"}
"""Classes of lists outside the plan, which come with samgraph."""
SHOWN_AS_COMMENT = {"Chain", "Hop", "Consideration"}
"""Classes whose example would take the place of what every plan has."""


def _declared_types() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for triple in SCHEMA.triples:
        if triple.predicate.value == RDF + "type" and isinstance(triple.subject, ox.NamedNode):
            found.setdefault(triple.subject.value, set()).add(getattr(triple.object, "value", ""))
    return found


def test_every_class_that_a_planner_fills_has_a_row(tmp_path: Path) -> None:
    """Of each class of the ontology there is an example, unless it holds terms or is computed."""
    folder = tmp_path / "mine"
    start_package(folder)
    package = read_package(folder, SCHEMA)
    used = {
        quad.object.value
        for quad in package.quads
        if quad.predicate.value == RDF + "type" and isinstance(quad.object, ox.NamedNode)
    }
    above = [
        (triple.subject.value, triple.object.value)
        for triple in SCHEMA.triples
        if triple.predicate.value == RDFS + "subClassOf"
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.NamedNode)
    ]
    for _ in above:
        used |= {other for one, other in above if one in used}
    held = {kind for kinds in _declared_types().values() for kind in kinds}
    classes = {iri for iri in SCHEMA.classes if iri.startswith(SG)}
    missing = classes - used - held - {sg(name) for name in COMPUTED | PACKAGED | SHOWN_AS_COMMENT}
    assert missing == set()
    assert len(classes & used) > 35


def test_every_link_has_a_row() -> None:
    """Each property of a link has an example, and each standing that a person writes."""
    (links,) = [table for table in example_tables() if table.name == "links.csv"]
    rows = [dict(zip(links.header, cells, strict=True)) for _, cells in links.rows]
    used = {SG + row["rdf:predicate"].removeprefix("sg:") for row in rows}
    assert SCHEMA.link_properties - used == {sg("linkedTo"), sg("alignsWith")}
    assert "my:SD2,sg:alignsWith,epsr:1,sg:partial" in example_text("plan.ttl")
    assert {row["sg:standing"] for row in rows} == {"sg:stated", "sg:judged", "sg:suggested"}


def test_no_example_column_is_empty_everywhere() -> None:
    """A column that no example fills explains itself to nobody."""
    stamped = {"sg:position/oa:start", "sg:position/oa:end", "sg:fingerprint"}
    empty = {
        (table.name, header)
        for table in example_tables()
        for place, header in enumerate(table.header)
        if header not in stamped and not any(cells[place] for _, cells in table.rows)
    }
    assert empty <= {("policy-choices.csv", "sg:partOf"), ("organisations.csv", "org:memberOf")}


def test_what_stands_there_as_comment_can_be_taken_in(tmp_path: Path) -> None:
    """Without its `#- `, the example of a chain is a chain, and that of an alignment is one."""
    folder = tmp_path / "mine"
    start_package(folder)
    plan = folder / "plan.ttl"
    plan.write_text(re.sub(r"(?m)^#- ?", "", plan.read_text()))
    assert example_text("plan.ttl").count("#- ") > 10
    done = run("chains", folder, "--lang", "en")
    assert done.exit_code == 0, done.stderr
    assert "a bench on the square" in done.stdout
    assert "request" in done.stdout.splitlines()[0]
    header, _, row = (folder / "links.csv").read_text().split("\n")[0].partition("sg:standing")
    cells = "my:SD2,sg:alignsWith,epsr:1,sg:partial,sg:judged,my:p-sd2,Learning.,Leren.,my:editors,"
    (folder / "alignments.csv").write_text(
        f"{header}sg:degree,sg:standing{row}\n{cells}2026-01-01,sg:proposed\n"
    )
    assert run("check", folder, "--strict").exit_code == 0
    done = run("align", folder, "--lang", "en", "--format", "csv")
    assert ",partial,judged," in done.stdout


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_readme_tells_of_every_table_column_and_link(tmp_path: Path, lang: str) -> None:
    """Each has a line, in the language that was asked for."""
    folder = tmp_path / "mine"
    start_package(folder, lang=lang)
    text = (folder / "README.md").read_text()
    for table in example_tables():
        assert f"| `{table.name.removesuffix('.csv')}` |" in text
        for header in table.header:
            assert f"| `{header}` |" in text
    for iri in SCHEMA.link_properties - {sg("linkedTo")}:
        assert f"| `sg:{iri.removeprefix(SG)}` |" in text
    word = {"nl": "Een doel op het hoogste niveau", "en": "A goal at the highest level"}[lang]
    assert word in text


def _blocks() -> list[tuple[str, str]]:
    """Return the guide's blocks in order: the name of a file, or nothing for commands; its text."""
    text = GUIDE.read_text(encoding="utf-8")
    pattern = r"(?:\*\*`([^`]+)`\*\*\n\n)?```(\w+)\n(.*?)```"
    found = re.findall(pattern, text, re.DOTALL)
    assert all(name or kind == "console" for name, kind, _ in found)
    return [(name, body) for name, _, body in found]


def _shell(command: str, here: Path) -> str:
    """Return what a command of the guide prints, on either stream."""
    words = shlex.split(command)
    if words[0] == "samgraph":
        done = subprocess.run(
            [sys.executable, "-m", "samgraph", *words[1:]],
            cwd=here,
            env={"PYTHONPATH": str(ROOT), "SAMGRAPH_CACHE": "", "PATH": ""},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return done.stdout + done.stderr
    if words[0] == "rm":
        for file in here.glob(words[1]):
            file.unlink()
    elif words[0] == "cp":
        shutil.copytree(here / words[2], here / words[3])
    else:
        assert words[:2] == ["sed", "-i"], command
        _, old, new, _ = words[2].split("/")
        file = here / words[3]
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new))
    return ""


def test_the_guide_is_what_happens(tmp_path: Path) -> None:
    """Every command of the guide runs, in its order, and prints every line that it shows."""
    commands = 0
    for name, body in _blocks():
        if name:
            (tmp_path / name).write_text(body, encoding="utf-8")
            continue
        for part in re.split(r"(?m)^\$ ", body)[1:]:
            command, *shown = part.splitlines()
            commands += 1
            printed = [line.rstrip() for line in _shell(command, tmp_path).splitlines()]
            wanted = [line.rstrip() for line in shown if line.strip() not in ("", "…")]
            left = iter(line for line in printed if line)
            assert [line for line in wanted if line not in left] == [], (command, printed)
            if "…" not in [line.strip() for line in shown]:
                assert wanted == [line for line in printed if line], command
    assert commands > 10
