"""The chain of the Flemish municipal plans: from strategic goal to action, by eli:has_member.

Strategische doelstelling, beleidsdoelstelling, actieplan and actie are levels, and levels are
matched by depth only: strategic goals are the first, operational goals the second; a result area
that advances a goal stands where an action would. The vocabulary has no place for an action plan
between them that samgraph knows, so that level stays empty.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph as ox

from samgraph.exchange.leftout import Asserted
from samgraph.exchange.options import Options
from samgraph.knowledge import Knowledge
from samgraph.rows import Rows
from samgraph.terms import PREFIXES, RDF, XSD

VMM: Final = "http://lblod.data.gift/vocabularies/vmm/"
_ELI: Final = PREFIXES["eli"]
_Node = ox.NamedNode | ox.BlankNode
_WORK_TYPE: Final = ox.NamedNode(_ELI + "work_type")
_MEMBER: Final = ox.NamedNode(_ELI + "has_member")
_MEMBER_OF: Final = ox.NamedNode(_ELI + "is_member_of")


def write_municipal(knowledge: Knowledge, target: Path, options: Options) -> Rows:
    """Write the chain as Turtle, and return what it has no words for.

    A result area is a member of the goals that it advances; by which links, `options.standing`
    tells. Texts keep their languages.
    """
    standing = "judged" if options.standing == "judged" else "stated"
    chain = _Chain(knowledge, Asserted(knowledge, standing))
    chain.write()
    lines = ox.serialize(sorted(set(chain.triples), key=str), format=ox.RdfFormat.N_TRIPLES) or b""
    prefixes = {name: space for name, space in {**knowledge.prefixes, "vmm": VMM}.items()
                if f"<{space}".encode() in lines}  # fmt: skip
    triples = [quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)]
    target.write_bytes(ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"")
    return chain.asserted.left()


class _Chain:
    """Gathers the triples of the chain, and marks what they say of the plan."""

    def __init__(self, knowledge: Knowledge, asserted: Asserted) -> None:
        self._plan = knowledge.plan
        self.asserted = asserted
        self.triples: list[ox.Triple] = []

    def write(self) -> None:
        """Say the plan, its goals and what advances them."""
        self._say(self._plan, RDF + "type", ox.NamedNode(VMM + "Aanlevering"))
        self.asserted.is_a(self._plan, "sg:Plan")
        self._texts(self._plan)
        for publisher in self.asserted.nodes(self._plan, "dcterms:publisher"):
            if isinstance(publisher, ox.NamedNode):
                self._say(self._plan, PREFIXES["dcterms"] + "publisher", publisher)
        strategic = self.asserted.members("sg:StrategicGoal")
        for goal in strategic:
            self._work(goal, "StrategischeDoelstelling")
            self.asserted.nodes(goal, "sg:partOf")
            self._member(self._plan, goal)
            self._advanced(goal)
        for goal in self.asserted.members("sg:OperationalGoal"):
            self._work(goal, "Beleidsdoelstelling")
            for above in self.asserted.nodes(goal, "sg:partOf"):
                self._member(above, goal)
            self._advanced(goal)

    def _advanced(self, goal: _Node) -> None:
        for area in self.asserted.pointing(goal, "sg:advances"):
            self.asserted.is_a(area, "sg:ResultArea")
            self._work(area, "Actie")
            self._member(goal, area)

    def _work(self, thing: _Node, level: str) -> None:
        self._say(thing, RDF + "type", ox.NamedNode(_ELI + "ComplexWork"))
        self.triples.append(ox.Triple(thing, _WORK_TYPE, ox.NamedNode(VMM + level)))
        self._texts(thing)
        for code in self.asserted.values(thing, "skos:notation"):
            literal = ox.Literal(code, datatype=ox.NamedNode(XSD + "string"))
            self._say(thing, PREFIXES["dcterms"] + "identifier", literal)

    def _texts(self, thing: _Node) -> None:
        for text in self.asserted.literals(thing, "skos:prefLabel"):
            self._say(thing, PREFIXES["eli"] + "title", text)
        for text in self.asserted.literals(thing, "dcterms:description"):
            self._say(thing, PREFIXES["eli"] + "description", text)

    def _member(self, whole: _Node, part: _Node) -> None:
        self.triples.append(ox.Triple(whole, _MEMBER, part))
        self.triples.append(ox.Triple(part, _MEMBER_OF, whole))

    def _say(self, thing: _Node, iri: str, value: ox.NamedNode | ox.Literal) -> None:
        self.triples.append(ox.Triple(thing, ox.NamedNode(iri), value))
