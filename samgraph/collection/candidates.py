"""Things of different plans that look the same: for a person to accept or reject.

Partners, organisations and themes are candidates where their names are the same but for case,
accents and punctuation, or their codes are. Nothing here counts before somebody accepts it.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from samgraph.collection.identity import classes_of, read_declared
from samgraph.collection.members import is_collection, read_collection
from samgraph.collection.opening import Built
from samgraph.collection.volumes import Volume
from samgraph.outputs import whole_file
from samgraph.rows import Rows, Tabular
from samgraph.schema import read_schema
from samgraph.terms import OWL, SKOS

GROUNDS = ("code", "name")
"""Why two things may be the same, the stronger first."""
_CONCEPTS = "Theme"
_HEADER = (
    *("rdf:subject", "rdf:predicate", "rdf:object", "sg:standing"),
    *("sg:rationale@en", "sg:rationale@nl"),
)
_REASONS = {
    "code": {"en": "both have the code {what}", "nl": "beide hebben de code {what}"},
    "name": {"en": "both are called “{what}”", "nl": "beide heten “{what}”"},
}


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two things of different plans that may be the same."""

    iri: str
    """Of the one that others are likened to: the first in order."""
    other: str
    kind: str
    """Local name of their class."""
    grounds: tuple[str, ...]
    """Of `GROUNDS`, those that hold."""
    what: tuple[Mapping[str, str], ...]
    """The code or the name that they share, for each ground, by language."""
    labels: tuple[Mapping[str, str], Mapping[str, str]]
    plans: tuple[str, str]
    """Names of the first plans that have them."""

    @property
    def predicate(self) -> str:
        """What accepting it would say: the same concept, or the very same thing."""
        return SKOS + "exactMatch" if self.kind == _CONCEPTS else OWL + "sameAs"

    def reason(self, lang: str) -> str:
        """Return why they may be the same."""
        said = zip(self.grounds, self.what, strict=True)
        return "; ".join(_REASONS[ground][lang].format(what=what[lang]) for ground, what in said)


class Likenesses(tuple[Likeness, ...], Tabular):
    """What may be the same, ordered by IRIs."""

    __slots__ = ()

    def to_rows(self) -> Rows:
        """Return one row a candidate."""
        return Rows(
            ("kind", "thing", "plan", "other", "other_plan", "grounds", "reason"),
            tuple(
                (
                    *(one.kind, one.iri, one.plans[0], one.other, one.plans[1]),
                    *(" ".join(one.grounds), one.reason("en")),
                )
                for one in self
            ),
        )


@dataclass(slots=True)
class _Thing:
    kind: str
    plan: str
    labels: dict[str, str]
    code: str


def find_likenesses(built: Built, known: Iterable[tuple[str, str]] = ()) -> Likenesses:
    """Return what may be the same in a collection.

    Of several that are alike each is likened to the first. What is given as the same already, and
    the pairs that are `known` (candidates in a table), is left out.
    """
    things = _things(built.volumes())
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for iri, thing in sorted(things.items()):
        for ground, what in sorted(_traits(thing)):
            grouped.setdefault((thing.kind, ground, what), []).append(iri)
    pairs: dict[tuple[str, str], dict[str, str]] = {}
    same = built.same
    for (_, ground, what), some in grouped.items():
        first = some[0]
        for other in some[1:]:
            if things[first].plan != things[other].plan:
                pairs.setdefault((first, other), {}).setdefault(ground, what)
    given = {iri: some for some in classes_of(same.items()) for iri in some}
    left = {tuple(sorted(pair)) for pair in known}
    found = []
    for (one, other), why in sorted(pairs.items()):
        if other in given.get(one, ()) or (one, other) in left:
            continue
        grounds = tuple(ground for ground in GROUNDS if ground in why)
        here, there = things[one], things[other]
        shared = tuple(
            dict.fromkeys(("nl", "en"), here.code)
            if ground == "code"
            else _shared_names(here.labels, there.labels)
            for ground in grounds
        )
        labels, plans = (here.labels, there.labels), (here.plan, there.plan)
        found.append(Likeness(one, other, here.kind, grounds, shared, labels, plans))
    return Likenesses(found)


def known_pairs(place: str | Path) -> frozenset[tuple[str, str]]:
    """Return the candidates that a collection's own table holds already, accepted or not.

    Raises:
        SamgraphError: what the collection says of itself cannot be read.

    """
    if not is_collection(place):
        return frozenset()
    return read_declared(read_collection(place).base, read_schema()).suggested


def _things(volumes: Iterable[Volume]) -> dict[str, _Thing]:
    found: dict[str, _Thing] = {}
    for volume in volumes:
        for iri, kind, dutch, english, code in volume.things:
            labels = {lang: text for lang, text in (("nl", dutch), ("en", english)) if text}
            found.setdefault(iri, _Thing(kind, volume.name, labels, code))
    return found


def _shared_names(here: Mapping[str, str], there: Mapping[str, str]) -> dict[str, str]:
    """Return by language a name that both have, in that language where they have one in it."""
    both = {plain(text) for text in there.values()}
    common = {lang: text for lang, text in here.items() if plain(text) in both}
    return {lang: common.get(lang) or next(iter(common.values())) for lang in ("nl", "en")}


def _traits(thing: _Thing) -> set[tuple[str, str]]:
    """Return what a thing would have in common with itself in another plan."""
    found = {("name", plain(text)) for text in thing.labels.values()}
    if thing.code:
        found.add(("code", plain(thing.code).replace(" ", "")))
    return {(ground, what) for ground, what in found if what}


def plain(name: str) -> str:
    """Return a name without case, accents, punctuation and double spaces."""
    bare = "".join(
        character
        for character in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(character)
    )
    words = "".join(character if character.isalnum() else " " for character in bare).split()
    return " ".join(words)


def likeness_rows(built: Built, found: Iterable[Likeness], lang: str) -> Rows:
    """Return candidates as rows for people and programs, with CURIEs and labels."""
    curie = built.knowledge.curie

    def label(labels: Mapping[str, str]) -> str:
        return labels.get(lang) or next(iter(labels.values()), "")

    header = ("kind", "thing", "thing_label", "plan", "other", "other_label", "other_plan")
    return Rows(
        (*header, "reason"),
        tuple(
            (
                *(one.kind, curie(one.iri), label(one.labels[0]), one.plans[0]),
                *(curie(one.other), label(one.labels[1]), one.plans[1], one.reason(lang)),
            )
            for one in found
        ),
    )


def write_likenesses(found: Iterable[Likeness], file: Path) -> None:
    """Write candidates as a table that a collection takes in as `identities.csv`.

    Every one is suggested; whoever writes `sg:judged` for `sg:suggested` accepts it.

    Raises:
        SamgraphError: the file cannot be written.

    """
    with whole_file(file) as beside, beside.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_HEADER)
        for one in found:
            name = "owl:sameAs" if one.predicate.startswith(OWL) else "skos:exactMatch"
            reasons = [one.reason(lang) for lang in ("en", "nl")]
            writer.writerow([f"<{one.iri}>", name, f"<{one.other}>", "sg:suggested", *reasons])
