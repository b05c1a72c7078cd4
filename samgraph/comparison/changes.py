"""What is different in the things and the links of two versions of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from samgraph.comparison.matching import Match, Matching
from samgraph.comparison.things import Thing
from samgraph.records import Asserted, Record
from samgraph.terms import DCTERMS, RDF, SKOS, sg

KINDS: Final = (
    *("added", "removed", "renamed", "moved", "recoded", "retyped", "revised", "shared"),
    *("linkAdded", "linkRemoved", "standingChanged", "reviewChanged"),
    *("gapOpened", "gapClosed", "gapChanged"),
    *("cellCoverageChanged", "rowCoverageChanged", "columnCoverageChanged"),
)
"""Local names of the kinds of change, in the order in which they are told."""

_ORG: Final = "http://www.w3.org/ns/org#"
_KIND_OF: Final[Mapping[str, str]] = {
    SKOS + "prefLabel": "renamed",
    RDF + "type": "retyped",
    **dict.fromkeys((SKOS + "notation", sg("codeInGrid"), sg("codeInText")), "recoded"),
    **dict.fromkeys(
        (sg("partOf"), sg("inCategory"), SKOS + "broader", _ORG + "unitOf", _ORG + "memberOf"),
        "moved",
    ),
}
"""Properties by what a change of their value means; of any other it is `revised`."""
_PASSED_OVER: Final = frozenset(
    {sg("statedIn"), sg("position"), DCTERMS + "modified", DCTERMS + "created"}
)
"""Where a thing stands in the document, and when it was written, is not what it is."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two plans."""

    kind: str
    """One of `KINDS`."""
    before: str = ""
    """IRI of the thing, or of the link's record, in the first plan; empty if it is not there."""
    after: str = ""
    """The same in the second plan."""
    property: str = ""
    """IRI of the property whose value is different."""
    value_before: tuple[ox.NamedNode | ox.Literal, ...] = ()
    value_after: tuple[ox.NamedNode | ox.Literal, ...] = ()
    how: str = ""
    """Of two things, what shows that they are the same, as in `Match`."""
    link: Asserted | None = None
    """Of a change of a link: what it ties, in the second plan if it is there."""
    reason: str = ""
    """Of a gap, why it is there or gone: `new`, `emptied`, `thinned`, `asked`; `gone`, `filled`,
    `unasked`."""


def thing_changes(
    before: Mapping[str, Thing], after: Mapping[str, Thing], matching: Matching
) -> tuple[Change, ...]:
    """Return what is added, removed and different in the things of two versions of a plan."""
    found = [Change("added", after=iri) for iri in matching.only_after]
    found += [Change("removed", before=iri) for iri in matching.only_before]
    for match in matching.matches:
        found += _differences(match, before[match.before], after[match.after], matching)
    return tuple(found)


def _differences(match: Match, old: Thing, new: Thing, matching: Matching) -> Iterator[Change]:
    for name in sorted({*old.values, *new.values} - _PASSED_OVER):
        was, now = old.values.get(name, ()), new.values.get(name, ())
        mapped = [
            ox.NamedNode(matching.mapped(one.value)) if isinstance(one, ox.NamedNode) else one
            for one in was
        ]
        kind = _KIND_OF.get(name, "revised")
        gone = tuple(one for one, other in zip(was, mapped, strict=True) if other not in now)
        come = tuple(one for one in now if one not in mapped)
        if not gone and not come:
            continue
        langs = {
            one.language or "" if isinstance(one, ox.Literal) else "" for one in (*gone, *come)
        }
        for lang in sorted(langs):
            yield Change(
                kind, match.before, match.after, name, _in(gone, lang), _in(come, lang), match.how
            )


def _in(
    values: tuple[ox.NamedNode | ox.Literal, ...], lang: str
) -> tuple[ox.NamedNode | ox.Literal, ...]:
    """Return the values in one language; IRIs and what has none are in the empty one."""
    return tuple(
        one for one in values if (one.language or "" if isinstance(one, ox.Literal) else "") == lang
    )


def link_changes(
    before: Mapping[Asserted, Record], after: Mapping[Asserted, Record], matching: Matching
) -> tuple[Change, ...]:
    """Return the links that are added, removed, or known in another way in the second version."""
    old: dict[Asserted, Record] = {}
    for (subject, predicate, value), record in before.items():
        old[matching.mapped(subject), predicate, matching.mapped(value)] = record
    found = []
    for link, now in after.items():
        was = old.get(link)
        if was is None:
            new = _literal(now.standing)
            found.append(Change("linkAdded", after=now.iri, value_after=new, link=link))
            continue
        for kind, name in (("standingChanged", "standing"), ("reviewChanged", "review")):
            values = [_literal(getattr(one, name)) for one in (was, now)]
            if values[0] != values[1]:
                found.append(
                    Change(kind, was.iri, now.iri, sg(name), values[0], values[1], link=link)
                )
    for link, was in old.items():
        if link not in after:
            standing = _literal(was.standing)
            found.append(
                Change("linkRemoved", before=was.iri, value_before=standing, link=was.link)
            )
    return tuple(found)


def _literal(name: str) -> tuple[ox.NamedNode | ox.Literal, ...]:
    """Return a standing or a state of review as a term, none where nobody said."""
    return (ox.NamedNode(sg(name)),) if name else ()
