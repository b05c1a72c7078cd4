"""Each section of the report says what its analysis found, by hand-checked values and in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pyoxigraph as ox
import pytest
from tinyplan import NS, Tiny

from samgraph.balance.frames import LEAST, frame_balances
from samgraph.framing import frames
from samgraph.knowledge import Knowledge
from samgraph.report import (
    Document,
    Section,
    balance,
    chains,
    compose_report,
    coverage,
    fragility,
    gaps,
    structure,
    to_html,
    to_markdown,
    worklist,
)
from samgraph.report.document import Figure, Listing, Paragraph, Table
from samgraph.report.gap_groups import group_gaps
from samgraph.report.showing import columns, is_broad
from samgraph.rows import Cell, Rows
from samgraph.stored import stored_gaps
from samgraph.structure import analyse_structures
from samgraph.terms import sg
from samgraph.worklist.candidates import find_candidates

CONCERNED = "t:quiet; sg:concerns; t:loneliness; sg:stated; t:p-all"
"""With it one signal of the small plan leads all the way to a figure, by stated links alone."""


def tables(section: Section) -> list[Table]:
    """Return the tables of a section and of those below it, in order, those of figures too."""
    blocks = [block for part in section.every() for block in part.blocks]
    return [
        block.table if isinstance(block, Figure) else block
        for block in blocks
        if isinstance(block, Figure | Table)
    ]


def figures(section: Section) -> list[Figure]:
    """Return the figures of a section and of those below it."""
    return [one for part in section.every() for one in part.blocks if isinstance(one, Figure)]


def rows(table: Table) -> list[tuple[Cell, ...]]:
    """Return the cells of a table."""
    return list(table.rows.cells)


def said(section: Section) -> str:
    """Return what the paragraphs and lists of a section say."""
    texts = []
    for part in section.every():
        for block in part.blocks:
            if isinstance(block, Paragraph):
                texts.append(block.text)
            if isinstance(block, Listing):
                texts += [f"{item.head} {item.text}" for item in block.items]
    return "\n".join(texts)


def of(document: Document, ident: str) -> Section:
    """Return a section of a report."""
    return next(one for one in document.every() if one.ident == ident)


def test_chain_is_told_hop_by_hop(tiny: Tiny) -> None:
    """Of five signals one reaches a figure, by stated links; four break at the first hop."""
    tiny.add_link(CONCERNED)
    section = chains.section(tiny.build(), "en")
    flow, hops, walks, orphans = tables(section)
    assert rows(flow) == [
        ("signal", 5, 5, 0, 0, "5/5", "5/5"),
        ("theme, challenge or field", 1, 1, 4, 4, "1/5", "1/6"),
        ("strategic goal", 1, 1, 0, 0, "1/5", "1/2"),
        ("operational goal", 1, 1, 0, 0, "1/5", "1/2"),
        ("core task", 1, 1, 0, 0, "1/5", "1/2"),
        ("result area", 1, 1, 0, 0, "1/5", "1/1"),
        ("partner", 1, 1, 0, 0, "1/5", "1/2"),
        ("figure", 1, 1, 0, 0, "1/5", "1/1"),
    ]
    assert len(flow.queries) == 7
    assert [row[-1] for row in rows(hops)] == [5, 6, 2, 2, 2, 1, 2, 1]
    broken = {str(row[0]): row[1:] for row in rows(walks)}
    assert broken["few visits"] == (*"■■■■■■■", "nowhere", "nowhere")
    first = "theme, challenge or field"
    assert broken["time"] == (*"×······", first, first)
    assert set("■×·") <= set(walks.words)
    loose = {(row[0], row[1]): row[2:] for row in rows(orphans)}
    assert loose["partner", "nothing leads here"] == (1, 2, "“shops”")
    assert loose["result area", "does not lead to “partner”"] == (1, 1, "“the garden”")
    (told,) = of_every(section)
    assert "1 (20%) arrive, in every reading" in told
    assert "4 of 4 stop before “theme, challenge or field”" in told


def of_every(section: Section) -> list[str]:
    """Return the texts of all highlights of a section and of those below it."""
    return [one.text for part in section.every() for one in part.highlights]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", "De woordenlijst kent geen koppeling van een signaal naar een uitdaging."),
        ("en", "The vocabulary has no link from a signal to a challenge."),
    ],
)
def test_silence_of_the_vocabulary_is_no_finding(tiny: Tiny, lang: str, words: str) -> None:
    """That nothing can lead from a signal to a challenge is said, and only where it is asked."""
    knowledge = tiny.build()
    assert words in said(chains.section(knowledge, lang))
    tiny.write(
        "hops.csv",
        "id,a,skos:prefLabel@nl,skos:prefLabel@en,sg:chain,sg:order,sg:ofClass,sg:origin,sg:path\n"
        "t:hop-request,sg:Hop,vraag,request,t:chain-answer,1,sg:Request,,\n"
        "t:hop-raiser,sg:Hop,vrager,raiser,t:chain-answer,2,sg:SteeringGroup,t:hop-request,"
        "^sg:raises\n",
    )
    tiny.add("plan.ttl", 't:chain-answer a sg:Chain ; skos:prefLabel "van wie"@nl, "whose"@en .\n')
    section = chains.section(tiny.build(), lang)
    assert [part.title for part in section.sections] == [{"nl": "Van wie", "en": "Whose"}[lang]]
    assert words not in said(section)
    assert [row[1] for row in rows(tables(section)[0])] == [1, 1]
    assert of_every(section) == []


def test_what_hangs_on_one_partner(tiny: Tiny) -> None:
    """Each of two goals hangs on a partner of its own, one by derivation, one by judgement."""
    section = fragility.section(tiny.build(), "en")
    hangs, losses, cuts = tables(section)
    assert rows(hangs) == [
        (
            "partner × operational goal", 2, "0 → 2", "2 → 0",
            "O1 an open garden (the school); O2 a reading circle (shops)",
        )
    ]  # fmt: skip
    alone = "is then without a partner (partner × operational goal)"
    assert rows(losses) == [
        ("the school", 1, 0, f"O1 an open garden {alone}"),
        ("shops", 1, 0, f"O2 a reading circle {alone}"),
    ]
    assert figures(section)[0].pictures[0].count("1 without a partner, 0 empty cells") == 2
    behind = {str(row[0]): row[1:] for row in rows(cuts)}
    assert behind["O2 a reading circle"] == (2, "shops; teaching")
    (told,) = of_every(section)
    assert "Should “the school” go, this is left without a partner: “an open garden”" in told


def test_partners_without_a_question_lose_nothing(tiny: Tiny) -> None:
    """Where no question is about partners nothing is lost, which is said and not drawn."""
    tiny.write("plan.ttl", tiny.text("plan.ttl").split("t:frame-goal-task")[0])
    for lang, words in (("nl", "er valt niets te tonen"), ("en", "there is nothing to show")):
        section = fragility.section(tiny.build(), lang)
        assert words in said(section)
        assert figures(section) == []
        assert of_every(section) == []


def test_evenness_by_hand(tiny: Tiny) -> None:
    """Of three links two are one goal's: J = 0.92 and HHI = 5/9, over rows and columns alike."""
    frame_table, *_ = tables(balance.section(tiny.build(), "en"))
    assert rows(frame_table) == [
        ("challenge × goal", "1", "0.00", "1.00", "0.00", "1.00"),
        ("goal × task", "2 → 3", "1.00 → 0.92", "0.50 → 0.56", "0.00 → 0.92", "1.00 → 0.56"),
        ("partner × operational goal", "0 → 2", "– → 1.00", "– → 0.50", "– → 1.00", "– → 0.50"),
    ]


def test_small_counts_give_no_quotient(tiny: Tiny) -> None:
    """Below the least number of links no quotient is given, and the questions are named."""
    section = of(compose_report(tiny.build(), "en"), "balance-quotients")
    assert tables(section) == []
    assert f"at least {LEAST} links" in said(section)
    assert "“challenge × goal”, “goal × task” and “partner × operational goal”" in said(section)


def test_quotients_are_firm_and_above_one(
    sam: Knowledge, report_of: Callable[[str], Document]
) -> None:
    """Every quotient shown rests on enough links, is above one, and is among the strongest."""
    (table,) = tables(of(report_of("en"), "balance-quotients"))
    shown = Counter(str(row[0]) for row in rows(table))
    expected = {}
    for each in frame_balances(sam):
        found = each.by_reading["judged"].quotients
        above = [one for one in found if not one.small and (one.value or 0) > 1]
        if above:
            expected[each.frame.labels["en"]] = min(balance.MOST, len(above))
    assert shown == expected
    assert all(float(str(row[-1])) >= 1 and int(row[-2]) > 0 for row in rows(table))


BUDGET = (
    "id,a,skos:notation,skos:prefLabel@nl,skos:prefLabel@en,sg:partOf,sg:inCategory,sg:statedIn\n"
    "t:costs,sg:BudgetLine,,kosten,costs,,sg:cost,t:p-all\n"
    "t:plants,sg:BudgetLine,600100,planten,plants,t:costs,sg:cost,t:p-all\n"
    "t:tools,sg:BudgetLine,600200,gereedschap,tools,t:costs,sg:cost,t:p-all\n"
)
AMOUNTS = (
    "id,a,sg:budgetLine,sg:year,sg:euro\n"
    "t:a1,sg:Amount,t:costs,2021,250\n"
    "t:a2,sg:Amount,t:plants,2021,300\n"
    "t:a3,sg:Amount,t:tools,2021,-50\n"
    "t:a4,sg:Amount,t:costs,2022,400\n"
    "t:a5,sg:Amount,t:plants,2022,300\n"
    "t:a6,sg:Amount,t:tools,2022,100\n"
)


def test_amounts_below_zero_are_told(tiny: Tiny) -> None:
    """The figure leaves out what is below zero and says so; the table has it."""
    tiny.write("budget-lines.csv", BUDGET)
    tiny.write("amounts.csv", AMOUNTS)
    knowledge = tiny.build()
    section = of(compose_report(knowledge, "nl"), "balance-budget")
    assert "“gereedschap” in 2021 (−50 euro)" in said(section)
    (table,) = tables(section)
    assert rows(table)[:3] == [
        ("planten", "300 (120%)", "300 (75%)", "0 (0%)"),
        ("gereedschap", "−50 (−20%)", "100 (25%)", "+150"),
        ("som van de groepen", "250", "400", ""),
    ]
    picture = figures(section)[0].pictures[0]
    assert "100,0%" in picture
    assert "75,0%" in picture
    assert "−" not in picture
    found = list(knowledge.select(table.queries[0].text))
    assert sorted(int(row["euro"].value) for row in found) == [-50, 100, 300, 300]


def test_budget_without_a_key_says_so(tiny: Tiny) -> None:
    """No line is tied to a goal, which the board hears; once one is, it does not."""
    knowledge = tiny.build()
    for lang, words in (("nl", "geen sleutel van die regels"), ("en", "no key from those lines")):
        (text,) = of_every(of(compose_report(knowledge, lang), "balance-budget"))
        assert words in text
    line, goal = ox.NamedNode(f"{NS}plants"), ox.NamedNode(f"{NS}O1")
    knowledge.store.add(
        ox.Quad(line, ox.NamedNode(sg("contributesTo")), goal, knowledge.graph("stated"))
    )
    assert of_every(of(compose_report(knowledge, "en"), "balance-budget")) == []


def test_plan_without_budget_says_so(tiny: Tiny) -> None:
    """Without amounts there is no table, no figure and nothing for the board."""
    tiny.write("amounts.csv", AMOUNTS.splitlines()[0] + "\n")
    for lang, words in (("nl", "geen begroting met bedragen"), ("en", "no budget with amounts")):
        section = of(compose_report(tiny.build(), lang), "balance-budget")
        assert words in said(section)
        assert tables(section) == []
        assert of_every(section) == []


def test_below_ten_rows_there_are_no_p_values(tiny: Tiny) -> None:
    """Small questions are counted: no figure, no p, no q, and the reason in words."""
    section = structure.section(tiny.build(), "en")
    assert figures(section) == []
    assert "Of the 3 coverage questions 0 are tested." in said(section)
    counts, brokers = tables(section)
    assert not {"p", "q", "z"} & set(counts.rows.header)
    assert [row[:7] for row in rows(counts)] == [
        ("challenge × goal", "2 × 2", 0, 1, "–", "0.000", 0),
        ("goal × task", "2 × 2", 0, 3, "100.0", "0.222", 1),
        ("partner × operational goal", "2 × 2", 2, 2, "0.0", "0.500", 0),
    ]
    assert rows(brokers)[2][:5] == ("goal × task", "learning together", "goal", 2, "1 [1–1]")
    assert of_every(section) == []


def test_every_question_has_its_verdict(
    sam: Knowledge, report_of: Callable[[str], Document]
) -> None:
    """Every question is tested or counted, and its figures are those of the analysis itself."""
    section = of(report_of("en"), "structure")
    found = {one.frame.labels["en"]: one for one in analyse_structures(sam)}
    measured = next(one for one in tables(section) if "null model" in one.rows.header)
    counts = next(one for one in tables(section) if "free rows" in one.rows.header)
    tested = {label for label, one in found.items() if not one.untested}
    assert {str(row[0]) for row in rows(measured)} == tested
    assert {str(row[0]) for row in rows(counts)} == set(found) - tested
    assert len(tested) == 8
    for label in tested:
        figures_ = found[label].measured
        shown = [row for row in rows(measured) if row[0] == label]
        assert len(shown) == sum(len(one.nulls) for one in figures_)
    (verdicts,) = (
        block for block in of(report_of("en"), "structure-verdicts").blocks
        if isinstance(block, Listing)
    )  # fmt: skip
    assert {item.head for item in verdicts.items} == tested
    plain = next(item for item in verdicts.items if item.head == "result area × strategic goal")
    assert plain.text.count("nothing beyond what the degrees give") == 2
    assert section.seeds[0][1] == 2021
    assert "1000 matrices" in measured.note


def test_contested_links_widen_the_brokers(tiny: Tiny) -> None:
    """A link under dispute is less sure than a judged one: the plan without it is compared."""
    assert structure._undisputed(tiny.build()) is None
    text = tiny.text("links.csv")
    line = next(one for one in text.splitlines() if "t:shops,sg:supports,t:O2" in one)
    tiny.write("links.csv", text.replace(line, line.replace("sg:proposed", "sg:contested")))
    knowledge = tiny.build()
    without = structure._undisputed(knowledge)
    assert without is not None
    assert len(list(knowledge.select("SELECT ?a { ?a sg:supports ?b }"))) == 1
    assert list(without.select("SELECT ?a { ?a sg:supports ?b }")) == []


def test_worklist_counts_for_nothing(sam: Knowledge, report_of: Callable[[str], Document]) -> None:
    """Twenty candidates with reasons and places, scores beside popularity and chance, no more."""
    section = of(report_of("nl"), "worklist")
    candidates, trust = tables(section)
    found = find_candidates(sam)
    assert [row[0] for row in rows(candidates)] == list(range(1, 21))
    assert [row[4] for row in rows(candidates)] == [one.reasons["nl"] for one in found.candidates]
    assert all(candidates.places)
    assert len(rows(trust)) == len(found.scores.kinds) + 1
    assert all(re.fullmatch(r"\d,\d\d( / \d,\d\d){2}", str(c)) for r in rows(trust) for c in r[4:8])
    assert "Ze tellen in dit rapport nergens mee" in said(section)
    assert section.highlights == ()


def test_worklist_of_a_small_plan_is_empty_in_words(tiny: Tiny) -> None:
    """Where too few links are known there is nothing to go by, which is said."""
    for lang, words in (("nl", "Er zijn geen kandidaten"), ("en", "There are no candidates")):
        section = worklist.section(tiny.build(), lang)
        assert words in said(section)
        assert tables(section) == []


def test_gaps_of_one_pattern_are_one_line(tiny: Tiny) -> None:
    """Thirteen gaps stand on nine lines, in order of rank, each with how many it is."""
    knowledge = tiny.build()
    grouped = tables(gaps.section(knowledge, "en"))[0]
    assert [row[:2] for row in rows(grouped)] == [
        (1, 1), (2, 1), (3, 1), (4, 3), (7, 2), (9, 2), (11, 1), (12, 1), (13, 1),
    ]  # fmt: skip
    assert rows(grouped)[3][5] == (
        "3 of the 4 combinations of goal and task hang on one link: “S1 living together × "
        "meeting”, “S2 learning together × meeting” and “S2 learning together × teaching”. "
        "Without that one nothing is left; a second one would do."
    )
    assert rows(grouped)[1][5] == stored_gaps(knowledge)[1].descriptions["en"]
    assert len(grouped.places) == 9


def test_every_gap_is_in_one_group(sam: Knowledge) -> None:
    """No gap is lost and none told twice; those of a group are alike."""
    found = stored_gaps(sam)
    groups = group_gaps(found, {frame.name: frame for frame in frames(sam)})
    assert sorted(gap.rank for one in groups for gap in one.gaps) == [gap.rank for gap in found]
    for one in groups:
        assert {(gap.frame, gap.kind, gap.robust) for gap in one.gaps} == {
            (one.frame.name, one.kind, one.robust)
        }
    assert len(groups) < 50 < len(found)


def test_suggestions_stand_apart(sam: Knowledge, report_of: Callable[[str], Document]) -> None:
    """What could close a gap has a table of its own, says that it does not count, and is robust."""
    _, closers, _ = tables(of(report_of("en"), "gaps"))
    by_rank = {gap.rank: gap for gap in stored_gaps(sam)}
    assert 0 < len(rows(closers)) <= gaps.CLOSED
    assert "count nowhere" in closers.note
    for row in rows(closers):
        gap = by_rank[int(row[0])]
        assert gap.robust
        assert gap.kind in ("open", "silent")
        assert row[3] == " ".join(one.descriptions["en"] for one in gap.suggestions)


def test_exceptions_are_told_together(tiny: Tiny) -> None:
    """What lacks the same in several questions is named once, with all that it lacks."""
    tiny.add(
        "plan.ttl",
        "\nt:frame-challenge-area a sg:Frame ;\n"
        '    skos:prefLabel "uitdaging × gebied"@nl, "challenge × area"@en ;\n'
        '    sg:rows sg:Challenge ; sg:columns sg:ResultArea ; sg:path "^sg:addresses" ;\n'
        "    sg:scope sg:silent ; sg:expects sg:everyRow ; sg:statedIn t:p-all .\n",
    )
    tiny.add_link("t:garden; sg:addresses; t:ageing; sg:stated; t:p-all")
    (one,) = (h for h in gaps.section(tiny.build(), "en").highlights if h.kind == "exception")
    assert "the challenge “heat” has no area and no goal" in one.text
    (one,) = (h for h in gaps.section(tiny.build(), "nl").highlights if h.kind == "exception")
    assert "uitdaging “hitte” heeft geen gebied en geen doel" in one.text


def test_lists_that_the_plan_never_links(tiny: Tiny) -> None:
    """The board hears of lists that only derivation or judgement ties; a stated link ends that."""
    (one,) = coverage.section(tiny.build(), "en").highlights
    assert (
        "“partner” and “operational goal” (of the 2 none stated, 2 derived or judged)" in one.text
    )
    tiny.add_link("t:school; sg:supports; t:O2; sg:stated; t:p-all")
    assert coverage.section(tiny.build(), "en").highlights == ()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "nl",
            (
                "er is geen keten om te volgen",
                "er is niets te toetsen",
                "stelt geen enkele dekkingsvraag",
                "Er zijn geen kandidaten",
                "Er zijn geen gaten",
            ),
        ),
        (
            "en",
            (
                "there is no chain to follow",
                "there is nothing to test",
                "asks no coverage question",
                "There are no candidates",
                "There are no gaps",
            ),
        ),
    ],
)
def test_nothing_to_tell_is_told(tiny: Tiny, lang: str, words: tuple[str, ...]) -> None:
    """A plan without questions and without signals has every section, each saying it is empty."""
    tiny.write("plan.ttl", tiny.text("plan.ttl").split("t:frame-goal-task")[0])
    kept = [one for one in tiny.text("signals.csv").splitlines() if "sg:PolicyChoice" in one]
    header = tiny.text("signals.csv").splitlines()[0]
    tiny.write("signals.csv", "\n".join([header, *kept]) + "\n")
    gone = ("t:bench", "t:quiet", "t:rules", "t:time")
    links = [one for one in tiny.text("links.csv").splitlines() if not any(g in one for g in gone)]
    tiny.write("links.csv", "\n".join(links) + "\n")
    document = compose_report(tiny.build(), lang)
    for text in (to_html(document), to_markdown(document)):
        for word in words:
            assert word in text
        assert not re.search(r"\b(nan|NaN|inf|True|False)\b", text)
    assert figures(of(document, "chains")) == []


def test_methods_have_every_seed(report_of: Callable[[str], Document]) -> None:
    """What works with chance is named with its seed, once each."""
    (seeds,) = tables(of(report_of("en"), "methods-seeds"))
    assert [row[1] for row in rows(seeds)] == ["2021", "2021", "2021"]
    assert len({row[0] for row in rows(seeds)}) == 3


def test_columns_are_told_by_what_they_hold() -> None:
    """Numbers as text are numbers, signs are what the table explains, sentences are long."""
    table = Table(
        "t",
        Rows(
            ("a", "b", "c", "d", "e", "f"),
            (("x", "2–5/6", "■1", 3, "1", "a" * 80), ("y", "–", "·", 4, "", "b")),
        ),
        words={"■1": "stated", "·": "silent"},
    )
    assert columns(table) == ["", "number", "sign", "number", "number", "long"]
    assert not is_broad(table)
    empty = Table("t", Rows(("a", "b"), (("x", "–"), ("y", "–"))))
    assert columns(empty) == ["", ""]


def test_wide_matrices_are_printed_on_their_side() -> None:
    """More columns of signs than a page has room for turn the page, in print."""
    header = ("a", *(f"c{number}" for number in range(30)))
    table = Table("t", Rows(header, (("x", *["·"] * 30),)), words={"·": "silent"})
    assert is_broad(table)
    document = Document("d", "s", "en", (), (Section("a", "b", (table,)),))
    assert '<div class="scroll broad"' in to_html(document)
    narrow = replace(table, rows=Rows(header[:9], (("x", *["·"] * 8),)))
    document = Document("d", "s", "en", (), (Section("a", "b", (narrow,)),))
    assert '<div class="scroll"' in to_html(document)


def test_numbers_in_tables_are_not_escaped() -> None:
    """Markdown reads a number at the start of a cell as text, so that it stays as it is."""
    table = Table("t", Rows(("a", "b"), (("615.231 (18%)", "1. x"), ("+5.367", "*b*"))))
    text = to_markdown(Document("d", "s", "nl", (), (Section("a", "b", (table,)),)))
    assert "| 615.231 (18%) | 1. x |" in text
    assert "| +5.367 | \\*b\\* |" in text
