"""The parts of a plan that come of StratML, written as its elements again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyoxigraph as ox

from samgraph.exchange.leftout import Asserted
from samgraph.exchange.stratml_parts import LEAVES, NESTED
from samgraph.exchange.stratml_schema import DATE, IDENTIFIER, NUMBER, ROLE_TYPES, Part
from samgraph.exchange.xmltree import Element
from samgraph.extraction.labels import unused
from samgraph.order import natural

_Node = ox.NamedNode | ox.BlankNode


def leaf(element: Element, name: str, text: str, *, always: bool = False) -> None:
    """Add a child with a text; one without is added only where the schema wants it."""
    if text or always:
        element.children.append(Element(name, text=text))


class PartWriter:
    """Makes elements of parts, and gives every element an identifier of its own."""

    def __init__(self, asserted: Asserted, lang: str, part: Part, namespace: str) -> None:
        self._asserted = asserted
        self._lang = lang
        self._part = part
        self._namespace = namespace
        self._names: set[str] = set()

    def attributes(self, element: Element, thing: _Node) -> None:
        """Give an element the attributes whose values its categories are."""
        known = self._part.attributes.get(element.name, {})
        if known:
            said = self._asserted.values(thing, "schema:category")
            for name, values in known.items():
                element.attributes.update([(name, one) for one in said if one in values])

    def nested(self, element: Element, thing: _Node) -> None:
        """Add the parts of a thing to its element, in the order of the schema."""
        for slot in self._part.children[element.name]:
            if slot.name in NESTED:
                for part in self.parts(thing, slot.name):
                    element.children.append(self.whole(slot.name, part))

    def whole(self, name: str, part: _Node) -> Element:
        """Return a part as an element, with all that is in it."""
        element = Element(name)
        self.attributes(element, part)
        for slot in self._part.children[name]:
            if slot.name == "Identifier":
                leaf(element, "Identifier", self.identifier(part))
            elif slot.name in NESTED:
                for inner in self.parts(part, slot.name)[: slot.most]:
                    element.children.append(self.whole(slot.name, inner))
            elif slot.name in LEAVES:
                for text in self._leaves(slot.name, part)[: slot.most]:
                    leaf(element, slot.name, text)
                if slot.least and not element.first(slot.name):
                    leaf(element, slot.name, "", always=True)
        return element

    def _leaves(self, name: str, part: _Node) -> list[str]:
        curie, kind = LEAVES[name]
        if kind == "text":
            return [self._asserted.text(part, curie, self._lang)]
        found = self._asserted.values(part, curie)
        fits: dict[str, Callable[[str], object]] = {
            "date": DATE.fullmatch,
            "decimal": NUMBER.fullmatch,
            "string": str,
        }
        known = ROLE_TYPES if name == "RoleType" else None
        return [one for one in found if fits[kind](one) and (known is None or one in known)]

    def parts(self, thing: _Node, name: str) -> list[_Node]:
        """Return the parts of a thing that come of an element of a name, in their order."""
        found = [
            part
            for part in self._asserted.pointing(thing, "dcterms:isPartOf")
            if name in self._asserted.values(part, "dcterms:type")
        ]
        return sorted(found, key=lambda part: natural(str(part)))

    def identifier(self, thing: _Node) -> str:
        """Return the last part of an IRI as an identifier that no other element has.

        An indicator of two objectives stands in both, and no identifier may come back.
        """
        local = str(getattr(thing, "value", "")).removeprefix(self._namespace)
        name = local if IDENTIFIER.fullmatch(local) else "_" + re.sub(r"[^\w.\-]", "-", local)
        return unused(name, self._names)
