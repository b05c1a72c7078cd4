"""The solutions of a query as rows, with labels and quotations."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pyoxigraph as ox

from samgraph.knowledge import Knowledge
from samgraph.rows import Rows, Tabular
from samgraph.terms import XSD


def solution_rows(
    knowledge: Knowledge,
    solutions: ox.QuerySolutions,
    lang: str,
    quotes: Mapping[str, str] | None = None,
    *,
    brief: bool = False,
) -> Rows:
    """Return the solutions of a query with a label beside every IRI that has one.

    A passage of which `quotes` holds the text is quoted beside its IRI. `brief` is for people: a
    label stands in place of its IRI, but for the first column, whose ids they may want to use;
    and columns in the other language (`rationale_nl`, `rationale_en`) are left out.
    """
    labels = knowledge.labels(lang)
    other = "_en" if lang == "nl" else "_nl"
    every = [variable.value for variable in solutions.variables]
    chosen = [i for i, name in enumerate(every) if not (brief and name.endswith(other))]
    names = [every[i].removesuffix(f"_{lang}") if brief else every[i] for i in chosen]
    found = [[solution[i] for i in chosen] for solution in solutions]
    labelled = [
        any(isinstance(row[i], ox.NamedNode) and row[i].value in labels for row in found)
        for i in range(len(names))
    ]
    quoted = [
        any(isinstance(row[i], ox.NamedNode) and row[i].value in (quotes or {}) for row in found)
        for i in range(len(names))
    ]
    with_iri = [not (brief and has_label and i) for i, has_label in enumerate(labelled)]
    columns = list(zip(names, with_iri, labelled, quoted, strict=True))
    header: list[str] = []
    for name, has_iri, has_label, has_quote in columns:
        header += [name] * has_iri
        header += [_free(f"{name}_label", every) if has_iri else name] * has_label
        header += [_free(f"{name}_quotation", every)] * has_quote
    cells = []
    for row in found:
        line: list[str | int | float | bool] = []
        for term, (_, has_iri, has_label, has_quote) in zip(row, columns, strict=True):
            text = term_text(knowledge, term)
            iri = term.value if isinstance(term, ox.NamedNode) else ""
            line += [text] * has_iri
            line += [labels.get(iri, "" if has_iri else text)] * has_label
            line += [(quotes or {}).get(iri, "")] * has_quote
        cells.append(tuple(line))
    return Rows(tuple(header), tuple(cells))


def _free(name: str, taken: list[str]) -> str:
    """Return a name for a column of our own that hides none of the query's."""
    while name in taken:
        name += "_"
    return name


def with_ids(knowledge: Knowledge, value: Tabular) -> Rows:
    """Return the rows of a result with its ids in place of IRIs, several in one cell too."""
    rows = value.to_rows()
    return Rows(
        rows.header,
        tuple(
            tuple(
                " ".join(map(knowledge.curie, cell.split(" "))) if isinstance(cell, str) else cell
                for cell in cells
            )
            for cells in rows.cells
        ),
    )


def term_text(knowledge: Knowledge, term: object) -> str | int | float | bool:
    """Return a term as text: an IRI as CURIE, a number as number."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return knowledge.curie(term.value)
    if isinstance(term, ox.Literal):
        return _literal(term.value, term.datatype.value)
    return str(term)


def _literal(text: str, datatype: str) -> str | int | float | bool:
    """Return a literal as a number or a truth value where that loses nothing, else as text."""
    try:
        if datatype == XSD + "integer":
            return int(text)
        if datatype == XSD + "boolean" and text in ("true", "false", "1", "0"):
            return text in ("true", "1")
        if datatype in (XSD + "decimal", XSD + "double", XSD + "float"):
            number = float(text)
            if math.isfinite(number) and len(text) < _EXACT:
                return int(number) if number.is_integer() else number
    except ValueError:
        pass
    return text


_EXACT = 16
"""Fewer characters than these make a number that a float holds exactly enough."""
