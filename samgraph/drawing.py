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
from dataclasses import dataclass
from importlib import resources
from typing import Final

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape
from pyvis.network import Network

from samgraph.errors import SamgraphError
from samgraph.findings import Place
from samgraph.inlining import inline
from samgraph.knowledge import Knowledge
from samgraph.palette import palette
from samgraph.picture import LIMIT, OPTIONS, Picture, compose, details, words
from samgraph.projection import Projection, project

__all__ = ["LANGUAGES", "LIMIT", "NotebookView", "draw", "notebook_view"]

LANGUAGES: Final = ("nl", "en")

_VIS: Final = "templates/lib/vis-9.1.2"
_ENTRY: Final = "network.js"
_LOWEST: Final = 200
_HIGHEST: Final = 4000
_DASHES: Final[Mapping[str, list[int]]] = {"derived": [7, 4], "judged": [2, 4]}


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
    picture = compose(projection)
    plan = {
        "title": words(projection.title),
        "lang": lang,
        "limit": LIMIT,
        "left": picture.left,
        **details(picture, quotes or {}),
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
        network=_json(_network(picture)),
        plan=_json(plan),
    )


@dataclass(frozen=True, slots=True)
class NotebookView:
    """The page as a notebook shows it: in a frame of its own, apart from the notebook.

    `page` is the HTML that `draw` gives, `title` what a screen reader calls the frame, `height`
    its height in pixels.
    """

    page: str
    title: str
    height: int

    def _repr_html_(self) -> str:
        """Return the frame: script runs in it, but reaches neither the notebook nor the net."""
        return (
            f'<iframe srcdoc="{escape(self.page)}" sandbox="allow-scripts allow-downloads" '
            f'title="{escape(self.title)}" referrerpolicy="no-referrer" '
            f'style="width: 100%; height: {self.height}px; border: 0"></iframe>'
        )


def notebook_view(
    knowledge: Knowledge,
    lang: str = "nl",
    height: int = 640,
    quotes: Mapping[Place, str] | None = None,
) -> NotebookView:
    """Return the plan's network as the last value of a notebook's cell shows it.

    It needs neither Jupyter nor a connection; `height` is in pixels.

    Raises:
        SamgraphError: the language is not one of `LANGUAGES`, the height is not from 200 to 4,000,
            or pyvis lacks its vis-network.

    """
    if not isinstance(height, int) or not _LOWEST <= height <= _HIGHEST:
        raise SamgraphError(
            f'no frame is "{height}" pixels high',
            hint=f"give a whole number from {_LOWEST} to {_HIGHEST}",
        )
    projection = project(knowledge, derived=True)
    page = draw(projection, lang, quotes)
    return NotebookView(page, _say(projection.title, lang), height)


def _network(picture: Picture) -> dict[str, object]:
    """Return nodes, edges and options as pyvis hands them to vis-network.

    Nodes bear numbers, not IRIs: no text from the plan ever becomes a key. Labels are left to the
    page, which writes only those that do not meet.
    """
    numbers, looks = picture.numbers, picture.looks
    network = Network(directed=True)
    network.nodes = [
        {
            "id": number,
            "x": picture.layout.spots[node.iri][0],
            "y": picture.layout.spots[node.iri][1],
            "shape": looks[node.type].shape,
            "size": looks[node.type].size,
            "color": looks[node.type].light,
        }
        for number, node in enumerate(picture.nodes)
    ]
    network.edges = [
        {
            "id": number,
            "from": numbers[link.source],
            "to": numbers[link.target],
            "dashes": _DASHES.get(link.standing, False),
        }
        for number, link in enumerate(picture.links)
    ]
    network.set_options(json.dumps(OPTIONS))
    drawn, edges, _, _, _, options = network.get_network_data()
    return {"nodes": drawn, "edges": edges, "options": json.loads(options)}


def _say(texts: Mapping[str, str], lang: str) -> str:
    """Return the text in `lang`, else in the first language that has one."""
    found = words(texts)
    return found.get(lang) or next(iter(found.values()), "")


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
    return inline(_ENTRY, lambda path: _read("samgraph", f"templates/{path}"))


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
