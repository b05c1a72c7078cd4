"""The catalogue: questions in files, one query each, with a header that says what is asked.

A header is a block of comments, `#+ key: value`, as grlc has them:

    #+ summary.nl: Welke kernopdracht komt bij een strategisch doel niet aan bod?
    #+ summary.en: Which core task does a strategic goal leave out?
    #+ parameters: goal: iri, least: integer = 1
    #+ tags: gap, coverage

A parameter is an ordinary variable that the query projects; it is bound, never pasted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from samgraph.cells import CellError, check_lexical
from samgraph.errors import QueryError, near_match
from samgraph.knowledge import Answer, Knowledge
from samgraph.lookup import Lookup
from samgraph.resources import share
from samgraph.terms import XSD

_LINE = re.compile(r"#\+\s*([\w.]+):\s*(.*)\Z")
_PARAMETER = re.compile(r"(?P<name>\w+):\s*(?P<kind>\w+)(?:\s*=\s*(?P<default>.+))?\Z")
_KINDS = ("iri", "string", "integer", "decimal", "gYear")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a question that may be bound from outside."""

    name: str
    kind: str
    """`iri`, `string`, `integer`, `decimal` or `gYear`."""
    default: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the catalogue."""

    name: str
    summaries: Mapping[str, str]
    descriptions: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    tags: tuple[str, ...]
    text: str
    """The query."""


def read_question(file: Path) -> Question:
    """Return the question in a file.

    Raises:
        QueryError: the header lacks a summary, or a parameter is malformed.

    """
    text = file.read_text(encoding="utf-8")
    header: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#+"):
            match = _LINE.match(line)
            if match is None:
                raise QueryError("write #+ key: value", where=f"{file.name}:{number}")
            header[match[1]] = match[2].strip()
    for lang in ("nl", "en"):
        if f"summary.{lang}" not in header:
            raise QueryError(
                f"the header has no summary.{lang}",
                where=file.name,
                hint=f"add a line: #+ summary.{lang}: …",
            )
    parameters = []
    for part in filter(None, (part.strip() for part in header.get("parameters", "").split(","))):
        match = _PARAMETER.match(part)
        if match is None or match["kind"] not in _KINDS:
            raise QueryError(
                f'"{part}" is no parameter',
                where=file.name,
                hint=f"write name: kind, where a kind is one of {', '.join(_KINDS)}",
            )
        parameters.append(Parameter(match["name"], match["kind"], match["default"] or ""))
    return Question(
        file.stem,
        {lang: header[f"summary.{lang}"] for lang in ("nl", "en")},
        {lang: header.get(f"description.{lang}", "") for lang in ("nl", "en")},
        tuple(parameters),
        tuple(filter(None, (tag.strip() for tag in header.get("tags", "").split(",")))),
        text,
    )


@cache
def catalogue() -> Mapping[str, Question]:
    """Return every packaged question by name, in order of name."""
    files = sorted((share() / "queries").glob("*.rq"))
    return {file.stem: read_question(file) for file in files}


def find_question(name: str) -> Question:
    """Return the question called `name`.

    Raises:
        QueryError: there is none; the nearest names are given.

    """
    known = catalogue()
    if name not in known:
        raise QueryError(
            f'no question is called "{name}"',
            hint=near_match(name, known) or "samgraph questions lists them",
        )
    return known[name]


def ask(
    knowledge: Knowledge,
    question: Question,
    given: Mapping[str, str] | None = None,
    standing: str = "judged",
) -> Answer:
    """Return the answer to a question with parameters given as text.

    Raises:
        QueryError: a parameter is unknown, or its value is not of its kind.

    """
    bindings = bind(knowledge, question, given)
    return knowledge.query(question.text, standing=standing, bindings=bindings)


def bind(
    knowledge: Knowledge,
    question: Question,
    given: Mapping[str, str] | None = None,
    names: Lookup | None = None,
) -> dict[str, ox.NamedNode | ox.Literal]:
    """Return the terms to which a question's variables are bound, by name.

    Whoever asks often gives the plan's `names`, which are else made where a thing is named.

    Raises:
        QueryError: a parameter is unknown, or its value is not of its kind.

    """
    known = {parameter.name: parameter for parameter in question.parameters}
    values = {name: parameter.default for name, parameter in known.items() if parameter.default}
    for name, text in (given or {}).items():
        if name not in known:
            has = f"it has {', '.join(known)}" if known else "it has none"
            raise QueryError(
                f'"{question.name}" has no parameter "{name}"',
                hint=near_match(name, known) or has,
            )
        values[name] = text
    if names is None and any(known[name].kind == "iri" for name in values):
        names = Lookup(knowledge)
    return {name: _term(names, known[name], text) for name, text in values.items()}


def _term(names: Lookup | None, parameter: Parameter, text: str) -> ox.NamedNode | ox.Literal:
    where = f"parameter {parameter.name}"
    if parameter.kind == "string":
        return ox.Literal(text)
    if names is not None and parameter.kind == "iri":
        return ox.NamedNode(names.find(text, where))
    datatype = XSD + parameter.kind
    try:
        check_lexical(text, datatype)
    except CellError as error:
        raise QueryError(error.message, where=where, hint=error.hint) from error
    return ox.Literal(text, datatype=ox.NamedNode(datatype))
