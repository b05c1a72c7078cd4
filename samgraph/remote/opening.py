"""A plan in an engine elsewhere, as knowledge that can be asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pyoxigraph as ox

from samgraph.knowledge import Knowledge
from samgraph.remote.address import read_address
from samgraph.remote.client import Client
from samgraph.remote.credentials import read_credentials
from samgraph.remote.patience import Patience
from samgraph.remote.plans import choose, plans_held, prefixes_for
from samgraph.remote.store import RemoteStore
from samgraph.remote.targets import Target, find_target
from samgraph.terms import GRAPHS


def open_plan(
    url: str,
    plan: str | None = None,
    patience: Patience | None = None,
    *,
    said: Callable[[str], None] = lambda _: None,
) -> Knowledge:
    """Return a plan that the engine at `url` holds; `plan` tells which, where it holds several.

    Every question is answered there, over the plan's own graphs, named with each request. The
    credentials are those of the environment. `said` is told when something is tried again.

    Raises:
        EngineError: the address, the credentials or the engine will not do, or it holds no such
            plan.

    """
    client = Client(read_credentials(), patience, said=said)
    address = read_address(url)
    held = choose(plans_held(client, address), plan, address)
    name, prefixes = prefixes_for(held, plan)
    graphs = [f"{held.namespace}graph/{each}" for each in GRAPHS]
    store = RemoteStore(client, address, graphs)
    # It has as much of a store's surface as reading needs, and refuses the rest.
    surface = cast("ox.Store", store)
    return Knowledge(name, ox.NamedNode(held.iri), held.namespace, prefixes, surface)


def names_held(
    url: str, patience: Patience | None = None, *, said: Callable[[str], None] = lambda _: None
) -> frozenset[str]:
    """Return everything by which the plans that an engine holds are called.

    Raises:
        EngineError: the address, the credentials or the engine will not do.

    """
    client = Client(read_credentials(), patience, said=said)
    held = plans_held(client, read_address(url))
    return frozenset(name for one in held for name in (one.name, one.iri, one.namespace))


def open_target(
    url: str,
    kind: str = "",
    query: str = "",
    patience: Patience | None = None,
    *,
    said: Callable[[str], None] = lambda _: None,
) -> tuple[Client, Target]:
    """Return where in an engine a plan is written, and what speaks to it; to be closed.

    `kind` is `update` or `graph store` where that is known, `query` where the engine is asked.

    Raises:
        EngineError: an address, the credentials or the engine will not do.

    """
    client = Client(read_credentials(), patience, said=said)
    asked = read_address(query) if query else ""
    return client, find_target(client, read_address(url), kind, asked)
