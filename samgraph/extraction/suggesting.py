"""Links and passages that a draft suggests because a plan's words name a theme or an organisation.

What is looked for are the draft's own themes, challenges, rights, fields and partners, and what a
vocabulary adds to them: a term of the same name as a drafted thing lends it its other labels, any
other term that the plan names becomes a row of the table `vocabulary`, under its own IRI.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from samgraph.extraction.drafting import Thing
from samgraph.extraction.drafts import Draft, cell
from samgraph.extraction.labels import slug
from samgraph.extraction.lines import Span, mended
from samgraph.extraction.mentions import Lexicon, Mention, Name, names_of
from samgraph.extraction.plantext import PlanText
from samgraph.extraction.rules import PREDICATES
from samgraph.extraction.vocabularies import Term

_NAMEABLE = {
    "theme": "theme",
    "challenge": "challenge",
    "right": "right",
    "priority field": "priority field",
    "partner": "organisation",
}
"""The kinds of drafted things that may be named, and what they are then."""
_NOT_PARTNERS = {"PartnerOrganisation": "Organisation", "PartnerGroup": "Organisation"}
"""A partner of the vocabulary is in this plan an organisation, unless its lists name it too."""
_SENTENCE = re.compile(r"[.!?]['’”\")]*\s+(?=['‘“\"(]?[A-Z])")


@dataclass(slots=True)
class _Named:
    """Something to look for."""

    id: str
    kind: str
    labels: list[str]
    thing: Thing | None
    term: Term | None


def suggest(
    draft: Draft, plan: PlanText, things: Sequence[Thing], vocabulary: Iterable[Term]
) -> None:
    """Add to a draft the links and passages that the plan's own words suggest."""
    named = _named(draft, things, vocabulary)
    names: list[Name] = []
    for one in named.values():
        names.extend(names_of(one.id, one.labels, compounds=one.kind != "organisation"))
    paragraphs = [mended(lines) for lines in plan.paragraphs]
    lexicon = Lexicon(names, (text for text, _ in paragraphs))
    passages: dict[str, list[str]] = {}
    for thing in things:
        for mention in lexicon.mentions_in(thing.words):
            one = named[mention.thing]
            predicate = PREDICATES.get((thing.kind, one.kind))
            if predicate and one.id != thing.id:
                word = thing.words[mention.begin : mention.end]
                draft.link(thing.id, predicate, one.id, thing.passage, _rationale(word))
                passages.setdefault(one.id, []).append(thing.passage)
    spans = [entry.span for partners in plan.partners for entry in partners.entries]
    spans.extend(row.span for row in plan.budget)
    listed = {number for span in spans for number in range(span.first, span.last + 1)}
    taken: dict[tuple[str, Span], str] = {}
    for lines, (text, begins) in zip(plan.paragraphs, paragraphs, strict=True):
        if lines[0].number in listed:
            continue
        for mention in lexicon.mentions_in(text):
            one = named[mention.thing]
            if one.kind == "organisation":
                span = _sentence(text, begins, mention)
                if (one.id, span) not in taken:
                    local = slug(re.sub(r".*[:/#]|>", "", one.id))
                    section = plan.outline.section(span.first)
                    taken[one.id, span] = draft.passage(local, span, section, plan.source)
                    passages.setdefault(one.id, []).append(taken[one.id, span])
    _add_passages(draft, named, passages)


def _named(draft: Draft, things: Sequence[Thing], vocabulary: Iterable[Term]) -> dict[str, _Named]:
    """Return what is looked for, by id."""
    found: dict[str, _Named] = {}
    by_label: dict[tuple[str, str], _Named] = {}
    other = f"skos:altLabel@{draft.language}"
    for thing in things:
        kind = _NAMEABLE.get(thing.kind)
        if kind:
            labels = [thing.label, *_split(thing.row.get(other, ""))]
            one = _Named(thing.id, kind, labels, thing, None)
            found[one.id] = one
            for label in labels:
                by_label.setdefault((kind, label.casefold()), one)
    for term in vocabulary:
        labels = list(term.in_language(draft.language))
        same = next(
            (
                by_label[key]
                for label in labels
                if (key := (term.kind, label.casefold())) in by_label
            ),
            None,
        )
        if same and same.thing:
            same.labels.extend(label for label in labels if label not in same.labels)
        elif labels:
            name = f"<{term.iri}>"
            found[name] = _Named(name, term.kind, labels, None, term)
    return found


def _split(values: str) -> list[str]:
    return [one.replace("\\|", "|") for one in re.split(r"(?<!\\)\|", values) if one]


def _rationale(word: str) -> dict[str, str]:
    return {
        "nl": f"De tekst noemt het met de woorden “{word}”.",
        "en": f"The text names it by the words “{word}”.",
    }


def _sentence(text: str, begins: Sequence[tuple[int, int]], mention: Mention) -> Span:
    """Return the lines of the sentence in which something is named."""
    ends = [match.end() for match in _SENTENCE.finditer(text)]
    begin = max((end for end in ends if end <= mention.begin), default=0)
    end = min((end for end in ends if end > mention.begin), default=len(text))
    inside = [number for offset, number in begins if begin < offset < end]
    first = max((number for offset, number in begins if offset <= begin), default=begins[0][1])
    return Span(first, max([first, *inside]))


def _add_passages(
    draft: Draft, named: Mapping[str, _Named], passages: Mapping[str, Sequence[str]]
) -> None:
    """Let what was named point to where: in its own row, or in one of the vocabulary."""
    for one in named.values():
        where = list(dict.fromkeys(passages.get(one.id, ())))
        if one.thing and one.kind == "organisation" and where:
            known = one.thing.row["sg:statedIn"].split("|")
            one.thing.row["sg:statedIn"] = "|".join(dict.fromkeys([*known, *where]))
        elif one.term and where:
            term = one.term
            cells = {
                "id": one.id,
                "a": f"sg:{_NOT_PARTNERS.get(term.type, term.type)}",
                "sg:statedIn": "|".join(where),
                "skos:scopeNote@nl": "Voorgesteld: het plan noemt dit begrip uit de woordenlijst.",
                "skos:scopeNote@en": "Suggested: the plan names this term of the vocabulary.",
            }
            for tag in ("nl", "en"):
                preferred = [text for lang, text in term.labels if lang == tag]
                others = [text for lang, text in term.others if lang == tag]
                cells[f"skos:prefLabel@{tag}"] = cell(preferred[0]) if preferred else ""
                cells[f"skos:altLabel@{tag}"] = "|".join(map(cell, others))
            draft.add("vocabulary", cells)
