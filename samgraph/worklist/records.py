"""Candidates as rows of a plan package's table of links, for a person to accept in the table."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from samgraph.knowledge import Knowledge
from samgraph.outputs import whole_file
from samgraph.rows import Rows
from samgraph.worklist.candidates import Worklist

PROPOSER = "https://w3id.org/samgraph/worklist"
"""To whom candidates are attributed; who accepts one puts a name of the plan's own here."""

_HEADER = (
    *("rdf:subject", "rdf:predicate", "rdf:object", "sg:standing", "sg:evidence"),
    *("sg:rationale@en", "sg:rationale@nl", "prov:wasAttributedTo", "sg:assertedOn", "sg:review"),
)


def link_rows(knowledge: Knowledge, worklist: Worklist, on: date) -> Rows:
    """Return the candidates as a table of links, every one suggested.

    Whoever writes `sg:judged` for `sg:suggested` accepts a candidate: its reasons are then the
    rationale, and the passages where its two ends stand the evidence.
    """
    return Rows(
        _HEADER,
        tuple(
            (
                *(_name(knowledge, iri) for iri in (one.subject, one.predicate, one.object)),
                "sg:suggested",
                "|".join(_name(knowledge, passage) for passage in one.passages),
                *(_cell(one.reasons[lang]) for lang in ("en", "nl")),
                *(f"<{PROPOSER}>", on.isoformat(), "sg:proposed"),
            )
            for one in worklist.candidates
        ),
    )


def write_candidates(
    knowledge: Knowledge, worklist: Worklist, file: Path, on: date | None = None
) -> None:
    """Write the candidates as a table that a plan package can take in as it is.

    `on` is the day on which they were proposed, today unless given.

    Raises:
        SamgraphError: the file cannot be written.

    """
    rows = link_rows(knowledge, worklist, on or date.today())
    with whole_file(file) as beside, beside.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(rows.header)
        writer.writerows(rows.cells)


def _name(knowledge: Knowledge, iri: str) -> str:
    curie = knowledge.curie(iri)
    return f"<{iri}>" if curie == iri else curie


def _cell(text: str) -> str:
    """Return a text as one value of a cell: a bar in it separates nothing."""
    return text.replace("|", "\\|")
