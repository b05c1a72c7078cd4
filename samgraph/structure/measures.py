"""Every figure on a whole matrix: as observed, and in matrices drawn from a null model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samgraph.structure.agreement import Grouping, adjusted_rand, adjusted_rand_each
from samgraph.structure.biadjacency import Cells
from samgraph.structure.modularity import Division, communities
from samgraph.structure.nestedness import nodf, nodf_each
from samgraph.structure.results import Measured
from samgraph.structure.significance import BICM, CURVEBALL, Null, against, benjamini_hochberg

_MOST_SEARCHED, _FEWEST_SEARCHED = 500, 20
"""Draws in which communities are searched, which takes longest: the smallest p is then 0.004."""
_SEARCH = 50_000_000
"""Cells times the shorter side, in all draws that are searched: 347 draws of 40 × 90."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """The measures of matrices drawn from one null model."""

    nestedness: NDArray[np.float64]
    modularity: NDArray[np.float64]
    agreements: tuple[NDArray[np.float64], ...]


def observed_measures(
    cells: Cells, divisions: Division | None, groups: Iterable[Grouping]
) -> list[Measured]:
    """Return every measure on the observed matrix."""
    found = [
        Measured("nestedness", nodf(cells) if divisions else None),
        Measured("modularity", float(divisions.q[0]) if divisions else None),
    ]
    for grouping in groups:
        index = None
        if divisions is not None:
            labels, reference = _labels(divisions, grouping)
            index = adjusted_rand(labels[0], reference)
        found.append(Measured("agreement", index, axis=grouping.axis, grouping=grouping.property))
    return found


def _labels(division: Division, grouping: Grouping) -> tuple[NDArray[np.intp], list[int]]:
    """Return the communities of the things that the plan groups, and their groups."""
    labels = division.rows if grouping.axis == "rows" else division.columns
    return labels[:, [number for number, _ in grouping.members]], [
        group for _, group in grouping.members
    ]


def drawn_measures(
    stacks: Iterable[Cells], groups: Sequence[Grouping], draws: int, random: np.random.Generator
) -> Drawn:
    """Return every measure on drawn matrices, `draws` of them, in stacks.

    Communities are searched in the first of them only, as many as take a few seconds.
    """
    nestedness: list[NDArray[np.float64]] = []
    modularity: list[NDArray[np.float64]] = []
    agreements: list[list[NDArray[np.float64]]] = [[] for _ in groups]
    for stack in stacks:
        nestedness.append(nodf_each(stack))
        number = _searched(stack.shape[1:], draws) - sum(len(q) for q in modularity)
        searched = stack[: max(0, number)]
        if not len(searched):
            continue
        division = communities(searched, random)
        modularity.append(division.q)
        for values, grouping in zip(agreements, groups, strict=True):
            values.append(adjusted_rand_each(*_labels(division, grouping)))
    return Drawn(
        np.concatenate(nestedness),
        np.concatenate(modularity),
        tuple(np.concatenate(values) for values in agreements),
    )


def with_nulls(figures: list[Measured], drawn: dict[str, Drawn]) -> list[Measured]:
    """Return figures with their nulls."""
    found = []
    for number, figure in enumerate(figures):
        nulls: list[Null] = []
        for model, measures in drawn.items():
            values = (measures.nestedness, measures.modularity, *measures.agreements)[number]
            values = values[~np.isnan(values)]
            if figure.observed is not None and values.size:
                nulls.append(against(figure.observed, values, model))
        found.append(replace(figure, nulls=tuple(nulls)))
    return found


def corrected(figures: list[Measured]) -> list[Measured]:
    """Return figures with q-values: of all that were asked together, for each null model apart."""
    nulls: dict[tuple[int, str], Null] = {}
    for model in (CURVEBALL, BICM):
        asked = [
            (number, null)
            for number, figure in enumerate(figures)
            for null in figure.nulls
            if null.model == model
        ]
        values = benjamini_hochberg([null.p for _, null in asked])
        for (number, null), q in zip(asked, values, strict=True):
            nulls[number, model] = replace(null, q=q)
    return [
        replace(figure, nulls=tuple(nulls[number, null.model] for null in figure.nulls))
        for number, figure in enumerate(figures)
    ]


def _searched(shape: tuple[int, ...], draws: int) -> int:
    """Return in how many draws communities are searched."""
    affordable = _SEARCH // (shape[0] * shape[1] * min(shape))
    return min(draws, _MOST_SEARCHED, max(_FEWEST_SEARCHED, affordable))
