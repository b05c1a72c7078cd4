"""The section on the worklist: links to look at, with reasons, and how far to trust the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pyoxigraph as ox

from samgraph.findings import Place
from samgraph.knowledge import Knowledge
from samgraph.numerals import decimal, said
from samgraph.places import place_of
from samgraph.report.document import Formula, Item, Listing, Paragraph, Section, Table
from samgraph.report.naming import standalone
from samgraph.rows import Cell, Rows
from samgraph.worklist.candidates import Worklist, find_candidates
from samgraph.worklist.heldout import ALL, Score
from samgraph.worklist.kinds import FEWEST_LINKS
from samgraph.worklist.ranking import CUTS
from samgraph.worklist.words import VERDICTS, kind_labels, trust_sentences

_MEASURES: Final = ("fused", "popularity", "chance")
_LINKS: Final = """
    SELECT ?subject ?predicate ?object {
      ?link a sg:Link ; sg:standing ?standing ; rdf:subject ?subject ; rdf:predicate ?predicate ;
        rdf:object ?object .
      ?subject ?predicate ?object
      FILTER(?standing != sg:suggested)
    }
    ORDER BY ?subject ?predicate ?object"""

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "Werklijst: koppelingen om naar te kijken",
        "intro": "Deze koppelingen staan niet in het plan en zijn door niemand beoordeeld. Een "
        "berekening stelt ze voor, uit wat al gekoppeld is en uit wat de teksten zeggen. Ze tellen "
        "in dit rapport nergens mee, tot iemand er een aanvaardt.",
        "none": "Er zijn geen kandidaten: van geen enkele soort koppeling zijn er genoeg "
        "(minstens {fewest}), of niets wijst op een koppeling die er nog niet is.",
        "caption": "De {n} eerste kandidaten, van {total}",
        "header": "rang|van|verband|naar|waarom",
        "trust": "Hoe goed dezelfde berekening verborgen koppelingen terugvindt, naast "
        "populariteit en toeval",
        "trust header": "soort|koppelingen|gezocht|kandidaten",
        "three": "In elk vak staat eerst de lijst, dan populariteit, dan toeval. hits@k: welk deel "
        "van de verborgen koppelingen bij de eerste k staat.",
        "rank": "gemiddelde 1/rang",
        "verdict": "oordeel",
        "all": "alle soorten",
        "query": "De koppelingen waarop kandidaten berusten, in SPARQL",
        "seed": "verborgen koppelingen (werklijst)",
    },
    "en": {
        "title": "Worklist: links to look at",
        "intro": "These links are not in the plan, and nobody has judged them. A computation "
        "proposes them, from what is linked already and from what the texts say. They count "
        "nowhere in this report until somebody accepts one.",
        "none": "There are no candidates: of no kind of link are there enough (at least "
        "{fewest}), or nothing points to a link that is not there already.",
        "caption": "The first {n} candidates, of {total}",
        "header": "rank|from|relation|to|why",
        "trust": "How well the same computation finds hidden links again, beside popularity and "
        "chance",
        "trust header": "kind|links|looked for|candidates",
        "three": "In each cell first the list, then popularity, then chance. hits@k: what part of "
        "the hidden links stands among the first k.",
        "rank": "mean 1/rank",
        "verdict": "verdict",
        "all": "all kinds",
        "query": "The links that candidates rest on, in SPARQL",
        "seed": "hidden links (worklist)",
    },
}
_FORMULAE: Final = {
    "nl": (
        Formula(
            "score van een kandidaat",
            "score(x, y) = Σ_r 1 / (60 + rang_r(x, y)), met r uit: buren Σ_z 1 / ln graad(z); "
            "wegen Σ_uv 1 / (ln graad(u) · ln graad(v)); gelijkenis van de teksten",
            "z zijn de gemeenschappelijke buren van x en y; u en v liggen op een weg van drie "
            "stappen ertussen, voor twee soorten dingen die nooit een buur delen.",
            "Adamic en Adar, Social Networks 25 (2003); Cormack e.a., SIGIR (2009)",
        ),
        Formula(
            "hits@k en gemiddelde 1/rang",
            "hits@k = |{verborgen koppelingen met rang ≤ k}| / |verborgen|; MRR = gemiddelde van 1 "
            "/ rang",
            "Van elke soort wordt telkens een vijfde verborgen en gezocht tussen wat niet "
            "gekoppeld is.",
            "Bordes e.a., NIPS (2013)",
        ),
    ),
    "en": (
        Formula(
            "score of a candidate",
            "score(x, y) = Σ_r 1 / (60 + rank_r(x, y)), with r among: neighbours Σ_z 1 / ln "
            "degree(z); paths Σ_uv 1 / (ln degree(u) · ln degree(v)); likeness of the texts",
            "z are the common neighbours of x and y; u and v lie on a path of three steps between "
            "them, for two kinds of things that never share a neighbour.",
            "Adamic and Adar, Social Networks 25 (2003); Cormack et al., SIGIR (2009)",
        ),
        Formula(
            "hits@k and mean 1/rank",
            "hits@k = |{hidden links with rank ≤ k}| / |hidden|; MRR = mean of 1 / rank",
            "Of each kind a fifth is hidden at a time and looked for among what is not linked.",
            "Bordes et al., NIPS (2013)",
        ),
    ),
}


def section(knowledge: Knowledge, lang: str) -> Section:
    """Return the first candidates with their reasons, and how well hidden links are found."""
    words, found = _WORDS[lang], find_candidates(knowledge)
    if not found.candidates:
        nothing = words["none"].format(fewest=FEWEST_LINKS)
        return Section("worklist", words["title"], (Paragraph(words["intro"]), Paragraph(nothing)))
    kinds = kind_labels(knowledge, found, lang)
    sentences = trust_sentences(found, lang, {name: f"“{text}”" for name, text in kinds.items()})
    return Section(
        "worklist",
        words["title"],
        (
            Paragraph(words["intro"]),
            _candidates(knowledge, found, lang),
            Listing(tuple(map(Item, sentences))),
            _trust(knowledge, found, kinds, lang),
        ),
        formulae=_FORMULAE[lang],
        seeds=((words["seed"], found.scores.seed),),
    )


def _candidates(knowledge: Knowledge, found: Worklist, lang: str) -> Table:
    words, labels = _WORDS[lang], knowledge.labels(lang)
    known: dict[str, Place] = {}
    rows = tuple(
        (
            one.rank,
            one.names[lang][0],
            labels.get(one.predicate, knowledge.curie(one.predicate)),
            one.names[lang][1],
            one.reasons[lang],
        )
        for one in found.candidates
    )
    return Table(
        words["caption"].format(n=len(rows), total=said(found.total, lang)),
        Rows(tuple(words["header"].split("|")), rows),
        (standalone(knowledge, _LINKS, words["query"]),),
        tuple(
            tuple(sorted({place_of(knowledge, ox.NamedNode(iri), known) for iri in one.passages}))
            for one in found.candidates
        ),
    )


def _trust(knowledge: Knowledge, found: Worklist, kinds: Mapping[str, str], lang: str) -> Table:
    """Return hits@k and the mean reciprocal rank of each kind, beside popularity and chance."""
    words = _WORDS[lang]
    header = (
        *words["trust header"].split("|"),
        *(f"hits@{cut}" for cut in CUTS),
        words["rank"],
        words["verdict"],
    )
    rows = tuple(
        (words["all"] if one.kind == ALL else kinds.get(one.kind, one.kind), *_scored(one, lang))
        for one in (*found.scores.kinds, found.scores.overall)
    )
    query = standalone(knowledge, _LINKS, words["query"])
    return Table(words["trust"], Rows(header, rows), (query,), note=words["three"])


def _scored(one: Score, lang: str) -> tuple[Cell, ...]:
    """Return the numbers of one kind, each for the list, popularity and chance, and the verdict."""
    hits = [[one.found[name].hits[place] for name in _MEASURES] for place in range(len(CUTS))]
    every = [*hits, [one.found[name].reciprocal for name in _MEASURES]]
    told = (" / ".join(decimal(lang, value) for value in values) for values in every)
    return (one.links, one.looked_for, one.candidates, *told, VERDICTS[lang][one.verdict])
