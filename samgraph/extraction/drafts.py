"""A draft of a plan package: its tables row by row, each thing with its passage, and its folder."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final
from unicodedata import category

from samgraph.extraction.labels import unused
from samgraph.extraction.lines import Span
from samgraph.outputs import refuse_taken, whole_folder
from samgraph.sheets import defused
from samgraph.sources import Source

_LABELS = ("skos:prefLabel@nl", "skos:prefLabel@en")
_TEXTS = ("dcterms:description@nl", "dcterms:description@en")
_NOTES = ("skos:scopeNote@nl", "skos:scopeNote@en")
_NAMED = ("id", "a", *_LABELS, "skos:altLabel@nl", "skos:altLabel@en", *_TEXTS)

HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "goals": (
        *("id", "a", "skos:notation", "sg:goalRole", "sg:partOf", "sg:codeInGrid"),
        *("sg:codeInText", *_LABELS, *_TEXTS, *_NOTES, "sg:statedIn"),
    ),
    "core-tasks": (*_NAMED, *_NOTES, "sg:statedIn"),
    "priority-fields": (*_NAMED, *_NOTES, "sg:statedIn"),
    "challenges": (*_NAMED, *_NOTES, "sg:statedIn"),
    "values": (*_NAMED, *_NOTES, "sg:statedIn"),
    "rights": (*_NAMED, *_NOTES, "sg:statedIn"),
    "themes": (*_NAMED, *_NOTES, "sg:statedIn"),
    "result-areas": (*_NAMED, *_NOTES, "sg:statedIn"),
    "signals": ("id", "a", *_LABELS, *_TEXTS, "sg:partOf", *_NOTES, "sg:statedIn"),
    "policy-choices": ("id", "a", *_LABELS, *_TEXTS, "sg:partOf", *_NOTES, "sg:statedIn"),
    "partner-categories": (*_NAMED, *_NOTES, "sg:statedIn"),
    "partners": (*_NAMED, "sg:inCategory", "sg:declaredSize", *_NOTES, "sg:statedIn"),
    "vocabulary": (*_NAMED, *_NOTES, "sg:statedIn"),
    "budget-lines": (
        *("id", "a", "skos:notation", *_LABELS, "sg:partOf", "sg:inCategory", "sg:lineKind"),
        *(*_NOTES, "sg:statedIn"),
    ),
    "amounts": (*("id", "a", "sg:budgetLine", "sg:year", "sg:euro", *_NOTES, "sg:statedIn"),),
    "links": (
        *("rdf:subject", "rdf:predicate", "rdf:object", "sg:standing", "sg:evidence"),
        *("sg:rationale@en", "sg:rationale@nl", "prov:wasAttributedTo", "sg:assertedOn"),
        *("sg:review", "sg:reviewComment@en", "sg:reviewComment@nl"),
    ),
    "passages": (
        *("id", "a", "oa:hasSource", "sg:section", "sg:fromLine", "sg:toLine"),
        *("sg:position/oa:start", "sg:position/oa:end", "sg:fingerprint"),
    ),
}
"""The tables of a draft with their columns, in the order in which they are reported."""


@dataclass(slots=True)
class Draft:
    """A plan package that is being drafted."""

    prefix: str
    namespace: str
    language: str
    on: date
    plan: str = ""
    """The text of plan.ttl."""
    tables: dict[str, list[dict[str, str]]] = field(
        default_factory=lambda: {name: [] for name in HEADERS}
    )
    taken: set[str] = field(default_factory=set)
    """The local names in use."""
    linked: dict[tuple[str, str, str], dict[str, str]] = field(default_factory=dict)
    """The rows of the links, by subject, predicate and object."""

    def curie(self, local: str) -> str:
        """Return the CURIE of one of the plan's own things."""
        return f"{self.prefix}:{local}"

    def passage(self, local: str, span: Span, section: str, source: Source) -> str:
        """Add the passage of a thing, and return its CURIE."""
        name = unused(f"p-{local.casefold().replace('.', '-')}", self.taken)
        start, end = source.span(span.first, span.last)
        self.add(
            "passages",
            {
                "id": self.curie(name),
                "a": "sg:Passage",
                "oa:hasSource": self.curie("document"),
                "sg:section": section,
                "sg:fromLine": str(span.first),
                "sg:toLine": str(span.last),
                "sg:position/oa:start": str(start),
                "sg:position/oa:end": str(end),
                "sg:fingerprint": source.fingerprint(span.first, span.last),
            },
        )
        return self.curie(name)

    def add(self, table: str, cells: dict[str, str]) -> dict[str, str]:
        """Add a row to a table, and return it; columns that are not given stay empty."""
        row = {column: cells.get(column, "") for column in HEADERS[table]}
        unknown = set(cells) - set(row)
        if unknown:
            raise ValueError(f"{table} has no columns {sorted(unknown)}")
        self.tables[table].append(row)
        return row

    def link(
        self,
        subject: str,
        predicate: str,
        value: str,
        evidence: str,
        reason: Mapping[str, str],
        *,
        stated: bool = False,
    ) -> None:
        """Add a suggested link; where it stands already, add its evidence to that row.

        The reason is the link's rationale, which a judged link needs. Where the plan itself has the
        link, as in a grid, it is a comment instead, so that its standing is all that a person has
        to change: a stated link has no rationale.
        """
        known = self.linked.get((subject, predicate, value))
        if known:
            passages = [*known["sg:evidence"].split("|"), evidence]
            known["sg:evidence"] = "|".join(dict.fromkeys(passages))
            return
        column = "sg:reviewComment" if stated else "sg:rationale"
        self.linked[subject, predicate, value] = self.add(
            "links",
            {
                "rdf:subject": subject,
                "rdf:predicate": predicate,
                "rdf:object": value,
                "sg:standing": "sg:suggested",
                "sg:evidence": evidence,
                f"{column}@en": cell(reason["en"]),
                f"{column}@nl": cell(reason["nl"]),
                "prov:wasAttributedTo": self.curie("reader"),
                "sg:assertedOn": self.on.isoformat(),
                "sg:review": "sg:proposed",
            },
        )


def cell(text: str) -> str:
    r"""Return a text as one value of a cell: a bar in it separates nothing.

    Control characters, and what turns the direction of writing or is not shown, are left out.

    >>> cell("E|CO")
    'E\\|CO'
    """
    shown = (one for one in text if one.isspace() or category(one) not in ("Cc", "Cf"))
    plain = " ".join("".join(shown).split())
    return plain.rstrip("\\").replace("|", "\\|")


def write_draft(draft: Draft, folder: Path) -> None:
    """Write a draft as a plan package in a new or empty folder.

    Raises:
        SamgraphError: the folder holds something, or cannot be written.

    """
    refuse_taken(folder)
    with whole_folder(folder, "plan.ttl") as beside:
        (beside / "plan.ttl").write_text(draft.plan, encoding="utf-8", newline="\n")
        for name, rows in draft.tables.items():
            if rows:
                with (beside / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
                    writer = csv.DictWriter(out, HEADERS[name], lineterminator="\n")
                    writer.writeheader()
                    for row in rows:
                        writer.writerow({name: defused(row[name]) for name in row})
