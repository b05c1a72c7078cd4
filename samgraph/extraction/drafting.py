"""From what was read in a plan to the rows of a draft: things, passages and the grid's links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from samgraph.extraction.accounts import Account
from samgraph.extraction.drafts import Draft, cell
from samgraph.extraction.goalcodes import Code
from samgraph.extraction.goals import Goal
from samgraph.extraction.grid import Row
from samgraph.extraction.keywords import INTERNAL
from samgraph.extraction.labels import first_words, sentence_case, slug, unused
from samgraph.extraction.lines import Span
from samgraph.extraction.partners import Entry
from samgraph.extraction.plantext import PlanText
from samgraph.extraction.rules import KINDS, RULES
from samgraph.extraction.topics import Topic

_SHORTEST_WORD = 4
_SAME_BEGINNING = 5
_WORDS_COMPARED = 12


@dataclass(frozen=True, slots=True)
class Thing:
    """A drafted thing as the reader of mentions needs it."""

    id: str
    kind: str
    label: str
    words: str
    """What the plan says of it, in which others may be named."""
    passage: str
    span: Span
    row: dict[str, str]


class Drafter:
    """Fills a draft from a reading, and remembers the things it drafted."""

    def __init__(self, plan: PlanText, draft: Draft) -> None:
        self.plan = plan
        self.draft = draft
        self.things: list[Thing] = []

    def draft_all(self) -> tuple[Thing, ...]:
        """Draft everything that was read, and return the things."""
        for goal in self.plan.goals:
            self._goal(goal)
        tasks = [topic for topic in self.plan.topics if topic.kind == "core task"]
        self._grid(tasks)
        for topic in self.plan.topics:
            if topic not in tasks:
                self._topic(topic, "headed" if topic.kind in ("theme", "value") else "listed")
        self._partners()
        self._budget()
        return tuple(self.things)

    def _thing(
        self,
        kind: str,
        table: str,
        local: str,
        spans: Iterable[Span],
        words: str,
        rule: str,
        cells: dict[str, str],
        *,
        label: str = "",
    ) -> Thing:
        """Add a row with its passages, and the thing that it is."""
        draft, plan = self.draft, self.plan
        ordered = list(spans)
        passages = [
            draft.passage(local, span, plan.outline.section(span.first), plan.source)
            for span in ordered
        ]
        given = {
            "id": draft.curie(local),
            "skos:scopeNote@nl": RULES[rule]["nl"],
            "skos:scopeNote@en": RULES[rule]["en"],
            "sg:statedIn": "|".join(passages),
            **cells,
        }
        if label:
            given[f"skos:prefLabel@{draft.language}"] = cell(label)
        row = draft.add(table, given)
        thing = Thing(given["id"], kind, label, words, passages[0], ordered[0], row)
        self.things.append(thing)
        return thing

    def _goal(self, goal: Goal) -> None:
        heading = goal.heading
        code = str(goal.code)
        title = sentence_case(heading.title, self.plan.capitals) if heading else ""
        if goal.code.level == 1:
            label = title or f"{code} {first_words(goal.words)}".strip()
        else:
            label = f"{code} {title or first_words(goal.words)}".strip()
        above = self.plan.outline.above(goal.span.first)
        internal = any(INTERNAL.search(one.title) for one in above)
        parent = str(goal.parent) if goal.parent else ""
        cells = {
            "a": "sg:StrategicGoal" if goal.code.level == 1 else "sg:OperationalGoal",
            "skos:notation": code,
            "sg:goalRole": "sg:internal" if internal else "",
            "sg:partOf": self.draft.curie(parent or "plan")
            if parent or goal.code.level == 1
            else "",
            "sg:codeInGrid": cell(goal.in_grid),
            "sg:codeInText": cell(goal.in_text),
        }
        rule = "stated" if goal.in_text else "in grid"
        local = unused(code, self.draft.taken)
        self._thing("goal", "goals", local, [goal.span], goal.words, rule, cells, label=label)

    def _topic(self, topic: Topic, rule: str) -> Thing:
        table, prefix, kind = KINDS[topic.kind]
        local = unused(f"{prefix}-{slug(topic.label)}", self.draft.taken)
        cells = {"a": kind}
        if topic.under:
            above = [
                one for one in self.things if one.span == topic.under and one.kind == "request"
            ]
            cells["sg:partOf"] = above[0].id if above else ""
        words = topic.words
        return self._thing(
            topic.kind, table, local, [topic.span], words, rule, cells, label=topic.label
        )

    def _grid(self, tasks: list[Topic]) -> None:
        """Draft the core tasks: the rows of the grid, with the listed tasks of the same names."""
        stated = {goal.code: goal for goal in self.plan.goals}
        left = list(tasks)
        rows: list[tuple[Row, str, list[str]]] = []
        for number, row in enumerate(self.plan.grid.rows, start=1):
            headings = Counter(
                goal.heading.title
                for code in row.goals
                if (goal := stated.get(code)) and goal.heading
            )
            name = headings.most_common(1)[0][0] if headings else row.label or str(number)
            rows.append((row, name, [one for one in (name, row.label) if one]))
        matches = _matched([names for _, _, names in rows], left)
        for (row, name, names), topic in zip(rows, matches, strict=True):
            label = sentence_case(name, self.plan.capitals)
            others = [*names, *([topic.label] if topic else [])]
            different = [one for one in dict.fromkeys(others) if one != name]
            cells = {
                "a": "sg:CoreTask",
                f"skos:altLabel@{self.draft.language}": "|".join(map(cell, different)),
            }
            spans = [*([topic.span] if topic else []), row.span]
            local = unused(f"ct-{slug(label)}", self.draft.taken)
            task = self._thing(
                "core task", "core-tasks", local, spans, label, "row", cells, label=label
            )
            passage = task.row["sg:statedIn"].split("|")[-1]
            self._cells(row, task.id, passage, stated)
        for topic in tasks:
            if topic not in matches:
                self._topic(topic, "listed")

    def _cells(self, row: Row, task: str, passage: str, stated: dict[Code, Goal]) -> None:
        """Draft the links of one row: of its goals, and of those in whose columns they stand."""
        for code in row.goals:
            goal = stated.get(code)
            if goal is None:
                continue
            own = self.draft.curie(str(code))
            self.draft.link(own, "sg:carriesOut", task, passage, RULES["cell"], stated=True)
            if goal.parent:
                above = self.draft.curie(str(goal.parent))
                self.draft.link(above, "sg:carriesOut", task, passage, RULES["column"], stated=True)

    def _partners(self) -> None:
        known: dict[str, Thing] = {}
        for partners in self.plan.partners:
            title = partners.heading.title
            local = unused(f"pc-{slug(title)}", self.draft.taken)
            label = sentence_case(title, self.plan.capitals)
            cells = {"a": "sg:PartnerCategory"}
            category = self._thing(
                "category",
                "partner-categories",
                local,
                [partners.heading.span],
                title,
                "category",
                cells,
                label=label,
            )
            for entry in partners.entries:
                self._partner(entry, category.id, known)

    def _partner(self, entry: Entry, category: str, known: dict[str, Thing]) -> None:
        """Draft a partner; an entry of a name that stands already adds its list and passage."""
        earlier = known.get(entry.name.casefold())
        if earlier:
            local = earlier.id.partition(":")[2]
            section = self.plan.outline.section(entry.span.first)
            passage = self.draft.passage(local, entry.span, section, self.plan.source)
            row = earlier.row
            row["sg:statedIn"] += f"|{passage}"
            row["sg:inCategory"] = "|".join(
                dict.fromkeys([*row["sg:inCategory"].split("|"), category])
            )
            return
        cells = {
            "a": "sg:PartnerGroup" if entry.group else "sg:PartnerOrganisation",
            f"skos:altLabel@{self.draft.language}": (
                cell(entry.words) if entry.words != entry.name else ""
            ),
            "sg:inCategory": category,
            "sg:declaredSize": str(entry.size) if entry.size else "",
        }
        local = unused(f"pn-{slug(entry.name)}", self.draft.taken)
        known[entry.name.casefold()] = self._thing(
            "partner",
            "partners",
            local,
            [entry.span],
            entry.words,
            "partner",
            cells,
            label=entry.name,
        )

    def _budget(self) -> None:
        rows = self.plan.budget
        times = Counter(row.code for row in rows)
        ids: list[str] = []
        for row in rows:
            alone = row.code and times[row.code] == 1
            name = row.code if alone else f"{row.code} {row.label}"
            ids.append(unused(f"bl-{slug(name)}", self.draft.taken))
        for local, row in zip(ids, rows, strict=True):
            self._budget_line(local, row, ids)

    def _budget_line(self, local: str, row: Account, ids: list[str]) -> None:
        cells = {
            "a": "sg:BudgetLine",
            "skos:notation": row.code,
            "sg:partOf": self.draft.curie(ids[row.under]) if row.under is not None else "",
            "sg:inCategory": f"sg:{row.side}" if row.side else "",
            "sg:lineKind": row.kind,
        }
        line = self._thing(
            "budget line", "budget-lines", local, [row.span], "", "account", cells, label=row.label
        )
        for year, euro in row.amounts:
            self.draft.add(
                "amounts",
                {
                    "id": self.draft.curie(f"am-{local.removeprefix('bl-')}-{year}"),
                    "a": "sg:Amount",
                    "sg:budgetLine": line.id,
                    "sg:year": str(year),
                    "sg:euro": _plain(euro),
                    "sg:statedIn": line.passage,
                },
            )


def _plain(euro: Decimal) -> str:
    whole = euro == euro.to_integral_value()
    return str(euro.quantize(Decimal(1)) if whole else euro)


def _matched(rows: list[list[str]], topics: list[Topic]) -> list[Topic | None]:
    """Return for each row of names the listed topic of the same name, each at most once."""
    scores = [
        (_likeness(names, topic), place, number)
        for place, names in enumerate(rows)
        for number, topic in enumerate(topics)
    ]
    found: list[Topic | None] = [None] * len(rows)
    used: set[int] = set()
    for score, place, number in sorted(scores, key=lambda one: (-one[0], one[1], one[2])):
        if score > 0 and found[place] is None and number not in used:
            found[place] = topics[number]
            used.add(number)
    return found


def _likeness(names: list[str], topic: Topic) -> float:
    """Return how much of a name comes back, by the beginnings of its words, in a topic's."""
    there = _beginnings(" ".join(topic.words.split()[:_WORDS_COMPARED]))
    shares = [len(_beginnings(name) & there) / max(1, len(_beginnings(name))) for name in names]
    return max(shares, default=0.0)


def _beginnings(text: str) -> set[str]:
    words = text.casefold().replace("-", " ").replace(":", " ").split()
    return {word[:_SAME_BEGINNING] for word in words if len(word) >= _SHORTEST_WORD}
