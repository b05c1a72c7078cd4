"""Who reads a published page: there is no server, and every link leads from file to file."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from samgraph.publishing.layout import FILES, Layout, relative
from samgraph.web.addresses import W3ID, is_web
from samgraph.web.asking import Asked
from samgraph.web.media import Format
from samgraph.web.shelf import Shelf
from samgraph.web.templates import Reader

STYLE: Final = "pages.css"


class FileReader(Reader):
    """A reader of the page at one place, in one language."""

    menu = ("explorer", "dataset", "things", "ns", "about")
    formats = ("ttl",)
    policy = (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
        "form-action 'none'"
    )

    def __init__(self, shelf: Shelf, layout: Layout, place: str, lang: str) -> None:
        page = Format("html", "text/html")
        super().__init__(shelf, Asked(page, lang, "", "", f"/{place}", gzip=False, given={}))
        self.layout = layout
        self.dumps = layout.dumps
        self.place_here = place
        self.file_here = layout.page_file(place, lang)

    def href(self, iri: str) -> str:
        """Return where a page links to for an IRI; empty where the site has no page of it."""
        page = self.layout.page_of(iri)
        if page:
            return self._page(page, self.lang)
        if iri.removeprefix(W3ID) in FILES:
            return self._to(f"{iri.removeprefix(W3ID)}.ttl")
        return iri if is_web(iri) and not iri.startswith(self.layout.namespace) else ""

    def url(self, path: str, /, **parameters: str | int) -> str:
        """Return the address of a page; of one that needs a server, that of the explorer's view."""
        name = path.strip("/")
        state: dict[str, str | int] = {"lang": self.lang}
        if name in ("dataset", "things", "ns", "about"):
            return self._page(name, self.lang)
        if name in FILES:
            return self._to(f"{name}.ttl")
        view, _, frame = name.partition("/")
        if view in ("coverage", "gaps"):
            frame = frame or str(parameters.get("frame", ""))
            state |= {"view": "coverage"} | ({"frame": frame} if frame else {})
        return f"{self._to('index.html')}#{urlencode(sorted(state.items()))}"

    def file(self, path: str) -> str:
        """Return the address of a file of the site."""
        name = path.strip("/")
        return self._to("void.ttl" if name == ".well-known/void" else name)

    def with_suffix(self, suffix: str) -> str:
        """Return the address of what the page says as a file, the same in every language."""
        return self._to(f"{self.place_here}.{suffix}")

    def in_language(self, lang: str) -> str:
        """Return the address of the same page in another language."""
        return self._page(self.place_here, lang)

    @property
    def stylesheet(self) -> str:
        """The address of the style of all pages."""
        return self._to(STYLE)

    def _page(self, place: str, lang: str) -> str:
        name, hash_, fragment = place.partition("#")
        return self._to(f"{self.layout.page_file(name, lang)}{hash_}{fragment}")

    def _to(self, file: str) -> str:
        return relative(file, self.file_here)
