"""ES modules put together into one script, for a page that must carry everything itself.

No bundler: the modules keep to a few forms (see `inline`), and what is not in them is refused.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import Final

from samgraph.errors import SamgraphError

_IMPORT: Final = re.compile(r'^import \{([^}]*)\} from "(\./|\.\./)([\w./-]+)";\n', re.MULTILINE)
_EXPORT: Final = re.compile(
    r"^export (?=(?:async )?function\b|const\b|class\b)", flags=re.MULTILINE
)
_NAMED: Final = re.compile(
    r"^(?:async )?(?:function\*? ?|const |let |class )(\w+)", flags=re.MULTILINE
)
_UNPACKED: Final = re.compile(r"^(?:const|let) [{\[]([^}\]=]*)[}\]] =", flags=re.MULTILINE)
_LEFT: Final = re.compile(r"^(?:import|export)\b.*$", flags=re.MULTILINE)


def inline(entry: str, read: Callable[[str], str]) -> str:
    """Return one classic script that does what the module `entry` and those it imports do.

    `read` gives the text of a module by its path. Imports stand at the start of a line and name
    what they take (`import { a, b } from "./c.js";`), exports stand before what they export. All
    modules share one scope, so that they may import each other in a circle; therefore no two may
    give the same name to something at their top.

    Raises:
        SamgraphError: a module imports or exports in another way, imports what is not exported, or
            two modules use one name.

    """
    texts: dict[str, str] = {}
    order: list[str] = []
    wanted: list[tuple[str, str, str]] = []

    def visit(path: str) -> None:
        if path in texts:
            return
        texts[path] = read(path)
        for names, up, rest in _IMPORT.findall(texts[path]):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), up + rest))
            wanted.extend((path, name.strip(), target) for name in names.split(",") if name.strip())
            visit(target)
        order.append(path)

    visit(entry)
    owners: dict[str, str] = {}
    exported: dict[str, set[str]] = {}
    parts: list[str] = []
    for path in order:
        body = _IMPORT.sub("", texts[path])
        exported[path] = {
            found[1] for line in _EXPORT.split(body)[1:] if (found := _NAMED.match(line))
        }
        body = _EXPORT.sub("", body)
        if odd := _LEFT.search(body):
            raise SamgraphError(
                f'"{odd[0]}" cannot be put into one script',
                where=path,
                hint='write import { name } from "./file.js"; and export before each name',
            )
        for name in [*_NAMED.findall(body), *_unpacked(body)]:
            if name in owners:
                raise SamgraphError(
                    f'"{name}" stands at the top of two modules',
                    where=path,
                    hint=f"call it otherwise than in {owners[name]}",
                )
            owners[name] = path
        parts.append(body)
    for path, name, target in wanted:
        if name not in exported[target]:
            raise SamgraphError(f'"{name}" is not exported by {target}', where=path)
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def _unpacked(body: str) -> list[str]:
    """Return the names that a module takes out of something at its top."""
    parts = [part for found in _UNPACKED.findall(body) for part in found.split(",")]
    return [part.split(":")[-1].strip(" .\n") for part in parts if part.strip()]
