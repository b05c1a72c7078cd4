"""The plan's observations as Data Cubes, held to the integrity constraints of the specification.

The constraints are written from https://www.w3.org/TR/vocab-data-cube/#wf: each is an ASK that is
true where it is broken, on a graph to which the rules of #normalize-algorithm have been applied.
"""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from samgraph.knowledge import Knowledge

PREFIX = "PREFIX qb: <http://purl.org/linked-data/cube#>\n"
NORMALISE = (
    "INSERT { ?o a qb:Observation } WHERE { [] qb:observation ?o }",
    "INSERT { ?o a qb:Observation } WHERE { ?o qb:dataSet [] }",
    "INSERT { ?d a qb:DataSet } WHERE { [] qb:dataSet ?d }",
    *(
        f"INSERT {{ ?c qb:componentProperty ?p . ?p a {kind} }} WHERE {{ ?c {part} ?p }}"
        for part, kind in (
            ("qb:dimension", "qb:DimensionProperty"),
            ("qb:measure", "qb:MeasureProperty"),
            ("qb:attribute", "qb:AttributeProperty"),
        )
    ),
)
CONSTRAINTS = {
    "IC-1": """
        { ?obs a qb:Observation . FILTER NOT EXISTS { ?obs qb:dataSet ?dataset } }
        UNION
        { ?obs a qb:Observation ; qb:dataSet ?dataset, ?other . FILTER(?dataset != ?other) }""",
    "IC-2": """
        { ?dataset a qb:DataSet . FILTER NOT EXISTS { ?dataset qb:structure ?dsd } }
        UNION
        { ?dataset a qb:DataSet ; qb:structure ?dsd, ?other . FILTER(?dsd != ?other) }""",
    "IC-3": """
        ?dsd a qb:DataStructureDefinition .
        FILTER NOT EXISTS {
          ?dsd qb:component/qb:componentProperty ?measure . ?measure a qb:MeasureProperty
        }""",
    "IC-4": """
        ?dimension a qb:DimensionProperty .
        FILTER NOT EXISTS { ?dimension rdfs:range [] }""",
    "IC-6": """
        ?dsd qb:component ?component .
        ?component qb:componentRequired false ; qb:componentProperty ?property .
        FILTER NOT EXISTS { ?property a qb:AttributeProperty }""",
    "IC-11": """
        ?obs qb:dataSet/qb:structure/qb:component/qb:dimension ?dimension .
        FILTER NOT EXISTS { ?obs ?dimension ?value }""",
    "IC-13": """
        ?obs qb:dataSet/qb:structure/qb:component ?component .
        ?component qb:componentRequired true ; qb:componentProperty ?attribute .
        FILTER NOT EXISTS { ?obs ?attribute ?value }""",
    "IC-14": """
        ?obs qb:dataSet/qb:structure/qb:component/qb:measure ?measure .
        FILTER NOT EXISTS { ?obs ?measure ?value }""",
}
"""IC-12 is not among them: as a join of all pairs it is asked of each data set on its own."""


def normalised(knowledge: Knowledge) -> ox.Store:
    """Return a plan with the ontology as one graph, and what normalising adds."""
    store = ox.Store()
    seen = {quad.triple for quad in knowledge.store}
    store.extend(ox.Quad(one.subject, one.predicate, one.object) for one in seen)
    for rule in NORMALISE:
        store.update(PREFIX + rule)
    return store


def asks(store: ox.Store, name: str) -> bool:
    """Return whether a constraint is broken."""
    rdfs = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    return bool(store.query(f"{PREFIX}{rdfs}ASK {{ {CONSTRAINTS[name]} }}"))


def doubled(store: ox.Store) -> list[str]:
    """Return the data sets in which two observations agree in every dimension (IC-12)."""
    found = []
    dataset_rows = store.query(
        PREFIX + "SELECT ?set ?dimension { ?set qb:structure/qb:component/qb:dimension ?dimension }"
    )
    dimensions: dict[str, list[str]] = {}
    assert isinstance(dataset_rows, ox.QuerySolutions)
    for dataset, dimension in dataset_rows:
        dimensions.setdefault(dataset.value, []).append(dimension.value)
    for dataset, some in sorted(dimensions.items()):
        same = " ".join(
            f"?one <{iri}> ?v{number} . ?two <{iri}> ?v{number} ."
            for number, iri in enumerate(sorted(some))
        )
        query = f"ASK {{ {same} ?one qb:dataSet <{dataset}> . ?two qb:dataSet <{dataset}> . "
        if store.query(f"{PREFIX}{query} FILTER(?one != ?two) }}"):
            found.append(dataset)
    return found


@pytest.fixture(scope="module")
def cube(sam: Knowledge) -> ox.Store:
    """Return the SAM plan, normalised."""
    return normalised(sam)


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_the_sam_plan_is_a_well_formed_cube(cube: ox.Store, name: str) -> None:
    """No observation, data set or structure breaks a constraint."""
    assert not asks(cube, name)


def test_observations_are_told_apart(cube: ox.Store) -> None:
    """No two amounts share line and year, and no two figures their number (IC-12)."""
    assert doubled(cube) == []


def test_there_are_cubes_to_look_at(cube: ox.Store) -> None:
    """Each observation is in its data set, and every property of it that a cube has is declared."""
    query = "SELECT ?set (COUNT(?obs) AS ?n) { ?obs qb:dataSet ?set } GROUP BY ?set ORDER BY ?set"
    rows = cube.query(PREFIX + query)
    assert isinstance(rows, ox.QuerySolutions)
    counts = {row["set"].value.rsplit("/", 1)[-1]: int(row["n"].value) for row in rows}
    assert counts == {"amounts": 745, "figures": 67}
    query = "SELECT ?dsd ?p { ?dsd qb:component/qb:componentProperty ?p }"
    parts = cube.query(PREFIX + query)
    assert isinstance(parts, ox.QuerySolutions)
    found: dict[str, set[str]] = {}
    for dsd, part in parts:
        name = part.value.replace("#", "/").rsplit("/", 1)[-1]
        found.setdefault(dsd.value.rsplit("#", 1)[-1], set()).add(name)
    assert found == {
        "amountStructure": {"budgetLine", "year", "euro"},
        "figureStructure": {
            *("figureNumber", "value", "unit", "exact", "year", "temporal"),
            *("population", "geography", "source", "asWritten"),
        },
    }


BREAKS = {
    "IC-1": "DELETE WHERE { ?obs qb:dataSet <SETamounts> }",
    "IC-2": "DELETE WHERE { <SETfigures> qb:structure ?dsd }",
    "IC-3": "DELETE WHERE { ?component qb:componentProperty sg:euro }",
    "IC-4": "DELETE WHERE { sg:figureNumber rdfs:range ?range }",
    "IC-6": "INSERT DATA { sg:any qb:component [ qb:componentRequired false ; "
    "qb:componentProperty sg:euro ] }",
    "IC-11": "DELETE WHERE { ?obs sg:figureNumber ?number }",
    "IC-13": "DELETE WHERE { ?obs sg:unit ?unit }",
    "IC-14": "DELETE WHERE { ?obs sg:euro ?euro }",
}


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_a_break_is_found(sam: Knowledge, name: str) -> None:
    """A constraint that is broken says so: none of them is true by being badly written."""
    store = normalised(sam)
    heads = "PREFIX sg: <https://w3id.org/samgraph/ns#>\n"
    heads += "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    store.update(PREFIX + heads + BREAKS[name].replace("<SET", f"<{sam.namespace}"))
    assert asks(store, name)


def test_two_observations_that_agree_are_found(sam: Knowledge) -> None:
    """Two figures with one number cannot be told apart."""
    store = normalised(sam)
    store.update(
        """
        PREFIX sg: <https://w3id.org/samgraph/ns#>
        DELETE { ?figure sg:figureNumber 2 } INSERT { ?figure sg:figureNumber 1 }
        WHERE { ?figure sg:figureNumber 2 }"""
    )
    assert doubled(store) == [f"{sam.namespace}figures"]
