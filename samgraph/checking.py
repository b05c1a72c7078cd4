"""Everything that can be said against a plan before anybody relies on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from samgraph.building import Progress, asserted, infer, silent
from samgraph.package import read_package
from samgraph.resources import plan_folder
from samgraph.rules import compile_rules
from samgraph.schema import read_schema
from samgraph.tables import Rows
from samgraph.terms import compact
from samgraph.validation import Finding, validate

_WORDS = {
    "nl": (
        "ernst",
        "ding",
        "eigenschap",
        "wat te doen",
        {"violation": "fout", "warning": "let op", "info": "tip"},
    ),
    "en": (
        "severity",
        "thing",
        "property",
        "what to do",
        {"violation": "fault", "warning": "warning", "info": "tip"},
    ),
}


@dataclass(frozen=True, slots=True)
class Report:
    """What the shapes found in a plan that can be read and does not contradict itself."""

    name: str
    findings: tuple[Finding, ...]
    prefixes: dict[str, str]

    def rows(self, lang: str) -> Rows:
        """Return the findings as rows, the worst first."""
        severity, thing, path, message, names = _WORDS[lang]
        return Rows(
            (severity, thing, path, message),
            tuple(
                (
                    names[one.severity],
                    compact(one.focus, self.prefixes),
                    one.path,
                    one.message(lang),
                )
                for one in self.findings
            ),
        )

    def verdict(self, lang: str) -> str:
        """Return one line that sums the findings up."""
        names = _WORDS[lang][4]
        counted = Counter(one.severity for one in self.findings)
        parts = [
            f"{counted[severity]} × {names[severity]}" for severity in names if counted[severity]
        ]
        sound = "in orde: geen bevindingen" if lang == "nl" else "sound: nothing to report"
        return f"{self.name}: {', '.join(parts) or sound}"

    def fails(self, *, strict: bool) -> bool:
        """Tell whether the plan has findings that count."""
        counting = {"violation", "warning"} if strict else {"violation"}
        return any(one.severity in counting for one in self.findings)


def check_plan(
    plan: str | Path | None = None, *, reasoner: str = "rules", progress: Progress = silent
) -> Report:
    """Return what the shapes find in a plan, validated before anything is inferred.

    Raises:
        PackageError: the package cannot be read, or contradicts the ontology.

    """
    folder = plan_folder(plan)
    schema = read_schema()
    progress(f"reading {folder.name}")
    package = read_package(folder, schema)
    progress("validating")
    findings = validate(package.quads)
    progress("reasoning")
    store = asserted(package, schema)
    infer(store, package.namespace, compile_rules(schema.triples), reasoner)
    return Report(package.name, findings, package.prefixes)
