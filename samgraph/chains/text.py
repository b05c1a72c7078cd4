"""Chains in sentences, in Dutch and English."""

from __future__ import annotations

from samgraph.chains.hops import Hop
from samgraph.chains.walks import Chains, Orphans
from samgraph.coverage import Interval
from samgraph.discrepancy_phrases import listed
from samgraph.knowledge import Knowledge
from samgraph.names import Names
from samgraph.terms import STANDINGS

_MOST_NAMED = 5
"""Things that a sentence names before it counts the rest."""

_SENTENCES = {
    "nl": {
        "empty": "Het plan heeft niets bij “{start}”: er is geen keten om te volgen.",
        "chain": "de ene keten",
        "chains": "de {total} ketens",
        "through": "Van {chains} vanaf “{start}” loopt {low} helemaal door op wat het plan zelf "
        "zegt, en {high} als ook oordelen meetellen ({stated} en {judged}).",
        "through same": "Van {chains} vanaf “{start}” loopt {low} helemaal door, in elke lezing "
        "({stated}).",
        "ends": "Met of zonder ontbrekende schakel onderweg bereikt {ends}.",
        "first end": "{share} van de ketens “{end}”",
        "end": "{share} “{end}”",
        "stated": "Als enkel telt wat het plan zegt",
        "derived": "Als ook telt wat uit het plan volgt",
        "judged": "Als ook oordelen meetellen",
        "unbroken": "{reading}, breekt geen enkele keten af.",
        "broken only": "{reading}, breekt {chains} af, bij {hops}.",
        "broken one": "{reading}, breekt 1 van {chains} af, bij {hops}.",
        "broken all": "{reading}, breken {broken} van {chains} af, alle bij {hops}.",
        "broken most": "{reading}, breken {broken} van {chains} af, de meeste bij {hops} ({top}).",
        "broken even": "{reading}, breken {broken} van {chains} af, het vaakst bij {hops} (elk "
        "{top}).",
        "no members": "Bij “{hop}” heeft het plan niets: daar kan geen keten langs.",
        "none": "Vanaf “{start}” leidt niets naar “{hop}”.",
        "some": "Vanaf “{start}” leidt niets naar {number} van de {total} bij “{hop}”: {names}.",
        "more": "en nog {rest}",
    },
    "en": {
        "empty": "The plan has nothing at “{start}”: there is no chain to follow.",
        "chain": "the one chain",
        "chains": "the {total} chains",
        "through": "Of {chains} from “{start}”, {low} run all the way through on what the plan "
        "itself says, and {high} if judgements count too ({stated} and {judged}).",
        "through same": "Of {chains} from “{start}”, {low} run all the way through, in every "
        "reading ({stated}).",
        "ends": "With or without a missing hop on the way, {ends}.",
        "first end": "{share} of the chains reach “{end}”",
        "end": "{share} “{end}”",
        "stated": "If only what the plan says counts",
        "derived": "If what follows from the plan counts too",
        "judged": "If judgements count too",
        "unbroken": "{reading}, no chain breaks.",
        "broken only": "{reading}, {chains} breaks, at {hops}.",
        "broken one": "{reading}, 1 of {chains} breaks, at {hops}.",
        "broken all": "{reading}, {broken} of {chains} break, all at {hops}.",
        "broken most": "{reading}, {broken} of {chains} break, most at {hops} ({top}).",
        "broken even": "{reading}, {broken} of {chains} break, most often at {hops} ({top} each).",
        "no members": "At “{hop}” the plan has nothing: no chain can pass there.",
        "none": "From “{start}” nothing leads to “{hop}”.",
        "some": "From “{start}” nothing leads to {number} of the {total} at “{hop}”: {names}.",
        "more": "and {rest} more",
    },
}


def chain_sentences(
    knowledge: Knowledge, chains: Chains, lang: str = "nl", standing: str = "judged"
) -> tuple[str, ...]:
    """Return in sentences how many chains run through, where most break, and what is not reached.

    The first ones give every share from what is stated to what is also judged; where chains break
    and what they do not reach is said for one reading.
    """
    say, hops = _SENTENCES[lang], chains.chain.hops
    start, total = hop_label(hops[0], lang), len(chains.walks)
    if not total:
        return (say["empty"].format(start=start),)
    names = Names(knowledge, lang)
    return (
        _through(chains, lang, start),
        _ends(chains, lang),
        *(_breaks(chains, lang, reading) for reading in dict.fromkeys((STANDINGS[0], standing))),
        *(
            _unreached(chains, orphans, names, lang)
            for orphans in chains.orphans(standing)[1:]
            if orphans.no_start or not chains.chain.hop(orphans.hop).members
        ),
    )


def _through(chains: Chains, lang: str, start: str) -> str:
    interval = chains.interval()
    key = "through same" if interval.stated == interval.judged else "through"
    return _SENTENCES[lang][key].format(
        chains=_counted(chains, lang),
        start=start,
        low=f"{100 * interval.share('stated'):.0f}%",
        high=f"{100 * interval.share('judged'):.0f}%",
        stated=interval.stated,
        judged=interval.judged,
    )


def _ends(chains: Chains, lang: str) -> str:
    say = _SENTENCES[lang]
    said = [
        say["end" if number else "first end"].format(
            end=hop_label(chains.chain.hop(end), lang), share=_share(chains.reach(end))
        )
        for number, end in enumerate(chains.chain.ends)
    ]
    return say["ends"].format(ends=listed(lang, said))


def _breaks(chains: Chains, lang: str, standing: str) -> str:
    say, breaks = _SENTENCES[lang], chains.breaks(standing)
    broken, top = sum(number for _, number in breaks), breaks[0][1] if breaks else 0
    where = [name for name, number in breaks if number == top]
    if not breaks:
        key = "unbroken"
    elif len(chains.walks) == 1:
        key = "broken only"
    elif len(breaks) == 1:
        key = "broken one" if broken == 1 else "broken all"
    else:
        key = "broken most" if len(where) == 1 else "broken even"
    return say[key].format(
        reading=say[standing],
        broken=broken,
        chains=_counted(chains, lang),
        hops=listed(lang, [f"“{hop_label(chains.chain.hop(name), lang)}”" for name in where]),
        top=top,
    )


def _unreached(chains: Chains, orphans: Orphans, names: Names, lang: str) -> str:
    say, hop = _SENTENCES[lang], chains.chain.hop(orphans.hop)
    number, total = len(orphans.no_start), len(hop.members)
    key = "no members" if not total else "none" if number == total else "some"
    some = [f"“{names[thing]}”" for thing in orphans.no_start[:_MOST_NAMED]]
    named = listed(lang, some)
    if number > len(some):
        named = f"{', '.join(some)} {say['more'].format(rest=number - len(some))}"
    return say[key].format(
        start=hop_label(chains.chain.hops[0], lang),
        hop=hop_label(hop, lang),
        number=number,
        total=total,
        names=named,
    )


def _counted(chains: Chains, lang: str) -> str:
    total = len(chains.walks)
    return _SENTENCES[lang]["chain" if total == 1 else "chains"].format(total=total)


def _share(interval: Interval) -> str:
    """Return an interval as a percentage, or as two where the readings differ."""
    low, high = (f"{100 * interval.share(name):.0f}" for name in ("stated", "judged"))
    return f"{low}%" if low == high else f"{low}–{high}%"


def hop_label(hop: Hop, lang: str) -> str:
    """Return the label of a hop, in any language where it has none in this one."""
    return hop.labels.get(lang) or next(iter(hop.labels.values()), hop.name)
