"""`samgraph publish`."""

from __future__ import annotations

from pathlib import Path

import click

from samgraph.cli.engine import package_only
from samgraph.cli.many import one_plan
from samgraph.cli.options import lang_option, plan_argument, progress, source_option
from samgraph.text import printable

_WORDS = {
    "nl": {
        "done": "{where}: {files} bestanden, {megabytes} MB",
        "faults": "Let op: het plan voldoet niet aan de vormen ({n}×); het staat er door --force.",
        "editor": "Zonder de rijke SPARQL-editor: npm ontbrak toen samgraph gebouwd werd.",
        "engine": "Zonder SPARQL in de browser: npm ontbrak toen samgraph gebouwd werd.",
        "network": "Zonder de netwerkbibliotheek van de kaart.",
        "left_out": "Niet als {form}: het plan bevat tekens die daar niet in passen.",
    },
    "en": {
        "done": "{where}: {files} files, {megabytes} MB",
        "faults": "Mind: the plan does not validate ({n}×); it is published because of --force.",
        "editor": "Without the rich SPARQL editor: npm was missing when samgraph was built.",
        "engine": "Without SPARQL in the browser: npm was missing when samgraph was built.",
        "network": "Without the network library of the map.",
        "left_out": "Not as {form}: the plan has characters that do not fit into it.",
    },
}


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@plan_argument
@click.option("--force", is_flag=True, help="Publish a plan that does not validate, and say so.")
@package_only("it writes the pages of a package")
@source_option
@lang_option
def publish(target: Path, plan: str | None, force: bool, source: Path | None, lang: str) -> None:
    r"""Write the explorer of PLAN into DIR: files that any web host can serve.

    SPARQL is answered in the reader's own browser. Beside the explorer there are pages that need
    no script, the graph in every format, and its description. DIR is new, empty, or a site that
    samgraph has written before, which is replaced. --lang is the language for whoever has chosen
    none. With --source, passages are quoted on the site: mind the owner's rights.

    \b
    Example:
        samgraph publish site && python3 -m http.server -d site
    """
    from samgraph.cli.options import quotations_of, warn_of_empty_pages
    from samgraph.publishing import publish as publish_site
    from samgraph.sources import read_source
    from samgraph.web.preparing import read

    one_plan(plan, "publish")
    words = _WORDS[lang]
    progress("reading the plan")
    if source:
        warn_of_empty_pages(read_source(source), lang)
    served = read(plan, force=force)
    quotes = quotations_of(served.to_knowledge(), source).by_place
    done = publish_site(served, target, lang=lang, quotes=quotes, progress=progress)
    for line in (*done.missing, *(("faults",) if served.faults else ())):
        click.echo(words[line].format(n=served.faults), err=True)
    for form in done.left_out:
        click.echo(words["left_out"].format(form=form), err=True)
    size = f"{done.size / 1e6:.1f}"
    click.echo(
        words["done"].format(where=printable(str(target)), files=done.files, megabytes=size),
        err=True,
    )
