"""`samgraph worklist`."""

from __future__ import annotations

from pathlib import Path

import click

from samgraph.cli.engine import Engine, endpoint_option, knowledge_of
from samgraph.cli.options import (
    contested_option,
    format_option,
    lang_option,
    number_option,
    output_option,
    plan_argument,
    progress,
    quotations_of,
    show,
    source_option,
)


@click.command()
@plan_argument
@number_option("How many candidates.", 20)
@click.option("--kind", metavar="NAME", help="Only this kind of link, as goal-addresses-theme.")
@click.option("--scores", is_flag=True, help="Show how well hidden links were found, by kind.")
@output_option(
    "FILE.csv", "Write the candidates as a table of suggested links for the plan's folder."
)
@contested_option
@source_option
@endpoint_option
@format_option
@lang_option
def worklist(
    plan: str | None,
    number: int,
    kind: str | None,
    scores: bool,
    output: Path | None,
    without_contested: bool,
    source: Path | None,
    form: str,
    lang: str,
    engine: Engine,
) -> None:
    r"""List links that PLAN may have left out, for a person to accept or reject, with reasons.

    Candidates rest on what is linked already and on what the texts say. They never count as
    coverage. How far to trust them is measured by hiding links that are known, and said in words.

    With -o they become a table of links that are only suggested. Put it in the plan's folder, and
    accept a candidate by writing sg:judged for sg:suggested.

    With --source, what the plan says of both ends is quoted.

    \b
    Example:
        samgraph worklist --kind partner-works-on-theme --lang en
    """
    from samgraph.quoting import quoted_rows, quoted_text
    from samgraph.tables import render
    from samgraph.worklist.candidates import find_candidates
    from samgraph.worklist.records import write_candidates
    from samgraph.worklist.words import candidate_rows, score_rows, trust_text, worklist_text

    knowledge = knowledge_of(plan, engine, contested=not without_contested)
    progress("looking for candidates")
    found = find_candidates(knowledge, number=number, kind=kind)
    if output is not None:
        write_candidates(knowledge, found, output)
        many = len(found.candidates)
        click.echo(f"{output}: {many} suggested link{'s'[: many != 1]}", err=True)
    elif scores:
        show(render(score_rows(found.scores, lang), form))
    else:
        quotes = quotations_of(knowledge, source).by_place
        ends = [(one.subject, one.object) for one in found.candidates]
        if form == "table":
            said = quoted_text(knowledge, [end for both in ends for end in both], quotes, lang)
            parts = (worklist_text(knowledge, found, lang), said, trust_text(found, lang))
            show("\n\n".join(part for part in parts if part))
        else:
            rows = candidate_rows(knowledge, found, lang)
            show(render(quoted_rows(knowledge, rows, ends, quotes) if quotes else rows, form))
