"""A published site as a folder: made beside its place and moved there whole, the same each time."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from samgraph.errors import SamgraphError
from samgraph.explorer import Documents
from samgraph.explorer.assets import assets, shell
from samgraph.explorer.licences import carried, missing
from samgraph.findings import Place
from samgraph.outputs import whole_folder
from samgraph.publishing.layout import Layout
from samgraph.publishing.pages import pages
from samgraph.serialising import serialise
from samgraph.text import printable
from samgraph.version import VERSION
from samgraph.web.addresses import Addresses
from samgraph.web.asking import Asked
from samgraph.web.descriptions import description
from samgraph.web.media import SERIALISED, Format
from samgraph.web.served import Served
from samgraph.web.shelf import Shelf
from samgraph.web.statements import license_of, written
from samgraph.web.templates import RDF_FORMATS, license_name

MARKER: Final = "samgraph-site.json"
"""A file that tells a published site from any other folder, and what samgraph has put in it."""

_HERE: Final = "https://here.invalid/"
"""Stands for wherever the site will be: what is written relative to it says nothing of it."""
_LINKS: Final = {"dataset": "dataset", "things": "things", "ns": "ns", "aboutPage": "about"}
"""Pages that need no script, by the word for each."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was written."""

    files: int
    size: int
    """Bytes."""
    missing: tuple[str, ...]
    """Parts that this build of samgraph does without: `editor`, `engine`, `network`."""
    left_out: tuple[str, ...]
    """Formats in which the graph cannot be written."""


def publish(
    served: Served,
    target: Path,
    *,
    lang: str = "nl",
    quotes: Mapping[Place, str] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Published:
    """Write a plan as a static site into a folder, and return what was written.

    A folder that stands there is replaced only if it is empty, or a site of samgraph's in which
    nobody has put anything. `lang` is the language of the page for whoever has not chosen one;
    `quotes` what the source says, which is then published with it.

    Raises:
        SamgraphError: the place is taken or cannot be written.

    """
    _refuse_strangers(target)
    shelf = Shelf(served.to_knowledge(), served, quotes)
    left_out: list[str] = []
    names: set[str] = set()
    size = 0
    with whole_folder(target, MARKER) as folder:
        for name, content in _files(shelf, lang, left_out, progress):
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            names.add(name)
            size += len(content)
        own = sorted({name.split("/")[0] for name in names} | {MARKER})
        said = {"version": VERSION, "plan": served.plan, "state": served.version, "holds": own}
        text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
        (folder / MARKER).write_text(text, encoding="utf-8", newline="\n")
    return Published(len(names) + 1, size, missing(), tuple(left_out))


def _refuse_strangers(target: Path) -> None:
    """Refuse to replace a site into which somebody has put files of their own.

    Raises:
        SamgraphError: with their names.

    """
    with suppress(OSError, ValueError, TypeError, KeyError):
        own = set(json.loads((target / MARKER).read_text(encoding="utf-8"))["holds"])
        strangers = sorted(one.name for one in target.iterdir() if one.name not in own)
        if strangers:
            listed = ", ".join(f'"{name}"' for name in strangers[:5])
            raise SamgraphError(
                f"holds what samgraph has not put there: {listed}",
                where=str(target),
                hint="move it elsewhere, or publish to a folder inside",
            )


def _files(
    shelf: Shelf, lang: str, left_out: list[str], progress: Callable[[str], None]
) -> Iterator[tuple[str, bytes]]:
    served = shelf.served
    addresses = Addresses(served.namespace, served.name)
    layout = Layout(shelf, addresses, lang)
    yield "index.html", _index(shelf, lang)
    for name, content in assets().items():
        yield f"assets/{name}", content
    progress("writing what the explorer reads")
    documents = Documents(
        shelf, address=layout.place_of, version=served.version, quotes=shelf.quotes
    )
    for name in documents.names():
        document = documents.document(name)
        if document is not None:
            yield f"explorer/{name}.json", document
    quads = serialise(shelf.knowledge, ox.RdfFormat.N_QUADS)
    # Under a name by which no host takes it for something to unpack on the way.
    yield "explorer/graph.bin", gzip.compress(quads, 9, mtime=0)
    progress("writing the graph in every format")
    for form, kind in SERIALISED.items():
        try:
            yield f"dump.{form}", serialise(shelf.knowledge, kind)
        except SamgraphError:
            # XML cannot hold every character that a plan may; the other formats can.
            left_out.append(form)
    layout.dumps = tuple(form for form in RDF_FORMATS if form not in left_out)
    for name, up in (("void.ttl", ""), ("dataset.ttl", ""), (".well-known/void", "../")):
        yield name, _void(shelf, layout, up)
    progress("writing pages that need no script")
    yield from pages(shelf, layout)
    yield "LICENCES.txt", _licences(shelf).encode()
    # Else a host with a site generator would leave out what begins with a dot.
    yield ".nojekyll", b""


def _index(shelf: Shelf, lang: str) -> bytes:
    titles = {one: shelf.label(one, shelf.served.plan) for one in ("nl", "en")}
    page = shell(
        titles, lang, root="", base="assets/", source="static",
        links={word: f"{place}.html" for word, place in _LINKS.items()}, faults=shelf.served.faults,
    )  # fmt: skip
    return page.encode("utf-8", "replace")


def _void(shelf: Shelf, layout: Layout, up: str) -> bytes:
    """Return the description of the dataset, whose addresses are relative to where it stands."""
    asked = Asked(Format("ttl", "text/turtle"), "en", "", _HERE.rstrip("/"), "/dataset",
                  gzip=False, given={})  # fmt: skip
    quads = [
        ox.Quad(*triple, ox.DefaultGraph())
        for triple in description(shelf, asked, is_static=True, dumps=layout.dumps)
    ]
    text = written(quads, "ttl", dict(shelf.knowledge.prefixes)).decode("utf-8")
    return text.replace(f"<{_HERE}", f"<{up}").encode("utf-8")


def _licences(shelf: Shelf) -> str:
    served = shelf.served
    license_ = license_of(shelf)
    name = printable(" ".join(shelf.label("en", served.plan).split()))
    lines = [
        name,
        "",
        f"Knowledge graph: {f'{license_name(license_)}, {license_}' if license_ else 'no licence'}",
        f"Cite as: {name}, as a knowledge graph by samgraph, version {served.version}. "
        f"{served.namespace}",
        "The plan's own text is no part of it and remains its owner's.",
        "",
        f"samgraph {VERSION}: programs MIT; ontology and questions CC BY 4.0",
        "",
        "Of others, in the folder assets/vendor:",
        *(
            f"- {one.name} {one.version}: {one.licence}"
            + (f" (assets/{one.text})" if one.text else "")
            for one in carried()
            if one.is_here
        ),
    ]
    return "\n".join(lines) + "\n"
