"""What the Query view reads: the catalogue, and what a query may name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from samgraph.catalogue import catalogue
from samgraph.explorer import Documents, Material
from samgraph.knowledge import Knowledge
from samgraph.ontology import packaged_ontology


@pytest.fixture(scope="module")
def documents(sam: Knowledge) -> Documents:
    return Documents(Material(sam))


def read(documents: Documents, name: str) -> Any:  # noqa: ANN401
    """Return a document, parsed."""
    content = documents.document(name)
    assert content is not None
    return json.loads(content)


def test_every_question_is_there_as_it_is_asked(documents: Documents, sam: Knowledge) -> None:
    """In both languages, without its header, and sound."""
    said = read(documents, "questions")
    assert [one["name"] for one in said["questions"]] == list(catalogue())
    for one in said["questions"]:
        assert one["nl"]
        assert one["en"]
        assert one["group"] in said["groups"]
        assert "#+" not in one["text"]
        sam.query(one["text"])


def test_what_a_parameter_chooses_from_is_in_the_plan(documents: Documents) -> None:
    """Things of the class that its name tells, classes, or properties that link."""
    said = read(documents, "questions")
    things = {one["id"] for one in read(documents, "things")["things"]}
    terms = {one["id"] for one in read(documents, "terms")["terms"]}
    assert len(said["choices"]["Goal"]) == 50
    assert "sg:Theme" in said["choices"]["Class"]
    assert "sg:addresses" in said["choices"]["predicate"]
    for name, some in said["choices"].items():
        assert set(some) <= things | terms | set(said["names"]), name
    # A shared framework is no thing of the plan, and has a name all the same.
    assert all(one["nl"] and one["en"] for one in said["names"].values())
    assert set(said["names"]) >= set(said["choices"].get("Framework", ()))
    for question in said["questions"]:
        for parameter in question["parameters"]:
            assert parameter.get("choices", "Goal") in said["choices"]


def test_every_term_can_be_named_in_both_languages(documents: Documents, sam: Knowledge) -> None:
    """Those of the ontology with a definition, and those of others that the plan uses."""
    said = read(documents, "terms")
    by_iri = {one["iri"]: one for one in said["terms"]}
    for term in packaged_ontology().terms:
        one = by_iri[term.iri]
        assert one["nl"]
        assert one["en"]
        assert one["definitions"]["nl"]
        assert one["definitions"]["en"]
    assert by_iri["http://www.w3.org/2004/02/skos/core#broader"]["kind"] == "property"
    assert by_iri["http://www.w3.org/ns/prov#Person"]["kind"] == "class"
    assert said["prefixes"]["sam"] == sam.namespace


def test_what_is_only_suggested_is_in_no_query_that_does_not_name_it(documents: Documents) -> None:
    """The graphs of the default reading are those of a server."""
    graphs = read(documents, "terms")["graphs"]
    assert len(graphs) == 7
    assert not any(one.endswith("graph/suggested") for one in graphs)
