"""How far the candidates can be trusted: links that are known are hidden and looked for again.

The links of each kind are dealt into five parts, and each part is hidden once, that of every kind
at the same time; what is left is scored as the worklist is. A hidden link is looked for twice:
among the objects that its subject could be linked with, and among the subjects of its object.
Everything else that is linked is left out of the comparison (the filtered ranking of Bordes et al.
2013), so that it stands against the worklist's own candidates only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from samgraph.rows import Cell, Rows, Tabular
from samgraph.worklist.kinds import Links
from samgraph.worklist.ranking import CUTS, Floats, Found, finding, fuse, mean
from samgraph.worklist.sheets import Bools, Ground, Sheet, cells_of, in_order, sheets

FOLDS = 5
DRAWS = 2000
_LARGEST = 500_000
"""Numbers drawn at once, so that memory stays small."""
FIRST = 20
"""How many of a list a person is supposed to go through."""
FEWEST_COMPARED = 10
"""Below this many hidden links no interval is given: counts only."""
MEASURES = ("fused", "neighbours", "paths", "texts", "popularity", "chance")
ALL = "all"
"""What the scores over all kinds together are called."""


@dataclass(frozen=True, slots=True)
class Score:
    """How well the measures found the hidden links of one kind, or of all."""

    kind: str
    links: int
    """Links that are known."""
    looked_for: int
    """Those of them that were looked for: hidden, not to be read off from what was left."""
    candidates: int
    found: Mapping[str, Found]
    """By measure, each of `MEASURES`."""
    interval: tuple[float, float] | None
    """95% of the bootstrap distribution of the fused measure's mean 1/rank minus popularity's."""

    @property
    def verdict(self) -> str:
        """`better` than popularity, `worse`, `equal` where it cannot be told apart, or `few`."""
        if self.interval is None:
            return "few"
        low, high = self.interval
        return "better" if low > 0 else "worse" if high < 0 else "equal"


@dataclass(frozen=True, slots=True)
class Scores(Tabular):
    """The scores of every kind of link, and of all kinds together."""

    kinds: tuple[Score, ...]
    overall: Score
    first: Mapping[str, float]
    """How many hidden links stand among the first `FIRST` of a list, mean over the parts, by
    `fused`, `popularity` and `chance`."""
    folds: int
    seed: int

    def to_rows(self) -> Rows:
        """Return one row for each kind and measure, those of all kinds together last."""
        header = (
            *("kind", "measure", "links", "looked_for", "candidates"),
            *(f"hits_at_{cut}" for cut in CUTS),
            *("mean_reciprocal_rank", "verdict"),
        )
        cells: list[tuple[Cell, ...]] = []
        for score in (*self.kinds, self.overall):
            for measure in MEASURES:
                found = score.found[measure]
                verdict = score.verdict if measure == "fused" else ""
                hits = (round(share, 4) for share in found.hits)
                counts = (score.links, score.looked_for, score.candidates)
                means = (*hits, round(found.reciprocal, 4))
                cells.append((score.kind, measure, *counts, *means, verdict))
        return Rows(header, tuple(cells))


def hold_out(
    links: Links,
    ground: Sequence[Ground],
    complete: Sequence[Sheet],
    seed: int,
    folds: int = FOLDS,
) -> Scores:
    """Return how well hidden links are found again.

    `complete` are the sheets with nothing hidden, whose open pairs a hidden link stands against.
    """
    shuffle = np.random.default_rng(seed)
    parts = [shuffle.permutation(len(kind.links)) % folds for kind in links.kinds]
    found: list[dict[str, list[Found]]] = [{name: [] for name in MEASURES} for _ in links.kinds]
    first: dict[str, list[float]] = {"fused": [], "popularity": [], "chance": []}
    for fold in range(folds):
        hidden = [[int(link) for link in np.flatnonzero(part == fold)] for part in parts]
        reduced = sheets(links, ground, hidden)
        for number, sheet in enumerate(reduced):
            _look_for(sheet, complete[number], hidden[number], found[number])
        for name, count in _in_front(reduced, hidden).items():
            first[name].append(count)
    scores = [
        _score(sheet.kind.name, len(sheet.kind.links), int(sheet.open.sum()), some, seed)
        for sheet, some in zip(complete, found, strict=True)
    ]
    pooled = {name: [one for some in found for one in some[name]] for name in MEASURES}
    totals = sum(one.links for one in scores), sum(one.candidates for one in scores)
    listed = {name: float(np.mean(some)) for name, some in first.items()}
    return Scores(tuple(scores), _score(ALL, *totals, pooled, seed), listed, folds, seed)


def _look_for(
    sheet: Sheet, complete: Sheet, hidden: Sequence[int], found: dict[str, list[Found]]
) -> None:
    """Add what the measures made of the hidden links of one kind."""
    for row, column in np.argwhere(_hidden(sheet, hidden)):
        others = [
            (way, complete.open[way])
            for way in ((slice(None), column), (row, slice(None)))
            if complete.open[way].any()
        ]
        for name in MEASURES if others else ():
            scores = sheet.scores[name]
            score = float(scores[row, column])
            found[name].append(mean([finding(score, scores[way][open_]) for way, open_ in others]))


def _hidden(sheet: Sheet, hidden: Sequence[int]) -> Bools:
    """Return the pairs of hidden links that cannot be read off from what was left."""
    found: Bools = cells_of(sheet.kind, [sheet.kind.links[link] for link in hidden]) & sheet.open
    return found


def _in_front(reduced: Sequence[Sheet], hidden: Sequence[Sequence[int]]) -> dict[str, float]:
    """Return how many hidden links stand among the first of lists made without them."""
    gone = {
        sheet.kind.name: _hidden(sheet, some) for sheet, some in zip(reduced, hidden, strict=True)
    }
    by_popularity = [
        replace(sheet, scores={"fused": _fused_alone(sheet, "popularity")}) for sheet in reduced
    ]
    counts = {
        name: float(
            sum(
                gone[one.sheet.kind.name][one.row, one.column]
                for one in islice(in_order(made), FIRST)
            )
        )
        for name, made in (("fused", reduced), ("popularity", by_popularity))
    }
    pairs = sum(int(sheet.open.sum()) for sheet in reduced)
    right = sum(int(some.sum()) for some in gone.values())
    return {**counts, "chance": min(FIRST, pairs) * right / pairs if pairs else 0.0}


def _fused_alone(sheet: Sheet, measure: str) -> Floats:
    """Return one measure as ranks within its kind, so that kinds compare as fused ones do."""
    scores = np.zeros(sheet.open.shape)
    scores[sheet.open] = fuse([sheet.scores[measure][sheet.open]])
    return scores


def _score(
    kind: str, links: int, candidates: int, found: Mapping[str, Sequence[Found]], seed: int
) -> Score:
    size = len(found["fused"])
    interval = None
    if size >= FEWEST_COMPARED:
        mine, theirs = (
            np.array([one.reciprocal for one in found[name]]) for name in ("fused", "popularity")
        )
        interval = _interval(mine - theirs, seed)
    means = {name: mean(found[name]) for name in MEASURES}
    return Score(kind, links, size, candidates, means, interval)


def _interval(differences: Floats, seed: int) -> tuple[float, float]:
    """Return 95% of the bootstrap distribution of a mean (percentiles; Efron 1979)."""
    rng, size = np.random.default_rng(seed), len(differences)
    at_once = max(1, _LARGEST // size)
    means = [
        differences[rng.integers(0, size, (min(at_once, DRAWS - done), size))].mean(axis=1)
        for done in range(0, DRAWS, at_once)
    ]
    low, high = np.quantile(np.concatenate(means), [0.025, 0.975])
    return float(low), float(high)
