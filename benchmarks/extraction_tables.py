"""The tables of a plan package as the extraction benchmark compares them, and its scores."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from samgraph.resources import plan_folder

Row: TypeAlias = Mapping[str, str]
Lines: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall of one class, with what they are shares of."""

    name: str
    drafted: int
    right: int
    reviewed: int
    found: int
    target: float = 0.0

    @property
    def precision(self) -> float:
        """The share of what was drafted that is right."""
        return self.right / self.drafted if self.drafted else 1.0

    @property
    def recall(self) -> float:
        """The share of what was reviewed that was found."""
        return self.found / self.reviewed if self.reviewed else 1.0

    @property
    def reached(self) -> bool:
        """Whether both are at least the target."""
        return min(self.precision, self.recall) >= self.target


class Tables:
    """A package's tables by name, its passages by id, and the things of all tables by id."""

    namespace = "https://w3id.org/samgraph/sam-2021-2025/"

    def __init__(self, tables: Mapping[str, list[dict[str, str]]]) -> None:
        self.tables = tables
        self.lines: dict[str, Lines] = {}
        self.sections: list[tuple[int, str]] = []
        self.things: dict[str, Row] = {}
        for rows in tables.values():
            for row in rows:
                if "sg:fromLine" in row:
                    self.lines[row["id"]] = (int(row["sg:fromLine"]), int(row["sg:toLine"]))
                    self.sections.append((int(row["sg:fromLine"]), row["sg:section"]))
                elif "id" in row:
                    self.things[row["id"]] = row

    def places(self, row: Row) -> list[Lines]:
        """Return the lines of a thing's passages, in its order."""
        return [self.lines[one] for one in row.get("sg:statedIn", "").split("|") if one]

    def evidence(self, link: Row) -> list[Lines]:
        """Return the lines of a link's evidence."""
        return [self.lines[one] for one in link["sg:evidence"].split("|") if one]

    def label(self, thing: str) -> str:
        """Return a thing's Dutch label, or an empty string."""
        return self.things[thing]["skos:prefLabel@nl"] if thing else ""

    def links(self) -> Iterator[Row]:
        """Yield the rows of all tables of links."""
        for rows in self.tables.values():
            yield from (row for row in rows if "rdf:subject" in row)


def reviewed_tables() -> Tables:
    """Return the tables of the reviewed package."""
    found = {}
    for file in sorted(plan_folder().glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as content:
            found[file.stem] = list(csv.DictReader(content))
    return Tables(found)
