"""What a plan is, covers and leaves out, on one screen."""

from __future__ import annotations

from collections.abc import Mapping

from samgraph.cellstatus import inspect_cells
from samgraph.coverage import Matrix, cover_all
from samgraph.gaptext import NOTHING_ASKED, gap_text
from samgraph.knowledge import Knowledge
from samgraph.numerals import said
from samgraph.reading import legend, matrix_table, overview
from samgraph.records import Asserted, Record, records
from samgraph.rows import Rows
from samgraph.stored import stored_discrepancies, stored_gaps
from samgraph.tables import table
from samgraph.terms import sg
from samgraph.text import printable, width, wrapped

COUNTED = (
    "StrategicGoal",
    "OperationalGoal",
    "CoreTask",
    "PriorityField",
    "Theme",
    "SubTheme",
    "Challenge",
    "Value",
    "Right",
    "ResultArea",
    "Partner",
    "Signal",
    "PolicyChoice",
    "Figure",
)
"""Classes whose members are counted where it is said what a plan holds."""
_MOST_GAPS = 10

_WORDS = {
    "nl": {
        "holds": "Wat het plan bevat",
        "links": "Koppelingen",
        "standing": {
            "stated": "door het plan gesteld",
            "judged": "beoordeeld, met reden",
            "suggested": "enkel voorgesteld, telt niet mee",
        },
        "contested": "Een nazicht betwist er {n}.",
        "contested1": "Een nazicht betwist er één.",
        "left out": "Een nazicht betwist er {n}: zo gelezen tellen die niet mee.",
        "statements": "uitspraken in de graaf",
        "coverage": "Wat het plan dekt",
        "gaps": "De {n} belangrijkste van {total} gaten",
        "number": "aantal",
        "kind": "soort",
        "nothing": "Er zijn geen gaten.",
        "accept": "Wat enkel voorgesteld is, telt pas als iemand het in de tabellen aanvaardt: tot "
        "dan lijkt ook een gat wat het plan wel zegt.",
        "sound": "De tabellen voldoen aan de vormen.",
        "unsound": "De vormen vinden {violation} fouten en {warning} waarschuwingen.",
        "discrepancies": "Het plan spreekt zichzelf {n} keer tegen, {high} keer ernstig.",
        "check": "samgraph check toont ze.",
    },
    "en": {
        "holds": "What the plan holds",
        "links": "Links",
        "standing": {
            "stated": "stated by the plan",
            "judged": "judged, with a reason",
            "suggested": "suggested only, not counted",
        },
        "contested": "A review contests {n} of them.",
        "contested1": "A review contests one of them.",
        "left out": "A review contests {n} of them: in this reading those do not count.",
        "statements": "statements in the graph",
        "coverage": "What the plan covers",
        "gaps": "The {n} gaps that matter most, of {total}",
        "number": "number",
        "kind": "kind",
        "nothing": "There are no gaps.",
        "accept": "What is only suggested counts once somebody accepts it in the tables: until "
        "then, what the plan does say looks like a gap too.",
        "sound": "The tables conform to the shapes.",
        "unsound": "The shapes find {violation} faults and {warning} warnings.",
        "discrepancies": "The plan contradicts itself {n} times, {high} times gravely.",
        "check": "samgraph check shows them.",
    },
}


def summary(knowledge: Knowledge, lang: str = "nl", faults: Mapping[str, int] | None = None) -> str:
    """Return the plan's counts, its coverage, its first matrix and its most important gaps.

    `faults` counts what the shapes find, by severity; without it nothing is said of them.
    """
    words = _WORDS[lang]
    title = knowledge.labels(lang).get(knowledge.plan.value, knowledge.name)
    parts = [
        _title(printable(title)),
        _wrapped(holdings(knowledge, lang)),
        _wrapped(link_counts(knowledge, lang)),
        _wrapped(_soundness(knowledge, words, faults)),
    ]
    matrices = list(cover_all(knowledge).matrices)
    if matrices:
        rows = overview(matrices, lang)
        parts += [_title(str(words["coverage"])), table(_without_names(rows))]
    first = _first(matrices)
    if first is not None:
        cells = inspect_cells(knowledge, first.frame).cells
        disputed = {(cell.row, cell.column) for cell in cells if cell.disputed}
        shown = table(matrix_table(knowledge, first, lang, "judged", disputed))
        key = legend(first, lang, "judged", disputed=bool(disputed))
        parts += [_title(first.frame.labels.get(lang, "")), shown, key]
    gaps = stored_gaps(knowledge)
    some = gaps[:_MOST_GAPS]
    nothing = words["nothing"] if matrices else NOTHING_ASKED[lang]
    head = str(words["gaps"]).format(n=len(some), total=len(gaps)) if gaps else nothing
    parts += [_title(str(head)), gap_text(some, lang, len(gaps), suggestions=False) if gaps else ""]
    return "\n\n".join(part for part in parts if part)


def _wrapped(text: str) -> str:
    return "\n".join(wrapped(text, min(width(), 110), ""))


def _title(text: str) -> str:
    return f"{text}\n{'─' * len(text)}"


def _without_names(rows: Rows) -> Rows:
    """Leave out the column of frame names, which only commands need."""
    return Rows(rows.header[1:], tuple(cells[1:] for cells in rows.cells))


def _first(matrices: list[Matrix]) -> Matrix | None:
    """Return the matrix of the frame whose cells the plan itself pairs, if there is one."""
    paired = [matrix for matrix in matrices if "everyCell" in matrix.frame.expects]
    return paired[0] if paired else None


def holdings(knowledge: Knowledge, lang: str = "nl") -> str:
    """Return in a sentence what a plan holds of every class."""
    words = _WORDS[lang]
    query = (
        "SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) { "
        f"VALUES ?class {{ {' '.join(f'sg:{name}' for name in COUNTED)} }} "
        "?thing a ?class } GROUP BY ?class"
    )
    counts = {row[0].value: int(row[1].value) for row in knowledge.select(query)}
    # A sub-theme is a theme too, and is counted once.
    counts[sg("Theme")] = counts.get(sg("Theme"), 0) - counts.get(sg("SubTheme"), 0)
    labels = knowledge.labels(lang)
    found = [
        (labels.get(sg(name), name), counts[sg(name)]) for name in COUNTED if counts.get(sg(name))
    ]
    listed = ", ".join(f"{number} × {label}" for label, number in found)
    size = len(knowledge.store)
    return f"{words['holds']}: {listed} ({said(size, lang)} {words['statements']})."


def link_counts(
    knowledge: Knowledge, lang: str = "nl", known: Mapping[Asserted, Record] | None = None
) -> str:
    """Return in a sentence how many links have which standing; empty where there are none.

    Whoever has the records at hand gives them as `known`.
    """
    words = _WORDS[lang]
    query = (
        "SELECT ?standing (COUNT(*) AS ?n) { ?link a sg:Link ; sg:standing ?standing } "
        "GROUP BY ?standing"
    )
    counts = {
        row[0].value.removeprefix(sg("")): int(row[1].value) for row in knowledge.select(query)
    }
    names = words["standing"]
    if not isinstance(names, Mapping) or not counts:
        return ""
    said = [f"{counts[key]} {names[key]}" for key in names if key in counts]
    more = [str(words["accept"])] if "suggested" in counts else []
    known = records(knowledge) if known is None else known
    contested = [link for link, one in known.items() if one.review == "contested"]
    if contested:
        key = "contested1" if len(contested) == 1 else "contested"
        if not any(knowledge.query(f"ASK {{ <{s}> <{p}> <{o}> }}") for s, p, o in contested):
            key = "left out"
        more.insert(0, str(words[key]).format(n=len(contested)))
    return " ".join([f"{words['links']}: {', '.join(said)}.", *more])


def _soundness(
    knowledge: Knowledge, words: Mapping[str, object], faults: Mapping[str, int] | None
) -> str:
    """Return what the shapes and the rules for discrepancies have to say, in a line."""
    said = []
    if faults is not None:
        counts = {name: faults.get(name, 0) for name in ("violation", "warning")}
        key = "unsound" if any(counts.values()) else "sound"
        said.append(str(words[key]).format(**counts))
    found = [one for one in stored_discrepancies(knowledge) if one.is_contradiction]
    if found:
        high = sum(one.severity == "high" for one in found)
        said.append(str(words["discrepancies"]).format(n=len(found), high=high))
    if found or (faults and any(faults.get(name) for name in ("violation", "warning"))):
        said.append(str(words["check"]))
    return " ".join(said)
