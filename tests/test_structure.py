"""The structure of frames: what is planted is found, chance is not, and trifles are called so."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from gridplan import NS, grid
from matrices import cells
from tinyplan import Tiny

from samgraph.errors import SamgraphError
from samgraph.knowledge import Knowledge
from samgraph.phrases import nouns
from samgraph.structure import (
    Certainty,
    Measured,
    Null,
    Structure,
    analyse_structure,
    analyse_structures,
)
from samgraph.structure.biadjacency import Cells
from samgraph.structure.phrases import MEASURES, SHORT
from samgraph.structure.rendering import structure_text, structures_text
from samgraph.structure.tables import broker_rows, frame_rows, measured_rows, pair_rows
from samgraph.structure.verdict_phrases import UNTESTED, VERDICTS
from samgraph.structure.words import number_text, structure_sentences

VERDICT_NAMES = {"nothing", "counts", "fixed", "degrees", "more", "less", "split"}


def blocks() -> Cells:
    """Return 16 rows in two groups, each linked at random within its half of 16 columns only."""
    random = np.random.default_rng(4)
    found = np.zeros((16, 16), dtype=bool)
    for number, row in enumerate(found):
        row[(number % 2) * 8 + random.choice(8, 6, replace=False)] = True
    return found


def analysed(observed: Cells, draws: int = 200, seed: int = 2021) -> Structure:
    return analyse_structure(grid(observed), "grid", draws=draws, seed=seed)


def measure(found: Structure, name: str) -> Measured:
    (one,) = [figure for figure in found.measured if figure.measure == name]
    return one


def said(found: Structure, lang: str = "en") -> str:
    return " ".join(structure_sentences(found, {}, lang))


def test_planted_communities_are_found() -> None:
    """Two blocks come out as two communities, sharper than degrees give under both null models."""
    found = analysed(blocks())
    assert found.untested == ""
    assert measure(found, "modularity").verdict == "more"
    assert [len(one.rows) for one in found.communities] == [8, 8]
    assert {row[-2:] for row in found.communities[0].rows} in (
        {f"{number:02}" for number in range(0, 16, 2)},
        {f"{number:02}" for number in range(1, 16, 2)},
    )
    assert found.stability == 1.0
    assert "more sharply than the degrees give" in said(found)
    assert "scherper dan de graden geven" in said(found, "nl")


def test_chance_is_told_as_chance() -> None:
    """A random matrix has nothing beyond its degrees, and that is said."""
    found = analysed(np.random.default_rng(2).random((16, 16)) < 0.35)
    assert {figure.verdict for figure in found.measured} == {"degrees"}
    assert found.validated == ()
    text = said(found)
    assert "Nestedness: nothing beyond what the degrees give" in text
    assert "Communities: nothing beyond what the degrees give" in text
    assert "No pair of “rij” shares more than their degrees give (120 pairs tested" in text
    assert "Geen enkel paar “rij” deelt meer dan hun graden geven" in said(found, "nl")


def test_communities_that_are_the_plans_own_grouping() -> None:
    """Where the plan groups rows as the links do, the agreement is 1 and beyond chance."""
    groups = {f"r{number:02}": f"group{number % 2}" for number in range(16)}
    found = analyse_structure(grid(blocks(), groups=groups), "grid", draws=200)
    agreement = measure(found, "agreement")
    assert (agreement.axis, agreement.grouping) == ("rows", "inCategory")
    assert agreement.observed == 1.0
    assert agreement.verdict == "more"
    assert "follow the plan's own grouping (“rij” by category) more than chance" in said(found)


def test_a_grouping_across_the_communities_is_no_agreement() -> None:
    """Where the plan groups columns otherwise, nothing is made of it."""
    groups = {f"c{number:02}": f"group{number % 2}" for number in range(16)}
    found = analyse_structure(grid(blocks(), groups=groups), "grid", draws=200)
    agreement = measure(found, "agreement")
    assert agreement.axis == "columns"
    assert agreement.verdict != "more"


@pytest.mark.parametrize(
    ("rows", "untested"), [(9, "few"), (10, ""), (3, "few")], ids=["nine", "ten", "three"]
)
def test_below_ten_rows_there_are_counts_and_no_p_values(rows: int, untested: str) -> None:
    """Ten rows are tested, nine are counted, and it is said why."""
    found = analysed(blocks()[:rows], 50)
    assert found.free_rows == rows
    assert found.untested == untested
    tested = [figure.nulls for figure in found.measured] + [pair.nulls for pair in found.pairs]
    assert all(bool(nulls) is not bool(untested) for nulls in tested)
    if untested:
        assert {figure.verdict for figure in found.measured} == {"counts"}
        assert f"of the {rows} rows, {rows} could also have been filled" in said(found)
        assert not re.search(r"\bp [0-9<]|\bq [0-9<]", said(found))
        assert all(cell == "" for row in found.to_rows().cells for cell in row[12:14])


def test_full_and_empty_rows_do_not_count_towards_ten() -> None:
    """Twelve rows of which four are full and one empty leave seven that could be otherwise."""
    full, empty = np.ones((4, 16), dtype=bool), np.zeros((1, 16), dtype=bool)
    observed = np.vstack([full, empty, blocks()[:7]])
    found = analysed(observed, 50)
    assert (len(found.frame.rows), len(found.rows), found.free_rows) == (12, 11, 7)
    assert found.untested == "few"


@pytest.mark.parametrize(
    ("text", "untested"),
    [
        ("000 000", "empty"),
        ("111 111", "fixed"),
        ("1", "fixed"),
        ("0", "empty"),
        ("100", "fixed"),
        ("111 110 100", "fixed"),
        ("10 01", "few"),
    ],
)
def test_trifles_have_a_correct_trifling_result(text: str, untested: str) -> None:
    """All zero, all one, one node, nested, in two parts: words, no p-value, no NaN."""
    found = analysed(cells(text), 20)
    assert found.untested == untested
    assert all(not figure.nulls for figure in found.measured)
    for lang in ("nl", "en"):
        sentences = structure_sentences(found, {}, lang)
        assert sentences[0].startswith(UNTESTED[lang][untested].split("{", 1)[0])
        assert all(sentence.endswith(".") for sentence in sentences)
    assert no_nan(found)
    assert "nan" not in structure_text(grid(cells(text)), found, "table", "en").lower()


def test_no_rows_at_all() -> None:
    """A frame without rows or columns is empty, and says so."""
    found = analysed(np.zeros((0, 3), dtype=bool), 20)
    assert (found.rows, found.columns, found.links, found.untested) == ((), (), 0, "empty")
    assert (found.communities, found.pairs, found.brokers) == ((), (), ())
    assert found.stability is None
    assert said(found) == UNTESTED["en"]["empty"]


def test_a_disconnected_frame_is_tested_as_any_other() -> None:
    """Parts that do not hang together are no fault."""
    observed = np.kron(np.eye(6, dtype=bool), cells("110 011"))
    found = analysed(observed, 50)
    assert found.untested == ""
    assert len(found.communities) == 6
    assert no_nan(found)


def no_nan(found: Structure) -> bool:
    """Tell whether every number is a number, and every p and q one from above 0 to 1."""
    rows = found.to_rows()
    for cell_row in rows.cells:
        for name, cell in zip(rows.header, cell_row, strict=True):
            if isinstance(cell, float):
                assert math.isfinite(cell)
                assert name not in ("p", "q") or 0 < cell <= 1
    return True


def test_the_same_arguments_give_the_same_result() -> None:
    """Twice the same, whatever was drawn in between; another seed draws other matrices."""
    first, again, other = (analysed(blocks(), 60, seed) for seed in (1, 1, 2))
    assert first == again
    assert first.measured[0].nulls != other.measured[0].nulls


def test_a_structure_does_not_hang_on_the_hash_seed() -> None:
    """Another process finds the same to the last byte."""
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from test_structure import analysed, blocks\n"
        "print(analysed(blocks(), 30))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_the_order_of_frames_makes_no_difference() -> None:
    """A frame by itself and among others has the same figures; only q knows how many were asked."""
    knowledge = grid(blocks(), carried=blocks().T)
    together = {one.frame.name: one for one in analyse_structures(knowledge, draws=60)}
    assert list(together) == ["carried", "grid"]
    alone = analyse_structure(knowledge, "grid", draws=60)

    def without_q(found: Structure) -> Structure:
        return replace(
            found,
            measured=tuple(
                replace(one, nulls=tuple(replace(null, q=None) for null in one.nulls))
                for one in found.measured
            ),
        )

    assert without_q(together["grid"]) == without_q(alone)
    for one, other in zip(alone.measured, together["grid"].measured, strict=True):
        for null, joint in zip(one.nulls, other.nulls, strict=True):
            assert null.q is not None
            assert joint.q is not None
            assert null.p <= null.q


def test_readings_differ() -> None:
    """What is only judged counts in the widest reading, and is uncertain there."""
    judged = cells("0000 0011 0000")
    knowledge = grid(cells("1100 0000 0110"), judged=judged)
    stated = analyse_structure(knowledge, "grid", "stated")
    assert (stated.links, stated.rows) == (4, (f"{NS}r00", f"{NS}r02"))
    found = analyse_structure(knowledge, "grid")
    assert found.links == 6
    first = next(one for one in found.brokers if one.iri == f"{NS}c02")
    assert first.betweenness.low < first.betweenness.observed
    sure = analyse_structure(knowledge, "grid", certainty=Certainty(judged=1.0))
    first = next(one for one in sure.brokers if one.iri == f"{NS}c02")
    assert first.betweenness.low == pytest.approx(first.betweenness.observed)


def test_a_disputed_cell_is_less_certain_than_a_judged_one() -> None:
    """A cell that is empty without contested links is kept with the chance for contested ones."""
    judged = cells("000 011 000")
    knowledge = grid(cells("110 000 001"), judged=judged)
    undisputed = grid(cells("110 000 001"), judged=cells("000 001 000"))
    certainty = Certainty(judged=1.0, contested=0.0)
    plain = analyse_structure(knowledge, "grid", certainty=certainty)
    found = analyse_structure(knowledge, "grid", certainty=certainty, undisputed=undisputed)
    middle = f"{NS}r01"
    (one,) = [broker for broker in plain.brokers if broker.iri == middle]
    (other,) = [broker for broker in found.brokers if broker.iri == middle]
    assert one.betweenness.high == pytest.approx(one.betweenness.observed)
    assert other.betweenness.observed == one.betweenness.observed > 0
    assert other.betweenness.high == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"frame_name": "gird"}, '"gird"'),
        ({"standing": "juged"}, '"juged"'),
        ({"draws": 0}, "without draws"),
        ({"certainty": Certainty(judged=1.5)}, "from 0 to 1"),
        ({"certainty": Certainty(resamples=0)}, "without draws"),
    ],
)
def test_what_cannot_be_is_refused(arguments: dict[str, object], message: str) -> None:
    """An unknown frame or reading, and numbers with which nothing can be tested."""
    given: dict[str, object] = {"frame_name": "grid", "draws": 20, **arguments}
    with pytest.raises(SamgraphError) as caught:
        analyse_structure(grid(cells("10 01")), **given)  # type: ignore[arg-type]
    assert message in str(caught.value)


def null(model: str, *, mean: float, p: float, z: float | None = 1.0) -> Null:
    return Null(model, 100, mean, 1.0, mean - 2, mean + 2, z, p, p)


@pytest.mark.parametrize(
    ("nulls", "verdict"),
    [
        ([], "counts"),
        ([("curveball", 1, 0.01, 2.0), ("bicm", 1, 0.01, 2.0)], "more"),
        ([("curveball", 9, 0.01, -2.0), ("bicm", 9, 0.01, -2.0)], "less"),
        ([("curveball", 9, 0.01, -2.0), ("bicm", 1, 0.01, 2.0)], "split"),
        ([("curveball", 1, 0.5, 2.0), ("bicm", 1, 0.01, 2.0)], "split"),
        ([("curveball", 1, 0.5, 2.0), ("bicm", 1, 0.2, 2.0)], "degrees"),
        ([("curveball", 1, 0.1, 2.0), ("bicm", 1, 0.1, 2.0)], "degrees"),
        ([("curveball", 5, 1.0, None), ("bicm", 1, 0.01, 2.0)], "fixed"),
    ],
)
def test_a_verdict_needs_both_null_models(
    nulls: list[tuple[str, float, float, float | None]], verdict: str
) -> None:
    """More or less only where both say so; where one does, that is said; below 0.1 counts."""
    figure = Measured(
        "nestedness", 5.0, tuple(null(model, mean=m, p=p, z=z) for model, m, p, z in nulls)
    )
    assert figure.verdict == verdict


def test_nothing_measured_is_no_figure() -> None:
    """What cannot be measured is told in words and not as a number."""
    assert Measured("modularity", None).verdict == "nothing"
    assert number_text(None, "en") == "–"
    assert number_text(-0.0, "en") == "0.00"
    assert number_text(-0.001, "nl") == "0,00"


def test_every_verdict_has_its_words_in_both_languages() -> None:
    """No verdict is left without a sentence, and none is written for nobody."""
    for lang in ("nl", "en"):
        assert set(VERDICTS[lang]) == set(MEASURES[lang])
        for sentences in VERDICTS[lang].values():
            assert set(sentences) == VERDICT_NAMES
            assert all(sentence.endswith(".") for sentence in sentences.values())
        assert set(SHORT[lang]) > VERDICT_NAMES
    assert all(
        VERDICTS["nl"][name][verdict] != VERDICTS["en"][name][verdict]
        for name in VERDICTS["nl"]
        for verdict in VERDICT_NAMES
    )


def test_rows_for_programs_hold_every_figure() -> None:
    """One row for each figure and null model, ready for pandas, with IRIs and English names."""
    found = analysed(blocks(), 50)
    rows = found.to_rows()
    measures = [row[1] for row in rows.cells]
    assert measures.count("nestedness") == measures.count("modularity") == 2
    assert measures.count("shared") == 2 * 120
    assert measures.count("betweenness") == measures.count("constraint") == 32
    frame = found.to_pandas()
    assert list(frame.columns) == list(rows.header)
    nodf = frame[(frame.measure == "nestedness") & (frame.model == "curveball")].iloc[0]
    exact = measure(found, "nestedness")
    assert nodf.observed == pytest.approx(exact.observed, rel=1e-5)
    assert nodf["mean"] == pytest.approx(exact.nulls[0].mean, rel=1e-5)
    assert (nodf.seed, nodf.draws, nodf.standing) == (2021, 50, "judged")
    assert "<table>" in found._repr_html_()


def test_text_shows_seed_and_assumptions() -> None:
    """How figures were come by stands under them: draws, seed, and how likely links are kept."""
    found = analysed(blocks(), 50, 77)
    text = " ".join(structure_text(grid(blocks()), found, "table", "en").split())
    assert "50 matrices with the same degrees (curveball)" in text
    assert "seed 77" in text
    assert "a judged one with chance 0.8 and a contested one with chance 0.5" in text
    text = " ".join(structure_text(grid(blocks()), found, "table", "nl").split())
    assert "zaad 77" in text


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "markdown"])
def test_forms_for_programs_name_things_by_curie(form: str) -> None:
    """Every form has every figure, and IRIs are as short as prefixes make them."""
    knowledge = grid(cells("110 011 001"))
    found = analyse_structure(knowledge, "grid", draws=20)
    text = structure_text(knowledge, found, form, "en")
    assert "g:r00" in text
    assert NS not in text
    if form == "json":
        assert {row["measure"] for row in json.loads(text)} >= {"nestedness", "shared", "rank"}


def test_few_draws_are_said_to_be_too_few() -> None:
    """Where no draw reaches what a pair shares and q still cannot be small, more draws may tell."""
    random = np.random.default_rng(5)
    observed = np.zeros((14, 60), dtype=bool)
    for number, row in enumerate(observed):
        row[random.choice(60, 5 + number, replace=False)] = True
    observed[1] = False
    observed[1, np.flatnonzero(observed[0])] = True
    observed[1, np.flatnonzero(~observed[0])[0]] = True
    assert "ask for more with --draws" in said(analysed(observed, 20))
    assert "ask for more with --draws" not in said(analysed(observed, 2000))


def test_a_plan_without_frames_says_so() -> None:
    """No frame is no error, in any language."""
    assert structures_text((), "table", "en").startswith("The plan asks no coverage question")
    assert structures_text((), "csv", "nl").startswith("raster,")


def test_the_small_plan_is_counted(tiny: Tiny) -> None:
    """Every frame of the small plan gets a row, and none a p-value."""
    found = analyse_structures(tiny.build(), draws=20)
    rows = frame_rows(found, "en")
    assert [row[0] for row in rows.cells] == ["challenge-goal", "goal-task", "partner-goal"]
    assert all(one.untested for one in found)
    assert all(no_nan(one) for one in found)


def test_the_sam_plan(sam: Knowledge) -> None:
    """Every frame of the real plan has a result: small ones counts, the others both null models."""
    found = {one.frame.name: one for one in analyse_structures(sam, draws=60)}
    assert len(found) >= 14
    grid_ = found["goal-coretask"]
    assert measure(grid_, "nestedness").observed == pytest.approx(72.7, abs=0.05)
    assert (grid_.untested, grid_.free_rows, grid_.links) == ("few", 5, 34)
    tested = [one for one in found.values() if not one.untested]
    assert {"partner-goal", "resultarea-goal", "resultarea-field", "theme-partner"} <= {
        one.frame.name for one in tested
    }
    labels = {lang: sam.labels(lang) for lang in ("nl", "en")}
    for one in found.values():
        assert no_nan(one)
        assert len(one.rows) >= one.free_rows
        words = {lang: structure_sentences(one, labels[lang], lang) for lang in labels}
        assert len(words["nl"]) == len(words["en"])
        assert words["nl"] != words["en"]
        for lang, known in labels.items():
            kinds = nouns(lang, one.frame.labels[lang])
            assert measured_rows(one.measured, kinds, lang).cells
            assert len(pair_rows(one.pairs, known, lang, 5).cells) <= 5
            assert len(broker_rows(one, known, lang, 3).cells) <= 6
    partners = measure(found["partner-goal"], "agreement")
    assert (partners.axis, partners.grouping) == ("rows", "inCategory")
