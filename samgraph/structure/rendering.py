"""An analysis of structure as text: as tables with sentences, or as rows for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from samgraph.knowledge import Knowledge
from samgraph.phrases import nouns
from samgraph.solutions import with_ids
from samgraph.structure.coordination import Coordination
from samgraph.structure.results import Structure
from samgraph.structure.tables import broker_rows, frame_rows, measured_rows, note, pair_rows
from samgraph.structure.words import coordination_sentences, structure_sentences
from samgraph.tables import render
from samgraph.text import width, wrapped

_SHOWN = 5
"""Pairs, and brokers of each side, that are shown to people; programs get them all."""
_EMPTY = {
    "nl": "Het plan stelt geen enkele dekkingsvraag: er is geen raster om te toetsen.",
    "en": "The plan asks no coverage question: there is no frame to test.",
}


def structure_text(knowledge: Knowledge, found: Structure, form: str, lang: str) -> str:
    """Return one frame's structure; in a form for programs, every figure in a row of its own."""
    if form != "table":
        return render(with_ids(knowledge, found), form)
    labels = knowledge.labels(lang)
    name = found.frame.labels.get(lang, found.frame.name)
    parts = [name + "\n" + "─" * len(name)]
    if found.links:
        parts.append(render(measured_rows(found.measured, nouns(lang, name), lang), "table"))
    parts.append(_paragraphs(structure_sentences(found, labels, lang)))
    if found.pairs:
        parts.append(render(pair_rows(found.pairs, labels, lang, _SHOWN), "table"))
    if found.brokers:
        parts.append(render(broker_rows(found, labels, lang, _SHOWN), "table"))
    if found.links:
        parts.append(_paragraphs([note(found.draws, found.seed, found.certainty, lang)]))
    return "\n\n".join(parts)


def structures_text(found: Sequence[Structure], form: str, lang: str) -> str:
    """Return a row for each frame, and for people how the figures were come by."""
    if form != "table":
        return render(frame_rows(found, lang), form)
    if not found:
        return _EMPTY[lang]
    method = _paragraphs([note(found[0].draws, found[0].seed, None, lang)])
    return f"{render(frame_rows(found, lang), 'table')}\n\n{method}"


def coordination_text(knowledge: Knowledge, found: Coordination, form: str, lang: str) -> str:
    """Return coordination gaps; in a form for programs, a row for every two that share."""
    if form != "table":
        return render(with_ids(knowledge, found), form)
    name = found.sharing.labels.get(lang, found.sharing.name)
    table = render(measured_rows([found.fit], nouns(lang, name), lang), "table")
    labels = knowledge.labels(lang)
    said = _paragraphs(coordination_sentences(found, labels, lang))
    method = _paragraphs([note(found.draws, found.seed, None, lang)])
    return f"{table}\n\n{said}\n\n{method}"


def _paragraphs(sentences: Iterable[str]) -> str:
    columns = min(width(), 100)
    return "\n".join("\n".join(wrapped(sentence, columns, "")) for sentence in sentences)
