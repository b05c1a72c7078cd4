"""HTML pages as a test looks at them: their links and ids, and what may be wrong with them."""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
_SELF_CLOSED = frozenset({"path", "rect"})


class Page(HTMLParser):
    """A page, read once."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.languages: list[str] = []
        self.text: list[str] = []
        self.faults: list[str] = []
        self._open: list[str] = []
        self._named: list[str] = []
        self._labelled = 0
        self.feed(text)
        self.close()
        if self._open:
            self.faults.append(f"never closed: {self._open}")
        self.faults += [f"id twice: {one}" for one in self.ids if self.ids.count(one) > 1]
        self.faults += [f"no id {one}" for one in self._named if one not in self.ids]
        self.faults += [
            f"link to nowhere: {one}"
            for one in self.links
            if one.startswith("#") and one[1:] not in self.ids
        ]
        self.faults += [] if self.tags.count("h1") == 1 else ["not one h1"]
        self.faults += [] if self.tags.count("main") == 1 else ["not one main"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "html":
            self.languages.append(given.get("lang") or "")
        if tag in ("a", "link") and given.get("href") is not None:
            self.links.append(str(given["href"]))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        for name in ("aria-labelledby", "aria-describedby"):
            self._named += (given.get(name) or "").split()
        if tag in ("script", "style", "iframe", "object"):
            self.faults.append(f"<{tag}>")
        self.faults += [name for name in given if name.startswith("on") or name == "style"]
        asks = tag in ("input", "select") and given.get("type") != "hidden"
        if asks and "label" not in self._open:
            self.faults.append(f"<{tag}> without a label")
        if tag == "th" and "scope" not in given:
            self.faults.append("<th> without scope")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _SELF_CLOSED:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> out of place at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.text.append(data.strip())

    def says(self, text: str) -> bool:
        """Tell whether a text stands on the page, as text."""
        return any(text in part for part in self.text)
