"""A StratML document as statements on a plan.

Goals and objectives become strategic and operational goals: a mapping by depth, not by name.
Stakeholders become partners; they support the goal that names them, unless it names them as no
more than its beneficiaries. What StratML has and samgraph has no word of its own for (roles,
relationships, measurements, the submitter) becomes parts: nodes that say of which thing they are a
part, of which element they come, and what is in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from samgraph.codes import as_written
from samgraph.exchange.citing import Citations
from samgraph.exchange.statements import Statements, term, typed
from samgraph.exchange.stratml_parts import LEAVES, NESTED
from samgraph.exchange.stratml_schema import PART_2
from samgraph.exchange.xmltree import Element
from samgraph.extraction.labels import first_words, slug
from samgraph.order import natural

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


class StratmlReader:
    """Says in `said` what a mended document holds; `on` is the date of its links."""

    def __init__(
        self, said: Statements, cite: Citations, document: ox.NamedNode, language: str, on: str
    ) -> None:
        self._said = said
        self._cite = cite
        self._language = language
        self._on = on
        self._plan = said.free("plan")
        self._document = document
        self._by = said.free("import")
        self._partners: dict[tuple[str, str], _Named] = {}

    def read(self, root: Element) -> ox.NamedNode:
        """Say everything that the document holds, and return the plan."""
        said, plan = self._said, self._plan
        whole = self._cite.passage(root.line, root.last, root.name)
        said.add(plan, "a", term("sg:Plan"))
        self._texts(plan, root, "the plan")
        said.add(plan, "sg:statedIn", whole)
        if root.name == PART_2.root:
            said.add(plan, "dcterms:type", ox.Literal(root.attributes["Type"]))
        said.add(self._by, "a", term("prov:Agent"))
        said.both(self._by, "skos:prefLabel", "import door samgraph", "import by samgraph")
        said.add(self._document, "a", term("dcterms:BibliographicResource"))
        said.text(self._document, "dcterms:title", root.said("Name") or "StratML", self._language)
        self._administration(root)
        core = root.first("StrategicPlanCore")
        assert core is not None  # noqa: S101 - what is mended has one
        self._core(core)
        self._write_partners(whole)
        return plan

    def _administration(self, root: Element) -> None:
        said = self._said
        about = root.first("AdministrativeInformation") or Element("AdministrativeInformation")
        period = said.free("period")
        said.add(period, "a", term("dcterms:PeriodOfTime"))
        said.add(self._plan, "dcterms:temporal", period)
        dates = [("StartDate", "schema:startDate"), ("EndDate", "schema:endDate")]
        for name, curie in dates:
            if about.said(name):
                said.add(period, curie, typed(about.said(name)[:10], "date"))
        if about.said("PublicationDate"):
            value = typed(about.said("PublicationDate")[:10], "date")
            said.add(self._document, "dcterms:date", value)
        if about.said("Source"):
            said.add(self._document, "schema:url", ox.Literal(about.said("Source")))
        if about.said("Identifier"):
            said.add(self._plan, "dcterms:identifier", ox.Literal(about.said("Identifier")))
        submitter = about.first("Submitter") or root.first("Submitter")
        if submitter is not None:
            self._part(submitter, self._document, "submitter")

    def _core(self, core: Element) -> None:
        said = self._said
        for number, element in enumerate(core.all("Organization"), 1):
            said.add(self._plan, "dcterms:publisher", self._organisation(element, number))
        for name, dutch, english in (("Vision", "Visie", "Vision"), ("Mission", "Missie", "Mission")):
            element = core.first(name)
            if element is not None and (element.said("Description") or element.said("Identifier")):
                thing = self._thing(element, name.casefold())
                said.add(thing, "a", term(f"sg:{name}"))
                said.both(thing, "skos:prefLabel", dutch, english)
                said.text(thing, "dcterms:description", element.said("Description"), self._language)
                said.add(thing, "sg:statedIn", self._passage(element, name))
        for number, element in enumerate(core.all("Value"), 1):
            if element.said("Name") or element.said("Description"):
                value = said.free(f"value-{number}")
                said.add(value, "a", term("sg:Value"))
                self._texts(value, element, f"value {number}")
                said.add(value, "sg:statedIn", self._passage(element, f"Value[{number}]"))
        goals = core.all("Goal")
        every = Counter(as_written(one.said("SequenceIndicator"))
                        for goal in goals for one in (goal, *goal.all("Objective")))  # fmt: skip
        codes = _codes(goals, [f"G{number}" for number in range(1, len(goals) + 1)], every)
        for number, (element, code) in enumerate(zip(goals, codes, strict=True), 1):
            section = f"Goal[{number}]"
            goal = self._goal(element, code, f"goal-{number}", section, "goal")
            said.add(goal, "a", term("sg:StrategicGoal"))
            said.add(goal, "sg:partOf", self._plan)
            objectives = element.all("Objective")
            made = [f"{code}.{place}" for place in range(1, len(objectives) + 1)]
            for place, (inner, own) in enumerate(
                zip(objectives, _codes(objectives, made, every), strict=True), 1
            ):
                self._objective(inner, own, (goal, number, place))

    def _objective(self, element: Element, code: str, at: tuple[ox.NamedNode, int, int]) -> None:
        goal, number, place = at
        section = f"Goal[{number}]/Objective[{place}]"
        objective = self._goal(element, code, f"objective-{number}-{place}", section, "objective")
        self._said.add(objective, "a", term("sg:OperationalGoal"))
        self._said.add(objective, "sg:partOf", goal)
        for count, inner in enumerate(element.all("PerformanceIndicator"), 1):
            if _holds(inner):
                self._indicator(inner, objective, f"{section}/PerformanceIndicator[{count}]", code)

    def _goal(
        self, element: Element, code: str, name: str, section: str, kind: str
    ) -> ox.NamedNode:
        said = self._said
        goal = self._thing(element, name)
        self._texts(goal, element, f"{kind} {code}")
        said.add(goal, "skos:notation", ox.Literal(code))
        if element.said("SequenceIndicator"):
            said.add(goal, "sg:codeInText", ox.Literal(element.said("SequenceIndicator")))
        said.add(goal, "sg:goalRole", term("sg:finality"))
        passage = self._passage(element, section)
        said.add(goal, "sg:statedIn", passage)
        for one in element.all("Stakeholder"):
            self._stakeholder(one, goal, passage, is_goal=True)
        return goal

    def _indicator(self, element: Element, goal: ox.NamedNode, section: str, code: str) -> None:
        said = self._said
        thing = self._thing(element, f"indicator-{slug(code)}")
        said.add(thing, "a", term("sg:Indicator"))
        said.add(thing, "sg:partOf", goal)
        label = element.said("MeasurementDimension") or f"indicator of {code}"
        said.text(thing, "skos:prefLabel", label, self._language)
        said.text(thing, "schema:unitText", element.said("UnitOfMeasurement"), self._language)
        said.text(thing, "skos:note", element.said("OtherInformation"), self._language)
        if element.said("SequenceIndicator"):
            said.add(thing, "sg:codeInText", ox.Literal(element.said("SequenceIndicator")))
        for value in sorted(element.attributes.values()):
            said.add(thing, "schema:category", ox.Literal(value))
        said.add(thing, "sg:statedIn", self._passage(element, section))
        self._nested(element, thing, _local(thing))

    def _organisation(self, element: Element, number: int) -> ox.NamedNode:
        said = self._said
        thing = self._thing(element, f"organisation-{number}")
        section = f"Organization[{number}]"
        said.add(thing, "a", term("sg:Organisation"))
        self._texts(thing, element, f"organisation {number}")
        if element.said("Acronym"):
            said.add(thing, "skos:notation", ox.Literal(element.said("Acronym")))
        passage = self._passage(element, section)
        said.add(thing, "sg:statedIn", passage)
        for one in element.all("Stakeholder"):
            self._stakeholder(one, thing, passage, is_goal=False)
        return thing

    def _stakeholder(
        self, element: Element, at: ox.NamedNode, passage: ox.NamedNode, *, is_goal: bool
    ) -> None:
        if not _holds(element):
            return
        kind = element.attributes.get("StakeholderTypeType", "")
        name = element.said("Name") or first_words(element.said("Description")) or "stakeholder"
        known = self._partners.get((name, kind))
        if known is None:
            known = _Named(self._said.free(f"partner-{slug(name)}"))
            self._partners[name, kind] = known
        places = known.goals if is_goal else known.organisations
        places.setdefault(at, []).append((element, passage))

    def _write_partners(self, whole: ox.NamedNode) -> None:
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
            base = f"{_local(at)}-{_local(partner)}"
            part = self._said.free(base)
            self._said.add(part, "dcterms:isPartOf", at)
            self._said.add(part, "dcterms:type", ox.Literal("Stakeholder"))
            self._said.add(part, "dcterms:relation", partner)
            text = element.said("Description")
            if text != shared:
                self._said.text(part, "dcterms:description", text, self._language)
            self._nested(element, part, base)

    def _nested(self, element: Element, thing: ox.NamedNode, base: str) -> None:
        """Say the parts that an element holds and that samgraph has no word of its own for."""
        counts: Counter[str] = Counter()
        for child in element.children:
            if child.name in NESTED and _holds(child):
                counts[child.name] += 1
                self._part(child, thing, f"{base}-{child.name.casefold()}-{counts[child.name]}")

    def _part(self, element: Element, thing: ox.NamedNode, name: str) -> None:
        said = self._said
        part = self._thing(element, name)
        said.add(part, "dcterms:isPartOf", thing)
        said.add(part, "dcterms:type", ox.Literal(element.name))
        for value in sorted(element.attributes.values()):
            said.add(part, "schema:category", ox.Literal(value))
        for child in element.children:
            text = child.text.strip()
            if child.name in LEAVES and text:
                curie, kind = LEAVES[child.name]
                if kind == "text":
                    said.text(part, curie, text, self._language)
                else:
                    said.add(part, curie, typed(text, kind))
        self._nested(element, part, name)

    def _thing(self, element: Element, name: str) -> ox.NamedNode:
        """Return the IRI of what an element stands for: by its identifier, or else by a name."""
        identifier = element.said("Identifier")
        if identifier and identifier not in self._said.taken:
            return self._said.free(identifier)
        return self._said.free(name)

    def _texts(self, thing: ox.NamedNode, element: Element, otherwise: str) -> None:
        """Say name, description and other information; a thing without a name is given one."""
        said, language = self._said, self._language
        name, description = element.said("Name"), element.said("Description")
        said.text(thing, "skos:prefLabel", name or first_words(description) or otherwise, language)
        said.text(thing, "dcterms:description", description, language)
        said.text(thing, "skos:note", element.said("OtherInformation"), language)

    def _passage(self, element: Element, section: str) -> ox.NamedNode:
        return self._cite.passage(element.line, element.last, section)


def _codes(siblings: Sequence[Element], made: list[str], every: Counter[str]) -> list[str]:
    """Return a code for each of some goals: the document's own where they serve, else made ones.

    They serve where every sibling has one, no other goal has the same, and they are in order.
    """
    codes = [as_written(one.said("SequenceIndicator")) for one in siblings]
    unique = all(code and every[code] == 1 for code in codes)
    return codes if unique and codes == sorted(codes, key=natural) else made


def _differs(element: Element, shared: str) -> bool:
    """Tell whether a stakeholder is more here than the partner is by itself."""
    return element.said("Description") != shared or any(map(_holds, element.all("Role")))


def _only_receives(elements: Sequence[Element]) -> bool:
    """Tell whether a stakeholder is named as a beneficiary and as nothing else."""
    kinds = {
        one.text.strip()
        for element in elements
        for role in element.all("Role")
        for one in role.all("RoleType")
    }
    return kinds - {""} == {"Beneficiary"}


def _holds(element: Element) -> bool:
    """Tell whether there is a text anywhere in an element."""
    return bool(element.text.strip()) or any(_holds(child) for child in element.children)


def _local(thing: ox.NamedNode) -> str:
    return thing.value.replace("#", "/").rsplit("/", 1)[-1]
