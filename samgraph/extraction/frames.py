"""The coverage questions that a draft asks: one for each pair of lists that it holds.

What the plan says of such a pair is for a person to tell, so that each is drafted as one on which
the plan is silent; but a grid of goals pairs its goals and tasks itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from samgraph.extraction.drafts import Draft


@dataclass(frozen=True, slots=True)
class _Question:
    name: str
    nl: str
    en: str
    rows: str
    columns: str
    path: str
    expects: str = "sg:everyRow"


_FROM_GOALS = "^sg:addresses|^sg:addresses/sg:partOf"
_QUESTIONS = (
    _Question(
        "goal-coretask",
        "strategische doelstelling × kernopdracht",
        "strategic goal × core task",
        "sg:StrategicGoal",
        "sg:CoreTask",
        "sg:carriesOut|^sg:partOf/sg:carriesOut",
        "sg:everyCell",
    ),
    _Question(
        "challenge-goal",
        "uitdaging × strategische doelstelling",
        "challenge × strategic goal",
        "sg:Challenge",
        "sg:StrategicGoal",
        _FROM_GOALS,
    ),
    _Question(
        "theme-goal",
        "thema × strategische doelstelling",
        "theme × strategic goal",
        "sg:Theme",
        "sg:StrategicGoal",
        _FROM_GOALS,
    ),
    _Question(
        "right-goal",
        "grondrecht × strategische doelstelling",
        "fundamental right × strategic goal",
        "sg:Right",
        "sg:StrategicGoal",
        _FROM_GOALS,
    ),
    _Question(
        "field-goal",
        "prioritair terrein × strategische doelstelling",
        "priority field × strategic goal",
        "sg:PriorityField",
        "sg:StrategicGoal",
        "^sg:serves|^sg:serves/sg:partOf",
    ),
    _Question(
        "theme-resultarea",
        "thema × resultaatsgebied",
        "theme × result area",
        "sg:Theme",
        "sg:ResultArea",
        "^sg:addresses",
    ),
    _Question(
        "theme-partner",
        "thema × partner",
        "theme × partner",
        "sg:Theme",
        "sg:Partner",
        "^sg:worksOn",
    ),
)
_PARTNERS = frozenset({"sg:PartnerOrganisation", "sg:PartnerGroup"})


def frames_in_turtle(draft: Draft, grid: str) -> Iterator[str]:
    """Yield the lines of Turtle that declare a draft's coverage questions.

    `grid` is the passage of the plan's grid, empty if it has none.
    """
    held = {row["a"] for rows in draft.tables.values() for row in rows if row.get("a")}
    held |= {"sg:Partner"} if held & _PARTNERS else set()
    asked = [one for one in _QUESTIONS if {one.rows, one.columns} <= held]
    if asked:
        yield "# Coverage questions. What an empty cell means, sg:scope tells: the plan pairs the"
        yield "# lists (sg:exhaustive), or chooses (sg:selective), or is silent (sg:silent)."
    for one in asked:
        paired = grid if one.expects == "sg:everyCell" else ""
        yield f"{draft.curie(f'frame-{one.name}')} a sg:Frame ;"
        yield f'    skos:prefLabel "{one.nl}"@nl, "{one.en}"@en ;'
        yield f"    sg:rows {one.rows} ;"
        yield f"    sg:columns {one.columns} ;"
        yield f'    sg:path "{one.path}" ;'
        yield f"    sg:expects {one.expects} ;"
        yield from [f"    sg:statedIn {paired} ;"] if paired else []
        yield f"    sg:scope {'sg:exhaustive' if paired else 'sg:silent'} ."
        yield ""
