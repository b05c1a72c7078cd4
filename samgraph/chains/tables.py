"""Chains as tables, in Dutch and English."""

from __future__ import annotations

from samgraph.chains.text import hop_label
from samgraph.chains.walks import Chains, Walk
from samgraph.knowledge import Knowledge
from samgraph.names import Names
from samgraph.rows import Cell, Rows
from samgraph.terms import STANDINGS

_MARKS = {"stated": "■", "derived": "◆", "judged": "◇"}
_BREAK, _NOTHING = "×", "·"

_WORDS = {
    "nl": {
        "stated": "gesteld",
        "derived": "afgeleid",
        "judged": "beoordeeld",
        "break": "hier breekt de keten",
        "nothing": "ook hier niets",
        "missing": "breekt bij",
        "path": "voorbeeld",
        "hop": "schakel",
        "origin": "vanaf",
        "pairs": "verbindingen",
        "starts": "ketens",
        "thing": "ding",
        "loose": "los",
        "no_start": "niets leidt hierheen",
        "no_end": "leidt niet tot “{end}”",
    },
    "en": {
        "stated": "stated",
        "derived": "derived",
        "judged": "judged",
        "break": "the chain breaks here",
        "nothing": "nothing here either",
        "missing": "breaks at",
        "path": "example",
        "hop": "hop",
        "origin": "from",
        "pairs": "links",
        "starts": "chains",
        "thing": "thing",
        "loose": "loose",
        "no_start": "nothing leads here",
        "no_end": "does not lead to “{end}”",
    },
}


def walk_table(knowledge: Knowledge, chains: Chains, lang: str, standing: str) -> Rows:
    """Return a row for each start, with a mark for each hop: how it is reached, if it is."""
    words, names = _WORDS[lang], Names(knowledge, lang)
    hops = chains.chain.hops
    return Rows(
        (*(hop_label(hop, lang) for hop in hops), words["missing"]),
        tuple(
            (
                names[walk.start],
                *_marks(walk, standing),
                hop_label(chains.chain.hop(missing), lang) if missing else "",
            )
            for walk in chains.walks
            for missing in (walk.missing(standing),)
        ),
    )


def _marks(walk: Walk, standing: str) -> list[str]:
    marks = []
    missing = walk.missing(standing)
    for hop in list(walk.reached)[1:]:
        other = _BREAK if hop == missing else _NOTHING
        marks.append(_MARKS.get(walk.narrowest(hop, standing), other))
    return marks


def walk_legend(lang: str, standing: str) -> str:
    """Return what the marks of `walk_table` mean."""
    words = _WORDS[lang]
    shown = STANDINGS[: STANDINGS.index(standing) + 1]
    marks = [f"{_MARKS[name]} {words[name]}" for name in shown]
    return "   ".join([*marks, f"{_BREAK} {words['break']}", f"{_NOTHING} {words['nothing']}"])


def walk_rows(knowledge: Knowledge, chains: Chains, lang: str, standing: str) -> Rows:
    """Return a row for each start for programs: where it breaks, each hop's reading, a path."""
    names = Names(knowledge, lang)
    later = [hop.name for hop in chains.chain.hops[1:]]
    cells: list[tuple[Cell, ...]] = []
    for walk in chains.walks:
        readings = [walk.narrowest(hop, standing) for hop in later]
        start = knowledge.curie(walk.start)
        path = _path(walk, names, standing)
        cells.append((start, names[walk.start], walk.missing(standing), *readings, path))
    return Rows(("start", "label", "missing", *later, "path"), tuple(cells))


def path_table(knowledge: Knowledge, chains: Chains, lang: str, standing: str) -> Rows:
    """Return a row for each start with one path as an example."""
    names = Names(knowledge, lang)
    return Rows(
        (hop_label(chains.chain.hops[0], lang), _WORDS[lang]["path"]),
        tuple((names[walk.start], _path(walk, names, standing)) for walk in chains.walks),
    )


def _path(walk: Walk, names: Names, standing: str) -> str:
    """Return an example path; where a step starts further back, the path is taken up there."""
    parts: list[list[str]] = []
    before = ""
    for step in walk.paths[standing]:
        if step.origin != before or not parts:
            parts.append([names.short(step.origin)] if step.origin else [])
        parts[-1].append(names.short(step.thing))
        before = step.thing
    return "; ".join(" → ".join(part) for part in parts)


def orphan_rows(knowledge: Knowledge, chains: Chains, lang: str, standing: str) -> Rows:
    """Return a row for everything that stands loose: its hop, its id, its name, and how."""
    words, names = _WORDS[lang], Names(knowledge, lang)
    cells: list[tuple[Cell, ...]] = []
    for orphans in chains.orphans(standing):
        hop = hop_label(chains.chain.hop(orphans.hop), lang)
        sides = [(words["no_start"], orphans.no_start)] + [
            (words["no_end"].format(end=hop_label(chains.chain.hop(end), lang)), things)
            for end, things in orphans.no_end.items()
        ]
        cells += [
            (hop, knowledge.curie(thing), names[thing], how)
            for how, some in sides
            for thing in some
        ]
    return Rows((words["hop"], "id", words["thing"], words["loose"]), tuple(cells))


def flow_rows(chains: Chains, lang: str, standing: str) -> Rows:
    """Return a row for each hop and origin: pairs of things that tie them, and starts that pass."""
    words, chain = _WORDS[lang], chains.chain
    return Rows(
        tuple(words[name] for name in ("origin", "hop", "pairs", "starts")),
        tuple(
            (
                hop_label(chain.hop(flow.origin), lang),
                hop_label(chain.hop(flow.hop), lang),
                flow.pairs,
                flow.starts,
            )
            for flow in chains.flows(standing)
        ),
    )
