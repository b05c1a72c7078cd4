"""What can be read in a plan's text, before anything is drafted of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from samgraph.errors import Fault, SamgraphError
from samgraph.extraction.accounts import Account, read_budget
from samgraph.extraction.goals import Goal, placed_goals, stated_goals
from samgraph.extraction.grid import Grid, read_grid
from samgraph.extraction.headings import Outline, read_headings
from samgraph.extraction.keywords import language_of
from samgraph.extraction.labels import capitalised
from samgraph.extraction.lines import Line, Text, text_of
from samgraph.extraction.lists import read_lists
from samgraph.extraction.paragraphs import read_paragraphs
from samgraph.extraction.partners import PartnerList, read_partner_lists
from samgraph.extraction.topics import Topic, read_topics
from samgraph.sources import Source

_LINE = re.compile(r":(\d+)(?: \(page \d+\))?\Z")


@dataclass(frozen=True)
class PlanText:
    """A plan as read: its outline, what it lists and states, and what could not be read."""

    source: Source
    text: Text
    outline: Outline
    language: str
    capitals: frozenset[str]
    """The words that the plan writes in capitals, such as names in letters."""
    paragraphs: tuple[Sequence[Line], ...]
    goals: tuple[Goal, ...]
    grid: Grid
    topics: tuple[Topic, ...]
    partners: tuple[PartnerList, ...]
    budget: tuple[Account, ...]
    faults: tuple[Fault, ...]


def read_plan(source: Source) -> PlanText:
    """Return what can be read in a plan, with everything that cannot among its faults.

    Raises:
        SamgraphError: nothing that belongs to a plan was found.

    """
    text = text_of(source)
    outline = read_headings(text)
    faults = [
        Fault(f"{source.name}, page {page}", "has no text", "if it is a picture, run OCR on it")
        for page in text.empty_pages
    ]
    if text.heads:
        message = f"{len(text.heads)} lines come back on most pages and are not read"
        hint = f'they are taken for running heads: "{text.heads[0].text}"'
        faults.append(text.fault(text.heads[0].number, message, hint))
    capitals = capitalised(line.text for line in text.lines)
    stated = stated_goals(text, outline, faults)
    grid = read_grid(text, outline, frozenset(goal.code.prefix for goal in stated), faults)
    plan = PlanText(
        source,
        text,
        outline,
        language_of(word.casefold() for line in text.lines for word in line.text.split()),
        capitals,
        read_paragraphs(text, outline),
        placed_goals(stated, grid.written, text, faults),
        grid,
        read_topics(read_lists(text, outline), outline, text, capitals, faults),
        read_partner_lists(text, outline, faults),
        read_budget(text, outline, faults),
        (),
    )
    if not (plan.goals or plan.topics or plan.partners or plan.budget):
        raise SamgraphError(
            "holds no goals, lists, partners or budget that can be read",
            where=source.name,
            hint="is this the plan? a goal reads as in: OD5.4 — text; a list begins with • or 1.",
        )
    if not plan.goals:
        hint = "a goal is read where a code opens a line, as in: OD5.4 — text"
        faults.append(Fault(source.name, "no goals with a code were found", hint))
    return replace(plan, faults=tuple(sorted(faults, key=_place)))


def _place(fault: Fault) -> tuple[int, str]:
    line = _LINE.search(fault.where)
    return (int(line[1]) if line else 0, str(fault))
