"""SHACL on what was asserted, before reasoning types a wrong node and hides the mistake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from samgraph.resources import ontology_files, shapes_file
from samgraph.terms import PREFIXES, compact

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

    The ontology is passed along so that subclasses count, but nothing is inferred from it.
    """
    import shifty

    triples = sorted({str(quad.triple) for quad in quads if not _is_suggested(quad)})
    asserted = " .\n".join([*triples, ""]).encode()
    known = [file.read_bytes() for file in (ontology_files() if ontology is None else ontology)]
    rules = (shapes or shapes_file()).read_bytes()
    _, report, _ = shifty.validate([asserted, *known], rules, infer=False, sort_results=False)
    return findings_in(report)


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
        if isinstance(node, rdflib.BNode):
            return " / ".join(text(step) for step in report.items(node))
        is_iri = isinstance(node, rdflib.URIRef)
        return compact(str(node), PREFIXES) if is_iri else str(node or "")

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
