"""What an analysis of structure found, as rows for people, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samgraph.numerals import NOTHING
from samgraph.phrases import nouns
from samgraph.rows import Cell, Rows
from samgraph.structure.brokerage import Broker, Certainty, Resampled
from samgraph.structure.phrases import GROUPINGS, MEASURES, MODELS, NOTE, SHORT
from samgraph.structure.projections import Pair
from samgraph.structure.results import Measured, Structure
from samgraph.structure.significance import Null
from samgraph.structure.words import chance_text, number_text, range_text

_HEADERS = {
    "nl": {
        "measured": ("maat", "waarde", "nulmodel", "gemiddeld", "95% ligt in", "z", "p", "q"),
        "pairs": ("eerste", "tweede", "gemeen", "bij toeval", "95% ligt in", "p", "p*", "q"),
        "counts": ("eerste", "tweede", "gemeen"),
        "brokers": (
            "naam",
            "soort",
            "graad",
            "plaats",
            "tussenligging",
            "beperking",
            "eff. omvang",
        ),
        "frames": (
            "raster",
            "rijen × kolommen",
            "vrije rijen",
            "koppelingen",
            "NODF",
            "NODF bij toeval",
            "Q",
            "Q bij toeval",
            "paren boven toeval",
            "oordeel",
        ),
    },
    "en": {
        "measured": ("measure", "observed", "null model", "mean", "95% lie in", "z", "p", "q"),
        "pairs": ("first", "second", "shared", "by chance", "95% lie in", "p", "p*", "q"),
        "counts": ("first", "second", "shared"),
        "brokers": ("label", "kind", "degree", "rank", "betweenness", "constraint", "eff. size"),
        "frames": (
            "frame",
            "rows × columns",
            "free rows",
            "links",
            "NODF",
            "NODF by chance",
            "Q",
            "Q by chance",
            "pairs beyond chance",
            "verdict",
        ),
    },
}


def measured_rows(figures: Sequence[Measured], kinds: tuple[str, str], lang: str) -> Rows:
    """Return a row for each figure and null model; `kinds` name the frame's rows and columns."""
    cells: list[tuple[Cell, ...]] = []
    for figure in figures:
        name = measure_name(figure, kinds, lang)
        observed = number_text(figure.observed, lang, figure.measure)
        if not figure.nulls:
            cells.append((name, observed, SHORT[lang][figure.verdict], "", "", "", "", ""))
        for null in figure.nulls:
            cells.append((name, observed, *null_cells(null, figure.measure, lang)))
            name = observed = ""
    return Rows(_HEADERS[lang]["measured"], tuple(cells))


def measure_name(figure: Measured, kinds: tuple[str, str], lang: str) -> str:
    """Return what a figure measures; `kinds` name the frame's rows and columns."""
    name = MEASURES[lang][figure.measure]
    if not figure.grouping:
        return name
    noun = kinds[1] if figure.axis == "columns" else kinds[0]
    return f"{name}, {GROUPINGS[lang][figure.grouping].format(noun=noun)}"


def null_cells(null: Null, measure: str, lang: str) -> tuple[str, ...]:
    """Return what a null model gives for a figure: model, mean, range, z, p and q."""
    return (
        MODELS[lang][null.model],
        number_text(null.mean, lang, measure),
        range_text(null, measure, lang),
        number_text(null.z, lang),
        chance_text(null.p, lang),
        "" if null.q is None else chance_text(null.q, lang),
    )


def pair_rows(pairs: Sequence[Pair], labels: Mapping[str, str], lang: str, number: int) -> Rows:
    """Return the first pairs; p is that of fixed degrees, p* of expected ones, q the larger."""
    shown = pairs[:number]
    tested = any(pair.nulls for pair in shown)
    cells: list[tuple[Cell, ...]] = []
    for pair in shown:
        names = labels.get(pair.first, pair.first), labels.get(pair.second, pair.second)
        chance: tuple[str, ...] = ()
        if pair.nulls:
            fixed, expected = pair.nulls
            chance = (
                number_text(fixed.mean, lang),
                range_text(fixed, "shared", lang),
                chance_text(fixed.p, lang),
                chance_text(expected.p, lang),
                chance_text(max(fixed.q or 0.0, expected.q or 0.0), lang),
            )
        cells.append((*names, pair.shared, *chance))
    return Rows(_HEADERS[lang]["pairs" if tested else "counts"], tuple(cells))


def broker_rows(structure: Structure, labels: Mapping[str, str], lang: str, number: int) -> Rows:
    """Return the first rows and columns by betweenness, each figure with its interval."""
    kinds = nouns(lang, structure.frame.labels.get(lang, structure.frame.name))
    shown: list[Broker] = []
    for axis in ("rows", "columns"):
        shown += [one for one in structure.brokers if one.axis == axis][:number]
    return Rows(
        _HEADERS[lang]["brokers"],
        tuple(
            (
                labels.get(one.iri, one.iri),
                kinds[0] if one.axis == "rows" else kinds[1],
                one.degree,
                _spread(one.rank, lang, "rank"),
                _spread(one.betweenness, lang),
                _spread(one.constraint, lang),
                _spread(one.effective_size, lang),
            )
            for one in shown
        ),
    )


def _spread(found: Resampled | None, lang: str, measure: str = "") -> str:
    """Return a figure and its interval, such as `0.42 [0.30–0.55]`."""
    if found is None:
        return NOTHING
    observed, low, high = (
        number_text(value, lang, measure) for value in (found.observed, found.low, found.high)
    )
    return f"{observed} [{low}–{high}]"


def frame_rows(structures: Sequence[Structure], lang: str) -> Rows:
    """Return a row for each frame: its size, its figures beside chance, and the verdict."""
    cells: list[tuple[Cell, ...]] = []
    for one in structures:
        by_measure = {figure.measure: figure for figure in reversed(one.measured)}
        texts: list[Cell] = [
            text
            for measure in ("nestedness", "modularity")
            for text in _beside(by_measure[measure], lang)
        ]
        tested = bool(one.pairs) and not one.untested
        cells.append(
            (
                one.frame.name,
                f"{len(one.frame.rows)} × {len(one.frame.columns)}",
                one.free_rows,
                one.links,
                *texts,
                f"{len(one.validated)}/{len(one.pairs)}" if tested else "",
                frame_verdict(one, lang),
            )
        )
    return Rows(_HEADERS[lang]["frames"], tuple(cells))


def _beside(figure: Measured, lang: str) -> tuple[str, str]:
    """Return a figure, and the range that chance with fixed degrees gives."""
    chance = range_text(figure.nulls[0], figure.measure, lang) if figure.nulls else ""
    return number_text(figure.observed, lang, figure.measure), chance


def frame_verdict(structure: Structure, lang: str) -> str:
    """Return what of a frame is beyond its degrees, in a few words."""
    say = SHORT[lang]
    if structure.untested:
        return say[structure.untested]
    found = [
        f"{MEASURES[lang][figure.measure]}: {say[figure.verdict]}"
        for figure in structure.measured
        if figure.verdict in ("more", "less", "split")
    ]
    if structure.validated:
        found.append(say["pairs"])
    return "; ".join(found) or say["degrees"]


def note(draws: int, seed: int, certainty: Certainty | None, lang: str) -> str:
    """Return how the figures were come by: null models, draws, seed, and what was assumed."""
    text = NOTE[lang]["nulls"].format(draws=draws, seed=seed)
    if certainty is None:
        return text
    mark = "," if lang == "nl" else "."
    resampled = NOTE[lang]["resamples"].format(
        judged=f"{certainty.judged:g}".replace(".", mark),
        contested=f"{certainty.contested:g}".replace(".", mark),
        resamples=certainty.resamples,
    )
    return f"{text} {resampled}"
