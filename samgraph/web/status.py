"""`/addresses`, `/health`, `/ready` and `/limits`: what is here, and how it is doing."""

from __future__ import annotations

from dataclasses import asdict
from html import escape
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from samgraph.web.media import best
from samgraph.web.site import site_of

_WORDS: Final = {
    "nl": {
        "title": "{name}: kennisgraaf",
        "size": "{n} uitspraken, versie {version}.",
        "faults": "Let op: dit plan voldoet niet aan de vormen ({n}×), en is toch gepubliceerd.",
        "here": "Wat hier staat",
        "sparql": "SPARQL-endpoint; zonder vraag beschrijft het zichzelf",
        "limits": "hoe groot een vraag en een antwoord mogen zijn",
        "ready": "of het klaar is om te antwoorden",
        "health": "of het leeft",
        "try": "Probeer:",
    },
    "en": {
        "title": "{name}: knowledge graph",
        "size": "{n} statements, version {version}.",
        "faults": "Mind: this plan does not validate ({n}×), and is served all the same.",
        "here": "What is here",
        "sparql": "SPARQL endpoint; without a query it describes itself",
        "limits": "how large a query and an answer may be",
        "ready": "whether it is ready to answer",
        "health": "whether it is alive",
        "try": "Try:",
    },
}
_LANGUAGES: Final = {"nl": ("nl", "nl-be", "nl-nl"), "en": ("en", "en-gb", "en-us")}
_EXAMPLE: Final = (
    "curl -G --data-urlencode 'query=SELECT ?goal {{ ?goal a sg:Goal }}' {base}/sparql"
)


async def home(request: Request) -> Response:
    """List what there is, for a person."""
    site = site_of(request)
    served = site.served
    asked = best(request.headers.get("accept-language", ""), _LANGUAGES)
    lang = asked.name if asked else request.app.state.lang
    words = _WORDS[lang]
    title = escape(words["title"].format(name=served.name))
    size = words["size"].format(n=f"{sum(served.sizes.values()):,}", version=served.version)
    faults = f"<p><strong>{words['faults'].format(n=served.faults)}</strong></p>"
    rows = "".join(
        f'<li><a href="{escape(path)}">{escape(path)}</a>{": " + words[name] if name else ""}</li>'
        for path, name in _paths(request.app.routes)
    )
    example = escape(_EXAMPLE.format(base=site.base_of(request)))
    return HTMLResponse(
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title></head><body><h1>{title}</h1><p>{escape(size)}</p>"
        f"{faults if served.faults else ''}<h2>{words['here']}</h2><ul>{rows}</ul>"
        f"<p>{words['try']}</p><pre><code>{example}</code></pre></body></html>\n",
        headers={"Vary": "Accept-Language", "Cache-Control": "no-cache", "Content-Language": lang},
    )


def _paths(routes: list[BaseRoute]) -> list[tuple[str, str]]:
    """Return the addresses without parameters, each with the name of its words, if it has any."""
    found = {
        route.path: route.path.strip("/") if route.path.strip("/") in _WORDS["en"] else ""
        for route in routes
        if isinstance(route, Route) and "{" not in route.path and not route.path.endswith("/")
    }
    return list(found.items())


async def health(request: Request) -> Response:
    """Say that the server lives."""
    del request
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


async def ready(request: Request) -> Response:
    """Say whether queries are answered, and of which state of the plan."""
    site = site_of(request)
    said: dict[str, object] = {"ready": site.is_ready}
    if site.is_ready:
        served = site.served
        said |= {"plan": served.name, "version": served.version, "faults": served.faults}
        said["statements"] = sum(served.sizes.values())
    return JSONResponse(said, 200 if site.is_ready else 503, {"Cache-Control": "no-store"})


async def limits(request: Request) -> Response:
    """Say how large queries and answers may be; replies that were cut off lead here."""
    found = asdict(site_of(request).limits)
    return JSONResponse({name: found[name] for name in _TOLD})


_TOLD: Final = ("seconds", "rows", "size", "memory", "nesting", "body", "per_client")

ROUTES = [
    Route("/addresses", home),
    Route("/health", health),
    Route("/ready", ready),
    Route("/limits", limits),
]
