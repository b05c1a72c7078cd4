"""StratML out: a file that keeps its schema."""

from __future__ import annotations

from pathlib import Path

from samgraph.exchange.options import Options
from samgraph.exchange.stratml_writing import stratml_of
from samgraph.exchange.xmltext import xml_text
from samgraph.knowledge import Knowledge
from samgraph.rows import Rows


def write_stratml(knowledge: Knowledge, target: Path, options: Options) -> Rows:
    """Write part 1, or part 2 where the plan says what part 1 has no room for."""
    return _write(knowledge, target, options, 0)


def write_stratml_1(knowledge: Knowledge, target: Path, options: Options) -> Rows:
    """Write part 1, whatever it leaves out."""
    return _write(knowledge, target, options, 1)


def write_stratml_2(knowledge: Knowledge, target: Path, options: Options) -> Rows:
    """Write part 2."""
    return _write(knowledge, target, options, 2)


def _write(knowledge: Knowledge, target: Path, options: Options, number: int) -> Rows:
    standing = "judged" if options.standing == "judged" else "stated"
    root, _, left = stratml_of(knowledge, options.lang, standing, number)
    target.write_text(xml_text(root), encoding="utf-8", newline="\n")
    return left
