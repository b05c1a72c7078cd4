"""Links that a plan may have left out: candidates for a person to accept or reject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from samgraph.errors import SamgraphError, near_match
from samgraph.knowledge import Knowledge
from samgraph.records import contested_pairs
from samgraph.rows import Rows, Tabular
from samgraph.worklist.heldout import Scores, hold_out
from samgraph.worklist.kinds import Links, PassedOver, read_links
from samgraph.worklist.names import names_of
from samgraph.worklist.reasons import Explainer
from samgraph.worklist.sheets import Listed, Sheet, grounds, in_order, sheets
from samgraph.worklist.similarity import adjacency
from samgraph.worklist.texts import read_texts, read_vocabulary, vectors

SEED = 2021
"""Of the deal by which links are hidden; fixed, so that the same plan gives the same scores."""
NUMBER = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """One link to look at. It is suggested, and counts for nothing until a person accepts it."""

    rank: int
    """Counted from 1, over all kinds or over the one asked for."""
    kind: str
    """Name of the kind of link, for example `goal-addresses-theme`."""
    subject: str
    predicate: str
    object: str
    score: float
    """Sum over the measures of 1/(60 + rank within the kind): at most 3/61."""
    neighbours: float
    """Sum of 1/ln d over what both are linked with."""
    paths: float
    """Sum of 1/(ln d · ln d) over the paths of length three between them."""
    texts: float
    """Cosine of their texts, from 0 to 1."""
    names: Mapping[str, tuple[str, str]]
    """In Dutch and English, what its subject and its object are called."""
    reasons: Mapping[str, str]
    """In Dutch and English, why it is proposed."""
    passages: tuple[str, ...]
    """IRIs of the passages where its two ends stand, to look at when judging it."""


@dataclass(frozen=True, slots=True)
class Worklist(Tabular):
    """Candidates, the best first, with how far they can be trusted."""

    candidates: tuple[Candidate, ...]
    kind: str
    """The kind of link asked for; empty for all."""
    total: int
    """Pairs for which anything speaks, also those beyond the number asked for."""
    scores: Scores
    passed_over: tuple[PassedOver, ...]
    """Kinds of link for which no candidates are sought."""
    parts: Mapping[str, tuple[str, str, str]]
    """By name of a kind, the IRIs of its class of subjects, predicate and class of objects."""

    def to_rows(self) -> Rows:
        """Return one row for each candidate."""
        header = (
            *("rank", "kind", "subject", "predicate", "object", "score"),
            *("neighbours", "paths", "texts", "reasons_nl", "reasons_en"),
        )
        return Rows(
            header,
            tuple(
                (
                    *(one.rank, one.kind, one.subject, one.predicate, one.object),
                    *(round(one.score, 6), one.neighbours, one.paths, one.texts),
                    *(one.reasons["nl"], one.reasons["en"]),
                )
                for one in self.candidates
            ),
        )


def find_candidates(
    knowledge: Knowledge, *, number: int = NUMBER, kind: str | None = None, seed: int = SEED
) -> Worklist:
    """Return the links that a plan most likely leaves out, of all kinds or of one.

    What is linked, stated or judged, and what the texts say are used; nothing is learnt by
    fitting. The scores say how well the same measures find links that were hidden from them.

    Raises:
        SamgraphError: no kind of link is called so, or none is sought of that kind.

    """
    links = read_links(knowledge)
    texts = read_texts(knowledge)
    ground = grounds(links, vectors(links.things, texts))
    found = sheets(links, ground)
    name = _known(kind, links) if kind else None
    chosen = [sheet for sheet in found if name in (None, sheet.kind.name)]
    edges = [*links.ties, *(link for one in links.kinds for link in one.links)]
    explainer = Explainer(
        links,
        adjacency(len(links.things), edges),
        read_vocabulary(links.things, texts),
        names_of(knowledge, links.things),
        contested_pairs(knowledge),
    )
    passages = _passages(knowledge)
    candidates = tuple(
        _candidate(explainer, listed, rank, passages)
        for rank, listed in enumerate(islice(in_order(chosen), number), start=1)
    )
    scores = hold_out(links, ground, found, seed)
    return Worklist(
        candidates,
        name or "",
        _total(chosen, len(links.things)),
        scores,
        links.passed_over,
        links.parts,
    )


def _known(kind: str, links: Links) -> str:
    names = [one.name for one in links.kinds]
    over = {one.name: one for one in links.passed_over}
    if kind in over:
        few = f"the plan has {over[kind].links} of them, too few to go by"
        raise SamgraphError(
            f'no candidates are sought for "{kind}"',
            hint=few
            if over[kind].reason == "few"
            else "the plan says that it chooses these itself",
        )
    if kind not in names:
        raise SamgraphError(
            f'no kind of link is called "{kind}"',
            hint=near_match(kind, [*names, *over])
            or f"the kinds are {', '.join(names) or 'none: no kind has links enough'}",
        )
    return kind


def _total(chosen: Sequence[Sheet], size: int) -> int:
    """Return how many pairs of things have a score."""
    codes = [np.zeros(0, dtype=int)]
    for sheet in chosen:
        cells = np.argwhere(sheet.open & (sheet.scores["fused"] > 0))
        first = np.array(sheet.kind.subjects, dtype=int)[cells[:, 0]]
        second = np.array(sheet.kind.objects, dtype=int)[cells[:, 1]]
        codes.append(np.minimum(first, second) * size + np.maximum(first, second))
    return len(np.unique(np.concatenate(codes)))


def _candidate(
    explainer: Explainer, listed: Listed, rank: int, passages: Mapping[str, str]
) -> Candidate:
    sheet, things = listed.sheet, explainer.links.things
    subject, value = (things[number] for number in listed.pair)
    neighbours, paths, texts = (
        round(float(sheet.scores[name][listed.row, listed.column]), 6)
        for name in ("neighbours", "paths", "texts")
    )
    where = dict.fromkeys(passages[thing] for thing in (subject, value) if thing in passages)
    return Candidate(
        *(rank, sheet.kind.name, subject, sheet.kind.predicate, value),
        *(listed.score, neighbours, paths, texts),
        {lang: (known[subject], known[value]) for lang, known in explainer.names.items()},
        explainer.reasons(listed),
        tuple(where),
    )


def _passages(knowledge: Knowledge) -> dict[str, str]:
    """Return the first passage in which each thing stands."""
    query = """
        SELECT ?thing ?passage ?line {
          ?thing sg:statedIn ?passage OPTIONAL { ?passage sg:fromLine ?line }
        }"""
    found: dict[str, tuple[int, str]] = {}
    for thing, passage, line in knowledge.select(query):
        place = (int(line.value) if line else 0, passage.value)
        found[thing.value] = min(found.get(thing.value, place), place)
    return {thing: passage for thing, (_, passage) in found.items()}
