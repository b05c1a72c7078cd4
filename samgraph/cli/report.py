"""`samgraph report`."""

from __future__ import annotations

from pathlib import Path

import click

from samgraph.cli.engine import Engine, endpoint_option, knowledge_of
from samgraph.cli.many import one_plan
from samgraph.cli.options import (
    contested_option,
    lang_option,
    output_option,
    plan_argument,
    quotations_of,
    said,
    source_option,
)

_SUFFIXES = (".html", ".md")


@click.command()
@plan_argument
@output_option(
    "FILE.html|FILE.md",
    "Where the report is written: a page that prints well, or Markdown without figures.",
    required=True,
)
@contested_option
@source_option
@endpoint_option
@lang_option
def report(
    plan: str | None,
    output: Path,
    without_contested: bool,
    source: Path | None,
    lang: str,
    engine: Engine,
) -> None:
    r"""Write the whole analysis of PLAN, with figures, tables and the SPARQL behind each.

    \b
    Example:
        samgraph report -o report.html --lang en
    """
    from samgraph.errors import SamgraphError, near_match
    from samgraph.outputs import whole_file

    suffix = output.suffix.lower()
    if suffix not in _SUFFIXES:
        known = f"give a name that ends in {' or '.join(_SUFFIXES)}"
        raise SamgraphError(
            f'no report goes with the suffix "{output.suffix}"',
            where=str(output),
            hint=near_match(suffix, _SUFFIXES) or known,
        )
    one_plan(plan, "report", engine)
    with whole_file(output) as file:
        from samgraph.report import compose_report, to_html, to_markdown

        knowledge = knowledge_of(plan, engine, contested=not without_contested, progress=said)
        document = compose_report(
            knowledge,
            lang,
            quotations_of(knowledge, source).by_place,
            contested=not without_contested,
            progress=said,
        )
        text = to_html(document) if suffix == ".html" else to_markdown(document)
        file.write_text(text, encoding="utf-8", newline="\n")
    click.echo(str(output), err=True)
