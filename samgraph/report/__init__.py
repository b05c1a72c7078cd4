"""The whole analysis of a plan as one document, and that document as HTML and as Markdown."""

from __future__ import annotations

from samgraph.report.composing import SECTIONS, compose_report
from samgraph.report.document import Document, Section
from samgraph.report.html import to_html
from samgraph.report.markdown import to_markdown

__all__ = ["SECTIONS", "Document", "Section", "compose_report", "to_html", "to_markdown"]
