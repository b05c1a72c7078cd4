"""Faults that a made-up plan can be given, one place each, to see whether they are found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from generation_model import Plan, Row

Change = Callable[[list[Row]], None]
"""Breaks one of the rows of a table."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which a plan can be wrong."""

    found_by: str
    """`reader`: the package cannot be read; `shapes`: it can, and `samgraph check` objects."""
    sentence: str
    table: str
    change: Change


def with_fault(plan: Plan, name: str) -> Plan:
    """Return a plan with one fault more.

    Raises:
        KeyError: no fault is called so.

    """
    fault = FAULTS[name]
    rows = list(plan.tables[fault.table])
    fault.change(rows)
    tables = {**plan.tables, fault.table: tuple(rows)}
    return replace(plan, tables=tables, faults=(*plan.faults, name))


def _set(where: Callable[[Row], bool], column: str, value: Callable[[str], str]) -> Change:
    """Return a change of one cell in the first row that fits."""

    def change(rows: list[Row]) -> None:
        place = next(number for number, row in enumerate(rows) if where(row))
        rows[place] = {**rows[place], column: value(rows[place][column])}

    return change


def _predicate(name: str) -> Callable[[Row], bool]:
    return lambda row: row["rdf:predicate"] == f"sg:{name}"


def _twice(rows: list[Row]) -> None:
    rows.append({**rows[-1], "id": rows[0]["id"]})


FAULTS: Final[Mapping[str, Fault]] = {
    "misspelt-id": Fault(
        "reader",
        "the object of a link has lost its dash",
        "links",
        _set(_predicate("addresses"), "rdf:object", lambda id_: id_.replace("-", "", 1)),
    ),
    "wrong-datatype": Fault(
        "reader",
        "the value of a figure is no number",
        "figures",
        _set(lambda _: True, "sg:value", lambda value: value.replace(".", "x")),
    ),
    "duplicate-id": Fault("reader", "two result areas have one id", "result-areas", _twice),
    "missing-label": Fault(
        "shapes",
        "a theme has no Dutch label",
        "themes",
        _set(lambda _: True, "skos:prefLabel@nl", lambda _: ""),
    ),
    "wrong-end": Fault(
        "shapes",
        "a partner works on a core task",
        "links",
        _set(_predicate("worksOn"), "rdf:object", lambda id_: id_.partition(":")[0] + ":ct-1"),
    ),
    "missing-evidence": Fault(
        "shapes",
        "a stated link points to no passage",
        "links",
        _set(lambda row: row["sg:standing"] == "sg:stated", "sg:evidence", lambda _: ""),
    ),
}
"""By name, what `--fault` takes."""
