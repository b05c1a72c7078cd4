"""A report as one Markdown file: everything but the pictures, of which it has the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from samgraph.report.document import (
    Block,
    Document,
    Figure,
    Formula,
    Item,
    Listing,
    Paragraph,
    Query,
    Section,
    Table,
)
from samgraph.report.showing import WORDS, cited, columns, quoted, shown
from samgraph.text import printable
from samgraph.version import VERSION

_SIGNS: Final = re.compile(r"([\\`*_\[\]<>|~$]|&(?=[#\w]))")
_START: Final = re.compile(r"^(\d+(?=[.)])|(?=[-+#=]))")
"""What makes a heading, a list or a rule of a line that begins with it."""


def to_markdown(document: Document) -> str:
    """Return a report as Markdown with tables; text from the plan shows as text.

    Markdown stays one file, so that pictures are left out: each has its table, which says the same.
    """
    return "\n\n".join(_Writer(document).whole()) + "\n"


def escaped(text: str) -> str:
    """Return a text on one line that every reader of Markdown shows as it is."""
    return _START.sub(r"\1\\", _inside(text))


def _inside(text: str) -> str:
    """Return a text that shows as it is where no line begins with it."""
    return _SIGNS.sub(r"\\\1", " ".join(printable(text).split()))


class _Writer:
    """A document being written, with the numbers of its figures and tables."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lang = document.lang
        self.words: Mapping[str, str] = WORDS[document.lang]
        self.tables = 0
        self.figures = 0

    def whole(self) -> Iterator[str]:
        """Yield the blocks of the file."""
        document, words = self.document, self.words
        yield f"# {escaped(document.title)}"
        yield escaped(document.subtitle)
        yield "  \n".join(f"{escaped(name)}: {escaped(value)}" for name, value in document.facts)
        if any(isinstance(one, Figure) for some in document.every() for one in some.blocks):
            yield escaped(words["figures"])
        for number, section in enumerate(document.sections):
            yield from self.section(section, 2)
            if number == 0:
                yield f"## {escaped(words['contents'])}"
                yield "\n".join(f"- {escaped(one.title)}" for one in document.sections)
        yield escaped(words["made"].format(version=VERSION))

    def section(self, section: Section, level: int) -> Iterator[str]:
        """Yield a section with those below it."""
        yield f"{'#' * level} {escaped(section.title)}"
        for block in section.blocks:
            yield from self.block(block)
        for below in section.sections:
            yield from self.section(below, level + 1)

    def block(self, block: Block) -> Iterator[str]:
        """Yield one block."""
        if isinstance(block, Paragraph):
            yield self.item(Item(block.text, block.places), "")
        elif isinstance(block, Listing):
            heads = [f"{n}. " if block.numbered else "- " for n in range(1, len(block.items) + 1)]
            yield "\n".join(
                head + self.item(item, " " * len(head))
                for head, item in zip(heads, block.items, strict=True)
            )
        elif isinstance(block, Table):
            yield from self.table(block)
        elif isinstance(block, Figure):
            self.figures += 1
            yield f"**{self.words['figure']} {self.figures}.** {escaped(block.caption)}"
            yield from self.table(block.table)
        elif isinstance(block, Formula):
            source = f" ({self.words['formula source']}: {block.source}.)" if block.source else ""
            yield f"**{escaped(block.name)}**"
            yield _fenced(block.text, "text")
            yield escaped(f"{block.meaning}{source}")
        else:
            yield from self.query(block)

    def item(self, item: Item, indent: str) -> str:
        """Return a text with its head, its source and what the source says there."""
        head = f"**{escaped(item.head)}**: " if item.head else ""
        text = f"{head}{escaped(item.text)}"
        if item.places:
            text += f" *{self.words['source']}: {escaped(cited(item.places, self.lang))}*"
        for place, said in quoted(item.places, self.document.quotes, self.lang):
            text += f"\n\n{indent}> {escaped(place)}: {escaped(f'“{said}”')}"
        return text

    def table(self, table: Table) -> Iterator[str]:
        """Yield a table with its caption, its note and its queries."""
        self.tables += 1
        yield f"**{self.words['table']} {self.tables}.** {escaped(table.caption)}"
        rows, places = table.rows, table.places
        if rows.cells:
            header = [*rows.header, *([self.words["source"]] if places else [])]
            lines = [[shown(cell, self.lang) for cell in cells] for cells in rows.cells]
            for line, some in zip(lines, places, strict=False):
                said = [f"“{text}”" for _, text in quoted(some, self.document.quotes, self.lang)]
                line.append(" ".join([cited(some, self.lang), *said]))
            marks = ["---:" if kind == "number" else "---" for kind in columns(table)]
            marks += ["---"] * bool(places)
            yield "\n".join([_row(header), f"| {' | '.join(marks)} |", *map(_row, lines)])
        else:
            yield escaped(self.words["empty"])
        if table.note:
            yield escaped(table.note)
        for query in table.queries:
            yield from self.query(query)

    def query(self, query: Query) -> Iterator[str]:
        """Yield the SPARQL of a table."""
        name = f" (`samgraph ask {query.name}`)" if query.name else ""
        yield f"{escaped(query.title or self.words['query'])}{name}:"
        yield _fenced(query.text, "sparql")


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(map(_inside, cells)) + " |"


def _fenced(text: str, language: str) -> str:
    """Return code in a fence that is longer than any that the code itself holds."""
    runs = [len(run) for run in re.findall(r"`+", text)]
    fence = "`" * max(3, max(runs, default=0) + 1)
    return f"{fence}{language}\n{printable(text)}\n{fence}"
