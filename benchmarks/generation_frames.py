"""The coverage questions of generated plans: those of the SAM plan, with the same paths."""

from __future__ import annotations

from typing import Final, NamedTuple

STRATEGIC = "strategic-goals"
OPERATIONAL = "operational-goals"
THEMES = "main-themes"
ANSWERS = "answers"
COLLECTIONS: Final = (STRATEGIC, OPERATIONAL, THEMES, ANSWERS)
"""What frames take as rows or columns beside classes: lists of the plan's own."""


class Frame(NamedTuple):
    """One coverage question; rows and columns are classes or `COLLECTIONS`."""

    name: str
    dutch: str
    english: str
    rows: str
    columns: str
    path: str
    scope: str
    expects: tuple[str, ...]


_ROW, _COLUMN, _BOTH = ("everyRow",), ("everyColumn",), ("everyRow", "everyColumn")

FRAMES: Final = (
    Frame(
        *("goal-coretask", "strategisch doel × kernopdracht", "strategic goal × core task"),
        *(STRATEGIC, "CoreTask", "sg:carriesOut|^sg:partOf/sg:carriesOut"),
        *("selective", ("everyCell",)),
    ),
    Frame(
        *("goal-theme", "strategisch doel × thema", "strategic goal × theme"),
        *(STRATEGIC, THEMES, "(sg:addresses|^sg:partOf/sg:addresses)/skos:broader*"),
        *("silent", _BOTH),
    ),
    Frame(
        *("operational-theme", "operationeel doel × thema", "operational goal × theme"),
        *(OPERATIONAL, THEMES, "sg:addresses/skos:broader*"),
        *("silent", _COLUMN),
    ),
    Frame(
        *("resultarea-goal", "resultaatsgebied × strategisch doel", "result area × strategic goal"),
        *("ResultArea", STRATEGIC, "sg:advances|sg:advances/sg:partOf"),
        *("silent", _BOTH),
    ),
    Frame(
        *("resultarea-field", "resultaatsgebied × terrein", "result area × priority field"),
        *("ResultArea", "PriorityField", "sg:serves"),
        *("silent", _COLUMN),
    ),
    Frame(
        *("theme-partner", "thema × partner", "theme × partner"),
        *(THEMES, "Partner", "(^skos:broader)*/^sg:worksOn"),
        *("silent", _ROW),
    ),
    Frame(
        *("field-partner", "terrein × partner", "priority field × partner"),
        *("PriorityField", "Partner", "^sg:worksOn"),
        *("silent", _ROW),
    ),
    Frame(
        "goal-partnercategory",
        "strategisch doel × partnercategorie",
        "strategic goal × partner category",
        *(STRATEGIC, "PartnerCategory"),
        "^sg:supports/sg:inCategory|^sg:relevantTo/sg:inCategory",
        *("silent", _BOTH),
    ),
    Frame(
        *("challenge-goal", "uitdaging × strategisch doel", "challenge × strategic goal"),
        *("Challenge", STRATEGIC, "^sg:addresses|^sg:addresses/sg:partOf"),
        *("silent", _ROW),
    ),
    Frame(
        *("challenge-resultarea", "uitdaging × resultaatsgebied", "challenge × result area"),
        *("Challenge", "ResultArea", "^sg:addresses"),
        *("silent", _ROW),
    ),
    Frame(
        *("right-goal", "grondrecht × strategisch doel", "right × strategic goal"),
        *("Right", STRATEGIC, "^sg:addresses|^sg:addresses/sg:partOf"),
        *("silent", _ROW),
    ),
    Frame(
        *("theme-resultarea", "thema × resultaatsgebied", "theme × result area"),
        *(THEMES, "ResultArea", "(^skos:broader)*/^sg:addresses"),
        *("silent", _ROW),
    ),
    Frame(
        *("coretask-field", "kernopdracht × terrein", "core task × priority field"),
        *("CoreTask", "PriorityField", "^sg:carriesOut/sg:serves"),
        *("silent", _COLUMN),
    ),
    Frame(
        *("partner-goal", "partner × strategisch doel", "partner × strategic goal"),
        *("Partner", STRATEGIC, "(sg:supports|sg:relevantTo|sg:supports/sg:advances)/sg:partOf?"),
        *("silent", _ROW),
    ),
    Frame(
        *("signal-answer", "signaal × antwoord", "signal × answer"),
        *("Signal", ANSWERS, "^sg:addresses"),
        *("silent", _ROW),
    ),
    Frame(
        *("policychoice-goal", "beleidskeuze × strategisch doel", "policy choice × strategic goal"),
        *("PolicyChoice", STRATEGIC, "^sg:addresses|^sg:addresses/sg:partOf"),
        *("silent", _ROW),
    ),
)
