"""Goals with a code: where the plan states them, under which goal they stand, what is miscoded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from samgraph.errors import Fault
from samgraph.extraction.goalcodes import Code, Written, statement_in
from samgraph.extraction.headings import Heading, Outline
from samgraph.extraction.keywords import OPERATIONAL
from samgraph.extraction.lines import Span, Text, mend, span_of
from samgraph.extraction.paragraphs import run_from

_DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with its normalised code and what the source writes."""

    code: Code
    parent: Code | None
    in_text: str
    """The code as the text writes it; empty where only the grid has it."""
    in_grid: str
    words: str
    """The words that the code introduces, mended."""
    heading: Heading | None
    """The heading right above, which is of this goal alone."""
    span: Span


def stated_goals(text: Text, outline: Outline, faults: list[Fault]) -> tuple[Goal, ...]:
    """Return the goals that the text states, in its order, as it codes them.

    A goal is stated where a code opens a line and a dash or colon follows. A prefix counts as one
    of goals when at least two codes bear it, or when a goal and one below it come together. Where
    operational goals are announced by a number that begins anew under each strategic goal, that
    one's number comes before theirs.
    """
    found: list[Goal] = []
    top: Code | None = None
    for place, line in enumerate(text.lines):
        statement = None if outline.at(line.number) else statement_in(line.text)
        if statement:
            written, words = statement
            taken = run_from(text.lines, place, outline)
            whole = mend([words, *(one.text for one in taken[1:])])
            above = outline.at(text.lines[place - 1].number) if place else None
            code = written.code
            if code.level == 1 and top and OPERATIONAL.match(written.text):
                code = Code(code.prefix, (top.numbers[0], *code.numbers))
            top = code if code.level == 1 else top
            found.append(Goal(code, None, written.text, "", whole, above, span_of(taken)))
    prefixes = _prefixes(goal.code for goal in found)
    for goal in found:
        if goal.code.prefix not in prefixes:
            message = f'"{goal.in_text}" opens a line like a goal, but is the only one of its kind'
            faults.append(text.fault(goal.span.first, message, "add it to goals.csv if it is one"))
        elif goal.code.level > _DEEPEST:
            message = f'"{goal.in_text}" is more than two levels deep and is not drafted'
            faults.append(text.fault(goal.span.first, message, "add it to the tables yourself"))
    _report_unread(text, outline, prefixes, faults)
    return tuple(
        goal for goal in found if goal.code.prefix in prefixes and goal.code.level <= _DEEPEST
    )


def _report_unread(
    text: Text, outline: Outline, prefixes: frozenset[str], faults: list[Fault]
) -> None:
    """Report the lines that open like a goal's code but hold none that can be read."""
    if not prefixes:
        return
    letters = "|".join(sorted(prefixes)).replace("O", "[O0]")
    likely = re.compile(rf"(?:{letters})[\s.]*[\w.,]{{1,5}}\s*[—–]")
    for line in text.lines:
        found = likely.match(line.text)
        if found and not statement_in(line.text) and not outline.at(line.number):
            message = f'"{found[0]}" looks like a code and cannot be read'
            faults.append(text.fault(line.number, message, "add the goal to goals.csv"))


def _prefixes(codes: Iterable[Code]) -> frozenset[str]:
    ordered = tuple(codes)
    distinct = set(ordered)
    below = Counter(code.prefix for code in distinct if code.level > 1)
    counted = {prefix for prefix, count in below.items() if count > 1}
    tops = Counter(code.prefix for code in distinct if code.level == 1)
    counted.update(prefix for prefix, count in tops.items() if count > 1)
    for code, after in pairwise(ordered):
        if code.level == 1 < after.level and code.numbers[0] == after.numbers[0]:
            counted.update({code.prefix, after.prefix})
    return frozenset(counted)


def placed_goals(
    stated: Sequence[Goal],
    grid: Mapping[Code, tuple[Written, int]],
    text: Text,
    faults: list[Fault],
) -> tuple[Goal, ...]:
    """Return the goals with their parents and their codes in the grid, miscoded ones put right.

    `grid` holds the codes of the grid as written, with their lines. Goals that only the grid has
    come last. Everything in which text and grid differ is reported.
    """
    recoded = _recoded(stated, grid, text, faults)
    above = _parents(recoded)
    placed: dict[Code, Goal] = {}
    for goal in recoded:
        if goal.code in placed:
            message = f'"{goal.in_text}" is stated again and is not drafted twice'
            faults.append(text.fault(goal.span.first, message, "check which of the two is meant"))
            continue
        written = grid[goal.code][0].text if goal.code in grid else ""
        placed[goal.code] = replace(goal, in_grid=written)
    in_grid = {(code.prefix, code.level) for code in grid}
    for goal in placed.values():
        code = goal.code
        if (code.prefix, code.level) in in_grid and code not in grid and code.level > 1:
            message = f'"{goal.in_text}" does not stand in the grid'
            faults.append(text.fault(goal.span.first, message, "check it against the grid"))
    for code, (found, line) in grid.items():
        if code not in placed:
            message = f'"{found.text}" stands in the grid, and no line states it'
            faults.append(text.fault(line, message, "it is drafted without words: fill them in"))
            placed[code] = Goal(code, None, "", found.text, "", None, Span(line, line))
    for code, goal in placed.items():
        if code.level > 1:
            parent = above.get((code.prefix, code.numbers[0]))
            placed[code] = replace(goal, parent=parent)
            if parent is None:
                message = f'"{goal.in_text or goal.in_grid}" stands under no goal {code.numbers[0]}'
                faults.append(text.fault(goal.span.first, message, "fill in sg:partOf"))
    return tuple(placed.values())


def _recoded(
    stated: Sequence[Goal],
    grid: Mapping[Code, tuple[Written, int]],
    text: Text,
    faults: list[Fault],
) -> list[Goal]:
    """Return the goals with the codes that the plan itself shows to be wrong put right.

    A code is wrong where it is stated twice, where the goal above that it names is not stated, or
    where the grid lacks it; and where the number that the order of the goals leaves open instead is
    free, and in the last case is the only one of the grid that no goal is stated under.
    """
    above = _parents(stated)
    times = Counter(goal.code for goal in stated)
    prefixes = {code.prefix for code in grid}
    last: dict[Code, int] = {}
    top: Code | None = None
    recoded: list[Goal] = []
    for goal in stated:
        code = goal.code
        if code.level == 1:
            top = code
        elif top is not None:
            due = Code(code.prefix, (top.numbers[0], last.get(top, 0) + 1))
            twice = times[code] > 1
            lacking = code.prefix in prefixes and code not in grid and _missing(due, grid, times)
            orphan = bool(above) and (code.prefix, code.numbers[0]) not in above
            if due != code and not times[due] and (twice or orphan or lacking):
                times.subtract([code])
                times.update([due])
                why = "is stated twice" if twice else f"stands under no goal {code.numbers[0]}"
                why = why if twice or orphan else f"is called {due} in the grid"
                message = f'"{goal.in_text}" {why}; drafted as {due}'
                hint = "check which goal the plan means"
                faults.append(text.fault(goal.span.first, message, hint))
                code = due
            if code.numbers[0] == top.numbers[0]:
                last[top] = code.numbers[1]
        recoded.append(replace(goal, code=code))
    return recoded


def _missing(
    due: Code, grid: Mapping[Code, tuple[Written, int]], times: Mapping[Code, int]
) -> bool:
    """Tell whether a code is the only one of its parent that the grid has and no line states."""
    unstated = [
        code
        for code in grid
        if (code.prefix, code.numbers[:-1]) == (due.prefix, due.numbers[:-1])
        and not times.get(code)
    ]
    return unstated == [due]


def _parents(goals: Sequence[Goal]) -> dict[tuple[str, int], Code]:
    """Return for a prefix and a number the goal one level up, going by where goals stand."""
    pairs: dict[str, Counter[str]] = {}
    top: Code | None = None
    for goal in goals:
        if goal.code.level == 1:
            top = goal.code
        elif top and top.numbers[0] == goal.code.numbers[0]:
            pairs.setdefault(goal.code.prefix, Counter())[top.prefix] += 1
    tops = [goal.code for goal in goals if goal.code.level == 1]
    found: dict[tuple[str, int], Code] = {}
    for prefix in sorted({goal.code.prefix for goal in goals if goal.code.level > 1}):
        usual = pairs.get(prefix, Counter(one.prefix for one in tops))
        for one in tops:
            best = found.get((prefix, one.numbers[0]))
            if usual[one.prefix] > (usual[best.prefix] if best else 0):
                found[prefix, one.numbers[0]] = one
    return found
