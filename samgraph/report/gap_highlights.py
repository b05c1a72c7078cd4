"""What the gaps come to for a board: of each sort one finding, that names the lists it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from samgraph.findings import Gap
from samgraph.framing import Frame
from samgraph.report.document import Highlight
from samgraph.report.gap_groups import Group, group_gaps
from samgraph.report.naming import Names

_PATTERN: Final = 1 / 3
"""From this share of a list on, gaps are a pattern and no exceptions."""
_FEW: Final = 2
"""So few are no pattern, whatever their share."""
_HALF: Final = 1 / 2
_MOST: Final = 3
"""Lists that one finding tells of; more are counted."""
_WEIGHTS: Final = {
    "exception": 1,
    "unstated": 2,
    "pattern": 4,
    "judged": 5,
    "choice": 5,
    "thin": 6,
}
_HEADS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "exception": "Niet gedekt",
        "unstated": "Niet in het plan zelf",
        "pattern": "Grotendeels niet gedekt",
        "judged": "Enkel gedekt volgens oordelen",
        "choice": "Bewust leeg",
        "thin": "Kwetsbaar",
    },
    "en": {
        "exception": "Not covered",
        "unstated": "Not in the plan itself",
        "pattern": "Largely not covered",
        "judged": "Covered by judgement only",
        "choice": "Left out on purpose",
        "thin": "Fragile",
    },
}

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "exception": "In elke lezing van het plan staat dit alleen: {clauses}.{reason} Beslis wie "
        "het opneemt, of zeg in het plan dat het bewust blijft liggen.",
        "unstated": "Tussen deze lijsten legt het plan zelf geen enkele koppeling: {clauses}. Wat "
        "dit rapport daarover zegt, berust op oordelen. Leg ze in het plan zelf naast elkaar.",
        "pattern": "Van deze lijsten staat een groot deel alleen, in elke lezing van het plan: "
        "{clauses}.{reason}",
        "judged": "Enkel als oordelen meetellen, heeft een groot deel van deze lijsten een "
        "tegenhanger: {clauses}. Het plan zelf zegt het nergens.",
        "choice": "Leeg zijn {clauses}.{reason}",
        "thin": "Dit hangt aan één koppeling: {clauses}. Valt die weg, dan blijft er niets over.",
        "lines": "in de lijst “{row}” {n} van de {total} zonder {columns} ({names})",
        "lines1": "{row} “{name}” zonder {columns}",
        "joint": " en zonder ",
        "cells": "{n} van de {total} combinaties van {row} en {column}, het vaakst bij {names}",
        "cells1": "de combinatie van {names}",
        "pair": "“{row}” en “{column}” (0 van de {total}; met oordelen {judged})",
        "part": "in de lijst “{row}” {n} van de {total} bij “{columns}”",
        "hangs": "in de lijst “{row}” {n} van de {total} aan één {columns} ({names})",
        "hangs1": "{row} “{name}” aan één {columns}",
        "more": "zo ook in nog {n} lijsten",
        "more1": "zo ook in nog één lijst",
        "open": " Het plan zet deze lijsten tegenover elkaar en laat dit open.",
        "silent": " Het plan legt deze lijsten nergens naast elkaar: het zwijgt, het weigert niet.",
        "deliberate": " Het plan zegt zelf dat het hier kiest.",
    },
    "en": {
        "exception": "In every reading of the plan these stand alone: {clauses}.{reason} Decide "
        "who takes them up, or say in the plan that they are left on purpose.",
        "unstated": "Between these lists the plan itself makes no link at all: {clauses}. What "
        "this report says of them rests on judgements. Set them side by side in the plan itself.",
        "pattern": "Much of these lists stands alone, in every reading of the plan: "
        "{clauses}.{reason}",
        "judged": "Only if judgements count, much of these lists has a counterpart: {clauses}. "
        "The plan itself says so nowhere.",
        "choice": "Empty are {clauses}.{reason}",
        "thin": "These hang on one link: {clauses}. Without it nothing is left.",
        "lines": "in the list “{row}” {n} of {total} without any {columns} ({names})",
        "lines1": "the {row} “{name}” without any {columns}",
        "joint": " and without any ",
        "cells": "{n} of the {total} combinations of {row} and {column}, most often with {names}",
        "cells1": "the combination of {names}",
        "pair": "“{row}” and “{column}” (0 of {total}; {judged} with judgements)",
        "part": "in the list “{row}” {n} of {total} with “{columns}”",
        "hangs": "in the list “{row}” {n} of {total} on one {columns} ({names})",
        "hangs1": "the {row} “{name}” on one {columns}",
        "more": "and likewise in {n} more lists",
        "more1": "and likewise in one more list",
        "open": " The plan sets these lists side by side and leaves this open.",
        "silent": " The plan never sets these lists side by side: it is silent, it does not "
        "refuse.",
        "deliberate": " The plan itself says that it chooses here.",
    },
}


def gap_highlights(
    gaps: Sequence[Gap], known: Mapping[str, Frame], said: Names, lang: str
) -> Iterator[Highlight]:
    """Yield of each sort of gap one finding: `exception`, `unstated`, `pattern` and so on.

    Lists of which the same things lack a counterpart are told together.
    """
    groups = group_gaps(gaps, known)
    sorts: dict[str, list[Sequence[Group]]] = {}
    told: set[tuple[object, ...]] = set()
    for group in groups:
        sort = _sort(group, groups)
        key: tuple[object, ...] = (id(group),)
        alike: Sequence[Group] = (group,)
        if sort in ("exception", "pattern") and group.axis != "cell":
            key = (frozenset(group.things), group.kind)
            alike = [
                one for one in groups if one.robust and (frozenset(one.things), one.kind) == key
            ]
        elif sort == "unstated":
            key = (sort, group.frame.name)
            both = [one for one in groups if one.frame == group.frame and not one.robust]
            alike = sorted(both, key=lambda one: one.axis != "row")[:1]
        if sort and key not in told:
            told.add(key)
            sorts.setdefault(sort, []).append(alike)
    for sort, found in sorts.items():
        words, some = _WORDS[lang], found[:_MOST]
        clauses = [_clause(sort, alike, said, lang) for alike in some]
        rest = len(found) - len(some)
        if rest:
            clauses.append(words["more1" if rest == 1 else "more"].format(n=rest))
        kinds = {group.kind for alike in found for group in alike}
        reason = words.get(min(kinds), "") if len(kinds) == 1 and sort != "thin" else ""
        places = {place for alike in some for group in alike for place in group.places}
        yield Highlight(
            sort,
            _WEIGHTS[sort],
            words[sort].format(clauses="; ".join(clauses), reason=reason),
            tuple(sorted(places)),
            _HEADS[lang][sort],
        )


def _sort(group: Group, groups: Sequence[Group]) -> str:
    """Return what sort of finding a group of gaps is part of, empty for none."""
    many = len(group.gaps) > _FEW and len(group.gaps) / group.total > _PATTERN
    if group.kind == "thin":
        return "thin"
    if group.robust:
        if group.axis == "cell" and group.kind == "deliberate":
            return "choice"
        return "pattern" if many else "exception"
    if group.axis == "cell":
        return ""
    if _empty(group, groups) == group.total:
        return "unstated"
    return "judged" if len(group.gaps) / group.total >= _HALF else ""


def _empty(group: Group, groups: Sequence[Group]) -> int:
    """Return how many things of a group's list have nothing by what the plan itself says."""
    return sum(
        len(one.gaps)
        for one in groups
        if one.kind != "thin" and (one.frame.name, one.axis) == (group.frame.name, group.axis)
    )


def _clause(sort: str, alike: Sequence[Group], said: Names, lang: str) -> str:
    """Return what one list lacks; where several lack the same, all of it."""
    words, group = _WORDS[lang], alike[0]
    row, column = group.nouns(lang)
    if group.axis == "cell":
        return _cells(group, said, lang)
    if sort == "unstated":
        judged = len(group.gaps)
        return words["pair"].format(row=row, column=column, total=group.total, judged=judged)
    key = {"judged": "part", "thin": "hangs"}.get(sort, "lines")
    if len(group.things) == 1 and sort != "judged":
        key += "1"
    return words[key].format(
        row=row,
        name=said.label(group.things[0]),
        names=said.listed(group.things, lang),
        n=len(group.things),
        total=group.total,
        columns=words["joint"].join(one.nouns(lang)[1] for one in alike),
    )


def _cells(group: Group, said: Names, lang: str) -> str:
    row, column = group.nouns(lang)
    if len(group.gaps) == 1:
        pair = said.listed(group.gaps[0].things, lang)
        return _WORDS[lang]["cells1"].format(names=pair)
    columns = [gap.column for gap in group.gaps]
    often = sorted(set(columns), key=lambda one: (-columns.count(one), one))
    most = [one for one in often if columns.count(one) == columns.count(often[0])]
    return _WORDS[lang]["cells"].format(
        n=len(group.gaps),
        total=group.total,
        row=row,
        column=column,
        names=said.listed(most, lang),
    )
