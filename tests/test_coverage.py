"""Coverage is counted by hand on a small plan, and is an interval from stated to judged."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from tinyplan import NS, Tiny

from samgraph.coverage import Interval, Matrix, cover
from samgraph.errors import SamgraphError
from samgraph.framing import Frame, find_frame, frames
from samgraph.knowledge import Knowledge
from samgraph.order import natural
from samgraph.terms import STANDINGS


def names(iris: tuple[str, ...]) -> list[str]:
    """Return IRIs of the small plan as local names."""
    return [iri.removeprefix(NS) for iri in iris]


def matrix(knowledge: Knowledge, name: str = "goal-task") -> Matrix:
    return cover(knowledge, find_frame(knowledge, name))


def cells(found: Matrix) -> dict[str, str]:
    """Return the filled cells as "row column" with the narrowest reading."""
    return {" ".join(names(pair)): standing for pair, standing in found.cells.items()}


def with_frame(tiny: Tiny, **changes: str) -> None:
    """Give the small plan a frame of its own, called `own`."""
    said = {
        "rows": "sg:Challenge",
        "columns": "sg:Theme",
        "path": '"sg:addresses"',
        "scope": "sg:silent",
        "expects": "sg:everyRow",
        **changes,
    }
    text = " ;\n    ".join(f"sg:{name} {value}" for name, value in said.items() if value)
    tiny.add(
        "plan.ttl",
        f"\nt:frame-own a sg:Frame ;\n    skos:prefLabel 'a × b'@nl, 'a × b'@en ;\n    {text} .\n",
    )


def test_a_frame_is_read_as_the_plan_declares_it(tiny: Tiny) -> None:
    """Name, labels, path, scope, expectations, axes and places come from plan.ttl."""
    found = {frame.name: frame for frame in frames(tiny.build())}
    assert list(found) == ["challenge-goal", "goal-task", "partner-goal"]
    frame = found["goal-task"]
    assert frame.iri == f"{NS}frame-goal-task"
    assert frame.labels == {"nl": "doel × taak", "en": "goal × task"}
    assert frame.path == "^sg:partOf/sg:carriesOut"
    assert frame.scope == "selective"
    assert frame.expects == {"everyCell"}
    assert names(frame.rows) == ["S1", "S2"]
    assert names(frame.columns) == ["meeting", "teaching"]
    assert [(place.from_line, place.to_line) for place in frame.places] == [(1, 9)]


def test_an_axis_is_a_class_with_its_subclasses_or_a_collection(tiny: Tiny) -> None:
    """Both kinds of partners are rows, and only the members of a collection are columns."""
    tiny.change("plan.ttl", "skos:member t:S1, t:S2", "skos:member t:S2")
    found = {frame.name: frame for frame in frames(tiny.build())}
    assert set(names(found["partner-goal"].rows)) == {"school", "shops"}
    assert names(found["challenge-goal"].columns) == ["S2"]


def test_members_stand_in_order_of_their_code() -> None:
    """OD1.10 comes after OD1.9, whatever the letters' case."""
    codes = ["OD1.10", "OD1.9", "OD2.1", "od1.2", "OD1.1"]
    assert sorted(codes, key=natural) == ["OD1.1", "od1.2", "OD1.9", "OD1.10", "OD2.1"]


def test_cells_show_the_narrowest_reading(tiny: Tiny) -> None:
    """A cell is stated, derived or judged, and an empty one is not there."""
    assert cells(matrix(tiny.build())) == {
        "S1 meeting": "stated",
        "S2 meeting": "stated",
        "S2 teaching": "judged",
    }


def test_a_derived_cell_is_neither_stated_nor_judged(tiny: Tiny) -> None:
    """The school is relevant to O1 by derivation, the shops support O2 by judgement."""
    knowledge = tiny.build()
    assert cells(matrix(knowledge, "partner-goal")) == {
        "school O1": "derived",
        "shops O2": "judged",
    }


def test_intervals_are_counted_by_hand(tiny: Tiny) -> None:
    """Cells, rows and columns are counted in the three readings."""
    knowledge = tiny.build()
    found = matrix(knowledge)
    assert found.interval() == Interval(stated=2, derived=2, judged=3, total=4)
    assert found.row_interval() == Interval(stated=2, derived=2, judged=2, total=2)
    assert found.column_interval() == Interval(stated=1, derived=1, judged=2, total=2)
    found = matrix(knowledge, "partner-goal")
    assert found.interval() == Interval(stated=0, derived=1, judged=2, total=4)
    assert found.interval().share("judged") == 0.5
    found = matrix(knowledge, "challenge-goal")
    assert found.interval() == Interval(stated=1, derived=1, judged=1, total=4)


def test_a_matrix_tells_what_meets_what(tiny: Tiny) -> None:
    """A row's columns and a column's rows are given for each reading, in order."""
    found = matrix(tiny.build())
    second, teaching = f"{NS}S2", f"{NS}teaching"
    assert names(found.meets(second, 0, "stated")) == ["meeting"]
    assert names(found.meets(second, 0, "judged")) == ["meeting", "teaching"]
    assert names(found.meets(teaching, 1, "stated")) == []
    assert names(found.meets(teaching, 1, "judged")) == ["S2"]
    assert not found.fills(second, teaching, "derived")
    assert found.fills(second, teaching, "judged")


def test_a_suggested_link_covers_nothing(tiny: Tiny) -> None:
    """What an algorithm proposes is in no reading."""
    assert "shops O1" not in cells(matrix(tiny.build(), "partner-goal"))


def test_a_link_of_the_stated_reading_is_a_link(tiny: Tiny) -> None:
    """A path over sg:linkedTo finds what the plan states, although only a hierarchy says so."""
    with_frame(tiny, rows="sg:OperationalGoal", columns="sg:Challenge", path='"sg:addresses"')
    direct = cells(matrix(tiny.build(), "own"))
    tiny.change("plan.ttl", 'sg:path "sg:addresses"', 'sg:path "sg:linkedTo"')
    assert direct == {"O1 ageing": "stated"}
    assert set(cells(matrix(tiny.build(), "own"))) == set(direct)


def test_an_empty_axis_has_nothing_to_cover(tiny: Tiny) -> None:
    """A frame over a collection without members counts to zero, and divides by nothing."""
    tiny.change("plan.ttl", "    skos:member t:S1, t:S2 .", "    skos:note 'none' .")
    tiny.change("plan.ttl", "    skos:note 'none' .", "    skos:scopeNote 'none'@en .")
    found = matrix(tiny.build())
    assert found.interval() == Interval(0, 0, 0, 0)
    assert found.interval().share("judged") == 0.0
    assert found.cells == {}


def test_a_plan_without_frames_has_none(tiny: Tiny) -> None:
    """No frame is no error."""
    text = tiny.text("plan.ttl")
    tiny.write("plan.ttl", text[: text.index("t:frame-goal-task")])
    knowledge = tiny.build()
    assert frames(knowledge) == ()
    with pytest.raises(SamgraphError) as caught:
        find_frame(knowledge, "goal-task")
    assert "none" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("goal-taks", "goal-task"),
        ("task-goal", "goal"),
        ("frame-goal-tsk", "goal-task"),
        ("t:frame-goal-tsk", "goal-task"),
        ("nonsense", "challenge-goal, goal-task, partner-goal"),
        ("", "challenge-goal, goal-task, partner-goal"),
    ],
)
def test_an_unknown_frame_gives_the_nearest_names(tiny: Tiny, name: str, hint: str) -> None:
    """A misspelt frame is refused with what was probably meant, else with every name."""
    with pytest.raises(SamgraphError) as caught:
        find_frame(tiny.build(), name)
    assert f'"{name}"' in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("name", ["goal-task", "frame-goal-task", "t:frame-goal-task"])
def test_a_frame_is_found_by_its_name_its_id_or_its_curie(tiny: Tiny, name: str) -> None:
    """However a person has seen the frame named, it is found."""
    assert find_frame(tiny.build(), name).name == "goal-task"


@pytest.mark.parametrize(
    "path",
    [
        "sg:addresses }",
        "sg:addresses ?x . ?x sg:partOf",
        "sg:addresses // sg:partOf",
        "sg:addresses . ?a ?b",
        "SERVICE <http://127.0.0.1:9/>",
        "?x",
        "nosuch:property",
        "sg:addresses/",
        "",
        "<relative>",
        "(sg:addresses",
        "sg:addresses #",
        "{}",
    ],
)
def test_a_path_that_does_not_parse_is_refused(tiny: Tiny, path: str) -> None:
    """A path is one SPARQL property path and nothing more, and its frame is named otherwise."""
    with_frame(tiny, path=f'"{path}"')
    with pytest.raises(SamgraphError) as caught:
        tiny.build()
    assert "own" in str(caught.value)
    assert "path" in str(caught.value)


@pytest.mark.parametrize("missing", ["rows", "columns", "path", "scope"])
def test_a_frame_without_a_part_is_refused(tiny: Tiny, missing: str) -> None:
    """A frame that lacks its rows, columns, path or scope is named with what it lacks."""
    with_frame(tiny, **{missing: ""})
    with pytest.raises(SamgraphError) as caught:
        tiny.build()
    assert f"sg:{missing}" in str(caught.value)
    assert "own" in str(caught.value)


def test_a_frame_with_two_paths_is_refused(tiny: Tiny) -> None:
    """A frame asks one question."""
    with_frame(tiny, path='"sg:addresses", "sg:serves"')
    with pytest.raises(SamgraphError, match="2 values for sg:path"):
        tiny.build()


@pytest.mark.parametrize(
    ("scope", "expected"),
    [("exhaustive", "everyCell"), ("selective", "everyCell"), ("silent", "everyRow")],
)
def test_what_a_frame_expects_follows_from_its_scope(tiny: Tiny, scope: str, expected: str) -> None:
    """Without sg:expects, cells count where the plan pairs the lists, rows where it is silent."""
    with_frame(tiny, scope=f"sg:{scope}", expects="")
    assert find_frame(tiny.build(), "own").expects == {expected}


def is_nested(interval: Interval) -> bool:
    return 0 <= interval.stated <= interval.derived <= interval.judged <= interval.total


@pytest.mark.parametrize("name", ["goal-task", "challenge-goal", "partner-goal"])
def test_readings_are_nested_in_the_small_plan(tiny: Tiny, name: str) -> None:
    """What is stated is also derived, what is derived is also judged, and no more than all."""
    found = matrix(tiny.build(), name)
    assert is_nested(found.interval())
    assert is_nested(found.row_interval())
    assert is_nested(found.column_interval())
    for pair in found.cells:
        filled = [found.fills(*pair, standing) for standing in STANDINGS]
        assert filled == sorted(filled)


def test_readings_are_nested_in_the_sam_plan(sam: Knowledge) -> None:
    """Every frame of the real plan has nested intervals, and some are wide."""
    every = [cover(sam, frame) for frame in frames(sam)]
    for found in every:
        assert is_nested(found.interval())
        assert is_nested(found.row_interval())
        assert is_nested(found.column_interval())
        assert found.frame.rows
        assert found.frame.columns
    assert any(one.interval().stated < one.interval().judged for one in every)


@pytest.mark.parametrize("seed", range(5))
def test_another_link_never_takes_coverage_away(tiny: Tiny, seed: int) -> None:
    """Whatever link is added, whatever its standing, every interval stays or grows."""
    chance = random.Random(seed)  # noqa: S311 - a test wants the same links every time
    possible = [
        *(f"t:{goal}; sg:carriesOut; t:teaching" for goal in ("O1", "S1", "S2")),
        *(
            f"t:{goal}; sg:addresses; t:{what}"
            for goal in ("O2", "S1")
            for what in ("heat", "health")
        ),
        *(f"t:school; sg:supports; t:{goal}" for goal in ("O1", "O2", "S1")),
        *(f"t:shops; sg:worksOn; t:{what}" for what in ("health", "loneliness", "youth")),
    ]
    before = [cover_all(tiny.build())]
    for link in chance.sample(possible, 4):
        tiny.add_link(f"{link}; sg:{chance.choice(('stated', 'judged'))}; t:p-all; a; a")
        before.append(cover_all(tiny.build()))
    for narrow, wide in pairwise(before):
        for name, interval in narrow.items():
            assert interval.stated <= wide[name].stated
            assert interval.derived <= wide[name].derived
            assert interval.judged <= wide[name].judged


def cover_all(knowledge: Knowledge) -> dict[str, Interval]:
    return {frame.name: cover(knowledge, frame).interval() for frame in frames(knowledge)}


def test_a_frame_may_have_any_name(tiny: Tiny) -> None:
    """A frame whose id does not begin with frame- is found by its own name."""
    tiny.change("plan.ttl", "t:frame-goal-task a", "t:grid a")
    knowledge = tiny.build()
    assert find_frame(knowledge, "grid").iri == f"{NS}grid"
    assert cells(matrix(knowledge, "grid"))


def test_two_frames_never_share_a_name(tiny: Tiny) -> None:
    """Frames whose names would be the same are told apart, or refused."""
    with_frame(tiny)
    text = tiny.text("plan.ttl")
    tiny.add("plan.ttl", text[text.index("\nt:frame-own") :].replace("t:frame-own", "t:own"))
    try:
        found: tuple[Frame, ...] = frames(tiny.build())
    except SamgraphError as error:
        assert "own" in str(error)
    else:
        assert len({frame.name for frame in found}) == len(found)
