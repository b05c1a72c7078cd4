"""A comparison as RDF, in the terms of the ontology."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from samgraph.comparison.changes import Change
from samgraph.comparison.comparing import Comparison
from samgraph.comparison.parts import Teller
from samgraph.report.composing import data_version
from samgraph.terms import DCTERMS, PREFIXES, RDF, sg

FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
"""RDF formats by suffix."""
_LENGTH: Final = 16
_TYPE: Final = ox.NamedNode(RDF + "type")
_PARTS: Final = tuple(ox.NamedNode(RDF + name) for name in ("subject", "predicate", "object"))


def comparison_triples(comparison: Comparison) -> tuple[ox.Triple, ...]:
    """Return a comparison as statements: sorted, and the same for the same two plans.

    The comparison and its changes are named in the namespace of the second plan, by what they hold.
    """
    versions = [data_version(one) for one in (comparison.before, comparison.after)]
    space = _space(comparison, versions)
    tellers = {lang: Teller(comparison, lang) for lang in ("nl", "en")}
    found: list[ox.Triple] = []

    def add(
        subject: ox.NamedNode, name: str | ox.NamedNode, value: ox.NamedNode | ox.Literal
    ) -> None:
        predicate = name if isinstance(name, ox.NamedNode) else ox.NamedNode(name)
        found.append(ox.Triple(subject, predicate, value))

    whole = ox.NamedNode(space)
    add(whole, _TYPE, ox.NamedNode(sg("Comparison")))
    add(whole, sg("before"), comparison.before.plan)
    add(whole, sg("after"), comparison.after.plan)
    add(whole, sg("valueBefore"), ox.Literal(versions[0]))
    add(whole, sg("valueAfter"), ox.Literal(versions[1]))
    for lang, teller in tellers.items():
        kind = "versions" if comparison.versions else "plans"
        before, after = teller.plans()
        text = teller.words[kind].format(before=f"“{before}”", after=f"“{after}”")
        add(whole, DCTERMS + "description", ox.Literal(text, language=lang))
    for change in comparison.changes:
        node = ox.NamedNode(f"{space}/{_digest(*_key(change))}")
        add(whole, DCTERMS + "hasPart", node)
        add(node, _TYPE, ox.NamedNode(sg("Change")))
        for name, value in _said(change):
            add(node, name, value)
    return tuple(sorted(found, key=str))


def _space(comparison: Comparison, versions: list[str]) -> str:
    """Return the IRI of a comparison of two versions of the data."""
    return f"{comparison.after.namespace}comparison/{_digest(*versions)}"


def _said(change: Change) -> Iterator[tuple[str | ox.NamedNode, ox.NamedNode | ox.Literal]]:
    yield sg("changeKind"), ox.NamedNode(sg(change.kind))
    for name, iri in (("before", change.before), ("after", change.after)):
        if iri:
            yield sg(name), ox.NamedNode(iri)
    if change.property:
        yield sg("changedProperty"), ox.NamedNode(change.property)
    if change.how:
        yield sg("matchKind"), ox.NamedNode(sg(change.how))
    for name, values in (("valueBefore", change.value_before), ("valueAfter", change.value_after)):
        for value in values:
            yield sg(name), value
    for part, iri in zip(_PARTS, change.link or (), strict=False):
        yield part, ox.NamedNode(iri)


def _key(change: Change) -> list[str]:
    values = [str(one) for some in (change.value_before, change.value_after) for one in (*some, "")]
    return [
        change.kind, change.before, change.after, change.property, *(change.link or ()), *values
    ]  # fmt: skip


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_LENGTH]


def serialise_comparison(comparison: Comparison, form: ox.RdfFormat) -> bytes:
    """Return a comparison in an RDF format, statements in order."""
    versions = [data_version(one) for one in (comparison.before, comparison.after)]
    prefixes = {
        **PREFIXES,
        **comparison.before.prefixes,
        **comparison.after.prefixes,
        "change": f"{_space(comparison, versions)}/",
    }
    # Two plans may give the same prefix to different namespaces; the second plan's then counts.
    triples = comparison_triples(comparison)
    return ox.serialize(triples, format=form, prefixes=prefixes) or b""
