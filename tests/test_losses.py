"""What is lost without a partner or a link is what a plan without it would lack."""

from __future__ import annotations

import pytest
from tinyplan import NS, Tiny

from samgraph.coverage import Interval
from samgraph.errors import QueryError
from samgraph.fragility import Fragility, find_fragility
from samgraph.fragilitytext import fragility_in_words, loss_rows
from samgraph.framing import frames
from samgraph.knowledge import Knowledge
from samgraph.lookup import Lookup, find_parts
from samgraph.terms import STANDINGS, sg
from samgraph.whatif import WhatIf, reduced, what_if
from samgraph.whatiftext import cell_rows, what_if_text


def local(*iris: str) -> list[str]:
    return [iri.removeprefix(NS).removeprefix(sg("")) for iri in iris]


def asserted(knowledge: Knowledge) -> set[bytes]:
    """Return everything but the findings and what they suggest."""
    left_out = (b"graph/findings", b"graph/suggested")
    return {line for line in knowledge.dump() if not any(name in line for name in left_out)}


def drop(tiny: Tiny, name: str, *words: str) -> None:
    """Take the rows that hold any of some words out of a table."""
    header, *rows = tiny.text(name).splitlines(keepends=True)
    tiny.write(name, header + "".join(row for row in rows if not any(w in row for w in words)))


def test_a_plan_without_a_link_is_the_plan_built_without_it(tiny: Tiny) -> None:
    """Taking a link out of the knowledge and out of the table gives the same graph."""
    link = (f"{NS}school", sg("worksOn"), f"{NS}loneliness")
    without = reduced(tiny.build(), frozenset(), frozenset({link}))
    drop(tiny, "links.csv", "t:school,sg:worksOn,t:loneliness")
    assert asserted(without) == asserted(tiny.build())


def test_a_plan_without_a_thing_is_the_plan_built_without_it(tiny: Tiny) -> None:
    """Taking a partner out takes its row and all its links, and nothing else."""
    without = reduced(tiny.build(), frozenset({f"{NS}shops"}))
    drop(tiny, "links.csv", "t:shops,")
    drop(tiny, "partners.csv", "t:shops,")
    assert asserted(without) == asserted(tiny.build())


def test_a_contested_link_that_counts_for_nothing_stays_out(tiny: Tiny) -> None:
    """What a reading leaves out does not come back when something else is taken away."""
    from samgraph.building import build

    tiny.change("links.csv", "Ze lenen.,t:editors,2026-11-23,sg:proposed",
                "Ze lenen.,t:editors,2026-11-23,sg:contested")  # fmt: skip
    knowledge = build(tiny.folder, contested=False)
    without = reduced(knowledge, frozenset({f"{NS}school"}))
    assert not without.query("ASK { t:shops sg:supports t:O2 }")
    assert without.query("ASK { ?link sg:review sg:contested }")


def changes(found: WhatIf) -> set[str]:
    return {
        f"{one.frame}: {' '.join(local(one.row, one.column))} {one.before} → {one.after}"
        for one in found.cells
    }


def places(gaps: tuple[object, ...]) -> set[str]:
    return {
        f"{gap.frame}: {' '.join(local(*gap.things))} {gap.kind}"  # type: ignore[attr-defined]
        for gap in gaps
    }


def test_without_a_partner_its_goal_is_left_alone(tiny: Tiny) -> None:
    """The school is the only partner of O1: its row goes, and O1 becomes a gap."""
    found = what_if(tiny.build(), [f"{NS}school"])
    assert changes(found) == set()
    assert places(found.opened) == {"partner-goal: O1 open"}
    assert places(found.closed) == {"partner-goal: school thin", "partner-goal: O1 thin"}
    (change,) = found.frames
    assert change.frame == "partner-goal"
    assert change.cells == (Interval(0, 1, 2, 4), Interval(0, 0, 1, 2))
    assert change.rows == (Interval(0, 1, 2, 2), Interval(0, 0, 1, 1))
    assert change.columns == (Interval(0, 1, 2, 2), Interval(0, 0, 1, 2))


def test_a_gap_that_opens_says_what_is_contested(tiny: Tiny) -> None:
    """Where only a contested link is left, the gap that opens says so."""
    tiny.add_link("t:school; sg:supports; t:O2; sg:stated; t:p-all")
    tiny.contest("t:shops,sg:supports,t:O2")
    knowledge = tiny.build()
    text = what_if_text(knowledge, what_if(knowledge, [f"{NS}school"]), "en")
    assert "contested links close it" in " ".join(text.split())
    text = what_if_text(knowledge, what_if(knowledge, [f"{NS}school"]), "nl")
    assert "betwiste koppelingen sluiten het" in " ".join(text.split())


def test_without_a_link_its_cell_changes(tiny: Tiny) -> None:
    """A cell that hangs on one stated link becomes empty, for the frame's own reason."""
    found = what_if(tiny.build(), [], [(f"{NS}O2", sg("carriesOut"), f"{NS}meeting")])
    assert changes(found) == {"goal-task: S2 meeting stated → deliberate"}
    assert places(found.opened) == {"goal-task: S2 meeting deliberate"}
    assert places(found.closed) == {"goal-task: S2 meeting thin"}
    table = found.to_pandas()
    assert table[["change", "before", "after"]].to_numpy().tolist() == [
        ["cell", "stated", "deliberate"],
        ["cells", "2-3/4", "1-2/4"],
        ["rows", "2-2/2", "1-2/2"],
        ["gap", "", "deliberate"],
        ["gap", "thin", ""],
    ]


def test_without_something_unlinked_nothing_changes(tiny: Tiny) -> None:
    """A thing that no frame knows leaves coverage as it was, and the text says so."""
    knowledge = tiny.build()
    found = what_if(knowledge, [f"{NS}workshop"])
    assert (found.frames, found.cells, found.opened, found.closed) == ((), (), (), ())
    assert "Nothing changes" in what_if_text(knowledge, found, "en")
    assert "Er verandert niets" in what_if_text(knowledge, found, "nl")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_changes_is_told_in_words(tiny: Tiny, lang: str) -> None:
    """The text names what was taken out, intervals before and after, cells and gaps."""
    knowledge = tiny.build()
    link = (f"{NS}O2", sg("carriesOut"), f"{NS}meeting")
    found = what_if(knowledge, [f"{NS}school"], [link])
    text = what_if_text(knowledge, found, lang)
    title = text.splitlines()[0]
    assert {"nl": "“de school”", "en": "“the school”"}[lang] in title
    assert {"nl": "een leeskring", "en": "a reading circle"}[lang] in title
    assert "→" in text
    rows = cell_rows(knowledge, found, lang)
    assert [row[3:] for row in rows.cells] == [
        {"nl": ("gesteld", "bewust leeg"), "en": ("stated", "left out on purpose")}[lang]
    ]


def fragile(tiny: Tiny, standing: str = "judged") -> Fragility:
    return find_fragility(tiny.build(), standing)


def test_what_hangs_on_one_partner_is_counted_by_hand(tiny: Tiny) -> None:
    """Each operational goal has one partner, and without it none."""
    found = fragile(tiny)
    (one,) = found.dependences
    assert one.frame == "partner-goal"
    assert local(*one.things) == ["O1", "O2"]
    assert {name: [local(*pair) for pair in pairs] for name, pairs in one.single.items()} == {
        "stated": [],
        "derived": [["O1", "school"]],
        "judged": [["O1", "school"], ["O2", "shops"]],
    }
    assert {name: local(*some) for name, some in one.none.items()} == {
        "stated": ["O1", "O2"],
        "derived": ["O2"],
        "judged": [],
    }
    assert one.share("judged") == 1.0
    assert one.share("derived") == 0.5
    losses = [(local(loss.partner)[0], len(loss.things), len(loss.cells)) for loss in found.losses]
    assert losses == [("school", 1, 0), ("shops", 1, 0)]


def test_a_second_partner_takes_the_loss_away(tiny: Tiny) -> None:
    """With two partners on O1 nothing is lost without either."""
    tiny.add_link("t:shops; sg:worksOn; t:loneliness; sg:stated; t:p-all")
    losses = {local(loss.partner)[0]: local(*(t for _, t in loss.things))
              for loss in fragile(tiny).losses}  # fmt: skip
    assert losses == {"school": [], "shops": ["O2"]}


def test_a_cell_that_only_one_partner_carries_is_lost_with_it(tiny: Tiny) -> None:
    """Where a partner stands in the middle of a route, the cells that need it are counted."""
    tiny.add(
        "plan.ttl",
        "t:frame-own a sg:Frame ; skos:prefLabel 'doel × categorie'@nl, 'goal × category'@en ; "
        "sg:rows sg:OperationalGoal ; sg:columns sg:PartnerCategory ; "
        "sg:path '^sg:supports/sg:inCategory|^sg:relevantTo/sg:inCategory' ; "
        "sg:scope sg:silent .\n",
    )
    cells = {local(loss.partner)[0]: [local(*cell[1:]) for cell in loss.cells]
             for loss in fragile(tiny).losses}  # fmt: skip
    assert cells == {"school": [["O1", "local"]], "shops": [["O2", "local"]]}
    tiny.add_link("t:shops; sg:supports; t:O1; sg:judged; t:p-all; a; a".replace("O1", "S1"))
    tiny.add_link("t:shops; sg:worksOn; t:loneliness; sg:judged; t:p-all; a; a")
    cells = {local(loss.partner)[0]: [local(*cell[1:]) for cell in loss.cells]
             for loss in fragile(tiny).losses}  # fmt: skip
    assert cells == {"school": [], "shops": [["O2", "local"]]}
    derived = {local(loss.partner)[0]: [local(*cell[1:]) for cell in loss.cells]
               for loss in fragile(tiny, "derived").losses}  # fmt: skip
    assert derived == {"school": [["O1", "local"]], "shops": []}


def test_the_loss_of_a_partner_is_what_the_plan_without_it_lacks(sam: Knowledge) -> None:
    """For partners of the real plan, counting routes and concluding anew agree."""
    found = find_fragility(sam)
    heavy = [loss for loss in found.losses if loss.things or loss.cells]
    assert heavy
    for loss in (*heavy[:2], heavy[-1], found.losses[-1]):
        without = what_if(sam, [loss.partner])
        emptied = {(one.frame, one.row, one.column) for one in without.cells
                   if one.before in STANDINGS and one.after not in STANDINGS}  # fmt: skip
        assert emptied == set(loss.cells)
        bare = {
            (gap.frame, *gap.things)
            for gap in without.opened
            if gap.kind != "thin" and gap.robust and len(gap.things) == 1
        }
        assert {one for one in loss.things if one[0] != "partner-goal"} <= bare


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_fragility_is_told_in_words(tiny: Tiny, lang: str) -> None:
    """Shares, names and the network's weak places come in sentences, and no bare number."""
    knowledge = tiny.build()
    found = find_fragility(knowledge)
    labels = {frame.name: frame.labels[lang] for frame in frames(knowledge)}
    text = " ".join(fragility_in_words(knowledge, found, labels, lang))
    assert "100%" in text
    assert {"nl": "“de school”", "en": "“the school”"}[lang] in text
    assert "nan" not in text.casefold()
    rows = loss_rows(knowledge, found, lang, 1)
    assert len(rows.cells) == 1
    assert rows.cells[0][0] == "t:school"


def test_a_plan_without_partners_is_not_fragile(tiny: Tiny) -> None:
    """No partner is no loss and no stack trace."""
    drop(tiny, "links.csv", "t:school", "t:shops")
    drop(tiny, "partners.csv", "t:school,sg", "t:shops", "t:workshop")
    knowledge = tiny.build()
    found = find_fragility(knowledge)
    assert found.losses == ()
    assert found.dependences == ()
    assert fragility_in_words(knowledge, found, {}, "en")


def test_things_and_links_are_found_by_what_people_call_them(tiny: Tiny) -> None:
    """An id, a code, an IRI, a link's three parts and its own IRI all name something."""
    knowledge = tiny.build()
    link = (f"{NS}O1", sg("carriesOut"), f"{NS}meeting")
    assert find_parts(knowledge, ["t:school", "S1", f"<{NS}O2>"]) == (
        (f"{NS}school", f"{NS}S1", f"{NS}O2"),
        (),
    )
    assert find_parts(knowledge, ["O1 sg:carriesOut t:meeting"]) == ((), (link,))
    assert find_parts(knowledge, [f"{NS}link/O1/carriesOut/meeting"]) == ((), (link,))


def test_every_unknown_name_is_told_at_once(tiny: Tiny) -> None:
    """Nothing is guessed: each name that is nothing is listed with its nearest."""
    with pytest.raises(QueryError) as caught:
        find_parts(tiny.build(), ["t:scool", "S1 t:meeting", "t:shops sg:worksOn t:heat"])
    text = str(caught.value)
    assert "did you mean" in text
    assert '"S1 t:meeting" is no thing and no link' in text
    assert '"t:shops sg:worksOn t:heat" is no thing and no link' in text


def test_a_code_of_two_things_is_not_guessed(tiny: Tiny) -> None:
    """Where two things have one code, their ids are given and none is taken."""
    tiny.change("budget-lines.csv", "t:costs,sg:BudgetLine,,", "t:costs,sg:BudgetLine,600100,")
    with pytest.raises(QueryError) as caught:
        Lookup(tiny.build()).find("600100")
    assert "2 things" in caught.value.message
    assert "t:costs or t:plants" in caught.value.hint
