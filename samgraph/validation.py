"""SHACL on what was asserted, before reasoning types a wrong node and hides the mistake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from samgraph.resources import ontology_files, shapes_file
from samgraph.schema import stable
from samgraph.terms import PREFIXES, compact

if TYPE_CHECKING:
    import rdflib
    import shifty

SEVERITIES = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that a shape has to say to the author of the plan."""

    severity: str
    """One of `SEVERITIES`."""
    focus: str
    shape: str
    path: str
    value: str
    messages: tuple[tuple[str, str], ...]
    """Pairs of language and message."""

    def message(self, lang: str) -> str:
        """Return the message in `lang`, or in any language if it has none."""
        return dict(self.messages).get(lang) or self.messages[0][1]


def validate(
    quads: Iterable[ox.Quad],
    shapes: Path | None = None,
    ontology: Iterable[Path] | None = None,
) -> tuple[Finding, ...]:
    """Return what the shapes find in the asserted triples, the worst first.

    The ontology is passed along so that subclasses count, but nothing is inferred from it. Shapes
    and ontology are read once a process, however many plans are validated in it.
    """
    triples = sorted({str(quad.triple) for quad in quads if not _is_suggested(quad)})
    files = ontology_files() if ontology is None else ontology
    known = _lines(tuple(file.read_bytes() for file in files))
    rules = (shapes or shapes_file()).read_bytes()
    validator = _validator(rules)
    data = " .\n".join([*triples, known]).encode()
    # Whether there is anything to say is known four times sooner than what there is to say.
    if not validator.validate_algebra(data, infer=False, sort_results=False).violations:
        return ()
    _, report, _ = validator.validate(data, infer=False, sort_results=False)
    found = findings_in(report)
    if any(not one.path for one in found):
        # The validator names a path of several steps by a node of which its report says no more.
        paths = _paths(rules)
        found = tuple(replace(one, path=one.path or paths.get(one.shape, "")) for one in found)
    return found


@lru_cache(maxsize=4)
def _validator(shapes: bytes) -> shifty.PreparedValidator:
    """Return shapes that are read once and held against many plans."""
    import shifty

    return shifty.PreparedValidator(shapes)


@lru_cache(maxsize=4)
def _lines(documents: tuple[bytes, ...]) -> str:
    """Return what Turtle documents say as N-Triples, which the validator reads fastest."""
    triples = [
        triple
        for number, content in enumerate(documents)
        for triple in stable(
            [quad.triple for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)],
            f"ontology{number}",
        )
    ]
    return "".join(f"{triple} .\n" for triple in triples)


def _is_suggested(quad: ox.Quad) -> bool:
    """Tell whether a triple is a mere candidate, which is not held against the plan."""
    graph = quad.graph_name
    return isinstance(graph, ox.NamedNode) and graph.value.endswith("/graph/suggested")


def findings_in(report: object) -> tuple[Finding, ...]:
    """Return the findings in a SHACL report graph, the worst first, then by focus and shape."""
    import rdflib
    from rdflib.namespace import RDF, SH

    if not isinstance(report, rdflib.Graph):
        raise TypeError("a SHACL report is an rdflib graph")

    def text(node: object) -> str:
        return _text(report, node)

    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        severity = str(report.value(result, SH.resultSeverity)).rsplit("#", 1)[-1].lower()
        messages = sorted(
            (getattr(message, "language", None) or "", str(message))
            for message in report.objects(result, SH.resultMessage)
        )
        found.append(
            Finding(
                severity,
                str(report.value(result, SH.focusNode)),
                str(report.value(result, SH.sourceShape)),
                text(report.value(result, SH.resultPath)),
                text(report.value(result, SH.value)),
                tuple(messages),
            )
        )
    return tuple(sorted(found, key=lambda one: (SEVERITIES.index(one.severity), one)))


def _text(graph: rdflib.Graph, node: object) -> str:
    """Return a term as a reader knows it; a path of several steps with its steps in order."""
    import rdflib

    if isinstance(node, rdflib.BNode):
        return " / ".join(_text(graph, step) for step in graph.items(node))
    is_iri = isinstance(node, rdflib.URIRef)
    return compact(str(node), PREFIXES) if is_iri else str(node or "")


@lru_cache(maxsize=4)
def _paths(shapes: bytes) -> dict[str, str]:
    """Return the paths of several steps that shapes look along, by the shape's IRI."""
    import rdflib
    from rdflib.namespace import SH

    graph = rdflib.Graph().parse(data=shapes, format="turtle")
    return {
        str(shape): _text(graph, path)
        for shape, path in graph.subject_objects(SH.path)
        if isinstance(path, rdflib.BNode)
    }
