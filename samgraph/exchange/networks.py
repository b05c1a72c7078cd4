"""The plan as a network of things and links, for programs that draw and measure networks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from samgraph.exchange.options import Options
from samgraph.exchange.xmltext import xml_text
from samgraph.exchange.xmltree import Element
from samgraph.knowledge import Knowledge
from samgraph.layout import Look, drawing_order, looks_of, place
from samgraph.projection import Link, Node, project
from samgraph.rows import Cell, Rows

_SHAPES: Final = {"square": "square", "diamond": "diamond", "triangle": "triangle"}
"""The shapes that GEXF knows besides the disc."""

NODE_COLUMNS: Final = (
    *("id", "label", "type", "type_label", "code", "label_nl", "label_en", "description"),
    *("iri", "x", "y", "colour", "shape", "size"),
)
EDGE_COLUMNS: Final = ("id", "source", "target", "property", "label", "standing", "review")


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and edges as rows, nodes by id and edges by id.

    `x` and `y` are places on a plane, in the units of a screen, y downwards; `size` is a radius in
    the same units, `colour` as in `#0b5f66`.
    """

    title: str
    nodes: Rows
    edges: Rows


def network_of(knowledge: Knowledge, lang: str = "nl", standing: str = "judged") -> Network:
    """Return the plan as a network, labels in `lang`, links up to `standing`."""
    plan = project(knowledge, derived=standing != "stated")
    allowed = ("stated", "derived", "judged")[: ("stated", "derived", "judged").index(standing) + 1]
    links = [link for link in plan.links if link.standing in allowed]
    looks = looks_of(node.type for node in plan.nodes)
    ordered = drawing_order(plan.nodes, looks)
    spots = place(ordered, links, looks).spots
    curies = {node.iri: node.curie for node in plan.nodes}
    nodes = [_node(node, looks[node.type], spots[node.iri], lang) for node in plan.nodes]
    edges: dict[str, tuple[Cell, ...]] = {}
    for link in links:
        edge = _edge(link, curies, lang)
        name = str(edge[0])
        edges[name if name not in edges else f"{name} ({link.standing})"] = edge
    told_apart = [(name, *edge[1:]) for name, edge in sorted(edges.items())]
    return Network(
        _said(plan.title, lang) or knowledge.name,
        Rows(NODE_COLUMNS, tuple(sorted(nodes))),
        Rows(EDGE_COLUMNS, tuple(told_apart)),
    )


def _said(texts: Mapping[str, str], lang: str) -> str:
    return texts.get(lang) or next((texts[one] for one in ("en", "nl", *sorted(texts))
                                    if one in texts), "")  # fmt: skip


def _node(node: Node, look: Look, spot: tuple[float, float], lang: str) -> tuple[Cell, ...]:
    label = _said(node.labels, lang) or node.curie
    return (
        node.curie,
        f"{node.code} {label}" if node.code else label,
        node.type,
        _said(node.type_labels, lang),
        node.code,
        node.labels.get("nl", ""),
        node.labels.get("en", ""),
        _said(node.descriptions, lang),
        node.iri,
        float(round(spot[0], 2)),
        float(round(spot[1], 2)),
        look.light,
        look.shape,
        look.size,
    )


def _edge(link: Link, curies: Mapping[str, str], lang: str) -> tuple[Cell, ...]:
    source, target = curies[link.source], curies[link.target]
    label = _said(link.predicate_labels, lang) or link.predicate
    name = f"{source} {link.predicate} {target}"
    return (name, source, target, link.predicate, label, link.standing, link.review)


def _records(rows: Rows) -> Iterator[dict[str, Cell]]:
    for cells in rows.cells:
        yield dict(zip(rows.header, cells, strict=True))


def write_cytoscape(knowledge: Knowledge, target: Path, options: Options) -> None:
    """Write the network as Cytoscape JSON, which Cytoscape and Cytoscape.js both read."""
    network = network_of(knowledge, options.lang, options.standing)
    places = ("x", "y")
    nodes = [
        {
            "data": {name: value for name, value in one.items() if name not in places},
            "position": {name: one[name] for name in places},
        }
        for one in _records(network.nodes)
    ]
    edges = [{"data": one} for one in _records(network.edges)]
    document = {
        "format_version": "1.0",
        "target_cytoscapejs_version": "~3",
        "data": {"name": network.title, "shared_name": network.title},
        "elements": {"nodes": nodes, "edges": edges},
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    target.write_text(text + "\n", encoding="utf-8", newline="\n")


def _kind(cell: Cell) -> str:
    if isinstance(cell, float):
        return "double"
    return "int" if isinstance(cell, int) else "string"


def write_graphml(knowledge: Knowledge, target: Path, options: Options) -> None:
    """Write the network as GraphML, every column an attribute of nodes or edges."""
    network = network_of(knowledge, options.lang, options.standing)
    root = Element("graphml", namespace="http://graphml.graphdrawing.org/xmlns")
    graph = Element("graph", attributes={"id": "plan", "edgedefault": "directed"})
    for rows, name, without in (
        (network.nodes, "node", ("id",)),
        (network.edges, "edge", ("id", "source", "target")),
    ):
        keys = {}
        for number, column in enumerate(rows.header):
            if column not in without:
                keys[column] = f"{name[0]}{number}"
                kind = _kind(rows.cells[0][number]) if rows.cells else "string"
                said = {"id": keys[column], "for": name, "attr.name": column, "attr.type": kind}
                root.children.append(Element("key", attributes=said))
        for one in _records(rows):
            element = Element(name, attributes={key: str(one[key]) for key in without})
            element.children = [
                Element("data", attributes={"key": key}, text=str(one[column]))
                for column, key in keys.items()
                if one[column] != ""
            ]
            graph.children.append(element)
    root.children.append(graph)
    target.write_text(xml_text(root), encoding="utf-8", newline="\n")


def write_gexf(knowledge: Knowledge, target: Path, options: Options) -> None:
    """Write the network as GEXF 1.3, with types, colours, sizes, shapes and places for Gephi."""
    network = network_of(knowledge, options.lang, options.standing)
    root = Element(
        "gexf",
        namespace="http://gexf.net/1.3",
        attributes={"xmlns:viz": "http://gexf.net/1.3/viz", "version": "1.3"},
    )
    meta = Element("meta", children=[Element("description", text=network.title)])
    graph = Element("graph", attributes={"defaultedgetype": "directed", "mode": "static"})
    looks = ("x", "y", "colour", "shape", "size")
    bodies = []
    for rows, name, plain in (
        (network.nodes, "node", ("id", "label", *looks)),
        (network.edges, "edge", ("id", "source", "target", "label")),
    ):
        columns = [column for column in rows.header if column not in plain]
        declared = Element("attributes", attributes={"class": name})
        declared.children = [
            Element("attribute", attributes={"id": column, "title": column, "type": "string"})
            for column in columns
        ]
        graph.children.append(declared)
        body = Element(f"{name}s")
        for one in _records(rows):
            said = {key: str(one[key]) for key in plain if key not in looks}
            element = Element(name, attributes=said)
            values = [
                Element("attvalue", attributes={"for": column, "value": str(one[column])})
                for column in columns
                if one[column] != ""
            ]
            element.children.append(Element("attvalues", children=values))
            if name == "node":
                element.children += _viz(one)
            body.children.append(element)
        bodies.append(body)
    graph.children += bodies
    root.children += [meta, graph]
    target.write_text(xml_text(root), encoding="utf-8", newline="\n")


def _viz(node: Mapping[str, Cell]) -> list[Element]:
    """Return how a node is drawn; GEXF counts y upwards."""
    colour = str(node["colour"])
    parts = {name: str(int(colour[at : at + 2], 16)) for name, at in (("r", 1), ("g", 3), ("b", 5))}
    position = {"x": f"{node['x']}", "y": f"{-float(node['y']) + 0.0}", "z": "0.0"}
    return [
        Element("viz:color", attributes=parts),
        Element("viz:position", attributes=position),
        Element("viz:size", attributes={"value": f"{float(node['size'])}"}),
        Element("viz:shape", attributes={"value": _SHAPES.get(str(node["shape"]), "disc")}),
    ]
