"""The picture's document: what is drawn, where, and what is left out."""

from __future__ import annotations

import json

import pytest
from tinyplan import NS, Tiny

from samgraph.building import build
from samgraph.explorer.documents import Documents
from samgraph.explorer.evidence import Json
from samgraph.explorer.material import Material
from samgraph.explorer.picture import OPENING
from samgraph.knowledge import Knowledge
from samgraph.looks import LOOKS
from samgraph.picture import OPTIONS, compose
from samgraph.projection import project


@pytest.fixture
def knowledge(tiny: Tiny) -> Knowledge:
    return build(tiny.folder)


def document(knowledge: Knowledge) -> Json:
    content = Documents(Material(knowledge)).document("network")
    assert content is not None
    found: Json = json.loads(content)
    return found


def test_every_node_has_its_place_and_every_link_its_ends(knowledge: Knowledge) -> None:
    """Nodes and links are those of the projection, named by CURIE and IRI, no two on one spot."""
    said = document(knowledge)
    projection = project(knowledge, derived=True)
    assert {one["iri"] for one in said["nodes"]} == {node.iri for node in projection.nodes}
    assert len(said["links"]) == len(projection.links)
    spots = {(one["x"], one["y"]) for one in said["nodes"]}
    assert len(spots) == len(said["nodes"]) > 20
    iris = [one["iri"] for one in said["nodes"]]
    ends = {(iris[link["from"]], iris[link["to"]]) for link in said["links"]}
    assert (f"{NS}O1", f"{NS}loneliness") in ends
    properties = {one["id"]: one["iri"] for one in said["properties"]}
    assert properties["sg:addresses"] == "https://w3id.org/samgraph/ns#addresses"
    assert properties["skos:broader"] == "http://www.w3.org/2004/02/skos/core#broader"


def test_map_opens_with_goals_tasks_fields_and_themes(knowledge: Knowledge) -> None:
    """These types start unfolded, all others folded."""
    types = document(knowledge)["types"]
    opened = {one["id"].removeprefix("sg:") for one in types if one["start"]}
    assert opened == set(OPENING) - {"Goal"}
    assert set(OPENING) <= LOOKS.keys()
    assert any(not one["start"] for one in types)


def test_same_plan_gives_the_same_document(knowledge: Knowledge, tiny: Tiny) -> None:
    """Another reading of the same files changes no byte."""
    first, second = (
        Documents(Material(one)).document("network") for one in (knowledge, build(tiny.folder))
    )
    assert first == second


def test_what_goes_beyond_the_limit_is_counted(knowledge: Knowledge) -> None:
    """The last types are left out, with the links that lose an end."""
    projection = project(knowledge, derived=True)
    picture = compose(projection, limit=5)
    assert len(picture.nodes) == 5
    assert picture.left == {
        "nodes": len(projection.nodes) - 5,
        "links": len(projection.links) - len(picture.links),
    }
    assert {node.type for node in picture.nodes} <= {"StrategicGoal", "OperationalGoal", "CoreTask"}
    kept = {node.iri for node in picture.nodes}
    assert all({link.source, link.target} <= kept for link in picture.links)


def test_nothing_moves_by_itself_and_edges_hide_while_moving() -> None:
    """Physics is off, labels do not lay themselves out, and dragging draws no edges."""
    options = json.loads(json.dumps(OPTIONS))
    assert options["physics"] == {"enabled": False}
    assert options["layout"] == {"improvedLayout": False}
    assert options["edges"]["smooth"] is False
    assert options["interaction"]["hideEdgesOnDrag"] is True
    assert options["interaction"]["hideEdgesOnZoom"] is True
    assert options["interaction"]["keyboard"]["bindToWindow"] is False
