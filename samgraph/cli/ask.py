"""`samgraph questions`, `samgraph ask` and `samgraph sparql`."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samgraph.cli.engine import Engine, endpoint_option, knowledge_of, plans_of
from samgraph.cli.many import collection_of, together, with_plan
from samgraph.cli.options import (
    contested_option,
    format_option,
    interruptible,
    lang_option,
    plan_argument,
    quotations_of,
    show,
    source_option,
    standing_option,
)
from samgraph.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samgraph.catalogue import Question
    from samgraph.collection.opening import Built
    from samgraph.knowledge import Answer, Knowledge

_LONGEST_FILE = 1_000_000


@click.command()
@endpoint_option
@format_option
@lang_option
def questions(form: str, lang: str, engine: Engine) -> None:
    r"""List the catalogue: every question with its parameters, the same for every plan.

    \b
    Example:
        samgraph questions --lang en
    """
    from samgraph.catalogue import catalogue
    from samgraph.rows import Rows
    from samgraph.tables import render

    # The catalogue is samgraph's own; whoever names an engine learns whether it can be asked.
    plans_of(engine)
    header = {"nl": ("naam", "vraag", "parameters"), "en": ("name", "question", "parameters")}
    show(
        render(
            Rows(
                header[lang],
                tuple(
                    (
                        name,
                        question.summaries[lang],
                        ", ".join(
                            f"{one.name} ({one.kind}{f', {one.default}' if one.default else ''})"
                            for one in question.parameters
                        ),
                    )
                    for name, question in catalogue().items()
                ),
            ),
            form,
        )
    )


@click.command()
@click.argument("name")
@plan_argument
@click.option(
    "--with",
    "given",
    multiple=True,
    metavar="KEY=VALUE",
    help="Value of a parameter; may be given several times.",
)
@standing_option
@contested_option
@source_option
@endpoint_option
@format_option
@lang_option
def ask(
    name: str,
    plan: str | None,
    given: tuple[str, ...],
    standing: str,
    without_contested: bool,
    source: Path | None,
    form: str,
    lang: str,
    engine: Engine,
) -> None:
    r"""Answer the question NAME of the catalogue about PLAN; of a collection, about each plan.

    \b
    Example:
        samgraph ask goal-coretask-empty --standing stated --lang en
    """
    from samgraph.catalogue import ask as ask_question
    from samgraph.catalogue import find_question

    values = {}
    for each in given:
        key, equals, value = each.partition("=")
        if not equals:
            raise QueryError(f'"{each}" is no KEY=VALUE', hint="write --with goal=SD5")
        values[key.strip()] = value.strip()
    question = find_question(name)
    built = collection_of(plan, lang, engine, contested=not without_contested)
    if built is not None:
        if source is not None:
            raise click.UsageError("--source goes with one plan, not with a collection")
        with _bounded(engine):
            text = _of_each(built, question, values, standing, form, lang)
        show(text)
        return
    knowledge = knowledge_of(plan, engine, contested=not without_contested)
    with _bounded(engine):
        answer = ask_question(knowledge, question, values, standing)
        text = _text(knowledge, answer, form, lang, source)
    show(text)


@click.command()
@click.argument("query", metavar="QUERY|FILE|-")
@plan_argument
@standing_option
@contested_option
@source_option
@endpoint_option
@format_option
@lang_option
def sparql(
    query: str,
    plan: str | None,
    standing: str,
    without_contested: bool,
    source: Path | None,
    form: str,
    lang: str,
    engine: Engine,
) -> None:
    r"""Answer any SPARQL QUERY about PLAN; from a FILE, or from standard input with -.

    Of a collection the default graph is what all its plans say together.

    \b
    Example:
        samgraph sparql "SELECT ?goal { ?goal a sg:StrategicGoal }"
    """
    text = _query_text(query)
    knowledge = together(plan, engine, lang, contested=not without_contested)
    with _bounded(engine):
        shown = _text(knowledge, knowledge.query(text, standing=standing), form, lang, source)
    show(shown)


def _of_each(
    built: Built,
    question: Question,
    values: Mapping[str, str],
    standing: str,
    form: str,
    lang: str,
) -> str:
    """Return the answers of each plan of a collection as text, the plan in the first column.

    Raises:
        QueryError: a parameter is unknown, or what it names is in no plan.

    """
    import pyoxigraph as ox

    from samgraph.catalogue import ask as ask_question
    from samgraph.solutions import solution_rows
    from samgraph.tables import render

    parts = []
    unknown: QueryError | None = None
    for name in built.names:
        knowledge = built.view(name)
        try:
            answer = ask_question(knowledge, question, values, standing)
        except QueryError as error:
            # What a parameter names may be in some plans and not in others.
            unknown = error
            continue
        if isinstance(answer, ox.QuerySolutions):
            brief = form in ("table", "markdown")
            parts.append((name, solution_rows(knowledge, answer, lang, brief=brief)))
    if not parts and unknown is not None:
        raise unknown
    return render(with_plan(parts), form)


def _bounded(engine: Engine) -> AbstractContextManager[None]:
    """Return what ends a query after its time; with an engine elsewhere each answer has its own."""
    return interruptible(engine.seconds) if engine.url is None else nullcontext()


def _query_text(query: str) -> str:
    """Return the query that an argument is, names or stands for.

    Raises:
        QueryError: it is none of these, or is not UTF-8.

    """
    hint = "put a query in quotation marks, or give a file with one"
    try:
        if query == "-":
            return sys.stdin.buffer.read(_LONGEST_FILE).decode("utf-8-sig")
        query.encode()
        with suppress(OSError, ValueError):
            if Path(query).is_file():
                with Path(query).open("rb") as file:
                    return file.read(_LONGEST_FILE).decode("utf-8-sig")
    except UnicodeError as error:
        where = "standard input" if query == "-" else query.encode("utf-8", "replace").decode()
        raise QueryError("the query is not UTF-8", where=where, hint="save it as UTF-8") from error
    if any(character in query for character in "{ \n"):
        return query
    raise QueryError(f'"{query}" is no query and no file that can be read', hint=hint)


def _text(knowledge: Knowledge, answer: Answer, form: str, lang: str, source: Path | None) -> str:
    """Return an answer as text: rows, yes or no, or Turtle."""
    import pyoxigraph as ox

    from samgraph.solutions import solution_rows
    from samgraph.tables import render

    if isinstance(answer, ox.QuerySolutions):
        quotes = quotations_of(knowledge, source).by_passage
        brief = form in ("table", "markdown")
        return render(solution_rows(knowledge, answer, lang, quotes, brief=brief), form)
    if isinstance(answer, ox.QueryBoolean):
        return "true" if answer else "false"
    content = ox.serialize(
        sorted(set(answer), key=str),
        format=ox.RdfFormat.TURTLE,
        prefixes=dict(knowledge.prefixes),
    )
    return (content or b"").decode().rstrip("\n")
