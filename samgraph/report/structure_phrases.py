"""What the section on structure says, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samgraph.report.document import Formula

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "title": "Structuur, getoetst aan toeval",
        "intro": "Een patroon kan er ook door toeval zijn: wie veel koppelingen heeft, komt overal "
        "mee samen. Daarom staat hier alles naast wat toeval geeft bij dezelfde aantallen "
        "koppelingen. “Niets meer dan wat de graden geven” is een uitkomst: wie er dan toch een "
        "patroon in leest, leest te veel.",
        "none": "Het plan stelt geen dekkingsvragen: er is niets te toetsen.",
        "sizes": "Van de {total} dekkingsvragen zijn er {tested} getoetst.",
        "few": "Niet getoetst, want met minder dan tien rijen die ook anders gevuld konden zijn: "
        "{names}.",
        "fixed": "Niet getoetst, want met deze aantallen koppelingen is maar één indeling "
        "mogelijk: {names}.",
        "empty": "Niet getoetst, want er is niets gekoppeld: {names}.",
        "plain": "Niets meer dan wat de graden geven: {names}.",
        "beyond": "Onder beide nulmodellen anders dan wat de graden geven: {names}.",
        "split": "Anders onder één nulmodel en niet onder het andere, dus niet om op te bouwen: "
        "{names}.",
        "pairs": "Geen enkel paar rijen deelt meer dan hun graden geven, in geen enkele vraag.",
        "verdicts": "Het oordeel over elke getoetste vraag",
        "dots": "Waargenomen tegen toeval",
        "figure": "Elke maat naast wat toeval met dezelfde graden geeft",
        "described": "Per maat een teken op een eigen schaal, met de band waarbinnen 95% van het "
        "toeval valt.",
        "measured": "Elke maat onder beide nulmodellen",
        "measured header": "vraag|maat|waarde|nulmodel|gemiddeld|95% ligt in|z|p|q",
        "communities": "Gemeenschappen die scherper zijn dan toeval",
        "community table": "Wat er samen hoort, waar de indeling scherper is dan de graden geven",
        "community header": "vraag|groep|rijen|kolommen",
        "counts": "Enkel tellingen",
        "count intro": "Te klein om te toetsen of door de aantallen vastgelegd: deze vragen "
        "krijgen tellingen en geen p-waarden.",
        "count table": "De vragen die enkel geteld zijn",
        "count header": "vraag|rijen × kolommen|vrije rijen|gevulde vakken|NODF|Q|paren rijen die "
        "iets delen|waarom niet getoetst",
        "closest": "Paren rijen die het meest delen",
        "pair table": "De {most} paren met de kleinste q in elke getoetste vraag",
        "pair header": "vraag|eerste|tweede|gemeen|bij toeval|95% ligt in|p, vaste graden|p, "
        "verwachte graden|q",
        "brokers": "Wie ertussen ligt",
        "broker intro": "Wie veel op de kortste wegen tussen andere ligt, bemiddelt. Tussen haken "
        "staat waartussen het cijfer ligt als onzekere koppelingen wegvallen; loopt dat ver "
        "uiteen, dan zegt de plaats weinig. Het cijfer ervoor telt alle koppelingen, en kan "
        "daardoor buiten de haken vallen.",
        "broker table": "De eerste {most} van elke lijst, met hun interval",
        "seed": "nulmodellen, gemeenschappen en hertrekkingen (structuur)",
        "head": "Structuur",
    },
    "en": {
        "title": "Structure, tested against chance",
        "intro": "A pattern may be there by chance: what has many links meets everything. That is "
        "why everything here stands beside what chance gives with the same numbers of links. "
        "“Nothing beyond what the degrees give” is a result: whoever reads a pattern into it all "
        "the same reads too much.",
        "none": "The plan asks no coverage questions: there is nothing to test.",
        "sizes": "Of the {total} coverage questions {tested} are tested.",
        "few": "Not tested, with fewer than ten rows that could also have been filled otherwise: "
        "{names}.",
        "fixed": "Not tested, because with these numbers of links only one pattern is possible: "
        "{names}.",
        "empty": "Not tested, because nothing is linked: {names}.",
        "plain": "Nothing beyond what the degrees give: {names}.",
        "beyond": "Other than what the degrees give, under both null models: {names}.",
        "split": "Other under one null model and not under the other, so not to be relied on: "
        "{names}.",
        "pairs": "No pair of rows shares more than their degrees give, in any question.",
        "verdicts": "The verdict on each question tested",
        "dots": "Observed against chance",
        "figure": "Every measure beside what chance gives with the same degrees",
        "described": "A mark for each measure on a scale of its own, with the band in which 95% of "
        "chance lies.",
        "measured": "Every measure under both null models",
        "measured header": "question|measure|observed|null model|mean|95% lie in|z|p|q",
        "communities": "Communities that are sharper than chance",
        "community table": "What belongs together, where the division is sharper than the degrees "
        "give",
        "community header": "question|group|rows|columns",
        "counts": "Counts only",
        "count intro": "Too small to test, or settled by the numbers: these questions get counts "
        "and no p-values.",
        "count table": "The questions that are only counted",
        "count header": "question|rows × columns|free rows|cells filled|NODF|Q|pairs of rows that "
        "share something|why not tested",
        "closest": "Pairs of rows that share most",
        "pair table": "The {most} pairs with the smallest q in each question tested",
        "pair header": "question|first|second|shared|by chance|95% lie in|p, fixed degrees|p, "
        "expected degrees|q",
        "brokers": "Who lies between",
        "broker intro": "Whoever lies much on the shortest paths between others mediates. In "
        "brackets is between what the figure lies when uncertain links drop out; where that is "
        "far apart, the place says little. The figure before them counts all links, and can for "
        "that reason lie outside.",
        "broker table": "The first {most} of each list, with their interval",
        "seed": "null models, communities and resamples (structure)",
        "head": "Structure",
    },
}

_SOURCES: Final = {
    "nodf": "Almeida-Neto et al., Oikos 117 (2008)",
    "barber": "Barber, Phys. Rev. E 76 (2007); Liu, Murata, IEICE Trans. E93-D (2010)",
    "rand": "Hubert, Arabie, Journal of Classification 2 (1985)",
    "null": "Strona et al., Nature Communications 5 (2014); Saracco et al., Scientific Reports 5 "
    "(2015)",
    "p": "Davison, Hinkley, Bootstrap Methods and their Application (1997); Benjamini, Hochberg, "
    "J. R. Stat. Soc. B 57 (1995)",
    "broker": "Borgatti, Halgin, Analyzing Affiliation Networks (2011); Burt, Structural Holes "
    "(1992)",
}

FORMULAE: Final[Mapping[str, tuple[Formula, ...]]] = {
    "nl": (
        Formula(
            "nestedness (NODF)",
            "NODF = 100 / n_paren · Σ_{k(i) > k(j) > 0} |M_i ∩ M_j| / k(j)",
            "k(i) is het aantal koppelingen van i. Over alle paren rijen en alle paren kolommen: "
            "welk deel van wat de kleinste heeft, de grootste ook heeft. "
            "Paren met evenveel koppelingen tellen als nul, in een trekking ook die met een "
            "lege lijn.",
            _SOURCES["nodf"],
        ),
        Formula(
            "modulariteit van een matrix",
            "Q = (1 / m) Σ_ij (M_ij − k_i d_j / m) · [i en j in dezelfde gemeenschap]",
            "k_i en d_j zijn de graden van rij i en kolom j, m het aantal gevulde vakken. De beste "
            "indeling van twaalf zoektochten telt, voor het plan en voor elke trekking.",
            _SOURCES["barber"],
        ),
        Formula(
            "overeenkomst met de eigen indeling (gecorrigeerde Rand-index)",
            "ARI = (R − E[R]) / (max R − E[R])",
            "R telt de paren die in beide indelingen samen of in beide apart zitten; 0 is wat "
            "toeval geeft, 1 volledige overeenkomst.",
            _SOURCES["rand"],
        ),
        Formula(
            "nulmodellen",
            "vaste graden: uniform uit alle matrices met dezelfde rij- en kolomsommen; verwachte "
            "graden: p_ij = x_i y_j / (1 + x_i y_j)",
            "Het eerste houdt elke graad exact vast (curveball), het tweede gemiddeld (BiCM). Een "
            "oordeel geldt enkel als beide het geven.",
            _SOURCES["null"],
        ),
        Formula(
            "p en q",
            "p = (1 + |{trekkingen minstens zo ver}|) / (1 + |trekkingen|); q_{(i)} = min_{j ≥ i} "
            "m p_{(j)} / j",
            "Tweezijdig is p het dubbele van de kleinste kant; voor paren is ze eenzijdig. q "
            "verbetert p voor het aantal vragen dat tegelijk gesteld is; onder 0,1 telt ze.",
            _SOURCES["p"],
        ),
        Formula(
            "bemiddelaar",
            "tussenligging, gedeeld door het hoogst mogelijke in een netwerk van twee kanten; "
            "beperking c_i = Σ_j (p_ij + Σ_q p_iq p_qj)²; effectieve omvang Σ_j (1 − Σ_q p_iq "
            "m_jq)",
            "p_ij is het aandeel van j in wat i met andere deelt, m_jq wat j met q deelt, gedeeld "
            "door het meeste dat j met iemand deelt. Een lage beperking: wie er rond ligt, leunt "
            "niet op elkaar.",
            _SOURCES["broker"],
        ),
    ),
    "en": (
        Formula(
            "nestedness (NODF)",
            "NODF = 100 / n_pairs · Σ_{k(i) > k(j) > 0} |M_i ∩ M_j| / k(j)",
            "k(i) is the number of links of i. Over all pairs of rows and all pairs of columns: "
            "what part of what the smaller has the larger has too. "
            "Pairs with equally many links count as zero, in a draw also those with an empty line.",
            _SOURCES["nodf"],
        ),
        Formula(
            "modularity of a matrix",
            "Q = (1 / m) Σ_ij (M_ij − k_i d_j / m) · [i and j in the same community]",
            "k_i and d_j are the degrees of row i and column j, m the number of cells filled. The "
            "best division of twelve searches counts, for the plan and for every draw.",
            _SOURCES["barber"],
        ),
        Formula(
            "agreement with the own grouping (adjusted Rand index)",
            "ARI = (R − E[R]) / (max R − E[R])",
            "R counts the pairs that are together in both divisions or apart in both; 0 is what "
            "chance gives, 1 full agreement.",
            _SOURCES["rand"],
        ),
        Formula(
            "null models",
            "fixed degrees: uniformly from all matrices with the same row and column sums; "
            "expected degrees: p_ij = x_i y_j / (1 + x_i y_j)",
            "The first keeps every degree exactly (curveball), the second on average (BiCM). A "
            "verdict holds only if both give it.",
            _SOURCES["null"],
        ),
        Formula(
            "p and q",
            "p = (1 + |{draws at least as far out}|) / (1 + |draws|); q_{(i)} = min_{j ≥ i} "
            "m p_{(j)} / j",
            "Two-sided, p is twice the smaller side; for pairs it is one-sided. q corrects p for "
            "the number of questions asked together; below 0.1 it counts.",
            _SOURCES["p"],
        ),
        Formula(
            "broker",
            "betweenness, divided by the most that is possible in a network of two sides; "
            "constraint c_i = Σ_j (p_ij + Σ_q p_iq p_qj)²; effective size Σ_j (1 − Σ_q p_iq m_jq)",
            "p_ij is the share of j in what i shares with others, m_jq what j shares with q, "
            "divided by the most that j shares with anyone. A low constraint: those around it do "
            "not lean on each other.",
            _SOURCES["broker"],
        ),
    ),
}
