"""Two versions of a plan differ in what was changed alone; two plans share what they say."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from htmlpages import Page
from test_ontology import DECLARED
from tinyplan import NS, Tiny

from samgraph.cli import cli
from samgraph.comparison import (
    FORMATS,
    Change,
    Comparison,
    compare_plans,
    comparison_document,
    comparison_text,
    serialise_comparison,
)
from samgraph.comparison.changes import KINDS
from samgraph.comparison.matching import HOWS
from samgraph.comparison.things import normalised
from samgraph.comparison.words import HEADERS, REASONS, WORDS
from samgraph.comparison.words import HOWS as HOW_WORDS
from samgraph.comparison.words import KINDS as KIND_WORDS
from samgraph.knowledge import Knowledge
from samgraph.packing import pack
from samgraph.report import to_html, to_markdown
from samgraph.terms import PREFIXES, SG, SKOS, sg

OTHER = "https://example.org/other/"


@pytest.fixture
def next_one(tiny: Tiny) -> Tiny:
    """Return a second version of the small plan, equal until it is changed."""
    folder = tiny.folder.with_name("next")
    shutil.copytree(tiny.folder, folder)
    return Tiny(folder)


def compared(one: Tiny, other: Tiny, way: str = "auto") -> Comparison:
    """Return how two small plans differ."""
    return compare_plans(one.build(), other.build(), way)


def only(found: Comparison, *kinds: str) -> Change:
    """Return the one change of some kinds."""
    (change,) = found.of_kind(*kinds)
    return change


def values(change: Change) -> tuple[list[str], list[str]]:
    """Return what stands in either plan, IRIs without their namespace."""
    before, after = (
        [one.value.removeprefix(NS).removeprefix(SG) for one in some]
        for some in (change.value_before, change.value_after)
    )
    return before, after


def elsewhere(plan: Tiny) -> Tiny:
    """Give a plan a namespace of its own."""
    plan.change("plan.ttl", f"@prefix t: <{NS}>", f"@prefix t: <{OTHER}>")
    return plan


def run(*arguments: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(cli, [str(one) for one in arguments], catch_exceptions=False)


def test_a_plan_does_not_differ_from_itself(tiny: Tiny, next_one: Tiny) -> None:
    """Not from a copy, and not from itself as a workbook."""
    pytest.importorskip("openpyxl", reason="openpyxl writes workbooks")
    found = compared(tiny, next_one)
    assert found.changes == ()
    assert not found.differ
    book = tiny.folder.with_name("book.xlsx")
    pack(next_one.folder, book)
    done = run("compare", tiny.folder, book, "--lang", "en")
    assert done.exit_code == 0
    assert "No differences" in done.stdout


def test_the_order_of_rows_and_files_is_no_difference(tiny: Tiny, next_one: Tiny) -> None:
    """A table that is sorted anew, and passages that have moved, change nothing."""
    header, *rows = next_one.text("lists.csv").splitlines()
    next_one.write("zz.csv", "\n".join([header, *reversed(rows)]) + "\n")
    (next_one.folder / "lists.csv").unlink()
    next_one.change("passages.csv", ",1.1,3,5,40,90,", ",1.1,4,6,50,100,")
    assert compared(tiny, next_one).changes == ()


def test_a_new_name_is_told_by_language(tiny: Tiny, next_one: Tiny) -> None:
    """Renamed in English only: one change, with both names."""
    next_one.change("goals.csv", ",living together,", ",living side by side,")
    change = only(compared(tiny, next_one), *KINDS)
    assert (change.kind, change.before, change.after) == ("renamed", f"{NS}S1", f"{NS}S1")
    assert values(change) == (["living together"], ["living side by side"])
    assert change.property == SKOS + "prefLabel"
    assert change.how == "sameIri"


def test_a_goal_under_another_goal_has_moved(tiny: Tiny, next_one: Tiny) -> None:
    """With where it was and where it is; its role and its links are what they were."""
    row = "O1,O1,sg:finality,t:S1"
    next_one.change("goals.csv", row, row.replace("t:S1", "t:S2"))
    found = compared(tiny, next_one)
    change = only(found, "moved")
    assert values(change) == (["S1"], ["S2"])
    assert {one.kind for one in found.changes} <= {
        *("moved", "gapOpened", "gapClosed", "gapChanged"),
        *("cellCoverageChanged", "rowCoverageChanged", "columnCoverageChanged"),
    }
    assert found.of_kind("cellCoverageChanged")


def test_another_code_is_told(tiny: Tiny, next_one: Tiny) -> None:
    """A goal with the same id and another code is recoded, for each way in which it is written."""
    next_one.change("goals.csv", ",O2,O2,", ",O3,O3,")
    found = compared(tiny, next_one)
    assert {one.kind for one in found.changes} == {"recoded"}
    assert {one.property for one in found.changes} == {SKOS + "notation", sg("codeInText")}


def test_another_class_is_told(tiny: Tiny, next_one: Tiny) -> None:
    """A need that becomes an obstacle is of another kind."""
    next_one.change("signals.csv", "t:time,sg:Need", "t:time,sg:Obstacle")
    assert values(only(compared(tiny, next_one), *KINDS)) == (["Need"], ["Obstacle"])


def test_any_other_value_is_revised(tiny: Tiny, next_one: Tiny) -> None:
    """An amount, a description: the property, and both values."""
    next_one.change("amounts.csv", "t:plants,2021,250", "t:plants,2021,300")
    change = only(compared(tiny, next_one), "revised")
    assert change.property == sg("euro")
    assert values(change) == (["250"], ["300"])


def test_what_is_added_and_removed(tiny: Tiny, next_one: Tiny) -> None:
    """A new challenge without a goal opens a gap; one that is gone takes its gap along."""
    row = next(line for line in tiny.text("lists.csv").splitlines() if line.startswith("t:heat"))
    cold = row.replace("t:heat", "t:cold").replace("hitte", "koude").replace("heat", "cold")
    next_one.change("lists.csv", f"{row}\n", f"{cold}\n")
    found = compared(tiny, next_one)
    assert only(found, "added").after == f"{NS}cold"
    assert only(found, "removed").before == f"{NS}heat"
    opened, closed = only(found, "gapOpened"), only(found, "gapClosed")
    assert (opened.reason, closed.reason) == ("new", "gone")


def test_links_that_come_and_go(tiny: Tiny, next_one: Tiny) -> None:
    """A challenge gets a goal: one link more, one gap less, and coverage goes up."""
    next_one.add_link("t:O2; sg:addresses; t:heat; sg:stated; t:p-all")
    found = compared(tiny, next_one)
    assert values(only(found, "gapChanged")) == (["silent"], ["thin"])
    link = only(found, "linkAdded")
    assert link.link == (f"{NS}O2", sg("addresses"), f"{NS}heat")
    assert link.after.startswith(NS)
    rows = only(found, "rowCoverageChanged")
    assert values(rows) == (["1-1/2"], ["2-2/2"])
    assert only(compared(next_one, tiny), "linkRemoved").before == link.after
    next_one.add_link("t:O1; sg:addresses; t:heat; sg:stated; t:p-all")
    assert only(compared(tiny, next_one), "gapClosed").reason == "filled"
    assert only(compared(next_one, tiny), "gapOpened").reason == "emptied"


def test_a_judgement_that_the_plan_now_states(tiny: Tiny, next_one: Tiny) -> None:
    """The link is the same one, known in another way, and its gap is another."""
    row = "t:O2,sg:carriesOut,t:teaching,sg:judged,t:p-grid,It teaches.,Het vormt.,t:editors,"
    (line,) = [one for one in tiny.text("links.csv").splitlines() if one.startswith(row)]
    stated = line.replace("sg:judged", "sg:stated").replace("It teaches.,Het vormt.", ",")
    next_one.change("links.csv", line, stated.replace("sg:proposed", "sg:accepted"))
    found = compared(tiny, next_one)
    assert values(only(found, "standingChanged")) == (["judged"], ["stated"])
    assert values(only(found, "reviewChanged")) == (["proposed"], ["accepted"])
    assert not found.of_kind("linkAdded", "linkRemoved")


def test_a_question_that_is_no_longer_asked(tiny: Tiny, next_one: Tiny) -> None:
    """Its gaps are gone because nobody asks, and its coverage is not compared with nothing."""
    text = next_one.text("plan.ttl")
    begin = text.index("t:frame-challenge-goal a sg:Frame")
    end = text.index("t:frame-partner-goal a sg:Frame")
    next_one.write("plan.ttl", text[:begin] + text[end:])
    found = compared(tiny, next_one)
    assert only(found, "removed").before == f"{NS}frame-challenge-goal"
    assert {one.reason for one in found.of_kind("gapClosed")} == {"unasked"}
    assert not found.of_kind("cellCoverageChanged")
    assert "not asked" in comparison_text(found, "en")


def how(found: Comparison, local: str) -> str:
    """Return what a thing of the first plan is recognised by; empty if it is not."""
    match = found.matching.forward.get(NS + local)
    return match.how if match else ""


def test_things_are_recognised_by_the_surest_sign(tiny: Tiny, next_one: Tiny) -> None:
    """By code where the id is another, by id where only the namespace is, by name at last."""
    for name in ("goals.csv", "links.csv", "plan.ttl"):
        next_one.write(name, next_one.text(name).replace("t:S1", "t:goal-1"))
    for name in ("lists.csv", "links.csv"):
        next_one.write(name, next_one.text(name).replace("t:heat", "t:hot"))
    found = compared(tiny, next_one)
    assert how(found, "S1") == "sameCode"
    assert how(found, "heat") == "sameLabel"
    assert how(found, "S2") == "sameIri"
    assert found.changes == ()
    text = comparison_text(found, "en")
    assert "same code" in text
    assert "same name (presumption)" in text


def test_versions_with_namespaces_of_their_own(tiny: Tiny, next_one: Tiny) -> None:
    """Told that they are versions, everything is recognised, and nothing has changed."""
    elsewhere(next_one)
    found = compared(tiny, next_one, "versions")
    assert found.changes == ()
    assert how(found, "S1") == "sameCode"
    assert how(found, "document") == "sameLocalName"
    done = run("compare", tiny.folder, next_one.folder, "--versions", "--lang", "nl")
    assert "Geen verschillen" in done.stdout


def test_what_is_declared_the_same_is_the_same(tiny: Tiny, next_one: Tiny) -> None:
    """By skos:exactMatch in either plan, or by both to a third thing."""
    elsewhere(next_one)
    tiny.add("plan.ttl", "t:loneliness skos:exactMatch <https://thesaurus.example/1> .\n")
    next_one.add(
        "plan.ttl",
        "t:loneliness skos:exactMatch <https://thesaurus.example/1> .\n"
        f"t:health skos:exactMatch <{NS}stress> .\n",
    )
    found = compared(tiny, next_one)
    assert not found.versions
    assert how(found, "loneliness") == "sameIdentity"
    assert found.matching.forward[f"{NS}stress"].after == f"{OTHER}health"
    shared = {one.before.removeprefix(NS): one.how for one in found.of_kind("shared")}
    assert shared["loneliness"] == "sameIdentity"
    assert shared["school"] == "sameLabel"


def test_a_code_is_no_identity_between_two_plans(tiny: Tiny, next_one: Tiny) -> None:
    """Every plan has an S1: of two plans only what is declared or called the same is shared."""
    elsewhere(next_one)
    next_one.change("goals.csv", "samen wonen,living together", "iets anders,something else")
    assert how(compared(tiny, next_one), "S1") == ""
    assert how(compared(tiny, next_one, "versions"), "S1") == "sameCode"


def test_two_of_a_name_are_not_guessed_between(tiny: Tiny, next_one: Tiny) -> None:
    """Where a name is not the only one, nothing is matched, and it is said."""
    elsewhere(next_one)
    next_one.change(
        "themes.csv",
        "t:health,",
        "t:lonely,sg:Theme,Eenzaamheid!,Loneliness,Over.,On.,t:p-all,\nt:health,",
    )
    found = compared(tiny, next_one)
    assert how(found, "loneliness") == ""
    some = {f"{NS}loneliness", f"{OTHER}loneliness", f"{OTHER}lonely"}
    assert some in map(set, found.matching.unsure)
    assert "Not matched, as not the only one" in comparison_text(found, "en")


def test_names_are_compared_without_what_writing_adds() -> None:
    """Capitals, accents, punctuation and space make no other name; other words do."""
    assert normalised("CAW-Groep  «Génk»") == normalised("caw groep genk")
    assert normalised("CAW Groep") != normalised("CAW")
    assert normalised("—") == ""


def test_two_plans_tell_in_which_gaps_they_differ(tiny: Tiny, next_one: Tiny) -> None:
    """At challenges that both have: one that the second answers twice, one that it answers once."""
    elsewhere(next_one)
    for goal, challenge in (("O1", "heat"), ("O2", "heat")):
        next_one.add_link(f"t:{goal}; sg:addresses; t:{challenge}; sg:stated; t:p-all")
    found = compared(tiny, next_one)
    assert {one.kind for one in found.changes} == {"shared", "gapClosed"}
    text = comparison_text(found, "en")
    assert "only in the first" in text
    assert "Shared partners, organisations and concepts" in text
    assert "Things added" not in text
    link = "t:O2,sg:addresses,t:heat,"
    next_one.change("links.csv", f"{link}sg:stated", f"{link}sg:suggested")
    assert "in both, of another kind" in comparison_text(compared(tiny, next_one), "en")


def rich(tiny: Tiny, next_one: Tiny) -> Comparison:
    """Return a comparison with changes of many kinds."""
    next_one.change("goals.csv", ",living together,", ",living <script>alert(1)</script>,")
    next_one.change("goals.csv", ",O2,O2,", ",O3,O3,")
    next_one.change("amounts.csv", "t:plants,2021,250", "t:plants,2021,300")
    next_one.add_link("t:O2; sg:addresses; t:heat; sg:stated; t:p-all")
    next_one.add_link("t:S2; sg:serves; t:youth; sg:judged; t:p-all; So.; Zo.")
    return compared(tiny, next_one)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_page_carries_everything_and_runs_nothing(tiny: Tiny, next_one: Tiny, lang: str) -> None:
    """Labels stay text; every table of the text is in the page and in Markdown."""
    found = rich(tiny, next_one)
    document = comparison_document(found, lang)
    html, markdown = to_html(document), to_markdown(document)
    page = Page(html)
    assert "<script" not in html
    assert "alert(1)" in html
    assert "&lt;script&gt;" in html
    titles = [section.title for section in document.sections]
    assert len(titles) >= 6
    for title in titles:
        assert title in markdown
        assert title in page.text
        assert title in comparison_text(found, lang)
    assert WORDS[lang]["versions subtitle"] in markdown
    assert "figuren" not in markdown
    assert f'lang="{lang}"' in html


def test_long_tables_are_cut_in_the_text_only(tiny: Tiny, next_one: Tiny) -> None:
    """The text says how many more there are; the page and the rows have them all."""
    rows = "".join(f"t:x{n},sg:Value,w{n},v{n},a,b,t:p-all,\n" for n in range(60))
    next_one.add("lists.csv", rows)
    found = compared(tiny, next_one)
    assert "… and 20 more" in comparison_text(found, "en")
    assert to_markdown(comparison_document(found, "en")).count("| added |") == 60
    assert len(found.to_rows().cells) == 60


def test_rdf_uses_declared_terms_and_says_every_change(tiny: Tiny, next_one: Tiny) -> None:
    """Each change is a node with its kind and both sides, in terms that the ontology declares."""
    found = rich(tiny, next_one)
    content = serialise_comparison(found, ox.RdfFormat.TURTLE)
    triples = [quad.triple for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)]
    used = {
        term.value
        for triple in triples
        for term in (triple.predicate, triple.object)
        if isinstance(term, ox.NamedNode) and not term.value.startswith(NS)
    }
    assert {iri.removeprefix(SG) for iri in used if iri.startswith(SG)} <= DECLARED
    assert all(iri.startswith(tuple(PREFIXES.values())) for iri in used)
    (whole,) = {one.subject for one in triples if one.object == ox.NamedNode(sg("Comparison"))}
    parts = [one.object for one in triples if one.subject == whole and "hasPart" in str(one)]
    assert len(parts) == len(found.changes) == len(set(parts))
    for part in parts:
        said = {one.predicate.value for one in triples if one.subject == part}
        assert sg("changeKind") in said
        assert {sg("before"), sg("after")} & said


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_rdf_is_the_same_every_time(tiny: Tiny, next_one: Tiny, suffix: str) -> None:
    """The same two plans give the same bytes, in every format, and all say the same."""
    found = rich(tiny, next_one)
    once = serialise_comparison(found, FORMATS[suffix])
    assert once == serialise_comparison(compared(tiny, next_one), FORMATS[suffix])
    plain = serialise_comparison(found, ox.RdfFormat.N_TRIPLES)
    one, other = (
        {str(quad.triple) for quad in ox.parse(text, format=form)}
        for text, form in ((once, FORMATS[suffix]), (plain, ox.RdfFormat.N_TRIPLES))
    )
    assert one == other


def test_every_kind_has_its_term_and_its_words() -> None:
    """No kind of change, of match or of reason is without a term or a word in either language."""
    assert {*KINDS, *HOWS} <= DECLARED
    for lang in ("nl", "en"):
        told = {one for one in KINDS if not one.endswith("CoverageChanged")}
        assert set(KIND_WORDS[lang]) == told
        assert set(HOW_WORDS[lang]) == set(HOWS)
    for words in (WORDS, HEADERS, REASONS):
        assert set(words["nl"]) == set(words["en"])


def test_the_command_prints_and_writes(tiny: Tiny, next_one: Tiny, tmp_path: Path) -> None:
    """Rows for programs, a table for people, and a file by its suffix."""
    rich(tiny, next_one)
    plans = (tiny.folder, next_one.folder)
    rows = json.loads(run("compare", *plans, "--format", "json").stdout)
    table = list(csv.DictReader(io.StringIO(run("compare", *plans, "--format", "csv").stdout)))
    assert [row["change"] for row in rows] == [row["change"] for row in table]
    assert {"renamed", "recoded", "revised", "linkAdded"} <= {row["change"] for row in rows}
    assert "| renamed |" in run("compare", *plans, "--format", "markdown", "--lang", "en").stdout
    for suffix in (".html", ".md", ".txt", ".csv", ".tsv", ".json", *FORMATS):
        file = tmp_path / f"changes{suffix}"
        done = run("compare", *plans, "-o", file, "--lang", "en")
        assert done.exit_code == 0, done.stderr
        assert done.stdout == ""
        assert file.stat().st_size > 200
        first = file.read_bytes()
        run("compare", *plans, "-o", file, "--lang", "en")
        assert file.read_bytes() == first


def test_wrong_input_ends_with_one_message(tiny: Tiny, next_one: Tiny, tmp_path: Path) -> None:
    """An unknown suffix, a plan that is none, a broken plan: status 2 and nothing written."""
    plans = (tiny.folder, next_one.folder)
    out = tmp_path / "x.htm"
    done = run("compare", *plans, "-o", out)
    assert done.exit_code == 2
    assert "did you mean .html?" in done.stderr
    assert run("compare", tiny.folder, tmp_path / "none").exit_code == 2
    next_one.change("goals.csv", "t:S1,sg:StrategicGoal", "t:S1,sg:StrategicGaol")
    done = run("compare", *plans, "-o", tmp_path / "x.html")
    assert done.exit_code == 2
    assert "StrategicGaol" in done.stderr
    assert not list(tmp_path.glob("x.*"))
    with pytest.raises(ValueError, match="is none of"):
        compare_plans(tiny.build(), tiny.build(), "both")


def test_contested_links_can_be_left_out(tiny: Tiny, next_one: Tiny) -> None:
    """Without them, a version in which a link is contested covers less."""
    next_one.contest("t:O2,sg:carriesOut,t:teaching")
    with_it = run("compare", tiny.folder, next_one.folder, "--lang", "en").stdout
    without = run("compare", tiny.folder, next_one.folder, "--lang", "en", "--without-contested")
    assert "Coverage by question" not in with_it
    assert "Coverage by question" in without.stdout


def test_the_sam_plan_is_compared(sam: Knowledge) -> None:
    """A whole plan with itself: everything is recognised, and nothing is different."""
    found = compare_plans(sam, sam)
    assert not found.differ
    assert len(found.matching.matches) > 1_000
    assert found.matching.only_before == found.matching.only_after == ()
