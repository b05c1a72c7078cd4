"""`samgraph export` and `samgraph import`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from samgraph.cli.engine import Engine, endpoint_option
from samgraph.cli.many import one_plan, together
from samgraph.cli.options import lang_option, plan_argument, progress
from samgraph.errors import SamgraphError
from samgraph.exchange.options import Options

if TYPE_CHECKING:
    from samgraph.rows import Rows


@click.command()
@click.argument("form", metavar="FORMAT")
@plan_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="Where to: a file, for the format tables a folder; without it, standard output.",
)
@click.option(
    "--standing",
    type=click.Choice(["stated", "derived", "judged"]),
    help="Which links count in a network, a table, StratML or vmm.  [default: stated for StratML "
    "and vmm, which cannot tell them apart, else judged]",
)
@click.option(
    "--left-out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also write what the format cannot say: .json, .csv, .tsv or .md.",
)
@endpoint_option
@lang_option
def export(
    form: str,
    plan: str | None,
    output: Path | None,
    standing: str | None,
    left_out: Path | None,
    lang: str,
    engine: Engine,
) -> None:
    r"""Write PLAN in a FORMAT of others.

    RDF: turtle, trig, ntriples, nquads, jsonld, rdfxml. Plans: stratml (part 1, or part 2 where
    needed), stratml1, stratml2, vmm (Flemish municipal plans). Networks: graphml, gexf (for
    Gephi), cytoscape. Tables: nodes, edges, tables. To edit and read again: xlsx.

    Without -o the file goes to standard output. What a format cannot say is counted on stderr.

    \b
    Example:
        samgraph export gexf -o sam.gexf --lang en
    """
    from samgraph.exchange.formats import check_target, find_format

    name, found = find_format(form)
    chosen = standing or ("stated" if name.startswith(("stratml", "vmm")) else "judged")
    if output is not None:
        check_target(name, output)
    elif not found.suffixes or (found.of_package and sys.stdout.isatty()):
        ending = found.suffixes[0] if found.suffixes else ""
        raise SamgraphError(
            f'"{name}" does not go to standard output', hint=f"say where to, as in -o plan{ending}"
        )
    if left_out is not None:
        from samgraph.exchange.leftlists import check_list

        check_list(left_out, output)
    with TemporaryDirectory() as folder:
        target = output or Path(folder) / f"plan{found.suffixes[0]}"
        if found.of_package:
            left = None
            _pack(plan, target, engine)
        else:
            left = _export(name, plan, target, Options(lang, chosen), engine)
        if output is None:
            with target.open("rb") as file, click.open_file("-", "wb") as out:
                shutil.copyfileobj(file, out)
    if output is not None:
        click.echo(str(output), err=True)
    if left is not None:
        from samgraph.exchange.leftlists import summary
        from samgraph.text import printable

        click.echo(printable(summary(left, name)), err=True)
    if left_out is not None:
        from samgraph.exchange.leftlists import write_list

        write_list(left, left_out)


def _export(
    name: str, plan: str | None, target: Path, options: Options, engine: Engine
) -> Rows | None:
    """Write the graph of a plan; return what the format cannot say."""
    from samgraph.exchange.formats import export as write

    knowledge = together(plan, engine, options.lang)
    progress(f"writing {target.name}")
    return write(knowledge, name, target, options)


def _pack(plan: str | None, target: Path, engine: Engine) -> None:
    """Write the tables of a plan as a workbook."""
    from samgraph.packing import pack
    from samgraph.resources import plan_folder

    if engine.url is not None:
        raise SamgraphError(
            "a workbook holds a package's tables, which an engine has not",
            hint="leave --endpoint out, or export tables",
        )
    one_plan(plan, "export xlsx")
    progress(f"writing {target.name}")
    pack(plan_folder(plan), target)


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A new or empty folder for the plan package; without it, one named like FILE, beside it.",
)
@click.option(
    "--mapping",
    metavar="NAME|DIR",
    help="How RDF becomes a plan: sdg, skos, or a folder with queries of your own.",
)
@click.option(
    "--namespace",
    default="",
    metavar="IRI",
    help="Namespace of the plan's things, ending with / or #; by default made of FILE's name.",
)
@click.option(
    "--lang",
    default="",
    metavar="TAG",
    help="Language of the file's texts where it does not say so itself, as in en.",
)
def import_(
    files: tuple[Path, ...], output: Path | None, mapping: str | None, namespace: str, lang: str
) -> None:
    r"""Make a plan package of FILE: StratML (.xml), a workbook (.xlsx), or RDF with --mapping.

    Files that break their schema are read all the same; what was mended is listed on stderr with
    its line, and texts that a package has no room for are kept in not-imported.txt.

    \b
    Example:
        samgraph import sdg.ttl --mapping sdg -o sdg
    """
    from samgraph.exchange.imports import read_files, write_imported
    from samgraph.outputs import refuse_taken
    from samgraph.resources import SUFFIXES as WORKBOOKS
    from samgraph.text import printable

    output = output or files[0].with_suffix("")
    refuse_taken(output)
    progress(f"reading {files[0].name}")
    if len(files) == 1 and files[0].suffix.casefold() in WORKBOOKS and files[0].is_file():
        if mapping or namespace or lang:
            raise click.UsageError("a workbook says all itself and takes no such option")
        from samgraph.packing import unpack

        for name in unpack(files[0], output):
            click.echo(name)
        click.echo(f"{output}: everything was read", err=True)
        return
    found = read_files(files, mapping=mapping, namespace=namespace, language=lang)
    counts, mended = write_imported(found, output)
    for name, count in counts.items():
        click.echo(f"{count:6,}  {name}")
    for fault in mended:
        click.echo(printable(str(fault)), err=True)
    many = len(mended)
    verdict = f"{many} thing{'s'[: many != 1]} to look at" if many else "everything was read"
    click.echo(f"{output}: {verdict}", err=True)
    click.echo(f"  hint: samgraph check {output}", err=True)
