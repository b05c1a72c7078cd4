"""A report as one HTML page that carries everything it needs and asks for nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib import resources

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from samgraph.palette import palette
from samgraph.report.document import (
    Document,
    Figure,
    Formula,
    Listing,
    Paragraph,
    Query,
    Table,
)
from samgraph.report.showing import WORDS, cited, columns, is_broad, quoted, shown
from samgraph.rows import Cell
from samgraph.text import printable
from samgraph.version import VERSION

_KINDS = {
    Paragraph: "paragraph",
    Listing: "listing",
    Table: "table",
    Figure: "figure",
    Formula: "formula",
    Query: "query",
}
_SUBSCRIPT = re.compile(r"_(\{[^{}]*\}|\w+)")


def to_html(document: Document) -> str:
    """Return a report as a page without script, that prints well and asks for nothing.

    Text from the plan stays text; pictures are SVG in the page itself.
    """
    lang = document.lang
    style = _style()
    environment = Environment(
        loader=PackageLoader("samgraph"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_safe,
    )
    environment.globals.update(
        kind=lambda block: _KINDS[type(block)],
        cited=lambda places: cited(places, lang),
        quoted=lambda places: quoted(places, document.quotes, lang),
        columns=columns,
        is_broad=is_broad,
        cell=lambda value, words: _cell(value, words, lang),
        picture=_picture,
        subscripts=_subscripts,
    )
    return environment.get_template("report.html.j2").render(
        document=document,
        lang=lang,
        words=WORDS[lang],
        version=VERSION,
        style=Markup(style),  # noqa: S704 - our own file
        policy=f"default-src 'none'; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'",
    )


def _safe(value: object) -> object:
    """Return text with what a browser might obey made visible; everything else as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return printable(value)
    return value


def _picture(svg: str) -> Markup:
    """Return a picture of `samgraph.figures`, which escapes whatever comes from the plan."""
    return Markup(svg)  # noqa: S704


def _cell(value: Cell, words: dict[str, str], lang: str) -> Markup | str:
    """Return a cell; a sign is followed by its meaning, which is heard and not seen."""
    text = shown(value, lang)
    if text not in words:
        return text
    return Markup('<span aria-hidden="true">{}</span><span class="unseen">{}</span>').format(
        text, words[text]
    )


def _subscripts(text: str) -> Markup:
    """Return a formula with what stands behind an underscore set lower: `k_u`, `x_{s≠v}`."""
    parts = _SUBSCRIPT.split(printable(text))
    made = Markup("")
    for number, part in enumerate(parts):
        made += Markup("<sub>{}</sub>").format(part.strip("{}")) if number % 2 else part
    return made


def _style() -> str:
    data = resources.files("samgraph").joinpath("templates/report.css").read_bytes()
    return palette() + data.decode("utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
