"""A StratML document as statements on a plan.

Goals and objectives become strategic and operational goals: a mapping by depth, not by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pyoxigraph as ox

from samgraph.codes import as_written
from samgraph.exchange.citing import Citations
from samgraph.exchange.statements import Statements, term, typed
from samgraph.exchange.stratml_nodes import Parts, holds, local
from samgraph.exchange.stratml_schema import PART_2
from samgraph.exchange.stratml_stakeholders import Stakeholders
from samgraph.exchange.xmltree import Element
from samgraph.extraction.labels import first_words, slug
from samgraph.order import natural


class StratmlReader:
    """Says in `said` what a mended document holds; `on` is the date of its links."""

    def __init__(
        self, said: Statements, cite: Citations, document: ox.NamedNode, language: str, on: str
    ) -> None:
        self._said = said
        self._cite = cite
        self._language = language
        self._plan = said.free("plan")
        self._document = document
        self._by = said.free("import")
        self._parts = Parts(said, language)
        self._stakeholders = Stakeholders(said, self._parts, language, self._by, on)

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
        self._stakeholders.say(whole)
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
            self._parts.part(submitter, self._document, "submitter")

    def _core(self, core: Element) -> None:
        said = self._said
        for number, element in enumerate(core.all("Organization"), 1):
            said.add(self._plan, "dcterms:publisher", self._organisation(element, number))
        for name, dutch, english in (
            ("Vision", "Visie", "Vision"),
            ("Mission", "Missie", "Mission"),
        ):
            one = core.first(name)
            if one is not None and (one.said("Description") or one.said("Identifier")):
                thing = self._parts.thing(one, name.casefold())
                said.add(thing, "a", term(f"sg:{name}"))
                said.both(thing, "skos:prefLabel", dutch, english)
                said.text(thing, "dcterms:description", one.said("Description"), self._language)
                said.add(thing, "sg:statedIn", self._passage(one, name))
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
            if holds(inner):
                self._indicator(inner, objective, f"{section}/PerformanceIndicator[{count}]", code)

    def _goal(
        self, element: Element, code: str, name: str, section: str, kind: str
    ) -> ox.NamedNode:
        said = self._said
        goal = self._parts.thing(element, name)
        self._texts(goal, element, f"{kind} {code}")
        said.add(goal, "skos:notation", ox.Literal(code))
        if element.said("SequenceIndicator"):
            said.add(goal, "sg:codeInText", ox.Literal(element.said("SequenceIndicator")))
        said.add(goal, "sg:goalRole", term("sg:finality"))
        passage = self._passage(element, section)
        said.add(goal, "sg:statedIn", passage)
        for one in element.all("Stakeholder"):
            self._stakeholders.add(one, goal, passage, is_goal=True)
        return goal

    def _indicator(self, element: Element, goal: ox.NamedNode, section: str, code: str) -> None:
        said = self._said
        thing = self._parts.thing(element, f"indicator-{slug(code)}")
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
        self._parts.nested(element, thing, local(thing))

    def _organisation(self, element: Element, number: int) -> ox.NamedNode:
        said = self._said
        thing = self._parts.thing(element, f"organisation-{number}")
        section = f"Organization[{number}]"
        said.add(thing, "a", term("sg:Organisation"))
        self._texts(thing, element, f"organisation {number}")
        if element.said("Acronym"):
            said.add(thing, "skos:notation", ox.Literal(element.said("Acronym")))
        passage = self._passage(element, section)
        said.add(thing, "sg:statedIn", passage)
        for one in element.all("Stakeholder"):
            self._stakeholders.add(one, thing, passage, is_goal=False)
        return thing

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
