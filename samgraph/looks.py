"""With which sign every type of thing is drawn: its shape, and its colour by day and by night."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

SHAPES: Final = ("dot", "square", "diamond", "triangle", "triangleDown", "hexagon", "star")

_TEAL, _SEA, _INDIGO = ("#0b5f66", "#5cc4c7"), ("#1f8a7d", "#7fd9cb"), ("#3d4f9f", "#a3b4ff")
_PLUM, _LEAF, _BRICK = ("#8a2f7a", "#ea9fdc"), ("#4f7a12", "#abd46c"), ("#b8431f", "#ff9f7c")
_OCHRE, _BLUE, _ROSE = ("#946200", "#f0bf5a"), ("#1f6fb5", "#82c2ff"), ("#b4266b", "#ff94bd")
_VIOLET, _GREY = ("#6550b8", "#bdb0ff"), ("#5f6b76", "#a9b4be")


@dataclass(frozen=True, slots=True)
class Look:
    """How a type of thing is drawn: its ring, its shape, its colour by day and by night."""

    ring: str
    shape: str
    light: str
    dark: str
    size: int
    start: bool = False


def _look(
    ring: str, shape: str, hue: tuple[str, str], size: int = 7, *, start: bool = False
) -> Look:
    return Look(ring, shape, *hue, size, start)


LOOKS: Final[Mapping[str, Look]] = {
    "StrategicGoal": _look("goals", "hexagon", _TEAL, 15, start=True),
    "OperationalGoal": _look("steps", "dot", _SEA, start=True),
    "Goal": _look("steps", "hexagon", _SEA, start=True),
    "CoreTask": _look("heart", "square", _INDIGO, 11, start=True),
    "PriorityField": _look("rim", "diamond", _PLUM, 9, start=True),
    "Theme": _look("rim", "triangle", _LEAF, start=True),
    "Challenge": _look("rim", "triangleDown", _BRICK, 8, start=True),
    "ResultArea": _look("rim", "square", _OCHRE, start=True),
    "Indicator": _look("rim", "square", _SEA),
    "SubTheme": _look("rim", "triangleDown", _LEAF, 6),
    "Right": _look("rim", "star", _BLUE, 8),
    "Value": _look("rim", "star", _ROSE, 8),
    "PartnerCategory": _look("rim", "diamond", _VIOLET, 8),
    "PartnerOrganisation": _look("rim", "dot", _VIOLET),
    "PartnerGroup": _look("rim", "hexagon", _VIOLET),
    "Partner": _look("rim", "star", _VIOLET),
    "Organisation": _look("rim", "square", _VIOLET),
    "SteeringGroup": _look("rim", "triangle", _VIOLET),
    "RespondentGroup": _look("rim", "triangleDown", _VIOLET),
    "FieldChallenge": _look("rim", "triangleDown", _ROSE),
    "Obstacle": _look("rim", "square", _ROSE),
    "Need": _look("rim", "dot", _ROSE),
    "Request": _look("rim", "triangle", _ROSE),
    "RequestItem": _look("rim", "hexagon", _ROSE, 6),
    "PolicyChoice": _look("rim", "diamond", _BLUE),
    "Figure": _look("rim", "square", _GREY),
    "BudgetLine": _look("rim", "diamond", _GREY),
    "Passage": _look("rim", "triangle", _GREY),
    "Plan": _look("rim", "star", _TEAL, 10),
}


def looks_of(types: Iterable[str]) -> dict[str, Look]:
    """Return the look of every type, in drawing order; no two types share shape and colour.

    A type that samgraph does not know gets a pair that is free, by the order of its name.
    """
    wanted = set(types)
    looks = {type_: look for type_, look in LOOKS.items() if type_ in wanted}
    taken = {(look.shape, look.light) for look in LOOKS.values()}
    hues = (_GREY, _BLUE, _OCHRE, _LEAF, _BRICK, _INDIGO, _PLUM, _TEAL, _SEA, _ROSE, _VIOLET)
    free = [pair for pair in product(hues, SHAPES) if (pair[1], pair[0][0]) not in taken]
    for number, type_ in enumerate(sorted(wanted - looks.keys())):
        hue, shape = free[number % len(free)]
        looks[type_] = _look("rim", shape, hue)
    return looks
