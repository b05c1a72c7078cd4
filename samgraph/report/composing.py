"""The order of a report: what its sections are, and how they become one document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from samgraph.errors import SamgraphError
from samgraph.findings import Place
from samgraph.knowledge import Knowledge
from samgraph.numerals import day
from samgraph.report import (
    alignment,
    balance,
    chains,
    coverage,
    discrepancies,
    fragility,
    gaps,
    guide,
    network,
    structure,
    worklist,
)
from samgraph.report.board import board
from samgraph.report.document import Document, Section
from samgraph.report.methods import methods, recorded

Maker: TypeAlias = Callable[[Knowledge, str], Section]

SECTIONS: Final[tuple[tuple[str, Maker], ...]] = (
    ("how to read it", guide.section),
    ("coverage", coverage.section),
    ("gaps", gaps.section),
    ("chains", chains.section),
    ("fragility", fragility.section),
    ("balance", balance.section),
    ("structure", structure.section),
    ("network", network.section),
    ("alignment", alignment.section),
    ("discrepancies", discrepancies.section),
    ("worklist", worklist.section),
)
"""Every section between the first page and the methods, in order, with what progress calls it.

To add one, write a module with `section(knowledge, lang) -> Section` and name it here. What it
holds worth telling first goes in its `highlights`, what it computes in its `formulae`, the seeds
that it used in its `seeds`: the first page and the methods find them there.
"""

LANGUAGES: Final = ("nl", "en")

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "subtitle": "Wat het plan dekt, wat het openlaat, en hoe zeker dat is",
        "date": "Stand van de gegevens",
        "version": "Gegevensversie",
    },
    "en": {
        "subtitle": "What the plan covers, what it leaves out, and how sure that is",
        "date": "Data as of",
        "version": "Data version",
    },
}
_SHORT: Final = 12


def _silent(_: str) -> None:
    """Show no progress."""


def data_version(knowledge: Knowledge) -> str:
    """Return the SHA-256 of the plan's quads as sorted N-Quads, in hexadecimal digits."""
    return hashlib.sha256(b"\n".join(knowledge.dump()) + b"\n").hexdigest()


def compose_report(
    knowledge: Knowledge,
    lang: str = "nl",
    quotes: Mapping[Place, str] | None = None,
    *,
    contested: bool = True,
    progress: Callable[[str], None] = _silent,
) -> Document:
    """Return the whole analysis of a plan as a document; the same plan gives the same document.

    Where `quotes` holds what the source says at a place, it is quoted. `contested` tells whether
    the knowledge counts contested links, which the methods say. `progress` hears each section.

    Raises:
        SamgraphError: the language is not one of `LANGUAGES`.

    """
    if lang not in LANGUAGES:
        raise SamgraphError(f'no language "{lang}"', hint=f"choose {' or '.join(LANGUAGES)}")
    words = _WORDS[lang]
    version = data_version(knowledge)
    made = []
    for name, section in SECTIONS:
        progress(name)
        made.append(section(knowledge, lang))
    progress("first page and methods")
    first = board(knowledge, lang, made)
    last = methods(knowledge, lang, made, version, contested=contested)
    date = recorded(knowledge)
    facts = [(words["version"], version[:_SHORT])]
    if date:
        facts.insert(0, (words["date"], day(date, lang)))
    return Document(
        knowledge.labels(lang).get(knowledge.plan.value, knowledge.name),
        words["subtitle"],
        lang,
        tuple(facts),
        (first, *made, last),
        quotes or {},
    )
