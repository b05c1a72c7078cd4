"""The section on discrepancies: where the plan contradicts itself or is incomplete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from samgraph.discrepancy_phrases import KINDS
from samgraph.discrepancytext import SEVERITIES
from samgraph.findings import Discrepancy
from samgraph.knowledge import Knowledge
from samgraph.report.document import Highlight, Paragraph, Section, Table
from samgraph.report.naming import question
from samgraph.rows import Rows
from samgraph.stored import stored_discrepancies

_WEIGHTS: Final = {"high": 2, "medium": 4, "low": 6}

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "Waar het plan zichzelf tegenspreekt",
        "none": "samgraph vindt geen tegenspraken in het plan.",
        "intro": "Deze lijst vergelijkt het plan met zichzelf: aantallen die het noemt met de "
        "lijsten die het geeft, codes, verwijzingen en sommen. Er komt geen oordeel aan te pas. "
        "Van de {total} tegenspraken zijn er {high} ernstig, {medium} gemiddeld en {low} licht.",
        "caption": "Alle tegenspraken, de ernstigste eerst",
        "header": "nr.|ernst|soort|wat er aan de hand is",
        "more": " (Van deze soort zijn er {n}.)",
        "head": "Tegenspraak",
    },
    "en": {
        "title": "Where the plan contradicts itself",
        "none": "samgraph finds no discrepancies in the plan.",
        "intro": "This list compares the plan with itself: the numbers it names with the lists it "
        "gives, codes, references and sums. No judgement enters. Of the {total} discrepancies "
        "{high} are grave, {medium} medium and {low} slight.",
        "caption": "All discrepancies, the gravest first",
        "header": "no.|severity|kind|what is the matter",
        "more": " (There are {n} of this kind.)",
        "head": "Contradiction",
    },
}


def section(knowledge: Knowledge, lang: str) -> Section:
    """Return every discrepancy of the plan, as they stand in its findings graph."""
    words = _WORDS[lang]
    found = stored_discrepancies(knowledge)
    if not found:
        return Section("discrepancies", words["title"], (Paragraph(words["none"]),))
    intro = words["intro"].format(
        total=len(found),
        **{name: sum(one.severity == name for one in found) for name in _WEIGHTS},
    )
    rows = Rows(
        tuple(words["header"].split("|")),
        tuple(
            (
                number,
                SEVERITIES[lang][one.severity],
                KINDS[lang].get(one.kind, one.kind),
                one.descriptions.get(lang, ""),
            )
            for number, one in enumerate(found, start=1)
        ),
    )
    table = Table(
        words["caption"], rows, (question("discrepancies"),), tuple(one.places for one in found)
    )
    highlights = tuple(_highlights(found, lang))
    return Section(
        "discrepancies", words["title"], (Paragraph(intro), table), highlights=highlights
    )


def _highlights(found: Sequence[Discrepancy], lang: str) -> Iterator[Highlight]:
    """Yield the first discrepancy of each severity and kind, with how many there are like it."""
    groups: dict[tuple[str, str], list[Discrepancy]] = {}
    for one in found:
        groups.setdefault((one.severity, one.kind), []).append(one)
    for (severity, _), some in groups.items():
        text = some[0].descriptions.get(lang, "")
        if len(some) > 1:
            text += _WORDS[lang]["more"].format(n=len(some))
        head = _WORDS[lang]["head"]
        yield Highlight("discrepancy", _WEIGHTS[severity], text, some[0].places, head)
