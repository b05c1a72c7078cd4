"""The chain of the Flemish municipal plans: from strategic goal to action, by eli:has_member.

Strategische doelstelling, beleidsdoelstelling, actieplan and actie are levels, and levels are
matched by depth only: strategic goals are the first, operational goals the second; a result area
that advances a goal stands where an action would. Between these two samgraph knows no level, so
there are no action plans, and an action is a member of the goal itself.

As in the data of the municipalities, a work has its words in an expression: the short text in
eli:description, the long one in epvoc:expressionContent, the code in schema:code, which stands
under https there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph as ox

from samgraph.exchange.leftout import Asserted
from samgraph.exchange.options import Options
from samgraph.knowledge import Knowledge
from samgraph.rows import Rows
from samgraph.terms import PREFIXES, RDF

VMM: Final = "http://lblod.data.gift/vocabularies/vmm/"
_SPACES: Final = {
    "vmm": VMM,
    "eli": PREFIXES["eli"],
    "dcterms": PREFIXES["dcterms"],
    "skos": PREFIXES["skos"],
    "epvoc": "https://data.europarl.europa.eu/def/epvoc#",
    "schemas": "https://schema.org/",
    "rdf": RDF,
}
_Node = ox.NamedNode | ox.BlankNode


def _iri(curie: str) -> ox.NamedNode:
    prefix, _, local = curie.partition(":")
    return ox.NamedNode(_SPACES[prefix] + local)


def write_municipal(knowledge: Knowledge, target: Path, options: Options) -> Rows:
    """Write the chain as Turtle, and return what it has no words for.

    A result area is a member of the goals that it advances; by which links, `options.standing`
    tells. Texts keep their languages.
    """
    standing = "judged" if options.standing == "judged" else "stated"
    chain = _Chain(knowledge, Asserted(knowledge, standing))
    chain.write()
    lines = ox.serialize(sorted(set(chain.triples), key=str), format=ox.RdfFormat.N_TRIPLES) or b""
    prefixes = {name: space for name, space in {**knowledge.prefixes, **_SPACES}.items()
                if f"<{space}".encode() in lines}  # fmt: skip
    triples = [quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)]
    target.write_bytes(ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"")
    return chain.asserted.left()


class _Chain:
    """Gathers the triples of the chain, and marks what they say of the plan."""

    def __init__(self, knowledge: Knowledge, asserted: Asserted) -> None:
        self._plan = knowledge.plan
        self._publishers = asserted.nodes(self._plan, "dcterms:publisher")
        self.asserted = asserted
        self.triples: list[ox.Triple] = []

    def write(self) -> None:
        """Say the plan, its goals and what advances them."""
        self._say(self._plan, "rdf:type", _iri("vmm:Aanlevering"))
        self.asserted.is_a(self._plan, "sg:Plan")
        for title in self.asserted.literals(self._plan, "skos:prefLabel"):
            self._say(self._plan, "dcterms:title", title)
        for publisher in self._publishers:
            self.asserted.is_a(publisher, "sg:Organisation")
            for name in self.asserted.literals(publisher, "skos:prefLabel"):
                self._say(publisher, "skos:prefLabel", name)
        for goal in self.asserted.members("sg:StrategicGoal"):
            self._work(goal, "StrategischeDoelstelling", "ComplexWork")
            self.asserted.nodes(goal, "sg:partOf")
            self._advanced(goal)
        for goal in self.asserted.members("sg:OperationalGoal"):
            self._work(goal, "Beleidsdoelstelling", "ComplexWork")
            for above in self.asserted.nodes(goal, "sg:partOf"):
                if self.asserted.is_a(above, "sg:StrategicGoal"):
                    self._member(above, goal)
            self._advanced(goal)

    def _advanced(self, goal: _Node) -> None:
        for area in self.asserted.pointing(goal, "sg:advances"):
            self.asserted.is_a(area, "sg:ResultArea")
            self._work(area, "Actie", "Work")
            self._say(self._plan, "dcterms:hasPart", area)
            for publisher in self._publishers:
                self._say(area, "eli:passed_by", publisher)
            self._member(goal, area)

    def _work(self, thing: _Node, level: str, kind: str) -> None:
        """Say a work of a level, with its expression."""
        asserted = self.asserted
        self._say(thing, "rdf:type", _iri(f"eli:{kind}"))
        self._say(thing, "eli:work_type", _iri(f"vmm:{level}"))
        iri = str(getattr(thing, "value", ""))
        expression = ox.NamedNode(f"{iri}/expression")
        self._say(thing, "eli:is_realized_by", expression)
        self._say(expression, "rdf:type", _iri("eli:Expression"))
        codes = [ox.Literal(code) for code in asserted.values(thing, "skos:notation")]
        for code in codes:
            self._say(expression, "schemas:code", code)
        for code in codes or [ox.Literal(iri.replace("#", "/").rsplit("/", 1)[-1])]:
            self._say(thing, "dcterms:identifier", code)
        for text in asserted.literals(thing, "skos:prefLabel"):
            self._say(expression, "eli:description", text)
        for text in asserted.literals(thing, "dcterms:description"):
            self._say(expression, "epvoc:expressionContent", text)

    def _member(self, whole: _Node, part: _Node) -> None:
        self._say(whole, "eli:has_member", part)
        self._say(part, "eli:is_member_of", whole)

    def _say(self, thing: _Node, curie: str, value: _Node | ox.Literal) -> None:
        self.triples.append(ox.Triple(thing, _iri(curie), value))
