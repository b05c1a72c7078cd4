"""A comparison as titled tables, from which text and pages are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from samgraph.comparison.answers import FramePair, gaps_by_iri
from samgraph.comparison.changes import Change
from samgraph.comparison.comparing import Comparison
from samgraph.comparison.matching import HOWS as SURENESS
from samgraph.comparison.words import GAPS_OF_ONE, HEADERS, HOWS, KINDS, MEASURES, REASONS, WORDS
from samgraph.coverage import Interval
from samgraph.names import Names
from samgraph.reading import interval_text
from samgraph.rows import Cell, Rows

_NAMING: Final = frozenset({"added", "removed", "renamed", "moved", "recoded", "retyped"})
_OF_LINKS: Final = ("linkAdded", "linkRemoved", "standingChanged", "reviewChanged")
_OF_GAPS: Final = ("gapOpened", "gapClosed", "gapChanged")


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a comparison with its title."""

    ident: str
    title: str
    rows: Rows
    note: str = ""


class Teller:
    """Tells a comparison in one language."""

    def __init__(self, comparison: Comparison, lang: str) -> None:
        self.comparison = comparison
        self.lang = lang
        self.words = WORDS[lang]
        self.kinds = {
            **KINDS[lang], **({} if comparison.versions else GAPS_OF_ONE[lang])
        }  # fmt: skip
        self.old = Names(comparison.before, lang)
        self.new = Names(comparison.after, lang)

    def parts(self) -> tuple[Part, ...]:
        """Return every table that holds something, in the order in which they are told."""
        made = [self._summary(), self._coverage(), self._gaps(), self._shared()]
        made += [self._things(), self._values(), self._links(), self._matched(), self._counts()]
        return tuple(part for part in made if part.rows.cells)

    def plans(self) -> tuple[str, str]:
        """Return what the two plans are called; of the same name, with their package's."""
        one, other = self.comparison.before, self.comparison.after
        names = tuple(
            plan.labels(self.lang).get(plan.plan.value, plan.name) for plan in (one, other)
        )
        if names[0] == names[1]:
            return f"{names[0]} ({one.name})", f"{names[1]} ({other.name})"
        return names[0], names[1]

    def name(self, before: str, after: str) -> str:
        """Return what a thing is called, as the second plan calls it where it is there."""
        return self.new[after] if after else self.old[before]

    def _part(self, name: str, cells: Iterable[tuple[Cell, ...]], note: str = "") -> Part:
        return Part(name, self.words[name], Rows(HEADERS[self.lang][name], tuple(cells)), note)

    def _summary(self) -> Part:
        counted = Counter(one.kind for one in self.comparison.changes)
        titles = {**dict.fromkeys(_OF_LINKS, "links"), **dict.fromkeys(_OF_GAPS, "gaps")}
        cells = []
        for kind, number in counted.items():
            if kind in self.kinds:
                about = self.words[f"about {titles.get(kind, 'things')}"]
                cells.append((f"{about}: {self.kinds[kind]}", number))
        return self._part("summary", cells)

    def _things(self) -> Part:
        cells = []
        for one in self.comparison.changes:
            if one.kind in ("added", "removed"):
                kinds = self._classes(one.after or one.before)
                where = ("", kinds) if one.after else (kinds, "")
                cells.append((self.kinds[one.kind], self.name(one.before, one.after), *where))
            elif one.kind in _NAMING:
                cells.append((self.kinds[one.kind], self._thing(one), *self._sides(one)))
        return self._part("things", cells)

    def _values(self) -> Part:
        return self._part(
            "values",
            (
                (self._thing(one), self.new[one.property], *self._sides(one))
                for one in self.comparison.of_kind("revised")
            ),
        )

    def _links(self) -> Part:
        cells = []
        for one in self.comparison.of_kind(*_OF_LINKS):
            if one.link:
                names = self.new if one.after else self.old
                subject, predicate, value = (names[term] for term in one.link)
                kind = self.kinds[one.kind]
                cells.append((kind, subject, predicate, value, *self._sides(one)))
        return self._part("links", cells)

    def _coverage(self) -> Part:
        versions = self.comparison.versions
        cells = []
        for pair in self.comparison.frames:
            if not versions and not (pair.before and pair.after):
                continue
            label = self._label(pair)
            for measure, was, now in zip(MEASURES[self.lang], *pair.each(), strict=True):
                if was != now or not versions:
                    cells.append((label, measure, self._interval(was), self._interval(now)))
        same = sum(not pair.differs for pair in self.comparison.frames)
        note = self.words["same coverage"].format(n=same) if versions and same else ""
        return self._part("coverage", cells, note)

    def _label(self, pair: FramePair) -> str:
        matrix = pair.after or pair.before
        return matrix.frame.labels.get(self.lang, pair.name) if matrix else pair.name

    def _interval(self, interval: Interval | None) -> str:
        return interval_text(interval) if interval else self.words["not asked"]

    def _gaps(self) -> Part:
        old, new = gaps_by_iri(self.comparison.before), gaps_by_iri(self.comparison.after)
        labels = {pair.name: self._label(pair) for pair in self.comparison.frames}
        cells: list[tuple[Cell, ...]] = []
        for one in self.comparison.of_kind(*_OF_GAPS):
            gap, names = (new[one.after], self.new) if one.after else (old[one.before], self.old)
            row, column = (names[iri] if iri else "" for iri in (gap.row, gap.column))
            # Between two plans nothing has happened, so that there is nothing to say why.
            why = REASONS[self.lang].get(one.reason, "") if self.comparison.versions else ""
            kind = self.kinds[one.kind]
            cells.append((kind, labels[gap.frame], row, column, *self._sides(one), why))
        part = self._part("gaps", cells)
        if self.comparison.versions:
            return part
        rows = Rows(part.rows.header[:-1], tuple(row[:-1] for row in cells))
        return Part("gaps", self.words["gaps plans"], rows)

    def _shared(self) -> Part:
        shared = self.comparison.of_kind("shared")
        cells = (
            (
                self._classes(one.after),
                self.old[one.before],
                self.new[one.after],
                HOWS[self.lang][one.how],
            )
            for one in sorted(
                shared,
                key=lambda one: (SURENESS.index(one.how), self._classes(one.after), one.after),
            )
        )
        return self._part("shared", cells, self._note({one.how for one in shared}))

    def _note(self, hows: Set[str]) -> str:
        """Return what to mind about things recognised in such ways, and what was not matched."""
        notes = [self.words["matched note"]] if "sameLabel" in hows else []
        unsure = self.comparison.matching.unsure
        if unsure:
            names = sorted({self._either(iri) for some in unsure for iri in some})
            notes.append(self.words["unsure"].format(names=", ".join(names)))
        return " ".join(notes)

    def _matched(self) -> Part:
        if not self.comparison.versions:
            return self._part("matched", ())
        matching = self.comparison.matching
        found = [one for one in matching.matches if one.how != "sameIri"]
        cells: list[tuple[Cell, ...]] = [
            (
                f"{self.old[one.before]} ({self.comparison.before.curie(one.before)})",
                f"{self.new[one.after]} ({self.comparison.after.curie(one.after)})",
                HOWS[self.lang][one.how],
            )
            for one in sorted(found, key=lambda one: (SURENESS.index(one.how), one))
        ]
        if matching.unsure and not cells:
            cells.append((self.words["nothing"], "", ""))
        return self._part("matched", cells, self._note({one.how for one in found}))

    def _either(self, iri: str) -> str:
        names = self.new if iri in self.comparison.things_after else self.old
        return names[iri]

    def _counts(self) -> Part:
        cells = [
            (self.new[kind], old, new, both)
            for kind, old, new, both in self.comparison.kinds()
            if not self.comparison.versions or old != new or both != old
        ]
        return self._part("counts", cells)

    def _classes(self, iri: str) -> str:
        thing = self.comparison.things_after.get(iri) or self.comparison.things_before[iri]
        return ", ".join(self.new[kind] for kind in sorted(thing.kinds))

    def _thing(self, one: Change) -> str:
        """Return a thing's name; of a renamed one its old name, for the new one stands beside."""
        return self.old[one.before] if one.kind == "renamed" else self.name(one.before, one.after)

    def _sides(self, one: Change) -> tuple[str, str]:
        """Return what stands in either plan, in words."""
        return (
            self._said(one.value_before, self.old),
            self._said(one.value_after, self.new),
        )

    def _said(self, values: Iterable[ox.NamedNode | ox.Literal], names: Names) -> str:
        told = []
        for value in values:
            if isinstance(value, ox.Literal):
                told.append(f"{value.value} ({value.language})" if value.language else value.value)
            else:
                told.append(names[value.value])
        return " | ".join(told)
