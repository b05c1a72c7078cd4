"""The passages of a plan, looked up in its source document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samgraph.errors import SamgraphError
from samgraph.findings import Place
from samgraph.knowledge import Knowledge
from samgraph.sources import Source

_NEAR = 3_000
"""How far from its expected place a passage is looked for first, in squeezed characters."""
_SAMPLE = 60
_FEWEST = 0.1
"""Below this share of passages found in a sample, the document is another one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A pointer into the source: whole lines, and where they stand in the squeezed text."""

    iri: str
    place: Place
    start: int
    end: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """A passage with what the document now says there."""

    passage: Passage
    found: tuple[int, int] | None
    """Where the passage stands in the document's squeezed text; None if it is *suspect*."""


def passages(knowledge: Knowledge) -> tuple[Passage, ...]:
    """Return every passage that has a position and a fingerprint, in the order of the source."""
    query = """
        SELECT ?passage ?from ?to ?section ?start ?end ?mark {
          ?passage a sg:Passage ; sg:fromLine ?from ; sg:toLine ?to ; sg:section ?section ;
            sg:fingerprint ?mark ; sg:position ?position .
          ?position oa:start ?start ; oa:end ?end .
        }"""
    found = [
        Passage(
            row["passage"].value,
            Place(int(row["from"].value), int(row["to"].value), row["section"].value),
            int(row["start"].value),
            int(row["end"].value),
            row["mark"].value,
        )
        for row in knowledge.select(query)
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.iri)))


def resolve(some: Iterable[Passage], source: Source) -> tuple[Resolution, ...]:
    """Look every passage up in a document, however its text is broken into lines.

    A passage is first looked for where it stood, allowing for how far the passage before it has
    moved, then near there, then in the whole document.

    Raises:
        SamgraphError: almost none is found: this is another document.

    """
    ordered = tuple(some)
    _refuse_other_document(ordered, source)
    found = []
    shift = 0
    for passage in ordered:
        start = _find(passage, source, shift)
        if start >= 0:
            shift = start - passage.start
            found.append(Resolution(passage, (start, start + passage.end - passage.start)))
        else:
            found.append(Resolution(passage, None))
    return tuple(found)


def _find(passage: Passage, source: Source, shift: int) -> int:
    length = passage.end - passage.start
    guess = passage.start + shift
    rolling = source.rolling
    inside = 0 <= guess <= rolling.length - length
    if inside and rolling.at(guess, guess + length) == passage.fingerprint:
        return guess
    near = rolling.find(passage.fingerprint, length, guess - _NEAR, guess + _NEAR)
    if near >= 0:
        return near
    return rolling.find(passage.fingerprint, length, 0, rolling.length)


def _refuse_other_document(some: tuple[Passage, ...], source: Source) -> None:
    step = max(1, len(some) // _SAMPLE)
    sample = some[::step]
    if not sample:
        return
    found = sum(_find(passage, source, 0) >= 0 for passage in sample)
    if found < _FEWEST * len(sample):
        raise SamgraphError(
            f"almost no passage of the plan is found: {found} of {len(sample)} looked for",
            where=source.name,
            hint="this seems to be another document: give the plan's own text, or name the plan "
            "to which this text belongs",
        )


@dataclass(frozen=True, slots=True)
class Quotations:
    """What the source says, by passage and by place; empty where no source was given."""

    by_passage: Mapping[str, str]
    by_place: Mapping[Place, str]


NONE = Quotations({}, {})


def quotations(knowledge: Knowledge, source: Source) -> Quotations:
    """Return what the source says in every passage that is found in it.

    Raises:
        SamgraphError: the source is another document.

    """
    found = {
        one.passage: source.quote(*one.found)
        for one in resolve(passages(knowledge), source)
        if one.found is not None
    }
    return Quotations(
        {passage.iri: text for passage, text in found.items()},
        {passage.place: text for passage, text in found.items()},
    )


def resting_on(knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Return the links that have each passage as evidence, and what is stated in it."""
    query = """
        SELECT ?passage ?thing {
          { ?thing sg:evidence ?passage } UNION { ?thing sg:statedIn ?passage }
        } ORDER BY ?passage ?thing"""
    found: dict[str, list[str]] = {}
    for passage, thing in knowledge.select(query):
        found.setdefault(passage.value, []).append(thing.value)
    return {passage: tuple(some) for passage, some in found.items()}
