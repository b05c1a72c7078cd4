"""The parts of StratML for which samgraph has no words of its own, and how they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NESTED: Final = frozenset(
    {
        "Role",
        "Relationship",
        "MeasurementInstance",
        "TargetResult",
        "ActualResult",
        "Descriptor",
    }
)
"""The elements that become parts of the thing in which they stand."""

LEAVES: Final[Mapping[str, tuple[str, str]]] = {
    "Name": ("skos:prefLabel", "text"),
    "Description": ("dcterms:description", "text"),
    "RoleType": ("schema:category", "string"),
    "ReferentIdentifier": ("dcterms:identifier", "string"),
    "StartDate": ("schema:startDate", "date"),
    "EndDate": ("schema:endDate", "date"),
    "NumberOfUnits": ("schema:value", "decimal"),
    "DescriptorName": ("dcterms:title", "text"),
    "DescriptorValue": ("schema:ratingValue", "text"),
    "GivenName": ("schema:givenName", "string"),
    "Surname": ("schema:familyName", "string"),
    "PhoneNumber": ("schema:telephone", "string"),
    "EmailAddress": ("schema:email", "string"),
}
"""Of each element with a text the property that holds it, and the kind of its value.

`text` is in the language of the document; the others are datatypes of XML Schema.
"""
