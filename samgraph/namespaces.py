"""Namespaces as a plan may have them."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from samgraph.errors import SamgraphError

HOME: Final = "https://w3id.org/samgraph/"
"""Below which a plan without a namespace of its own gets one."""


def checked_namespace(namespace: str) -> str:
    """Return a namespace for the things of a plan, if it can be one.

    Raises:
        SamgraphError: it is no IRI, or does not end with / or #.

    """
    try:
        ox.NamedNode(f"{namespace}plan")
    except ValueError as error:
        raise SamgraphError(
            f'"{namespace}" is no IRI', hint=f"write it as in {HOME}plan/"
        ) from error
    if ":" not in namespace or not namespace.endswith(("/", "#")):
        raise SamgraphError(
            f'the namespace "{namespace}" ends with neither / nor #',
            hint=f"write it as in {HOME}plan/",
        )
    return namespace
