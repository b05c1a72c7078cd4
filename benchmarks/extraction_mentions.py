"""How well the reader finds what a text names, against the reviewed tables.

A *mention* is a place where the text names a theme, challenge, priority field or organisation. The
reader looks for the labels of the reviewed tables. A mention is right if the reviewed tables tie
that thing, or a narrower one, to a passage with that line: as the thing's own passage, as evidence
of a link with it, or as the passage of a thing linked with it, stated or judged.

The tables are no full index of names. So precision is measured on the lines that they tie to
anything of that class, where somebody has looked, without a theme's own section and without the
lists of partners. Recall is measured on the pairs of a thing and the passages where it must be
found: each reviewed passage of the thing, and the passages of what has a stated link with it; but
only where their text holds one of its labels letter by letter, whatever the case and the spaces,
which is tested without the reader. "in all passages" leaves that condition out, so that what is
meant without being named counts as missed, and gives precision over all lines of the text, so that
every name that the tables pass over counts as wrong.

"links" are those that the draft suggests for what a goal or an item names: right if the reviewed
tables hold the link, in any standing. Only links between classes that the tables link at all are
judged; goals, for one, they link with no sub-theme. Recall is the share of the stated links of
drafted things that were suggested. Naming is not yet addressing, and much is addressed without
being named in the goal's own words: hence the gap.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extraction_tables import Lines, Row, Score, Tables

from samgraph.extraction.lines import mended
from samgraph.extraction.mentions import Lexicon, names_of
from samgraph.extraction.plantext import PlanText, read_plan
from samgraph.extraction.reader import extract
from samgraph.extraction.vocabularies import Term, read_vocabulary
from samgraph.resources import plan_folder
from samgraph.schema import read_schema
from samgraph.sources import Source

TARGET = 0.9
LONGEST = 40
"""A passage of more lines is about too much to tell what one of its lines is about."""
KINDS = {
    "sg:Theme": "mentions of headed themes",
    "sg:SubTheme": "mentions of sub-themes",
    "sg:Challenge": "mentions of challenges",
    "sg:PriorityField": "mentions of priority fields",
    "sg:Organisation": "mentions of organisations",
    "sg:PartnerOrganisation": "mentions of organisations",
    "sg:PartnerGroup": "mentions of organisations",
}


@dataclass(frozen=True)
class Case:
    """What the mentions are judged by."""

    plan: PlanText
    reviewed: Tables
    labels: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    tied: Mapping[str, set[Lines]]
    """The lines to which the tables tie each thing, or one narrower than it."""
    own: Mapping[str, list[Lines]]
    """The section of a theme, and the entries of a partner, which are not judged."""


def mention_scores(source: Source, reviewed: Tables) -> Iterator[Score]:
    """Yield the scores of what the text names, by class and over all classes."""
    case = _case(read_plan(source), reviewed)
    found = set(_mentioned(case))
    total: list[Score] = []
    for kind in sorted(set(case.kinds.values())):
        things = {thing for thing, other in case.kinds.items() if other == kind}
        looked = _looked(case, things)
        mine = [
            (thing, line)
            for thing, line in found
            if thing in things and not _within(line, case.own[thing])
        ]
        judged = [pair for pair in mine if pair[1] in looked]
        due = list(_due(case, things))
        named = [pair for pair in due if _holds(case, *pair)]
        right, all_right = (
            sum(_within(line, case.tied[thing]) for thing, line in pairs)
            for pairs in (judged, mine)
        )
        met, all_met = (sum(_is_met(pair, found) for pair in pairs) for pairs in (named, due))
        total.append(Score(kind, len(judged), right, len(named), met, TARGET))
        yield total[-1]
        yield Score("  in all passages", len(mine), all_right, len(due), all_met)
    yield Score(
        "all mentions",
        sum(one.drafted for one in total),
        sum(one.right for one in total),
        sum(one.reviewed for one in total),
        sum(one.found for one in total),
        TARGET,
    )


def _terms() -> tuple[Term, ...]:
    return read_vocabulary(plan_folder(), read_schema())


def _case(plan: PlanText, reviewed: Tables) -> Case:
    labels = {
        f"sam:{term.iri.removeprefix(reviewed.namespace)}": term.in_language(plan.language)
        for term in _terms()
    }
    kinds = {
        thing: KINDS[row["a"]]
        for thing, row in reviewed.things.items()
        if row.get("a") in KINDS and thing in labels
    }
    entries = {
        (entry.span.first, entry.span.last) for one in plan.partners for entry in one.entries
    }
    own: dict[str, list[Lines]] = {}
    for thing in kinds:
        places = reviewed.places(reviewed.things[thing])
        own[thing] = [place for place in places if place in entries]
        heading = plan.outline.at(places[0][0])
        if heading and reviewed.things[thing]["a"] == "sg:Theme":
            body = plan.outline.body(heading)
            own[thing] = [(body.first, body.last)]
    return Case(plan, reviewed, labels, kinds, _ties(reviewed), own)


def _ties(reviewed: Tables) -> dict[str, set[Lines]]:
    tied: dict[str, set[Lines]] = defaultdict(set)
    for thing, row in reviewed.things.items():
        tied[thing].update(reviewed.places(row))
    for link in reviewed.links():
        lines = {*reviewed.evidence(link), *_places(reviewed, link["rdf:subject"])}
        tied[link["rdf:subject"]].update(lines)
        tied[link["rdf:object"]].update(lines)
    for thing, row in reviewed.things.items():
        above = row.get("skos:broader", "")
        while above:
            tied[above].update(tied[thing])
            above = reviewed.things[above].get("skos:broader", "")
    return tied


def _places(reviewed: Tables, thing: str) -> list[Lines]:
    row: Row | None = reviewed.things.get(thing)
    return reviewed.places(row) if row else []


def _mentioned(case: Case) -> Iterator[tuple[str, int]]:
    """Yield things and the lines that name them, outside the lists of partners."""
    names = [
        name
        for thing, kind in case.kinds.items()
        for name in names_of(
            thing, case.labels[thing], compounds=kind != "mentions of organisations"
        )
    ]
    texts = [mended(lines) for lines in case.plan.paragraphs]
    lexicon = Lexicon(names, (text for text, _ in texts))
    listed = [entry.span for one in case.plan.partners for entry in one.entries]
    for text, begins in texts:
        for mention in lexicon.mentions_in(text):
            line = max(number for offset, number in begins if offset <= mention.begin)
            if not any(span.first <= line <= span.last for span in listed):
                yield mention.thing, line


def _looked(case: Case, things: set[str]) -> set[int]:
    """Return the lines that the tables tie to any of some things."""
    return {
        number
        for thing in things
        for first, last in case.tied[thing]
        if last - first < LONGEST
        for number in range(first, last + 1)
    }


def _due(case: Case, things: set[str]) -> Iterator[tuple[str, tuple[Lines, ...]]]:
    """Yield things with passages in one of which they must be found."""
    for thing in sorted(things):
        for place in _places(case.reviewed, thing):
            if not _within(place[0], case.own[thing]):
                yield thing, (place,)
    for link in case.reviewed.links():
        thing = link["rdf:object"]
        if thing in things and link["sg:standing"] == "sg:stated":
            subject = _places(case.reviewed, link["rdf:subject"])
            yield thing, (*subject, *case.reviewed.evidence(link))


def _holds(case: Case, thing: str, places: Iterable[Lines]) -> bool:
    """Tell whether a passage holds one of a thing's labels, letter by letter."""
    texts = [
        _letters(mended([one for one in case.plan.text.lines if first <= one.number <= last])[0])
        for first, last in places
    ]
    return any(_letters(label) in text for label in case.labels[thing] for text in texts)


def _letters(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]", "", text.casefold()).replace("’", "'")


def _within(line: int, places: Iterable[Lines]) -> bool:
    return any(first <= line <= last for first, last in places)


def _is_met(pair: tuple[str, tuple[Lines, ...]], found: set[tuple[str, int]]) -> bool:
    thing, places = pair
    return any(other == thing and _within(line, places) for other, line in found)


def suggestion_scores(source: Source, reviewed: Tables) -> Iterator[Score]:
    """Yield the scores of the links that a draft suggests for what is named."""
    draft = extract(source, namespace=reviewed.namespace, vocabulary=_terms()).draft
    drafted = Tables(draft.tables)
    by_place: dict[tuple[str, int], str] = {}
    for thing, row in reviewed.things.items():
        if row.get("sg:statedIn") and row.get("a"):
            by_place.setdefault((_family(row["a"]), reviewed.places(row)[0][0]), thing)
    same: dict[str, str] = {}
    for thing, row in drafted.things.items():
        if thing.startswith("<"):
            same[thing] = f"sam:{thing[1:-1].removeprefix(reviewed.namespace)}"
        elif row.get("sg:statedIn"):
            same[thing] = by_place.get((_family(row["a"]), drafted.places(row)[0][0]), thing)
    known = {_triple(link): link["sg:standing"] for link in reviewed.links()}
    subjects = set(same.values())
    classes = {_classes(reviewed, triple) for triple in known}
    for name, predicates in (
        ("links: addresses", {"sg:addresses"}),
        ("links: serves, works on", {"sg:serves", "sg:worksOn"}),
        ("links: concerns", {"sg:concerns"}),
        ("links: involves", {"sg:involves"}),
    ):
        mine = {
            (same.get(one, one), predicate, same.get(other, other))
            for one, predicate, other in map(_triple, drafted.links())
            if predicate in predicates
        }
        mine = {triple for triple in mine if _classes(reviewed, triple) in classes}
        due = {
            triple
            for triple, standing in known.items()
            if triple[1] in predicates and standing == "sg:stated" and triple[0] in subjects
        }
        yield Score(name, len(mine), len(mine & set(known)), len(due), len(mine & due))


def _classes(reviewed: Tables, triple: tuple[str, str, str]) -> tuple[str, str, str]:
    """Return a triple with the classes of its ends instead of them."""
    subject, value = (reviewed.things.get(triple[place], {}).get("a", "") for place in (0, 2))
    return subject, triple[1], value


def _family(kind: str) -> str:
    """Return a class, with those that a draft may take for one another as one."""
    kind = kind.replace("SubTheme", "Theme").replace("PartnerGroup", "PartnerOrganisation")
    return "sg:Signal" if kind in ("sg:Request", "sg:RequestItem") else kind


def _triple(link: Row) -> tuple[str, str, str]:
    return link["rdf:subject"], link["rdf:predicate"], link["rdf:object"]
