"""How to read the report: what is known in which way, and why a cell is empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samgraph.knowledge import Knowledge
from samgraph.report.document import Item, Listing, Paragraph, Section

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "Hoe dit rapport te lezen",
        "intro": "Een plan is als netwerk gelezen: doelen, taken, thema’s en partners, met "
        "koppelingen ertussen. Van elke koppeling staat vast hoe ze bekend is, en van elke lege "
        "plek waarom ze leeg is. Daarom zijn de antwoorden vaak intervallen en geen getallen.",
        "intervals": "“4–14 van 14” betekent: 4 volgens wat het plan zelf zegt, 14 als ook telt "
        "wat beoordeeld is. De waarheid ligt ertussen. Wat enkel is voorgesteld, telt nergens mee.",
        "robust": "Een gat heet robuust als geen enkele lezing het sluit: ook wie alle oordelen "
        "aanvaardt, vindt daar niets.",
        "source": "“§5.1, regels 572–578” wijst naar de tekst van het plan. De tekst zelf staat "
        "niet in dit rapport, behalve waar hij bij het maken ervan is meegegeven.",
        "tables": "Onder elke figuur staat dezelfde inhoud als tabel, en bij elke tabel over "
        "het plan de vraag in SPARQL die haar geeft. Wie twijfelt, kan alles narekenen.",
    },
    "en": {
        "title": "How to read this report",
        "intro": "The plan has been read as a network: goals, tasks, themes and partners, with "
        "links between them. Of every link it is recorded how it is known, and of every empty "
        "place why it is empty. That is why answers are often intervals and not numbers.",
        "intervals": "“4–14 of 14” means: 4 by what the plan itself says, 14 if what is judged "
        "counts too. The truth lies between. What is merely suggested counts nowhere.",
        "robust": "A gap is called robust if no reading closes it: even with every judgement "
        "admitted, nothing is there.",
        "source": "“§5.1, lines 572–578” points into the text of the plan. The text itself is not "
        "in this report, except where it was given when the report was made.",
        "tables": "Below every figure stands the same as a table, and with every table on "
        "the plan the question in SPARQL that gives it. Whoever doubts can compute it all again.",
    },
}


_LISTS: Final[Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]]] = {
    "nl": {
        "standings": (
            ("■ gesteld", "Het plan zegt het zelf, op een aanwijsbare plaats."),
            ("◆ afgeleid", "Het volgt uit wat het plan zegt, volgens een vaste regel."),
            (
                "◇ beoordeeld",
                "Iemand leest het plan zo en geeft daar de reden bij. Zo’n koppeling telt pas mee "
                "aan de ruime kant van een interval.",
            ),
        ),
        "empties": (
            ("– bewust leeg", "Het plan zegt dat het hier kiest. Dat is beleid, geen gebrek."),
            (
                "? open",
                "Het plan zet de twee lijsten tegenover elkaar en vult dit vak niet in. Dit vraagt "
                "om een antwoord.",
            ),
            (
                "· het plan zwijgt",
                "Het plan legt de twee lijsten nergens naast elkaar. Daaruit volgt niets, behalve "
                "dat niemand het kan nalezen.",
            ),
            ("× niet van toepassing", "De vraag stelt zich niet voor dit vak."),
            (
                "○ dun",
                "Precies één koppeling vult dit vak: valt die weg, dan is het leeg. Een rij of "
                "kolom is dun als ze aan één tegenhanger hangt.",
            ),
        ),
    },
    "en": {
        "standings": (
            ("■ stated", "The plan says so itself, at a place that can be pointed to."),
            ("◆ derived", "It follows from what the plan says, by a fixed rule."),
            (
                "◇ judged",
                "Somebody reads the plan so and gives the reason. Such a link counts only at the "
                "generous end of an interval.",
            ),
        ),
        "empties": (
            ("– left out on purpose", "The plan says that it chooses here. That is policy."),
            (
                "? open",
                "The plan sets the two lists side by side and leaves this cell empty. It asks for "
                "an answer.",
            ),
            (
                "· the plan is silent",
                "The plan never sets the two lists side by side. Nothing follows from that, except "
                "that nobody can look it up.",
            ),
            ("× not applicable", "The question does not arise for this cell."),
            (
                "○ thin",
                "Exactly one link fills this cell: without it the cell is empty. A row or column "
                "is thin if it hangs on a single counterpart.",
            ),
        ),
    },
}


def section(knowledge: Knowledge, lang: str) -> Section:
    """Return what a reader needs to know before the first table."""
    del knowledge
    words = _WORDS[lang]

    def listing(key: str) -> Listing:
        return Listing(tuple(Item(text, head=head) for head, text in _LISTS[lang][key]))

    return Section(
        "guide",
        words["title"],
        (
            Paragraph(words["intro"]),
            listing("standings"),
            Paragraph(str(words["intervals"])),
            listing("empties"),
            *(Paragraph(words[key]) for key in ("robust", "source", "tables")),
        ),
    )
