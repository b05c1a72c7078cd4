"""Chains as tables, in Dutch and English."""

from __future__ import annotations

from samgraph.chains.text import hop_label
from samgraph.chains.walks import Chains, Walk
from samgraph.knowledge import Knowledge
from samgraph.names import Names
from samgraph.records import contested_pairs
from samgraph.rows import Cell, Rows
from samgraph.terms import STANDINGS

_MARKS = {"stated": "■", "derived": "◆", "judged": "◇"}
_BREAK, _NOTHING = "×", "·"
_DISPUTED = "!"

_WORDS = {
    "nl": {
        "stated": "gesteld",
        "derived": "afgeleid",
        "judged": "beoordeeld",
        "break": "hier breekt de keten",
        "nothing": "ook hier niets",
        "contested": "betwist",
        "disputed": "breekt, of in een ruimere lezing, zonder betwiste koppelingen",
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
        "contested": "contested",
        "disputed": "breaks, or holds in a wider reading only, without contested links",
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


def walk_table(
    knowledge: Knowledge,
    chains: Chains,
    lang: str,
    standing: str,
    undisputed: Chains | None = None,
) -> Rows:
    """Return a row for each start, with a mark for each hop: how it is reached, if it is.

    A hop that `undisputed`, the same chain without contested links, reaches in a wider reading or
    not at all is marked too.
    """
    words, names = _WORDS[lang], Names(knowledge, lang)
    hops = chains.chain.hops
    others = undisputed.walks if undisputed else chains.walks
    return Rows(
        (*(hop_label(hop, lang) for hop in hops), words["missing"]),
        tuple(
            (
                names[walk.start],
                *_marks(walk, other, standing),
                hop_label(chains.chain.hop(missing), lang) if missing else "",
            )
            for walk, other in zip(chains.walks, others, strict=True)
            for missing in (walk.missing(standing),)
        ),
    )


def _marks(walk: Walk, other: Walk, standing: str) -> list[str]:
    marks = []
    missing = walk.missing(standing)
    for hop in list(walk.reached)[1:]:
        empty = _BREAK if hop == missing else _NOTHING
        found = walk.narrowest(hop, standing)
        mark = _MARKS.get(found, empty)
        marks.append(mark + (_DISPUTED if other.narrowest(hop, standing) != found else ""))
    return marks


def walk_legend(lang: str, standing: str, *, disputed: bool = False) -> str:
    """Return what the marks of `walk_table` mean, with that for contested links if `disputed`."""
    words = _WORDS[lang]
    shown = STANDINGS[: STANDINGS.index(standing) + 1]
    marks = [f"{_MARKS[name]} {words[name]}" for name in shown]
    marks += [f"{_BREAK} {words['break']}", f"{_NOTHING} {words['nothing']}"]
    return "   ".join([*marks, *[f"{_DISPUTED} {words['disputed']}"] * disputed])


def walk_rows(knowledge: Knowledge, chains: Chains, lang: str, standing: str) -> Rows:
    """Return a row for each start for programs: where it breaks, each hop's reading, a path."""
    names = Names(knowledge, lang)
    contested = _Contested(knowledge, lang)
    later = [hop.name for hop in chains.chain.hops[1:]]
    cells: list[tuple[Cell, ...]] = []
    for walk in chains.walks:
        readings = [walk.narrowest(hop, standing) for hop in later]
        start = knowledge.curie(walk.start)
        path = _path(walk, names, standing, contested)
        cells.append((start, names[walk.start], walk.missing(standing), *readings, path))
    return Rows(("start", "label", "missing", *later, "path"), tuple(cells))


def path_table(knowledge: Knowledge, chains: Chains, lang: str, standing: str) -> Rows:
    """Return a row for each start with one path as an example."""
    names, contested = Names(knowledge, lang), _Contested(knowledge, lang)
    return Rows(
        (hop_label(chains.chain.hops[0], lang), _WORDS[lang]["path"]),
        tuple(
            (names[walk.start], _path(walk, names, standing, contested)) for walk in chains.walks
        ),
    )


class _Contested:
    """What is written behind a thing to which only contested links lead."""

    def __init__(self, knowledge: Knowledge, lang: str) -> None:
        self._pairs = contested_pairs(knowledge)
        self._mark = f" ({_WORDS[lang]['contested']})"

    def mark(self, origin: str, thing: str) -> str:
        return self._mark if frozenset((origin, thing)) in self._pairs else ""


def _path(walk: Walk, names: Names, standing: str, contested: _Contested) -> str:
    """Return an example path; where a step starts further back, the path is taken up there."""
    parts: list[list[str]] = []
    before = ""
    for step in walk.paths[standing]:
        if step.origin != before or not parts:
            parts.append([names.short(step.origin)] if step.origin else [])
        parts[-1].append(names.short(step.thing) + contested.mark(step.origin, step.thing))
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
