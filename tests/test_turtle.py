"""A package's Turtle is read with the ontology in hand, and a fault in it has a line."""

from __future__ import annotations

import re

import pytest
from tinyplan import NS, Tiny

from samgraph.building import build
from samgraph.errors import SamgraphError

PREFIXES = """\
@prefix t: <https://example.org/tiny/> .
@prefix sg: <https://w3id.org/samgraph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

"""
FIRST = PREFIXES.count("\n") + 1
"""The line on which the text after the prefixes begins."""

LINK = "rdf:subject t:O1 ; rdf:predicate sg:addresses ; rdf:object t:heat"


def more(tiny: Tiny, text: str) -> None:
    """Give the package a second Turtle file."""
    tiny.write("more.ttl", PREFIXES + text)


def test_turtle_and_tables_describe_one_plan(tiny: Tiny) -> None:
    """A thing in a table may have more said of it in Turtle, and refer either way."""
    more(tiny, "t:house a sg:SteeringGroup ; sg:statedIn t:p-grid .\n")
    quads = {str(quad.triple) for quad in tiny.read().quads}
    assert f"<{NS}house> <{PREFIX_RDF}type> <https://w3id.org/samgraph/ns#SteeringGroup>" in quads
    assert f"<{NS}house> <{PREFIX_RDF}type> <https://w3id.org/samgraph/ns#Organisation>" in quads


PREFIX_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["bare", "bom"])
def test_turtle_is_read_with_any_line_end_and_with_a_bom(tiny: Tiny, bom: bytes, end: str) -> None:
    """An editor's line ends and byte order mark make no difference."""
    before = tiny.read().quads
    tiny.write("plan.ttl", bom + tiny.text("plan.ttl").replace("\n", end).encode())
    assert set(tiny.read().quads) == set(before)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("t:house skos:note 'x' ;;; skos:note .\n", FIRST),
        ("t:house skos:altLabel 'x' .\n\nt:house skos:altLabel .\n", FIRST + 2),
        ("t:house skos:altLabel 'x' .\nx:house skos:altLabel 'x' .\n", FIRST + 1),
        ("t:house skos:altLabel 'x .\n", FIRST),
    ],
    ids=["object missing", "third line", "prefix", "quote"],
)
def test_turtle_that_does_not_parse_names_its_line(tiny: Tiny, text: str, line: int) -> None:
    """The parser's complaint is one fault with file, line and column."""
    more(tiny, text)
    fault = tiny.only_fault()
    assert fault.where == f"more.ttl:{line}"
    assert fault.message.startswith("is not Turtle: ")
    assert "column" in fault.message
    assert fault.hint


def test_turtle_in_another_encoding_names_its_line(tiny: Tiny) -> None:
    """A file that is not UTF-8 is one fault on the line of the first wrong byte."""
    tiny.write("more.ttl", (PREFIXES + "t:house skos:altLabel 'café' .\n").encode("latin-1"))
    fault = tiny.only_fault()
    assert fault.where == f"more.ttl:{FIRST}"
    assert "UTF-8" in fault.message


@pytest.mark.parametrize(
    ("statement", "name", "near"),
    [
        ("t:house sg:statdIn t:p-all .", "sg:statdIn", "sg:statedIn"),
        ("t:house skos:prefLabl 'x'@nl .", "skos:prefLabl", "skos:prefLabel"),
        ("t:house rdfs:seeAllso t:open .", "rdfs:seeAllso", "rdfs:seeAlso"),
        ("t:house rdf:typ sg:Partner .", "rdf:typ", "rdf:type"),
        ("t:house a sg:Organisatoin .", "sg:Organisatoin", "sg:Organisation"),
        ("t:house a skos:Concpt .", "skos:Concpt", "skos:Concept"),
        ("t:house sg:inCategory sg:revenu .", "sg:revenu", "sg:revenue"),
        ("t:house t:likes t:open .", "t:likes", ""),
    ],
    ids=lambda text: text.split()[1] if " " in text else "",
)
def test_an_unknown_term_is_reported_once_with_its_near_match(
    tiny: Tiny, statement: str, name: str, near: str
) -> None:
    """A misspelt property, class or term is one fault that names it and what was probably meant."""
    more(tiny, f"t:open skos:altLabel 'x'@nl .\n{statement}\n")
    fault = tiny.only_fault()
    assert fault.where == f"more.ttl:{FIRST + 1}"
    assert f'"{name}"' in fault.message
    assert near in fault.hint


def test_a_dangling_reference_is_reported_on_its_own_line(tiny: Tiny) -> None:
    """The line is that of the reference, also where a longer name stands on an earlier line."""
    more(tiny, "t:heat-wave a skos:Concept .\n\nt:open skos:related t:heat-wav .\n")
    fault = tiny.only_fault()
    assert fault.where == f"more.ttl:{FIRST + 2}"
    assert '"t:heat-wav"' in fault.message
    assert "t:heat-wave" in fault.hint


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ('sg:count "2"', "xsd:integer"),
        ("sg:count 2.5", "xsd:integer"),
        ('sg:count "twee"^^xsd:integer', "xsd:integer"),
        ('sg:count "twee"@nl', "xsd:integer"),
        ("sg:count t:S1", "sg:count"),
        ('sg:ofClass "sg:Goal"', "sg:ofClass"),
        ('dcterms:date "2021-02-30"^^xsd:date', "xsd:date"),
    ],
)
def test_a_wrong_value_is_reported_on_its_own_line(tiny: Tiny, statement: str, says: str) -> None:
    """The line is that of the wrong value, also where the property stands rightly before it."""
    right = "t:law sg:count 2 ; sg:ofClass sg:Goal ; dcterms:date '2021-02-28'^^xsd:date ."
    more(tiny, f"{right}\nt:law\n  {statement} .\n")
    fault = tiny.only_fault()
    assert fault.where == f"more.ttl:{FIRST + 2}"
    assert says in fault.message


@pytest.mark.parametrize("name", ["t:link-one", "[]"], ids=["named", "blank"])
def test_a_link_record_in_turtle_goes_the_way_of_a_table(tiny: Tiny, name: str) -> None:
    """A record in Turtle puts its plain triple in the graph of its standing."""
    more(tiny, f"{name} a sg:Link ; {LINK} ; sg:standing sg:judged .\n")
    found = [
        quad.graph_name
        for quad in tiny.read().quads
        if str(quad.triple) == f"<{NS}O1> <https://w3id.org/samgraph/ns#addresses> <{NS}heat>"
    ]
    assert [str(graph) for graph in found] == [f"<{NS}graph/judged>"]


@pytest.mark.parametrize("name", ["t:link-one", "[]"], ids=["named", "blank"])
@pytest.mark.parametrize(
    ("rest", "says"),
    [
        (LINK, "sg:standing"),
        (f"{LINK} ; sg:standing sg:accepted", "sg:standing"),
        ("rdf:subject t:O1 ; sg:standing sg:stated", "rdf:predicate"),
        (f"{LINK} ; sg:standing sg:stated, sg:judged", "sg:standing"),
    ],
    ids=["no standing", "no such standing", "no predicate", "two standings"],
)
def test_a_wrong_link_record_is_reported_with_its_line(
    tiny: Tiny, name: str, rest: str, says: str
) -> None:
    """A record without what a link needs is one fault with file and line."""
    more(tiny, f"t:open skos:altLabel 'x'@nl .\n{name} a sg:Link ; {rest} .\n")
    fault = tiny.only_fault()
    line = str(FIRST + 1) if name != "[]" else r"\d+"
    assert re.match(rf"more\.ttl:{line}\b", fault.where)
    assert says in str(fault)


def test_a_link_in_turtle_and_in_a_table_is_a_duplicate(tiny: Tiny) -> None:
    """A link stands once over all files."""
    link = LINK.replace("t:heat", "t:ageing")
    more(tiny, f"t:link-one a sg:Link ; {link} ; sg:standing sg:stated .\n")
    fault = tiny.only_fault()
    assert "already stands" in fault.message
    assert "more.ttl" in str(fault)
    assert "links.csv" in str(fault)


def test_a_plain_link_in_turtle_is_refused(tiny: Tiny) -> None:
    """A link property without a record has no standing, so it is a fault."""
    more(tiny, "t:open skos:altLabel 'x'@nl .\nt:O1 sg:addresses t:heat .\n")
    fault = tiny.only_fault()
    assert fault.where == f"more.ttl:{FIRST + 1}"
    assert "standing" in fault.message


@pytest.mark.parametrize("name", ["a.ttl", "z.ttl"])
@pytest.mark.parametrize("prefix", ["t", "skos"])
def test_two_files_that_bind_a_prefix_differently_are_reported(
    tiny: Tiny, prefix: str, name: str
) -> None:
    """A prefix means one thing in a package, whatever the files are called."""
    tiny.write(
        name,
        f"@prefix {prefix}: <https://example.org/other/> .\n"
        f"{prefix}:x <http://purl.org/dc/terms/title> 'x' .\n",
    )
    fault = tiny.only_fault()
    assert f'"{prefix}:"' in fault.message
    assert fault.where.startswith((name, "plan.ttl"))


@pytest.mark.parametrize(
    "axiom",
    [
        "t:Club rdfs:subClassOf sg:Partner",
        "t:Club owl:equivalentClass sg:Partner",
        "t:chess owl:sameAs t:school",
        "t:Club owl:disjointWith sg:Partner",
    ],
    ids=lambda text: text.split()[1],
)
def test_an_axiom_in_a_plan_is_reasoned_with_or_refused(tiny: Tiny, axiom: str) -> None:
    """A plan that adds to the ontology gets the same answer from both engines, or a fault."""
    more(
        tiny,
        f"@prefix owl: <http://www.w3.org/2002/07/owl#> .\n{axiom} .\n"
        "t:chess a t:Club ; skos:prefLabel 'schaak'@nl, 'chess'@en ; sg:statedIn t:p-all .\n"
        "t:Club skos:prefLabel 'club'@nl, 'club'@en .\n",
    )
    try:
        inferred = build(tiny.folder)
    except SamgraphError as error:
        assert axiom.split()[1] in str(error) or "t:Club" in str(error)
        return
    assert inferred.dump() == build(tiny.folder, reasoner="owlrl").dump()
