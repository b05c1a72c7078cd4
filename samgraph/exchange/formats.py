"""The formats that a plan can be written in; a new one is a line here and a room of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from samgraph.errors import SamgraphError, near_match
from samgraph.exchange.options import Options
from samgraph.outputs import whole_file, whole_folder

if TYPE_CHECKING:
    from samgraph.knowledge import Knowledge
    from samgraph.rows import Rows


@dataclass(frozen=True, slots=True)
class Format:
    """One way of writing a plan."""

    summary: str
    suffixes: tuple[str, ...]
    """The usual endings of its files; empty for a format that is a folder."""
    writer: str
    """`module:function` within samgraph.exchange; the function is given the knowledge, the file or
    folder to fill, and the options, and returns what the format cannot say, as rows, or None."""
    folder_marker: str = ""
    """For a folder: the file that tells it from other people's."""
    of_package: bool = False
    """Whether the tables of the package are written, and not the graph made of them."""


FORMATS: Final[Mapping[str, Format]] = {
    "turtle": Format("Turtle, without the named graphs", (".ttl",), "rdf:write_turtle"),
    "trig": Format("TriG, with every named graph", (".trig",), "rdf:write_trig"),
    "ntriples": Format("N-Triples, without the named graphs", (".nt",), "rdf:write_ntriples"),
    "nquads": Format("N-Quads, with every named graph", (".nq",), "rdf:write_nquads"),
    "jsonld": Format("compact JSON-LD with every named graph", (".jsonld",), "rdf:write_jsonld"),
    "rdfxml": Format("RDF/XML, without the named graphs", (".rdf",), "rdf:write_rdfxml"),
    "stratml": Format(
        "StratML part 1, or part 2 where that is needed", (".xml",), "stratml_files:write_stratml"
    ),
    "stratml1": Format("StratML part 1", (".xml",), "stratml_files:write_stratml_1"),
    "stratml2": Format("StratML part 2", (".xml",), "stratml_files:write_stratml_2"),
    "vmm": Format(
        "the chain of the Flemish municipal plans, as Turtle",
        (".ttl",),
        "municipal:write_municipal",
    ),
    "graphml": Format("network as GraphML", (".graphml",), "networks:write_graphml"),
    "gexf": Format("network as GEXF, drawn, for Gephi", (".gexf",), "networks:write_gexf"),
    "cytoscape": Format(
        "network as Cytoscape JSON", (".cyjs", ".json"), "networks:write_cytoscape"
    ),
    "nodes": Format("list of things as CSV", (".csv",), "lists:write_nodes"),
    "edges": Format("list of links as CSV", (".csv",), "lists:write_edges"),
    "tables": Format("folder of CSV tables, one a class", (), "lists:write_tables", "sg-plan.csv"),
    "xlsx": Format(
        "workbook with a sheet a table, to edit and read again", (".xlsx",), "", of_package=True
    ),
}
_OTHER_NAMES: Final = {
    "ttl": "turtle",
    "nt": "ntriples",
    "n-triples": "ntriples",
    "nq": "nquads",
    "n-quads": "nquads",
    "json-ld": "jsonld",
    "rdf": "rdfxml",
    "rdf/xml": "rdfxml",
    "xml": "stratml",
    "gephi": "gexf",
    "cyjs": "cytoscape",
    "csv": "tables",
    "excel": "xlsx",
    "workbook": "xlsx",
}
"""What people also call them."""


def find_format(name: str) -> tuple[str, Format]:
    """Return a format with its name, by this or by what people also call it.

    Raises:
        SamgraphError: there is no such format.

    """
    wanted = name.casefold().lstrip(".")
    known = wanted if wanted in FORMATS else _OTHER_NAMES.get(wanted, "")
    if not known:
        raise SamgraphError(
            f'there is no format "{name}"',
            hint=near_match(wanted, [*FORMATS, *_OTHER_NAMES])
            or f"the formats are {', '.join(FORMATS)}",
        )
    return known, FORMATS[known]


def check_target(name: str, target: Path) -> None:
    """Refuse a target that cannot be meant, before anything is built.

    Raises:
        SamgraphError: it is a folder where a file is wanted, or has the ending of another format.

    """
    _, form = find_format(name)
    if not form.suffixes:
        if target.suffix and not target.is_dir():
            raise SamgraphError(
                f'"{name}" writes a folder, and this is named like a file',
                where=str(target),
                hint="name a new folder, or choose the format nodes or edges",
            )
        return
    if target.is_dir():
        raise SamgraphError(
            "is a folder, not a file",
            where=str(target),
            hint=f"name a file in it, as in {target / f'plan{form.suffixes[0]}'}",
        )
    suffix = target.suffix.casefold()
    others = [
        other
        for other, one in FORMATS.items()
        if suffix in one.suffixes and suffix not in form.suffixes
    ]
    if others:
        raise SamgraphError(
            f'"{name}" is written to a file that ends in {" or ".join(form.suffixes)}',
            where=str(target),
            hint=f"for this ending choose the format {' or '.join(others)}",
        )


def export(knowledge: Knowledge, name: str, target: Path, options: Options) -> Rows | None:
    """Write a plan in a format, beside its place and then there; return what it cannot say.

    None stands for a format that says everything, or is not meant to: a network, a table.

    Raises:
        SamgraphError: there is no such format, the plan cannot be written in it, or the place
            cannot be written.

    """
    _, form = find_format(name)
    check_target(name, target)
    module, _, function = form.writer.partition(":")
    write = getattr(import_module(f"samgraph.exchange.{module}"), function)
    left: Rows | None
    if form.folder_marker:
        with whole_folder(target, form.folder_marker) as folder:
            left = write(knowledge, folder, options)
    else:
        with whole_file(target) as file:
            left = write(knowledge, file, options)
    return left
