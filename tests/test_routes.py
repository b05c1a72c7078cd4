"""A route names every link between a row and a column, and agrees with the path it is made of."""

from __future__ import annotations

import random

import pytest
from tinyplan import NS, Tiny

from samgraph.building import build
from samgraph.cellstatus import inspect_cells
from samgraph.coverage import cover
from samgraph.errors import SamgraphError
from samgraph.framing import find_frame, frames
from samgraph.knowledge import Knowledge
from samgraph.routes import Route, Tracer, by_cell
from samgraph.terms import STANDINGS, sg


def short(route: Route) -> str:
    """Return a route as its standing and its links by local names."""
    names = [
        " ".join(part.removeprefix(NS).removeprefix(sg("")) for part in link)
        for link in route.links
    ]
    return f"{route.standing}: {', '.join(names)}"


def routes(knowledge: Knowledge, name: str) -> dict[str, list[str]]:
    """Return the routes of each cell of a frame."""
    found = by_cell(Tracer(knowledge).routes(find_frame(knowledge, name)))
    return {
        " ".join(thing.removeprefix(NS) for thing in pair): sorted(map(short, some))
        for pair, some in found.items()
    }


def frame(tiny: Tiny, path: str, rows: str, columns: str) -> None:
    tiny.add(
        "plan.ttl",
        "t:frame-own a sg:Frame ; skos:prefLabel 'a × b'@nl, 'a × b'@en ; "
        f"sg:rows {rows} ; sg:columns {columns} ; sg:path '{path}' ; sg:scope sg:silent .\n",
    )


def test_the_links_behind_a_cell_are_named(tiny: Tiny) -> None:
    """Under the way from goal to part, which is no link, stands the link of the part."""
    assert routes(tiny.build(), "goal-task") == {
        "S1 meeting": ["stated: O1 carriesOut meeting"],
        "S2 meeting": ["stated: O2 carriesOut meeting"],
        "S2 teaching": ["judged: O2 carriesOut teaching"],
    }


def test_a_derived_cell_is_traced_to_what_it_follows_from(tiny: Tiny) -> None:
    """That the school is relevant to O1 rests on two links, and is derived although both are."""
    assert routes(tiny.build(), "partner-goal") == {
        "school O1": ["derived: school worksOn loneliness, O1 addresses loneliness"],
        "shops O2": ["judged: shops supports O2"],
    }


def test_a_judged_link_makes_the_whole_route_judged(tiny: Tiny) -> None:
    """A route is as well known as its weakest link."""
    tiny.add_link("t:shops; sg:worksOn; t:loneliness; sg:judged; t:p-all; a; a")
    assert routes(tiny.build(), "partner-goal")["shops O1"] == [
        "judged: shops worksOn loneliness, O1 addresses loneliness"
    ]


def test_every_alternative_is_a_route_of_its_own(tiny: Tiny) -> None:
    """Two ways to one column are two routes, although an engine counts them once."""
    tiny.add_link("t:S2; sg:carriesOut; t:meeting; sg:stated; t:p-all")
    frame(tiny, "sg:carriesOut|^sg:partOf/sg:carriesOut", "t:top-goals", "sg:CoreTask")
    assert routes(tiny.build(), "own")["S2 meeting"] == [
        "stated: O2 carriesOut meeting",
        "stated: S2 carriesOut meeting",
    ]


def test_a_symmetric_link_is_one_route_each_way(tiny: Tiny) -> None:
    """S1 relates to S2 as it is said, and S2 to S1 because that follows; it is one link."""
    frame(tiny, "sg:relatesTo", "t:top-goals", "t:top-goals")
    assert routes(tiny.build(), "own") == {
        "S1 S2": ["stated: S1 relatesTo S2"],
        "S2 S1": ["derived: S1 relatesTo S2"],
    }


def test_a_suggested_link_is_on_no_route(tiny: Tiny) -> None:
    """Even where the same follows from a statement, only the statement is named."""
    tiny.add_link("t:S2; sg:relatesTo; t:S1; sg:suggested; t:p-all")
    frame(tiny, "sg:relatesTo", "t:top-goals", "t:top-goals")
    assert routes(tiny.build(), "own")["S2 S1"] == ["derived: S1 relatesTo S2"]
    assert "shops O1" not in routes(tiny.build(), "partner-goal")


def test_a_property_above_others_is_traced_to_the_one_that_was_said(tiny: Tiny) -> None:
    """`sg:linkedTo` is nobody's word; what was said is one of those below it."""
    frame(tiny, "sg:linkedTo", "sg:OperationalGoal", "sg:Challenge")
    assert routes(tiny.build(), "own") == {"O1 ageing": ["derived: O1 addresses ageing"]}


def test_repetition_is_one_leg(tiny: Tiny) -> None:
    """A finer theme counts for the one above it, and the link is still named."""
    tiny.add_link("t:school; sg:worksOn; t:stress; sg:stated; t:p-all")
    frame(tiny, "(^skos:broader)*/^sg:worksOn", "sg:Theme", "sg:Partner")
    found = routes(tiny.build(), "own")
    assert found["health school"] == ["stated: school worksOn stress"]


def test_what_lies_on_a_route_is_listed(tiny: Tiny) -> None:
    """Things come from row to column, each once where a chain only asks for its class."""
    knowledge = tiny.build()
    found = Tracer(knowledge).routes(find_frame(knowledge, "partner-goal"))
    things = [[thing.removeprefix(NS) for thing in route.things] for route in found]
    assert things == [["school", "loneliness", "O1"], ["shops", "O2"]]


def test_a_path_with_endless_ways_is_refused(tiny: Tiny) -> None:
    """A path of many alternatives in a row is refused before it takes for ever."""
    frame(tiny, "/".join(["(sg:addresses|sg:serves|sg:worksOn)"] * 9), "sg:Goal", "sg:Theme")
    knowledge = tiny.build()
    with pytest.raises(SamgraphError, match="ways"):
        Tracer(knowledge).routes(find_frame(knowledge, "own"))


def best(knowledge: Knowledge, name: str) -> dict[tuple[str, str], str]:
    found = by_cell(Tracer(knowledge).routes(find_frame(knowledge, name)))
    return {
        pair: min((route.standing for route in some), key=STANDINGS.index)
        for pair, some in found.items()
    }


def test_routes_fill_just_the_cells_of_the_sam_plan(sam: Knowledge) -> None:
    """In every frame, the best route of a cell is as well known as the path says."""
    every = frames(sam)
    assert len(every) > 10
    for one in every:
        assert best(sam, one.name) == cover(sam, one).cells, one.name


POSSIBLE = tuple(
    f"t:{subject}; sg:{name}; t:{value}"
    for subjects, name, values in (
        ("O1 O2 S1 S2", "addresses", "heat health stress loneliness"),
        ("O1 O2 S1 S2", "serves", "youth"),
        ("school shops", "worksOn", "health youth stress"),
        ("school shops", "serves", "youth"),
        ("school", "supports", "O1 O2 S1 garden"),
        ("O1 O2 S2", "relatesTo", "S1"),
        ("O1 O2", "contributesTo", "S1 S2"),
        ("garden", "advances", "S1 O2"),
    )
    for subject in subjects.split()
    for value in values.split()
    if (subject, value) not in {("O1", "loneliness"), ("S1", "youth")}
)
PATHS = (
    ("sg:supports|sg:relevantTo", "sg:Partner", "sg:Goal"),
    ("(sg:supports|sg:relevantTo|sg:supports/sg:advances)/sg:partOf?", "sg:Partner", "sg:Goal"),
    ("sg:linkedTo", "sg:Goal", "sg:Goal"),
    ("^sg:linkedTo", "sg:Goal", "sg:Partner"),
    ("sg:relatesTo|sg:contributesTo/sg:relatesTo", "sg:Goal", "sg:Goal"),
    ("^sg:relevantTo/sg:inCategory", "sg:Goal", "sg:PartnerCategory"),
    ("(sg:addresses|^sg:partOf/sg:addresses)/skos:broader*", "sg:Goal", "sg:Theme"),
    ("sg:addressedBy|sg:servedBy", "sg:Theme|sg:PriorityField", "sg:Goal"),
)


@pytest.mark.parametrize("seed", range(6))
def test_routes_agree_with_the_path_whatever_is_linked(tiny: Tiny, seed: int) -> None:
    """For random links and many kinds of path, cells and readings are those of the path."""
    chance = random.Random(seed)  # noqa: S311 - a test wants the same links every time
    for number, (path, rows, columns) in enumerate(PATHS):
        tiny.add(
            "plan.ttl",
            f"t:frame-f{number} a sg:Frame ; skos:prefLabel 'a × b'@nl, 'a × b'@en ; "
            f"sg:rows {rows.replace('|', ', ')} ; sg:columns {columns} ; sg:path '{path}' ; "
            "sg:scope sg:silent .\n",
        )
    for link in chance.sample(POSSIBLE, 12):
        tiny.add_link(f"{link}; sg:{chance.choice(('stated', 'judged'))}; t:p-all; a; a")
    knowledge = tiny.build()
    filled = 0
    for number in range(len(PATHS)):
        expected = cover(knowledge, find_frame(knowledge, f"f{number}")).cells
        assert best(knowledge, f"f{number}") == expected, PATHS[number]
        filled += len(expected)
    assert filled > 10


def test_a_cell_tells_its_status_and_its_counts(tiny: Tiny) -> None:
    """Every cell is there, with routes counted by reading, thin or not, and records."""
    tiny.add_link("t:S2; sg:carriesOut; t:teaching; sg:stated; t:p-all")
    tiny.change(
        "plan.ttl", '"^sg:partOf/sg:carriesOut"', '"sg:carriesOut|^sg:partOf/sg:carriesOut"'
    )
    knowledge = tiny.build()
    found = inspect_cells(knowledge, find_frame(knowledge, "goal-task"))
    rows = {
        f"{cell.row.removeprefix(NS)} {cell.column.removeprefix(NS)}": (
            cell.status,
            [cell.count(standing) for standing in STANDINGS],
            cell.thin,
        )
        for cell in found.cells
    }
    assert rows == {
        "S1 meeting": ("stated", [1, 0, 0], True),
        "S1 teaching": ("deliberate", [0, 0, 0], False),
        "S2 meeting": ("stated", [1, 0, 0], True),
        "S2 teaching": ("stated", [1, 0, 1], False),
    }
    last = found.cells[-1]
    assert [record.standing for record in last.links] == ["stated", "judged"]
    assert all(record.places for record in last.links)
    table = found.to_pandas()
    assert list(table["thin"]) == [True, False, True, False]


def test_a_contested_link_shows_in_its_cell(tiny: Tiny) -> None:
    """A cell tells whether a review contests one of its links."""
    tiny.change("links.csv", "Ze lenen.,t:editors,2026-11-23,sg:proposed",
                "Ze lenen.,t:editors,2026-11-23,sg:contested")  # fmt: skip
    knowledge = tiny.build()
    found = inspect_cells(knowledge, find_frame(knowledge, "partner-goal"))
    assert [cell.row.removeprefix(NS) for cell in found.cells if cell.contested] == ["shops"]
    (cell,) = [cell for cell in found.cells if cell.disputed]
    assert (cell.status, cell.undisputed) == ("judged", "")


def test_a_cell_without_its_contested_links_is_as_coverage_without_them(sam: Knowledge) -> None:
    """What the routes say a cell would be is what the plan built without contested links says."""
    without = build(contested=False)
    tracer = Tracer(sam)
    disputed = 0
    for frame in frames(sam):
        matrix = cover(without, find_frame(without, frame.name))
        for cell in inspect_cells(sam, frame, tracer).cells:
            assert cell.undisputed == matrix.cells.get((cell.row, cell.column), "")
            disputed += cell.disputed
    assert disputed > 20
