"""Coordination gaps: who shares a subject that nobody carries whole, and what chance gives."""

from __future__ import annotations

import numpy as np
import pytest
from gridplan import NS, grid
from matrices import cells

from samgraph.errors import SamgraphError
from samgraph.knowledge import Knowledge
from samgraph.structure import Coordination, coordination_gaps
from samgraph.structure.biadjacency import Cells
from samgraph.structure.rendering import coordination_text
from samgraph.structure.words import coordination_sentences


def found(shared: Cells, carried: Cells, draws: int = 100) -> Coordination:
    """Return the gaps of rows that share columns, with carriers as rows of `carried`."""
    return coordination_gaps(grid(shared, carried=carried), "grid", "carried", draws=draws)


def local(*iris: str) -> str:
    return " ".join(iri.removeprefix(NS) for iri in iris)


def test_open_and_closed_motifs_by_hand() -> None:
    """Rows 0 and 1 share a column and a carrier; 1 and 2 share a column and nobody carries both."""
    result = found(cells("100 110 011 000"), cells("1100 0010"))
    assert [
        (local(one.first, one.second), local(*one.shared), local(*one.carriers))
        for one in result.motifs
    ] == [("r01 r02", "c01", ""), ("r00 r01", "c00", "p00")]
    assert result.fit.observed == 0.5
    assert [local(one.first, one.second) for one in result.open] == ["r01 r02"]
    assert (result.untested, result.fit.verdict, result.fit.nulls) == ("few", "counts", ())
    said = " ".join(coordination_sentences(result, {}, "en"))
    assert "One pair shares something and has nobody who carries both" in said
    assert "50% share a carrier too, not tested" in said


def test_the_other_frame_may_have_the_rows_on_either_side() -> None:
    """Whether carriers are rows or columns of their frame makes no difference."""
    knowledge = grid(cells("100 110 011"), carried=cells("110 001"))
    result = coordination_gaps(knowledge, "grid", "carried")
    assert local(*result.motifs[-1].carriers) == "p00"
    same = coordination_gaps(knowledge, "grid", "grid")
    assert same.fit.observed == 1.0
    assert same.open == ()
    said = coordination_sentences(same, {}, "en")
    assert said[-1] == "Every pair that shares something has somebody who carries both."


def planted() -> tuple[Cells, Cells]:
    """Return twelve rows in four groups that share columns, and carriers of just these groups."""
    shared = np.kron(np.eye(4, dtype=bool), np.ones((3, 2), dtype=bool))
    carried = np.kron(np.eye(4, dtype=bool), np.ones((2, 3), dtype=bool))
    return shared, carried


def test_carriers_that_fit_are_more_than_chance() -> None:
    """Where carriers follow what is shared, every motif is closed, far more than chance gives."""
    result = found(*planted(), draws=200)
    assert result.fit.observed == 1.0
    assert result.fit.verdict == "more"
    assert result.open == ()
    assert "more often than the degrees give" in " ".join(coordination_sentences(result, {}, "en"))


def test_carriers_that_never_fit_are_less_than_chance() -> None:
    """Where carriers go across what is shared, every motif is open."""
    shared, _ = planted()
    carried = np.tile(np.eye(3, dtype=bool), 4)
    result = found(shared, carried, draws=200)
    assert result.fit.observed == 0.0
    assert result.fit.verdict == "less"
    assert len(result.open) == len(result.motifs) == 12


def test_the_null_model_leaves_alone_what_is_shared() -> None:
    """Only who carries what is drawn: the motifs are the same, the seed decides, p is a chance."""
    shared, carried = planted()
    knowledge = grid(shared, carried=carried)
    first, again, other = (
        coordination_gaps(knowledge, "grid", "carried", draws=60, seed=seed) for seed in (1, 1, 2)
    )
    assert first == again
    assert first.motifs == other.motifs
    assert first.fit.nulls != other.fit.nulls
    assert all(0 < null.p <= 1 for null in first.fit.nulls)


@pytest.mark.parametrize(
    ("shared", "carried", "untested", "verdict", "words"),
    [
        ("10 01", "11", "empty", "nothing", "No two rows share anything"),
        ("10 10", "00", "empty", "counts", "Nobody carries anything here"),
        ("10 10", "11", "fixed", "counts", "only one pattern is possible"),
        ("00 00", "00", "empty", "nothing", "No two rows share anything"),
    ],
)
def test_trifles_have_a_correct_trifling_result(
    shared: str, carried: str, untested: str, verdict: str, words: str
) -> None:
    """Nothing shared, nobody who carries, one carrier of all: words, and nothing tested."""
    result = found(cells(shared), cells(carried), 20)
    assert (result.untested, result.fit.verdict) == (untested, verdict)
    assert words in " ".join(coordination_sentences(result, {}, "en"))
    knowledge = grid(cells(shared), carried=cells(carried))
    for lang in ("nl", "en"):
        assert "nan" not in coordination_text(knowledge, result, "table", lang).lower()


def test_frames_without_a_common_row_are_refused() -> None:
    """The second frame must say something about the rows of the first."""
    knowledge = grid(cells("10 01"), carried=cells("10 01"))
    with pytest.raises(SamgraphError, match="no row in common"):
        coordination_gaps(_other(knowledge), "other", "carried")
    with pytest.raises(SamgraphError, match='"carired"'):
        coordination_gaps(knowledge, "grid", "carired")


def _other(knowledge: Knowledge) -> Knowledge:
    """Add a frame whose rows are the columns of the first one."""
    update = f"""
        PREFIX sg: <https://w3id.org/samgraph/ns#> PREFIX g: <{NS}>
        INSERT DATA {{ GRAPH <{NS}graph/structure> {{
          g:frame-other a sg:Frame ; sg:rows g:Column ; sg:columns g:Column ;
            sg:path "^g:grid/g:grid" ; sg:scope sg:silent }} }}"""
    knowledge.store.update(update)
    return knowledge


def test_rows_for_programs() -> None:
    """A row for each two that share something, with the names of what and who."""
    knowledge = grid(cells("100 110 011"), carried=cells("110 001"))
    result = coordination_gaps(knowledge, "grid", "carried")
    assert result.to_rows().header == ("first", "second", "shared", "carriers", "closed")
    assert [row[4] for row in result.to_rows().cells] == [False, True]
    text = coordination_text(knowledge, result, "csv", "en")
    assert text.splitlines()[1:] == ["g:r01,g:r02,g:c01,,false", "g:r00,g:r01,g:c00,g:p00,true"]


def test_the_sam_plan(sam: Knowledge) -> None:
    """Goals that share a theme: seven are too few to test, and every pair is told with its themes.

    Result areas that share a goal are enough.
    """
    goals = coordination_gaps(sam, "goal-theme", "partner-goal", draws=20)
    assert goals.untested == "few"
    assert goals.motifs
    areas = coordination_gaps(sam, "resultarea-goal", "theme-resultarea", draws=20)
    assert areas.untested == ""
    assert len(areas.fit.nulls) == 2
    assert areas.open
    for lang in ("nl", "en"):
        said = coordination_sentences(areas, sam.labels(lang), lang)
        assert all(sentence.endswith(".") for sentence in said)
