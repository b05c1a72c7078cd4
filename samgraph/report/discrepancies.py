"""The section on discrepancies: where the plan contradicts itself or is incomplete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from samgraph.discrepancy_phrases import KINDS
from samgraph.discrepancytext import SEVERITIES
from samgraph.findings import Discrepancy, Place
from samgraph.knowledge import Knowledge
from samgraph.report.document import Highlight, Paragraph, Section, Table
from samgraph.report.naming import question
from samgraph.rows import Rows
from samgraph.stored import stored_discrepancies

_WEIGHTS: Final = {"high": 2, "medium": 4, "low": 6}
_TOLD: Final = 2
"""Kinds of discrepancy that the board hears of."""

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
        "one": "Het plan spreekt zichzelf één keer tegen. {told} Zet dat recht in de volgende "
        "versie.",
        "several": "Het plan spreekt zichzelf {total} keer tegen, {high} keer ernstig. {told} Zet "
        "dat recht in de volgende versie.",
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
        "one": "The plan contradicts itself once. {told} Put that right in the next version.",
        "several": "The plan contradicts itself {total} times, {high} times gravely. {told} Put "
        "that right in the next version.",
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
    return Section(
        "discrepancies",
        words["title"],
        (Paragraph(intro), table),
        highlights=(_highlight(found, lang),),
    )


def _highlight(found: Sequence[Discrepancy], lang: str) -> Highlight:
    """Return how often the plan contradicts itself, with the gravest, each of a kind of its own."""
    words, gravest = _WORDS[lang], found[0].severity
    kinds: dict[str, list[Discrepancy]] = {}
    for one in found:
        if one.severity == gravest:
            kinds.setdefault(one.kind, []).append(one)
    told = []
    places: set[Place] = set()
    for some in list(kinds.values())[:_TOLD]:
        text = some[0].descriptions.get(lang, "")
        told.append(text + (words["more"].format(n=len(some)) if len(some) > 1 else ""))
        places.update(some[0].places)
    total = sum(one.is_contradiction for one in found) or len(found)
    text = words["one" if total == 1 else "several"].format(
        total=total,
        high=sum(one.severity == "high" for one in found),
        told=" ".join(told),
    )
    weight = _WEIGHTS[gravest]
    return Highlight("discrepancy", weight, text, tuple(sorted(places)), words["head"])
