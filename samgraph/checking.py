"""Everything that can be said against a plan before anybody relies on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from samgraph.building import Progress, asserted, conclude, leave_out_contested, silent
from samgraph.findings import Discrepancy, Place
from samgraph.gaptext import place_text
from samgraph.knowledge import Knowledge
from samgraph.package import read_package
from samgraph.passages import passages, resting_on
from samgraph.resolving import resolve
from samgraph.resources import plan_folder
from samgraph.rows import Rows
from samgraph.rules import compile_rules
from samgraph.schema import read_schema
from samgraph.shifts import Passage
from samgraph.sources import Source
from samgraph.stored import stored_discrepancies
from samgraph.terms import compact
from samgraph.validation import Finding, validate

_NAMED = 3
"""So many things are named of those that lack the same."""
WORDS = {
    "nl": {
        "header": ("soort", "ernst", "ding", "eigenschap", "wat er aan de hand is"),
        "shape": "vorm",
        "discrepancy": "tegenspraak",
        "passage": "passage",
        "violation": "fout",
        "warning": "let op",
        "info": "tip",
        "high": "hoog",
        "medium": "gemiddeld",
        "low": "laag",
        "suspect": "verdacht",
        "sound": "in orde: geen bevindingen",
        "resolved": "{found} van {all} passages gevonden in {source}",
        "rests": "niet teruggevonden ({place}); hierop rust: {things}",
        "discrepancies": "{n} × tegenspraak in het plan zelf",
        "more": "{names} en {n} andere",
        "suggested": "{n} × koppeling enkel voorgesteld: telt niet mee tot iemand ze aanvaardt",
    },
    "en": {
        "header": ("kind", "severity", "thing", "property", "what is the matter"),
        "shape": "shape",
        "discrepancy": "discrepancy",
        "passage": "passage",
        "violation": "fault",
        "warning": "warning",
        "info": "tip",
        "high": "high",
        "medium": "medium",
        "low": "low",
        "suspect": "suspect",
        "sound": "sound: nothing to report",
        "resolved": "{found} of {all} passages found in {source}",
        "rests": "not found ({place}); on it rests: {things}",
        "discrepancies": "{n} × discrepancy in the plan itself",
        "more": "{names} and {n} more",
        "suggested": "{n} × link only suggested: it does not count until somebody accepts it",
    },
}
"""What a report says, by language."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a plan that can be read and does not contradict the ontology."""

    name: str
    prefixes: dict[str, str]
    findings: tuple[Finding, ...]
    discrepancies: tuple[Discrepancy, ...]
    suspects: tuple[tuple[Passage, tuple[str, ...]], ...]
    """Passages that the source no longer holds, each with the links and things that rest on it."""
    looked_up: int
    """How many passages were looked for in the source."""
    source: str
    """Name of the source, empty where none was given."""
    quotes: Mapping[Place, str]
    """What the source says at the places that were found."""
    suggested: int = 0
    """How many links are only suggested."""

    def rows(
        self, lang: str, *, discrepancies: bool = True, together: bool = False, words_in: str = ""
    ) -> Rows:
        """Return what was found as rows: shapes, the plan's discrepancies, suspect passages.

        With `together`, what many things lack alike is one row that names the first of them.
        `words_in` is the language of the columns' names and of kinds and severities, where it is
        not that of the sentences.
        """
        words = WORDS[words_in or lang]

        def name(iri: str) -> str:
            return compact(iri, self.prefixes)

        alike: dict[tuple[str, str, str, str], list[str]] = {}
        for place, one in enumerate(self.findings):
            key = (one.severity, one.path, one.message(lang), "" if together else str(place))
            alike.setdefault(key, []).append(name(one.focus))
        rows = [
            (words["shape"], words[severity], first_names(names, str(words["more"])), path, message)
            for (severity, path, message, _), names in alike.items()
        ]
        rows += [
            (
                words["discrepancy"],
                words[one.severity],
                ", ".join(map(name, one.about)),
                "",
                one.descriptions[lang],
            )
            for one in self.discrepancies
            if discrepancies
        ]
        rows += [
            (
                words["passage"],
                words["suspect"],
                name(passage.iri),
                "",
                str(words["rests"]).format(
                    place=place_text(passage.place, lang), things=", ".join(map(name, things))
                ),
            )
            for passage, things in self.suspects
        ]
        header = words["header"]
        return Rows(tuple(header), tuple(tuple(map(str, row)) for row in rows))

    def verdict(self, lang: str) -> str:
        """Return the findings summed up, a line each."""
        words = WORDS[lang]
        counted = Counter(one.severity for one in self.findings)
        parts = [
            f"{counted[severity]} × {words[severity]}"
            for severity in ("violation", "warning", "info")
            if counted[severity]
        ]
        lines = [f"{self.name}: {', '.join(parts) or words['sound']}"]
        if self.discrepancies:
            lines.append(str(words["discrepancies"]).format(n=len(self.discrepancies)))
        if self.suggested:
            lines.append(str(words["suggested"]).format(n=self.suggested))
        if self.source:
            found = self.looked_up - len(self.suspects)
            line = str(words["resolved"])
            lines.append(line.format(found=found, all=self.looked_up, source=self.source))
        return "\n".join(lines)

    def fails(self, *, strict: bool) -> bool:
        """Tell whether the package has findings that its author can mend.

        A discrepancy lies in the plan itself, so that it counts only when `strict`, as warnings do.
        """
        counting = {"violation", "warning"} if strict else {"violation"}
        faulty = any(one.severity in counting for one in self.findings)
        return faulty or bool(self.suspects) or (strict and bool(self.discrepancies))


def first_names(names: Sequence[str], more: str) -> str:
    """Return the first of some names, and how many others there are."""
    if len(names) <= _NAMED + 1:
        return ", ".join(names)
    return more.format(names=", ".join(names[:_NAMED]), n=len(names) - _NAMED)


def check_shapes(plan: str | Path | None = None) -> tuple[Finding, ...]:
    """Return what the shapes find in what a plan asserts, the worst first.

    Raises:
        PackageError: the package cannot be read.

    """
    return validate(read_package(plan_folder(plan), read_schema()).quads)


def check_plan(
    plan: str | Path | None = None,
    *,
    source: Source | None = None,
    reasoner: str = "rules",
    contested: bool = True,
    progress: Progress = silent,
) -> Report:
    """Return what is found in a plan, its shapes looked at before anything is inferred.

    Without `contested`, links that a review contests count for nothing where the plan is compared
    with itself; the shapes see every table.

    Raises:
        PackageError: the package cannot be read, or contradicts the ontology.
        SamgraphError: the source is another document.

    """
    folder = plan_folder(plan)
    schema = read_schema()
    progress(f"reading {folder.name}")
    package = read_package(folder, schema)
    progress("validating")
    findings = validate(package.quads)
    rules = compile_rules(schema.triples)
    store = asserted(package, schema)
    if not contested:
        leave_out_contested(store, package.namespace)
    knowledge = conclude(package, store, rules, reasoner, progress)
    looked_up = passages(knowledge)
    suspects: list[tuple[Passage, tuple[str, ...]]] = []
    quotes: dict[Place, str] = {}
    if source is not None:
        progress(f"looking for passages in {source.name}")
        rests = resting_on(knowledge)
        for one in resolve(looked_up, source):
            if one.found is None:
                suspects.append((one.passage, rests.get(one.passage.iri, ())))
            else:
                quotes[one.passage.place] = source.quote(*one.found)
    return Report(
        package.name,
        package.prefixes,
        findings,
        stored_discrepancies(knowledge),
        tuple(suspects),
        len(looked_up),
        source.name if source else "",
        quotes,
        _suggested(knowledge),
    )


def _suggested(knowledge: Knowledge) -> int:
    query = "SELECT (COUNT(*) AS ?n) { ?link a sg:Link ; sg:standing sg:suggested }"
    return int(next(iter(knowledge.select(query)))[0].value)
