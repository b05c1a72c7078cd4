"""A StratML file as it should have been, and what had to be mended for that.

Real files break their schema. What they say is kept wherever it can be; everything that is moved,
changed or left out is said, with its line.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Final

from samgraph.errors import Fault, SamgraphError, near_match
from samgraph.exchange.stratml_schema import (
    DATES,
    IDENTIFIER,
    PART_2,
    PARTS,
    ROLE_TYPES,
    Part,
)
from samgraph.exchange.stratml_values import all_text, as_choice, as_date, as_number, short
from samgraph.exchange.xmltree import Element


@dataclass(frozen=True, slots=True)
class Mended:
    """A StratML document that keeps its schema."""

    root: Element
    part: Part
    faults: tuple[Fault, ...]
    """What was mended, by line; what is alike is said once, with how many more there are."""
    lost: tuple[Fault, ...]
    """Every text that was left out, whole."""


_SETS: Final = frozenset({"RoleType", "ReferentIdentifier"})
"""The values of which an element may have several."""


def mend(root: Element, name: str) -> Mended:
    """Return a StratML document as it should have been; `name` is the file's.

    Raises:
        SamgraphError: the root is of no StratML document, or the document has no plan in it.

    """
    part = next((one for one in PARTS if one.root.casefold() == root.name.casefold()), None)
    if part is None:
        roots = [one.root for one in PARTS]
        if root.name == "RDF":
            raise SamgraphError(
                "is RDF/XML, not StratML",
                where=f"{name}:{root.line}",
                hint="let its name end in .rdf, and import it with --mapping",
            )
        raise SamgraphError(
            f"is no StratML: its root is <{root.name}>",
            where=f"{name}:{root.line}",
            hint=near_match(root.name, roots) or f"the root is <{'> or <'.join(roots)}>",
        )
    work = _Mending(name, part)
    if root.namespace != part.namespace:
        found = f'"{root.namespace}"' if root.namespace else "none"
        work.say(root, f"the namespace should be {part.namespace}, is {found}: read all the same")
    mended = work.element(work.with_submitter(replace(root, name=part.root)))
    if mended.first("StrategicPlanCore") is None or not _goals(mended):
        raise SamgraphError(
            "holds no Goal, and a StratML plan has at least one",
            where=f"{name}:{root.line}",
            hint="is it the whole file?",
        )
    return Mended(mended, part, tuple(work.faults()), tuple(work.lost))


def _goals(root: Element) -> list[Element]:
    core = root.first("StrategicPlanCore")
    return core.all("Goal") if core else []


class _Mending:
    """Goes through a document from the root down."""

    def __init__(self, name: str, part: Part) -> None:
        self._name = name
        self._part = part
        self._said: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._identifiers: set[str] = set()
        self.lost: list[Fault] = []

    def say(self, element: Element, message: str, hint: str = "") -> None:
        """Note what was mended at an element."""
        self._said[message, hint].append(element.line)

    def lose(self, element: Element, message: str, text: str, hint: str = "") -> None:
        """Note that a text at an element is left out, and keep it."""
        plain = " ".join(text.split())
        if plain:
            self.lost.append(Fault(f"{self._name}:{element.line}", f"<{element.name}>: {plain}"))
            message = f'{message}: "{short(plain)}"'
        self.say(element, message, hint)

    def with_submitter(self, root: Element) -> Element:
        """Return the root with its submitter where this part of the norm has it.

        Part 1 has it in the administrative information, part 2 behind that.
        """
        about = root.first("AdministrativeInformation")
        outer, inner = root.first("Submitter"), about.first("Submitter") if about else None
        wrong = outer if self._part.number == 1 else inner
        if wrong is None:
            return root
        self.say(wrong, f"<Submitter> does not stand here in part {self._part.number}: moved")
        if self._part.number == 1:
            about = about or Element("AdministrativeInformation", wrong.line, last=wrong.last)
            children = [one for one in root.children if one not in (wrong, about)]
            moved = replace(about, children=[*about.children, wrong])
            return replace(root, children=[*children, moved])
        assert about is not None  # noqa: S101 - what stands in it was found
        rest = replace(about, children=[one for one in about.children if one is not wrong])
        children = [rest if one is about else one for one in root.children]
        return replace(root, children=[*children, wrong])

    def faults(self) -> list[Fault]:
        """Return what was mended, by line; what is alike together."""
        found = []
        for (message, hint), lines in sorted(self._said.items(), key=lambda one: one[1][0]):
            more = len(lines) - 1
            where = f"{self._name}:{lines[0]}"
            times = f" ({more} more like this)" if more else ""
            found.append(Fault(where, message + times, hint))
        return found

    def element(self, element: Element) -> Element:
        """Return an element that keeps the schema."""
        slots = self._part.children.get(element.name)
        kept = replace(element, attributes=self._attributes(element), children=[])
        if slots is None:
            self._simple(element, kept)
            return kept
        if element.text.strip():
            self.lose(element, f"<{element.name}> holds loose text, left out", element.text)
        kept.text = ""
        order = {slot.name: number for number, slot in enumerate(slots)}
        last = -1
        for child in self._children(element, order):
            if order[child.name] < last:
                self.say(child, f"<{child.name}> stands too late in <{element.name}>: moved up")
            last = max(last, order[child.name])
            kept.children.append(child)
        kept.children.sort(key=lambda child: order[child.name])
        self._say_once(kept)
        if element.name == "Goal":
            self._lift(kept)
        for slot in slots:
            found = kept.all(slot.name)
            if slot.most is not None and len(found) > slot.most:
                for extra in found[slot.most :]:
                    message = f"<{element.name}> has more than {slot.most} <{slot.name}>: left out"
                    self.lose(extra, message, all_text(extra))
                    kept.children = [one for one in kept.children if one is not extra]
            if len(found) < slot.least and slot.name not in ("StrategicPlanCore", "Goal"):
                self.say(element, f"<{element.name}> lacks its <{slot.name}>: left empty")
                kept.children.append(Element(slot.name, element.line, last=element.line))
                kept.children.sort(key=lambda child: order[child.name])
        return kept

    def _children(self, element: Element, order: dict[str, int]) -> list[Element]:
        """Return the children that belong here, each mended."""
        found = []
        names = {name.casefold(): name for name in order}
        if element.name == "Objective":
            # Objectives within objectives are known to nobody, but real files have them.
            names["objective"] = "Objective"
            order.setdefault("Objective", len(order))
        for child in element.children:
            name = names.get(child.name.casefold())
            if name is None:
                text = all_text(child)
                message = f"<{element.name}> knows no <{child.name}>: left out"
                hint = near_match(child.name, order, 0.8)
                self.lose(child, message if text else f"{message}, it is empty", text, hint)
                continue
            if name != child.name:
                self.say(child, f"<{child.name}> is written <{name}>")
            mended = self.element(replace(child, name=name))
            if not self._is_void(mended, child):
                found.append(mended)
        return found

    def _say_once(self, element: Element) -> None:
        """Leave out what an element says twice in the same words."""
        told: set[tuple[str, str]] = set()
        children, element.children = element.children, []
        for child in children:
            key = (child.name, child.text)
            if child.name in _SETS and key in told:
                self.say(child, f"<{child.name}> is there twice with one value: said once")
                continue
            told.add(key)
            element.children.append(child)

    def _lift(self, goal: Element) -> None:
        """Let objectives that stand in another objective follow it."""
        flat: list[Element] = []

        def take(objective: Element) -> None:
            inner = objective.all("Objective")
            objective.children = [one for one in objective.children if one.name != "Objective"]
            flat.append(objective)
            for one in inner:
                self.say(one, "<Objective> stands in another one: put beside it")
                take(one)

        for objective in goal.all("Objective"):
            take(objective)
        goal.children = [one for one in goal.children if one.name != "Objective"] + flat

    def _is_void(self, mended: Element, found: Element) -> bool:
        """Tell whether an element has to be left out because its value is none that it may have."""
        if mended.name in DATES:
            return not mended.text and (bool(found.text.strip()) or not self._part.empty_dates)
        return mended.name in ("Identifier", "RoleType") and not mended.text

    def _simple(self, element: Element, kept: Element) -> None:
        text = all_text(element)
        if element.children:
            self.say(element, f"<{element.name}> holds elements: only their text is kept")
        kept.text = text.strip()
        if element.name in DATES:
            kept.text = self._date(element, kept.text)
        elif element.name == "NumberOfUnits":
            kept.text = self._number(element, kept.text)
        elif element.name == "RoleType":
            kept.text = self._choice(element, "RoleType", kept.text, ROLE_TYPES)
        elif element.name == "Identifier":
            kept.text = self._identifier(element, kept.text)

    def _date(self, element: Element, text: str) -> str:
        if not text:
            if not self._part.empty_dates:
                self.say(element, f"<{element.name}> is empty: left out")
            return ""
        found = as_date(text)
        if found:
            if found != text:
                self.say(element, f'the date "{short(text)}" is read as {found}')
            return found
        self.lose(
            element, f"<{element.name}> is no date: left out", text, "write it as in 2021-01-31"
        )
        return ""

    def _number(self, element: Element, text: str) -> str:
        found = as_number(text)
        if found or not text:
            if found != text:
                self.say(element, f'the number "{text}" is read as {found}')
            return found
        self.lose(element, "<NumberOfUnits> is no number: left out", text)
        return ""

    def _identifier(self, element: Element, text: str) -> str:
        if not text:
            self.say(element, "<Identifier> is empty: left out")
        elif not IDENTIFIER.fullmatch(text):
            self.lose(element, "<Identifier> is no identifier: left out", text)
        elif text in self._identifiers:
            self.lose(element, "<Identifier> stands there twice: left out", text)
        else:
            self._identifiers.add(text)
            return text
        return ""

    def _attributes(self, element: Element) -> dict[str, str]:
        known = self._part.attributes.get(element.name, {})
        kept = {}
        for name, value in element.attributes.items():
            if name in known:
                chosen = self._choice(element, name, value, known[name])
                if chosen:
                    kept[name] = chosen
            elif name != "lang":
                self.lose(element, f"<{element.name}> knows no attribute {name}: left out", value)
        if element.name == PART_2.root and "Type" not in kept:
            self.say(element, "the Type of the document is missing: taken for Strategic_Plan")
            kept["Type"] = "Strategic_Plan"
        return kept

    def _choice(self, element: Element, name: str, value: str, known: tuple[str, ...]) -> str:
        text = value.strip()
        chosen = as_choice(text, known)
        if chosen:
            if chosen != text:
                self.say(element, f'{name} "{short(text)}" is read as {chosen}')
            return chosen
        message = f"{name} is none of {', '.join(known)}: left out"
        self.lose(element, message if text else f"{name} is empty: left out", text)
        return ""
