"""Every format is read back by a reader that knows nothing of samgraph, and says the same."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from tinyplan import Tiny

from samgraph.cli import cli
from samgraph.errors import SamgraphError
from samgraph.exchange.formats import FORMATS, check_target, export, find_format
from samgraph.exchange.leftlists import summary, write_list
from samgraph.exchange.lists import class_tables, edge_rows, node_rows, sheet
from samgraph.exchange.networks import network_of
from samgraph.exchange.options import Options
from samgraph.knowledge import Knowledge
from samgraph.projection import project
from samgraph.rows import Rows
from samgraph.sheets import defused

EN = Options("en", "judged")


OF_THE_GRAPH = [name for name, form in FORMATS.items() if not form.of_package]


def hostile(tiny: Tiny) -> None:
    """Give the small plan texts that formats have to escape."""
    tiny.change("lists.csv", ",heat,", ',"=1+1 ""b"" \\ <c> & \n\u2028 é 👩‍👩‍👧 ]]>",')
    tiny.change("partners.csv", "de school,the school", "de school,@SUM(A1)")


@pytest.fixture
def plan(tiny: Tiny) -> Knowledge:
    """Return the small plan with texts to escape."""
    hostile(tiny)
    return tiny.build()


def target_of(name: str, folder: Path) -> Path:
    """Return where a format is written."""
    suffixes = FORMATS[name].suffixes
    return folder / f"plan{suffixes[0]}" if suffixes else folder / "tables"


def bytes_of(target: Path) -> bytes:
    """Return the bytes of a file, or of all files in a folder with their names."""
    if target.is_file():
        return target.read_bytes()
    return b"".join(one.name.encode() + one.read_bytes() for one in sorted(target.iterdir()))


def test_every_format_is_tried() -> None:
    """The formats are those that the issue names, and none is forgotten here."""
    assert set(FORMATS) >= {
        *("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"),
        *("stratml", "stratml1", "stratml2", "vmm"),
        *("graphml", "gexf", "cytoscape", "nodes", "edges", "tables", "xlsx"),
    }


@pytest.mark.parametrize("name", OF_THE_GRAPH)
def test_a_format_is_written_whole(plan: Knowledge, tmp_path: Path, name: str) -> None:
    """Every format writes something, twice the same, and leaves nothing beside it."""
    target = target_of(name, tmp_path)
    export(plan, name, target, EN)
    first = bytes_of(target)
    export(plan, name, target, EN)
    assert bytes_of(target) == first
    assert len(first) > 500
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_other_processes_write_the_same_bytes(tiny: Tiny, tmp_path: Path) -> None:
    """Another process, with another order of hashes, writes identical files in every format."""
    hostile(tiny)
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from samgraph.building import build\n"
        "from samgraph.exchange.formats import FORMATS, export\n"
        "from samgraph.exchange.options import Options\n"
        "knowledge = build(sys.argv[1])\n"
        "for name, form in FORMATS.items():\n"
        "    if form.of_package:\n"
        "        continue\n"
        "    ending = form.suffixes[0] if form.suffixes else ''\n"
        "    export(knowledge, name, Path(sys.argv[2]) / (name + ending), Options('nl'))\n"
    )
    digests = []
    for seed in ("1", "20"):
        folder = tmp_path / seed
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-c", code, str(tiny.folder), str(folder)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        digests.append(
            {one.name: hashlib.sha256(bytes_of(one)).hexdigest() for one in folder.iterdir()}
        )
    assert digests[0] == digests[1]
    assert len(digests[0]) == len(OF_THE_GRAPH)


RDF = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml"}
DATASETS = {"trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}


def iri_triples(graph: Any) -> set[tuple[str, str, str]]:  # noqa: ANN401 - rdflib's own types
    """Return the triples without nameless nodes, texts without what rdflib normalises."""
    return {
        (str(s), str(p), f"{o}@{getattr(o, 'language', None) or ''}")
        for s, p, o in graph
        if not isinstance(s, rdflib.BNode) and not isinstance(o, rdflib.BNode)
    }


@pytest.mark.parametrize("name", RDF)
def test_rdf_is_read_back_by_rdflib(plan: Knowledge, tmp_path: Path, name: str) -> None:
    """Turtle, N-Triples and RDF/XML hold the default reading, triple by triple."""
    target = target_of(name, tmp_path)
    export(plan, name, target, EN)
    found = rdflib.Graph().parse(target, format=RDF[name])
    expected = plan.to_rdflib()
    assert iri_triples(found) == iri_triples(expected)
    quads = (plan.store.quads_for_pattern(None, None, None, one) for one in plan.graphs())
    assert len(found) == len({quad.triple for graph in quads for quad in graph})


@pytest.mark.parametrize("name", DATASETS)
def test_datasets_are_read_back_by_rdflib(plan: Knowledge, tmp_path: Path, name: str) -> None:
    """TriG, N-Quads and JSON-LD hold every named graph."""
    target = target_of(name, tmp_path)
    export(plan, name, target, EN)
    found = rdflib.Dataset()
    found.parse(target, format=DATASETS[name])
    sizes = Counter(str(graph) for *_, graph in found.quads())
    expected = Counter(
        quad.graph_name.value for quad in plan.store if isinstance(quad.graph_name, ox.NamedNode)
    )
    assert sizes == expected
    structure = found.graph(rdflib.URIRef(plan.graph("structure").value))
    assert (None, None, rdflib.Literal("@SUM(A1)", lang="en")) in structure


def test_json_ld_is_compact(plan: Knowledge, tmp_path: Path) -> None:
    """Names are short, texts stand under their language, and a context says what that means."""
    target = tmp_path / "plan.jsonld"
    export(plan, "jsonld", target, EN)
    document = json.loads(target.read_text(encoding="utf-8"))
    context = document["@context"]
    assert context["sg"] == "https://w3id.org/samgraph/ns#"
    assert context["skos:prefLabel"]["@container"] == "@language"
    assert context["sg:partOf"] == {"@id": "https://w3id.org/samgraph/ns#partOf", "@type": "@id"}
    graphs = {one["@id"]: one["@graph"] for one in document["@graph"]}
    (goal,) = [one for one in graphs["t:graph/structure"] if one["@id"] == "t:S1"]
    assert goal["@type"] == "sg:StrategicGoal"
    assert goal["skos:prefLabel"] == {"en": "living together", "nl": "samen wonen"}
    assert goal["sg:partOf"] == "t:plan"
    assert "@value" not in json.dumps(goal)


def test_graph_formats_do_what_build_does(plan: Knowledge, tmp_path: Path) -> None:
    """`export turtle` and `build -o plan.ttl` are the same file."""
    from samgraph.serialising import write_graph

    for name in (*RDF, *DATASETS):
        one, other = target_of(name, tmp_path), tmp_path / f"built{FORMATS[name].suffixes[0]}"
        export(plan, name, one, EN)
        write_graph(plan, other)
        assert one.read_bytes() == other.read_bytes()


def edges_of(plan: Knowledge) -> Counter[tuple[str, str]]:
    return Counter((str(row[1]), str(row[2])) for row in edge_rows(plan, "en").cells)


def test_gexf_is_read_back_by_networkx(plan: Knowledge, tmp_path: Path) -> None:
    """Nodes bear type, colour, place and size; edges their property and standing."""
    target = tmp_path / "plan.gexf"
    export(plan, "gexf", target, EN)
    graph = nx.read_gexf(target)
    assert set(graph.nodes) == {str(row[0]) for row in node_rows(plan).cells}
    assert Counter((one, other) for one, other, *_ in graph.edges) == edges_of(plan)
    goal = graph.nodes["t:S1"]
    assert goal["label"] == "S1 living together"
    assert goal["type"] == "StrategicGoal"
    assert set(goal["viz"]) == {"color", "position", "size", "shape"}
    assert goal["viz"]["color"] == {"r": 11, "g": 95, "b": 102, "a": 1.0}
    spots = {tuple(node["viz"]["position"].values()) for _, node in graph.nodes(data=True)}
    assert len(spots) == graph.number_of_nodes()
    assert {data["standing"] for *_, data in graph.edges(data=True)} >= {"stated", "judged"}


def test_graphml_is_read_back_by_networkx(plan: Knowledge, tmp_path: Path) -> None:
    """Every column is an attribute, numbers are numbers, texts are what they were."""
    target = tmp_path / "plan.graphml"
    export(plan, "graphml", target, EN)
    graph = nx.read_graphml(target, force_multigraph=True)
    rows = node_rows(plan, "en")
    for cells in rows.cells:
        said = {k: v for k, v in zip(rows.header, cells, strict=True) if k != "id" and v != ""}
        assert graph.nodes[cells[0]] == said
    assert Counter((one, other) for one, other, _ in graph.edges) == edges_of(plan)


def test_cytoscape_json_is_read_back(plan: Knowledge, tmp_path: Path) -> None:
    """Elements are nodes with a place and edges with two ends that are there."""
    target = tmp_path / "plan.cyjs"
    export(plan, "cytoscape", target, EN)
    elements = json.loads(target.read_text(encoding="utf-8"))["elements"]
    graph = nx.cytoscape_graph({"data": [], "directed": True, "multigraph": True,
                                "elements": _named(elements)})  # fmt: skip
    assert set(graph.nodes) == {str(row[0]) for row in node_rows(plan).cells}
    assert Counter((one, other) for one, other, _ in graph.edges) == edges_of(plan)
    assert all(set(node["position"]) == {"x", "y"} for node in elements["nodes"])


def _named(elements: dict[str, Any]) -> dict[str, Any]:
    """Return elements as networkx wants them, with a name and a key that no other program needs."""
    nodes = [{"data": {**one["data"], "name": one["data"]["id"], "value": one["data"]["id"]}}
             for one in elements["nodes"]]  # fmt: skip
    edges = [{"data": {**one["data"], "key": n}} for n, one in enumerate(elements["edges"])]
    return {"nodes": nodes, "edges": edges}


def test_a_network_holds_what_the_drawing_does(sam: Knowledge) -> None:
    """The SAM plan's network has the nodes and links of its projection, and none twice."""
    network = network_of(sam, "en")
    plan = project(sam, derived=True)
    assert len(network.nodes.cells) == len(plan.nodes)
    assert len(network.edges.cells) == len(plan.links)
    names = [row[0] for row in network.edges.cells]
    assert len(set(names)) == len(names)


def test_a_standing_narrows_the_links(sam: Knowledge) -> None:
    """What is judged is not among what is stated."""
    sizes = [len(network_of(sam, "en", one).edges.cells) for one in ("stated", "derived", "judged")]
    assert 0 < sizes[0] <= sizes[1] < sizes[2]
    column = network_of(sam, "en", "stated").edges
    assert {row[5] for row in column.cells} == {"stated"}


def test_lists_become_data_frames(plan: Knowledge) -> None:
    """Nodes and edges are pandas frames with typed columns."""
    nodes, edges = node_rows(plan, "en").to_pandas(), edge_rows(plan, "en").to_pandas()
    assert nodes["x"].dtype == float
    assert nodes["size"].dtype == int
    assert set(edges["source"]) | set(edges["target"]) <= set(nodes["id"])


FORMULAS = ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_is_defused(cell: str) -> None:
    """What a spreadsheet would compute has a space before it."""
    assert defused(cell) == f" {cell}"


@pytest.mark.parametrize("cell", ["-5", "+3.5", "-0.25", "1e3", "-1e-3", "plain", "", "a=b"])
def test_numbers_and_words_are_left_alone(cell: str) -> None:
    """A number stays a number, whatever its sign."""
    assert defused(cell) == cell


def test_csv_holds_no_formula(plan: Knowledge, tmp_path: Path) -> None:
    """No cell of any table begins as a formula does, and every cell can be read back."""
    for name in ("nodes", "edges", "tables"):
        export(plan, name, target_of(name, tmp_path), EN)
    files = [tmp_path / "plan.csv", *(tmp_path / "tables").glob("*.csv")]
    assert len(files) > 10
    for file in files:
        text = file.read_bytes().decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                assert defused(cell) == cell
    assert sheet(Rows(("=a", "n"), (("=b", -5),))) == "\ufeff =a,n\n =b,-5\n"


def test_tables_hold_every_thing(sam: Knowledge, tmp_path: Path) -> None:
    """There is a table for each class, and every figure and amount is in one."""
    tables = class_tables(sam)
    assert len(tables["sg-figure"].cells) == 67
    assert len(tables["sg-amount"].cells) == 745
    assert "skos:prefLabel@nl" in tables["sg-figure"].header
    export(sam, "tables", tmp_path / "tables", EN)
    assert {one.stem for one in (tmp_path / "tables").glob("*.csv")} == set(tables)


VMM = rdflib.Namespace("http://lblod.data.gift/vocabularies/vmm/")
ELI = rdflib.Namespace("http://data.europa.eu/eli/ontology#")


def test_the_flemish_chain_runs_from_goal_to_action(sam: Knowledge, tmp_path: Path) -> None:
    """Every level is a work of its type, held together by eli:has_member, words in expressions."""
    left = export(sam, "vmm", tmp_path / "plan.ttl", EN)
    graph = rdflib.Graph().parse(tmp_path / "plan.ttl")
    levels = Counter(
        str(level).removeprefix(str(VMM)) for level in graph.objects(None, ELI.work_type)
    )
    assert levels == {"StrategischeDoelstelling": 9, "Beleidsdoelstelling": 41, "Actie": 23}
    for level, above in (("Beleidsdoelstelling", "StrategischeDoelstelling"),):
        for work in graph.subjects(ELI.work_type, VMM[level]):
            (whole,) = graph.subjects(ELI.has_member, work)
            assert (whole, ELI.work_type, VMM[above]) in graph
    for action in graph.subjects(ELI.work_type, VMM.Actie):
        assert list(graph.subjects(ELI.has_member, action))
        assert (action, rdflib.RDF.type, ELI.Work) in graph
        (words,) = graph.objects(action, ELI.is_realized_by)
        texts = {text.language for text in graph.objects(words, ELI.description)}  # type: ignore[attr-defined]
        assert texts == {"nl", "en"}
    assert left is not None
    assert any(row[:2] == ("thing", "sg:CoreTask") for row in left.cells)


def test_only_stated_links_make_members_unless_asked(sam: Knowledge, tmp_path: Path) -> None:
    """A judged link puts no action below a goal where only what is stated counts."""
    export(sam, "vmm", tmp_path / "plan.ttl", Options("nl", "stated"))
    graph = rdflib.Graph().parse(tmp_path / "plan.ttl")
    stated = {
        quad.subject.value
        for quad in sam.store.quads_for_pattern(
            None, ox.NamedNode("https://w3id.org/samgraph/ns#advances"), None, sam.graph("stated")
        )
        if isinstance(quad.subject, ox.NamedNode)
    }
    actions = {str(one) for one in graph.subjects(ELI.work_type, VMM.Actie)}
    assert actions == stated


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("gefx", "did you mean gexf?"),
        ("Turtel", "did you mean turtle"),
        ("stratml3", "stratml"),
        ("xyzzy", "the formats are turtle"),
    ],
)
def test_an_unknown_format_is_told_with_what_was_meant(name: str, hint: str) -> None:
    """A misspelt format names the near ones, a strange one all of them."""
    with pytest.raises(SamgraphError) as error:
        find_format(name)
    assert hint in error.value.hint


def test_formats_have_other_names() -> None:
    """People call formats by their endings too."""
    assert [find_format(one)[0] for one in ("ttl", ".NT", "JSON-LD", "gephi", "csv")] == [
        *("turtle", "ntriples", "jsonld", "gexf", "tables"),
    ]


@pytest.mark.parametrize(
    ("name", "place", "message"),
    [
        ("gexf", ".", "is a folder, not a file"),
        ("gexf", "plan.ttl", "is written to a file that ends in .gexf"),
        ("turtle", "plan.csv", "is written to a file that ends in .ttl"),
        ("tables", "plan.csv", "writes a folder"),
    ],
)
def test_a_wrong_target_is_refused_at_once(
    tmp_path: Path, name: str, place: str, message: str
) -> None:
    """A target that cannot be meant is refused before anything is built."""
    with pytest.raises(SamgraphError, match=message):
        check_target(name, tmp_path / place)


def test_a_full_folder_is_never_replaced(plan: Knowledge, tmp_path: Path) -> None:
    """Tables go to a new folder, or to one that samgraph wrote."""
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SamgraphError, match="something else stands there already"):
        export(plan, "tables", tmp_path / "tables", EN)
    assert [one.name for one in (tmp_path / "tables").iterdir()] == ["mine.txt"]


def failing(*_: object) -> None:
    raise OSError("the disk is full")


@pytest.mark.parametrize(
    ("name", "writer"),
    [
        ("gexf", "networks.write_gexf"),
        ("tables", "lists.sheet"),
        ("stratml", "stratml_files._write"),
    ],
)
def test_a_fault_leaves_nothing_half_written(
    plan: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, writer: str
) -> None:
    """What stood there before a failure stands there after it, and nothing beside it."""
    target = target_of(name, tmp_path)
    export(plan, name, target, EN)
    before = bytes_of(target)
    monkeypatch.setattr(f"samgraph.exchange.{writer}", failing)
    with pytest.raises(SamgraphError, match="the disk is full"):
        export(plan, name, target, EN)
    assert bytes_of(target) == before
    assert {one.name for one in tmp_path.iterdir()} == {target.name, "tiny"}


READERS: dict[str, Callable[[str], Any]] = {
    ".json": json.loads,
    ".csv": lambda text: list(csv.reader(io.StringIO(text))),
}


@pytest.mark.parametrize("suffix", READERS)
def test_what_is_left_out_is_written_for_programs(tmp_path: Path, suffix: str) -> None:
    """The list of what a format cannot say is a table, and a sentence for people."""
    left = Rows(("kind", "term", "count", "example"), (("thing", "sg:Theme", 14, "t:x"),))
    target = tmp_path / f"left{suffix}"
    write_list(left, target)
    assert len(READERS[suffix](target.read_text(encoding="utf-8"))) == (1 + (suffix == ".csv"))
    assert "14 × thing: 14 sg:Theme" in summary(left, "stratml")
    assert summary(Rows(left.header, ()), "x") == "x says everything that the plan asserts"


def test_a_workbook_goes_out_and_comes_in(tiny: Tiny, tmp_path: Path) -> None:
    """By the commands: what is imported again is the package, row by row."""
    book, back = tmp_path / "plan.xlsx", tmp_path / "back"
    run = CliRunner().invoke(cli, ["export", "xlsx", str(tiny.folder), "-o", str(book)])
    assert run.exit_code == 0, run.output
    run = CliRunner().invoke(cli, ["import", str(book), "-o", str(back)])
    assert run.exit_code == 0, run.output
    files = sorted(one.name for one in back.iterdir())
    assert files == sorted(one.name for one in tiny.folder.iterdir())
    for name in files:
        assert read_rows(back / name) == read_rows(tiny.folder / name)


def read_rows(file: Path) -> list[list[str]]:
    """Return the rows of a table, or the lines of another file."""
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".csv":
        return [[line] for line in text.splitlines()]
    return list(csv.reader(io.StringIO(text)))


def test_a_workbook_takes_no_mapping(tiny: Tiny, tmp_path: Path) -> None:
    """Its sheets say themselves what they mean; the message says so and nothing is written."""
    book, back = tmp_path / "plan.xlsx", tmp_path / "back"
    CliRunner().invoke(cli, ["export", "xlsx", str(tiny.folder), "-o", str(book)])
    run = CliRunner().invoke(cli, ["import", str(book), "-o", str(back), "--mapping", "sdg"])
    assert run.exit_code == 2
    assert "takes no such option" in run.output
    assert not back.exists()


def test_without_a_place_a_file_goes_to_standard_output(tiny: Tiny, tmp_path: Path) -> None:
    """The same bytes as in a file, and nothing else; a folder needs a place."""
    for name in ("nquads", "xlsx"):
        file = tmp_path / f"plan{FORMATS[name].suffixes[0]}"
        run = CliRunner().invoke(cli, ["export", name, str(tiny.folder), "-o", str(file)])
        assert run.exit_code == 0, run.output
        run = CliRunner().invoke(cli, ["export", name, str(tiny.folder)])
        assert run.exit_code == 0, run.output
        assert run.stdout_bytes == file.read_bytes()
    run = CliRunner().invoke(cli, ["export", "tables", str(tiny.folder)])
    assert run.exit_code == 2
    assert "say where to" in run.output


def test_a_package_without_a_place_is_written_beside_its_file(tiny: Tiny, tmp_path: Path) -> None:
    """In a folder that is called like it."""
    book = tmp_path / "mine.xlsx"
    CliRunner().invoke(cli, ["export", "xlsx", str(tiny.folder), "-o", str(book)])
    run = CliRunner().invoke(cli, ["import", str(book)])
    assert run.exit_code == 0, run.output
    assert (tmp_path / "mine/plan.ttl").is_file()
    run = CliRunner().invoke(cli, ["import", str(book)])
    assert run.exit_code == 2
    assert "something stands there already" in run.output
