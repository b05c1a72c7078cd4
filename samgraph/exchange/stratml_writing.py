"""A plan as a StratML document: valid against its schema, and silent on what it has no room for."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from samgraph.errors import SamgraphError
from samgraph.exchange.leftout import Asserted
from samgraph.exchange.stratml_parts import NESTED
from samgraph.exchange.stratml_partwriting import PartWriter, leaf
from samgraph.exchange.stratml_schema import (
    DATE,
    IDENTIFIER,
    PART_1,
    PART_2,
    Part,
)
from samgraph.exchange.xmltree import Element
from samgraph.knowledge import Knowledge
from samgraph.order import ReadingOrder, natural
from samgraph.places import places
from samgraph.rows import Rows

_Node = ox.NamedNode | ox.BlankNode
_NO_STATEMENTS: Final = frozenset({"Missie", "Mission", "Visie", "Vision"})
"""Labels that only say what a thing is."""


def stratml_of(
    knowledge: Knowledge, lang: str = "nl", standing: str = "stated", number: int = 0
) -> tuple[Element, Part, Rows]:
    """Return a plan as a StratML document, the part of the norm, and what it cannot say.

    Texts are in `lang` where the plan has them so. `standing` tells whether partners support a goal
    by what is stated only or also by what is `judged`; StratML itself cannot tell the two apart.
    `number` is the part, 1 or 2; by default 1, and 2 where the plan says what part 1 has no room
    for: indicators, roles of stakeholders, the type of the document.

    Raises:
        SamgraphError: the plan has no strategic goal, without which there is no StratML.

    """
    asserted = Asserted(knowledge, standing)
    if number == 0:
        number = 2 if _needs_part_2(Asserted(knowledge, standing), knowledge) else 1
    part = PART_1 if number == 1 else PART_2
    root = _Writing(knowledge, asserted, lang, part).document()
    return root, part, asserted.left()


def _needs_part_2(asserted: Asserted, knowledge: Knowledge) -> bool:
    kinds = {"Role", *NESTED}
    parts = asserted.members("sg:Indicator")
    typed = asserted.values(knowledge.plan, "dcterms:type", "dcterms:identifier")
    query = "SELECT ?type { ?part dcterms:isPartOf ?thing ; dcterms:type ?type }"
    return bool(parts or typed) or any(one[0].value in kinds for one in knowledge.select(query))


class _Writing:
    """Makes the elements of one document, and marks what they say."""

    def __init__(self, knowledge: Knowledge, asserted: Asserted, lang: str, part: Part) -> None:
        self._plan = knowledge.plan
        self._asserted = asserted
        self._lang = lang
        self._part = part
        self._namespace = knowledge.namespace
        self._reading = ReadingOrder(knowledge)
        self._places = places(knowledge)
        self._writer = PartWriter(asserted, lang, part, knowledge.namespace)

    def document(self) -> Element:
        """Return the root."""
        root = Element(self._part.root, namespace=self._part.namespace)
        self._asserted.is_a(self._plan, "sg:Plan")
        if self._part.number == 2:
            kinds = self._part.attributes[self._part.root]["Type"]
            said = [
                one for one in self._asserted.values(self._plan, "dcterms:type") if one in kinds
            ]
            root.attributes["Type"] = said[0] if said else kinds[0]
        core = Element("StrategicPlanCore")
        self._texts(root, self._plan)
        root.children.append(core)
        self._organisations(core)
        for name in ("Vision", "Mission"):
            self._statement(core, name)
        for value in self._ordered(self._asserted.members("sg:Value")):
            element = Element("Value")
            self._texts(element, value, note=False)
            core.children.append(element)
        goals = self._ordered(self._asserted.members("sg:StrategicGoal"))
        if not goals:
            raise SamgraphError(
                "has no strategic goal, and StratML wants at least one",
                where=self._namespace,
                hint="give a goal the class sg:StrategicGoal",
            )
        core.children.extend(self._goal(goal) for goal in goals)
        self._administration(root)
        return root

    def _statement(self, core: Element, name: str) -> None:
        """Add the vision or the mission: the whole of it, of which others may be parts."""
        things = self._ordered(self._asserted.members(f"sg:{name}"))
        tops = [thing for thing in things if not self._asserted.nodes(thing, "sg:partOf")]
        if not tops:
            return
        element = Element(name)
        text = self._asserted.text(tops[0], "dcterms:description", self._lang)
        label = "" if text else self._asserted.text(tops[0], "skos:prefLabel", self._lang)
        leaf(element, "Description", text or ("" if label in _NO_STATEMENTS else label))
        leaf(element, "Identifier", self._writer.identifier(tops[0]))
        core.children.append(element)

    def _organisations(self, core: Element) -> None:
        for thing in self._ordered(self._asserted.nodes(self._plan, "dcterms:publisher")):
            self._asserted.is_a(thing, "sg:Organisation")
            element = Element("Organization")
            leaf(element, "Name", self._label(thing))
            leaf(element, "Acronym", self._asserted.value(thing, "skos:notation"))
            leaf(element, "Identifier", self._writer.identifier(thing))
            text = self._asserted.text(thing, "dcterms:description", self._lang)
            leaf(element, "Description", text)
            self._stakeholders(element, thing, [])
            core.children.append(element)

    def _goal(self, goal: _Node) -> Element:
        element = self._common("Goal", goal)
        self._asserted.nodes(goal, "sg:partOf")
        below = [one for one in self._asserted.pointing(goal, "sg:partOf")
                 if self._asserted.is_a(one, "sg:OperationalGoal")]  # fmt: skip
        for objective in self._ordered(below):
            inner = self._common("Objective", objective)
            if self._part.number == 2:
                indicators = [one for one in self._asserted.pointing(objective, "sg:partOf")
                              if self._asserted.is_a(one, "sg:Indicator")]  # fmt: skip
                inner.children.extend(map(self._indicator, self._ordered(indicators)))
            element.children.append(inner)
        return element

    def _common(self, name: str, goal: _Node) -> Element:
        """Return what goals and objectives have alike."""
        element = Element(name)
        leaf(element, "Name", self._label(goal), always=True)
        text = self._asserted.text(goal, "dcterms:description", self._lang)
        leaf(element, "Description", text, always=True)
        leaf(element, "Identifier", self._writer.identifier(goal))
        properties = ("sg:codeInText", "sg:codeInGrid", "skos:notation")
        leaf(element, "SequenceIndicator", self._asserted.value(goal, *properties))
        supporting = self._asserted.pointing(goal, "sg:supports")
        self._stakeholders(element, goal, supporting)
        note = self._asserted.text(goal, "skos:note", self._lang)
        leaf(element, "OtherInformation", note)
        return element

    def _stakeholders(self, element: Element, thing: _Node, supporting: list[_Node]) -> None:
        """Add who has a stake in a thing; what is special to them there goes before the rest."""
        special: dict[_Node, list[_Node]] = {}
        for part in self._writer.parts(thing, "Stakeholder"):
            for partner in self._asserted.nodes(part, "dcterms:relation"):
                special.setdefault(partner, []).append(part)
        named = set(self._asserted.nodes(thing, "sg:mentions")) & set(special)
        for partner in self._ordered([*set(supporting) | set(special) | named]):
            parts: list[_Node | None] = [*special.get(partner, [])]
            found = parts or [None]
            element.children.extend(self._stakeholder(partner, one) for one in found)

    def _stakeholder(self, partner: _Node, part: _Node | None) -> Element:
        element = Element("Stakeholder")
        kinds = {
            "Organization": ("sg:PartnerOrganisation",),
            "Generic_Group": ("sg:PartnerGroup",),
            "Person": ("prov:Person",),
        }
        for kind, classes in kinds.items():
            if self._asserted.is_a(partner, *classes):
                element.attributes["StakeholderTypeType"] = kind
        self._asserted.is_a(partner, "sg:Partner", "prov:Agent")
        leaf(element, "Name", self._label(partner), always=True)
        own = self._asserted.text(partner, "dcterms:description", self._lang)
        here = self._asserted.text(part, "dcterms:description", self._lang) if part else ""
        leaf(element, "Description", here or own)
        if part is not None and self._part.number == 2:
            self._writer.nested(element, part)
        return element

    def _indicator(self, thing: _Node) -> Element:
        asserted = self._asserted
        element = Element("PerformanceIndicator")
        self._writer.attributes(element, thing)
        leaf(element, "SequenceIndicator", asserted.value(thing, "sg:codeInText"))
        leaf(element, "MeasurementDimension", self._label(thing), always=True)
        unit = asserted.text(thing, "schema:unitText", self._lang)
        leaf(element, "UnitOfMeasurement", unit, always=True)
        leaf(element, "Identifier", self._writer.identifier(thing))
        self._writer.nested(element, thing)
        note = asserted.text(thing, "skos:note", self._lang)
        leaf(element, "OtherInformation", note)
        return element

    def _administration(self, root: Element) -> None:
        asserted = self._asserted
        element = Element("AdministrativeInformation")
        if self._part.number == 2:
            identifier = asserted.value(self._plan, "dcterms:identifier")
            if IDENTIFIER.fullmatch(identifier):
                leaf(element, "Identifier", identifier)
        for period in asserted.nodes(self._plan, "dcterms:temporal"):
            asserted.is_a(period, "dcterms:PeriodOfTime")
            leaf(element, "StartDate", asserted.value(period, "schema:startDate"))
            leaf(element, "EndDate", asserted.value(period, "schema:endDate"))
        submitters: list[_Node] = []
        for document in self._documents()[:1]:
            asserted.is_a(document, "dcterms:BibliographicResource")
            published = asserted.value(document, "dcterms:date")
            if DATE.fullmatch(published):
                leaf(element, "PublicationDate", published)
            leaf(element, "Source", asserted.value(document, "schema:url"))
            submitters = self._writer.parts(document, "Submitter")
        if submitters:
            submitter = self._writer.whole("Submitter", submitters[0])
            (element if self._part.number == 1 else root).children.append(submitter)
        if element.children:
            behind = 1 if self._part.number == 2 and submitters else 0
            root.children.insert(len(root.children) - behind, element)

    def _documents(self) -> list[_Node]:
        """Return the documents in which the plan is stated, by what points to them."""
        return [
            document
            for passage in self._asserted.nodes(self._plan, "sg:statedIn")
            for document in self._asserted.nodes(passage, "oa:hasSource")
        ]

    def _texts(self, element: Element, thing: _Node, *, note: bool = True) -> None:
        leaf(element, "Name", self._label(thing), always=True)
        text = self._asserted.text(thing, "dcterms:description", self._lang)
        leaf(element, "Description", text)
        if note:
            more = self._asserted.text(thing, "skos:note", self._lang)
            leaf(element, "OtherInformation", more)

    def _label(self, thing: _Node) -> str:
        return self._asserted.text(thing, "skos:prefLabel", self._lang)

    def _ordered(self, things: list[_Node]) -> list[_Node]:
        """Return things by code, by where the source has them, and by their names."""

        def key(thing: _Node) -> tuple[object, ...]:
            iri = str(getattr(thing, "value", ""))
            where = self._places.get(iri, ())
            section = where[0].section if where else ""
            return (*self._reading.key(iri)[:3], natural(section), natural(iri))

        return sorted(set(things), key=key)
