"""A plan that is nothing but frames: a matrix of ones and zeros, written by hand or drawn."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from samgraph.knowledge import Knowledge
from samgraph.structure.biadjacency import Cells
from samgraph.terms import PREFIXES

NS = "https://example.org/grid/"

_FRAME = """
    g:frame-{name} a sg:Frame ; sg:rows g:{rows} ; sg:columns g:{columns} ;
        sg:path "g:{name}" ; sg:scope sg:silent ;
        skos:prefLabel "{row} × {column}"@nl, "{row} × {column}"@en .
"""
_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


def grid(
    observed: Cells,
    *,
    judged: Cells | None = None,
    groups: Mapping[str, str] | None = None,
    carried: Cells | None = None,
) -> Knowledge:
    """Return a plan with one frame, `grid`, whose rows are r00, r01, …, columns c00, c01 and so on.

    Its cells are stated, those of `judged` judged. `groups` puts things into categories. With
    `carried`, a frame `carried` has carriers p00, p01, … on its rows and the same rows as columns.
    """
    height, width = observed.shape
    structure = _FRAME.format(
        name="grid", rows="Row", columns="Column", row="rij", column="kolom"
    ) + _members({"r": ("Row", height), "c": ("Column", width)})
    stated, judgements = _links("grid", "r", "c", observed), ""
    if judged is not None:
        judgements = _links("grid", "r", "c", judged)
    if carried is not None:
        structure += _FRAME.format(
            name="carried", rows="Carrier", columns="Row", row="drager", column="rij"
        ) + _members({"p": ("Carrier", len(carried))})
        stated += _links("carried", "p", "r", carried)
    for thing, group in (groups or {}).items():
        structure += f"g:{thing} sg:inCategory g:{group} .\n"
    store = ox.Store()
    for name, text in (("structure", structure), ("stated", stated), ("judged", judgements)):
        store.load(
            f"{_PREFIXES}PREFIX g: <{NS}>\n{text}".encode(),
            format=ox.RdfFormat.TURTLE,
            to_graph=ox.NamedNode(f"{NS}graph/{name}"),
        )
    return Knowledge("grid", ox.NamedNode(f"{NS}plan"), NS, {**PREFIXES, "g": NS}, store)


def _members(sides: Mapping[str, tuple[str, int]]) -> str:
    return "".join(
        f'g:{letter}{number:02} a g:{kind} ; skos:prefLabel "{letter}{number:02}"@en .\n'
        for letter, (kind, size) in sides.items()
        for number in range(size)
    )


def _links(name: str, row: str, column: str, observed: Cells) -> str:
    return "".join(
        f"g:{row}{i:02} g:{name} g:{column}{j:02} .\n"
        for i, line in enumerate(observed)
        for j, filled in enumerate(line)
        if filled
    )
