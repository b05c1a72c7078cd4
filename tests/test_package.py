"""A package is read exactly, or refused with every fault at its place, and nothing is built."""

from __future__ import annotations

import csv
import io
import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from tinyplan import FILES, NS, Tiny

from samgraph.building import build
from samgraph.errors import PackageError
from samgraph.knowledge import Knowledge
from samgraph.package import read_package
from samgraph.resources import plan_folder
from samgraph.schema import read_schema
from samgraph.terms import RDF, SKOS, XSD, sg
from samgraph.validation import validate

OA = "http://www.w3.org/ns/oa#"


def test_the_small_plan_is_sound_and_uses_every_class(tiny: Tiny) -> None:
    """What the other tests break is whole before they break it."""
    package = tiny.read()
    assert validate(package.quads) == ()
    used = {quad.object for quad in package.quads if quad.predicate == ox.NamedNode(RDF + "type")}
    listed = {"GoalRole", "Standing", "ReviewState", "Scope", "Expectation", "GapKind", "Severity"}
    listed |= {"DiscrepancyKind", "AccountCategory", "Unit", "Gap", "Discrepancy", "Goal", "Signal"}
    named = {
        "Plan StrategicGoal OperationalGoal CoreTask PriorityField Challenge Value Right Theme "
        "SubTheme ResultArea Organisation PartnerOrganisation PartnerGroup PartnerCategory "
        "SteeringGroup RespondentGroup Survey FieldChallenge Obstacle Need RequestItem Request "
        "PolicyChoice Figure BudgetLine Amount Passage Link Declaration Deadline LegalBasis Frame"
    }
    for name in " ".join(named).split():
        assert ox.NamedNode(sg(name)) in used, name


def literal(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


def said(tiny: Tiny, name: str) -> set[tuple[str, object, str]]:
    """Return what a package says of one of its things: property, value and graph."""
    found: set[tuple[str, object, str]] = set()
    for quad in tiny.read().quads:
        if quad.subject == ox.NamedNode(NS + name):
            graph = str(quad.graph_name).rsplit("/", 1)[-1].rstrip(">")
            found.add((quad.predicate.value, quad.object, graph))
    return found


def test_a_header_maps_a_row_to_triples(tiny: Tiny) -> None:
    """Class, language, datatype, several values and things come out as the header says."""
    task = said(tiny, "teaching")
    assert (RDF + "type", ox.NamedNode(sg("CoreTask")), "structure") in task
    assert (SKOS + "prefLabel", ox.Literal("vormen", language="nl"), "structure") in task
    assert (SKOS + "prefLabel", ox.Literal("teaching", language="en"), "structure") in task
    assert (SKOS + "altLabel", ox.Literal("lesgeven", language="nl"), "structure") in task
    assert (SKOS + "altLabel", ox.Literal("opleiden", language="nl"), "structure") in task
    assert (sg("legalBasis"), ox.NamedNode(NS + "law"), "structure") in task
    figure = said(tiny, "alone")
    assert (sg("value"), literal("31.5", "decimal"), "structure") in figure
    assert (sg("year"), literal("2020", "gYear"), "structure") in figure
    assert (sg("exact"), literal("true", "boolean"), "structure") in figure


def test_an_empty_cell_says_nothing(tiny: Tiny) -> None:
    """No triple comes from a cell without a value."""
    assert {name for name, _, _ in said(tiny, "house")} == {
        RDF + "type",
        SKOS + "prefLabel",
        "http://purl.org/dc/terms/description",
        sg("statedIn"),
    }


def test_a_nested_column_makes_a_node_of_the_row(tiny: Tiny) -> None:
    """`sg:position/oa:start` and `sg:position/oa:end` speak of one node, named after the row."""
    node = ox.NamedNode(f"{NS}p-grid/position")
    assert (sg("position"), node, "structure") in said(tiny, "p-grid")
    assert said(tiny, "p-grid/position") == {
        (OA + "start", literal("40", "nonNegativeInteger"), "structure"),
        (OA + "end", literal("90", "nonNegativeInteger"), "structure"),
    }


def test_several_classes_stand_in_one_cell(tiny: Tiny) -> None:
    """A thing may be of two classes, separated by a bar."""
    tiny.change(
        "partners.csv", "t:parents,sg:SteeringGroup", "t:parents,sg:SteeringGroup|sg:Survey"
    )
    kinds = {value for name, value, _ in said(tiny, "parents") if name == RDF + "type"}
    assert kinds == {ox.NamedNode(sg("SteeringGroup")), ox.NamedNode(sg("Survey"))}


def test_a_link_is_a_record_and_a_plain_triple_of_its_standing(tiny: Tiny) -> None:
    """Stated, judged and suggested links go to graphs of their own, records to one."""
    quads = tiny.read().quads
    addresses, supports = ox.NamedNode(sg("addresses")), ox.NamedNode(sg("supports"))
    plain = {
        (str(quad.subject), str(quad.object)): str(quad.graph_name)
        for quad in quads
        if quad.predicate in (addresses, supports)
    }
    assert plain[f"<{NS}O1>", f"<{NS}ageing>"] == f"<{NS}graph/stated>"
    assert plain[f"<{NS}shops>", f"<{NS}O2>"] == f"<{NS}graph/judged>"
    assert plain[f"<{NS}shops>", f"<{NS}O1>"] == f"<{NS}graph/suggested>"
    records = {
        quad.subject
        for quad in quads
        if quad.object == ox.NamedNode(sg("Link"))
        and quad.graph_name == ox.NamedNode(f"{NS}graph/links")
    }
    assert len(records) == tiny.text("links.csv").count("\n") - 1


def test_different_links_have_different_records(tiny: Tiny) -> None:
    """Two links never share a record, however their ids are made up."""
    for name in ("A", "A.relatesTo", "B", "relatesTo.B"):
        cells = f"{name},{name},over,on,t:p-all,{name},{name},sg:finality,t:plan"
        tiny.add("goals.csv", f"t:{name},sg:StrategicGoal,{cells}\n")
    before = records(tiny)
    tiny.add_link("t:A; sg:relatesTo; t:relatesTo.B; sg:stated; t:p-all")
    tiny.add_link("t:A.relatesTo; sg:relatesTo; t:B; sg:stated; t:p-all")
    assert len(records(tiny) - before) == 2


def records(tiny: Tiny) -> set[str]:
    """Return the IRIs of all link records."""
    return {str(q.subject) for q in tiny.read().quads if q.object == ox.NamedNode(sg("Link"))}


@dataclass(frozen=True)
class Case:
    """One way to break the small plan, and what is to be said of it."""

    name: str
    breaks: Callable[[Tiny], object]
    where: str
    says: str
    hint: str


def swap(file: str, old: str, new: str) -> Callable[[Tiny], object]:
    return lambda tiny: tiny.change(file, old, new)


def add(file: str, text: str) -> Callable[[Tiny], object]:
    return lambda tiny: tiny.add(file, text)


def link(row: str) -> Callable[[Tiny], object]:
    return lambda tiny: tiny.add_link(row)


def new(file: str, content: str | bytes) -> Callable[[Tiny], object]:
    return lambda tiny: tiny.write(file, content)


def no_ids(tiny: Tiny) -> None:
    """Take the column of ids from a table, and every link that needs one of them."""
    tiny.write("survey.csv", re.sub(r"(?m)^(id|t:\w+),", "", tiny.text("survey.csv")))
    tiny.write("links.csv", re.sub(r"(?m)^t:neighbours,.*\n", "", tiny.text("links.csv")))


GOAL = "sg:StrategicGoal,a,a,a,a,t:p-all,S9,S9,sg:finality,t:plan"
PLAN_2 = (
    "@prefix t: <https://example.org/tiny/> .\n@prefix sg: <https://w3id.org/samgraph/ns#> .\n"
    "t:plan-two a sg:Plan .\n"
)
MORE = "id,a,skos:prefLabel@nl,skos:prefLabel@en\n"
LINK_HEADER = "rdf:subject,rdf:predicate,rdf:object,sg:standing"
LINK_ROW = "t:O1,sg:addresses,t:heat,sg:stated"

CASES = (
    Case(
        "misspelt column",
        swap("goals.csv", "skos:prefLabel@nl", "skos:prefLabl@nl"),
        "goals.csv:1, column 3",
        '"skos:prefLabl"',
        "skos:prefLabel",
    ),
    Case(
        "misspelt column below blank lines",
        lambda tiny: tiny.write(
            "goals.csv",
            "\n\n"
            + tiny.text("goals.csv")
            .replace("@nl", "@nl", 1)
            .replace("skos:notation", "skos:notatoin"),
        ),
        "goals.csv:3, column 8",
        '"skos:notatoin"',
        "skos:notation",
    ),
    Case(
        "unknown prefix in a header",
        swap("goals.csv", "skos:prefLabel@nl", "skso:prefLabel@nl"),
        "goals.csv:1, column 3",
        '"skso:"',
        "skos:prefLabel",
    ),
    Case(
        "unknown prefix in a cell",
        swap("partners.csv", ",t:local,12", ",tt:local,12"),
        "partners.csv:3, column sg:inCategory",
        '"tt:"',
        "t?",
    ),
    Case(
        "unknown prefix in an id",
        swap("lists.csv", "t:open,", "tt:open,"),
        "lists.csv:5, column id",
        '"tt:"',
        "t?",
    ),
    Case(
        "column twice",
        swap("goals.csv", "sg:codeInText", "skos:notation"),
        "goals.csv:1, column 9",
        '"skos:notation"',
        "",
    ),
    Case(
        "column without a name",
        swap("goals.csv", "sg:codeInText", ""),
        "goals.csv:1, column 9",
        "no name",
        "",
    ),
    Case("no id column", no_ids, "survey.csv:1", "id", "id"),
    Case(
        "dangling id in a table",
        swap("partners.csv", "t:local,12", "t:locale,12"),
        "partners.csv:3, column sg:inCategory",
        '"t:locale"',
        "t:local",
    ),
    Case(
        "dangling id in a link",
        link("t:O1; sg:addresses; t:haet; sg:stated; t:p-all"),
        "links.csv:21, column rdf:object",
        '"t:haet"',
        "t:heat",
    ),
    Case(
        "dangling id among several",
        swap("themes.csv", ",t:health\n", ",t:health|t:healht\n"),
        "themes.csv:4, column skos:broader",
        '"t:healht"',
        "t:health",
    ),
    Case(
        "unknown term of the ontology",
        swap("figures.csv", "sg:percent", "sg:precent"),
        "figures.csv:2, column sg:unit",
        '"sg:precent"',
        "sg:percent",
    ),
    Case(
        "duplicate id in one table",
        add("goals.csv", f"t:S1,{GOAL}\n"),
        "goals.csv:6, column id",
        '"t:S1"',
        "row",
    ),
    Case(
        "duplicate id in two tables",
        add("themes.csv", "t:S1,sg:Theme,a,a,a,a,t:p-all,\n"),
        "themes.csv:5, column id",
        "goals.csv:2",
        "row",
    ),
    Case(
        "duplicate link",
        link("t:O1; sg:carriesOut; t:meeting; sg:stated; t:p-all"),
        "links.csv:21",
        "links.csv:2",
        "one row",
    ),
    Case(
        "one link stated and judged",
        link("t:O1; sg:carriesOut; t:meeting; sg:judged; t:p-all; a; a"),
        "links.csv:21",
        "links.csv:2",
        "one row",
    ),
    Case(
        "duplicate link in two tables",
        new("links-more.csv", f"{LINK_HEADER}\nt:O1,sg:addresses,t:ageing,sg:stated\n"),
        "links.csv:5",
        "links-more.csv:2",
        "one row",
    ),
    Case(
        "wrong number",
        swap("figures.csv", "31.5", "31x5"),
        "figures.csv:2, column sg:value",
        '"31x5"',
        "39.7",
    ),
    Case(
        "wrong whole number",
        swap("partners.csv", "t:local,12", "t:local,12.5"),
        "partners.csv:3, column sg:declaredSize",
        '"12.5"',
        "12",
    ),
    Case(
        "wrong date",
        swap("survey.csv", "2020-03-01", "2020-02-30"),
        "survey.csv:2, column schema:startDate",
        '"2020-02-30"',
        "2021-01-31",
    ),
    Case(
        "wrong boolean",
        swap("figures.csv", ",true,", ",yes,"),
        "figures.csv:2, column sg:exact",
        '"yes"',
        "true",
    ),
    Case(
        "wrong year",
        swap("figures.csv", ",2020,", ",'20,"),
        "figures.csv:2, column sg:year",
        '"\'20"',
        "2021",
    ),
    Case(
        "text for a thing",
        swap("figures.csv", "sg:percent", "procent"),
        "figures.csv:2, column sg:unit",
        '"procent"',
        "prefix",
    ),
    Case(
        "unknown datatype",
        swap("figures.csv", "sg:value", "sg:value^^xsd:decimel"),
        "figures.csv:1, column 5",
        '"xsd:decimel"',
        "xsd:decimal",
    ),
    Case("row too long", add("goals.csv", f"t:S3,{GOAL},x\n"), "goals.csv:6", "12 cells", "quot"),
    Case("row too short", add("goals.csv", "t:S3,sg:Goal\n"), "goals.csv:6", "2 cells", "cells"),
    Case(
        "wrong encoding",
        new("more.csv", f"{MORE}t:x,sg:Value,a,b\nt:y,sg:Value,België,b\n".encode("latin-1")),
        "more.csv:3",
        "UTF-8",
        "UTF-8",
    ),
    Case(
        "unclosed quote",
        new("more.csv", f'{MORE}t:x,sg:Value,a,b\nt:y,sg:Value,"a,b\nt:z,sg:Value,a,b\n'),
        "more.csv:3",
        "not a table",
        "quotation marks",
    ),
    Case("empty table", new("extra.csv", ""), "extra.csv", "empty", "first line"),
    Case(
        "row without an id",
        add("goals.csv", f",{GOAL}\n"),
        "goals.csv:6, column id",
        "no id",
        "",
    ),
    Case(
        "misspelt class",
        swap("lists.csv", "t:heat,sg:Challenge", "t:heat,sg:Chalenge"),
        "lists.csv:4, column a",
        '"sg:Chalenge"',
        "sg:Challenge",
    ),
    Case(
        "link as a plain column",
        swap("lists.csv", "sg:legalBasis", "sg:serves"),
        "lists.csv:1, column 8",
        "standing",
        "links.csv",
    ),
    Case(
        "link as a nested column",
        swap("passages.csv", "sg:position/oa:start", "sg:addresses/oa:start"),
        "passages.csv:1, column 7",
        "standing",
        "links.csv",
    ),
    Case(
        "link without a standing",
        link("t:O1; sg:addresses; t:heat; ; t:p-all"),
        "links.csv:21, column sg:standing",
        "nothing",
        "",
    ),
    Case(
        "links without a column of standings",
        new("links-more.csv", "rdf:subject,rdf:predicate,rdf:object\nt:O1,sg:addresses,t:heat\n"),
        "links-more.csv:2, column sg:standing",
        "nothing",
        "",
    ),
    Case(
        "misspelt standing",
        link("t:O1; sg:addresses; t:heat; sg:juged; t:p-all"),
        "links.csv:21, column sg:standing",
        "sg:juged",
        "sg:judged",
    ),
    Case(
        "derived standing",
        link("t:O1; sg:addresses; t:heat; sg:derived; t:p-all"),
        "links.csv:21, column sg:standing",
        "sg:derived",
        "",
    ),
    Case(
        "misspelt link property",
        link("t:O1; sg:adresses; t:heat; sg:stated; t:p-all"),
        "links.csv:21, column rdf:predicate",
        '"sg:adresses"',
        "sg:addresses",
    ),
    Case(
        "text property as a link",
        link("t:O1; skos:prefLabel; t:heat; sg:stated; t:p-all"),
        "links.csv:21, column rdf:predicate",
        '"skos:prefLabel"',
        "sg:addresses",
    ),
    Case(
        "two objects in one link",
        link("t:O1; sg:addresses; t:heat|t:ageing; sg:stated; t:p-all"),
        "links.csv:21, column rdf:object",
        "one value",
        "one link a row",
    ),
    Case(
        "link without an object",
        link("t:O1; sg:addresses; ; sg:stated; t:p-all"),
        "links.csv:21, column rdf:object",
        "one value",
        "",
    ),
    Case(
        "nested column in a table of links",
        new("links-more.csv", f"{LINK_HEADER},sg:position/oa:start\n{LINK_ROW},3\n"),
        "links-more.csv:1, column 5",
        "sg:position/oa:start",
        "",
    ),
    Case(
        "row of another class in a table of links",
        new("links-more.csv", f"a,{LINK_HEADER}\nskos:Concept,{LINK_ROW}\n"),
        "links-more.csv:2, column a",
        "skos:Concept",
        "",
    ),
    Case(
        "table that cannot be opened",
        lambda tiny: (tiny.folder / "extra.csv").symlink_to("gone.csv"),
        "extra.csv",
        "cannot be read",
        "",
    ),
    Case(
        "missing plan.ttl",
        lambda tiny: (tiny.folder / "plan.ttl").unlink(),
        "tiny",
        "no plan.ttl",
        "plan.ttl",
    ),
    Case("two plans", new("more.ttl", PLAN_2), "plan.ttl", "2 plans", "sg:Plan"),
    Case(
        "no plan",
        swap("plan.ttl", "t:plan a sg:Plan", "t:plan a skos:Concept"),
        "plan.ttl",
        "no plan",
        "sg:Plan",
    ),
    Case(
        "plan.ttl that does not parse",
        swap("plan.ttl", "sg:count 2 ;", "sg:count 2 ;; ; sg:count ."),
        "plan.ttl:37",
        "is not Turtle",
        "Turtle",
    ),
    Case(
        "plan without a prefix",
        swap("plan.ttl", "t:plan a sg:Plan", "<https://example.com/plan> a sg:Plan"),
        "plan.ttl",
        "prefix",
        "prefix",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_is_reported_once_at_its_place(tiny: Tiny, case: Case) -> None:
    """One thing wrong is one fault, with file, line, column and what to do about it."""
    case.breaks(tiny)
    fault = tiny.only_fault()
    assert fault.where == case.where
    assert case.says in fault.message
    assert case.hint in fault.hint


@pytest.mark.parametrize(
    ("where", "breaks"),
    [
        (
            "goals.csv:4",
            new("goals.csv", FILES["goals.csv"].replace("tuin", "tuïn").encode("cp1252")),
        ),
        ("goals.csv", new("goals.csv", "")),
        ("goals.csv:4", swap("goals.csv", "sg:finality,t:S1", "sg:finality")),
        ("goals.csv:4", swap("goals.csv", "sg:finality,t:S1", "sg:finality,t:S1,x")),
        ("goals.csv:4", swap("goals.csv", "t:O1,sg:Op", "tt:O1,sg:Op")),
        ("goals.csv:1", swap("goals.csv", "id,a,", "name,a,")),
        ("goals.csv:4", swap("goals.csv", ",Over een open tuin.", ',"Over een open tuin.')),
        ("plan.ttl:37", swap("plan.ttl", "sg:count 2 ;", "sg:count ;")),
        ("plan.ttl:8", swap("plan.ttl", "@prefix t: <https://example.org/tiny/> .\n", "")),
        ("more.ttl:4", new("more.ttl", PLAN_2.replace("t:plan-two a sg:Plan .", "t:x t:y"))),
    ],
    ids=[
        "encoding",
        "empty",
        "short row",
        "long row",
        "prefix of an id",
        "no id column",
        "unclosed quote",
        "plan.ttl does not parse",
        "plan.ttl without its prefix",
        "more.ttl",
    ],
)
def test_a_fault_does_not_drag_others_along(
    tiny: Tiny, where: str, breaks: Callable[[Tiny], object]
) -> None:
    """What only follows from a fault, such as references to a row that was lost, is not listed."""
    breaks(tiny)
    if where.startswith("more.ttl"):
        tiny.change("partners.csv", ",t:school,t:house", ",t:school,t:house|t:x")
    places = [fault.where for fault in tiny.faults()]
    assert [place for place in places if not re.match(rf"{re.escape(where)}(,|$)", place)] == []
    assert places


def test_every_fault_is_reported_at_once_and_in_order(tiny: Tiny) -> None:
    """Faults of all files come together: whole files first, then by file and line as a number."""
    for number in range(8):
        tiny.add("goals.csv", f"t:extra{number},{GOAL}\n")
    tiny.change("goals.csv", "t:extra1,sg:StrategicGoal,a", "t:extra1,sg:StrategicGoal,a,a")
    tiny.add("goals.csv", f"t:S1,{GOAL}\n")
    tiny.change("figures.csv", "31.5", "a lot")
    tiny.change("figures.csv", "sg:percent", "sg:precent")
    tiny.add_link("t:O1; sg:carriesOut; t:meeting; sg:stated; t:p-all")
    tiny.add_link("t:O1; sg:addresses; t:haet; sg:stated; t:p-all")
    tiny.change("plan.ttl", "sg:monthDay", "sg:mothDay")
    tiny.change("plan.ttl", "sg:recipient", "sg:recipent")
    tiny.write("more.ttl", PLAN_2)
    tiny.write("zero.csv", "")
    places = [fault.where for fault in tiny.faults()]
    assert {re.sub(r", column.*", "", place) for place in places} == {
        "figures.csv:2",
        "goals.csv:7",
        "goals.csv:14",
        "links.csv:21",
        "links.csv:22",
        "plan.ttl",
        "plan.ttl:29",
        "plan.ttl:30",
        "zero.csv",
    }
    keys = []
    for place in places:
        file, _, rest = place.partition(":")
        line = int(re.match(r"\d*", rest)[0] or 0)  # type: ignore[index]
        keys.append((bool(rest), file, line))
    assert keys == sorted(keys)


def test_a_thing_without_a_class_is_noticed(tiny: Tiny) -> None:
    """A row that says of nothing what it is, is reported by the reader or by the shapes."""
    tiny.add("goals.csv", f"t:S3,{GOAL.removeprefix('sg:StrategicGoal')}\n")
    assert tiny.faults() or validate(tiny.read().quads)


def test_the_error_names_the_package_and_counts_its_faults(tiny: Tiny) -> None:
    """The whole message is a headline with the number of faults, then each on its own lines."""
    tiny.change("figures.csv", "31.5", "a lot")
    tiny.change("survey.csv", "2020-03-01", "March")
    with pytest.raises(PackageError) as caught:
        tiny.build()
    lines = str(caught.value).splitlines()
    assert lines[0] == "tiny cannot be read: 2 faults"
    assert [line.split(",")[0] for line in lines[1:] if "hint" not in line] == [
        "figures.csv:2",
        "survey.csv:2",
    ]


def test_a_package_is_named_by_its_folder_also_from_inside(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder `.` has the name of the folder that it is."""
    monkeypatch.chdir(tiny.folder)
    assert read_package(Path(), read_schema()).name == "tiny"
    tiny.change("figures.csv", "31.5", "a lot")
    with pytest.raises(PackageError, match=r"^tiny cannot be read"):
        read_package(Path(), read_schema())


def test_many_faults_are_reported_quickly_enough(tiny: Tiny) -> None:
    """A table full of dangling ids is reported in full, though near matches are slow to find."""
    for number in range(2_000):
        tiny.add("amounts.csv", f"t:am{number},sg:Amount,t:nothing{number},2021,1\n")
    assert len(tiny.faults()) == 2_001
    assert "table missing" in tiny.faults()[0].hint


def shuffled(text: str, chance: random.Random, *, columns: bool) -> str:
    """Return a table with its rows, and perhaps its columns, in another order."""
    header, *rows = list(csv.reader(io.StringIO(text)))
    order = list(range(len(header)))
    if columns:
        chance.shuffle(order)
    chance.shuffle(rows)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([row[number] for number in order] for row in (header, *rows))
    return out.getvalue()


def shuffle(folder: Path, seed: int, *, columns: bool) -> None:
    """Shuffle all tables in a folder, and the files among each other."""
    chance = random.Random(seed)  # noqa: S311 - a test wants the same shuffle every time
    files = sorted(folder.glob("*.csv"))
    numbers = chance.sample(range(100, 1000), len(files))
    for number, file in zip(numbers, files, strict=True):
        text = shuffled(file.read_text(encoding="utf-8"), chance, columns=columns)
        file.unlink()
        (folder / f"{number}-{file.name}").write_text(text, encoding="utf-8", newline="")


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_columns_and_tables_makes_no_difference(tiny: Tiny, seed: int) -> None:
    """A shuffled package gives the same quads to the byte, findings included."""
    before = tiny.build().dump()
    shuffle(tiny.folder, seed, columns=True)
    assert tiny.build().dump() == before


def test_the_order_of_the_sam_tables_makes_no_difference(tmp_path: Path, sam: Knowledge) -> None:
    """The real plan, shuffled, gives the same quads to the byte."""
    folder = tmp_path / "shuffled"
    shutil.copytree(plan_folder(), folder)
    shuffle(folder, 2021, columns=True)
    assert build(folder).dump() == sam.dump()


def test_the_order_of_turtle_files_makes_no_difference(tiny: Tiny) -> None:
    """Turtle files may be renamed, also those with nameless nodes."""
    one = PLAN_2.replace(
        "t:plan-two a sg:Plan", "t:plan sg:declares [ a sg:Declaration ; sg:count 3 ]"
    )
    two = PLAN_2.replace(
        "t:plan-two a sg:Plan", "t:plan sg:declares [ a sg:Declaration ; sg:count 4 ]"
    )
    tiny.write("a.ttl", one)
    tiny.write("b.ttl", two)
    before = tiny.build().dump()
    tiny.write("a.ttl", two)
    tiny.write("b.ttl", one)
    assert tiny.build().dump() == before


@pytest.mark.parametrize(
    ("class_", "count"),
    [
        ("CoreTask", 6),
        ("PriorityField", 6),
        ("Challenge", 8),
        ("Value", 5),
        ("Right", 6),
        ("ResultArea", 23),
        ("Partner", 88),
        ("StrategicGoal", 7 + 2),
        ("OperationalGoal", 34 + 7),
    ],
)
def test_the_sam_plan_holds_what_its_source_lists(sam: Knowledge, class_: str, count: int) -> None:
    """The lists of the SAM plan are as long as those of the document."""
    query = f"SELECT (COUNT(DISTINCT ?thing) AS ?n) {{ ?thing a sg:{class_} }}"
    ((number,),) = list(sam.select(query))
    assert int(number.value) == count


def test_a_pipe_in_a_package_is_a_fault_and_no_wait(tiny: Tiny) -> None:
    """A table that is no ordinary file is named, and nobody waits for it."""
    os.mkfifo(tiny.folder / "more.csv")
    assert tiny.only_fault().where == "more.csv"
    assert "no ordinary file" in tiny.only_fault().message


def test_a_table_in_utf_16_is_one_fault(tiny: Tiny) -> None:
    """The encoding is the fault; ids that stood in the table are not reported as missing."""
    tiny.write("lists.csv", tiny.text("lists.csv").encode("utf-16"))
    (fault,) = (one for one in tiny.faults() if one.where.startswith("lists.csv"))
    assert (fault.where, fault.message) == ("lists.csv:1", "is UTF-16, not UTF-8")
    assert "CSV UTF-8" in fault.hint
    assert len(tiny.faults()) < 5


def test_a_missing_table_is_suspected_first(tmp_path: Path) -> None:
    """Where very many ids are undefined, the first fault asks for the table they stand in."""
    folder = tmp_path / "sam"
    shutil.copytree(plan_folder(), folder)
    (folder / "partners.csv").unlink()
    with pytest.raises(PackageError) as caught:
        read_package(folder, read_schema())
    assert "a table missing" in caught.value.faults[0].hint


def test_a_contradiction_names_its_triples(tiny: Tiny) -> None:
    """Every triple that clashes is written with the plan's own prefix and the ontology's."""
    tiny.change("lists.csv", "t:heat,sg:Challenge", "t:heat,sg:Challenge|sg:Value")
    with pytest.raises(PackageError) as caught:
        tiny.build()
    assert "rdf:type sg:Challenge" in str(caught.value)
    assert "rdf:type sg:Value" in str(caught.value)
    assert ":heat" in str(caught.value)
