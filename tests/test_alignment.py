"""Alignments with frameworks outside the plan: judged with reasons, and read from both sides."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from tinyplan import NS, Tiny

from samgraph.alignment.reading import find_alignments
from samgraph.alignment.sides import DEGREES, Alignments
from samgraph.alignment.text import alignment_sentences, unaddressed_lines
from samgraph.catalogue import ask, find_question
from samgraph.cli import cli
from samgraph.coverage import cover
from samgraph.errors import SamgraphError
from samgraph.explorer import Documents, Material
from samgraph.frameworks import packaged_frameworks
from samgraph.framing import find_frame, frames
from samgraph.knowledge import Knowledge
from samgraph.network import PROJECTIONS
from samgraph.resources import framework_folders, plan_folder
from samgraph.solutions import solution_rows
from samgraph.terms import compact

SDG = "http://metadata.un.org/sdg"
EPSR = "https://w3id.org/samgraph/frameworks/epsr/pillar"
HEADER = (
    "rdf:subject,rdf:predicate,rdf:object,sg:degree,sg:standing,sg:evidence,sg:rationale@en,"
    "sg:rationale@nl,prov:wasAttributedTo,sg:assertedOn,sg:review\n"
)


def table(file: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


ROWS = table(plan_folder() / "alignments.csv")
CONSIDERED = table(plan_folder() / "alignments-considered.csv")
TARGETS = {folder.name: table(folder / "targets.csv") for folder in framework_folders()}


@pytest.fixture(scope="module")
def both(sam: Knowledge) -> dict[str, Alignments]:
    """Return the SAM plan beside each framework."""
    return {one.framework.name: one for one in find_alignments(sam)}


def aligned(subject: str, target: str, degree: str = "aligned", review: str = "proposed") -> str:
    """Return a row of a table of alignments in the small plan."""
    cells = (subject, "sg:alignsWith", target, f"sg:{degree}" if degree else "", "sg:judged")
    return ",".join([*cells, "t:p-all,Because.,Omdat.,t:editors,2026-11-26", f"sg:{review}\n"])


@pytest.fixture
def using(tiny: Tiny) -> Tiny:
    """Return the small plan, using both packaged frameworks and aligned with nothing yet."""
    tiny.add("plan.ttl", f"t:plan sg:usesFramework <{SDG}>, <{EPSR}> .\n")
    return tiny


# ---------------------------------------------------------------------------------------------
# The frameworks
# ---------------------------------------------------------------------------------------------


def test_every_target_is_there_once() -> None:
    """The UN's 17 goals and 169 targets, and the pillar's 3 chapters and 20 principles."""
    counts = {name: Counter(row["a"] for row in rows) for name, rows in TARGETS.items()}
    assert counts == {
        "sdg": {"sg:TargetGroup": 17, "sg:Target": 169},
        "epsr": {"sg:TargetGroup": 3, "sg:Target": 20},
    }
    for rows in TARGETS.values():
        ids = [row["id"] for row in rows]
        codes = [row["skos:notation"] for row in rows]
        assert len(set(ids)) == len(set(codes)) == len(rows)
        groups = {row["id"] for row in rows if row["a"] == "sg:TargetGroup"}
        assert {row["skos:broader"] for row in rows} - {""} == groups


def test_a_target_stands_below_the_goal_that_its_number_says() -> None:
    """Numbers and letters run on in each goal of the UN, without a hole."""
    for number in range(1, 18):
        below = [r["id"] for r in TARGETS["sdg"] if r["skos:broader"] == f"sdg:{number}"]
        ends = [one.removeprefix(f"sdg:{number}.") for one in below]
        numbers = [int(end) for end in ends if end.isdigit()]
        letters = [end for end in ends if not end.isdigit()]
        assert numbers == list(range(1, len(numbers) + 1))
        assert letters == [chr(ord("a") + place) for place in range(len(letters))]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_labels_are_short_and_tell_targets_apart(lang: str) -> None:
    """A label is a few words of our own, the same for no two targets of a framework."""
    for rows in TARGETS.values():
        labels = [row[f"skos:prefLabel@{lang}"] for row in rows]
        assert all(label and len(label.split()) <= 10 for label in labels)
        assert len(set(labels)) == len(labels)


def test_the_official_iris_are_used_where_there_are_some() -> None:
    """A goal and a target of the UN have the UN's own IRI."""
    official = Path(__file__).parents[2] / "shared/data/sdg/sdg-kos-goals-targets-indicators.ttl"
    if not official.is_file():
        pytest.skip("the UN's own file is not here to compare with")
    known = re.findall(r"^sdg:(\S+) a sdgo:(?:Goal|Target)", official.read_text("utf-8"), re.M)
    assert {f"sdg:{one}" for one in known} == {row["id"] for row in TARGETS["sdg"]}


# ---------------------------------------------------------------------------------------------
# What SAM's tables judge
# ---------------------------------------------------------------------------------------------


def test_every_alignment_can_be_checked() -> None:
    """Each has a known target, a degree, evidence, and a rationale in both languages."""
    known = {r["id"] for rows in TARGETS.values() for r in rows if r["a"] == "sg:Target"}
    passages = {r["id"] for f in plan_folder().glob("passages-*.csv") for r in table(f)}
    assert 60 <= len(ROWS) <= 150
    for row in ROWS:
        assert row["rdf:object"] in known
        assert row["sg:degree"].removeprefix("sg:") in DEGREES
        assert row["sg:standing"] == "sg:judged"
        assert row["sg:evidence"]
        assert set(row["sg:evidence"].split("|")) <= passages
        assert all(len(row[f"sg:rationale@{lang}"].split()) >= 10 for lang in ("nl", "en"))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_two_reasons_are_the_same(lang: str) -> None:
    """A rationale fits one alignment, and a reason one consideration."""
    for rows, column in ((ROWS, "sg:rationale"), (CONSIDERED, "dcterms:description")):
        reasons = [row[f"{column}@{lang}"] for row in rows]
        assert all(reasons)
        assert len(set(reasons)) == len(reasons)
        openings = Counter(" ".join(reason.split()[:7]) for reason in reasons)
        assert max(openings.values()) == 1


def test_nothing_is_both_aligned_and_left_out() -> None:
    """A pair that has an alignment is not among those weighed without one."""
    pairs = {(row["rdf:subject"], row["rdf:object"]) for row in ROWS}
    assert len(pairs) == len(ROWS)
    assert not pairs & {(row["sg:considers"], row["sg:against"]) for row in CONSIDERED}


def test_every_untouched_target_was_considered(both: dict[str, Alignments]) -> None:
    """A target that nothing touches is weighed by itself or with its group."""
    for found in both.values():
        against = {one.against for one in found.considered}
        for group in found.framework.groups:
            for target in group.targets:
                assert found.of(target) or {target, group.iri} & against, target


def test_every_goal_and_theme_is_aligned_or_considered(both: dict[str, Alignments]) -> None:
    """What touches nothing of a framework was weighed against it, and the reason is given."""
    for found in both.values():
        assert len(found.goals) == 9
        assert len(found.themes) == 14
        weighed = {one.subject for one in found.considered}
        assert {*found.goals_without, *found.themes_without} <= weighed


# ---------------------------------------------------------------------------------------------
# Both sides
# ---------------------------------------------------------------------------------------------


def test_both_sides_say_the_same(both: dict[str, Alignments]) -> None:
    """What the goals touch and what no goal touches make up the framework, once each."""
    for found in both.values():
        touched = {target for side in found.goals for target in side.targets()}
        assert touched == set(found.touched)
        assert sorted([*found.touched, *found.unaddressed]) == sorted(found.framework.targets)
        assert set(found.seen) <= set(found.unaddressed)
        records = {one.record for target in found.framework.targets for one in found.of(target)}
        assert records == {one.record for one in found.every}
        for side in found.goals:
            both_degrees = [*side.targets("aligned"), *side.targets("partial")]
            assert sorted(both_degrees) == sorted(side.targets())
    assert sum(len(found.every) for found in both.values()) == len(ROWS)


def test_what_the_sam_plan_touches(sam: Knowledge, both: dict[str, Alignments]) -> None:
    """Working in trust and communication touch no target; inclusion is aligned with 10.2."""
    sdg = both["sdg"]
    assert [sam.curie(iri) for iri in sdg.goals_without] == ["sam:SD4", "sam:SDI2"]
    assert (len(sdg.touched), len(sdg.seen), len(sdg.unaddressed)) == (20, 13, 149)
    inclusion = next(side for side in sdg.goals if side.iri.endswith("/SD2"))
    assert f"{SDG}/10.2" in inclusion.targets("aligned")
    sea = next(group for group in sdg.framework.groups if group.iri == f"{SDG}/14")
    assert set(sea.targets) <= set(sdg.unaddressed) - set(sdg.seen)


@pytest.mark.parametrize("framework", ["sdg", "epsr"])
def test_the_catalogue_says_the_same(
    sam: Knowledge, both: dict[str, Alignments], framework: str
) -> None:
    """SPARQL and Python count the same targets and goals, from both sides."""
    found = both[framework]

    def column(name: str, key: str) -> list[str]:
        answer = ask(sam, find_question(name), {"framework": framework})
        assert isinstance(answer, ox.QuerySolutions)
        rows = solution_rows(sam, answer, "en")
        return [str(cells[rows.header.index(key)]) for cells in rows.cells]

    def curies(iris: tuple[str, ...]) -> list[str]:
        return sorted(compact(iri, dict(sam.prefixes)) for iri in iris)

    assert sorted(column("target-unaddressed", "target")) == curies(found.unaddressed)
    assert sorted(set(column("target-seen-only", "target"))) == curies(found.seen)
    assert sorted(set(column("goal-alignment", "target"))) == curies(found.touched)
    assert sorted(column("goal-without-target", "goal")) == curies(found.goals_without)
    counts = column("target-group-counts", "goalTargets")
    assert sum(map(int, counts)) == len(found.touched)


def test_an_operational_goal_counts_for_its_strategic_goal(using: Tiny) -> None:
    """The best degree among a goal and its parts is the goal's; a finer theme counts likewise."""
    rows = aligned("t:O1", "sdg:10.2") + aligned("t:S1", "sdg:10.2", "partial")
    using.write("alignments.csv", HEADER + rows + aligned("t:stress", "sdg:3.4", "partial"))
    (found,) = find_alignments(using.build(), "sdg")
    first, second = found.goals
    assert (first.targets("aligned"), first.targets("partial")) == ((f"{SDG}/10.2",), ())
    assert (second.targets(), found.goals_without) == ((), (f"{NS}S2",))
    health = next(side for side in found.themes if side.iri == f"{NS}health")
    assert health.targets() == (f"{SDG}/3.4",)
    assert (found.touched, found.seen) == ((f"{SDG}/10.2",), (f"{SDG}/3.4",))


def test_a_result_area_may_align_too(using: Tiny) -> None:
    """It is neither goal nor theme: its target is still one that no goal touches."""
    using.write("alignments.csv", HEADER + aligned("t:garden", "sdg:11.7"))
    (found,) = find_alignments(using.build(), "sdg")
    assert [one.subject for one in found.others] == [f"{NS}garden"]
    assert f"{SDG}/11.7" in found.unaddressed
    assert len(found.of(f"{SDG}/11.7")) == 1


def test_a_judged_alignment_counts_only_where_judgements_do(using: Tiny) -> None:
    """In the stated reading nothing is aligned that only an analyst reads so."""
    using.write("alignments.csv", HEADER + aligned("t:S1", "epsr:19"))
    knowledge = using.build()
    (stated,) = find_alignments(knowledge, "epsr", "stated")
    (judged,) = find_alignments(knowledge, "epsr")
    assert (len(stated.every), len(judged.every)) == (0, 1)
    assert len(stated.unaddressed) == 20


# ---------------------------------------------------------------------------------------------
# An alignment leaves the plan
# ---------------------------------------------------------------------------------------------


def test_alignments_count_in_nothing_else(using: Tiny) -> None:
    """Coverage, gaps and networks are the same with and without them."""
    before = using.build()
    using.write("alignments.csv", HEADER + aligned("t:S1", "sdg:10.2") + aligned("t:S2", "epsr:1"))
    after = using.build()
    for frame in frames(before):
        assert cover(before, frame.name).interval() == cover(after, frame.name).interval()
    query = "SELECT ?gap ?rank { ?gap a sg:Gap ; sg:rank ?rank } ORDER BY ?gap"
    assert [*map(tuple, before.select(query))] == [*map(tuple, after.select(query))]
    for kind in PROJECTIONS.values():
        ties = [sorted(map(str, knowledge.select(kind.query))) for knowledge in (before, after)]
        assert ties[0] == ties[1]
    assert not after.query("ASK { ?thing sg:linkedTo ?target . ?target a sg:Target }")


def test_a_plan_may_make_it_a_coverage_question(using: Tiny) -> None:
    """The frame in docs/alignment.md can be put in a plan as it stands."""
    text = (Path(__file__).parent.parent / "docs/alignment.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```turtle\n(my:frame.*?)```", text, re.DOTALL)
    using.add("plan.ttl", f"@prefix my: <{NS}> .\n" + example.replace("my:p-goals", "my:p-all"))
    using.write("alignments.csv", HEADER + aligned("t:O1", "sdg:10.2"))
    knowledge = using.build()
    frame = find_frame(knowledge, "goal-target")
    assert (len(frame.rows), len(frame.columns)) == (2, 20)
    interval = cover(knowledge, "goal-target").interval()
    assert (interval.stated, interval.judged) == (0, 1)


# ---------------------------------------------------------------------------------------------
# Plans without alignments, and plans with faults
# ---------------------------------------------------------------------------------------------


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch, sam: Knowledge) -> None:
    """Let the command read the SAM plan as the other tests do, built once."""
    monkeypatch.setattr("samgraph.loading.load", lambda *_, **__: sam)


def run(*arguments: str) -> tuple[int, str, str]:
    """Return status, answer and messages of `samgraph align`."""
    done = CliRunner().invoke(cli, ["align", *arguments])
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize(("lang", "said"), [("nl", "geen referentiekader"), ("en", "no framework")])
def test_a_plan_without_a_framework_says_so(tiny: Tiny, lang: str, said: str) -> None:
    """It is no error: there is nothing to hold the plan against, and how to change that."""
    status, answer, _ = run(str(tiny.folder), "--lang", lang)
    assert status == 0
    assert said in answer
    assert "sg:usesFramework" in answer
    assert run(str(tiny.folder), "--format", "json")[1].strip() == "[]"


def test_a_plan_aligned_with_nothing_says_so(using: Tiny) -> None:
    """Each framework is named, and nothing is aligned with it; every target is untouched."""
    status, answer, _ = run(str(using.folder), "--lang", "en")
    assert status == 0
    assert answer.count("nothing in this reading is aligned") == 2
    knowledge = using.build()
    (found,) = find_alignments(knowledge, "epsr")
    assert len(unaddressed_lines(knowledge, found, "en")) == 1 + 3
    assert len(alignment_sentences(knowledge, found, "nl")) == 1


def test_an_unknown_framework_is_told_with_the_known(using: Tiny, tiny: Tiny) -> None:
    """A slip in the name is answered with the nearest, and without any with how to name one."""
    knowledge = using.build()
    with pytest.raises(SamgraphError) as caught:
        find_alignments(knowledge, "sdgs")
    assert "sdg" in caught.value.hint
    status, answer, said = run(str(tiny.folder), "--framework", "agenda")
    assert (status, answer) == (2, "")
    assert "epsr, sdg" in said


def test_a_misspelt_target_is_a_fault_with_its_place(using: Tiny) -> None:
    """A target that the framework does not have stops the build, with what was probably meant."""
    using.write("alignments.csv", HEADER + aligned("t:S1", "sdg:10.22"))
    fault = using.only_fault()
    assert fault.where == "alignments.csv:2, column rdf:object"
    assert '"sdg:10.22"' in fault.message
    assert "sdg:10.2" in fault.hint


def test_an_unpackaged_framework_is_a_fault_with_its_line(tiny: Tiny) -> None:
    """An IRI that nobody packaged and the plan does not describe is named with the near one."""
    line = tiny.add("plan.ttl", "t:plan sg:usesFramework <http://metadata.un.org/sgd> .\n")
    fault = tiny.only_fault()
    assert fault.where == f"plan.ttl:{line}"
    assert SDG in fault.hint


def test_every_fault_of_a_broken_table_is_told_at_once(using: Tiny) -> None:
    """No standing, an unknown passage and an unknown target are three faults."""
    rows = aligned("t:S1", "sdg:1.1").replace("sg:judged", "")
    rows += aligned("t:S2", "sdg:1.2").replace("t:p-all", "t:p-none")
    using.write("alignments.csv", HEADER + rows + aligned("t:S1", "epsr:21"))
    places = [fault.where for fault in using.faults()]
    assert places == [
        "alignments.csv:2, column sg:standing",
        "alignments.csv:3, column sg:evidence",
        "alignments.csv:4, column rdf:object",
    ]


def test_an_alignment_needs_a_record(using: Tiny) -> None:
    """Written as a plain triple it would have no degree and no reason, and is refused."""
    using.add("plan.ttl", "t:S1 sg:alignsWith <http://metadata.un.org/sdg/10.2> .\n")
    assert "a link needs its standing" in using.only_fault().message


@pytest.mark.parametrize(
    ("row", "shape"),
    [
        (aligned("t:S1", "sdg:10.2", ""), "link-degree"),
        (aligned("t:S1", "sdg:10"), "aligns-with-object"),
        (aligned("t:ageing", "sdg:10.2"), "aligns-with-subject"),
    ],
)
def test_check_finds_what_a_build_lets_pass(using: Tiny, row: str, shape: str) -> None:
    """No degree, a group for a target, a challenge for a goal: `samgraph check` says so."""
    from samgraph.validation import validate

    using.write("alignments.csv", HEADER + row)
    found = {one.shape.rpartition("#")[2] for one in validate(using.read().quads)}
    assert shape in found


def test_a_plan_may_describe_a_framework_of_its_own(tiny: Tiny) -> None:
    """Rows in its own tables are enough; nothing has to be packaged."""
    tiny.add("plan.ttl", "t:plan sg:usesFramework t:world .\n")
    tiny.write(
        "world.csv",
        "id,a,skos:notation,skos:prefLabel@nl,skos:prefLabel@en,skos:broader,skos:inScheme\n"
        "t:world,sg:Framework,world,wereld,world,,\n"
        "t:W1,sg:TargetGroup,W1,een,one,,t:world\n"
        "t:W1.1,sg:Target,W1.1,een punt een,one point one,t:W1,t:world\n"
        "t:W1.2,sg:Target,W1.2,een punt twee,one point two,t:W1,t:world\n",
    )
    tiny.write("alignments.csv", HEADER + aligned("t:S2", "t:W1.2"))
    (found,) = find_alignments(tiny.build())
    assert (found.framework.name, found.touched) == ("world", (f"{NS}W1.2",))
    assert found.unaddressed == (f"{NS}W1.1",)


def test_packaged_frameworks_cost_a_plan_that_uses_none_nothing(tiny: Tiny) -> None:
    """Their targets are in no plan that does not name them."""
    assert set(packaged_frameworks()) == {SDG, EPSR}
    assert not tiny.build().query("ASK { ?target a sg:Target }")


# ---------------------------------------------------------------------------------------------
# The command
# ---------------------------------------------------------------------------------------------


def test_the_command_shows_both_sides(using: Tiny) -> None:
    """Goals with their targets, groups with counts, and what no goal touches, in words."""
    rows = aligned("t:O1", "sdg:10.2") + aligned("t:loneliness", "sdg:3.4", "partial")
    using.write("alignments.csv", HEADER + rows)
    status, answer, _ = run(str(using.folder), "--framework", "sdg", "--lang", "en")
    assert status == 0
    assert re.search(r"S1 living together\s+10\.2 \(O1\)\s+–", answer)
    assert re.search(r"loneliness\s+–\s+3\.4", answer)
    assert re.search(r"SDG10 inequality\s+10\s+1\s+0\s+9\n", answer)
    assert "1 of the 2 strategic goals touch 1 of the 169 targets" in answer
    assert "Touching no target: S2 learning together." in answer
    assert "3.4* fewer early deaths" in answer
    assert "SDG14 seas and oceans (all 10): 14.1" in answer


def test_a_contested_alignment_is_marked(using: Tiny) -> None:
    """It shows with a mark, and is gone where contested links count for nothing."""
    using.write("alignments.csv", HEADER + aligned("t:S1", "epsr:19", review="contested"))
    place = str(using.folder)
    assert "19!" in run(place, "--framework", "epsr")[1]
    answer = run(place, "--framework", "epsr", "--without-contested", "--format", "json")[1]
    assert json.loads(answer) == []


@pytest.mark.parametrize("what", ["links", "targets", "considered"])
@pytest.mark.usefixtures("built")
def test_programs_get_ids_and_the_same_columns_in_each_language(what: str) -> None:
    """Every framework is in one table; labels differ with the language, ids do not."""
    dutch, english = (
        json.loads(run("--show", what, "--format", "json", "--lang", lang)[1])
        for lang in ("nl", "en")
    )
    assert [list(row) for row in dutch] == [list(row) for row in english]
    assert {row["framework"] for row in dutch} == {"sdg", "epsr"}
    expected = {"links": len(ROWS), "targets": 189, "considered": len(CONSIDERED)}
    assert len(dutch) == expected[what]
    key = "against" if what == "considered" else "target"
    assert [row[key] for row in dutch] == [row[key] for row in english]
    assert dutch != english


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "tsv", "json"])
@pytest.mark.parametrize("what", ["summary", "links", "targets", "considered"])
@pytest.mark.usefixtures("built")
def test_every_view_has_every_format(what: str, form: str) -> None:
    """No combination fails or is empty."""
    status, answer, said = run("--show", what, "--format", form, "--framework", "epsr")
    assert (status, said) == (0, "")
    assert len(answer.splitlines()) > 5


def test_a_link_on_a_page_says_how_far_it_goes(sam: Knowledge) -> None:
    """In the explorer's documents and on the page without script, in the reader's language."""
    document = json.loads(Documents(Material(sam)).document("things/SD2") or b"{}")
    (relation,) = (one for one in document["relations"] if one["property"] == "sg:alignsWith")
    degrees = {link["to"]: link["degree"]["en"] for link in relation["links"]}
    assert degrees["sdg:10.2"] == "aligned"
    assert degrees["sdg:16.7"] == "partial"
    others = [one for one in document["relations"] if one["property"] == "sg:addresses"]
    assert not any("degree" in link for one in others for link in one["links"])
