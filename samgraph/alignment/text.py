"""Alignments in sentences, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samgraph.alignment.sides import DEGREES, Alignments
from samgraph.knowledge import Knowledge
from samgraph.names import Names

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "no framework": "Het plan heeft geen referentiekader naast zich. Noem er een in plan.ttl "
        "met sg:usesFramework.",
        "no links": "Het plan gebruikt dit referentiekader, en niets in deze lezing is erop "
        "afgestemd.",
        "goals": "{n} van de {total} strategische doelen raken samen {targets} van de {all} "
        "streefdoelen, waarvan {aligned} afgestemd en {partial} alleen ten dele.",
        "goals without": "Geen enkel streefdoel raken: {names}.",
        "goals all": "Elk strategisch doel raakt een streefdoel.",
        "themes": "{n} van de {total} thema's raken een streefdoel. {seen} streefdoelen raakt een "
        "thema en geen doel: {codes}.",
        "themes none seen": "{n} van de {total} thema's raken een streefdoel, en geen enkel dat "
        "geen doel raakt.",
        "themes without": "Thema's die geen streefdoel raken: {names}.",
        "rest": "{rest} streefdoelen raakt geen doel en geen thema.",
        "considered": "Wat afgewogen is zonder dat er een afstemming kwam, met de reden: samgraph "
        "align --show considered ({n}).",
        "untouched": "Wat geen doel raakt ({n} van {all}; * ziet een thema wel):",
        "whole": "alle {n}",
        "contested": "! alleen betwiste afstemmingen",
        "parts": "Tussen haakjes het operationele doel dat het streefdoel raakt.",
    },
    "en": {
        "no framework": "The plan has no framework beside it. Name one in plan.ttl with "
        "sg:usesFramework.",
        "no links": "The plan uses this framework, and nothing in this reading is aligned with it.",
        "goals": "{n} of the {total} strategic goals touch {targets} of the {all} targets between "
        "them, {aligned} of these aligned and {partial} in part only.",
        "goals without": "Touching no target: {names}.",
        "goals all": "Every strategic goal touches a target.",
        "themes": "{n} of the {total} themes touch a target. {seen} targets are touched by a theme "
        "and by no goal: {codes}.",
        "themes none seen": "{n} of the {total} themes touch a target, and none that no goal "
        "touches.",
        "themes without": "Themes that touch no target: {names}.",
        "rest": "{rest} targets are touched by no goal and no theme.",
        "considered": "What was weighed without an alignment, with the reason: samgraph align "
        "--show considered ({n}).",
        "untouched": "What no goal touches ({n} of {all}; * a theme does see it):",
        "whole": "all {n}",
        "contested": "! contested alignments only",
        "parts": "In brackets the operational goal that touches the target.",
    },
}


def no_framework(lang: str) -> str:
    """Return what is said of a plan that uses no framework."""
    return _WORDS[lang]["no framework"]


def alignment_sentences(knowledge: Knowledge, found: Alignments, lang: str) -> tuple[str, ...]:
    """Return how much of a framework the plan touches, from both sides, and what is left out."""
    words, names = _WORDS[lang], Names(knowledge, lang)
    if not found.every:
        return (words["no links"],)
    total = len(found.framework.targets)
    best = {target for side in found.goals for target in side.targets(DEGREES[0])}
    said = [
        words["goals"].format(
            n=len(found.goals) - len(found.goals_without),
            total=len(found.goals),
            targets=len(found.touched),
            all=total,
            aligned=len(best),
            partial=len(found.touched) - len(best),
        )
    ]
    if found.goals_without:
        without = "; ".join(names[iri] for iri in found.goals_without)
        said.append(words["goals without"].format(names=without))
    elif found.goals:
        said.append(words["goals all"])
    if found.themes:
        said.append(
            words["themes" if found.seen else "themes none seen"].format(
                n=len(found.themes) - len(found.themes_without),
                total=len(found.themes),
                seen=len(found.seen),
                codes=", ".join(names.short(target) for target in found.seen),
            )
        )
    if found.themes_without:
        without = "; ".join(names[iri] for iri in found.themes_without)
        said.append(words["themes without"].format(names=without))
    said.append(words["rest"].format(rest=len(found.unaddressed) - len(found.seen)))
    if found.considered:
        said.append(words["considered"].format(n=len(found.considered)))
    return tuple(said)


def unaddressed_lines(knowledge: Knowledge, found: Alignments, lang: str) -> tuple[str, ...]:
    """Return what no goal touches: a heading, then a line for each group with its targets."""
    words, names = _WORDS[lang], Names(knowledge, lang)
    labels, missing, seen = knowledge.labels(lang), set(found.unaddressed), set(found.seen)
    total = len(found.framework.targets)
    lines = [words["untouched"].format(n=len(missing), all=total)] if missing else []
    for group in found.framework.groups:
        left = [target for target in group.targets if target in missing]
        if not left:
            continue
        count = f"{len(left)}/{len(group.targets)}"
        if len(left) == len(group.targets):
            count = words["whole"].format(n=len(left))
        listed = "; ".join(
            f"{_bare(names, target, found)}{'*' if target in seen else ''} {labels.get(target, '')}"
            for target in left
        )
        lines.append(f"{names[group.iri]} ({count}): {listed}")
    return tuple(lines)


def legend(found: Alignments, lang: str) -> str:
    """Return what brackets and marks in the tables mean, empty where there are none."""
    words = _WORDS[lang]
    own = {side.iri for side in found.goals}
    parts = any(one.subject not in own for side in found.goals for one in side.alignments)
    disputed = any(one.review == "contested" for one in found.every)
    some = [words["parts"]] * parts + [words["contested"]] * disputed
    return " ".join(some)


def _bare(names: Names, target: str, found: Alignments) -> str:
    """Return a target's code without the name of its framework."""
    return names.short(target).removeprefix(found.framework.name.upper())
