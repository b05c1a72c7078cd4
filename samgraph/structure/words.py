"""What an analysis of structure found, in sentences, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samgraph.numerals import NOTHING, decimal
from samgraph.phrases import nouns
from samgraph.structure.brokerage import Broker
from samgraph.structure.coordination import Coordination
from samgraph.structure.phrases import (
    BROKERS,
    COMMUNITIES,
    COORDINATION,
    GROUPINGS,
    MODELS,
    MORE,
    PAIRS,
)
from samgraph.structure.projections import Pair
from samgraph.structure.results import Measured, Structure
from samgraph.structure.significance import BICM, CURVEBALL, FEWEST, RATE, Null
from samgraph.structure.verdict_phrases import UNTESTED, VERDICTS

_NAMED = 5
"""How many pairs or things a sentence names."""
_STABLE = 0.995
_DECIMALS = {"nestedness": 1, "modularity": 3}


def number_text(value: float | None, lang: str, measure: str = "") -> str:
    """Return a figure as readers of a language write it, a whole number as one."""
    if value is None:
        return NOTHING
    if measure in ("shared", "rank"):
        return f"{value:.0f}"
    if measure == "fit":
        return f"{100 * value:.0f}%"
    digits = _DECIMALS.get(measure, 2)
    # What rounds to nothing has no sign.
    text = decimal(lang, round(value, digits) or 0.0, digits)
    return text.replace("-", "−")


def chance_text(value: float, lang: str) -> str:
    """Return a p-value or a q-value as readers of a language write it."""
    return decimal(lang, value, 3) if value >= 0.001 else f"<{decimal(lang, 0.001, 3)}"


def range_text(null: Null, measure: str, lang: str) -> str:
    """Return the range in which chance gives 95% of the figures."""
    low, high = (number_text(value, lang, measure) for value in (null.low, null.high))
    if low == high:
        return low
    return f"{low} tot {high}" if lang == "nl" else f"{low} to {high}"


def structure_sentences(
    structure: Structure, labels: Mapping[str, str], lang: str
) -> tuple[str, ...]:
    """Return what was found, the most general first; what is not beyond the degrees is said too."""
    found = []
    if structure.untested:
        found.append(untested_sentence(structure, lang))
    if structure.untested == "empty":
        return tuple(found)
    for figure in structure.measured:
        found.append(figure_sentence(structure, figure, lang))
        if figure.measure == "modularity":
            found.extend(_community_sentences(structure, figure, labels, lang))
    found.extend(pair_sentences(structure, labels, lang))
    found.extend(broker_sentences(structure, labels, lang))
    return tuple(found)


def untested_sentence(structure: Structure, lang: str) -> str:
    """Return why nothing is tested."""
    return UNTESTED[lang][structure.untested].format(
        rows=len(structure.frame.rows), free=structure.free_rows, fewest=FEWEST
    )


def figure_sentence(structure: Structure, figure: Measured, lang: str) -> str:
    """Return what one of a structure's figures says, beside what chance gives."""
    row, column = _kinds(structure, lang)
    noun = column if figure.axis == "columns" else row
    grouping = GROUPINGS[lang].get(figure.grouping, "").format(noun=noun)
    groups = _counted(len(structure.communities), lang)
    return verdict_sentence(figure, lang, groups=groups, grouping=grouping)


def _kinds(structure: Structure, lang: str) -> tuple[str, str]:
    """Return what rows and columns are called."""
    return nouns(lang, structure.frame.labels.get(lang, structure.frame.name))


def coordination_sentences(
    found: Coordination, labels: Mapping[str, str], lang: str
) -> tuple[str, ...]:
    """Return how well carriers fit what is shared, and the first gaps by name."""
    say, gaps = COORDINATION[lang], found.open
    sentences = []
    if found.untested and found.motifs:
        text = say["nobody"] if found.untested == "empty" else UNTESTED[lang][found.untested]
        rows = len(found.sharing.rows)
        sentences.append(text.format(rows=rows, free=found.free_rows, fewest=FEWEST))
    sentences.append(verdict_sentence(found.fit, lang))
    if gaps:
        names = [
            say["gap"].format(
                first=_name(gap.first, labels),
                second=_name(gap.second, labels),
                shared=", ".join(_name(one, labels) for one in gap.shared),
            )
            for gap in gaps[:_NAMED]
        ]
        key = "one" if len(gaps) == 1 else "some"
        listed = _listed(names, len(gaps), lang)
        sentences.append(say[key].format(number=len(gaps), names=listed))
    elif found.motifs:
        sentences.append(say["none"])
    return tuple(sentences)


def verdict_sentence(figure: Measured, lang: str, *, groups: str = "", grouping: str = "") -> str:
    """Return what a figure says, beside what chance gives."""
    text = VERDICTS[lang][figure.measure][figure.verdict]
    return text.format(
        observed=number_text(figure.observed, lang, figure.measure),
        chance=_chance(figure, lang),
        groups=groups,
        grouping=grouping,
    )


def _chance(figure: Measured, lang: str) -> str:
    """Return the range of the strictest null model; where the two differ, of both."""
    if figure.verdict != "split":
        return next((range_text(null, figure.measure, lang) for null in figure.nulls), "")
    said = [
        f"{range_text(null, figure.measure, lang)} ({MODELS[lang][null.model]})"
        for null in figure.nulls
    ]
    return (" en " if lang == "nl" else " and ").join(said)


def _counted(number: int, lang: str) -> str:
    one, many = (
        ("één gemeenschap", "gemeenschappen") if lang == "nl" else ("one community", "communities")
    )
    return one if number == 1 else f"{number} {many}"


def _community_sentences(
    structure: Structure, modularity: Measured, labels: Mapping[str, str], lang: str
) -> list[str]:
    """Return how stable the division is, and its communities where they are more than chance."""
    say, found = COMMUNITIES[lang], []
    if structure.stability is not None and len(structure.communities) > 1:
        stable = structure.stability > _STABLE
        text = say["stable" if stable else "unstable"]
        found.append(text.format(stability=number_text(structure.stability, lang)))
    if modularity.verdict == "more":
        found += [
            say["group"].format(
                number=number,
                rows=_some(one.rows, labels, lang),
                columns=_some(one.columns, labels, lang),
            )
            for number, one in enumerate(structure.communities, start=1)
        ]
    return found


def pair_sentences(structure: Structure, labels: Mapping[str, str], lang: str) -> list[str]:
    """Return which pairs of rows share more than their degrees give, or that none does."""
    say, pairs, (row, _) = PAIRS[lang], structure.pairs, _kinds(structure, lang)
    if not pairs:
        return [say["nothing"].format(row=row)]
    if structure.untested:
        return [say["untested"].format(row=row, number=len(pairs))]
    beyond = structure.validated
    if not beyond:
        q = min(max(null.q or 0.0 for null in pair.nulls) for pair in pairs)
        found = [say["none"].format(row=row, pairs=len(pairs), q=chance_text(q, lang))]
    else:
        names = _listed([_pair(pair, labels, lang) for pair in beyond[:_NAMED]], len(beyond), lang)
        key = "one" if len(beyond) == 1 else "some"
        found = [say[key].format(row=row, pairs=len(pairs), number=len(beyond), names=names)]
    unseen = sum(map(_unseen, pairs))
    return [*found, say["unseen"].format(number=unseen)] if unseen else found


def _unseen(pair: Pair) -> bool:
    """Tell whether more draws could make a pair stand out that none of the draws reached."""
    by_model = {null.model: null for null in pair.nulls}
    drawn, exact = by_model[CURVEBALL], by_model[BICM]
    least = 1 / (1 + drawn.draws)
    return drawn.p <= least and (drawn.q or 0) >= RATE > (exact.q or 0)


def _pair(pair: Pair, labels: Mapping[str, str], lang: str) -> str:
    return PAIRS[lang]["pair"].format(
        first=_name(pair.first, labels),
        second=_name(pair.second, labels),
        shared=pair.shared,
        chance=range_text(pair.nulls[0], "shared", lang),
    )


def broker_sentences(structure: Structure, labels: Mapping[str, str], lang: str) -> list[str]:
    """Return who lies most between others on each side, and how sure that is."""
    found, kinds = [], _kinds(structure, lang)
    for axis, noun, number in (
        ("rows", kinds[0], len(structure.rows)),
        ("columns", kinds[1], len(structure.columns)),
    ):
        first = [
            one
            for one in structure.brokers
            if one.axis == axis and one.rank.observed == 1 and one.betweenness.observed > 0
        ]
        if first:
            found.append(_first(first, number, noun, labels, lang))
    return found or [BROKERS[lang]["flat"]]


def _first(
    first: Sequence[Broker], number: int, noun: str, labels: Mapping[str, str], lang: str
) -> str:
    """Return the sentence on those in the first place of their side."""
    rank = first[0].rank
    sure = rank.low == rank.high == 1
    key = "several" if len(first) > 1 else "sure" if sure else "first"
    return BROKERS[lang][key].format(
        names=_some([broker.iri for broker in first], labels, lang),
        noun=noun,
        number=number,
        count=len(first),
        low=number_text(rank.low, lang, "rank"),
        high=number_text(rank.high, lang, "rank"),
    )


def _some(iris: Sequence[str], labels: Mapping[str, str], lang: str) -> str:
    """Return the first names, and how many more there are."""
    return _listed([_name(iri, labels) for iri in iris[:_NAMED]], len(iris), lang, ", ")


def _listed(names: Sequence[str], number: int, lang: str, joint: str = "; ") -> str:
    """Return names of the first of a number of things, and how many more there are."""
    rest = number - len(names)
    more = [MORE[lang].format(number=rest)] if rest > 0 else []
    return joint.join([*names, *more])


def _name(iri: str, labels: Mapping[str, str]) -> str:
    return f"“{labels.get(iri, iri)}”"
