"""The section on fragility: what hangs on one partner, and where the network breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from samgraph.discrepancy_phrases import listed
from samgraph.figures import Bar, draw_bars
from samgraph.fragility import Dependence, Fragility, Loss, find_fragility
from samgraph.fragilitytext import fragility_in_words
from samgraph.framing import Frame, frames
from samgraph.knowledge import Knowledge
from samgraph.network import PROJECTIONS
from samgraph.places import places
from samgraph.report.document import (
    Block,
    Figure,
    Highlight,
    Item,
    Listing,
    Paragraph,
    Section,
    Table,
)
from samgraph.report.fragility_phrases import FORMULAE, WORDS
from samgraph.report.naming import Names, cells_query, names, standalone
from samgraph.rows import Rows
from samgraph.terms import STANDINGS

SHOWN: Final = 25
"""How many partners the figure shows; the table has all without whom something is lost."""
POINTS: Final = 20
"""How many articulation points are told of, the most central first."""
_FIRST, _LAST = STANDINGS[0], STANDINGS[-1]


def section(knowledge: Knowledge, lang: str) -> Section:
    """Return what hangs on one partner, what is lost without each, and what holds it together."""
    words = WORDS[lang]
    found = find_fragility(knowledge)
    known = {frame.name: frame for frame in frames(knowledge)}
    label = {name: frame.labels.get(lang, name) for name, frame in known.items()}
    said = names(knowledge, lang)
    sentences = fragility_in_words(knowledge, found, label, lang)
    blocks: list[Block] = []
    if found.losses:
        blocks.append(Paragraph(words["intro"]))
    blocks.append(Listing(tuple(map(Item, sentences))))
    if found.dependences:
        blocks.append(_dependences(found.dependences, known, said, lang))
    heavy = [loss for loss in found.losses if loss.things or loss.cells]
    if heavy:
        blocks.append(_losses(heavy, len(found.losses), known, said, lang))
    elif found.losses:
        blocks.append(Paragraph(words["nothing"]))
    if found.articulations or found.bridges:
        blocks += [Paragraph(words["cut intro"]), _cuts(found, said, lang)]
    return Section(
        "fragility",
        words["title"],
        tuple(blocks),
        highlights=_highlights(heavy, knowledge, said, lang),
        formulae=FORMULAE[lang],
    )


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} → {last}"


def _dependences(
    some: Sequence[Dependence], known: Mapping[str, Frame], said: Names, lang: str
) -> Table:
    """Return for each frame with partners what hangs on one of them."""
    words = WORDS[lang]
    rows = tuple(
        (
            known[one.frame].labels.get(lang, one.frame),
            len(one.things),
            _span(len(one.single[_FIRST]), len(one.single[_LAST])),
            _span(len(one.none[_FIRST]), len(one.none[_LAST])),
            "; ".join(
                f"{said.name(thing)} ({said.name(partner)})" for thing, partner in one.single[_LAST]
            ),
        )
        for one in some
    )
    query = cells_query(said.knowledge, [known[one.frame] for one in some])
    header = tuple(words["dependence header"].split("|"))
    return Table(words["dependences"], Rows(header, rows), (query,))


def _losses(
    heavy: Sequence[Loss], total: int, known: Mapping[str, Frame], said: Names, lang: str
) -> Figure:
    """Return the partners without whom something is lost, the heaviest loss first."""
    words = WORDS[lang]
    caption = words["figure"].format(n=len(heavy), total=total)
    bars = [
        Bar(
            said.name(loss.partner),
            len(loss.things) + len(loss.cells),
            words["lost"].format(things=len(loss.things), cells=len(loss.cells)),
        )
        for loss in heavy[:SHOWN]
    ]
    picture = draw_bars(caption, words["described"], bars, lang, "figure-fragility")

    def label(frame: str) -> str:
        return known[frame].labels.get(lang, frame)

    rows = tuple(
        (
            said.name(loss.partner),
            len(loss.things),
            len(loss.cells),
            "; ".join(
                [
                    words["alone"].format(thing=said.name(thing), frame=label(frame))
                    for frame, thing in loss.things
                ]
                + [
                    words["emptied"].format(
                        row=said.name(row), column=said.name(column), frame=label(frame)
                    )
                    for frame, row, column in loss.cells
                ]
            ),
        )
        for loss in heavy
    )
    used = {frame for loss in heavy for frame, *_ in (*loss.things, *loss.cells)}
    query = cells_query(said.knowledge, [known[name] for name in sorted(used)])
    header = tuple(words["header"].split("|"))
    table = Table(caption, Rows(header, rows), (query,), note=words["note"])
    return Figure(caption, (picture,), table)


def _cuts(found: Fragility, said: Names, lang: str) -> Table:
    """Return articulation points with what hangs on each by a bridge, and other bridges last."""
    words = WORDS[lang]
    points = dict.fromkeys(found.articulations)
    behind: dict[str, list[str]] = {point: [] for point in points}
    apart: list[str] = []
    for one, other in found.bridges:
        ends = [(one, other), (other, one)]
        at = [(point, far) for point, far in ends if point in points]
        for point, far in at:
            behind[point].append(said.name(far))
        if not at:
            apart.append(f"{said.name(one)} – {said.name(other)}")
    rows = [
        (said.name(point), len(some), "; ".join(sorted(some)))
        for point, some in list(behind.items())[:POINTS]
    ]
    if apart:
        rows.append((words["apart"], len(apart), "; ".join(sorted(apart))))
    query = standalone(said.knowledge, PROJECTIONS["all"].query)
    caption = words["cuts"].format(n=min(POINTS, len(points)), total=len(points))
    return Table(caption, Rows(tuple(words["cut header"].split("|")), tuple(rows)), (query,))


def _highlights(
    heavy: Sequence[Loss], knowledge: Knowledge, said: Names, lang: str
) -> tuple[Highlight, ...]:
    """Return what would be left without a partner if the one with the heaviest loss went."""
    if not heavy or not heavy[0].things:
        return ()
    words, loss = WORDS[lang], heavy[0]
    things = list(dict.fromkeys(thing for _, thing in loss.things))
    where = places(knowledge, [loss.partner, *things])
    text = words["highlight"].format(
        name=said.label(loss.partner),
        things=listed(lang, [f"“{said.label(thing)}”" for thing in things]),
    )
    found = sorted({place for some in where.values() for place in some})
    return (Highlight("fragile", 5, text, tuple(found), words["head"]),)
