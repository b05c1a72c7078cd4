"""`samgraph compare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samgraph.cli.engine import package_only
from samgraph.cli.many import one_plan
from samgraph.cli.options import (
    FOR_PROGRAMS,
    contested_option,
    format_option,
    lang_option,
    progress,
    show,
)

if TYPE_CHECKING:
    from samgraph.comparison import Comparison

_SUFFIXES = (".html", ".md", ".txt", ".csv", ".tsv", ".json", ".ttl", ".nt", ".jsonld", ".rdf")


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--versions", "way", flag_value="versions", help="Compare as versions of one plan.")
@click.option("--plans", "way", flag_value="plans", help="Compare as two plans.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"Where to; the suffix tells the format: {', '.join(_SUFFIXES)}.",
)
@package_only("it compares what two packages say")
@contested_option
@format_option
@lang_option
def compare(
    before: str,
    after: str,
    way: str | None,
    output: Path | None,
    without_contested: bool,
    form: str,
    lang: str,
) -> None:
    r"""Show what changed from plan A to plan B, or what two plans share.

    A and B are folders, workbooks or names of packaged plans. In one namespace they are versions of
    one plan: what is added, removed, renamed and moved, which links, how coverage changes, which
    gaps open and close. Otherwise they are two plans: what they share, and where only one of them
    leaves a gap. Each thing says what it is recognised by: IRI, declared identity, code or name.

    \b
    Example:
        samgraph compare last-year my-plan -o changes.html --lang en
    """
    from samgraph.comparison import compare_plans
    from samgraph.errors import SamgraphError, near_match
    from samgraph.loading import load
    from samgraph.outputs import whole_file

    suffix = output.suffix.casefold() if output else ""
    if output and suffix not in _SUFFIXES:
        raise SamgraphError(
            f'no format goes with the suffix "{suffix}"',
            where=str(output),
            hint=near_match(suffix, _SUFFIXES) or f"the suffixes are {', '.join(_SUFFIXES)}",
        )
    for each in (before, after):
        one_plan(each, "compare")
    contested = not without_contested
    one = load(before, contested=contested, progress=progress)
    other = load(after, contested=contested, progress=progress)
    progress("comparing")
    found = compare_plans(one, other, way or "auto")
    if output is None:
        show(_told(found, form, lang))
        return
    with whole_file(output) as file:
        file.write_bytes(_written(found, suffix, lang))
    click.echo(str(output), err=True)


def _told(found: Comparison, form: str, lang: str) -> str:
    from samgraph.comparison import comparison_document, comparison_text
    from samgraph.report import to_markdown
    from samgraph.tables import render

    if form in FOR_PROGRAMS:
        return render(found.to_rows(), form)
    if form == "markdown":
        return to_markdown(comparison_document(found, lang)).rstrip("\n")
    return comparison_text(found, lang)


def _written(found: Comparison, suffix: str, lang: str) -> bytes:
    from samgraph.comparison import FORMATS, comparison_document, serialise_comparison
    from samgraph.report import to_html

    if suffix in FORMATS:
        return serialise_comparison(found, FORMATS[suffix])
    if suffix == ".html":
        return to_html(comparison_document(found, lang)).encode()
    form = {".md": "markdown", ".txt": "table"}.get(suffix, suffix.removeprefix("."))
    return (_told(found, form, lang) + "\n").encode()
