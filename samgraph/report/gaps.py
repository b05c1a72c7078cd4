"""The section on gaps: all of them, those of one pattern in one line, and what could close them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from samgraph.catalogue import ask, find_question
from samgraph.findings import Gap
from samgraph.framing import frames
from samgraph.gaptext import KINDS
from samgraph.knowledge import Knowledge
from samgraph.report.document import Block, Formula, Paragraph, Section, Table
from samgraph.report.gap_groups import Group, group_gaps
from samgraph.report.gap_highlights import gap_highlights
from samgraph.report.naming import Names, names, question, standalone
from samgraph.rows import Cell, Rows
from samgraph.solutions import term_text
from samgraph.stored import stored_gaps

CLOSED: Final = 20
"""For how many gaps the section says what could close them."""

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "Gaten",
        "none": "Er zijn geen gaten: elk vak dat gevuld hoort te zijn, is het.",
        "intro": "samgraph vindt {total} gaten. {robust} daarvan zijn robuust: geen enkele lezing "
        "sluit ze. {thin} zijn dun: er hangt iets aan één koppeling. De volgorde gaat van wat geen "
        "lezing sluit naar wat enkel dun is, en van de uitzondering naar het patroon. Gaten van "
        "hetzelfde patroon staan op één regel.",
        "groups": "Alle {total} gaten, die van één patroon samen, de belangrijkste eerst",
        "counts": "Alle gaten, geteld per dekkingsvraag en soort",
        "header": "vanaf rang|gaten|soort|robuust|vraag|wat ontbreekt, waarom, wat het zou sluiten",
        "count header": "vraag|bereik van de bron|soort|gaten|waarvan robuust",
        "closers": "Wie of wat de eerste {n} gaten met een suggestie zou kunnen sluiten",
        "closer header": "rang|vraag|gat|suggestie",
        "note": "Suggesties tellen nergens mee: ze zeggen waar te zoeken, niet wat het plan dekt.",
    },
    "en": {
        "title": "Gaps",
        "none": "There are no gaps: every cell that should be filled is filled.",
        "intro": "samgraph finds {total} gaps. {robust} of them are robust: no reading closes "
        "them. {thin} are thin: something hangs on a single link. They are ordered from what no "
        "reading closes to what is merely thin, and from the exception to the pattern. Gaps of the "
        "same pattern stand on one line.",
        "groups": "All {total} gaps, those of one pattern together, the most important first",
        "counts": "All gaps, counted by coverage question and kind",
        "header": "from rank|gaps|kind|robust|question|what is missing, why, what would close it",
        "count header": "question|scope of the source|kind|gaps|of which robust",
        "closers": "Who or what could close the first {n} gaps with a suggestion",
        "closer header": "rank|question|gap|suggestion",
        "note": "Suggestions count nowhere: they say where to look, not what the plan covers.",
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
            "dun(a) ⇔ |{b ∈ B : er is een weg van a naar b}| = 1; "
            "dun(a, b) ⇔ |{w : w is een weg van a naar b}| = 1",
            "Een rij of kolom die aan één tegenhanger hangt, en een vak dat één keten van "
            "koppelingen vult; oordelen tellen mee.",
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
            "thin(a) ⇔ |{b ∈ B : there is a path from a to b}| = 1; "
            "thin(a, b) ⇔ |{w : w is a path from a to b}| = 1",
            "A row or column that hangs on a single counterpart, and a cell that one chain of "
            "links fills; judgements count.",
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
    intro = words["intro"].format(
        total=len(gaps),
        robust=sum(gap.robust and gap.kind != "thin" for gap in gaps),
        thin=sum(gap.kind == "thin" for gap in gaps),
    )
    blocks: list[Block] = [
        Paragraph(intro),
        _grouped(group_gaps(gaps, known), len(gaps), said, lang),
    ]
    closable = [
        gap for gap in gaps if gap.robust and gap.kind in ("open", "silent") and gap.suggestions
    ]
    if closable:
        blocks.append(_closers(closable[:CLOSED], said, lang))
    blocks.append(Table(words["counts"], _counts(knowledge, said, lang), (question("gap-counts"),)))
    return Section(
        "gaps",
        words["title"],
        tuple(blocks),
        highlights=tuple(gap_highlights(gaps, known, said, lang)),
        formulae=_FORMULAE[lang],
    )


def _grouped(groups: Sequence[Group], total: int, said: Names, lang: str) -> Table:
    """Return all gaps, a line for each pattern."""
    words = _WORDS[lang]
    rows = tuple(
        (
            group.gaps[0].rank,
            len(group.gaps),
            KINDS[lang][group.kind],
            group.robust,
            group.frame.labels.get(lang, group.frame.name),
            group.text(said, lang),
        )
        for group in groups
    )
    return Table(
        words["groups"].format(total=total),
        Rows(tuple(words["header"].split("|")), rows),
        (question("frame-gaps"),),
        tuple(group.places for group in groups),
    )


def _closers(gaps: Sequence[Gap], said: Names, lang: str) -> Table:
    """Return for each of some gaps who or what could close it, and why."""
    words, knowledge = _WORDS[lang], said.knowledge
    labels = {frame.name: frame.labels.get(lang, frame.name) for frame in frames(knowledge)}
    rows = tuple(
        (
            gap.rank,
            labels.get(gap.frame, gap.frame),
            " × ".join(map(said.name, gap.things)),
            " ".join(one.descriptions.get(lang, "") for one in gap.suggestions),
        )
        for gap in gaps
    )
    graphs = " ".join(f"FROM <{knowledge.graph(one).value}>" for one in ("suggested", "findings"))
    query = f"""
        SELECT ?order ?gap ?rank ?candidate ?reason {graphs} {{
          ?suggestion a sg:Suggestion ; sg:closes ?gap ; sg:candidate ?candidate ; sg:rank ?rank ;
            dcterms:description ?reason . ?gap sg:rank ?order
          FILTER(LANG(?reason) = "{lang}")
        }}
        ORDER BY ?order ?rank"""
    return Table(
        words["closers"].format(n=len(gaps)),
        Rows(tuple(words["closer header"].split("|")), rows),
        (standalone(knowledge, query),),
        note=words["note"],
    )


def _counts(knowledge: Knowledge, said: Names, lang: str) -> Rows:
    """Return the answer of the catalogue to how many gaps there are of each kind."""
    found: list[tuple[Cell, ...]] = []
    for solution in ask(knowledge, find_question("gap-counts")):  # type: ignore[union-attr]
        texts = [said.label(term.value) for term in list(solution)[:3] if term is not None]
        numbers = [term_text(knowledge, term) for term in list(solution)[3:]]
        found.append((*texts, *numbers))
    return Rows(tuple(_WORDS[lang]["count header"].split("|")), tuple(found))
