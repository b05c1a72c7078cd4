"""`samgraph worklist`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samgraph.cli.engine import Engine, endpoint_option, knowledge_of
from samgraph.cli.many import collection_of
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

if TYPE_CHECKING:
    from samgraph.collection.opening import Built


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

    Of a collection the candidates are partners and themes of different plans that may be the same;
    with -o they become a table for its identities.csv.

    \b
    Example:
        samgraph worklist --kind partner-works-on-theme --lang en
    """
    from samgraph.quoting import quoted_rows, quoted_text
    from samgraph.tables import render
    from samgraph.worklist.candidates import find_candidates
    from samgraph.worklist.records import write_candidates
    from samgraph.worklist.words import candidate_rows, score_rows, trust_text, worklist_text

    built = collection_of(plan, lang, engine, contested=not without_contested)
    if built is not None:
        if kind is not None or scores or source is not None:
            said = "--kind, --scores and --source go with one plan, not with a collection"
            raise click.UsageError(said)
        _show_likenesses(built, str(plan), number, output, form, lang)
        return
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


def _show_likenesses(
    built: Built, plan: str, number: int, output: Path | None, form: str, lang: str
) -> None:
    """Show what may be the same in a collection, or write all of it to a table."""
    from samgraph.collection.candidates import (
        find_likenesses,
        known_pairs,
        likeness_rows,
        write_likenesses,
    )
    from samgraph.tables import render

    found = find_likenesses(built, known_pairs(plan))
    if output is not None:
        write_likenesses(found, output)
        many = len(found)
        click.echo(f"{output}: {many} suggested identit{'y' if many == 1 else 'ies'}", err=True)
        return
    rows = likeness_rows(built, found[:number], lang)
    if rows.cells or form != "table":
        show(render(rows, form))
    if form == "table":
        show("\n" * bool(rows.cells) + _LIKENESSES[lang][bool(found)].format(n=len(found)))


_LIKENESSES = {
    "nl": (
        "Niets in verschillende plannen lijkt hetzelfde en is niet al als hetzelfde gegeven.",
        "{n} × misschien hetzelfde. Niets daarvan telt tot iemand het aanvaardt: schrijf de tabel "
        "met -o identities.csv, zet ze bij de plannen, en maak van sg:suggested sg:judged.",
    ),
    "en": (
        "Nothing in different plans looks the same that is not given as the same already.",
        "{n} × perhaps the same. None of it counts until somebody accepts it: write the table with "
        "-o identities.csv, put it with the plans, and turn sg:suggested into sg:judged.",
    ),
}
