"""Candidates are what stands near and is not linked yet; they never count as coverage."""

from __future__ import annotations

import csv
import math
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import networkx as nx
import numpy as np
import pyoxigraph as ox
import pytest
from smallplans import WORK, iri, plan
from tinyplan import NS, Tiny

from samgraph.building import build
from samgraph.coverage import cover
from samgraph.errors import SamgraphError
from samgraph.framing import frames
from samgraph.gaps import find_gaps
from samgraph.knowledge import Knowledge
from samgraph.resources import plan_folder
from samgraph.terms import PREFIXES, RDF, SKOS, sg
from samgraph.worklist.candidates import Worklist, find_candidates
from samgraph.worklist.kinds import PassedOver, read_links
from samgraph.worklist.records import write_candidates
from samgraph.worklist.sheets import SCORERS
from samgraph.worklist.similarity import adjacency, nearness
from samgraph.worklist.texts import likeness, read_texts, read_vocabulary, vectors
from samgraph.worklist.words import trust_text, worklist_text


def pairs(worklist: Worklist) -> list[str]:
    """Return the candidates as "p1 worksOn tc"."""
    return [
        f"{one.subject.removeprefix(NS)} {one.predicate.removeprefix(sg(''))} "
        f"{one.object.removeprefix(NS)}"
        for one in worklist.candidates
    ]


def test_the_nearest_missing_link_comes_first() -> None:
    """Who shares most with others is proposed what these have."""
    found = find_candidates(plan(WORK), number=50)
    assert pairs(found)[0] == "p1 worksOn tc"
    assert set(pairs(found)) == {"p1 worksOn tc", "p3 worksOn ta", "p3 worksOn tc"}
    assert found.total == 3
    assert [one.rank for one in found.candidates] == [1, 2, 3]
    assert {one.kind for one in found.candidates} == {"partner-works-on-theme"}


def test_paths_are_those_worked_out_by_hand() -> None:
    """From p1 to tc lead p1–ta–p2–tc and p1–tb–p2–tc; degrees: ta 2, tb 3, p2 3."""
    best = find_candidates(plan(WORK)).candidates[0]
    by_hand = (1 / math.log(2) + 1 / math.log(3)) / math.log(3)
    assert best.paths == pytest.approx(by_hand, abs=1e-6)
    assert best.neighbours == 0
    # As much leads from p3 to ta, over p1 and p2: the two share the first rank and the second.
    # The names share no piece of three letters, so that one measure of three speaks.
    assert best.texts == 0
    assert best.score == pytest.approx(1 / 61.5)


def test_neighbours_come_from_other_kinds_of_link() -> None:
    """A partner and a goal that share a theme are near, though no partner has such a link."""
    supports = "p5 supports g1; p6 supports g1; p7 supports g1; p8 supports g1; p9 supports g2"
    work = "p1 worksOn ta; g2 addresses ta"
    found = find_candidates(plan(f"{supports}; {work}"), kind="partner-supports-goal")
    best = found.candidates[0]
    assert pairs(found)[0] == "p1 supports g2"
    assert best.neighbours == pytest.approx(1 / math.log(2), abs=1e-6)
    assert "“ta”" in best.reasons["en"]


def test_neighbour_scores_are_networkx_own() -> None:
    """Where two things share neighbours, the sum is the index of Adamic and Adar in networkx."""
    graph = nx.gnm_random_graph(40, 120, seed=3)
    scores = nearness(adjacency(40, list(graph.edges))).neighbours(range(40), range(40))
    every = list(nx.adamic_adar_index(graph, list(nx.non_edges(graph))))
    assert len(every) > 500
    assert all(scores[u, v] == pytest.approx(value, abs=1e-8) for u, v, value in every)


def test_path_scores_are_those_of_paths_one_by_one() -> None:
    """Between things that no edge ties, the product of matrices counts paths and nothing else."""
    graph = nx.gnm_random_graph(16, 30, seed=5)
    scores = nearness(adjacency(16, list(graph.edges))).paths(range(16), range(16))
    for u, v in nx.non_edges(graph):
        every = [path for path in nx.all_simple_paths(graph, u, v, cutoff=3) if len(path) == 4]
        total = sum(
            1 / (math.log(graph.degree(path[1])) * math.log(graph.degree(path[2])))
            for path in every
        )
        assert scores[u, v] == pytest.approx(total, abs=1e-7)


def test_a_thing_of_degree_one_divides_by_nothing() -> None:
    """A leaf has ln 1 = 0; it lies on no path, and nothing becomes infinite."""
    scores = nearness(adjacency(3, [(0, 1)])).paths(range(3), range(3))
    assert np.isfinite(scores).all()
    assert not scores[0, 2]


def test_reasons_name_who_has_the_link_and_what_is_shared() -> None:
    """A reason can be followed by hand in the plan."""
    best = find_candidates(plan(WORK)).candidates[0]
    assert best.reasons == {
        "en": "“p1” is linked with “ta” and “tb”, like “p2”, which has this link already.",
        "nl": "“p1” is verbonden met “ta” en “tb”, net als “p2”, waar deze koppeling al ligt.",
    }


def test_reasons_say_which_links_are_contested() -> None:
    """A contested link counts as a reason, and the sentence says that it is contested."""
    knowledge = plan(WORK)
    for subject, value in (("p1", "ta"), ("p2", "tc")):
        knowledge.store.update(
            f"INSERT {{ GRAPH ?g {{ ?link <{sg('review')}> <{sg('contested')}> }} }} WHERE {{ "
            f"GRAPH ?g {{ ?link <{RDF}subject> <{NS}{subject}> ; <{RDF}object> <{NS}{value}> }} }}"
        )
    best = find_candidates(knowledge).candidates[0]
    assert best.reasons == {
        "en": "“p1” is linked with “ta” (contested) and “tb”, like “p2”, which has this link "
        "already (contested).",
        "nl": "“p1” is verbonden met “ta” (betwist) en “tb”, net als “p2”, waar deze koppeling al "
        "ligt (betwist).",
    }


def test_texts_alone_can_make_a_candidate() -> None:
    """Words in common put a pair in front that nothing else ties, and are named."""
    texts = {"p4": "Netwerk voor woonbeleid", "te": "Woonbeleid en huur", "p1": "Iets anders"}
    found = find_candidates(plan(WORK, texts=texts), number=50)
    (one,) = [one for one in found.candidates if pairs_of(one.subject, one.object) == "p4 te"]
    assert one.texts > 0.2
    assert (one.neighbours, one.paths) == (0, 0)
    assert one.reasons["nl"] == "Hun teksten hebben gemeen: “woonbeleid”."


def pairs_of(subject: str, value: str) -> str:
    return f"{subject.removeprefix(NS)} {value.removeprefix(NS)}"


def test_compounds_and_plurals_share_words() -> None:
    """`Schulden` is in `schuldhulpverlening`, and plurals differ in nothing."""
    knowledge = plan(WORK, texts={"p1": "Schuldhulpverlening", "ta": "Schulden", "tb": "Huizen"})
    things = [NS + name for name in ("p1", "ta", "tb")]
    texts = read_texts(knowledge)
    rows = vectors(things, texts)
    near = likeness(rows, [0], [1, 2])[0]
    assert near[0] > 0.1 > near[1]
    vocabulary = read_vocabulary(things, texts)
    assert vocabulary.shared(things[0], things[1], "nl") == ("“Schuldhulpverlening” / “Schulden”",)
    assert vocabulary.shared(things[0], things[2], "nl") == ()


def test_likeness_lies_between_nothing_and_itself() -> None:
    """A text is wholly like itself, and a thing without a text like nothing."""
    knowledge = plan(WORK, texts={"p1": "Wonen in de stad", "p2": "Werken op het land"})
    things = [NS + "p1", NS + "p2", NS + "nobody"]
    rows = vectors(things, read_texts(knowledge))
    near = likeness(rows, range(3), range(3))
    assert near[0, 0] == pytest.approx(1) == pytest.approx(near[1, 1])
    assert 0 <= near[0, 1] < 1
    assert not near[2].any()


def test_what_is_suggested_already_is_not_suggested_again() -> None:
    """A record of any standing has been seen by a person."""
    found = find_candidates(plan(WORK, more="p1 worksOn tc suggested"), number=50)
    assert "p1 worksOn tc" not in pairs(found)
    assert "p3 worksOn tc" in pairs(found)


def test_what_is_tied_outside_every_kind_is_read_too() -> None:
    """A record of another vocabulary, or of a thing that no kind knows, breaks nothing."""
    knowledge = plan(WORK)
    graph = knowledge.graph("links")
    link, other = iri("odd"), ox.NamedNode("https://example.org/elsewhere")
    same = ox.NamedNode(f"{SKOS}exactMatch")
    for name, value in (
        (RDF + "type", ox.NamedNode(sg("Link"))),
        (RDF + "subject", iri("p1")),
        (RDF + "predicate", same),
        (RDF + "object", other),
        (sg("standing"), ox.NamedNode(sg("judged"))),
    ):
        knowledge.store.add(ox.Quad(link, ox.NamedNode(name), value, graph))
    knowledge.store.add(ox.Quad(iri("p1"), same, other, knowledge.graph("judged")))
    assert pairs(find_candidates(knowledge, number=50)) == pairs(
        find_candidates(plan(WORK), number=50)
    )


def test_what_follows_along_the_hierarchy_is_no_news() -> None:
    """Who works on a narrower theme works on the one above it."""
    assert "p3 worksOn ta" in pairs(find_candidates(plan(WORK), number=50))
    above = find_candidates(plan(WORK, more="tb broader ta"), number=50)
    assert "p3 worksOn ta" not in pairs(above)


def test_a_pair_is_listed_once() -> None:
    """Two goals may lack a link of several kinds and both ways; the list names the pair once."""
    ring = [f"g{a} contributesTo g{b}" for a, b in ("12", "23", "34", "45", "51")]
    other = [f"g{a} relatesTo g{b}" for a, b in ("67", "78", "89", "61", "92")]
    found = find_candidates(plan("; ".join([*ring, *other])), number=500)
    ends = [frozenset((one.subject, one.object)) for one in found.candidates]
    assert len(ends) == len(set(ends)) == found.total
    linked = {frozenset((NS + pair.split()[0], NS + pair.split()[2])) for pair in (*ring, *other)}
    assert linked.isdisjoint(ends)


def test_a_direction_that_nothing_tells_is_left_to_the_reader() -> None:
    """What ties two goals says nothing of which of them would contribute to the other."""
    ring = "; ".join(f"g{a} contributesTo g{b}" for a, b in ("12", "23", "34", "45", "51"))
    best = find_candidates(plan(ring)).candidates[0]
    assert best.reasons["en"].endswith("Which way the link would run cannot be told from this.")
    assert "Which way" not in find_candidates(plan(WORK)).candidates[0].reasons["en"]


def test_a_kind_with_few_links_is_passed_over() -> None:
    """Four links say too little; the fifth makes a kind."""
    four = "; ".join(WORK.split(";")[:4])
    assert read_links(plan(four)).passed_over == (PassedOver("partner-works-on-theme", "few", 4),)
    assert [kind.name for kind in read_links(plan(WORK)).kinds] == ["partner-works-on-theme"]


def test_what_the_plan_leaves_out_on_purpose_is_not_sought(sam: Knowledge) -> None:
    """The SAM plan chooses which goal carries out which core task: that is no oversight."""
    links = read_links(sam)
    assert PassedOver("goal-carries-out-core-task", "selective", 68) in links.passed_over
    assert not [kind for kind in links.kinds if kind.predicate == sg("carriesOut")]
    with pytest.raises(SamgraphError, match="no candidates are sought"):
        find_candidates(sam, kind="goal-carries-out-core-task")


def test_kinds_take_their_classes_from_the_ontology(sam: Knowledge) -> None:
    """Levels of goals and of themes are one class each, and every link is in one kind at most."""
    links = read_links(sam)
    names = [kind.name for kind in links.kinds]
    assert "goal-addresses-theme" in names
    assert "partner-works-on-priority-field" in names
    assert names == sorted(set(names))
    every = [(kind.predicate, link) for kind in links.kinds for link in kind.links]
    assert len(every) == len(set(every)) > 1000
    for kind in links.kinds:
        assert {a for a, _ in kind.links} <= set(kind.subjects)
        assert {b for _, b in kind.links} <= set(kind.objects)


def test_candidates_of_the_sam_plan(sam: Knowledge) -> None:
    """They are many, ordered, of the kind asked for, and the same each time."""
    found = find_candidates(sam, number=30)
    assert found == find_candidates(sam, number=30)
    assert len(found.candidates) == 30 < found.total
    scores = [one.score for one in found.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 3 / 61 for score in scores)
    assert all(one.passages for one in found.candidates)
    only = find_candidates(sam, number=10, kind="goal-addresses-theme")
    assert {one.kind for one in only.candidates} == {"goal-addresses-theme"}
    linked = {(s.value, o.value) for s, o in sam.select("SELECT ?s ?o { ?s sg:linkedTo ?o }")}
    assert linked.isdisjoint((one.subject, one.object) for one in found.candidates)


def test_an_unknown_kind_is_named_with_what_is_near(sam: Knowledge) -> None:
    with pytest.raises(SamgraphError, match="goal-addresses-theme"):
        find_candidates(sam, kind="goal-adresses-theme")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_nothing_to_go_by(tiny: Tiny, lang: str) -> None:
    """An empty plan, one node, or few links: an empty list, said in words."""
    empty = Knowledge("x", iri("plan"), NS, {**PREFIXES, "": NS}, ox.Store())
    for knowledge in (empty, plan("", texts={"p1": "alone"}), tiny.build()):
        found = find_candidates(knowledge)
        assert (found.candidates, found.total, found.scores.kinds) == ((), 0, ())
        assert found.to_rows().cells == ()
        text = worklist_text(knowledge, found, lang)
        assert ("Geen kandidaten" if lang == "nl" else "No candidates") in text
        assert "nan" not in trust_text(found, lang).casefold()


def test_everything_linked_leaves_nothing_to_propose() -> None:
    """Where each pair is linked there is no candidate, and that is said."""
    every = "; ".join(f"p{a} worksOn t{b}" for a in "123" for b in "xyz")
    knowledge = plan(every)
    found = find_candidates(knowledge)
    assert found.candidates == ()
    assert "not there already" in worklist_text(knowledge, found, "en")
    assert "nan" not in trust_text(found, "en").casefold()


def test_a_worklist_is_a_table_and_a_frame() -> None:
    found = find_candidates(plan(WORK))
    frame = found.to_pandas()
    assert frame["object"].tolist()[0] == NS + "tc"
    assert set(SCORERS) <= set(frame.columns)
    assert "<table>" in found._repr_html_()


def test_words_tell_how_far_to_trust(sam: Knowledge) -> None:
    """Both languages say that a candidate is no finding, and where popularity does as well."""
    found = find_candidates(sam, number=5)
    for lang, words in (
        ("nl", ("telt als dekking", "Beter dan populariteit", "Niet beter dan populariteit")),
        ("en", ("counts as coverage", "Better than popularity", "No better than popularity")),
    ):
        text = trust_text(found, lang)
        assert all(one in text.replace("\n", " ") for one in words)
        listed = worklist_text(sam, found, lang)
        assert listed.startswith("1. “")
        assert listed.splitlines()[-1].startswith("…")


def test_written_candidates_read_back_and_count_for_nothing(tmp_path: Path, sam: Knowledge) -> None:
    """In the plan's folder they fill the suggested graph; coverage and gaps stay as they are."""
    folder = tmp_path / "sam"
    shutil.copytree(plan_folder(), folder)
    found = find_candidates(sam, number=40)
    write_candidates(sam, found, folder / "links-worklist.csv", on=date(2026, 11, 23))
    built = build(folder)
    graph = built.graph("suggested")
    suggested = {
        (quad.subject.value, quad.predicate.value, quad.object.value)  # type: ignore[union-attr]
        for quad in built.store.quads_for_pattern(None, None, None, graph)
        # What could close a gap stands there too.
        if "/gap/" not in str(quad.subject)
    }
    assert suggested == {(one.subject, one.predicate, one.object) for one in found.candidates}
    assert len(suggested) == 40
    gaps = [[replace(gap, suggestions=()) for gap in find_gaps(one)] for one in (built, sam)]
    assert gaps[0] == gaps[1]
    for before, after in zip(frames(sam), frames(built), strict=True):
        assert cover(sam, before).cells == cover(built, after).cells
    again = find_candidates(built, number=200)
    assert suggested.isdisjoint(
        (one.subject, one.predicate, one.object) for one in again.candidates
    )


def test_one_cell_accepts_a_candidate(tmp_path: Path, sam: Knowledge) -> None:
    """With sg:judged for sg:suggested it is a judged link, with rationale and evidence."""
    folder = tmp_path / "sam"
    shutil.copytree(plan_folder(), folder)
    found = find_candidates(sam, number=1, kind="partner-works-on-theme")
    file = folder / "links-worklist.csv"
    write_candidates(sam, found, file, on=date(2026, 11, 23))
    file.write_text(file.read_text().replace("sg:suggested", "sg:judged"))
    built = build(folder)
    (one,) = found.candidates
    query = f"""
        SELECT ?rationale ?passage {{
          ?link rdf:subject <{one.subject}> ; rdf:predicate <{one.predicate}> ;
            rdf:object <{one.object}> ; sg:standing sg:judged ; sg:rationale ?rationale ;
            sg:evidence ?passage
          FILTER(lang(?rationale) = "en")
        }}"""
    rows = [(row[0].value, row[1].value) for row in built.select(query)]
    assert {text for text, _ in rows} == {one.reasons["en"]}
    assert {passage for _, passage in rows} == set(one.passages)


def test_a_bar_in_a_label_separates_nothing(tmp_path: Path) -> None:
    """A label with a bar, a quotation mark or a line end is one cell when read back."""
    knowledge = plan(WORK, texts={"p2": 'E|CO, "the" big', "ta": "two\nlines"})
    write_candidates(knowledge, find_candidates(knowledge), tmp_path / "links.csv")
    with (tmp_path / "links.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["rdf:subject"] == ":p1"
    assert 'E\\|CO, "the" big' in rows[0]["sg:rationale@en"]
    assert {row["sg:standing"] for row in rows} == {"sg:suggested"}
