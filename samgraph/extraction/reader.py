"""A plan package drafted from a plan's text: everything suggested, nothing decided."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samgraph.errors import Fault
from samgraph.extraction.drafting import Drafter
from samgraph.extraction.drafts import Draft
from samgraph.extraction.frames import frames_in_turtle
from samgraph.extraction.lines import Span
from samgraph.extraction.namespaces import namespace_for, prefix_for
from samgraph.extraction.plantext import PlanText, read_plan
from samgraph.extraction.suggesting import suggest
from samgraph.extraction.vocabularies import Term
from samgraph.sources import Source
from samgraph.terms import PREFIXES

_PERIOD = re.compile(r"\b((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)\b")
_USED = ("dcterms", "oa", "prov", "schema", "sg", "skos", "xsd")


@dataclass(frozen=True, slots=True)
class Extract:
    """A draft with everything of the plan that could not be read."""

    draft: Draft
    faults: tuple[Fault, ...]

    def counts(self) -> tuple[tuple[str, int], ...]:
        """Return how many rows each table holds, without the empty ones."""
        return tuple((name, len(rows)) for name, rows in self.draft.tables.items() if rows)


def extract(
    source: Source,
    *,
    namespace: str = "",
    vocabulary: Iterable[Term] = (),
    on: date | None = None,
) -> Extract:
    """Return a plan package drafted from a plan's text.

    `namespace` is that of the plan's things, by default made of the source's name. `vocabulary`
    holds terms to look for besides the draft's own. `on` is the date that the links bear.

    Raises:
        SamgraphError: the text holds nothing of a plan, or the namespace is no IRI.

    """
    stem = source.name.rpartition(".")[0] or source.name
    space = namespace_for(stem, namespace)
    plan = read_plan(source)
    terms = tuple(vocabulary)
    draft = Draft(prefix_for(space), space, plan.language, on or date.today())
    own = [term.iri.removeprefix(space) for term in terms if term.iri.startswith(space)]
    draft.taken.update(("plan", "period", "document", "reader"), own)
    things = Drafter(plan, draft).draft_all()
    suggest(draft, plan, things, terms)
    draft.plan = _plan_file(draft, plan, stem)
    return Extract(draft, plan.faults)


def _plan_file(draft: Draft, plan: PlanText, stem: str) -> str:
    """Return the text of plan.ttl, with the passages that it needs added to the draft."""
    first = plan.text.lines[0].number
    section = plan.outline.section(first)
    begin = draft.passage("plan", Span(first, first), section, plan.source)
    period, line = _period(plan)
    lines = [f"@prefix {draft.prefix}: <{draft.namespace}> ."]
    lines.extend(f"@prefix {name}: <{PREFIXES[name]}> ." for name in _USED)
    title = _quoted(stem)
    own = draft.curie
    lines += [
        "",
        "# A draft: accept or reject every row of the tables, then fill in what is missing here.",
        "",
        f"{own('plan')} a sg:Plan ;",
        f"    skos:prefLabel {title}@nl, {title}@en ;",
    ]
    if period:
        lines.append(f"    dcterms:temporal {own('period')} ;")
        passage = draft.passage("period", Span(line, line), plan.outline.section(line), plan.source)
        begin = f"{begin}, {passage}"
    lines += [f"    sg:statedIn {begin} .", ""]
    if period:
        years = _quoted(f"{period[0]}-{period[1]}")
        lines += [
            "# The years are those that the text pairs most often; the days are taken for granted.",
            f"{own('period')} a dcterms:PeriodOfTime ;",
            f"    skos:prefLabel {years}@nl, {years}@en ;",
            f'    schema:startDate "{period[0]}-01-01"^^xsd:date ;',
            f'    schema:endDate "{period[1]}-12-31"^^xsd:date .',
            "",
        ]
    lines += [
        f"{own('document')} a dcterms:BibliographicResource ;",
        f"    dcterms:title {_quoted(plan.source.name)}@{plan.language} .",
        "",
        f"{own('reader')} a prov:Agent ;",
        '    skos:prefLabel "samgraph extract"@nl, "samgraph extract"@en .',
        "",
        *frames_in_turtle(draft, _grid_passage(draft, plan)),
    ]
    return "\n".join(lines)


def _grid_passage(draft: Draft, plan: PlanText) -> str:
    """Return the passage of the plan's grid, added to the draft, or an empty string without one."""
    spans = [row.span for row in plan.grid.rows]
    if not spans:
        return ""
    whole = Span(min(span.first for span in spans), max(span.last for span in spans))
    return draft.passage("grid", whole, plan.outline.section(whole.first), plan.source)


def _period(plan: PlanText) -> tuple[tuple[int, int] | None, int]:
    """Return the years that the text most often pairs, and the line that does so first."""
    times: Counter[tuple[int, int]] = Counter()
    lines: dict[tuple[int, int], int] = {}
    for line in plan.text.lines:
        for match in _PERIOD.finditer(line.text):
            years = int(match[1]), int(match[2])
            if years[0] < years[1]:
                times[years] += 1
                lines.setdefault(years, line.number)
    if not times:
        return None, 0
    best = max(times, key=lambda years: (times[years], -lines[years]))
    return best, lines[best]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + " ".join(escaped.split()) + '"'
