"""The section on structure: every measure beside chance, and verdicts before figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from samgraph.discrepancy_phrases import listed
from samgraph.figures import Dot, draw_dots
from samgraph.knowledge import Knowledge
from samgraph.phrases import nouns
from samgraph.records import records
from samgraph.report.document import (
    Block,
    Figure,
    Highlight,
    Item,
    Listing,
    Paragraph,
    Section,
    Table,
)
from samgraph.report.naming import Names, cells_query, names
from samgraph.report.structure_phrases import FORMULAE, WORDS
from samgraph.rows import Cell, Rows
from samgraph.structure import Measured, Structure, analyse_structures
from samgraph.structure.phrases import MEASURES, SHORT
from samgraph.structure.tables import broker_rows, measure_name, note, null_cells, pair_rows
from samgraph.structure.words import (
    chance_text,
    figure_sentence,
    number_text,
    pair_sentences,
    untested_sentence,
)
from samgraph.whatif import reduced

PAIRS: Final = 2
"""Pairs of rows of one question that are given."""
BROKERS: Final = 2
"""Rows, and columns, of one question that are given."""


def section(knowledge: Knowledge, lang: str) -> Section:
    """Return the structure of every frame in the widest reading, tested where it is large enough.

    The figures are those of `samgraph structure`: the same draws, seed and certainty of links.
    """
    words = WORDS[lang]
    found = analyse_structures(knowledge, undisputed=_undisputed(knowledge))
    if not found:
        return Section("structure", words["title"], (Paragraph(words["none"]),))
    said = names(knowledge, lang)
    tested = [one for one in found if not one.untested]
    counted = [one for one in found if one.untested]
    sentences = _summary(found, lang)
    parts = []
    if tested:
        parts += [_verdicts(tested, said, lang), _dots(tested, said, lang)]
        sharper = _communities(tested, said, lang)
        if sharper is not None:
            parts.append(sharper)
        parts.append(_pairs(tested, said, lang))
    if counted:
        parts.append(_counts(counted, said, lang))
    if any(one.brokers for one in found):
        parts.append(_brokers(found, said, lang))
    return Section(
        "structure",
        words["title"],
        (Paragraph(words["intro"]), Listing(tuple(map(Item, sentences)))),
        tuple(parts),
        highlights=_highlights(tested, sentences, lang),
        formulae=FORMULAE[lang],
        seeds=((words["seed"], found[0].seed),),
    )


def _undisputed(knowledge: Knowledge) -> Knowledge | None:
    """Return the plan without the links that a review contests, None where all are undisputed."""
    disputed = [link for link, one in records(knowledge).items() if one.review == "contested"]
    return reduced(knowledge, frozenset(), frozenset(disputed)) if disputed else None


def _label(one: Structure, lang: str) -> str:
    return one.frame.labels.get(lang, one.frame.name)


def _kinds(one: Structure, lang: str) -> tuple[str, str]:
    return nouns(lang, _label(one, lang))


def _outcome(one: Structure) -> str:
    """Return why a frame is untested, or whether it is `plain`, `beyond` its degrees or `split`."""
    if one.untested:
        return one.untested
    verdicts = {figure.verdict for figure in one.measured}
    if verdicts & {"more", "less"} or one.validated:
        return "beyond"
    return "split" if "split" in verdicts else "plain"


def _summary(found: Sequence[Structure], lang: str) -> tuple[str, ...]:
    """Return how many frames are tested, and which of them come to what."""
    words = WORDS[lang]
    by_outcome: dict[str, list[str]] = {}
    for one in found:
        by_outcome.setdefault(_outcome(one), []).append(_told(one, lang))
    tested = [one for one in found if not one.untested]
    said = {key: words[key].format(names=listed(lang, some)) for key, some in by_outcome.items()}
    if tested and not any(one.validated for one in tested):
        said["pairs"] = words["pairs"]
    order = ("plain", "beyond", "split", "pairs", "few", "fixed", "empty")
    sizes = words["sizes"].format(total=len(found), tested=len(tested))
    return (sizes, *(said[key] for key in order if key in said))


def _told(one: Structure, lang: str) -> str:
    """Return a frame's name, with what of it is beyond its degrees under both null models."""
    beyond = dict.fromkeys(
        MEASURES[lang][figure.measure].partition(" (")[0]
        for figure in one.measured
        if figure.verdict in ("more", "less")
    )
    name = f"“{_label(one, lang)}”"
    return f"{name} ({', '.join(beyond)})" if beyond else name


def _verdicts(tested: Sequence[Structure], said: Names, lang: str) -> Section:
    """Return the verdicts on every frame that is tested, in sentences."""
    words = WORDS[lang]
    items = []
    for one in tested:
        sentences = [figure_sentence(one, figure, lang) for figure in one.measured]
        sentences += pair_sentences(one, said.labels, lang)
        items.append(Item(" ".join(sentences), head=_label(one, lang)))
    return Section("structure-verdicts", words["verdicts"], (Listing(tuple(items)),))


def _dots(tested: Sequence[Structure], said: Names, lang: str) -> Section:
    """Return every measure beside chance, as a figure and as a table of both null models."""
    words = WORDS[lang]
    dots: list[Dot] = []
    cells: list[tuple[Cell, ...]] = []
    for one in tested:
        for figure in one.measured:
            name = measure_name(figure, _kinds(one, lang), lang)
            observed = number_text(figure.observed, lang, figure.measure)
            if figure.observed is None or not figure.nulls:
                short = SHORT[lang][figure.verdict]
                cells.append((_label(one, lang), name, observed, short, "", "", "", "", ""))
                continue
            fixed = figure.nulls[0]
            q = "" if fixed.q is None else f"q {chance_text(fixed.q, lang)}"
            label = f"{_label(one, lang)}: {_short(figure, one, lang)}"
            dots.append(Dot(label, figure.observed, fixed.mean, fixed.low, fixed.high, q))
            cells += [
                (_label(one, lang), name, observed, *null_cells(null, figure.measure, lang))
                for null in figure.nulls
            ]
    picture = draw_dots(words["figure"], words["described"], dots, lang, "figure-structure")
    table = Table(
        words["measured"],
        Rows(tuple(words["measured header"].split("|")), tuple(cells)),
        (cells_query(said.knowledge, [one.frame for one in tested]),),
        note=note(tested[0].draws, tested[0].seed, None, lang),
    )
    figure_ = Figure(words["figure"], (picture,), table)
    return Section("structure-measures", words["dots"], (figure_,))


def _short(figure: Measured, one: Structure, lang: str) -> str:
    """Return what a figure measures in few words, for a picture."""
    name = MEASURES[lang][figure.measure]
    if not figure.grouping:
        return name
    return f"{name}, “{_kinds(one, lang)[figure.axis == 'columns']}”"


def _communities(tested: Sequence[Structure], said: Names, lang: str) -> Section | None:
    """Return what belongs together, of the frames whose division is sharper than chance gives."""
    words = WORDS[lang]
    sharp = [
        one
        for one in tested
        if any(f.measure == "modularity" and f.verdict == "more" for f in one.measured)
    ]
    if not sharp:
        return None
    rows = tuple(
        (
            _label(one, lang),
            number,
            "; ".join(map(said.name, group.rows)),
            "; ".join(map(said.name, group.columns)),
        )
        for one in sharp
        for number, group in enumerate(one.communities, start=1)
    )
    table = Table(
        words["community table"],
        Rows(tuple(words["community header"].split("|")), rows),
        (cells_query(said.knowledge, [one.frame for one in sharp]),),
    )
    return Section("structure-communities", words["communities"], (table,))


def _pairs(tested: Sequence[Structure], said: Names, lang: str) -> Section:
    """Return the pairs of rows that come nearest to sharing more than their degrees give."""
    words = WORDS[lang]
    cells = tuple(
        (_label(one, lang), *row)
        for one in tested
        for row in pair_rows(one.pairs, said.labels, lang, PAIRS).cells
    )
    table = Table(
        words["pair table"].format(most=PAIRS),
        Rows(tuple(words["pair header"].split("|")), cells),
        (cells_query(said.knowledge, [one.frame for one in tested]),),
    )
    return Section("structure-pairs", words["closest"], (table,))


def _counts(counted: Sequence[Structure], said: Names, lang: str) -> Section:
    """Return the frames that are not tested, with their figures and without p-values."""
    words = WORDS[lang]
    cells: list[tuple[Cell, ...]] = []
    for one in counted:
        observed: Mapping[str, float | None] = {
            figure.measure: figure.observed for figure in reversed(one.measured)
        }
        cells.append(
            (
                _label(one, lang),
                f"{len(one.frame.rows)} × {len(one.frame.columns)}",
                one.free_rows,
                one.links,
                number_text(observed["nestedness"], lang, "nestedness"),
                number_text(observed["modularity"], lang, "modularity"),
                len([pair for pair in one.pairs if pair.shared]),
                untested_sentence(one, lang),
            )
        )
    table = Table(
        words["count table"],
        Rows(tuple(words["count header"].split("|")), tuple(cells)),
        (cells_query(said.knowledge, [one.frame for one in counted]),),
    )
    return Section("structure-counts", words["counts"], (Paragraph(words["count intro"]), table))


def _brokers(found: Sequence[Structure], said: Names, lang: str) -> Section:
    """Return who lies most between others in every frame, each figure with its interval."""
    words = WORDS[lang]
    cells: list[tuple[Cell, ...]] = []
    header: tuple[str, ...] = ()
    for one in found:
        rows = broker_rows(one, said.labels, lang, BROKERS)
        header = rows.header
        cells += [(_label(one, lang), *row) for row in rows.cells]
    question = words["measured header"].partition("|")[0]
    blocks: list[Block] = [
        Paragraph(words["broker intro"]),
        Table(
            words["broker table"].format(most=BROKERS),
            Rows((question, *header), tuple(cells)),
            (cells_query(said.knowledge, [one.frame for one in found]),),
            note=note(found[0].draws, found[0].seed, found[0].certainty, lang),
        ),
    ]
    return Section("structure-brokers", words["brokers"], tuple(blocks))


def _highlights(
    tested: Sequence[Structure], sentences: Sequence[str], lang: str
) -> tuple[Highlight, ...]:
    """Return how many questions are tested and what they come to, of little weight for a board."""
    if not tested:
        return ()
    places = sorted({place for one in tested for place in one.frame.places})
    text = " ".join(sentences[:3])
    return (Highlight("structure", 7, text, tuple(places), WORDS[lang]["head"]),)
