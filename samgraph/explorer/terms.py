"""The vocabulary's document: what a query may name, and which graphs it asks unless it says."""

from __future__ import annotations

import pyoxigraph as ox

from samgraph.explorer.evidence import Json
from samgraph.explorer.material import Material
from samgraph.explorer.wording import LANGUAGES, property_labels
from samgraph.ontology import packaged_ontology
from samgraph.terms import SG


def terms(material: Material) -> Json:
    """Return the plan's prefixes, the graphs of the default reading, and every term in use.

    These are the ontology's own terms with their definitions, and the properties and classes of
    other vocabularies that the plan uses.
    """
    knowledge = material.knowledge
    own = packaged_ontology().terms
    listed = [
        {
            "id": knowledge.curie(term.iri),
            "iri": term.iri,
            "kind": term.kind,
            **{lang: term.label(lang) for lang in LANGUAGES},
            "definitions": {lang: term.definitions.get(lang, "") for lang in LANGUAGES},
        }
        for term in own
    ]
    known = {term.iri for term in own}
    for iri, kind in _used(material):
        if iri not in known:
            listed.append(
                {
                    "id": knowledge.curie(iri),
                    "iri": iri,
                    "kind": kind,
                    **property_labels(material, iri),
                }
            )
    return {
        "prefixes": dict(sorted(knowledge.prefixes.items())),
        "graphs": [graph.value for graph in knowledge.graphs()],
        "terms": listed,
    }


def _used(material: Material) -> list[tuple[str, str]]:
    """Return the properties and the classes that the plan uses, each with what it is."""
    found: dict[str, str] = {}
    for kind, query in (
        ("property", "SELECT DISTINCT ?term { ?thing ?term ?value }"),
        ("class", "SELECT DISTINCT ?term { ?thing a ?term }"),
    ):
        for row in material.knowledge.select(query):
            if isinstance(row["term"], ox.NamedNode):
                found[row["term"].value] = kind
    return sorted(pair for pair in found.items() if not pair[0].startswith(SG))
