"""Fragility in sentences and rows, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping

from samgraph.fragility import Fragility
from samgraph.knowledge import Knowledge
from samgraph.rows import Rows

_HEADERS = {
    "nl": ("id", "partner", "zonder partner", "lege cellen", "wat dan niemand meer heeft"),
    "en": ("id", "partner", "left without", "emptied cells", "what nobody then carries"),
}
_WORDS = {
    "nl": {
        "single": "{frame}: {n} van {total} hangen aan één partner ({share:.0f}%): {names}.",
        "single1": "{frame}: 1 van {total} hangt aan één partner ({share:.0f}%): {names}.",
        "none_single": "{frame}: van {total} hangt er geen aan één partner.",
        "none": "Zonder enige partner: {n}.",
        "nobody": "Er zijn geen partners met iets om te dragen.",
        "cuts": "Het netwerk van koppelingen valt uiteen zonder een van {n} scharnierpunten "
        "(bovenaan {names}); {bridges} koppelingen zijn bruggen.",
        "nocuts": "Het netwerk van koppelingen heeft geen scharnierpunten; {bridges} koppelingen "
        "zijn bruggen.",
        "loss": "{n} van {total} partners laten bij hun vertrek iets zonder partner achter of een "
        "cel leeg; het meest {name}.",
        "noloss": "Geen enkele partner laat bij zijn vertrek iets zonder partner achter.",
    },
    "en": {
        "single": "{frame}: {n} of {total} hang on one partner ({share:.0f}%): {names}.",
        "single1": "{frame}: 1 of {total} hangs on one partner ({share:.0f}%): {names}.",
        "none_single": "{frame}: of {total} none hangs on one partner.",
        "none": "Without any partner: {n}.",
        "nobody": "There are no partners with anything to carry.",
        "cuts": "The network of links falls apart without one of {n} articulation points (first "
        "{names}); {bridges} links are bridges.",
        "nocuts": "The network of links has no articulation points; {bridges} links are bridges.",
        "loss": "{n} of {total} partners leave something without a partner or a cell empty when "
        "they go; most of all {name}.",
        "noloss": "No partner leaves anything without a partner when it goes.",
    },
}


def loss_rows(knowledge: Knowledge, found: Fragility, lang: str, number: int | None = None) -> Rows:
    """Return the partners as rows, the heaviest loss first; `number` of them, or all."""
    labels = knowledge.labels(lang)

    def name(iri: str) -> str:
        return labels.get(iri, knowledge.curie(iri))

    return Rows(
        _HEADERS[lang],
        tuple(
            (
                knowledge.curie(loss.partner),
                name(loss.partner),
                len(loss.things),
                len(loss.cells),
                "; ".join(name(thing) for _, thing in loss.things),
            )
            for loss in found.losses[:number]
        ),
    )


def fragility_in_words(
    knowledge: Knowledge, found: Fragility, frames: Mapping[str, str], lang: str
) -> tuple[str, ...]:
    """Return what hangs on one partner, and where the network breaks, as sentences.

    `frames` holds the label of each frame by its name.
    """
    words = _WORDS[lang]
    labels = knowledge.labels(lang)

    def name(iri: str) -> str:
        return f"“{labels.get(iri, knowledge.curie(iri))}”"

    sentences = []
    for one in found.dependences:
        single, none = one.single[found.standing], one.none[found.standing]
        key = ("single1" if len(single) == 1 else "single") if single else "none_single"
        said = words[key].format(
            frame=frames.get(one.frame, one.frame),
            n=len(single),
            total=len(one.things),
            share=100 * one.share(found.standing),
            names=", ".join(f"{name(thing)} ({name(partner)})" for thing, partner in single),
        )
        sentences.append(f"{said} {words['none'].format(n=len(none))}" if none else said)
    heavy = [loss for loss in found.losses if loss.things or loss.cells]
    if not found.losses:
        sentences.append(words["nobody"])
    elif heavy:
        sentences.append(
            words["loss"].format(n=len(heavy), total=len(found.losses), name=name(heavy[0].partner))
        )
    else:
        sentences.append(words["noloss"])
    key = "cuts" if found.articulations else "nocuts"
    names = ", ".join(name(iri) for iri in found.articulations[:3])
    sentences.append(
        words[key].format(n=len(found.articulations), names=names, bridges=len(found.bridges))
    )
    return tuple(sentences)
