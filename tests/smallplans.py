"""Plans of nothing but links, small enough to work out by hand what stands near what."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox
from tinyplan import NS

from samgraph.building import infer
from samgraph.knowledge import Knowledge
from samgraph.rules import compile_rules
from samgraph.schema import read_schema
from samgraph.terms import PREFIXES, RDF, SKOS, sg

SCHEMA = read_schema()
RULES = compile_rules(SCHEMA.triples)
CLASSES = {"p": "PartnerOrganisation", "t": "Theme", "g": "StrategicGoal", "k": "PartnerGroup"}


def iri(name: str) -> ox.NamedNode:
    return ox.NamedNode(NS + name)


def plan(
    links: str, *, more: str = "", texts: Mapping[str, str] | None = None, standing: str = "judged"
) -> Knowledge:
    """Return a plan of links "p1 worksOn ta": the first letter of a name tells its class.

    `more` holds triples of the structure, and records "p1 worksOn ta suggested".
    """
    store = ox.Store()
    graph = {
        name: iri(f"graph/{name}")
        for name in ("structure", "judged", "links", "ontology", "stated")
    }
    type_, label = ox.NamedNode(RDF + "type"), ox.NamedNode(SKOS + "prefLabel")
    rows = [row.split() for row in (*links.split(";"), *more.split(";")) if row.strip()]
    names = {name for row in rows for name in (row[0], row[2])} | set(texts or {})
    for name in sorted(names):
        class_ = ox.NamedNode(sg(CLASSES[name[0]]))
        store.add(ox.Quad(iri(name), type_, class_, graph["structure"]))
        for lang in ("nl", "en"):
            text = ox.Literal((texts or {}).get(name, name), language=lang)
            store.add(ox.Quad(iri(name), label, text, graph["structure"]))
    for number, (s, p, o, *rest) in enumerate(rows):
        predicate = ox.NamedNode(sg(p) if p != "broader" else SKOS + p)
        if p in ("partOf", "broader"):
            store.add(ox.Quad(iri(s), predicate, iri(o), graph["structure"]))
            continue
        known = rest[0] if rest else standing
        if known != "suggested":
            store.add(ox.Quad(iri(s), predicate, iri(o), graph[known]))
        for name, value in (
            (RDF + "type", ox.NamedNode(sg("Link"))),
            (RDF + "subject", iri(s)),
            (RDF + "predicate", predicate),
            (RDF + "object", iri(o)),
            (sg("standing"), ox.NamedNode(sg(known))),
        ):
            store.add(ox.Quad(iri(f"link{number}"), ox.NamedNode(name), value, graph["links"]))
    store.extend(
        ox.Quad(one.subject, one.predicate, one.object, graph["ontology"]) for one in SCHEMA.triples
    )
    infer(store, NS, RULES)
    return Knowledge("small", iri("plan"), NS, {**PREFIXES, "": NS}, store)


WORK = (
    "p1 worksOn ta; p1 worksOn tb; p2 worksOn ta; p2 worksOn tb; p2 worksOn tc; p3 worksOn tb;"
    "p4 worksOn td"
)
"""p1 shares ta and tb with p2, which works on tc too; p4 and td stand apart."""
