"""The ontology's page is made from the ontology and names every term; its pictures do too."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from htmlpages import Page

from samgraph.diagram import class_diagram, link_diagram
from samgraph.errors import SamgraphError
from samgraph.ontology import KINDS, ontology_of, packaged_ontology
from samgraph.resources import ontology_files
from samgraph.schema import read_schema
from samgraph.terms import OWL, RDF, SG, sg
from samgraph.web.media import GRAPHS, SERIALISED
from samgraph.web.terms_page import terms_page, vocabulary_bytes

DECLARED = {
    triple.subject.value
    for triple in read_schema().triples
    if isinstance(triple.subject, ox.NamedNode)
    and triple.subject.value.startswith(SG)
    and triple.predicate.value == RDF + "type"
}
SVG = "{http://www.w3.org/2000/svg}"


def parsed(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)  # noqa: S314 - it is our own


def test_every_declared_term_is_read() -> None:
    """As what it is, with words in both languages."""
    ontology = packaged_ontology()
    assert {term.iri for term in ontology.terms} == DECLARED
    assert len(DECLARED) > 150
    for kind in KINDS:
        assert ontology.of_kind(kind)
    for term in ontology.terms:
        for words in (term.labels, term.definitions, term.examples):
            assert set(words) == {"nl", "en"}, term.name


def test_relations_are_read_from_both_ends() -> None:
    """What is said of one term shows at the other."""
    by_iri = packaged_ontology().by_iri()
    assert by_iri[sg("Goal")].related["narrower"] == (sg("StrategicGoal"), sg("OperationalGoal"))
    assert by_iri[sg("StrategicGoal")].related["disjoint"] == (sg("OperationalGoal"),)
    assert by_iri[sg("OperationalGoal")].related["disjoint"] == (sg("StrategicGoal"),)
    assert by_iri[sg("addresses")].related["inverse"] == (sg("addressedBy"),)
    assert sg("stated") in by_iri[sg("Standing")].related["members"]
    assert by_iri[sg("stated")].classes == (sg("Standing"),)
    assert by_iri[sg("partOf")].traits == ("transitive",)
    chains = by_iri[sg("relevantTo")].chains
    assert (sg("isPartner"), sg("worksOn"), sg("addressedBy"), sg("isGoal")) in chains
    assert by_iri[sg("leadsTo")].kind == "link"
    assert by_iri[sg("addressedBy")].kind == "property"


def test_an_ontology_may_be_empty() -> None:
    """Then it has no terms, and the pictures are empty."""
    nothing = ontology_of([])
    assert nothing.terms == ()
    for draw in (class_diagram, link_diagram):
        assert parsed(draw(nothing, "en")).find(f".//{SVG}rect") is None


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_names_every_term(lang: str) -> None:
    """With label, definition and example in both languages, and an anchor for each."""
    text = terms_page(lang)
    page = Page(re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL))
    assert not page.faults
    assert page.languages == [lang]
    shown = unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)))
    for term in packaged_ontology().terms:
        assert term.name in page.ids
        assert f"#{term.name}" in page.links
        assert term.label(lang) in shown
        assert term.iri in shown
        for words in (*term.definitions.values(), *term.examples.values()):
            assert " ".join(words.split()) in shown, term.name
    assert not [link for link in page.links if not link.startswith(("#", "http", "data:,"))]


def test_the_page_needs_nothing_else() -> None:
    """One file: no script, and nothing that is fetched."""
    text = terms_page("en")
    assert "<script" not in text
    assert not re.search(r'(src|href)="(?!#|https?://|data:,)', text)
    assert "url(" not in text
    with pytest.raises(SamgraphError, match='no language "fr"'):
        terms_page("fr")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_pictures_show_what_the_ontology_says(lang: str) -> None:
    """Every class, and every link with its two sides; well-formed, titled, the same each time."""
    ontology = packaged_ontology()
    by_iri = ontology.by_iri()
    classes = class_diagram(ontology, lang, lambda iri: f"#{iri}")
    tree = parsed(classes)
    shown = {text.text for text in tree.iter(f"{SVG}text")}
    assert {term.label(lang) for term in ontology.of_kind("class")} <= shown
    assert tree.find(f"{SVG}title") is not None
    assert tree.find(f"{SVG}desc") is not None
    links = parsed(link_diagram(ontology, lang))
    shown = {text.text for text in links.iter(f"{SVG}text")}
    direct = [
        term
        for term in ontology.of_kind("link")
        if sg("linkedTo") in term.related.get("broader", ())
    ]
    assert len(direct) > 10
    for term in (*direct, by_iri[sg("relevantTo")]):
        assert term.label(lang) in shown
    assert classes == class_diagram(ontology, lang, lambda iri: f"#{iri}")
    for one in (tree, links):
        width, height = (float(part) for part in one.attrib["viewBox"].split()[2:])
        for box in one.iter(f"{SVG}rect"):
            x, y = float(box.attrib["x"]), float(box.attrib["y"])
            assert 0 <= x <= x + float(box.attrib["width"]) <= width
            assert 0 <= y <= y + float(box.attrib["height"]) <= height


@pytest.mark.parametrize("form", GRAPHS)
@pytest.mark.parametrize("name", ["ns", "alignments", "chains", "shapes"])
def test_a_vocabulary_comes_in_every_format(name: str, form: str) -> None:
    """With the triples of its file; Turtle is the file as it is written."""
    file = ontology_files()[0].with_name(f"{'samgraph' if name == 'ns' else name}.ttl")
    content = vocabulary_bytes(name, form)
    if form == "ttl":
        assert content == file.read_bytes()
    found = ox.Dataset(ox.parse(content, format=SERIALISED[form]))
    expected = ox.Dataset(ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE))
    for some in (found, expected):
        some.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert found == expected
    header = ox.NamedNode(f"https://w3id.org/samgraph/{name}")
    kind = ox.NamedNode(OWL + "Ontology")
    assert ox.Quad(header, ox.NamedNode(RDF + "type"), kind, ox.DefaultGraph()) in found
