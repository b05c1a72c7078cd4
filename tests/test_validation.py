"""Every shape finds the one mistake it is for, before reasoning, and says what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDF, SH
from tinyplan import NS, Tiny

from samgraph.package import read_package
from samgraph.resources import ontology_files, plan_folder, shapes_file
from samgraph.schema import read_schema
from samgraph.terms import sg
from samgraph.validation import SEVERITIES, Finding, findings_in, validate

SHAPES = "https://w3id.org/samgraph/shapes#"
FOLDER = Path(__file__).parent / "data" / "shapes"
FILES = sorted(FOLDER.glob("*.ttl"))
SOUND = FOLDER / "sound.ttl"

_NOT_CONSTRAINTS = {
    str(SH[name])
    for name in ("path", "property", "severity", "message", "name", "description", "order", "group")
} | {
    str(SH[name])
    for name in ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode", "target")
}


def shapes_with_a_constraint() -> set[str]:
    """Return the local names of the named shapes that say more than where to look."""
    graph = rdflib.Graph().parse(shapes_file(), format="turtle")
    found = set()
    for shape in graph.subjects(RDF.type, None):
        if not (isinstance(shape, rdflib.URIRef) and str(shape).startswith(SHAPES)):
            continue
        said = {str(name) for name in graph.predicates(shape) if str(name).startswith(str(SH))}
        if said - _NOT_CONSTRAINTS:
            found.add(str(shape).removeprefix(SHAPES))
    return found


SHAPE_NAMES = sorted(shapes_with_a_constraint())


def quads(file: Path, space: str = "") -> list[ox.Quad]:
    """Return what a file asserts, its things perhaps in a namespace of their own."""
    text = file.read_text(encoding="utf-8")
    if space:
        text = text.replace("<https://example.org/demo/>", f"<https://example.org/{space}/>")
    return list(ox.parse(text, format=ox.RdfFormat.TURTLE))


def test_every_shape_with_a_constraint_has_a_file_that_breaks_it() -> None:
    """No shape goes untried, and no file tries a shape that is gone."""
    assert sorted(file.stem for file in FILES if file != SOUND) == SHAPE_NAMES
    assert len(SHAPE_NAMES) > 120


@pytest.fixture(scope="module")
def wordless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the ontology without its labels and definitions in a file: no shape looks at them.

    Nor is the packaged chain there: it is data, and shapes do look at what it says.
    """
    file = tmp_path_factory.mktemp("ontology") / "ontology.nt"
    schema = read_schema([one for one in ontology_files() if one.name != "chains.ttl"])
    triples = [one for one in schema.triples if not isinstance(one.object, ox.Literal)]
    file.write_bytes(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"")
    return file


@pytest.mark.parametrize("name", SHAPE_NAMES)
def test_a_shape_finds_its_mistake_and_nothing_else_does(name: str, wordless: Path) -> None:
    """The file of a shape makes exactly that shape speak, in both languages."""
    findings = validate(quads(FOLDER / f"{name}.ttl"), ontology=[wordless])
    assert {finding.shape for finding in findings} == {SHAPES + name}
    for finding in findings:
        assert finding.severity in SEVERITIES
        assert [lang for lang, _ in finding.messages] == ["en", "nl"]
        assert finding.message("nl") != finding.message("en")
        assert finding.message("nl").endswith(".")
        assert finding.message("en").endswith(".")


def test_a_sound_plan_breaks_nothing() -> None:
    """The file with a bit of everything has no finding, not even a tip."""
    assert validate(quads(SOUND)) == ()


def test_the_sound_file_uses_every_class_that_a_shape_is_for() -> None:
    """A shape without anything to look at proves nothing."""
    graph = rdflib.Graph().parse(shapes_file(), format="turtle")
    targets = {ox.NamedNode(str(class_)) for class_ in graph.objects(None, SH.targetClass)}
    used = {quad.object for quad in quads(SOUND)}
    above = {
        (triple.subject, triple.object)
        for triple in read_schema().triples
        if triple.predicate.value.endswith("subClassOf")
    }
    missing = {
        target.value
        for target in targets - used
        if not any(high == target and low in used for low, high in above)
    }
    assert missing == set()


def found_by_pyshacl(data: rdflib.Graph) -> set[Key]:
    """Return what the reference implementation of SHACL finds."""
    import pyshacl

    ontology = rdflib.Graph()
    for file in ontology_files():
        ontology.parse(file, format="turtle")
    shapes = rdflib.Graph().parse(shapes_file(), format="turtle")
    _, report, _ = pyshacl.validate(
        data, shacl_graph=shapes, ont_graph=ontology, inference="none", advanced=False
    )
    return {key(finding) for finding in findings_in(report)}


Key: TypeAlias = tuple[str, str, str, str, str]


def key(finding: Finding) -> Key:
    return finding.shape, finding.focus, finding.path, finding.value, finding.severity


def test_the_reference_implementation_finds_the_same() -> None:
    """Ours and pyshacl report the same shapes, nodes, paths and values, for every file."""
    every = [quad for file in FILES for quad in quads(file, file.stem)]
    data = rdflib.Graph()
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        data.parse(
            data=text.replace("<https://example.org/demo/>", f"<https://example.org/{file.stem}/>"),
            format="turtle",
        )
    fast = {key(finding) for finding in validate(every)}
    assert fast == found_by_pyshacl(data)
    assert {shape.removeprefix(SHAPES) for shape, *_ in fast} == set(SHAPE_NAMES)


def test_the_sam_plan_breaks_no_rule() -> None:
    """The packaged plan has no violation and no warning; tips are allowed."""
    package = read_package(plan_folder(), read_schema())
    severe = [one for one in validate(package.quads) if one.severity != "info"]
    assert severe == []


@pytest.mark.parametrize(
    ("old", "new", "shape", "focus"),
    [
        (
            "t:O1,sg:carriesOut,t:meeting",
            "t:O1,sg:carriesOut,t:house",
            "carries-out-object",
            "house",
        ),
        ("t:garden,sg:advances,t:O1", "t:house,sg:advances,t:O1", "advances-subject", "house"),
        ("t:S1,sg:serves,t:youth", "t:S1,sg:serves,t:law", "serves-object", "law"),
    ],
)
def test_what_a_range_would_hide_is_found(
    tiny: Tiny, old: str, new: str, shape: str, focus: str
) -> None:
    """A wrong node is found although reasoning would give it the class that it lacks."""
    tiny.change("links.csv", old, new)
    findings = validate(tiny.read().quads)
    assert (SHAPES + shape, NS + focus) in {(one.shape, one.focus) for one in findings}
    closed = validate(tiny.build().store)
    assert (SHAPES + shape, NS + focus) not in {(one.shape, one.focus) for one in closed}


def test_a_passage_that_is_no_passage_is_found(tiny: Tiny) -> None:
    """`sg:statedIn` to anything else is a violation, although its range would type it."""
    tiny.change("lists.csv", "Over hitte.,On heat.,t:p-all", "Over hitte.,On heat.,t:house")
    (finding,) = validate(tiny.read().quads)
    assert finding.shape == f"{SHAPES}stated-in-passage"
    assert finding.focus == f"{NS}heat"
    assert finding.value == f"{NS}house"
    assert finding.severity == "violation"


def test_subclasses_count(tiny: Tiny) -> None:
    """A shape for goals looks at strategic goals, because the ontology is passed along."""
    tiny.change("goals.csv", "S2,S2,sg:transversal", "S2,S2,")
    assert f"{SHAPES}goal-role" in {one.shape for one in validate(tiny.read().quads)}


def test_a_suggested_link_is_not_held_against_the_plan(tiny: Tiny) -> None:
    """A candidate that makes no sense breaks no shape on the things it would link."""
    tiny.change(
        "links.csv",
        "t:shops,sg:supports,t:O1,sg:suggested",
        "t:shops,sg:supports,t:heat,sg:suggested",
    )
    assert validate(tiny.read().quads) == ()


def test_the_worst_findings_come_first(tiny: Tiny) -> None:
    """Findings are ordered by severity, then by the thing they are about."""
    tiny.change("lists.csv", "hitte,heat,Over hitte.,On heat.", ",heat,,")
    tiny.change("partners.csv", "Over buurthuis.,On neighbourhood house.", ",")
    findings = validate(tiny.read().quads)
    ranks = [SEVERITIES.index(one.severity) for one in findings]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2}
    assert [one.focus for one in findings if one.severity == "warning"] == [f"{NS}heat"] * 2


def test_validation_is_the_same_every_time(tiny: Tiny) -> None:
    """The order of the quads makes no difference to the findings."""
    tiny.change("lists.csv", "hitte,heat,Over hitte.,On heat.", ",,,")
    package = tiny.read()
    assert validate(package.quads) == validate(reversed(package.quads))


def test_a_finding_on_a_compound_path_is_the_same_every_time() -> None:
    """A path that has no name of its own is not shown as a random one."""
    assert validate(quads(FOLDER / "goal-notation-unique.ttl")) == validate(
        quads(FOLDER / "goal-notation-unique.ttl")
    )


def test_a_finding_without_a_language_is_still_a_message() -> None:
    """A message in one language is shown to readers of the other."""
    finding = Finding("info", "x", "y", "", "", (("en", "Do it."),))
    assert finding.message("nl") == "Do it."


def test_a_report_is_a_graph() -> None:
    """Anything but a report graph is refused."""
    with pytest.raises(TypeError):
        findings_in("conforms")


def test_every_shape_has_a_label_in_both_languages() -> None:
    """A reader of the shapes finds each by name in Dutch and in English."""
    graph = rdflib.Graph().parse(shapes_file(), format="turtle")
    nameless = []
    for kind, name in ((SH.NodeShape, rdflib.RDFS.label), (SH.PropertyShape, SH.name)):
        for shape in graph.subjects(RDF.type, kind):
            langs = {getattr(text, "language", None) for text in graph.objects(shape, name)}
            if isinstance(shape, rdflib.URIRef) and langs != {"nl", "en"}:
                nameless.append(str(shape))
    assert nameless == []


def test_shapes_speak_of_declared_terms_only() -> None:
    """Every class and property that a shape names is one that the ontology declares."""
    schema = read_schema()
    known = schema.declared | set(schema.properties)
    graph = rdflib.Graph().parse(shapes_file(), format="turtle")
    named = {str(term) for triple in graph for term in triple if str(term).startswith(sg(""))}
    assert named <= known | {sg("")}
    assert len(named) > 80
