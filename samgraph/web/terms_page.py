"""The ontology for people and for programs: one page with every term, and each term at its IRI.

The page is made from the ontology itself; `terms_page` gives it as one file without a server.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

import pyoxigraph as ox
from jinja2 import Environment
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samgraph.diagram import class_diagram, link_diagram
from samgraph.errors import SamgraphError, near_match
from samgraph.ontology import KINDS, OntologyTerm, packaged_ontology
from samgraph.resources import ontology_files, shapes_file
from samgraph.schema import stable
from samgraph.terms import DCTERMS, GRAPHS_OF_STANDING, PREFIXES, SG, compact
from samgraph.web.addresses import W3ID, is_web
from samgraph.web.asking import DESCRIBED, Asked, asked_of, split_suffix, suffix_of
from samgraph.web.describing import SHOWN, describe
from samgraph.web.media import SERIALISED
from samgraph.web.press import respond
from samgraph.web.protocol import printable
from samgraph.web.replies import Refused
from samgraph.web.shelf import Shelf
from samgraph.web.statements import about_document, statements, written
from samgraph.web.templates import (
    RDF_FORMATS,
    Reader,
    Ref,
    alternates,
    environment,
    license_name,
    render,
    style,
)
from samgraph.web.termwords import TERM_WORDS
from samgraph.web.things import document_headers

_FILES: Final = {
    "ns": ontology_files()[0].name,
    "alignments": ontology_files()[1].name,
    "chains": ontology_files()[2].name,
    "shapes": shapes_file().name,
}
"""By the last part of its IRI, the file of a vocabulary."""


def terms_page(lang: str = "nl") -> str:
    """Return the ontology's page as one HTML file that needs nothing else, for documentation.

    Raises:
        SamgraphError: the language is none of ours.

    """
    if lang not in TERM_WORDS:
        raise SamgraphError(f'no language "{lang}"', hint="choose nl or en")
    ontology = packaged_ontology()
    return environment().get_template("standalone.html.j2").render(
        lang=lang,
        title=ontology.titles[lang],
        style=Markup(style().decode("utf-8")),  # noqa: S704 - our own stylesheet
        body=_body(lang, lambda iri: f"#{iri.removeprefix(SG)}"),
    )  # fmt: skip


def _body(lang: str, page: Callable[[str], str], alignments: str = "", shapes: str = "") -> Markup:
    """Return what the page says, each term with a link by `page`."""
    ontology = packaged_ontology()
    ref = _referring(lang, lambda iri: f"#{iri.removeprefix(SG)}")

    def href(iri: str) -> str:
        return ref(iri).href

    template: Environment = environment()
    return Markup(  # noqa: S704 - the template has escaped what is in it
        template.get_template("terms.html.j2").render(
            ontology=ontology,
            kinds=KINDS,
            lang=lang,
            other="en" if lang == "nl" else "nl",
            words=TERM_WORDS[lang],
            ref=ref,
            page_of=page,
            alignments=alignments,
            shapes=shapes,
            license_name=license_name,
            links=Markup(link_diagram(ontology, lang, href)),  # noqa: S704
            classes=Markup(class_diagram(ontology, lang, href)),  # noqa: S704
        )
    )


def _referring(lang: str, own: Callable[[str], str]) -> Callable[[str], Ref]:
    """Return a function that names terms; `own` links those of the ontology itself."""
    by_iri = packaged_ontology().by_iri()

    def ref(iri: str) -> Ref:
        term = by_iri.get(iri)
        if term is not None:
            return Ref(iri, term.label(lang), term.name, own(iri))
        return Ref(iri, compact(iri, PREFIXES), "", iri if is_web(iri) else "")

    return ref


async def vocabulary(request: Request) -> Response:
    """Return one of samgraph's vocabularies: the ontology, alignments, chains or shapes."""
    name = request.url.path.rpartition("/")[2].partition(".")[0]
    return await _vocabulary(request, name, suffix_of(request, DESCRIBED))


async def _vocabulary(request: Request, name: str, suffix: str) -> Response:
    asked = asked_of(request, DESCRIBED, f"/{name}", suffix)
    iri = W3ID + name

    def make(shelf: Shelf) -> tuple[str | bytes, Mapping[str, str]]:
        headers = document_headers(shelf, asked, iri)
        links = [f'<{iri}>; rel="describes"', alternates(asked, DESCRIBED)]
        links.append(f'<{packaged_ontology().license}>; rel="license"')
        headers["Link"] = ", ".join(links)
        if not asked.is_page:
            return vocabulary_bytes(name, asked.form.name), headers
        reader = Reader(shelf, asked)
        return (ontology_page(reader) if name == "ns" else _file_page(reader, name)), headers

    return await respond(request, asked, make)


def ontology_page(reader: Reader) -> str:
    """Return the page with every term of the ontology."""
    body = _body(reader.lang, reader.href, reader.url("/alignments"), reader.url("/shapes"))
    title = packaged_ontology().titles[reader.lang]
    return render("ontology.html.j2", reader, title, here="ns", suffixes=reader.formats, body=body,
                  license=packaged_ontology().license)  # fmt: skip


def _file_page(reader: Reader, name: str) -> str:
    said = {
        (triple.predicate.value, triple.object.language): triple.object.value
        for triple in _triples(name)
        if triple.subject == ox.NamedNode(W3ID + name) and isinstance(triple.object, ox.Literal)
    }
    return render(
        "vocabulary.html.j2", reader, said.get((DCTERMS + "title", reader.lang), name), here="ns",
        suffixes=RDF_FORMATS, iri=W3ID + name, license=packaged_ontology().license,
        description=said.get((DCTERMS + "description", reader.lang), ""),
        text=vocabulary_bytes(name, "ttl").decode("utf-8"),
    )  # fmt: skip


@cache
def vocabulary_bytes(name: str, form: str) -> bytes:
    """Return a vocabulary in a format of RDF, by its name; Turtle is the file as it is written."""
    file = ontology_files()[0].with_name(_FILES[name])
    if form == "ttl":
        return file.read_bytes()
    triples = _triples(name)
    content: list[ox.Triple] | list[ox.Quad] = triples
    if form in ("trig", "nq"):
        content = [
            ox.Quad(one.subject, one.predicate, one.object, ox.DefaultGraph()) for one in triples
        ]
    return ox.serialize(content, format=SERIALISED[form], prefixes=PREFIXES) or b""


@cache
def _triples(name: str) -> list[ox.Triple]:
    file = ontology_files()[0].with_name(_FILES[name])
    parsed = ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE)
    return stable([quad.triple for quad in parsed], name)


async def term(request: Request) -> Response:
    """Return one term of the ontology, with what the plan does with it."""
    local: str = request.path_params["term"]
    for name, suffix in ((local, ""), split_suffix(local, DESCRIBED)):
        found = packaged_ontology().by_iri().get(SG + name)
        if found is not None:
            return await _term(request, found, suffix)
        if f"{W3ID}ns/{name}" == packaged_ontology().version_iri:
            return await _vocabulary(request, "ns", suffix)
    known = [one.name for one in packaged_ontology().terms]
    raise Refused(404, f'the ontology has no term "{printable(local)}"', where="address",
                  hint=near_match(local[:100], known) or "see /ns for every term")  # fmt: skip


async def _term(request: Request, found: OntologyTerm, suffix: str) -> Response:
    asked = asked_of(request, DESCRIBED, f"/ns/{found.name}", suffix)
    if not asked.is_page:
        return await _term_statements(request, asked, found)

    def make(shelf: Shelf) -> tuple[str | bytes, Mapping[str, str]]:
        reader = Reader(shelf, asked)
        members: tuple[str, ...] = ()
        uses: list[tuple[str, int]] = []
        if found.kind == "class":
            members = shelf.members(found.iri)
        elif found.kind != "individual":
            node = ox.NamedNode(found.iri)
            for name in GRAPHS_OF_STANDING["judged"]:
                graph = shelf.knowledge.graph(name)
                number = sum(1 for _ in shelf.store.quads_for_pattern(None, node, None, graph))
                if number:
                    uses.append((name, number))
        page = render(
            "term.html.j2", reader, f"sg:{found.name} {found.label(reader.lang)}", here="ns",
            suffixes=RDF_FORMATS, term=found, term_words=TERM_WORDS[reader.lang],
            ref=_referring(reader.lang, reader.href), number=len(members), uses=uses,
            members=[reader.ref(iri) for iri in members[:SHOWN]],
            inward=describe(reader, found.iri).inward if found.kind == "individual" else (),
            license=packaged_ontology().license,
        )  # fmt: skip
        return page, document_headers(shelf, asked, found.iri)

    return await respond(request, asked, make)


async def _term_statements(request: Request, asked: Asked, found: OntologyTerm) -> Response:
    def make(shelf: Shelf) -> tuple[str | bytes, Mapping[str, str]]:
        quads, _ = statements(shelf, found.iri)
        document = f"{asked.base}{asked.path}"
        license_ = packaged_ontology().license
        quads += about_document(document, found.iri, W3ID + "ns", license_)
        headers = document_headers(shelf, asked, found.iri)
        return written(quads, asked.form.name, dict(shelf.knowledge.prefixes)), headers

    return await respond(request, asked, make)


ROUTES = [
    *(Route(f"/{name}{suffix}", vocabulary) for name in _FILES for suffix in ("", ".{suffix}")),
    Route("/ns/{term}", term),
]
