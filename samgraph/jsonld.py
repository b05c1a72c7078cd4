"""JSON-LD that a person can read: short names, a context, one node for each thing.

The context is made of what is there: a property that has only IRIs takes them as plain text, one
that has only texts with a language takes them by language, one that has only values of a datatype
takes them as they are. Everything else is written out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from samgraph.terms import RDF, XSD, compact

_TYPE: Final = RDF + "type"
_STRING: Final = XSD + "string"
_Object: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_About: TypeAlias = dict[str, dict[str, list[_Object]]]


def json_ld(quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> bytes:
    """Return quads as compact JSON-LD with a context; the order of the quads is kept.

    Raises:
        ValueError: a quoted triple stands among them, for which JSON-LD has no words.

    """
    graphs: dict[str, _About] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for quad in quads:
        if isinstance(quad.subject, ox.Triple) or isinstance(quad.object, ox.Triple):
            raise ValueError("JSON-LD has no quoted triples")
        name = "" if isinstance(quad.graph_name, ox.DefaultGraph) else _id(quad.graph_name)
        graphs[name][_id(quad.subject)][quad.predicate.value].append(quad.object)
    # JSON-LD takes a short name apart only where its namespace ends like one.
    known = {prefix: space for prefix, space in sorted(prefixes.items())
             if prefix and space.endswith(tuple(":/?#[]@"))}  # fmt: skip
    forms = _forms(graphs.values())
    writer = _Writer(known, forms)
    context: dict[str, Any] = {**known, **writer.context()}
    content: list[Any] = []
    for name, about in graphs.items():
        nodes = [writer.node(subject, said) for subject, said in about.items()]
        content += [{"@id": writer.iri(name), "@graph": nodes}] if name else nodes
    document = {"@context": context, "@graph": content}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _id(node: object) -> str:
    iri = getattr(node, "value", "")
    return f"_:{iri}" if isinstance(node, ox.BlankNode) else str(iri)


def _forms(graphs: Iterable[_About]) -> dict[str, str]:
    """Return how the values of each property are written: as `@id`, `@language` or a datatype."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for about in graphs:
        for said in about.values():
            for predicate, values in said.items():
                kinds[predicate].update(map(_kind, values))
    return {
        predicate: next(iter(found)) if len(found) == 1 else ""
        for predicate, found in kinds.items()
    }


def _kind(value: _Object) -> str:
    if not isinstance(value, ox.Literal):
        return "@id"
    return "@language" if value.language else value.datatype.value


class _Writer:
    """Writes names, values and nodes by one context."""

    def __init__(self, prefixes: Mapping[str, str], forms: Mapping[str, str]) -> None:
        self._prefixes = dict(prefixes)
        self._forms = forms

    def context(self) -> dict[str, Any]:
        """Return what the context says of each property."""
        found: dict[str, Any] = {}
        for predicate, form in sorted(self._forms.items()):
            if predicate == _TYPE or form in ("", _STRING):
                continue
            name = self._name(predicate)
            if name == predicate:
                continue
            if form == "@language":
                found[name] = {"@id": predicate, "@container": "@language"}
            else:
                type_ = form if form == "@id" else self._name(form)
                found[name] = {"@id": predicate, "@type": type_}
        return found

    def iri(self, iri: str) -> str:
        """Return an IRI as a node's id has it: short where that can be read back."""
        return iri if iri.startswith("_:") else self._name(iri)

    def _name(self, iri: str) -> str:
        short = compact(iri, self._prefixes)
        # What follows a colon with two slashes is read as an address, not as a short name.
        return iri if short.partition(":")[2].startswith("//") else short

    def node(self, subject: str, said: Mapping[str, list[_Object]]) -> dict[str, Any]:
        """Return a thing with everything that is said of it, by property."""
        node: dict[str, Any] = {"@id": self.iri(subject)}
        types = [one for one in said.get(_TYPE, ()) if not isinstance(one, ox.Literal)]
        if types:
            node["@type"] = _one([self.iri(_id(one)) for one in types])
        for predicate in sorted(said, key=self._name):
            if predicate != _TYPE:
                name = self._name(predicate)
                # Without a short name a property has no entry in the context.
                form = self._forms[predicate] if name != predicate else ""
                node[name] = self._values(said[predicate], form)
        return node

    def _values(self, values: list[_Object], form: str) -> object:
        if form == "@language":
            by_language: dict[str, list[str]] = defaultdict(list)
            for value in values:
                if isinstance(value, ox.Literal) and value.language:
                    by_language[value.language].append(value.value)
            return {language: _one(texts) for language, texts in sorted(by_language.items())}
        return _one([self._value(value, form) for value in values])

    def _value(self, value: _Object, form: str) -> object:
        if not isinstance(value, ox.Literal):
            iri = self.iri(_id(value))
            return iri if form == "@id" else {"@id": iri}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        if datatype in (_STRING, form):
            return value.value
        return {"@value": value.value, "@type": self._name(datatype)}


def _one(values: list[Any]) -> object:
    """Return a single value by itself, several as a list."""
    return values[0] if len(values) == 1 else values
