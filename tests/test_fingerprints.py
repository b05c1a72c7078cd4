"""A fingerprint changes with every word and with nothing else, and is found wherever it stands."""

from __future__ import annotations

import random

import pytest

from samgraph import fingerprints
from samgraph.fingerprints import Rolling, fingerprint, squeeze


@pytest.mark.parametrize(
    "other", ["Hulp\u00adver-\nlening  nu", "HULPVERLENING\u00a0NU", "hulpverlening\r\nnu"]
)
def test_line_breaks_hyphens_spaces_and_case_change_nothing(other: str) -> None:
    """The same words give the same squeezed text, however they are set."""
    assert squeeze(other) == squeeze("hulpverlening nu")


@pytest.mark.parametrize("sign", "-\u2010\u2011\u2012\u2013\u2212\uff0d")
def test_a_minus_sign_stays_however_it_is_written(sign: str) -> None:
    """A hyphen between words, in a range or at the end of a line is no minus sign."""
    assert squeeze(f"kost {sign}5") == squeeze("kost\u00a0-\u200b5") == "kost\u22125"
    assert squeeze(f"{sign}5") == "\u22125"


def test_a_hyphen_is_no_minus_sign() -> None:
    """Between words, in a range, before a word or at the end of a line it goes."""
    assert squeeze("2021-2025 covid-19 -euro - 5 covid-\n19") == "20212025covid19euro5covid19"


def test_a_rolled_fingerprint_is_that_of_the_stretch() -> None:
    """Every stretch of a text has one fingerprint, rolled or counted anew."""
    text = "hetwaterstijgt"
    rolling = Rolling(text)
    for start in range(len(text)):
        for end in range(start, len(text) + 1):
            assert rolling.at(start, end) == fingerprint(text[start:end])


@pytest.mark.parametrize("many", [1, 10**9], ids=["side by side", "one by one"])
def test_a_stretch_is_found_where_it_first_stands(
    many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways of looking find what looking for the letters finds, at and over every edge."""
    monkeypatch.setattr(fingerprints, "_MANY", many)
    monkeypatch.setattr(fingerprints, "_SLICE", 64)
    chance = random.Random(3)  # noqa: S311 - a test wants the same text every time
    text = "".join(chance.choice("abc€😀") for _ in range(400))
    rolling = Rolling(text)
    for length in (1, 2, 5, 60, 399, 400):
        for start in range(0, 401 - length, 7):
            stretch = text[start : start + length]
            mark = fingerprint(stretch)
            assert rolling.find(mark, length, 0, 400) == text.find(stretch)
            assert rolling.find(mark, length, start, 400) == start
    assert rolling.find(fingerprint("abcdef"), 6, 0, 400) == -1
    assert rolling.find(fingerprint(text), 400, 1, 400) == -1
    assert rolling.find(fingerprint(text + "a"), 401, 0, 400) == -1
