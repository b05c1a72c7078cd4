"""What StratML allows where, as its two schemas have it (ISO 17469, parts 1 and 2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Slot:
    """A child that an element may have."""

    name: str
    least: int = 0
    most: int | None = 1
    """None stands for any number."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the norm: its root, its namespace and the children of each element, in order."""

    number: int
    root: str
    namespace: str
    children: Mapping[str, tuple[Slot, ...]]
    attributes: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Of each element its attributes with the values that they may have."""
    empty_dates: bool
    """Whether a date and a number may be there without a value."""


def _slots(text: str) -> tuple[Slot, ...]:
    """Read children as a grammar has them: `Name Description? Goal+ Value*`."""
    bounds: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}
    found = []
    for word in text.split():
        least, most = bounds.get(word[-1], (1, 1))
        found.append(Slot(word.rstrip("?*+"), least, most))
    return tuple(found)


_COMMON: Final = {
    "Organization": _slots("Name? Acronym? Identifier? Description? Stakeholder*"),
    "Vision": _slots("Description? Identifier?"),
    "Mission": _slots("Description? Identifier?"),
    "Value": _slots("Name? Description?"),
    "StrategicPlanCore": _slots("Organization* Vision? Mission? Value* Goal+"),
    "Goal": _slots(
        "Name Description Identifier? SequenceIndicator? Stakeholder* OtherInformation? Objective*"
    ),
}
_OBJECTIVE: Final = (
    "Name? Description? Identifier? SequenceIndicator? Stakeholder* OtherInformation?"
)
_KINDS: Final = {
    "Stakeholder": {"StakeholderTypeType": ("Person", "Organization", "Generic_Group")}
}
_RESULT: Final = "StartDate? EndDate? NumberOfUnits? Descriptor? Description?"

PART_1: Final = Part(
    1,
    "StrategicPlan",
    "urn:ISO:std:iso:17469:tech:xsd:stratml_core",
    {
        **_COMMON,
        "StrategicPlan": _slots(
            "Name Description? OtherInformation? StrategicPlanCore AdministrativeInformation?"
        ),
        "AdministrativeInformation": _slots(
            "StartDate? EndDate? PublicationDate? Source? Submitter?"
        ),
        "Submitter": _slots("GivenName? Surname? PhoneNumber? EmailAddress?"),
        "Stakeholder": _slots("Name Description?"),
        "Objective": _slots(_OBJECTIVE),
    },
    _KINDS,
    empty_dates=False,
)
PART_2: Final = Part(
    2,
    "PerformancePlanOrReport",
    "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport",
    {
        **_COMMON,
        "PerformancePlanOrReport": _slots(
            "Name Description? OtherInformation? StrategicPlanCore AdministrativeInformation? "
            "Submitter?"
        ),
        "AdministrativeInformation": _slots(
            "Identifier? StartDate? EndDate? PublicationDate? Source?"
        ),
        "Submitter": _slots("Identifier? GivenName? Surname? PhoneNumber? EmailAddress?"),
        "Stakeholder": _slots("Name Description? Role*"),
        "Role": (*_slots("Name Description?"), Slot("RoleType", 0, 2)),
        "Objective": _slots(f"{_OBJECTIVE} PerformanceIndicator*"),
        "PerformanceIndicator": _slots(
            "SequenceIndicator? MeasurementDimension UnitOfMeasurement Identifier? Relationship* "
            "MeasurementInstance* OtherInformation?"
        ),
        "Relationship": _slots("Identifier? ReferentIdentifier* Name? Description?"),
        "MeasurementInstance": _slots("TargetResult* ActualResult*"),
        "TargetResult": _slots(_RESULT),
        "ActualResult": _slots(_RESULT),
        "Descriptor": _slots("DescriptorName? DescriptorValue?"),
    },
    {
        **_KINDS,
        "PerformancePlanOrReport": {
            "Type": ("Strategic_Plan", "Performance_Plan", "Performance_Report")
        },
        "PerformanceIndicator": {
            "ValueChainStage": (
                *("Outcome", "Output_Processing", "Output"),
                *("Input_Processing", "Input"),
            ),
            "PerformanceIndicatorType": ("Quantitative", "Qualitative"),
        },
        "Relationship": {"RelationshipType": ("Broader_Than", "Peer_To", "Narrower_Than")},
    },
    empty_dates=True,
)
PARTS: Final = (PART_1, PART_2)

DATES: Final = frozenset({"StartDate", "EndDate", "PublicationDate"})
ROLE_TYPES: Final = ("Performer", "Beneficiary")
IDENTIFIER: Final = re.compile(r"[^\W\d][\w.\-·]*")
"""What an xsd:ID may look like."""
DATE: Final = re.compile(r"-?\d{4,}-\d\d-\d\d(?:Z|[+-]\d\d:\d\d)?")
NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
