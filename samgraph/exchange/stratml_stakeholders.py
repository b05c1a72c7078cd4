"""The stakeholders of StratML as partners, each of them once.

StratML names a stakeholder anew at every goal and gives it no identifier: one name with one type is
one partner. A stakeholder supports the goal that names it, unless that names it as no more than its
beneficiary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from samgraph.exchange.statements import Statements, term
from samgraph.exchange.stratml_nodes import Parts, holds, local
from samgraph.exchange.xmltree import Element
from samgraph.extraction.labels import first_words, slug

_CLASSES: Final = {
    "Organization": ("sg:PartnerOrganisation",),
    "Generic_Group": ("sg:PartnerGroup",),
    "Person": ("sg:Partner", "prov:Person"),
    "": ("sg:Partner", "prov:Agent"),
}
"""Of each type of stakeholder its classes; one without a type is somebody, and no more is known."""


@dataclass(slots=True)
class _Named:
    """A stakeholder wherever it is named: at a goal or at an organisation."""

    iri: ox.NamedNode
    goals: dict[ox.NamedNode, list[tuple[Element, ox.NamedNode]]] = field(default_factory=dict)
    organisations: dict[ox.NamedNode, list[tuple[Element, ox.NamedNode]]] = field(
        default_factory=dict
    )
    """The things that name it, each with the elements and the passages."""

    def places(self) -> list[tuple[Element, ox.NamedNode]]:
        """Return every element that names it, with its passage."""
        return [one for places in (self.goals, self.organisations)
                for found in places.values() for one in found]  # fmt: skip


class Stakeholders:
    """Gathers stakeholders, and says who they are and where they stand."""

    def __init__(
        self, said: Statements, parts: Parts, language: str, by: ox.NamedNode, on: str
    ) -> None:
        self._said = said
        self._parts = parts
        self._language = language
        self._by = by
        self._on = on
        self._partners: dict[tuple[str, str], _Named] = {}

    def add(
        self, element: Element, at: ox.NamedNode, passage: ox.NamedNode, *, is_goal: bool
    ) -> None:
        """Note that a stakeholder stands at a goal or at an organisation."""
        if not holds(element):
            return
        kind = element.attributes.get("StakeholderTypeType", "")
        name = element.said("Name") or first_words(element.said("Description")) or "stakeholder"
        known = self._partners.get((name, kind))
        if known is None:
            known = _Named(self._said.free(f"partner-{slug(name)}"))
            self._partners[name, kind] = known
        places = known.goals if is_goal else known.organisations
        places.setdefault(at, []).append((element, passage))

    def say(self, whole: ox.NamedNode) -> None:
        """Say who the stakeholders are, and at which goals and organisations they stand.

        A description that is the same wherever a stakeholder is named is the partner's own; others
        stay with the place, as do roles.
        """
        if not self._partners:
            return
        said = self._said
        category = said.free("stakeholders")
        said.add(category, "a", term("sg:PartnerCategory"))
        said.both(category, "skos:prefLabel", "belanghebbenden", "stakeholders")
        said.both(
            category,
            "dcterms:description",
            "Wie het plan als belanghebbende noemt.",
            "Whom the plan names as a stakeholder.",
        )
        said.add(category, "sg:statedIn", whole)
        for (name, kind), known in self._partners.items():
            for curie in _CLASSES[kind]:
                said.add(known.iri, "a", term(curie))
            said.text(known.iri, "skos:prefLabel", name, self._language)
            said.add(known.iri, "sg:inCategory", category)
            for passage in dict.fromkeys(passage for _, passage in known.places()):
                said.add(known.iri, "sg:statedIn", passage)
            texts = {element.said("Description") for element, _ in known.places()}
            shared = texts.pop() if len(texts) == 1 else ""
            said.text(known.iri, "dcterms:description", shared, self._language)
            for at, found in known.organisations.items():
                self._special(known.iri, at, [element for element, _ in found], shared)
            for at, found in known.goals.items():
                elements = [element for element, _ in found]
                if len(found) > 1 or _differs(elements[0], shared):
                    self._special(known.iri, at, elements, shared)
                ends = (known.iri, "sg:supports", at)
                if _only_receives(elements):
                    ends = (at, "sg:mentions", known.iri)
                said.link(ends, found[0][1], self._by, self._on)

    def _special(
        self, partner: ox.NamedNode, at: ox.NamedNode, elements: Sequence[Element], shared: str
    ) -> None:
        """Say what is special to a partner at one thing: another description, and roles."""
        for element in elements:
            base = f"{local(at)}-{local(partner)}"
            part = self._said.free(base)
            self._said.add(part, "dcterms:isPartOf", at)
            self._said.add(part, "dcterms:type", ox.Literal("Stakeholder"))
            self._said.add(part, "dcterms:relation", partner)
            text = element.said("Description")
            if text != shared:
                self._said.text(part, "dcterms:description", text, self._language)
            self._parts.nested(element, part, base)


def _differs(element: Element, shared: str) -> bool:
    """Tell whether a stakeholder is more here than the partner is by itself."""
    return element.said("Description") != shared or any(map(holds, element.all("Role")))


def _only_receives(elements: Sequence[Element]) -> bool:
    """Tell whether a stakeholder is named as a beneficiary and as nothing else."""
    kinds = {
        one.text.strip()
        for element in elements
        for role in element.all("Role")
        for one in role.all("RoleType")
    }
    return kinds - {""} == {"Beneficiary"}
