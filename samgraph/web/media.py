"""Media types of answers, and which of them a client wants: content negotiation by RFC 9110.

The parsing is our own: what the libraries for it give is one best match, and a query has two, one
for a table and one for a graph, of which only the engine knows which is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from samgraph.web.replies import Refused

TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "json": ("application/sparql-results+json", "application/json", "text/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values", "text/tsv"),
}
"""Formats of rows and of yes or no, the one preferred first; after each its own media type."""

GRAPHS: Final[Mapping[str, tuple[str, ...]]] = {
    "ttl": ("text/turtle", "application/turtle", "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json", "text/json"),
    "rdf": ("application/rdf+xml", "application/xml", "text/xml"),
    "trig": ("application/trig", "application/x-trig"),
    "nq": ("application/n-quads", "text/x-nquads"),
}
"""Formats of triples."""

SERIALISED: Final[Mapping[str, ox.RdfFormat]] = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
"""What the engine calls the formats of triples."""

_TEXTUAL = ("text/csv", "text/tab-separated-values", "text/tsv", "text/plain", "text/xml")
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an answer down."""

    name: str
    """`json`, `ttl` and so on."""
    media_type: str
    """What the client calls it."""

    def content_type(self) -> str:
        """Return the header, with the encoding where the type would else leave it open."""
        return f"{self.media_type}; charset=utf-8" if self.media_type in _TEXTUAL else (
            self.media_type
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Formats:
    """What a client wants of a table and of a graph; None where it wants none that there is."""

    table: Format | None = Format("json", TABLES["json"][0])
    graph: Format | None = Format("ttl", GRAPHS["ttl"][0])
    gzip: bool = False


def formats(accept: str = "", accept_encoding: str = "") -> Formats:
    """Return what a request's headers ask for; without any, JSON and Turtle.

    Raises:
        Refused: 406, nothing that is asked for can be given.

    """
    found = _formats((accept or "*/*")[:_LONGEST], accept_encoding[:_LONGEST])
    if found.table is None and found.graph is None:
        known = ", ".join(types[0] for types in (*TABLES.values(), *GRAPHS.values()))
        raise Refused(
            406, "none of the accepted media types can be given", where="Accept",
            hint=f"accept one of {known}",
        )  # fmt: skip
    return found


@lru_cache(maxsize=512)
def _formats(accept: str, accept_encoding: str) -> Formats:
    return Formats(
        best(accept, TABLES), best(accept, GRAPHS), gzip=quality("gzip", accept_encoding) > 0
    )


def best(accept: str, known: Mapping[str, tuple[str, ...]]) -> Format | None:
    """Return the format with the highest quality, of equals the first in `known`."""
    ranges = list(_ranges(accept))
    found, highest = None, 0.0
    for name, types in known.items():
        for place, media_type in enumerate(types):
            # Under another name than its own, a format is only given to those who use that name.
            weight = _weight(media_type, ranges, wildcards=not place)
            if weight > highest:
                found, highest = Format(name, media_type), weight
    return found


def _ranges(header: str) -> Iterable[tuple[str, float]]:
    """Yield the ranges of a header with their quality; what is malformed is left out."""
    for part in header.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                try:
                    weight = float(value)
                except ValueError:
                    weight = -1.0
        if name and 0 <= weight <= 1:
            yield name.lower(), weight


def _weight(media_type: str, ranges: list[tuple[str, float]], *, wildcards: bool) -> float:
    """Return the quality that the most specific range gives a media type."""
    family = media_type.partition("/")[0] + "/*"
    for wanted in (media_type, family, "*/*") if wildcards else (media_type,):
        weights = [weight for name, weight in ranges if name == wanted]
        if weights:
            return max(weights)
    return 0.0


def quality(coding: str, header: str) -> float:
    """Return the quality of a content coding under Accept-Encoding; 0 where it is not named."""
    weights = dict(_ranges(header))
    return weights.get(coding, weights.get("*", 0.0))
