"""The search for discrepancies: where a plan contradicts itself, or leaves out what it announces.

Every rule reads what the plan itself says, asserted or following from it, and no judgement.
"""

from __future__ import annotations

from collections.abc import Iterator

from samgraph.arithmetic import missing_amounts, sums
from samgraph.codechecks import code_discrepancies, dangling_references
from samgraph.countchecks import declared_counts
from samgraph.discrepancy_phrases import LANGUAGES, count, listed, say
from samgraph.evidence import Evidence, gather, pairs_of
from samgraph.findings import SEVERITIES, Discrepancy
from samgraph.knowledge import Knowledge
from samgraph.taskchecks import missing_headings, tasks_not_in_grid

_CATEGORIES = """
    SELECT ?thing ?category {
      ?thing sg:inCategory ?category .
      ?category a ?class . FILTER(?class IN (sg:PartnerCategory, sg:AccountCategory))
    }"""


def find_discrepancies(knowledge: Knowledge) -> tuple[Discrepancy, ...]:
    """Return every discrepancy of the plan, ordered by severity, then kind, then IRI."""
    evidence = gather(knowledge)
    found = [
        *declared_counts(knowledge, evidence),
        *code_discrepancies(knowledge, evidence),
        *_in_two_categories(knowledge, evidence),
        *sums(knowledge, evidence),
        *missing_amounts(knowledge, evidence),
        *tasks_not_in_grid(knowledge, evidence),
        *missing_headings(knowledge, evidence),
        *dangling_references(knowledge, evidence),
    ]
    return tuple(sorted(found, key=lambda one: (SEVERITIES.index(one.severity), one.kind, one.iri)))


def _in_two_categories(knowledge: Knowledge, evidence: Evidence) -> Iterator[Discrepancy]:
    for thing, some in sorted(pairs_of(knowledge, _CATEGORIES, "stated").items()):
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
