"""Goals and core tasks that do not agree: a task called for and not given, a heading left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from samgraph.codechecks import grid_passages
from samgraph.discrepancy_phrases import LANGUAGES, say
from samgraph.evidence import Evidence, pairs_of
from samgraph.findings import Discrepancy
from samgraph.knowledge import Knowledge
from samgraph.terms import sg

_TASKS = "SELECT DISTINCT ?goal ?task { ?goal sg:carriesOut ?task }"
_CALLS = "SELECT DISTINCT ?goal ?task { ?goal sg:callsFor ?task }"
_WHOLES = "SELECT DISTINCT ?goal ?whole { ?goal sg:partOf ?whole . ?whole a sg:Goal }"


def tasks_not_in_grid(knowledge: Knowledge, evidence: Evidence) -> Iterator[Discrepancy]:
    """Compare the tasks that a goal's own text calls for with those that the plan gives it.

    A task is given where the top goal or any goal that is part of it carries it out. Goals that
    the plan never pairs with tasks are left alone.
    """
    wholes = pairs_of(knowledge, _WHOLES, "derived")
    given: dict[str, set[str]] = {}
    bearers: dict[str, set[str]] = {}
    for goal, tasks in pairs_of(knowledge, _TASKS, "derived").items():
        given.setdefault(_top(goal, wholes), set()).update(tasks)
        for task in tasks:
            bearers.setdefault(task, set()).add(goal)
    for goal, tasks in sorted(pairs_of(knowledge, _CALLS, "derived").items()):
        top = _top(goal, wholes)
        for task in sorted(tasks - given.get(top, tasks)):
            yield evidence.discrepancy(
                "coreTaskNotInGrid",
                "medium",
                (goal, task),
                (goal, task),
                [
                    *evidence.behind.get((goal, sg("callsFor"), task), ()),
                    *_grid_row(evidence, task, bearers.get(task, set()), top, wholes),
                ],
                {
                    lang: say(
                        lang,
                        "coreTaskNotInGrid",
                        goal=evidence.name(lang, goal),
                        task=evidence.label(lang, task),
                    )
                    for lang in LANGUAGES
                },
            )


def _top(goal: str, wholes: Mapping[str, set[str]]) -> str:
    """Return the goal of which a goal is part and that is part of no other."""
    return min((one for one in wholes.get(goal, ()) if one not in wholes), default=goal)


def _grid_row(
    evidence: Evidence, task: str, bearers: set[str], top: str, wholes: Mapping[str, set[str]]
) -> list[str]:
    """Return the passages that give a task to several top goals at once, as the row of a grid does.

    Where there is none, those that give any task to the goal in question.
    """
    tops: dict[str, set[str]] = {}
    for goal in bearers:
        for passage in evidence.behind.get((goal, sg("carriesOut"), task), ()):
            tops.setdefault(passage, set()).add(_top(goal, wholes))
    shared = [passage for passage, some in tops.items() if len(some) > 1]
    own = [goal for goal in (top, *wholes) if _top(goal, wholes) == top]
    return shared or [passage for goal in own for passage in grid_passages(evidence, goal)]


def missing_headings(knowledge: Knowledge, evidence: Evidence) -> Iterator[Discrepancy]:
    """Find goals that stand under the heading of another core task.

    Where most sections hold the goals of one task only, a section that goes on with a goal of
    another task lacks a heading, if that task has a heading of its own elsewhere.
    """
    task_of = {
        goal: min(tasks)
        for goal, tasks in pairs_of(knowledge, _TASKS, "stated").items()
        if len(tasks) == 1
    }
    held: dict[str, list[str]] = {}
    for goal in sorted(task_of, key=evidence.first_line):
        for section in sorted(evidence.sections(goal)):
            held.setdefault(section, []).append(goal)
    own = {section: some for section, some in held.items() if len({task_of[g] for g in some}) == 1}
    if len(own) < 2 or 2 * len(own) <= len(held):
        return
    for section, goals in sorted(held.items()):
        first, seen = goals[0], {task_of[goals[0]]}
        for goal in goals[1:]:
            task = task_of[goal]
            peers = [(peer, some[0]) for peer, some in own.items() if task_of[some[0]] == task]
            if task in seen or not peers:
                continue
            seen.add(task)
            peer, example = min(peers, key=lambda pair: evidence.first_line(pair[1]))
            yield evidence.discrepancy(
                "headingMissing",
                "medium",
                (goal,),
                (goal, task),
                evidence.passages([goal, first, example]),
                {
                    lang: say(
                        lang,
                        "headingMissing",
                        goal=evidence.name(lang, goal),
                        section=section,
                        other=evidence.name(lang, first),
                        other_task=evidence.label(lang, task_of[first]),
                        task=evidence.label(lang, task),
                        peer=peer,
                        example=evidence.name(lang, example),
                    )
                    for lang in LANGUAGES
                },
            )
