"""Everything that the catalogue is asked in the tests, for whoever asks it of several engines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from samgraph.catalogue import ask, bind, catalogue, find_question
from samgraph.knowledge import Knowledge
from samgraph.lookup import Lookup
from samgraph.terms import STANDINGS, XSD

GIVEN: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("core-task-goals", {"coreTask": "ct-informing"}),
    ("related-goals", {"goal": "SD5"}),
    ("related-goals", {"goal": "SD1"}),
    ("organisation-members", {"organisation": "pn-netwerk-onlinehulp-vlaanderen"}),
    ("theme-figures", {"theme": "th-poverty"}),
    ("source-figures", {"source": "pn-grip"}),
    ("theme-influences", {"theme": "th-underprotection"}),
    ("budget-total-differs", {"budgetLine": "bl-personeelskosten"}),
    ("budget-total-differs", {"tolerance": "0"}),
    ("budget-total-differs", {"tolerance": "0.5"}),
    ("budget-total-differs", {"tolerance": "-0.25"}),
    ("budget-total-differs", {"tolerance": "15000"}),
    ("budget-totals", {"year": "2021"}),
    ("theme-requests", {"theme": "th-digitalisation"}),
    ("theme-partners", {"theme": "th-conditionality-of-rights"}),
    ("addressed-by", {"thing": "th-education"}),
    ("section-passages", {"section": "6.3"}),
    ("section-passages", {"section": '6"} #\\'}),
    ("link-between", {"thing": "SD3", "other": "th-education"}),
)
"""What test_questions.py gives for SAM's plan, and a text that would end a string."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One question with what is given and in which reading."""

    name: str
    given: Mapping[str, str] = field(default_factory=dict, hash=False)
    standing: str = "judged"

    def __str__(self) -> str:
        """Return it as a person would ask it."""
        given = "".join(f" --with {key}={value}" for key, value in self.given.items())
        return f"{self.name}{given} --standing {self.standing}"

    def rows(self, knowledge: Knowledge, names: Lookup) -> list[tuple[object, ...]]:
        """Return the answer, comparable: a number counts, and not how it is written.

        `names` are the plan's, made once for all questions.
        """
        question = find_question(self.name)
        given = bind(knowledge, question, self.given, names)
        answer = knowledge.query(question.text, standing=self.standing, bindings=given)
        assert isinstance(answer, ox.QuerySolutions)
        return [tuple(comparable(term) for term in row) for row in answer]


def comparable(term: object) -> object:
    """Return a term as a plain value."""
    if isinstance(term, ox.Literal):
        number = term.datatype.value in (f"{XSD}integer", f"{XSD}decimal", f"{XSD}double")
        return round(float(term.value), 6) if number else (term.value, term.language or "")
    return None if term is None else str(getattr(term, "value", term))


def askings(knowledge: Knowledge, *, sam: bool = False) -> Iterator[Asking]:
    """Yield every question in every reading, and with every parameter bound to what it meets.

    Each parameter is given the first and the last value that the question itself answers with, and
    all of them those of the first row together; of SAM's plan, also what other tests give.
    """
    for name, question in catalogue().items():
        for standing in STANDINGS:
            yield Asking(name, {}, standing)
        answer = ask(knowledge, question)
        assert isinstance(answer, ox.QuerySolutions)
        columns = [variable.value for variable in answer.variables]
        rows = [dict(zip(columns, row, strict=True)) for row in answer]
        seen = set()
        for row in (rows[0], rows[-1]) if rows else ():
            said = {
                one.name: row[one.name].value for one in question.parameters if row.get(one.name)
            }
            for given in ({key: value} for key, value in said.items()):
                seen.add(tuple(given.items()))
            seen.add(tuple(said.items()))
        for pairs in sorted(seen - {()}):
            yield Asking(name, dict(pairs))
    for name, values in GIVEN if sam else ():
        for standing in STANDINGS:
            yield Asking(name, values, standing)
