"""What a plan links, by kinds of link, and what stands near what: all that a candidate rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from samgraph.framing import frames
from samgraph.knowledge import Knowledge

FEWEST_LINKS = 5
"""A kind with fewer links says too little to learn from, and cannot be held out in five parts."""

STRUCTURE = ("sg:partOf", "sg:inCategory", "skos:broader", "org:unitOf", "org:memberOf")
"""What the plan's own arrangement ties together; neighbours like any other."""

_CURIE = re.compile(r"[A-Za-z][\w.-]*:[\w.-]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of link: a predicate between two classes. Things are numbers into `Links.things`."""

    name: str
    """For example `goal-addresses-theme`."""
    predicate: str
    classes: tuple[str, str]
    """IRIs of the class of subjects and the class of objects, as the ontology declares them."""
    symmetric: bool
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    links: tuple[tuple[int, int], ...]
    """Stated or judged, in order; of a symmetric one the smaller number first."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A kind of link for which no candidates are sought, and why."""

    name: str
    reason: str
    """`few`: fewer than `FEWEST_LINKS` links; `selective`: the plan itself chooses its cells."""
    links: int


@dataclass(frozen=True, slots=True)
class Links:
    """A plan as an undirected graph with its kinds of link."""

    things: tuple[str, ...]
    """IRIs, in order."""
    ties: tuple[tuple[int, int], ...]
    """Pairs of things that something else ties than the links of `kinds`, smaller number first."""
    below: tuple[tuple[int, int], ...]
    """Pairs of a thing and what it is, at any depth, a part or a narrower theme of."""
    kinds: tuple[Kind, ...]
    set_aside: frozenset[Triple]
    """Links that are on record and do not count: suggested already, or contested."""
    passed_over: tuple[PassedOver, ...]
    parts: Mapping[str, Triple]
    """By name, of what kinds are made that are sought or passed over: the IRIs of the class of
    subjects, the predicate and the class of objects."""


def read_links(knowledge: Knowledge) -> Links:
    """Return what a plan links, everything stated and judged counted.

    Raises:
        SamgraphError: a frame of the plan cannot be read.

    """
    asserted, set_aside = _records(knowledge)
    tied = _pairs(knowledge, "SELECT DISTINCT ?a ?b { ?a sg:linkedTo ?b }")
    linked = {thing for pair in tied for thing in pair}
    arranged = _pairs(
        knowledge, f"SELECT ?a ?b {{ VALUES ?p {{ {' '.join(STRUCTURE)} }} ?a ?p ?b }}"
    )
    # The plan itself ties everything to everything and says nothing.
    plan = knowledge.plan.value
    near = {pair for pair in arranged if plan not in pair and not linked.isdisjoint(pair)}
    roles = _Roles(knowledge)
    things = tuple(sorted(linked | {one for pair in near for one in pair} | roles.members()))
    number = {iri: place for place, iri in enumerate(things)}
    below = _closed(knowledge, "sg:partOf") | _closed(knowledge, "skos:broader")
    kinds, passed_over, parts = _kinds(knowledge, asserted, roles, number)
    of_kinds = {
        (things[a], kind.predicate, things[b])
        for kind in kinds
        for link in kind.links
        for a, b in (link, link[::-1])
    }
    on_record = {frozenset((s, o)) for s, _, o in asserted}
    rest = {(s, o) for s, p, o in asserted if (s, p, o) not in of_kinds}
    rest |= {pair for pair in tied if frozenset(pair) not in on_record}
    known = {pair for pair in rest | near if set(pair) <= number.keys() and len(set(pair)) > 1}
    ties = {_ordered(number[a], number[b]) for a, b in known}
    return Links(
        things,
        tuple(sorted(ties)),
        tuple(sorted((number[a], number[b]) for a, b in below if {a, b} <= number.keys())),
        kinds,
        frozenset(set_aside),
        passed_over,
        parts,
    )


def _ordered(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def _pairs(knowledge: Knowledge, query: str) -> set[tuple[str, str]]:
    return {(a.value, b.value) for a, b in knowledge.select(query)}


def _closed(knowledge: Knowledge, name: str) -> set[tuple[str, str]]:
    """Return the pairs that a property ties in one step or several.

    The steps are taken here: Virtuoso follows a path only from an end that it is given.
    """
    nexts: dict[str, set[str]] = {}
    for one, other in _pairs(knowledge, f"SELECT ?a ?b {{ ?a {name} ?b }}"):
        nexts.setdefault(one, set()).add(other)
    found: set[tuple[str, str]] = set()
    for start in nexts:
        ahead = [start]
        while ahead:
            for other in nexts.get(ahead.pop(), ()):
                if (start, other) not in found:
                    found.add((start, other))
                    ahead.append(other)
    return found


def _records(knowledge: Knowledge) -> tuple[set[Triple], set[Triple]]:
    """Return the links on record that count, and those that do not."""
    query = """
        SELECT ?s ?p ?o {
          ?link a sg:Link ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
        }"""
    counted = """
        SELECT ?s ?p ?o {
          ?link a sg:Link ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
            sg:standing ?standing .
          ?s ?p ?o .
          FILTER(?standing != sg:suggested)
        }"""
    every, some = (
        {(s.value, p.value, o.value) for s, p, o in knowledge.select(text)}
        for text in (query, counted)
    )
    return some, every - some


class _Roles:
    """Which classes the ends of each predicate have, and the members of those classes.

    Of a thing in several classes of one end the smallest counts, so that a pair is of one kind.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        query = """
            SELECT DISTINCT ?p ?end ?class {
              VALUES (?says ?end) {
                (rdfs:domain 0) (schema:domainIncludes 0) (rdfs:range 1) (schema:rangeIncludes 1)
              }
              { ?p rdfs:subPropertyOf+ sg:linkedTo ; ?says ?class }
              UNION { ?p rdfs:subPropertyOf+ sg:linkedTo , ?q . ?q ?says ?class }
            }"""
        self.classes: dict[tuple[str, int], set[str]] = {}
        for predicate, end, class_ in knowledge.select(query):
            self.classes.setdefault((predicate.value, int(end.value)), set()).add(class_.value)
        narrower = _closed(knowledge, "rdfs:subClassOf")
        for declared in self.classes.values():
            declared -= {a for a in declared if any((a, b) in narrower for b in declared)}
        wanted = {iri for declared in self.classes.values() for iri in declared}
        values = " ".join(f"<{iri}>" for iri in sorted(wanted))
        self._members: dict[str, set[str]] = {}
        for thing, class_ in knowledge.select(
            f"SELECT ?thing ?class {{ VALUES ?class {{ {values} }} ?thing a ?class }}"
        ):
            self._members.setdefault(class_.value, set()).add(thing.value)

    def members(self) -> set[str]:
        """Return every member of any class."""
        return {thing for some in self._members.values() for thing in some}

    def of(self, predicate: str, end: int) -> dict[str, str]:
        """Return the class of each thing that may stand at an end of a predicate."""
        classes = self.classes.get((predicate, end), set())
        by_size = sorted(classes, key=lambda one: (-len(self._members.get(one, ())), one))
        return {thing: one for one in by_size for thing in self._members.get(one, ())}


def _kinds(
    knowledge: Knowledge, asserted: Set[Triple], roles: _Roles, number: Mapping[str, int]
) -> tuple[tuple[Kind, ...], tuple[PassedOver, ...], dict[str, Triple]]:
    query = "SELECT ?p { ?p a owl:SymmetricProperty }"
    symmetric = {row[0].value for row in knowledge.select(query)}
    chosen = _chosen(knowledge)
    kinds: list[Kind] = []
    passed_over: list[PassedOver] = []
    parts: dict[str, Triple] = {}
    for predicate in sorted({p for _, p, _ in asserted}):
        ends = roles.of(predicate, 0), roles.of(predicate, 1)
        grouped: dict[tuple[str, str], set[tuple[int, int]]] = {}
        for s, p, o in asserted:
            if p == predicate and s in ends[0] and o in ends[1] and s != o:
                pair = (number[s], number[o])
                classes = (ends[0][s], ends[1][o])
                both = predicate in symmetric and classes[0] == classes[1]
                grouped.setdefault(classes, set()).add(_ordered(*pair) if both else pair)
        for classes, links in sorted(grouped.items()):
            made_of = (classes[0], predicate, classes[1])
            name = "-".join(map(_kebab, made_of))
            parts[name] = made_of
            subjects, objects = (
                tuple(sorted(number[thing] for thing, one in ends[end].items() if one == class_))
                for end, class_ in enumerate(classes)
            )
            picked = any(
                path == predicate and cells & ({*subjects} | {*objects})
                for path, cells in ((p, {number.get(c) for c in some}) for p, some in chosen)
            )
            if len(links) < FEWEST_LINKS or picked:
                reason = "selective" if picked else "few"
                passed_over.append(PassedOver(name, reason, len(links)))
                continue
            both = predicate in symmetric and classes[0] == classes[1]
            kinds.append(
                Kind(name, predicate, classes, both, subjects, objects, tuple(sorted(links)))
            )
    by_name = sorted(kinds, key=lambda one: one.name)
    return tuple(by_name), tuple(sorted(passed_over, key=lambda one: one.name)), parts


def _chosen(knowledge: Knowledge) -> list[tuple[str, frozenset[str]]]:
    """Return the predicates on the path of a frame in which the plan says that it chooses.

    With each come the things on the frame's axes. What such a frame leaves empty is left out on
    purpose, and no candidate.
    """
    return [
        (iri, frozenset((*frame.rows, *frame.columns)))
        for frame in frames(knowledge)
        if frame.scope == "selective"
        for iri in _named(frame.path, knowledge.prefixes)
    ]


def _named(path: str, prefixes: Mapping[str, str]) -> Iterable[str]:
    for curie in sorted(set(_CURIE.findall(path))):
        prefix, _, local = curie.partition(":")
        if prefix in prefixes:
            yield prefixes[prefix] + local


def _kebab(iri: str) -> str:
    local = re.split(r"[/#]", iri)[-1]
    return _HUMP.sub("-", local).lower()
