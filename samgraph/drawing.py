"""The plan as an interactive network: one page that carries everything it needs.

pyvis builds the network and brings vis-network along. The page is our own, because a page by
pyvis loads from the net and runs script that it finds in ids and titles.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Final

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from pyvis.network import Network

from samgraph.errors import SamgraphError
from samgraph.findings import Place
from samgraph.layout import Layout, Look, drawing_order, looks_of, place
from samgraph.palette import palette
from samgraph.projection import Link, Node, Projection

LIMIT: Final = 3000
"""As many nodes as a browser draws at ease without a graphics card; the page says what is left."""

LANGUAGES: Final = ("nl", "en")

_VIS: Final = "templates/lib/vis-9.1.2"
_SCRIPTS: Final = (
    "network-texts.js",
    "network-state.js",
    "network-picture.js",
    "network-labels.js",
    "network-panel.js",
    "network-find.js",
    "network.js",
)
_DASHES: Final[Mapping[str, list[int]]] = {"derived": [10, 6], "judged": [2, 6]}
_MANY_LINKS: Final = 1500


def draw(
    projection: Projection, lang: str = "nl", quotes: Mapping[Place, str] | None = None
) -> str:
    """Return the page, as HTML, that shows `projection` as a network and as a table.

    The page asks for nothing over the network, and text from the plan stays text. Where `quotes`
    holds what the source says at a place, the page quotes it.

    Raises:
        SamgraphError: the language is not one of `LANGUAGES`, or pyvis lacks its vis-network.

    """
    if lang not in LANGUAGES:
        raise SamgraphError(f'no language "{lang}"', hint=f"choose {' or '.join(LANGUAGES)}")
    looks = looks_of(node.type for node in projection.nodes)
    nodes = drawing_order(projection.nodes, looks)
    kept, left = nodes[:LIMIT], nodes[LIMIT:]
    numbers = {node.iri: number for number, node in enumerate(kept)}
    links = [link for link in projection.links if {link.source, link.target} <= numbers.keys()]
    layout = place(kept, links, looks)
    plan = {
        "title": _words(projection.title),
        "lang": lang,
        "limit": LIMIT,
        "left": {"nodes": len(left), "links": len(projection.links) - len(links)},
        **_details(kept, links, numbers, looks, quotes or {}),
        "captions": [
            [caption.type, caption.x, caption.y, caption.side] for caption in layout.captions
        ],
    }
    style = _vis_style() + palette() + _read("samgraph", "templates/network.css")
    scripts = [_vis_script(), _own_script()]
    page = Environment(
        loader=PackageLoader("samgraph"), autoescape=True, keep_trailing_newline=True
    ).get_template("network.html.j2")
    return page.render(
        lang=lang,
        title=_say(projection.title, lang),
        policy=_policy(style, scripts),
        style=Markup(style),  # noqa: S704 - our own file and that of pyvis
        scripts=[Markup(script) for script in scripts],  # noqa: S704
        network=_json(_network(kept, links, numbers, looks, layout)),
        plan=_json(plan),
    )


def _network(
    nodes: Sequence[Node],
    links: Sequence[Link],
    numbers: Mapping[str, int],
    looks: Mapping[str, Look],
    layout: Layout,
) -> dict[str, object]:
    """Return nodes, edges and options as pyvis hands them to vis-network.

    Nodes bear numbers, not IRIs: no text from the plan ever becomes a key. Labels are left to the
    page, which writes only those that do not meet.
    """
    many = len(links) > _MANY_LINKS
    network = Network(directed=True)
    network.nodes = [
        {
            "id": number,
            "x": layout.spots[node.iri][0],
            "y": layout.spots[node.iri][1],
            "shape": looks[node.type].shape,
            "size": looks[node.type].size,
            "color": looks[node.type].light,
        }
        for number, node in enumerate(nodes)
    ]
    network.edges = [
        {
            "id": number,
            "from": numbers[link.source],
            "to": numbers[link.target],
            "dashes": _DASHES.get(link.standing, False),
        }
        for number, link in enumerate(links)
    ]
    network.set_options(
        json.dumps(
            {
                "physics": {"enabled": False},
                "layout": {"improvedLayout": False},
                "nodes": {"borderWidth": 1, "borderWidthSelected": 1},
                "edges": {
                    "smooth": False,
                    "arrows": {"to": {"enabled": True, "scaleFactor": 0.35}},
                    "width": 1,
                    "selectionWidth": 0,
                    "hoverWidth": 0,
                },
                "interaction": {
                    "hover": True,
                    "dragNodes": False,
                    "selectConnectedEdges": False,
                    "hoverConnectedEdges": False,
                    "hideEdgesOnDrag": many,
                    "hideEdgesOnZoom": many,
                    "keyboard": {"enabled": False, "bindToWindow": False},
                },
            }
        )
    )
    drawn, edges, _, _, _, options = network.get_network_data()
    return {"nodes": drawn, "edges": edges, "options": json.loads(options)}


def _details(
    nodes: Sequence[Node],
    links: Sequence[Link],
    numbers: Mapping[str, int],
    looks: Mapping[str, Look],
    quotes: Mapping[Place, str],
) -> dict[str, object]:
    """Return what the page says about types, relations, nodes and links, in every language."""
    present = list(looks)
    labels = {node.type: node.type_labels for node in reversed(nodes)}
    relations = {link.predicate: link.predicate_labels for link in reversed(links)}
    predicates = sorted(relations)
    index = {predicate: number for number, predicate in enumerate(predicates)}
    return {
        "types": [
            {
                "name": type_,
                "labels": _words(labels.get(type_, {})),
                "ring": look.ring,
                "shape": look.shape,
                "light": look.light,
                "dark": look.dark,
                "start": look.start,
            }
            for type_, look in looks.items()
        ],
        "relations": [
            {"name": predicate, "labels": _words(relations[predicate])} for predicate in predicates
        ],
        "nodes": [
            {
                "iri": node.iri,
                "curie": node.curie,
                "type": present.index(node.type),
                "code": node.code,
                "labels": _words(node.labels),
                "about": _words(node.descriptions),
                "places": _places(node, quotes),
            }
            for node in nodes
        ],
        "links": [
            {
                "from": numbers[link.source],
                "to": numbers[link.target],
                "relation": index[link.predicate],
                "standing": link.standing,
                "places": _places(link, quotes),
                "why": _words(link.rationales),
                "review": link.review,
            }
            for link in links
        ],
    }


def _places(said: Node | Link, quotes: Mapping[Place, str]) -> list[list[str | int]]:
    return [
        [where.section, where.from_line, where.to_line, *filter(None, [quotes.get(where)])]
        for where in said.places
    ]


def _words(texts: Mapping[str, str]) -> dict[str, str]:
    return {lang: texts[lang] for lang in sorted(texts) if texts[lang]}


def _say(texts: Mapping[str, str], lang: str) -> str:
    """Return the text in `lang`, else in the first language that has one."""
    words = _words(texts)
    return words.get(lang) or next(iter(words.values()), "")


def _json(value: object) -> Markup:
    """Return `value` as JSON that no HTML parser can mistake for the end of its element."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - every sign that means something in HTML is escaped


def _policy(style: str, scripts: Sequence[str]) -> str:
    """Return the content security policy: these scripts, this style, nothing from elsewhere."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _own_script() -> str:
    parts = [_read("samgraph", f"templates/{name}") for name in _SCRIPTS]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def _vis_script() -> str:
    """Return vis-network, without the pointer to a source map that nobody has."""
    return re.sub(
        r"(?m)^//# sourceMappingURL=.*$", "", _read("pyvis", f"{_VIS}/vis-network.min.js")
    )


def _vis_style() -> str:
    """Return the style of vis-network, without the pictures of buttons that we do not show."""
    return re.sub(r'url\("?data:[^)]*\)', "none", _read("pyvis", f"{_VIS}/vis-network.css"))


def _read(package: str, path: str) -> str:
    """Return a file that comes with a package, with the line ends that a browser hashes."""
    try:
        data = resources.files(package).joinpath(path).read_bytes()
    except (FileNotFoundError, ModuleNotFoundError) as missing:
        raise SamgraphError(
            f'"{path}" is missing from the package {package}',
            where=package,
            hint=f"install {package} again; pyvis must be version 0.3.2",
        ) from missing
    return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
