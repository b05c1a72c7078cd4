"""`samgraph align`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samgraph.cli.each import of_each_plan
from samgraph.cli.engine import Engine, endpoint_option, knowledge_of
from samgraph.cli.options import (
    FOR_PROGRAMS,
    contested_option,
    format_option,
    lang_option,
    plan_argument,
    quotations_of,
    show,
    source_option,
    standing_option,
)

if TYPE_CHECKING:
    from samgraph.alignment.sides import Alignments
    from samgraph.findings import Place
    from samgraph.knowledge import Knowledge
    from samgraph.rows import Rows


@click.command()
@plan_argument
@click.option("--framework", default="", help="Which framework, for example sdg or epsr; or all.")
@click.option(
    "--show",
    "what",
    type=click.Choice(["summary", "links", "targets", "considered"]),
    default="summary",
    show_default=True,
    help="Both sides in short, every alignment with its rationale, every target, or what was "
    "weighed without an alignment.",
)
@standing_option
@contested_option
@source_option
@endpoint_option
@format_option
@lang_option
@of_each_plan
def align(
    plan: str | None,
    framework: str,
    what: str,
    standing: str,
    without_contested: bool,
    source: Path | None,
    form: str,
    lang: str,
    engine: Engine,
) -> None:
    r"""Hold PLAN against frameworks outside it: which targets its goals touch, and which none does.

    \b
    Example:
        samgraph align --framework sdg --lang en
    """
    from samgraph.alignment.reading import find_alignments
    from samgraph.alignment.text import no_framework
    from samgraph.quoting import quoted_text
    from samgraph.tables import render

    knowledge = knowledge_of(plan, engine, contested=not without_contested)
    found = find_alignments(knowledge, framework, standing)
    quotes = quotations_of(knowledge, source).by_place
    if form in FOR_PROGRAMS:
        show(render(_rows(knowledge, found, what, quotes, lang), form))
        return
    parts = [part for each in found for part in _parts(knowledge, each, what, form, quotes, lang)]
    if what in ("summary", "targets"):
        subjects = [one.subject for each in found for one in each.every]
        parts.append(quoted_text(knowledge, subjects, quotes, lang))
    show("\n\n".join(part for part in parts if part) if found else no_framework(lang))


def _rows(
    knowledge: Knowledge,
    found: Sequence[Alignments],
    what: str,
    quotes: Mapping[Place, str],
    lang: str,
) -> Rows:
    """Return what a program gets: every framework in one table."""
    from samgraph.alignment.tables import considered_rows, link_rows, target_rows
    from samgraph.quoting import quoted_rows

    if what == "targets":
        return target_rows(knowledge, found, lang)
    if what == "considered":
        rows, things = considered_rows(knowledge, found, lang), _considered(found)
    else:
        rows, things = link_rows(knowledge, found, lang), _records(found)
    return quoted_rows(knowledge, rows, things, quotes) if quotes else rows


def _parts(
    knowledge: Knowledge,
    found: Alignments,
    what: str,
    form: str,
    quotes: Mapping[Place, str],
    lang: str,
) -> list[str]:
    """Return what a person gets of one framework, under its name."""
    from samgraph.alignment.tables import considered_table, link_table, target_table
    from samgraph.quoting import quoted_rows
    from samgraph.tables import escaped, render

    name = knowledge.labels(lang).get(found.framework.iri, found.framework.name)
    heading = f"## {escaped(name)}" if form == "markdown" else f"{name}\n{'─' * len(name)}"
    if what == "summary":
        return [heading, *_summary(knowledge, found, form, lang)]
    if what == "targets":
        return [heading, render(target_table(knowledge, found, lang), form)]
    if what == "considered":
        rows, things = considered_table(knowledge, found, lang), _considered([found])
    else:
        rows, things = link_table(knowledge, found, lang), _records([found])
    if quotes:
        rows = quoted_rows(knowledge, rows, things, quotes)
    return [heading, render(rows, form)]


def _summary(knowledge: Knowledge, found: Alignments, form: str, lang: str) -> list[str]:
    from samgraph.alignment.tables import group_table, side_table
    from samgraph.alignment.text import alignment_sentences, legend, unaddressed_lines
    from samgraph.tables import escaped, render
    from samgraph.text import wrapped

    def paragraphs(lines: Sequence[str], indent: str = "") -> str:
        if form == "markdown":
            return "\n\n".join(map(escaped, lines))
        return "\n".join(
            line for text in lines for line in _hanging(wrapped(text, 100, ""), indent)
        )

    if not found.every:
        return [paragraphs(alignment_sentences(knowledge, found, lang))]
    tables = [
        side_table(knowledge, sides, kind, lang, found.framework.name)
        for kind, sides in (("goals", found.goals), ("themes", (*found.themes, *found.loose)))
        if sides
    ]
    return [
        *(render(rows, form) for rows in tables),
        legend(found, lang),
        render(group_table(knowledge, found, lang), form),
        paragraphs(alignment_sentences(knowledge, found, lang)),
        paragraphs(unaddressed_lines(knowledge, found, lang), "   "),
    ]


def _hanging(lines: Sequence[str], indent: str) -> list[str]:
    """Return lines of which all but the first stand in."""
    return [*lines[:1], *(indent + line for line in lines[1:])]


def _records(found: Sequence[Alignments]) -> list[list[str]]:
    return [[one.record] for each in found for one in each.every]


def _considered(found: Sequence[Alignments]) -> list[list[str]]:
    return [[one.iri] for each in found for one in each.considered]
