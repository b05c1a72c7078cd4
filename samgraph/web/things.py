"""Pages and RDF of single things: each answers at the path of its own IRI."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from samgraph.discrepancy_phrases import KINDS
from samgraph.web.addresses import FRAMEWORKS, W3ID, Addresses, in_header, is_iri
from samgraph.web.asking import DESCRIBED, Asked, asked_of, split_suffix, suffix_of
from samgraph.web.describing import describe
from samgraph.web.dumps import license_header, send_dump
from samgraph.web.press import press_of, respond
from samgraph.web.protocol import printable
from samgraph.web.replies import Refused
from samgraph.web.shelf import Shelf
from samgraph.web.site import Site, site_of
from samgraph.web.statements import MOST, about_document, license_of, statements, written
from samgraph.web.templates import Reader, alternates, render


async def thing(request: Request) -> Response:
    """Return what the plan says of one of its things."""
    return await _thing(request, request.path_params["folder"])


async def thing_by_id(request: Request) -> Response:
    """Return what a plan says of a thing, where its namespace has no folder that is free."""
    return await _thing(request, f"id/{request.path_params['folder']}")


async def _thing(request: Request, folder: str) -> Response:
    addresses = addresses_of(request, site_of(request))
    if folder != addresses.folder:
        raise HTTPException(404)
    local: str = request.path_params.get("local", "")
    if not local:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{addresses.root}/dataset{query}", 303)
    raw = request.scope.get("raw_path", b"").decode("latin-1").split(f"/{folder}/", 1)[-1]
    iri, suffix = await _find(request, addresses, local, raw)
    return await answer_thing(request, iri, addresses.path_of(iri), suffix)


def addresses_of(request: Request, site: Site) -> Addresses:
    """Return where the plan's IRIs are answered."""
    asked = site.base_of(request).partition("://")[2]
    root = asked[asked.find("/") :] if "/" in asked else ""
    return Addresses(site.served.namespace, site.served.name, root.rstrip("/"))


async def _find(request: Request, addresses: Addresses, local: str, raw: str) -> tuple[str, str]:
    """Return the IRI that a path means, and the format that its suffix names, if any.

    Raises:
        Refused: 404, nothing has that name; the nearest are given.

    """
    press = press_of(request)
    shelf = await press.shelf(site_of(request))
    stem, suffix = split_suffix(local, DESCRIBED)
    for decoded, written_, form in ((local, raw, ""), (stem, raw[: -len(suffix) - 1], suffix)):
        for iri in addresses.candidates(decoded, written_):
            if shelf.exists(iri):
                return iri, form
    hint = await press.make(request, lambda some: some.nearest(stem))
    raise Refused(404, f'nothing in the plan is called "{printable(local)}"', where="address",
                  hint=hint)  # fmt: skip


async def answer_thing(request: Request, iri: str, path: str, suffix: str) -> Response:
    """Return what is said of an IRI, as a page or as RDF."""
    root = addresses_of(request, site_of(request)).root
    asked = asked_of(request, DESCRIBED, path.removeprefix(root), suffix)
    if not suffix and f"{asked.base}{asked.path}" == iri:
        # The IRI itself was asked for: it is no document, and so leads to one.
        query = urlencode({"lang": asked.chosen}) if asked.chosen else ""
        target = f"{path}.{asked.form.name}{'?' + query if query else ''}"
        return RedirectResponse(target, 303, headers={"Vary": "Accept, Accept-Language"})
    served = site_of(request).served
    if iri in served.sizes and not asked.is_page:
        return await send_dump(request, asked, iri)

    def make(shelf: Shelf) -> tuple[str | bytes, Mapping[str, str]]:
        headers = document_headers(shelf, asked, iri)
        if asked.is_page:
            return page_of(Reader(shelf, asked), iri), headers
        quads, whole = statements(shelf, iri)
        document = f"{asked.base}{asked.path}"
        if document == iri:
            document += f".{asked.form.name}"
        quads += about_document(document, iri, served.namespace, license_of(shelf))
        if not whole:
            headers["X-Samgraph-Truncated"] = f"rows={MOST}"
        return written(quads, asked.form.name, dict(shelf.knowledge.prefixes)), headers

    return await respond(request, asked, make)


def document_headers(shelf: Shelf, asked: Asked, iri: str) -> dict[str, str]:
    """Return headers that say what a document is about, its own address, its other formats."""
    links = [f'<{in_header(iri)}>; rel="describes"', alternates(asked, DESCRIBED)]
    links.append(license_header(shelf).get("Link", ""))
    return {
        "Link": ", ".join(filter(None, links)),
        "Content-Location": f"{asked.root}{asked.path}.{asked.form.name}",
    }


def page_of(reader: Reader, iri: str) -> str:
    """Return the page of a thing of the plan, or of one of its named graphs."""
    served = reader.shelf.served
    if iri in served.sizes:
        name = iri.removeprefix(f"{served.namespace}graph/")
        return render(
            "graph.html.j2", reader, name, suffixes=reader.formats, here="dataset", iri=iri,
            name=name, size=served.sizes[iri],
        )  # fmt: skip
    about = describe(reader, iri)
    title = f"{about.ref.code} {about.ref.label}" if about.ref.code else about.ref.label
    return render(
        "thing.html.j2", reader, title, suffixes=reader.formats, thing=about,
        discrepancy_kinds=KINDS[reader.lang],
    )  # fmt: skip


async def maintainers(request: Request) -> Response:
    """Return who keeps samgraph's vocabularies."""
    path = f"{addresses_of(request, site_of(request)).root}/maintainers"
    suffix = suffix_of(request, DESCRIBED)
    return await answer_thing(request, W3ID + "maintainers", path, suffix)


async def framework_thing(request: Request) -> Response:
    """Return what is said of a framework that samgraph names, or of one of its parts."""
    site = site_of(request)
    local: str = request.path_params["local"]
    shelf = await press_of(request).shelf(site)
    for name, suffix in ((local, ""), split_suffix(local, DESCRIBED)):
        iri = FRAMEWORKS + name
        if name and is_iri(iri) and shelf.exists(iri):
            path = addresses_of(request, site).path_of(iri)
            return await answer_thing(request, iri, path, suffix)
    raise Refused(404, f'no framework here has "{printable(local)}"', where="address",
                  hint="see /dataset for what there is")  # fmt: skip


ROUTES = [
    Route("/frameworks/{local:path}", framework_thing),
    Route("/maintainers", maintainers),
    Route("/maintainers.{suffix}", maintainers),
    Route("/id/{folder}/{local:path}", thing_by_id),
    Route("/{folder}/{local:path}", thing),
    Route("/{folder}", thing),
]
"""The last three are to be asked after all others."""
