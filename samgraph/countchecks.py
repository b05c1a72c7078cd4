"""Numbers that a plan gives of its own lists, compared with the lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from samgraph.codechecks import codes_of, grid_passages
from samgraph.discrepancy_phrases import LANGUAGES, say
from samgraph.evidence import Evidence, pairs_of
from samgraph.findings import Discrepancy
from samgraph.knowledge import Knowledge

_DECLARED = """
    SELECT ?declaration ?class ?count ?role {
      ?declaration a sg:Declaration ; sg:count ?count .
      FILTER(ISIRI(?declaration))
      OPTIONAL { ?declaration sg:ofClass ?class }
      OPTIONAL { ?declaration sg:goalRole ?role }
    }"""
_LISTED = "SELECT ?declaration ?thing { ?declaration a sg:Declaration ; sg:lists ?thing }"
_MEMBERS = """
    SELECT ?class ?thing ?role {
      { SELECT DISTINCT ?class { ?declaration a sg:Declaration ; sg:ofClass ?class } }
      ?thing a ?class .
      OPTIONAL { ?thing sg:goalRole ?role }
    }"""
_COLLECTIONS = "SELECT ?whole ?thing { ?whole a skos:Collection ; skos:member ?thing }"


def declared_counts(knowledge: Knowledge, evidence: Evidence) -> Iterator[Discrepancy]:
    """Compare what the plan says of the length of its lists with the lists.

    Only things that are asserted to be of the very class are counted, so that finer themes are no
    themes; where nothing is, the class stands for those below it, as partners do for organisations
    and groups. Several roles mean any of them. A declaration without a class counts what it lists
    itself; where it lists nothing either, the plan names a number and gives none of the things.
    """
    declared: dict[str, tuple[str, int, set[str]]] = {}
    for declaration, kind, number, role in knowledge.select(_DECLARED, standing="stated"):
        entry = (kind.value if kind else "", int(number.value), set[str]())
        roles = declared.setdefault(declaration.value, entry)[2]
        if role:
            roles.add(role.value)
    members = [_members(knowledge, standing) for standing in ("stated", "derived")]
    collections = pairs_of(knowledge, _COLLECTIONS, "stated")
    listed_by = pairs_of(knowledge, _LISTED, "stated")
    for declaration_iri, (kind_iri, said, roles) in sorted(declared.items()):
        things = members[0].get(kind_iri) or members[1].get(kind_iri, {})
        counted = {thing for thing, some in things.items() if not roles or roles & some}
        if not kind_iri:
            counted = listed_by.get(declaration_iri, set())
        if len(counted) == said:
            continue
        if not kind_iri and not counted:
            yield _not_listed(evidence, declaration_iri, said)
            continue
        pairs = _differing_codes(knowledge, counted, said)
        lists = sorted(whole for whole, some in collections.items() if some == counted)
        where = evidence.passages(lists) or evidence.passages(counted)
        for thing in pairs:
            where += [*evidence.passages([thing]), *grid_passages(evidence, thing)]
        yield evidence.discrepancy(
            "declaredCountDiffers",
            "high",
            (declaration_iri,),
            (declaration_iri, *pairs),
            [*evidence.passages([declaration_iri]), *where],
            {
                lang: _count_sentence(
                    lang, evidence, declaration_iri, kind_iri, (said, len(counted)), pairs
                )
                for lang in LANGUAGES
            },
        )


def _not_listed(evidence: Evidence, declaration: str, said: int) -> Discrepancy:
    return evidence.discrepancy(
        "declaredNotListed",
        "low",
        (declaration,),
        (declaration,),
        evidence.passages([declaration]),
        {
            lang: say(
                lang, "declaredNotListed", what=evidence.label(lang, declaration), declared=said
            )
            for lang in LANGUAGES
        },
    )


def _members(knowledge: Knowledge, standing: str) -> dict[str, dict[str, set[str]]]:
    """Return the roles of each member of each class that a declaration counts."""
    found: dict[str, dict[str, set[str]]] = {}
    for kind, thing, role in knowledge.select(_MEMBERS, standing=standing):
        roles = found.setdefault(kind.value, {}).setdefault(thing.value, set())
        if role:
            roles.add(role.value)
    return found


def _differing_codes(
    knowledge: Knowledge, things: set[str], declared: int
) -> dict[str, tuple[str, str]]:
    """Return the codes that differ between grid and text, if counting both gives what is declared.

    Whoever copies codes from the grid and from the text into one list counts such a thing twice.
    """
    codes = codes_of(knowledge)
    in_grid, in_text = codes.read("grid"), codes.read("text")
    both = {code for form in (in_grid, in_text) for thing, code in form.items() if thing in things}
    if len(both) != declared:
        return {}
    return {
        thing: (in_grid[thing], in_text[thing])
        for thing in sorted(things & in_grid.keys() & in_text.keys())
        if in_grid[thing] != in_text[thing]
    }


def _count_sentence(
    lang: str,
    evidence: Evidence,
    declaration: str,
    kind: str,
    numbers: tuple[int, int],
    pairs: Mapping[str, tuple[str, str]],
) -> str:
    known = evidence.labels[lang]
    what = known.get(declaration) or evidence.label(lang, kind)
    text = say(lang, "declaredCountDiffers", what=what, declared=numbers[0], counted=numbers[1])
    if pairs:
        said = [say(lang, "pair", grid=grid, text=text) for grid, text in pairs.values()]
        text += say(lang, "both forms", pairs="; ".join(said), declared=numbers[0])
    return text
