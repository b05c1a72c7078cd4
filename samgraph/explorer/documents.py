"""Every document by its name, as bytes; a server answers them and a static site is made of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from samgraph.explorer.collection import collection
from samgraph.explorer.evidence import Evidence, Json
from samgraph.explorer.index import Index
from samgraph.explorer.material import Material
from samgraph.explorer.matrix import matrix
from samgraph.explorer.naming import stems
from samgraph.explorer.overview import overview
from samgraph.explorer.picture import picture
from samgraph.explorer.questions import questions
from samgraph.explorer.terms import terms
from samgraph.explorer.thing import Pages
from samgraph.findings import Place


class Documents:
    """The documents of one state of a plan.

    `address` gives the path at which a thing's linked data is, without suffix; `version` tells
    this state from others; `quotes` holds what the source says, where that may be shown; `within`
    says of which collection the plan is one, where it is.
    """

    def __init__(
        self,
        material: Material,
        *,
        address: Callable[[str], str] = lambda _: "",
        version: str = "",
        quotes: Mapping[Place, str] | None = None,
        within: Json | None = None,
    ) -> None:
        self.material = material
        self.version = version
        self.evidence = Evidence(material, quotes)
        self.index = Index(material)
        self._within = within
        self._pages = Pages(self.evidence, self.index, address)

    @cached_property
    def _frames(self) -> Mapping[str, str]:
        names = stems((name, name) for name in self.material.frame_names)
        return {stem: name for name, stem in names.items()}

    def names(self) -> Iterator[str]:
        """Yield the names of all documents: `plan`, `frames/goal-theme`, without suffix."""
        yield from ("collection", "network", "plan", "questions", "terms", "things")
        yield from (f"frames/{stem}" for stem in sorted(self._frames))
        yield from (f"things/{stem}" for stem in sorted(self.index.by_stem))

    def document(self, name: str) -> bytes | None:
        """Return a document as JSON in UTF-8, the same bytes each time; None if there is none."""
        folder, _, stem = name.rpartition("/")
        if folder == "frames" and stem in self._frames:
            return _written(matrix(self.evidence, self.material.cells_of(self._frames[stem])))
        if folder == "things" and stem in self.index.by_stem:
            return _written(self._pages.document(self.index.by_stem[stem]))
        return self._single(name)

    def _overview(self) -> Json:
        said = overview(self.evidence, self.index, self.version)
        return said | ({"within": self._within} if self._within else {})

    def _single(self, name: str) -> bytes | None:
        makers: Mapping[str, Callable[[], Any]] = {
            "collection": lambda: collection(self.evidence),
            "network": lambda: picture(self.evidence),
            "plan": self._overview,
            "questions": lambda: questions(self.material),
            "terms": lambda: terms(self.material),
            "things": self.index.document,
        }
        return _written(makers[name]()) if name in makers else None


def _written(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")
