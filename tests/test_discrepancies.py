"""Discrepancies: each rule on a plan with just that fault and on its sound twin, then on SAM's."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
import pytest

from samgraph.building import build
from samgraph.codes import as_read, as_written, missing
from samgraph.discrepancies import find_discrepancies
from samgraph.discrepancy_phrases import KINDS
from samgraph.discrepancytext import discrepancy_rows, discrepancy_text, runs
from samgraph.findings import SEVERITIES, Discrepancy, Place
from samgraph.knowledge import Knowledge
from samgraph.resources import plan_folder
from samgraph.stored import stored_discrepancies
from samgraph.terms import sg
from samgraph.validation import validate

HEAD = """\
@prefix d: <https://example.org/d/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sg: <https://w3id.org/samgraph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

d:plan a sg:Plan ; sg:statedIn d:p1 .
"""
PASSAGES = "".join(
    f'd:p{number} a sg:Passage ; sg:section "{section}" ; '
    f"sg:fromLine {number * 10} ; sg:toLine {number * 10 + 1} .\n"
    for number, section in enumerate(
        ["1", "2", "2.1", "2.2", "3", "3.1", "3.2", "4", "4.1", "4.2"], start=1
    )
)

Found: TypeAlias = Callable[[str], tuple[Discrepancy, ...]]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """Return a function that finds the discrepancies of a plan written in Turtle."""

    def find(body: str) -> tuple[Discrepancy, ...]:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        (folder / "plan.ttl").write_text(HEAD + PASSAGES + body, encoding="utf-8")
        return find_discrepancies(build(folder))

    return find


def brief(discrepancies: tuple[Discrepancy, ...]) -> list[tuple[str, str]]:
    """Return the severity of each discrepancy and the last part of its IRI."""
    return [(one.severity, one.iri.rsplit("/", 1)[-1]) for one in discrepancies]


def sections(discrepancy: Discrepancy) -> list[str]:
    """Return the sections that a discrepancy cites."""
    return [place.section for place in discrepancy.places]


def goal(
    name: str,
    *,
    kind: str = "OperationalGoal",
    grid: str = "",
    text: str = "",
    part_of: str = "",
    passage: int = 2,
    role: str = "finality",
) -> str:
    """Return a goal in Turtle."""
    lines = [
        f'd:{name} a sg:{kind} ; skos:prefLabel "doel {name}"@nl, "goal {name}"@en ; '
        f'skos:notation "{name}" ; sg:goalRole sg:{role} ; sg:statedIn d:p{passage} .'
    ]
    lines += [f'd:{name} sg:codeInGrid "{grid}" .'] * bool(grid)
    lines += [f'd:{name} sg:codeInText "{text}" .'] * bool(text)
    lines += [f"d:{name} sg:partOf d:{part_of} ."] * bool(part_of)
    return "\n".join(lines) + "\n"


def link(subject: str, predicate: str, value: str, passage: int, standing: str = "stated") -> str:
    """Return the record of a link in Turtle."""
    return (
        f"d:l-{subject}-{predicate}-{value} a sg:Link ; rdf:subject d:{subject} ; "
        f"rdf:predicate sg:{predicate} ; rdf:object d:{value} ; "
        f"sg:standing sg:{standing} ; sg:evidence d:p{passage} .\n"
    )


def task(name: str) -> str:
    """Return a core task in Turtle."""
    return f'd:{name} a sg:CoreTask ; skos:prefLabel "taak {name}"@nl, "task {name}"@en .\n'


# Codes


def test_codes_are_compared_as_a_reader_takes_them() -> None:
    """Spaces and points make no other code; a zero for the letter O is seen, and seen through."""
    assert {as_written(code) for code in ("OD 6.1.", "OD6.1", "OD.6.1", "od 6 . 1")} == {"OD6.1"}
    assert as_written("0D 2.3") == "0D2.3" != as_read("0D 2.3") == "OD2.3"
    assert as_written("OD1.10") != as_written("OD1.1")


def test_a_code_is_missing_where_a_sequence_has_a_hole() -> None:
    """Holes are reported with their neighbours; steps of ten and single codes are no sequence."""
    assert missing(["A1", "A2", "A4", "B2", "B3"]) == (
        ("A3", "A2", "A4"),
        ("B1", "", "B2"),
    )
    assert missing(["A10", "A20", "A30", "B7", "no number"]) == ()


def test_a_code_used_twice(found: Found) -> None:
    """Two goals under one code contradict each other; two codes do not."""
    sound = goal("O1", text="O1", passage=3) + goal("O2", text="O2", passage=4)
    assert found(sound) == ()
    (twice,) = found(goal("O1", text="O1", passage=3) + goal("O2", text="O 1", passage=4))
    assert brief((twice,)) == [("medium", "codeUsedTwice.O1")]
    assert twice.about == ("https://example.org/d/O1", "https://example.org/d/O2")
    assert sections(twice) == ["2.1", "2.2"]
    assert "twee verschillende dingen: “doel O1” en “doel O2”" in twice.descriptions["nl"]
    assert "two different things: “goal O1” and “goal O2”" in twice.descriptions["en"]


def test_a_code_missing_in_a_sequence(found: Found) -> None:
    """A hole is cited with its neighbours; the end of a sequence cannot be known."""
    sound = "".join(goal(f"O{n}", text=f"O{n}") for n in (1, 2, 3))
    assert found(sound) == ()
    holed = goal("O1", text="O1", passage=3) + goal("O3", text="O3", passage=4)
    (hole,) = found(holed + goal("X2", text="X2") + goal("X1", text="X1"))
    assert brief((hole,)) == [("medium", "codeMissing.text.O2")]
    assert sections(hole) == ["2.1", "2.2"]
    assert hole.descriptions["en"] == (
        "In the text the numbering goes from O1 to O3: O2 is missing."
    )


def test_what_belongs_in_a_hole_is_named(found: Found) -> None:
    """Where the editors know which goal a missing code is for, the sentence says so."""
    found_in = found(
        goal("O1", text="O1") + goal("O2", text="P2", passage=5) + goal("O3", text="O3")
    )
    (hole,) = [one for one in found_in if one.kind == "codeMissing"]
    assert hole.descriptions["en"].endswith("stand there, “goal O2”, bears the code P2.")
    assert "3" in sections(hole)


def test_codes_that_differ_between_grid_and_text(found: Found) -> None:
    """Another number confuses, a zero for an O is a slip, and a space is neither."""
    assert found(goal("O1", grid="O 1", text="O1.")) == ()
    body = task("t") + link("O1", "carriesOut", "t", 4)
    differing = [
        one
        for one in found(goal("O1", grid="O1", text="O2", passage=3) + body)
        if one.kind == "codesDiffer"
    ]
    assert brief(tuple(differing)) == [("medium", "codesDiffer.O1")]
    assert sections(differing[0]) == ["2.1", "2.2"]
    (slip,) = found(goal("O1", grid="0D1", text="OD1"))
    assert brief((slip,)) == [("low", "codesDiffer.O1")]
    assert "digit zero" in slip.descriptions["en"]


# Declared counts


def declared(number: int, kind: str, *roles: str) -> str:
    """Return a declared count in Turtle."""
    said = "".join(f" ; sg:goalRole sg:{role}" for role in roles)
    return (
        'd:declared a sg:Declaration ; skos:prefLabel "zoveel"@nl, "so many"@en ; '
        f"sg:ofClass sg:{kind} ; sg:count {number}{said} ; sg:statedIn d:p1 .\n"
    )


def test_a_declared_count_that_differs(found: Found) -> None:
    """The sentence gives both numbers, and both passages are cited."""
    goals = goal("O1", passage=3) + goal("O2", passage=4)
    assert found(goals + declared(2, "OperationalGoal")) == ()
    (differing,) = found(goals + declared(3, "OperationalGoal"))
    assert brief((differing,)) == [("high", "declaredCountDiffers.declared")]
    assert differing.descriptions == {
        "nl": "“zoveel”: het plan noemt er 3 en geeft er 2.",
        "en": "“so many”: the plan names 3 and gives 2.",
    }
    assert sections(differing) == ["1", "2.1", "2.2"]


def test_a_count_says_why_it_differs(found: Found) -> None:
    """Where counting the codes of grid and text both gives the declared number, that is said."""
    goals = goal("O1", grid="O1", text="O1") + goal("O2", grid="O2", text="O3", passage=4)
    why = [
        {one.kind: one for one in found(goals + declared(number, "OperationalGoal"))}
        for number in (2, 3, 4)
    ]
    assert "declaredCountDiffers" not in why[0]
    assert "O2 in the grid, O3 in the text" in why[1]["declaredCountDiffers"].descriptions["en"]
    assert "https://example.org/d/O2" in why[1]["declaredCountDiffers"].about
    assert "grid" not in why[2]["declaredCountDiffers"].descriptions["en"]


def test_a_list_is_cited_where_it_stands(found: Found) -> None:
    """Where the plan lists exactly what is counted, the list's own passage is cited."""
    goals = goal("O1", passage=3) + goal("O2", passage=4)
    listed = "d:list a skos:Collection ; skos:member d:O1, d:O2 ; sg:statedIn d:p5 .\n"
    (differing,) = found(goals + listed + declared(3, "OperationalGoal"))
    assert sections(differing) == ["1", "3"]


def test_only_what_a_count_means_is_counted(found: Found) -> None:
    """Roles narrow a count to any of them, and finer classes are not counted with coarser ones."""
    goals = goal("O1") + goal("O2", role="transversal") + goal("O3", role="internal")
    assert found(goals + declared(3, "OperationalGoal")) == ()
    assert found(goals + declared(2, "OperationalGoal", "finality", "transversal")) == ()
    assert found(goals + declared(1, "OperationalGoal", "internal")) == ()
    themes = "d:a a sg:Theme . d:b a sg:SubTheme ; skos:broader d:a .\n"
    assert found(themes + declared(1, "Theme")) == ()
    assert brief(found(themes + declared(2, "Theme"))) == [
        ("high", "declaredCountDiffers.declared")
    ]
    partners = "d:a a sg:PartnerOrganisation . d:b a sg:PartnerGroup .\n"
    assert found(partners + declared(2, "Partner")) == ()


def test_a_count_of_things_that_are_named_one_by_one(found: Found) -> None:
    """Where no class means exactly the things counted, the declaration lists them itself."""
    goals = goal("O1", passage=3) + goal("O2", passage=4)
    said = 'd:declared a sg:Declaration ; skos:prefLabel "zoveel"@nl, "so many"@en ; '
    listing = said + "sg:lists d:O1, d:O2 ; sg:statedIn d:p1 ; sg:count "
    assert found(goals + listing + "2 .") == ()
    (differing,) = found(goals + listing + "3 .")
    assert brief((differing,)) == [("high", "declaredCountDiffers.declared")]
    assert differing.descriptions["en"] == "“so many”: the plan names 3 and gives 2."
    assert sections(differing) == ["1", "2.1", "2.2"]


def test_a_count_of_which_the_plan_lists_nothing(found: Found) -> None:
    """A number without any of the things is named as such; a node without a name is left alone."""
    said = 'sg:count 17 ; skos:prefLabel "zoveel"@nl, "so many"@en ; sg:statedIn d:p1 .'
    (unlisted,) = found(f"d:declared a sg:Declaration ; {said}")
    assert brief((unlisted,)) == [("low", "declaredNotListed.declared")]
    assert unlisted.descriptions == {
        "nl": "“zoveel”: het plan noemt het aantal 17 en somt er geen enkel van op.",
        "en": "“so many”: the plan names the number 17 and lists none of them.",
    }
    assert sections(unlisted) == ["1"]
    assert found(f"[] a sg:Declaration ; {said}") == ()


# Categories


def test_a_partner_in_two_categories(found: Found) -> None:
    """A partner in two lists is a slip; two partners in two lists are none."""
    lists = (
        'd:field a sg:PartnerCategory ; skos:prefLabel "werkveld"@nl, "field"@en .\n'
        'd:roof a sg:PartnerCategory ; skos:prefLabel "koepels"@nl, "umbrellas"@en .\n'
        'd:x a sg:PartnerOrganisation ; skos:prefLabel "X"@nl, "X"@en ; sg:statedIn d:p3 .\n'
    )
    assert found(lists + "d:x sg:inCategory d:field .") == ()
    (twice,) = found(lists + "d:x sg:inCategory d:field, d:roof ; sg:statedIn d:p4 .")
    assert brief((twice,)) == [("low", "inTwoCategories.x")]
    assert sections(twice) == ["2.1", "2.2"]
    assert twice.descriptions["en"] == "“X” is in two lists at once: “field” and “umbrellas”."


# Budget


def line(name: str, *euros: str, whole: str = "", side: str = "cost", more: str = "") -> str:
    """Return a budget line in Turtle, with its amounts from 2021 on."""
    said = [
        f'd:{name} a sg:BudgetLine ; skos:prefLabel "{name}"@nl, "{name}"@en ; '
        f"sg:statedIn d:p{2 if whole else 1}{more} ."
    ]
    said += [f"d:{name} sg:partOf d:{whole} ."] * bool(whole)
    said += [f"d:{name} sg:inCategory sg:{side} ."] * bool(side)
    said += [
        f"d:{name}-{year} a sg:Amount ; sg:budgetLine d:{name} ; "
        f'sg:year "{year}"^^xsd:gYear ; sg:euro "{euro}"^^xsd:decimal .'
        for year, euro in enumerate(euros, start=2021)
    ]
    return "\n".join(said) + "\n"


@pytest.mark.parametrize(
    ("stated", "severity"), [("300", ""), ("301", "low"), ("299", "low"), ("302", "high")]
)
def test_a_total_that_differs(found: Found, stated: str, severity: str) -> None:
    """Two rows and a total may be one and a half euro apart by rounding; more is a difference."""
    rows = line("a", "100", whole="g") + line("b", "200", whole="g") + line("c", "0", whole="g")
    kind = {"low": "roundingDiffers.g", "high": "totalDiffers.g.2021"}
    discrepancies = found(line("g", stated) + rows)
    assert brief(discrepancies) == ([(severity, kind[severity])] if severity else [])
    for one in discrepancies:
        assert sections(one) == ["1", "2"]
        assert "https://example.org/d/g-2021" in one.about


def test_a_total_says_which_years_and_how_much(found: Found) -> None:
    """Real differences are told year by year, those of rounding together."""
    rows = line("a", "1000", "1000", "1000", whole="g") + line("b", "1", "2", "3", whole="g")
    total, rounded = found(line("g", "1500.00", "1003", "1002") + rows)
    assert brief((total, rounded)) == [
        ("high", "totalDiffers.g.2021"),
        ("low", "roundingDiffers.g"),
    ]
    assert total.descriptions["nl"] == (
        "g, 2021: het plan zegt 1.500 euro, maar de 2 regels eronder zijn samen 1.001 euro, "
        "dat is 499 euro minder."
    )
    assert "by +1 euro in 2022 and −1 euro in 2023." in rounded.descriptions["en"]
    assert "Rounding of 2 amounts can account for up to 1.5 euro." in rounded.descriptions["en"]


def test_cents_leave_less_room_for_rounding(found: Found) -> None:
    """Amounts to the cent that are a euro apart differ really."""
    rows = line("a", "100.50", whole="g") + line("b", "200.25", whole="g")
    assert found(line("g", "300.75") + rows) == ()
    assert brief(found(line("g", "300.76") + rows)) == [("low", "roundingDiffers.g")]
    assert brief(found(line("g", "301.75") + rows)) == [("high", "totalDiffers.g.2021")]


def test_a_total_says_that_a_code_counts_once(found: Found) -> None:
    """Where leaving out the second row of a code mends the total, the sentence names that row."""
    coded = ' ; skos:notation "600"'
    rows = line("a", "100", "100", whole="g", more=coded)
    rows += line("b", "50", "0", whole="g", more=coded) + line("c", "7", "7", whole="g")
    discrepancies = {one.kind: one for one in found(line("g", "107", "107") + rows)}
    assert set(discrepancies) == {"totalDiffers", "accountCodeTwoMeanings"}
    assert (
        "so without 600 “b” (50 euro), the total agrees."
        in (discrepancies["totalDiffers"].descriptions["en"])
    )
    unexplained = {one.kind: one for one in found(line("g", "120", "107") + rows)}
    assert "account code" not in unexplained["totalDiffers"].descriptions["en"]


def test_groups_are_added_up_level_by_level(found: Found) -> None:
    """A total is compared with its groups, not with their accounts as well."""
    rows = line("g", "3", whole="t") + line("h", "4", whole="t")
    rows += line("a", "3", whole="g") + line("b", "4", whole="h")
    assert found(line("t", "7") + rows) == ()


def test_a_year_with_an_amount_missing_is_not_added_up(found: Found) -> None:
    """What is not recorded is not zero; a row without any amount is only a heading."""
    rows = line("a", "100", whole="g") + line("b", "50", "60", whole="g") + line("c", whole="g")
    found_in = found(line("g", "150", "999") + rows)
    assert {one.kind for one in found_in} == {"amountMissing"}


def test_an_amount_that_is_missing(found: Found) -> None:
    """A row without an amount in some year is named with that year, and is not taken for zero."""
    group = line("g", "150", "60")
    sound = group + line("a", "100", "10", whole="g") + line("b", "50", "50", whole="g")
    assert found(sound) == ()
    (lacking,) = found(group + line("a", "100", whole="g") + line("b", "50", "50", whole="g"))
    assert brief((lacking,)) == [("low", "amountMissing.a")]
    assert "no amount that can be placed in 2022, while" in lacking.descriptions["en"]
    bare = line("c", whole="g")
    assert brief(found(sound + bare)) == [("low", "amountMissing.c")]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("100", []),
        ("101", [("low", "roundingDiffers.r")]),
        ("130", [("high", "resultDiffers.r.2021")]),
    ],
)
def test_a_result_that_is_not_revenue_minus_cost(
    found: Found, stated: str, expected: list[tuple[str, str]]
) -> None:
    """The stated result is compared with revenue minus costs, rounding told apart."""
    sides = line("in", "500", side="revenue") + line("out", "400") + line("a", "400", whole="out")
    result = line("r", stated, side="", more=' ; sg:lineKind "result"')
    assert brief(found(sides + result)) == expected


def test_an_account_code_with_two_meanings(found: Found) -> None:
    """One code for two accounts confuses; one code for one account in two places does not."""
    coded = ' ; skos:notation "600"'
    group = line("g", "1") + line("b", "1", whole="g", more=coded)
    (twice,) = found(line("a", "1", more=coded) + group)
    assert brief((twice,)) == [("medium", "accountCodeTwoMeanings.600")]
    assert sections(twice) == ["1", "2"]
    assert twice.descriptions["en"] == (
        "Account code 600 stands with two different accounts: “a” and “b”."
    )
    same = line("a", "1", more=coded) + line("b", "1", more=coded)
    assert found(same.replace('"b"@', '"a"@')) == ()


# Goals and core tasks

GRID = (
    goal("S1", kind="StrategicGoal", passage=2)
    + goal("O1", part_of="S1", passage=3)
    + goal("O2", part_of="S1", passage=4)
    + goal("S2", kind="StrategicGoal", passage=5)
    + goal("O3", part_of="S2", passage=6)
    + task("learn")
    + task("inform")
    + link("O1", "carriesOut", "learn", 1)
    + link("O2", "carriesOut", "inform", 1)
    + link("O3", "carriesOut", "learn", 1)
)


def test_a_goal_whose_text_calls_for_a_task_that_the_grid_leaves_out(found: Found) -> None:
    """The goal's own words and the grid are cited; what a part of the goal carries out is there."""
    assert found(GRID + link("S1", "callsFor", "inform", 2)) == ()
    assert found(GRID + link("O1", "callsFor", "inform", 3)) == ()
    (left_out,) = found(GRID + link("S2", "callsFor", "inform", 5))
    assert brief((left_out,)) == [("medium", "coreTaskNotInGrid.S2.inform")]
    assert sections(left_out) == ["1", "3"]
    assert "S2 “goal S2” itself calls for the core task “task in" in left_out.descriptions["en"]
    assert brief(found(GRID + link("O3", "callsFor", "inform", 6))) == [
        ("medium", "coreTaskNotInGrid.O3.inform")
    ]


def test_a_judgement_fills_no_grid_and_calls_for_nothing(found: Found) -> None:
    """Only what the plan says contradicts it, and only what it says mends it."""
    judged = link("O3", "carriesOut", "inform", 6, standing="judged")
    assert len(found(GRID + judged + link("S2", "callsFor", "inform", 5))) == 1
    assert found(GRID + link("S2", "callsFor", "inform", 5, standing="judged")) == ()


def test_a_goal_outside_the_grid_contradicts_nothing(found: Found) -> None:
    """A goal that the plan never pairs with any task is not left out of one."""
    outside = goal("S3", kind="StrategicGoal") + link("S3", "callsFor", "learn", 2)
    assert found(GRID + outside) == ()


def test_a_heading_that_is_missing(found: Found) -> None:
    """A goal under another task's heading lacks its own, where the others have theirs."""
    more = goal("O4", part_of="S2", passage=7) + link("O4", "carriesOut", "inform", 1)
    assert found(GRID + more) == ()
    under = goal("O5", part_of="S2").replace("d:p2", "d:p6b")
    under += 'd:p6b a sg:Passage ; sg:section "3.1" ; sg:fromLine 64 ; sg:toLine 65 .\n'
    (headless,) = found(GRID + more + under + link("O5", "carriesOut", "inform", 1))
    assert brief((headless,)) == [("medium", "headingMissing.O5")]
    assert sections(headless) == ["2.2", "3.1", "3.1"]
    assert "under §3.1, after O3 “goal O3”" in headless.descriptions["en"]
    assert "such as §2.2 above O2" in headless.descriptions["en"]


def test_a_plan_that_is_not_divided_by_task_lacks_no_heading(found: Found) -> None:
    """Where every section holds goals of several tasks, sections are about something else."""
    body = task("learn") + task("inform")
    for name, passage, what in (
        ("O1", 3, "learn"), ("O2", 3, "inform"), ("O3", 4, "learn"), ("O4", 4, "inform"),
    ):  # fmt: skip
        body += goal(name, passage=passage) + link(name, "carriesOut", what, 1)
    assert found(body) == ()


# Cross-references


def reference(target: str, meant: int = 0) -> str:
    """Return a cross-reference in Turtle."""
    means = f" ; sg:means d:p{meant}" if meant else ""
    return (
        'd:see a sg:CrossReference ; skos:prefLabel "zie daar"@nl, "see there"@en ; '
        f'sg:refersTo "{target}" ; sg:statedIn d:p1{means} .\n'
    )


@pytest.mark.parametrize(
    ("target", "meant"), [("2", 0), ("2.1", 3), ("§2", 3), ("O 1", 0), ("O1", 4)]
)
def test_a_reference_that_leads_somewhere(found: Found, target: str, meant: int) -> None:
    """A section is there if a passage stands in it or below it; a code, if a thing bears it."""
    assert found(goal("O1", text="O1", passage=4) + reference(target, meant)) == ()


@pytest.mark.parametrize("target", ["1.1", "5", "3.10", "O9"])
def test_a_reference_that_leads_nowhere(found: Found, target: str) -> None:
    """What is meant is cited beside the reference, where its words tell."""
    goals = goal("O1", text="O1", passage=4)
    (nowhere,) = found(goals + reference(target))
    assert brief((nowhere,)) == [("medium", "danglingReference.see")]
    assert sections(nowhere) == ["1"]
    assert f"see there: the plan has no section or code “{target}”." in nowhere.descriptions["en"]
    (meant,) = found(goals + reference(target, meant=6))
    assert sections(meant) == ["1", "3.1"]
    assert meant.descriptions["nl"].endswith("Wat bedoeld is, staat in §3.1.")


@pytest.mark.parametrize("target", ["2.1", "O1"])
def test_a_reference_that_leads_elsewhere(found: Found, target: str) -> None:
    """A reference whose words mean another place than its number leads nowhere either."""
    (elsewhere,) = found(goal("O1", text="O1", passage=4) + reference(target, meant=6))
    assert elsewhere.kind == "danglingReference"
    assert "is not what is meant" in elsewhere.descriptions["en"]


def test_a_code_that_only_the_editors_give_is_not_in_the_source(found: Found) -> None:
    """A reader who looks for a code finds what the source writes, not what the editors made."""
    stray = goal("O2", text="P2") + reference("O2")
    assert [one.kind for one in found(stray)] == ["danglingReference"]
    assert found(goal("O2") + reference("O2")) == ()


# What is common to all


def test_a_sound_plan_has_none(found: Found) -> None:
    """A plan with a bit of everything and no fault has no discrepancy."""
    budget = line("g", "3") + line("a", "1", whole="g") + line("b", "2", whole="g")
    assert found(GRID + budget + declared(2, "StrategicGoal") + reference("2.1", 3)) == ()
    assert discrepancy_text((), "nl") == "Geen tegenspraken gevonden."
    assert discrepancy_text((), "en") == "No discrepancies found."


def test_kinds_are_called_as_the_ontology_calls_them(sam: Knowledge) -> None:
    """Every kind of discrepancy has a name, the one that the ontology gives it."""
    kinds = sam.select("SELECT ?kind { ?kind a sg:DiscrepancyKind }")
    names = {kind.value.removeprefix(sg("")) for kind in (row[0] for row in kinds)}
    for lang, said in KINDS.items():
        labels = sam.labels(lang)
        assert said == {name: labels[sg(name)] for name in names}


def test_places_that_are_many_are_cited_as_runs() -> None:
    """Rows that follow each other are one run of lines; a few places stay as they are."""
    few = tuple(Place(n, n, "12") for n in (1, 3, 5))
    many = tuple(Place(n, n, "12") for n in (1, 3, 5, 7, 30, 32))
    assert runs(few) == few
    assert runs(many) == (Place(1, 7, "12"), Place(30, 32, "12"))


# The SAM plan


@pytest.fixture(scope="module")
def of_sam(sam: Knowledge) -> tuple[Discrepancy, ...]:
    """Return the discrepancies of the SAM plan."""
    return stored_discrepancies(sam)


def lines(discrepancy: Discrepancy) -> set[int]:
    """Return the first lines of the places that a discrepancy cites."""
    return {place.from_line for place in discrepancy.places}


@pytest.mark.parametrize(
    ("severity", "name", "cited", "words"),
    [
        (
            "high",
            "declaredCountDiffers.declared-operational-goals-foreword",
            {71, 1999, 2393},
            ["names 35 and gives 34", "OD3.4 in the grid, OD3.5 in the text", "arrives at 35"],
        ),
        (
            "high",
            "totalDiffers.bl-personeelskosten.2021",
            {3271, 3327, 3329},
            ["2,815,185", "2,832,946", "17,761 euro more", "SWT/Canada Dry", "within rounding"],
        ),
        (
            "high",
            "totalDiffers.bl-personeelskosten.2022",
            {3271, 3327},
            ["2,817,537", "2,830,497", "12,960 euro more", "the total agrees."],
        ),
        ("medium", "accountCodeTwoMeanings.623400", {3313, 3327}, ["SWT/Canada Dry"]),
        ("medium", "accountCodeTwoMeanings.623500", {3315, 3329}, ["Recruitment costs"]),
        ("medium", "codeMissing.text.OD3.4", {2385, 2393}, ["from OD3.3 to OD3.5"]),
        ("medium", "codeMissing.text.ODI1.2", {2848, 2851, 2855}, ["bears the code ODI2.2"]),
        ("medium", "codeUsedTwice.ODI2.2", {2851, 2891}, ["Transparent finances"]),
        ("medium", "codesDiffer.OD3.4", {2053, 2393}, ["OD3.4 in the grid and OD3.5"]),
        ("medium", "coreTaskNotInGrid.SD5.ct-informing", {2043, 2508, 2514}, ["SD5"]),
        ("medium", "coreTaskNotInGrid.SD6.ct-policy", {2053, 2584}, ["SD6"]),
        ("medium", "danglingReference.xr-footnote-5", {1264, 437}, ["“4.1.1”", "§5.1.1"]),
        ("medium", "danglingReference.xr-organisation-structure-below", {2926}, ["“onderstaande"]),
        ("medium", "headingMissing.OD2.5", {2286, 2289}, ["§6.2.4", "OD2.4"]),
        ("low", "amountMissing.bl-634000", {3339}, ["2021, 2022, 2023, 2024 and 2025"]),
        ("low", "declaredNotListed.declared-actions", {1880}, ["number 17"]),
        ("low", "declaredNotListed.declared-challenges-of-support", {304}, ["number 2"]),
        ("low", "codesDiffer.OD2.3", {2035, 2278}, ["0D2.3", "digit zero"]),
        ("low", "codesDiffer.OD7.4", {2060, 2765}, ["0D 7.4", "digit zero"]),
        ("low", "inTwoCategories.pn-netwerk-tegen-armoede", {3003, 3100}, ["field"]),
        ("low", "roundingDiffers.bl-werkingskosten", {3161, 3163}, ["−5 euro in 2022"]),
    ],
)
def test_a_discrepancy_of_the_sam_plan(
    of_sam: tuple[Discrepancy, ...], severity: str, name: str, cited: set[int], words: list[str]
) -> None:
    """It is found with its severity, with both passages, and with a sentence that says what."""
    (one,) = [each for each in of_sam if each.iri.endswith(f"/discrepancy/{name}")]
    assert one.severity == severity
    assert cited <= lines(one)
    assert all(word in one.descriptions["en"] for word in words)


def test_the_sam_plan_has_no_discrepancy_besides(of_sam: tuple[Discrepancy, ...]) -> None:
    """What agrees is not found, such as every other declared count and the stated results."""
    found = [name for severity, name in brief(of_sam) if not name.startswith("roundingDiffers")]
    assert len(found) == 21
    assert {one.kind for one in of_sam} == set(KINDS["nl"]) - {"resultDiffers"}
    assert all(one.severity == "low" for one in of_sam if one.kind == "roundingDiffers")
    assert len(of_sam) == len({one.iri for one in of_sam}) == 30


def test_every_discrepancy_has_two_sides(of_sam: tuple[Discrepancy, ...]) -> None:
    """Each has severity, things, at least two passages, and a sentence in each language.

    What is announced and does not follow has one side only.
    """
    for one in of_sam:
        sides = 2
        if one.kind == "declaredNotListed" or one.iri.endswith("-below"):
            sides = 1
        assert one.severity in SEVERITIES
        assert one.about
        assert len(one.passages) >= len(one.places) >= sides, one.iri
        assert set(one.descriptions) == {"nl", "en"}
        for text in one.descriptions.values():
            assert text.endswith(".")
            assert "{" not in text
            assert "https://" not in text


def test_discrepancies_are_stored_as_they_are_found(
    sam: Knowledge, of_sam: tuple[Discrepancy, ...]
) -> None:
    """What the build remembered is what a second search finds, in the same order."""
    assert find_discrepancies(sam) == of_sam
    order = [(SEVERITIES.index(one.severity), one.kind, one.iri) for one in of_sam]
    assert order == sorted(order)


def test_stored_discrepancies_break_no_shape(sam: Knowledge) -> None:
    """As statements they are whole: kind, severity, things, passages and both languages."""
    graphs = [sam.graph("structure"), sam.graph("findings")]
    quads = [
        quad for graph in graphs for quad in sam.store.quads_for_pattern(None, None, None, graph)
    ]
    assert sum(quad.object == ox.NamedNode(sg("Discrepancy")) for quad in quads) == 30
    broken = [one for one in validate(quads) if "/discrepancy/" in one.focus]
    assert broken == []


def test_a_mended_plan_loses_exactly_that_discrepancy(
    tmp_path: Path, of_sam: tuple[Discrepancy, ...]
) -> None:
    """Nothing is found because of its name: mend the data, and only that finding goes."""
    folder = tmp_path / "mended"
    shutil.copytree(plan_folder(None), folder)
    table = folder / "cross-references.csv"
    text = table.read_text(encoding="utf-8")
    assert text.count(",4.1.1,") == 1
    table.write_text(text.replace(",4.1.1,", ",5.1.1,"), encoding="utf-8")
    mended = find_discrepancies(build(folder))
    assert {one.iri for one in of_sam} - {one.iri for one in mended} == {
        one.iri for one in of_sam if one.iri.endswith("/danglingReference.xr-footnote-5")
    }
    assert {one.iri for one in mended} <= {one.iri for one in of_sam}


def test_discrepancies_read_as_a_numbered_list(of_sam: tuple[Discrepancy, ...]) -> None:
    """Each has its severity and kind, its sentence, and the places with what stands there."""
    text = discrepancy_text(of_sam, "nl")
    assert text.startswith(" 1. [hoog] verklaard aantal verschilt\n    “35 operationele doelen")
    assert "    Bron: §1, regel 71; §6, regels 1999–2069;" in text
    assert "Bron: §12, regels 3271–3329" in text
    assert text.count("Bron: ") == len(of_sam)
    place = of_sam[0].places[0]
    quoted = discrepancy_text(of_sam[:1], "en", {place: "thirty-five"})
    assert "Source: §1, line 71;" in quoted
    assert "§1, line 71: “thirty-five”" in quoted


def test_discrepancies_are_rows_for_programs(
    sam: Knowledge, of_sam: tuple[Discrepancy, ...]
) -> None:
    """A row names the things concerned, in CURIEs and in words, and the discrepancy itself."""
    rows = discrepancy_rows(sam, of_sam, "en")
    first = dict(zip(rows.header, rows.cells[0], strict=True))
    assert first["severity"] == "high"
    assert first["kind"] == "declaredCountDiffers"
    assert "sam:OD3.4" in str(first["about"])
    assert str(first["discrepancy"]).startswith("sam:discrepancy/declaredCountDiffers.")
    place = of_sam[0].places[0]
    assert discrepancy_rows(sam, of_sam, "en", {place: "words"}).header[-1] == "quotation"
