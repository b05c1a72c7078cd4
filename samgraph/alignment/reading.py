"""The alignments of a plan with the frameworks that it uses, read from its graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from samgraph.alignment.sides import Alignment, Alignments, Consideration, Framework, Group, Side
from samgraph.errors import SamgraphError, near_match
from samgraph.knowledge import Knowledge
from samgraph.order import ReadingOrder
from samgraph.places import places
from samgraph.terms import SKOS, sg


def find_alignments(
    knowledge: Knowledge, framework: str = "", standing: str = "judged"
) -> tuple[Alignments, ...]:
    """Return a plan's alignments with each framework that it uses, or with the one of that name.

    A plan that uses no framework has none, and gets an empty tuple.

    Raises:
        SamgraphError: the plan uses no framework of that name; those that it uses are given.

    """
    found = _frameworks(knowledge)
    names = [one.name for one in found]
    if framework and framework not in names:
        hint = near_match(framework, names) or (
            f"it uses {', '.join(names)}" if names else "name one in plan.ttl: sg:usesFramework"
        )
        raise SamgraphError(f'the plan uses no framework called "{framework}"', hint=hint)
    chosen = [one for one in found if framework in ("", one.name)]
    if not chosen:
        return ()
    order = ReadingOrder(knowledge)
    aligned, considered = _aligned(knowledge, standing), _considered(knowledge, order)
    goals = _sides(knowledge, order, "StrategicGoal", "sg:partOf*", "Goal")
    themes = _sides(knowledge, order, "Theme", f"<{SKOS}broader>*", "Theme")
    finer = {row[0].value for row in knowledge.select("SELECT ?theme { ?theme a sg:SubTheme }")}
    return tuple(_read(one, aligned, considered, goals, themes, finer, order) for one in chosen)


def _read(
    framework: Framework,
    aligned: Iterable[Alignment],
    considered: Iterable[Consideration],
    goals: Mapping[str, tuple[str, ...]],
    themes: Mapping[str, tuple[str, ...]],
    finer: Set[str],
    order: ReadingOrder,
) -> Alignments:
    place = {target: number for number, target in enumerate(framework.targets)}
    within = {framework.iri, *place, *(group.iri for group in framework.groups)}
    here = sorted(
        (one for one in aligned if one.target in place),
        key=lambda one: (place[one.target], order.key(one.subject)),
    )

    def side(iri: str, members: tuple[str, ...]) -> Side:
        return Side(iri, members, tuple(one for one in here if one.subject in members))

    loose = [side(iri, members) for iri, members in themes.items() if iri in finer]
    listed = {one for some in (goals, themes) for members in some.values() for one in members}
    return Alignments(
        framework,
        tuple(side(iri, members) for iri, members in goals.items()),
        tuple(side(iri, members) for iri, members in themes.items() if iri not in finer),
        tuple(one for one in loose if one.alignments),
        tuple(one for one in here if one.subject not in listed),
        tuple(one for one in considered if one.against in within),
    )


def _frameworks(knowledge: Knowledge) -> tuple[Framework, ...]:
    order = ReadingOrder(knowledge)
    query = f"""
        SELECT DISTINCT ?framework ?name ?group ?target {{
          ?plan sg:usesFramework ?framework .
          OPTIONAL {{ ?framework <{SKOS}notation> ?name }}
          OPTIONAL {{
            ?target a sg:Target ; <{SKOS}inScheme> ?framework ; <{SKOS}broader> ?group
          }}
        }}"""
    names: dict[str, str] = {}
    groups: dict[str, dict[str, set[str]]] = {}
    for framework, name, group, target in knowledge.select(query, standing="stated"):
        names[framework.value] = name.value if name else knowledge.curie(framework.value)
        some = groups.setdefault(framework.value, {})
        if target is not None:
            some.setdefault(group.value, set()).add(target.value)
    return tuple(
        Framework(
            iri,
            name,
            tuple(
                Group(group, tuple(sorted(targets, key=order.key)))
                for group, targets in sorted(groups[iri].items(), key=lambda x: order.key(x[0]))
            ),
        )
        for iri, name in sorted(names.items(), key=lambda one: one[1])
    )


def _aligned(knowledge: Knowledge, standing: str) -> list[Alignment]:
    query = """
        SELECT ?record ?subject ?target ?standing ?degree ?review {
          ?record a sg:Link ; rdf:predicate sg:alignsWith ; rdf:subject ?subject ;
            rdf:object ?target ; sg:standing ?standing .
          ?subject sg:alignsWith ?target .
          OPTIONAL { ?record sg:degree ?degree }
          OPTIONAL { ?record sg:review ?review }
        }"""
    where = places(knowledge)
    said = _texts(knowledge, "sg:rationale")

    def local(term: object) -> str:
        return str(getattr(term, "value", "")).removeprefix(sg(""))

    return [
        Alignment(
            record.value,
            subject.value,
            target.value,
            local(degree),
            local(known),
            local(review),
            said.get(record.value, {}),
            where.get(record.value, ()),
        )
        for record, subject, target, known, degree, review in knowledge.select(
            query, standing=standing
        )
    ]


def _considered(knowledge: Knowledge, order: ReadingOrder) -> list[Consideration]:
    query = "SELECT ?one ?subject ?against { ?one sg:considers ?subject ; sg:against ?against }"
    where = places(knowledge)
    said = _texts(knowledge, "dcterms:description")
    found = [
        Consideration(
            one.value,
            subject.value,
            against.value,
            said.get(one.value, {}),
            where.get(one.value, ()),
        )
        for one, subject, against in knowledge.select(query)
    ]
    return sorted(found, key=lambda one: (order.key(one.subject), order.key(one.against)))


def _texts(knowledge: Knowledge, name: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for thing, text in knowledge.select(f"SELECT ?thing ?text {{ ?thing {name} ?text }}"):
        found.setdefault(thing.value, {})[text.language or ""] = text.value
    return found


def _sides(
    knowledge: Knowledge, order: ReadingOrder, top: str, path: str, class_: str
) -> dict[str, tuple[str, ...]]:
    """Return the things of a class that are below none of it, each with what is below it."""
    query = f"""
        SELECT DISTINCT ?top ?member {{
          ?top a sg:{top} . ?member {path} ?top ; a sg:{class_} .
        }}"""
    found: dict[str, set[str]] = {}
    for above, member in knowledge.select(query):
        found.setdefault(above.value, set()).add(member.value)
    below = {member for above, members in found.items() for member in members if member != above}
    return {
        iri: (iri, *sorted(found[iri] - {iri}, key=order.key))
        for iri in sorted(set(found) - below, key=order.key)
    }
