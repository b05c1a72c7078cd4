"""What a plan says, taken piece by piece by an export, and what is left when it is done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from samgraph.knowledge import Knowledge
from samgraph.rows import Rows
from samgraph.terms import RDF

_TYPE = ox.NamedNode(RDF + "type")
_Node = ox.NamedNode | ox.BlankNode


class Asserted:
    """What a plan asserts in one reading, each statement marked once an export has said it.

    `stated` holds what the plan says, `judged` also what is judged of it. What follows is not
    there: whoever reads the export can infer it again.
    """

    def __init__(self, knowledge: Knowledge, standing: str = "stated") -> None:
        self._curie = knowledge.curie
        self._about: dict[_Node, dict[str, list[ox.Triple]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._into: dict[str, dict[_Node, list[ox.Triple]]] = defaultdict(lambda: defaultdict(list))
        self._said: set[ox.Triple] = set()
        self._all: list[ox.Triple] = []
        self._unread: Counter[str] = Counter()
        recorded = _recorded(knowledge)
        names = ["structure", "stated", *(["judged"] if standing == "judged" else [])]
        for name in names:
            graph = knowledge.graph(name)
            found = {
                quad.triple for quad in knowledge.store.quads_for_pattern(None, None, None, graph)
            }
            for one in sorted(found, key=str):
                if name == "judged" and _key(one) not in recorded["judged"]:
                    continue
                self._add(one)
        for standing_, keys in recorded.items():
            if standing_ not in names:
                self._unread[standing_] += len(keys)
        self._records = sum(len(keys) for name, keys in recorded.items() if name in names)

    def _add(self, one: ox.Triple) -> None:
        subject, value = one.subject, one.object
        if isinstance(subject, ox.Triple):
            return
        predicate = self._curie(one.predicate.value)
        self._all.append(one)
        self._about[subject][predicate].append(one)
        if isinstance(value, ox.NamedNode | ox.BlankNode):
            self._into[predicate][value].append(one)

    def members(self, *classes: str) -> list[_Node]:
        """Return the things of some classes, by IRI; their class counts as said."""
        found: dict[_Node, None] = {}
        for subject, said in self._about.items():
            for one in said.get("rdf:type", ()):
                if self._curie(getattr(one.object, "value", "")) in classes:
                    self._said.add(one)
                    found[subject] = None
        return sorted(found, key=str)

    def is_a(self, thing: _Node, *classes: str) -> bool:
        """Tell whether a thing is of one of some classes, and count that as said."""
        found = [one for one in self._about.get(thing, {}).get("rdf:type", ())
                 if self._curie(getattr(one.object, "value", "")) in classes]  # fmt: skip
        self._said.update(found)
        return bool(found)

    def nodes(self, thing: _Node, *properties: str) -> list[_Node]:
        """Take the things to which a thing is related."""
        return [one.object for one in self._take(thing, properties)
                if isinstance(one.object, ox.NamedNode | ox.BlankNode)]  # fmt: skip

    def pointing(self, thing: _Node, *properties: str) -> list[_Node]:
        """Take the things that are related to a thing."""
        found = [one for name in properties for one in self._into[name].get(thing, ())]
        self._said.update(found)
        return [one.subject for one in found if not isinstance(one.subject, ox.Triple)]

    def literals(self, thing: _Node, *properties: str) -> list[ox.Literal]:
        """Take the literals that a thing has, with their languages and datatypes."""
        return [one.object for one in self._take(thing, properties)
                if isinstance(one.object, ox.Literal)]  # fmt: skip

    def values(self, thing: _Node, *properties: str) -> list[str]:
        """Take the literals that a thing has, whatever their language."""
        return [literal.value for literal in self.literals(thing, *properties)]

    def value(self, thing: _Node, *properties: str) -> str:
        """Take the first literal of the first property that has one, or an empty string."""
        for name in properties:
            for one in self._about.get(thing, {}).get(name, ()):
                if isinstance(one.object, ox.Literal):
                    self._said.add(one)
                    return one.object.value
        return ""

    def text(self, thing: _Node, name: str, lang: str) -> str:
        """Take one text of a thing: in a language where there is one, else in another."""
        texts = [one for one in self._about.get(thing, {}).get(name, ())
                 if isinstance(one.object, ox.Literal)]  # fmt: skip
        if not texts:
            return ""

        def rank(one: ox.Triple) -> tuple[bool, bool, str]:
            language = getattr(one.object, "language", None) or ""
            return (language.partition("-")[0] != lang, language not in ("en", "nl"), language)

        chosen = min(texts, key=lambda one: (rank(one), str(one.object)))
        self._said.add(chosen)
        return str(getattr(chosen.object, "value", ""))

    def _take(self, thing: _Node, properties: Iterable[str]) -> list[ox.Triple]:
        found = [one for name in properties for one in self._about.get(thing, {}).get(name, ())]
        self._said.update(found)
        return found

    def left(self) -> Rows:
        """Return what no call has taken, counted: whole things, links, statements and texts.

        The columns are `kind`, `term` (a class, a property or a language), `count` and `example`.
        """
        counts: Counter[tuple[str, str]] = Counter()
        examples: dict[tuple[str, str], str] = {}
        touched = {one.subject for one in self._said}

        def count(kind: str, name: str, subject: object) -> None:
            counts[kind, name] += 1
            curie = self._curie(getattr(subject, "value", ""))
            examples.setdefault((kind, name), curie)

        for subject, said in self._about.items():
            types = [
                one for one in said.get("rdf:type", ()) if isinstance(one.object, ox.NamedNode)
            ]
            if subject not in touched and types:
                for one in types[:1]:
                    count("thing", self._curie(getattr(one.object, "value", "")), subject)
                continue
            for name, triples in said.items():
                for one in triples:
                    if one in self._said or name == "rdf:type":
                        continue
                    language = getattr(one.object, "language", None)
                    if language and any(other in self._said for other in triples):
                        count("other language", language, subject)
                    else:
                        count("statement", name, subject)
        if self._records:
            counts["record", "sg:Link"] = self._records
        for standing, number in self._unread.items():
            counts["link", f"sg:{standing}"] = number
        return Rows(
            ("kind", "term", "count", "example"),
            tuple(
                (kind, name, number, examples.get((kind, name), ""))
                for (kind, name), number in sorted(counts.items())
            ),
        )


def _key(one: ox.Triple) -> tuple[str, str, str]:
    return str(one.subject), str(one.predicate), str(one.object)


def _recorded(knowledge: Knowledge) -> dict[str, set[tuple[str, str, str]]]:
    """Return the links that have a record, by standing."""
    query = """
        SELECT ?s ?p ?o ?standing {
          ?link a sg:Link ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
            sg:standing ?standing }"""
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for subject, predicate, value, standing in knowledge.select(query):
        name = standing.value.rpartition("#")[2]
        found[name].add((str(subject), str(predicate), str(value)))
    return found
