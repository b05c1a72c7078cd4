"""Pages from templates: everything that a plan says is escaped, and nothing on a page is script."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from samgraph.findings import Place
from samgraph.gaptext import place_text
from samgraph.palette import palette
from samgraph.web.addresses import Addresses, is_web
from samgraph.web.asking import Asked
from samgraph.web.media import GRAPHS, TABLES
from samgraph.web.shelf import Shelf
from samgraph.web.statements import license_of
from samgraph.web.words import LANGUAGE_NAMES, MARKS, STATUSES, WORDS

RDF_FORMATS: Final = ("ttl", "nt", "jsonld", "rdf", "trig", "nq")
"""Suffixes under which RDF can be had."""

FORMAT_NAMES: Final = {
    "ttl": "Turtle", "nt": "N-Triples", "jsonld": "JSON-LD", "rdf": "RDF/XML", "trig": "TriG",
    "nq": "N-Quads", "json": "JSON", "xml": "XML", "csv": "CSV", "tsv": "TSV",
}  # fmt: skip
_TYPES: Final = {name: types[0] for some in (GRAPHS, TABLES) for name, types in some.items()}
_STYLE: Final = "templates/web/style.css"


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing as a page names it."""

    iri: str
    label: str
    code: str = ""
    href: str = ""
    """Empty where there is nothing to link to."""


class Reader:
    """Names and links things for one reader: in a language, from a server."""

    menu: tuple[str, ...] = ("dataset", "coverage", "gaps", "discrepancies", "questions", "ns")
    """The parts of the site that every page leads to."""
    formats: tuple[str, ...] = RDF_FORMATS
    """In which a thing can be had beside its page."""
    dumps: tuple[str, ...] = RDF_FORMATS
    """In which the whole graph can be had."""
    policy = ""
    """What a page may do, where no server says so."""

    def __init__(self, shelf: Shelf, asked: Asked) -> None:
        self.shelf = shelf
        self.asked = asked
        self.lang = asked.lang
        self.addresses = Addresses(shelf.served.namespace, shelf.served.name, asked.root)

    def href(self, iri: str) -> str:
        """Return where a page links to for an IRI; empty where it is no address of the web."""
        path = self.addresses.path_of(iri)
        if path:
            return self._in_language(path)
        return iri if is_web(iri) else ""

    def ref(self, iri: str) -> Ref:
        """Return a thing as this reader sees it."""
        code = self.shelf.codes.get(iri, "")
        label = self.shelf.short(self.lang, iri)
        return Ref(iri, label, "" if code == label else code, self.href(iri))

    def url(self, path: str, /, **parameters: str | int) -> str:
        """Return the address of a page of this site, in the language that was chosen."""
        return self._in_language(f"{self.asked.root}{path}", **parameters)

    def file(self, path: str) -> str:
        """Return the address of a file of this site, which is the same in every language."""
        return f"{self.asked.root}{path}"

    def with_suffix(self, suffix: str) -> str:
        """Return the address of the page that is read in another format."""
        return self._in_language(f"{self._here}.{suffix}", **self.asked.given)

    def in_language(self, lang: str) -> str:
        """Return the address of the page that is read in another language."""
        return f"{self._here}?{urlencode({**self.asked.given, 'lang': lang})}"

    @property
    def stylesheet(self) -> str:
        """The address of the style of all pages."""
        return f"{self.asked.root}/style.css?v={style_version()}"

    @property
    def _here(self) -> str:
        return f"{self.asked.root}{self.asked.path}"

    def _in_language(self, path: str, /, **parameters: str | int) -> str:
        some = {name: value for name, value in parameters.items() if value not in ("", None)}
        if self.asked.chosen:
            some["lang"] = self.asked.chosen
        return f"{path}?{urlencode(some)}" if some else path

    def place(self, passage: str) -> Ref:
        """Return a passage as it is cited."""
        text = place_text(self.shelf.place(passage), self.lang)
        return Ref(passage, text, "", self.href(passage))


@cache
def environment() -> Environment:
    """Return the templates."""
    made = Environment(
        loader=PackageLoader("samgraph", "templates/web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["cited"] = lambda places, lang: "; ".join(_cite(place, lang) for place in places)
    made.filters["thousands"] = lambda number, lang: grouped(number, lang)
    return made


def _cite(place: Place, lang: str) -> str:
    return place_text(place, lang)


def grouped(number: int, lang: str) -> str:
    """Return a number with its thousands apart, as a language writes it."""
    return f"{number:,}".replace(",", "." if lang == "nl" else ",")


@cache
def style() -> bytes:
    """Return the stylesheet of all pages."""
    own = resources.files("samgraph").joinpath(_STYLE).read_bytes()
    return palette().encode() + own


@cache
def style_version() -> str:
    """Return a text that changes when the stylesheet does."""
    return hashlib.sha256(style()).hexdigest()[:12]


def render(
    template: str,
    reader: Reader,
    title: str,
    *,
    here: str = "",
    suffixes: tuple[str, ...] = (),
    **values: Any,  # noqa: ANN401 - what a template shows
) -> str:
    """Return a page.

    `here` is the part of the site it belongs to; `suffixes` are the other formats of the page,
    at its own address with a suffix.
    """
    asked, served = reader.asked, reader.shelf.served
    name = reader.shelf.label(asked.lang, served.plan)
    return environment().get_template(template).render(
        title=title,
        full_title=title if title == name else f"{title} · {name}",
        site_name=name,
        lang=asked.lang,
        words=WORDS[asked.lang],
        reader=reader,
        url=reader.url,
        asked=asked,
        here=here,
        other_lang="en" if asked.lang == "nl" else "nl",
        in_language=reader.in_language,
        with_suffix=reader.with_suffix,
        suffixes=suffixes,
        version=served.version,
        faults=served.faults,
        types=_TYPES,
        format_names=FORMAT_NAMES,
        language_names=LANGUAGE_NAMES,
        marks=MARKS,
        statuses=STATUSES[asked.lang],
        license_name=license_name,
        stylesheet=reader.stylesheet,
        **{"license": license_of(reader.shelf), **values},
    )  # fmt: skip


def license_name(iri: str) -> str:
    """Return what a licence is called: those of Creative Commons by their short name."""
    match = re.fullmatch(r"https?://creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)/?", iri)
    return f"CC {match[1].upper()} {match[2]}" if match else iri


def alternates(asked: Asked, types: Mapping[str, tuple[str, ...]]) -> str:
    """Return a Link header that names the other formats of what is asked for."""
    path = quote(f"{asked.root}{asked.path}", safe="/~!$&'()*+,;=:@%")
    return ", ".join(
        f'<{path}.{suffix}>; rel="alternate"; type="{some[0]}"'
        for suffix, some in types.items()
        if suffix != asked.form.name
    )
