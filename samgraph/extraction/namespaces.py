"""The namespace and the prefix of a plan that is drafted or imported."""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph as ox

from samgraph.errors import SamgraphError
from samgraph.extraction.labels import slug
from samgraph.terms import PREFIXES

HOME: Final = "https://w3id.org/samgraph/"


def namespace_for(name: str, given: str = "") -> str:
    """Return the namespace that was given for a plan, or else one made of its name.

    Raises:
        SamgraphError: what was given is no IRI, or ends with neither / nor #.

    """
    if not given:
        return f"{HOME}{slug(name)}/"
    try:
        ox.NamedNode(f"{given}plan")
    except ValueError as error:
        raise SamgraphError(f'"{given}" is no IRI', hint=f"write it as in {HOME}plan/") from error
    if ":" not in given or not given.endswith(("/", "#")):
        raise SamgraphError(
            f'the namespace "{given}" ends with neither / nor #',
            hint=f"write it as in {HOME}plan/",
        )
    return given


def prefix_for(namespace: str) -> str:
    """Return a prefix made of the letters with which the last part of a namespace begins."""
    last = namespace.rstrip("/#").rpartition("/")[2]
    letters = re.match(r"[a-z]{2,12}", last.casefold())
    return letters[0] if letters and letters[0] not in PREFIXES else "plan"
