"""A gap is an empty place with a reason, and hand-made plans show exactly those made."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from itertools import pairwise

import pytest
from tinyplan import NS, Tiny

from samgraph.building import build
from samgraph.coverage import Interval, cover
from samgraph.findings import KINDS, Gap, Place, from_records, to_records
from samgraph.framing import find_frame, frames
from samgraph.gaps import find_gaps
from samgraph.gaptext import gap_rows, gap_text
from samgraph.knowledge import Knowledge
from samgraph.stored import stored_gaps


def word(gap: Gap) -> str:
    """Return a gap as one line: frame, row, column, kind, and whether it is robust."""
    things = " ".join(thing.removeprefix(NS) or "-" for thing in (gap.row, gap.column))
    return f"{gap.frame}: {things} {gap.kind}{'!' if gap.robust else '?'}"


def words(knowledge: Knowledge, frame: str = "") -> set[str]:
    only = find_frame(knowledge, frame) if frame else None
    return {word(gap) for gap in find_gaps(knowledge, only)}


SOUND = {
    "goal-task: S1 teaching deliberate!",
    "goal-task: S2 teaching deliberate?",
    "goal-task: S1 meeting thin!",
    "goal-task: S2 meeting thin!",
    "goal-task: S2 teaching thin!",
    "challenge-goal: heat - silent!",
    "challenge-goal: ageing - thin!",
    "partner-goal: shops - open?",
    "partner-goal: - O2 open?",
    "partner-goal: shops - thin!",
    "partner-goal: school - thin!",
    "partner-goal: - O1 thin!",
    "partner-goal: - O2 thin!",
}


def test_the_gaps_of_the_small_plan_are_those_counted_by_hand(tiny: Tiny) -> None:
    """Deliberate, open, silent and thin gaps, robust and not, are found where they are."""
    assert words(tiny.build()) == SOUND


def test_gaps_of_one_frame_are_those_of_all(tiny: Tiny) -> None:
    """Asking one frame gives its part of the whole."""
    knowledge = tiny.build()
    for frame in frames(knowledge):
        expected = {one for one in SOUND if one.startswith(f"{frame.name}: ")}
        assert words(knowledge, frame.name) == expected


@pytest.mark.parametrize(
    ("scope", "kind"),
    [("exhaustive", "open"), ("selective", "deliberate"), ("silent", "silent")],
)
def test_the_scope_of_the_source_gives_the_kind(tiny: Tiny, scope: str, kind: str) -> None:
    """An empty cell is open, deliberate or silent by what the plan says of pairing the lists."""
    tiny.change("plan.ttl", "sg:scope sg:selective", f"sg:scope sg:{scope}")
    found = {one for one in words(tiny.build(), "goal-task") if "thin" not in one}
    assert found == {f"goal-task: S1 teaching {kind}!", f"goal-task: S2 teaching {kind}?"}


@pytest.mark.parametrize("standing", ["stated", "judged"])
def test_removing_the_only_link_of_a_cell_opens_that_cell_alone(tiny: Tiny, standing: str) -> None:
    """One link less turns a thin cell into an empty one, there and nowhere else."""
    before = words(tiny.build(), "goal-task")
    if standing == "stated":
        row = "t:O2,sg:carriesOut,t:meeting,sg:stated,t:p-grid,,,t:editors,2026-11-23,sg:accepted\n"
        tiny.change("links.csv", row, "")
        after = words(tiny.build(), "goal-task")
        assert after - before == {"goal-task: S2 meeting deliberate!"}
        assert before - after == {"goal-task: S2 meeting thin!"}
        return
    row = "t:O2,sg:carriesOut,t:teaching,sg:judged,t:p-grid,It teaches.,Het vormt.,t:editors,"
    tiny.change("links.csv", f"{row}2026-11-23,sg:proposed\n", "")
    after = words(tiny.build(), "goal-task")
    assert after - before == {"goal-task: S2 teaching deliberate!"}
    assert before - after == {"goal-task: S2 teaching deliberate?", "goal-task: S2 teaching thin!"}


def test_removing_one_of_two_links_of_a_cell_opens_nothing(tiny: Tiny) -> None:
    """A cell that two operational goals fill stays filled, if thin, without one of them."""
    row = "t:O3,sg:OperationalGoal,x,x,x,x,t:p-all,O3,O3,sg:transversal,t:S2\n"
    tiny.add("goals.csv", row)
    tiny.add_link("t:O3; sg:carriesOut; t:meeting; sg:stated; t:p-all")
    before = words(tiny.build(), "goal-task")
    row = "t:O2,sg:carriesOut,t:meeting,sg:stated,t:p-grid,,,t:editors,2026-11-23,sg:accepted\n"
    tiny.change("links.csv", row, "")
    after = words(tiny.build(), "goal-task")
    assert after - before == {"goal-task: S2 meeting thin!"}
    assert before - after == set()


def test_a_whole_empty_row_is_one_gap(tiny: Tiny) -> None:
    """Where rows are expected, a row without anything is one gap and not one for each column."""
    tiny.add("lists.csv", "t:rain,sg:Challenge,regen,rain,a,a,t:p-all,\n")
    added = words(tiny.build(), "challenge-goal") - SOUND
    assert added == {"challenge-goal: rain - silent!"}


def test_a_whole_empty_column_is_one_gap(tiny: Tiny) -> None:
    """Where columns are expected, a column without anything is one gap."""
    row = "t:O3,sg:OperationalGoal,x,x,x,x,t:p-all,O3,O3,sg:transversal,t:S2\n"
    tiny.add("goals.csv", row)
    assert words(tiny.build(), "partner-goal") - SOUND == {"partner-goal: - O3 open!"}


def test_one_link_is_thin_and_a_second_mends_it(tiny: Tiny) -> None:
    """A row that hangs on one counterpart is thin; with two it is no gap."""
    tiny.add_link("t:O2; sg:addresses; t:ageing; sg:judged; t:p-all; a; a")
    assert words(tiny.build(), "challenge-goal") == {"challenge-goal: heat - silent!"}


def test_a_judgement_makes_a_gap_uncertain(tiny: Tiny) -> None:
    """A judged link leaves the gap, no longer robust, and thin beside it."""
    tiny.add_link("t:O2; sg:addresses; t:heat; sg:judged; t:p-all; a; a")
    assert words(tiny.build(), "challenge-goal") - SOUND == {
        "challenge-goal: heat - silent?",
        "challenge-goal: heat - thin!",
    }


def test_a_statement_closes_a_gap(tiny: Tiny) -> None:
    """A stated link closes the gap for every reading."""
    tiny.add_link("t:O1; sg:carriesOut; t:teaching; sg:stated; t:p-all")
    assert SOUND - words(tiny.build()) == {"goal-task: S1 teaching deliberate!"}


def test_a_suggestion_closes_nothing(tiny: Tiny) -> None:
    """What an algorithm proposes leaves every gap as it is."""
    tiny.add_link("t:O1; sg:carriesOut; t:teaching; sg:suggested; t:p-all")
    tiny.add_link("t:O2; sg:addresses; t:heat; sg:suggested; t:p-all")
    knowledge = tiny.build()
    assert words(knowledge) == SOUND
    heat = next(gap for gap in find_gaps(knowledge) if gap.row == f"{NS}heat")
    assert [one.candidate for one in heat.suggestions] == [f"{NS}S2"]
    assert "suggested link" in heat.suggestions[0].descriptions["en"]


POSSIBLE = tuple(
    f"t:{row}; sg:{name}; t:{column}"
    for rows, name, columns in (
        ("O1 S1 S2", "carriesOut", "teaching"),
        ("O2 S1 S2", "addresses", "heat ageing loneliness health"),
        ("school shops", "worksOn", "health youth"),
        ("school", "supports", "O1 O2"),
        ("O2 S2", "serves", "youth"),
    )
    for row in rows.split()
    for column in columns.split()
)


@pytest.mark.parametrize("seed", range(6))
def test_another_link_never_opens_a_gap(tiny: Tiny, seed: int) -> None:
    """Whatever link is added, no place becomes empty that was not, and none becomes robust."""
    chance = random.Random(seed)  # noqa: S311 - a test wants the same links every time
    steps = [find_gaps(tiny.build())]
    for link in chance.sample(POSSIBLE, 5):
        tiny.add_link(f"{link}; sg:{chance.choice(('stated', 'judged'))}; t:p-all; a; a")
        steps.append(find_gaps(tiny.build()))
    for before, after in pairwise(steps):
        empty = {(gap.frame, *gap.things): gap.robust for gap in before if gap.kind != "thin"}
        for gap in after:
            if gap.kind != "thin":
                place = (gap.frame, *gap.things)
                assert place in empty
                assert empty[place] >= gap.robust


def test_gaps_are_ranked_from_one_without_holes(tiny: Tiny, sam: Knowledge) -> None:
    """Ranks are the order in which gaps come."""
    for knowledge in (tiny.build(), sam):
        found = find_gaps(knowledge)
        assert [gap.rank for gap in found] == list(range(1, len(found) + 1))


def test_robust_gaps_come_before_others_and_thin_ones_after(tiny: Tiny, sam: Knowledge) -> None:
    """First what no reading closes, there the gaps before what hangs on one link."""
    for knowledge in (tiny.build(), sam):
        keys = [(not gap.robust, gap.kind == "thin") for gap in find_gaps(knowledge)]
        assert keys == sorted(keys)


def test_every_gap_has_an_iri_of_its_own(tiny: Tiny, sam: Knowledge) -> None:
    """No two gaps share a name, also when a thing is both empty and thin."""
    tiny.add_link("t:O2; sg:addresses; t:heat; sg:judged; t:p-all; a; a")
    for knowledge in (tiny.build(), sam):
        iris = [gap.iri for gap in find_gaps(knowledge)]
        assert len(iris) == len(set(iris))


def test_ids_with_full_stops_do_not_make_gaps_collide(tiny: Tiny) -> None:
    """The name of a gap stays its own when ids hold the full stop that joins them."""
    for name in ("A", "A.B"):
        row = (
            f"t:{name},sg:StrategicGoal,{name},{name},o,o,t:p-all,{name},{name},sg:finality,t:plan"
        )
        tiny.add("goals.csv", f"{row}\n")
    for name in ("B.C", "C"):
        tiny.add("core-tasks.csv", f"t:{name},sg:CoreTask,{name},{name},o,o,t:p-all,,t:law\n")
    tiny.change("plan.ttl", "sg:rows t:top-goals", "sg:rows sg:StrategicGoal")
    found = find_gaps(tiny.build())
    assert len({gap.iri for gap in found}) == len(found)


def test_a_gap_says_why_in_both_languages(tiny: Tiny) -> None:
    """The description names row and column by label, the reason, and what would close it."""
    found = {word(gap): gap for gap in find_gaps(tiny.build())}
    cell = found["goal-task: S1 teaching deliberate!"]
    assert "“living together”" in cell.descriptions["en"]
    assert "“teaching”" in cell.descriptions["en"]
    assert "chooses" in cell.descriptions["en"]
    assert "“samen wonen”" in cell.descriptions["nl"]
    row = found["challenge-goal: heat - silent!"]
    assert row.descriptions["en"].startswith("Challenge “heat” is without any goal.")
    assert "silent" in row.descriptions["en"]
    lone = found["goal-task: S2 teaching thin!"]
    assert "by one link, by way of “a reading circle”" in lone.descriptions["en"]
    assert "door één koppeling samen, langs “een leeskring”" in lone.descriptions["nl"]
    thin = found["challenge-goal: ageing - thin!"]
    assert "“living together”" in thin.descriptions["en"]
    column = found["partner-goal: - O2 open?"]
    assert "“a reading circle”" in column.descriptions["en"]
    assert "judgements" in column.descriptions["en"]
    assert all(set(gap.descriptions) == {"nl", "en"} for gap in found.values())


def test_braces_in_a_label_are_only_text(tiny: Tiny) -> None:
    """A label with braces or a percent sign comes out as it is."""
    tiny.change("lists.csv", "hitte,heat", "hitte {row} %s,heat {0} {noun}")
    found = {word(gap): gap for gap in find_gaps(tiny.build())}
    gap = found["challenge-goal: heat - silent!"]
    assert "“heat {0} {noun}”" in gap.descriptions["en"]
    assert "“hitte {row} %s”" in gap.descriptions["nl"]


def test_a_gap_leads_to_its_places(tiny: Tiny) -> None:
    """A gap cites the row and the column, and the frame where the source does pair the lists."""
    tiny.change("lists.csv", "On heat.,t:p-all", "On heat.,t:p-grid")
    tiny.change("plan.ttl", "sg:expects sg:everyCell ;\n    sg:statedIn t:p-all",
                "sg:expects sg:everyCell ;\n    sg:statedIn t:p-grid")  # fmt: skip
    found = {word(gap): gap for gap in find_gaps(tiny.build())}
    assert set(found["challenge-goal: heat - silent!"].places) == {Place(3, 5, "1.1")}
    assert set(found["goal-task: S1 teaching deliberate!"].places) == {
        Place(1, 9, "1"),
        Place(3, 5, "1.1"),
    }


def test_a_gap_that_the_text_itself_would_fill_says_so(tiny: Tiny) -> None:
    """Where a goal calls for a task that the grid leaves out, the gap says so."""
    tiny.add_link("t:S1; sg:callsFor; t:teaching; sg:stated; t:p-all")
    found = {word(gap): gap for gap in find_gaps(tiny.build())}
    gap = found["goal-task: S1 teaching deliberate!"]
    assert gap.descriptions["en"].endswith("the plan's own text does ask for it here.")
    assert gap.descriptions["nl"].endswith("de eigen tekst van het plan vraagt hier wel om.")
    assert "own text" not in found["goal-task: S2 teaching deliberate?"].descriptions["en"]


CLOSED = {"en": "only contested links close it", "nl": "alleen betwiste koppelingen sluiten het"}
HUNG = {"en": "rests on contested links only", "nl": "berust alleen op betwiste koppelingen"}


def saying(knowledge: Knowledge, words_by_lang: dict[str, str]) -> set[str]:
    """Return the gaps that say something, in both languages or in none."""
    found = find_gaps(knowledge)
    nl, en = (
        {word(gap) for gap in found if said in gap.descriptions[lang]}
        for lang, said in sorted(words_by_lang.items(), reverse=True)
    )
    assert nl == en
    return nl


def test_a_gap_that_only_contested_links_close_says_so(tiny: Tiny) -> None:
    """A contested judgement shows in the gap it closes and in what hangs on it, nowhere else."""
    knowledge = tiny.build()
    assert saying(knowledge, CLOSED) == saying(knowledge, HUNG) == set()
    tiny.contest("t:shops,sg:supports,t:O2")
    knowledge = tiny.build()
    assert saying(knowledge, CLOSED) == {"partner-goal: shops - open?", "partner-goal: - O2 open?"}
    assert saying(knowledge, HUNG) == {"partner-goal: shops - thin!", "partner-goal: - O2 thin!"}


def test_a_thin_cell_on_a_contested_link_says_so(tiny: Tiny) -> None:
    """A cell by one contested link is closed by it, and thin by it."""
    tiny.contest("t:O2,sg:carriesOut,t:teaching")
    knowledge = tiny.build()
    assert saying(knowledge, CLOSED) == {"goal-task: S2 teaching deliberate?"}
    assert saying(knowledge, HUNG) == {"goal-task: S2 teaching thin!"}


def test_a_gap_that_another_link_closes_too_is_not_contested(tiny: Tiny) -> None:
    """One undisputed judgement beside a contested one is enough."""
    tiny.contest("t:shops,sg:supports,t:O2")
    tiny.add_link("t:shops; sg:supports; t:O1; sg:judged; t:p-all; a; a".replace("O1", "S1"))
    tiny.add_link("t:school; sg:supports; t:O2; sg:judged; t:p-all; a; a")
    knowledge = tiny.build()
    assert saying(knowledge, CLOSED) == {"partner-goal: shops - open?"}
    assert "partner-goal: - O2 open?" in words(knowledge)


def test_contested_gaps_are_those_that_open_without_contested_links(sam: Knowledge) -> None:
    """What only contested links close is robust in the reading without them, and all else stays."""
    without = {word(gap): gap for gap in find_gaps(build(contested=False))}
    closed = [gap for gap in find_gaps(sam) if gap.kind != "thin" and not gap.robust]
    disputed = {word(gap) for gap in closed if CLOSED["en"] in gap.descriptions["en"]}
    rest = {word(gap) for gap in closed} - disputed
    assert len(disputed) == 3
    assert {f"{name[:-1]}!" for name in disputed} <= set(without)
    assert rest <= set(without)


def test_stored_gaps_are_the_gaps_that_were_found(tiny: Tiny, sam: Knowledge) -> None:
    """What the findings graph holds comes back as the same values in the same order."""
    for knowledge in (tiny.build(), sam):
        assert stored_gaps(knowledge) == find_gaps(knowledge)


def test_a_stored_gap_names_its_frame(tiny: Tiny) -> None:
    """In the findings graph a gap points to the very frame that the plan declares."""
    tiny.change("plan.ttl", "t:frame-goal-task a", "t:grid a")
    knowledge = tiny.build()
    query = "ASK { ?gap a sg:Gap ; sg:frame ?frame FILTER NOT EXISTS { ?frame a sg:Frame } }"
    assert not knowledge.query(query)
    assert knowledge.query("ASK { ?gap sg:frame t:grid ; sg:statedIn t:p-all }")
    assert {gap.frame for gap in stored_gaps(knowledge)} >= {"grid"}


def test_gaps_can_be_asked_for(tiny: Tiny) -> None:
    """Each gap is in the graph with frame, kind, rank, certainty and descriptions."""
    query = """SELECT ?gap ?row ?kind ?robust ?rank {
        ?gap a sg:Gap ; sg:frame t:frame-challenge-goal ; sg:row ?row ; sg:gapKind ?kind ;
          sg:robust ?robust ; sg:rank ?rank ; dcterms:description ?text
        FILTER(LANG(?text) = "nl") } ORDER BY ?rank"""
    rows = [
        (row.value.removeprefix(NS), kind.value.rpartition("#")[2], robust.value)
        for _, row, kind, robust, _ in tiny.build().select(query)
    ]
    assert rows == [("heat", "silent", "true"), ("ageing", "thin", "true")]


def test_gaps_survive_as_records(tiny: Tiny) -> None:
    """Gaps come back from JSON as they were."""
    found = find_gaps(tiny.build())
    assert from_records(json.loads(json.dumps(to_records(found)))) == found


@pytest.mark.parametrize("records", [[1], [["x"]], [None], [["a"] * 9], [["a"] * 10], "abc"])
def test_broken_records_are_refused(records: list[list[object]]) -> None:
    """Records of another form raise what the cache expects of them."""
    with pytest.raises((TypeError, ValueError)):
        from_records(records)


def excluded(tiny: Tiny, row: str, column: str, kind: str, name: str = "goal-task") -> None:
    """Let a frame exclude a place, by local names; an empty one stands for all."""
    said = [f"sg:{axis} t:{thing}" for axis, thing in (("row", row), ("column", column)) if thing]
    text = " ; ".join([*said, f"sg:gapKind sg:{kind}", "sg:statedIn t:p-grid"])
    tiny.add("plan.ttl", f"t:frame-{name} sg:excludes t:out . t:out a sg:Exclusion ; {text} .\n")


def test_what_does_not_apply_is_no_gap_and_does_not_count(tiny: Tiny) -> None:
    """A cell marked not applicable leaves the gaps and the total of its row and of its frame."""
    excluded(tiny, "S1", "teaching", "notApplicable")
    knowledge = tiny.build()
    assert SOUND - words(knowledge) == {"goal-task: S1 teaching deliberate!"}
    matrix = cover(knowledge, find_frame(knowledge, "goal-task"))
    assert matrix.status(f"{NS}S1", f"{NS}teaching") == "notApplicable"
    assert matrix.interval() == Interval(2, 2, 3, 3)
    assert matrix.interval_of(f"{NS}S1", 0) == Interval(1, 1, 1, 1)
    assert matrix.interval_of(f"{NS}teaching", 1) == Interval(0, 0, 1, 1)
    assert matrix.row_interval().total == 2


def test_a_row_that_does_not_apply_is_no_gap(tiny: Tiny) -> None:
    """An excluded row is no empty row, and rows are counted without it."""
    excluded(tiny, "heat", "", "notApplicable", "challenge-goal")
    knowledge = tiny.build()
    assert words(knowledge, "challenge-goal") == {"challenge-goal: ageing - thin!"}
    matrix = cover(knowledge, find_frame(knowledge, "challenge-goal"))
    assert matrix.row_interval().total == 1
    assert matrix.column_interval().total == 2


def test_what_the_plan_leaves_out_is_deliberate_with_its_passage(tiny: Tiny) -> None:
    """An exclusion with a passage makes an empty row of a silent frame a deliberate gap."""
    excluded(tiny, "heat", "", "deliberate", "challenge-goal")
    (gap,) = [one for one in find_gaps(tiny.build()) if one.row == f"{NS}heat"]
    assert gap.kind == "deliberate"
    assert Place(3, 5, "1.1") in gap.places


def test_an_exclusion_that_a_link_contradicts_gives_way(tiny: Tiny) -> None:
    """A filled cell is filled and counts, whatever the frame says."""
    excluded(tiny, "S1", "meeting", "notApplicable")
    knowledge = tiny.build()
    matrix = cover(knowledge, find_frame(knowledge, "goal-task"))
    assert matrix.status(f"{NS}S1", f"{NS}meeting") == "stated"
    assert matrix.interval().total == 4


def test_nothing_meets_itself(tiny: Tiny) -> None:
    """In a frame of things against themselves the diagonal neither counts nor is a gap."""
    frame = (
        "t:frame-own a sg:Frame ; skos:prefLabel 'a × a'@nl, 'a × a'@en ; sg:rows t:top-goals ; "
        "sg:columns t:top-goals ; sg:path 'sg:relatesTo' ; sg:scope sg:exhaustive ; "
        "sg:expects sg:everyCell ; sg:statedIn t:p-all .\n"
    )
    tiny.add("plan.ttl", frame)
    knowledge = tiny.build()
    assert words(knowledge, "own") == {"own: S1 S2 thin!", "own: S2 S1 thin!"}
    matrix = cover(knowledge, find_frame(knowledge, "own"))
    assert matrix.interval() == Interval(1, 2, 2, 2)
    assert matrix.status(f"{NS}S1", f"{NS}S1") == "notApplicable"


def test_a_sister_that_does_it_is_suggested(tiny: Tiny) -> None:
    """At the gap of S1 and teaching, S2 is suggested: it stands under the same plan and teaches."""
    (gap,) = [one for one in find_gaps(tiny.build()) if one.column == f"{NS}teaching"
              and one.row == f"{NS}S1"]  # fmt: skip
    (sister,) = gap.suggestions
    assert sister.candidate == f"{NS}S2"
    assert "“learning together” stands beside “living together”" in sister.descriptions["en"]
    assert "staat naast" in sister.descriptions["nl"]


def test_whoever_works_on_a_neighbour_is_suggested(tiny: Tiny) -> None:
    """A theme without a partner gets whoever works on its part, and on what leads to it."""
    frame = (
        "t:frame-own a sg:Frame ; skos:prefLabel 'thema × partner'@nl, 'theme × partner'@en ; "
        "sg:rows sg:Theme ; sg:columns sg:Partner ; sg:path '^sg:worksOn' ; sg:scope sg:silent ; "
        "sg:expects sg:everyRow .\n"
    )
    tiny.add("plan.ttl", frame)
    tiny.add_link("t:shops; sg:worksOn; t:stress; sg:stated; t:p-all")
    knowledge = tiny.build()
    (gap,) = [one for one in find_gaps(knowledge) if one.row == f"{NS}health"]
    assert [one.candidate.removeprefix(NS) for one in gap.suggestions] == ["shops", "school"]
    assert [one.descriptions["en"] for one in gap.suggestions] == [
        "“shops” already meets “stress”, a part of “health”.",
        "“the school” already meets “loneliness”, which is linked to “health”.",
    ]


def test_suggestions_stand_apart_and_count_for_nothing(tiny: Tiny) -> None:
    """They are in the suggested graph, with gap, candidate and reason, and in no reading."""
    knowledge = tiny.build()
    assert not knowledge.query("ASK { ?x a sg:Suggestion }")
    query = (
        "SELECT ?gap ?candidate { GRAPH t:graph/suggested { ?one a sg:Suggestion ; "
        "sg:closes ?gap ; sg:candidate ?candidate ; dcterms:description ?text } "
        "?gap a sg:Gap FILTER(LANG(?text) = 'en') }"
    ).replace("t:graph/suggested", f"<{NS}graph/suggested>")
    found = {(gap.value, one.value) for gap, one in knowledge.select(query)}
    gaps = find_gaps(knowledge)
    assert found == {(gap.iri, one.candidate) for gap in gaps for one in gap.suggestions}
    assert found


def empty(tiny: Tiny) -> None:
    text = tiny.text("plan.ttl")
    tiny.write("plan.ttl", text[: text.index("t:frame-goal-task")])


def no_members(tiny: Tiny) -> None:
    tiny.change("plan.ttl", "    skos:member t:S1, t:S2 .", "    skos:altLabel 'none'@en .")
    text = tiny.text("plan.ttl")
    tiny.write("plan.ttl", text[: text.index("t:frame-partner-goal")])


@pytest.mark.parametrize("breaks", [empty, no_members], ids=["no frames", "no members"])
def test_without_anything_to_cover_there_is_no_gap(
    tiny: Tiny, breaks: Callable[[Tiny], None]
) -> None:
    """No frame and no member give no gap and no error."""
    breaks(tiny)
    assert find_gaps(tiny.build()) == ()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_gaps_read_as_text_and_as_rows(tiny: Tiny, lang: str) -> None:
    """Each gap has its number, kind, sentences and source; what is left out is counted."""
    knowledge = tiny.build()
    found = find_gaps(knowledge)
    text = gap_text(found[:3], lang, len(found))
    assert [line.split(".")[0] for line in text.splitlines() if "[" in line] == ["1", "2", "3"]
    assert text.splitlines()[-1].endswith((f"{len(found) - 3} more.", f"nog {len(found) - 3}."))
    assert text.count("§1, ") >= 3
    rows = gap_rows(knowledge, found, lang)
    assert len(rows.cells) == len(found)
    assert {row[rows.header.index("kind")] for row in rows.cells} <= set(KINDS)
    assert all(len(row) == len(rows.header) for row in rows.cells)
    assert gap_text((), lang, 0).endswith(".")


def test_every_gap_of_the_sam_plan_has_evidence(sam: Knowledge) -> None:
    """No gap of the real plan is without a place in the source and a reason in both languages."""
    found = find_gaps(sam)
    assert found
    assert [gap.iri for gap in found if not gap.places] == []
    assert [gap.iri for gap in found if not all(gap.descriptions.values())] == []
    assert {gap.kind for gap in found} <= set(KINDS)
