"""Chains are followed by hand on a small plan: how far, from where, along which declaration."""

from __future__ import annotations

import random
from itertools import pairwise

import pyoxigraph as ox
import pytest
from tinyplan import NS, Tiny

from samgraph.chains.hops import Chain, declared_chains, find_chain
from samgraph.chains.tables import flow_rows, orphan_rows, path_table, walk_rows, walk_table
from samgraph.chains.text import chain_sentences
from samgraph.chains.walking import follow_chain
from samgraph.chains.walks import Chains, Flow, Walk
from samgraph.coverage import Interval
from samgraph.errors import SamgraphError
from samgraph.knowledge import Knowledge
from samgraph.terms import STANDINGS, sg

LINKS = """
    t:bench; sg:concerns; t:loneliness; sg:stated; t:p-all
    t:time; sg:concerns; t:health; sg:judged; t:p-all; It takes time.; Het kost tijd.
    t:quiet; sg:concerns; t:stress; sg:stated; t:p-all
    t:O2; sg:addresses; t:health; sg:judged; t:p-all; Reading heals.; Lezen heelt.
"""
"""One request that leads all the way, two signals that get further with each judgement."""

ANSWER = """
t:chain-answer a sg:Chain ;
    skos:prefLabel "van signaal naar antwoord"@nl, "from signal to answer"@en .
"""
HOPS = """\
id,a,skos:prefLabel@nl,skos:prefLabel@en,sg:chain,sg:order,sg:ofClass,sg:origin,sg:path
t:hop-signal,sg:Hop,signaal,signal,t:chain-answer,10,sg:Signal,,
t:hop-answer,sg:Hop,antwoord,answer,t:chain-answer,20,sg:Goal|sg:ResultArea,t:hop-signal,^sg:addresses
"""


def add_links(tiny: Tiny, rows: str = LINKS) -> None:
    for row in rows.strip().splitlines():
        tiny.add_link(row)


def local(iris: object) -> list[str]:
    """Return IRIs of the small plan as local names."""
    return [str(iri).removeprefix(NS) for iri in iris]  # type: ignore[attr-defined]


def walk_of(chains: Chains, start: str) -> Walk:
    (found,) = [walk for walk in chains.walks if walk.start == NS + start]
    return found


def reached(walk: Walk) -> dict[str, dict[str, str]]:
    return {
        hop: {thing.removeprefix(NS): standing for thing, standing in things.items()}
        for hop, things in walk.reached.items()
    }


@pytest.fixture
def followed(tiny: Tiny) -> Chains:
    """Return the packaged chain over the small plan with its links."""
    add_links(tiny)
    return follow_chain(tiny.build())


def test_a_walk_reaches_what_the_paths_lead_to(followed: Chains) -> None:
    """From the bench the chain runs through theme, goal, task, result area, partner and figure."""
    assert reached(walk_of(followed, "bench")) == {
        "signal": {"bench": "stated"},
        "theme": {"loneliness": "stated"},
        "goal": {"S1": "stated"},
        "operational-goal": {"O1": "stated"},
        "core-task": {"meeting": "stated"},
        "result-area": {"garden": "stated"},
        "partner": {"school": "stated"},
        "figure": {"alone": "stated"},
    }


def test_a_thing_has_the_narrowest_reading_in_which_the_whole_way_holds(followed: Chains) -> None:
    """What is behind a judged link is judged, though the links after it are stated."""
    assert reached(walk_of(followed, "time")) == {
        "signal": {"time": "stated"},
        "theme": {"health": "judged"},
        "goal": {"S2": "judged"},
        "operational-goal": {"O2": "judged"},
        "core-task": {"meeting": "judged", "teaching": "judged"},
        "result-area": {},
        "partner": {"shops": "judged"},
        "figure": {},
    }


def test_a_coarser_theme_counts_and_a_finer_one_does_not(tiny: Tiny) -> None:
    """A signal on stress reaches health above it; one on health does not reach stress."""
    add_links(tiny, "t:quiet; sg:concerns; t:stress; sg:stated; t:p-all")
    add_links(tiny, "t:time; sg:concerns; t:health; sg:stated; t:p-all")
    found = follow_chain(tiny.build())
    assert local(walk_of(found, "quiet").at("theme", "stated")) == ["health", "stress"]
    assert local(walk_of(found, "time").at("theme", "stated")) == ["health"]


def test_a_part_counts_for_its_whole(tiny: Tiny) -> None:
    """What an item of a request is about, the request is about too, and not the other way."""
    add_links(tiny, "t:bench-wood; sg:concerns; t:loneliness; sg:stated; t:p-all")
    found = follow_chain(tiny.build())
    assert walk_of(found, "bench").complete("stated")
    add_links(tiny, "t:bench; sg:concerns; t:health; sg:stated; t:p-all")
    found = follow_chain(tiny.build())
    assert local(walk_of(found, "bench-wood").at("theme", "stated")) == ["loneliness"]


def test_a_signal_reaches_a_challenge_only_by_way_of_a_theme(tiny: Tiny) -> None:
    """No property leads from a signal to a challenge; a theme that is one does."""
    add_links(tiny)
    before = follow_chain(tiny.build())
    assert "heat" not in local(walk_of(before, "bench").at("theme", "judged"))
    add_links(tiny, "t:loneliness; skos:exactMatch; t:heat; sg:stated; t:p-all")
    after = follow_chain(tiny.build())
    assert "heat" in local(walk_of(after, "bench").at("theme", "stated"))


def test_a_goal_may_answer_the_signal_itself(tiny: Tiny) -> None:
    """The first missing hop is the theme, although the goal and what follows are reached."""
    add_links(tiny, "t:O2; sg:addresses; t:rules; sg:stated; t:p-all")
    found = walk_of(follow_chain(tiny.build()), "rules")
    assert found.missing("stated") == "theme"
    assert local(found.at("goal", "stated")) == ["S2"]


def test_the_first_missing_hop_depends_on_the_reading(followed: Chains) -> None:
    """Each signal breaks off where nothing is reached for the first time."""
    breaks = {
        walk.start.removeprefix(NS): [walk.missing(standing) for standing in STANDINGS]
        for walk in followed.walks
    }
    assert breaks == {
        "bench": ["", "", ""],
        "bench-wood": ["theme"] * 3,
        "quiet": ["goal", "goal", "result-area"],
        "rules": ["theme"] * 3,
        "time": ["theme", "theme", "result-area"],
    }
    assert followed.breaks("stated") == (("theme", 3), ("goal", 1))
    assert followed.breaks("judged") == (("theme", 2), ("result-area", 2))


def test_shares_are_intervals_over_all_starts(followed: Chains) -> None:
    """Complete chains, and chains that come to a hop with or without a break before it."""
    assert followed.interval() == Interval(1, 1, 1, 5)
    assert followed.reach("theme") == Interval(2, 2, 3, 5)
    assert followed.reach("partner") == Interval(1, 1, 3, 5)
    assert followed.alive("signal") == Interval(5, 5, 5, 5)
    assert followed.alive("core-task") == Interval(1, 1, 3, 5)
    assert followed.alive("partner") == Interval(1, 1, 1, 5)


def test_flows_count_pairs_and_starts(followed: Chains) -> None:
    """A Sankey is drawn from how many pairs tie two hops, and how many starts pass."""
    flows = {(flow.origin, flow.hop): flow for flow in followed.flows("judged")}
    # bench → loneliness, time → health, quiet → stress and health
    assert flows["signal", "theme"] == Flow("signal", "theme", 4, 3)
    # loneliness → S1, health → S2
    assert flows["theme", "goal"] == Flow("theme", "goal", 2, 3)
    assert flows["signal", "goal"] == Flow("signal", "goal", 0, 0)
    # S2 has O2 for two starts, S1 has O1 for one
    assert flows["goal", "operational-goal"] == Flow("goal", "operational-goal", 2, 3)
    assert flows["operational-goal", "partner"] == Flow("operational-goal", "partner", 1, 2)
    assert flows["theme", "figure"] == Flow("theme", "figure", 1, 1)
    assert len(followed.flows("stated")) == len(flows)


def test_orphans_are_found_from_both_ends(followed: Chains) -> None:
    """What no start leads to, and what leads to no end, in one reading."""
    orphans = {one.hop: one for one in followed.orphans("stated")}
    assert local(orphans["signal"].no_start) == []
    assert local(orphans["goal"].no_start) == ["S2"]
    assert local(orphans["partner"].no_start) == ["shops"]
    assert orphans["figure"].no_start == ()
    assert local(orphans["core-task"].no_start) == ["teaching"]
    assert orphans["partner"].no_end == {}
    assert orphans["core-task"].no_end == {}
    # the school works on the theme and supports no goal; S2 carries out a task by O2
    assert {end: local(some) for end, some in orphans["goal"].no_end.items()} == {
        "core-task": [],
        "partner": ["S1", "S2"],
    }
    assert {end: local(some) for end, some in orphans["signal"].no_end.items()} == {
        "core-task": ["quiet", "rules", "bench-wood", "time"],
        "partner": ["quiet", "rules", "bench-wood", "time"],
        "figure": ["quiet", "rules", "bench-wood", "time"],
    }
    judged = {one.hop: one for one in followed.orphans("judged")}
    assert local(judged["goal"].no_end["partner"]) == ["S1"]
    assert judged["partner"].no_start == ()


def test_an_example_path_can_be_followed(followed: Chains) -> None:
    """Each step starts at an earlier one, on the same path where it can."""
    steps = walk_of(followed, "bench").paths["stated"]
    said = [(one.hop, *local([one.thing, one.origin]), one.standing) for one in steps]
    assert said == [
        ("signal", "bench", "", "stated"),
        ("theme", "loneliness", "bench", "stated"),
        ("goal", "S1", "loneliness", "stated"),
        ("operational-goal", "O1", "S1", "stated"),
        ("core-task", "meeting", "O1", "stated"),
        ("result-area", "garden", "O1", "stated"),
        ("partner", "school", "loneliness", "stated"),
        ("figure", "alone", "loneliness", "stated"),
    ]
    assert [one.hop for one in walk_of(followed, "time").paths["stated"]] == ["signal"]
    judged = [one.hop for one in walk_of(followed, "time").paths["judged"]]
    assert judged == ["signal", "theme", "goal", "operational-goal", "core-task", "partner"]


def test_a_contested_link_can_be_left_out(tiny: Tiny) -> None:
    """Without contested links the walk is shorter."""
    from samgraph.building import build

    add_links(tiny)
    text = tiny.text("links.csv")
    row = next(one for one in text.splitlines() if one.startswith("t:bench,sg:concerns"))
    tiny.write("links.csv", text.replace(row, row.removesuffix("sg:accepted") + "sg:contested"))
    assert follow_chain(build(tiny.folder)).interval().stated == 1
    assert follow_chain(build(tiny.folder, contested=False)).interval().stated == 0


def test_a_contested_link_is_marked_where_the_chain_goes_over_it(tiny: Tiny) -> None:
    """The hop that hangs on it has a mark, and the path says behind which thing."""
    from samgraph.building import build

    add_links(tiny)
    tiny.contest("t:bench,sg:concerns,t:loneliness")
    knowledge = tiny.build()
    found, other = follow_chain(knowledge), follow_chain(build(tiny.folder, contested=False))
    rows = {row[0]: row for row in walk_table(knowledge, found, "en", "stated", other).cells}
    assert rows["a bench"][1:4] == ("■!", "■!", "■!")
    assert rows["few visits"][1] == "■"
    path = {row[0]: row[1] for row in path_table(knowledge, found, "en", "stated").cells}
    assert str(path["a bench"]).startswith("a bench → loneliness (contested) → ")
    nl = {row[0]: row[1] for row in path_table(knowledge, found, "nl", "stated").cells}
    assert "eenzaamheid (betwist) → " in str(nl["een bank"])
    assert "contested" not in str(path["few visits"])


# A chain of the plan's own


def test_a_plan_declares_a_chain_in_its_tables(tiny: Tiny) -> None:
    """A chain in a table of hops is asked about before the packaged one, without any code."""
    tiny.add("plan.ttl", ANSWER)
    tiny.write("hops.csv", HOPS)
    add_links(tiny, "t:garden; sg:addresses; t:time; sg:stated; t:p-all")
    add_links(tiny, "t:O2; sg:addresses; t:rules; sg:judged; t:p-all; It helps.; Het helpt.")
    knowledge = tiny.build()
    assert [chain.name for chain in declared_chains(knowledge)] == ["answer", "signal-to-figure"]
    chain = find_chain(knowledge)
    assert [(hop.name, hop.origins) for hop in chain.hops] == [
        ("signal", ()),
        ("answer", ("signal",)),
    ]
    assert chain.ends == ("answer",)
    assert follow_chain(knowledge).interval() == Interval(1, 1, 2, 5)
    assert follow_chain(knowledge, find_chain(knowledge, "signal-to-figure")).chain != chain
    (sentence, *_) = chain_sentences(knowledge, follow_chain(knowledge), "en")
    assert sentence == (
        "Of the 5 chains from “signal”, 20% run all the way through on what the plan itself says, "
        "and 40% if judgements count too (1 and 2)."
    )


def test_a_plan_may_add_a_hop_to_the_packaged_chain(tiny: Tiny) -> None:
    """A hop that names the packaged chain is one of its hops."""
    tiny.add(
        "plan.ttl",
        "@prefix sgch: <https://w3id.org/samgraph/chains#> .\n"
        't:hop-category a sg:Hop ; skos:prefLabel "categorie"@nl, "category"@en ;\n'
        "  sg:chain sgch:signal-to-figure ; sg:order 9 ; sg:ofClass sg:PartnerCategory ;\n"
        '  sg:origin sgch:partner ; sg:path "sg:inCategory" .\n',
    )
    add_links(tiny)
    found = follow_chain(tiny.build())
    assert local(walk_of(found, "bench").at("category", "stated")) == ["local"]


def test_every_plan_has_the_packaged_chain(tiny: Tiny) -> None:
    """Without a declaration the chain goes from signal to figure, every hop labelled twice."""
    chain = find_chain(tiny.build())
    assert [hop.name for hop in chain.hops] == [
        "signal", "theme", "goal", "operational-goal", "core-task", "result-area", "partner",
        "figure",
    ]  # fmt: skip
    assert chain.ends == ("core-task", "partner", "figure")
    assert all(set(hop.labels) == {"nl", "en"} for hop in chain.hops)
    assert local(chain.hop("goal").members) == ["S1", "S2"]


BROKEN = {
    "no order": (",10,sg:Signal", ",,sg:Signal", "hop signal: sg:order is missing"),
    "one order twice": (",20,sg:Goal", ",10,sg:Goal", "two hops have the same order"),
    "a later origin": (",20,sg:Goal", ",5,sg:Goal", '"t:hop-signal" is no earlier hop'),
    "no class": ("sg:Signal,,", ",,", "hop signal: the hop has no sg:ofClass"),
    "no path": ("^sg:addresses", "", "hop answer: the hop has 0 values for sg:path, and needs 1"),
    "no path at all": ("^sg:addresses", "?x . ?y sg:a", '"?x . ?y sg:a" is no SPARQL property'),
    "a start with a path": ("sg:Signal,,", "sg:Signal,,sg:raises", "hop signal: the hop has 1"),
    "no origin": ("t:hop-signal,^sg:addresses", ",", "2 hops, and 2 of them start nowhere"),
    "a second start": ("t:hop-answer,sg:Hop", "t:hop-signal2,sg:Hop", ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_declaration_is_said_to_be_one(tiny: Tiny, name: str) -> None:
    """What is wrong with a chain comes with its hop, before anything is followed."""
    old, new, says = BROKEN[name]
    tiny.add("plan.ttl", ANSWER)
    assert HOPS.count(old) == 1
    tiny.write("hops.csv", HOPS.replace(old, new))
    knowledge = tiny.build()
    if not says:
        assert [hop.name for hop in find_chain(knowledge).hops] == ["signal", "signal2"]
        return
    with pytest.raises(SamgraphError) as caught:
        declared_chains(knowledge)
    assert says in str(caught.value)
    assert "hint" in str(caught.value)


def test_all_faults_of_all_chains_come_at_once(tiny: Tiny) -> None:
    """Two broken hops are two faults of one message."""
    tiny.add("plan.ttl", ANSWER)
    tiny.write("hops.csv", HOPS.replace("^sg:addresses", "").replace(",10,sg:Signal", ",10,"))
    with pytest.raises(SamgraphError) as caught:
        declared_chains(tiny.build())
    assert len(caught.value.faults) == 2


def test_a_path_that_the_engine_refuses_is_no_stack_trace(tiny: Tiny) -> None:
    """A path of allowed characters that does not parse names its hop."""
    tiny.add("plan.ttl", ANSWER)
    tiny.write("hops.csv", HOPS.replace("^sg:addresses", "^^sg:addresses/"))
    with pytest.raises(SamgraphError, match=r"hop answer: .* is no SPARQL property path"):
        follow_chain(tiny.build())


def test_a_path_that_never_matches_breaks_every_chain(tiny: Tiny) -> None:
    """A property that nobody uses is no error: every chain breaks there."""
    tiny.add("plan.ttl", ANSWER)
    tiny.write("hops.csv", HOPS.replace("^sg:addresses", "t:nothing"))
    knowledge = tiny.build()
    found = follow_chain(knowledge)
    assert found.interval() == Interval(0, 0, 0, 5)
    assert chain_sentences(knowledge, found, "en") == (
        "Of the 5 chains from “signal”, 0% run all the way through, in every reading (0).",
        "With or without a missing hop on the way, 0% of the chains reach “answer”.",
        "If only what the plan says counts, 5 of the 5 chains break, all at “answer”.",
        "If judgements count too, 5 of the 5 chains break, all at “answer”.",
        "From “signal” nothing leads to “answer”.",
    )


def test_an_unknown_chain_and_an_unknown_hop_have_a_near_match(tiny: Tiny) -> None:
    """A name that is wrong is answered with one that is right."""
    knowledge = tiny.build()
    with pytest.raises(SamgraphError, match="did you mean signal-to-figure"):
        find_chain(knowledge, "signal-to-figures")
    with pytest.raises(SamgraphError, match="did you mean partner"):
        find_chain(knowledge).hop("partners")


# In words and rows


def test_sentences_say_how_many_where_and_what(tiny: Tiny) -> None:
    """The sentences hold the counts made by hand, in both languages."""
    add_links(tiny)
    knowledge = tiny.build()
    found = follow_chain(knowledge)
    assert chain_sentences(knowledge, found, "nl") == (
        "Van de 5 ketens vanaf “signaal” loopt 20% helemaal door, in elke lezing (1).",
        "Met of zonder ontbrekende schakel onderweg bereikt 20–60% van de ketens “kernopdracht”, "
        "20–60% “partner” en 20% “cijfer”.",
        "Als enkel telt wat het plan zegt, breken 4 van de 5 ketens af, de meeste bij “thema, "
        "uitdaging of terrein” (3).",
        "Als ook oordelen meetellen, breken 4 van de 5 ketens af, het vaakst bij “thema, uitdaging "
        "of terrein” en “resultaatsgebied” (elk 2).",
        "Vanaf “signaal” leidt niets naar 3 van de 6 bij “thema, uitdaging of terrein”: "
        "“vergrijzing”, “hitte” en “jeugdwerk”.",
    )
    english = chain_sentences(knowledge, found, "en", "stated")
    assert english[2] == (
        "If only what the plan says counts, 4 of the 5 chains break, most at “theme, challenge or "
        "field” (3)."
    )
    assert english[-1] == "From “signal” nothing leads to 1 of the 2 at “partner”: “shops”."


def test_more_things_than_a_sentence_holds_are_counted(tiny: Tiny) -> None:
    """Five are named, the others counted."""
    knowledge = tiny.build()
    said = chain_sentences(knowledge, follow_chain(knowledge), "en")
    assert any(one.endswith("and 1 more.") or "nothing leads to “" in one for one in said)
    for number in range(4):
        tiny.add("themes.csv", f"t:x{number},sg:Theme,x{number},x{number},o,o,t:p-all,\n")
    add_links(tiny)
    knowledge = tiny.build()
    said = chain_sentences(knowledge, follow_chain(knowledge), "en")
    (sentence,) = [one for one in said if "challenge or field”: " in one]
    assert "7 of the 10" in sentence
    assert sentence.endswith("and 2 more.")


def test_rows_say_the_same_as_the_walks(followed: Chains, tiny: Tiny) -> None:
    """Tables have a row a start; marks tell readings and the break apart."""
    knowledge = tiny.build()
    table = walk_table(knowledge, followed, "en", "judged")
    by_start = {row[0]: row[1:] for row in table.cells}
    assert by_start["a bench"] == ("■",) * 7 + ("",)
    assert by_start["time"] == ("◇", "◇", "◇", "◇", "×", "◇", "·", "result area")
    rows = walk_rows(knowledge, followed, "en", "judged")
    assert rows.header[:4] == ("start", "label", "missing", "theme")
    (bench,) = [row for row in rows.cells if row[0] == "t:bench"]
    assert bench[-1] == (
        "a bench → loneliness → S1 → O1 → meeting; O1 → the garden; loneliness → the school; "
        "loneliness → people living alone"
    )
    assert len(path_table(knowledge, followed, "nl", "stated").cells) == 5
    assert len(flow_rows(followed, "nl", "stated").cells) == len(followed.flows("stated"))
    loose = orphan_rows(knowledge, followed, "en", "stated")
    assert ("partner", "t:shops", "shops", "nothing leads here") in loose.cells
    assert ("signal", "t:time", "time", "does not lead to “figure”") in loose.cells


def test_a_result_is_a_table_and_a_frame(followed: Chains) -> None:
    """Programs get IRIs and counts; pandas and notebooks get the same."""
    rows = followed.to_rows()
    assert rows.header[:5] == (
        "start", "missing_stated", "missing_derived", "missing_judged", "theme",
    )  # fmt: skip
    assert rows.cells[0] == (NS + "bench", "", "", "", 1, 1, 1, 1, 1, 1, 1)
    assert list(followed.to_pandas().columns) == list(rows.header)
    assert "<table>" in followed._repr_html_()
    every = followed.reached_rows()
    assert (NS + "time", "partner", NS + "shops", "judged") in every.cells


def test_a_chain_is_the_same_every_time(tiny: Tiny) -> None:
    """Two builds give equal values, in the same order."""
    add_links(tiny)
    first, second = follow_chain(tiny.build()), follow_chain(tiny.build())
    assert first == second
    assert repr(first) == repr(second)


# What is trivial


def test_a_plan_without_starts_is_told_so(tiny: Tiny) -> None:
    """No signal, no chain: words, and no number that is none."""
    text = tiny.text("signals.csv").split("\n", 1)[0] + "\n"
    tiny.write("signals.csv", text + "t:green,sg:PolicyChoice,a,a,b,b,t:p-all,\n")
    links = tiny.text("links.csv").splitlines(keepends=True)
    tiny.write("links.csv", "".join(one for one in links if ",sg:raises," not in one))
    knowledge = tiny.build()
    found = follow_chain(knowledge)
    assert found.walks == ()
    assert found.interval() == Interval(0, 0, 0, 0)
    assert found.interval().share("judged") == 0
    assert found.breaks("judged") == ()
    assert chain_sentences(knowledge, found, "nl") == (
        "Het plan heeft niets bij “signaal”: er is geen keten om te volgen.",
    )
    assert walk_table(knowledge, found, "nl", "judged").cells == ()


def test_an_empty_plan_and_a_single_signal_have_chains_in_words(tiny: Tiny) -> None:
    """A plan of nothing, then one of one thing."""
    for file in tiny.folder.iterdir():
        file.unlink()
    head = (
        "@prefix t: <https://example.org/tiny/> .\n@prefix sg: <https://w3id.org/samgraph/ns#> .\n"
    )
    tiny.write("plan.ttl", head + "t:plan a sg:Plan .\n")
    knowledge = tiny.build()
    assert len(chain_sentences(knowledge, follow_chain(knowledge), "en")) == 1
    tiny.write("plan.ttl", head + "t:plan a sg:Plan . t:s a sg:Request .\n")
    knowledge = tiny.build()
    said = chain_sentences(knowledge, follow_chain(knowledge), "en")
    assert said[0] == (
        "Of the one chain from “signal”, 0% run all the way through, in every reading (0)."
    )
    assert said[3] == (
        "If judgements count too, the one chain breaks, at “theme, challenge or field”."
    )
    assert said[-1] == "At “figure” the plan has nothing: no chain can pass there."


# What holds whatever the plan


def random_plan(knowledge: Knowledge, chance: random.Random) -> Knowledge:
    """Return the small plan with random links between its things, each stated or judged."""
    store = ox.Store()
    store.extend(knowledge.store)
    copy = Knowledge(knowledge.name, knowledge.plan, knowledge.namespace, knowledge.prefixes, store)
    for _ in range(chance.randrange(25)):
        add_random_link(copy, chance)
    return copy


ENDS = {
    "concerns": (("bench", "quiet", "rules", "time", "alone"), ("loneliness", "health", "youth")),
    "addresses": (("S1", "S2", "O1", "O2", "garden"), ("loneliness", "health", "bench", "heat")),
    "advances": (("garden",), ("S1", "S2", "O2")),
    "supports": (("school", "shops"), ("S1", "S2", "O2", "garden")),
    "worksOn": (("school", "shops"), ("health", "stress", "youth")),
    "carriesOut": (("S1", "S2"), ("meeting", "teaching")),
}


def add_random_link(knowledge: Knowledge, chance: random.Random) -> None:
    name = chance.choice(sorted(ENDS))
    subject, thing = (ox.NamedNode(NS + chance.choice(ends)) for ends in ENDS[name])
    graph = knowledge.graph(chance.choice(["stated", "derived", "judged"]))
    knowledge.store.add(ox.Quad(subject, ox.NamedNode(sg(name)), thing, graph))


def by_hand(knowledge: Knowledge, chain: Chain, start: str, standing: str) -> dict[str, set[str]]:
    """Return what a start reaches, asked one thing at a time."""
    found = {chain.hops[0].name: {start}}
    for hop in chain.hops[1:]:
        here: set[str] = set()
        for origin in hop.origins:
            for thing in found[origin]:
                query = f"SELECT ?thing {{ <{thing}> {hop.path} ?thing }}"
                here |= {row[0].value for row in knowledge.select(query, standing=standing)}
        found[hop.name] = here & set(hop.members)
    return found


def test_walks_hold_what_asking_one_by_one_gives(tiny: Tiny) -> None:
    """Sets of pairs give the same as a question for every thing, on random plans."""
    built = tiny.build()
    for seed in range(6):
        knowledge = random_plan(built, random.Random(seed))  # noqa: S311
        found = follow_chain(knowledge)
        for standing in STANDINGS:
            for walk in found.walks:
                expected = by_hand(knowledge, found.chain, walk.start, standing)
                assert {hop: set(walk.at(hop, standing)) for hop in walk.reached} == expected


def test_what_holds_on_every_plan(tiny: Tiny) -> None:
    """Readings are nested, and a further link shortens no walk, on random plans."""
    built = tiny.build()
    for seed in range(20):
        chance = random.Random(seed)  # noqa: S311
        knowledge = random_plan(built, chance)
        before = follow_chain(knowledge)
        names = [hop.name for hop in before.chain.hops]
        for walk in before.walks:
            for narrow, wide in pairwise(STANDINGS):
                assert not walk.complete(narrow) or walk.complete(wide)
                for hop in names:
                    assert set(walk.at(hop, narrow)) <= set(walk.at(hop, wide))
            for standing in STANDINGS:
                check_path(walk, standing)
        for hop in names:
            for interval in (before.interval(), before.reach(hop), before.alive(hop)):
                assert 0 <= interval.stated <= interval.derived <= interval.judged
                assert interval.judged <= interval.total == 5
            assert before.alive(hop).judged <= before.reach(hop).judged
        assert before.alive(names[-1]) == before.interval()
        for standing in STANDINGS:
            broken = sum(number for _, number in before.breaks(standing))
            assert broken + getattr(before.interval(), standing) == 5
            for orphans in before.orphans(standing):
                led_to = {one for walk in before.walks for one in walk.at(orphans.hop, standing)}
                members = before.chain.hop(orphans.hop).members
                assert set(orphans.no_start) == set(members) - led_to
                for loose in orphans.no_end.values():
                    assert set(loose) <= set(members)
            (first, *_) = before.orphans(standing)
            for end, loose in first.no_end.items():
                reached_by = {walk.start for walk in before.walks if walk.at(end, standing)}
                assert reached_by.isdisjoint(loose)
                assert len(reached_by) + len(loose) == 5
        add_random_link(knowledge, chance)
        after = follow_chain(knowledge)
        for old, new in zip(before.walks, after.walks, strict=True):
            for standing in STANDINGS:
                ends = [*names, ""]
                assert ends.index(new.missing(standing)) >= ends.index(old.missing(standing))
                for hop in names:
                    assert set(old.at(hop, standing)) <= set(new.at(hop, standing))


def check_path(walk: Walk, standing: str) -> None:
    """Check that an example path holds one thing for each hop reached, each step from a step."""
    steps = walk.paths[standing]
    assert [one.hop for one in steps] == [hop for hop in walk.reached if walk.at(hop, standing)]
    for step in steps[1:]:
        assert step.thing in walk.at(step.hop, standing)
        assert any(step.origin in walk.at(hop, standing) for hop in walk.reached)
        assert STANDINGS.index(step.standing) <= STANDINGS.index(standing)


def test_the_sam_plan_can_be_followed(sam: Knowledge) -> None:
    """Every signal has a walk, and every sentence is one."""
    found = follow_chain(sam)
    assert len(found.walks) == len(found.chain.hops[0].members) > 50
    interval = found.interval()
    assert interval.stated <= interval.judged <= interval.total
    for lang in ("nl", "en"):
        said = " ".join(chain_sentences(sam, found, lang))
        assert "nan" not in said.casefold().split()
        assert "http" not in said
