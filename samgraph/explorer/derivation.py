"""From which links on record a link follows that has no record of its own."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from samgraph.errors import SamgraphError
from samgraph.explorer.evidence import Evidence, Json
from samgraph.framing import Frame
from samgraph.records import Asserted
from samgraph.routes import Route, by_cell

MOST = 5
"""Ways to one link that are told; the shortest and best known come first."""


class Derivation:
    """Traces links back to those that they follow from; property by property, when first asked."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._known: dict[str, Mapping[tuple[str, str], tuple[Route, ...]]] = {}

    def of(self, link: Asserted) -> Json:
        """Return under `follows` the ways from one end of a link to the other, as lists of links.

        It is empty where the link follows in another way than by the plan's links.
        """
        subject, predicate, value = link
        if predicate not in self._known:
            self._known[predicate] = self._routes(predicate)
        ways = [route.links for route in self._known[predicate].get((subject, value), ())]
        told = [way for way in ways if way and way != (link,)]
        if not told:
            return {}
        said: Json = {"follows": [[self._evidence.link(one) for one in way] for way in told[:MOST]]}
        return said | ({"more": len(told) - MOST} if len(told) > MOST else {})

    def _routes(self, predicate: str) -> Mapping[tuple[str, str], tuple[Route, ...]]:
        material = self._evidence.material
        ends: tuple[set[str], set[str]] = (set(), set())
        for name in ("stated", "derived", "judged"):
            graph = material.knowledge.graph(name)
            for quad in material.store.quads_for_pattern(
                None, ox.NamedNode(predicate), None, graph
            ):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                    ends[0].add(quad.subject.value)
                    ends[1].add(quad.object.value)
        subjects, objects = (tuple(sorted(some)) for some in ends)
        frame = Frame("", "", {}, f"<{predicate}>", "silent", frozenset(), subjects, objects, ())
        try:
            return by_cell(material.tracer.routes(frame))
        except SamgraphError:
            return {}  # More ways than anybody could read.
