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
    "pattern": 4,
    "judged": 5,
    "choice": 5,
    "thin": 6,
}
_HEADS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "exception": "Niet gedekt",
        "pattern": "Grotendeels niet gedekt",
        "judged": "Enkel gedekt volgens oordelen",
        "choice": "Bewust leeg",
        "thin": "Kwetsbaar",
    },
    "en": {
        "exception": "Not covered",
        "pattern": "Largely not covered",
        "judged": "Covered by judgement only",
        "choice": "Left out on purpose",
        "thin": "Fragile",
    },
}

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "exception": "Hoe ruim men het plan ook leest: {clauses}.{reason} Beslis wie dit opneemt, "
        "of zeg in het plan dat het bewust blijft liggen.",
        "pattern": "Hoe ruim men het plan ook leest: {clauses}.{reason}",
        "judged": "Enkel als oordelen meetellen, heeft een groot deel van deze lijsten een "
        "tegenhanger: {clauses}. Het plan zelf zegt het nergens.",
        "choice": "Leeg gelaten: {clauses}.{reason}",
        "thin": "Dit hangt aan één koppeling: {clauses}. Valt die weg, dan blijft er niets over.",
        "lines": "{n} van de {total} in de lijst “{row}” hebben geen {columns} ({names})",
        "lines1": "{row} “{name}” heeft geen {columns}",
        "joint": " en geen ",
        "cells": "{n} van de {total} combinaties van {row} en {column}, het vaakst bij {names}",
        "cells1": "de combinatie van {names}",
        "part": "{n} van de {total} in de lijst “{row}” bij “{columns}”",
        "hangs": "{n} van de {total} in de lijst “{row}” aan één {columns} ({names})",
        "hangs1": "{row} “{name}” aan één {columns}",
        "more": "zo ook in nog {n} lijsten",
        "more1": "zo ook in nog één lijst",
        "open": " Het plan zet deze lijsten tegenover elkaar en laat dit open.",
        "silent": " Het plan legt deze lijsten nergens naast elkaar: het zwijgt, het weigert niet.",
        "deliberate": " Het plan zegt zelf dat het hier kiest.",
    },
    "en": {
        "exception": "However generously the plan is read: {clauses}.{reason} Decide who takes "
        "this up, or say in the plan that it is left on purpose.",
        "pattern": "However generously the plan is read: {clauses}.{reason}",
        "judged": "Only if judgements count, much of these lists has a counterpart: {clauses}. "
        "The plan itself says so nowhere.",
        "choice": "Left empty: {clauses}.{reason}",
        "thin": "These hang on one link: {clauses}. Without it nothing is left.",
        "lines": "{n} of the {total} in the list “{row}” have no {columns} ({names})",
        "lines1": "the {row} “{name}” has no {columns}",
        "joint": " and no ",
        "cells": "{n} of the {total} combinations of {row} and {column}, most often with {names}",
        "cells1": "the combination of {names}",
        "part": "{n} of the {total} in the list “{row}” with “{columns}”",
        "hangs": "{n} of the {total} in the list “{row}” on one {columns} ({names})",
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
    """Yield of each sort of gap one finding: `exception`, `pattern`, `judged` and so on.

    Lists of which the same things lack a counterpart are told together.
    """
    groups = group_gaps(gaps, known)
    sorts: dict[str, list[Sequence[Group]]] = {}
    told: set[tuple[object, ...]] = set()
    for group in groups:
        sort = _sort(group)
        key: tuple[object, ...] = (id(group),)
        alike: Sequence[Group] = (group,)
        if sort in ("exception", "pattern") and group.axis != "cell":
            key = (frozenset(group.things), group.kind)
            alike = [
                one for one in groups if one.robust and (frozenset(one.things), one.kind) == key
            ]
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


def _sort(group: Group) -> str:
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
    return "judged" if len(group.gaps) / group.total >= _HALF else ""


def _clause(sort: str, alike: Sequence[Group], said: Names, lang: str) -> str:
    """Return what one list lacks; where several lack the same, all of it."""
    words, group = _WORDS[lang], alike[0]
    if group.axis == "cell":
        return _cells(group, said, lang)
    key = {"judged": "part", "thin": "hangs"}.get(sort, "lines")
    if len(group.things) == 1 and sort != "judged":
        key += "1"
    return words[key].format(
        row=group.nouns(lang)[0],
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
