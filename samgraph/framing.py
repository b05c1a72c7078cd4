"""Frames: the coverage questions that a plan package declares, with what stands on their axes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from samgraph.errors import SamgraphError, near_match
from samgraph.findings import Place, known_frame
from samgraph.knowledge import Knowledge
from samgraph.order import ReadingOrder
from samgraph.paths import Path, predicates, read_path
from samgraph.places import places
from samgraph.terms import RDF, SG, SKOS, sg

_REASONS = ("deliberate", "notApplicable")


@dataclass(frozen=True, slots=True, order=True)
class Exclusion:
    """A cell, or a whole row or column, that a frame leaves empty for a reason of its own."""

    row: str
    """IRI of the row, or an empty string for every row."""
    column: str
    """IRI of the column, or an empty string for every column."""
    kind: str
    """`deliberate` where the plan says that it leaves this out, `notApplicable` where the two
    cannot meet."""
    places: tuple[Place, ...] = ()
    descriptions: tuple[tuple[str, str], ...] = ()
    """The reason by language, as the plan package gives it."""

    def holds(self, row: str, column: str) -> bool:
        """Tell whether it is about the cell of a row and a column."""
        return self.row in ("", row) and self.column in ("", column)


@dataclass(frozen=True, slots=True)
class Frame:
    """One coverage question, as the plan package declares it."""

    iri: str
    name: str
    """The short name by which commands know it."""
    labels: Mapping[str, str]
    path: str
    scope: str
    """`exhaustive`, `selective` or `silent`: what the source says of pairing the two lists."""
    expects: frozenset[str]
    """Of `everyCell`, `everyRow`, `everyColumn`: whose emptiness is a gap."""
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    places: tuple[Place, ...]
    excluded: tuple[Exclusion, ...] = ()
    lists: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    """IRIs of the classes and collections whose members are its rows, and its columns."""

    def exclusion(self, row: str, column: str) -> Exclusion | None:
        """Return why the frame itself leaves a cell empty; of several reasons the strongest."""
        found = [one for one in self.excluded if one.holds(row, column)]
        return max(found, key=lambda one: _REASONS.index(one.kind), default=None)

    def applies(self, row: str, column: str) -> bool:
        """Tell whether a row and a column can meet at all; nothing meets itself."""
        reason = self.exclusion(row, column) if self.excluded else None
        return row != column and (reason is None or reason.kind != "notApplicable")

    def emptiness(self, row: str, column: str) -> str:
        """Return what it means that a cell is empty.

        It is one of `deliberate`, `open`, `silent` and `notApplicable`.
        """
        if not self.applies(row, column):
            return "notApplicable"
        if self.excluded and self.exclusion(row, column) is not None:
            return "deliberate"
        return {"exhaustive": "open", "selective": "deliberate"}.get(self.scope, "silent")


def frames(knowledge: Knowledge) -> tuple[Frame, ...]:
    """Return every frame that the plan declares, or the collection itself, ordered by name.

    Raises:
        SamgraphError: a frame lacks its rows, its columns or a readable path.

    """
    query = """
        SELECT ?frame ?property ?value {
          VALUES ?property { sg:rows sg:columns sg:path sg:scope sg:expects skos:prefLabel }
          ?frame a sg:Frame ; ?property ?value .
        }"""
    if knowledge.plans and not _declares_own(knowledge):
        return ()
    said: dict[str, dict[str, list[object]]] = {}
    for frame, name, value in knowledge.select(query):
        # A plan's frame is about that plan: of a collection only its own are about all plans.
        if knowledge.plans and not frame.value.startswith(knowledge.namespace):
            continue
        said.setdefault(frame.value, {}).setdefault(name.value, []).append(value)
    if not said:
        return ()
    where = places(knowledge, said)
    members = _Members(knowledge)
    excluded = _exclusions(knowledge)
    found: dict[str, Frame] = {}
    for iri, values in sorted(said.items()):
        frame = _frame(iri, values, where.get(iri, ()), excluded.get(iri, ()), members, knowledge)
        other = found.setdefault(frame.name, frame)
        if other is not frame:
            names = f"{knowledge.curie(other.iri)} and {knowledge.curie(iri)}"
            raise SamgraphError(
                f'two frames are called "{frame.name}": {names}', hint="rename one of them"
            )
    return tuple(found[name] for name in sorted(found))


def _declares_own(knowledge: Knowledge) -> bool:
    """Tell whether a collection declares a frame itself; a scan, as its plans have thousands."""
    pattern = (None, ox.NamedNode(RDF + "type"), ox.NamedNode(sg("Frame")))
    found = knowledge.store.quads_for_pattern(*pattern, knowledge.graph("structure"))
    return any(str(quad.subject)[1:].startswith(knowledge.namespace) for quad in found)


def _frame(
    iri: str,
    values: Mapping[str, list[object]],
    where: tuple[Place, ...],
    excluded: tuple[Exclusion, ...],
    members: _Members,
    knowledge: Knowledge,
) -> Frame:
    name = iri.removeprefix(knowledge.namespace).removeprefix("frame-")

    def several(term: str) -> list[str]:
        return sorted(str(getattr(value, "value", value)) for value in values.get(sg(term), ()))

    def one(term: str) -> str:
        some = several(term)
        if len(some) != 1:
            raise SamgraphError(
                f"the frame has {len(some)} values for sg:{term}",
                where=f"frame {name}",
                hint="give it exactly one in plan.ttl",
            )
        return some[0]

    def axis(term: str) -> tuple[str, ...]:
        some = several(term)
        if not some:
            raise SamgraphError(
                f"the frame has 0 values for sg:{term}",
                where=f"frame {name}",
                hint="name a class or a collection in plan.ttl, or several",
            )
        return tuple(dict.fromkeys(thing for whole in some for thing in members.of(whole)))

    path = one("path")
    try:
        _refuse_undeclared(knowledge, read_path(path, knowledge.prefixes))
    except SamgraphError as error:
        raise SamgraphError(error.message, where=f"frame {name}", hint=error.hint) from error
    scope = one("scope").removeprefix(sg(""))
    expects = frozenset(value.removeprefix(sg("")) for value in several("expects"))
    labels = {
        getattr(label, "language", "") or "": str(getattr(label, "value", label))
        for label in values.get(f"{SKOS}prefLabel", ())
    }
    return Frame(
        iri,
        name,
        labels,
        path,
        scope,
        expects or frozenset({"everyCell" if scope != "silent" else "everyRow"}),
        axis("rows"),
        axis("columns"),
        where,
        excluded,
        (tuple(several("rows")), tuple(several("columns"))),
    )


def _refuse_undeclared(knowledge: Knowledge, path: Path) -> None:
    """Refuse a path over a property of ours that the ontology does not declare.

    Raises:
        SamgraphError: with the nearest name; such a path would never match, and say so of nothing.

    """
    ontology = knowledge.graph("ontology")
    if next(iter(knowledge.store.quads_for_pattern(None, None, None, ontology)), None) is None:
        return  # Nobody can tell without the ontology at hand.
    for iri in sorted(predicates(path) or ()):
        node = ox.NamedNode(iri)
        quads = knowledge.store.quads_for_pattern(node, None, None, ontology)
        if iri.startswith(SG) and next(iter(quads), None) is None:
            every = knowledge.store.quads_for_pattern(None, None, None, ontology)
            names = {
                knowledge.curie(quad.subject.value)
                for quad in every
                if isinstance(quad.subject, ox.NamedNode)
            }
            raise SamgraphError(
                f'"{knowledge.curie(iri)}" in its path is no property of the ontology',
                hint=near_match(knowledge.curie(iri), names) or "the ontology lists them all",
            )


def _exclusions(knowledge: Knowledge) -> dict[str, tuple[Exclusion, ...]]:
    """Return what each frame excludes, by its IRI."""
    query = """
        SELECT ?frame ?exclusion ?kind ?row ?column {
          ?frame sg:excludes ?exclusion . ?exclusion sg:gapKind ?kind
          OPTIONAL { ?exclusion sg:row ?row } OPTIONAL { ?exclusion sg:column ?column }
        }"""
    found: dict[str, set[Exclusion]] = {}
    texts: dict[str, list[tuple[str, str]]] = {}
    for thing, text in knowledge.select(
        "SELECT ?thing ?text { ?frame sg:excludes ?thing . ?thing dcterms:description ?text }"
    ):
        texts.setdefault(thing.value, []).append((text.language or "", text.value))
    said = [tuple(solution) for solution in knowledge.select(query)]
    where = places(knowledge, [one[1].value for one in said]) if said else {}
    for frame, exclusion, kind, row, column in said:
        reason = kind.value.removeprefix(sg(""))
        if reason in _REASONS:
            about = Exclusion(
                row.value if row else "",
                column.value if column else "",
                reason,
                where.get(exclusion.value, ()),
                tuple(sorted(texts.get(exclusion.value, ()))),
            )
            found.setdefault(frame.value, set()).add(about)
    return {frame: tuple(sorted(some)) for frame, some in found.items()}


class _Members:
    """What a frame's axis holds: the members of a class or of a collection, in reading order."""

    def __init__(self, knowledge: Knowledge) -> None:
        query = """
            SELECT DISTINCT ?whole ?thing {
              { SELECT DISTINCT ?whole { ?frame sg:rows|sg:columns ?whole } }
              { ?thing a ?whole } UNION { ?whole skos:member ?thing }
            }"""
        order = ReadingOrder(knowledge)
        found: dict[str, set[str]] = {}
        for whole, thing in knowledge.select(query):
            found.setdefault(whole.value, set()).add(thing.value)
        self._found = {whole: tuple(sorted(some, key=order.key)) for whole, some in found.items()}

    def of(self, whole: str) -> tuple[str, ...]:
        """Return the members by code, else in the order of the source, then by label."""
        return self._found.get(whole, ())


def find_frame(knowledge: Knowledge, name: str) -> Frame:
    """Return the frame that commands call `name`.

    Raises:
        SamgraphError: the plan declares no such frame; the nearest names are given.

    """
    every = {frame.name: frame for frame in frames(knowledge)}
    return every[known_frame(name, every)]
