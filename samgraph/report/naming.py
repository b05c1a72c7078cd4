"""What things are called in a report, and how a query is written so that it runs anywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import Final

from samgraph.catalogue import find_question
from samgraph.discrepancy_phrases import listed
from samgraph.framing import Frame
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
        return self.quoted([self.label(iri) for iri in iris], lang, most)

    def quoted(self, texts: Sequence[str], lang: str, most: int = _MANY) -> str:
        """Return texts as a sentence names them, the first few where they are many."""
        some = texts if len(texts) <= most else texts[: most - 1]
        rest = len(texts) - len(some)
        said = [f"“{text}”" for text in some]
        if rest:
            said.append(f"{rest} andere" if lang == "nl" else f"{rest} others")
        return listed(lang, said)


def names(knowledge: Knowledge, lang: str) -> Names:
    """Return what everything in the plan is called."""
    query = "SELECT ?thing (MIN(?code) AS ?notation) { ?thing skos:notation ?code } GROUP BY ?thing"
    codes = {thing.value: code.value for thing, code in knowledge.select(query)}
    return Names(knowledge, knowledge.labels(lang), codes)


def standalone(knowledge: Knowledge, query: str, title: str = "") -> Query:
    """Return a query with the prefixes that it uses, so that any SPARQL engine reads it."""
    short = _IRI.sub(lambda match: _shortened(knowledge, match), dedent(query).strip())
    used = sorted({name for name in _NAME.findall(short) if name in knowledge.prefixes})
    lines = [f"PREFIX {name}: <{knowledge.prefixes[name]}>" for name in used]
    return Query("\n".join([*lines, short]), title=title)


def cells_query(knowledge: Knowledge, some: Sequence[Frame]) -> Query:
    """Return the query that gives the filled cells of several frames, each with its frame."""
    parts = [f"{{ VALUES ?frame {{ <{one.iri}> }} ?row {one.path} ?column }}" for one in some]
    body = "\n  UNION ".join(parts)
    query = f"""SELECT DISTINCT ?frame ?row ?column {{
  {body}
  ?frame sg:rows/(^rdf:type|skos:member) ?row ; sg:columns/(^rdf:type|skos:member) ?column .
  FILTER(?row != ?column)
}}
ORDER BY ?frame ?row ?column"""
    return standalone(knowledge, query)


def _shortened(knowledge: Knowledge, match: re.Match[str]) -> str:
    """Return an IRI in a query as a CURIE, where it has one that SPARQL reads."""
    curie = knowledge.curie(match[1])
    return curie if _CURIE.fullmatch(curie) else match[0]


def question(name: str) -> Query:
    """Return a question of the catalogue as it stands in its file."""
    return Query(find_question(name).text.strip(), name)
