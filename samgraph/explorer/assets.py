"""The explorer's own files: its page, its scripts and styles, and what it shows them with."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; worker-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'"
)
"""What the page may do: run and load its own files alone. A server adds `frame-ancestors`."""

_STATIC_POLICY: Final = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""In a folder of files, SPARQL is answered by WebAssembly in the browser."""

_OWN: Final = ("palette.css", "palette-dark.css")
_VIS: Final = "templates/lib/vis-9.1.2/vis-network.min.js"
_VIEWS: Final = ("findings", "coverage", "map", "things", "query")
"""In the order in which they are offered."""
_TYPES: Final[Mapping[str, str]] = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".wasm": "application/wasm",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
}


@cache
def assets() -> Mapping[str, bytes]:
    """Return every file by its path below `assets/`; those of others stand below `vendor/`."""
    root = resources.files("samgraph")
    found = {name: root.joinpath("templates", name).read_bytes() for name in _OWN}
    found |= _below(root.joinpath("templates", "explorer"), "")
    found |= _below(root.joinpath("vendor"), "vendor/")
    # To import pyvis is to import IPython: only the folder of the package is looked up.
    pyvis = find_spec("pyvis")
    for folder in (pyvis and pyvis.submodule_search_locations) or ():
        vis = Path(folder, _VIS)
        if vis.is_file():
            found["vendor/vis-network.min.js"] = vis.read_bytes()
    return dict(sorted(found.items()))


def _below(folder: Traversable, prefix: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    if folder.is_dir():
        for one in folder.iterdir():
            if one.is_dir():
                found |= _below(one, f"{prefix}{one.name}/")
            elif not one.name.endswith((".j2", ".md", ".py", ".pyc")):
                found[prefix + one.name] = one.read_bytes()
    return found


def media_type(name: str) -> str:
    """Return the media type of a file by its name."""
    suffix = name[name.rfind(".") :]
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


@cache
def assets_version() -> str:
    """Return a text that changes when any file does."""
    digest = hashlib.sha256()
    for name, content in assets().items():
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def shell(
    titles: Mapping[str, str],
    lang: str,
    *,
    root: str,
    base: str,
    source: str,
    links: Mapping[str, str],
    faults: int = 0,
    is_collection: bool = False,
) -> str:
    """Return the explorer's page.

    `titles` names the plan by language. `root` is the address of the site and `base` that of the
    assets, both with a slash at the end or empty for where the page is; `source` says whether a
    `server` or a folder of files (`static`) answers; `links` are the addresses, by word, of pages
    that need no script; `faults` is how many violations the shapes find; of a
    collection it depends on the address behind the `#` which documents are read first.
    """
    scripts = [name for name in assets() if name.endswith(".js") and not name.startswith("vendor/")]
    return _environment().get_template("index.html.j2").render(
        title=titles.get(lang) or next(filter(None, titles.values()), "samgraph"),
        lang=lang,
        policy=_STATIC_POLICY if source == "static" else POLICY,
        root=root,
        base=base,
        source=source,
        links=links,
        faults=faults,
        is_collection=is_collection,
        words=_WORDS[lang],
        views=[name for name in _VIEWS if f"views/{name}.js" in assets()],
        preloads=[name for name in scripts if "/" not in name and name != "shell.js"],
        modules=[name for name in scripts if "/" in name],
        vendor=[name for name in assets() if name.startswith("vendor/")],
    )  # fmt: skip


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("samgraph", "templates/explorer"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


_WORDS: Final = {
    "nl": {
        "skip": "Naar de inhoud",
        "loading": "Wordt geladen …",
        "noscript": "Deze verkenner heeft JavaScript nodig. Deze pagina's niet:",
        "dataset": "Over de gegevens",
        "coverage": "Dekking",
        "gaps": "Gaten",
        "discrepancies": "Tegenspraken",
        "questions": "Vragen",
        "ns": "Ontologie",
        "things": "Onderdelen",
        "addresses": "Alle adressen",
        "aboutPage": "Over en licenties",
        "faults": "Let op: dit plan voldoet niet aan de vormen ({n}×), en staat er toch.",
    },
    "en": {
        "skip": "Skip to content",
        "loading": "Loading …",
        "noscript": "This explorer needs JavaScript. These pages do not:",
        "dataset": "About the data",
        "coverage": "Coverage",
        "gaps": "Gaps",
        "discrepancies": "Discrepancies",
        "questions": "Questions",
        "ns": "Ontology",
        "things": "Things",
        "addresses": "All addresses",
        "aboutPage": "About and licences",
        "faults": "Mind: this plan does not validate ({n}×), and is shown all the same.",
    },
}
