"""The section on alignment: what the plan has to do with frameworks outside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samgraph.alignment.reading import find_alignments
from samgraph.alignment.sides import Alignments
from samgraph.alignment.tables import group_table, link_table, side_table
from samgraph.alignment.text import alignment_sentences, legend, no_framework, unaddressed_lines
from samgraph.knowledge import Knowledge
from samgraph.report.document import Block, Item, Listing, Paragraph, Section, Table
from samgraph.report.naming import question

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "Afstemming op kaders buiten het plan",
        "intro": "Naast het plan liggen hier de referentiekaders die het gebruikt. Elke afstemming "
        "is een oordeel met een motivering, geen uitspraak van het plan, en telt in geen enkele "
        "dekkingsvraag mee. Een streefdoel dat niets raakt, is daarom nog geen tekort.",
        "goals": "Strategische doelen met de streefdoelen die zij raken",
        "themes": "Thema's met de streefdoelen waarover zij gaan",
        "groups": "Streefdoelen per groep, naar wat ze raakt",
        "links": "Alle afstemmingen met hun motivering",
    },
    "en": {
        "title": "Alignment with frameworks outside the plan",
        "intro": "Here the frameworks that the plan uses lie beside it. Every alignment is a "
        "judgement with a rationale, not a statement of the plan, and counts in no coverage "
        "question. A target that nothing touches is not for that reason a shortcoming.",
        "goals": "Strategic goals with the targets that they touch",
        "themes": "Themes with the targets that they are about",
        "groups": "Targets by group, by what touches them",
        "links": "All alignments with their rationale",
    },
}


def section(knowledge: Knowledge, lang: str) -> Section:
    """Return the plan beside each framework that it uses, from both sides."""
    words = _WORDS[lang]
    found = find_alignments(knowledge)
    intro = words["intro"] if found else no_framework(lang)
    return Section(
        "alignment",
        words["title"],
        (Paragraph(intro),),
        tuple(_framework(knowledge, each, number, lang) for number, each in enumerate(found, 1)),
    )


def _framework(knowledge: Knowledge, found: Alignments, number: int, lang: str) -> Section:
    words = _WORDS[lang]
    title = knowledge.labels(lang).get(found.framework.iri, found.framework.name)
    said = Listing(tuple(Item(text) for text in alignment_sentences(knowledge, found, lang)))
    blocks: list[Block] = [said]
    if found.every:
        blocks.append(
            Table(
                words["goals"],
                side_table(knowledge, found.goals, "goals", lang),
                (question("goal-alignment"), question("goal-without-target")),
                note=legend(found, lang),
            )
        )
        if found.themes:
            themes = (*found.themes, *found.loose)
            blocks.append(
                Table(
                    words["themes"],
                    side_table(knowledge, themes, "themes", lang),
                    (question("theme-alignment"),),
                )
            )
        blocks.append(
            Table(
                words["groups"],
                group_table(knowledge, found, lang),
                (question("target-group-counts"), question("target-seen-only")),
            )
        )
        heading, *lines = unaddressed_lines(knowledge, found, lang) or ("",)
        if heading:
            blocks += [Paragraph(heading), Listing(tuple(Item(line) for line in lines))]
        blocks.append(
            Table(
                words["links"],
                link_table(knowledge, found, lang),
                (),
                tuple(one.places for one in found.every),
            )
        )
    return Section(f"alignment-{number}", title, tuple(blocks))
