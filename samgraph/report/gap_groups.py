"""Gaps of one pattern put together: whole lists, not their entries one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from samgraph.findings import Gap, Place
from samgraph.framing import Frame
from samgraph.phrases import nouns
from samgraph.report.naming import Names

_MOST_PLACES: Final = 3
_MOST_NAMED: Final = 60
"""Things that a line of the table names; more are counted."""

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "lines": "In de lijst “{row}” staan er {n} van de {total} zonder {column}: {names}.",
        "lines judged": "In de lijst “{row}” hebben er {n} van de {total} enkel een tegenhanger "
        "“{column}” als oordelen meetellen: {names}.",
        "lines thin": "In de lijst “{row}” hangen er {n} van de {total} aan één {column}: {names}.",
        "cells": "{n} van de {total} combinaties van {row} en {column} zijn leeg: {names}.",
        "cells judged": "{n} van de {total} combinaties van {row} en {column} zijn enkel gevuld "
        "als oordelen meetellen: {names}.",
        "cells thin": "{n} van de {total} combinaties van {row} en {column} hangen aan één "
        "koppeling: {names}.",
        "open": " Het plan zet deze lijsten tegenover elkaar en laat dit open.",
        "silent": " Het plan legt deze lijsten nergens naast elkaar: het zwijgt, het weigert niet.",
        "deliberate": " Het plan zegt zelf dat het hier kiest.",
        "closes": " Een uitspraak in het plan of een onderbouwd oordeel zou elk ervan sluiten.",
        "confirms": " Een uitspraak in het plan zelf zou dat bevestigen.",
        "second": " Valt die ene weg, dan blijft er niets over; een tweede zou volstaan.",
    },
    "en": {
        "lines": "In the list “{row}” {n} of {total} are without any {column}: {names}.",
        "lines judged": "In the list “{row}” {n} of {total} have a counterpart “{column}” only if "
        "judgements count: {names}.",
        "lines thin": "In the list “{row}” {n} of {total} hang on one {column}: {names}.",
        "cells": "{n} of the {total} combinations of {row} and {column} are empty: {names}.",
        "cells judged": "{n} of the {total} combinations of {row} and {column} are filled only if "
        "judgements count: {names}.",
        "cells thin": "{n} of the {total} combinations of {row} and {column} hang on one link: "
        "{names}.",
        "open": " The plan sets these lists side by side and leaves this open.",
        "silent": " The plan never sets these lists side by side: it is silent, it does not "
        "refuse.",
        "deliberate": " The plan itself says that it chooses here.",
        "closes": " A statement in the plan, or a reasoned judgement, would close each of them.",
        "confirms": " A statement in the plan itself would confirm that.",
        "second": " Without that one nothing is left; a second one would do.",
    },
}


@dataclass(frozen=True, slots=True)
class Group:
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
        """Return what the gaps are about, one by one, without the columns of cells."""
        return tuple(gap.row or gap.column for gap in self.gaps)

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

    def nouns(self, lang: str) -> tuple[str, str]:
        """Return what the things of the group are called, and what they lack."""
        row, column = nouns(lang, self.frame.labels.get(lang, ""))
        return (column, row) if self.axis == "column" else (row, column)

    def text(self, said: Names, lang: str) -> str:
        """Return what is missing, why, and what would close it; of a single gap as it says so."""
        if len(self.gaps) == 1:
            return self.gaps[0].descriptions.get(lang, "")
        words, (row, column) = _WORDS[lang], self.nouns(lang)
        sort = " thin" if self.kind == "thin" else "" if self.robust else " judged"
        key = f"{'cells' if self.axis == 'cell' else 'lines'}{sort}"
        if self.axis == "cell":
            pairs = [f"{said.name(gap.row)} × {said.name(gap.column)}" for gap in self.gaps]
            names = said.quoted(pairs, lang, _MOST_NAMED)
        else:
            names = said.listed(self.things, lang, _MOST_NAMED)
        text = words[key].format(
            row=row, column=column, n=len(self.gaps), total=self.total, names=names
        )
        if self.kind == "thin":
            return text + words["second"]
        return text + words[self.kind] + words["closes" if self.robust else "confirms"]


def group_gaps(gaps: Sequence[Gap], known: Mapping[str, Frame]) -> list[Group]:
    """Return gaps that are alike put together, in the order of the first of each."""
    found: dict[tuple[object, ...], list[Gap]] = {}
    for gap in gaps:
        key = (gap.frame, gap.kind, gap.robust, bool(gap.row), bool(gap.column))
        found.setdefault(key, []).append(gap)
    return [
        Group(known[some[0].frame], some[0].kind, some[0].robust, tuple(some))
        for some in found.values()
        if some[0].frame in known
    ]
