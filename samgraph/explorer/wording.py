"""What properties are called in both languages, from either end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samgraph.explorer.material import Material
from samgraph.explorer.propertywords import INWARD, PROPERTIES
from samgraph.ontology import packaged_ontology

LANGUAGES: Final = ("nl", "en")
_THIS: Final = {"nl": "{label} dit", "en": "{label} this"}


def property_label(material: Material, predicate: str, lang: str) -> str:
    """Return what a property is called."""
    own = PROPERTIES[lang].get(material.knowledge.curie(predicate))
    return own or material.label(lang, predicate)


def inward_label(material: Material, predicate: str, lang: str) -> str:
    """Return what a property is called from its other end."""
    own = INWARD[lang].get(material.knowledge.curie(predicate))
    if own:
        return own
    term = packaged_ontology().by_iri().get(predicate)
    if term is not None and "symmetric" not in term.traits:
        for inverse in term.related.get("inverse", ()):
            return material.label(lang, inverse)
    return _THIS[lang].format(label=property_label(material, predicate, lang))


def property_labels(
    material: Material, predicate: str, *, inward: bool = False
) -> Mapping[str, str]:
    """Return what a property is called, by language."""
    say = inward_label if inward else property_label
    return {lang: say(material, predicate, lang) for lang in LANGUAGES}


def symmetric(predicate: str) -> bool:
    """Tell whether a property runs both ways."""
    term = packaged_ontology().by_iri().get(predicate)
    return term is not None and "symmetric" in term.traits


def narrower(predicate: str) -> tuple[str, ...]:
    """Return the properties right below one; who says one of those says that one too."""
    term = packaged_ontology().by_iri().get(predicate)
    return term.related.get("narrower", ()) if term is not None else ()
