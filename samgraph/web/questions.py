"""The catalogue as a web API: every question at an address of its own, its parameters checked.

A parameter is bound to its variable, never pasted into the query, and every answer is a worker's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samgraph.catalogue import Parameter, Question, bind, catalogue
from samgraph.errors import SamgraphError, near_match
from samgraph.explorer.questions import GROUPS, MOST_CHOICES, group_of, heading
from samgraph.ontology import packaged_ontology
from samgraph.rows import Rows
from samgraph.tables import render as render_rows
from samgraph.terms import STANDINGS, sg
from samgraph.web.asking import (
    ANSWERED,
    LISTED,
    Asked,
    asked_of,
    split_suffix,
    standing_of,
    suffix_of,
)
from samgraph.web.media import Format, Formats
from samgraph.web.press import press_of, printed, respond, send
from samgraph.web.protocol import printable
from samgraph.web.replies import Dataset, Refused, Reply
from samgraph.web.responses import answer
from samgraph.web.shelf import Shelf
from samgraph.web.site import client_of, site_of, until_gone
from samgraph.web.templates import Reader, Ref, render
from samgraph.web.words import WORDS

_OWN: Final = ("lang", "standing")
"""Parameters that every question has."""
_SHOWN: Final = 500
"""Rows of an answer that a page shows."""


def address_name(parameter: Parameter) -> str:
    """Return what a parameter is called in an address, where some names are taken."""
    return f"with.{parameter.name}" if parameter.name in _OWN else parameter.name


async def index(request: Request) -> Response:
    """List the questions."""
    asked = asked_of(request, LISTED, "/questions", suffix_of(request, LISTED))

    def make(shelf: Shelf) -> tuple[str | bytes, Mapping[str, str]]:
        if asked.is_page:
            groups = [
                (group, [one for one in catalogue().values() if group_of(one) == group])
                for group in GROUPS
            ]
            reader = Reader(shelf, asked)
            title = WORDS[asked.lang]["questions_title"]
            return render("questions.html.j2", reader, title, here="questions",
                          suffixes=("json", "csv", "tsv"), groups=groups), {}  # fmt: skip
        if asked.form.name == "json":
            listed = [_said(one, asked) for one in catalogue().values()]
            return json.dumps({"questions": listed}, ensure_ascii=False, indent=1) + "\n", {}
        rows = Rows(
            ("name", "question", "parameters", "tags", "url"),
            tuple(
                (
                    one.name,
                    one.summaries[asked.lang],
                    " ".join(map(address_name, one.parameters)),
                    " ".join(one.tags),
                    f"{asked.base}/questions/{one.name}",
                )
                for one in catalogue().values()
            ),
        )
        return render_rows(rows, asked.form.name) + "\n", {}

    return await respond(request, asked, make)


def _said(question: Question, asked: Asked) -> dict[str, Any]:
    return {
        "name": question.name,
        "question": question.summaries[asked.lang],
        "description": question.descriptions[asked.lang],
        "parameters": [
            {"name": address_name(one), "type": one.kind, "default": one.default}
            for one in question.parameters
        ],
        "tags": list(question.tags),
        "url": f"{asked.base}/questions/{question.name}",
    }


async def ask(request: Request) -> Response:
    """Answer one question."""
    name, suffix = split_suffix(request.path_params["name"], ANSWERED)
    question = catalogue().get(name)
    if question is None:
        hint = near_match(name[:100], catalogue()) or "see /questions for all of them"
        raise Refused(404, f'no question is called "{printable(name)}"', where="address",
                      hint=hint)  # fmt: skip
    named = {address_name(one): one.name for one in question.parameters}
    asked = asked_of(request, ANSWERED, f"/questions/{name}", suffix, ("standing", *named))
    site = site_of(request)
    given = {named[key]: value for key, value in asked.given.items() if key in named}
    bindings = await _bindings(request, question, given)
    dataset = Dataset(site.served.graphs(standing_of(asked.given)))
    if not asked.is_page:
        formats = Formats(asked.form, None, gzip=asked.gzip)
        return await answer(request, question.text, dataset, formats, bindings=bindings)
    reply = await until_gone(
        request,
        site.pool.ask(
            question.text, dataset, Formats(Format("json", "application/json"), None),
            bindings=bindings, client=client_of(request),
        ),
    )  # fmt: skip
    page = await press_of(request).make(
        request,
        lambda shelf: printed(_page(shelf, asked, question, reply), asked, reply.version),
    )
    return send(request, page)


async def _bindings(
    request: Request, question: Question, given: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Return the terms of a question's parameters.

    Raises:
        Refused: 400, a value is not of its kind, or names nothing; the nearest are given.

    """
    if not given and not any(one.default for one in question.parameters):
        return {}

    def work(shelf: Shelf) -> dict[str, ox.NamedNode | ox.Literal]:
        try:
            return bind(shelf.knowledge, question, given, shelf.names)
        except SamgraphError as error:
            raise Refused(400, error.message, where=error.where, hint=error.hint) from error

    short = {name: text[:500] for name, text in given.items()}
    if short != given:
        raise Refused(400, "a parameter is too long", where="parameters", hint="name one thing")
    bound = await press_of(request).make(request, work)
    return {
        name: {"iri": term.value}
        if isinstance(term, ox.NamedNode)
        else {"value": term.value, "datatype": term.datatype.value}
        for name, term in bound.items()
    }


@dataclass(frozen=True, slots=True)
class _Field:
    """A parameter as a form asks for it."""

    name: str
    label: str
    kind: str
    value: str
    choices: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One value of an answer."""

    text: str
    ref: Ref | None = None
    lang: str = ""
    number: bool = False


def _page(shelf: Shelf, asked: Asked, question: Question, reply: Reply) -> str:
    reader = Reader(shelf, asked)
    said = json.loads(reply.body)
    names: list[str] = said["head"]["vars"]
    found: Sequence[Mapping[str, Mapping[str, str]]] = said["results"]["bindings"]
    other = "_en" if asked.lang == "nl" else "_nl"
    shown = [name for name in names if not name.endswith(other)]
    return render(
        "question.html.j2",
        reader,
        question.summaries[asked.lang],
        here="questions",
        suffixes=("json", "csv", "tsv", "xml"),
        question=question,
        fields=[_field(reader, one, asked) for one in question.parameters],
        standing=standing_of(asked.given),
        standings=STANDINGS,
        header=[heading(name.removesuffix(f"_{asked.lang}"), asked.lang) for name in shown],
        rows=[[_cell(reader, row.get(name)) for name in shown] for row in found[:_SHOWN]],
        number=reply.rows,
        truncated=reply.truncated,
    )


def _cell(reader: Reader, term: Mapping[str, str] | None) -> _Cell:
    if term is None:
        return _Cell("")
    if term["type"] == "uri":
        iri = term["value"]
        is_passage = sg("Passage") in reader.shelf.classes.get(iri, ())
        ref = reader.place(iri) if is_passage else reader.ref(iri)
        return _Cell(ref.label, ref)
    datatype = term.get("datatype", "").rpartition("#")[2]
    number = datatype in ("integer", "decimal", "double", "float")
    return _Cell(term["value"], None, term.get("xml:lang", ""), number)


def _field(reader: Reader, parameter: Parameter, asked: Asked) -> _Field:
    name = address_name(parameter)
    value = asked.given.get(name, parameter.default)
    choices: tuple[str, ...] = ()
    if parameter.kind == "iri":
        kind = sg(parameter.name[:1].upper() + parameter.name[1:])
        if parameter.name == "predicate":
            choices = tuple(sorted(reader.shelf.link_predicates, key=reader.shelf.order))
        elif kind in packaged_ontology().by_iri():
            choices = reader.shelf.members(kind)
    refs = tuple(reader.ref(iri) for iri in choices) if len(choices) <= MOST_CHOICES else ()
    curie, namespace = reader.shelf.knowledge.curie, reader.shelf.served.namespace

    def is_called(ref: Ref) -> bool:
        return value in (curie(ref.iri), ref.iri, ref.code, ref.iri.removeprefix(namespace))

    picked = [ref for ref in refs if value and is_called(ref)]
    if value and not picked:
        refs = ()
    return _Field(
        name,
        heading(parameter.name, reader.lang),
        parameter.kind,
        curie(picked[0].iri) if picked else value,
        tuple(Ref(curie(ref.iri), ref.label, ref.code) for ref in refs),
    )


ROUTES = [
    Route("/questions", index),
    Route("/questions.{suffix}", index),
    Route("/questions/{name}", ask),
]
