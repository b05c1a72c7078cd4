"""The search for discrepancies: where a plan contradicts itself, or leaves out what it announces.

Every rule reads what the plan itself says, asserted or following from it, and no judgement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from samgraph.arithmetic import missing_amounts, sums
from samgraph.codechecks import (
    code_discrepancies,
    codes_of,
    dangling_references,
    grid_passages,
)
from samgraph.discrepancy_phrases import LANGUAGES, count, listed, say
from samgraph.evidence import Evidence, gather
from samgraph.findings import SEVERITIES, Discrepancy
from samgraph.knowledge import Knowledge
from samgraph.terms import sg

_DECLARED = """
    SELECT ?declaration ?class ?count ?role {
      ?declaration a sg:Declaration ; sg:count ?count .
      FILTER(ISIRI(?declaration))
      OPTIONAL { ?declaration sg:ofClass ?class }
      OPTIONAL { ?declaration sg:goalRole ?role }
    }"""
_LISTED = "SELECT ?declaration ?thing { ?declaration a sg:Declaration ; sg:lists ?thing }"
_MEMBERS = """
    SELECT ?class ?thing ?role {
      { SELECT DISTINCT ?class { ?declaration a sg:Declaration ; sg:ofClass ?class } }
      ?thing a ?class .
      OPTIONAL { ?thing sg:goalRole ?role }
    }"""
_COLLECTIONS = "SELECT ?whole ?thing { ?whole a skos:Collection ; skos:member ?thing }"
_CATEGORIES = """
    SELECT ?thing ?category {
      ?thing sg:inCategory ?category .
      ?category a ?class . FILTER(?class IN (sg:PartnerCategory, sg:AccountCategory))
    }"""
_TASKS = "SELECT DISTINCT ?goal ?task { ?goal sg:carriesOut ?task }"
_CALLS = "SELECT DISTINCT ?goal ?task { ?goal sg:callsFor ?task }"
_WHOLES = "SELECT DISTINCT ?goal ?whole { ?goal sg:partOf ?whole . ?whole a sg:Goal }"


def find_discrepancies(knowledge: Knowledge) -> tuple[Discrepancy, ...]:
    """Return every discrepancy of the plan, ordered by severity, then kind, then IRI."""
    evidence = gather(knowledge)
    found = [
        *_declared_counts(knowledge, evidence),
        *code_discrepancies(knowledge, evidence),
        *_in_two_categories(knowledge, evidence),
        *sums(knowledge, evidence),
        *missing_amounts(knowledge, evidence),
        *_tasks_not_in_grid(knowledge, evidence),
        *_missing_headings(knowledge, evidence),
        *dangling_references(knowledge, evidence),
    ]
    return tuple(sorted(found, key=lambda one: (SEVERITIES.index(one.severity), one.kind, one.iri)))


def _pairs(knowledge: Knowledge, query: str, standing: str) -> dict[str, set[str]]:
    """Return the rows of a query with two columns: what stands in the second, by the first."""
    found: dict[str, set[str]] = {}
    for first, second in knowledge.select(query, standing=standing):
        found.setdefault(first.value, set()).add(second.value)
    return found


def _declared_counts(knowledge: Knowledge, evidence: Evidence) -> Iterator[Discrepancy]:
    """Compare what the plan says of the length of its lists with the lists.

    Only things that are asserted to be of the very class are counted, so that finer themes are no
    themes; where nothing is, the class stands for those below it, as partners do for organisations
    and groups. Several roles mean any of them. A declaration without a class counts what it lists
    itself; where it lists nothing either, the plan names a number and gives none of the things.
    """
    declared: dict[str, tuple[str, int, set[str]]] = {}
    for declaration, kind, number, role in knowledge.select(_DECLARED, standing="stated"):
        entry = (kind.value if kind else "", int(number.value), set[str]())
        roles = declared.setdefault(declaration.value, entry)[2]
        if role:
            roles.add(role.value)
    members = [_members(knowledge, standing) for standing in ("stated", "derived")]
    collections = _pairs(knowledge, _COLLECTIONS, "stated")
    listed_by = _pairs(knowledge, _LISTED, "stated")
    for declaration_iri, (kind_iri, said, roles) in sorted(declared.items()):
        things = members[0].get(kind_iri) or members[1].get(kind_iri, {})
        counted = {thing for thing, some in things.items() if not roles or roles & some}
        if not kind_iri:
            counted = listed_by.get(declaration_iri, set())
        if len(counted) == said:
            continue
        if not kind_iri and not counted:
            yield _not_listed(evidence, declaration_iri, said)
            continue
        pairs = _differing_codes(knowledge, counted, said)
        lists = sorted(whole for whole, some in collections.items() if some == counted)
        where = evidence.passages(lists) or evidence.passages(counted)
        for thing in pairs:
            where += [*evidence.passages([thing]), *grid_passages(evidence, thing)]
        yield evidence.discrepancy(
            "declaredCountDiffers",
            "high",
            (declaration_iri,),
            (declaration_iri, *pairs),
            [*evidence.passages([declaration_iri]), *where],
            {
                lang: _count_sentence(
                    lang, evidence, declaration_iri, kind_iri, (said, len(counted)), pairs
                )
                for lang in LANGUAGES
            },
        )


def _not_listed(evidence: Evidence, declaration: str, said: int) -> Discrepancy:
    return evidence.discrepancy(
        "declaredNotListed",
        "low",
        (declaration,),
        (declaration,),
        evidence.passages([declaration]),
        {
            lang: say(
                lang, "declaredNotListed", what=evidence.label(lang, declaration), declared=said
            )
            for lang in LANGUAGES
        },
    )


def _members(knowledge: Knowledge, standing: str) -> dict[str, dict[str, set[str]]]:
    """Return the roles of each member of each class that a declaration counts."""
    found: dict[str, dict[str, set[str]]] = {}
    for kind, thing, role in knowledge.select(_MEMBERS, standing=standing):
        roles = found.setdefault(kind.value, {}).setdefault(thing.value, set())
        if role:
            roles.add(role.value)
    return found


def _differing_codes(
    knowledge: Knowledge, things: set[str], declared: int
) -> dict[str, tuple[str, str]]:
    """Return the codes that differ between grid and text, if counting both gives what is declared.

    Whoever copies codes from the grid and from the text into one list counts such a thing twice.
    """
    codes = codes_of(knowledge)
    in_grid, in_text = codes.read("grid"), codes.read("text")
    both = {code for form in (in_grid, in_text) for thing, code in form.items() if thing in things}
    if len(both) != declared:
        return {}
    return {
        thing: (in_grid[thing], in_text[thing])
        for thing in sorted(things & in_grid.keys() & in_text.keys())
        if in_grid[thing] != in_text[thing]
    }


def _count_sentence(
    lang: str,
    evidence: Evidence,
    declaration: str,
    kind: str,
    numbers: tuple[int, int],
    pairs: Mapping[str, tuple[str, str]],
) -> str:
    known = evidence.labels[lang]
    what = known.get(declaration) or evidence.label(lang, kind)
    text = say(lang, "declaredCountDiffers", what=what, declared=numbers[0], counted=numbers[1])
    if pairs:
        said = [say(lang, "pair", grid=grid, text=text) for grid, text in pairs.values()]
        text += say(lang, "both forms", pairs="; ".join(said), declared=numbers[0])
    return text


def _in_two_categories(knowledge: Knowledge, evidence: Evidence) -> Iterator[Discrepancy]:
    for thing, some in sorted(_pairs(knowledge, _CATEGORIES, "stated").items()):
        categories = sorted(some, key=evidence.first_line)
        if len(categories) > 1:
            yield evidence.discrepancy(
                "inTwoCategories",
                "low",
                (thing,),
                (thing, *categories),
                evidence.passages([thing]),
                {
                    lang: say(
                        lang,
                        "inTwoCategories",
                        thing=evidence.name(lang, thing),
                        n=count(lang, len(categories)),
                        lists=listed(
                            lang, [f"“{evidence.label(lang, one)}”" for one in categories]
                        ),
                    )
                    for lang in LANGUAGES
                },
            )


def _tasks_not_in_grid(knowledge: Knowledge, evidence: Evidence) -> Iterator[Discrepancy]:
    """Compare the tasks that a goal's own text calls for with those that the plan gives it.

    A task is given where the top goal or any goal that is part of it carries it out. Goals that
    the plan never pairs with tasks are left alone.
    """
    wholes = _pairs(knowledge, _WHOLES, "derived")
    given: dict[str, set[str]] = {}
    bearers: dict[str, set[str]] = {}
    for goal, tasks in _pairs(knowledge, _TASKS, "derived").items():
        given.setdefault(_top(goal, wholes), set()).update(tasks)
        for task in tasks:
            bearers.setdefault(task, set()).add(goal)
    for goal, tasks in sorted(_pairs(knowledge, _CALLS, "derived").items()):
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


def _missing_headings(knowledge: Knowledge, evidence: Evidence) -> Iterator[Discrepancy]:
    """Find goals that stand under the heading of another core task.

    Where most sections hold the goals of one task only, a section that goes on with a goal of
    another task lacks a heading, if that task has a heading of its own elsewhere.
    """
    task_of = {
        goal: min(tasks)
        for goal, tasks in _pairs(knowledge, _TASKS, "stated").items()
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
