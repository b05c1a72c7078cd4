"""`samgraph build` and `samgraph check`."""

from __future__ import annotations

from pathlib import Path

import click

from samgraph.cli.engine import package_only
from samgraph.cli.many import collection_of, now_and_then, say_left_out
from samgraph.cli.options import (
    FOR_PROGRAMS,
    contested_option,
    format_option,
    lang_option,
    output_option,
    plan_argument,
    progress,
    show,
    source_option,
    warn_of_empty_pages,
)
from samgraph.collection.members import holds_plans
from samgraph.errors import SamgraphError
from samgraph.text import printable


@click.command()
@plan_argument
@output_option(
    "FILE|DIR", "Where to; the suffix tells the format, none makes a store.", required=True
)
@click.option(
    "--reasoner",
    type=click.Choice(["rules", "owlrl"]),
    default="rules",
    show_default=True,
    help="Engine that infers; owlrl is the slow reference.",
)
@package_only("it makes the graph from the plan's tables")
@click.option(
    "--workers", type=click.IntRange(1, 256), help="Processes for a collection; one a core."
)
@lang_option
@click.pass_context
def build(
    ctx: click.Context,
    plan: str | None,
    output: Path,
    reasoner: str,
    workers: int | None,
    lang: str,
) -> None:
    r"""Write the graph of PLAN to a file (ttl, trig, nt, nq, jsonld, rdf) or a store on disk.

    A collection is built in several processes, only what has changed, and goes on where it was
    killed. Plans that cannot be built are left out and named, and the command ends with status 1.

    \b
    Example:
        samgraph build -o sam.trig
        samgraph build plans/ -o plans-store
    """
    from samgraph.building import build as build_knowledge
    from samgraph.serialising import write_graph

    if holds_plans(plan):
        if reasoner != "rules":
            raise click.UsageError("a collection is built with the rules; give one plan to owlrl")
        if _build_collection(str(plan), output, workers, lang):
            ctx.exit(1)
        return
    knowledge = build_knowledge(plan, reasoner=reasoner, progress=progress)
    progress(f"writing {output}")
    count = write_graph(knowledge, output)
    click.echo(f"{output}: {count:,} statements", err=True)


def _build_collection(plan: str, output: Path, workers: int | None, lang: str) -> bool:
    """Build a collection into a folder, or write it to a file; tell whether plans are left out."""
    from samgraph.collection.building import build_collection
    from samgraph.collection.members import is_collection
    from samgraph.serialising import write_graph, write_quads

    if output.suffix:
        built = collection_of(plan, lang, quiet=True)
        if built is None:
            raise SamgraphError("is no collection any more", where=plan, hint="build it again")
        progress(f"writing {output}")
        by_graph = output.suffix.lower() == ".nq"
        count = (write_quads if by_graph else write_graph)(built.knowledge, output)
        click.echo(f"{output}: {count:,} statements", err=True)
        failures = built.failures
    else:
        if not is_collection(plan):
            hint = "give the folder of its plans, or the list; or a file with a suffix"
            raise SamgraphError("is built already", where=plan, hint=hint)
        done = build_collection(plan, output, workers=workers, progress=now_and_then())
        words = _BUILT[lang].format(n=done.plans, made=len(done.made), kept=_KEPT[lang][done.store])
        click.echo(f"{output}: {words}", err=True)
        failures = done.failures
    for one in failures:
        click.echo(printable(str(one)), err=True)
    say_left_out(failures, lang)
    return bool(failures)


_BUILT = {
    "nl": "{n} plannen, waarvan {made} nu gebouwd; de opslag is {kept}",
    "en": "{n} plans, {made} of them built now; the store is {kept}",
}
_KEPT = {
    "nl": {"made": "geschreven", "updated": "bijgewerkt", "unchanged": "ongewijzigd"},
    "en": {"made": "written", "updated": "brought up to date", "unchanged": "unchanged"},
}


@click.command()
@plan_argument
@click.option("--strict", is_flag=True, help="Let warnings and discrepancies count as well.")
@click.option(
    "--reasoner",
    type=click.Choice(["rules", "owlrl"]),
    default="rules",
    show_default=True,
    help="Engine that looks for contradictions.",
)
@package_only("it reads the plan's tables, of which an engine holds only what was made")
@contested_option
@source_option
@format_option
@lang_option
@click.pass_context
def check(
    ctx: click.Context,
    plan: str | None,
    strict: bool,
    reasoner: str,
    without_contested: bool,
    source: Path | None,
    form: str,
    lang: str,
) -> None:
    r"""Check PLAN: its tables, its shapes, whether it contradicts the ontology or itself.

    Of a collection every plan is checked; one that cannot be read counts as a fault.

    With --source, every passage is looked up in the plan's text or PDF; one that is gone or has
    changed is listed as suspect, with what rests on it. Pages without text are named on stderr.
    Ends with status 1 if a shape is violated or a passage is suspect; with --strict also on a
    warning, or if the plan contradicts itself.

    \b
    Example:
        samgraph check my-plan --source my-plan.txt --lang en
    """
    from samgraph.checking import check_plan
    from samgraph.discrepancytext import discrepancy_text
    from samgraph.sources import read_source
    from samgraph.tables import render

    if holds_plans(plan):
        if source is not None or reasoner != "rules":
            raise click.UsageError(
                "--source and --reasoner go with one plan, not with a collection"
            )
        if _check_collection(str(plan), form, lang, strict=strict, contested=not without_contested):
            ctx.exit(1)
        return
    document = read_source(source) if source else None
    if document is not None:
        warn_of_empty_pages(document, lang)
    report = check_plan(
        plan,
        source=document,
        reasoner=reasoner,
        contested=not without_contested,
        progress=progress,
    )
    people = form == "table"
    words = "en" if form in FOR_PROGRAMS else lang
    rows = report.rows(lang, discrepancies=not people, together=people, words_in=words)
    if rows.cells or form != "table":
        show(render(rows, form))
    if report.discrepancies and form == "table":
        gap = "\n" * bool(rows.cells)
        show(gap + discrepancy_text(report.discrepancies, lang, report.quotes))
    click.echo(report.verdict(lang), err=True)
    if report.fails(strict=strict):
        ctx.exit(1)


def _check_collection(plan: str, form: str, lang: str, *, strict: bool, contested: bool) -> bool:
    """Show what is found in each plan of a collection; tell whether any fails."""
    from samgraph.collection.opening import open_collection
    from samgraph.collectionreport import collection_report
    from samgraph.tables import render

    built = open_collection(plan, contested=contested, progress=now_and_then())
    if built is None:
        raise SamgraphError("is no collection", where=plan, hint="give a folder of plans")
    report = collection_report(built)
    words = "en" if form in FOR_PROGRAMS else lang
    rows = report.rows(lang, together=form == "table", words_in=words)
    if rows.cells or form != "table":
        show(render(rows, form))
    click.echo(printable(report.verdict(lang)), err=True)
    return report.fails(strict=strict)
