"""Frameworks outside any plan, such as the UN's goals, that come with samgraph for every plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from samgraph.errors import Fault, SamgraphError, near_match
from samgraph.resources import framework_folders
from samgraph.terms import PREFIXES, RDF, sg
from samgraph.turtle import Document

_TYPE = ox.NamedNode(RDF + "type")
_FRAMEWORK = ox.NamedNode(sg("Framework"))
_USES = ox.NamedNode(sg("usesFramework"))


@cache
def packaged_frameworks() -> Mapping[str, Path]:
    """Return the folder of each packaged framework, by the framework's IRI, in order of name.

    Raises:
        SamgraphError: a framework's Turtle cannot be read.

    """
    found: dict[str, Path] = {}
    for folder in framework_folders():
        file = folder / "framework.ttl"
        try:
            triples = [quad.triple for quad in ox.parse(file.read_bytes(), ox.RdfFormat.TURTLE)]
        except (OSError, SyntaxError) as error:
            where = f"frameworks/{folder.name}/{file.name}"
            raise SamgraphError("a framework cannot be read", where=where) from error
        for triple in triples:
            if triple.predicate == _TYPE and triple.object == _FRAMEWORK:
                found[str(getattr(triple.subject, "value", ""))] = folder
    return found


def used_frameworks(
    documents: Iterable[Document], namespace: str, faults: list[Fault]
) -> tuple[Path, ...]:
    """Return the folders of the packaged frameworks that a plan's documents name.

    One that the documents describe themselves, or that has an IRI in the plan's own `namespace`,
    needs no folder; any other that nobody packaged is a fault.
    """
    documents = list(documents)
    known = packaged_frameworks()
    described = {
        triple.subject
        for document in documents
        for triple in document.triples
        if triple.predicate == _TYPE and triple.object == _FRAMEWORK
    }
    folders: set[Path] = set()
    for document in documents:
        for triple in document.triples:
            if triple.predicate != _USES or not isinstance(triple.object, ox.NamedNode):
                continue
            iri = triple.object.value
            if iri in known:
                folders.add(known[iri])
            elif triple.object not in described and not (namespace and iri.startswith(namespace)):
                packaged = ", ".join(f"<{one}>" for one in known)
                hint = near_match(f"<{iri}>", [f"<{one}>" for one in known], 0.8)
                message = f"no framework <{iri}> comes with samgraph"
                faults.append(
                    Fault(document.where(triple), message, hint or f"those that do are {packaged}")
                )
    return tuple(sorted(folders))


def namespaces(documents: Iterable[Document]) -> tuple[str, ...]:
    """Return the namespaces of the targets of frameworks, from the documents that describe them."""
    return tuple(
        sorted(
            {
                space
                for document in documents
                for prefix, space in document.prefixes.items()
                if prefix not in PREFIXES
            }
        )
    )
