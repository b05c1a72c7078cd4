"""Nodes for what StratML has and samgraph has no words of its own for.

Roles, relationships, measurements and the submitter become parts: nodes that say of which thing
they are a part, of which element they come, and what is in them.
"""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox

from samgraph.exchange.statements import Statements, typed
from samgraph.exchange.stratml_parts import LEAVES, NESTED
from samgraph.exchange.xmltree import Element


class Parts:
    """Says the parts of things; texts are in one language."""

    def __init__(self, said: Statements, language: str) -> None:
        self._said = said
        self._language = language

    def nested(self, element: Element, thing: ox.NamedNode, base: str) -> None:
        """Say the parts that an element holds and that samgraph has no word of its own for."""
        counts: Counter[str] = Counter()
        for child in element.children:
            if child.name in NESTED and holds(child):
                counts[child.name] += 1
                self.part(child, thing, f"{base}-{child.name.casefold()}-{counts[child.name]}")

    def part(self, element: Element, thing: ox.NamedNode, name: str) -> None:
        """Say one part of a thing, and the parts in it."""
        said = self._said
        part = self.thing(element, name)
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
        self.nested(element, part, name)

    def thing(self, element: Element, name: str) -> ox.NamedNode:
        """Return the IRI of what an element stands for: by its identifier, or else by a name."""
        identifier = element.said("Identifier")
        if identifier and identifier not in self._said.taken:
            return self._said.free(identifier)
        return self._said.free(name)


def holds(element: Element) -> bool:
    """Tell whether there is a text anywhere in an element."""
    return bool(element.text.strip()) or any(holds(child) for child in element.children)


def local(thing: ox.NamedNode) -> str:
    """Return the last part of an IRI."""
    return thing.value.replace("#", "/").rsplit("/", 1)[-1]
