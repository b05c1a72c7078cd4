"""The namespace and the prefix of a plan that is drafted or imported."""

from __future__ import annotations

import re

from samgraph.extraction.labels import slug
from samgraph.namespaces import HOME, checked_namespace
from samgraph.terms import PREFIXES


def namespace_for(name: str, given: str = "") -> str:
    """Return the namespace that was given for a plan, or else one made of its name.

    Raises:
        SamgraphError: what was given is no IRI, or ends with neither / nor #.

    """
    if not given:
        return f"{HOME}{slug(name)}/"
    return checked_namespace(given)


def prefix_for(namespace: str) -> str:
    """Return a prefix made of the letters with which the last part of a namespace begins."""
    last = namespace.rstrip("/#").rpartition("/")[2]
    letters = re.match(r"[a-z]{2,12}", last.casefold())
    return letters[0] if letters and letters[0] not in PREFIXES else "plan"
