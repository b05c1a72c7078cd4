"""The catalogue's document: every question with its parameters, as the Query view offers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from samgraph.catalogue import Parameter, Question, catalogue
from samgraph.explorer.evidence import Json
from samgraph.explorer.material import Material
from samgraph.explorer.wording import LANGUAGES
from samgraph.ontology import packaged_ontology
from samgraph.terms import sg

GROUPS: Final = ("gap", "discrepancy", "coverage", "lookup", "structure")
"""The first of a question's tags that is one of these says where it is listed."""

MOST_CHOICES: Final = 250
"""Of a parameter; where there are more, its field is for writing."""


def questions(material: Material) -> Json:
    """Return the questions, and by class the ids of what their parameters choose from.

    `names` has what is chosen from and is no thing of the plan: what is of frameworks.
    """
    said = questions_of(lambda name: _choices(material, name))
    namespace = material.knowledge.namespace
    said["names"] = {
        material.knowledge.curie(iri): {lang: material.short(lang, iri) for lang in LANGUAGES}
        for name in said["choices"]
        for iri in material.members(sg(name))
        if not iri.startswith(namespace)
    }
    return said


def questions_of(choose: Callable[[str], list[str]]) -> Json:
    """Return the questions where `choose` gives, by name of a class, the ids of its members."""
    wanted = {
        _class_of(parameter.name)
        for question in catalogue().values()
        for parameter in question.parameters
        if parameter.kind == "iri"
    }
    all_choices = {name: choose(name) for name in sorted(wanted)}
    choices = {name: some for name, some in all_choices.items() if 0 < len(some) <= MOST_CHOICES}
    asked = [_question(one, choices) for one in catalogue().values()]
    return {
        "groups": [group for group in GROUPS if any(one["group"] == group for one in asked)],
        "questions": asked,
        "choices": choices,
    }


def _question(question: Question, choices: Mapping[str, list[str]]) -> Json:
    return {
        "name": question.name,
        "group": group_of(question),
        **{lang: question.summaries[lang] for lang in LANGUAGES},
        "descriptions": {lang: question.descriptions[lang] for lang in LANGUAGES},
        "parameters": [_parameter(one, choices) for one in question.parameters],
        "text": query_of(question),
    }


def group_of(question: Question) -> str:
    """Return where a question is listed."""
    return next((group for group in GROUPS if group in question.tags), GROUPS[-1])


def query_of(question: Question) -> str:
    """Return a question's query without the header that says what is asked."""
    lines = question.text.splitlines()
    return "\n".join(line for line in lines if not line.startswith("#+")).strip() + "\n"


def _parameter(parameter: Parameter, choices: Mapping[str, list[str]]) -> Json:
    said: Json = {
        "name": parameter.name,
        "kind": parameter.kind,
        "default": parameter.default,
        **{lang: heading(parameter.name, lang) for lang in LANGUAGES},
    }
    if parameter.kind == "iri" and _class_of(parameter.name) in choices:
        said["choices"] = _class_of(parameter.name)
    return said


def heading(name: str, lang: str) -> str:
    """Return what a variable is called: as the ontology calls the class or property of its name."""
    by_iri = packaged_ontology().by_iri()
    for iri in (sg(name[:1].upper() + name[1:]), sg(name)):
        if iri in by_iri:
            return by_iri[iri].label(lang)
    return name


def _class_of(name: str) -> str:
    """Return the class of what a parameter takes, by its name.

    `predicate` takes a property and `class` a class, which are no things of the plan.
    """
    if name == "predicate":
        return name
    return name[:1].upper() + name[1:]


def _choices(material: Material, kind: str) -> list[str]:
    curie = material.knowledge.curie
    if kind == "Class":
        terms = packaged_ontology().of_kind("class")
        return [curie(term.iri) for term in terms if material.members(term.iri)]
    if kind == "predicate":
        return [curie(iri) for iri in sorted(material.link_predicates, key=material.order)]
    if sg(kind) not in packaged_ontology().by_iri():
        return []
    return [curie(iri) for iri in material.members(sg(kind))]
