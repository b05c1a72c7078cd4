"""A report as a document: sections of paragraphs, lists, figures and tables, in no format yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from samgraph.findings import Place
from samgraph.rows import Rows


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences."""

    text: str
    places: tuple[Place, ...] = ()
    """Where the source says so."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list."""

    text: str
    places: tuple[Place, ...] = ()
    head: str = ""
    """What the entry is about, set apart before its text."""
    target: str = ""
    """Id of the section that says more."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered where the order matters."""

    items: tuple[Item, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """The SPARQL that gives a table."""

    text: str
    name: str = ""
    """Of the question in the catalogue, if it is one."""
    title: str = ""
    """What it is called, where it is more or less than the question behind a table."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with what they are called, in the reader's language, and where they come from."""

    caption: str
    rows: Rows
    queries: tuple[Query, ...] = ()
    places: tuple[tuple[Place, ...], ...] = ()
    """Where the source speaks of each row; shown as a last column."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What cells that are signs mean, for who hears the table read."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One or more pictures with the table that says the same."""

    caption: str
    pictures: tuple[str, ...]
    """As SVG; ids in them are unique in the whole report."""
    table: Table
    wide: bool = False
    """Whether it is printed on a page turned on its side."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A measure: what it is called, how it is computed, where that comes from."""

    name: str
    text: str
    """The formula, in Unicode."""
    meaning: str
    source: str = ""


Block: TypeAlias = Paragraph | Listing | Table | Figure | Formula | Query


@dataclass(frozen=True, slots=True)
class Highlight:
    """A finding that a section holds worth telling first, in sentences."""

    kind: str
    """Any name; of one kind one is told first."""
    weight: int
    """The lower, the sooner it is told: 1 for what no reading mends, 6 for what is merely thin."""
    text: str
    places: tuple[Place, ...] = ()
    head: str = ""
    """In a word or two, what sort of finding it is."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report under one heading."""

    ident: str
    """Its id in the page: lower-case letters, digits and hyphens, the same in every language."""
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    """What the board is told of it; the best are chosen from all sections."""
    formulae: tuple[Formula, ...] = ()
    """What it computes, for the section on methods."""
    seeds: tuple[tuple[str, int], ...] = ()
    """The seeds it used, each with what for."""

    def every(self) -> Iterator[Section]:
        """Yield this section and all below it, in order."""
        yield self
        for section in self.sections:
            yield from section.every()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    title: str
    subtitle: str
    lang: str
    facts: tuple[tuple[str, str], ...]
    """What identifies it: date of the data, version of the data; name and value."""
    sections: tuple[Section, ...]
    """The first is the page for the board."""
    quotes: Mapping[Place, str] = field(default_factory=dict)
    """What the source says at a place, where it was given."""

    def every(self) -> Iterator[Section]:
        """Yield all sections, in order."""
        for section in self.sections:
            yield from section.every()
