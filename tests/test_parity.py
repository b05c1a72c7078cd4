"""The fast validator finds what pyshacl finds: every constraint in use is broken once and more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDF, SH, XSD
from test_validation import FILES, SHAPES, SOUND, Key, key, quads

from samgraph.resources import ontology_files, shapes_file
from samgraph.validation import findings_in, validate

ODD = (
    rdflib.Literal("x"),
    rdflib.Literal(""),
    rdflib.Literal(-5),
    rdflib.URIRef("https://example.org/nobody"),
    rdflib.URIRef("https://example.org/nobody-else"),
)
"""Values of which one at least is wrong wherever a shape asks for anything."""
_COMPONENTS = {
    name: f"{name[0].upper()}{name[1:]}ConstraintComponent"
    for name in (
        *(
            "minCount",
            "maxCount",
            "datatype",
            "class",
            "in",
            "nodeKind",
            "hasValue",
            "or",
            "xone",
            "equals",
        ),
        *("minInclusive", "minLength", "uniqueLang", "disjoint", "lessThanOrEquals"),
        *("qualifiedMinCount", "qualifiedMaxCount"),
    )
} | {"sparql": "SPARQLConstraintComponent"}
_NO_CONSTRAINTS = {
    *("path", "property", "severity", "message", "name", "description", "order", "group"),
    *("targetClass", "targetSubjectsOf", "targetObjectsOf", "qualifiedValueShape"),
    *("prefixes", "select", "declare", "namespace", "prefix", "deactivated"),
}


@cache
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(shapes_file(), format="turtle")


@cache
def ontology() -> rdflib.Graph:
    graph = rdflib.Graph()
    for file in ontology_files():
        graph.parse(file, format="turtle")
    return graph


def overfull() -> rdflib.Graph:
    """Return the sound plan with odd values beside the right ones wherever a shape looks."""
    graph = rdflib.Graph().parse(SOUND, format="turtle")
    for focus, path in list(looked_at(graph)):
        for value in ODD:
            graph.add((focus, path, value))
    return graph


def emptied() -> rdflib.Graph:
    """Return the sound plan's things without anything that a shape looks at."""
    graph = rdflib.Graph().parse(SOUND, format="turtle")
    kept = [shapes().objects(None, SH[name]) for name in ("targetSubjectsOf", "targetObjectsOf")]
    known = {RDF.type, *(term for some in kept for term in some)}
    for focus, path in list(looked_at(graph)):
        if path not in known:
            graph.remove((focus, path, None))
    return graph


def bare() -> rdflib.Graph:
    """Return the sound plan's things with their classes alone."""
    graph = rdflib.Graph().parse(SOUND, format="turtle")
    for triple in list(graph):
        if triple[1] != RDF.type:
            graph.remove(triple)
    return graph


def looked_at(graph: rdflib.Graph) -> Iterator[tuple[rdflib.term.Node, rdflib.term.Node]]:
    """Yield each thing of a graph with each property that a shape looks at in its like."""
    above = rdflib.RDFS.subClassOf
    for shape, part in shapes().subject_objects(SH.property):
        path = shapes().value(part, SH.path)
        if not isinstance(path, rdflib.URIRef):
            continue
        for kind in shapes().objects(shape, SH.targetClass):
            for below in ontology().transitive_subjects(above, kind):
                yield from ((one, path) for one in graph.subjects(RDF.type, below))
        for name in shapes().objects(shape, SH.targetSubjectsOf):
            yield from ((one, path) for one in graph.subjects(name, None))
        for name in shapes().objects(shape, SH.targetObjectsOf):
            yield from (
                (one, path) for one in graph.objects(None, name) if isinstance(one, rdflib.URIRef)
            )


def broken() -> rdflib.Graph:
    """Return the files of the shapes, each of which breaks one, in namespaces of their own."""
    graph = rdflib.Graph()
    for file in FILES:
        for quad in quads(file, file.stem):
            graph.parse(data=f"{quad.triple} .", format="nt")
    return graph


@cache
def by_pyshacl(make: object) -> rdflib.Graph:
    import pyshacl

    data = GRAPHS[make]() if isinstance(make, str) else rdflib.Graph()
    _, report, _ = pyshacl.validate(
        data, shacl_graph=shapes(), ont_graph=ontology(), inference="none", advanced=False
    )
    assert isinstance(report, rdflib.Graph)
    return report


GRAPHS = {"overfull": overfull, "emptied": emptied, "bare": bare, "broken": broken}


def ours(graph: rdflib.Graph) -> set[Key]:
    content = graph.serialize(format="nt")
    return {key(one) for one in validate(ox.parse(content, format=ox.RdfFormat.N_TRIPLES))}


@pytest.mark.parametrize("name", GRAPHS)
def test_both_find_the_same(name: str) -> None:
    """The same shapes on the same nodes, along the same paths, with the same values."""
    theirs = {key(one) for one in findings_in(by_pyshacl(name))}
    found = ours(GRAPHS[name]())
    assert found - theirs == set()
    assert theirs - found == set()
    assert len(found) > 100


def test_every_constraint_in_use_is_broken() -> None:
    """Of every named shape each of its constraints, by one graph at least."""
    fired = {
        (str(report.value(result, SH.sourceShape)), component.rpartition("#")[2])
        for report in map(by_pyshacl, GRAPHS)
        for result in report.subjects(RDF.type, SH.ValidationResult)
        for component in [str(report.value(result, SH.sourceConstraintComponent))]
    }
    used = {
        (str(shape), _COMPONENTS[name])
        for shape, said, _ in shapes()
        if str(shape).startswith(SHAPES) and str(said).startswith(str(SH))
        for name in [str(said).removeprefix(str(SH))]
        if name not in _NO_CONSTRAINTS
    }
    assert used - fired == set()
    assert len(used) > 200
    assert {XSD.date, XSD.gYear} <= set(shapes().objects(None, SH.datatype))
