"""The section on chains: how far each start comes, where it breaks off, and what stands loose."""

from __future__ import annotations

from typing import Final

from samgraph.chains.hops import Chain, Hop, declared_chains
from samgraph.chains.tables import walk_legend, walk_table
from samgraph.chains.text import chain_sentences, hop_label
from samgraph.chains.walking import follow_chain
from samgraph.chains.walks import Chains
from samgraph.discrepancy_phrases import listed
from samgraph.extraction.labels import slug, unused
from samgraph.figures import Hop as Bar
from samgraph.figures import draw_flow
from samgraph.findings import Place
from samgraph.knowledge import Knowledge
from samgraph.numerals import share
from samgraph.places import places
from samgraph.report.chains_phrases import FORMULAE, WORDS
from samgraph.report.coverage_phrases import SIGNS
from samgraph.report.document import (
    Block,
    Figure,
    Highlight,
    Item,
    Listing,
    Paragraph,
    Query,
    Section,
    Table,
)
from samgraph.report.naming import Names, names, standalone
from samgraph.rows import Cell, Rows
from samgraph.terms import SKOS, STANDINGS, sg

_NAMED: Final = 12
"""Loose things of one hop that are named; more are counted."""
_FIRST, _LAST = STANDINGS[0], STANDINGS[-1]


def section(knowledge: Knowledge, lang: str) -> Section:
    """Return every chain that the plan declares; of a plan without one, the packaged chain."""
    words = WORDS[lang]
    every = declared_chains(knowledge)
    own = [chain for chain in every if chain.iri.startswith(knowledge.namespace)]
    said = names(knowledge, lang)
    taken: set[str] = set()
    return Section(
        "chains",
        words["title"],
        (Paragraph(words["intro"]),),
        tuple(
            _chain(follow_chain(knowledge, chain), said, lang, unused(_ident(chain), taken))
            for chain in own or every[:1]
        ),
        formulae=FORMULAE[lang],
    )


def _ident(chain: Chain) -> str:
    return f"chains-{slug(chain.name)}"


def _chain(chains: Chains, said: Names, lang: str, ident: str) -> Section:
    """Return one chain: in sentences, as a figure, start by start, and what stands loose."""
    words, chain, knowledge = WORDS[lang], chains.chain, said.knowledge
    definitions = _definitions(knowledge, chain, lang)
    label = chain.labels.get(lang) or next(iter(chain.labels.values()), chain.name)
    sentences = chain_sentences(knowledge, chains, lang, _LAST)
    blocks: list[Block] = [Listing(tuple(map(Item, sentences)))]
    if _is_silent(chain):
        blocks.append(Paragraph(words["silent"]))
    hops = _hops(chain, definitions, knowledge, lang)
    if not chains.walks:
        return Section(ident, label[:1].upper() + label[1:], (*blocks, hops))
    blocks += [_flow(chains, knowledge, lang, ident), hops, _walks(chains, knowledge, lang)]
    orphans = _orphans(chains, said, lang)
    if orphans.rows.cells:
        blocks.append(orphans)
    return Section(
        ident,
        label[:1].upper() + label[1:],
        tuple(blocks),
        highlights=_highlights(chains, definitions, knowledge, lang),
    )


def _is_silent(chain: Chain) -> bool:
    """Tell whether the chain asks for challenges from signals, which no property ties."""
    return any(
        sg("Challenge") in hop.classes and sg("Signal") in chain.hop(origin).classes
        for hop in chain.hops
        for origin in hop.origins
    )


def _definitions(knowledge: Knowledge, chain: Chain, lang: str) -> dict[str, str]:
    """Return what each hop says of itself, in any language where it says nothing in this one."""
    found: dict[str, str] = {}
    values = " ".join(f"<{hop.iri}>" for hop in chain.hops)
    query = f"SELECT ?hop ?text {{ VALUES ?hop {{ {values} }} ?hop <{SKOS}definition> ?text }}"
    for hop, text in sorted(knowledge.select(query), key=lambda one: one[1].value):
        if hop.value not in found or text.language == lang:
            found[hop.value] = text.value
    return found


def _hops(chain: Chain, definitions: dict[str, str], knowledge: Knowledge, lang: str) -> Table:
    words = WORDS[lang]
    rows = tuple(
        (
            hop_label(hop, lang),
            definitions.get(hop.iri, ""),
            ", ".join(hop_label(chain.hop(origin), lang) for origin in hop.origins),
            len(hop.members),
        )
        for hop in chain.hops
    )
    query = f"""
        SELECT ?order ?hop ?path {{
          ?hop sg:chain <{chain.iri}> ; sg:order ?order OPTIONAL {{ ?hop sg:path ?path }}
        }}
        ORDER BY ?order"""
    header = tuple(words["hop header"].split("|"))
    return Table(words["hops"], Rows(header, rows), (standalone(knowledge, query),))


def _flow(chains: Chains, knowledge: Knowledge, lang: str, ident: str) -> Figure:
    """Return how many chains come as far as each hop, with the SPARQL of every hop."""
    words, chain = WORDS[lang], chains.chain
    bars: list[Bar] = []
    cells: list[tuple[Cell, ...]] = []
    lost = {standing: dict(chains.breaks(standing)) for standing in (_FIRST, _LAST)}
    loose = {one.hop: len(one.no_start) for one in chains.orphans(_LAST)}
    for hop in chain.hops:
        alive, met = chains.alive(hop.name), chains.reach(hop.name)
        reached = len(hop.members) - loose[hop.name]
        label = hop_label(hop, lang)
        bars.append(Bar(label, alive.judged, reached, alive.stated))
        span = f"{met.stated}" if met.stated == met.judged else f"{met.stated}–{met.judged}"
        cells.append(
            (
                label,
                alive.stated,
                alive.judged,
                *(lost[standing].get(hop.name, 0) for standing in (_FIRST, _LAST)),
                f"{span}/{met.total}",
                f"{reached}/{len(hop.members)}",
            )
        )
    start = hop_label(chain.hops[0], lang)
    caption = words["figure"].format(n=len(chains.walks), start=start)
    picture = draw_flow(caption, words["described"], bars, lang, f"figure-{ident}")
    table = Table(
        caption,
        Rows(tuple(words["flow header"].split("|")), tuple(cells)),
        tuple(_hop_query(chain, hop, knowledge, lang) for hop in chain.hops[1:]),
    )
    return Figure(caption, (picture,), table)


def _hop_query(chain: Chain, hop: Hop, knowledge: Knowledge, lang: str) -> Query:
    origins = listed(lang, [f"“{hop_label(chain.hop(one), lang)}”" for one in hop.origins])
    title = WORDS[lang]["hop query"].format(origins=origins, hop=hop_label(hop, lang))
    query = f"SELECT DISTINCT ?origin ?thing {{ ?origin {hop.path} ?thing }}"
    return standalone(knowledge, query, title)


def _walks(chains: Chains, knowledge: Knowledge, lang: str) -> Table:
    """Return a row for each start, with a sign for each hop and where it breaks."""
    words, chain = WORDS[lang], chains.chain
    rows = walk_table(knowledge, chains, lang, _LAST)

    def broken(missing: str) -> str:
        return hop_label(chain.hop(missing), lang) if missing else words["nowhere"]

    cells = tuple(
        (*signs, broken(walk.missing(_FIRST)), broken(walk.missing(_LAST)))
        for (*signs, _), walk in zip(rows.cells, chains.walks, strict=True)
    )
    legend = walk_legend(lang, _LAST)
    meanings = dict(part.split(" ", 1) for part in legend.split("   "))
    values = " ".join(f"<{class_}>" for class_ in chain.hops[0].classes)
    query = f"SELECT DISTINCT ?start {{ VALUES ?class {{ {values} }} ?start a ?class }}"
    return Table(
        words["walks"],
        Rows((*rows.header[:-1], words["breaks stated"], words["breaks judged"]), cells),
        (standalone(knowledge, f"{query} ORDER BY ?start", words["start query"]),),
        words={**SIGNS[lang], **meanings},
        note=f"{legend.replace('   ', ', ')}. {words['note']}",
    )


def _orphans(chains: Chains, said: Names, lang: str) -> Table:
    """Return what no start leads to, and what leads to no end, hop by hop."""
    words, chain = WORDS[lang], chains.chain
    cells: list[tuple[Cell, ...]] = []
    for orphans in chains.orphans(_LAST):
        hop = chain.hop(orphans.hop)
        sides = [(words["no start"], orphans.no_start)] + [
            (words["no end"].format(end=hop_label(chain.hop(end), lang)), things)
            for end, things in orphans.no_end.items()
        ]
        cells += [
            (
                hop_label(hop, lang),
                how,
                len(things),
                len(hop.members),
                said.quoted([said.name(thing) for thing in things], lang, _NAMED),
            )
            for how, things in sides
            if things
        ]
    rows = Rows(tuple(words["orphan header"].split("|")), tuple(cells))
    return Table(words["orphans"], rows, note=words["note"])


def _highlights(
    chains: Chains, definitions: dict[str, str], knowledge: Knowledge, lang: str
) -> tuple[Highlight, ...]:
    """Return what share of the chains runs through, and where most of them break."""
    words, chain, whole = WORDS[lang], chains.chain, chains.interval()
    if whole.judged == whole.total:
        return ()
    most = ""
    breaks = chains.breaks(_LAST)
    if breaks and (len(breaks) == 1 or breaks[0][1] > breaks[1][1]):
        hop = chain.hop(breaks[0][0])
        about = definitions.get(hop.iri, "").partition(". ")[0].rstrip(".")
        most = words["most" if about else "most bare"].format(
            top=breaks[0][1],
            broken=whole.total - whole.judged,
            hop=hop_label(hop, lang),
            definition=f"{about[:1].lower()}{about[1:]}",
        )
    text = words["highlight"].format(
        n=whole.total,
        start=hop_label(chain.hops[0], lang),
        end=hop_label(chain.hops[-1], lang),
        through=words["through same" if whole.stated == whole.judged else "through"].format(
            stated=f"{whole.stated} ({share(whole.stated, whole.total)})",
            judged=f"{whole.judged} ({share(whole.judged, whole.total)})",
        ),
        most=most,
    )
    where = _where(knowledge, chain.hops[0])
    return (Highlight("chain", 3, text, where, words["head"]),)


def _where(knowledge: Knowledge, hop: Hop) -> tuple[Place, ...]:
    """Return where the source speaks of what a chain starts from: one stretch for each section."""
    stretches: dict[str, Place] = {}
    for some in places(knowledge, hop.members).values():
        for place in some:
            known = stretches.get(place.section, place)
            stretches[place.section] = Place(
                min(known.from_line, place.from_line),
                max(known.to_line, place.to_line),
                place.section,
            )
    return tuple(sorted(stretches.values()))
