"""The pages of a published site that need no script."""

from __future__ import annotations

from collections.abc import Iterator

from samgraph.explorer.index import Index
from samgraph.explorer.wording import LANGUAGES
from samgraph.publishing.layout import Layout
from samgraph.publishing.reader import STYLE, FileReader
from samgraph.web.about_page import about_page
from samgraph.web.descriptions import dataset_page
from samgraph.web.shelf import Shelf
from samgraph.web.statements import statements, written
from samgraph.web.templates import Ref, render, style
from samgraph.web.terms_page import ontology_page, vocabulary_bytes
from samgraph.web.things import page_of
from samgraph.web.words import WORDS

VOCABULARIES = ("ns", "alignments", "chains", "shapes")


def pages(shelf: Shelf, layout: Layout) -> Iterator[tuple[str, bytes]]:
    """Yield every page in both languages, and what goes with them, each with its file."""
    yield STYLE, style()
    for name in VOCABULARIES:
        yield f"{name}.ttl", vocabulary_bytes(name, "ttl")
    for lang in LANGUAGES:
        for place, make in (
            ("dataset", dataset_page), ("things", things_page), ("ns", ontology_page),
            ("about", about_page),
        ):  # fmt: skip
            reader = FileReader(shelf, layout, place, lang)
            yield reader.file_here, make(reader).encode("utf-8", "replace")
        for iri, place in (*layout.things.items(), *layout.gaps.items()):
            reader = FileReader(shelf, layout, place, lang)
            yield reader.file_here, page_of(reader, iri).encode("utf-8", "replace")
    for iri, place in (*layout.things.items(), *layout.gaps.items()):
        yield f"{place}.ttl", _turtle(shelf, iri)


def _turtle(shelf: Shelf, iri: str) -> bytes:
    quads, _ = statements(shelf, iri)
    return written(quads, "ttl", dict(shelf.knowledge.prefixes))


def things_page(reader: FileReader) -> str:
    """Return the page that leads to all others: every thing, type by type."""
    index = Index(reader.shelf)
    kinds: dict[str, list[Ref]] = {}
    for iri in reader.layout.things:
        kinds.setdefault(index.type(iri), []).append(reader.ref(iri))
    order = {kind: number for number, kind in enumerate(map(index.type, index.things))}
    listed = sorted(kinds.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0]))
    return render(
        "things.html.j2", reader, WORDS[reader.lang]["nav_things"], here="things",
        kinds=[
            (reader.shelf.label(reader.lang, kind),
             sorted(some, key=lambda ref: reader.shelf.order(ref.iri)))
            for kind, some in listed
        ],
    )  # fmt: skip
