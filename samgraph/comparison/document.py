"""A comparison as a document, of which HTML and Markdown are made."""

from __future__ import annotations

from samgraph.comparison.comparing import Comparison
from samgraph.comparison.parts import Teller
from samgraph.report.composing import data_version
from samgraph.report.document import Document, Paragraph, Section, Table

_SHORT = 12
"""So many digits of a version tell two apart."""


def comparison_document(comparison: Comparison, lang: str) -> Document:
    """Return a comparison as a document with every row of its tables."""
    teller = Teller(comparison, lang)
    words = teller.words
    kind = "versions" if comparison.versions else "plans"
    before, after = teller.plans()
    sections = [
        Section(part.ident, part.title, (Table(part.title, part.rows, note=part.note),))
        for part in teller.parts()
    ]
    if comparison.versions and not comparison.differ:
        sections.insert(0, Section("summary", words["summary"], (Paragraph(words["none"]),)))
    facts = [
        (words[name], f"{knowledge.name} ({data_version(knowledge)[:_SHORT]})")
        for name, knowledge in (("before", comparison.before), ("after", comparison.after))
    ]
    return Document(
        words[kind].format(before=before, after=after),
        words[f"{kind} subtitle"],
        lang,
        tuple(facts),
        tuple(sections),
    )
