"""Who or what could close a gap: suggestions with their reasons, which never count as coverage.

Four grounds are looked at, in this order: a link that is already suggested would fill the place; a
neighbour of the thing (its part, its whole, or what the plan links it to) is met by somebody; a
sister, which stands beside the thing under the same whole, does meet the other; a partner has a
link to the thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from samgraph.coverage import Matrix
from samgraph.findings import Suggestion
from samgraph.knowledge import Knowledge
from samgraph.terms import sg

MOST = 3
"""Suggestions for one gap."""

_GROUNDS = ("suggested", "narrower", "broader", "linked", "sister", "partner")

_REASONS = {
    "nl": {
        "suggested": "Een voorgestelde koppeling met “{candidate}” zou dit vullen.",
        "narrower": "“{candidate}” raakt al aan “{near}”, een onderdeel van “{thing}”.",
        "broader": "“{candidate}” raakt al aan “{near}”, waar “{thing}” onder valt.",
        "linked": "“{candidate}” raakt al aan “{near}”, dat aan “{thing}” gekoppeld is.",
        "sister": "“{candidate}” staat naast “{thing}” en raakt wel aan “{near}”.",
        "partner": "Partner “{candidate}” {verb} “{thing}”.",
    },
    "en": {
        "suggested": "A suggested link with “{candidate}” would fill this.",
        "narrower": "“{candidate}” already meets “{near}”, a part of “{thing}”.",
        "broader": "“{candidate}” already meets “{near}”, which “{thing}” belongs to.",
        "linked": "“{candidate}” already meets “{near}”, which is linked to “{thing}”.",
        "sister": "“{candidate}” stands beside “{thing}” and does meet “{near}”.",
        "partner": "Partner “{candidate}” {verb} “{thing}”.",
    },
}


@dataclass(frozen=True, slots=True)
class _Ground:
    """Why a candidate could close a gap; sorts by weight."""

    kind: str
    weight: int
    """How much speaks for it: what the two have in common."""
    candidate: str
    thing: str
    near: str = ""
    verb: str = ""

    def key(self) -> tuple[int, int, str, str]:
        return (_GROUNDS.index(self.kind), -self.weight, self.candidate, self.near)


class Closers:
    """Finds suggestions for the gaps of a plan; made once for all of them."""

    def __init__(
        self,
        knowledge: Knowledge,
        labels: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._knowledge = knowledge
        self._labels = labels
        self._near = _neighbours(knowledge)
        self._wholes = _wholes(knowledge)
        self._met = _links_by_end(knowledge)
        self._partners = _partners(knowledge)
        self._filled: dict[str, frozenset[tuple[str, str]]] = {}
        graph = knowledge.graph("suggested")
        quads = knowledge.store.quads_for_pattern(None, None, None, graph)
        self._has_suggested = next(iter(quads), None) is not None

    def of(self, matrix: Matrix, row: str, column: str, only: str) -> tuple[Suggestion, ...]:
        """Return what could close a gap in a matrix, the likeliest first, `MOST` at most.

        `only` is what a thin gap hangs on already, and is suggested to nobody.
        """
        best: dict[str, _Ground] = {}
        for ground in self._grounds(matrix, row, column):
            if ground.candidate in (row, column, only):
                continue
            known = best.get(ground.candidate)
            if known is None or ground.key() < known.key():
                best[ground.candidate] = ground
        chosen = sorted(best.values(), key=_Ground.key)[:MOST]
        return tuple(Suggestion(one.candidate, self._reasons(one)) for one in chosen)

    def _reasons(self, ground: _Ground) -> dict[str, str]:
        found = {}
        for lang, labels in self._labels.items():

            def name(iri: str, labels: Mapping[str, str] = labels) -> str:
                return labels.get(iri, self._knowledge.curie(iri))

            found[lang] = _REASONS[lang][ground.kind].format_map(
                {
                    "candidate": name(ground.candidate),
                    "thing": name(ground.thing),
                    "near": name(ground.near),
                    "verb": name(ground.verb),
                }
            )
        return found

    def _grounds(self, matrix: Matrix, row: str, column: str) -> Iterator[_Ground]:
        if self._has_suggested:
            yield from self._already_suggested(matrix, row, column)
        if row and column:
            yield from self._sisters(matrix, row, column)
        elif row or column:
            yield from self._of_neighbours(matrix, row or column, axis=0 if row else 1)
        axes = {*matrix.frame.rows, *matrix.frame.columns}
        for thing in filter(None, (row, column)):
            for partner, verb in self._partners.get(thing, ()):
                if partner not in axes:
                    yield _Ground("partner", 0, partner, thing, verb=verb)

    def _already_suggested(self, matrix: Matrix, row: str, column: str) -> Iterator[_Ground]:
        frame = matrix.frame
        if frame.name not in self._filled:
            query = f"SELECT DISTINCT ?row ?column {{ ?row {frame.path} ?column }}"
            self._filled[frame.name] = frozenset(
                (one.value, other.value)
                for one, other in self._knowledge.select(query, standing="suggested")
            )
        for one, other in self._filled[frame.name]:
            if one in (row, row or one) and other in (column, column or other):
                inside = one in frame.rows and other in frame.columns
                if inside and not matrix.fills(one, other, "judged"):
                    yield _Ground("suggested", 0, one if not row else other, row or column)

    def _sisters(self, matrix: Matrix, row: str, column: str) -> Iterator[_Ground]:
        mine = set(matrix.meets(row, 0, "judged"))
        for sister in matrix.meets(column, 1, "judged"):
            if self._wholes.get(row, frozenset()) & self._wholes.get(sister, frozenset()):
                common = len(mine & set(matrix.meets(sister, 0, "judged")))
                yield _Ground("sister", common, sister, row, near=column)

    def _of_neighbours(self, matrix: Matrix, thing: str, axis: int) -> Iterator[_Ground]:
        others = set(matrix.frame.columns if axis == 0 else matrix.frame.rows)
        for kind, near in self._near.get(thing, ()):
            for other in sorted(self._met.get(near, frozenset()) & others):
                common = len(self._met.get(other, frozenset()) & self._met.get(thing, frozenset()))
                yield _Ground(kind, common, other, thing, near=near)


def _collected(
    knowledge: Knowledge, query: str, make: Callable[..., tuple[str, tuple[str, str]]]
) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for solution in knowledge.select(query):
        thing, value = make(*(term.value if term else "" for term in solution))
        found.setdefault(thing, set()).add(value)
    return {thing: tuple(sorted(some)) for thing, some in found.items()}


def _neighbours(knowledge: Knowledge) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return of each thing its parts, its wholes, and what of its own kind it is linked to."""
    query = """
        SELECT DISTINCT ?thing ?near ?kind {
          { ?near skos:broader|sg:partOf ?thing BIND("narrower" AS ?kind) }
          UNION { ?thing skos:broader|sg:partOf ?near BIND("broader" AS ?kind) }
          UNION { ?a sg:linkedTo ?b . ?a a ?class . ?b a ?class . ?class rdfs:isDefinedBy ?ns .
                  VALUES (?kind ?turn) { ("linked" true) ("linked" false) }
                  BIND(IF(?turn, ?a, ?b) AS ?thing) BIND(IF(?turn, ?b, ?a) AS ?near) }
        }"""
    return _collected(knowledge, query, lambda thing, near, kind: (thing, (kind, near)))


def _wholes(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    query = "SELECT ?thing ?whole { ?thing skos:broader|sg:partOf|sg:inCategory ?whole }"
    found = _collected(knowledge, query, lambda thing, whole: (thing, (whole, "")))
    return {thing: frozenset(whole for whole, _ in some) for thing, some in found.items()}


def _links_by_end(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """Return what each thing is linked to, whichever way."""
    query = "SELECT ?a ?b { ?a sg:linkedTo ?b }"
    found: dict[str, set[str]] = {}
    for one, other in knowledge.select(query):
        found.setdefault(one.value, set()).add(other.value)
        found.setdefault(other.value, set()).add(one.value)
    return {thing: frozenset(some) for thing, some in found.items()}


def _partners(knowledge: Knowledge) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the partners with a link to each thing, and by which property."""
    query = f"""
        SELECT ?thing ?partner ?verb {{
          VALUES ?verb {{ <{sg("worksOn")}> <{sg("supports")}> <{sg("serves")}> }}
          ?partner a sg:Partner ; ?verb ?thing
        }}"""
    return _collected(knowledge, query, lambda thing, partner, verb: (thing, (partner, verb)))
