"""Findings as statements in the plan's own findings graph, so that they can be queried too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import pyoxigraph as ox

from samgraph.findings import (
    SEVERITIES,
    Discrepancies,
    Discrepancy,
    Gap,
    Gaps,
    Place,
    Suggestion,
)
from samgraph.knowledge import Knowledge
from samgraph.places import place_of
from samgraph.terms import DCTERMS, RDF, XSD, sg

_Said: TypeAlias = dict[str, list[ox.NamedNode | ox.Literal]]
"""What is said of one finding: values by property."""


def write_gaps(knowledge: Knowledge, gaps: Iterable[Gap]) -> None:
    """Write gaps into the plan's findings graph, and what could close them among suggestions."""
    gaps = tuple(gaps)
    graph = knowledge.graph("findings")
    knowledge.store.extend(
        ox.Quad(ox.NamedNode(gap.iri), ox.NamedNode(name), value, graph)
        for gap in gaps
        for name, value in _triples(knowledge, gap, _passages(knowledge, gap))
    )
    graph = knowledge.graph("suggested")
    knowledge.store.extend(
        ox.Quad(ox.NamedNode(f"{gap.iri}~{number}"), ox.NamedNode(name), value, graph)
        for gap in gaps
        for number, one in enumerate(gap.suggestions, start=1)
        for name, value in _suggestion(gap, number, one)
    )


def _number(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD + "integer"))


def _suggestion(
    gap: Gap, number: int, one: Suggestion
) -> Iterable[tuple[str, ox.NamedNode | ox.Literal]]:
    yield RDF + "type", ox.NamedNode(sg("Suggestion"))
    yield sg("closes"), ox.NamedNode(gap.iri)
    yield sg("candidate"), ox.NamedNode(one.candidate)
    yield sg("rank"), _number(number)
    for lang, text in one.descriptions.items():
        yield DCTERMS + "description", ox.Literal(text, language=lang)


def _passages(knowledge: Knowledge, gap: Gap) -> list[str]:
    """Return the passages on the frame's scope, the row and the column."""
    frame = _frame(knowledge, gap)
    stated_in = ox.NamedNode(sg("statedIn"))
    silent = ox.Quad(
        frame, ox.NamedNode(sg("scope")), ox.NamedNode(sg("silent")), knowledge.graph("structure")
    )
    # What is said of a frame on which the source is silent is no reason for a gap in it.
    of_frame = "" if silent in knowledge.store else frame.value
    return sorted(
        {
            quad.object.value
            for thing in filter(None, (of_frame, gap.row, gap.column))
            for quad in knowledge.store.quads_for_pattern(ox.NamedNode(thing), stated_in, None)
            if isinstance(quad.object, ox.NamedNode)
        }
    )


def _frame(knowledge: Knowledge, gap: Gap) -> ox.NamedNode:
    """Return the frame of a gap; a frame's id may begin with `frame-`, its name does not."""
    plain = ox.NamedNode(knowledge.namespace + gap.frame)
    is_frame = ox.Quad(
        plain, ox.NamedNode(RDF + "type"), ox.NamedNode(sg("Frame")), knowledge.graph("structure")
    )
    if is_frame in knowledge.store:
        return plain
    return ox.NamedNode(f"{knowledge.namespace}frame-{gap.frame}")


def _triples(
    knowledge: Knowledge, gap: Gap, passages: Iterable[str]
) -> Iterable[tuple[str, ox.NamedNode | ox.Literal]]:
    yield RDF + "type", ox.NamedNode(sg("Gap"))
    yield sg("frame"), _frame(knowledge, gap)
    if gap.row:
        yield sg("row"), ox.NamedNode(gap.row)
    if gap.column:
        yield sg("column"), ox.NamedNode(gap.column)
    yield sg("gapKind"), ox.NamedNode(sg(gap.kind))
    robust = "true" if gap.robust else "false"
    yield sg("robust"), ox.Literal(robust, datatype=ox.NamedNode(XSD + "boolean"))
    yield sg("rank"), _number(gap.rank)
    for passage in passages:
        yield sg("statedIn"), ox.NamedNode(passage)
    for lang, text in gap.descriptions.items():
        yield DCTERMS + "description", ox.Literal(text, language=lang)


def stored_gaps(knowledge: Knowledge) -> Gaps:
    """Return the gaps that are in the plan's findings graph, the most important first."""
    known: dict[str, Place] = {}
    suggestions = _suggestions(knowledge)
    found = [
        _stored(knowledge, iri, about, known, suggestions.get(iri, ()))
        for iri, about in _findings(knowledge, "Gap").items()
    ]
    return Gaps(sorted(found, key=lambda gap: gap.rank))


def _suggestions(knowledge: Knowledge) -> dict[str, tuple[Suggestion, ...]]:
    """Return what could close each gap, by the gap's IRI."""
    found: dict[str, list[tuple[int, Suggestion]]] = {}
    for about in _findings(knowledge, "Suggestion", "suggested").values():
        suggestion = Suggestion(about[sg("candidate")][0].value, _descriptions(about))
        rank = int(about[sg("rank")][0].value)
        found.setdefault(about[sg("closes")][0].value, []).append((rank, suggestion))
    return {
        gap: tuple(one for _, one in sorted(some, key=lambda pair: pair[0]))
        for gap, some in found.items()
    }


def _findings(knowledge: Knowledge, kind: str, name: str = "findings") -> dict[str, _Said]:
    """Return what is said of every finding of one class."""
    said: dict[str, _Said] = {}
    graph = knowledge.graph(name)
    # A scan of one small graph, several times faster than a query over the union of all.
    for quad in knowledge.store.quads_for_pattern(None, None, None, graph):
        subject, value = quad.subject, quad.object
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            about = said.setdefault(subject.value, {})
            about.setdefault(quad.predicate.value, []).append(value)
    type_ = ox.NamedNode(sg(kind))
    return {iri: about for iri, about in said.items() if type_ in about.get(RDF + "type", ())}


def _stored(
    knowledge: Knowledge,
    iri: str,
    about: _Said,
    known: dict[str, Place],
    suggestions: tuple[Suggestion, ...],
) -> Gap:
    def one(name: str) -> str:
        values = about.get(sg(name))
        return values[0].value if values else ""

    evidence = [place_of(knowledge, passage, known) for passage in about.get(sg("statedIn"), ())]
    return Gap(
        iri,
        one("frame").removeprefix(knowledge.namespace).removeprefix("frame-"),
        one("row"),
        one("column"),
        one("gapKind").removeprefix(sg("")),
        one("robust") == "true",
        int(one("rank")),
        _descriptions(about),
        tuple(sorted(evidence)),
        suggestions,
    )


def _descriptions(about: _Said) -> dict[str, str]:
    return {
        text.language or "": text.value
        for text in about.get(DCTERMS + "description", ())
        if isinstance(text, ox.Literal)
    }


def write_discrepancies(knowledge: Knowledge, discrepancies: Iterable[Discrepancy]) -> None:
    """Write discrepancies into the plan's findings graph."""
    graph = knowledge.graph("findings")
    knowledge.store.extend(
        ox.Quad(ox.NamedNode(one.iri), ox.NamedNode(name), value, graph)
        for one in discrepancies
        for name, value in _statements(one)
    )


def _statements(one: Discrepancy) -> Iterable[tuple[str, ox.NamedNode | ox.Literal]]:
    yield RDF + "type", ox.NamedNode(sg("Discrepancy"))
    yield sg("discrepancyKind"), ox.NamedNode(sg(one.kind))
    yield sg("severity"), ox.NamedNode(sg(one.severity))
    for thing in one.about:
        yield sg("about"), ox.NamedNode(thing)
    for passage in one.passages:
        yield sg("statedIn"), ox.NamedNode(passage)
    for lang, text in one.descriptions.items():
        yield DCTERMS + "description", ox.Literal(text, language=lang)


def stored_discrepancies(knowledge: Knowledge) -> Discrepancies:
    """Return the discrepancies in the plan's findings graph, by severity, then kind, then IRI."""
    known: dict[str, Place] = {}
    found = []
    for iri, about in _findings(knowledge, "Discrepancy").items():
        passages = sorted(about.get(sg("statedIn"), ()), key=lambda passage: passage.value)
        found.append(
            Discrepancy(
                iri,
                about[sg("discrepancyKind")][0].value.removeprefix(sg("")),
                about[sg("severity")][0].value.removeprefix(sg("")),
                tuple(sorted(thing.value for thing in about.get(sg("about"), ()))),
                _descriptions(about),
                tuple(sorted({place_of(knowledge, passage, known) for passage in passages})),
                tuple(passage.value for passage in passages),
            )
        )
    return Discrepancies(
        sorted(found, key=lambda one: (SEVERITIES.index(one.severity), one.kind, one.iri))
    )
