"""The IRIs that the code names, and the prefixes that every plan may use."""

from __future__ import annotations

from typing import Final

SG: Final = "https://w3id.org/samgraph/ns#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"

PREFIXES: Final[dict[str, str]] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": DCTERMS,
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": OWL,
    "prov": PROV,
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": "http://schema.org/",
    "sg": SG,
    "skos": SKOS,
    "void": "http://rdfs.org/ns/void#",
    "xsd": XSD,
}

STANDINGS: Final = ("stated", "derived", "judged")
"""The readings of a plan, each wider than the one before; *suggested* is never counted."""

GRAPHS_OF_STANDING: Final[dict[str, tuple[str, ...]]] = {
    "stated": ("structure", "stated", "links", "findings", "ontology"),
    "derived": ("structure", "stated", "links", "findings", "ontology", "derived"),
    "judged": ("structure", "stated", "links", "findings", "ontology", "derived", "judged"),
    "suggested": (
        *("structure", "stated", "links", "findings", "ontology", "derived", "judged"),
        "suggested",
    ),
}
"""The named graphs, under the plan's namespace, that make up each reading.

The last is what would be if every suggestion were accepted; nothing is counted by it.
"""

GRAPHS: Final = GRAPHS_OF_STANDING["suggested"]


def sg(name: str) -> str:
    """Return the IRI of a term of the ontology."""
    return SG + name


def compact(iri: str, prefixes: dict[str, str]) -> str:
    """Return `iri` as a CURIE by its longest matching prefix, or unchanged if none matches."""
    best, longest = "", ""
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace) and len(namespace) > len(longest):
            best, longest = prefix, namespace
    return f"{best}:{iri[len(longest) :]}" if longest else iri
