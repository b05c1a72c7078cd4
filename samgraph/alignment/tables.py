"""Alignments as rows: for a person in short, for a program in full, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from samgraph.alignment.sides import DEGREES, Alignment, Alignments, Side
from samgraph.knowledge import Knowledge
from samgraph.names import Names
from samgraph.rows import Cell, Rows

_DISPUTED: Final = "!"
_NOTHING: Final = "–"
_SEPARATOR: Final = " "

_HEADERS: Final = {
    "nl": {
        "goals": ("strategisch doel", "afgestemd", "ten dele"),
        "themes": ("thema", "afgestemd", "ten dele"),
        "groups": ("groep", "streefdoelen", "door een doel", "alleen een thema", "door niets"),
        "links": ("onderwerp", "streefdoel", "graad", "nazicht", "motivering"),
        "targets": ("streefdoel", "doelen", "thema's"),
        "considered": ("afgewogen", "tegen", "reden"),
    },
    "en": {
        "goals": ("strategic goal", "aligned", "partial"),
        "themes": ("theme", "aligned", "partial"),
        "groups": ("group", "targets", "by a goal", "a theme only", "by nothing"),
        "links": ("subject", "target", "degree", "review", "rationale"),
        "targets": ("target", "goals", "themes"),
        "considered": ("weighed", "against", "reason"),
    },
}


_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "aligned": "afgestemd",
        "partial": "ten dele",
        "proposed": "voorgesteld",
        "accepted": "aanvaard",
        "contested": "betwist",
    },
    "en": {},
}
"""Degrees and reviews in Dutch; in English they are what they are."""


def side_table(
    knowledge: Knowledge, sides: Sequence[Side], kind: str, lang: str, name: str = ""
) -> Rows:
    """Return a row for each goal or theme with the codes of the targets that it touches.

    `kind` is `goals` or `themes`. Behind a code stands who touches it, where that is a part of the
    row and not the row itself, and a mark where only contested alignments do. `name`, the
    framework's, is left out of the codes.
    """
    names = Names(knowledge, lang)
    return Rows(
        _HEADERS[lang][kind],
        tuple(
            (
                names[side.iri],
                *(
                    ", ".join(_code(names, side, target, name) for target in side.targets(degree))
                    or _NOTHING
                    for degree in DEGREES
                ),
            )
            for side in sides
        ),
    )


def _code(names: Names, side: Side, target: str, name: str) -> str:
    """Return a target's code, with the parts that touch it where the row itself does not."""
    found = [one for one in side.alignments if one.target == target]
    code = names.short(target).removeprefix(name.upper())
    if all(one.review == "contested" for one in found):
        code += _DISPUTED
    if side.iri in {one.subject for one in found}:
        return code
    parts = [names.codes.get(one.subject) for one in found]
    return f"{code} ({', '.join(part for part in parts if part)})" if all(parts) else code


def group_table(knowledge: Knowledge, found: Alignments, lang: str) -> Rows:
    """Return a row for each group: how many targets a goal touches, a theme only, and nothing."""
    names, touched, seen = Names(knowledge, lang), set(found.touched), set(found.seen)
    cells: list[tuple[Cell, ...]] = []
    for group in found.framework.groups:
        counts = [len(some.intersection(group.targets)) for some in (touched, seen)]
        rest = len(group.targets) - sum(counts)
        cells.append((names[group.iri], len(group.targets), *counts, rest))
    return Rows(_HEADERS[lang]["groups"], tuple(cells))


def link_table(knowledge: Knowledge, found: Alignments, lang: str) -> Rows:
    """Return a row for each alignment with its rationale."""
    names, said = Names(knowledge, lang), _WORDS[lang]
    return Rows(
        _HEADERS[lang]["links"],
        tuple(
            (
                names[one.subject],
                names[one.target],
                said.get(one.degree, one.degree),
                said.get(one.review, one.review),
                _text(one.rationales, lang),
            )
            for one in found.every
        ),
    )


def target_table(knowledge: Knowledge, found: Alignments, lang: str) -> Rows:
    """Return a row for each target, with the goals and the themes that touch it."""
    names = Names(knowledge, lang)
    goals, themes = _touching(found.goals), _touching((*found.themes, *found.loose))
    return Rows(
        _HEADERS[lang]["targets"],
        tuple(
            (
                names[target],
                "; ".join(names.short(one.subject) for one in goals.get(target, ())) or _NOTHING,
                "; ".join(names.short(one.subject) for one in themes.get(target, ())) or _NOTHING,
            )
            for target in found.framework.targets
        ),
    )


def considered_table(knowledge: Knowledge, found: Alignments, lang: str) -> Rows:
    """Return a row for each consideration without an alignment, with its reason."""
    names = Names(knowledge, lang)
    return Rows(
        _HEADERS[lang]["considered"],
        tuple(
            (names[one.subject], names[one.against], _text(one.reasons, lang))
            for one in found.considered
        ),
    )


def _touching(sides: Sequence[Side]) -> dict[str, list[Alignment]]:
    found: dict[str, list[Alignment]] = {}
    for side in sides:
        for one in side.alignments:
            found.setdefault(one.target, []).append(one)
    return found


def _text(texts: Mapping[str, str], lang: str) -> str:
    """Return a text in a language, or in any that there is."""
    return texts.get(lang) or next(iter(texts.values()), "")


# ---------------------------------------------------------------------------------------------
# For programs: the same column names in every language, ids beside labels
# ---------------------------------------------------------------------------------------------


_LINK_HEADER: Final = (
    *("framework", "subject", "subject_label", "part_of", "target", "target_label", "group"),
    *("degree", "standing", "review", "rationale"),
)


def link_rows(knowledge: Knowledge, found: Sequence[Alignments], lang: str) -> Rows:
    """Return a row for each alignment: ids, labels, degree, standing, review, rationale."""
    labels = knowledge.labels(lang)

    def label(iri: str) -> str:
        return labels.get(iri, "")

    return Rows(
        _LINK_HEADER,
        tuple(
            (
                each.framework.name,
                knowledge.curie(one.subject),
                label(one.subject),
                _SEPARATOR.join(knowledge.curie(iri) for iri in _above(each, one.subject)),
                knowledge.curie(one.target),
                label(one.target),
                knowledge.curie(_group(each, one.target)),
                one.degree,
                one.standing,
                one.review,
                _text(one.rationales, lang),
            )
            for each in found
            for one in each.every
        ),
    )


def target_rows(knowledge: Knowledge, found: Sequence[Alignments], lang: str) -> Rows:
    """Return a row for each target: by whom it is touched, and whether by a goal at all.

    `touched` is `goal`, `theme` where no goal touches it, or `none`.
    """
    labels = knowledge.labels(lang)
    cells: list[tuple[Cell, ...]] = []
    for each in found:
        goals, themes = _touching(each.goals), _touching((*each.themes, *each.loose))
        for group in each.framework.groups:
            for target in group.targets:
                by = "goal" if target in goals else "theme" if target in themes else "none"
                who = [
                    _SEPARATOR.join(knowledge.curie(one.subject) for one in some.get(target, ()))
                    for some in (goals, themes)
                ]
                cells.append(
                    (
                        each.framework.name,
                        knowledge.curie(group.iri),
                        labels.get(group.iri, ""),
                        knowledge.curie(target),
                        labels.get(target, ""),
                        by,
                        *who,
                    )
                )
    header = ("framework", "group", "group_label", "target", "target_label", "touched", "goals")
    return Rows((*header, "themes"), tuple(cells))


def considered_rows(knowledge: Knowledge, found: Sequence[Alignments], lang: str) -> Rows:
    """Return a row for each consideration: ids, labels and the reason."""
    labels = knowledge.labels(lang)
    return Rows(
        ("framework", "subject", "subject_label", "against", "against_label", "reason"),
        tuple(
            (
                each.framework.name,
                knowledge.curie(one.subject),
                labels.get(one.subject, ""),
                knowledge.curie(one.against),
                labels.get(one.against, ""),
                _text(one.reasons, lang),
            )
            for each in found
            for one in each.considered
        ),
    )


def _above(found: Alignments, subject: str) -> tuple[str, ...]:
    """Return the lines for which a part of them counts; none for a line itself."""
    sides = (*found.goals, *found.themes, *found.loose)
    return tuple(side.iri for side in sides if subject in side.members[1:])


def _group(found: Alignments, target: str) -> str:
    return next(group.iri for group in found.framework.groups if target in group.targets)
