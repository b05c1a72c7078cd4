"""What the dataset says of itself, by VoID and DCAT, and the plan's own page.

Sources: https://www.w3.org/TR/void/ and https://www.w3.org/TR/vocab-dcat-3/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samgraph.ontology import NAMESPACE, packaged_ontology
from samgraph.terms import DCTERMS, GRAPHS_OF_STANDING, PREFIXES, RDF, SKOS, XSD, sg
from samgraph.web.asking import DESCRIBED, Asked, asked_of, suffix_of
from samgraph.web.media import GRAPHS
from samgraph.web.press import respond
from samgraph.web.shelf import Shelf
from samgraph.web.statements import license_of, written
from samgraph.web.templates import FORMAT_NAMES, RDF_FORMATS, Reader, render
from samgraph.web.things import document_headers
from samgraph.web.words import WORDS

Said: TypeAlias = tuple[
    ox.NamedNode | ox.BlankNode, ox.NamedNode, ox.NamedNode | ox.BlankNode | ox.Literal
]

_VOID: Final = PREFIXES["void"]
_DCAT: Final = PREFIXES["dcat"]
_FOAF: Final = PREFIXES["foaf"]
_FORMATS: Final = {
    "ttl": "Turtle", "nt": "N-Triples", "jsonld": "JSON-LD", "rdf": "RDF_XML", "trig": "TriG",
    "nq": "N-Quads",
}  # fmt: skip
"""Names under http://www.w3.org/ns/formats/."""
_LANGUAGES: Final = "http://publications.europa.eu/resource/authority/language/"
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"


async def dataset(request: Request) -> Response:
    """Return the dataset's page, or its description in RDF."""
    asked = asked_of(request, DESCRIBED, "/dataset", suffix_of(request, DESCRIBED))
    return await _answer(request, asked)


async def void(request: Request) -> Response:
    """Return the description at the well-known address where VoID has it, always in RDF."""
    return await _answer(request, asked_of(request, GRAPHS, "/dataset"))


async def _answer(request: Request, asked: Asked) -> Response:
    def make(shelf: Shelf) -> tuple[str | bytes, Mapping[str, str]]:
        headers = document_headers(shelf, asked, shelf.served.namespace)
        if asked.is_page:
            return dataset_page(Reader(shelf, asked)), headers
        quads = [ox.Quad(*triple, ox.DefaultGraph()) for triple in description(shelf, asked)]
        return written(quads, asked.form.name, dict(shelf.knowledge.prefixes)), headers

    return await respond(request, asked, make)


def dataset_page(reader: Reader) -> str:
    """Return the page of the plan as a dataset."""
    shelf, served = reader.shelf, reader.shelf.served
    # Without the lists of fixed values, which are the ontology's and not the plan's.
    kinds = [
        (reader.ref(term.iri), shelf.counts.classes[term.iri])
        for term in packaged_ontology().of_kind("class")
        if term.iri in shelf.counts.classes and "members" not in term.related
    ]
    return render(
        "dataset.html.j2",
        reader,
        shelf.label(reader.lang, served.plan),
        here="dataset",
        suffixes=reader.formats,
        iri=served.namespace,
        plan=reader.ref(served.plan),
        description=shelf.text(reader.lang, served.plan),
        triples=shelf.counts.triples,
        kinds=kinds,
        graphs=[
            (name, reader.href(iri), served.sizes[iri])
            for name in GRAPHS_OF_STANDING["suggested"]
            if (iri := f"{served.namespace}graph/{name}") in served.sizes
        ],
        formats=reader.dumps,
    )


def description(
    shelf: Shelf, asked: Asked, *, is_static: bool = False, dumps: tuple[str, ...] = RDF_FORMATS
) -> Iterator[Said]:
    """Yield what is said of the dataset, its parts, its files and its services.

    Where it `is_static`, it is a folder of files: nobody answers, and pages are files too. `dumps`
    are the formats in which the whole can be had.
    """
    served, base = shelf.served, asked.base
    page, whole = f"{base}/dataset{'.html' if is_static else ''}", served.namespace
    license_ = license_of(shelf)
    said: list[tuple[str, str, str | int | ox.Literal]] = [
        (page, RDF + "type", _VOID + "DatasetDescription"),
        (page, _FOAF + "primaryTopic", whole),
        (f"{page}#catalog", RDF + "type", _DCAT + "Catalog"),
        (f"{page}#catalog", _DCAT + "dataset", whole),
        (whole, RDF + "type", _VOID + "Dataset"),
        (whole, RDF + "type", _DCAT + "Dataset"),
        (whole, _DCAT + "version", ox.Literal(served.version)),
        (whole, _DCAT + "landingPage", page),
        (whole, _FOAF + "homepage", page),
        (whole, DCTERMS + "conformsTo", NAMESPACE),
        (whole, DCTERMS + "language", _LANGUAGES + "NLD"),
        (whole, DCTERMS + "language", _LANGUAGES + "ENG"),
        (whole, _VOID + "rootResource", served.plan),
        (whole, _VOID + "uriSpace", ox.Literal(served.namespace)),
        *_numbers(shelf, whole),
        *((whole, _VOID + "exampleResource", iri) for iri in shelf.members(sg("Goal"))[:3]),
        *((whole, _VOID + "vocabulary", iri) for iri in _vocabularies(shelf)),
    ]  # fmt: skip
    if not is_static:
        said += _services(base, page, whole)
    for form in dumps:
        file = f"{page}#{form}"
        said += [
            (whole, _VOID + "dataDump", f"{base}/dump.{form}"),
            (whole, _VOID + "feature", f"http://www.w3.org/ns/formats/{_FORMATS[form]}"),
            (whole, _DCAT + "distribution", file),
            (file, RDF + "type", _DCAT + "Distribution"),
            (file, DCTERMS + "title", ox.Literal(FORMAT_NAMES[form])),
            (file, _DCAT + "downloadURL", f"{base}/dump.{form}"),
            (file, _DCAT + "accessURL", page),
            (file, _DCAT + "mediaType", _MEDIA + GRAPHS[form][0]),
            *([(file, DCTERMS + "license", license_)] if license_ else []),
        ]
    if license_:
        said.append((whole, DCTERMS + "license", license_))
    for subject, predicate, value in said:
        yield ox.NamedNode(subject), ox.NamedNode(predicate), _term(value)
    yield from _of_the_plan(shelf, ox.NamedNode(whole))
    yield from _parts(shelf, ox.NamedNode(whole))
    yield from _graphs(shelf, "" if is_static else asked.base.removesuffix(asked.root),
                       Reader(shelf, asked))  # fmt: skip


def _services(base: str, page: str, whole: str) -> list[tuple[str, str, str | int | ox.Literal]]:
    """Return what is said of the services of a server."""
    return [
        (whole, _VOID + "sparqlEndpoint", f"{base}/sparql"),
        (f"{page}#catalog", _DCAT + "service", f"{page}#sparql"),
        (f"{page}#catalog", _DCAT + "service", f"{page}#questions"),
        (f"{page}#sparql", RDF + "type", _DCAT + "DataService"),
        (f"{page}#sparql", DCTERMS + "title", ox.Literal("SPARQL 1.1", language="en")),
        (f"{page}#sparql", _DCAT + "endpointURL", f"{base}/sparql"),
        (f"{page}#sparql", DCTERMS + "conformsTo", "http://www.w3.org/TR/sparql11-protocol/"),
        (f"{page}#sparql", _DCAT + "servesDataset", whole),
        (f"{page}#questions", RDF + "type", _DCAT + "DataService"),
        (f"{page}#questions", _DCAT + "endpointURL", f"{base}/questions"),
        (f"{page}#questions", _DCAT + "endpointDescription", f"{base}/openapi.json"),
        (f"{page}#questions", _DCAT + "servesDataset", whole),
        *((f"{page}#questions", DCTERMS + "title",
           ox.Literal(WORDS[lang]["questions_title"], language=lang)) for lang in WORDS),
    ]  # fmt: skip


def _term(value: str | int | ox.Literal) -> ox.NamedNode | ox.Literal:
    if isinstance(value, ox.Literal):
        return value
    if isinstance(value, int):
        return ox.Literal(str(value), datatype=ox.NamedNode(XSD + "integer"))
    return ox.NamedNode(value)


def _numbers(shelf: Shelf, whole: str) -> Iterator[tuple[str, str, int]]:
    counts = shelf.counts
    yield whole, _VOID + "triples", counts.triples
    yield whole, _VOID + "entities", counts.entities
    yield whole, _VOID + "classes", len(counts.classes)
    yield whole, _VOID + "properties", len(counts.properties)
    yield whole, _VOID + "distinctSubjects", counts.subjects
    yield whole, _VOID + "distinctObjects", counts.objects


def _vocabularies(shelf: Shelf) -> list[str]:
    """Return the namespaces of the vocabularies that the plan uses."""
    used = (*shelf.counts.properties, *shelf.counts.classes)
    own = shelf.served.namespace
    return sorted(
        namespace
        for namespace in set(shelf.knowledge.prefixes.values())
        if namespace != own and any(iri.startswith(namespace) for iri in used)
    )


def _of_the_plan(shelf: Shelf, whole: ox.NamedNode) -> Iterator[Said]:
    """Yield what the plan is called and is about, said of the dataset."""
    taken = {
        SKOS + "prefLabel": DCTERMS + "title",
        DCTERMS + "description": DCTERMS + "description",
        DCTERMS + "temporal": DCTERMS + "temporal",
    }
    for quad in shelf.store.quads_for_pattern(ox.NamedNode(shelf.served.plan), None, None):
        if quad.predicate.value in taken and isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield whole, ox.NamedNode(taken[quad.predicate.value]), quad.object


def _parts(shelf: Shelf, whole: ox.NamedNode) -> Iterator[Said]:
    """Yield how many things are in each class, and how many triples have each property."""
    for kind, what, size, some in (
        ("classPartition", "class", "entities", shelf.counts.classes),
        ("propertyPartition", "property", "triples", shelf.counts.properties),
    ):
        for number, (iri, amount) in enumerate(sorted(some.items())):
            part = ox.BlankNode(f"{what}{number}")
            yield whole, ox.NamedNode(_VOID + kind), part
            yield part, ox.NamedNode(_VOID + what), ox.NamedNode(iri)
            yield part, ox.NamedNode(_VOID + size), _term(amount)


def _graphs(shelf: Shelf, server: str, reader: Reader) -> Iterator[Said]:
    """Yield the named graphs as parts of the dataset, each with its file where a server has it."""
    served = shelf.served
    whole = ox.NamedNode(served.namespace)
    for iri, amount in served.sizes.items():
        graph = ox.NamedNode(iri)
        path = reader.addresses.path_of(iri)
        name = iri.removeprefix(f"{served.namespace}graph/")
        yield whole, ox.NamedNode(_VOID + "subset"), graph
        yield graph, ox.NamedNode(RDF + "type"), ox.NamedNode(_VOID + "Dataset")
        yield graph, ox.NamedNode(DCTERMS + "title"), ox.Literal(name)
        yield graph, ox.NamedNode(_VOID + "triples"), _term(amount)
        if server:
            yield graph, ox.NamedNode(_VOID + "dataDump"), ox.NamedNode(f"{server}{path}.ttl")
        for lang, words in WORDS.items():
            if f"graph_{name}" in words:
                text = ox.Literal(words[f"graph_{name}"], language=lang)
                yield graph, ox.NamedNode(DCTERMS + "description"), text


ROUTES = [
    Route("/dataset", dataset),
    Route("/dataset.{suffix}", dataset),
    Route("/.well-known/void", void),
]
