"""Everything that can be said against the plans of a collection, plan by plan."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from samgraph.checking import WORDS, Report, first_names
from samgraph.collection.members import Failure
from samgraph.collection.opening import Built
from samgraph.errors import Fault
from samgraph.rows import Rows
from samgraph.terms import PREFIXES

_MORE = {
    "nl": {
        "unread": "onleesbaar",
        "plan": "{name}: 1 plan: {said}",
        "plans": "{name}: {n} plannen: {said}",
        "left out": "{n} × plan dat niet gebouwd kan worden: {names}",
    },
    "en": {
        "unread": "unreadable",
        "plan": "{name}: 1 plan: {said}",
        "plans": "{name}: {n} plans: {said}",
        "left out": "{n} × plan that cannot be built: {names}",
    },
}


@dataclass(frozen=True, slots=True)
class CollectionReport:
    """What was found in every plan of a collection, and which plans cannot be read."""

    name: str
    reports: tuple[Report, ...]
    failures: tuple[Failure, ...]

    def rows(self, lang: str, *, together: bool = False, words_in: str = "") -> Rows:
        """Return what was found, the plan in the first column; first what cannot be read."""
        words, more = WORDS[words_in or lang], _MORE[words_in or lang]
        unread = [
            (one.name, more["unread"], words["violation"], "", "", _in_a_line(fault))
            for one in self.failures
            for fault in (Fault("", one.message, one.hint), *one.faults)
        ]
        found = [
            (one.name, *cells)
            for one in self.reports
            for cells in one.rows(lang, together=together, words_in=words_in).cells
        ]
        header = ("plan", *words["header"])
        return Rows(header, tuple(tuple(map(str, row)) for row in [*unread, *found]))

    def verdict(self, lang: str) -> str:
        """Return the findings summed up, a line each."""
        words, more = WORDS[lang], _MORE[lang]
        counted = Counter(one.severity for report in self.reports for one in report.findings)
        parts = [
            f"{counted[severity]} × {words[severity]}"
            for severity in ("violation", "warning", "info")
            if counted[severity]
        ]
        said = ", ".join(parts) or words["sound"]
        key = "plan" if len(self.reports) == 1 else "plans"
        lines = [more[key].format(name=self.name, n=len(self.reports), said=said)]
        if self.failures:
            names = first_names([one.name for one in self.failures], str(words["more"]))
            lines.append(more["left out"].format(n=len(self.failures), names=names))
        clashes = sum(len(report.discrepancies) for report in self.reports)
        if clashes:
            lines.append(str(words["discrepancies"]).format(n=clashes))
        suggested = sum(report.suggested for report in self.reports)
        if suggested:
            lines.append(str(words["suggested"]).format(n=suggested))
        return "\n".join(lines)

    def fails(self, *, strict: bool) -> bool:
        """Tell whether a plan cannot be read, or has findings that its author can mend."""
        return bool(self.failures) or any(one.fails(strict=strict) for one in self.reports)


def _in_a_line(fault: Fault) -> str:
    where = f"{fault.where}: " if fault.where else ""
    return f"{where}{fault.message}" + (f" ({fault.hint})" if fault.hint else "")


def collection_report(built: Built) -> CollectionReport:
    """Return what is found in the plans of a collection, as it was when each was built."""
    return CollectionReport(
        built.name,
        tuple(
            Report(
                volume.name,
                {**PREFIXES, **volume.prefixes},
                volume.shape_findings(),
                volume.stored_discrepancies(),
                (),
                0,
                "",
                {},
                volume.suggested,
            )
            for volume in built.volumes()
        ),
        built.failures,
    )
