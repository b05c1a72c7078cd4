"""The section on methods: definitions, formulae, seeds, versions, and how to compute it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from samgraph.knowledge import Knowledge
from samgraph.numerals import day
from samgraph.report.document import Block, Item, Listing, Paragraph, Section, Table
from samgraph.report.naming import standalone
from samgraph.rows import Rows
from samgraph.version import VERSION

_LAST: Final = "SELECT (MAX(?day) AS ?last) { ?link a sg:Link ; sg:assertedOn ?day }"
_ONTOLOGIES: Final = """
    SELECT ?ontology ?version {
      ?ontology a owl:Ontology ; owl:versionInfo ?version
    } ORDER BY ?ontology"""
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "Methode",
        "how": "Het plan staat als RDF-graaf in benoemde grafen, één per stand van kennis. Alle "
        "dekking is met SPARQL 1.1 berekend en is op elke SPARQL-machine na te rekenen. Afleiding "
        "gebeurt met regels uit de ontologie (OWL 2 RL). Enkel voorgestelde koppelingen tellen "
        "nergens mee.",
        "contested": "Koppelingen die een herlezing betwist, tellen in dit rapport niet mee.",
        "formulae": "Formules",
        "symbols": "A zijn de rijen van een vraag, B haar kolommen; n is het aantal knopen en m "
        "het aantal verbindingen van een netwerk.",
        "seeds": "Zaadwaarden",
        "seeds caption": "Vaste zaadwaarden van wat met toeval werkt",
        "no seeds": "Niets in dit rapport werkt met toeval.",
        "seed header": "waarvoor|zaadwaarde",
        "versions": "Gegevens en versies",
        "version caption": "Waarop dit rapport berust",
        "version header": "wat|waarde",
        "plan": "plan",
        "data": "gegevensversie (SHA-256)",
        "date": "laatste koppeling vastgelegd op",
        "none": "niet vermeld",
        "statements": "uitspraken in de graaf",
        "again": "De gegevensversie is de SHA-256 van alle uitspraken, gesorteerd, als N-Quads: "
        "van het bestand dat “samgraph build -o plan.nq” schrijft. Dezelfde gegevens geven "
        "hetzelfde rapport, byte voor byte.",
        "again contested": "De gegevensversie is de SHA-256 van alle uitspraken, gesorteerd, als "
        "N-Quads, zonder de betwiste koppelingen. Dezelfde gegevens geven hetzelfde rapport, byte "
        "voor byte.",
        "ask": "Een vraag uit de catalogus, zoals frame-gaps, beantwoordt ook “samgraph ask "
        "frame-gaps”; elke andere vraag gaat met “samgraph sparql”.",
    },
    "en": {
        "title": "Methods",
        "how": "The plan is an RDF graph in named graphs, one for each standing. All coverage is "
        "computed by SPARQL 1.1 and can be computed again on any SPARQL engine. Inference is by "
        "rules compiled from the ontology (OWL 2 RL). Links that are merely suggested count "
        "nowhere.",
        "contested": "Links that a review contests do not count in this report.",
        "formulae": "Formulae",
        "symbols": "A are the rows of a question, B its columns; n is the number of nodes and m "
        "the number of links of a network.",
        "seeds": "Seeds",
        "seeds caption": "Fixed seeds of what works with chance",
        "no seeds": "Nothing in this report works with chance.",
        "seed header": "what for|seed",
        "versions": "Data and versions",
        "version caption": "What this report rests on",
        "version header": "what|value",
        "plan": "plan",
        "data": "data version (SHA-256)",
        "date": "last link recorded on",
        "none": "not given",
        "statements": "statements in the graph",
        "again": "The data version is the SHA-256 of all statements, sorted, as N-Quads: of the "
        "file that “samgraph build -o plan.nq” writes. The same data give the same report, byte "
        "for byte.",
        "again contested": "The data version is the SHA-256 of all statements, sorted, as N-Quads, "
        "without the contested links. The same data give the same report, byte for byte.",
        "ask": "A question of the catalogue, such as frame-gaps, is also answered by “samgraph ask "
        "frame-gaps”; any other question by “samgraph sparql”.",
    },
}


def recorded(knowledge: Knowledge) -> str:
    """Return the day on which the last link of the plan was recorded, empty where none says."""
    return next((last.value for (last,) in knowledge.select(_LAST) if last is not None), "")


def methods(
    knowledge: Knowledge,
    lang: str,
    sections: Sequence[Section],
    data_version: str,
    *,
    contested: bool = True,
) -> Section:
    """Return how everything in the other sections was computed, and from what."""
    words = _WORDS[lang]
    every = [one for section in sections for one in section.every()]
    formulae = [formula for section in every for formula in section.formulae]
    seeds = [seed for section in every for seed in section.seeds]
    blocks: list[Block] = [Paragraph(words["how"])]
    if not contested:
        blocks.append(Paragraph(words["contested"]))
    return Section(
        "methods",
        words["title"],
        tuple(blocks),
        (
            Section(
                "methods-formulae", words["formulae"], (Paragraph(words["symbols"]), *formulae)
            ),
            Section("methods-seeds", words["seeds"], (_seeds(seeds, words),)),
            Section(
                "methods-versions",
                words["versions"],
                (
                    _versions(knowledge, lang, data_version),
                    Listing(
                        (
                            Item(words["again" if contested else "again contested"]),
                            Item(words["ask"]),
                        )
                    ),
                ),
            ),
        ),
    )


def _seeds(seeds: Sequence[tuple[str, int]], words: Mapping[str, str]) -> Table | Paragraph:
    if not seeds:
        return Paragraph(words["no seeds"])
    rows = tuple((what, str(seed)) for what, seed in seeds)
    return Table(words["seeds caption"], Rows(tuple(words["seed header"].split("|")), rows))


def _versions(knowledge: Knowledge, lang: str, data_version: str) -> Table:
    words = _WORDS[lang]
    ontologies = sorted((one.value, two.value) for one, two in knowledge.select(_ONTOLOGIES))
    date = recorded(knowledge)
    rows = (
        (words["plan"], f"{knowledge.name} <{knowledge.namespace}>"),
        (words["data"], data_version),
        (words["date"], day(date, lang) if date else words["none"]),
        (words["statements"], len(knowledge.store)),
        ("samgraph", VERSION),
        *ontologies,
    )
    queries = tuple(standalone(knowledge, query) for query in (_LAST, _ONTOLOGIES))
    header = tuple(words["version header"].split("|"))
    return Table(words["version caption"], Rows(header, rows), queries)
