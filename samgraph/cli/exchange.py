"""`samgraph export` and `samgraph import`."""

from __future__ import annotations

from pathlib import Path

import click

from samgraph.cli.engine import Engine, endpoint_option
from samgraph.cli.many import one_plan, together
from samgraph.cli.options import lang_option, plan_argument, progress
from samgraph.errors import SamgraphError


@click.command()
@click.argument("form", metavar="FORMAT")
@plan_argument
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="Where to: a file, for the format tables a folder.",
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
    output: Path,
    standing: str | None,
    left_out: Path | None,
    lang: str,
    engine: Engine,
) -> None:
    r"""Write PLAN in a FORMAT of others.

    RDF: turtle, trig, ntriples, nquads, jsonld, rdfxml. Plans: stratml (part 1, or part 2 where
    needed), stratml1, stratml2, vmm (Flemish municipal plans). Networks: graphml, gexf (for
    Gephi), cytoscape. Tables: nodes, edges, tables. To edit and read again: xlsx.

    What a format cannot say is counted on stderr.

    \b
    Example:
        samgraph export gexf -o sam.gexf --lang en
    """
    from samgraph.exchange.formats import check_target, export, find_format
    from samgraph.exchange.options import Options

    name, found = find_format(form)
    check_target(name, output)
    if left_out is not None:
        from samgraph.exchange.leftlists import check_list

        check_list(left_out, output)
    left = None
    if found.of_package:
        from samgraph.packing import pack
        from samgraph.resources import plan_folder

        if engine.url is not None:
            raise SamgraphError(
                "a workbook holds a package's tables, which an engine has not",
                hint="leave --endpoint out, or export tables",
            )
        one_plan(plan, "export xlsx")
        progress(f"writing {output}")
        pack(plan_folder(plan), output)
    else:
        knowledge = together(plan, engine, lang)
        chosen = standing or ("stated" if name.startswith(("stratml", "vmm")) else "judged")
        progress(f"writing {output}")
        left = export(knowledge, name, output, Options(lang, chosen))
    click.echo(str(output), err=True)
    if left is not None:
        from samgraph.exchange.leftlists import summary
        from samgraph.text import printable

        click.echo(printable(summary(left, name)), err=True)
    if left_out is not None:
        from samgraph.exchange.leftlists import write_list

        write_list(left, left_out)


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A new or empty folder for the plan package.",
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
    files: tuple[Path, ...], output: Path, mapping: str | None, namespace: str, lang: str
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
