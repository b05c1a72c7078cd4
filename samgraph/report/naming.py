"""What things are called in a report, and how a query is written so that it runs anywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import Final

from samgraph.catalogue import find_question
from samgraph.knowledge import Knowledge
from samgraph.report.document import Query

_NAME: Final = re.compile(r"(?<![\w:<])([A-Za-z][\w-]*):(?=[\w])")
_IRI: Final = re.compile(r"<([^<>\s]+)>")
_CURIE: Final = re.compile(r"[A-Za-z][\w-]*:\w[\w-]*")
_MANY: Final = 4


@dataclass(frozen=True, slots=True)
class Names:
    """The names of everything in a plan, in one language."""

    knowledge: Knowledge
    labels: dict[str, str]
    codes: dict[str, str]

    def label(self, iri: str) -> str:
        """Return what a thing is called, without its code."""
        return self.labels.get(iri) or self.knowledge.curie(iri)

    def name(self, iri: str) -> str:
        """Return a thing's code, where it has one that is more than a number, and its label."""
        code = self.codes.get(iri, "")
        return f"{code} {self.label(iri)}" if code and not code.isdigit() else self.label(iri)

    def listed(self, iris: Sequence[str], lang: str, most: int = _MANY) -> str:
        """Return things as a sentence names them, the first few where they are many."""
        some = list(iris) if len(iris) <= most else list(iris[: most - 1])
        said = [f"“{self.label(iri)}”" for iri in some]
        rest = len(iris) - len(some)
        if rest:
            said.append(f"{rest} andere" if lang == "nl" else f"{rest} others")
        joint = " en " if lang == "nl" else " and "
        return joint.join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)


def names(knowledge: Knowledge, lang: str) -> Names:
    """Return what everything in the plan is called."""
    query = "SELECT ?thing (MIN(?code) AS ?notation) { ?thing skos:notation ?code } GROUP BY ?thing"
    codes = {thing.value: code.value for thing, code in knowledge.select(query)}
    return Names(knowledge, knowledge.labels(lang), codes)


def standalone(knowledge: Knowledge, query: str) -> Query:
    """Return a query with the prefixes that it uses, so that any SPARQL engine reads it."""
    short = _IRI.sub(lambda match: _shortened(knowledge, match), dedent(query).strip())
    used = sorted({name for name in _NAME.findall(short) if name in knowledge.prefixes})
    lines = [f"PREFIX {name}: <{knowledge.prefixes[name]}>" for name in used]
    return Query("\n".join([*lines, short]))


def _shortened(knowledge: Knowledge, match: re.Match[str]) -> str:
    """Return an IRI in a query as a CURIE, where it has one that SPARQL reads."""
    curie = knowledge.curie(match[1])
    return curie if _CURIE.fullmatch(curie) else match[0]


def question(name: str) -> Query:
    """Return a question of the catalogue as it stands in its file."""
    return Query(find_question(name).text.strip(), name)
