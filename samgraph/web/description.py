"""What the service says of itself in RDF: SPARQL 1.1 Service Description.

Source: https://www.w3.org/TR/sparql11-service-description/.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from samgraph.terms import PREFIXES, RDF, XSD
from samgraph.web.media import SERIALISED, Format
from samgraph.web.served import Served

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_NAMES: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads",
)  # fmt: skip


def describe(served: Served, endpoint: str, form: Format) -> bytes:
    """Return the description of the service at `endpoint`, an IRI, in a format."""
    triples = list(_triples(served, ox.NamedNode(endpoint)))
    content: list[ox.Triple] | list[ox.Quad] = triples
    if form.name in ("trig", "nq"):
        content = [
            ox.Quad(one.subject, one.predicate, one.object, ox.DefaultGraph()) for one in triples
        ]
    prefixes = {"sd": SD, "formats": _FORMATS, "void": PREFIXES["void"], "xsd": XSD}
    return ox.serialize(content, format=SERIALISED[form.name], prefixes=prefixes) or b""


def _triples(served: Served, endpoint: ox.NamedNode) -> Iterator[ox.Triple]:
    a = ox.NamedNode(RDF + "type")

    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(SD + name)

    service = ox.NamedNode(f"{endpoint.value}#service")
    dataset = ox.NamedNode(f"{endpoint.value}#dataset")
    default = ox.NamedNode(f"{endpoint.value}#default-graph")
    yield ox.Triple(service, a, sd("Service"))
    yield ox.Triple(service, sd("endpoint"), endpoint)
    yield ox.Triple(service, sd("supportedLanguage"), sd("SPARQL10Query"))
    yield ox.Triple(service, sd("supportedLanguage"), sd("SPARQL11Query"))
    for name in _NAMES:
        yield ox.Triple(service, sd("resultFormat"), ox.NamedNode(_FORMATS + name))
    yield ox.Triple(service, sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, a, sd("Dataset"))
    yield ox.Triple(dataset, sd("defaultGraph"), default)
    yield ox.Triple(default, a, sd("Graph"))
    graphs = served.graphs()
    size = ox.NamedNode(PREFIXES["void"] + "triples")
    yield ox.Triple(default, size, _integer(sum(served.sizes.get(one, 0) for one in graphs)))
    for number, (iri, statements) in enumerate(served.sizes.items(), start=1):
        named = ox.NamedNode(f"{endpoint.value}#named-graph-{number}")
        graph = ox.NamedNode(f"{endpoint.value}#graph-{number}")
        yield ox.Triple(dataset, sd("namedGraph"), named)
        yield ox.Triple(named, a, sd("NamedGraph"))
        yield ox.Triple(named, sd("name"), ox.NamedNode(iri))
        yield ox.Triple(named, sd("graph"), graph)
        yield ox.Triple(graph, a, sd("Graph"))
        yield ox.Triple(graph, size, _integer(statements))


def _integer(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD + "integer"))
