"""Every term is defined where it is declared, and only declared terms are used."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from samgraph.resources import ontology_files, plan_folder, shapes_file, share
from samgraph.rules import compile_rules
from samgraph.schema import read_schema
from samgraph.terms import DCTERMS, OWL, PREFIXES, RDF, RDFS, SG, SKOS, XSD

ROOT = Path(__file__).parent.parent
HEADERS = {
    "samgraph.ttl": "https://w3id.org/samgraph/ns",
    "alignments.ttl": "https://w3id.org/samgraph/alignments",
    "chains.ttl": "https://w3id.org/samgraph/chains",
    "shapes.ttl": "https://w3id.org/samgraph/shapes",
}
EVERY_FILE = (*ontology_files(), shapes_file())


def triples(file: Path) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE)]


ONTOLOGY = triples(ontology_files()[0])
ALIGNMENTS = triples(ontology_files()[1])
DECLARED = {
    triple.subject.value.removeprefix(SG)
    for triple in ONTOLOGY
    if isinstance(triple.subject, ox.NamedNode)
    and triple.subject.value.startswith(SG)
    and triple.predicate.value == RDF + "type"
}


def languages(subject: str, predicate: str) -> list[str]:
    """Return the languages in which the ontology says something of a term."""
    return sorted(
        triple.object.language or ""
        for triple in ONTOLOGY
        if triple.subject == ox.NamedNode(subject)
        and triple.predicate.value == predicate
        and isinstance(triple.object, ox.Literal)
    )


def values(file: list[ox.Triple], subject: str, predicate: str) -> list[str]:
    return [
        getattr(triple.object, "value", "")
        for triple in file
        if triple.subject == ox.NamedNode(subject) and triple.predicate.value == predicate
    ]


def test_there_are_terms() -> None:
    """An empty ontology must not look like success."""
    assert len(DECLARED) > 100


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_a_term_is_defined_where_it_is_declared(name: str) -> None:
    """A term has one label, definition and example in Dutch and in English, and a home."""
    assert languages(SG + name, RDFS + "label") == ["en", "nl"]
    assert languages(SG + name, SKOS + "definition") == ["en", "nl"]
    assert languages(SG + name, SKOS + "example") == ["en", "nl"]
    assert values(ONTOLOGY, SG + name, RDFS + "isDefinedBy") == ["https://w3id.org/samgraph/ns"]


def test_a_term_is_written_as_its_kind_is() -> None:
    """Classes are written UpperCamel, properties and concepts lowerCamel."""
    classes = {
        triple.subject.value.removeprefix(SG)
        for triple in ONTOLOGY
        if isinstance(triple.subject, ox.NamedNode)
        and triple.predicate.value == RDF + "type"
        and triple.object == ox.NamedNode(OWL + "Class")
        and triple.subject.value.startswith(SG)
    }
    assert [name for name in classes if not re.fullmatch(r"[A-Z][A-Za-z]+", name)] == []
    assert [name for name in DECLARED - classes if not re.fullmatch(r"[a-z][A-Za-z]+", name)] == []


def test_labels_tell_terms_apart() -> None:
    """No two classes and no two properties share a label in one language."""
    for kinds in ({OWL + "Class"}, {OWL + "ObjectProperty", OWL + "DatatypeProperty"}):
        for lang in ("nl", "en"):
            labels = [
                label.object.value
                for kind in ONTOLOGY
                if kind.predicate.value == RDF + "type"
                and getattr(kind.object, "value", "") in kinds
                and str(kind.subject).startswith(f"<{SG}")
                for label in ONTOLOGY
                if label.subject == kind.subject
                and label.predicate.value == RDFS + "label"
                and isinstance(label.object, ox.Literal)
                and label.object.language == lang
            ]
            assert sorted(labels) == sorted(set(labels))


@pytest.mark.parametrize("file", EVERY_FILE, ids=lambda file: file.name)
def test_a_header_says_what_whose_and_which_version(file: Path) -> None:
    """Each file has title, description, creator, licence, dates, version and version IRI."""
    said, iri = triples(file), HEADERS[file.name]
    for name in (DCTERMS + "title", DCTERMS + "description"):
        langs = {t.object.language for t in said  # type: ignore[union-attr]
                 if t.subject == ox.NamedNode(iri) and t.predicate.value == name}  # fmt: skip
        assert langs == {"nl", "en"}
    for name in ("creator", "license", "created", "modified"):
        assert len(values(said, iri, DCTERMS + name)) == 1, name
    assert values(said, iri, RDF + "type") == [OWL + "Ontology"]
    (version,) = values(said, iri, OWL + "versionInfo")
    assert values(said, iri, OWL + "versionIRI") == [f"{iri}/{version}"]


def test_every_file_of_the_ontology_has_one_version() -> None:
    """Ontology, alignments and shapes are released together."""
    versions = {
        version
        for file in EVERY_FILE
        for version in values(triples(file), HEADERS[file.name], OWL + "versionInfo")
    }
    assert len(versions) == 1


def code_files() -> list[Path]:
    return sorted((ROOT / "samgraph").rglob("*.py"))


USED_IN = re.compile(r"\bsg:([A-Za-z][\w-]*)")
NAMED_IN = re.compile(r"""\bsg\(\s*["']([A-Za-z]\w*)["']\s*\)""")
NO_TERM = re.compile(r"sg:(?=\{)")


def undeclared(text: str) -> set[str]:
    """Return the terms that a text names and the ontology does not declare."""
    return (set(USED_IN.findall(text)) | set(NAMED_IN.findall(text))) - DECLARED


@pytest.mark.parametrize("file", code_files(), ids=lambda file: file.name)
def test_code_uses_declared_terms_only(file: Path) -> None:
    """Each sg: term in the code, in a query or as sg("…"), is one that the ontology declares."""
    assert undeclared(file.read_text(encoding="utf-8")) == set()


def test_terms_that_code_puts_together_are_declared() -> None:
    """Lists of local names in the code hold only names of the ontology."""
    from samgraph.assembly import _GRAPH_OF
    from samgraph.findings import KINDS, SEVERITIES
    from samgraph.projection import STRUCTURE, THINGS
    from samgraph.summary import COUNTED

    assert {*THINGS, *COUNTED, *KINDS, *SEVERITIES} <= DECLARED
    assert {iri.removeprefix(SG) for iri in _GRAPH_OF} <= DECLARED
    assert {"everyCell", "everyRow", "everyColumn", "exhaustive", "selective"} <= DECLARED
    prefixed = {name.split(":")[0] for name in STRUCTURE}
    assert prefixed <= set(PREFIXES)


def test_there_is_code_to_look_at() -> None:
    """The search finds the terms that the code is known to use."""
    used = set()
    for file in code_files():
        text = file.read_text(encoding="utf-8")
        used |= set(USED_IN.findall(text)) | set(NAMED_IN.findall(text))
    assert {"linkedTo", "Gap", "partOf", "rows", "Frame"} <= used


QUERIES = sorted((share() / "queries").glob("*.rq"))


@pytest.mark.parametrize("file", QUERIES, ids=lambda file: file.stem)
def test_queries_use_declared_terms_only(file: Path) -> None:
    """Each sg: term in a question is one that the ontology declares."""
    assert undeclared(file.read_text(encoding="utf-8")) == set()


def test_there_are_queries_to_look_at() -> None:
    """An empty catalogue must not look like success."""
    assert QUERIES


@pytest.mark.parametrize(
    "file",
    sorted((*plan_folder().glob("*.csv"), *plan_folder().glob("*.ttl"), *EVERY_FILE)),
    ids=lambda file: file.name,
)
def test_data_uses_declared_terms_only(file: Path) -> None:
    """Each sg: term in the SAM plan, the alignments and the shapes is declared."""
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"(?m)#\s.*$", "", text)
    assert undeclared(text) == set()


def test_only_covered_axioms_are_used() -> None:
    """The whole ontology compiles to rules: nothing in it is left out of the closure."""
    assert compile_rules([*ONTOLOGY, *ALIGNMENTS]).chains


def test_every_term_that_an_axiom_speaks_of_is_declared() -> None:
    """Subclasses, subproperties, domains, ranges and chains name known terms."""
    known = read_schema().declared
    axioms = {RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")}
    axioms |= {OWL + name for name in ("inverseOf", "disjointWith", "equivalentClass")}
    axioms |= {f"http://schema.org/{name}" for name in ("domainIncludes", "rangeIncludes")}
    axioms.add(RDF + "first")
    unknown = {
        term.value
        for triple in ONTOLOGY
        if triple.predicate.value in axioms
        for term in (triple.subject, triple.object)
        if isinstance(term, ox.NamedNode)
        and term.value not in known
        and not term.value.startswith((RDF, RDFS, OWL, XSD))
    }
    assert unknown == set()


def test_a_property_takes_things_or_text_and_not_both() -> None:
    """No property is declared as both an object and a datatype property."""
    kinds: dict[str, set[str]] = {}
    for triple in (*ONTOLOGY, *ALIGNMENTS):
        if triple.predicate.value == RDF + "type" and isinstance(triple.object, ox.NamedNode):
            name = triple.object.value.removeprefix(OWL)
            if name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Class"):
                kinds.setdefault(str(triple.subject), set()).add(name)
    assert {term: found for term, found in kinds.items() if len(found) > 1} == {}


def test_every_link_property_is_below_linked_to() -> None:
    """The properties that the design calls links need a record, and derived ones do not."""
    links = {iri.removeprefix(SG) for iri in read_schema().link_properties}
    assert links >= {
        "linkedTo", "carriesOut", "contributesTo", "relatesTo", "advances", "addresses", "serves",
        "worksOn", "supports", "raises", "concerns", "influences",
    }  # fmt: skip
    assert not links & {"relevantTo", "partOf", "hasPart", "addressedBy", "isGoal", "inCategory"}


def test_no_alignment_claims_that_two_terms_are_the_same() -> None:
    """Levels of other planning worlds do not match exactly, and nothing is the same as ours."""
    text = ontology_files()[1].read_text(encoding="utf-8")
    text = re.sub(r"(?m)^\s*#.*$", "", text)
    for claim in ("exactMatch", "owl:sameAs", "equivalentClass", "equivalentProperty"):
        assert claim not in text
    assert text.count("closeMatch") > 5


def test_alignments_speak_of_our_terms() -> None:
    """Each mapping starts at a declared term of ours and ends outside our namespace."""
    mappings = [t for t in ALIGNMENTS if t.predicate.value.startswith(SKOS)
                and t.predicate.value.endswith("Match")]  # fmt: skip
    assert len(mappings) > 20
    for mapping in mappings:
        assert str(mapping.subject).strip("<>").removeprefix(SG) in DECLARED
        assert not str(mapping.object).startswith(f"<{SG}")


def test_no_blank_node_hides_an_axiom() -> None:
    """Nameless nodes are only lists and the list of disjoint classes."""
    allowed = {RDF + "first", RDF + "rest", RDF + "type", OWL + "members"}
    used = {t.predicate.value for t in ONTOLOGY if isinstance(t.subject, ox.BlankNode)}
    assert used <= allowed
