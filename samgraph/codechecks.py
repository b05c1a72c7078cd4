"""Codes and references that do not agree: used twice, left out, differing, leading nowhere.

The source gives a thing's code in two places, its grid and its text, and may differ in them.
Spaces and points do not count as a difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from samgraph.codes import as_read, as_written, missing
from samgraph.discrepancy_phrases import LANGUAGES, count, listed, place, say
from samgraph.evidence import Evidence
from samgraph.findings import Discrepancy
from samgraph.knowledge import Knowledge
from samgraph.terms import sg

_CODES = """
    SELECT ?thing ?form ?code {
      VALUES (?property ?form) { (sg:codeInGrid "grid") (sg:codeInText "text") }
      ?thing ?property ?code
    }"""
_ACCOUNTS = "SELECT ?line ?code { ?line a sg:BudgetLine ; skos:notation ?code }"
_REFERENCES = """
    SELECT ?reference ?target ?meant {
      ?reference a sg:CrossReference ; sg:refersTo ?target .
      OPTIONAL { ?reference sg:means ?meant }
    }"""
_FORMS = ("grid", "text")


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of things as the source writes them, by form (`grid`, `text`) and thing."""

    written: Mapping[str, Mapping[str, str]]

    def read(self, form: str) -> dict[str, str]:
        """Return the code that each thing has in the grid or in the text, as a reader takes it."""
        return {thing: as_read(code) for thing, code in self.written[form].items()}


def codes_of(knowledge: Knowledge) -> Codes:
    """Return the codes that the source gives; of several in one place, the first by letter."""
    found: dict[str, dict[str, str]] = {form: {} for form in _FORMS}
    rows = knowledge.select(_CODES, standing="stated")
    for thing, form, code in sorted(rows, key=lambda row: tuple(term.value for term in row)):
        found[form.value].setdefault(thing.value, code.value)
    return Codes(found)


def code_discrepancies(knowledge: Knowledge, evidence: Evidence) -> Iterator[Discrepancy]:
    """Yield what is wrong with the codes of things and of accounts."""
    codes = codes_of(knowledge)
    yield from _used_twice(codes, evidence)
    yield from _differing(codes, evidence)
    yield from _left_out(codes, evidence)
    yield from _two_meanings(knowledge, evidence)


def _used_twice(codes: Codes, evidence: Evidence) -> Iterator[Discrepancy]:
    bearers: dict[str, set[str]] = {}
    for form in _FORMS:
        for thing, code in codes.read(form).items():
            bearers.setdefault(code, set()).add(thing)
    for code, some in sorted(bearers.items()):
        things = sorted(some, key=evidence.first_line)
        if len(things) > 1:
            yield evidence.discrepancy(
                "codeUsedTwice",
                "medium",
                (code,),
                things,
                evidence.passages(things),
                {
                    lang: say(
                        lang,
                        "codeUsedTwice",
                        code=code,
                        n=count(lang, len(things)),
                        things=listed(
                            lang, [f"“{evidence.label(lang, thing)}”" for thing in things]
                        ),
                    )
                    for lang in LANGUAGES
                },
            )


def _differing(codes: Codes, evidence: Evidence) -> Iterator[Discrepancy]:
    for thing, in_grid in sorted(codes.written["grid"].items()):
        in_text = codes.written["text"].get(thing)
        if in_text is None or as_written(in_grid) == as_written(in_text):
            continue
        slip = as_read(in_grid) == as_read(in_text)
        yield evidence.discrepancy(
            "codesDiffer",
            "low" if slip else "medium",
            (thing,),
            (thing,),
            [*evidence.passages([thing]), *grid_passages(evidence, thing)],
            {
                lang: say(
                    lang,
                    "codesDiffer",
                    thing=f"“{evidence.label(lang, thing)}”",
                    grid=in_grid,
                    text=in_text,
                )
                + (say(lang, "zero") if slip else "")
                for lang in LANGUAGES
            },
        )


def grid_passages(evidence: Evidence, thing: str) -> list[str]:
    """Return where the plan pairs a thing with a core task."""
    carries_out = sg("carriesOut")
    return [
        passage
        for (subject, predicate, _), some in evidence.behind.items()
        if subject == thing and predicate == carries_out
        for passage in some
    ]


def _left_out(codes: Codes, evidence: Evidence) -> Iterator[Discrepancy]:
    for form in _FORMS:
        bearers: dict[str, list[str]] = {}
        for thing, code in codes.read(form).items():
            bearers.setdefault(code, []).append(thing)
        for code, before, after in missing(bearers):
            # What the editors give this code bears another one in the source.
            stray = [
                thing
                for thing in codes.written[form]
                if as_read(evidence.notations.get(thing, "")) == code
            ]
            things = [*bearers.get(before, ()), *bearers[after], *stray]
            yield evidence.discrepancy(
                "codeMissing",
                "medium",
                (form, code),
                things,
                evidence.passages(things),
                {
                    lang: say(
                        lang,
                        "codeMissing" if before else "codeMissing first",
                        place=place(lang, form),
                        before=before,
                        after=after,
                        code=code,
                    )
                    + "".join(
                        say(
                            lang,
                            "belongs there",
                            thing=evidence.label(lang, thing),
                            other=codes.written[form][thing],
                        )
                        for thing in stray
                    )
                    for lang in LANGUAGES
                },
            )


def _two_meanings(knowledge: Knowledge, evidence: Evidence) -> Iterator[Discrepancy]:
    bearers: dict[str, set[str]] = {}
    for line, code in knowledge.select(_ACCOUNTS, standing="stated"):
        bearers.setdefault(as_written(code.value), set()).add(line.value)
    for code, some in sorted(bearers.items()):
        lines = sorted(some, key=evidence.first_line)
        labels = {evidence.label("nl", line).casefold() for line in lines}
        if len(labels) > 1:
            yield evidence.discrepancy(
                "accountCodeTwoMeanings",
                "medium",
                (code,),
                lines,
                evidence.passages(lines),
                {
                    lang: say(
                        lang,
                        "accountCodeTwoMeanings",
                        code=code,
                        n=count(lang, len(lines)),
                        things=listed(lang, [f"“{evidence.label(lang, one)}”" for one in lines]),
                    )
                    for lang in LANGUAGES
                },
            )


def dangling_references(knowledge: Knowledge, evidence: Evidence) -> Iterator[Discrepancy]:
    """Yield the references to a section or code that is not there, or is not what they mean.

    A section is there if any passage stands in it or below it; a code, if the source gives it to
    a thing.
    """
    written = codes_of(knowledge).written
    bearers: dict[str, list[str]] = {}
    for thing, code in [
        *evidence.notations.items(),
        *(pair for form in _FORMS for pair in written[form].items()),
    ]:
        in_source = any(thing in written[form] for form in _FORMS)
        # A notation is the editors' own where the source writes another code.
        if not in_source or code in (written[form].get(thing) for form in _FORMS):
            bearers.setdefault(as_read(code), []).append(thing)
    sections = {place.section for place in evidence.places.values()}
    rows = knowledge.select(_REFERENCES, standing="stated")
    for reference, target, meant in sorted(rows, key=lambda row: row[0].value):
        within = {one for one in sections if _is_within(one, target.value)}
        things = bearers.get(as_read(target.value), [])
        there = within.union(*(evidence.sections(thing) for thing in things))
        section = evidence.places[meant.value].section if meant else ""
        if there and (not section or section in there):
            continue
        kind = "reference misled" if there else "danglingReference"
        yield evidence.discrepancy(
            "danglingReference",
            "medium",
            (reference.value,),
            (reference.value, *things),
            [
                *evidence.passages([reference.value, *things]),
                *([meant.value] if meant else []),
            ],
            {
                lang: say(
                    lang,
                    kind,
                    reference=evidence.label(lang, reference.value),
                    target=target.value,
                )
                + (say(lang, "meant", section=section) if section else "")
                for lang in LANGUAGES
            },
        )


def _is_within(section: str, target: str) -> bool:
    """Tell whether a section is the one referred to, or part of it."""
    wanted = target.strip().strip("§.").strip()
    return section == wanted or section.startswith(f"{wanted}.")
