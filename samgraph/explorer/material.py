"""What is said of a plan's things, looked up once; each part is made when it is first wanted.

It is used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

import pyoxigraph as ox

from samgraph.cellstatus import CellStatuses, inspect_cells
from samgraph.coverage import Coverage, cover_all
from samgraph.extraction.labels import first_words
from samgraph.findings import Discrepancies, Discrepancy, Gap, Gaps, Place
from samgraph.gaptext import place_text
from samgraph.knowledge import Knowledge
from samgraph.lookup import Lookup
from samgraph.ontology import packaged_ontology
from samgraph.order import natural
from samgraph.places import place_of
from samgraph.records import Asserted, Record, records
from samgraph.routes import Tracer
from samgraph.stored import stored_discrepancies, stored_gaps
from samgraph.terms import DCTERMS, RDF, SKOS, sg

TYPE = ox.NamedNode(RDF + "type")
_BEHIND = frozenset(
    {
        *(sg("Passage"), sg("Link"), sg("Consideration")),
        *(sg("Gap"), sg("Suggestion"), sg("Amount")),
    }
)
"""Classes of what stands behind the plan's things, and is not itself one of them."""


class Material:
    """A plan's knowledge with what is often looked up in it.

    `also` are IRIs outside the plan's namespace that are things of it nonetheless, because it
    shares them with other plans.
    """

    def __init__(self, knowledge: Knowledge, also: Collection[str] = ()) -> None:
        self.knowledge = knowledge
        self.also = frozenset(also)
        self.store = knowledge.store
        self._places: dict[str, Place] = {}
        self._cells: dict[str, CellStatuses] = {}

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """By language, the label of every IRI that has one."""
        titles: dict[str, dict[str, str]] = {"nl": {}, "en": {}}
        for quad in self.store.quads_for_pattern(None, ox.NamedNode(DCTERMS + "title"), None):
            if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode):
                for lang, known in titles.items():
                    if quad.object.language == lang or quad.subject.value not in known:
                        known[quad.subject.value] = quad.object.value
        return {lang: titles[lang] | self.knowledge.labels(lang) for lang in ("nl", "en")}

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """The code of every thing that has one, by IRI."""
        found: dict[str, str] = {}
        for quad in self.store.quads_for_pattern(None, ox.NamedNode(SKOS + "notation"), None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                iri, code = quad.subject.value, quad.object.value
                found[iri] = min(code, found.get(iri, code))
        return found

    @cached_property
    def names(self) -> Lookup:
        """Everything that things are called."""
        return Lookup(self.knowledge)

    @cached_property
    def classes(self) -> Mapping[str, tuple[str, ...]]:
        """The classes in which the plan itself puts each thing, by IRI."""
        found: dict[str, list[str]] = {}
        for name in ("structure", "links", "findings", "suggested", "ontology"):
            graph = self.knowledge.graph(name)
            for quad in self.store.quads_for_pattern(None, TYPE, None, graph):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                    found.setdefault(quad.subject.value, []).append(quad.object.value)
        return {iri: tuple(sorted(set(some))) for iri, some in found.items()}

    @cached_property
    def things(self) -> tuple[str, ...]:
        """IRIs of the plan's things, without passages, records and gaps, in order."""
        namespace = self.knowledge.namespace
        return tuple(
            sorted(
                iri
                for iri, kinds in self.classes.items()
                if (iri.startswith(namespace) or iri in self.also)
                and not _BEHIND.intersection(kinds)
            )
        )

    def members(self, kind: str) -> tuple[str, ...]:
        """Return the IRIs of what is in a class or in one below it, in reading order."""
        wanted = ox.NamedNode(kind)
        found = {
            quad.subject.value
            for name in self.knowledge.graphs()
            for quad in self.store.quads_for_pattern(None, TYPE, wanted, name)
            if isinstance(quad.subject, ox.NamedNode)
        }
        return tuple(sorted(found, key=self.order))

    def order(self, iri: str) -> tuple[object, ...]:
        """Return a key that sorts by code, then by label, then by IRI."""
        code = self.codes.get(iri, "")
        label = self.labels["nl"].get(iri, "")
        return (not code, natural(code), not label, natural(label), natural(iri))

    @cached_property
    def records(self) -> Mapping[Asserted, Record]:
        """The record of every link, the suggested ones too."""
        return records(self.knowledge)

    @cached_property
    def gaps(self) -> Gaps:
        """The plan's gaps, the most important first."""
        return stored_gaps(self.knowledge)

    @cached_property
    def gaps_of(self) -> Mapping[str, tuple[Gap, ...]]:
        """The gaps of which each thing is the row or the column, by its IRI."""
        found: dict[str, list[Gap]] = {}
        for gap in self.gaps:
            for thing in dict.fromkeys(gap.things):
                found.setdefault(thing, []).append(gap)
        return {thing: tuple(some) for thing, some in found.items()}

    @cached_property
    def discrepancies(self) -> Discrepancies:
        """The plan's discrepancies, the heaviest first."""
        return stored_discrepancies(self.knowledge)

    @cached_property
    def discrepancies_of(self) -> Mapping[str, tuple[Discrepancy, ...]]:
        """The discrepancies about each thing, by its IRI."""
        found: dict[str, list[Discrepancy]] = {}
        for one in self.discrepancies:
            for thing in one.about:
                found.setdefault(thing, []).append(one)
        return {thing: tuple(some) for thing, some in found.items()}

    @cached_property
    def tracer(self) -> Tracer:
        """What finds the links behind cells and behind links that follow from others."""
        return Tracer(self.knowledge)

    @cached_property
    def coverage(self) -> Coverage:
        """The coverage of every frame."""
        return cover_all(self.knowledge)

    @cached_property
    def frame_names(self) -> tuple[str, ...]:
        """The names of the frames, in order."""
        return tuple(matrix.frame.name for matrix in self.coverage.matrices)

    def cells_of(self, frame: str) -> CellStatuses:
        """Return every cell of the frame of a name."""
        if frame not in self._cells:
            self._cells[frame] = inspect_cells(self.knowledge, frame, self.tracer)
        return self._cells[frame]

    @cached_property
    def link_predicates(self) -> frozenset[str]:
        """IRIs of the properties that link things: those of the ontology and of any record."""
        links = {term.iri for term in packaged_ontology().of_kind("link")} - {sg("linkedTo")}
        predicate = ox.NamedNode(RDF + "predicate")
        graph = self.knowledge.graph("links")
        recorded = {
            quad.object.value
            for quad in self.store.quads_for_pattern(None, predicate, None, graph)
            if isinstance(quad.object, ox.NamedNode)
        }
        return frozenset(links | recorded | {sg("relevantTo")})

    def place(self, passage: str) -> Place:
        """Return where a passage points."""
        return place_of(self.knowledge, ox.NamedNode(passage), self._places)

    def label(self, lang: str, iri: str) -> str:
        """Return what something is called, without a label the CURIE."""
        known = self.labels[lang].get(iri)
        return known if known is not None else self.knowledge.curie(iri)

    def text(self, lang: str, iri: str) -> str:
        """Return a description of something, in a language if it has one in that."""
        found = ""
        node, description = ox.NamedNode(iri), ox.NamedNode(DCTERMS + "description")
        for quad in self.store.quads_for_pattern(node, description, None):
            if isinstance(quad.object, ox.Literal):
                if quad.object.language == lang:
                    return str(quad.object.value)
                found = found or quad.object.value
        return found

    def short(self, lang: str, iri: str) -> str:
        """Return a name also for what has no label of its own.

        A passage is named by its place, a link by its parts, and anything else by the first words
        of its description.
        """
        known = self.labels[lang].get(iri)
        if known is not None:
            return known
        kinds = self.classes.get(iri, ())
        if sg("Passage") in kinds:
            return place_text(self.place(iri), lang)
        if sg("Link") in kinds:
            ends = [self._part(iri, name) for name in ("subject", "predicate", "object")]
            subject, predicate, value = (self.label(lang, end) for end in ends)
            return f"“{subject}” {predicate} “{value}”"
        text = self.text(lang, iri)
        return first_words(text) if text else self.knowledge.curie(iri)

    def _part(self, record: str, name: str) -> str:
        """Return what a link's record has as subject, predicate or object."""
        pattern = (ox.NamedNode(record), ox.NamedNode(RDF + name), None)
        found = (quad.object for quad in self.store.quads_for_pattern(*pattern))
        return next((term.value for term in found if isinstance(term, ox.NamedNode)), record)
