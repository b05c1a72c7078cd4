"""The section on gaps: the first ones in full, all of them counted, the weightiest in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samgraph.catalogue import ask, find_question
from samgraph.framing import frames
from samgraph.gaptext import KINDS
from samgraph.knowledge import Knowledge
from samgraph.report.document import Formula, Paragraph, Section, Table
from samgraph.report.gap_highlights import gap_highlights
from samgraph.report.naming import Names, names, question
from samgraph.rows import Cell, Rows
from samgraph.solutions import term_text
from samgraph.stored import stored_gaps

FIRST: Final = 30
"""How many gaps are given in full."""

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "Gaten",
        "none": "Er zijn geen gaten: elk vak dat gevuld hoort te zijn, is het.",
        "intro": "samgraph vindt {total} gaten. {robust} daarvan zijn robuust: geen enkele lezing "
        "sluit ze. {thin} zijn dun: er hangt iets aan één koppeling. De volgorde gaat van wat geen "
        "lezing sluit naar wat enkel dun is, en van de uitzondering naar het patroon.",
        "first": "De eerste {n} van {total} gaten, de belangrijkste eerst",
        "counts": "Alle gaten, geteld per dekkingsvraag en soort",
        "header": "rang|soort|robuust|vraag|wat ontbreekt, waarom, en wat het zou sluiten",
        "count header": "vraag|bereik van de bron|soort|gaten|waarvan robuust",
    },
    "en": {
        "title": "Gaps",
        "none": "There are no gaps: every cell that should be filled is filled.",
        "intro": "samgraph finds {total} gaps. {robust} of them are robust: no reading closes "
        "them. {thin} are thin: something hangs on a single link. They are ordered from what no "
        "reading closes to what is merely thin, and from the exception to the pattern.",
        "first": "The first {n} of {total} gaps, the most important first",
        "counts": "All gaps, counted by coverage question and kind",
        "header": "rank|kind|robust|question|what is missing, why, and what would close it",
        "count header": "question|scope of the source|kind|gaps|of which robust",
    },
}
_FORMULAE: Final = {
    "nl": (
        Formula(
            "robuust gat",
            "robuust(a) ⇔ er is geen enkele b ∈ B met een weg van a naar b, in geen enkele lezing",
            "Een gat dat ook open blijft voor wie elk oordeel aanvaardt.",
        ),
        Formula(
            "dun",
            "dun(a) ⇔ |{b ∈ B : er is een weg van a naar b, oordelen meegeteld}| = 1",
            "Een rij of kolom die aan één enkele tegenhanger hangt.",
        ),
    ),
    "en": (
        Formula(
            "robust gap",
            "robust(a) ⇔ there is no b ∈ B with a path from a to b, in no reading",
            "A gap that stays open even with every judgement admitted.",
        ),
        Formula(
            "thin",
            "thin(a) ⇔ |{b ∈ B : there is a path from a to b, judgements counted}| = 1",
            "A row or column that hangs on a single counterpart.",
        ),
    ),
}


def section(knowledge: Knowledge, lang: str) -> Section:
    """Return the gaps of the plan, as they stand in its findings graph."""
    words = _WORDS[lang]
    gaps = stored_gaps(knowledge)
    if not gaps:
        return Section("gaps", words["title"], (Paragraph(words["none"]),))
    said = names(knowledge, lang)
    known = {frame.name: frame for frame in frames(knowledge)}
    label = {name: frame.labels.get(lang, name) for name, frame in known.items()}
    first = gaps[:FIRST]
    intro = words["intro"].format(
        total=len(gaps),
        robust=sum(gap.robust and gap.kind != "thin" for gap in gaps),
        thin=sum(gap.kind == "thin" for gap in gaps),
    )
    shown = Rows(
        tuple(words["header"].split("|")),
        tuple(
            (
                gap.rank,
                KINDS[lang][gap.kind],
                gap.robust,
                label[gap.frame],
                gap.descriptions.get(lang, ""),
            )
            for gap in first
        ),
    )
    return Section(
        "gaps",
        words["title"],
        (
            Paragraph(intro),
            Table(
                words["first"].format(n=len(first), total=len(gaps)),
                shown,
                (question("frame-gaps"),),
                tuple(gap.places for gap in first),
            ),
            Table(words["counts"], _counts(knowledge, said, lang), (question("gap-counts"),)),
        ),
        highlights=tuple(gap_highlights(gaps, known, said, lang)),
        formulae=_FORMULAE[lang],
    )


def _counts(knowledge: Knowledge, said: Names, lang: str) -> Rows:
    """Return the answer of the catalogue to how many gaps there are of each kind."""
    found: list[tuple[Cell, ...]] = []
    for solution in ask(knowledge, find_question("gap-counts")):  # type: ignore[union-attr]
        texts = [said.label(term.value) for term in list(solution)[:3] if term is not None]
        numbers = [term_text(knowledge, term) for term in list(solution)[3:]]
        found.append((*texts, *numbers))
    return Rows(tuple(_WORDS[lang]["count header"].split("|")), tuple(found))
