"""How well `samgraph extract` reads the SAM plan, against the reviewed tables, class by class.

    python benchmarks/extraction.py SOURCE

SOURCE is the text of the plan. It is drafted without looking at the reviewed tables; then each
drafted row is right if the reviewed tables hold the same one. What makes two rows the same:

goals               code, level, code of the goal above, and the exact lines
codes as written    goal, and its code as text and grid write it
grid                goal and core task; a task is known by the lines of its item among the tasks
result areas        whole label and exact lines
partner entries     name and the heading of the list, also where a partner stands in two lists
account rows        code, label, kind, side, label of the row that sums it up, and exact lines
amounts             row, year, euro
the others          class, and first line of the passage

Precision is the share of drafted rows that are right, recall the share of reviewed rows that were
drafted. What the reviewed tables hold although no list or heading names it (a theme without a
heading, a signal in running text, a policy choice in a paragraph) counts against recall. "sections"
is the share of all reviewed passages to which the outline gives the same section.

How mentions are judged is told in `extraction_mentions.py`. Nothing here is random.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from extraction_mentions import mention_scores, suggestion_scores
from extraction_tables import Score, Tables, reviewed_tables

from samgraph.extraction.plantext import read_plan
from samgraph.extraction.reader import extract
from samgraph.sources import Source, read_source

TARGET = 0.98
OTHERS = (
    *("core-tasks", "priority-fields", "challenges", "values", "rights", "themes"),
    *("partner-categories", "signals", "policy-choices"),
)


def compare(
    name: str, drafted: Iterable[object], reviewed: Iterable[object], target: float = 0.0
) -> Score:
    """Return the score of a set of drafted rows against the reviewed ones."""
    mine, theirs = set(drafted), set(reviewed)
    right = len(mine & theirs)
    return Score(name, len(mine), right, len(theirs), right, target)


def goals(tables: Tables) -> set[object]:
    """Return the goals as they are compared."""
    return {
        (row["skos:notation"], row["a"], row["sg:partOf"], tables.places(row)[0])
        for row in tables.tables["goals"]
    }


def codes(tables: Tables) -> set[object]:
    """Return the codes of goals as written."""
    return {
        (row["skos:notation"], row["sg:codeInText"], row["sg:codeInGrid"])
        for row in tables.tables["goals"]
    }


def cells(tables: Tables) -> set[object]:
    """Return the cells of the grid, each task known by the lines of its item."""
    return {
        (row["rdf:subject"], tables.places(tables.things[row["rdf:object"]])[0])
        for row in tables.links()
        if row["rdf:predicate"] == "sg:carriesOut"
    }


def areas(tables: Tables) -> set[object]:
    """Return the result areas as they are compared."""
    rows = tables.tables["result-areas"]
    return {(row["skos:prefLabel@nl"], tables.places(row)[0]) for row in rows}


def entries(tables: Tables) -> set[object]:
    """Return the entries of the lists of partners."""
    return {
        (row["skos:prefLabel@nl"], tables.places(tables.things[category])[0])
        for row in tables.tables["partners"]
        for category in row["sg:inCategory"].split("|")
    }


def accounts(tables: Tables) -> set[object]:
    """Return the rows of the budget as they are compared."""
    return {
        (
            *(row["skos:notation"], row["skos:prefLabel@nl"], row["sg:lineKind"]),
            *(row["sg:inCategory"], tables.label(row["sg:partOf"]), tables.places(row)[0]),
        )
        for row in tables.tables["budget-lines"]
    }


def amounts(tables: Tables) -> set[object]:
    """Return the amounts as they are compared."""
    return {
        (tables.places(tables.things[row["sg:budgetLine"]])[0], row["sg:year"], row["sg:euro"])
        for row in tables.tables["amounts"]
    }


def firsts(tables: Tables, name: str) -> set[object]:
    """Return class and first line of the things in a table."""
    return {(row["a"], tables.places(row)[0][0]) for row in tables.tables[name]}


def extraction_scores(source: Source, reviewed: Tables) -> Iterator[Score]:
    """Yield the scores of what the draft reads without a vocabulary."""
    drafted = Tables(extract(source, namespace=reviewed.namespace).draft.tables)
    for name, what in (
        ("goals", goals),
        ("codes as written", codes),
        ("grid", cells),
        ("result areas", areas),
        ("partner entries", entries),
        ("account rows", accounts),
        ("amounts", amounts),
    ):
        yield compare(name, what(drafted), what(reviewed), TARGET)
    for name in OTHERS:
        yield compare(name.replace("-", " "), firsts(drafted, name), firsts(reviewed, name))
    outline = read_plan(source).outline
    alike = sum(outline.section(first) == section for first, section in reviewed.sections)
    total = len(reviewed.sections)
    yield Score("sections", total, alike, total, alike)


def scores(source: Source) -> tuple[Score, ...]:
    """Return every score."""
    reviewed = reviewed_tables()
    return (
        *extraction_scores(source, reviewed),
        *mention_scores(source, reviewed),
        *suggestion_scores(source, reviewed),
    )


def main() -> None:
    """Print the table."""
    if len(sys.argv) != 2:
        sys.exit("usage: python benchmarks/extraction.py SOURCE")
    found = scores(read_source(Path(sys.argv[1])))
    head = ("class", "drafted", "reviewed", "precision", "recall", "target")
    print("{:34}{:>9}{:>10}{:>11}{:>8}{:>8}".format(*head))
    for score in found:
        target = f"{score.target:.2f}" if score.target else ""
        mark = "" if score.reached else "  missed"
        print(
            f"{score.name:34}{score.drafted:9}{score.reviewed:10}"
            f"{score.precision:11.3f}{score.recall:8.3f}{target:>8}{mark}"
        )


if __name__ == "__main__":
    main()
