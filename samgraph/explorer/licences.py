"""What of others the explorer carries, under which licence, and what is missing from this build."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from samgraph.explorer.assets import assets

_PINS: Final = "explorer/vendored.json"
_VENDOR: Final = "vendor/"
_VIS: Final = ("vis-network", "9.1.2", "network", "Apache-2.0 OR MIT", "vis-network.min.js")
"""What pyvis brings along."""

PARTS: Final = ("editor", "engine", "network")
"""What files of others are for: writing SPARQL, answering it in the browser, drawing the map."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A package of somebody else."""

    name: str
    version: str
    part: str
    licence: str
    """As SPDX writes it."""
    file: str
    """One of its files, by its path below the assets."""
    text: str
    """The file with its licence or notice, likewise; empty where a file of its own says it."""

    @property
    def is_here(self) -> bool:
        """Whether this build has it."""
        return self.file in assets()


@cache
def carried() -> tuple[Carried, ...]:
    """Return every package of others that a build may carry, part by part."""
    pins = json.loads(resources.files("samgraph").joinpath(_PINS).read_bytes())
    found = [
        Carried(
            pin["name"],
            pin["version"],
            pin["part"],
            pin["licence"],
            _VENDOR + next(iter(pin["files"].values())),
            _VENDOR + next(name for name in pin["files"].values() if name.startswith("licences/")),
        )
        for pin in pins
    ]
    name, version, part, licence, file = _VIS
    found.append(Carried(name, version, part, licence, _VENDOR + file, ""))
    return tuple(sorted(found, key=lambda one: (PARTS.index(one.part), one.name)))


def missing() -> tuple[str, ...]:
    """Return the parts that this build does without."""
    return tuple(
        part for part in PARTS if not all(one.is_here for one in carried() if one.part == part)
    )
