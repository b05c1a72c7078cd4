"""A header maps a column to a property, and a cell to the terms that it stands for."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from tinyplan import NS

from samgraph.cells import CellError, Column, Reader, check_lexical
from samgraph.schema import read_schema
from samgraph.terms import DCTERMS, SKOS, XSD, sg

READER = Reader(read_schema(), {"t": NS})


def values(header: str, cell: str) -> list[ox.NamedNode | ox.Literal]:
    """Return the terms that a cell under a header stands for."""
    return list(READER.values(READER.column(header), cell))


def refusal(header: str, cell: str = "x") -> CellError:
    """Return the error that a cell under a header gives."""
    with pytest.raises(CellError) as caught:
        values(header, cell)
    return caught.value


def test_a_language_makes_tagged_text() -> None:
    """A column with @nl holds Dutch text."""
    assert values("skos:prefLabel@nl", "doel") == [ox.Literal("doel", language="nl")]
    assert values("skos:prefLabel@nl-BE", "doel") == [ox.Literal("doel", language="nl-BE")]


def test_a_datatype_makes_a_typed_literal() -> None:
    """A column with ^^ holds literals of that datatype."""
    expected = ox.Literal("1.5", datatype=ox.NamedNode(XSD + "decimal"))
    assert values("sg:value^^xsd:decimal", "1.5") == [expected]


def test_the_ontology_gives_the_datatype_that_a_header_leaves_out() -> None:
    """Numbers, years and dates need no datatype in the header."""
    (value,) = values("sg:euro", "250")
    (year,) = values("sg:year", "2021")
    (text,) = values("sg:section", "1.1")
    assert isinstance(value, ox.Literal)
    assert isinstance(year, ox.Literal)
    assert isinstance(text, ox.Literal)
    assert value.datatype.value == XSD + "decimal"
    assert year.datatype.value == XSD + "gYear"
    assert text.datatype.value == XSD + "string"


def test_a_property_that_takes_things_reads_curies() -> None:
    """A cell under an object property is an IRI, by CURIE or in angle brackets."""
    assert values("sg:partOf", "t:S1") == [ox.NamedNode(NS + "S1")]
    assert values("sg:partOf", f"<{NS}S1>") == [ox.NamedNode(NS + "S1")]
    assert values("sg:ofClass", "sg:Goal") == [ox.NamedNode(sg("Goal"))]


def test_a_nested_header_leads_to_a_node_of_the_row() -> None:
    """`sg:position/oa:start` names the property that leads to a node, and one of that node."""
    column = READER.column("sg:position/oa:start")
    assert column.outer == ox.NamedNode(sg("position"))
    assert column.property == ox.NamedNode("http://www.w3.org/ns/oa#start")
    assert not column.takes_iri


def test_a_bar_separates_values_and_a_backslash_keeps_it() -> None:
    r"""`a|b` is two values, `a\|b` is one with a bar in it, and empty parts are none."""
    assert [one.value for one in values("skos:altLabel@nl", r"a | b|c\|d||")] == ["a", "b", r"c|d"]
    assert [one.value for one in values("sg:partOf", "t:S1|t:S2")] == [NS + "S1", NS + "S2"]


@pytest.mark.parametrize(
    ("header", "near"),
    [
        ("skos:prefLabl@nl", "skos:prefLabel"),
        ("skso:prefLabel@nl", "skos:prefLabel"),
        ("prefLabel", ""),
        ("sg:statedin", "sg:statedIn"),
        ("sg:position/oa:strat", "oa:start"),
        ("sg:positon/oa:start", "sg:position"),
    ],
)
def test_a_misspelt_column_gives_its_near_match(header: str, near: str) -> None:
    """An unknown property or prefix is refused, with the property that was probably meant."""
    error = refusal(header)
    assert near in error.hint
    assert error.hint


@pytest.mark.parametrize("header", ["a b", "skos:prefLabel@", "sg:value^^", "@nl", "a/b/c", "x@1"])
def test_a_malformed_header_is_refused(header: str) -> None:
    """What is no property, with a language or a datatype at most, is no column."""
    assert refusal(header).hint


@pytest.mark.parametrize("header", ["sg:partOf@nl", "sg:partOf^^xsd:string"])
def test_a_property_that_takes_things_has_no_language(header: str) -> None:
    """A language or datatype on an object property is refused with the right header."""
    assert "sg:partOf" in refusal(header).hint


@pytest.mark.parametrize("header", ["sg:value^^xsd:decimel", "sg:value^^sg:decimal"])
def test_an_unknown_datatype_is_refused(header: str) -> None:
    """A datatype that does not exist is a misspelt column, not a new kind of number."""
    with pytest.raises(CellError) as caught:
        READER.column(header)
    assert "xsd:decimal" in caught.value.hint


@pytest.mark.parametrize("header", ["sg:euro@nl", "sg:year@en", "sg:exact@nl"])
def test_a_number_has_no_language(header: str) -> None:
    """A language on a property whose values are numbers, years or booleans is refused."""
    with pytest.raises(CellError):
        READER.column(header)


@pytest.mark.parametrize("header", ["sg:euro^^xsd:string", "sg:year^^xsd:date"])
def test_a_header_does_not_contradict_the_ontology(header: str) -> None:
    """A datatype other than the one that the ontology gives is refused, as it is in Turtle."""
    with pytest.raises(CellError):
        READER.column(header)


@pytest.mark.parametrize("header", ["skos:prefLabel/oa:start", "sg:euro/oa:start"])
def test_only_a_property_that_takes_things_leads_to_a_node(header: str) -> None:
    """A nested header whose first property holds text or numbers is refused."""
    with pytest.raises(CellError):
        READER.column(header)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("S1", "CURIE"),
        ("tt:S1", "not declared"),
        ("t:a b", "no IRI"),
        ("<not an iri>", "no IRI"),
        ("<relative>", "no IRI"),
        ("t:a<b", "no IRI"),
        ('t:a"b', "no IRI"),
    ],
)
def test_a_cell_that_is_no_iri_is_refused(cell: str, says: str) -> None:
    """Text where a thing is wanted is refused, with what to write instead."""
    error = refusal("sg:partOf", cell)
    assert says in error.message
    assert error.hint


@pytest.mark.parametrize(
    ("datatype", "good", "bad"),
    [
        ("integer", "12|-3|+4|007", "1.5|1,5|twelve|1 000|1e3|٣"),
        ("nonNegativeInteger", "0|12", "-1|1.0"),
        ("decimal", "39.7|-1|.5|5.|+0.50", "39,7|1e3|.|INF|1.2.3|٣.٥"),
        ("boolean", "true|false|1|0", "yes|TRUE|waar|2"),
        ("gYear", "2021|-0044|12021", "21|2021-01|MMXXI"),
        ("gMonthDay", "--10-30|--02-29", "10-30|--13-01|--02-30|--04-31|--1-2"),
        ("date", "2021-01-31|2020-02-29", "31/01/2021|2021-02-29|2021-1-1|2021-13-01"),
    ],
    ids=lambda text: text if text.isalpha() else "",
)
def test_a_literal_is_in_the_lexical_space_of_its_datatype(
    datatype: str, good: str, bad: str
) -> None:
    """What XSD would not read as the datatype is refused, and everything else is accepted."""
    for text in good.split("|"):
        check_lexical(text, XSD + datatype)
    accepted = []
    for text in bad.split("|"):
        try:
            check_lexical(text, XSD + datatype)
        except CellError:
            continue
        accepted.append(text)
    assert accepted == []


@pytest.mark.parametrize(
    ("datatype", "bad"),
    [
        ("dateTime", "2021-01-31"),
        ("double", "abc"),
        ("float", "1,5"),
        ("int", "1.5"),
        ("positiveInteger", "0"),
        ("gYearMonth", "2021-13"),
        ("time", "25:00:00"),
    ],
)
def test_no_datatype_goes_unchecked(datatype: str, bad: str) -> None:
    """A wrong value is refused whatever the datatype, or the datatype itself is."""
    with pytest.raises(CellError):
        values(f"dcterms:date^^xsd:{datatype}", bad)


@pytest.mark.parametrize(
    ("header", "cell", "example"),
    [
        ("sg:value", "39,7", "39.7"),
        ("sg:fromLine", "1.5", "12"),
        ("sg:exact", "yes", "true"),
        ("sg:year", "21", "2021"),
        ("schema:startDate", "31/01/2021", "2021-01-31"),
        ("sg:monthDay", "30-10", "--10-30"),
    ],
)
def test_a_wrong_value_is_refused_with_an_example(header: str, cell: str, example: str) -> None:
    """The message quotes the value and the hint shows how it is written."""
    error = refusal(header, cell)
    assert f'"{cell}"' in error.message
    assert example in error.hint


def test_one_wrong_value_among_several_is_refused() -> None:
    """Every value of a cell is looked at, not only the first."""
    assert '"x"' in refusal("sg:value", "1|2|x").message


def test_columns_carry_their_header() -> None:
    """A fault names the column as the table's author wrote it."""
    headers = ["skos:prefLabel@nl", "sg:euro", "sg:position/oa:start", "dcterms:description@en"]
    columns: list[Column] = [READER.column(header) for header in headers]
    assert [column.header for column in columns] == headers
    assert columns[0].property.value == SKOS + "prefLabel"
    assert columns[3].property.value == DCTERMS + "description"


def test_every_datatype_of_the_ontology_is_checked() -> None:
    """No property has a datatype whose wrong values would pass."""
    schema = read_schema()
    datatypes = {one.datatype for one in schema.properties.values() if not one.takes_iri}
    unchecked = []
    for datatype in datatypes:
        if re.search(r"#(string|langString|Literal|anyURI)$", datatype) or not datatype:
            continue
        try:
            check_lexical("certainly not", datatype)
        except CellError:
            continue
        unchecked.append(datatype)
    assert unchecked == []
    assert len(datatypes) > 5
