"""Where on this server an IRI is answered: the path part of its own namespace.

`https://w3id.org/samgraph/sam-2021-2025/SD5` is answered at `/sam-2021-2025/SD5`, and
`https://w3id.org/samgraph/ns#Goal` at `/ns/Goal`, so that one rule at w3id.org redirects them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urlsplit

import pyoxigraph as ox

from samgraph.ontology import NAMESPACE
from samgraph.terms import SG

W3ID: Final = NAMESPACE.removesuffix("ns")
"""Under which samgraph's own documents have their IRIs."""

DOCUMENTS: Final = ("ns", "alignments", "chains", "shapes")
"""The last parts of the IRIs of vocabularies."""

FRAMEWORKS: Final = W3ID + "frameworks/"
"""Under which frameworks have their IRIs that have none of their own elsewhere."""

_TAKEN: Final = frozenset(
    {
        *DOCUMENTS, "about", "addresses", "assets", "coverage", "dataset", "discrepancies", "dump",
        "en", "explore", "explorer", "frameworks", "gaps", "health", "id", "lib", "limits",
        "maintainers", "nl", "openapi", "questions", "ready", "sparql", "static",
    }
)  # fmt: skip
"""First parts of paths that mean something else, now or perhaps later."""

_PLAIN: Final = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*")
_NOT_ASCII: Final = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_IN_PATH: Final = "/~!$&'()*+,;=:@"
"""Characters that may stand in a path as they are, beside letters, digits, `-`, `.` and `_`."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The paths of one plan's IRIs, below `root`, which is empty or begins with a slash."""

    namespace: str
    name: str
    root: str = ""

    @property
    def folder(self) -> str:
        """The path under which the plan's things are, without slashes around it."""
        path = urlsplit(self.namespace).path.strip("/")
        last = path.rpartition("/")[2]
        if _PLAIN.fullmatch(last) and last not in _TAKEN:
            return last
        return f"id/{quote(self.name, safe='')}"

    def path_of(self, iri: str) -> str:
        """Return the path at which an IRI is answered, empty where it is not one of ours."""
        local = ""
        if iri.startswith(self.namespace) and iri != self.namespace:
            local = f"{self.folder}/{quote(iri.removeprefix(self.namespace), safe=_IN_PATH)}"
        elif iri == self.namespace:
            local = "dataset"
        elif iri.startswith(SG) and iri != SG:
            local = f"ns/{quote(iri.removeprefix(SG), safe=_IN_PATH)}"
        elif iri.startswith(FRAMEWORKS) and iri != FRAMEWORKS:
            local = quote(iri.removeprefix(W3ID), safe=_IN_PATH)
        elif iri == W3ID + "maintainers" or iri.removeprefix(W3ID) in DOCUMENTS:
            local = iri.removeprefix(W3ID)
        return f"{self.root}/{local}" if local else ""

    def candidates(self, decoded: str, raw: str) -> Iterator[str]:
        """Yield the IRIs that a path below the plan's folder may mean, the likeliest first.

        An IRI may itself hold percent signs, which a client writes as they are when it follows the
        IRI, and encodes when it follows one of our links; what is not ASCII it always encodes.
        """
        for local in dict.fromkeys((decoded, raw, _NOT_ASCII.sub(_decoded, raw))):
            iri = self.namespace + local
            if is_iri(iri):
                yield iri


def _decoded(match: re.Match[str]) -> str:
    return unquote(match[0])


def is_iri(text: str) -> bool:
    """Tell whether a text is an absolute IRI."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return not any(sign in text for sign in ' <>"{}|^`\\')


def is_web(iri: str) -> bool:
    """Tell whether a page may link to an IRI: others could be script."""
    return iri.startswith(("https://", "http://")) and is_iri(iri)


def in_header(iri: str) -> str:
    """Return an IRI as it may stand in a header: what is not ASCII is percent-encoded."""
    return quote(iri, safe=f"{_IN_PATH}#?[]%")
