"""A new package written: the example with a plan's own namespace, title and years."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from samgraph.csvtable import Table
from samgraph.errors import SamgraphError
from samgraph.extraction.labels import slug
from samgraph.namespaces import checked_namespace
from samgraph.outputs import refuse_taken, whole_folder
from samgraph.sources import Source
from samgraph.starting.example import PLAN, example_tables, example_text
from samgraph.starting.readme import readme
from samgraph.workbook import write_workbook

_YEARS: Final = re.compile(r"(\d{4})(?:\s?[-–/]\s?(\d{4}))?\Z")
_DEFAULT_YEARS: Final = "2026-2030"
_TITLES: Final = {"nl": "Voorbeeldplan", "en": "Example plan"}
_WORKBOOK: Final = "tables.xlsx"
_STAMPED: Final = ("sg:position/oa:start", "sg:position/oa:end", "sg:fingerprint")


@dataclass(frozen=True, slots=True)
class Start:
    """What a new package was given, and what stands in it."""

    folder: Path
    namespace: str
    files: tuple[str, ...]
    """Their names, in order."""


def start_package(
    folder: Path,
    *,
    title: str = "",
    namespace: str = "",
    years: str = "",
    lang: str = "nl",
    workbook: bool = False,
) -> Start:
    """Write a plan package with every table and example rows in a new or empty folder.

    `years` is a year, or two with a dash between, 2026-2030 unless given. `lang` is the language
    of README.md and of the example's document; labels are in both. With `workbook` the tables are
    the sheets of one workbook instead of CSV. The same arguments give the same bytes.

    Raises:
        SamgraphError: the folder holds something or cannot be written, or an argument is wrong.

    """
    refuse_taken(folder)
    name = slug(folder.resolve().name)
    space = checked_namespace(namespace) if namespace else f"https://example.org/{name}/"
    first, last = _read_years(years or _DEFAULT_YEARS)
    titles = {one: title.strip() or _TITLES[one] for one in ("nl", "en")}
    document = example_text(f"document.{lang}.txt")
    source = Source("document.txt", tuple(document.split("\n")))
    tables = [_filled(table, first, source) for table in example_tables()]
    period = {"nl": f"{first} tot en met {last}", "en": f"{first} up to and including {last}"}
    given = {
        "NAMESPACE": space,
        "START": f"{first}-01-01",
        "END": f"{last}-12-31",
        **{f"TITLE_{one.upper()}": _literal(titles[one], one) for one in titles},
        **{f"PERIOD_{one.upper()}": _literal(period[one], one) for one in period},
    }
    with whole_folder(folder, PLAN) as beside:
        plan = _fill_in(example_text(PLAN), given)
        files = {
            PLAN: plan,
            "document.txt": document,
            "README.md": readme(titles[lang], tables, plan, lang, workbook=workbook),
        }
        if workbook:
            write_workbook(tables, [], beside / _WORKBOOK)
        else:
            files.update((table.name, _csv(table)) for table in tables)
        for file, text in files.items():
            (beside / file).write_text(text, encoding="utf-8", newline="\n")
    return Start(folder, space, tuple(sorted([*files, *([_WORKBOOK] if workbook else [])])))


def _read_years(text: str) -> tuple[int, int]:
    """Return the first and the last year of a period.

    Raises:
        SamgraphError: it is none.

    """
    match = _YEARS.match(text.strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not date.min.year <= first <= last:
        raise SamgraphError(f'"{text}" is no period', hint="write it as in 2026-2030")
    return first, last


def _literal(text: str, lang: str) -> str:
    """Return a text as Turtle writes it."""
    return str(ox.Literal(" ".join(text.split()), language=lang))


def _fill_in(text: str, given: dict[str, str]) -> str:
    """Return a text with its places filled in; what was filled in is not looked at again."""
    return re.sub(r"%([A-Z_]+)%", lambda match: given[match[1]], text)


def _filled(table: Table, year: int, source: Source) -> Table:
    """Return a table with its year, and passages with where they stand in the document."""
    rows = [
        (line, [cell.replace("%YEAR%", f"{year:04}") for cell in cells])
        for line, cells in table.rows
    ]
    if set(_STAMPED) <= set(table.header):
        places = {name: table.header.index(name) for name in table.header}
        for _, cells in rows:
            lines = int(cells[places["sg:fromLine"]]), int(cells[places["sg:toLine"]])
            stamps = (*map(str, source.span(*lines)), source.fingerprint(*lines))
            for name, stamp in zip(_STAMPED, stamps, strict=True):
                cells[places[name]] = stamp
    return Table(table.name, table.header, rows)


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows(cells for _, cells in table.rows)
    return out.getvalue()
