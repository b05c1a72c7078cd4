"""Where everything stands in a published site, by names that every disk and every host can hold.

Pages in the default language stand at the root, those in the other language in a folder of its
name; where a thing has a page, its Turtle stands beside that of the default language.
"""

from __future__ import annotations

import posixpath
from functools import cached_property
from urllib.parse import quote, urlsplit

from samgraph.explorer import Material
from samgraph.explorer.index import Index
from samgraph.explorer.naming import stems
from samgraph.ontology import packaged_ontology
from samgraph.terms import SG
from samgraph.web.addresses import W3ID, Addresses
from samgraph.web.templates import RDF_FORMATS

FILES = ("alignments", "chains", "shapes")
"""Vocabularies that are there as files and not as pages."""


class Layout:
    """The places of one plan's pages, as paths from the root, without language and suffix."""

    def __init__(self, material: Material, addresses: Addresses, lang: str) -> None:
        self.material = material
        self.lang = lang
        """The default one."""
        self.folder = addresses.folder
        self.namespace = addresses.namespace
        self.dumps: tuple[str, ...] = RDF_FORMATS
        """Formats in which the whole graph is there."""

    @cached_property
    def things(self) -> dict[str, str]:
        """By IRI, the places of the things that have pages."""
        # The index names their documents, and must not be read otherwise than they are written.
        named = Index(self.material).stems
        other = [iri for iri in self.material.things if iri not in named]
        rest = stems((iri, f"other/{iri}") for iri in other)
        return {iri: f"{self.folder}/{stem}" for iri, stem in sorted({**rest, **named}.items())}

    @cached_property
    def gaps(self) -> dict[str, str]:
        """By IRI, the places of the gaps."""
        named = stems((gap.iri, gap.iri.removeprefix(self.namespace)) for gap in self.material.gaps)
        return {iri: f"gaps/{stem}" for iri, stem in sorted(named.items())}

    def place_of(self, iri: str) -> str:
        """Return the place of a thing's page, or of a term's as a server has it; else nothing."""
        if iri.startswith(SG) and iri in packaged_ontology().by_iri():
            return f"ns/{iri.removeprefix(SG)}"
        return self.things.get(iri, "")

    def page_of(self, iri: str) -> str:
        """Return the place of the page that says what an IRI means, perhaps with a fragment."""
        own = self.things.get(iri) or self.gaps.get(iri)
        if own:
            return own
        if iri == self.namespace:
            return "dataset"
        if iri == W3ID + "ns":
            return "ns"
        if iri.startswith(SG) and iri in packaged_ontology().by_iri():
            return f"ns#{quote(iri.removeprefix(SG), safe='')}"
        return ""

    def page_file(self, place: str, lang: str) -> str:
        """Return the file of a page in a language."""
        return f"{place}.html" if lang == self.lang else f"{lang}/{place}.html"


def relative(target: str, origin: str) -> str:
    """Return how a file leads to another, which may have a fragment; both are from the root."""
    parts = urlsplit(target)
    path = posixpath.relpath(parts.path, posixpath.dirname(origin) or ".")
    if parts.path == origin and parts.fragment:
        return f"#{parts.fragment}"
    return quote(path, safe="/~") + (f"#{parts.fragment}" if parts.fragment else "")
