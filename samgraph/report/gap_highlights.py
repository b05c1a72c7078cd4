"""What the gaps come to, in sentences: whole lists instead of their entries one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from samgraph.findings import Gap, Place
from samgraph.framing import Frame
from samgraph.phrases import nouns
from samgraph.report.document import Highlight
from samgraph.report.naming import Names

_PATTERN: Final = 1 / 3
"""From this share of a list on, gaps are a pattern and no exceptions."""
_FEW: Final = 2
"""So few are no pattern, whatever their share."""
_HALF: Final = 1 / 2
_WEIGHTS: Final = {"exception": 1, "pattern": 3, "judged": 4, "choice": 4, "thin": 5}
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
_MOST_PLACES: Final = 3

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "lines1": "{Row} “{name}” staat zonder {columns}, in elke lezing van het plan.",
        "joint": " en zonder ",
        "lines": "In de lijst “{row}” staan {n} van de {total} zonder {columns}, in elke lezing "
        "van het plan: {names}.",
        "cells": "{n} van de {total} combinaties van {row} en {column} zijn leeg, in elke lezing "
        "van het plan; het vaakst bij {names}.",
        "cells1": "Eén van de {total} combinaties van {row} en {column} is leeg, in elke lezing "
        "van het plan: {names}.",
        "judged1": "{Row} “{name}” heeft enkel een tegenhanger “{columns}” als oordelen meetellen; "
        "het plan zelf zegt het nergens.",
        "judged": "In de lijst “{row}” hebben {n} van de {total} enkel een tegenhanger “{columns}” "
        "als oordelen meetellen; het plan zelf zegt het nergens.",
        "thin": "In de lijst “{row}” hangen {n} van de {total} aan één {columns}: {names}. Valt "
        "die ene weg, dan blijft er niets over.",
        "thin1": "{Row} “{name}” hangt aan één {columns}: valt die weg, dan blijft er niets over.",
        "open": " Het plan zet deze lijsten tegenover elkaar en laat dit open.",
        "silent": " Het plan legt deze lijsten nergens naast elkaar: het zwijgt, het weigert niet.",
        "deliberate": " Het plan zegt zelf dat het hier kiest.",
    },
    "en": {
        "lines1": "The {row} “{name}” is without any {columns}, in every reading of the plan.",
        "joint": " and without any ",
        "lines": "In the list “{row}” {n} of {total} are without any {columns}, in every reading "
        "of the plan: {names}.",
        "cells": "{n} of the {total} combinations of {row} and {column} are empty, in every "
        "reading of the plan; most often with {names}.",
        "cells1": "One of the {total} combinations of {row} and {column} is empty, in every "
        "reading of the plan: {names}.",
        "judged1": "The {row} “{name}” has a counterpart “{columns}” only if judgements count; the "
        "plan itself says so nowhere.",
        "judged": "In the list “{row}” {n} of {total} have a counterpart “{columns}” only if "
        "judgements count; the plan itself says so nowhere.",
        "thin": "In the list “{row}” {n} of {total} hang on one {columns}: {names}. Without that "
        "one nothing is left.",
        "thin1": "The {row} “{name}” hangs on one {columns}: without it nothing is left.",
        "open": " The plan sets these lists side by side and leaves this open.",
        "silent": " The plan never sets these lists side by side: it is silent, it does not "
        "refuse.",
        "deliberate": " The plan itself says that it chooses here.",
    },
}


@dataclass(frozen=True, slots=True)
class _Group:
    """Gaps of one frame that are alike: the same axis, kind and certainty."""

    frame: Frame
    kind: str
    robust: bool
    gaps: tuple[Gap, ...]

    @property
    def axis(self) -> str:
        """Return `row`, `column` or `cell`."""
        one = self.gaps[0]
        return "cell" if one.row and one.column else "row" if one.row else "column"

    @property
    def things(self) -> tuple[str, ...]:
        """Return what the gaps are about, one by one, without the cells."""
        return tuple(gap.row or gap.column for gap in self.gaps)

    @property
    def key(self) -> tuple[object, ...]:
        """Return what groups have in common that are told in one sentence."""
        return frozenset(self.things), self.kind

    @property
    def total(self) -> int:
        """Return how many gaps there could be."""
        rows, columns = len(self.frame.rows), len(self.frame.columns)
        return {"row": rows, "column": columns, "cell": rows * columns}[self.axis]

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where the source says it: of a single gap all, of many what they share."""
        if len(self.gaps) == 1:
            return self.gaps[0].places
        shared = set(self.gaps[0].places).intersection(*(gap.places for gap in self.gaps))
        return tuple(sorted(shared))[:_MOST_PLACES]


def _groups(gaps: Sequence[Gap], known: Mapping[str, Frame]) -> list[_Group]:
    """Return gaps that are alike put together, in the order of the first of each."""
    found: dict[tuple[object, ...], list[Gap]] = {}
    for gap in gaps:
        key = (gap.frame, gap.kind, gap.robust, bool(gap.row), bool(gap.column))
        found.setdefault(key, []).append(gap)
    return [
        _Group(known[some[0].frame], some[0].kind, some[0].robust, tuple(some))
        for some in found.values()
        if some[0].frame in known
    ]


def gap_highlights(
    gaps: Sequence[Gap], known: Mapping[str, Frame], said: Names, lang: str
) -> Iterator[Highlight]:
    """Yield what gaps come to in sentences: whole lists, not their entries one by one.

    Lists of which the same things lack a counterpart are told in one sentence.
    """
    heads = _HEADS[lang]
    told: set[tuple[object, ...]] = set()
    groups = _groups(gaps, known)
    for group in groups:
        share = len(group.gaps) / group.total
        alike, text, kind = [group], "", ""
        if group.kind == "thin":
            kind, text = "thin", _sentence("thin", alike, said, lang)
        elif not group.robust:
            if share >= _HALF and group.axis != "cell":
                kind, text = "judged", _sentence("judged", alike, said, lang)
        elif group.axis == "cell":
            kind = "choice" if group.kind == "deliberate" else "exception"
            text = _cells(group, said, lang) + _WORDS[lang][group.kind]
        elif group.key not in told:
            told.add(group.key)
            alike = [one for one in groups if one.robust and one.key == group.key]
            many = share > _PATTERN and len(group.gaps) > _FEW
            kind = "pattern" if many else "exception"
            text = _sentence("lines", alike, said, lang) + _WORDS[lang][group.kind]
        if text:
            places = tuple(sorted({place for one in alike for place in one.places}))
            yield Highlight(kind, _WEIGHTS[kind], text, places, heads[kind])


def _nouns(group: _Group, lang: str) -> tuple[str, str]:
    """Return what the things of a group are called, and what they lack."""
    row, column = nouns(lang, group.frame.labels.get(lang, ""))
    return (column, row) if group.axis == "column" else (row, column)


def _sentence(key: str, alike: Sequence[_Group], said: Names, lang: str) -> str:
    """Return a sentence on whole rows or columns that lack the same things as others alike."""
    words, group = _WORDS[lang], alike[0]
    row = _nouns(group, lang)[0]
    return words[f"{key}1" if len(group.things) == 1 else key].format(
        Row=row[:1].upper() + row[1:],
        row=row,
        name=said.label(group.things[0]),
        names=said.listed(group.things, lang),
        n=len(group.things),
        total=group.total,
        columns=words["joint"].join(_nouns(one, lang)[1] for one in alike),
    )


def _cells(group: _Group, said: Names, lang: str) -> str:
    row, column = _nouns(group, lang)
    if len(group.gaps) == 1:
        pair = said.listed(group.gaps[0].things, lang)
        return _WORDS[lang]["cells1"].format(total=group.total, row=row, column=column, names=pair)
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
